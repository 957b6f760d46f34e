"""Pages of PDFs compared as they look: how much changed, where, and in whose story where trees lie beside.

Import this module late: pdfium and Pillow cost 120 ms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from broadsheet.diff.parts import Drawing, Line, Owner, parts_of
from broadsheet.diff.sets import PageSet
from broadsheet.diff.sheets import SheetPair, pair_sheets, rendered
from broadsheet.geometry import Rect
from broadsheet.proof.pixels import Box, Comparison, Tolerance, common, merged
from broadsheet.records import record
from broadsheet.tree.node import Fill, Role, Shape, TreePage
from broadsheet.units import POINTS_PER_INCH

_NEAR = 24
"""Points of white between two places of one story and role that are told as one: a gap of columns."""

_FRINGE = 3
"""Pixels that a glyph's ink may reach out of its em box."""


@record
class Seen:
    """Settings of a comparison: pixels to the inch, and what is no change."""

    dpi: int = 100
    tolerance: Tolerance = Tolerance()


@record
class Named:
    """Whose ink a place shows: the story, else the hole or the stories around, and the role."""

    owner: Owner
    role: Role


@record
class Spot:
    """A place that changed: a box in pixels of the rendering, and whose it is by the trees, if they know."""

    box: Box
    named: Named | None = None


@record
class LookedAt:
    """A page of both sets: where it changed. ``came`` and ``gone``: it is on one side only."""

    pair: SheetPair
    size: tuple[int, int]
    permille: float
    spots: tuple[Spot, ...]
    came: bool = False
    gone: bool = False
    resized: bool = False

    @property
    def changed(self) -> bool:
        """Whether anything is to be seen."""
        return bool(self.spots) or self.came or self.gone or self.resized


def compare_pages(old: PageSet, new: PageSet, seen: Seen | None = None) -> Iterator[LookedAt]:
    """Yield every page of both sets, compared. Raises BroadsheetError for what is no PDF."""
    settings = seen or Seen()
    names = [_Known(each) for each in (old, new)]
    for pair in pair_sheets(old, new):
        yield _compared(pair, names, settings)


def _compared(pair: SheetPair, names: list[_Known], seen: Seen) -> LookedAt:
    if pair.old is None or pair.new is None:
        size = rendered(pair.new or pair.old, seen.dpi).size  # type: ignore[arg-type]  # one of them is there
        return LookedAt(pair, size, 1000.0, (), pair.old is None, pair.new is None)
    if pair.old.index == pair.new.index and pair.old.pdf.read_bytes() == pair.new.pdf.read_bytes():
        return LookedAt(pair, (0, 0), 0.0, ())
    one, two = rendered(pair.old, seen.dpi), rendered(pair.new, seen.dpi)
    found = Comparison(one, two, seen.tolerance)
    sides = [
        _Side(known.of(sheet.page.number), sheet.page, looks.size, seen.dpi)
        for sheet, looks, known in zip((pair.old, pair.new), (one, two), names, strict=True)
        if sheet.page is not None
    ]
    _settle(found, sides)
    spots = [*_named(found, sides, ground=False), *_named(found, sides, ground=True)]
    _add_rest(spots, found.boxes())
    spots.sort(key=lambda spot: (spot.box[1], spot.box[0]))
    return LookedAt(pair, found.size, found.permille, tuple(spots), resized=not found.same_size)


def _settle(found: Comparison, sides: Sequence[_Side]) -> None:
    """Rasterisers round where a glyph stands by all that was painted before it: a pixel is no change in text
    that is the same in both trees."""
    if len(sides) < 2 or sides[0].size != sides[1].size:
        return
    new = {ink.place: ink for ink in sides[1].inks}
    for ink in sides[0].inks:
        if isinstance(ink.what, Line) and new.get(ink.place) == ink:
            found.settle(sides[0].box(ink.place))


def _named(found: Comparison, sides: Sequence[_Side], *, ground: bool) -> Iterator[Spot]:
    """Boxes around what changed where a story's ink stands, on either side: lines below each other are
    in one box. A tint counts only where nothing else stood on it."""
    boxes: dict[Named, list[Box]] = {}
    changed: list[tuple[_Ink, Box]] = []
    places = [(ink, side.box(ink.place)) for side in sides for ink in side.inks if ink.ground is ground]
    if ground:
        rest = found.boxes()
        places = [(ink, part) for ink, place in places for box in rest if (part := common(place, box))]
    for ink, place in places:
        box = found.take(place)
        if box is not None:
            boxes.setdefault(ink.named, []).append(box)
            changed.append((ink, place))
    for ink, place in changed:
        box = found.take(_around(place, _FRINGE), rest=True) if isinstance(ink.what, Line) else None
        if box is not None:
            boxes[ink.named].append(box)
    gap = round(_NEAR * sides[0].dpi / POINTS_PER_INCH) if sides else 0
    for named, known in boxes.items():
        yield from (Spot(box, named) for box in merged(known, gap))


def _around(box: Box, reach: int) -> Box:
    return (box[0] - reach, box[1] - reach, box[2] + reach, box[3] + reach)


def _add_rest(spots: list[Spot], boxes: Iterable[Box]) -> None:
    """What lies outside everything known: the fringe of a place that is told, or a place of its own."""
    for box in boxes:
        for at, spot in enumerate(spots):
            joined = merged([box, spot.box], _FRINGE)
            if len(joined) == 1:
                spots[at] = Spot(joined[0], spot.named)
                break
        else:
            spots.append(Spot(box))


@record
class _Ink:
    """Something on a page, whose it is, and whether other things may stand on it."""

    named: Named
    place: Rect
    ground: bool
    what: Line | Drawing


@record
class _Side:
    """What stands on a page of one set, and how its coordinates become pixels."""

    inks: tuple[_Ink, ...]
    page: TreePage
    size: tuple[int, int]
    dpi: int

    def box(self, place: Rect) -> Box:
        """A place of the page in pixels; what is rendered beyond the trim is as wide on both sides."""
        scale = self.dpi / POINTS_PER_INCH / 1000
        x = (self.size[0] - round(self.page.width * scale)) // 2
        y = (self.size[1] - round(self.page.height * scale)) // 2
        return (
            x + int(place.x * scale), y + int(place.y * scale),
            x + int(place.right * scale) + 1, y + int(place.bottom * scale) + 1,
        )  # fmt: skip


class _Known:
    """What a set's tree has on each page; nothing where there is no tree. Read when it is first needed."""

    def __init__(self, found: PageSet) -> None:
        self._set = found
        self._inks: dict[int, list[_Ink]] | None = None

    def of(self, page: int) -> tuple[_Ink, ...]:
        """What stands on a page."""
        if self._inks is None:
            self._inks = {}
            parts = parts_of(self._set.printed())
            for passage in parts.passages:
                named = Named(passage.owner, passage.role)
                for line in passage.lines:
                    ink = _Ink(named, line.place, ground=False, what=line)
                    self._inks.setdefault(line.page, []).append(ink)
            for drawing in parts.drawings:
                ground = isinstance(drawing.node, (Fill, Shape))
                ink = _Ink(Named(drawing.owner, drawing.role), drawing.place, ground, drawing)
                self._inks.setdefault(drawing.page, []).append(ink)
        return tuple(self._inks.get(page, ()))
