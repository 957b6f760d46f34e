"""Elements that furniture and ads are drawn from. Coordinates count from the hole's top-left."""

from __future__ import annotations

from typing import TypeAlias

from broadsheet.geometry import Rect, Writing
from broadsheet.model.style import Align, Colour, ParagraphStyle, TableStyle, TextStyle
from broadsheet.records import record
from broadsheet.units import Length


@record
class TextElement:
    """One or more single lines. ``y`` is the top of the first line's em box.

    The text may hold places such as ``{date}``; ``docs/formats.md`` lists them. ``width`` is what
    lines are aligned in; 0 is none: the line starts at ``x``. ``leading`` is baseline to baseline.

    Upright lines (``writing``) run down from ``y``, ``width`` is how far, and ``x`` is the left side
    of the first line's em box; the next line stands left of it.
    """

    x: Length
    y: Length
    width: Length
    lines: tuple[str, ...]
    style: TextStyle
    leading: Length
    align: Align = Align.START
    role: str = "furniture"
    writing: Writing = Writing.HORIZONTAL


@record
class TableElement:
    """A table (weather, markets, lottery): rows of texts with places, from (x, y) on, ``width`` wide.

    Rows are as long as ``columns``; the first ``head`` are headings. Rows on whole lines stand on the
    leading of the style's body.
    """

    x: Length
    y: Length
    width: Length
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[Align, ...]
    head: int
    style: TableStyle


@record
class ParagraphElement:
    """Paragraphs of running text, broken to ``width`` and cut off at nothing."""

    x: Length
    y: Length
    width: Length
    paragraphs: tuple[str, ...]
    style: ParagraphStyle


@record
class RuleElement:
    """A straight line from (x, y) to (x2, y2)."""

    x: Length
    y: Length
    x2: Length
    y2: Length
    weight: Length
    colour: Colour


@record
class FillElement:
    """A filled rectangle."""

    rect: Rect
    colour: Colour


@record
class ArtElement:
    """Outlines (a nameplate's calligraphy) scaled to stand inside ``rect``, keeping their ratio."""

    rect: Rect
    view: tuple[Length, Length, Length, Length]  # x, y, width, height, thousandths of SVG units
    outline: Outline
    colour: Colour


@record
class PictureElement:
    """A picture that fills ``rect``, cropped at its middle."""

    rect: Rect
    path: str


@record
class IndexElement:
    """导读: one line a story named in the page's ``index``, with its page number at the right, as
    ``number_text`` says it (the place ``{page}``); lines are ``leading`` apart."""

    x: Length
    y: Length
    width: Length
    style: TextStyle
    number_style: TextStyle
    leading: Length
    number_text: str = "{page}版"


@record
class PathSegment:
    """One step of an outline: ``move``/``line`` with one point, ``curve`` with three, ``close``."""

    kind: str
    points: tuple[tuple[Length, Length], ...]


Outline: TypeAlias = tuple[PathSegment, ...]

Element: TypeAlias = (
    TextElement
    | TableElement
    | ParagraphElement
    | RuleElement
    | FillElement
    | ArtElement
    | PictureElement
    | IndexElement
)
