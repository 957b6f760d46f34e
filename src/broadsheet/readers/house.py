"""A house's limits for PDF preflight, from a YAML file."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Any

from broadsheet.readers.files import read_alone
from broadsheet.readers.lists import Fixed, ListOf
from broadsheet.readers.schema import Key, Record
from broadsheet.readers.values import Choice, Text, Whole
from broadsheet.rows import NamedTuple


class Standard(Enum):
    """What files are to conform to; ``none`` asks for nothing."""

    X4 = "x4"
    X3 = "x3"
    X1A = "x1a"
    NONE = "none"


class RawHouse(NamedTuple):
    """What is written; None: as the rules have it. Hundredths of a point for lines and type."""

    standard: Standard | None = None
    ink: int | None = None
    ink_tolerance: int | None = None
    coarse: int | None = None
    too_coarse: int | None = None
    line_art: int | None = None
    line: int | None = None
    fine_line: int | None = None
    type: int | None = None
    fine_type: int | None = None
    overprint_below: int | None = None
    spots: tuple[str, ...] | None = None
    rich_black: tuple[int, ...] | None = None


def _hundredths(about: str) -> Key:
    return Key(Whole(0, 10_000), f"{about}, in hundredths of a point")


HOUSE: Record[RawHouse] = Record(
    RawHouse,
    "house",
    {
        "standard": Key(Choice(Standard), "x4 (default), x3, x1a, or none"),
        "ink": Key(Whole(100, 400), "the most ink in one place, in per cent; default 220"),
        "ink_tolerance": Key(Whole(0, 20), "by which a measured sum may be over it; default 3"),
        "coarse": Key(Whole(1, 2400), "pixels an inch below which a picture is coarse; default 149"),
        "too_coarse": Key(Whole(1, 2400), "and too coarse to print; default 100"),
        "line_art": Key(Whole(1, 4800), "and of line art; default 599"),
        "line": _hundredths("the thinnest line; default 13"),
        "fine_line": _hundredths("the thinnest line in white or several inks; default 50"),
        "type": _hundredths("the smallest type; default 500"),
        "fine_type": _hundredths("the smallest type in white or several inks; default 900"),
        "overprint_below": _hundredths("black type below this size overprints; default 1200"),
        "spots": Key(ListOf(Text(), single=True), "spot inks that the house prints"),
        "rich_black": Key(
            Fixed((Whole(0, 100),) * 4, "[cyan, magenta, yellow, black]"),
            "what a black of several inks is made of, for type of 24pt and more; default: one ink",
        ),
    },
)

_IN_HUNDREDTHS = frozenset(("line", "fine_line", "type", "fine_type", "overprint_below"))


def read_house(path: Path) -> dict[str, Any]:
    """Return what a file sets, by the limits' names, in points; an empty standard where none is asked for.
    Raises BroadsheetError with everything that is wrong in it."""
    raw = read_alone(path, HOUSE)
    given = {name: value for name, value in raw._asdict().items() if value is not None}
    if raw.standard is not None:
        given["standard"] = "" if raw.standard is Standard.NONE else raw.standard.value
    return {name: value / 100 if name in _IN_HUNDREDTHS else value for name, value in given.items()}
