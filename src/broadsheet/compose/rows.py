"""A table's rows put into slots: parted between rows only, its head said again where it goes on."""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.compose.slot import LineSlot, heads_leg
from broadsheet.compose.table import CellLine, Row, SetTable, TableItems, first_baseline, table_rules
from broadsheet.records import field, record, record_with
from broadsheet.tree.extent import moved
from broadsheet.tree.node import Fill, Rule
from broadsheet.units import Length

KEEP_ROWS = 2
"""Rows below the headings that stand together where a table is parted, before and after."""


@record
class TableBlock:
    """A table to be put into slots. ``number`` is its place among the article's blocks."""

    items: TableItems
    number: int

    @property
    def before(self) -> int:
        """Lines of air above it, unless it heads a leg."""
        return self.items.style.before

    @property
    def after(self) -> int:
        """Lines of air below it."""
        return self.items.style.after


@record
class PlacedCell:
    """A line of a cell in a slot, its baseline ``shift`` below the slot's. ``again``: a heading that is
    said once more."""

    slot: int
    shift: Length
    cell: CellLine
    again: bool


@record
class PlacedRows:
    """Rows that stand below each other in slots ``first`` to ``last``, both counted in, with their
    tint and rules, from the first slot's place and baseline on."""

    first: int
    last: int
    cells: tuple[PlacedCell, ...]
    rules: tuple[Fill | Rule, ...]


@record_with(frozen=False)
class TablePlaces:
    """Where a table's rows stand. ``missed`` is the text of the rows that found no place."""

    parts: list[PlacedRows] = field(default_factory=list)
    end: int = 0
    missed: str = ""
    missed_lines: int = 0
    fits: bool = True


def place_table(
    block: TableBlock, slots: Sequence[LineSlot], rooms: Sequence[Length], position: int
) -> TablePlaces:
    """Put a table's rows into slots from ``position`` on; slots of one width below each other hold as
    many rows as are not higher than they are. ``rooms`` says what the slots leave free: one that keeps
    room for a jump line holds no rows. Slots too narrow for the table are passed by while wider ones follow.
    """
    places, done, table = TablePlaces(end=position), 0, block.items
    leading = _leading(slots)
    while done < len(table.cells):
        if position >= len(slots):
            _miss(table, done, places)
            break
        count = _alike(slots, rooms, position)
        if not count:
            position += 1
            continue
        made = table.at(slots[position].measure, leading)
        if not made.fits and _fits_later(table, slots[position + count :], leading):
            position += count
            continue
        rows = _that_fit(made, done, count * leading)
        if position + count < len(slots):
            rows = _well_parted(rows, made, done)
        again = len(made.head) if done else 0
        if len(rows) > again and (not rows[-1].head or len(rows) == len(table.cells)):
            part = _placed(made, rows, again, position, (table, leading))
            places.parts.append(part)
            places.fits = places.fits and made.fits
            done += len(rows) - again
            position = places.end = part.last + 1
        else:
            position += count
    return places


def lines_to_begin(block: TableBlock, slots: Sequence[LineSlot], position: int) -> int:
    """The lines of the slot's leg that a table takes to begin there: its headings and the rows that stand
    together below them, or all of a table too short to be parted."""
    leading = _leading(slots)
    made = block.items.at(slots[position].measure, leading)
    rows = len(made.rows) - len(made.head)
    least = len(made.head) + (KEEP_ROWS if rows >= 2 * KEEP_ROWS else rows)
    return -(-sum(row.height for row in made.rows[:least]) // leading)


def _leading(slots: Sequence[LineSlot]) -> Length:
    """The grid's leading, from two slots below each other; any where there are none."""
    for index in range(1, len(slots)):
        if not heads_leg(slots, index) and slots[index].baseline > slots[index - 1].baseline:
            return slots[index].baseline - slots[index - 1].baseline
    return 12_500


def _fits_later(table: TableItems, slots: Sequence[LineSlot], leading: Length) -> bool:
    """Whether a table that is too wide for its place fits a wider one further on (beside no picture)."""
    return any(table.at(measure, leading).fits for measure in {slot.measure for slot in slots})


def _alike(slots: Sequence[LineSlot], rooms: Sequence[Length], position: int) -> int:
    """How many whole slots of one width stand below each other from there on."""
    first, count = slots[position], 0
    for number in range(position, len(slots)):
        slot = slots[number]
        if (slot.x, slot.measure, rooms[number]) != (first.x, first.measure, first.measure):
            break
        if count and heads_leg(slots, number):
            break
        count += 1
    return count


def _that_fit(made: SetTable, done: int, room: Length) -> list[Row]:
    """The rows from ``done`` on that a room holds, under the head again where some stand already."""
    rows = list(made.head) if done else []
    height = sum(row.height for row in rows)
    for row in made.rows[done:]:
        height += row.height
        if height > room:
            break
        rows.append(row)
    return rows


def _well_parted(rows: list[Row], made: SetTable, done: int) -> list[Row]:
    """The rows of which none is left alone where the table is parted; none where it begins with one."""
    body = sum(1 for row in rows if not row.head)
    left = len(made.rows) - max(done, len(made.head)) - body
    if left <= 0:
        return rows
    spare = max(0, KEEP_ROWS - left)
    if body - spare >= KEEP_ROWS:
        return rows[: len(rows) - spare]
    return rows if body >= KEEP_ROWS else []


def _placed(
    made: SetTable, rows: Sequence[Row], again: int, position: int, tools: tuple[TableItems, Length]
) -> PlacedRows:
    table, leading = tools
    first = first_baseline(leading, table.style.body.text.size)
    cells, top = [], 0
    height = sum(row.height for row in rows)
    last = max(0, -(-height // leading) - 1)
    for number, row in enumerate(rows):
        for cell in row.lines:
            below = top + cell.y - first
            slot = min(max(0, below // leading), last)
            cells.append(PlacedCell(position + slot, below - slot * leading, cell, number < again))
        top += row.height
    rules = tuple(moved(node, 0, -first) for node in table_rules(made, rows, table.style))
    return PlacedRows(position, position + last, tuple(cells), rules)


def _miss(table: TableItems, done: int, places: TablePlaces) -> None:
    places.missed = "\n".join(items.text for row in table.cells[done:] for items in row)
    places.missed_lines = len(table.cells) - done
