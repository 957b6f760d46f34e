"""Tables: column widths from what the cells hold, cells broken by the paragraph's breakers, row heights."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from broadsheet.compose.columnwidths import Columns, Extent, column_ways, with_pieces
from broadsheet.compose.firstfit import is_runt
from broadsheet.compose.line import Line
from broadsheet.compose.paragraph import broken, paragraph_items
from broadsheet.compose.runs import ink_of
from broadsheet.geometry import rise
from broadsheet.model.article import Table, Text
from broadsheet.model.style import Align, ParagraphStyle, TableRules, TableStyle
from broadsheet.patterns import late_pattern
from broadsheet.records import field, record, replace
from broadsheet.text.charclass import COLON, CONNECTOR, DASH, FIGURE, POSTFIX, PREFIX, PUNCT
from broadsheet.text.items import FORCED, NO_BREAK, Items
from broadsheet.text.setting import Settings
from broadsheet.tree.node import Fill, Ink, Rule
from broadsheet.units import Length

NARROWEST = 2
"""Characters that a column of words keeps where the table is wider than its place."""

_FIGURES = FIGURE + PUNCT + POSTFIX + PREFIX + CONNECTOR + DASH + COLON
_FIGURE = late_pattern(r"[-+−±＋－]?[0-9][0-9,，]*(\.[0-9]+)?[%％‰℃°]?\Z")
_POINT = late_pattern(r"[-+−±＋－]?[0-9,，]+")
_SPACE = late_pattern("(?<![A-Za-z.,])[ \u3000](?=[^ \u3000])|[ \u3000](?![A-Za-z \u3000])")
_INTERPUNCT = late_pattern("(?<=[\u3400-\u9fff])[·•](?=[\u3400-\u9fff]{2})")
_BRACKETED = late_pattern(r"[^（(\n]+(?=[（(][^（）()\n]*[）)]\Z)")


@record
class CellLine:
    """A line of a cell: its room begins ``x`` right of the table's left side, its baseline lies ``y``
    below the row's top."""

    x: Length
    y: Length
    items: Items
    line: Line
    align: Align


@record
class Row:
    """A row ready to be placed: its lines cell by cell, from the first column on."""

    lines: tuple[CellLine, ...]
    height: Length
    head: bool


@record
class SetTable:
    """A table at one width. ``edges`` are the sides of its columns from its left side on; ``fits`` is
    false where a cell or the table is wider than its place."""

    width: Length
    edges: tuple[Length, ...]
    rows: tuple[Row, ...]
    fits: bool

    @property
    def head(self) -> tuple[Row, ...]:
        """The rows that are said again where the table goes on."""
        return tuple(row for row in self.rows if row.head)


@record
class TableItems:
    """A table's cells as items, to be set at any width. An empty cell has no characters."""

    cells: tuple[tuple[Items, ...], ...]
    columns: tuple[Align, ...]
    head: int
    style: TableStyle
    _set: dict[tuple[Length, Length], SetTable] = field(default_factory=dict, compare=False, repr=False)

    def at(self, width: Length, leading: Length) -> SetTable:
        """The table ``width`` wide over a grid of ``leading``."""
        key = (width, leading)
        if key not in self._set:
            self._set[key] = _set_table(self, width, leading)
        return self._set[key]


def table_items(table: Table, style: TableStyle, settings: Settings) -> TableItems:
    """Return a table's cells as items, in the head's style or the body's; cells that say the same share
    theirs, for lists say much again."""
    made: dict[tuple[Text, bool], Items] = {}
    cells: list[tuple[Items, ...]] = []
    for number, row in enumerate(table.rows):
        head = number < table.head
        for cell in row:
            if (cell, head) not in made:
                made[cell, head] = paragraph_items(cell, style.head if head else style.body, settings)
        cells.append(tuple(made[cell, head] for cell in row))
    return TableItems(tuple(cells), table.columns, table.head, style)


def _set_table(table: TableItems, width: Length, leading: Length) -> SetTable:
    """The table in its columns; where cells have to be broken, in those that make it least high, and of such
    those that part the fewest units."""
    extents = _extents(table)
    if sum(extent.whole for extent in extents) > width:
        extents = with_pieces(table.style, extents, _pieces(table), width)
    ways = column_ways(table.style, extents, table.columns, width)
    tried = [_in_columns(table, columns, width, leading) for columns in ways]
    heights = (sum(row.height for row in made.rows) for made in tried)
    return min(
        zip(tried, heights, strict=True), key=lambda pair: (not pair[0].fits, pair[1], _torn_units(pair[0]))
    )[0]


def _torn_units(table: SetTable) -> int:
    """Lines of cells that begin inside the brackets at their end."""
    later = [
        (line.items.text, line.line.start) for row in table.rows for line in row.lines if line.line.start
    ]
    found = {text: _BRACKETED.match(text) for text in {text for text, _ in later}}
    return sum(1 for text, start in later if (bracket := found[text]) and start > bracket.end())


def _in_columns(table: TableItems, columns: Columns, width: Length, leading: Length) -> SetTable:
    style, (pads, widths) = table.style, columns
    edges = [0, *accumulate(widths)]
    points = [_point(table, column) for column in range(len(widths))]
    fits, rows = edges[-1] <= width, []
    for number, cells in enumerate(table.cells):
        head = number < table.head
        broken = []
        for column, items in enumerate(cells):
            place = (edges[column] + pads[column][0], widths[column] - sum(pads[column]))
            text = style.head if head else style.body
            lines = _cell(items, place, table.columns[column], text, points[column])
            fits = fits and all(line.line.ending != "overfull" for line in lines)
            broken.append(lines)
        rows.append(_row(broken, style, head, leading))
    return SetTable(width, tuple(edges), tuple(rows), fits)


def _natural(items: Items) -> Length:
    return items.natural(0, items.content_end(0, len(items.text)))


def _extents(table: TableItems) -> list[Extent]:
    """What the text of each column takes: figures are not broken."""
    extents = []
    ems = NARROWEST * table.style.body.text.size
    for column, align in enumerate(table.columns):
        naturals = [_natural(cells[column]) for cells in table.cells]
        figures = sum(_point(table, column))
        body = [cells[column] for cells in table.cells[table.head :]]
        is_whole = align is Align.END or all(map(_is_figures, body))
        below = max([*naturals[table.head :], figures, 0])
        wanted = max([*naturals, below])
        least = max(below if is_whole else 0, min(wanted, ems))
        parted = [_parted(cells[column]) for cells in table.cells[: table.head]]
        unit, head = (max([*takes, 0]) for takes in zip(*parted, (0, 0), strict=True))
        extents.append(Extent(least, unit, head, max(least, below), wanted))
    return extents


def _pieces(table: TableItems) -> list[Length]:
    """The longest of each column's words and units."""
    columns = zip(*table.cells, strict=True)
    return [max(map(_longest, {id(cell): cell for cell in cells}.values())) for cells in columns]


def _longest(items: Items) -> Length:
    longest, start = 0, items.content_start(0)
    for place in range(start + 1, len(items.breaks)):
        if items.breaks[place] != NO_BREAK:
            end = items.content_end(start, place)
            if end > start:
                longest = max(longest, items.natural(start, end))
            start = items.content_start(place)
    return longest


def _parted(items: Items) -> tuple[Length, Length]:
    """What the brackets at a heading's end take, and what it takes parted before them."""
    bracket = _BRACKETED.match(items.text)
    if bracket is None:
        return 0, _natural(items)
    unit = items.natural(bracket.end(), len(items.text))
    return unit, max(unit, items.natural(0, bracket.end()))


def _is_figures(items: Items) -> bool:
    """Whether a cell holds nothing but figures and their signs (9/2/1, 21-18): it is not broken."""
    return not items.classes.strip(_FIGURES)


def _point(table: TableItems, column: int) -> tuple[Length, Length]:
    """The most that figures of a column take before and after their decimal point."""
    if table.columns[column] is not Align.END:
        return 0, 0
    splits = [_split(cells[column]) for cells in table.cells[table.head :]]
    found = [split for split in splits if split is not None]
    return max((left for left, _ in found), default=0), max((right for _, right in found), default=0)


def _split(items: Items) -> tuple[Length, Length] | None:
    """A figure's width before and after its decimal point; None where the cell is no figure."""
    if not _FIGURE.match(items.text):
        return None
    match = _POINT.match(items.text)
    assert match is not None
    left = items.pens[match.end()]
    return left, _natural(items) - left


def _cell(
    items: Items,
    place: tuple[Length, Length],
    align: Align,
    style: ParagraphStyle,
    point: tuple[Length, Length],
) -> list[CellLine]:
    """A cell's lines, their y still 0. A figure stands by its point, one of a heading where it is no wider on
    either side than those below it; words are broken, never spread."""
    x, room = place
    if not items.text.strip():
        return []
    split = _split(items) if align is Align.END else None
    if split is not None and split[0] <= point[0] and split[1] <= point[1]:
        natural = split[0] + split[1]
        line = Line(0, len(items.text), natural, natural, "last")
        return [CellLine(x + room - point[1] - split[0], 0, items, line, Align.START)]
    start = items.content_start(0)
    end = items.content_end(start, len(items.text))
    natural = items.natural(start, end)
    if natural <= room and "\n" not in items.text:
        return [CellLine(x, 0, items, Line(start, end, room, natural, "last"), align)]
    lines = _broken(items, max(room, 1), replace(style, align=align))
    return [CellLine(x, 0, items, replace(line, room=room), align) for line in lines]


def _broken(items: Items, room: Length, style: ParagraphStyle) -> tuple[Line, ...]:
    """A cell's lines, parted before what stands in brackets at its end, a unit or a remark (保证金 over
    （万元）), at the spaces that part its words (晴 over -7～3℃), and behind the interpuncts of its names,
    where that makes no line more."""
    lines = broken(items, (room,), style)
    bracket = _BRACKETED.match(items.text)
    brackets = [bracket.end()] if bracket is not None else []
    inside = ([match.end() for match in found.finditer(items.text)] for found in (_SPACE, _INTERPUNCT))
    for places in (brackets, *inside):
        ends = [place for place in places if items.breaks[place] != NO_BREAK]
        for wanted in (ends, ends[-1:]) if len(ends) > 1 else (ends,):
            parted = _forced(items, wanted)
            tried = broken(parted, (room,), style) if wanted else ()
            if tried and len(tried) <= len(lines):
                items, lines = parted, tried
                break
    return _without_runts(items, lines, room, style)


def _forced(items: Items, places: Sequence[int]) -> Items:
    """The items with lines that end at places."""
    breaks = bytearray(items.breaks)
    for place in places:
        breaks[place] = FORCED
    return replace(items, breaks=bytes(breaks))


def _without_runts(
    items: Items, lines: tuple[Line, ...], room: Length, style: ParagraphStyle
) -> tuple[Line, ...]:
    """The same lines, so that none at the end of what stands together is one character, where that tears no
    word and makes no line more: they are not spread, so those before it are made shorter."""
    rooms, first = [room] * len(lines), 0
    for last in range(len(lines)):
        if lines[last].ending != "last":
            continue
        while is_runt(items, lines[last].start, lines[last].end) and rooms[last] > 2 * items.em:
            narrower = [rooms[last] - items.em] * (last + 1 - first)
            tried_rooms = (*rooms[:first], *narrower, *rooms[last + 1 :], room)
            tried = broken(items, tried_rooms, style)
            if len(tried) > len(lines) or _torn(tried) > _torn(lines):
                break
            rooms[first : last + 1], lines = narrower, tried
        first = last + 1
    return lines


def _torn(lines: Sequence[Line]) -> int:
    """How many lines end where no line may, or are wider than their room."""
    return sum(line.ending in ("emergency", "overfull") for line in lines)


def _row(cells: Sequence[list[CellLine]], style: TableStyle, head: bool, leading: Length) -> Row:
    """A row as high as its highest cell: whole lines of the grid, or lines of the style's own leading
    with its air above and below, lower cells in the middle."""
    text = style.head if head else style.body
    step = leading if style.whole_lines else text.leading
    most = max([1, *map(len, cells)])
    air = 0 if style.whole_lines else style.pad_y
    first = first_baseline(step, (style.body if style.whole_lines else text).text.size)
    lines: list[CellLine] = []
    for cell in cells:
        lower = 0 if style.whole_lines else (most - len(cell)) * step // 2
        lines.extend(replace(line, y=air + lower + first + number * step) for number, line in enumerate(cell))
    return Row(tuple(lines), most * step + 2 * air, head)


def first_baseline(leading: Length, size: Length) -> Length:
    """From a line's top to its baseline: the em box stands in the middle of the line."""
    return (leading - size) // 2 + rise(size)


def table_rules(table: SetTable, rows: Sequence[Row], style: TableStyle) -> list[Fill | Rule]:
    """The tint and the rules of rows that stand below each other, from the first one's top-left."""
    ink, width = ink_of(style.colour), table.edges[-1]
    nodes: list[Fill | Rule] = []
    tops = [0]
    for row in rows:
        tops.append(tops[-1] + row.height)
    heads = sum(1 for row in rows if row.head)
    if style.head_tint is not None and heads:
        nodes.append(Fill(0, 0, width, tops[heads], ink_of(style.head_tint)))
    if style.rules is TableRules.NONE:
        return nodes
    three = style.rules is TableRules.THREE
    inner = [tops[heads]] if three and heads else [] if three else tops[1:-1]
    nodes.extend(_level(y, width, style.heavy, ink) for y in (tops[0], tops[-1]))
    nodes.extend(_level(y, width, style.weight, ink) for y in inner if tops[0] < y < tops[-1])
    if style.rules is TableRules.GRID:
        nodes.extend(Rule(x, tops[0], x, tops[-1], style.weight, ink) for x in table.edges)
    return nodes


def _level(y: Length, width: Length, weight: Length, ink: Ink) -> Rule:
    return Rule(0, y, width, y, weight, ink)
