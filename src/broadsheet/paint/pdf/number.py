"""Lengths as PDF writes them: the only place where a millipoint becomes a decimal."""

from __future__ import annotations

from functools import lru_cache

from broadsheet.tree.node import Ink
from broadsheet.units import Length


@lru_cache(maxsize=1 << 14)
def decimal(value: int, places: int) -> bytes:
    """``value`` / 10 ** ``places``, exact, without needless zeros."""
    sign = "-" if value < 0 else ""
    whole, rest = divmod(abs(value), 10**places)
    if not rest:
        return f"{sign}{whole}".encode()
    fraction = f"{rest:0{places}d}".rstrip("0")
    return f"{sign}{whole or ''}.{fraction}".encode()


def points(length: Length) -> bytes:
    """A length in points, exact, without needless zeros."""
    return decimal(length, 3)


def operands(*lengths: Length) -> bytes:
    """Lengths in points with blanks between."""
    return b" ".join([points(length) for length in lengths])


@lru_cache(maxsize=256)
def ink_operators(ink: Ink, space: str, *, stroke: bool) -> bytes:
    """What makes an ink the current colour; ``space`` is the name of its spot ink's colour space."""
    if ink.spot is None:
        return ink_operands(ink) + (b" K" if stroke else b" k")
    tint = decimal(ink.tint, 3)
    if stroke:
        return b"/%s CS %s SCN" % (space.encode(), tint)
    return b"/%s cs %s scn" % (space.encode(), tint)


@lru_cache(maxsize=256)
def ink_operands(ink: Ink) -> bytes:
    """The four process inks, 0 to 1."""
    channels = (ink.cyan, ink.magenta, ink.yellow, ink.black)
    return b" ".join([decimal(channel, 3) for channel in channels])
