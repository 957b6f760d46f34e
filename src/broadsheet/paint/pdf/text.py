"""A run's codes as the operator that shows them: places exact, operators few.

A viewer moves on by the glyph's width, plus ``Tc``, less the numbers in a ``TJ`` array, all of it
scaled by ``Tz``. A justified line's common extra space is its ``Tc``; squeezed marks are numbers in
the array. What either rounds away is carried along, so that no glyph is ever further than
``_TOLERANCE`` from its place.

All distances here are integers in millionths of a millipoint: a width in thousandths of an em times
the size in millipoints times the condensing in per mille.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import sub
from struct import pack

from broadsheet.paint.pdf.number import decimal
from broadsheet.units import Length

_MILLIPOINT = 1_000_000
_TOLERANCE = 4 * _MILLIPOINT  # 0.004 pt, a seventh of what a 2,400 dpi setter can show
_NEAR = 2 * _MILLIPOINT  # advances of a justified line differ by a millipoint of remainder
SPACING_PLACES = 4  # of Tc: 60 glyphs may then stray by 0.003 pt before the carry sees to it


def show_codes(
    codes: Sequence[int],
    glyphs: Sequence[int],
    advances: Sequence[Length],
    natural: Mapping[int, int],
    units: tuple[int, int],
) -> tuple[int | None, bytes]:
    """The Tc that some codes need (None: any will do) and the operator that shows them. ``units`` are
    what the last place of Tc moves on by, and what 1 in a TJ array moves back by."""
    spacing_unit, unit = units
    raw = pack(f">{len(codes)}H", *codes)
    wanted = map(_MILLIPOINT.__mul__, advances)
    extras = list(map(sub, wanted, map(natural.__getitem__, glyphs)))
    extras.pop()  # nothing stands behind the last glyph
    if not extras:
        return None, b"(" + escaped(raw) + b")Tj"
    spacing = _common_spacing(extras, spacing_unit)
    step = spacing * spacing_unit
    if _strays_nowhere(extras, step):
        return spacing, b"(" + escaped(raw) + b")Tj"
    parts = _parts(raw, extras, step, unit)
    if len(parts) == 1:
        return spacing, b"(" + parts[0] + b")Tj"
    return spacing, b"[(" + b"".join(parts) + b")]TJ"


def _strays_nowhere(extras: Sequence[int], step: int) -> bool:
    """True where no glyph can leave its place: all together stray by less than is tolerated."""
    most = max(max(extras) - step, step - min(extras))
    return most * len(extras) < _TOLERANCE


def _common_spacing(extras: Sequence[int], unit: int) -> int:
    """The Tc that most glyphs of a line want, in its last place."""
    kinds = set(extras)
    if len(kinds) == 1:
        common = extras[0]
        count = 1
    else:
        mode = max(sorted(kinds), key=extras.count)
        near = [extra for extra in extras if -_NEAR <= extra - mode <= _NEAR]
        common, count = sum(near), len(near)
    return round(common / (count * unit))


def _parts(raw: bytes, extras: Sequence[int], step: int, unit: int) -> list[bytes]:
    """The strings of a TJ array and, between them, what moves the following glyph into place."""
    parts: list[bytes] = []
    start = deviation = 0
    for index, extra in enumerate(extras, 1):
        deviation += extra - step
        if not -_TOLERANCE < deviation < _TOLERANCE:
            number, deviation = _correction(deviation, unit)
            parts.append(escaped(raw[start : 2 * index]))
            parts.append(b")" + number + b"(")
            start = 2 * index
    parts.append(escaped(raw[start:]))
    return parts


def _correction(deviation: int, unit: int) -> tuple[bytes, int]:
    """A TJ number that moves right by ``deviation``, and what it leaves; as short as will do."""
    for places in (0, 1, 2, 3):
        scale = 10**places
        number = round(deviation * scale / unit)
        left = deviation - number * unit // scale
        if -_NEAR <= left <= _NEAR:
            break
    return decimal(-number, places), left


def escaped(raw: bytes) -> bytes:
    """Bytes as they stand in a literal string: a bare CR would be read as LF."""
    if b"\\" in raw:
        raw = raw.replace(b"\\", b"\\\\")
    if b"(" in raw:
        raw = raw.replace(b"(", b"\\(")
    if b")" in raw:
        raw = raw.replace(b")", b"\\)")
    if b"\r" in raw:
        raw = raw.replace(b"\r", b"\\r")
    return raw
