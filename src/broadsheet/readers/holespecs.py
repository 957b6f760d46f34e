"""What a page grid spec may say of a hole: one record a kind of hole."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from broadsheet.model.hole import HeadPlace, Side
from broadsheet.model.style import FrameStyle
from broadsheet.readers.elements import BOX, ELEMENTS
from broadsheet.readers.schema import At, ByKind, Key, Located, Raw, Record
from broadsheet.readers.stylespecs import FRAME
from broadsheet.readers.values import (
    Choice,
    Either,
    Fixed,
    Flag,
    ListOf,
    Measure,
    Style,
    Text,
    Whole,
    Word,
)
from broadsheet.readers.yamlnode import Node
from broadsheet.source import Span
from broadsheet.units import Length

Pair = tuple[int, int]


class Start(Enum):
    """What a furniture hole's box counts from."""

    PAGE = "page"
    TYPE_AREA = "type-area"



class Lines(Enum):
    """Which way a hole's lines run."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


class RawHole(NamedTuple):
    """A hole as it was written, of any kind; what its kind does not have is None."""

    kind: str
    span: Span
    at: Located[Pair] | None = None
    size: Located[Pair] | None = None
    legs: Located[int | Pair] | None = None
    leg_gap: Length | None = None
    style: Located[str] | None = None
    frame: FrameStyle | None = None
    rules: tuple[Side, ...] = ()
    leg_rules: bool = False
    balance: bool = False
    writing: Lines = Lines.HORIZONTAL
    head: HeadPlace = HeadPlace.OVER
    caption: bool = True
    host: Located[str] | None = None
    line: Located[int] | None = None
    lines: Located[int] | None = None
    use: Located[str] | None = None
    elements: Node | None = None
    box: Node | None = None
    start: Start = Start.PAGE
    wrong: frozenset[str] = frozenset()


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
        "legs": Key(At(Whole(1, 40)), "its text columns; default: one a grid column"),
        "leg_gap": Key(Measure(), "between legs; default the grid's column_gap"),
        "style": _STYLE,
        "frame": _FRAME,
        "rules": _RULES,
        "leg_rules": Key(Flag(), "rules between the legs; default false"),
        "balance": Key(Flag(), "short copy ends level in all legs; default false"),
        "writing": Key(Choice(Lines), "horizontal (default), or vertical: lines run down, from the right"),
        "head": Key(
            Choice(HeadPlace), "headline over the text (default), or vertical at its left or right"
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
            "[first leg, how many], with in; default all",
        ),
        "line": Key(At(Whole(-2000, 2000)), "first line below the headline; -1 is the last line"),
        "lines": Key(At(Whole(1, 2000)), "how many lines, caption included"),
        "caption": Key(Flag(), "leave room for a caption; default true"),
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
