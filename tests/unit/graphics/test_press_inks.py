"""Placed PDFs on the press: colours become press inks, spot inks keep their plates or are mixed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import ImageCms

from broadsheet.graphics.form import Note, Ref, Refusal, RefusedPageError
from broadsheet.records import replace
from unit.graphics.pressed import (
    BLACK,
    ICC,
    INKS,
    LAB,
    RED,
    lines,
    taken,
)


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


def test_press_inks_by_a_profile_begin_with_none_of_them() -> None:
    """ISO 32000-2, 8.6.5.5: all components of an ICCBased space begin at 0; DeviceCMYK begins with black."""

    def profiled(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Resources.ColorSpace = Dictionary(P=Array([Name.ICCBased, pdf.make_stream(ICC, N=4)]))

    found = lines(taken(b"/P cs 0 0 9 9 re f /P CS 1 0 0 0 SC 0 0 9 9 re S", profiled))
    assert found[:3] == ["0 0 0 0 k", "0 0 9 9 re", "f"]
    assert found[3:5] == ["0 0 0 0 K", "1 0 0 0 SC"]
    assert lines(taken(b"/DeviceCMYK cs 0 0 9 9 re f"))[0] == "/DeviceCMYK cs"


def _with_red_and_green_swapped(icc: bytes) -> bytes:
    data = bytearray(icc)
    count = int.from_bytes(data[128:132], "big")
    rows = {bytes(data[132 + 12 * n : 136 + 12 * n]): 132 + 12 * n for n in range(count)}
    red, green = rows[b"rXYZ"], rows[b"gXYZ"]
    data[red : red + 4], data[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(data)


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


@pytest.mark.parametrize("key", ["TR", "TR2"])
def test_transfer_curves_are_left_out_and_told(key: str) -> None:
    """They are another press's; a viewer shows what they make of the colours."""
    curve = Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array([1]), C1=Array([0]))
    told = ((Note.DROPPED, "transfer curves"),)
    for value, notes in ((curve, told), (Name.Identity, ()), (Name.Default, ())):
        page = taken(b"/C gs 0 0 9 9 re f", ExtGState=Dictionary(C=Dictionary({f"/{key}": value})))
        assert page.notes == notes
