"""Placed PDFs on the press: all ink is counted, and colours that became press inks overprint as they did."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping
from functools import partial

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageCms

from broadsheet.graphics.form import ImportedPage, Note, Ref, Refusal, RefusedPageError
from broadsheet.graphics.importer import import_page
from broadsheet.graphics.source import inking_of
from broadsheet.graphics.spaces import Inking
from broadsheet.records import replace
from broadsheet.resources import PRESS_PROFILE, shipped
from unit.graphics.foreign import Change, foreign_pdf, rgb_image

ICC = shipped("profiles", PRESS_PROFILE).read_bytes()
INKS, BLACK = inking_of(ICC, spots=False), inking_of(ICC, grey=True)
RAMP = Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array([0] * 4), C1=Array([0, 1, 1, 0]))
RED = Array([Name.Separation, Name("/PANTONE 185 C"), Name.DeviceCMYK, RAMP])


def taken(
    content: bytes, change: Change | None = None, inking: Inking = INKS, **named: object
) -> ImportedPage:
    return import_page(foreign_pdf(content, change, **named), inking)


def lines(page: ImportedPage) -> list[str]:
    assert page.form.data is not None
    return page.form.data.decode().split("\n")[1:]


def picture(**entries: object) -> Change:
    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        data = entries.pop("data", b"\0\0\0\0\0\0")
        made = rgb_image(pdf, **entries)
        made.write(data)
        page.obj.Resources.XObject = Dictionary(A=made)

    return change


def shading(data: bytes | None = None, **entries: object) -> Change:
    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        made = {
            key: pdf.make_stream(value[0], **value[1]) if isinstance(value, tuple) else value
            for key, value in entries.items()
        }
        held = Dictionary(**made) if data is None else pdf.make_stream(data, **made)
        page.obj.Resources.Shading = Dictionary(S=held)

    return change


PALETTE = Array([Name.Indexed, Name.DeviceCMYK, 1, String(bytes((255, 255, 255, 0, 0, 0, 0, 9)))])
AXIS = {"ShadingType": 2, "Coords": Array([0, 0, 1, 0])}
TOP = {
    "FunctionType": 0,
    "Domain": Array([0, 1]),
    "Range": Array([0, 1] * 4),
    "Size": Array([3]),
    "BitsPerSample": 8,
}
PLATES = {**AXIS, "ColorSpace": Name.DeviceCMYK}
SAMPLES = (bytes((0, 0, 0, 0, 255, 255, 255, 0, 0, 0, 0, 0)), TOP)
CORNERS = {
    "ShadingType": 4, "BitsPerCoordinate": 8, "BitsPerComponent": 8, "BitsPerFlag": 8,
    "Decode": Array([0, 9, 0, 9, *[0, 1] * 4]), "ColorSpace": Name.DeviceCMYK,
}  # fmt: skip
THREE = bytes((0, 0, 0, 255, 255, 255, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 0))


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


def test_a_mesh_of_rgb_colours_gets_press_inks_at_its_corners() -> None:
    corners = bytes((0, 0, 0, 0, 0, 0, 0, 255, 0, 255, 255, 255, 0, 0, 255, 0, 0, 0))
    limits = Array([0, 9, 0, 9, *[0, 1] * 3])
    page = taken(b"/S sh", shading(corners, **{**CORNERS, "ColorSpace": Name.DeviceRGB, "Decode": limits}))
    (mesh,) = page.objects
    assert (mesh.entries["ColorSpace"], mesh.entries["BitsPerComponent"]) == (b"/DeviceCMYK", b"8")
    assert mesh.data is not None
    parts = [mesh.data[start : start + 7] for start in range(0, 21, 7)]
    assert [part[:3] for part in parts] == [b"\0\0\0", b"\0\xff\0", b"\0\0\xff"]
    assert [list(parts[at][3:]) for at in (0, 1)] == [[0, 0, 0, 255], [0, 0, 0, 0]]
    assert page.notes == ((Note.RGB, "colours"),)


def test_a_mesh_that_is_cut_short_is_refused() -> None:
    patch = {**CORNERS, "ShadingType": 6}
    with pytest.raises(RefusedPageError) as caught:
        taken(b"/S sh", shading(THREE, **patch))
    assert caught.value.refusal is Refusal.FILE


COMPUTED = {
    "samples": (bytes((255, 255, 255, 0, 0, 0)), {**TOP, "Range": Array([0, 1] * 3), "Size": Array([2])}),
    "program": (b"{1 exch sub dup dup}", {**TOP, "FunctionType": 4, "Range": Array([0, 1] * 3)}),
    "three": Array([Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array([1]), C1=Array([0]))] * 3),
}


@pytest.mark.parametrize("function", COMPUTED.values(), ids=COMPUTED)
def test_a_blend_that_computes_its_colours_is_sampled(function: object) -> None:
    page = taken(b"/S sh", shading(ColorSpace=Name.DeviceRGB, Function=function, **AXIS))
    (ramp,) = (made for made in page.objects if made.entries.get("Size") == (b"256",))
    assert ramp.data is not None
    assert (list(ramp.data[:4]), list(ramp.data[-4:])) == ([0, 0, 0, 0], [0, 0, 0, 255])
    assert (page.ink, page.notes) == (1000, ((Note.RGB, "colours"),))


def test_a_blend_over_a_plane_is_sampled_in_both_directions() -> None:
    program = (
        b"{pop dup dup}",
        {**TOP, "FunctionType": 4, "Domain": Array([0, 1] * 2), "Range": Array([0, 1] * 3)},
    )
    page = taken(b"/S sh", shading(ShadingType=1, ColorSpace=Name.DeviceRGB, Function=program))
    (ramp,) = (made for made in page.objects if made.entries.get("Size") == (b"96", b"96"))
    assert ramp.data is not None
    assert [ramp.data[4 * at + 3] for at in (0, 95, 96, 191)] == [255, 0, 255, 0]


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


def gs(page: ImportedPage) -> Mapping[str, object]:
    held = page.form.entries["Resources"]
    assert isinstance(held, Mapping)
    return {name: state for name, state in held["ExtGState"].items() if name != "G"}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("content", "mode", "written"),
    [
        pytest.param(b"/G gs 1 0 0 rg", 1, ["/O001 gs"], id="RGB knocks out of all plates"),
        pytest.param(b"1 0 0 rg /G gs", 1, ["/O001 gs"], id="whichever comes first"),
        pytest.param(b"/G gs 1 0 0 rg", 0, ["/O000 gs"], id="in the other mode, too"),
        pytest.param(b"/G gs 1 1 1 rg", 1, ["/O001 gs"], id="and so does its white"),
        pytest.param(b"/G gs 0 0 0 rg", 1, [], id="but black overprints"),
        pytest.param(b"/G gs 0 1 0 0 k", 1, [], id="press inks are as they were"),
        pytest.param(b"/G gs /P cs 0 1 0 0 sc", 1, ["/O001 gs"], id="by a profile they knock out"),
        pytest.param(b"/G gs 1 0 0 rg 0 1 0 0 k", 1, ["/O001 gs", "/O101 gs"], id="and overprint again"),
        pytest.param(b"/G gs q 1 0 0 rg Q 0 1 0 0 k", 1, ["/O001 gs"], id="a restored state is restored"),
        pytest.param(b"/G gs /C cs 0.5 scn", 0, ["/O101 gs"], id="a spot ink leaves the others alone"),
        pytest.param(b"/G gs /C cs 0.5 scn", 1, [], id="as it does already"),
        pytest.param(b"1 0 0 rg", 1, [], id="nothing overprints, nothing is said"),
    ],
)
def test_what_became_press_inks_overprints_as_it_did(content: bytes, mode: int, written: list[str]) -> None:
    def profiled(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        icc = pdf.make_stream(ICC, N=4)
        page.obj.Resources.ColorSpace = Dictionary(C=RED, P=Array([Name.ICCBased, icc]))

    states = Dictionary(G=Dictionary(op=True, OP=False, OPM=mode))
    page = taken(content + b" 0 0 9 9 re f", profiled, ExtGState=states)
    assert [line for line in lines(page) if line.endswith(" gs") and line != "/G gs"] == written
    assert (Note.WHITE, "white") not in page.notes
    for line in written:
        name = line[1:-3]
        said = {b"true": "1", b"false": "0"}
        state = gs(page)[name]
        assert isinstance(state, Mapping)
        assert f"O{said[state['op']]}{said[state['OP']]}{state['OPM'].decode()}" == name


def test_colours_are_those_of_their_own_profile() -> None:
    """A green that sRGB calls by other numbers is another green."""
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    def profiled(pdf: pikepdf.Pdf, page: pikepdf.Page, icc: bytes) -> None:
        page.obj.Resources.ColorSpace = Dictionary(P=Array([Name.ICCBased, pdf.make_stream(icc, N=3)]))

    content = b"/P cs 0.2 0.6 0.4 sc 0 0 9 9 re f"
    (plain,) = (line for line in lines(taken(b"0.2 0.6 0.4 rg 0 0 9 9 re f")) if line.endswith(" k"))
    swapped = _with_red_and_green_swapped(wide)
    found = [
        next(line for line in lines(taken(content, partial(profiled, icc=icc))) if line.endswith(" sc"))
        for icc in (wide, swapped, b"no profile")
    ]
    assert found[2][:-3] == plain[:-2]
    same = [float(ink) for ink in plain.split()[:4]]
    assert [float(ink) for ink in found[0].split()[:4]] == pytest.approx(same, abs=0.02)
    red = found[1].split()
    assert float(red[0]) < 0.2 < float(red[1])


def _with_red_and_green_swapped(icc: bytes) -> bytes:
    data = bytearray(icc)
    count = int.from_bytes(data[128:132], "big")
    rows = {bytes(data[132 + 12 * n : 136 + 12 * n]): 132 + 12 * n for n in range(count)}
    red, green = rows[b"rXYZ"], rows[b"gXYZ"]
    data[red : red + 4], data[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(data)


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
    ("content", "is_opaque"),
    [
        (b"/A gs 0 0 9 9 re f", True),  # nothing is stroked, as in every plot by matplotlib
        (b"/A gs 0 0 9 9 re S", False),
        (b"/A gs BT /F1 9 Tf (A) Tj ET", True),
        (b"/A gs BT /F1 9 Tf 1 Tr (A) Tj ET", False),
        (b"/B gs /C gs 0 0 9 9 re f", True),
        (b"/B gs BI /W 1 /H 1 /BPC 8 /CS /G ID \x55 EI", False),
        (b"q /B gs Q 0 0 9 9 re f", True),
        (b"/D gs /E gs 0 0 9 9 re f", False),  # the mask is still there
        (b"/A gs /X Do", False),  # a form may stroke
    ],
)
def test_only_what_is_painted_has_to_be_opaque(content: bytes, is_opaque: bool) -> None:
    def form(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        made = pdf.make_stream(b"0 0 9 9 re S", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        page.obj.Resources.XObject = Dictionary(X=made)

    states = Dictionary(
        A=Dictionary(CA=0.5, ca=1), B=Dictionary(ca=0.5), C=Dictionary(ca=1),
        D=Dictionary(SMask=Dictionary()), E=Dictionary(BM=Name.Normal),
    )  # fmt: skip
    if is_opaque:
        assert not taken(content, form, ExtGState=states).is_blank
    else:
        with pytest.raises(RefusedPageError) as caught:
            taken(content, form, ExtGState=states)
        assert caught.value.refusal is Refusal.TRANSPARENCY


@pytest.mark.parametrize(
    ("content", "written"),
    [
        (b"/N gs 0 0 9 9 re B", ["/N gs", "0 0 9 9 re", "S"]),  # crop marks by WeasyPrint
        (b"/N gs 0 0 9 9 re b*", ["/N gs", "0 0 9 9 re", "s"]),
        (b"/N gs 0 0 9 9 re f 0 0 5 5 re S", ["/N gs", "0 0 9 9 re", "n", "0 0 5 5 re", "S"]),
        (b"/S gs 0 0 9 9 re b", ["/S gs", "0 0 9 9 re", "f"]),
        (b"/N gs /S gs 0 0 9 9 re B", ["/N gs", "/S gs", "0 0 9 9 re", "n"]),
        (b"/N gs /F gs 0 0 9 9 re f", ["/N gs", "/F gs", "0 0 9 9 re", "f"]),
    ],
)
def test_of_what_is_all_transparent_nothing_is_painted(content: bytes, written: list[str]) -> None:
    states = Dictionary(N=Dictionary(ca=0), S=Dictionary(CA=0), F=Dictionary(ca=1))
    assert lines(taken(content, ExtGState=states)) == written
    for shown in (b"/N gs BT /F1 9 Tf (A) Tj ET", b"/N gs q BI /W 1 /H 1 /BPC 8 /CS /G ID \x55 EI Q"):
        with pytest.raises(RefusedPageError) as caught:
            taken(shown, ExtGState=states)
        assert caught.value.refusal is Refusal.TRANSPARENCY


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


def test_a_spot_ink_that_is_described_in_rgb_is_printed_in_press_inks() -> None:
    ramp = Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array([1] * 3), C1=Array([1, 0, 0]))
    spaces = Dictionary(C=Array([Name.Separation, Name.Gold, Name.DeviceRGB, ramp]))
    content = b"/C cs 1 scn 0 0 9 9 re f"
    page = taken(content, ColorSpace=spaces)
    (plain,) = (line for line in lines(taken(b"1 0 0 rg 0 0 9 9 re f")) if line.endswith(" k"))
    assert [line for line in lines(page) if line.endswith(" k")] == [plain, plain]
    assert page.notes == ((Note.MIXED, "Gold"),)
    grey = taken(content, inking=BLACK, ColorSpace=spaces)
    assert next(line for line in lines(grey) if line.endswith(" k")).startswith("0 0 0 ")


D50 = Array([0.9642, 1, 0.8249])
LAB = Array([Name.Lab, Dictionary(WhitePoint=D50, Range=Array([-128, 127] * 2))])
WARM = Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array([100, 0, 0]), C1=Array([48, 70, 42]))
WARM_RED = Array([Name.Separation, Name("/PANTONE 185 C"), LAB, WARM])


def test_a_colour_in_lab_is_printed_in_press_inks() -> None:
    """A red is of magenta and yellow; a grey is of black alone, as dark as that of a picture beside it."""
    page = taken(b"/L cs 48 70 42 sc 0 0 9 9 re f", ColorSpace=Dictionary(L=LAB))
    (written,) = (line for line in lines(page) if line.endswith(" sc"))
    cyan, magenta, yellow, black = (float(each) for each in written.split()[:4])
    assert (cyan, magenta > 0.8, yellow > 0.5, black < 0.2) == (0, True, True, True)
    assert page.notes == ((Note.RGB, "colours"),)
    grey = taken(b"/L cs 53.585 0 0 sc 0 0 9 9 re f", ColorSpace=Dictionary(L=LAB))
    (plain,) = (line for line in lines(taken(b".50196 .50196 .50196 rg 0 0 9 9 re f")) if " k" in line)
    assert next(line for line in lines(grey) if line.endswith(" sc")).split()[:4] == plain.split()[:4]
    for ends, ink in (((100, 0, 0), 0), ((0, 0, 0), 1000)):
        content = "/L cs {} {} {} sc 0 0 9 9 re f".format(*ends).encode()
        assert taken(content, ColorSpace=Dictionary(L=LAB)).ink == ink


def test_a_spot_ink_that_is_described_in_lab_is_printed_in_press_inks_or_keeps_its_plate() -> None:
    """As drawing programs have described every ink of a book of colours for years."""
    content, spaces = b"/C cs .5 scn 0 0 9 9 re f", Dictionary(C=WARM_RED)
    page = taken(content, ColorSpace=spaces)
    half = taken(b"/L cs 74 35 21 sc 0 0 9 9 re f", ColorSpace=Dictionary(L=LAB))
    wanted = next(line for line in lines(half) if line.endswith(" sc")).split()[:4]
    assert [line for line in lines(page) if line.endswith(" k")][-1].split()[:4] == wanted
    assert page.notes == ((Note.MIXED, "PANTONE 185 C"),)
    kept = taken(content, inking=replace(INKS, keeps_spots=True), ColorSpace=spaces)
    assert kept.notes == ((Note.SPOT, "PANTONE 185 C"),)
    resources = kept.form.entries["Resources"]
    assert isinstance(resources, Mapping)
    _, _, base, _ = resources["ColorSpace"]["C"]  # type: ignore[call-overload, index]
    (tints,) = kept.objects
    assert (base, tints.entries["Size"]) == (b"/DeviceCMYK", (b"256",))
    assert tints.data is not None
    assert list(tints.data[:4]) == [0, 0, 0, 0]
    assert list(tints.data[512:516]) == pytest.approx([255 * float(each) for each in wanted], abs=2)


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


def test_a_face_that_a_graphics_state_chooses_is_refused() -> None:
    """Type would be lost without it."""
    with pytest.raises(RefusedPageError) as caught:
        taken(b"/G gs BT 1 0 0 1 9 9 Tm (A) Tj ET", ExtGState=Dictionary(G=Dictionary(Font=Array([None, 9]))))
    assert caught.value.refusal is Refusal.FILE


def test_each_of_several_inks_with_plates_is_a_separation_of_its_own() -> None:
    """PDF/A-2, 6.2.4.4; the file's own is kept, so that one ink is described in one way."""
    kept = replace(INKS, keeps_spots=True)
    named = Array([Name("/PANTONE 185 C"), Name("/红"), Name.Black])

    def several(pdf: pikepdf.Pdf, page: pikepdf.Page, own: bool) -> None:
        limits = {"Domain": Array([0, 1] * 3), "Range": Array([0, 1] * 4)}
        tint = pdf.make_stream(b"{4 1 roll exch dup 4 -1 roll}", FunctionType=4, **limits)
        space = Array([Name.DeviceN, named, Name.DeviceCMYK, tint])
        if own:
            space.append(Dictionary(Colorants=Dictionary({"/PANTONE 185 C": RED})))
        page.obj.Resources.ColorSpace = Dictionary(C=space)

    for own in (False, True):
        page = taken(b"/C cs 1 0 0 scn 0 0 9 9 re f", partial(several, own=own), kept)
        resources = page.form.entries["Resources"]
        assert isinstance(resources, Mapping)
        colorants = resources["ColorSpace"]["C"][4]["Colorants"]  # type: ignore[call-overload, index]
        assert isinstance(colorants, Mapping)
        assert set(colorants) == {"PANTONE 185 C", "红"}
        kind, name, base, tint = colorants["红"]  # type: ignore[misc]
        assert (kind, name, base) == (b"/Separation", b"/#e7#ba#a2", b"/DeviceCMYK")
        (samples,) = (made for made in page.objects if isinstance(tint, Ref) and made.number == tint.number)
        assert samples.data is not None
        assert len(samples.data) == 4 * 256
        assert isinstance(colorants["PANTONE 185 C"][3], Mapping) is own  # type: ignore[index]


def shown_forms(content: bytes, *forms: bytes, **states: object) -> tuple[ImportedPage, list[list[str]]]:
    """A page that shows forms, each with what it says of its colours and overprint."""

    def with_forms(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        made = [
            pdf.make_indirect(pdf.make_stream(form, BBox=Array([0, 0, 9, 9]), Subtype=Name.Form))
            for form in forms
        ]
        page.obj.Resources.XObject = Dictionary({f"/F{n}": form for n, form in enumerate(made)})

    page = taken(content, with_forms, ExtGState=Dictionary(**states))
    found = [each for each in page.objects if each.entries.get("Subtype") == b"/Form"]
    return page, [(each.data or b"").decode().split("\n") for each in found]


OVER = Dictionary(op=True, OP=False, OPM=1)


def test_a_form_begins_with_the_overprint_of_the_file_around_it() -> None:
    """Black type in it overprints, though a colour beside it had to be told not to."""
    page, (form,) = shown_forms(b"/G gs 1 0 0 rg /F0 Do", b"0 0 0 1 k 0 0 9 9 re f", G=OVER)
    assert [line for line in lines(page) if line.endswith(" gs")] == ["/G gs", "/O001 gs"]
    assert form == ["0 0 0 1 k", "/O101 gs", "0 0 9 9 re", "f"]


def test_a_colour_in_a_form_knocks_out_as_it_did_under_the_overprint_around_it() -> None:
    """Red stood on cyan with 290 % of ink."""
    _, (form,) = shown_forms(b"/G gs /F0 Do", b"1 0 0 rg 0 0 9 9 re f", G=OVER)
    assert [line for line in form if not line.endswith(" k")] == ["/O001 gs", "0 0 9 9 re", "f"]


def test_a_form_in_a_colour_of_the_page_around_it_is_printed_as_that_colour_is() -> None:
    page, (form,) = shown_forms(b"1 0 0 rg /G gs /F0 Do", b"0 0 9 9 re f", G=OVER)
    assert lines(page)[-2:] == ["/O001 gs", "/F0-0 Do"]
    assert form == ["0 0 9 9 re", "f"]


def test_a_form_that_is_shown_with_and_without_overprint_is_there_twice_and_no_more() -> None:
    page, forms = shown_forms(b"/F0 Do /F0 Do /G gs /F0 Do /F0 Do", b"1 0 0 rg 0 0 9 9 re f", G=OVER)
    assert lines(page) == ["/F0 Do", "/F0 Do", "/G gs", "/F0-0 Do", "/F0-0 Do"]
    assert [sum(line.endswith(" gs") for line in form) for form in forms] == [0, 1]


def test_a_picture_in_rgb_that_leaves_a_colour_out_has_a_mask_of_its_pixels() -> None:
    """In press inks its colours are others. Red is left out, grey is printed."""
    keyed = Array([250, 255, 0, 5, 0, 5])

    def with_picture(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Resources.XObject = Dictionary(A=rgb_image(pdf, Mask=keyed))

    page = taken(b"/A Do", with_picture)
    (mask,) = [each for each in page.objects if each.entries.get("ImageMask") == b"true"]
    (shown,) = [each for each in page.objects if "Mask" in each.entries]
    assert (mask.data, mask.entries["Width"], shown.entries["Mask"]) == (b"\x80", b"2", Ref(mask.number))


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


@pytest.mark.parametrize("key", ["TR", "TR2"])
def test_transfer_curves_are_left_out_and_told(key: str) -> None:
    """They are another press's; a viewer shows what they make of the colours."""
    curve = Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array([1]), C1=Array([0]))
    told = ((Note.DROPPED, "transfer curves"),)
    for value, notes in ((curve, told), (Name.Identity, ()), (Name.Default, ())):
        page = taken(b"/C gs 0 0 9 9 re f", ExtGState=Dictionary(C=Dictionary({f"/{key}": value})))
        assert page.notes == notes
