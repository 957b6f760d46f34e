"""The advertisements of a page stacked from its foot up, and what they leave of the editorial holes.

Pure arithmetic of columns and lines; what goes wrong comes back as a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from broadsheet.model.grid import Grid, GridSpan
from broadsheet.model.hole import PictureHole, StoryHole
from broadsheet.records import replace
from broadsheet.rows import NamedTuple


class Stack(Enum):
    """How a page's advertisements are piled up."""

    ROWS = "rows"  # as low as they go, from the left, in their order
    LEFT = "left"  # a stair that climbs to the left side, the deepest first
    RIGHT = "right"


class AdSize(Enum):
    """Sizes by which space is sold."""

    PAGE = "整版"
    HALF = "半版"
    UPRIGHT_HALF = "竖半版"
    THIRD = "1/3版"
    QUARTER = "1/4版"
    QUARTER_STRIP = "横1/4版"
    EIGHTH = "1/8版"
    STRIP = "通栏"
    DOUBLE_STRIP = "双通栏"
    HALF_STRIP = "半通栏"
    EAR = "报眼"  # no share of the page but a place: beside the nameplate


#: What the type area's width and its depth are divided by for each size.
_DIVISORS: dict[AdSize, tuple[int, int]] = {
    AdSize.PAGE: (1, 1),
    AdSize.HALF: (1, 2),
    AdSize.UPRIGHT_HALF: (2, 1),
    AdSize.THIRD: (1, 3),
    AdSize.QUARTER: (2, 2),
    AdSize.QUARTER_STRIP: (1, 4),
    AdSize.EIGHTH: (2, 4),
    AdSize.STRIP: (1, 6),
    AdSize.DOUBLE_STRIP: (1, 3),
    AdSize.HALF_STRIP: (2, 6),
}

#: Lines of white between the stack and what is read above it.
AIR = 1
#: A story's headline and a handful of lines need so many; a hole with fewer is none.
LEAST_LINES = 8


class Wanted(NamedTuple):
    """An advertisement's size in the page's cells."""

    columns: int
    lines: int


def cells(size: AdSize | tuple[int, int], grid: Grid) -> Wanted | None:
    """A size in whole columns and lines of a grid; None where its columns are no whole number, or where
    it is a place."""
    if isinstance(size, tuple):
        return Wanted(*size)
    if size is AdSize.EAR:
        return None
    across, down = _DIVISORS[size]
    return None if grid.columns % across else Wanted(grid.columns // across, max(1, grid.lines // down))


def stacked(
    wanted: Sequence[Wanted], grid: Grid, fixed: Sequence[GridSpan], shape: Stack
) -> list[GridSpan | None]:
    """Return where each advertisement stands, None for one that finds no room.

    ``fixed`` are spans that nothing may stand on; those at the foot carry the stack.
    """
    tops = [_foot(column, grid, fixed) for column in range(grid.columns)]
    order = list(range(len(wanted)))
    if shape is not Stack.ROWS:
        order.sort(key=lambda index: (-wanted[index].lines, -wanted[index].columns, index))
    placed: list[GridSpan | None] = [None] * len(wanted)
    for index in order:
        span = _lowest(wanted[index], tops, fixed, shape)
        placed[index] = span
        if span is not None:
            tops[span.column : span.end_column] = [span.line] * span.columns
    return placed


def _foot(column: int, grid: Grid, fixed: Sequence[GridSpan]) -> int:
    """The line on which a column's pile begins: above what stands at the page's foot already."""
    line = grid.lines
    for span in sorted(fixed, key=lambda each: -each.end_line):
        if span.column <= column < span.end_column and span.end_line >= line:
            line = min(line, span.line)
    return line


def _lowest(
    wanted: Wanted, tops: Sequence[int], fixed: Sequence[GridSpan], shape: Stack
) -> GridSpan | None:
    """The place that leaves least white below it, then the lowest, then the nearest to its side."""
    found: list[tuple[tuple[int, int, int], GridSpan]] = []
    for column in range(len(tops) - wanted.columns + 1):
        under = tops[column : column + wanted.columns]
        line = min(under) - wanted.lines
        if line < 0:
            continue
        span = GridSpan(column, wanted.columns, line, wanted.lines)
        if any(span.overlaps(each) for each in fixed):
            continue
        waste, low = sum(under) - min(under) * len(under), -min(under)
        side = -column if shape is Stack.RIGHT else column
        found.append(((low, waste, side) if shape is Stack.ROWS else (waste, low, side), span))
    return min(found, key=lambda each: each[0])[1] if found else None


def left_of(hole: StoryHole, taken: Iterable[GridSpan]) -> StoryHole | None:
    """What a stack and its air leave of a story hole: smaller, or an L; None where it is no hole any more.

    A hole that loses columns loses their legs where it has one a column; else, and where no rectangle is
    left, the text runs round what is taken. A box stays a rectangle: its border cannot run round a step.
    """
    span = hole.span
    taken = [part for each in taken if (part := span.common(_with_air(each))) is not None]
    if not taken:
        return hole
    free = _largest(span, taken) if hole.frame else _free(span, taken)
    if free is None or free.lines < LEAST_LINES:
        return None
    if hole.frame and free.columns != span.columns:
        if hole.widths or hole.head.legs:
            return None
        kept = 1 if hole.vertical else max(1, hole.legs * free.columns // span.columns)
        hole = replace(hole, span=free, legs=kept)
    loses_legs = free.columns != hole.span.columns
    if loses_legs and (hole.legs != span.columns or hole.widths or hole.vertical or hole.head.legs):
        free = GridSpan(span.column, span.columns, free.line, free.lines)
        loses_legs = False
    legs = free.columns if loses_legs else hole.legs
    if hole.vertical and free.lines != span.lines:  # as deep as they were, or nearly
        legs = max(1, legs * free.lines // span.lines)
        hole = replace(hole, widths=())  # legs of their own depths are deeper than what is left
    if hole.head.leg >= legs:
        return None
    cuts = [part for each in (*hole.cuts, *taken) if (part := free.common(each)) is not None]
    if _covered(free, cuts):
        return None
    head, quotes = hole.head, tuple(quote for quote in hole.quotes if quote.leg + quote.legs <= legs)
    if not hole.vertical:  # else they are counted across, and stay
        head = replace(head, lines=min(head.lines, free.lines))
        quotes = tuple(quote for quote in quotes if quote.line + quote.lines <= free.lines)
    return replace(hole, span=free, legs=legs, cuts=tuple(cuts), head=head, quotes=quotes)


def picture_left(hole: PictureHole, taken: Iterable[GridSpan]) -> PictureHole | None:
    """What a stack leaves of a picture that stands alone: as wide as it was, or nothing."""
    span = hole.place
    if not isinstance(span, GridSpan):
        return hole
    taken = [part for each in taken if (part := span.common(_with_air(each))) is not None]
    if not taken:
        return hole
    free = _free(span, taken)
    if free is None or free.columns != span.columns or free.lines < LEAST_LINES:
        return None
    return None if any(map(free.overlaps, taken)) else replace(hole, place=free)


def gaps(placed: Sequence[GridSpan], grid: Grid, fixed: Sequence[GridSpan]) -> list[GridSpan]:
    """The white below and beside a stack's steps that nothing else can use, from left to right.

    Between an advertisement and what it stands on; white above the stack is the editors'.
    """
    standing = [*placed, *fixed]

    def is_free(columns: Iterable[int], line: int) -> bool:
        cells = ((column, line) for column in columns)
        return line < grid.lines and not any(_holds(each, *cell) for cell in cells for each in standing)

    found: list[GridSpan] = []
    for span in placed:
        free = [column for column in range(span.column, span.end_column) if is_free((column,), span.end_line)]
        for first, count in _runs(free):
            depth = 1
            while is_free(range(first, first + count), span.end_line + depth):
                depth += 1
            found.append(GridSpan(first, count, span.end_line, depth))
    return sorted(found, key=lambda each: (each.column, each.line))


def _runs(columns: Sequence[int]) -> Iterable[tuple[int, int]]:
    """First and count of every run of neighbours."""
    start = 0
    for index in range(1, len(columns) + 1):
        if index == len(columns) or columns[index] != columns[index - 1] + 1:
            yield columns[start], index - start
            start = index


def _holds(span: GridSpan, column: int, line: int) -> bool:
    return span.column <= column < span.end_column and span.line <= line < span.end_line


def _with_air(span: GridSpan) -> GridSpan:
    line = max(0, span.line - AIR)
    return GridSpan(span.column, span.columns, line, span.end_line - line)


def _free(span: GridSpan, taken: Sequence[GridSpan]) -> GridSpan | None:
    """The smallest rectangle that holds every free cell of a span."""
    free = [
        (column, line)
        for line in range(span.line, span.end_line)
        for column in range(span.column, span.end_column)
        if not any(_holds(each, column, line) for each in taken)
    ]
    if not free:
        return None
    columns, lines = [column for column, _ in free], [line for _, line in free]
    return GridSpan(min(columns), max(columns) - min(columns) + 1, min(lines), max(lines) - min(lines) + 1)


def _largest(span: GridSpan, taken: Sequence[GridSpan]) -> GridSpan | None:
    """The largest rectangle of a span that is whole columns from end to end, or whole lines."""
    lines = [
        line for line in range(span.line, span.end_line)
        if not any(each.line <= line < each.end_line for each in taken)
    ]  # fmt: skip
    columns = [
        column for column in range(span.column, span.end_column)
        if not any(each.column <= column < each.end_column for each in taken)
    ]  # fmt: skip
    found = [GridSpan(span.column, span.columns, first, count) for first, count in _runs(lines)]
    found += [GridSpan(first, count, span.line, span.lines) for first, count in _runs(columns)]
    found = [each for each in found if each.lines >= LEAST_LINES]
    return max(found, key=lambda each: each.columns * each.lines, default=None)


def _covered(span: GridSpan, cuts: Sequence[GridSpan]) -> bool:
    """Whether no column has room for a story's least."""
    for column in range(span.column, span.end_column):
        rows = [
            line for line in range(span.line, span.end_line)
            if not any(_holds(each, column, line) for each in cuts)
        ]  # fmt: skip
        if len(rows) >= LEAST_LINES:
            return False
    return True
