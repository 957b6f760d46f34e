"""PDF files as an advertiser sends them, made object by object: one page, one thing wrong at most."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from square import square_font

WIDTH, HEIGHT = 200, 100
_NAME = Name("/ABCDEF+Square")

Change = Callable[[pikepdf.Pdf, pikepdf.Page], None]

CONTENT = b"""q 0 1 1 0 k 10 10 40 30 re f Q
q 0 0 0 1 K 2 w 10 60 m 190 60 l S Q
BT /F1 12 Tf 1 0 0 1 60 20 Tm (AB) Tj ET
"""
"""A red box, a black rule and two letters in a face that the file carries."""


def foreign_pdf(content: bytes = CONTENT, change: Change | None = None, **entries: object) -> bytes:
    """A one-page file; ``entries`` go into its page's resources, ``change`` does the rest."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
    page.obj.Contents = pdf.make_stream(content)
    page.obj.Resources = Dictionary(Font=Dictionary(F1=embedded_font(pdf)), **entries)
    if change is not None:
        change(pdf, page)
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def embedded_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The square font as a simple TrueType face."""
    program = pdf.make_stream(_square_program())
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=_NAME, Flags=32, FontBBox=Array([0, 0, 1000, 1000]), ItalicAngle=0,
        Ascent=880, Descent=-120, CapHeight=700, StemV=80, FontFile2=program,
    )  # fmt: skip
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=_NAME,
            FirstChar=65,
            LastChar=66,
            Widths=Array([500, 500]),
            Encoding=Name.WinAnsiEncoding,
            FontDescriptor=pdf.make_indirect(descriptor),
        )
    )


def _square_program() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "square.ttf"
        square_font(path, "AB")
        return path.read_bytes()


def rgb_image(pdf: pikepdf.Pdf, **entries: object) -> pikepdf.Object:
    """Two pixels, red and grey, without packing."""
    stream = pdf.make_stream(bytes((255, 0, 0, 128, 128, 128)))
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height, stream.BitsPerComponent = 2, 1, 8
    stream.ColorSpace = Name.DeviceRGB
    for key, value in entries.items():
        stream[f"/{key}"] = value
    return stream
