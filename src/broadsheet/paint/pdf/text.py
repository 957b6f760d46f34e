"""A run of glyphs as text operators: places exact, operators few.

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

from broadsheet.geometry import Writing
from broadsheet.kernel import twin
from broadsheet.paint.pdf.codes import FaceCodes
from broadsheet.paint.pdf.number import decimal
from broadsheet.records import record
from broadsheet.rows import NamedTuple
from broadsheet.tree.node import GlyphRun
from broadsheet.units import Length

_MILLIPOINT = 1_000_000
_TOLERANCE = 4 * _MILLIPOINT  # 0.004 pt, a seventh of what a 2,400 dpi setter can show
_NEAR = 2 * _MILLIPOINT  # advances of a justified line differ by a millipoint of remainder
_SPACING_PLACES = 4  # of Tc: 60 glyphs may then stray by 0.003 pt before the carry sees to it


class NaturalWidths(dict[int, int]):
    """Glyph to its natural width at one size and condensing; filled as glyphs are met.

    It is worked out from the whole thousandths that the file's W array holds, because that is
    what a viewer moves by, not from the font's own units.
    """

    def __init__(self, widths: Sequence[int], unit: int) -> None:
        super().__init__()
        self._widths = widths
        self._unit = unit

    def __missing__(self, glyph: int) -> int:
        width = self[glyph] = self._widths[glyph] * self._unit
        return width


class _EmHigh(dict[int, int]):
    """Every glyph of a vertical line is an em high: the default of DW2."""

    def __init__(self, em: int) -> None:
        super().__init__()
        self._em = em

    def __missing__(self, glyph: int) -> int:
        return self._em


@record
class Setting:
    """A face at a size and condensing; what runs set in it share, from file to file."""

    natural: Mapping[int, int]
    unit: int  # a thousandth of an em
    spacing_unit: int  # the last place of Tc
    down: bool  # vertical writing: what is added is taken from y

    @classmethod
    def of(cls, widths: Sequence[int], run: GlyphRun) -> Setting:
        """The setting that a run is set in; ``widths`` are its face's."""
        unit = run.size * run.condense
        down = run.writing is Writing.UPRIGHT
        natural: Mapping[int, int]
        natural = _EmHigh(1000 * unit) if down else NaturalWidths(widths, unit)
        return cls(natural, unit, run.condense * 10 ** (6 - _SPACING_PLACES), down)


class SetText(NamedTuple):
    """A run's operators without its state: ``spacing`` is the Tc it needs (None: any will do)."""

    spacing: int | None
    show: bytes
    said: str  # text that must be said beside the codes


def set_text(run: GlyphRun, face: FaceCodes, setting: Setting) -> SetText:
    """Return the operators that show a run from its origin on."""
    codes, said = face.encode(run)
    unit = -setting.unit if setting.down else setting.unit
    units = (setting.spacing_unit, unit)
    spacing, show = show_codes(codes, run.glyphs, run.advances, setting.natural, units)
    if setting.down and spacing:
        spacing = -spacing
    return SetText(spacing, show, said)


@twin
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
