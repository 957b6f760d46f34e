"""Plates: each ink by itself, what overprints left alone, and the sum of them."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from broadsheet.cli import main
from broadsheet.pdfcheck.plates import PLATES, PlateError, output_profile, plates
from broadsheet.pdfcheck.rules import House
from broadsheet.preflight.pdf import judge_pdf
from broadsheet.proof.plates import Separations, separations
from broadsheet.resources import newsprint
from unit.pdfcheck.corpus import image, spot

FULL, NONE = 0, 255
"""Of a plate: full ink is black."""


def page(tmp_path: Path, body: bytes, **resources: object) -> Path:
    pdf = pikepdf.new()
    made = pdf.add_blank_page(page_size=(100, 100))
    made.Contents = pikepdf.Stream(pdf, body)
    overprint = pikepdf.Dictionary(OP=True, op=True, OPM=1)
    entries: dict[str, object] = {"ExtGState": {"O": overprint}, **resources}
    made.obj.Resources = pikepdf.Dictionary()
    for category, values in entries.items():
        listed = {f"/{key}": value(pdf) if callable(value) else value for key, value in values.items()}  # type: ignore[attr-defined]
        made.obj.Resources[f"/{category}"] = pikepdf.Dictionary(listed)
    path = tmp_path / "page.pdf"
    pdf.save(path)
    return path


def separated(path: Path, limit: float = 220) -> Separations:
    return separations(plates(path), 72, limit, (0, 0, 100, 100))


def at(made: Separations, x: int, y: int) -> dict[str, int]:
    """The plates' tones at a point, counted from the top left."""
    return {name: Image.open(io.BytesIO(png)).getpixel((x, y)) for name, png in made.plates.items()}  # type: ignore[misc]


def test_each_ink_is_on_its_plate(tmp_path: Path) -> None:
    made = separated(page(tmp_path, b"1 0 0 0.5 k 0 0 100 100 re f"))
    tones = at(made, 50, 50)
    assert list(tones) == list(PLATES)
    assert (tones["cyan"], tones["magenta"], tones["yellow"]) == (FULL, NONE, NONE)
    assert tones["black"] == pytest.approx(127, abs=2)
    assert made.most == pytest.approx(150, abs=2)
    assert made.over == 0


def test_black_knocks_out_unless_it_overprints(tmp_path: Path) -> None:
    ground = b"0 1 1 0 k 0 0 100 100 re f "
    knocked = at(separated(page(tmp_path, ground + b"0 0 0 1 k 0 0 50 100 re f")), 20, 50)
    assert knocked == {"cyan": NONE, "magenta": NONE, "yellow": NONE, "black": FULL}
    over = separated(page(tmp_path, ground + b"/O gs 0 0 0 1 k 0 0 50 100 re f"))
    assert at(over, 20, 50) == {"cyan": NONE, "magenta": FULL, "yellow": FULL, "black": FULL}
    assert over.most == pytest.approx(300, abs=3)
    assert over.over == pytest.approx(500, abs=20)
    heat = Image.open(io.BytesIO(over.heat))
    assert heat.getpixel((20, 50)) == (220, 0, 0)
    assert heat.getpixel((80, 50)) != (220, 0, 0)


def test_of_a_file_that_wants_repair_no_plate_is_made(tmp_path: Path) -> None:
    """Nobody would see what the repair leaves out."""
    path = page(tmp_path, b"0 0 0 1 k 0 0 100 100 re f")
    path.write_bytes(path.read_bytes().replace(b"startxref\n", b"startxref\n9"))
    with pytest.raises(PlateError, match="damaged"):
        separated(path)


def test_lines_overprint_by_their_own_flag(tmp_path: Path) -> None:
    ground = b"0 1 0 0 k 0 0 100 100 re f 40 w 0 0 0 1 K "
    assert at(separated(page(tmp_path, ground + b"50 0 m 50 100 l S")), 50, 50)["magenta"] == NONE
    assert at(separated(page(tmp_path, ground + b"/O gs 50 0 m 50 100 l S")), 50, 50)["magenta"] == FULL
    fills = {"ExtGState": {"F": pikepdf.Dictionary(OP=False, op=True, OPM=1)}}
    alone = separated(page(tmp_path, ground + b"/F gs 50 0 m 50 100 l S", **fills))
    assert at(alone, 50, 50)["magenta"] == NONE


def test_grey_is_black_ink_and_rgb_its_complement(tmp_path: Path) -> None:
    tones = at(separated(page(tmp_path, b"0.2 g 0 0 100 100 re f")), 50, 50)
    assert tones["black"] == pytest.approx(51, abs=2)
    assert tones["cyan"] == NONE
    red = at(separated(page(tmp_path, b"1 0 0 rg 0 0 100 100 re f")), 50, 50)
    assert red == {"cyan": NONE, "magenta": FULL, "yellow": FULL, "black": NONE}


def test_pictures_and_forms_are_taken_apart(tmp_path: Path) -> None:
    picture = image(10, 10, pikepdf.Name.DeviceCMYK, b"\xff")
    made = separated(page(tmp_path, b"100 0 0 100 0 0 cm /I Do", XObject={"I": picture}))
    assert set(at(made, 50, 50).values()) == {FULL}
    assert made.most == pytest.approx(400, abs=4)

    def form(pdf: pikepdf.Pdf) -> pikepdf.Stream:
        entries = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Form, "BBox": [0, 0, 100, 100]}
        return pdf.make_stream(b"0 0 1 0 k 0 0 100 100 re f", **entries)

    tones = at(separated(page(tmp_path, b"/I Do", XObject={"I": form})), 50, 50)
    assert tones == {"cyan": NONE, "magenta": NONE, "yellow": FULL, "black": NONE}


@pytest.mark.parametrize(
    ("mode", "colour", "space", "packing"),
    [
        ("CMYK", (255, 0, 0, 64), pikepdf.Name.DeviceCMYK, "JPEG"),
        ("RGB", (200, 40, 30), pikepdf.Name.DeviceRGB, "JPEG"),
        ("RGB", (200, 40, 30), pikepdf.Name.DeviceRGB, "JPEG2000"),
        ("L", 64, pikepdf.Name.DeviceGray, "JPEG"),
        ("L", 64, pikepdf.Name.DeviceGray, "JPEG2000"),
    ],
)
def test_a_photograph_is_on_the_plates_as_pictures_packed_without_loss_are(
    mode: str, colour: int | tuple[int, ...], space: pikepdf.Name, packing: str, tmp_path: Path
) -> None:
    picture, packed = Image.new(mode, (16, 16), colour), io.BytesIO()
    picture.save(packed, packing)
    upside_down = {"Decode": [1, 0] * 4} if mode == "CMYK" else {}  # as Pillow writes it

    def photograph(pdf: pikepdf.Pdf) -> pikepdf.Stream:
        made = image(16, 16, space, **upside_down)(pdf)
        name = pikepdf.Name.DCTDecode if packing == "JPEG" else pikepdf.Name.JPXDecode
        made.write(packed.getvalue(), filter=name)
        return made

    def plain(pdf: pikepdf.Pdf) -> pikepdf.Stream:
        made = image(16, 16, space)(pdf)
        made.write(picture.tobytes())
        return made

    lossy, whole = (
        at(separated(page(tmp_path, b"100 0 0 100 0 0 cm /I Do", XObject={"I": each})), 50, 50)
        for each in (photograph, plain)
    )
    assert lossy == {name: pytest.approx(tone, abs=3) for name, tone in whole.items()}
    assert min(whole.values()) < 100


def tile(pdf: pikepdf.Pdf) -> pikepdf.Stream:
    entries = {"PatternType": 1, "PaintType": 1, "TilingType": 1, "XStep": 9, "YStep": 9}
    made = pdf.make_stream(b"0 1 0 0.5 k 0 0 9 9 re f", **entries)
    made.BBox, made.Resources = pikepdf.Array([0, 0, 9, 9]), pikepdf.Dictionary()
    return pdf.make_indirect(made)


def grey_form(pdf: pikepdf.Pdf) -> pikepdf.Stream:
    entries = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Form, "BBox": [0, 0, 1, 1]}
    return pdf.make_stream(b"0 1 0 0.5 k 0 0 1 1 re f", **entries)


INKS = pikepdf.String(b"\0\xff\0\x80")
BLUE = pikepdf.String(b"\xff\0\0\0")
TWICE = {
    "a grey picture": (b"q 40 0 0 100 0 0 cm /I Do Q q 40 0 0 100 60 0 cm /I Do Q", image(10, 10)),
    "a picture in inks": (
        b"q 40 0 0 100 0 0 cm /I Do Q q 40 0 0 100 60 0 cm /I Do Q",
        image(1, 1, pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceCMYK, 0, INKS]), b"\0"),
    ),
    "a form": (b"q 40 0 0 100 0 0 cm /I Do Q q 40 0 0 100 60 0 cm /I Do Q", grey_form),
    "a pattern": (b"/Pattern cs /I scn 0 0 40 100 re f /I scn 60 0 40 100 re f", tile),
}


@pytest.mark.parametrize("name", TWICE)
def test_what_a_page_shows_twice_is_the_same_both_times(tmp_path: Path, name: str) -> None:
    body, shown = TWICE[name]
    category = "Pattern" if name == "a pattern" else "XObject"
    made = separated(page(tmp_path, body, **{category: {"I": shown}}))
    first = at(made, 20, 50)
    assert at(made, 80, 50) == first
    assert first["cyan"] == NONE
    assert first["magenta"] == (NONE if name == "a grey picture" else FULL)
    assert first["black"] == pytest.approx(127, abs=2)


def test_an_overprinting_separation_leaves_the_plates_of_other_inks_alone(tmp_path: Path) -> None:
    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 0, 0, 0], N=1)
    cyan = pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name.Cyan, pikepdf.Name.DeviceCMYK, tint])
    ground = b"0 1 1 0 k 0 0 100 100 re f "
    entries = {"ColorSpace": {"S": cyan}, "ExtGState": {"O": pikepdf.Dictionary(OP=True, op=True, OPM=0)}}
    over = at(separated(page(tmp_path, ground + b"/O gs /S cs 1 scn 0 0 100 100 re f", **entries)), 50, 50)
    assert over == {"cyan": FULL, "magenta": FULL, "yellow": FULL, "black": NONE}
    knocked = at(separated(page(tmp_path, ground + b"/S cs 1 scn 0 0 100 100 re f", **entries)), 50, 50)
    assert knocked == {"cyan": FULL, "magenta": NONE, "yellow": NONE, "black": NONE}


def test_a_spot_ink_is_shown_by_the_inks_that_stand_for_it(tmp_path: Path) -> None:
    made = separated(page(tmp_path, b"/S cs 0.5 scn 0 0 100 100 re f", ColorSpace={"S": spot("Red")}))
    tones = at(made, 50, 50)
    assert tones.pop("magenta") == pytest.approx(127, abs=2)
    assert set(tones.values()) == {NONE}


def test_a_separation_of_black_is_black(tmp_path: Path) -> None:
    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0, 0, 1], N=1)
    black = pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name.Black, pikepdf.Name.DeviceCMYK, tint])
    made = separated(page(tmp_path, b"/S cs 1 scn 0 0 100 100 re f", ColorSpace={"S": black}))
    assert at(made, 50, 50) == {"cyan": NONE, "magenta": NONE, "yellow": NONE, "black": FULL}


def test_the_profile_of_a_file_is_found(tmp_path: Path) -> None:
    path = page(tmp_path, b"")
    assert output_profile(path) == b""
    data = newsprint()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        intent = pikepdf.Dictionary(S=pikepdf.Name.GTS_PDFX, DestOutputProfile=pdf.make_stream(data))
        pdf.Root.OutputIntents = pikepdf.Array([intent])
        pdf.save(path)
    assert output_profile(path) == data
    (tmp_path / "bad.pdf").write_bytes(b"no pdf")
    with pytest.raises(PlateError):
        output_profile(tmp_path / "bad.pdf")


def test_the_registration_colour_is_on_all_plates(tmp_path: Path) -> None:
    made = separated(page(tmp_path, b"/S cs 1 scn 0 0 100 100 re f", ColorSpace={"S": spot("All")}))
    assert set(at(made, 50, 50).values()) == {FULL}


def test_the_command_writes_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = page(tmp_path, b"1 1 1 0 k 0 0 10 10 re f")
    out = tmp_path / "plates"
    assert main(["proof", "separations", str(path), "--out", str(out), "--dpi", "36", "--lang", "en"]) == 1
    assert "at most 30" in capsys.readouterr().out
    names = {file.name for file in out.iterdir()}
    assert names == {f"page-{name}.png" for name in (*PLATES, "ink")}
    assert main(["proof", "separations", str(path), "--out", str(out), "--ink", "310"]) == 0
    assert main(["proof", "separations", str(tmp_path / "none.pdf")]) == 2
    (tmp_path / "bad.pdf").write_bytes(b"no pdf")
    assert main(["proof", "separations", str(tmp_path / "bad.pdf")]) == 2


def test_the_command_writes_the_plates_of_spot_inks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = b"/S cs 1 scn 0 0 100 100 re f /O gs 0 0 0 1 k 0 0 100 100 re f"
    path = page(tmp_path, body, ColorSpace={"S": spot("PANTONE 485 C")})
    out = tmp_path / "plates"
    assert main(["proof", "separations", str(path), "--spots", "--dpi", "72", "--out", str(out)]) == 0
    assert "at most 200 %" in capsys.readouterr().out
    assert [plate.name for plate in sorted(out.glob("*PANTONE*"))] == ["page-PANTONE-485-C.png"]
    with Image.open(out / "page-magenta.png") as magenta:
        assert magenta.getextrema() == (NONE, NONE)


def form(pdf: pikepdf.Pdf) -> pikepdf.Stream:
    """A square that says neither of what colour it is nor whether it overprints."""
    kind = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Form}
    return pdf.make_stream(b"0 0 20 100 re f", BBox=[0, 0, 20, 100], **kind)


def test_a_form_has_the_colour_and_the_overprint_of_where_it_is_shown(tmp_path: Path) -> None:
    """ISO 32000-2, 8.10.1; one form that is shown in two states is two on a plate."""
    ground = b"0 1 0 0 k 0 0 100 100 re f 1 0 0 0 k "
    body = ground + b"/F Do q 1 0 0 1 30 0 cm /O gs /F Do Q 1 0 0 1 60 0 cm 0 0 0 .5 k /F Do"
    made = separated(page(tmp_path, body, XObject={"F": form}))
    assert at(made, 10, 50) == {"cyan": FULL, "magenta": NONE, "yellow": NONE, "black": NONE}
    assert at(made, 40, 50) == {"cyan": FULL, "magenta": FULL, "yellow": NONE, "black": NONE}
    last = at(made, 70, 50)
    assert (last["cyan"], last["magenta"]) == (NONE, NONE)
    assert last["black"] == pytest.approx(127, abs=2)


def test_an_ink_that_is_described_in_lab_has_the_sum_of_what_it_looks_like(tmp_path: Path) -> None:
    """Drawing programs describe whole books of inks so; none of them is all four plates at once."""

    def red(pdf: pikepdf.Pdf) -> pikepdf.Array:
        lab = pikepdf.Array([pikepdf.Name.Lab, pikepdf.Dictionary(WhitePoint=[0.9642, 1, 0.8249])])
        ramp = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[100, 0, 0], C1=[48, 70, 42])
        return pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name("/PANTONE 185 C"), lab, ramp])

    made = separated(page(tmp_path, b"/R cs 1 scn 0 0 100 100 re f", ColorSpace={"R": red}))
    tones = at(made, 50, 50)
    assert tones["magenta"] < 80
    assert tones["cyan"] > 200
    assert 120 < made.most <= 220
    half = separated(page(tmp_path, b"/R cs .0 scn 0 0 100 100 re f", ColorSpace={"R": red}))
    assert half.most <= 2


def test_a_duotone_has_on_each_plate_what_stands_for_its_inks(tmp_path: Path) -> None:
    """Black and a red, from a program that no single number stands for."""

    def space(pdf: pikepdf.Pdf) -> pikepdf.Array:
        limits = {"FunctionType": 4, "Domain": [0, 1, 0, 1], "Range": [0, 1] * 4}
        tint = pdf.make_stream(b"{exch 0 3 1 roll exch dup 0.5 mul exch 3 -1 roll}", **limits)
        names = pikepdf.Array([pikepdf.Name.Black, pikepdf.Name.Red])
        return pikepdf.Array([pikepdf.Name.DeviceN, names, pikepdf.Name.DeviceCMYK, tint])

    def duotone(pdf: pikepdf.Pdf) -> pikepdf.Stream:
        entries = {"Subtype": pikepdf.Name.Image, "Width": 1, "Height": 1, "BitsPerComponent": 8}
        return pdf.make_stream(b"\x33\xff", ColorSpace=space(pdf), **entries)

    made = separated(page(tmp_path, b"100 0 0 100 0 0 cm /I Do", XObject={"I": duotone}))
    tones = at(made, 50, 50)
    assert (tones["cyan"], tones["yellow"]) == (NONE, FULL)
    assert tones["magenta"] == pytest.approx(127, abs=3)
    assert tones["black"] == pytest.approx(204, abs=3)


DIRECT = b"q 100 0 0 100 0 0 cm BI /W %d /H %d /BPC 8 /CS %s ID %s EI Q"


@pytest.mark.parametrize("side", [1, 5])
@pytest.mark.parametrize("space", [b"/CMYK", b"/N", b"[/I /CMYK 0 <FFFFFF00>]"])
def test_a_picture_inside_the_stream_is_taken_apart(tmp_path: Path, space: bytes, side: int) -> None:
    pixel = b"\0" if b"/I" in space else b"\xff\xff\xff\0"
    body = DIRECT % (side, side, space, pixel * side * side)
    path = page(tmp_path, body, ColorSpace={"N": pikepdf.Name.DeviceCMYK})
    assert at(separated(path), 50, 50) == {"cyan": FULL, "magenta": FULL, "yellow": FULL, "black": NONE}
    (found,) = (item for item in judge_pdf(path, House(standard="")) if item.rule == "C09")
    assert "300 %" in found.detail


CYAN = pikepdf.Array([
    pikepdf.Name.Separation, pikepdf.Name.Cyan, pikepdf.Name.DeviceCMYK,
    pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 0, 0, 0], N=1),
])  # fmt: skip
GROUND = b"0 1 0 0 k 0 0 100 100 re f "
BIT = b"q 100 0 0 100 0 0 cm BI /W 4 /H 4 /IM true /D [1 0] ID \xff\xff\xff\xff EI Q"


@pytest.mark.parametrize(
    ("body", "inks"),
    [
        (b"/O gs 0 0 0 1 k " + BIT, "mk"),  # a logo, black on a tint
        (b"0 0 0 1 k " + BIT, "k"),
        (b"/O gs 100 0 0 100 0 0 cm /I Do", "cm"),
        (b"100 0 0 100 0 0 cm /I Do", "c"),
        (b"/O gs /S sh", "cm"),
        (b"/S sh", "c"),
        (b"/O gs /Pattern cs /S scn 0 0 100 100 re f", "cm"),
    ],
)
def test_pictures_and_blends_overprint_as_paths_do(tmp_path: Path, body: bytes, inks: str) -> None:
    """What says nothing of an ink leaves its plate alone (ISO 32000-2, 11.7.4.3)."""
    ramp = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[1], N=1)
    blend = pikepdf.Dictionary(ShadingType=2, ColorSpace=CYAN, Coords=[0, 0, 100, 0], Function=ramp)
    path = page(
        tmp_path, GROUND + body, XObject={"I": image(1, 1, CYAN, b"\xff")}, Shading={"S": blend},
        Pattern={"S": pikepdf.Dictionary(PatternType=2, Shading=blend)},
    )  # fmt: skip
    tones = at(separated(path), 50, 50)
    assert "".join(name[0] if name != "black" else "k" for name in tones if tones[name] < 20) == inks


@pytest.mark.parametrize(
    ("space", "inks"), [("DeviceCMYK", "k"), ("DeviceGray", "k"), ("S", "c"), ("P", "")]
)
def test_a_space_begins_with_a_colour_of_its_own(tmp_path: Path, space: str, inks: str) -> None:
    profiled = lambda pdf: pikepdf.Array([pikepdf.Name.ICCBased, pdf.make_stream(b"-", N=4)])  # noqa: E731
    body = GROUND + b"/%s cs 0 0 100 100 re f" % space.encode()
    tones = at(separated(page(tmp_path, body, ColorSpace={"S": CYAN, "P": profiled})), 50, 50)
    assert "".join(name[0] if name != "black" else "k" for name in tones if tones[name] < 20) == inks


def test_a_mesh_is_taken_apart(tmp_path: Path) -> None:
    corners = [(0, 0, 0), (0, 255, 0), (0, 0, 255), (0, 255, 255)]
    data = b"".join(bytes((flag, x, y, 255, 255, 255, 0)) for flag, x, y in [*corners[:3], *corners[1:]])
    entries = {
        "ShadingType": 4, "ColorSpace": pikepdf.Name.DeviceCMYK, "BitsPerCoordinate": 8,
        "BitsPerComponent": 8, "BitsPerFlag": 8, "Decode": [0, 100, 0, 100, *[0, 1] * 4],
    }  # fmt: skip
    path = page(tmp_path, b"/M sh", Shading={"M": lambda pdf: pdf.make_stream(data, **entries)})
    tones = at(separated(path), 30, 60)
    assert (tones["cyan"], tones["magenta"], tones["yellow"]) == (FULL, FULL, FULL)
    assert tones["black"] == NONE


def test_forms_to_fill_in_and_notes_are_on_no_plate(tmp_path: Path, recwarn: pytest.WarningsRecorder) -> None:
    """They are told as what they are; shown in grey they would be on all four."""
    path = page(tmp_path, b"0 1 0 0 k 0 0 20 20 re f")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        shown = pdf.make_stream(b"0 g 0 0 90 90 re f", Subtype=pikepdf.Name.Form, BBox=[0, 0, 90, 90])
        for kind, name in ((pikepdf.Name.Widget, "a"), (pikepdf.Name.Stamp, "b")):
            note = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=kind, Rect=[5, 5, 95, 95], F=4, FT=pikepdf.Name.Tx,
                T=pikepdf.String(name), AP=pikepdf.Dictionary(N=shown),
            )  # fmt: skip
            notes = pdf.pages[0].obj.get("/Annots", pikepdf.Array())
            notes.append(pdf.make_indirect(note))
            pdf.pages[0].obj.Annots = notes
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array())
        pdf.add_blank_page()
        pdf.save(path)
    recwarn.clear()  # of this file's own making
    assert set(at(separated(path), 50, 50).values()) == {NONE}
    assert not recwarn.list


def test_what_an_instruction_holds_outlives_its_plate(tmp_path: Path) -> None:
    """Instructions are read once for all plates; to name an array of a closed file ended the process."""
    path = page(tmp_path, b"[ 1 [ 2 ] ] Do [ ] gs [ 3 ] sh 0 0 0 1 k 0 0 100 100 re f")
    assert at(separated(path), 50, 50)["black"] == FULL
    (found,) = {item.rule for item in judge_pdf(path, House(standard="")) if item.page}
    assert found == "F11"


def test_a_pattern_without_colours_has_its_holes(tmp_path: Path) -> None:
    """It takes the tint that it is chosen with, and only where it has marks."""

    def bars(pdf: pikepdf.Pdf) -> pikepdf.Stream:
        entries = {"PatternType": 1, "PaintType": 2, "TilingType": 1, "XStep": 50, "YStep": 50}
        made = pdf.make_stream(b"0 0 25 50 re f", **entries)
        made.BBox, made.Resources = pikepdf.Array([0, 0, 50, 50]), pikepdf.Dictionary()
        return pdf.make_indirect(made)

    tinted = pikepdf.Array([pikepdf.Name.Pattern, pikepdf.Name.DeviceCMYK])
    body = b"/T cs 0 1 0 .5 /B scn 0 0 100 100 re f"
    made = separated(page(tmp_path, body, Pattern={"B": bars}, ColorSpace={"T": tinted}))
    bar, hole = at(made, 62, 50), at(made, 87, 50)
    assert (bar["cyan"], bar["magenta"], bar["yellow"]) == (NONE, FULL, NONE)
    assert bar["black"] == pytest.approx(127, abs=2)
    assert set(hole.values()) == {NONE}


@pytest.mark.parametrize(
    ("body", "inks"),
    [
        (b"/S cs 1 scn 0 0 100 100 re f", "Red"),
        (b"/O gs /S cs 1 scn 0 0 100 100 re f", "Red magenta"),  # it says nothing of process inks
        (b"/S cs 1 scn 0 0 100 100 re f 0 0 0 1 k 0 0 100 100 re f", "black"),
        (b"/S cs 1 scn 0 0 100 100 re f /O gs 0 0 0 1 k 0 0 100 100 re f", "Red black"),
        (b"/S cs 1 scn 0 0 100 100 re f /O gs 0 g 0 0 100 100 re f", "Red black"),
        (b"/D cs 1 1 scn 0 0 100 100 re f", "Red black"),
        (b"/A cs 1 scn 0 0 100 100 re f /S cs 0 scn 0 0 1 1 re f", "Red black cyan magenta yellow"),
        (b"/S cs 0 scn 100 0 0 100 0 0 cm /I Do", "Red"),
        (b"/S cs 0 scn 100 0 0 100 0 0 cm /J Do", "Red"),
        (b"/O gs /S cs 1 scn 0 0 100 100 re f 100 0 0 100 0 0 cm /C Do", "Red cyan"),
        (b"/S cs 1 scn 0 0 100 100 re f 100 0 0 100 0 0 cm /C Do", "cyan"),
    ],
)
def test_a_spot_ink_may_have_a_plate_of_its_own(tmp_path: Path, body: bytes, inks: str) -> None:
    def two(pdf: pikepdf.Pdf) -> pikepdf.Array:
        limits = {"FunctionType": 4, "Domain": [0, 1, 0, 1], "Range": [0, 1] * 4}
        names = pikepdf.Array([pikepdf.Name.Black, pikepdf.Name.Red])
        tint = pdf.make_stream(b"{0 exch 0 4 -1 roll}", **limits)
        return pikepdf.Array([pikepdf.Name.DeviceN, names, pikepdf.Name.DeviceCMYK, tint])

    def photograph(pdf: pikepdf.Pdf) -> pikepdf.Stream:
        packed = io.BytesIO()
        Image.new("L", (8, 8), 255).save(packed, "JPEG")
        made = image(8, 8, spot("Red"))(pdf)
        made.write(packed.getvalue(), filter=pikepdf.Name.DCTDecode)
        return made

    path = page(
        tmp_path, GROUND + body, ColorSpace={"S": spot("Red"), "D": two, "A": spot("All")},
        XObject={
            "I": image(1, 1, spot("Red"), b"\xff"), "J": photograph,
            "C": image(1, 1, pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceCMYK, 0, BLUE]), b"\0"),
        },
    )  # fmt: skip
    made = separations(plates(path, 0, House(every_spot=True).prints), 72, 220, (0, 0, 100, 100))
    tones = at(made, 50, 50)
    assert list(tones) == [*PLATES, "Red"]
    assert " ".join(sorted(name for name in tones if tones[name] < 20)) == inks


def test_small_black_type_on_a_spot_ink_is_two_inks_where_that_has_a_plate(tmp_path: Path) -> None:
    """And nobody minds the ink."""
    dark = pikepdf.Array([
        pikepdf.Name.Separation, pikepdf.Name.Deep, pikepdf.Name.DeviceCMYK,
        pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0.6, 1, 0.4, 0], N=1),
    ])  # fmt: skip
    body = b"/S cs 1 scn 0 0 100 100 re f /O gs 0 0 0 1 k 10 10 50 50 re f"
    path = page(tmp_path, body, ColorSpace={"S": dark})

    def told(house: House) -> list[str]:
        return [item.detail for item in judge_pdf(path, house) if item.rule in {"C02", "C09"}]

    mixed = told(House(standard=""))
    assert mixed[0] == "Deep"
    assert "300 %" in mixed[1]
    assert told(House(standard="", spots=("Deep",))) == told(House(standard="", every_spot=True)) == []


def test_what_lies_outside_the_trim_is_not_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Register marks are on every plate."""
    path = page(tmp_path, b"1 1 1 1 k 0 0 9 100 re f 0 1 1 0 k 20 20 30 30 re f")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].TrimBox = pikepdf.Array([10, 10, 90, 90])
        pdf.save(path)
    command = ["proof", "separations", str(path), "--out", str(tmp_path), "--dpi", "72"]
    assert main(command) == 0
    assert "at most 200 %" in capsys.readouterr().out
    with Image.open(tmp_path / "page-ink.png") as heat:
        assert heat.size == (100, 100)
        assert heat.getpixel((4, 50)) != (220, 0, 0)
    assert main(["proof", "pages", str(path), "--ink", "--out", str(tmp_path), "--dpi", "72"]) == 0
    with Image.open(tmp_path / "page.png") as proof:
        assert proof.getpixel((4, 50)) != (220, 0, 0)
    assert main([*command, "--ink", "150"]) == 1
    with Image.open(tmp_path / "page-ink.png") as heat:
        assert heat.getpixel((30, 60)) == (220, 0, 0)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].TrimBox = pikepdf.Array([500, 500, 600, 600])
        pdf.save(path)
    assert main(command) == 1  # of a sheet that is nowhere all of the page is looked at


def test_a_pattern_that_nobody_gives_is_no_reason_to_show_no_plates(tmp_path: Path) -> None:
    """As viewers have it: the rest of the page is printed."""
    body = b"/Pattern cs /Missing scn 0 0 10 10 re f 0 0 0 1 k 50 50 50 50 re f"
    assert at(separated(page(tmp_path, body)), 80, 20)["black"] == FULL


def test_why_there_are_no_plates_is_said_in_words_of_ours(tmp_path: Path) -> None:
    with pytest.raises(PlateError, match=r"^what stands in it is not what should$"):
        separated(page(tmp_path, b"Tr"))


def test_what_is_no_pdf_has_no_plates_and_no_profile(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(b"PK\x03\x04")
    for look in (separated, output_profile):
        with pytest.raises(PlateError, match=r"^no PDF: it begins with something else$"):
            look(path)
