"""Lengths: integers in millipoints, read from what people write.

1 pt = 1000. Integers make baselines comparable with ``==`` and justified lines sum to their
measure exactly (FOP and TeX keep integers for the same reason). This module is the only place
where a written decimal becomes a length.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from broadsheet.patterns import late_pattern
from broadsheet.records import record

Length: TypeAlias = int

PT: Length = 1000

POINTS_PER_INCH = 72
INCH: Length = POINTS_PER_INCH * PT

Ratio: TypeAlias = tuple[int, int]
"""So many millipoints in so many of a unit."""

_ABSOLUTE: dict[str, Ratio] = {
    "pt": (1000, 1),
    "mm": (720_000, 254),
    "cm": (7_200_000, 254),
    "in": (72_000, 1),
    "q": (180_000, 254),  # 1 Q = 0.25 mm, the Japanese 级
}

#: Named sizes of the press series (points), as Chinese newspaper desks use them.
PRESS_SIZES: dict[str, str] = {
    "特号": "54",
    "初号": "42",
    "小初": "30",
    "一号": "28",
    "小一": "24",
    "二号": "21",
    "小二": "18",
    "三号": "16",
    "小三": "15",
    "四号": "14",
    "小四": "12",
    "五号": "10.5",
    "小五": "9",
    "六号": "7.875",
    "小六": "6.5",
    "七号": "5.25",
}

_MOST_DIGITS = 28  # more than any paper is wide

_NUMBER = late_pattern(r"\s*([+-]?(?:\d+(?:\.\d*)?|\.\d+))\s*([a-zA-Z]*)\s*\Z")

UNITS: tuple[str, ...] = ("pt", "mm", "cm", "in", "q", "em", "li")


class UnitError(ValueError):
    """A written length cannot be understood; ``reason`` is one of the keys below.

    ``number`` no number; ``unit`` an unknown unit; ``missing`` no unit where one is needed;
    ``relative`` em or li where nothing says how large that is.
    """

    def __init__(self, reason: str, text: str, unit: str = "") -> None:
        super().__init__(f"{reason}: {text!r}")
        self.reason = reason
        self.text = text
        self.unit = unit


@record
class Scale:
    """What the relative units mean here: ``em`` the type size, ``line`` the leading."""

    em: Length | None = None
    line: Length | None = None

    def size_of(self, unit: str) -> Ratio | None:
        """How large a unit is; None when it is unknown or has no meaning here."""
        if unit == "em":
            return None if self.em is None else (self.em, 1)
        if unit == "li":
            return None if self.line is None else (self.line, 1)
        return _ABSOLUTE.get(unit)

    def without(self, units: tuple[str, ...]) -> Scale:
        """The same, where these units mean nothing."""
        if not units:
            return self
        return Scale(None if "em" in units else self.em, None if "li" in units else self.line)


NO_SCALE = Scale()


@lru_cache(maxsize=1024)  # a style sheet says few lengths, and each of them many times
def parse_length(text: str, scale: Scale = NO_SCALE) -> Length:
    """Return a written length in millipoints: ``3mm``, ``9pt``, ``2em``, ``1li``, ``五号``.

    Raises UnitError.
    """
    stripped = text.strip()
    name = stripped.removesuffix("号") if stripped.startswith("小") else stripped
    if name in PRESS_SIZES:
        return scaled(PRESS_SIZES[name], PT)
    match = _NUMBER.match(stripped)
    if match is None:
        raise UnitError("number", text)
    number, unit = match.group(1), match.group(2).lower()
    if len(number) > _MOST_DIGITS:
        raise UnitError("number", text)
    if not unit:
        if _digits(number)[0] == 0:
            return 0
        raise UnitError("missing", text)
    ratio = scale.size_of(unit)
    if ratio is None:
        raise UnitError("relative" if unit in UNITS else "unit", text, unit)
    return scaled(number, *ratio)


def scaled(number: str, times: int, over: int = 1) -> int:
    """A written number (``-12.5``) times a fraction, rounded half to even, in integers only."""
    digits, ones = _digits(number)
    return scale_units(digits, times, over * ones)


def _digits(number: str) -> tuple[int, int]:
    """A written number's digits as one integer, and what of it is one."""
    whole, _, rest = number.partition(".")
    return int(whole + rest), 10 ** len(rest)


def parse_ems(text: str, em: Length) -> Length:
    """Return ``18.5em`` or a bare ``18.5`` as a length, em being the type size."""
    try:
        return parse_length(text, Scale(em=em))
    except UnitError as error:
        if error.reason != "missing":
            raise
        return scaled(text.strip(), em)


def millimetres(length: Length) -> float:
    """A length for people to read."""
    return length * 25.4 / INCH


def permille(value: Length, thousandths: int) -> Length:
    """``value`` times ``thousandths`` / 1000, rounded half to even, in integers only."""
    return scale_units(thousandths, value, 1000)


def scale_units(units: int, size: Length, units_per_em: int) -> Length:
    """Font units at a type size, in millipoints, rounded half to even, in integers only."""
    product = units * size
    quotient, remainder = divmod(product, units_per_em)
    twice = 2 * remainder
    if twice > units_per_em or (twice == units_per_em and quotient % 2):
        quotient += 1
    return quotient
