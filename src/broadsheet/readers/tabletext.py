"""Pipe tables, as GitHub's Markdown has them: a row of headings, a row of dashes, rows of cells.

Colons in the row of dashes say how a column stands: ``:--`` or ``--`` at its start, ``:-:`` in the
middle, ``--:`` at its end, figures there by their decimal point. Where all headings are empty the
table has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from broadsheet.model.article import Table, Text
from broadsheet.model.style import Align
from broadsheet.patterns import late_pattern

TABLE_LINE = late_pattern(r" {0,3}\|.*\|[ \t]*\Z")
#: A row of what is a table by its row of dashes: the last pipe may be missing.
TABLE_ROW = late_pattern(r" {0,3}\|.*\|.*\Z")
#: A row of dashes without pipes at its ends, and a row between full-width ones: a table is meant.
NEARLY_TABLE = late_pattern(r" {0,3}:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?\Z|[ \t　]*｜.*｜[ \t　]*\Z")
_DASHES = late_pattern(r" {0,3}\|[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?\Z")
_PIPE = late_pattern(r"(?<!\\)\|")


def is_table(lines: Sequence[str]) -> bool:
    """Whether lines open a table: headings, dashes, and one row at least."""
    return (
        len(lines) > 2
        and bool(_DASHES.match(lines[1]))
        and all(TABLE_ROW.match(line) for line in lines[:3])
    )


def read_table(lines: Sequence[str], read_cell: Callable[[str], Text]) -> Table:
    """Return the table of lines that ``is_table`` took; a row that is short has empty cells at its end,
    and columns without a heading are added where rows are longer."""
    rows = [tuple(map(read_cell, _cells(line))) for line in (lines[0], *lines[2:])]
    columns = [_align(dashes) for dashes in _cells(lines[1])]
    width = max(map(len, rows))
    columns.extend(Align.START for _ in range(width - len(columns)))
    head = 1 if any(rows[0]) else 0
    whole = tuple((*row, *((),) * (len(columns) - len(row))) for row in rows[1 - head :])
    return Table(whole, tuple(columns), head)


def uneven_rows(lines: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Rows of a table with more or fewer cells than it has columns by its row of dashes: the number of the
    line from 0, its cells, the columns."""
    columns = len(_cells(lines[1]))
    for number, line in enumerate(lines):
        cells = len(_cells(line))
        if cells != columns:
            yield number, cells, columns


def _cells(line: str) -> list[str]:
    _, *cells = _PIPE.split(line.strip())
    return [cell.strip(" \t　\0") for cell in (cells if cells[-1] else cells[:-1])]


def _align(dashes: str) -> Align:
    if dashes.endswith(":"):
        return Align.CENTRE if dashes.startswith(":") else Align.END
    return Align.START
