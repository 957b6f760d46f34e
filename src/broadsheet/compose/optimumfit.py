"""Optimum fit: the breaks of a whole paragraph chosen together, by least total cost.

Knuth and Plass's box, glue and penalty over Han gaps: the cost of a line grows with the cube of
how far it is squeezed or stretched, so that two fair lines beat a good one and a bad one. Every
line may have a room of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.compose.firstfit import (
    RUNT_LOOSENESS,
    Piece,
    is_runt,
    piece_of,
    stretch_of,
    sums_of,
)
from broadsheet.compose.leastcost import (
    FAIR,
    SQUEEZE_COSTS,
    STRETCH_COST,
    UNLIMITED,
    Node,
    cheapest_way,
    columns_of,
    extend,
    trace,
)
from broadsheet.compose.line import Line, Rooms, even_from, room_of
from broadsheet.kernel import twin
from broadsheet.model.spacing import Spacing
from broadsheet.records import replace
from broadsheet.text.items import FORCED, Items


@twin
def optimum_fit(items: Items, rooms: Rooms, spacing: Spacing) -> tuple[Line, ...]:
    """Break a paragraph by least total cost. Never fails; see ``compose.line.BreakLines``.

    Where no setting within the style's limits can begin at a break, first fit's line stands in. A paragraph
    that ends in a runt (孤字) is set again with wider limits, and so where that spares the runt.
    """
    lines: list[Line] = []
    columns = columns_of(items, spacing)
    last_change = even_from(rooms) - 1
    start = items.content_start(0)
    while start < len(items.text):
        piece = piece_of(items, start)
        if piece.ink <= start:  # nothing but spaces
            lines.append(Line(start, start, room_of(rooms, len(lines)), 0, "last"))
        else:
            place = (start, len(lines), last_change)
            way = trace(columns, rooms, spacing, cheapest_way(columns, rooms, spacing, place, piece))
            if _ends_in_runt(items, way):
                way = _without_runt(items, rooms, spacing, place, piece) or way
            lines.extend(way)
        start = piece.end
    return tuple(lines)


def _ends_in_runt(items: Items, lines: Sequence[Line]) -> bool:
    return len(lines) > 1 and is_runt(items, lines[-1].start, lines[-1].end)


def _without_runt(
    items: Items, rooms: Rooms, spacing: Spacing, place: tuple[int, int, int], piece: Piece
) -> list[Line]:
    """The lines of a piece whose gaps may be wider than the style has it; none where it ends in a runt even
    so."""
    wider = replace(spacing, han_gap_stretch=int(spacing.han_gap_stretch * RUNT_LOOSENESS))
    columns = columns_of(items, wider)
    way = trace(columns, rooms, wider, cheapest_way(columns, rooms, wider, place, piece))
    return [] if _ends_in_runt(items, way) else way


COPYFIT_SHRINK = 16
"""Per mille of an em by which copyfitting may narrow Han gaps where the style allows less: the
whole-paragraph tracking of 1/60 em that desks use, seen on the printed page."""

MOST_FITTED = 500
"""Lines of a paragraph that is set to a number of lines. What that takes grows with their square, a fifth of
a second for these; a text without an empty line may have ten thousand."""


def fit_in(items: Items, rooms: Rooms, spacing: Spacing, count: int) -> tuple[Line, ...] | None:
    """Break a paragraph into just ``count`` lines by least total cost (TeX's looseness).

    None where the style's limits forbid it, where a runt (孤字) would be left, where the paragraph has line
    ends of its own, or for more than ``MOST_FITTED`` lines.
    """
    start = items.content_start(0)
    if not 1 <= count <= MOST_FITTED or start >= len(items.text):
        return None
    if items.breaks.index(FORCED, start + 1) < len(items.text):
        return None
    spacing = replace(spacing, han_gap_shrink=max(spacing.han_gap_shrink, COPYFIT_SHRINK))
    columns, piece = columns_of(items, spacing), piece_of(items, start)
    layer: dict[int, Node] = {start: (0.0, FAIR, start, 0, None)}
    for number in range(count):
        following: dict[int, Node] = {}
        line = (piece, room_of(rooms, number), spacing)
        extend(columns, map(layer.get, sorted(layer)), following, line, UNLIMITED)
        layer = following
        if number < count - 1:
            layer.pop(piece.end, None)
    last = layer.get(piece.end)
    if last is None:
        return None
    lines = tuple(trace(columns, rooms, spacing, last))
    return None if _ends_in_runt(items, lines) else lines


def spacing_cost(items: Items, lines: Sequence[Line], spacing: Spacing) -> float:
    """The cost of lines as they stand, by their squeeze and stretch alone."""
    sums = sums_of(items)
    stretch = max(1, items.em * spacing.han_gap_stretch // 1000)
    shrink = items.em * max(spacing.han_gap_shrink, COPYFIT_SHRINK) // 1000
    cost = 0.0
    for line in lines:
        slack, span = line.room - line.natural, (line.start, line.end)
        gaps = sums.gaps(*span)
        if slack < 0:
            cost += SQUEEZE_COSTS[spacing.marks] * (-slack / max(1, sums.squeeze(*span) + gaps * shrink)) ** 3
        elif line.ending != "last":
            cost += STRETCH_COST * (slack / max(1, stretch_of(items, *span) + gaps * stretch)) ** 3
    return cost
