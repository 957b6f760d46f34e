"""The search of optimum fit: what a line costs, and the cheapest way through a paragraph's breaks.

Running sums make a candidate line a handful of subtractions; ways that cost little are tried before
all ways, since most paragraphs have one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate, compress
from math import inf
from operator import sub
from typing import TypeAlias

from broadsheet.compose.firstfit import Piece, Sums, fitted_line, is_runt, next_line, piece_of, sums_of
from broadsheet.compose.justify import LETTER_SHARE
from broadsheet.compose.line import Line, Rooms, room_of
from broadsheet.model.spacing import Marks, Spacing
from broadsheet.patterns import late_pattern
from broadsheet.records import record
from broadsheet.rows import NamedTuple
from broadsheet.text.charclass import NEWLINE, SPACE
from broadsheet.text.items import BREAK_KINDS, HYPHEN, NAME, UNIT, WORD_PART, Items
from broadsheet.units import Length

LINE_COST = 20.0
"""Of any line. Room is what a newspaper has least of: stretching one line to three fifths of its limit
is not too much to save another."""

STRETCH_COST = 100.0
"""Of a line stretched to its limit."""

SQUEEZE_COSTS = {Marks.KAIMING: 70.0, Marks.HALF: 70.0, Marks.FULL: 15.0}
"""Of a line squeezed to its limit: 先挤进，后推出 as a cost. In 全身 it is the blank half of every mark
that gives, as narrow as 开明 sets it anyway; in 开明 it is the pause of sentence ends, and nearly as
dear as stretching. What comes of them is in docs/performance.md."""

RUNT_COST = 400.0
"""孤字: a last line of one character, or of one and a mark. Any bearable spacing is better."""

SHORT_LAST_COST = 20.0
"""A last line under two ems."""

BREAK_COST = {HYPHEN: 40.0, WORD_PART: 10.0, UNIT: 3.0, NAME: 300.0}
"""Besides the spacing: a hyphen, a parted address, a figure parted from its unit, a parted name."""

CONTRAST_COST = 8.0
"""Of a tight line next to a loose one."""

DESPERATE_COST = 400.0
"""Of a line beyond the style's limits, besides the cube of its looseness: such lines are taken only where no
way keeps the limits, and few, but two a little beyond them sooner than one that is twice as loose."""

MOST_LOOSENESS = 200.0
"""Beyond which, in times the limit, one desperate line is no worse than another: it is one of a single
character."""

MOST_DELAY = 8
"""By how many lines a way with lines beyond the limits may come to a break later than the first one: with
measures that change all the time every break can be reached in almost any number of lines."""

EMERGENCY_COST = 1e12
"""Of a line that breaks inside a unit: first fit's, as it stands. Any number of loose lines is better."""

TIGHT, FAIR, LOOSE = 0, 1, 2

_FAR = 1 << 60

_LINE_COSTS = tuple(LINE_COST + BREAK_COST.get(kind, 0.0) for kind in BREAK_KINDS)
_CONTRASTS = ((0.0, 0.0, CONTRAST_COST), (0.0, 0.0, 0.0), (CONTRAST_COST, 0.0, 0.0))
_BLANKS = late_pattern(f"[{SPACE}{NEWLINE}]+")

Node: TypeAlias = "tuple[float, int, int, int, Node | None]"
"""The best way to a break: its cost, the fitness class of the line before, the break's place, the number
of the line that begins there, and the node before. A plain tuple: there is one for every break."""


@record
class Columns:
    """A paragraph as running sums; whatever concerns a line from a to b is a difference."""

    items: Items
    sums: Sums  # first fit's, for lines that nothing within the limits can make
    left: list[Length]  # where a line that begins at box i starts
    give: list[Length]  # what the glue before the boxes below i can be squeezed by
    take: list[Length]  # what it can be stretched by
    squeeze_cost: float
    has_runs_of_spaces: bool
    ends: list[int]  # every legal break, ascending, and one before all of them
    stops: list[Length]  # where a line that breaks there stops; the first is out of every line's reach


def columns_of(items: Items, spacing: Spacing) -> Columns:
    """Return a paragraph's running sums under a style."""
    breaks = items.breaks  # NO_BREAK is 0: as a selector, the breaks pick themselves
    left = list(items.pens)
    for position, cut in items.start_cuts.items():
        left[position] += cut
    sums = sums_of(items)
    shrink = items.em * spacing.han_gap_shrink // 1000
    return Columns(
        items, sums, left,
        [own + shrink * gaps for own, gaps in zip(sums.squeezes, sums.flexible, strict=True)]
        if shrink else sums.squeezes,
        _takes(items, max(1, items.em * spacing.han_gap_stretch // 1000)),
        SQUEEZE_COSTS[spacing.marks],
        2 * SPACE in items.classes,
        [0, *compress(range(len(breaks)), breaks)],
        [-_FAR, *compress(_stops(items), breaks)],
    )  # fmt: skip


def _takes(items: Items, stretch: Length) -> list[Length]:
    """Running sums of what the glue can take: its own limit, and ``stretch`` where it is flexible."""
    amounts = list(map((0, stretch).__getitem__, items.flexible))
    for gap, amount, _ in items.stretches:
        amounts[gap] += amount
    return list(accumulate(amounts, initial=0))


def _stops(items: Items) -> list[Length]:
    """Where a line that breaks before each box stops being ink."""
    right = list(map(sub, items.pens, items.gaps))
    for position, cut in items.end_cuts.items():
        right[position + 1] -= cut
    for match in _BLANKS.finditer(items.classes):
        for position in range(match.start(), match.end()):
            right[position + 1] = right[match.start()]
    for position in _hyphens(items.breaks):
        right[position] += items.hyphen[1]
    return right


def _hyphens(breaks: bytes) -> Iterable[int]:
    return (index for index, kind in enumerate(breaks) if kind == HYPHEN) if HYPHEN in breaks else ()


def cheapest_way(
    columns: Columns, rooms: Rooms, spacing: Spacing, place: tuple[int, int, int], piece: Piece
) -> Node:
    """The cheapest way from the start of a piece to its forced break.

    Looked for first among the ways that cost little, which are few: what is found within an
    allowance is the cheapest of all, for no line makes a way cheaper.
    """
    widest, start = max(1, *rooms), place[0]
    lines = 1 + max(0, _least_width(columns, start, piece.end)) / widest
    for allowance in ALLOWANCES:
        budget = _budget(columns, widest, piece, lines * (LINE_COST + allowance))
        found = _cheapest(columns, rooms, spacing, place, (piece, budget))
        if found is not None:
            break
    if found is None:  # no way keeps the limits
        found = _cheapest(columns, rooms, spacing, place, (piece, EVERYTHING))
    assert found is not None  # without a limit there is always first fit's way
    return found


ALLOWANCES = (6.0, 40.0, inf)
"""What a line may cost above ``LINE_COST`` on average, try after try."""


def _least_width(columns: Columns, start: int, end: int) -> Length:
    """What the boxes ``start`` to ``end`` take when everything gives what it can."""
    return columns.left[end] - columns.give[end] - columns.left[start] + columns.give[start + 1]


def _budget(columns: Columns, widest: Length, piece: Piece, most: float) -> Budget:
    """A limit on the cost of a whole way. The lines still to come but the last cost ``LINE_COST`` at
    least, and hold no more than their room, what their glue gives, and three ems for what vanishes at
    their edges."""
    rate = LINE_COST / (widest + 3 * columns.items.em)
    if columns.has_runs_of_spaces:  # any width may vanish at an edge
        rate = 0.0
    limit = most + LINE_COST - rate * (columns.left[piece.end] - columns.give[piece.end])
    return Budget(most, limit, rate)


class Budget(NamedTuple):
    """The most that a whole way may cost; a part of one is given up where its cost, less ``rate`` times
    what it has set, is over ``limit``. Lines beyond the style's limits are looked at only where it says so,
    and then at every break: two loose lines may spare a very loose one, or a cut."""

    most: float
    limit: float
    rate: float
    beyond: bool = False


UNLIMITED, EVERYTHING = Budget(inf, inf, 0.0), Budget(inf, inf, 0.0, beyond=True)


def _cheapest(
    columns: Columns,
    rooms: Rooms,
    spacing: Spacing,
    place: tuple[int, int, int],
    task: tuple[Piece, Budget],
) -> Node | None:
    """The cheapest way within a budget, None where there is none.

    While rooms still change, breaks are kept apart by the number of the line that begins there;
    from then on all lines are alike and one way to each break is enough.
    """
    start, number, last_change = place
    piece, budget = task
    forced = piece.end
    layer: dict[int, Node] = {start: (0.0, FAIR, start, number, None)}
    finished: list[Node] = []
    firsts: dict[int, int] = {}
    while number <= last_change and layer:
        following: dict[int, Node] = {}
        room = room_of(rooms, number)
        extend(columns, map(layer.get, sorted(layer)), following, (piece, room, spacing), budget)
        number += 1
        if budget.beyond:
            following = _early(following, firsts)
        if forced in following:
            finished.append(following.pop(forced))
        layer = following
    places = range(min(layer, default=forced), forced)  # first fit may break anywhere
    extend(columns, map(layer.get, places), layer, (piece, room_of(rooms, number), spacing), budget)
    if forced in layer:
        finished.append(layer[forced])
    best = min(finished, key=_cost_of, default=None)
    return best if best is not None and best[0] <= budget.most else None


def _early(nodes: dict[int, Node], firsts: dict[int, int]) -> dict[int, Node]:
    """The ways to breaks that come there not many lines later than the first did."""
    return {
        end: node for end, node in nodes.items() if node[3] - firsts.setdefault(end, node[3]) <= MOST_DELAY
    }


def _cost_of(node: Node) -> float:
    return node[0]


def extend(
    columns: Columns,
    nodes: Iterable[Node | None],
    target: dict[int, Node],
    line: tuple[Piece, Length, Spacing],
    budget: Budget,
) -> None:
    """Try every line within the style's limits that can begin at some nodes, in their order; note the
    better ways in ``target``, from which the nodes may be drawn. The loops are the engine's hottest."""
    piece, room, _ = line
    items, left, give, take = columns.items, columns.left, columns.give, columns.take
    classes, breaks = items.classes, items.breaks
    ends, stops, squeeze_cost = columns.ends, columns.stops, columns.squeeze_cost
    _, limit, rate, beyond_limits = budget
    beyond_all = bisect_left(ends, piece.end) + 1
    for node in filter(None, nodes):
        so_far, before, start, number, previous = node
        tight, fair, loose = _CONTRASTS[before]
        start = items.content_start(start) if classes[start] == SPACE else start
        far, given, taken = left[start] + room, give[start + 1], take[start + 1]
        if so_far - rate * (far - room - given) > limit:
            continue
        index = beyond = bisect_right(stops, far, 0, beyond_all)
        missed = True
        while index < beyond_all:  # lines to be squeezed
            end, need = ends[index], stops[index] - far
            most = give[end] - given
            if need > most:
                break
            ratio = need / most
            total = so_far + squeeze_cost * ratio * ratio * ratio + _LINE_COSTS[breaks[end]]
            total += tight if ratio > 0.5 else fair
            if end not in target or total < target[end][0]:
                target[end] = (total, TIGHT if ratio > 0.5 else FAIR, end, number + 1, node)
            missed = False
            index += 1
        if beyond == beyond_all:
            end, beyond = piece.end, beyond_all - 1
            total = so_far + _last_cost(items, start, piece.ink, first=previous is None)
            if end not in target or total < target[end][0]:
                target[end] = (total, FAIR, end, number + 1, node)
            missed = False
        index = beyond - 1
        while (end := ends[index]) > start:  # lines to be stretched
            slack = far - stops[index]
            widest = take[end] - taken
            if slack > widest:
                break
            ratio = slack / widest if slack > 0 else 0.0
            total = so_far + STRETCH_COST * ratio * ratio * ratio + _LINE_COSTS[breaks[end]]
            total += loose if ratio > 0.5 else fair
            if end not in target or total < target[end][0]:
                target[end] = (total, LOOSE if ratio > 0.5 else FAIR, end, number + 1, node)
            missed = False
            index -= 1
        if beyond_limits:
            _stand_in(columns, (start, node, target), line, is_last_hope=missed)


def _stand_in(
    columns: Columns,
    way: tuple[int, Node, dict[int, Node]],
    place: tuple[Piece, Length, Spacing],
    *,
    is_last_hope: bool,
) -> None:
    """Try lines stretched beyond the limits, the looser, the dearer; as a last hope, where no break is
    within the room, first fit's."""
    start, node, target = way
    piece, room, spacing = place
    ends, stops = columns.ends, columns.stops
    far = columns.left[start] + room
    stretch = columns.items.em * spacing.han_gap_stretch // 1000
    index = bisect_right(stops, far, 0, bisect_left(ends, piece.end) + 1) - 1
    lines = []
    while ends[index] > start:
        cost = _desperate_cost(columns, start, ends[index], far - stops[index], stretch)
        lines.append((cost + _LINE_COSTS[columns.items.breaks[ends[index]]], ends[index]))
        index -= 1
    if is_last_hope and not lines:
        line, end = next_line(columns.items, columns.sums, (start, piece), room, spacing)
        lines.append((DESPERATE_COST if line.ending == "justified" else EMERGENCY_COST, end))
    for cost, end in lines:
        if end not in target or node[0] + cost < target[end][0]:
            target[end] = (node[0] + cost, FAIR, end, node[3] + 1, node)


def _desperate_cost(columns: Columns, start: int, end: int, slack: Length, stretch: Length) -> float:
    """Of the spacing of a line stretched beyond the limits."""
    gaps = columns.sums.gaps(start, end)
    widest = columns.take[end] - columns.take[start + 1]
    letters = stretch * (end - start - 1 - gaps) // LETTER_SHARE
    looseness = _looseness(slack, widest, letters, columns.items.em // 2 * gaps)
    return DESPERATE_COST + STRETCH_COST * looseness**3


def line_cost(columns: Columns, start: int, end: int, room: Length, spacing: Spacing) -> float | None:
    """What a line from box ``start`` to the break before ``end`` costs by itself: less than the search
    reckons where a tight line stands next to a loose one. None where it may not be squeezed so much."""
    piece = piece_of(columns.items, start)
    slack = columns.left[start] + room - columns.stops[bisect_left(columns.ends, end, 1)]
    if end == piece.end and slack >= 0:
        return _last_cost(columns.items, start, piece.ink, first=False)
    glue = columns.give if slack < 0 else columns.take
    most = glue[end] - glue[start + 1]
    if slack > most:
        stretch = columns.items.em * spacing.han_gap_stretch // 1000
        cost = _desperate_cost(columns, start, end, slack, stretch)
    elif -slack > most:
        return None
    else:
        ratio = abs(slack) / most if slack else 0.0
        cost = (columns.squeeze_cost if slack < 0 else STRETCH_COST) * ratio**3
    return cost + _LINE_COSTS[columns.items.breaks[end]]


def _looseness(slack: Length, widest: Length, letters: Length, own: Length) -> float:
    """How much looser a line is than its gaps may be; what is over their own share of half an em they have in
    common with the letters, as ``justify`` sets it, and a line without gaps is spread letter by letter."""
    if not widest:
        widest = letters
    looseness = min(slack, own or slack) / max(1, widest)
    if own and slack > own:
        looseness += (slack - own) / max(1, widest + letters)
    return min(looseness, MOST_LOOSENESS)


def _last_cost(items: Items, start: int, stop: int, *, first: bool) -> float:
    """Of the last line of a piece: nothing but for runts (孤字), unless it is the only line."""
    if first:
        return 0.0
    if is_runt(items, start, stop):
        return RUNT_COST
    return SHORT_LAST_COST if items.natural(start, stop) < 2 * items.em else 0.0


def trace(columns: Columns, rooms: Rooms, spacing: Spacing, last: Node) -> list[Line]:
    """The lines of the cheapest way, in order."""
    items = columns.items
    piece = piece_of(items, last[2] - 1)
    lines: list[Line] = []
    node = last
    while (before := node[4]) is not None:
        start = items.content_start(before[2])
        room = room_of(rooms, before[3])
        if node[0] - before[0] > EMERGENCY_COST / 2:  # a difference of sums is not exact
            lines.append(next_line(items, columns.sums, (start, piece), room, spacing)[0])
        else:
            lines.append(fitted_line(items, start, node[2], room))
        node = before
    lines.reverse()
    return lines
