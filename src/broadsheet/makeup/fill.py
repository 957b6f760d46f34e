"""Filling legs to their foot: lines that a kept subhead or question left empty become air above such."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from operator import is_

from broadsheet.compose.galley import Galley
from broadsheet.compose.line import even_from
from broadsheet.compose.setline import SetLine
from broadsheet.compose.slot import LineSlot, heads_leg
from broadsheet.records import replace
from broadsheet.tree.node import Role
from broadsheet.units import Length

MOST_AIR = 3
"""Lines of air added above one subhead at the most; more would look like a hole."""


def fill_legs(
    galley: Galley,
    slots: Sequence[LineSlot],
    reserved: Mapping[LineSlot, Length] | None = None,
    leading: Collection[int] = (),
) -> Galley:
    """Return the galley with its legs filled, all but the one that the story ends in.

    Lines from a subhead on, or from a paragraph on that leads what follows (``leading``, by their
    numbers), move down as one, slot by slot, so every baseline stays on the grid.
    What stands above a picture and what below it are filled each by itself. ``reserved`` holds the
    room that a jump line keeps at the end of its slot. The galley's slots are those of ``slots``
    themselves: they are known by identity, for there are many.
    """
    kept, empty = reserved or {}, galley.empty
    if not empty or (not galley.overset and empty[0] is slots[-len(empty)]):  # behind the story's end alone
        return galley
    if not galley.lines or not (leading or any(line.role is Role.SUBHEAD for line in galley.lines)):
        return galley
    short = _short_runs(slots, {id(slot) for slot in empty})
    run_of = {id(slot): number for number, run in enumerate(short) for slot in run}
    held: dict[int, list[int]] = {}
    for index, line in enumerate(galley.lines):
        if (key := run_of.get(id(line.slot))) is not None:
            held.setdefault(key, []).append(index)
    last = run_of.get(id(galley.lines[-1].slot))
    moved = list(galley.lines)
    for key, indices in held.items():
        run = short[key]
        room = run[-1].measure - kept.get(run[-1], 0)
        if key != last or galley.overset:
            lines = _filled([galley.lines[index] for index in indices], run, room, leading)
            for index, line in zip(indices, lines, strict=True):
                moved[index] = line
    if all(map(is_, moved, galley.lines)):
        return galley
    taken = {id(line.slot) for line in moved}
    empty = tuple(slot for slot in slots if id(slot) not in taken)
    return replace(galley, lines=tuple(moved), empty=empty)


def _short_runs(slots: Sequence[LineSlot], empty: set[int]) -> list[Sequence[LineSlot]]:
    """The slots that follow each other in one leg, of each leg whose last one is empty."""
    runs = []
    for foot, slot in enumerate(slots):
        if id(slot) not in empty or (foot + 1 < len(slots) and not heads_leg(slots, foot + 1)):
            continue
        head = foot
        while not heads_leg(slots, head):
            head -= 1
        runs.append(slots[head : foot + 1])
    return runs


def _filled(
    lines: list[SetLine], slots: Sequence[LineSlot], room: Length, leading: Collection[int]
) -> list[SetLine]:
    """One leg's lines, spread down to its last slot, ``room`` wide, as far as its subheads allow."""
    order = {id(slot): index for index, slot in enumerate(slots)}
    spare = len(slots) - 1 - order[id(lines[-1].slot)]
    if spare and lines[-1].end_x > slots[-1].x + room:
        spare -= 1
    even = even_from([(slot.x, slot.measure) for slot in slots])  # a line set for one fits the others
    heads = [
        index
        for index, line in enumerate(lines)
        if index and _heads(line, lines[index - 1], leading) and order[id(line.slot)] >= even
    ]
    if not spare or not heads or spare > MOST_AIR * len(heads):
        return lines
    each, rest = divmod(spare, len(heads))
    moved, shift, passed = [], 0, 0
    for index, line in enumerate(lines):
        if passed < len(heads) and index == heads[passed]:
            shift += each + (passed >= len(heads) - rest)
            passed += 1
        slot = slots[order[id(line.slot)] + shift]
        moved.append(replace(line, slot=slot) if shift else line)
    return moved


def _heads(line: SetLine, before: SetLine, leading: Collection[int]) -> bool:
    """Whether a line is the first of what may have air above it."""
    if line.role is Role.SUBHEAD:
        return before.role is not Role.SUBHEAD
    return line.number in leading and before.number != line.number


def short_feet(galley: Galley) -> tuple[LineSlot, ...]:
    """The empty slots at the feet of legs: what a reader sees as missing. Air that stands above a line
    of the same leg (a stanza's, a subhead's) is not among them."""
    if not galley.empty:
        return ()
    slots = [line.slot for line in galley.lines]
    lowest = {(slot.part, slot.leg): slot.line for slot in slots}  # the last of each leg: they are in order
    return tuple(slot for slot in galley.empty if slot.line > lowest.get((slot.part, slot.leg), -1))
