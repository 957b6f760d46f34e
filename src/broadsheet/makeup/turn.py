"""The words at a turn: （下转N版） where a part breaks off, （上接N版） where the next one begins."""

from __future__ import annotations

from broadsheet.compose.line import Line
from broadsheet.compose.runs import set_runs
from broadsheet.compose.setline import SetLine
from broadsheet.compose.shortlines import short_lines
from broadsheet.compose.slot import LineSlot
from broadsheet.model.spacing import Spacing
from broadsheet.model.style import Align, StoryStyle
from broadsheet.records import record, replace
from broadsheet.text.charclass import OPEN
from broadsheet.text.itemise import itemise
from broadsheet.text.items import Items
from broadsheet.text.setting import Settings
from broadsheet.tree.node import GlyphRun, Group, Role
from broadsheet.units import Length

SHORT_SPACING = Spacing(han_latin=100, han_figure=40)
"""Of short lines outside the body; nothing there is squeezed."""

LEAST_BESIDE = 2
"""Characters of text that a last line has room for beside the jump line; with fewer it leaves its slot."""

Owner = tuple[str, int]
"""A story's slug and the number of the part."""


@record
class JumpPlace:
    """Where a part's jump line stands: at the end of its last slot, which text shares but for ``room``; or,
    in a leg too narrow for that, in slots of its own, the last ones (``room`` is 0)."""

    slots: tuple[LineSlot, ...]
    room: Length = 0

    def left(self, slots: tuple[LineSlot, ...]) -> tuple[LineSlot, ...]:
        """A part's slots that text may stand in."""
        return slots if self.room else slots[: -len(self.slots)]


def jump_place(slots: tuple[LineSlot, ...], style: StoryStyle, page: int, settings: Settings) -> JumpPlace:
    """The place of the jump line at the end of a part's slots, of which there is one at least."""
    items = _jump_items(style, page, settings)
    last, room = slots[-1], _air(items) + items.natural(0, len(items.text))
    if room + LEAST_BESIDE * style.body.text.size <= last.measure:
        return JumpPlace((last,), room)
    return JumpPlace(slots[-_taken(items, slots[::-1], 0) :])


def _air(items: Items) -> Length:
    """What parts a jump line from the words before it: nothing where it opens with a bracket, which has its
    own white."""
    return 0 if items.classes[:1] in OPEN else items.em // 2


def _taken(items: Items, slots: tuple[LineSlot, ...], indent: Length) -> int:
    """How many slots a short text takes, from the first on; all where they are too few."""
    count = 1
    while count < len(slots) and len(_lines(items, slots[:count], indent)) > count:
        count += 1
    return count


def _lines(items: Items, slots: tuple[LineSlot, ...], indent: Length) -> tuple[Line, ...]:
    """A short text's lines in the narrowest of slots."""
    return short_lines(items, min(slot.measure for slot in slots) - indent)


def _jump_items(style: StoryStyle, page: int, settings: Settings) -> Items:
    text = style.jump_text.replace("{page}", str(page))
    return itemise([(text, settings.of(style.jump_line))], style.body.spacing, hyphenate=False)


def jump_group(
    place: tuple[JumpPlace, SetLine | None], style: StoryStyle, page: int, owner: Owner, settings: Settings
) -> Group:
    """The jump line, run into the line that its slot holds; at the slot's end where it holds none."""
    jump, held = place
    slot = jump.slots[-1]
    items = _jump_items(style, page, settings)
    if jump.room:
        natural = items.natural(0, len(items.text))
        x = held.end_x + _air(items) if held else slot.x + slot.measure - natural
        line = Line(0, len(items.text), natural, natural, "last")
        runs = set_runs(items, line, Align.START, x, slot.baseline)
    else:
        runs = _runs_below(items, jump.slots, Align.END, 0)
    return Group(Role.JUMP_LINE, runs, owner[0], owner[1], -1, slot.leg, slot.x, slot.baseline)


def turn_depth(slots: tuple[LineSlot, ...], style: StoryStyle, page: int, settings: Settings) -> int:
    """How many slots the turn line takes from a part's first one on, of which there is one at least."""
    return _taken(_turn_items(style, page, settings), slots, style.turn_line.indent)


def _turn_items(style: StoryStyle, page: int, settings: Settings) -> Items:
    text = style.turn_text.replace("{page}", str(page))
    return itemise([(text, settings.of(style.turn_line.text))], SHORT_SPACING, hyphenate=False)


def turn_group(
    slots: tuple[LineSlot, ...], style: StoryStyle, page: int, owner: Owner, settings: Settings
) -> Group:
    """The turn line in slots of its own, over the continued text."""
    own, slot = style.turn_line, slots[0]
    runs = _runs_below(_turn_items(style, page, settings), slots, own.align, own.indent)
    return Group(Role.TURN_LINE, runs, owner[0], owner[1], -1, slot.leg, slot.x, slot.baseline)


def _runs_below(
    items: Items, slots: tuple[LineSlot, ...], align: Align, indent: Length
) -> tuple[GlyphRun, ...]:
    """A short text in slots below each other; what has none of its own stands in the last line, however wide
    that is."""
    lines = _lines(items, slots, indent)
    if len(lines) > len(slots):
        last = replace(lines[len(slots) - 1], end=lines[-1].end)
        lines = (*lines[: len(slots) - 1], replace(last, natural=items.natural(last.start, last.end)))
    return tuple(
        run
        for slot, line in zip(slots, lines, strict=False)
        for run in set_runs(
            items, replace(line, room=slot.measure - indent), align, slot.x + indent, slot.baseline
        )
    )
