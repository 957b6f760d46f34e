"""Colour spaces of a PDF, as far as a plant minds them: which inks a colour puts on the paper."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any

import pikepdf

from broadsheet.pdffunction import FunctionError, function_of
from broadsheet.records import field, record

_DEEPEST = 6
PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
"""The inks of the press, by the names that separations have for them."""


class Kind(Enum):
    """What a colour is made of."""

    GREY = "grey"
    CMYK = "cmyk"
    RGB = "rgb"  # and Lab, and anything else that has to be converted
    SPOT = "spot"
    ICC_CMYK = "icc-cmyk"
    PATTERN = "pattern"


@record
class Space:
    """A colour space; ``inks`` are the names of spot inks.

    ``stands_for`` is what a full tint of one ink is in process inks (0 to 1, CMYK), where the file says it
    plainly. ``channels`` is how many numbers a colour has, 0 where that is not known; ``managed``: they go
    by a profile of the file's. ``names`` are the process inks of a space that lists them, ``tint`` is the
    file's function from its colours to CMYK.
    """

    kind: Kind
    inks: tuple[str, ...] = ()
    indexed: bool = False
    stands_for: tuple[float, ...] = ()
    channels: int = 0
    managed: bool = False
    names: tuple[str, ...] = ()
    tint: Any = field(default=None, compare=False)

    def in_process(self, parts: Sequence[float]) -> tuple[float, ...]:
        """A colour of it in process inks by its function; () where that cannot be told."""
        try:
            found = function_of(self.tint)(parts) if self.tint is not None else ()
        except FunctionError:
            return ()
        return found if len(found) == len(PROCESS) else ()


GREY, CMYK, RGB = Space(Kind.GREY, channels=1), Space(Kind.CMYK, channels=4), Space(Kind.RGB, channels=3)
PATTERN = Space(Kind.PATTERN)

_PLAIN = {
    "/DeviceGray": GREY, "/G": GREY, "/CalGray": GREY, "/DeviceCMYK": CMYK, "/CMYK": CMYK,
    "/DeviceRGB": RGB, "/RGB": RGB, "/CalRGB": RGB, "/Lab": RGB, "/Pattern": PATTERN,
}  # fmt: skip


def space_of(value: Any, named: Any = None, depth: int = 0) -> Space:
    """The space of a name or an array; ``named`` are the spaces of the page's resources."""
    if depth > _DEEPEST:
        return RGB
    if isinstance(value, pikepdf.Name):
        text = str(value)
        if named is not None and text in named:
            return space_of(named[text], None, depth + 1)
        return _PLAIN.get(text, RGB)
    if not isinstance(value, pikepdf.Array) or not len(value):
        return RGB
    return _of_array(value, named, depth)


def _of_array(value: pikepdf.Array, named: Any, depth: int) -> Space:
    family = str(value[0])
    if family in {"/Indexed", "/I"} and len(value) > 1:
        base = space_of(value[1], named, depth + 1)
        return Space(base.kind, base.inks, indexed=True, channels=1)
    if family == "/Pattern" and len(value) > 1:  # of patterns without colours: their tint is one of it
        return space_of(value[1], named, depth + 1)
    if family == "/ICCBased" and len(value) > 1:
        count = int(value[1].get("/N", 3))
        kind = {1: Kind.GREY, 4: Kind.ICC_CMYK}.get(count, Kind.RGB)
        return Space(kind, channels=count, managed=True)
    if family in {"/Separation", "/DeviceN"} and len(value) > 1:
        names = [value[1]] if family == "/Separation" else list(value[1])
        inks = tuple(str(name).lstrip("/") for name in names)
        kind = Kind.CMYK if set(inks) <= {*PROCESS, "None"} else Kind.SPOT
        if len(value) > 2 and str(value[2]) in {"/DeviceRGB", "/RGB"} and set(inks) - {"All", "None"}:
            return Space(Kind.RGB, inks, channels=len(inks))
        by_cmyk = len(value) > 3 and _PLAIN.get(str(value[2])) is CMYK
        return Space(
            kind,
            inks if kind is Kind.SPOT else (),
            stands_for=_stands_for(value, inks),
            channels=len(inks),
            names=inks if kind is Kind.CMYK else (),
            tint=value[3] if by_cmyk else None,
        )
    return _PLAIN.get(family, RGB)


def _stands_for(value: pikepdf.Array, inks: tuple[str, ...]) -> tuple[float, ...]:
    """A full tint of one ink in process inks, by an exponential function (ISO 32000-2, 7.10.3)."""
    if len(inks) != 1 or len(value) < 4 or _PLAIN.get(str(value[2])) is not CMYK:
        return ()
    function = value[3]
    if not isinstance(function, pikepdf.Dictionary) or int(function.get("/FunctionType", -1)) != 2:
        return ()
    none, full = ([float(each) for each in function.get(key, ())] for key in ("/C0", "/C1"))
    return tuple(full) if len(full) == 4 and not any(none) else ()


@record
class Colour:
    """A colour that is set: its space and its components, 0 to 1; none for a pattern."""

    space: Space
    parts: tuple[float, ...] = ()

    @property
    def ink(self) -> float:
        """The sum of its inks in per cent; 0 where it cannot be told."""
        if self.space.indexed or not self.parts:
            return 0.0
        if self.space.kind in {Kind.CMYK, Kind.ICC_CMYK, Kind.SPOT}:
            return 100 * sum(self.parts)
        return 100 * (1 - self.parts[0]) if self.space.kind is Kind.GREY else 0.0

    @property
    def plates(self) -> int:
        """How many inks it takes."""
        if self.space.kind is Kind.GREY:
            return 0 if self.is_white else 1
        return sum(1 for part in self.parts if part > 0)

    @property
    def is_white(self) -> bool:
        """Whether it is the paper's white."""
        if self.space.indexed or not self.parts or self.space.kind is Kind.PATTERN:
            return False
        if self.space.kind in {Kind.GREY, Kind.RGB} and not self.space.inks:
            return all(part >= 1 for part in self.parts)
        return all(part <= 0 for part in self.parts)

    @property
    def is_black(self) -> bool:
        """Whether black ink is full, and nothing else is in it."""
        if self.space.kind is Kind.GREY:
            return self.parts == (0.0,)
        return self.space.kind is Kind.CMYK and self.parts == (0.0, 0.0, 0.0, 1.0)

    @property
    def is_rich_black(self) -> bool:
        """Whether other inks stand under a black that is nearly full."""
        return (
            self.space.kind is Kind.CMYK and len(self.parts) == 4 and self.parts[3] >= 0.9 and self.plates > 1
        )


BLACK = Colour(GREY, (0.0,))


def parts_of(operands: Sequence[Any]) -> tuple[float, ...]:
    """The numbers among operands."""
    return tuple(float(each) for each in operands if not isinstance(each, pikepdf.Name))
