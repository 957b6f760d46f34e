"""The page's columns and baselines."""

from __future__ import annotations

from broadsheet.geometry import EM_MIDDLE, Rect
from broadsheet.records import record
from broadsheet.units import Length


@record
class GridSpan:
    """A rectangle of whole columns and whole lines; counts from 0, never empty."""

    column: int
    columns: int
    line: int
    lines: int

    def __post_init__(self) -> None:
        if self.column < 0 or self.line < 0 or self.columns < 1 or self.lines < 1:
            raise ValueError(f"empty or negative span {self}")

    @property
    def end_column(self) -> int:
        """The first column to the right of the span."""
        return self.column + self.columns

    @property
    def end_line(self) -> int:
        """The first line below the span."""
        return self.line + self.lines

    def overlaps(self, other: GridSpan) -> bool:
        """True where the two share a cell of the grid."""
        return (
            self.column < other.end_column
            and other.column < self.end_column
            and self.line < other.end_line
            and other.line < self.end_line
        )

    def common(self, other: GridSpan) -> GridSpan | None:
        """The cells that the two share; None where they share none."""
        if not self.overlaps(other):
            return None
        column, line = max(self.column, other.column), max(self.line, other.line)
        columns = min(self.end_column, other.end_column) - column
        return GridSpan(column, columns, line, min(self.end_line, other.end_line) - line)

    def contains(self, other: GridSpan) -> bool:
        """True where every cell of ``other`` is one of its own."""
        return (
            self.column <= other.column
            and other.end_column <= self.end_column
            and self.line <= other.line
            and other.end_line <= self.end_line
        )


@record
class Grid:
    """The page's columns and baselines (基本栏, 行格), in page coordinates.

    ``em`` is the body size that ``em`` means in a spec. Line n occupies ``leading`` from
    ``type_area.y + n * leading``; type of the body size stands in its middle.
    """

    type_area: Rect
    columns: int
    column_width: Length
    column_gap: Length
    lines: int
    leading: Length
    em: Length

    @property
    def white(self) -> Length:
        """Between a line's edge and the em box in its middle: half of what the type leaves of the leading."""
        return (self.leading - self.em) // 2

    def upright_lines(self, width: Length) -> int:
        """How many lines that run down stand in a width, the outer ones level with type at its edges."""
        return max(1, (width + 2 * self.white) // self.leading)

    def rect(self, span: GridSpan) -> Rect:
        """The page rectangle of a span."""
        step = self.column_width + self.column_gap
        return Rect(
            self.type_area.x + span.column * step,
            self.type_area.y + span.line * self.leading,
            span.columns * step - self.column_gap,
            span.lines * self.leading,
        )

    def top(self, line: int) -> Length:
        """The upper edge of a line's room."""
        return self.type_area.y + line * self.leading

    def baseline(self, line: int) -> Length:
        """The baseline of a line of body type: its em box is centred in the line."""
        return self.top(line) + (self.leading + 2 * EM_MIDDLE * self.em // 1000) // 2
