"""The words at a turn: （下转N版） where a part breaks off, （上接N版） where the next one begins."""

from __future__ import annotations

from broadsheet.compose.line import Line
from broadsheet.compose.runs import set_runs
from broadsheet.compose.setline import SetLine
from broadsheet.compose.slot import LineSlot
from broadsheet.model.style import Align, Spacing, StoryStyle
from broadsheet.text.itemise import itemise
from broadsheet.text.items import Items
from broadsheet.text.setting import Settings
from broadsheet.tree.node import Group, Role
from broadsheet.units import Length

SHORT_SPACING = Spacing(han_latin=100, han_figure=40)
"""Of short lines outside the body; nothing there is squeezed."""

Owner = tuple[str, int]
"""A story's slug and the number of the part."""


def jump_width(style: StoryStyle, page: int, settings: Settings) -> Length:
    """The room that the jump line needs at the end of a part's last slot."""
    items = _jump_items(style, page, settings)
    return items.natural(0, len(items.text))


def _jump_items(style: StoryStyle, page: int, settings: Settings) -> Items:
    text = style.jump_text.replace("{page}", str(page))
    return itemise([(text, settings.of(style.jump_line))], style.body.spacing, hyphenate=False)


def jump_group(
    place: tuple[LineSlot, SetLine | None], style: StoryStyle, page: int, owner: Owner, settings: Settings
) -> Group:
    """The jump line, run into the line that its slot holds; at the slot's end where it holds none."""
    slot, held = place
    items = _jump_items(style, page, settings)
    natural = items.natural(0, len(items.text))
    x = held.end_x if held else slot.x + slot.measure - natural
    line = Line(0, len(items.text), natural, natural, "last")
    runs = set_runs(items, line, Align.START, x, slot.baseline)
    return Group(Role.JUMP_LINE, runs, owner[0], owner[1], -1, slot.leg, slot.x, slot.baseline)


def turn_group(slot: LineSlot, style: StoryStyle, page: int, owner: Owner, settings: Settings) -> Group:
    """The turn line in a slot of its own, over the continued text."""
    text, own = style.turn_text.replace("{page}", str(page)), style.turn_line
    items = itemise([(text, settings.of(own.text))], SHORT_SPACING, hyphenate=False)
    line = Line(0, len(items.text), slot.measure - own.indent, items.natural(0, len(items.text)), "last")
    runs = set_runs(items, line, own.align, slot.x + own.indent, slot.baseline)
    return Group(Role.TURN_LINE, runs, owner[0], owner[1], -1, slot.leg, slot.x, slot.baseline)
