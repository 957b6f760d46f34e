"""PDFs and drawings with a few random damages: taken or refused, never anything else."""

from __future__ import annotations

import io
import random
import re

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from broadsheet.graphics.form import RefusedPageError
from broadsheet.graphics.svg import read_drawing
from broadsheet.graphics.svgstyle import Palette
from broadsheet.graphics.svgxml import SvgError
from broadsheet.pictures.flat import colour_of
from unit.graphics.chart import chart_svg
from unit.graphics.foreign import CONTENT, foreign_pdf, rgb_image
from unit.graphics.imported import blend, taken

ROUNDS = 60
_SPOTS = re.compile(rb"/[A-Za-z0-9+]+|\d+ 0 R|-?\d+\.?\d*|\[|\]|<<|>>")
_TOKENS = (
    b"/DeviceRGB", b"null", b"[]", b"<<>>", b"-1", b"99999999999", b"/X", b"(a)", b"true", b"1 0 R", b"3 0 R",
    b"5 0 R", b"0.5", b"[/Indexed /DeviceRGB 300 <00>]", b"stream", b"endobj",
)  # fmt: skip
_WORDS = (
    '""', '"1e9"', '"-5"', '"url(#a)"', '"NaN"', '"10%"', "<g>", "</g>", '"#leaf"', '"rotate(9)"', '"1e-30"',
)  # fmt: skip


def _everything(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """A page that uses every kind of resource."""
    form = pdf.make_stream(b"1 0 0 rg 0 0 5 5 re f")
    form.Subtype, form.BBox, form.Resources = Name.Form, Array([0, 0, 9, 9]), Dictionary()
    tile = pdf.make_stream(b"0 0 5 5 re f")
    tile.PatternType, tile.PaintType, tile.TilingType, tile.XStep, tile.YStep = 1, 1, 1, 5, 5
    tile.BBox, tile.Resources = Array([0, 0, 5, 5]), Dictionary()
    along = Array([0, 0, 1, 0])
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=along, Function=blend("100", "111"))
    table = pikepdf.String(b"\0\0\0\xff\xff\xff")
    held = page.obj.Resources
    held.XObject = Dictionary(A=rgb_image(pdf), F=form)
    held.Pattern = Dictionary(P=tile, Q=Dictionary(PatternType=2, Shading=shading))
    held.ColorSpace = Dictionary(
        I=Array([Name.Indexed, Name.DeviceRGB, 1, table]),
        S=Array([Name.Separation, Name("/X"), Name.DeviceCMYK, blend("0000", "0100")]),
    )
    held.ExtGState = Dictionary(G=Dictionary(OP=True, ca=1))
    page.obj.Contents = pdf.make_stream(
        CONTENT + b"/A Do /F Do /G gs /Pattern cs /P scn 0 0 9 9 re f /Q scn 0 0 9 9 re f"
        b" /I cs 1 sc 0 0 1 1 re f /S CS .5 SCN 0 0 5 5 re S"
    )


def _plain_text(data: bytes) -> bytes:
    """The file without packing, so that damages hit what is in it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, qdf=True, static_id=True)
    return out.getvalue()


def _damaged(data: bytes, chance: random.Random) -> bytes:
    """A few tokens made others, and a table of contents that fits again."""
    for _ in range(chance.randint(1, 3)):
        start, end = chance.choice([match.span() for match in _SPOTS.finditer(data)])
        data = data[:start] + chance.choice(_TOKENS) + data[end:]
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            pdf.save(out, static_id=True)
    except (pikepdf.PdfError, RuntimeError):
        return data
    return out.getvalue()


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_pdf_is_taken_or_refused(seed: int) -> None:
    chance, whole = random.Random(seed), _plain_text(foreign_pdf(change=_everything))
    assert taken(whole).objects
    outcomes = set()
    for _ in range(ROUNDS):
        try:
            outcomes.add(bool(taken(_damaged(whole, chance)).form.data))
        except RefusedPageError as error:
            outcomes.add(bool(error.details))
    assert outcomes == {True}


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_drawing_is_taken_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    palette = Palette(colour_of, lambda *_: (0, 0, 0, 0))
    outcomes = set()
    for _ in range(ROUNDS):
        text = chart_svg()
        for _ in range(chance.randint(1, 3)):
            spots = [match.span() for match in re.finditer(r'"[^"]*"|<[^>]*>|[0-9.]+|[a-zA-Z]+', text)]
            start, end = chance.choice(spots)
            text = text[:start] + chance.choice(_WORDS) + text[end:]
        try:
            outcomes.add(bool(read_drawing(text, palette).marks))
        except SvgError as error:
            outcomes.add(bool(error.faults))
    assert outcomes == {True}
