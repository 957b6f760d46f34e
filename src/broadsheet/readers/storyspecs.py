"""Specs of story styles and of whole style sheets, over the styles of ``readers.stylespecs``."""

from __future__ import annotations

from typing import Any

from broadsheet.model.picture import Intent, PictureStyle
from broadsheet.model.style import (
    DropCap,
    FitStep,
    HeadlineStyle,
    Language,
    LineStyle,
    ParagraphStyle,
    StoryStyle,
)
from broadsheet.readers.critic import CRITIC
from broadsheet.readers.lists import ListOf
from broadsheet.readers.schema import Key, Raw, Record, Table
from broadsheet.readers.stylespecs import (
    COLOUR,
    FRAME,
    HEADLINE,
    LINE,
    PARAGRAPH,
    PLAIN_HEADLINE,
    PLAIN_PARAGRAPH,
    PLAIN_TEXT,
    TABLE,
    TEXT,
)
from broadsheet.readers.values import Choice, Flag, Measure, Style, Text, Whole
from broadsheet.units import PT

_TEXT = Style("text", lambda: TEXT)
_PARAGRAPH = Style("paragraph", lambda: PARAGRAPH)
_COLOUR = Style("colour", lambda: COLOUR)
_HEADLINE = Style("headline", lambda: HEADLINE)
_LINE = Style("line", lambda: LINE)


DROP_CAP: Record[DropCap] = Record(
    DropCap,
    "drop cap",
    {
        "text": Key(_TEXT, "its face and colour; lines give its size", required=True, stand_in=PLAIN_TEXT),
        "lines": Key(Whole(2, 20), "how many lines it is high; default 3"),
        "gap": Key(Measure(0, 100 * PT), "between it and the lines beside it; default 0"),
    },
    partial=True,
)


PICTURE_STYLE: Record[PictureStyle] = Record(
    PictureStyle,
    "picture style",
    {
        "ppi": Key(Whole(50, 1200), "the most pixels an inch; default 200, twice the press's screen"),
        "sharpen": Key(Whole(0, 300), "per cent by which edges are lifted for newsprint; default 60"),
        "quality": Key(Whole(20, 98), "of the JPEG in the file; default 85"),
        "intent": Key(
            Choice(Intent), "colours out of the press's reach: the nearest (default), or all drawn together"
        ),
        "over_size": Key(
            Measure(0, 72 * PT), "the least size of words over a picture, for white fills in; default 9pt"
        ),
        "over_edge": Key(
            Measure(0, 20 * PT), "black edge of words that stand over a picture; default 0.7pt"
        ),
        "over_shadow": Key(
            Measure(0, 20 * PT), "how far their shadow falls to the right and down; default 0, none"
        ),
    },
)


def _story(headline: HeadlineStyle, body: ParagraphStyle, **values: Any) -> StoryStyle:
    for part in ("item", "verse", "quote", "summary", "caption"):
        values.setdefault(part, body)
    values.setdefault("turn_headline", headline)
    values.setdefault("subhead", LineStyle(body.lead))
    values.setdefault("byline", LineStyle(body.text))
    values.setdefault("turn_line", LineStyle(body.text))
    values.setdefault("jump_line", body.text)
    return StoryStyle(headline=headline, body=body, **values)


STORY: Record[StoryStyle] = Record(
    _story,
    "story style",
    {
        "headline": Key(_HEADLINE, "its headline", required=True, stand_in=PLAIN_HEADLINE),
        "turn_headline": Key(_HEADLINE, "over a continued part; default: as headline"),
        "body": Key(_PARAGRAPH, "paragraphs", required=True, stand_in=PLAIN_PARAGRAPH),
        "item": Key(_PARAGRAPH, "paragraphs that start with ◆; default: as body"),
        "verse": Key(_PARAGRAPH, "lines of a poem; default: as body"),
        "quote": Key(_PARAGRAPH, "> quoted paragraphs; default: as body"),
        "summary": Key(_PARAGRAPH, "the summary; default: as body"),
        "caption": Key(_PARAGRAPH, "words under pictures; its lead sets the credit"),
        "subhead": Key(_LINE, "subheads (小标题); default: the body's lead"),
        "byline": Key(_LINE, "bylines (署名)"),
        "jump_line": Key(_TEXT, "the words that say where the story goes on"),
        "turn_line": Key(_LINE, "the words that say where it comes from"),
        "jump_text": Key(Text(), "default （下转{page}版）"),
        "turn_text": Key(Text(), "default （上接{page}版）"),
        "note": Key(_PARAGRAPH, "editors' notes (编者按); default: as the summary"),
        "pull": Key(_PARAGRAPH, "pull quotes; default: as > quoted paragraphs"),
        "table": Key(Style("table", lambda: TABLE), "tables; default: cells as the body, three rules"),
        "drop_cap": Key(DROP_CAP, "a large first character (首字下沉); default none"),
        "picture": Key(PICTURE_STYLE, "how its pictures are made ready for the press"),
        "pull_rule": Key(Measure(0, 20 * PT), "weight of the rules over and under them; default 0.75pt"),
        "byline_at_end": Key(Flag(), "the byline stands after the text; default false"),
        "fit": Key(
            ListOf(Choice(FitStep)),
            "what is done to a story that is over or under, in this order; "
            "default air, paragraphs, picture, cuts, subheads, headline",
        ),
        "turn_least": Key(
            Whole(0, 100), "lines below which a turned part is brought in where the ladder can; default 4"
        ),
        "fit_most": Key(
            Whole(0, 50), "lines a story may be over or under for paragraphs to be re-broken; default 3"
        ),
    },
    like=True,
)

#: Each kind of style: its section in a sheet, and what an entry may say.
KINDS: dict[str, tuple[str, Record[Any]]] = {
    "colour": ("colours", COLOUR),
    "text": ("texts", TEXT),
    "paragraph": ("paragraphs", PARAGRAPH),
    "headline": ("headlines", HEADLINE),
    "line": ("lines", LINE),
    "frame": ("frames", FRAME),
    "table": ("tables", TABLE),
    "story": ("stories", STORY),
}

#: Sections whose entries have to exist before a flag can change something in them.
SHEET_TABLES = frozenset(("texts", "paragraphs", "headlines", "lines", "frames", "tables", "stories"))

SHEET: Record[dict[str, Any]] = Record(
    dict,
    "style sheet",
    {
        "extends": Key(Text(), "the style sheet whose entries hold where this one is silent"),
        "default": Key(Text(), "the story style of holes that name none; default report"),
        "language": Key(Choice(Language), "of text styles that name none; default zh-Hans"),
        "families": Key(Table(Text()), "short names for font families"),
        "colours": Key(Table(Raw(_COLOUR)), "the palette, by name"),
        "texts": Key(Table(Raw(TEXT)), "character styles, by name"),
        "paragraphs": Key(Table(Raw(PARAGRAPH)), "paragraph styles, by name"),
        "headlines": Key(Table(Raw(HEADLINE)), "headline styles, by name"),
        "lines": Key(Table(Raw(LINE)), "styles of short lines, by name"),
        "frames": Key(Table(Raw(FRAME)), "borders and tints, by name"),
        "tables": Key(Table(Raw(TABLE)), "how tables are set, by name"),
        "stories": Key(Table(Raw(STORY)), "story styles: the words after style: at a hole"),
        "critic": Key(CRITIC, "what the page critic minds on pages of this sheet"),
    },
    wrong="wrong",
)
