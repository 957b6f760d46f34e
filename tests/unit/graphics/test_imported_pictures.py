"""Pictures in other PDFs: made press inks, measured, and refused where they are not whole."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from broadsheet.graphics.form import Note, Refusal, RefusedPageError
from unit.graphics.foreign import foreign_pdf, rgb_image
from unit.graphics.imported import BLACK, taken


def test_a_picture_in_rgb_is_made_press_inks_and_one_in_cmyk_is_left() -> None:
    def images(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        cmyk = rgb_image(pdf, ColorSpace=Name.DeviceCMYK, Width=1, Height=1)
        page.obj.Resources.XObject = Dictionary(A=rgb_image(pdf), B=cmyk)

    page = taken(foreign_pdf(b"/A Do /B Do", images))
    assert [made.entries["ColorSpace"] for made in page.objects] == [b"/DeviceCMYK"] * 2
    assert page.notes == ((Note.RGB, "pictures"),)


def test_an_index_of_rgb_colours_gets_press_inks_in_its_table() -> None:
    space = Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String(b"\0\0\0\xff\xff\xff")])

    def image(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Resources.XObject = Dictionary(A=rgb_image(pdf, ColorSpace=space))

    (made,) = taken(foreign_pdf(b"/A Do", image)).objects
    assert made.entries["ColorSpace"] == (b"/Indexed", b"/DeviceCMYK", b"1", b"<000000ff00000000>")


def test_a_picture_that_unpacks_to_more_than_it_says_is_refused() -> None:
    def image(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        stream = rgb_image(pdf)
        stream.write(zlib.compress(b"\0" * 9_000_000), filter=Name.FlateDecode)
        page.obj.Resources.XObject = Dictionary(A=stream)

    with pytest.raises(RefusedPageError, match="too large"):
        taken(foreign_pdf(b"/A Do", image))


@pytest.mark.parametrize("kind", ["grey", "inks", "index", "stencil", "jpeg", "packed"])
def test_a_picture_that_is_cut_short_is_not_placed(kind: str) -> None:
    index = Array([Name.Indexed, Name.DeviceCMYK, 1, String(bytes(8))])
    space = {"inks": Name.DeviceCMYK, "index": index}.get(kind, Name.DeviceGray)
    size = 16 * {"inks": 64, "stencil": 2}.get(kind, 16)
    jpeg = io.BytesIO()
    Image.effect_noise((16, 16), 90).save(jpeg, "JPEG", quality=95)
    data = {"jpeg": jpeg.getvalue(), "packed": zlib.compress(bytes(range(256)))}.get(kind, bytes(size))

    def image(data: bytes) -> Callable[[pikepdf.Pdf, pikepdf.Page], None]:
        def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
            stream = rgb_image(pdf, ColorSpace=space, Width=16, Height=16)
            names = {"jpeg": Name.DCTDecode, "packed": Name.FlateDecode}
            stream.write(data, filter=names.get(kind))
            if kind == "stencil":
                del stream.ColorSpace
                stream.ImageMask, stream.BitsPerComponent = True, 1
            page.obj.Resources.XObject = Dictionary(A=stream)

        return change

    content = b"q 9 0 0 9 0 0 cm /A Do Q"
    assert taken(foreign_pdf(content, image(data))).objects
    with pytest.raises(RefusedPageError) as caught:
        taken(foreign_pdf(content, image(data[: len(data) * 2 // 3])))
    assert caught.value.refusal is Refusal.FILE


def test_the_ink_of_a_picture_in_press_inks_is_measured() -> None:
    def image(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        stream = rgb_image(pdf, ColorSpace=Name.DeviceCMYK, Width=1, Height=1)
        stream.write(bytes((255, 255, 255, 0)))
        page.obj.Resources.XObject = Dictionary(A=stream)

    assert 3000 <= taken(foreign_pdf(b"/A Do", image)).ink <= 3020
    assert taken(foreign_pdf(b"/A Do", image), BLACK).ink <= 1000


@pytest.mark.parametrize(
    ("content", "ppi"),
    [
        (b"q 2 0 0 1 0 0 cm /A Do Q", 72),  # two pixels on two points
        (b"q 4 0 0 1 0 0 cm /A Do Q q 1 0 0 1 0 0 cm /A Do Q", 36),  # the coarsest counts
        (b"q .5 0 0 .5 0 0 cm 0 2 -1 0 9 0 cm /A Do Q", 144),
        (b"q 2 0 0 2 0 0 cm /F Do Q", 18),  # a form that is twice as large already
        (b"0 0 1 1 re f", 0),
    ],
)
def test_the_coarsest_picture_says_how_fine_a_page_is(content: bytes, ppi: int) -> None:
    def image(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        form = pdf.make_stream(b"2 0 0 1 0 0 cm /A Do")
        form.Subtype, form.BBox, form.Matrix = Name.Form, Array([0, 0, 9, 9]), Array([2, 0, 0, 2, 0, 0])
        form.Resources = Dictionary(XObject=Dictionary(A=rgb_image(pdf)))
        page.obj.Resources.XObject = Dictionary(A=rgb_image(pdf), F=form)

    assert taken(foreign_pdf(content, image)).ppi == ppi
