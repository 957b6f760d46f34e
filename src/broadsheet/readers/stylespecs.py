"""What a style sheet may say: one record a kind of style."""

from __future__ import annotations

from enum import Enum
from typing import Any

from broadsheet.model.spacing import Hangul, Kinsoku, Marks, Side, Sign, Spacing
from broadsheet.model.style import (
    Align,
    Border,
    Breaker,
    Colour,
    DisplayStyle,
    FaceRef,
    FrameStyle,
    HeadlineStyle,
    Language,
    LineStyle,
    LogoPlace,
    LogoStyle,
    ParagraphStyle,
    TableRules,
    TableStyle,
    TextStyle,
)
from broadsheet.readers.expression import Expression
from broadsheet.readers.lists import ListOf
from broadsheet.readers.schema import Key, Named, Record, Table
from broadsheet.readers.values import Choice, Flag, Measure, Percent, SpotName, Style, Text, Whole
from broadsheet.units import PT, Length

SMALLEST_TYPE: Length = 2 * PT
LARGEST_TYPE: Length = 600 * PT

#: What stands in where a style is wrong, so that the rest can still be checked.
PLAIN_TEXT = TextStyle(FaceRef("Broadsheet Song"), 9 * PT)
PLAIN_PARAGRAPH = ParagraphStyle(PLAIN_TEXT, PLAIN_TEXT, PLAIN_TEXT, PLAIN_TEXT, 12_500)
PLAIN_DISPLAY = DisplayStyle(PLAIN_TEXT, (9 * PT,))
PLAIN_HEADLINE = HeadlineStyle(PLAIN_DISPLAY, PLAIN_DISPLAY, PLAIN_DISPLAY)
PLAIN_TABLE = TableStyle(PLAIN_PARAGRAPH, PLAIN_PARAGRAPH)

_INK = Percent(0, 1000)


def _colour(c: int = 0, m: int = 0, y: int = 0, k: int = 0, spot: str = "") -> Colour:
    return Colour(c, m, y, k, spot)


COLOUR: Record[Colour] = Record(
    _colour,
    "colour",
    {
        "c": Key(_INK, "cyan, per cent; default 0%"),
        "m": Key(_INK, "magenta, per cent; default 0%"),
        "y": Key(_INK, "yellow, per cent; default 0%"),
        "k": Key(_INK, "black, per cent; default 0%"),
        "spot": Key(
            SpotName(), "a spot ink (专色) by its name, PANTONE 485 C; the inks above are what it looks like"
        ),
    },
)

TEXT: Record[TextStyle] = Record(
    TextStyle,
    "text style",
    {
        "face": Key(
            Style("face"),
            "family and weight of Han and marks: Broadsheet Song 700",
            required=True,
            stand_in=PLAIN_TEXT.face,
        ),
        "size": Key(
            Measure(SMALLEST_TYPE, LARGEST_TYPE),
            "type size; 1em is the grid's body size",
            required=True,
            stand_in=PLAIN_TEXT.size,
        ),
        "latin": Key(Style("face"), "family and weight of Latin and figures; default: the face's"),
        "latin_scale": Key(Percent(500, 2000), "size of Latin and figures; default 100%"),
        "latin_shift": Key(Percent(-500, 500), "Latin raised by this part of the size; default 0%"),
        "colour": Key(Style("colour", lambda: COLOUR), "ink; default black"),
        "condense": Key(Percent(500, 1500), "horizontal scale; default 100%"),
        "tracking": Key(Measure(-100 * PT, 100 * PT), "added after every character; default 0"),
        "dots": Key(Flag(), "a dot to each character (着重号); default false"),
        "vertical": Key(Flag(), "for lines that run down; a vertical hole sets it itself"),
        "level": Key(Whole(1, 4), "figures side by side in a cell of a vertical line; default 2"),
        "language": Key(Choice(Language), "whose marks and breaks; default: the sheet's, or zh-Hans"),
    },
    em="size",
    like=True,
)

_TEXT = Style("text", lambda: TEXT)
_PER_EM = Percent(0, 2000)

_WIDTH = Percent(500, 1000)

SIGN: Record[Sign] = Record(
    Sign,
    "single mark",
    {
        "width": Key(_WIDTH, "of a full-width character, of an em; default: as its style has it"),
        "least": Key(_WIDTH, "to which it may be squeezed"),
        "side": Key(Choice(Side), "where its white is: start, end or both"),
        "line_start": Key(Flag(), "may it start a line"),
        "line_end": Key(Flag(), "may it end a line"),
        "hang": Key(Flag(), "does it hang outside the measure at a line's end"),
    },
)


def _spacing(signs: tuple[Named[Sign], ...] = (), **values: Any) -> Spacing:
    return Spacing(**values, signs=tuple(sorted((sign.name, sign.value) for sign in signs)))


SPACING: Record[Spacing] = Record(
    _spacing,
    "spacing",
    {
        "marks": Key(Choice(Marks), "width of punctuation: kaiming (default), full or half"),
        "kinsoku": Key(Choice(Kinsoku), "line-start and line-end rules: none, basic, gb (default), strict"),
        "han_latin": Key(_PER_EM, "gap between Han and Latin, of an em; default 12.5%"),
        "han_figure": Key(_PER_EM, "gap between Han and figures; default 12.5%"),
        "gap_least": Key(_PER_EM, "to which these gaps may shrink; default 0%"),
        "gap_most": Key(_PER_EM, "to which these gaps may grow; default 20%"),
        "stop_width": Key(_PER_EM, "width of sentence ends in kaiming; default 85%"),
        "stop_least": Key(_PER_EM, "to which they may be squeezed; default 50%"),
        "han_gap_shrink": Key(_PER_EM, "last remedy: Han moved together; default 0%"),
        "han_gap_stretch": Key(_PER_EM, "loosest gap between Han not reported; default 12.5%"),
        "hang": Key(Flag(), "，、。 hang outside the measure at a line's end; default false"),
        "trim_line_start": Key(Flag(), "opening marks lose their white at a line's start; default true"),
        "trim_line_end": Key(Flag(), "marks lose theirs at a line's end; default false"),
        "hangul": Key(Choice(Hangul), "where Korean breaks: spaces (default) or anywhere"),
        "signs": Key(Table(SIGN, letters=True), "exceptions for single marks, by character"),
    },
    like=True,
)


def _paragraph(text: TextStyle, **values: Any) -> ParagraphStyle:
    faces = {part: values.pop(part, text) for part in ("lead", "quote", "dateline")}
    return ParagraphStyle(text, **faces, **values)


PARAGRAPH: Record[ParagraphStyle] = Record(
    _paragraph,
    "paragraph style",
    {
        "text": Key(_TEXT, "its characters", required=True, stand_in=PLAIN_TEXT),
        "lead": Key(_TEXT, "run-in leads and **bold**; default: as text"),
        "quote": Key(_TEXT, "*emphasis*; default: as text"),
        "dateline": Key(_TEXT, "a story's `dateline`, or words found by dateline_patterns; default: as text"),
        "leading": Key(
            Measure(SMALLEST_TYPE, LARGEST_TYPE),
            "of captions, pull quotes, cells and furniture; a story's text stands on the grid's lines",
            required=True,
            stand_in=12_500,
        ),
        "indent": Key(Measure(), "of the first line; default 0"),
        "hang_indent": Key(Measure(), "of the lines after it; default 0"),
        "align": Key(Choice(Align), "justified (default), start, centre, end or spread"),
        "spacing": Key(SPACING, "marks, figures and Latin, and how far a line may give"),
        "breaker": Key(Choice(Breaker), "how lines are broken: first-fit (default) or optimum-fit"),
        "hyphenate": Key(Flag(), "may Latin words be hyphenated; default true"),
        "dateline_patterns": Key(
            ListOf(Expression(), single=True),
            "regular expressions for the words that open a story, "
            "200 characters at the most: 本报讯（记者 …）",
        ),
        "shortest_measure": Key(Measure(), "no line is set narrower than this; default 0"),
    },
    em="text",
    line="leading",
    like=True,
)

DISPLAY: Record[DisplayStyle] = Record(
    DisplayStyle,
    "headline part",
    {
        "text": Key(_TEXT, "its characters", required=True, stand_in=PLAIN_TEXT),
        "sizes": Key(
            ListOf(Measure(SMALLEST_TYPE, LARGEST_TYPE), single=True, least=1),
            "type sizes, largest first; the first at which every line fits is taken",
            required=True,
            stand_in=(9 * PT,),
        ),
        "leading": Key(Percent(800, 3000), "between its lines, of the size; default 115%"),
        "align": Key(Choice(Align), "centre (default), start, end or spread"),
        "fill": Key(
            Percent(0, 1000), "spread a line that nearly fills by up to this at each gap; default 0%"
        ),
    },
    em="text",
    partial=True,
)


class Direction(Enum):
    """Which way lines run."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


_AGAIN = {Language.ZH_HANT: "{column}（續）", Language.JA: "{column}（続き）", Language.KO: "{column}(계속)"}


def _logo(text: TextStyle, writing: Direction = Direction.HORIZONTAL, **values: Any) -> LogoStyle:
    if text.language in _AGAIN:
        values.setdefault("again", _AGAIN[text.language])
    return LogoStyle(text, vertical=writing is Direction.VERTICAL, **values)


LOGO: Record[LogoStyle] = Record(
    _logo,
    "logo",
    {
        "text": Key(_TEXT, "its characters", required=True, stand_in=PLAIN_TEXT),
        "frame": Key(Style("frame", lambda: FRAME), "border and tint of its plate; default none"),
        "pad_x": Key(Measure(0, 100 * PT), "between its words and the plate's sides; default 0"),
        "pad_y": Key(Measure(0, 100 * PT), "above and below its words; default 0"),
        "again": Key(Text(), "over a part on another page; default {column}（续） in its language"),
        "art": Key(Measure(0, 600 * PT), "height of a name that was drawn; default 250% of the text"),
        "place": Key(Choice(LogoPlace), "over the headline (default), or beside it at its left"),
        "gap": Key(Measure(0, 100 * PT), "between it and a headline beside it; default 0"),
        "align": Key(Choice(Align), "where it stands over a headline: start (default), centre or end"),
        "writing": Key(Choice(Direction), "horizontal (default) or vertical"),
    },
    em="text",
    partial=True,
)


def _headline(main: DisplayStyle, **values: Any) -> HeadlineStyle:
    kicker, deck = values.pop("kicker", main), values.pop("deck", main)
    return HeadlineStyle(main, kicker, deck, **values)


_AIR = Percent(0, 20_000)

HEADLINE: Record[HeadlineStyle] = Record(
    _headline,
    "headline style",
    {
        "main": Key(DISPLAY, "the main line (主题)", required=True, stand_in=PLAIN_DISPLAY),
        "kicker": Key(DISPLAY, "above it (引题); default: as main"),
        "deck": Key(DISPLAY, "below it (副题); default: as main"),
        "logo": Key(LOGO, "the plate with the column's name (栏目) over it; default none"),
        "air_above": Key(_AIR, "of a body line, above the package; default 50%"),
        "air_between": Key(_AIR, "of a body line, between its parts; default 40%"),
        "air_below": Key(_AIR, "of a body line, before the text; default 80%"),
        "air_most": Key(Whole(0, 50), "lines it may grow by over short copy; default 2"),
    },
    like=True,
)

LINE: Record[LineStyle] = Record(
    LineStyle,
    "line style",
    {
        "text": Key(_TEXT, "its characters", required=True, stand_in=PLAIN_TEXT),
        "align": Key(Choice(Align), "start (default), centre, end, justified or spread"),
        "before": Key(Whole(0, 50), "empty body lines before; default 0"),
        "after": Key(Whole(0, 50), "empty body lines after; default 0"),
        "indent": Key(Measure(), "default 0"),
    },
    em="text",
    like=True,
)

_COLOUR = Style("colour", lambda: COLOUR)

FRAME: Record[FrameStyle] = Record(
    FrameStyle,
    "frame style",
    {
        "weight": Key(Measure(0, 50 * PT), "of the border; default 0, none"),
        "outer": Key(Measure(0, 50 * PT), "weight of a second line outside it (文武线); default 0"),
        "gap": Key(Measure(0, 50 * PT), "between the two; default 0"),
        "colour": Key(_COLOUR, "of the border; default black"),
        "tint": Key(_COLOUR, "behind the text; default none"),
        "inset_x": Key(Measure(), "between border and text at the sides; default 9pt"),
        "inset_lines": Key(Whole(0, 50), "whole lines at head and foot; default 1"),
        "border": Key(Choice(Border), "solid (default), dotted, or an ornament (花边) weight deep"),
        "radius": Key(Measure(0, 100 * PT), "of round corners of lines and tint; default 0"),
    },
    like=True,
)

_PARAGRAPH = Style("paragraph", lambda: PARAGRAPH)


def _table(body: ParagraphStyle, **values: Any) -> TableStyle:
    values.setdefault("head", body)
    return TableStyle(body=body, **values)


TABLE: Record[TableStyle] = Record(
    _table,
    "table style",
    {
        "body": Key(_PARAGRAPH, "its cells", required=True, stand_in=PLAIN_PARAGRAPH),
        "head": Key(_PARAGRAPH, "its headings; default: as body"),
        "rules": Key(Choice(TableRules), "three (三线表, default), grid, rows or none"),
        "weight": Key(Measure(0, 20 * PT), "of its rules; default 0.3pt"),
        "heavy": Key(Measure(0, 20 * PT), "of those over and under it; default 0.75pt"),
        "colour": Key(_COLOUR, "of its rules; default black"),
        "head_tint": Key(_COLOUR, "behind its headings; default none"),
        "pad_x": Key(Measure(), "between a column's sides and its text; default 0"),
        "pad_y": Key(Measure(), "above and below a row on its own leading; default 0"),
        "whole_lines": Key(Flag(), "rows stand on the page's lines (default), or on their own leading"),
        "before": Key(Whole(0, 50), "empty body lines before; default 0"),
        "after": Key(Whole(0, 50), "empty body lines after; default 0"),
    },
    like=True,
)
