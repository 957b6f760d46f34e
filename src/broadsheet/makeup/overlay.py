"""The grid drawn over a page: columns, lines and holes, for the proof and for ``grid``."""

from __future__ import annotations

from collections.abc import Iterable

from broadsheet.geometry import Rect
from broadsheet.model.edition import PageLayout
from broadsheet.model.grid import GridSpan
from broadsheet.model.hole import AdHole, FurnitureHole, PictureHole, StoryHole
from broadsheet.tree.node import Group, Ink, Role, Rule

_GRID = Ink(cyan=400, black=0)
_HOLE = Ink(magenta=800, black=0)
_WEIGHT = 250
_EVERY = 10  # each tenth line is drawn stronger


def overlay_groups(layout: PageLayout) -> Iterable[Group]:
    """Columns and every line in pale cyan, holes outlined in magenta; nothing is filled."""
    grid = layout.grid
    area = grid.type_area
    rules = []
    for line in range(grid.lines + 1):
        y = area.y + line * grid.leading
        weight = 2 * _WEIGHT if line % _EVERY == 0 else _WEIGHT // 2
        rules.append(Rule(area.x, y, area.right, y, weight, _GRID))
    for column in range(grid.columns):
        left = area.x + column * (grid.column_width + grid.column_gap)
        sides = (left, left + grid.column_width)
        rules.extend(Rule(x, area.y, x, area.bottom, _WEIGHT, _GRID) for x in sides)
    yield Group(Role.OVERLAY, tuple(rules))
    for hole in layout.holes:
        for rect in _rects(layout, hole):
            yield Group(Role.OVERLAY, _outline(rect))


def _rects(layout: PageLayout, hole: StoryHole | PictureHole | FurnitureHole | AdHole) -> list[Rect]:
    if isinstance(hole, FurnitureHole):
        return [hole.box]
    if isinstance(hole, PictureHole):
        return [layout.grid.rect(hole.place)] if isinstance(hole.place, GridSpan) else []
    return [layout.grid.rect(hole.span)]


def _outline(rect: Rect) -> tuple[Rule, ...]:
    corners = ((rect.x, rect.y), (rect.right, rect.y), (rect.right, rect.bottom), (rect.x, rect.bottom))
    return tuple(
        Rule(*corners[side], *corners[(side + 1) % 4], 2 * _WEIGHT, _HOLE) for side in range(4)
    )
