"""Pictures of placed PDFs in press inks."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from broadsheet.graphics.form import ImportedPage, Note, Ref, Refusal, RefusedPageError
from unit.graphics.foreign import Change, rgb_image
from unit.graphics.pressed import (
    BLACK,
    LAB,
    lines,
    picture,
    taken,
)


def test_a_picture_in_the_stream_goes_the_way_of_all_others() -> None:
    content = b"q 2 0 0 1 0 0 cm BI /W 2 /H 1 /BPC 8 /CS /RGB /I true /F /AHx ID ff0000 808080> EI Q"
    page = taken(content)
    assert lines(page) == ["q", "2 0 0 1 0 0 cm", "/Inline0 Do", "Q"]
    (image,) = page.objects
    assert image.entries["ColorSpace"] == b"/DeviceCMYK"
    assert "Interpolate" not in image.entries
    assert (page.ppi, page.notes) == (72, ((Note.RGB, "pictures"),))
    kept = taken(b"BI /W 8 /H 1 /IM true ID \x55 EI")
    assert (kept.objects, lines(kept)[0][:2]) == ((), "BI")


PAIR = Array([Name.Black, Name("/PANTONE 185 C")])
TWO = {"FunctionType": 4, "Domain": Array([0, 1] * 2), "Range": Array([0, 1] * 4)}


def duotone(names: Array, program: bytes, **entries: object) -> Change:
    """Three pixels: no ink, half of each, and all of the second."""

    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        tint = pdf.make_stream(program, **TWO)
        made = rgb_image(pdf, Width=3, ColorSpace=Array([Name.DeviceN, names, Name.DeviceCMYK, tint]))
        made.write(bytes((0, 0, 128, 128, 0, 255)))
        for key, value in entries.items():
            made[f"/{key}"] = value
        page.obj.Resources.XObject = Dictionary(A=made)

    return change


def pixels(page: ImportedPage) -> list[list[int]]:
    (image,) = (made for made in page.objects if made.entries.get("Subtype") == b"/Image")
    assert image.data is not None
    data = zlib.decompress(image.data)
    size = len(data) // 3
    return [list(data[size * at : size * (at + 1)]) for at in range(3)]


def test_a_duotone_is_printed_in_the_inks_that_stand_for_its_own() -> None:
    program = b"{dup 3 -1 roll 0 4 1 roll}"  # black stays, the red is magenta and yellow
    page = taken(b"/A Do", duotone(PAIR, program))
    assert pixels(page) == [[0, 0, 0, 0], [0, 128, 128, 128], [0, 255, 255, 0]]
    assert page.notes == ((Note.MIXED, "PANTONE 185 C"),)
    assert 1990 <= page.ink <= 2010
    turned = taken(b"/A Do", duotone(PAIR, program, Decode=Array([1, 0, 1, 0])))
    assert pixels(turned)[0] == [0, 255, 255, 255]
    grey = taken(b"/A Do", duotone(PAIR, program), BLACK)
    assert pixels(grey)[0] == [255]
    assert pixels(grey)[2] < pixels(grey)[0]


def test_a_picture_in_process_inks_by_name_stays_and_is_measured() -> None:
    page = taken(b"/A Do", duotone(Array([Name.Black, Name.Cyan]), b"{exch 0 exch 0 exch}"))
    assert (len(page.objects), page.notes) == (2, ())
    assert 1000 <= page.ink <= 1020


@pytest.mark.parametrize(
    ("opacity", "is_taken"), [(b"\xff\xff", True), (b"\xff\xfe", False), (b"\xff", False)]
)
def test_a_soft_mask_through_which_nothing_is_seen_is_none(opacity: bytes, is_taken: bool) -> None:
    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        mask = rgb_image(pdf, ColorSpace=Name.DeviceGray)
        mask.write(opacity)
        page.obj.Resources.XObject = Dictionary(A=rgb_image(pdf, SMask=mask))

    if is_taken:
        (image,) = taken(b"/A Do", change).objects
        assert "SMask" not in image.entries
    else:
        with pytest.raises(RefusedPageError) as caught:
            taken(b"/A Do", change)
        assert caught.value.refusal is Refusal.TRANSPARENCY


def test_pictures_in_lab_are_printed_in_press_inks() -> None:
    """Counted from the least to the most of their space, and by an index, too."""
    white_and_red = bytes((255, 128, 128, 122, 198, 170))
    page = taken(b"/A Do", picture(data=white_and_red, ColorSpace=LAB))
    (image,) = page.objects
    assert image.data is not None
    data = zlib.decompress(image.data)
    assert max(data[:4]) <= 3
    assert (data[5] > 200, data[6] > 130, page.notes) == (True, True, ((Note.RGB, "pictures"),))
    index = Array([Name.Indexed, LAB, 1, String(white_and_red)])
    (counted,) = taken(b"/A Do", picture(data=b"\0\1", ColorSpace=index)).objects
    _, base, _, table = counted.entries["ColorSpace"]  # type: ignore[misc]
    assert base == b"/DeviceCMYK"
    assert isinstance(table, bytes)
    assert list(bytes.fromhex(table[1:-1].decode())) == pytest.approx([0, 0, 0, 0, *data[4:8]], abs=6)
    grey = taken(b"/A Do", picture(data=white_and_red, ColorSpace=LAB), BLACK)
    assert grey.objects[0].entries["ColorSpace"] == b"/DeviceGray"


def test_a_jpeg_in_lab_is_printed_as_the_same_numbers_without_packing_are() -> None:
    side = 16
    packed = io.BytesIO()
    Image.new("RGB", (side, side), (122, 198, 170)).save(packed, "JPEG", quality=98, subsampling=0)

    def inks(data: bytes, name: Name | None) -> tuple[int, ...]:
        def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
            made = rgb_image(pdf, ColorSpace=LAB, Width=side, Height=side)
            made.write(data, filter=name)
            page.obj.Resources.XObject = Dictionary(A=made)

        (image,) = taken(b"/A Do", change).objects
        raw = image.data or b""
        if image.entries["Filter"] == b"/FlateDecode":
            return tuple(zlib.decompress(raw)[:4])
        with Image.open(io.BytesIO(raw)) as found:
            return tuple(found.getpixel((5, 5)))  # type: ignore[arg-type]

    plain = inks(bytes((122, 198, 170)) * side * side, None)
    assert inks(packed.getvalue(), Name.DCTDecode) == pytest.approx(plain, abs=6)


def test_a_picture_in_rgb_that_leaves_a_colour_out_has_a_mask_of_its_pixels() -> None:
    """In press inks its colours are others. Red is left out, grey is printed."""
    keyed = Array([250, 255, 0, 5, 0, 5])

    def with_picture(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Resources.XObject = Dictionary(A=rgb_image(pdf, Mask=keyed))

    page = taken(b"/A Do", with_picture)
    (mask,) = [each for each in page.objects if each.entries.get("ImageMask") == b"true"]
    (shown,) = [each for each in page.objects if "Mask" in each.entries]
    assert (mask.data, mask.entries["Width"], shown.entries["Mask"]) == (b"\x80", b"2", Ref(mask.number))
