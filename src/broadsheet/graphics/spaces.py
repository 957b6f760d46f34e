"""Colour spaces of foreign PDFs: of what kind they are, and RGB and Lab made press inks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any, TypeAlias

import pikepdf

from broadsheet.graphics.calibrated import profile_of
from broadsheet.graphics.filters import unpacked
from broadsheet.graphics.form import Refusal, RefusedPageError
from broadsheet.pdfcheck.spaces import PROCESS
from broadsheet.pdffunction import Function, FunctionError, Numbers, function_of
from broadsheet.pictures.raster import Raster
from broadsheet.records import field, record

Separate: TypeAlias = Callable[..., Raster]
"""A picture as Pillow has it, whether it may lose a little, and its ``own`` profile, to a raster in press
inks."""

InkMap: TypeAlias = Callable[..., tuple[int, int, int, int]]
"""From red, green and blue, 0 to 255, to cyan, magenta, yellow and black in per mille; ``own`` is the profile
that they are in, b"" for sRGB."""

LabMap: TypeAlias = Callable[[float, float, float], tuple[int, int, int, int]]
"""From CIE L*, a* and b*, relative to the paper's white, to the same."""


@record
class Inking:
    """How colours become inks: ``of_rgb`` and ``of_lab`` always, ``of_cmyk`` where the edition is in
    black alone and even inks become others. ``pixels`` does the same for pictures, ``most_ink`` measures one
    that is left as it is. ``keeps_spots``: the plant has plates for spot inks; else they become what stands
    for them."""

    of_rgb: InkMap
    of_lab: LabMap
    pixels: Separate
    most_ink: Callable[..., int]
    of_cmyk: Callable[[int, int, int, int], tuple[int, int, int, int]] | None = None
    keeps_spots: bool = True

    def changes(self, space: Space) -> bool:
        """Whether a space's numbers have to be made others."""
        base = space.base or space
        if base.kind is Kind.CMYK:
            return self.of_cmyk is not None
        return base.is_light or self.mixes(base)

    def mixes(self, space: Space) -> bool:
        """Whether a spot ink becomes the process inks that stand for it. Registration marks stay what they
        are, and so do process inks by name, but for a page in black."""
        if space.kind is not Kind.SPOT or set(space.inks) <= {"None"}:
            return False
        is_mark = set(space.inks) <= {"All", "None"}
        if self.of_cmyk is not None and not is_mark:
            return True
        if space.alternate is not None and space.alternate.is_light:
            return not (space.names and self.keeps_spots)  # no press file may name RGB
        return bool(space.names) and not is_mark and not self.keeps_spots

    def mixed(self, space: Space, tints: Sequence[object]) -> list[Decimal]:
        """Tints of a separation as four inks from 0 to 1. Raises RefusedPageError."""
        try:
            found = space.tint([float(each) for each in tints])  # type: ignore[arg-type]
        except FunctionError as error:
            raise RefusedPageError(Refusal.COLOUR, f"{'/'.join(space.inks)}: {error}") from error
        inks = [Decimal(round(each * 10_000)) / 10_000 for each in found]
        base = space.alternate or CMYK
        if base.kind is Kind.GREY and len(inks) == 1:
            inks, base = [Decimal(0)] * 3 + [1 - inks[0]], CMYK
        if base.kind is Kind.GREY or len(inks) != base.channels:
            raise RefusedPageError(Refusal.COLOUR, "/".join(space.inks))
        return self.printed(base, inks) if self.changes(base) else inks

    def printed(self, space: Space, numbers: Sequence[object]) -> list[Decimal]:
        """A colour of a space that changes, as four inks from 0 to 1. Raises RefusedPageError."""
        if self.mixes(space):
            return self.mixed(space, numbers)
        if len(numbers) != space.channels:
            raise RefusedPageError(Refusal.FILE, "content stream: a colour of other numbers")
        if space.kind is Kind.RGB:
            return inks_of(numbers, self.of_rgb, space.profile)
        if space.kind is Kind.LAB:
            found = self.of_lab(*space.held(numbers))
        else:
            assert self.of_cmyk is not None  # else these numbers stay as they are
            found = self.of_cmyk(*(min(1000, max(0, round(Decimal(str(each)) * 1000))) for each in numbers))
        return [Decimal(ink) / 1000 for ink in found]

    def sum_of(self, space: Space, numbers: Sequence[Any]) -> int:
        """The sum of inks of a colour as it will be printed, in per mille; 0 where that is not known, as of
        inks that have plates of their own. The colour of registration marks is on every plate."""
        if self.changes(space):
            return ink_sum(self.printed(space, numbers))
        if space.kind is Kind.GREY and len(numbers):
            return round((1 - Decimal(str(numbers[0]))) * 1000)
        if space.kind is Kind.SPOT and space.names:
            return 0
        if space.kind is Kind.SPOT:
            plates = {"All": len(PROCESS), "None": 0}
            numbers = [each * plates.get(ink, 1) for each, ink in zip(numbers, space.inks, strict=False)]
        return ink_sum(numbers) if space.kind in (Kind.CMYK, Kind.SPOT) else 0


class Tint:
    """A separation's function to its alternate space, read once, when it is first asked for. Raises
    FunctionError where it is called."""

    def __init__(self, written: Any) -> None:
        self._written = written
        self._made: Function | None = None

    def __call__(self, tints: Sequence[float]) -> Numbers:
        if self._made is None:
            self._made = function_of(self._written)
        return self._made(tints)


class Kind(Enum):
    """What a colour's numbers mean."""

    GREY = "DeviceGray"
    RGB = "DeviceRGB"
    CMYK = "DeviceCMYK"
    LAB = "Lab"
    INDEXED = "Indexed"
    SPOT = "Separation"
    PATTERN = "Pattern"


@record
class Space:
    """A colour space; ``base`` is what an index or a pattern has. ``inks`` are all of a separation's,
    ``names`` those that are no process inks, ``tint`` its function to the ``alternate`` space. ``profile`` is
    what its numbers are in, b"" for the device's. ``limits`` are the least and the most of each number, where
    that is not 0 and 1."""

    kind: Kind
    names: tuple[str, ...] = ()
    base: Space | None = None
    inks: tuple[str, ...] = ()
    alternate: Space | None = None
    tint: Tint = field(default=Tint(None), compare=False)
    profile: bytes = field(default=b"", repr=False)
    limits: tuple[float, ...] = ()

    @property
    def channels(self) -> int:
        """How many numbers a pixel of a picture has in it."""
        return {Kind.CMYK: 4, Kind.RGB: 3, Kind.LAB: 3, Kind.SPOT: len(self.inks)}.get(self.kind, 1)

    @property
    def is_light(self) -> bool:
        """Whether its numbers say what a colour looks like, and not which inks it is of."""
        return self.kind in _LIGHT

    def held(self, numbers: Sequence[object]) -> list[float]:
        """A colour within the limits."""
        pairs = zip(numbers, self.limits[::2], self.limits[1::2], strict=True)
        return [min(max(float(each), least), most) for each, least, most in pairs]  # type: ignore[arg-type]


_LIGHT = frozenset((Kind.RGB, Kind.LAB))
GREY, RGB, CMYK = Space(Kind.GREY), Space(Kind.RGB), Space(Kind.CMYK)

_PLAIN = {
    "/DeviceGray": GREY, "/G": GREY, "/CalGray": GREY,
    "/DeviceRGB": RGB, "/RGB": RGB, "/CalRGB": RGB,
    "/DeviceCMYK": CMYK, "/CMYK": CMYK,
    "/Pattern": Space(Kind.PATTERN),
}  # fmt: skip
_OF_CHANNELS = {1: GREY, 3: RGB, 4: CMYK}
#: Separations that are plates of every press, not further inks.
_OF_EVERY_PRESS = frozenset((*PROCESS, "All", "None"))
_RANGE = (-100, 100, -100, 100)
"""Of a* and b* where a file does not say it (ISO 32000-2, table 64)."""
_DEEPEST = 4
_MOST_PROFILE = 8_000_000


def space_of(value: pikepdf.Object, depth: int = 0) -> Space:
    """Return what kind a colour space is. A profile's numbers are kept: press inks as they were made
    up, grey on black. Raises RefusedPageError for what no rule covers."""
    if depth > _DEEPEST:
        raise RefusedPageError(Refusal.FILE, "colour spaces in each other")
    if isinstance(value, pikepdf.Name):
        return _named(str(value))
    if not isinstance(value, pikepdf.Array) or not len(value):
        raise RefusedPageError(Refusal.COLOUR, "unknown")
    name = str(value[0])
    if name == "/ICCBased":
        return _managed(value[1])
    if name in ("/Indexed", "/I"):
        return Space(Kind.INDEXED, base=space_of(value[1], depth + 1))
    if name in ("/Separation", "/DeviceN"):
        return _spot(value, depth)
    if name == "/Pattern":
        return Space(Kind.PATTERN, base=space_of(value[1], depth + 1) if len(value) > 1 else None)
    return _seen(name, value[1]) if name in ("/Lab", "/CalRGB") and len(value) > 1 else _named(name)


def _seen(name: str, entries: Any) -> Space:
    """A space whose numbers say what a colour looks like, by themselves."""
    if name == "/CalRGB":
        return Space(Kind.RGB, profile=profile_of(entries))
    limits = tuple(float(each) for each in entries.get("/Range", _RANGE))
    if len(limits) != len(_RANGE):
        raise RefusedPageError(Refusal.COLOUR, "Lab")
    return Space(Kind.LAB, limits=(0, 100, *limits))


def _managed(stream: Any) -> Space:
    channels = int(stream.get("/N", 0))
    if channels not in _OF_CHANNELS:
        raise RefusedPageError(Refusal.COLOUR, "ICCBased")
    return Space(_OF_CHANNELS[channels].kind, profile=_profile(stream))


def _profile(stream: Any) -> bytes:
    """The profile itself; what cannot be read says nothing of its colours."""
    try:
        return unpacked(stream, _MOST_PROFILE)
    except RefusedPageError:
        return b"-"


def _named(name: str) -> Space:
    if name not in _PLAIN:
        raise RefusedPageError(Refusal.COLOUR, name.lstrip("/"))
    return _PLAIN[name]


def _spot(value: pikepdf.Array, depth: int) -> Space:
    written = [value[1]] if isinstance(value[1], pikepdf.Name) else list(value[1].as_list())
    names = tuple(str(name).lstrip("/") for name in written)
    base = space_of(value[2], depth + 1)
    if base.kind not in (Kind.CMYK, Kind.GREY, *_LIGHT):
        raise RefusedPageError(Refusal.COLOUR, "/".join(names))
    further = tuple(name for name in names if name not in _OF_EVERY_PRESS)
    return Space(Kind.SPOT, further, inks=names, alternate=base, tint=Tint(value[3]))


def inks_of(components: Sequence[object], to_inks: InkMap, own: bytes = b"") -> list[Decimal]:
    """Three numbers from 0 to 1 as four."""
    red, green, blue = (
        min(255, max(0, round(Decimal(str(component)) * 255))) for component in components
    )
    return [Decimal(ink) / 1000 for ink in to_inks(red, green, blue, own=own)]


def ink_sum(numbers: Iterable[Any]) -> int:
    """Of components from 0 to 1, in per mille."""
    return round(sum(Decimal(str(number)) for number in numbers) * 1000)
