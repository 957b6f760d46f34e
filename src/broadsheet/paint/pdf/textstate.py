"""Runs shown one after another: what changes between them is written, and nothing else.

A place is that of the sheet: from its bottom-left corner, y up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from broadsheet.geometry import Writing
from broadsheet.kernel import twin
from broadsheet.paint.pdf.codes import FaceCodes
from broadsheet.paint.pdf.number import decimal, operands, points
from broadsheet.paint.pdf.text import SPACING_PLACES, show_codes
from broadsheet.rows import NamedTuple
from broadsheet.tree.node import GlyphRun, Ink, Node
from broadsheet.units import Length

#: Black text below this prints over what is under it: register never opens a white line round it.
OVERPRINT_BELOW: Length = 12_000

#: Names of the two graphics states.
OVERPRINT_ON, OVERPRINT_OFF = "G1", "G0"

SettingKey: TypeAlias = tuple[str, Length, int, Writing]
"""A run's face, size, condensing and writing."""


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


class Setting(NamedTuple):
    """What runs of one face, size, condensing and writing share on a page. ``widths`` are the face's,
    None where every glyph is an em high; ``natural`` the same at the size."""

    font: bytes  # the Tf operator
    scale: int  # of Tz, in per mille
    turn: bytes  # the first four numbers of Tm, a blank behind each
    is_level: bool  # a Td will do behind a level run
    is_small: bool  # its black prints over what is under it
    units: tuple[int, int]  # of ``show_codes``
    codes: FaceCodes
    widths: Sequence[int] | None
    natural: Mapping[int, int]


def setting_of(
    key: SettingKey, name: str, codes: FaceCodes, known: dict[SettingKey, Mapping[int, int]]
) -> Setting:
    """The setting of runs in a face that the file calls ``name``. ``known`` is the caller's to keep, from
    file to file: natural widths that have been worked out."""
    _, size, condense, writing = key
    unit, spacing_unit = size * condense, condense * 10 ** (6 - SPACING_PLACES)
    widths = None if codes.upright else codes.program.widths
    natural = known.get(key)
    if natural is None:
        natural = known[key] = _EmHigh(1000 * unit) if widths is None else NaturalWidths(widths, unit)
    turn = b"0 -1 1 0 " if writing is Writing.SIDEWAYS else b"1 0 0 1 "
    if codes.upright:  # the matrix does what Tz does elsewhere, and what is added is taken from y
        turn = b"1 0 0 " + decimal(condense, 3) + b" "
        unit, spacing_unit, condense = -unit, -spacing_unit, 1000
    return Setting(
        b"/%s %s Tf" % (name.encode(), points(size)),
        condense,
        turn,
        writing is Writing.HORIZONTAL,
        size < OVERPRINT_BELOW,
        (spacing_unit, unit),
        codes,
        widths,
        natural,
    )


class TextState(NamedTuple):
    """The graphics state, as far as text depends on it or changes it."""

    font: bytes = b""
    scale: int = 1000
    spacing: int = 0
    fill: Ink | None = None
    overprint: bool | None = None  # None: nothing has been said of it, which means no
    is_level: bool = True
    x: Length = 0  # where the line begins
    y: Length = 0
    leading: Length = 0

    def outside_text(self) -> TextState:
        """The state after ET: the next BT begins at the sheet's corner."""
        return TextState(*self[:5], True, 0, 0, self.leading)


class TextSheet(NamedTuple):
    """The sheet that runs are shown on: by how much its places are right of and above the tree's,
    what runs are set in, the operator that fills with an ink, and the ink that prints over."""

    left: Length
    top: Length
    settings: Mapping[SettingKey, Setting]
    inks: Mapping[Ink, bytes]
    black: Ink


@twin
def show_runs(
    nodes: Sequence[Node], start: int, state: TextState, sheet: TextSheet
) -> tuple[bytes, TextState, int]:
    """Show the run at ``start`` and those that follow it: their operators a line each, the state after
    them, and the number of the first node that is no run."""
    out: list[bytes] = []
    font, scale, spacing, fill, overprint, is_level, x, y, leading = state
    is_black = fill == sheet.black
    for place in range(start, len(nodes)):
        run = nodes[place]
        if type(run) is not GlyphRun:
            break
        start = place + 1
        if not run.glyphs:
            continue
        setting = sheet.settings[run.face, run.size, run.condense, run.writing]
        codes, said = setting.codes.encode(run)
        wanted, show = show_codes(codes, run.glyphs, run.advances, setting.natural, setting.units)
        if setting.font != font:
            font = setting.font
            out.append(font)
        if setting.scale != scale:
            scale = setting.scale
            out.append(decimal(scale, 1) + b" Tz")
        if run.colour is not fill and run.colour != fill:
            fill, is_black = run.colour, run.colour == sheet.black
            out.append(sheet.inks[fill])
        if (is_black and setting.is_small) is not (overprint or False):
            overprint = not overprint
            out.append(overprint_operator(overprint))
        if wanted is not None and wanted != spacing:
            spacing = wanted
            out.append(decimal(spacing, SPACING_PLACES) + b" Tc")
        right, up = run.x + sheet.left - x, sheet.top - run.baseline - y
        x, y = x + right, y + up
        if is_level and setting.is_level:
            move, leading = _moved(right, up, leading)
        else:
            move, is_level = setting.turn + operands(x, y) + b" Tm", setting.is_level
        out.append(move + show if not said else _said(said, move + show))
    return b"\n".join(out), TextState(font, scale, spacing, fill, overprint, is_level, x, y, leading), start


def overprint_operator(overprint: bool) -> bytes:
    """What makes fills and strokes print over what is under them, or not."""
    return b"/%s gs" % (OVERPRINT_ON if overprint else OVERPRINT_OFF).encode()


def _moved(right: Length, up: Length, leading: Length) -> tuple[bytes, Length]:
    """The shortest operator that moves the line; the first of two TD sets the leading."""
    if not right and not up:
        return b"0 0 Td", leading
    if not right and -up == leading:
        return b"T*", leading
    if not right and up < 0:
        return b"0 " + points(up) + b" TD", -up
    return points(right) + b" " + points(up) + b" Td", leading


def _said(text: str, shown: bytes) -> bytes:
    """Codes with the text that is to be read in their place."""
    said = "FEFF" + text.encode("utf-16-be").hex().upper()
    return b"/Span<</ActualText<" + said.encode() + b">>>BDC\n" + shown + b"\nEMC"
