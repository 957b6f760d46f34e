"""Pictures of PDFs as numbers: what a codec, a Decode array and a mask make of them, and what they do not."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from broadsheet.graphics.form import RefusedPageError
from broadsheet.graphics.importer import import_page
from broadsheet.graphics.source import inking_of
from broadsheet.pdfcheck.check import check_pdf
from broadsheet.pdfcheck.pixels import pixels_of
from unit.pictures.test_convert import PROFILE, unmarked_jpeg

INK = (200, 10, 30, 40)
"""What Pillow is given; in the file it stands upside down, marked by Adobe or not."""
SIDE = 64


def jpeg(*, marked: bool) -> bytes:
    image = Image.new("CMYK", (SIDE, SIDE), INK)
    if not marked:
        return unmarked_jpeg(image.point(lambda value: 255 - value))
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=95)
    return stream.getvalue()


def picture(pdf: Pdf, kind: str, **more: object) -> Stream:
    made = Stream(pdf, bytes(255 - ink for ink in INK) * SIDE * SIDE)
    if kind != "plain":
        made.write(jpeg(marked=kind == "marked"), filter=Name.DCTDecode)
    entries = {"Type": Name.XObject, "Subtype": Name.Image, "ColorSpace": Name.DeviceCMYK}
    for key, value in {**entries, "BitsPerComponent": 8, "Width": SIDE, "Height": SIDE, **more}.items():
        made[f"/{key}"] = value
    return pdf.make_indirect(made)  # type: ignore[return-value]


KINDS = pytest.mark.parametrize("kind", ["plain", "marked", "unmarked"])


@KINDS
def test_numbers_are_those_of_the_file_whoever_wrote_it(kind: str) -> None:
    pdf = pikepdf.new()
    assert pixels_of(picture(pdf, kind)).getpixel((9, 9)) == pytest.approx([255 - ink for ink in INK], abs=2)
    turned = picture(pdf, kind, Decode=Array([1, 0] * 4))
    assert pixels_of(turned).getpixel((9, 9)) == pytest.approx(INK, abs=2)
    assert [int(each) for each in turned.Decode] == [1, 0] * 4  # the file's own is left as it was


@KINDS
def test_a_range_of_numbers_is_drawn_together(kind: str) -> None:
    pdf = pikepdf.new()
    halves = picture(pdf, kind, Decode=Array([0, 0.5] * 4))
    expected = [(255 - ink) / 2 for ink in INK]
    assert pixels_of(halves).getpixel((9, 9)) == pytest.approx(expected, abs=2)


@KINDS
def test_masks_are_left_aside(kind: str) -> None:
    pdf = pikepdf.new()
    masked = picture(pdf, kind, Mask=Array([0, 255] * 4))
    assert pixels_of(masked).mode == "CMYK"
    assert len(masked.Mask) == 8


@KINDS
@pytest.mark.parametrize("turned", [False, True])
def test_the_ink_of_an_advertisement_is_measured_the_right_way_round(kind: str, turned: bool) -> None:
    """Both ways: as it is left in the file, and as it is made a tone of black."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(100, 100))
    decode = {"Decode": Array([1, 0] * 4)} if turned else {}
    page.Resources = Dictionary(XObject=Dictionary(I=picture(pdf, kind, **decode)))
    page.Contents = pdf.make_stream(b"100 0 0 100 0 0 cm /I Do")
    stream = io.BytesIO()
    pdf.save(stream)
    ink = sum(INK) if turned else sum(255 - ink for ink in INK)
    kept = import_page(stream.getvalue(), inking_of(PROFILE))
    assert kept.ink == pytest.approx(ink / 0.255, abs=40)
    black = import_page(stream.getvalue(), inking_of(PROFILE, grey=True))
    (made,) = black.objects
    tone = zlib.decompress(made.data)[0] if made.entries["Filter"] == b"/FlateDecode" else _first(made.data)
    assert (tone > 100) == turned  # the light one is turned, the other is nearly black


def _first(data: bytes) -> int:
    value = Image.open(io.BytesIO(data)).getpixel((9, 9))
    assert isinstance(value, int)
    return value


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("part", [0.3, 0.9])
def test_a_jpeg_that_ends_too_soon_is_damage(mode: str, part: float, tmp_path: Path) -> None:
    stream = io.BytesIO()
    Image.effect_noise((SIDE, SIDE), 90).convert("RGB").convert(mode).save(stream, "JPEG", quality=95)
    whole = stream.getvalue()
    space = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}[mode]
    for data, damaged in ((whole, False), (whole[: int(len(whole) * part)], True)):
        pdf = pikepdf.new()
        page = pdf.add_blank_page(page_size=(20, 20))
        made = picture(pdf, "plain", ColorSpace=space)
        made.write(data, filter=Name.DCTDecode)
        page.Resources = Dictionary(XObject=Dictionary(I=made))
        page.Contents = pdf.make_stream(b"20 0 0 20 0 0 cm /I Do")
        pdf.save(tmp_path / "a.pdf")
        told = {(each.rule, each.page) for each in check_pdf(tmp_path / "a.pdf").found}
        assert (("F01", 1) in told) == damaged
        assert ("P01", 1) in told  # the rest of the page is judged all the same


def of_jpeg2000(image: Image.Image, space: object = None, **more: object) -> bytes:
    """A page of one picture that is packed as JPEG 2000."""
    packed = io.BytesIO()
    image.save(packed, "JPEG2000")
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(SIDE, SIDE))
    made = Stream(pdf, b"")
    made.write(packed.getvalue(), filter=Name.JPXDecode)
    entries = {"Subtype": Name.Image, "Width": SIDE, "Height": SIDE, **more}
    for key, value in (entries if space is None else {**entries, "ColorSpace": space}).items():
        made[f"/{key}"] = value
    page.obj.Resources = Dictionary(XObject=Dictionary(I=pdf.make_indirect(made)))
    page.obj.Contents = pdf.make_stream(b"%d 0 0 %d 0 0 cm /I Do" % (SIDE, SIDE))
    file = io.BytesIO()
    pdf.save(file)
    return file.getvalue()


def placed(data: bytes) -> tuple[dict[str, object], bytes, object]:
    page = import_page(data, inking_of(PROFILE, spots=True))
    (made,) = [each for each in page.objects if each.entries.get("Subtype") == b"/Image"]
    raw = made.data or b""
    return dict(made.entries), raw if made.plain else zlib.decompress(raw), page.notes


def test_a_jpeg_2000_of_16_bits_keeps_its_tones() -> None:
    """It was white."""
    entries, data, notes = placed(of_jpeg2000(Image.new("I;16", (SIDE, SIDE), 0x4000), Name.DeviceGray))
    assert (entries["ColorSpace"], data[:2], notes) == (b"/DeviceGray", b"\x40\x40", ())


def test_a_jpeg_2000_in_press_inks_keeps_them() -> None:
    """Its inks were taken for red, green, blue, and opacity."""
    inks = Image.new("RGBA", (SIDE, SIDE), INK)
    entries, data, notes = placed(of_jpeg2000(inks, Name.DeviceCMYK))
    assert (entries["ColorSpace"], data[:4], notes) == (b"/DeviceCMYK", bytes(INK), ())


def test_a_jpeg_2000_in_a_spot_ink_keeps_its_plate() -> None:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0], N=1)
    spot = Array([Name.Separation, Name("/PANTONE 185 C"), Name.DeviceCMYK, tint])
    entries, data, _ = placed(of_jpeg2000(Image.new("L", (SIDE, SIDE), 77), spot))
    named = entries["ColorSpace"]
    assert isinstance(named, tuple)
    assert (named[0], data[:2]) == (b"/Separation", b"MM")


def test_a_picture_of_16_bits_has_the_upper_eight() -> None:
    """PDF 1.4, of which PDF/X-1a and X-3 are, knows no more; what is left out is counted in eight, too."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(SIDE, SIDE))
    made = picture(pdf, "plain", BitsPerComponent=16, ColorSpace=Name.DeviceGray, Mask=Array([0, 0x1234]))
    made.write(b"\x40\x99" * SIDE * SIDE)
    page.obj.Resources = Dictionary(XObject=Dictionary(I=made))
    page.obj.Contents = pdf.make_stream(b"%d 0 0 %d 0 0 cm /I Do" % (SIDE, SIDE))
    file = io.BytesIO()
    pdf.save(file)
    entries, data, _ = placed(file.getvalue())
    assert (entries["BitsPerComponent"], entries["Mask"]) == (b"8", (b"0", b"18"))
    assert data == b"\x40" * SIDE * SIDE


def test_a_jpeg_2000_of_an_index_is_refused() -> None:
    """Its numbers may have been made others on the way."""
    table = Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String(b"\0" * 6)])
    with pytest.raises(RefusedPageError, match="JPEG 2000"):
        placed(of_jpeg2000(Image.new("L", (SIDE, SIDE), 1), table))


def test_a_picture_of_colours_that_are_not_unpacked_here_is_judged_all_the_same(tmp_path: Path) -> None:
    """It ended with a traceback."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(SIDE, SIDE))
    calculated = Stream(pdf, b"{pop 0 0 0}", FunctionType=4, Domain=[0, 1] * 2, Range=[0, 1] * 4)
    space = Array([Name.DeviceN, Array([Name.Cyan, Name("/None")]), Name.DeviceCMYK, calculated])
    made = picture(pdf, "plain", ColorSpace=space)
    page.obj.Resources = Dictionary(XObject=Dictionary(I=made))
    page.obj.Contents = pdf.make_stream(b"%d 0 0 %d 0 0 cm /I Do" % (SIDE, SIDE))
    pdf.save(tmp_path / "a.pdf")
    assert "F01" not in {found.rule for found in check_pdf(tmp_path / "a.pdf").found}
