"""The widths of a table's columns, and the white between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from broadsheet.model.style import Align, TableRules, TableStyle
from broadsheet.rows import NamedTuple
from broadsheet.units import Length

SPARING_PAD, LEAST_PAD = 2, 4
"""The white between columns gives way down to a part in so many before a cell is broken (figures of two
columns with less between them are read as one), and down to a part in so many before it is too wide."""

MOST_PAD = 4
"""To so many times its own the white grows between two columns of which the second is words: what is left
over stands behind these, as it does behind every last line, and not between what is read together."""

Pads: TypeAlias = list[tuple[Length, Length]]
"""The white left and right of each column's text."""

Columns: TypeAlias = tuple[Pads, list[Length]]
"""White and widths of all columns."""


class Extent(NamedTuple):
    """What a column's text takes: at the least; with what stands in brackets at a heading's end whole; with
    headings parted before brackets only; with no cell below the headings broken; with none broken."""

    least: Length
    unit: Length
    head: Length
    cells: Length
    whole: Length


def column_ways(
    style: TableStyle, extents: Sequence[Extent], aligns: Sequence[Align], width: Length
) -> list[Columns]:
    """The ways to make columns ``width`` wide in all: one where no cell has to be broken, else several.

    Of those the first has the most white and gives each column of words as much as any other, up to what it
    wants; the others spare the cells, before all headings, before those that can be parted at a bracket, or
    before those that can be parted anywhere but inside one, for there is one row of them. Half the white is
    given for it only where that leaves every cell whole: where one of words is broken anyway, the figures
    beside it would stand as one for a line less.
    """
    pads = _pads(style, extents, width)
    spare = width - sum(extent.whole + sum(pad) for extent, pad in zip(extents, pads, strict=True))
    if spare > 0 and style.rules is not TableRules.GRID:
        is_pair = len(extents) == 2 and aligns[1] is Align.START
        pads = _behind(pads, spare) if is_pair and style.pad_x else _spread(pads, spare)
    ways = [(pads, _widths([(each.least, each.whole) for each in extents], pads, width))]
    if spare < 0:
        whole_heads = [each._replace(least=max(each.least, each.head)) for each in extents]
        whole_units = [each._replace(least=max(each.least, each.unit)) for each in extents]
        cells = sum(max(each.least, each.cells) for each in extents)
        given = pads[0][1]
        for pad in (given, min(given, style.pad_x // 2)):
            white = _padded(style, len(extents), pad)
            if pad == given or cells + sum(map(sum, white)) <= width:
                ways.extend(_cells_first(each, white, width) for each in (whole_heads, whole_units, extents))
    return ways


def with_pieces(
    style: TableStyle, extents: Sequence[Extent], pieces: Sequence[Length], width: Length
) -> list[Extent]:
    """The extents with no column narrower than the longest of its words and units, as far as there is room
    for that: those that want the least first."""
    found = list(extents)
    spare = width - sum(each.least for each in extents) - style.pad_x // LEAST_PAD * (2 * len(found) - 2)
    wants = (piece - each.least for each, piece in zip(extents, pieces, strict=True))
    for want, column in sorted((want, column) for column, want in enumerate(wants)):
        if 0 < want <= spare:
            found[column] = found[column]._replace(least=pieces[column])
            spare -= want
    return found


def _cells_first(extents: Sequence[Extent], pads: Pads, width: Length) -> Columns:
    """Columns as wide as their cells want them, then as their headings do, as far as the width goes."""
    room = width - sum(map(sum, pads))
    cells = [max(each.least, each.cells) for each in extents]
    if sum(cells) > room:
        bounds = list(zip([each.least for each in extents], cells, strict=True))
    else:
        bounds = list(zip(cells, [each.whole for each in extents], strict=True))
    return pads, _widths(bounds, pads, width)


def _pads(style: TableStyle, extents: Sequence[Extent], width: Length) -> Pads:
    """The white left and right of each column's text.

    Where it is all that is too much it gives way, the outermost first unless rules stand there; and where
    cells are broken, as far as the least needs it.
    """
    count, full = len(extents), style.pad_x
    needed = sum(extent.least for extent in extents)
    wanted = sum(extent.whole for extent in extents)
    if wanted + 2 * full * count <= width:
        return [(full, full)] * count
    outer = style.rules is TableRules.GRID
    places = 2 * count if outer else max(1, 2 * count - 2)
    least = full // LEAST_PAD
    pad = min(full, (width - wanted) // places)
    if pad < full // SPARING_PAD:
        if needed + 2 * full * count <= width:
            return [(full, full)] * count
        pad = max(least, min(full, (width - needed) // places))
    return _padded(style, count, pad)


def _padded(style: TableStyle, count: int, pad: Length) -> Pads:
    """So much white beside each column's text, but at the table's sides where no rule stands there."""
    pads = [(pad, pad)] * count
    if style.rules is not TableRules.GRID:
        pads[0] = (0, pads[0][1])
        pads[-1] = (pads[-1][0], 0)
    return pads


def _spread(pads: Pads, spare: Length) -> Pads:
    """The whites with what is left over shared out between the columns, so that their texts stand equally
    far apart whether one ends or starts beside the next."""
    gaps = len(pads) - 1
    shares = [spare * (gap + 1) // gaps - spare * gap // gaps for gap in range(gaps)]
    lefts = [0, *(share - share // 2 for share in shares)]
    rights = [*(share // 2 for share in shares), 0]
    added = zip(pads, lefts, rights, strict=True)
    return [(pad[0] + left, pad[1] + right) for pad, left, right in added]


def _behind(pads: Pads, spare: Length) -> Pads:
    """The whites of two columns with what is left over behind the second, but for some between them."""
    (left, inner), (outer, right) = pads
    between = min(spare, (MOST_PAD - 1) * (inner + outer))
    return [(left, inner + between // 2), (outer + between - between // 2, right + spare - between)]


def _widths(bounds: Sequence[tuple[Length, Length]], pads: Pads, width: Length) -> list[Length]:
    """The columns' widths, white counted in, between the least and the most that their texts take, together
    ``width`` where they can be.

    A column is as wide as it wants and an equal part of what is left over (within a grid, whose rules part
    them, or where there is only one). Where they are too wide, the widest columns of words give way first.
    """
    bounds = [(low + sum(pad), high + sum(pad)) for (low, high), pad in zip(bounds, pads, strict=True)]
    wanted = [want for _, want in bounds]
    spare = width - sum(wanted)
    if spare >= 0:
        count = len(wanted)
        return [want + spare * (n + 1) // count - spare * n // count for n, want in enumerate(wanted)]
    low, high = 0, max(wanted)
    while low < high:  # the widest that columns may be
        most = (low + high + 1) // 2
        if sum(_between(most, *pair) for pair in bounds) <= width:
            low = most
        else:
            high = most - 1
    return [_between(low, *pair) for pair in bounds]


def _between(value: Length, least: Length, most: Length) -> Length:
    return max(least, min(value, most))
