"""What furniture and advertisements are drawn from: texts, tables, rules, fills, outlines, pictures."""

from __future__ import annotations

from collections.abc import Callable
from string import Formatter
from typing import Any

from broadsheet.geometry import Rect, Writing
from broadsheet.model.edition import PictureFile
from broadsheet.model.furniture import (
    ArtElement,
    Element,
    FillElement,
    IndexElement,
    ParagraphElement,
    PictureElement,
    RuleElement,
    TableElement,
    TextElement,
)
from broadsheet.model.style import BLACK, Align, Colour, Language, ParagraphStyle, TableStyle, TextStyle
from broadsheet.readers.files import Files
from broadsheet.readers.lists import Fixed, Lines, ListOf
from broadsheet.readers.report import RefusedError
from broadsheet.readers.schema import At, ByKey, Key, Located, Reading, Record
from broadsheet.readers.stylespecs import (
    COLOUR,
    PARAGRAPH,
    PLAIN_PARAGRAPH,
    PLAIN_TABLE,
    PLAIN_TEXT,
    TABLE,
    TEXT,
)
from broadsheet.readers.values import MOST_LENGTH, Choice, Measure, Style, Text, Whole
from broadsheet.readers.yamlnode import Node
from broadsheet.rows import NamedTuple
from broadsheet.source import Span
from broadsheet.units import PT, Length

_X = Measure(-MOST_LENGTH, MOST_LENGTH, 0)
_Y = Measure(-MOST_LENGTH, MOST_LENGTH, 1)
_WIDTH = Measure(0, MOST_LENGTH, 0)
_HEIGHT = Measure(0, MOST_LENGTH, 1)
_POINT = Fixed((_X, _Y), "[x, y]")
BOX = Fixed((_X, _Y, _WIDTH, _HEIGHT), "[x, y, width, height]")

_COLOUR = Style("colour", lambda: COLOUR)
_TEXT = Style("text", lambda: TEXT)
_ORIGIN = (0, 0)


class Place(NamedTuple):
    """A ``{name}`` in a furniture text, to be checked against what each page can fill in."""

    name: str
    span: Span
    where: str


class ElementContext:
    """What reading elements needs and collects."""

    def __init__(self, files: Files, pictures: Callable[[Located[str]], PictureFile]) -> None:
        self.files = files
        self.pictures = pictures
        self.places: list[Place] = []


class _RawText(NamedTuple):
    lines: Located[tuple[str, ...]]
    at: tuple[Length, Length]
    style: TextStyle
    width: Length = 0
    leading: Length | None = None
    align: Align = Align.START
    role: str = "furniture"
    writing: Writing = Writing.HORIZONTAL


class _RawTable(NamedTuple):
    rows: tuple[tuple[Located[str], ...], ...]
    at: tuple[Length, Length]
    width: Length
    style: TableStyle
    columns: tuple[Align, ...] = ()
    head: int = 1


class _RawParagraphs(NamedTuple):
    paragraphs: Located[tuple[str, ...]]
    at: tuple[Length, Length]
    width: Length
    style: ParagraphStyle


class _RawArt(NamedTuple):
    art: Located[str]
    box: tuple[Length, Length, Length, Length]
    colour: Colour = BLACK


class _RawPicture(NamedTuple):
    picture: Located[str]
    box: tuple[Length, Length, Length, Length]


_AT = Key(_POINT, "[x, y] from the top-left corner", required=True, stand_in=_ORIGIN)
_BOX = Key(BOX, "[x, y, width, height]", required=True, stand_in=(0, 0, 0, 0))
_NO_LINES: Located[tuple[str, ...]] = Located((), Span("", 0, 0))
_NO_FILE: Located[str] = Located("", Span("", 0, 0))


_Four = tuple[Length, Length, Length, Length]


def _rule(rule: _Four, weight: Length = 300, colour: Colour = BLACK) -> RuleElement:
    x, y, x2, y2 = rule
    return RuleElement(x, y, x2, y2, weight, colour)


def _fill(fill: _Four, colour: Colour = BLACK) -> FillElement:
    return FillElement(Rect(*fill), colour)


def _vertical(**values: Any) -> _RawText:
    return _RawText(**values, writing=Writing.UPRIGHT)


_NUMBER_TEXTS = {Language.JA: "{page}面", Language.KO: "{page}면"}


def _index(index: tuple[Length, Length], **values: Any) -> IndexElement:
    number_style = values.setdefault("number_style", values["style"])
    if number_style.language in _NUMBER_TEXTS:
        values.setdefault("number_text", _NUMBER_TEXTS[number_style.language])
    values.setdefault("leading", values["style"].size * 3 // 2)
    return IndexElement(index[0], index[1], **values)


_STYLE = Key(_TEXT, "a text style", required=True, stand_in=PLAIN_TEXT)
_ROLE = Key(
    Text(), "what the text is; a hole whose texts all are folio is told as the folio line (报眉)"
)
_LEADING = Key(Measure(PT, 600 * PT), "baseline to baseline; default 150% of the size")

ELEMENT = ByKey(
    {
        "text": Record(
            _RawText,
            "text element",
            {
                "text": Key(
                    At(Lines()), "one line or several, with places such as {date}",
                    required=True, stand_in=_NO_LINES, field="lines",
                ),
                "at": _AT,
                "style": _STYLE,
                "width": Key(_WIDTH, "what it is aligned in; default none, it starts at x"),
                "leading": _LEADING,
                "align": Key(Choice(Align), "start (default), centre, end or spread"),
                "role": _ROLE,
            },
        ),
        "vertical": Record(
            _vertical,
            "vertical element",
            {
                "vertical": Key(
                    At(Lines()), "one line that runs down, or several from right to left",
                    required=True, stand_in=_NO_LINES, field="lines",
                ),
                "at": Key(
                    _POINT, "[x, y]: the top-left corner of the first line", required=True, stand_in=_ORIGIN
                ),
                "style": _STYLE,
                "height": Key(_HEIGHT, "what it is aligned in; default none, it starts at y", field="width"),
                "leading": _LEADING,
                "align": Key(Choice(Align), "start (default), centre, end or spread"),
                "role": _ROLE,
            },
        ),
        "table": Record(
            _RawTable,
            "table element",
            {
                "table": Key(
                    ListOf(ListOf(At(Text()), least=1), least=1),
                    "its rows: lists of texts, with places such as {date}",
                    required=True, stand_in=(), field="rows",
                ),
                "at": _AT,
                "width": Key(_WIDTH, "how wide it is", required=True, stand_in=100 * PT),
                "style": Key(
                    Style("table", lambda: TABLE), "a table style", required=True, stand_in=PLAIN_TABLE
                ),
                "columns": Key(
                    ListOf(Choice(Align)), "how each column stands; end: by decimal points; default start"
                ),
                "head": Key(Whole(0, 9), "how many rows are headings; default 1"),
            },
        ),
        "paragraphs": Record(
            _RawParagraphs,
            "paragraphs element",
            {
                "paragraphs": Key(
                    At(Lines()), "running text, one line a paragraph",
                    required=True, stand_in=_NO_LINES,
                ),
                "at": _AT,
                "width": Key(_WIDTH, "the measure", required=True, stand_in=100 * PT),
                "style": Key(
                    Style("paragraph", lambda: PARAGRAPH), "a paragraph style",
                    required=True, stand_in=PLAIN_PARAGRAPH,
                ),
            },
        ),
        "rule": Record(
            _rule,
            "rule element",
            {
                "rule": Key(
                    Fixed((_X, _Y, _X, _Y), "[x, y, x2, y2]"), "from (x, y) to (x2, y2)",
                    required=True, stand_in=(0, 0, 0, 0),
                ),
                "weight": Key(Measure(0, 100 * PT), "its thickness; default 0.3pt"),
                "colour": Key(_COLOUR, "default black"),
            },
        ),
        "fill": Record(
            _fill,
            "fill element",
            {
                "fill": Key(BOX, "a filled rectangle", required=True, stand_in=(0, 0, 0, 0)),
                "colour": Key(_COLOUR, "default black"),
            },
        ),
        "art": Record(
            _RawArt,
            "art element",
            {
                "art": Key(
                    At(Text()), "an SVG file of paths, from the edition's folder",
                    required=True, stand_in=_NO_FILE,
                ),
                "box": _BOX,
                "colour": Key(_COLOUR, "default black"),
            },
        ),
        "picture": Record(
            _RawPicture,
            "picture element",
            {
                "picture": Key(
                    At(Text()), "a picture file, from the edition's folder",
                    required=True, stand_in=_NO_FILE,
                ),
                "box": _BOX,
            },
        ),
        "index": Record(
            _index,
            "index element",
            {
                "index": Key(
                    _POINT, "[x, y] of the page's index (导读)", required=True, stand_in=_ORIGIN
                ),
                "width": Key(_WIDTH, "page numbers end here", required=True, stand_in=0),
                "style": _STYLE,
                "number_style": Key(_TEXT, "of the page numbers; default: style"),
                "number_text": Key(
                    Text(), "how a page is named; default {page}版, in Japanese {page}面, in Korean {page}면"
                ),
                "leading": _LEADING,
            },
        ),
    }
)

ELEMENTS = ListOf(ELEMENT)


def read_elements(
    node: Node, key: str, reading: Reading, context: ElementContext
) -> tuple[Element, ...]:
    """Return the elements of a list; ``reading.box`` is the size of the hole they stand in."""
    try:
        raw = ELEMENTS.read(node, key, reading)
    except RefusedError:
        return ()
    made: list[Element] = []
    for item in raw:
        try:
            made.append(_element(item, key, context))
        except RefusedError:
            continue
    return tuple(made)


def _element(raw: Any, key: str, context: ElementContext) -> Element:
    if isinstance(raw, _RawText):
        _note_places(raw.lines, key, context)
        style = raw.style
        leading = style.size * 3 // 2 if raw.leading is None else raw.leading
        return TextElement(
            raw.at[0], raw.at[1], raw.width, raw.lines.value, style, leading, raw.align, raw.role, raw.writing
        )
    if isinstance(raw, _RawTable):
        return _table(raw, key, context)
    if isinstance(raw, _RawParagraphs):
        words = raw.paragraphs.value
        return ParagraphElement(raw.at[0], raw.at[1], raw.width, words, raw.style)
    if isinstance(raw, _RawArt):
        return _art(raw, context.files)
    if isinstance(raw, _RawPicture):
        context.pictures(raw.picture)
        return PictureElement(Rect(*raw.box), raw.picture.value)
    assert isinstance(raw, (RuleElement, FillElement, IndexElement))
    return raw


def _table(raw: _RawTable, key: str, context: ElementContext) -> TableElement:
    """A table whose rows are as long as its longest, with empty cells at their ends."""
    if not any(raw.rows):  # said already
        raise RefusedError
    for row in raw.rows:
        for cell in row:
            _note_places(Located((cell.value,), cell.span), key, context)
    count = max(map(len, raw.rows))
    rows = tuple((*(cell.value for cell in row), *("",) * (count - len(row))) for row in raw.rows)
    columns = (*raw.columns, *(Align.START,) * count)[:count]
    head = min(raw.head, len(rows))
    return TableElement(raw.at[0], raw.at[1], raw.width, rows, columns, head, raw.style)


def _note_places(words: Located[tuple[str, ...]], key: str, context: ElementContext) -> None:
    for line in words.value:
        try:
            names = [part[1] for part in Formatter().parse(line)]
        except ValueError:  # a brace without its partner
            names = [line]
        context.places.extend(Place(name, words.span, key) for name in names if name is not None)


def _art(raw: _RawArt, files: Files) -> ArtElement:
    from broadsheet.readers.svgpath import outline_of  # noqa: PLC0415  late: few papers draw one

    view, outline = outline_of(raw.art, files)
    return ArtElement(Rect(*raw.box), view, outline, raw.colour)
