"""Pages of other PDFs taken apart: what is kept, what is made press inks, what is refused."""

from __future__ import annotations

import base64
import io
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from broadsheet.graphics.form import ImportedPage, Note, PdfValue, Refusal, RefusedPageError
from broadsheet.graphics.importer import import_page
from broadsheet.graphics.source import inking_of
from broadsheet.graphics.spaces import Inking
from broadsheet.pdfcheck.fontfile import table_of
from broadsheet.resources import PRESS_PROFILE, shipped
from square import square_font
from unit.graphics.foreign import foreign_pdf, rgb_image

ICC = shipped("profiles", PRESS_PROFILE).read_bytes()


INKS, BLACK = inking_of(ICC, spots=True), inking_of(ICC, grey=True)


def taken(data: bytes, inking: Inking = INKS) -> ImportedPage:
    return import_page(data, inking)


def with_content(content: bytes, **resources: object) -> ImportedPage:
    return taken(foreign_pdf(content, **resources))


def changed(change: Callable[[pikepdf.Pdf, pikepdf.Page], None]) -> ImportedPage:
    return taken(foreign_pdf(change=change))


def operators(page: ImportedPage) -> list[str]:
    assert page.form.data is not None
    return page.form.data.decode().split("\n")[1:]


def matrix(page: ImportedPage) -> PdfValue:
    return page.form.entries["Matrix"]


def test_vectors_type_and_face_are_kept_as_they_are() -> None:
    page = taken(foreign_pdf())
    assert (page.width, page.height) == (200_000, 100_000)
    assert "(AB) Tj" in operators(page)
    assert page.form.entries["Resources"] == {"Font": {"F1": page_ref(page, "Font")}}
    assert any("FontFile2" in made.entries for made in page.objects)
    assert page.notes == ()
    assert page.ink == 2000


def page_ref(page: ImportedPage, kind: str) -> object:
    numbers = [made.number for made in page.objects if made.entries.get("Type") == f"/{kind}".encode()]
    resources = page.form.entries["Resources"]
    assert isinstance(resources, dict)
    (found,) = resources[kind].values()
    assert [found.number] == numbers
    return found


def test_a_page_starts_in_the_state_that_pages_start_in() -> None:
    assert taken(foreign_pdf()).form.data.startswith(b"0 0 0 1 k 0 0 0 1 K 1 w")  # type: ignore[union-attr]


def test_the_matrix_takes_the_box_to_the_unit_square() -> None:
    assert matrix(taken(foreign_pdf())) == (b"0.005", b"0", b"0", b"0.01", b"0", b"0")


def test_the_trim_box_is_what_is_placed_and_never_more_than_the_sheet() -> None:
    def trim(_: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.trimbox = Array([10, 10, 110, 999])

    page = changed(trim)
    assert (page.width, page.height) == (100_000, 90_000)
    assert page.form.entries["BBox"] == (b"10", b"10", b"110", b"100")


def test_where_a_file_has_an_art_box_alone_that_is_placed() -> None:
    """PDF/X takes either of the two, and never both."""

    def boxed(_: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.ArtBox = Array([50, 20, 150, 80])

    page = changed(boxed)
    assert (page.width, page.height) == (100_000, 60_000)


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        (90, (b"0", b"-0.005", b"0.01", b"0", b"0", b"1")),
        (180, (b"-0.005", b"0", b"0", b"-0.01", b"1", b"1")),
        (270, (b"0", b"0.005", b"-0.01", b"0", b"1", b"0")),
    ],
)
def test_a_turned_page_stands_as_viewers_show_it(turn: int, expected: tuple[bytes, ...]) -> None:
    def rotate(_: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Rotate = turn

    page = changed(rotate)
    assert matrix(page) == expected
    assert (page.width, page.height) == ((100_000, 200_000) if turn != 180 else (200_000, 100_000))


def test_black_and_grey_in_rgb_are_black_ink_alone() -> None:
    page = with_content(b"0 0 0 rg 0 0 1 1 re f .5 .5 .5 RG 0 0 1 1 re S")
    assert [line for line in operators(page) if line[-1] in "kK"] == ["0 0 0 1 k", "0 0 0 0.55 K"]
    assert page.notes == ((Note.RGB, "colours"),)


def test_colours_in_rgb_go_through_the_profile_however_they_are_named() -> None:
    plain = operators(with_content(b"1 0 0 rg 0 0 1 1 re f"))[0].removesuffix(" k")
    assert plain == "0 0.941 0.933 0"
    assert plain + " sc" in operators(with_content(b"/DeviceRGB cs 1 0 0 sc 0 0 1 1 re f"))
    named = with_content(b"/C cs 1 0 0 scn 0 0 1 1 re f", ColorSpace=Dictionary(C=Name.DeviceRGB))
    assert plain + " scn" in operators(named)
    assert named.form.entries["Resources"] == {"ColorSpace": {"C": b"/DeviceCMYK"}}


def test_the_same_colour_after_a_restored_state() -> None:
    page = with_content(b"q /DeviceRGB cs 1 0 0 sc 0 0 1 1 re f Q .2 g 0 0 1 1 re f")
    assert operators(page)[-3:] == ["0.2 g", "0 0 1 1 re", "f"]
    assert page.ink == 1874


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


def test_an_index_as_a_colour_stays_a_number() -> None:
    space = Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String(b"\0\0\0\xff\xff\xff")])
    page = with_content(b"/I cs 1 sc 0 0 1 1 re f", ColorSpace=Dictionary(I=space))
    assert operators(page)[:2] == ["/I cs", "1 sc"]


def blend(start: str, end: str) -> Dictionary:
    """From one colour to another; a digit is a component."""
    first, last = (Array([int(digit) for digit in digits]) for digits in (start, end))
    return Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, C0=first, C1=last)


def test_a_blend_of_rgb_colours_becomes_one_of_inks() -> None:
    along = Array([0, 0, 1, 0])
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=along, Function=blend("100", "111"))
    page = with_content(b"/S sh", Shading=Dictionary(S=shading))
    made = page.form.entries["Resources"]["Shading"]["S"]  # type: ignore[index,call-overload]
    assert made["Function"]["C0"] == (b"0", b"0.941", b"0.933", b"0")
    assert made["ColorSpace"] == b"/DeviceCMYK"
    assert page.ink == 1874


def test_only_what_is_used_is_taken() -> None:
    helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)

    def more(_: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Resources.Font.F9 = helvetica

    assert changed(more).notes == ()


def test_a_face_that_is_chosen_and_never_used_is_no_reason() -> None:
    """What reportlab writes at the head of every page."""
    page = with_content(b"BT /F9 12 Tf 14.4 TL ET q BT /F1 9 Tf (A) Tj ET Q")
    assert operators(page) == ["BT", "14.4 TL", "ET", "q", "BT", "/F1 9 Tf", "(A) Tj", "ET", "Q"]


def test_links_scripts_and_marks_for_readers_are_left_behind() -> None:
    def more(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Annots = Array([Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))])
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")

    page = changed(more)
    assert page.notes == ((Note.DROPPED, "links and notes"), (Note.DROPPED, "scripts and actions"))
    marked = with_content(b"/Span <</MCID 0>> BDC 0 0 1 1 re f EMC")
    assert operators(marked) == ["0 0 1 1 re", "f"]


def test_a_separation_is_kept_and_named() -> None:
    spot = Array([Name.Separation, Name("/PANTONE 185 C"), Name.DeviceCMYK, blend("0000", "0100")])
    page = with_content(b"/C cs 1 scn 0 0 1 1 re f", ColorSpace=Dictionary(C=spot))
    assert page.notes == ((Note.SPOT, "PANTONE 185 C"),)


PROCESS = replace(INKS, keeps_spots=False)
RED = Array([Name.Separation, Name("/PANTONE 185 C"), Name.DeviceCMYK, blend("0000", "0110")])


def mixed(content: bytes, inking: Inking = PROCESS, **resources: object) -> ImportedPage:
    return taken(foreign_pdf(content, **resources), inking)


def test_a_spot_ink_without_a_plate_is_printed_in_what_stands_for_it() -> None:
    page = mixed(b"/C cs 0.5 scn 0 0 1 1 re f /C CS 1 SCN 0 0 1 1 re S", ColorSpace=Dictionary(C=RED))
    assert [each for each in operators(page) if each.lower().endswith(" k")] == [
        "0 1 1 0 k", "0 0.5 0.5 0 k", "0 1 1 0 K", "0 1 1 0 K",
    ]  # fmt: skip
    assert "ColorSpace" not in page.form.entries["Resources"]  # type: ignore[operator]
    assert page.notes == ((Note.MIXED, "PANTONE 185 C"),)
    assert page.ink == 2000


def test_inks_by_name_and_registration_marks_stay() -> None:
    by_name = Array([Name.Separation, Name.Black, Name.DeviceCMYK, blend("0000", "0001")])
    marks = Array([Name.Separation, Name.All, Name.DeviceCMYK, blend("0000", "1111")])
    spaces = Dictionary(A=by_name, B=marks)
    page = mixed(b"/A cs 1 scn 0 0 1 1 re f /B cs 1 scn 0 0 1 1 re f", ColorSpace=spaces)
    assert {"/A cs", "/B cs"} <= set(operators(page))
    assert page.notes == ()


def test_a_spot_ink_is_a_tone_of_black_where_the_edition_is() -> None:
    page = mixed(b"/C cs 1 scn 0 0 1 1 re f", BLACK, ColorSpace=Dictionary(C=RED))
    (first, _) = (each for each in operators(page) if each.endswith(" k"))
    assert first.startswith("0 0 0 0.")


def test_a_picture_in_tints_of_a_spot_ink_is_an_index_of_inks() -> None:
    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Contents = pdf.make_stream(b"/A Do")
        picture = rgb_image(pdf, Width=6, ColorSpace=RED, Decode=Array([1, 0]))
        page.obj.Resources.XObject = Dictionary(A=picture)

    page = taken(foreign_pdf(change=change), PROCESS)
    (picture,) = (each for each in page.objects if each.entries.get("Subtype") == b"/Image")
    family, base, last, table = picture.entries["ColorSpace"]  # type: ignore[misc]
    assert (family, base, last) == (b"/Indexed", b"/DeviceCMYK", b"255")
    assert table[1:-1] == bytes(part for tint in range(256) for part in (0, tint, tint, 0)).hex().encode()  # type: ignore[index]
    assert picture.entries["Decode"] == (b"255", b"0")
    assert (page.ink, page.notes) == (2000, ((Note.MIXED, "PANTONE 185 C"),))


def test_a_blend_of_a_spot_ink_is_one_of_process_inks() -> None:
    shading = Dictionary(
        ShadingType=2, ColorSpace=RED, Coords=Array([0, 0, 1, 0]),
        Function=Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0]), C1=Array([1]), N=2),
    )  # fmt: skip
    page = mixed(b"/S sh", Shading=Dictionary(S=shading))
    (ramp,) = (each for each in page.objects if each.entries.get("FunctionType") == b"0")
    assert ramp.data is not None
    assert list(ramp.data[-4:]) == [0, 255, 255, 0]
    assert list(ramp.data[4 * 128 : 4 * 129]) == [0, 64, 64, 0]


def test_a_spot_ink_that_nothing_stands_for_is_refused() -> None:
    lost = Array([Name.Separation, Name.Gold, Name.DeviceCMYK, Dictionary(FunctionType=9)])
    with pytest.raises(RefusedPageError) as caught:
        mixed(b"/C cs 1 scn 0 0 1 1 re f", ColorSpace=Dictionary(C=lost))
    assert caught.value.refusal is Refusal.COLOUR


@pytest.mark.parametrize(
    ("content", "is_lost"),
    [
        (b"/G gs 0 0 0 0 k 0 0 9 9 re f", True),
        (b"/G gs 1 g 0 0 9 9 re f", True),
        (b"/G gs 0 0 0 0 K 0 0 9 9 re S", True),
        (b"0 0 0 0 k 0 0 9 9 re f", False),
        (b"q /G gs Q 0 0 0 0 k 0 0 9 9 re f", False),
        (b"/G gs 0 0 0 0.1 k 0 0 9 9 re f", False),
    ],
)
def test_white_that_overprints_is_told(content: bytes, is_lost: bool) -> None:
    states = Dictionary(G=Dictionary(OP=True, op=True, OPM=1))
    page = with_content(content, ExtGState=states)
    assert ((Note.WHITE, "white") in page.notes) is is_lost


def _soft_picture(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.obj.Contents = pdf.make_stream(b"/A Do")
    page.obj.Resources.XObject = Dictionary(A=rgb_image(pdf, SMask=rgb_image(pdf)))


def _unembedded(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.obj.Contents = pdf.make_stream(b"BT /F2 9 Tf (a) Tj ET")
    page.obj.Resources.Font.F2 = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def _stamp(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    look = Dictionary(N=pdf.make_stream(b""))
    page.obj.Annots = Array([Dictionary(Subtype=Name.Stamp, F=4, AP=look)])


def _layers(pdf: pikepdf.Pdf, _: pikepdf.Page) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="de"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def _guides(pdf: pikepdf.Pdf, _: pikepdf.Page) -> None:
    """A layer that is seen on the screen and never printed, as Illustrator writes it."""
    usage = Dictionary(Print=Dictionary(PrintState=Name.OFF))
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="guides", Usage=usage))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(ON=Array([layer])))


def _instead(pdf: pikepdf.Pdf, page: pikepdf.Page, **rule: object) -> None:
    """What is seen only where a layer is not."""
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="de"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary())
    group = pdf.make_indirect(Dictionary(Type=Name.OCMD, OCGs=layer, **rule))
    page.obj.Resources.Properties = Dictionary(A=group)


def _opaque(pdf: pikepdf.Pdf, page: pikepdf.Page, **state: object) -> None:
    page.obj.Contents = pdf.make_stream(b"/G gs 0 0 1 1 re f")
    page.obj.Resources.ExtGState = Dictionary(G=Dictionary(**state))


def _unknown_space(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.obj.Contents = pdf.make_stream(b"/L cs 1 0 0 sc 0 0 1 1 re f")
    page.obj.Resources.ColorSpace = Dictionary(L=Array([Name.Luv, Dictionary()]))


def _two_pages(pdf: pikepdf.Pdf, _: pikepdf.Page) -> None:
    pdf.add_blank_page()


def _in_itself(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """A form that shows itself is taken once; viewers stop there, too."""
    form = pdf.make_stream(b"/X Do")
    form.Subtype, form.BBox = Name.Form, Array([0, 0, 1, 1])
    form.Resources = Dictionary(XObject=Dictionary(X=form))
    page.obj.Contents = pdf.make_stream(b"/X Do")
    page.obj.Resources.XObject = Dictionary(X=form)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (_soft_picture, Refusal.TRANSPARENCY),
        (partial(_opaque, ca=0.5), Refusal.TRANSPARENCY),
        (partial(_opaque, BM=Name.Multiply), Refusal.TRANSPARENCY),
        (_unembedded, Refusal.FONT),
        (_stamp, Refusal.LAYER),
        (_layers, Refusal.LAYER),
        (_guides, Refusal.LAYER),
        (partial(_instead, P=Name.AllOff), Refusal.LAYER),
        (partial(_instead, VE=Array([Name.Not, Dictionary()])), Refusal.LAYER),
        (_unknown_space, Refusal.COLOUR),
        (_two_pages, Refusal.FILE),
    ],
)
def test_what_no_rule_covers_is_refused(
    change: Callable[[pikepdf.Pdf, pikepdf.Page], None], refusal: Refusal
) -> None:
    with pytest.raises(RefusedPageError) as caught:
        changed(change)
    assert caught.value.refusal is refusal


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\n", b"GIF89a", foreign_pdf()[:700]])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(RefusedPageError) as caught:
        taken(data)
    assert caught.value.refusal is Refusal.FILE


def test_a_form_in_itself_ends() -> None:
    assert len(changed(_in_itself).objects) == 1


def test_a_stream_that_unpacks_to_more_than_anyone_draws_is_refused() -> None:
    with pytest.raises(RefusedPageError, match="too large"):
        with_content(b" " * 4_000_000)


def test_a_picture_that_unpacks_to_more_than_it_says_is_refused() -> None:
    def image(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        stream = rgb_image(pdf)
        stream.write(zlib.compress(b"\0" * 9_000_000), filter=Name.FlateDecode)
        page.obj.Resources.XObject = Dictionary(A=stream)

    with pytest.raises(RefusedPageError, match="too large"):
        taken(foreign_pdf(b"/A Do", image))


@pytest.mark.parametrize(
    ("data", "filters"),
    [
        (zlib.compress(b"0 0 1 1 re f " * 500), ["/FlateDecode"]),
        (
            base64.a85encode(zlib.compress(b"0 0 1 1 re f " * 500, 0), wrapcol=70) + b"~>",
            ["/ASCII85Decode", "/FlateDecode"],
        ),
        (b"0 0 1 1 re f ".hex().encode() * 500 + b">", ["/ASCIIHexDecode"]),
    ],
)
def test_streams_may_be_packed_twice(data: bytes, filters: list[str]) -> None:
    def packed(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Contents.write(data, filter=Array([Name(str(name)) for name in filters]))

    assert operators(changed(packed)).count("f") == 500


def test_numbers_are_written_without_exponents() -> None:
    """A tile that was turned by half has sines that are nearly nought; E-16 is no number in a PDF."""

    def tile(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        matrix = pikepdf.Object.parse(b"[-1 -0.00000000000000012246469 0.0000000000000001 -1 68 37.4]")
        made = pdf.make_stream(b"0 0 9 9 re f", PatternType=1, PaintType=1, TilingType=1, XStep=9, YStep=9)
        made.BBox, made.Matrix, made.Resources = Array([0, 0, 9, 9]), matrix, Dictionary()
        page.obj.Resources.Pattern = Dictionary(P=made)

    (made,) = taken(foreign_pdf(b"/Pattern cs /P scn 0 0 9 9 re f", tile)).objects
    numbers = made.entries["Matrix"]
    assert isinstance(numbers, tuple)
    assert [float(each) for each in numbers if isinstance(each, bytes) and b"E" not in each] == pytest.approx(
        [-1, 0, 0, -1, 68, 37.4], abs=1e-9
    )


def test_the_same_file_gives_the_same_values() -> None:
    data = foreign_pdf()
    assert taken(data) == taken(data)


def test_in_an_edition_in_black_every_colour_is_a_tone_of_it() -> None:
    def image(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        cmyk = rgb_image(pdf, ColorSpace=Name.DeviceCMYK, Width=1, Height=1)
        page.obj.Resources.XObject = Dictionary(A=rgb_image(pdf), B=cmyk)

    content = b"0 1 0 0 k 0 0 1 1 re f 1 0 0 rg 0 0 1 1 re f .3 g 0 0 1 1 re f /A Do /B Do"
    page = taken(foreign_pdf(content, image), BLACK)
    colours = [line for line in operators(page) if line[-1] in "kg"]
    assert colours[0] == "0 0 0 0.59 k"
    assert colours[1].startswith("0 0 0 0.")
    assert colours[2] == "0.3 g"
    assert [made.entries["ColorSpace"] for made in page.objects] == [b"/DeviceGray"] * 2


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


def composite(pdf: pikepdf.Pdf, page: pikepdf.Page, width: int = 500) -> None:
    """The page's face as one whose codes are CIDs; its two letters are 500 wide."""
    simple = page.obj.Resources.Font.F1
    inner = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=simple.BaseFont,
        FontDescriptor=simple.FontDescriptor, DW=width,
    )  # fmt: skip
    page.obj.Resources.Font.F1 = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=simple.BaseFont, Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(inner)]),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("codes", "width", "notes"),
    [
        (b"00010002", 500, ()),
        (b"00010002", 502, ((Note.ARCHIVE, "ABCDEF+Square"),)),
        (b"00010777", 500, ((Note.GLYPH, "ABCDEF+Square"),)),
        (b"0000", 500, ((Note.GLYPH, "ABCDEF+Square"),)),
    ],
)
def test_what_an_archive_does_not_take_of_a_face_is_noted(
    codes: bytes, width: int, notes: tuple[tuple[Note, str], ...]
) -> None:
    page = taken(foreign_pdf(b"BT /F1 9 Tf <%s> Tj ET" % codes, partial(composite, width=width)))
    assert (page.notes, page.is_archival) == (notes, not notes)


@pytest.mark.parametrize(
    ("codes", "width", "notes"), [(b"0777", 500, ()), (b"0001", 502, ()), (b"0000", 500, ("Square",))]
)
def test_of_type_that_is_not_printed_an_archive_wants_nothing_but_a_character(
    codes: bytes, width: int, notes: tuple[str, ...]
) -> None:
    """Scanned pages have their words below the picture (ISO 19005-2, 6.2.11.4.1, 6.2.11.5 and 6.2.11.8)."""
    page = taken(foreign_pdf(b"BT 3 Tr /F1 9 Tf <%s> Tj ET" % codes, partial(composite, width=width)))
    assert page.notes == tuple((Note.ARCHIVE, f"ABCDEF+{face}") for face in notes)


def test_a_face_says_which_of_its_glyphs_a_character_is() -> None:
    """ISO 32000-1, table 117: some programs leave it out where it is one for one, and PDF/A does not."""
    page = taken(foreign_pdf(b"BT /F1 9 Tf <0001> Tj ET", composite))
    (map_,) = [made.entries["CIDToGIDMap"] for made in page.objects if "CIDToGIDMap" in made.entries]
    assert map_ == b"/Identity"


def test_type_in_no_face_at_all_is_nothing_to_look_into() -> None:
    """A form that counts on the face of the page around it, as some readers do."""

    def bare(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        form = pdf.make_stream(b"BT (A) Tj ET", BBox=Array([0, 0, 9, 9]), Subtype=Name.Form)
        page.obj.Resources = Dictionary(XObject=Dictionary(A=form))

    assert taken(foreign_pdf(b"/A Do", bare)).notes == ()


@pytest.mark.parametrize(
    ("kind", "bare"), [("/CIDFontType0", b"/CIDFontType0C"), ("/Type1", b"/Type1C"), ("/CIDFontType2", b"")]
)
def test_outlines_of_postscripts_kind_go_without_the_opentype_around_them(
    kind: str, bare: bytes, tmp_path: Path
) -> None:
    """PDF 1.4, of which PDF/X-1a and X-3 are, knows no OpenType."""
    opentype = square_font(tmp_path / "square.otf", "AB", outlines="cff").read_bytes()

    def wrapped(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        descriptor = page.obj.Resources.Font.F1.FontDescriptor
        del descriptor.FontFile2
        descriptor.FontFile3 = pdf.make_stream(opentype, Subtype=Name.OpenType)
        page.obj.Resources.Font.F1.Subtype = Name(kind)
        if kind != "/Type1":
            composite(pdf, page)
            page.obj.Resources.Font.F1.DescendantFonts[0].Subtype = Name(kind)

    codes = b"(A)" if kind == "/Type1" else b"<0001>"
    page = taken(foreign_pdf(b"BT /F1 9 Tf %s Tj ET" % codes, wrapped))
    (program,) = [made for made in page.objects if made.data and made.entries.get("Subtype") != b"/Form"]
    assert program.entries["Subtype"] == (bare or b"/OpenType")
    data = program.data or b""
    held = data if program.plain else zlib.decompress(data)
    assert held == (table_of(opentype, b"CFF ") if bare else opentype)


def test_lists_of_the_glyphs_in_a_face_stay_behind() -> None:
    """Programs that cut faces leave them as they were; PDF/A wants them complete, or not at all."""

    def cut(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        descriptor = page.obj.Resources.Font.F1.FontDescriptor
        descriptor.CharSet, descriptor.CIDSet = String("/A"), pdf.make_stream(b"\x40")

    kept = [set(made.entries) for made in changed(cut).objects]
    assert any("FontFile2" in entries for entries in kept)
    assert not any({"CharSet", "CIDSet"} & entries for entries in kept)


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


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b"0 0 0 1 k 20 20 100 re f", "'re' with 3 of 4 operands"),
        (b"0 0 0 k 20 20 9 9 re f", "'k' with 3 of 4 operands"),
        (b"0 0 0 (x) k 20 20 9 9 re f", "'k' with what is no number"),
        (b"foo 20 20 9 9 re f", "no operator: foo"),
        (b"BT /F9 20 Tf 20 20 Td (hello) Tj ET", "Font: nothing called '/F9'"),
        (b"/X9 Do", "XObject: nothing called '/X9'"),
        (b"/G9 gs 20 20 9 9 re f", "ExtGState: nothing called '/G9'"),
        (b"cs 20 20 9 9 re f", "'cs' with 0 of 1 operands"),
    ],
)
def test_an_instruction_that_is_not_whole_is_refused(content: bytes, detail: str) -> None:
    with pytest.raises(RefusedPageError) as refused:
        with_content(content)
    assert refused.value.refusal is Refusal.FILE
    assert refused.value.details == (f"content stream: {detail}",)


@pytest.mark.parametrize(
    ("content", "left"),
    [
        (b"q q 0 0 9 9 re f Q", ["q", "q", "0 0 9 9 re", "f", "Q", "Q"]),
        (b"Q 0 0 9 9 re f q Q Q", ["0 0 9 9 re", "f", "q", "Q"]),
        (b"BX foo 0 0 9 9 re EX f", ["0 0 9 9 re", "f"]),
    ],
)
def test_saved_states_are_even_and_what_may_be_unknown_is_left(content: bytes, left: list[str]) -> None:
    form = with_content(content).form
    assert form.data is not None
    assert form.data.decode().split("\n")[-len(left) :] == left
