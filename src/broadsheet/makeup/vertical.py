"""Vertical holes: set in a frame of their own whose lines are level, then turned onto the page.

In that frame a line runs to the right and the next one stands below it, as in any hole, so slots,
packages, legs and turns need not know. On the page the frame's right is down and its down is left.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from broadsheet.compose.display import without_largest
from broadsheet.compose.package import Package, set_package
from broadsheet.geometry import Rect, Writing
from broadsheet.makeup.picture import Room
from broadsheet.model.article import Headline
from broadsheet.model.edition import Story, StoryPart
from broadsheet.model.grid import Grid, GridSpan
from broadsheet.model.style import HeadlineStyle, TextStyle
from broadsheet.records import fields, is_record, record, replace
from broadsheet.text.setting import Settings
from broadsheet.tree.node import Fill, GlyphRun, Group, Node, Picture, Rule, Shape
from broadsheet.units import Length

_FIGURE_MIDDLE = 350
"""Of a figure's height above its baseline, per mille of its size."""

StyleT = TypeVar("StyleT")


@record
class Turn:
    """Where a frame's origin stands on the page."""

    x: Length
    y: Length

    def point(self, x: Length, y: Length) -> tuple[Length, Length]:
        """A place of the frame on the page."""
        return self.x - y, self.y + x

    def rect(self, rect: Rect) -> Rect:
        """A rectangle of the frame on the page."""
        x, y = self.point(rect.x, rect.bottom)
        return Rect(x, y, rect.height, rect.width)

    def room(self, room: Room) -> Room:
        """A picture's room on the page, where it and its caption stand as anywhere."""
        rect = self.rect(Rect(room.x, room.top, room.width, max(0, room.foot - room.top)))
        return Room(rect.x, rect.width, rect.y, rect.bottom)

    def group(self, group: Group) -> Group:
        """A group of the frame on the page."""
        x, y = self.point(group.x, group.baseline) if group.leg >= 0 else (group.x, group.baseline)
        return replace(group, nodes=tuple(map(self.node, group.nodes)), x=x, baseline=y)

    def node(self, node: Node) -> Node:
        """A node of the frame on the page."""
        match node:
            case Group():
                return self.group(node)
            case GlyphRun():
                return self._run(node)
            case Rule():
                start, end = self.point(node.x, node.y), self.point(node.x2, node.y2)
                return replace(node, x=start[0], y=start[1], x2=end[0], y2=end[1])
            case Shape():
                return replace(node, path=tuple(map(self._segment, node.path)))
            case Fill() | Picture():
                rect = self.rect(Rect(node.x, node.y, node.width, node.height))
                return replace(node, x=rect.x, y=rect.y, width=rect.width, height=rect.height)

    def _run(self, run: GlyphRun) -> GlyphRun:
        """What stands level in a cell comes by the cell's middle (``compose.runs``)."""
        x, y = self.point(run.x, run.baseline)
        if run.writing is Writing.HORIZONTAL:
            x -= sum(run.advances) // 2
            y += run.size * _FIGURE_MIDDLE // 1000
        return replace(run, x=x, baseline=y)

    def _segment(self, segment: tuple[str | Length, ...]) -> tuple[str | Length, ...]:
        operator, *numbers = segment
        places = [int(number) for number in numbers]
        turned = (self.point(x, y) for x, y in zip(places[::2], places[1::2], strict=True))
        return (operator, *(number for point in turned for number in point))


def turned_part(part: StoryPart) -> tuple[StoryPart, Turn]:
    """A part whose lines run down, in a frame of its own, and the way back to the page.

    Its type begins level with that of the holes beside it; legs lie one below the other, the first
    on top; what does not make a whole line is shared by both sides.
    """
    hole, grid = part.hole, part.grid
    rect = grid.rect(hole.span)
    if hole.frame is not None:
        rect = rect.inset(hole.frame.inset_x, hole.frame.inset_lines * grid.leading)
    white = grid.white
    depth = max(grid.em, rect.height - 2 * white)
    lines = grid.upright_lines(rect.width)
    spare = rect.width + 2 * white - lines * grid.leading
    # Its columns are a millipoint wide, so that what is cut from it can be said as a span of them.
    frame = Grid(Rect(0, 0, depth, lines * grid.leading), depth, 1, 0, lines, grid.leading, grid.em)
    turn = Turn(rect.right + white - spare // 2, rect.y + white)
    cuts = tuple(cut for span in hole.cuts if (cut := _turned_cut(grid.rect(span), turn, grid, frame)))
    span = GridSpan(0, depth, 0, lines)
    inner = replace(hole, span=span, frame=None, cuts=cuts, vertical=True)
    style = replace(upright(part.style), caption=part.style.caption)
    return replace(part, hole=inner, grid=frame, style=style), turn


def _turned_cut(rect: Rect, turn: Turn, grid: Grid, frame: Grid) -> GridSpan | None:
    """What a part of its span that belongs to another hole, and the gap beside it, take of a frame; None
    where it lies outside."""
    white, leading = grid.white, grid.leading
    start = max(0, rect.y - white - turn.y)
    end = min(frame.columns, rect.bottom + white - turn.y)
    line = max(0, (turn.x - rect.right - grid.column_gap + white) // leading)
    end_line = min(frame.lines, -((rect.x - grid.column_gap - turn.x + white) // leading))
    if start >= end or line >= end_line:
        return None
    return GridSpan(start, end - start, line, end_line - line)


def upright(style: StyleT, vertical: bool = True) -> StyleT:
    """A style with every text style in it for lines that run down, or for level ones."""
    if isinstance(style, TextStyle):
        return cast("StyleT", replace(style, vertical=vertical))
    if not is_record(style) or isinstance(style, type):
        return style
    changed = {field.name: upright(getattr(style, field.name), vertical) for field in fields(style)}
    made: Callable[..., StyleT] = replace
    return made(style, **changed)


def turned_story(story: Story) -> tuple[Story, tuple[Turn | None, ...]]:
    """A story whose vertical parts stand in frames of their own, and each part's way back.

    A story keeps the writing mode of the hole that it begins in; widths of legs that were given for the
    other one say nothing.
    """
    if not story.parts:
        return story, ()
    vertical = story.parts[0].hole.vertical
    parts = [
        part if part.hole.vertical is vertical or not part.hole.widths
        else replace(part, hole=replace(part.hole, widths=()))
        for part in story.parts
    ]  # fmt: skip
    if not vertical:
        return replace(story, parts=tuple(parts)), (None,) * len(parts)
    turned = [turned_part(part) for part in parts]
    return replace(story, parts=tuple(part for part, _ in turned)), tuple(turn for _, turn in turned)


def crossing_package(
    said: tuple[Headline, HeadlineStyle],
    size: tuple[Length, Length],
    level: bool,
    grid: Grid,
    settings: Settings,
) -> Package:
    """Set a headline package in lines across those of its text: lines that run down (竖题), or ``level``
    ones (横题).

    ``size`` is how long its lines are and how deep it may be. Its ``lines`` are its depth in body lines;
    where it is too deep, the larger steps of its ladders are left out.
    """
    (headline, style), (measure, room) = said, size
    turned = upright(style, not level)
    steps = max(len(part.sizes) for part in (style.main, style.kicker, style.deck))
    for step in range(steps):
        package = set_package(headline, _stepped(turned, step), measure, grid.leading, settings)
        if package.lines * grid.leading <= room:
            return package
    return replace(package, deep=True)


def _stepped(style: HeadlineStyle, step: int) -> HeadlineStyle:
    """A headline style without the largest sizes of its ladders."""
    main, kicker, deck = (without_largest(part, step) for part in (style.main, style.kicker, style.deck))
    return replace(style, main=main, kicker=kicker, deck=deck)
