"""The borders of script inside a text: where a gap is set, and what never stretches."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TypeAlias

from broadsheet.kernel import twin
from broadsheet.patterns import late_pattern
from broadsheet.text.charclass import (
    CLASSES,
    COMBINING,
    CONNECTOR,
    DASH,
    ELLIPSIS,
    FIGURE,
    HAN,
    LATIN,
    POSTFIX,
    PREFIX,
    PUNCT,
    SMALL,
    SOLIDUS,
)
from broadsheet.text.items import GAP_STEP, Give
from broadsheet.units import Length

_OTHERS = late_pattern(f"[^{HAN}]+")
WIDE = HAN + SMALL  # what keeps a gap from Latin
RIGID = LATIN + FIGURE + PUNCT + POSTFIX + PREFIX  # nothing is added between two of these
_NO_STRETCH_BESIDE = CONNECTOR + SOLIDUS


def carrier(classes: str, right: int) -> str:
    """The class that stands before a box; a combining mark counts as the character it stands on."""
    while right > 1 and classes[right - 1] == COMBINING:
        right -= 1
    return classes[right - 1]


def _border(before: str, after: str) -> str | None:
    """What stands between two classes: the Western class that a gap is set for, nothing that could
    be stretched (an empty string), or no border (None)."""
    inside_word = before in RIGID and after in RIGID
    inside_unit = inside_word or after == COMBINING
    inside_pair = before == after and before in DASH + ELLIPSIS
    if inside_unit or inside_pair or before in _NO_STRETCH_BESIDE or after in _NO_STRETCH_BESIDE:
        return ""
    if before in WIDE and after in RIGID:
        return after
    return before if after in WIDE and before in RIGID else None


BORDERS = {a + b: _border(a, b) for a in CLASSES for b in CLASSES}
_OPEN_BORDER, _RIGID_BORDER, _OTHER_BORDER, _GAP_BORDERS = range(4)


@cache
def border_table() -> bytes:
    """What is to be done at the border of two classes, of which the first one's letter counts 128: nothing,
    keep it from stretching, look at it, or, from 3 on, set the gap of a Western class of that number."""
    table = bytearray(128 * 128)
    for pair, border in BORDERS.items():
        before, after = pair[0], pair[1]
        kind = _RIGID_BORDER if border == "" else _OPEN_BORDER
        if border:
            kind = _GAP_BORDERS + RIGID.index(border)
        if before == COMBINING != after:
            kind = _OTHER_BORDER
        table[ord(before) << 7 | ord(after)] = kind
    return bytes(table)


Gap: TypeAlias = tuple[Length, Length, Length]
"""A gap's natural width, what it can lose and what it can gain."""


@twin
def settle_borders(
    classes: str,
    table: bytes,
    gaps: Sequence[Gap],
    filled: tuple[bytearray, list[Length], list[Give], list[Give]],
) -> list[int]:
    """Keep from stretching what stands before a box and never stretches, and set the gaps, which are in the
    order of ``RIGID``; none where the language has none. Return the places, ascending, that are to be looked
    at. ``filled`` are flexible, gaps, squeezes and stretches of ``Columns``."""
    coded, found = classes.encode(), []
    for match in _OTHERS.finditer(classes):  # a stretch of what is no ideograph, with both its edges
        for right in range(match.start() or 1, min(match.end(), len(classes) - 1) + 1):
            kind = table[coded[right - 1] << 7 | coded[right]]
            if kind == _RIGID_BORDER:
                filled[0][right] = 0
            elif kind == _OTHER_BORDER:
                found.append(right)
            elif kind and gaps:
                set_gap(right, gaps[kind - _GAP_BORDERS], filled[1:])
    return found


def set_gap(right: int, gap: Gap, filled: tuple[list[Length], list[Give], list[Give]]) -> None:
    """Set the gap before a box."""
    gaps, squeezes, stretches = filled
    gaps[right], least, most = gap
    if least:
        squeezes.append(Give(right, least, GAP_STEP))
    if most:
        stretches.append(Give(right, most, 2))
