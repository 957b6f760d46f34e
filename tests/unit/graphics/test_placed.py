"""A PDF and an advertisement in it, from the manifest to the page's objects."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from broadsheet.diagnostics import BroadsheetError, Diagnostic
from broadsheet.graphics.source import page_of
from broadsheet.options import BuildOptions
from broadsheet.press import build, make
from broadsheet.resources import newsprint
from broadsheet.tree.node import Fill, Ink, Picture, Role, Rule, Shape
from broadsheet.tree.walk import pictures
from square import square_font
from unit.graphics.foreign import foreign_pdf
from unit.graphics.imported import composite

SMALL = Path(__file__).parents[2] / "errors" / "edition"

Place = Callable[..., Path]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """An edition whose first page has a file as its advertisement."""

    def made(data: bytes, name: str = "bank.pdf") -> Path:
        shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
        (tmp_path / "fonts").mkdir()
        (tmp_path / "ads" / name).write_bytes(data)
        square_font(tmp_path / "fonts" / "song.ttf", family="Test Song")
        (tmp_path / "edition.yaml").write_text(
            "paper: {name: 试刊, code: sk}\ndate: 2026-11-23\nissue: 1\n"
            "style: small\nstories: stories\nfonts: fonts\n"
            f"ads: {{bank: ads/{name}}}\npages:\n"
            "  - {number: 1, layout: with-ad, holes: {a: one, b: two, ad: bank}}\n",
            encoding="utf-8",
        )
        return tmp_path

    return made


def found(folder: Path) -> list[Diagnostic]:
    return [item for item in make(folder).diagnostics if "62" in item.code]


def test_the_tint_of_its_hole_stands_behind_an_advertisement_and_the_border_over_it(place: Place) -> None:
    folder = place(foreign_pdf())
    layout = folder / "layouts" / "with-ad.yaml"
    text = layout.read_text("utf-8")
    framed = text.replace("kind: ad,", "kind: ad, frame: {weight: 1pt, tint: {k: 8%}},")
    assert framed != text
    layout.write_text(framed, encoding="utf-8")
    (ad,) = [group for group in make(folder).tree.pages[0].groups if group.role is Role.AD]
    assert [type(node) for node in ad.nodes] == [Fill, Picture, *4 * [Rule]]


def test_an_advertisement_stands_in_the_middle_of_its_hole_in_its_own_ratio(place: Place) -> None:
    page = make(place(foreign_pdf())).tree.pages[0]
    (ad,) = [group for group in page.groups if group.role is Role.AD]
    (picture,) = pictures([ad])
    (hole,) = [area.rect for area in page.areas if area.hole == "ad"]
    assert picture.vector
    assert picture.crop == (0, 0, 200_000, 100_000)
    assert abs(picture.width - 2 * picture.height) <= 1
    assert abs(2 * picture.x + picture.width - 2 * hole.x - hole.width) <= 1


def test_what_was_done_to_it_is_told_where_the_manifest_names_it(place: Place) -> None:
    items = found(place(foreign_pdf(b"1 0 0 rg 0 0 9 9 re f .9 .9 .9 .9 k 0 0 9 9 re f")))
    assert [(item.code, str(item.span).rsplit("/", 1)[-1]) for item in items] == [
        ("W625", "edition.yaml:7:13"),
        ("P628", "edition.yaml:7:13"),
        ("W629", "edition.yaml:9:62"),
    ]


@pytest.mark.parametrize(("width", "places"), [(b"0", ["edition.yaml:9:62"]), (b"2", [])])
def test_lines_that_newsprint_does_not_hold_are_told_at_their_hole(
    width: bytes, places: list[str], place: Place
) -> None:
    items = make(place(foreign_pdf(width + b" w 0 9 m 99 9 l S"))).diagnostics
    assert [str(item.span).rsplit("/", 1)[-1] for item in items if item.code == "W644"] == places


@pytest.mark.parametrize(("width", "is_archive"), [(500, True), (600, False)])
def test_a_page_with_a_face_that_no_archive_takes_does_not_say_that_it_is_one(
    width: int, is_archive: bool, place: Place, tmp_path: Path
) -> None:
    data = foreign_pdf(b"BT /F1 9 Tf <0001> Tj ET", partial(composite, width=width))
    result = build(place(data), tmp_path / "out", options=BuildOptions(formats=("pdf",)))
    assert ("W643" in {item.code for item in result.diagnostics}) is not is_archive
    with pikepdf.open(result.folder / "sk2026112301.pdf") as pdf:
        kinds = {str(each.S) for each in pdf.Root.OutputIntents.as_list()}
        assert kinds == ({"/GTS_PDFX", "/GTS_PDFA1"} if is_archive else {"/GTS_PDFX"})
        assert (b"pdfaid" in pdf.Root.Metadata.read_bytes()) is is_archive


def test_a_character_that_its_face_has_no_glyph_for_is_a_problem(place: Place) -> None:
    items = make(place(foreign_pdf(b"BT /F1 9 Tf <0777> Tj ET", composite))).diagnostics
    assert [item.code for item in items if item.code in {"P642", "W643"}] == ["P642"]


@pytest.mark.parametrize(
    ("content", "blank"),
    [(b"", True), (b"0 0 0 0 k 0 0 9 9 re f", True), (b"0 0 0 .2 k 0 0 9 9 re f", False)],
)
def test_a_blank_page_is_told(content: bytes, blank: bool, place: Place) -> None:
    items = make(place(foreign_pdf(content))).diagnostics
    assert [str(item.span) for item in items if item.code == "W639"] == ["edition.yaml:7:13"] * blank


def test_an_advertisement_without_its_font_stops_the_build(place: Place) -> None:
    def helvetica(_: pikepdf.Pdf, page: pikepdf.Page) -> None:
        face = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.obj.Resources.Font.F1 = face

    with pytest.raises(BroadsheetError) as caught:
        make(place(foreign_pdf(change=helvetica)))
    (item,) = caught.value.diagnostics
    assert (item.code, dict(item.values)["what"]) == ("E621", "Helvetica")


def test_a_page_holds_it_as_objects_and_two_builds_have_the_same_bytes(place: Place, tmp_path: Path) -> None:
    folder = place(foreign_pdf(b"1 0 0 rg 10 10 40 30 re f BT /F1 12 Tf 60 20 Td (AB) Tj ET"))
    options = BuildOptions(formats=("pdf",))
    files = [build(folder, tmp_path / name, options=options).folder / "sk2026112301.pdf" for name in "xy"]
    one, other = (file.read_bytes() for file in files)
    assert one == other
    with pikepdf.open(files[0]) as pdf:
        (form,) = [each for each in pdf.pages[0].Resources.XObject.values() if each.Subtype == "/Form"]
        assert [str(each.BaseFont) for each in form.Resources.Font.values()] == ["/ABCDEF+Square"]
        assert b" rg" not in form.read_bytes()
        assert pdf.check_pdf_syntax() == []
    text = pypdfium2.PdfDocument(one)[0].get_textpage().get_text_range()
    assert "AB" in text


def test_an_advertisement_is_seen_where_the_tree_says(place: Place, tmp_path: Path) -> None:
    folder = place(foreign_pdf(b"0 1 1 0 k 0 0 100 100 re f 0 0 0 1 k 100 50 100 50 re f"))
    result = build(folder, tmp_path / "out", options=BuildOptions(formats=("pdf",)))
    (ad,) = pictures(result.tree.pages[0].groups)
    page = pypdfium2.PdfDocument(result.folder / "sk2026112301.pdf")[0]
    image = page.render(scale=1).to_pil().convert("RGB")

    def at(x: int, y: int) -> tuple[int, ...]:
        """A pixel of the graphic, in hundredths of its sides."""
        bleed = result.tree.pages[0].bleed
        spot = ((ad.x + bleed + ad.width * x // 100) // 1000, (ad.y + bleed + ad.height * y // 100) // 1000)
        pixel = image.getpixel(spot)
        assert isinstance(pixel, tuple)
        return pixel

    red, black, paper = at(25, 50), at(75, 25), at(75, 75)
    assert red[0] > 150 > red[2]
    assert max(black) < 80
    assert min(paper) > 245


def test_a_drawing_is_shapes_and_type_on_the_page(place: Place, tmp_path: Path) -> None:
    svg = (
        '<svg viewBox="0 0 200 100"><rect width="200" height="50" fill="#c00"/>'
        '<text x="10" y="90" font-family="Test Song">一二</text></svg>'
    )
    result = build(place(svg.encode(), "chart.svg"), tmp_path / "out", options=BuildOptions(formats=("pdf",)))
    (ad,) = [group for group in result.tree.pages[0].groups if group.role is Role.AD]
    assert [type(node).__name__ for node in ad.nodes] == ["Shape", "GlyphRun"]
    text = pypdfium2.PdfDocument(result.folder / "sk2026112301.pdf")[0].get_textpage().get_text_range()
    assert "一二" in text


def test_what_is_wrong_with_a_drawing_is_told_in_its_own_lines(place: Place) -> None:
    folder = place(b'<svg viewBox="0 0 2 1">\n  <image/>\n <path d="M0 0" opacity=".5"/></svg>', "chart.svg")
    with pytest.raises(BroadsheetError) as caught:
        make(folder)
    places = [(item.code, str(item.span).rsplit("/", 1)[-1]) for item in caught.value.diagnostics]
    assert places == [("E631", "chart.svg:2:3"), ("E632", "chart.svg:3:2")]
    assert [len(item.hint_lines()) for item in caught.value.diagnostics] == [1, 0]  # a PDF may have pictures


def test_a_clip_is_seen(place: Place, tmp_path: Path) -> None:
    svg = (
        '<svg viewBox="0 0 200 100"><clipPath id="c"><rect width="100" height="100"/></clipPath>'
        '<rect width="200" height="100" clip-path="url(#c)"/></svg>'
    )
    result = build(place(svg.encode(), "chart.svg"), tmp_path / "out", options=BuildOptions(formats=("pdf",)))
    (ad,) = [area.rect for area in result.tree.pages[0].areas if area.hole == "ad"]
    image = pypdfium2.PdfDocument(result.folder / "sk2026112301.pdf")[0].render(scale=1).to_pil().convert("L")
    middle, y = (ad.x + ad.width // 2) // 1000, (ad.y + ad.height // 2) // 1000
    assert [image.getpixel((middle + dx, y)) for dx in (-20, 20)] == [image.getpixel((middle - 30, y)), 255]


def test_a_gradient_is_seen(place: Place, tmp_path: Path) -> None:
    """From cyan to magenta, in a circle that ends at half the height."""
    svg = (
        '<svg viewBox="0 0 200 100"><radialGradient id="g"><stop style="stop-color:device-cmyk(1 0 0 0)"/>'
        '<stop offset="1" style="stop-color:device-cmyk(0 .5 0 0)"/></radialGradient>'
        '<rect width="200" height="100" fill="url(#g)"/></svg>'
    )
    folder = place(svg.encode(), "chart.svg")
    result = build(folder, tmp_path / "out", options=BuildOptions(formats=("pdf",)))
    (group,) = [group for group in result.tree.pages[0].groups if group.role is Role.AD]
    (shape,) = group.nodes
    assert isinstance(shape, Shape)
    assert shape.blend == ((0, 1000, 0, 0, 0), (1000, 0, 500, 0, 0))
    assert shape.colour == Ink(1000, 0, 0, 0)
    (ad,) = [area.rect for area in result.tree.pages[0].areas if area.hole == "ad"]
    page = pypdfium2.PdfDocument(result.folder / "sk2026112301.pdf")[0]
    image = page.render(scale=1).to_pil().convert("RGB")
    middle, y = (ad.x + ad.width // 2) // 1000, (ad.y + ad.height // 2) // 1000
    (red, _, _), (edge, _, _) = (image.getpixel((middle + dx, y)) for dx in (0, ad.width // 2200))
    assert red < 60
    assert edge > 200


def test_a_file_that_has_changed_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    profile = newsprint()
    path.write_bytes(foreign_pdf())
    first = page_of(str(path), profile)
    assert page_of(str(path), profile) is first
    path.write_bytes(foreign_pdf(b"0 0 9 9 re f"))
    assert page_of(str(path), profile) != first


def jpeg(width: int, height: int) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), (200, 0, 0)).save(stream, "JPEG")
    return stream.getvalue()


def test_what_an_advertisement_that_is_a_picture_loses_at_its_edges_is_told(place: Place) -> None:
    """One of its hole's ratio loses nothing, nor one that was made to whole pixels; others do, at either
    side."""
    folder = place(jpeg(100, 100), "bank.jpg")
    page = make(folder).tree.pages[0]
    (shown,) = pictures([group for group in page.groups if group.role is Role.AD])
    for higher, lost in ((1, 0), (0.995, 0), (1.5, shown.height / 2), (0.5, shown.width)):
        size = round(shown.width / 100), round(shown.height * higher / 100)
        (folder / "ads/bank.jpg").write_bytes(jpeg(*size))
        told = [item for item in make(folder).diagnostics if item.code == "W640"]
        assert len(told) == bool(lost)
        for item in told:
            assert str(item.span).endswith("edition.yaml:9:62")
            assert float(dict(item.values)["lost"]) == pytest.approx(lost * 25.4 / 72_000, rel=0.02)


def test_one_spot_ink_is_described_in_one_way_in_all_of_a_page(place: Place, tmp_path: Path) -> None:
    """PDF/A-2, 6.2.4.4: whatever two advertisements say of it, its plate is one."""

    def twice(_: pikepdf.Pdf, page: pikepdf.Page) -> None:
        spaces = {}
        for at, (ink, magenta) in enumerate((("PANTONE 185 C", 0.9), ("PANTONE 185 C", 0.8), ("红", 0.7))):
            ends = {"C0": [0] * 4, "C1": [0, magenta, 0.7, 0]}
            ramp = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], N=1, **ends)
            named = pikepdf.Name(f"/{ink}")
            spaces[f"/S{at}"] = [pikepdf.Name.Separation, named, pikepdf.Name.DeviceCMYK, ramp]
        page.obj.Resources.ColorSpace = pikepdf.Dictionary(spaces)

    content = b"/S0 cs 1 scn 0 0 9 9 re f /S1 cs 1 scn 9 0 9 9 re f /S2 cs 1 scn 18 0 9 9 re f"
    folder = place(foreign_pdf(content, twice))
    manifest = folder / "edition.yaml"
    said = manifest.read_text("utf-8").replace("style: small\n", "style: small\nplant: {spots: keep}\n")
    manifest.write_text(said, "utf-8")
    made = build(folder, tmp_path / "out", options=BuildOptions(("pdf", "ticket"), preflight=True))
    job = json.loads((tmp_path / "out/current/job.json").read_text("utf-8"))
    assert job["pages"][0]["plates"][4:] == ["PANTONE 185 C", "红"]
    told = {dict(item.values).get("rule") for item in made.diagnostics}
    assert "C02" not in told  # the plant has plates for them
    (page, *_) = sorted((tmp_path / "out/current").glob("*.pdf"))
    with pikepdf.open(page) as pdf:
        (form,) = (each for each in pdf.objects if isinstance(each, pikepdf.Stream) and "/BBox" in each)
        spaces = form.Resources.ColorSpace
        assert str(spaces["/S0"][1]) == str(spaces["/S1"][1]) == "/PANTONE 185 C"
        assert spaces["/S0"][3].C1.as_list() == spaces["/S1"][3].C1.as_list()
        assert float(spaces["/S0"][3].C1[1]) == 0.9
        assert (str(spaces["/S2"][1]), float(spaces["/S2"][3].C1[1])) == ("/红", 0.7)
