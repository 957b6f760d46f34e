"""Rules at the sides of holes, in the white between them and their neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from broadsheet.compose.runs import ink_of
from broadsheet.geometry import Rect, rest_of
from broadsheet.makeup.areas import Filled
from broadsheet.makeup.slots import HAIRLINE
from broadsheet.model.grid import Grid, GridSpan
from broadsheet.model.hole import FurnitureHole, Hole, PictureHole, Side, StoryHole
from broadsheet.model.style import BLACK
from broadsheet.records import record
from broadsheet.tree.extent import extent
from broadsheet.tree.node import Group, Role, Rule
from broadsheet.tree.walk import leaves
from broadsheet.units import Length

_HEADS = (Role.LOGO, Role.KICKER, Role.HEADLINE, Role.DECK)


@record
class FilledPage:
    """The holes of a page and what fills them."""

    holes: Sequence[Hole]
    grid: Grid
    groups: Sequence[Group]
    filled: Filled


def side_rules(page: FilledPage) -> Iterator[Group]:
    """The rules of each hole that has any; a story's hole that nothing stands in has none.

    Upright ones stand in the middle of the column gap and are as long as the type beside them. Level ones
    stand a quarter of a line below the edge between two lines, clear of the descenders above, where a
    headline's air follows; where type, a picture or a frame follows at once, in the middle of the line above
    if it is empty, else on the edge.
    """
    for hole in page.holes:
        if not isinstance(hole, (StoryHole, FurnitureHole)) or not hole.rules:
            continue
        if isinstance(hole, StoryHole) and hole.id not in page.filled:
            continue
        yield Group(Role.RULES, tuple(rule for side in hole.rules for rule in _rules(side, hole, page)))


def _rules(side: Side, hole: StoryHole | FurnitureHole, page: FilledPage) -> Iterator[Rule]:
    """The rule at one side of a hole, but along what is cut from it there, which is another's side."""
    rect, grid, ink = _rect(hole, page.grid), page.grid, ink_of(BLACK)
    half, white = grid.column_gap // 2, grid.white
    cuts = [grid.rect(span) for span in hole.cuts] if isinstance(hole, StoryHole) else []
    top = _top_level(rect.y, page) if Side.TOP in hole.rules else rect.y + white
    if side in {Side.LEFT, Side.RIGHT}:
        x = rect.x - half if side is Side.LEFT else rect.right + half
        taken = [(cut.y - white, cut.bottom + white) for cut in cuts if cut.x - half <= x <= cut.right + half]
        for start, end in rest_of(top, rect.bottom - white, taken):
            yield Rule(x, start, x, end, HAIRLINE, ink)
        return
    y = top if side is Side.TOP else _foot_level(rect, page)
    edge = rect.y if side is Side.TOP else rect.bottom
    gap = grid.column_gap
    taken = [(cut.x - gap, cut.right + gap) for cut in cuts if edge in {cut.y, cut.bottom}]
    for start, end in rest_of(rect.x, rect.right, taken):
        yield Rule(start, y, end, y, HAIRLINE, ink)


def _top_level(edge: Length, page: FilledPage) -> Length:
    """Where the rules over the holes that begin at an edge stand: those of a row are read as one."""
    row = [
        hole
        for hole in page.holes
        if isinstance(hole, (StoryHole, FurnitureHole))
        and Side.TOP in hole.rules
        and _rect(hole, page.grid).y == edge
    ]
    if all(_has_air(hole, page) for hole in row):
        return edge + page.grid.leading // 4
    if all(_is_free_above(_rect(hole, page.grid), page) for hole in row):
        return edge - page.grid.leading // 2
    return edge


def _foot_level(rect: Rect, page: FilledPage) -> Length:
    """Where the rule under a hole stands."""
    edge, lowered = rect.bottom, rect.bottom + page.grid.leading // 4
    strip = Rect(rect.x, edge, rect.width, lowered - edge)
    below = [hole for hole in page.holes if _is_placed(hole) and _rect(hole, page.grid).overlaps(strip)]
    return lowered if all(_has_air(hole, page) for hole in below) else edge


def _is_free_above(rect: Rect, page: FilledPage) -> bool:
    """Whether the line over a hole holds nothing, and is one of the page's."""
    leading = page.grid.leading
    strip = Rect(rect.x, rect.y - leading, rect.width, leading)
    return strip.y >= page.grid.type_area.y and not any(
        _rect(hole, page.grid).overlaps(strip) for hole in page.holes if _is_placed(hole)
    )


def _is_placed(hole: Hole) -> bool:
    """Whether a hole has a place of its own on the page."""
    return not isinstance(hole, PictureHole) or isinstance(hole.place, GridSpan)


def _rect(hole: Hole, grid: Grid) -> Rect:
    """The place of a hole on the page."""
    if isinstance(hole, FurnitureHole):
        return hole.box
    span = hole.place if isinstance(hole, PictureHole) else hole.span
    assert isinstance(span, GridSpan)  # pictures inside stories are left out (_is_placed)
    return grid.rect(span)


def _has_air(hole: Hole, page: FilledPage) -> bool:
    """Whether a rule a quarter of a line below a hole's upper edge meets nothing: there is a headline's air,
    or nothing in the hole. Elements of furniture stand where they were told to."""
    if isinstance(hole, FurnitureHole):
        return True
    if not isinstance(hole, StoryHole) or hole.frame is not None:
        return False
    if hole.id not in page.filled:
        return True
    spot, grid = hole.head, page.grid
    if hole.vertical or spot.vertical or spot.line or spot.legs not in {0, hole.legs}:
        return False
    where = (Role.STORY, *page.filled[hole.id])
    story = next(group for group in page.groups if (group.role, group.article, group.part) == where)
    parts = [node for node in story.nodes if isinstance(node, Group)]
    first = grid.baseline(hole.span.line)
    if hole.cuts and any(part.leg >= 0 and part.baseline == first for part in parts):  # beside the headline
        return False
    tops = [extent(leaf).y for part in parts if part.role in _HEADS for leaf in leaves(part.nodes)]
    return bool(tops) and min(tops) - grid.rect(hole.span).y >= grid.leading // 4 + grid.white // 2
