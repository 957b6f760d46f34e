"""Make-up: the edition and its stories become the layout tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain

from broadsheet.font.collection import GETA, Collection
from broadsheet.geometry import Rect, union
from broadsheet.makeup.areas import Filled, filled_holes, page_areas, page_grid
from broadsheet.makeup.frame import border_nodes, frame_nodes, tint_nodes
from broadsheet.makeup.furniture import Surroundings, set_furniture
from broadsheet.makeup.picture import Room, in_frame, picture_nodes
from broadsheet.makeup.picturegroup import place_pictures
from broadsheet.makeup.siderule import FilledPage, side_rules
from broadsheet.makeup.slots import frame_rect
from broadsheet.makeup.slug import with_marks
from broadsheet.makeup.story import MadeStory
from broadsheet.makeup.weights import StandIn, asked_weights, other_weights, stand_ins
from broadsheet.model.edition import Ad, Edition, PagePicture, PagePlan
from broadsheet.model.furniture import TextElement
from broadsheet.model.grid import Grid, GridSpan
from broadsheet.model.hole import FurnitureHole, Hole, StoryHole
from broadsheet.records import record, replace
from broadsheet.standing import NOTHING_STANDING, Keeper
from broadsheet.text.setting import Settings
from broadsheet.tree.extent import extent
from broadsheet.tree.node import (
    FaceRecord,
    GlyphRun,
    Group,
    LayoutTree,
    MissingGlyph,
    Node,
    Role,
    TreePage,
)
from broadsheet.tree.walk import glyph_runs, leaves, runs_with
from broadsheet.units import Length

MOST_OUT: Length = 5_669
"""How far an advertisement may reach out of its hole: 2 mm; what is less is a frame's or a line's white."""


@record
class Jutting:
    """An advertisement whose elements reach out of its hole, how far, and what they cover."""

    ad: Ad
    by: Length
    place: Rect


@record
class Facts:
    """What make-up saw that the pages do not show."""

    too_wide: tuple[tuple[int, str], ...] = ()  # page, furniture text
    crowded: tuple[tuple[str, str], ...] = ()  # hole or story, picture
    jutting: tuple[tuple[int, Jutting], ...] = ()  # page
    other_weights: tuple[tuple[str, int, int], ...] = ()  # family, weight asked for, weight set
    stand_ins: tuple[StandIn, ...] = ()  # characters in faces of another weight


@record
class MadePages:
    """The layout tree and the facts of its making."""

    tree: LayoutTree
    facts: Facts


def make_up(
    edition: Edition,
    stories: Sequence[MadeStory],
    settings: Settings,
    digests: Mapping[str, str],
    keeper: Keeper = NOTHING_STANDING,
) -> MadePages:
    """Put stories, pictures, furniture and ads on their pages; pages that ``keeper`` has are not made
    again."""
    crowded = [(made.record.slug, name) for made in stories for name in made.crowded]
    desk = _Desk(replace(edition, pages=(), stories=(), pictures=(), ads=()), settings)
    pages = []
    for plan in edition.pages:
        matter = _matter(plan, edition, stories, digests)
        source = (plan, matter, desk)
        pages.append(keeper.take("page-tree", plan.number, source, partial(_make_page, plan, matter, desk)))
    day = edition.date.isoformat()
    tree = LayoutTree(
        title=f"{edition.paper} {day}",
        date=day,
        settings=(),
        pages=tuple(made.page for made in pages),
        stories=tuple(made.record for made in stories),
        faces=_faces(settings.collection, pages),
        missing=_missing(pages),
    )
    too_wide = tuple((made.page.number, text) for made in pages for text in made.too_wide)
    crowded.extend(name for made in pages for name in made.crowded)
    asked = asked_weights(plan.layout.styles for plan in edition.pages)
    weights = other_weights(asked, tree.faces, settings.collection)
    strays = stand_ins(asked, ((made.page, made.faces) for made in pages), settings.collection)
    jutting = tuple((made.page.number, found) for made in pages for found in made.jutting)
    return MadePages(tree, Facts(too_wide, tuple(crowded), jutting, weights, strays))


@record
class _Desk:
    """What all pages of an edition are made up with; ``edition`` is without its pages' matter."""

    edition: Edition
    settings: Settings


@record
class _Matter:
    """What stands on a page: the stories' groups, which part of which story fills which hole, pictures of
    the page's own, and ads; ``digests`` are those of its pictures, ads and furniture."""

    groups: tuple[Group, ...]
    filled: Filled
    pictures: tuple[PagePicture, ...]
    ads: tuple[Ad, ...]
    digests: Mapping[str, str]


@record
class _MadePage:
    """A page, the faces in it by their keys, the characters that 〓 stands for on it, and what does not fit
    on it."""

    page: TreePage
    faces: frozenset[str]
    missing: tuple[str, ...]
    too_wide: tuple[str, ...]
    crowded: tuple[tuple[str, str], ...]
    jutting: tuple[Jutting, ...]


def _matter(
    plan: PagePlan, edition: Edition, stories: Sequence[MadeStory], digests: Mapping[str, str]
) -> _Matter:
    pictures = tuple(found for found in edition.pictures if found.page == plan.number)
    ads = tuple(found for found in edition.ads if found.page == plan.number)
    files = [file for found in pictures for file in found.picture.files]
    files += [*edition.art_pictures.values(), *(ad.picture for ad in ads if ad.picture)]
    return _Matter(
        tuple(group for made in stories for page, group in made.groups if page == plan.number),
        filled_holes(plan.number, edition, stories),
        pictures,
        ads,
        {file.path: digests[file.path] for file in files if file.path in digests},
    )


def _make_page(plan: PagePlan, matter: _Matter, desk: _Desk) -> _MadePage:
    edition, settings, digests = desk.edition, desk.settings, matter.digests
    groups, too_wide = _ground(plan, matter, edition, settings)
    groups.extend(matter.groups)
    crowded = []
    for picture in matter.pictures:
        made, fits = _page_picture(picture, settings, digests)
        groups.extend(made)
        if not fits:
            crowded.append((picture.picture.hole.id, picture.picture.file.name))
    jutting: list[Jutting] = []
    for ad in matter.ads:
        rect = ad.grid.rect(ad.hole.span).inset(0, ad.grid.white)
        nodes, wide = _ad_nodes(ad, rect, plan, desk.edition, (settings, digests))
        groups.append(Group(Role.AD, nodes))
        out = _jutting(ad, nodes, rect)
        jutting.extend(out)
        too_wide.extend(() if out else wide)
    groups.extend(side_rules(FilledPage(plan.layout.holes, plan.layout.grid, matter.groups, matter.filled)))
    if edition.grid_overlay:
        from broadsheet.makeup.overlay import overlay_groups  # noqa: PLC0415  late: only for proofs

        groups.extend(overlay_groups(plan.layout))
    page = _tree_page(plan, edition, groups)
    page = replace(page, areas=page_areas(plan, matter.filled), grid=page_grid(plan.layout.grid))
    page = with_marks(page, plan, edition, settings)
    runs = glyph_runs((*page.groups, *page.slug, *chain.from_iterable(page.half_slugs)))
    faces = frozenset(run.face for run in runs)
    missing = tuple(_stood_for(runs, faces, settings.collection))
    return _MadePage(page, faces, missing, tuple(too_wide), tuple(crowded), tuple(jutting))


#: Signs of a section's name that no file system takes everywhere.
_NOT_IN_NAMES = frozenset('/\\:*?"<>|\n\t')


def _tree_page(plan: PagePlan, edition: Edition, groups: Sequence[Group]) -> TreePage:
    layout = plan.layout
    name = _stem(plan, plan.number, edition)
    halves = (name, _stem(plan, plan.number + 1, edition)) if layout.spread else ()
    if halves:
        name += f"-{plan.number + 1:02d}"
    filled = tuple(group for group in groups if group.nodes)
    return TreePage(
        plan.number, name, plan.section, layout.trim.width, layout.trim.height, layout.bleed, filled,
        spread=layout.spread, halves=halves,
    )  # fmt: skip


def _stem(plan: PagePlan, number: int, edition: Edition) -> str:
    """What the files of a page are called, without their ending."""
    day = edition.date
    values: dict[str, str | int] = {
        "code": edition.code, "date": f"{day:%Y%m%d}", "year": f"{day:%Y}", "month": f"{day:%m}",
        "day": f"{day:%d}", "issue": edition.issue, "section": plan.section, "page": number,
        "variant": edition.variant,
    }  # fmt: skip
    return "".join(" " if sign in _NOT_IN_NAMES else sign for sign in edition.plant.files.stem(values))


def _panel_place(hole: Hole, filled: Filled, grid: Grid) -> Rect | None:
    """Where the tint and border of a hole stand; a story's that nothing stands in has none."""
    if not isinstance(hole, (StoryHole, FurnitureHole)) or hole.frame is None:
        return None
    if isinstance(hole, StoryHole) and hole.id not in filled:
        return None
    return hole.box if hole.span is None else frame_rect(hole.span, grid)


def _ground(
    plan: PagePlan, matter: _Matter, edition: Edition, settings: Settings
) -> tuple[list[Group], list[str]]:
    """Frames and furniture, painted before what stands on them: frames first, but those of holes that stand
    on furniture before them, a picture as large as the page; and texts of furniture that are wider than their
    place."""
    around = Surroundings(plan.values, plan.index, edition.art_pictures, matter.digests, settings)
    panels: list[Group] = []
    groups: list[Group] = []
    wide: list[str] = []
    below: list[Rect] = []
    for hole in plan.layout.holes:
        if place := _panel_place(hole, matter.filled, plan.layout.grid):
            assert hole.frame is not None
            panel = Group(Role.FRAME, frame_nodes(place, hole.frame))
            (groups if any(map(place.overlaps, below)) else panels).append(panel)
        if isinstance(hole, FurnitureHole):
            below.append(hole.box)
            made = set_furniture(hole.elements, hole.box, around)
            wide.extend(made.too_wide)
            groups.append(Group(_role(hole), made.nodes))
    return panels + groups, wide


def _role(hole: FurnitureHole) -> Role:
    """A folio line where all of a hole's texts say that they are one."""
    roles = {element.role for element in hole.elements if isinstance(element, TextElement)}
    return Role.FOLIO if roles == {Role.FOLIO.value} else Role.FURNITURE


def _page_picture(
    placed: PagePicture, settings: Settings, digests: Mapping[str, str]
) -> tuple[tuple[Group, ...], bool]:
    """The groups of a picture that stands alone, and whether its caption left it room."""
    grid, hole = placed.grid, placed.picture.hole
    assert isinstance(hole.place, GridSpan)  # the reader puts the others into their stories
    rect = grid.rect(hole.place)
    foot = grid.baseline(hole.place.end_line - 1)
    whole = Room(rect.x, rect.width, rect.y + grid.white, foot, grid.leading)
    frame, room = in_frame(placed.picture, whole, grid)
    group, fits = place_pictures(placed.picture, placed.style, room, settings, digests)
    return (*frame, group), fits


def _jutting(ad: Ad, nodes: Sequence[Node], rect: Rect) -> tuple[Jutting, ...]:
    """The advertisement if it reaches out of its hole by more than ``MOST_OUT``."""
    covered = union(map(extent, leaves(nodes))) if ad.elements else None
    if covered is None:
        return ()
    sides = (rect.x - covered.x, rect.y - covered.y, covered.right - rect.right, covered.bottom - rect.bottom)
    return (Jutting(ad, max(sides), covered),) if max(sides) > MOST_OUT else ()


def _ad_nodes(
    ad: Ad, rect: Rect, plan: PagePlan, edition: Edition, tools: tuple[Settings, Mapping[str, str]]
) -> tuple[tuple[Node, ...], tuple[str, ...]]:
    """What an advertisement is drawn from, and its texts that are wider than their place."""
    settings, digests = tools
    frame = ad.hole.frame
    nodes: list[Node] = list(tint_nodes(rect, frame)) if frame else []
    if ad.picture is not None:
        digest = digests.get(ad.picture.path, "")
        nodes.extend(picture_nodes(ad.picture, rect, (settings, digest), alt=ad.name))
    if frame:
        nodes.extend(border_nodes(rect, frame))
    around = Surroundings(plan.values, plan.index, edition.art_pictures, digests, settings)
    made = set_furniture(ad.elements, rect, around)
    return (*nodes, *made.nodes), made.too_wide


def _faces(collection: Collection, pages: Iterable[_MadePage]) -> tuple[FaceRecord, ...]:
    """The faces that the pages use, by key."""
    used = {key for made in pages for key in made.faces}
    return tuple(
        FaceRecord(face.key, face.digest, face.family, face.file.weight, face.file.path, face.file.index)
        for face in map(collection.named, sorted(used))
    )


def _stood_for(runs: list[GlyphRun], faces: Iterable[str], collection: Collection) -> Iterator[str]:
    """The characters in whose place 〓 was set, wherever on the page: in a headline or a caption, too."""
    stands = {key: glyph for key in faces if (glyph := collection.named(key).glyphs[GETA])}
    for run in runs_with(runs, stands):
        for character, shown in zip(run.text, run.glyphs, strict=False):
            if shown == stands[run.face] and character != GETA:
                yield character


def _missing(pages: Iterable[_MadePage]) -> tuple[MissingGlyph, ...]:
    counts = Counter(character for made in pages for character in made.missing)
    return tuple(MissingGlyph(character, counts[character]) for character in sorted(counts))
