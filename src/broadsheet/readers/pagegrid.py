"""The sheet and its grid: sizes and margins in, a Grid in page coordinates out."""

from __future__ import annotations

from dataclasses import dataclass

from broadsheet.geometry import Rect
from broadsheet.model.grid import Grid
from broadsheet.readers.report import Report, name_hints
from broadsheet.readers.schema import Definitions, JsonSchema, Key, Reading, Record
from broadsheet.readers.values import Either, Fixed, Measure, Whole, show_length, text_of
from broadsheet.readers.yamlnode import Node
from broadsheet.source import Span
from broadsheet.units import PT, Length, parse_length

#: Named sheets. Broadsheet is the 对开 of 390 x 540 mm, tabloid the 四开 of 280 x 390 mm.
SHEETS: dict[str, tuple[str, str]] = {
    "broadsheet": ("390mm", "540mm"),
    "tabloid": ("280mm", "390mm"),
    "a3": ("297mm", "420mm"),
    "a4": ("210mm", "297mm"),
}

_SMALLEST_SHEET: Length = parse_length("40mm")
#: PDF pages end at 200 inches.
_LARGEST_SHEET: Length = parse_length("200in")


@dataclass(frozen=True, slots=True)
class Margins:
    """The white around the type area; None where it follows from the rest."""

    top: Length | None = None
    bottom: Length | None = None
    left: Length | None = None
    right: Length | None = None
    inside: Length | None = None
    outside: Length | None = None

    def sided(self, left_page: bool) -> Margins:
        """With inside and outside made left and right; odd pages stand on the right."""
        inside, outside = self.inside, self.outside
        left, right = (outside, inside) if left_page else (inside, outside)
        return Margins(
            self.top,
            self.bottom,
            self.left if left is None else left,
            self.right if right is None else right,
        )


@dataclass(frozen=True, slots=True)
class RawPage:
    """The sheet as it was written."""

    size: tuple[Length, Length]
    bleed: Length = 0
    margins: Margins = Margins()


@dataclass(frozen=True, slots=True)
class RawGrid:
    """The grid as it was written."""

    columns: int = 5
    body: Length = 9 * PT
    leading: Length = 12_500
    column_gap: Length | None = None
    column_width: Length | None = None
    lines: int | None = None


@dataclass(frozen=True, slots=True)
class _SheetName:
    """A named sheet."""

    def read(self, node: Node, key: str, reading: Reading) -> tuple[Length, Length]:
        """Its width and height."""
        name = text_of(node, key, reading, "[width, height] or a sheet's name")
        if name not in SHEETS:
            reading.report.refuse(
                "E114",
                node.place.span,
                name_hints(name, SHEETS),
                key=key,
                value=name,
                choices=", ".join(SHEETS),
            )
        width, height = SHEETS[name]
        return parse_length(width), parse_length(height)

    def schema(self, shared: Definitions) -> JsonSchema:
        """One of the names."""
        return {"enum": list(SHEETS)}


@dataclass(frozen=True, slots=True)
class _SheetSize:
    """A sheet by its width and height."""

    def read(self, node: Node, key: str, reading: Reading) -> tuple[Length, Length]:
        """Width and height, within what a PDF page can be."""
        side = Measure()
        pair = Fixed((side, side), "[width, height] or a sheet's name")
        width, height = pair.read(node, key, reading)
        if max(width, height) > _LARGEST_SHEET:
            reading.report.refuse(
                "E209",
                node.place.span,
                width=show_length(width),
                height=show_length(height),
                most=show_length(_LARGEST_SHEET),
            )
        if min(width, height) < _SMALLEST_SHEET:
            low, high = show_length(_SMALLEST_SHEET), show_length(_LARGEST_SHEET)
            value = show_length(min(width, height))
            reading.report.refuse(
                "E115", node.place.span, key=key, value=value, low=low, high=high
            )
        return width, height

    def schema(self, shared: Definitions) -> JsonSchema:
        """Two lengths."""
        side = Measure().schema(shared)
        return {"type": "array", "prefixItems": [side, side], "minItems": 2, "items": False}


_MARGIN = Measure()

PAGE: Record[RawPage] = Record(
    RawPage,
    "page",
    {
        "size": Key(
            Either(_SheetName(), _SheetSize()),
            "the trimmed sheet: [width, height], broadsheet, tabloid, a3 or a4",
            required=True,
            stand_in=(1_105_512, 1_530_709),
        ),
        "bleed": Key(Measure(0, parse_length("50mm")), "ink beyond the trim; default 0"),
        "margins": Key(
            Record(
                Margins,
                "margins",
                {
                    "top": Key(_MARGIN, "above the type area"),
                    "bottom": Key(_MARGIN, "below it; not needed where the grid gives lines"),
                    "left": Key(_MARGIN, "left of it; default: centred where columns have a width"),
                    "right": Key(_MARGIN, "right of it"),
                    "inside": Key(_MARGIN, "at the fold: left on odd pages, right on even ones"),
                    "outside": Key(_MARGIN, "at the outer edge"),
                },
            ),
            "the white around the type area",
        ),
    },
)

GRID: Record[RawGrid] = Record(
    RawGrid,
    "grid",
    {
        "columns": Key(Whole(1, 40), "basic columns (基本栏); default 5"),
        "column_gap": Key(Measure(0, 100 * PT), "between them (栏间); default 1em"),
        "column_width": Key(
            Measure(10 * PT), "of each; default what the margins leave, divided evenly"
        ),
        "body": Key(Measure(4 * PT, 40 * PT), "body size: what em means here; default 9pt"),
        "leading": Key(
            Measure(4 * PT, 80 * PT), "baseline to baseline: what li means; default 12.5pt"
        ),
        "lines": Key(Whole(1, 1000), "lines of the type area; default what the margins leave"),
    },
    em="body",
    line="leading",
)


def make_grid(
    page: RawPage, raw: RawGrid, margins: Margins, report: Report, span: Span
) -> Grid:
    """Return the grid in page coordinates; refuses one that does not fit the sheet."""
    gap = raw.body if raw.column_gap is None else raw.column_gap
    x, width = _across(page, raw, margins, gap, report, span)
    column = (width - (raw.columns - 1) * gap) // raw.columns
    if column < raw.body:
        report.refuse("E202", span, columns=raw.columns, gap=show_length(gap))
    y, lines = _down(page, raw, margins, report, span)
    area = Rect(x, y, raw.columns * (column + gap) - gap, lines * raw.leading)
    return Grid(area, raw.columns, column, gap, lines, raw.leading, raw.body)


def _across(
    page: RawPage, raw: RawGrid, margins: Margins, gap: Length, report: Report, span: Span
) -> tuple[Length, Length]:
    """Left edge and width of the type area."""
    sheet = page.size[0]
    if raw.column_width is None:
        for side in ("left", "right"):
            if getattr(margins, side) is None:
                report.refuse("E112", span, key=f"{side} (or grid.column_width)", where="margins")
        width = sheet - (margins.left or 0) - (margins.right or 0)
        if width <= 0:
            report.refuse("E201", span)
        return margins.left or 0, width
    width = raw.columns * (raw.column_width + gap) - gap
    if width > sheet - (margins.left or 0) - (margins.right or 0):
        report.refuse("E202", span, columns=raw.columns, gap=show_length(gap))
    if margins.left is not None:
        return margins.left, width
    if margins.right is not None:
        return sheet - margins.right - width, width
    return (sheet - width) // 2, width


def _down(
    page: RawPage, raw: RawGrid, margins: Margins, report: Report, span: Span
) -> tuple[Length, int]:
    """Top edge and lines of the type area."""
    sheet = page.size[1]
    room = sheet - (margins.top or 0) - (margins.bottom or 0)
    if room < raw.leading:
        report.refuse("E201", span)
    if raw.lines is None:
        for side in ("top", "bottom"):
            if getattr(margins, side) is None:
                report.refuse("E112", span, key=f"{side} (or grid.lines)", where="margins")
        return margins.top or 0, room // raw.leading
    height = raw.lines * raw.leading
    if height > room:
        report.refuse(
            "E210",
            span,
            lines=raw.lines,
            leading=show_length(raw.leading),
            need=show_length(height),
            room=show_length(room),
        )
    if margins.top is not None:
        return margins.top, raw.lines
    if margins.bottom is not None:
        return sheet - margins.bottom - height, raw.lines
    return (sheet - height) // 2, raw.lines
