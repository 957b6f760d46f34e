"""The sheet and its grid: sizes and margins in, a Grid in page coordinates out."""

from __future__ import annotations

from collections.abc import Callable

from broadsheet.geometry import Rect
from broadsheet.model.grid import Grid
from broadsheet.readers.lists import Fixed
from broadsheet.readers.report import RefusedError, Report, name_hints
from broadsheet.readers.schema import Definitions, JsonSchema, Key, Reading, Record
from broadsheet.readers.values import Either, Flag, Measure, Whole, show_length, text_of
from broadsheet.readers.yamlnode import Node
from broadsheet.rows import NamedTuple
from broadsheet.source import Span
from broadsheet.units import PT, Length, parse_length

#: Named sheets. Broadsheet is the 对开 of 390 x 540 mm, tabloid the 四开 of 280 x 390 mm.
SHEETS: dict[str, tuple[str, str]] = {
    "broadsheet": ("390mm", "540mm"),
    "tabloid": ("280mm", "390mm"),
    "a3": ("297mm", "420mm"),
    "a4": ("210mm", "297mm"),
}

#: Of a sheet. PDF pages end at 200 inches.
_SIDE = Measure(parse_length("40mm"), parse_length("200in"))


class Margins(NamedTuple):
    """The white around the type area; None where it follows from the rest."""

    top: Length | None = None
    bottom: Length | None = None
    left: Length | None = None
    right: Length | None = None
    inside: Length | None = None
    outside: Length | None = None

    def around_spread(self) -> Margins:
        """Of two pages side by side: both outer edges are outside."""
        left = self.outside if self.left is None else self.left
        right = self.outside if self.right is None else self.right
        return Margins(self.top, self.bottom, left, right)

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


class RawPage(NamedTuple):
    """The sheet as it was written."""

    size: tuple[Length, Length]
    bleed: Length = 0
    margins: Margins = Margins()
    spread: bool = False

    def whole(self, left_page: bool) -> RawPage:
        """The page with its own margins; for a spread the sheet of both pages."""
        if not self.spread:
            return self._replace(margins=self.margins.sided(left_page))
        width, height = self.size
        return self._replace(size=(2 * width, height), margins=self.margins.around_spread())


class RawGrid(NamedTuple):
    """The grid as it was written."""

    columns: int = 5
    body: Length = 9 * PT
    leading: Length = 12_500
    column_gap: Length | None = None
    column_width: Length | None = None
    lines: int | None = None


class SheetName:
    """A named sheet."""

    def read(self, node: Node, key: str, reading: Reading) -> tuple[Length, Length]:
        """Its width and height."""
        name = text_of(node, key, reading, "[width, height] or a sheet's name")
        if name not in SHEETS:
            raise reading.report.refused(
                "E114",
                node.place.span,
                name_hints(name, SHEETS),
                key=key,
                value=name,
                choices=", ".join(SHEETS),
            )
        width, height = SHEETS[name]
        return parse_length(width), parse_length(height)

    def schema(self, _: Definitions) -> JsonSchema:
        """One of the names."""
        return {"enum": list(SHEETS)}


class SheetSize:
    """A sheet by its width and height."""

    def read(self, node: Node, key: str, reading: Reading) -> tuple[Length, Length]:
        """Width and height, within what a PDF page can be."""
        return Fixed((_SIDE, _SIDE), "[width, height] or a sheet's name").read(node, key, reading)

    def schema(self, shared: Definitions) -> JsonSchema:
        """Two lengths."""
        side = _SIDE.schema(shared)
        return {"type": "array", "prefixItems": [side, side], "minItems": 2, "items": False}


_MARGIN = Measure()
_WRONG_MARGIN: Length = 30 * PT  # stands in for a margin that cannot be read


def _margin(about: str) -> Key:
    return Key(_MARGIN, about, stand_in=_WRONG_MARGIN)


def _margins(like: Length | None = None, **sides: Length) -> Margins:
    """Those of the sides that are named, and one for all others: inside and outside, so that the left or the
    right one may be named."""
    every = {} if like is None else dict.fromkeys(("top", "bottom", "inside", "outside"), like)
    return Margins(**{**every, **sides})


class AllSides:
    """One margin for all sides."""

    def read(self, node: Node, key: str, reading: Reading) -> Margins:
        """The margins."""
        return _margins(_MARGIN.read(node, key, reading))

    def schema(self, shared: Definitions) -> JsonSchema:
        """A length."""
        return _MARGIN.schema(shared)


MARGINS: Record[Margins] = Record(
    _margins,
    "margins",
    {
        "top": _margin("above the type area"),
        "bottom": _margin("below it; not needed where the grid gives lines"),
        "left": _margin("left of it; default: centred where columns have a width"),
        "right": _margin("right of it"),
        "inside": _margin("at the fold: left on odd pages, right on even ones"),
        "outside": _margin("at the outer edge"),
        "like": _margin("of all sides that are not named"),
    },
)

PAGE: Record[RawPage] = Record(
    RawPage,
    "page",
    {
        "size": Key(
            Either(SheetName(), SheetSize()),
            "the trimmed sheet: [width, height], broadsheet, tabloid, a3 or a4",
            required=True,
            stand_in=(1_105_512, 1_530_709),
        ),
        "bleed": Key(Measure(0, parse_length("50mm")), "ink beyond the trim; default 0"),
        "margins": Key(
            Either(AllSides(), MARGINS),
            "the white around the type area: one length for all sides, or the sides by name",
            stand_in=_margins(_WRONG_MARGIN),
        ),
        "spread": Key(Flag(), "two such sheets side by side are made up as one (跨版); default false"),
    },
    partial=True,
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
        "body": Key(
            Measure(4 * PT, 40 * PT, says=("em", "li")), "body size: what em means here; default 9pt"
        ),
        "leading": Key(
            Measure(4 * PT, 80 * PT, says=("li",)), "baseline to baseline: what li means; default 12.5pt"
        ),
        "lines": Key(Whole(1, 1000), "lines of the type area; default what the margins leave"),
    },
    em="body",
    line="leading",
)


class GridMaker(NamedTuple):
    """Puts a grid on its sheet. ``where`` gives the place of a written value, by its keys."""

    page: RawPage
    raw: RawGrid
    margins: Margins
    report: Report
    where: Callable[..., Span]

    def make(self) -> Grid:
        """The grid in page coordinates; refuses one that does not fit the sheet."""
        raw = self.raw
        if self.report.is_wrong(self.where("grid", "columns")):  # no hole is judged by a stand-in's
            raise RefusedError
        gap = raw.body if raw.column_gap is None else raw.column_gap
        x, width = self._across(gap)
        column = (width - (raw.columns - 1) * gap) // raw.columns
        if column < raw.body:
            raise self._too_many_columns(gap)
        y, lines = self._down()
        area = Rect(x, y, raw.columns * (column + gap) - gap, lines * raw.leading)
        self._check_fold(x, column, gap)
        if raw.leading < raw.body:
            body, leading = show_length(raw.body), show_length(raw.leading)
            self.report.add("W215", self.where("grid", "leading"), body=body, leading=leading)
        return Grid(area, raw.columns, column, gap, lines, raw.leading, raw.body)

    def _check_fold(self, x: Length, column: Length, gap: Length) -> None:
        """Nobody reads a column that is folded."""
        fold = self.page.size[0] // 2
        index, rest = divmod(fold - x, column + gap)
        if self.page.spread and 0 <= index < self.raw.columns and 0 < rest < column:
            self.report.add("W429", self.where("grid", "columns"), what=f"column {index}")

    def _across(self, gap: Length) -> tuple[Length, Length]:
        """Left edge and width of the type area."""
        raw, left, right = self.raw, self.margins.left, self.margins.right
        sheet = self.page.size[0]
        room = sheet - (left or 0) - (right or 0)
        if room <= 0:
            raise self.report.refused("E201", self.where("page", "margins"))
        if raw.column_width is None:
            if left is None or right is None:
                raise self._missing("left" if left is None else "right", "column_width")
            return left, room
        width = raw.columns * (raw.column_width + gap) - gap
        if width > room:
            raise self._too_many_columns(gap)
        if left is not None and right is not None:
            self._tell_white("W217", width, room, raw.body)
        if (left is None) == (right is None):
            return (left or 0) + (room - width) // 2, width
        return (sheet - (right or 0) - width if left is None else left), width

    def _down(self) -> tuple[Length, int]:
        """Top edge and lines of the type area."""
        raw, top, bottom = self.raw, self.margins.top, self.margins.bottom
        sheet = self.page.size[1]
        room = sheet - (top or 0) - (bottom or 0)
        if room < raw.leading:
            raise self.report.refused("E201", self.where("page", "margins"))
        if raw.lines is None:
            if top is None or bottom is None:
                raise self._missing("top" if top is None else "bottom", "lines")
            return top, room // raw.leading
        height = raw.lines * raw.leading
        if height > room:
            raise self.report.refused(
                "E210",
                self.where("grid", "lines"),
                lines=raw.lines,
                leading=show_length(raw.leading),
                need=show_length(height),
                room=show_length(room),
            )
        if top is not None:
            if bottom is not None:
                self._tell_white("W218", height, room, raw.leading)
            return top, raw.lines
        return ((sheet - height) // 2 if bottom is None else sheet - bottom - height), raw.lines

    def _tell_white(self, code: str, need: Length, room: Length, most: Length) -> None:
        """Tell where a margin is wider than it says: what is left over is more than ``most``."""
        if room - need > most:
            found = self.where("page", "margins")
            self.report.add(code, found, need=show_length(need), room=show_length(room))

    def _too_many_columns(self, gap: Length) -> RefusedError:
        span = self.where("grid", "columns")
        return self.report.refused("E202", span, columns=self.raw.columns, gap=show_length(gap))

    def _missing(self, side: str, instead: str) -> RefusedError:
        if self.report.is_wrong(self.where("grid", instead)):  # what would do instead is there, and was told
            return RefusedError()
        key = f"{side} | grid.{instead}"
        return self.report.refused("E112", self.where("page"), keys=key, where="page.margins")
