"""First fit: each line takes what it can hold, then squeezing in and pushing out are weighed.

Source: CLREQ, "Squeeze in first, push out second", with the stated deviation that the cheaper of
the two is taken: a line squeezed hard looks worse than one stretched a little.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate

from broadsheet.compose.line import Line, Rooms, room_of
from broadsheet.model.style import Spacing
from broadsheet.text.items import FORCED, HYPHEN, NO_BREAK, WORD_PART, Give, Items
from broadsheet.units import Length


@dataclass(frozen=True, slots=True)
class Sums:
    """Squeeze and flexible gaps of a paragraph as running sums, so that any line is a difference."""

    gives: tuple[int, ...]  # gap positions of the squeezes, ascending
    given: tuple[Length, ...]  # sum of the first n squeezes
    flexible: tuple[int, ...]  # number of flexible gaps before each box

    def squeeze(self, start: int, end: int) -> Length:
        """What the marks and gaps strictly inside a line can give."""
        low, high = bisect_right(self.gives, start), bisect_left(self.gives, end)
        return self.given[high] - self.given[low] if high > low else 0

    def gaps(self, start: int, end: int) -> int:
        """Flexible gaps strictly inside a line."""
        return self.flexible[end] - self.flexible[start + 1] if end > start + 1 else 0


def sums_of(items: Items) -> Sums:
    """Return a paragraph's running sums."""
    gives: tuple[Give, ...] = items.squeezes
    return Sums(
        tuple(give.gap for give in gives),
        tuple(accumulate((give.amount for give in gives), initial=0)),
        tuple(accumulate(items.flexible, initial=0)),
    )


def first_fit(items: Items, rooms: Rooms, spacing: Spacing) -> tuple[Line, ...]:
    """Break a paragraph line by line. Never fails: where nothing fits, a line is broken anywhere
    (``emergency``) or holds one box that is wider than it (``overfull``)."""
    lines: list[Line] = []
    sums = sums_of(items)
    count = len(items.text)
    start = items.content_start(0)
    while start < count:
        line, start = _next_line(items, sums, start, room_of(rooms, len(lines)), spacing)
        lines.append(line)
        start = start if line.ending == "last" else items.content_start(start)
    return tuple(lines)


def next_line(
    items: Items, sums: Sums, start: int, room: Length, spacing: Spacing
) -> tuple[Line, int]:
    """First fit's line that begins at ``start``, and the box where the next one begins."""
    return _next_line(items, sums, start, room, spacing)


def _next_line(
    items: Items, sums: Sums, start: int, room: Length, spacing: Spacing
) -> tuple[Line, int]:
    forced = items.breaks.index(FORCED, start + 1)
    end = items.content_end(start, forced)
    natural = items.natural(start, end) if end > start else 0
    if natural <= room:
        return Line(start, end, room, natural, "last"), forced
    out = _last_that_fits(items, start, forced, room)
    reach = bisect_right(items.pens, items.pens[start] + 2 * (room + items.em))  # no squeeze reaches it
    squeezed = _next_break(items, max(out, start), min(forced, reach))
    if squeezed and _prefers_squeeze(items, sums, (start, out, squeezed), room, spacing):
        return fitted_line(items, start, squeezed, room), squeezed
    if out:
        return fitted_line(items, start, out, room), out
    return _emergency(items, start, forced, room)


def fitted_line(items: Items, start: int, after: int, room: Length) -> Line:
    """The line from ``start`` to the break before box ``after``."""
    end = items.content_end(start, after)
    hyphen = items.breaks[after] == HYPHEN and end == after
    natural = items.natural(start, end)
    ending = "last" if items.breaks[after] == FORCED and natural <= room else "justified"
    return Line(start, end, room, natural, ending, hyphen)


def _last_that_fits(items: Items, start: int, forced: int, room: Length) -> int:
    """The last break at which the line is no wider than its room; 0 for none."""
    reach = items.pens[start] + items.start_cuts.get(start, 0) + room + 2 * items.em
    position = min(bisect_right(items.pens, reach), forced)
    while position > start:
        if items.breaks[position] != NO_BREAK:
            end = items.content_end(start, position)
            if end > start and items.natural(start, end) <= room:
                return position
        position -= 1
    return 0


def _next_break(items: Items, position: int, forced: int) -> int:
    for after in range(position + 1, forced + 1):
        if items.breaks[after] != NO_BREAK:
            return after
    return 0


def _prefers_squeeze(
    items: Items, sums: Sums, candidates: tuple[int, int, int], room: Length, spacing: Spacing
) -> bool:
    """Whether taking the next unit in is cheaper than stretching the line without it.

    Costs are the cube of what a line gives over what it may give, squeeze against stretch. Words
    are not hyphenated and addresses not parted to squeeze.
    """
    start, out, squeezed = candidates
    end = items.content_end(start, squeezed)
    need = items.natural(start, end) - room
    gaps = sums.gaps(start, end)
    marks = sums.squeeze(start, end)
    limit = marks + gaps * (items.em * spacing.han_gap_shrink // 1000)
    if need > limit or (items.breaks[squeezed] in (HYPHEN, WORD_PART) and need > 0):
        return False
    if not out:
        return True
    slack = room - items.natural(start, items.content_end(start, out))
    looseness = slack / max(1, sums.gaps(start, out)) / max(1, items.em * spacing.han_gap_stretch // 1000)
    tightness = need / limit if limit else 0.0
    return tightness**3 * SQUEEZE_WEIGHT < looseness**3


SQUEEZE_WEIGHT = 1.0


def _emergency(items: Items, start: int, forced: int, room: Length) -> tuple[Line, int]:
    """Break inside a unit that is wider than the line; at least one box goes in."""
    reach = items.pens[start] + items.start_cuts.get(start, 0) + room
    end = min(max(bisect_right(items.pens, reach) - 1, start + 1), forced)
    while end > start + 1 and items.natural(start, end) > room:
        end -= 1
    while end < forced and items.classes[end] == "C":
        end += 1
    natural = items.natural(start, end)
    after = end if items.content_end(end, forced) > end else forced  # no line for spaces alone
    return Line(start, end, room, natural, "emergency" if natural <= room else "overfull"), after
