"""The borders of script inside a text: where a gap is set, and what never stretches."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TypeAlias

from broadsheet.model.spacing import Spacing
from broadsheet.patterns import late_pattern
from broadsheet.text.charclass import (
    CLASSES,
    COLON,
    COMBINING,
    CONNECTOR,
    DASH,
    ELLIPSIS,
    ENDS,
    FIGURE,
    HAN,
    INTERPUNCT,
    LATIN,
    OPEN,
    POSTFIX,
    PREFIX,
    PUNCT,
    SMALL,
    SOLIDUS,
)
from broadsheet.text.columns import Columns
from broadsheet.text.items import GAP_STEP, Give
from broadsheet.units import Length

_OTHERS = late_pattern(f"[^{HAN}]+")
WIDE = HAN + SMALL  # what keeps a gap from Latin
RIGID = LATIN + FIGURE + PUNCT + POSTFIX + PREFIX  # nothing is added between two of these
_NO_STRETCH_BESIDE = CONNECTOR + SOLIDUS
#: Marks of Latin text that stand at what they close, or at what they open, whatever that is (#话题#), and the
#: plus (文旅+); before figures and letters the triangles do, too, that stand for a minus or a move (▲0.4%).
_CLOSERS = frozenset(",.;:!?)]}”’#+")
_OPENERS = frozenset("([{“‘#@+△▲▽▼")
#: Wide characters that are no letters and have white of their own: full-width signs, symbols, figures in
#: circles.
_SYMBOLS = late_pattern(
    "[\u2460-\u2bff\uff01-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffee\U0001f000-\U0001faff]"
)
#: What joins two figures, letters or names to one unit: 3：1, 8：30, 9·18, kW·h, and a single dash:
#: 8:00—17:00, 北京—上海.
_JOINING = late_pattern(
    f"(?<={FIGURE}){COLON}(?={FIGURE})|(?<=[{FIGURE}{LATIN}{POSTFIX}]){INTERPUNCT}(?=[{FIGURE}{LATIN}])"
    f"|(?<!{DASH}){DASH}(?!{DASH})"
)


def _carrier(classes: str, right: int) -> str:
    """The class that stands before a box; a combining mark counts as the character it stands on, but before
    another, where it does not matter."""
    before = right - 1
    while classes[right] != COMBINING and before > 0 and classes[before] == COMBINING:
        before -= 1
    return classes[before]


def _border(before: str, after: str) -> str | None:
    """What stands between two classes: the Western class that a gap is set for, nothing that could
    be stretched (an empty string), or no border (None)."""
    inside_word = before in RIGID and after in RIGID
    inside_unit = inside_word or after == COMBINING
    inside_pair = before == after and before in DASH + ELLIPSIS
    hugs_latin = (before in RIGID and after in ENDS) or (before == OPEN and after in RIGID)  # CLREQ: no gap
    in_row = (before in ENDS and after in ENDS) or before == after == OPEN  # ），  ”。  “‘
    has_sign = before in ENDS and after == POSTFIX  # (25±2)℃
    inside = inside_unit or inside_pair or hugs_latin or in_row or has_sign
    if inside or before in _NO_STRETCH_BESIDE or after in _NO_STRETCH_BESIDE:
        return ""
    if before in WIDE and after in RIGID:
        return after
    return before if after in WIDE and before in RIGID else None


_OPEN_BORDER, _RIGID_BORDER, _GAP_BORDERS = range(3)


@cache
def border_table() -> bytes:
    """What is to be done at the border of two classes, of which the first one's letter counts 128: nothing,
    keep it from stretching, or, from 2 on, set the gap of a Western class of that number in ``RIGID``."""
    table = bytearray(128 * 128)
    for before in CLASSES:
        for after in CLASSES:
            border = _border(before, after)
            kind = _RIGID_BORDER if border == "" else _OPEN_BORDER
            table[ord(before) << 7 | ord(after)] = _GAP_BORDERS + RIGID.index(border) if border else kind
    return bytes(table)


Gap: TypeAlias = tuple[Length, Length, Length]
"""A gap's natural width, what it can lose and what it can gain."""


@lru_cache(maxsize=64)
def border_gaps(spacing: Spacing, em: Length) -> tuple[Gap, ...]:
    """The Han–Latin gap by its Western side, in the order of ``RIGID``, as the style has it (CLREQ squeeze 6,
    stretch 2)."""
    found = []
    for western in RIGID:
        natural = spacing.han_latin if western == LATIN else spacing.han_figure
        shares = natural, max(0, natural - spacing.gap_least), max(0, spacing.gap_most - natural)
        found.append((em * shares[0] // 1000, em * shares[1] // 1000, em * shares[2] // 1000))
    return tuple(found)


def settle_borders(columns: Columns, table: bytes, gaps: Sequence[Gap]) -> None:
    """Keep from stretching what stands before a box and never stretches, by ``border_table``, and set the
    gaps, which are in the order of ``RIGID``; none where the language has none."""
    classes = columns.classes
    for match in _OTHERS.finditer(classes):  # a stretch of what is no ideograph, with both its edges
        for right in range(match.start() or 1, min(match.end(), len(classes) - 1) + 1):
            before = _carrier(classes, right)
            kind = table[ord(before) << 7 | ord(classes[right])]
            asks = kind >= _GAP_BORDERS or PUNCT in (before, classes[right])
            if kind == _RIGID_BORDER or (asks and _is_bound(columns.text, right)):
                columns.flexible[right] = 0
            elif kind and gaps and not is_symbol(columns.text, right - (before in WIDE)):
                _set_gap(columns, right, gaps[kind - _GAP_BORDERS])
    for match in _JOINING.finditer(classes):
        columns.flexible[match.start()] = columns.flexible[match.end()] = 0


def _is_bound(text: str, right: int) -> bool:
    """Whether the character before a box, or its own, is a mark that stands at the other one."""
    return text[right] in _CLOSERS or text[right - 1] in _OPENERS


def is_symbol(text: str, place: int) -> bool:
    """Whether a wide character is no letter, and has white of its own."""
    return _SYMBOLS.match(text, place) is not None


def _set_gap(columns: Columns, right: int, gap: Gap) -> None:
    """Set the gap before a box."""
    columns.gaps[right], least, most = gap
    if least:
        columns.squeezes.append(Give(right, least, GAP_STEP))
    if most:
        columns.stretches.append(Give(right, most, 2))
