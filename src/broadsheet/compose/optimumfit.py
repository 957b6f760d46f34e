"""Optimum fit: the breaks of a whole paragraph chosen together, by least total cost.

Knuth and Plass's box, glue and penalty over Han gaps: the cost of a line grows with the cube of
how far it is squeezed or stretched, so that two fair lines beat a good one and a bad one. Every
line may have a room of its own. Running sums make a candidate line a handful of subtractions.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from operator import sub

from broadsheet.compose.firstfit import Sums, fitted_line, next_line, sums_of
from broadsheet.compose.line import Line, Rooms, room_of
from broadsheet.model.style import Spacing
from broadsheet.text.items import FORCED, HYPHEN, NO_BREAK, UNIT, WORD_PART, Items
from broadsheet.units import Length

LINE_COST = 1.0
"""Of any line: of two settings with equal spacing the shorter one wins."""

STRETCH_COST, SQUEEZE_COST = 100.0, 70.0
"""Of a line at its limit. Squeezing is a little cheaper: 先挤进，后推出 as a cost."""

RUNT_COST = 400.0
"""孤字: a last line of one character, or of one and a mark. Any bearable spacing is better."""

SHORT_LAST_COST = 20.0
"""A last line under two ems."""

BREAK_COST = {HYPHEN: 40.0, WORD_PART: 10.0, UNIT: 3.0}
"""Besides the spacing: a hyphen, a parted address, a figure parted from its unit."""

CONTRAST_COST = 8.0
"""Of a tight line next to a loose one."""

DESPERATE_COST = 1e6
"""Of a line that no setting within the style's limits can make: first fit's, as it stands."""

TIGHT, FAIR, LOOSE = 0, 1, 2

_BREAK_COSTS = tuple(BREAK_COST.get(kind, 0.0) for kind in range(6))  # by what Items.breaks says
_CONTRASTS = ((0.0, 0.0, CONTRAST_COST), (0.0, 0.0, 0.0), (CONTRAST_COST, 0.0, 0.0))


@dataclass(slots=True)
class _Node:
    """The best way to a break: its cost, the line before, and that line's fitness class."""

    cost: float
    position: int
    number: int  # of the line that begins here
    fitness: int
    previous: _Node | None


@dataclass(frozen=True, slots=True)
class _Columns:
    """A paragraph as running sums; whatever concerns a line from a to b is a difference."""

    items: Items
    sums: Sums  # first fit's, for lines that nothing within the limits can make
    left: list[Length]  # where a line that begins at a starts
    right: list[Length]  # where a line that breaks before b stops
    squeeze: list[Length]  # what the glue before boxes < i can give
    flexible: list[int]  # flexible gaps before boxes < i
    ends: list[int]  # every legal break, ascending
    stops: list[Length]  # ``right`` of each of them
    stretch: Length  # the most a gap may be stretched
    han_give: Length  # the most a Han gap may be narrowed


def _columns(items: Items, spacing: Spacing) -> _Columns:
    left = list(items.pens)
    for position, cut in items.start_cuts.items():
        left[position] += cut
    right = list(map(sub, items.pens, items.gaps))
    for position, cut in items.end_cuts.items():
        right[position + 1] -= cut
    give = [0] * (len(items.text) + 1)
    for place in items.squeezes:
        give[place.gap] += place.amount
    breaks = items.breaks
    for position, letter in enumerate(items.classes) if "S" in items.classes else ():
        if letter == "S":
            right[position + 1] = right[items.content_end(0, position + 1)]
    for position in range(len(breaks)) if HYPHEN in breaks else ():
        if breaks[position] == HYPHEN:
            right[position] += items.hyphen[1]
    ends = [index for index, kind in enumerate(breaks) if kind != NO_BREAK]
    return _Columns(
        items,
        sums_of(items),
        left,
        right,
        list(accumulate(give, initial=0)),
        list(accumulate(items.flexible, initial=0)),
        ends,
        [right[end] for end in ends],
        max(1, items.em * spacing.han_gap_stretch // 1000),
        items.em * spacing.han_gap_shrink // 1000,
    )


def optimum_fit(items: Items, rooms: Rooms, spacing: Spacing) -> tuple[Line, ...]:
    """Break a paragraph by least total cost. Never fails; see ``compose.line.BreakLines``.

    Where no setting within the style's limits can begin at a break, first fit's line stands in.
    """
    lines: list[Line] = []
    columns = _columns(items, spacing)
    start = items.content_start(0)
    while start < len(items.text):
        forced = items.breaks.index(FORCED, start + 1)
        if items.content_start(start) >= forced:  # nothing but spaces
            lines.append(Line(start, start, room_of(rooms, len(lines)), 0, "last"))
            start = forced
            continue
        ways = _search(columns, rooms, spacing, (start, forced, len(lines)))
        lines.extend(_trace(columns, rooms, spacing, ways))
        start = forced
    return tuple(lines)


COPYFIT_SHRINK = 16
"""Per mille of an em by which copyfitting may narrow Han gaps where the style allows less: the
whole-paragraph tracking of 1/60 em that desks use, seen on the printed page."""


def fit_in(items: Items, rooms: Rooms, spacing: Spacing, count: int) -> tuple[Line, ...] | None:
    """Break a paragraph into just ``count`` lines by least total cost (TeX's looseness).

    None where the style's limits forbid it, where a runt (孤字) would be left, or where the paragraph
    has line ends of its own.
    """
    start = items.content_start(0)
    if count < 1 or start >= len(items.text) or items.breaks.index(FORCED, start + 1) < len(items.text):
        return None
    spacing = replace(spacing, han_gap_shrink=max(spacing.han_gap_shrink, COPYFIT_SHRINK))
    columns, forced = _columns(items, spacing), len(items.text)
    layer = {start: _Node(0.0, start, 0, FAIR, None)}
    for number in range(count):
        following: dict[int, _Node] = {}
        for position in sorted(layer):
            _extend(columns, layer[position], forced, (room_of(rooms, number), spacing), following)
        layer = following
        if number < count - 1:
            layer.pop(forced, None)
    last = layer.get(forced)
    if last is None or last.cost >= DESPERATE_COST:
        return None
    lines = tuple(_trace(columns, rooms, spacing, last))
    return lines if _last_cost(items, lines[-1].start, lines[-1].end) < RUNT_COST else None


def spacing_cost(items: Items, lines: Sequence[Line], spacing: Spacing) -> float:
    """The cost of lines as they stand, by their squeeze and stretch alone."""
    sums = sums_of(items)
    stretch = max(1, items.em * spacing.han_gap_stretch // 1000)
    shrink = items.em * max(spacing.han_gap_shrink, COPYFIT_SHRINK) // 1000
    cost = 0.0
    for line in lines:
        slack = line.room - line.natural
        gaps = sums.gaps(line.start, line.end)
        if slack < 0:
            cost += SQUEEZE_COST * (-slack / max(1, sums.squeeze(line.start, line.end) + gaps * shrink)) ** 3
        elif line.ending != "last":
            cost += STRETCH_COST * (slack / max(1, gaps * stretch)) ** 3
    return cost


def _search(
    columns: _Columns, rooms: Rooms, spacing: Spacing, piece: tuple[int, int, int]
) -> _Node:
    """The cheapest way from the start of a piece to its forced break.

    While rooms still change, breaks are kept apart by the number of the line that begins there;
    from then on all lines are alike and one way to each break is enough.
    """
    start, forced, first = piece
    last_change = _last_change(rooms)
    layer = {start: _Node(0.0, start, first, FAIR, None)}
    number = first
    finished: list[_Node] = []
    while number <= last_change and layer:
        following: dict[int, _Node] = {}
        for position in sorted(layer):
            _extend(columns, layer[position], forced, (room_of(rooms, number), spacing), following)
        number += 1
        if forced in following:
            finished.append(following.pop(forced))
        layer = following
    room = room_of(rooms, number)
    for position in range(min(layer, default=forced), forced):  # first fit may break anywhere
        node = layer.get(position)
        if node is not None:
            _extend(columns, node, forced, (room, spacing), layer)
    if forced in layer:
        finished.append(layer[forced])
    return min(finished, key=lambda node: node.cost)


def _extend(
    columns: _Columns, node: _Node, forced: int, style: tuple[Length, Spacing], target: dict[int, _Node]
) -> None:
    """Try every line that can begin at a node; note the better ways in ``target``."""
    room, spacing = style
    start = columns.items.content_start(node.position)
    found = _candidates(columns, start, forced, room)
    so_far, number, contrasts = node.cost, node.number + 1, _CONTRASTS[node.fitness]
    for end, cost, fitness in found:
        total = so_far + cost + contrasts[fitness]
        known = target.get(end)
        if known is None or total < known.cost:
            target[end] = _Node(total, end, number, fitness, node)
    if not found:
        _, end = next_line(columns.items, columns.sums, start, room, spacing)
        total = node.cost + DESPERATE_COST
        if end not in target or total < target[end].cost:
            target[end] = _Node(total, end, node.number + 1, FAIR, node)


def _candidates(
    columns: _Columns, start: int, forced: int, room: Length
) -> list[tuple[int, float, int]]:
    """Ends of lines that begin at ``start`` and lie within the style's limits, with their costs."""
    ends, right, flexible, squeeze = columns.ends, columns.right, columns.flexible, columns.squeeze
    breaks = columns.items.breaks
    left = columns.left[start]
    gaps_before, squeeze_before = flexible[start + 1], squeeze[start + 1]
    far = left + room
    han_give, stretch = columns.han_give, columns.stretch
    found: list[tuple[int, float, int]] = []
    beyond = bisect_right(columns.stops, far, bisect_left(ends, start + 1))
    for end in ends[beyond : bisect_right(ends, forced)]:  # lines to be squeezed
        need = right[end] - far
        give = squeeze[end] - squeeze_before + (flexible[end] - gaps_before) * han_give
        if need > give:
            break
        ratio = need / give
        cost = LINE_COST + SQUEEZE_COST * ratio**3 + _BREAK_COSTS[breaks[end]]
        found.append((end, cost, TIGHT if ratio > 0.5 else FAIR))
    index = beyond - 1
    while index >= 0 and ends[index] > start:  # lines to be stretched
        end = ends[index]
        index -= 1
        if end >= forced:
            if end == forced:
                found.append((end, _last_cost(columns.items, start, end), FAIR))
            continue
        slack = far - right[end]
        most = (flexible[end] - gaps_before) * stretch
        if slack > most:
            break
        ratio = slack / most if slack else 0.0
        cost = LINE_COST + STRETCH_COST * ratio**3 + _BREAK_COSTS[breaks[end]]
        found.append((end, cost, LOOSE if ratio > 0.5 else FAIR))
    return found


def _last_cost(items: Items, start: int, end: int) -> float:
    """Of a paragraph's last line: nothing but for runts (孤字)."""
    stop = items.content_end(start, end)
    boxes = sum(map(items.classes[start:stop].count, "HLDk"))
    if boxes <= 1 and start:
        return RUNT_COST
    return SHORT_LAST_COST if start and items.natural(start, stop) < 2 * items.em else 0.0


def _trace(columns: _Columns, rooms: Rooms, spacing: Spacing, last: _Node) -> list[Line]:
    """The lines of the cheapest way, in order."""
    lines: list[Line] = []
    node = last
    while node.previous is not None:
        before = node.previous
        start = columns.items.content_start(before.position)
        room = room_of(rooms, before.number)
        if node.cost - before.cost > DESPERATE_COST / 2:  # the difference of two sums is not exact
            lines.append(next_line(columns.items, columns.sums, start, room, spacing)[0])
        else:
            lines.append(fitted_line(columns.items, start, node.position, room))
        node = before
    lines.reverse()
    return lines


def _last_change(rooms: Rooms) -> int:
    """Index of the last room that differs from the one after it; -1 when all are equal."""
    for index in range(len(rooms) - 2, -1, -1):
        if rooms[index] != rooms[index + 1]:
            return index
    return -1
