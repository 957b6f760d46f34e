"""Slots: the places where lines of text may stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from broadsheet.records import record
from broadsheet.units import Length


@record
class LineSlot:
    """One place where one line of text may stand, in page coordinates.

    Beside an obstacle two slots may stand on one grid line. ``part`` counts the story's holes from 0,
    ``leg`` the hole's legs, ``line`` the page's grid lines.
    """

    page: int
    part: int
    leg: int
    line: int
    x: Length
    baseline: Length
    measure: Length

    def follows(self, other: LineSlot) -> bool:
        """True where this slot stands right below the other in the same leg, or right of it."""
        if self.part != other.part or self.leg != other.leg:
            return False
        return self.line == other.line + 1 or (self.line == other.line and self.x > other.x)


def heads_leg(slots: Sequence[LineSlot], position: int) -> bool:
    """Whether a leg begins with the slot at a position, or what of one stands below a picture across it."""
    return position == 0 or not slots[position].follows(slots[position - 1])


def next_leg(slots: Sequence[LineSlot], position: int) -> int:
    """The position of the next leg's first slot; behind the last slot where there is none."""
    position += 1
    while position < len(slots) and not heads_leg(slots, position):
        position += 1
    return position


def count_in_leg(slots: Sequence[LineSlot], position: int, most: int) -> int:
    """How many slots a leg has from a position on, ``most`` at the most."""
    count = 1
    while count < most and position + count < len(slots):
        if heads_leg(slots, position + count):
            break
        count += 1
    return count


def begin_below_each_other(slots: Sequence[LineSlot], position: int, count: int) -> bool:
    """Whether so many slots from a position on stand one below the other in one leg, with one left edge."""
    stack = slots[position : position + count]
    return len(stack) == count and all(
        below.follows(above) and below.x == above.x for above, below in pairwise(stack)
    )


def deepest_leg(slots: Sequence[LineSlot]) -> int:
    """How many slots the deepest leg has."""
    heads = [position for position in range(len(slots)) if heads_leg(slots, position)]
    return max((end - start for start, end in pairwise([*heads, len(slots)])), default=0)


def skip_air(slots: Sequence[LineSlot], position: int, lines: int) -> int:
    """The position behind so many lines of air, which end where a leg does: none stands at its head."""
    while lines and position < len(slots) and not heads_leg(slots, position):
        position += 1
        lines -= 1
    return position
