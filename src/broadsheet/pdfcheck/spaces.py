"""Colour spaces of a PDF, as far as a plant minds them: which inks a colour puts on the paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import Any

import pikepdf

from broadsheet.pdffunction import FunctionError, function_of
from broadsheet.records import field, record

_DEEPEST = 6
_LAB = 3
PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
"""The inks of the press, by the names that separations have for them."""
_ON_EVERY_PRESS = frozenset((*PROCESS, "None"))


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

    ``channels`` is how many numbers a colour has, 0 where that is not known; ``managed``: they go by a
    profile of the file's, or by Lab. ``names`` are the process inks of a space that lists them, ``tint`` is
    the file's function from its colours to CMYK, or to Lab where it ``looks`` so.
    """

    kind: Kind
    inks: tuple[str, ...] = ()
    indexed: bool = False
    channels: int = 0
    managed: bool = False
    names: tuple[str, ...] = ()
    tint: Any = field(default=None, compare=False)
    looks: bool = False

    @property
    def initial(self) -> tuple[float, ...]:
        """The colour that it begins with (ISO 32000-2, 8.6.8); none of an index."""
        if self.indexed:
            return ()
        if self.kind is Kind.CMYK and not self.names:
            return (0.0, 0.0, 0.0, 1.0)
        return (1.0 if self.names or self.inks else 0.0,) * self.channels

    def listed(self, prints: Callable[[str], bool]) -> tuple[str, ...]:
        """Its inks, where each has a plate: it is a process ink, none at all, or ``prints`` says so."""
        if self.kind is not Kind.SPOT or self.indexed:
            return self.names
        plated = all(ink in _ON_EVERY_PRESS or (ink != "All" and prints(ink)) for ink in self.inks)
        return self.inks if plated else ()

    def in_process(self, colours: Iterable[Sequence[float]]) -> list[tuple[float, ...]]:
        """Colours of it in process inks by its function; none where that cannot be told."""
        try:
            tint = function_of(self.tint) if self.tint is not None else None
            found = [tint(parts) for parts in colours] if tint is not None else []
        except FunctionError:
            return []
        if self.looks and all(len(each) == _LAB for each in found):
            return [_complements(*each) for each in found]
        return found if all(len(each) == len(PROCESS) for each in found) else []


def _complements(lightness: float, a: float, b: float) -> tuple[float, ...]:
    """A colour in Lab as the inks that its light lacks, what they have in common in black: no more than what
    two inks can be, as a press would print it. CIE 15, IEC 61966-2-1 by way of D50."""
    middle = (lightness + 16) / 116
    roots = middle + a / 500, middle, middle - b / 200
    x, y, z = (
        white * (root**3 if root > 6 / 29 else (root - 4 / 29) * 108 / 841)
        for white, root in zip((0.9642, 1.0, 0.8249), roots, strict=True)
    )
    lights = (
        3.1339 * x - 1.6169 * y - 0.4906 * z, -0.9788 * x + 1.9161 * y + 0.0335 * z,
        0.0719 * x - 0.2290 * y + 1.4052 * z,
    )  # fmt: skip
    held = (min(1.0, max(0.0, light)) for light in lights)
    seen = (light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055 for light in held)
    lacking = [1 - light for light in seen]
    black = min(lacking)
    return (*(ink - black for ink in lacking), black)


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
        alternate = value[2] if len(value) > 3 else None
        by_lab = isinstance(alternate, pikepdf.Array) and len(alternate) > 0 and str(alternate[0]) == "/Lab"
        by_cmyk = isinstance(alternate, pikepdf.Name) and _PLAIN.get(str(alternate)) is CMYK
        return Space(
            kind,
            inks if kind is Kind.SPOT else (),
            channels=len(inks),
            names=inks if kind is Kind.CMYK else (),
            tint=value[3] if by_cmyk or by_lab else None,
            managed=by_lab,
            looks=by_lab,
        )
    return _PLAIN.get(family, RGB)


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
        kind = self.space.kind
        if kind is Kind.GREY:
            return 100 * (1 - self.parts[0])
        return 0.0 if kind is Kind.RGB or kind is Kind.PATTERN else 100 * sum(self.parts)

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
        if (self.space.kind is Kind.GREY or self.space.kind is Kind.RGB) and not self.space.inks:
            return all(part >= 1 for part in self.parts)
        return all(part <= 0 for part in self.parts)

    @property
    def is_black(self) -> bool:
        """Whether black ink is full, and nothing else is in it."""
        if self.space.kind is Kind.GREY:
            return self.parts == (0.0,)
        return self.process == (0.0, 0.0, 0.0, 1.0)

    @property
    def is_rich_black(self) -> bool:
        """Whether other inks stand under a black that is nearly full."""
        return len(self.process) == len(PROCESS) and self.process[3] >= 0.9 and self.plates > 1

    @property
    def process(self) -> tuple[float, ...]:
        """How much it has of each process ink, where it is made of these and of nothing else."""
        names = self.space.names
        if not names:
            return self.parts if self.space.kind is Kind.CMYK else ()
        shares = dict(zip(names, self.parts, strict=False))
        return tuple(shares.get(ink, 0.0) for ink in PROCESS)

    def overprints(self, mode: int) -> bool:
        """Whether black leaves all other plates alone where overprint is on: in ``mode`` 1, or because its
        space names no other ink (ISO 32000-2, 11.7.4.3)."""
        return set(self.space.names) <= {"Black", "None"} if self.space.names else mode == 1


BLACK = Colour(GREY, (0.0,))


def parts_of(operands: Sequence[Any]) -> tuple[float, ...]:
    """The numbers among operands."""
    return tuple(float(each) for each in operands if not isinstance(each, pikepdf.Name))
