"""Pull quotes: words of a story said once more, large, between two rules among its legs."""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.compose.line import Line
from broadsheet.compose.paragraph import broken, paragraph_items
from broadsheet.compose.runs import ink_of, set_runs
from broadsheet.compose.shortlines import lines_by_sense
from broadsheet.geometry import rise
from broadsheet.makeup.slots import Obstacle
from broadsheet.model.article import Run
from broadsheet.model.grid import Grid
from broadsheet.model.style import Align, ParagraphStyle, StoryStyle
from broadsheet.text.setting import Settings
from broadsheet.tree.node import GlyphRun, Group, Role, Rule
from broadsheet.units import Length


def quote_group(
    text: str, place: Obstacle, style: StoryStyle, grid: Grid, owner: tuple[Settings, str]
) -> Group:
    """Return a quote's group; ``owner`` is the settings and the story's slug.

    The rules stand half a body line inside the place, the lines in the middle between them, parted between
    words unless they are spread. What has no room is left out, rules and all: the story itself still says it.
    """
    settings, slug = owner
    body, inset = style.pull or style.quote, place.width // 12
    items = paragraph_items((Run(text),), body, settings)
    room = place.width - 2 * inset
    top = grid.top(place.line) + grid.leading // 2
    bottom = grid.top(place.end_line) - grid.leading // 2
    free = bottom - top - 2 * style.pull_rule
    by_sense = body.align is not Align.JUSTIFIED and not body.indent
    lines = lines_by_sense(items, room) if by_sense else ()
    if not lines or _height(lines, body) > free:
        lines = broken(items, (room - body.indent, room), body)
    height = _height(lines, body)
    ink = ink_of(body.text.colour)
    rules = tuple(
        Rule(place.x, y, place.right, y, style.pull_rule, ink) for y in (top, bottom) if style.pull_rule
    )
    if height > free:
        return Group(Role.PULL_QUOTE, (), slug)
    baseline = top + (bottom - top - height) // 2 + rise(body.text.size)
    runs: list[GlyphRun] = []
    for index, line in enumerate(lines):
        left: Length = inset + (0 if index else body.indent)
        runs.extend(set_runs(items, line, body.align, place.x + left, baseline + index * body.leading))
    return Group(Role.PULL_QUOTE, (*rules, *runs), slug)


def _height(lines: Sequence[Line], body: ParagraphStyle) -> Length:
    """From the head of the first line's em boxes to the foot of the last one's."""
    return body.text.size + body.leading * (len(lines) - 1)
