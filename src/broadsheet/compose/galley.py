"""Galleys (小样): a story's blocks set into slots, with the facts that preflight needs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from operator import sub
from typing import TypeAlias

from broadsheet.compose.dropcap import DropCapItems
from broadsheet.compose.line import Line
from broadsheet.compose.optimumfit import fit_in
from broadsheet.compose.paragraph import broken
from broadsheet.compose.rows import PlacedRows, TableBlock, lines_to_begin, place_table
from broadsheet.compose.setline import SetLine
from broadsheet.compose.shortlines import short_lines
from broadsheet.compose.slot import (
    LineSlot,
    begin_below_each_other,
    count_in_leg,
    deepest_leg,
    heads_leg,
    next_leg,
    skip_air,
)
from broadsheet.kernel import twin
from broadsheet.model.style import Align, ParagraphStyle
from broadsheet.records import field, record, record_with, replace
from broadsheet.text.items import Items
from broadsheet.tree.node import Role
from broadsheet.units import Length

KEEP_LINES = 2
"""A subhead is kept with this many lines of the text below it."""

MOST_MOVED = 3
"""Lines of a paragraph that goes over to the next leg with what belongs to it; of a longer one the leg would
miss too many."""


@record
class TextBlock:
    """A paragraph to be broken into lines. ``number`` is its place among the article's blocks; the lines of
    a stanza, which are blocks of their own, have one."""

    items: Items
    style: ParagraphStyle
    number: int
    role: Role = Role.BODY_LINE
    before: int = 0  # lines of air above it, unless it heads a leg
    looseness: int = 0  # lines that copyfitting makes it longer; below 0 shorter
    cap: DropCapItems | None = None
    leads: bool = False  # what follows belongs to it: a question, the heading of a list
    _broken: dict[tuple[int, tuple[Length, ...]], tuple[Line, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def broken(self, rooms: tuple[Length, ...]) -> tuple[Line, ...]:
        """The paragraph's lines; a story threaded again finds them broken already."""
        key = (self.looseness, rooms)
        lines = self._broken.get(key)
        if lines is None:
            lines = self._refitted(rooms) if self.looseness else self._plain(rooms)
            self._broken[key] = lines
        return lines

    def _plain(self, rooms: tuple[Length, ...]) -> tuple[Line, ...]:
        return broken(self.items, rooms, self.style)

    def _refitted(self, rooms: tuple[Length, ...]) -> tuple[Line, ...]:
        """So many lines more or fewer; as it was where the limits forbid that."""
        plain = replace(self, looseness=0).broken(rooms)
        count = len(plain) + self.looseness
        return fit_in(self.items, rooms, self.style.spacing, count) or plain


@record
class LinesBlock:
    """Short lines that stand as they are: a byline, a subhead. Air in whole lines."""

    lines: tuple[Items, ...]
    align: Align
    before: int
    after: int
    number: int
    role: Role
    keep: int = 0  # lines of the next block that must stand below it in the same leg
    indent: Length = 0


SetBlock: TypeAlias = TextBlock | LinesBlock | TableBlock


@record
class Galley:
    """A story set into its slots. ``overset`` is the text that found none; ``overset_lines`` what
    it would take at the last slot's measure; ``overset_block`` the block it begins in; ``wide`` the
    tables that are wider than their leg."""

    lines: tuple[SetLine, ...]
    empty: tuple[LineSlot, ...] = ()  # slots that hold no line
    overset: str = ""
    overset_lines: int = 0
    overset_block: int = -1
    wide: tuple[int, ...] = ()


@record_with(frozen=False)
class _Progress:
    """How far setting has come; lives for one call of set_blocks."""

    slots: Sequence[LineSlot]
    rooms: Sequence[Length]
    changes: Sequence[int]  # the slots whose room is another one than that before
    position: int = 0
    lines: list[SetLine] = field(default_factory=list)
    overset: list[str] = field(default_factory=list)
    overset_lines: int = 0
    overset_block: int = -1
    wide: list[int] = field(default_factory=list)
    beside: int = 0  # the slot behind the last one that a drop cap stands in
    beside_room: Length = 0  # what it takes of those

    def skip_to(self, position: int) -> None:
        self.position = position

    def clear_cap(self) -> None:
        """Go on below a drop cap."""
        self.position = max(self.position, min(self.beside, len(self.slots)))

    def miss(self, text: str, lines: int, number: int) -> None:
        if self.overset_block < 0:
            self.overset_block = number
        self.overset.append(text)
        self.overset_lines += lines


def set_blocks(
    blocks: Sequence[SetBlock], slots: Sequence[LineSlot], reserved: dict[int, Length] | None = None
) -> Galley:
    """Set blocks into slots in order. Never fails; what finds no slot is overset. ``reserved`` holds the
    room to keep free at the end of single slots (for a jump line)."""
    rooms = [slot.measure for slot in slots]
    for index, room in (reserved or {}).items():
        rooms[index] -= room
    progress = _Progress(slots, rooms, _changes(rooms))
    for block, following in zip(blocks, (*blocks[1:], None), strict=False):
        if not isinstance(block, TextBlock) or block.leads:
            progress.clear_cap()
        if isinstance(block, TextBlock):
            start = skip_air(progress.slots, progress.position, block.before)
            if block.leads and following is not None and _belongs(following):
                start = _with_the_next_below(block, _begins_in(following, progress), progress, start)
            progress.skip_to(start)
            _set_text(block, progress)
        elif isinstance(block, TableBlock):
            _set_table(block, progress)
        elif block.keep and isinstance(following, TableBlock):
            _set_lines(replace(block, keep=_begins_in(following, progress)), progress)
        else:
            _set_lines(block, progress)
    taken = {id(line.slot) for line in progress.lines}
    return Galley(
        tuple(progress.lines),
        tuple(slot for slot in slots if id(slot) not in taken),
        "".join(progress.overset),
        progress.overset_lines,
        progress.overset_block,
        tuple(progress.wide),
    )


def _changes(rooms: Sequence[Length]) -> list[int]:
    """The slots whose room is another one than that before."""
    if not rooms or rooms.count(rooms[0]) == len(rooms):  # as in most stories, and counted in no time
        return []
    return [place for place, (last, room) in enumerate(pairwise(rooms), 1) if room != last]


def _set_table(block: TableBlock, progress: _Progress) -> None:
    """Set a table's rows; what follows rows without a place has none either, so that order is kept."""
    position = skip_air(progress.slots, progress.position, block.before)
    places = place_table(block, progress.slots, progress.rooms, position)
    for part in places.parts:
        progress.lines.extend(_row_lines(part, block, progress.slots))
    if not places.fits:
        progress.wide.append(block.number)
    if places.missed_lines:
        progress.miss(places.missed, places.missed_lines, block.number)
        progress.skip_to(len(progress.slots))
    else:
        progress.skip_to(skip_air(progress.slots, places.end, block.after))


def _row_lines(part: PlacedRows, block: TableBlock, slots: Sequence[LineSlot]) -> list[SetLine]:
    """Rows as lines: an empty one with the rules first, the cells in order, and an empty one in the
    last slot, so that all of them count as taken."""
    nothing = block.items.cells[0][0]
    blank = Line(0, 0, slots[part.first].measure, 0, "last")
    start = Align.START
    lines = [SetLine(slots[part.first], nothing, blank, start, 0, Role.RULES, block.number, drawn=part.rules)]
    for placed in part.cells:
        cell, role = placed.cell, Role.TABLE_HEAD if placed.again else Role.TABLE
        slot = slots[placed.slot]
        lines.append(
            SetLine(slot, cell.items, cell.line, cell.align, cell.x, role, block.number, shift=placed.shift)
        )
    lines.append(SetLine(slots[part.last], nothing, blank, start, 0, Role.TABLE, block.number))
    return lines


def _belongs(block: SetBlock) -> bool:
    """Whether a block is what one before it may lead."""
    return isinstance(block, TableBlock) or (isinstance(block, TextBlock) and not block.leads)


def _begins_in(block: SetBlock, progress: _Progress) -> int:
    """The lines that a block needs below what leads it, air and all: one of text, a table's first rows."""
    if isinstance(block, TableBlock) and progress.position < len(progress.slots):
        return block.before + lines_to_begin(block, progress.slots, progress.position)
    return block.before + 1


def _with_the_next_below(block: TextBlock, below: int, progress: _Progress, position: int) -> int:
    """The place of a paragraph that leads what follows, which needs lines ``below`` it: the given one, or the
    head of the next leg where this one has too few."""
    slots = progress.slots
    if position >= len(slots) or heads_leg(slots, position):
        return position
    lines = len(block.broken(_paragraph_rooms(block, progress, position)))
    if lines > MOST_MOVED or count_in_leg(slots, position, lines + below) >= lines + below:
        return position
    return next_leg(slots, position)


def _paragraph_rooms(block: TextBlock, progress: _Progress, position: int) -> tuple[Length, ...]:
    """The rooms of a paragraph's lines, from a slot on."""
    fallback = progress.slots[-1].measure if progress.slots else block.items.em * 20
    *first, later = _indents(block, progress, position)
    ahead = _rooms_ahead(progress, position, fallback, len(first) + 1, len(block.items.text) + 1)
    return (*map(sub, ahead, first), *(room - later for room in ahead[len(first) :]))


def _indents(block: TextBlock, progress: _Progress, position: int) -> tuple[Length, ...]:
    """The indents of a paragraph's first lines, one of them at the least, and of all others. A drop cap that
    is higher than its own paragraph takes its room of the next one, too."""
    style, cap = block.style, block.cap
    if cap is not None:
        return (*[cap.room] * cap.lines, style.hang_indent)
    beside = progress.beside - position
    if beside <= 0:
        return (style.indent, style.hang_indent)
    room = progress.beside_room
    return (room + style.indent, *[room + style.hang_indent] * (beside - 1), style.hang_indent)


def _set_text(block: TextBlock, progress: _Progress) -> None:
    items, cap = block.items, block.cap
    if cap is not None:
        _set_cap(block, cap, progress)
    start = progress.position
    lines = block.broken(_paragraph_rooms(block, progress, start))
    how = (block.style.align, block.role, block.number)
    free = progress.slots[progress.position : progress.position + len(lines)]
    *first, later = _indents(block, progress, start)
    if cap is not None or len(first) == 1:
        placed = lines_in_slots(lines, free, items, how, (len(first), first[0], later))
    else:
        placed = lines_in_slots(lines[:1], free[:1], items, how, (1, first[0], later))
        placed += lines_in_slots(lines[1:], free[1:], items, how, (len(first) - 1, first[1], later))
    progress.lines.extend(placed)
    progress.position += len(placed)
    if cap is not None:
        progress.beside, progress.beside_room = start + cap.lines, cap.room
    if len(placed) < len(lines):
        left = len(lines) - len(placed)
        progress.miss(items.text[lines[-left].start :], left, block.number)


@twin
def lines_in_slots(
    lines: tuple[Line, ...],
    slots: Sequence[LineSlot],
    items: Items,
    how: tuple[Align, Role, int],
    lefts: tuple[int, Length, Length],
) -> list[SetLine]:
    """A paragraph's first lines in slots, one each. ``how`` are alignment, role and the paragraph's number;
    ``lefts`` how many lines have an indent of their own, that one, and the one of the others."""
    many, first, later = lefts
    align, role, number = how
    return [
        SetLine(slot, items, line, align, first if index < many else later, role, number)
        for index, (slot, line) in enumerate(zip(slots, lines, strict=False))
    ]


def _set_cap(block: TextBlock, cap: DropCapItems, progress: _Progress) -> None:
    """Set a drop cap where as many lines as it is high begin below each other: beside a picture in the middle
    of a leg they do not."""
    slots, position = progress.slots, progress.position
    while position < len(slots) and not begin_below_each_other(slots, position, cap.lines):
        position += 1
    progress.skip_to(position)
    if position < len(slots):
        slot, last = slots[position], slots[position + cap.lines - 1]
        shift = last.baseline - slot.baseline - cap.rise
        progress.lines.append(
            SetLine(
                slot, cap.items, cap.line, Align.START, -cap.out, Role.DROP_CAP, block.number, shift=shift
            )
        )
    else:
        progress.miss(cap.items.text, 0, block.number)


def _rooms_ahead(
    progress: _Progress, position: int, fallback: Length, least: int, most: int
) -> Sequence[Length]:
    """The rooms of the lines to come, ``least`` and two at least, up to where they are alike. A paragraph of
    ``most`` lines at the most does not ask what comes behind them: a jump line pages away is no matter."""
    rooms, changes = progress.rooms, progress.changes
    least, end = max(2, least), position + most
    near = bisect_left(changes, end)
    ahead = rooms[position : max(changes[near - 1] + 1 if near else 0, position + least)]
    if len(ahead) < least or (end > len(rooms) and rooms[-1] != fallback):
        return (*rooms[position:], fallback)
    return ahead


def _set_lines(block: LinesBlock, progress: _Progress) -> None:
    """Set short lines; move them to the next leg where they and what they keep do not fit."""
    slots = progress.slots
    position = _place_for(block, progress)
    for items, lines in zip(block.lines, _parted(block, slots, position), strict=True):
        for index, line in enumerate(lines):
            if position >= len(slots):
                progress.miss(items.text[line.start :], len(lines) - index, block.number)
                break
            fitted = replace(line, room=slots[position].measure - block.indent)
            progress.lines.append(
                SetLine(slots[position], items, fitted, block.align, block.indent, block.role, block.number)
            )
            position += 1
    progress.skip_to(skip_air(progress.slots, position, block.after))


def _parted(block: LinesBlock, slots: Sequence[LineSlot], position: int) -> list[tuple[Line, ...]]:
    """A block's lines as the slot at a position wants them parted, or the last one where there is none."""
    room = slots[min(position, len(slots) - 1)].measure - block.indent if slots else None
    return [short_lines(items, room) for items in block.lines]


def _place_for(block: LinesBlock, progress: _Progress) -> int:
    """The first slot for the block's first line: air above it unless it heads a leg, and enough slots below
    it in the same leg; where none is as deep as that, the head of a deepest one, from which lines run on."""
    slots = progress.slots
    place = _first_holding(block, progress, len(slots))
    return place if place < len(slots) else _first_holding(block, progress, deepest_leg(slots))


def _first_holding(block: LinesBlock, progress: _Progress, most: int) -> int:
    """The place for a block that asks for ``most`` slots at the most; behind the last where there is none."""
    slots, position = progress.slots, progress.position
    while position < len(slots):
        before = 0 if heads_leg(slots, position) else block.before
        lines = sum(map(len, _parted(block, slots, position)))
        need = min(most, before + lines + (block.after + block.keep if block.keep else 0))
        if count_in_leg(slots, position, need) >= need and position + before + lines <= len(slots):
            return position + before
        position = next_leg(slots, position)
    return len(slots)
