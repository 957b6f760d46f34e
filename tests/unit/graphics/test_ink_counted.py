"""Placed PDFs on the press: all ink is counted, and lines are measured."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from unit.graphics.foreign import Change, rgb_image
from unit.graphics.pressed import (
    AXIS,
    CORNERS,
    THREE,
    TOP,
    picture,
    shading,
    taken,
)

PALETTE = Array([Name.Indexed, Name.DeviceCMYK, 1, String(bytes((255, 255, 255, 0, 0, 0, 0, 9)))])
PLATES = {**AXIS, "ColorSpace": Name.DeviceCMYK}
SAMPLES = (bytes((0, 0, 0, 0, 255, 255, 255, 0, 0, 0, 0, 0)), TOP)


@pytest.mark.parametrize(
    ("content", "change", "ink"),
    [
        pytest.param(b"1 1 1 0 k /A Do", picture(ImageMask=True, BitsPerComponent=1), 3000, id="mask"),
        pytest.param(b"1 1 1 0 k BI /W 8 /H 1 /IM true ID \x55 EI", None, 3000, id="inline mask"),
        pytest.param(b"BI /W 1 /H 1 /BPC 8 /CS /CMYK ID \xff\xff\xff\x00 EI", None, 3008, id="inline"),
        pytest.param(b"/A Do", picture(ColorSpace=PALETTE, data=b"\0\1"), 3000, id="index"),
        pytest.param(b"/S sh", shading(Function=SAMPLES, **PLATES), 3000, id="samples"),
        pytest.param(b"/S sh", shading(THREE, **CORNERS), 3000, id="mesh"),
        pytest.param(b"1 1 1 1 k 0 0 1 1 re f /S sh", shading(THREE, **CORNERS), 4000, id="more than a mesh"),
        pytest.param(b"BT /F1 9 Tf 3 Tr 1 1 1 0 k (A) Tj ET", None, 0, id="type that is not seen"),
        pytest.param(b"BT /F1 9 Tf 1 Tr 1 1 1 0 k (A) Tj ET", None, 1000, id="type of outlines"),
    ],
)  # fmt: skip
def test_all_that_prints_is_counted(content: bytes, change: Change | None, ink: int) -> None:
    assert taken(content, change).ink == ink


def test_inks_by_name_add_up() -> None:
    two = Array([Name.DeviceN, Array([Name.Cyan, Name("/None"), Name.Black]), Name.DeviceCMYK, Dictionary()])
    assert taken(b"/C cs 1 1 0.5 scn 0 0 1 1 re f", ColorSpace=Dictionary(C=two)).ink == 1500


@pytest.mark.parametrize(
    ("content", "is_blank"),
    [
        (b"0 0 0 0 k 0 0 9 9 re f", True),
        (b"BT /F1 9 Tf 3 Tr (A) Tj ET", True),
        (b"0 0 9 9 re W n", True),
        (b"500 0 9 9 re f", True),  # off the sheet
        (b"0 0 9 9 re f", False),
        (b"/S sh", False),
        (b"BI /W 8 /H 1 /IM true ID \x55 EI", False),
        (b"BI /W 1 /H 1 /BPC 8 /CS /G ID \x55 EI", False),
    ],
)
def test_a_page_of_which_nothing_prints_is_blank(content: bytes, is_blank: bool) -> None:
    grey = Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1)
    page = taken(content, shading(ColorSpace=Name.DeviceGray, Function=grey, **AXIS))
    assert page.is_blank is is_blank


def test_a_double_page_of_pixels_is_measured_at_a_glance() -> None:
    """780 x 540 mm at 300 ppi."""
    held = io.BytesIO()
    Image.new("CMYK", (9213, 6378), (255, 255, 0, 51)).save(held, "JPEG", quality=40)

    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        made = rgb_image(pdf, Width=9213, Height=6378, ColorSpace=Name.DeviceCMYK, Decode=Array([1, 0] * 4))
        made.write(held.getvalue(), filter=Name.DCTDecode)
        page.obj.Resources.XObject = Dictionary(A=made)

    assert 2180 <= taken(b"/A Do", change).ink <= 2230


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"0 0 9 9 re f", 9000),
        (b"0 w 0 5 m 9 5 l S", 0),
        (b"q .01 0 0 .01 0 0 cm 20 w 0 0 m 900 0 l S Q", 200),
        (b"/W gs 0 0 m 9 0 l S", 400),
        (b"1 G .1 w 0 0 m 9 0 l S", None),  # white: nobody sees it
        (b".1 w 0 0 m 9 0 l n", None),
        (b".1 w -90 -90 m -9 -9 l S", None),  # outside of the trim
        (b"0 0 90 .05 re f", 50),
        (b"q 2 0 0 2 0 0 cm /F Do Q", 150),
        (b"", None),
    ],
)
def test_the_thinnest_line_says_how_thin_a_page_is(content: bytes, line: int | None) -> None:
    def with_form(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        drawn = pdf.make_stream(b".3 w 0 0 m 9 0 l S", BBox=Array([0, 0, 99, 99]), Subtype=Name.Form)
        drawn.Matrix = Array([0.25, 0, 0, 0.25, 0, 0])
        page.obj.Resources.XObject = Dictionary(F=drawn)

    states = Dictionary(W=Dictionary(LW=0.4))
    assert taken(content, with_form, ExtGState=states).line == line
