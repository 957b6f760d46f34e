"""Colours of other PDFs: made press inks, kept as spot inks, or printed in what stands for them."""

from __future__ import annotations

from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from broadsheet.graphics.form import ImportedPage, Note, Refusal, RefusedPageError
from broadsheet.graphics.spaces import Inking
from unit.graphics.foreign import foreign_pdf, rgb_image
from unit.graphics.imported import BLACK, INKS, blend, operators, taken, with_content


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


def test_an_index_as_a_colour_stays_a_number() -> None:
    space = Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String(b"\0\0\0\xff\xff\xff")])
    page = with_content(b"/I cs 1 sc 0 0 1 1 re f", ColorSpace=Dictionary(I=space))
    assert operators(page)[:2] == ["/I cs", "1 sc"]


def test_a_blend_of_rgb_colours_becomes_one_of_inks() -> None:
    along = Array([0, 0, 1, 0])
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=along, Function=blend("100", "111"))
    page = with_content(b"/S sh", Shading=Dictionary(S=shading))
    made = page.form.entries["Resources"]["Shading"]["S"]  # type: ignore[index,call-overload]
    assert made["Function"]["C0"] == (b"0", b"0.941", b"0.933", b"0")
    assert made["ColorSpace"] == b"/DeviceCMYK"
    assert page.ink == 1874


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
