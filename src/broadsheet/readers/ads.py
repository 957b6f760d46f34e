"""The advertisements of an edition: in holes, in a page's stack, and the house's own in what is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from broadsheet.diagnostics import hint
from broadsheet.geometry import Rect
from broadsheet.model.edition import Ad, PictureFile
from broadsheet.model.grid import Grid, GridSpan
from broadsheet.model.hole import AdHole, FurnitureHole, Hole, Inside, PictureHole, StoryHole
from broadsheet.patterns import late_pattern
from broadsheet.readers.adstack import AdSize, Stack, cells, gaps, left_of, picture_left, stacked
from broadsheet.readers.elements import ElementContext, Place, read_elements
from broadsheet.readers.manifest import AD_FILE, RawHouseAd
from broadsheet.readers.placing import Desk, OpenPage, Placing, StoryPlace
from broadsheet.readers.report import RefusedError, Report, name_hints
from broadsheet.readers.schema import Located, Reading
from broadsheet.readers.standins import story_of
from broadsheet.records import replace
from broadsheet.rows import NamedTuple
from broadsheet.units import PT, Scale, millimetres

_AD_SPECS = (".yaml", ".yml")
#: How layouts call the holes beside the nameplate: ear, ear-left, ear2 …
_EAR = late_pattern(r"ear(?![a-z])")
#: White in the stack that is worth a house advertisement, in lines.
LEAST_GAP = 4
#: White beside a graphic that nobody sees: a line of body text.
MOST_WHITE = 11 * PT
#: What may be cut off a picture without a word: a millimetre on each side.
MOST_LOST = 6 * PT
#: Cells that a house advertisement drawn from elements is taken to waste: it fills, but was not made for it.
_DRAWN_WASTE = 10


class StackedAd(NamedTuple):
    """An advertisement of a page's stack: which, and in which hole of its own."""

    hole: AdHole
    written: Located[str]


class ReadAd(NamedTuple):
    """An advertisement and the places in its texts that its page has to fill."""

    ad: Ad
    places: tuple[Place, ...]


def with_stack(page: OpenPage, desk: Desk) -> tuple[OpenPage, tuple[StackedAd, ...]]:
    """A page whose advertisements are reserved, every other hole having what they leave.

    Conflicts are reported at the advertisement that is in the way.
    """
    if not page.raw.ads:
        return page, ()
    page, made = _in_ears(page, desk)
    raw = [each for each in page.raw.ads if each.size.value is not AdSize.EAR]
    if not raw:
        return page, tuple(made)
    grid, number = page.read.layout.grid, page.raw.number.value
    fixed = [span for hole in page.holes.values() if (span := _fixed(hole)) is not None]
    sized = [(each, size) for each in raw if (size := cells(each.size.value, grid)) is not None]
    for each in raw:
        if cells(each.size.value, grid) is None:
            word = getattr(each.size.value, "value", "")
            desk.report.add("E417", each.size.span, page=number, size=word, columns=grid.columns)
    spans = stacked([size for _, size in sized], grid, fixed, page.raw.ad_stack or Stack.ROWS)
    piled: list[StackedAd] = []
    for (each, size), span in zip(sized, spans, strict=True):
        if span is None:
            name, (columns, lines) = each.ad.value, size
            desk.report.add("E418", each.size.span, page=number, name=name, columns=columns, lines=lines)
            continue
        name = _free_name(each.ad.value, page.holes, piled)
        piled.append(StackedAd(AdHole(name, span, None, each.ad.span), each.ad))
    left = _editorial(page, [each.hole.span for each in piled])
    for gap in gaps([each.hole.span for each in piled], grid, fixed):
        if gap.lines < LEAST_GAP:
            continue
        name = _free_name("gap", page.holes, piled)
        piled.append(StackedAd(AdHole(name, gap, None, raw[0].ad.span), Located("", raw[0].ad.span)))
    holes = (*left, *(each.hole for each in piled))
    layout = replace(page.read.layout, holes=holes)
    named: dict[str, Hole] = {hole.id: hole for hole in holes}
    lost = page.lost | (frozenset(page.holes) - frozenset(named))
    opened = OpenPage(page.raw, page.read._replace(layout=layout), named, lost)
    return opened, (*made, *piled)


def _in_ears(page: OpenPage, desk: Desk) -> tuple[OpenPage, list[StackedAd]]:
    """A page whose ears (报眼) hold the advertisements that were sold for them, whatever its layout has
    drawn there."""
    made: list[StackedAd] = []
    for each in page.raw.ads:
        if each.size.value is not AdSize.EAR:
            continue
        taken = {ad.hole.id for ad in made}
        ears = ((hole, span) for hole in page.holes.values() if (span := _fixed(hole)) is not None)
        free = ((hole, span) for hole, span in ears if _EAR.match(hole.id) and hole.id not in taken)
        found = next(free, None)
        if found is None:
            desk.report.add("E430", each.size.span, page=page.raw.number.value, name=each.ad.value)
            continue
        hole, span = found
        made.append(StackedAd(AdHole(hole.id, span, hole.frame, each.ad.span), each.ad))
    return with_holes(page, [each.hole for each in made]), made


def _fixed(hole: Hole) -> GridSpan | None:
    """What no advertisement of a stack may stand on: furniture and advertisements with holes of their own."""
    return hole.span if isinstance(hole, (FurnitureHole, AdHole)) else None


def _free_name(name: str, holes: dict[str, Hole], made: Sequence[StackedAd]) -> str:
    """A name for a hole that nothing on the page has."""
    taken = {*holes, *(each.hole.id for each in made)}
    tries = (f"ad-{name}" if not count else f"ad-{name}-{count + 1}" for count in range(len(taken) + 1))
    return next(each for each in tries if each not in taken)


def _editorial(page: OpenPage, taken: Sequence[GridSpan]) -> list[Hole]:
    """The page's other holes with what the stack leaves them; those that are left nothing go."""
    made: dict[str, Hole] = {}
    for hole in page.read.layout.holes:
        kept: Hole | None = hole
        if isinstance(hole, StoryHole):
            kept = left_of(hole, taken)
        elif isinstance(hole, PictureHole):
            kept = picture_left(hole, taken)
        if kept is not None:
            made[hole.id] = kept
    grid = page.read.layout.grid
    return [hole for hole in made.values() if not _hangs(hole, made, grid)]


def _hangs(hole: Hole, holes: dict[str, Hole], grid: Grid) -> bool:
    """Whether a picture is to stand inside a story where that has no place for it any more."""
    if not isinstance(hole, PictureHole) or not isinstance(hole.place, Inside):
        return False
    return not _fits(hole.place, holes, grid)


def _fits(place: Inside, holes: dict[str, Hole], grid: Grid) -> bool:
    """Whether a picture still stands inside its story's hole."""
    host = holes.get(place.hole)
    if not isinstance(host, StoryHole):
        return False
    lines = host.text_lines(grid)
    start = place.line if place.line >= 0 else lines + place.line
    end = start + (place.lines if place.line >= 0 else 1)
    return place.leg + place.legs <= host.legs and start >= 0 and end <= lines


def with_holes(page: OpenPage, made: Sequence[AdHole]) -> OpenPage:
    """A page with some of its holes made others of the same names."""
    holes: dict[str, Hole] = {**page.holes, **{hole.id: hole for hole in made}}
    grid = page.read.layout.grid
    kept = {name: hole for name, hole in holes.items() if not _hangs(hole, holes, grid)}
    layout = replace(page.read.layout, holes=tuple(kept.values()))
    lost = page.lost | (frozenset(holes) - frozenset(kept))
    return page._replace(read=page.read._replace(layout=layout), holes=kept, lost=lost)


def read_ad(page: OpenPage, hole: AdHole, written: Located[str], desk: Desk) -> ReadAd:
    """The advertisement of that name in a hole. Raises RefusedError."""
    files = {ad.name: ad.value for ad in desk.raw.ads}
    if written.value not in files:
        raise desk.report.refused(
            "E416", written.span, name_hints(written.value, files), name=written.value
        )
    file = files[written.value]
    grid, number = page.read.layout.grid, page.raw.number.value
    if not file.value.endswith(_AD_SPECS):
        picture = desk.pictures.file(file)
        room = grid.rect(hole.span).inset(0, grid.white)
        if not picture.gap:
            _note_shape(picture, hole, room, written, desk.report)
        if picture.is_graphic:
            from broadsheet.readers.graphics import note_size  # noqa: PLC0415  late: as in pictures

            note_size(picture, room, written, desk.report)
        return ReadAd(Ad(number, hole, grid, (), picture, written.value, written.span), ())
    all_files = desk.pictures.files
    path = all_files.existing(file.value, file.span, "E101")
    rect = grid.rect(hole.span)
    scale, box = Scale(grid.em, grid.leading), (rect.width, rect.height)
    reading = Reading(desk.report, scale, box, page.read.styles)
    node = AD_FILE.read(all_files.yaml(path, file.span), "", reading).get("elements")
    context = ElementContext(all_files, desk.pictures.element)
    elements = read_elements(node, "elements", reading, context) if node else ()
    return ReadAd(Ad(number, hole, grid, elements, None, written.value, written.span), tuple(context.places))


def _note_shape(
    file: PictureFile, hole: AdHole, room: Rect, written: Located[str], report: Report
) -> None:
    """Tell what comes of a ratio that is not the hole's: a graphic stands between strips of white, a picture
    loses its edges, and there an advertisement has its address."""
    across, down = room.height * file.width // file.height, room.width * file.height // file.width
    if file.is_graphic:
        code, what, most, found = "W629", "white", MOST_WHITE, max(room.width - across, room.height - down)
    else:
        code, what, most, found = "W640", "lost", MOST_LOST, max(across - room.width, down - room.height)
    if found > most:
        report.add(
            code, written.span, (), path=file.name, hole=hole.id, ratio=f"{file.width / file.height:.2f}",
            room=f"{room.width / room.height:.2f}", **{what: f"{millimetres(found):.1f}"},
        )  # fmt: skip


def house_ads(pages: dict[int, OpenPage], placing: Placing, desk: Desk) -> dict[int, list[StackedAd]]:
    """House advertisements for the holes that nothing stands in, page by page, and the pages' new holes.

    Of those that fit, the one that leaves least white, then the one used least, then the first in the
    pool. A story's or a picture's hole becomes an advertisement's.
    """
    found: dict[int, list[StackedAd]] = {}
    used: Counter[str] = Counter()
    if not desk.raw.house_ads:
        return found
    for number, page in pages.items():
        for hole in page.read.layout.holes:
            span = _empty_span(hole, number, placing)
            best = _best(span, page.read.layout.grid, used, desk) if span is not None else None
            if span is None or best is None:
                continue
            used[best.value] += 1
            made = AdHole(hole.id, span, hole.frame, hole.origin)
            placing.take((number, hole.id), best.value, best.span)
            found.setdefault(number, []).append(StackedAd(made, best))
            desk.report.add("N427", page.raw.place, page=number, name=best.value, hole=hole.id)
    return found


def stand_in_ads(
    pages: dict[int, OpenPage], placing: Placing, desk: Desk
) -> tuple[dict[int, list[StackedAd]], list[StoryPlace]]:
    """Advertisements for all holes of the stories in whose place they are to stand, page by page; and the
    places of stories that none can stand for, because one of their holes is no rectangle, or smaller than
    what the advertisement is made for."""
    found: dict[int, list[StackedAd]] = {}
    kept: list[StoryPlace] = []
    for page in pages.values() if desk.standing.ads else ():
        for named in page.raw.holes:
            written, hole = story_of(named.value), page.holes.get(named.name)
            ad = desk.standing.ads.get(written.text) if written else None
            if ad is None or not isinstance(hole, StoryHole):
                continue
            with suppress(RefusedError):  # said
                place = placing.story(page, hole, placing.fill(named))
                made = [(at, _advertising(pages[at].holes[name])) for at, name in place.refs]
                small = any(each and _is_small(each.span, pages[at], ad.value, desk) for at, each in made)
                told: dict[str, Any] = {"slug": place.slug, "hole": hole.id, "page": page.raw.number.value}
                if not small and all(each for _, each in made):
                    desk.report.add("W421", ad.span, standing=ad.value, **told)
                    for at, each in made:
                        assert each is not None
                        found.setdefault(at, []).append(StackedAd(each, ad))
                else:
                    hints = (hint("made-for", name=ad.value),) if small else ()
                    desk.report.add("W420", ad.span, hints, **told)
                    kept.append(place)
    return found, kept


def _is_small(span: GridSpan, page: OpenPage, name: str, desk: Desk) -> bool:
    """Whether a hole is smaller than all that an advertisement of the pool is made for."""
    pool = [each for each in desk.raw.house_ads if each.ad.value == name]
    return bool(pool) and not any(_is_made_for(each, span, page.read.layout.grid) for each in pool)


def _is_made_for(each: RawHouseAd, span: GridSpan, grid: Grid) -> bool:
    """Whether a hole is no smaller than a house advertisement's size, if it has one."""
    if each.size is None:
        return True
    size = cells(each.size.value, grid)
    return size is not None and size.columns <= span.columns and size.lines <= span.lines


def _advertising(hole: Hole) -> AdHole | None:
    """A story's hole as one for an advertisement; None where it is no rectangle."""
    if not isinstance(hole, StoryHole) or hole.cuts:
        return None
    return AdHole(hole.id, hole.span, hole.frame, hole.origin)


def _empty_span(hole: Hole, number: int, placing: Placing) -> GridSpan | None:
    """The cells of a hole that nothing stands in."""
    if (number, hole.id) in placing.taken or isinstance(hole, FurnitureHole):
        return None
    if isinstance(hole, PictureHole):
        return hole.place if isinstance(hole.place, GridSpan) else None
    return None if isinstance(hole, StoryHole) and hole.cuts else hole.span


def _best(span: GridSpan, grid: Grid, used: Counter[str], desk: Desk) -> Located[str] | None:
    rated: list[tuple[tuple[int, int, int], Located[str]]] = []
    for index, each in enumerate(desk.raw.house_ads):
        waste = _waste(each, span, grid, desk)
        if waste is not None:
            rated.append(((waste, used[each.ad.value], index), each.ad))
    return min(rated, key=lambda entry: entry[0])[1] if rated else None


def _waste(each: RawHouseAd, span: GridSpan, grid: Grid, desk: Desk) -> int | None:
    """The cells of a hole that a house advertisement would leave white; None where it does not fit."""
    if not _is_made_for(each, span, grid):
        return None
    whole = span.columns * span.lines
    if each.size is not None and (size := cells(each.size.value, grid)) is not None:
        return whole - size.columns * size.lines
    file = next((ad.value for ad in desk.raw.ads if ad.name == each.ad.value), None)
    if file is None:
        hints = name_hints(each.ad.value, (ad.name for ad in desk.raw.ads))
        if each.ad.span.file:  # no stand-in, whose mistake was told
            desk.report.add("E416", each.ad.span, hints, name=each.ad.value)
        return None
    if file.value.endswith(_AD_SPECS):
        return _DRAWN_WASTE
    try:
        picture = desk.pictures.file(file)
    except RefusedError:
        return None
    rect = grid.rect(span)
    wide, high = picture.width * rect.height, picture.height * rect.width
    return whole - whole * min(wide, high) // max(wide, high)
