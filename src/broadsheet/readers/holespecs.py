"""What a page grid spec may say of a hole: one record a kind of hole."""

from __future__ import annotations

from enum import Enum
from typing import Any

from broadsheet.model.hole import Across, HeadSpot, Side
from broadsheet.model.picture import CaptionPlace
from broadsheet.model.style import FrameStyle
from broadsheet.patterns import late_pattern
from broadsheet.readers.elements import BOX, ELEMENTS
from broadsheet.readers.lists import Fixed, ListOf
from broadsheet.readers.schema import (
    At,
    ByKind,
    Definitions,
    JsonSchema,
    Key,
    Located,
    Raw,
    Reading,
    Record,
)
from broadsheet.readers.stylespecs import FRAME, Direction
from broadsheet.readers.values import Choice, Either, Flag, Measure, Style, Text, Whole, Word
from broadsheet.readers.yamlnode import Node, Scalar, Sequence
from broadsheet.rows import NamedTuple
from broadsheet.source import Span
from broadsheet.units import PT, Length

Pair = tuple[int, int]


class Start(Enum):
    """What a furniture hole's box counts from."""

    PAGE = "page"
    TYPE_AREA = "type-area"


class RawHole(NamedTuple):
    """A hole as it was written, of any kind; what its kind does not have is None."""

    kind: str
    span: Span
    at: Located[Pair] | None = None
    size: Located[Pair] | None = None
    legs: Located[int | Pair] | None = None  # of a picture: first and count
    broken: Located[Legs] | None = None  # of a story
    cuts: tuple[Located[tuple[Pair, Pair]], ...] = ()
    quotes: tuple[RawQuote, ...] = ()
    width: Length = 0
    across: Across = Across.LEFT
    leg_gap: Length | None = None
    style: Located[str] | None = None
    frame: FrameStyle | None = None
    rules: tuple[Side, ...] = ()
    leg_rules: bool = False
    balance: bool = False
    writing: Direction = Direction.HORIZONTAL
    head: HeadSpot = HeadSpot()
    caption: CaptionPlace = CaptionPlace.BELOW
    caption_width: Length = 0
    host: Located[str] | None = None
    line: Located[int] | None = None
    lines: Located[int] | None = None
    reach: Located[Pair] | None = None  # fewest and most lines
    use: Located[str] | None = None
    elements: Node | None = None
    box: Node | None = None
    start: Start = Start.PAGE
    wrong: frozenset[str] = frozenset()


class Legs(NamedTuple):
    """A story hole's legs: how many, of how many columns (0: of what it spans), or their widths."""

    legs: int
    of: int = 0
    widths: tuple[Length, ...] = ()


_BROKEN = late_pattern("([一二三四五六七八九十]|[0-9]{1,2})破([一二三四五六七八九十]|[0-9]{1,2})")
_NUMERALS = "〇一二三四五六七八九十"


def _number(text: str) -> int:
    return _NUMERALS.index(text) if text in _NUMERALS else int(text)


class LegsSpec:
    """A number, a broken measure by its name (破栏), or a list of widths."""

    def read(self, node: Node, key: str, reading: Reading) -> Legs:
        """The legs as written."""
        if isinstance(node, Sequence):
            widths = ListOf(Measure(PT, 10_000 * PT), least=1).read(node, key, reading)
            return Legs(max(1, len(widths)), 0, widths)  # none: each was wrong, and has been told
        match = _BROKEN.fullmatch(node.text.strip()) if isinstance(node, Scalar) else None
        if match is None:
            return Legs(Whole(1, 40).read(node, key, reading))
        of, count = _number(match.group(1)), _number(match.group(2))
        if not of or not count:
            raise reading.wrong(node, key, "a number of legs, or a name like 三破二")
        return Legs(count, of)

    def schema(self, shared: Definitions) -> JsonSchema:
        """A whole number, a name, or a list of lengths."""
        widths = ListOf(Measure(PT, 10_000 * PT), least=1).schema(shared)
        return {"anyOf": [Whole(1, 40).schema(shared), {"type": "string", "pattern": "破"}, widths]}


class CaptionSpec:
    """Where a caption stands; true and false for below and none."""

    def read(self, node: Node, key: str, reading: Reading) -> CaptionPlace:
        """The place."""
        text = node.text.strip().lower() if isinstance(node, Scalar) else ""
        words = {"true": CaptionPlace.BELOW, "false": CaptionPlace.NONE}
        return words[text] if text in words else Choice(CaptionPlace).read(node, key, reading)

    def schema(self, shared: Definitions) -> JsonSchema:
        """A boolean or one of the words."""
        return {"anyOf": [Flag().schema(shared), Choice(CaptionPlace).schema(shared)]}


class HeadWord(Enum):
    """The places of a headline that have a name."""

    OVER = "over"
    LEFT = "left"
    RIGHT = "right"


class HeadWordSpec:
    """A headline's place by name."""

    def read(self, node: Node, key: str, reading: Reading) -> HeadSpot:
        """The place."""
        word = Choice(HeadWord).read(node, key, reading)
        if word is HeadWord.OVER:
            return HeadSpot()
        return HeadSpot(vertical=True, side=Across(word.value))

    def schema(self, shared: Definitions) -> JsonSchema:
        """One of the words."""
        return Choice(HeadWord).schema(shared)


def _head_spot(
    legs: int | Pair = 0, writing: Direction | None = None, **values: Any
) -> HeadSpot:
    leg, count = legs if isinstance(legs, tuple) else (0, legs)
    down, level = writing is Direction.VERTICAL, writing is Direction.HORIZONTAL
    return HeadSpot(leg, count, vertical=down, level=level, **values)


HEAD: Record[HeadSpot] = Record(
    _head_spot,
    "headline place",
    {
        "legs": Key(
            Either(Whole(0, 40), Fixed((Whole(0, 40), Whole(1, 40)), "[first, count]")),
            "how many legs it spans, or [first leg, how many]; default all",
        ),
        "line": Key(Whole(-2000, 2000), "lines from the hole's head (default 0), or from its foot: -1"),
        "lines": Key(Whole(0, 2000), "how long one across the text's lines is; default what is left"),
        "writing": Key(Choice(Direction), "horizontal or vertical; default as its text"),
        "side": Key(Choice(Across), "where one across the text's lines stands in its legs; default centre"),
    },
)

_CUT: Record[tuple[Pair, Pair]] = Record(
    lambda at, span: (at, span),
    "cut",
    {
        "at": Key(
            Fixed((Whole(0, 2000), Whole(0, 2000)), "[column, line]"), "[column, line] on the page's grid",
            required=True, stand_in=(0, 0),
        ),
        "span": Key(
            Fixed((Whole(1, 2000), Whole(1, 2000)), "[columns, lines]"), "[columns, lines]",
            required=True, stand_in=(1, 1),
        ),
    },
)


class RawQuote(NamedTuple):
    """A place for a pull quote, as it was written."""

    span: Span
    line: int
    lines: int
    legs: int | Pair = (0, 40)
    width: Length = 0
    side: Across = Across.LEFT


_QUOTE: Record[RawQuote] = Record(
    RawQuote,
    "pull quote place",
    {
        "legs": Key(
            Either(Whole(0, 40), Fixed((Whole(0, 40), Whole(1, 40)), "[first, count]")),
            "the leg it stands in, or [first leg, how many]; default all",
        ),
        "line": Key(Whole(-2000, 2000), "as a picture's", required=True, stand_in=0),
        "lines": Key(Whole(1, 2000), "how many, with the air at its rules", required=True, stand_in=1),
        "width": Key(Measure(), "narrower than its legs; default all of them"),
        "side": Key(Choice(Across), "where it stands in its legs"),
    },
    place="span",
)

_COUNT = Whole(0, 2000)
_AT = Key(At(Fixed((_COUNT, _COUNT), "[column, line]")), "[column, line] of its top-left corner")
_SPAN = Key(
    At(Fixed((Whole(1, 2000), Whole(1, 2000)), "[columns, lines]")),
    "[columns, lines] it takes",
    field="size",
)
_FRAME = Key(Style("frame", lambda: FRAME), "border and tint; default none")
_RULES = Key(ListOf(Choice(Side), single=True), "sides with a rule in the gap: left, top …")
_STYLE = Key(At(Text()), "a story style; default: the style sheet's default")


def _record(kind: str, keys: dict[str, Key]) -> Record[RawHole]:
    about = Key(Word(kind), "what the hole is for", required=True)
    title = f"{kind} hole"
    return Record(
        RawHole, title, {"kind": about, **keys}, place="span", wrong="wrong", partial=True
    )


_STORY = _record(
    "story",
    {
        "at": _AT,
        "span": _SPAN,
        "legs": Key(
            At(LegsSpec()),
            "its text columns: a number, 三破二 (three basic columns as two legs), or a list of widths; "
            "default: one a grid column",
            field="broken",
        ),
        "cut": Key(
            ListOf(At(_CUT)), "parts of its span that belong to other holes: {at: …, span: …}", field="cuts"
        ),
        "leg_gap": Key(Measure(), "between legs; default the grid's column_gap"),
        "quotes": Key(ListOf(_QUOTE), "places among its legs for the story's pull quotes, in order"),
        "style": _STYLE,
        "frame": _FRAME,
        "rules": _RULES,
        "leg_rules": Key(Flag(), "rules between the legs; default false"),
        "balance": Key(Flag(), "short copy ends level in all legs; default false"),
        "writing": Key(
            Choice(Direction), "horizontal (default), or vertical: lines run down, from the right"
        ),
        "head": Key(
            Either(HeadWordSpec(), HEAD),
            "headline over the text (default), left or right (vertical, beside level text), or its place",
        ),
    },
)

_PICTURE = _record(
    "picture",
    {
        "at": _AT,
        "span": _SPAN,
        "in": Key(At(Text()), "the story hole it stands in, instead of at and span", field="host"),
        "legs": Key(
            At(Either(Whole(0, 40), Fixed((Whole(0, 40), Whole(1, 40)), "[first, count]"))),
            "with in: the leg it stands in, counted from 0, or [first leg, how many]; default all",
        ),
        "line": Key(At(Whole(-2000, 2000)), "first line below the headline; -1 is the last line"),
        "lines": Key(At(Whole(1, 2000)), "how many lines, caption included"),
        "range": Key(
            At(Fixed((Whole(1, 2000), Whole(1, 2000)), "[fewest, most]")),
            "[fewest, most] lines that it may take for its story to fit; default: as many as lines",
            field="reach",
        ),
        "width": Key(Measure(), "narrower than its legs: text runs round it; default all of them"),
        "side": Key(Choice(Across), "where in its legs: left (default), centre, right", field="across"),
        "caption": Key(
            CaptionSpec(),
            "where its caption stands: below (default), left or right of it, over its foot, or none",
        ),
        "caption_width": Key(
            Measure(PT, 10_000 * PT),
            "of a caption at its side; default 10 of its ems, at most a third of the place",
        ),
        "style": _STYLE,
        "frame": _FRAME,
    },
)

_FURNITURE = _record(
    "furniture",
    {
        "at": _AT,
        "span": _SPAN,
        "box": Key(Raw(BOX), "[x, y, width, height] instead of at and span"),
        "from": Key(Choice(Start), "what box counts from: page (default) or type-area", field="start"),
        "use": Key(At(Text()), "the name of its elements under furniture"),
        "elements": Key(Raw(ELEMENTS), "its elements, instead of use"),
        "frame": _FRAME,
        "rules": _RULES,
    },
)

_AD = _record("ad", {"at": _AT, "span": _SPAN, "frame": _FRAME})

HOLE = ByKind(
    "kind", {"story": _STORY, "picture": _PICTURE, "furniture": _FURNITURE, "ad": _AD}
)
