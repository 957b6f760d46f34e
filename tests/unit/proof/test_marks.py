"""The critic's marks on proofs."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageFont

from broadsheet.diagnostics import Diagnostic, Mark, Severity
from broadsheet.geometry import Rect
from broadsheet.options import MARKS, BuildOptions
from broadsheet.paint.pdf import PdfOptions, paint_pdf
from broadsheet.painting import paint_set
from broadsheet.proof.marks import marked_png
from broadsheet.proof.overlay import with_grid
from broadsheet.proof.raster import page_png
from broadsheet.records import replace
from broadsheet.tree.node import Area, AreaKind, Fill, Group, Ink, LayoutTree, Role, TreePage

PAGE = TreePage(
    1, "p", "", 144_000, 72_000, 0, (Group(Role.FRAME, (Fill(0, 0, 20_000, 20_000, Ink(0, 0, 0, 1000)),)),)
)
TREE = LayoutTree("t", "2026-11-23", (), (PAGE,), (), ())
PLACE = Rect(60_000, 30_000, 40_000, 20_000)


def finding(page: int = 1, level: Severity = Severity.WARNING, *places: Rect) -> Diagnostic:
    values = (("slug", "a"), ("other", "b"))
    return Diagnostic("C801", values, level=level, mark=Mark(page, places or (PLACE,), "a"))


@pytest.fixture(scope="module")
def proof() -> bytes:
    return page_png(paint_pdf(TREE, PdfOptions())[0].data, 144)


def marked(proof: bytes, *found: Diagnostic) -> Image.Image:
    png = marked_png(proof, PAGE, found, 144)
    assert png is not None
    return Image.open(io.BytesIO(png)).convert("RGB")


def gridded() -> bytes:
    hole = Area("letters", AreaKind.STORY, PLACE)
    page = replace(PAGE, areas=(hole,))
    return with_grid(Image.new("RGB", (288, 144), "white"), page, 144).tobytes()


def test_a_place_is_outlined_where_it_is_on_the_page(proof: bytes) -> None:
    image = marked(proof, finding())
    right, middle = 2 * 100 + 1, 2 * 40
    red, green, _ = image.getpixel((right, middle))  # type: ignore[misc]  # three bands
    assert red > 180
    assert green < 60
    assert image.getpixel((2 * 80, middle)) == (255, 255, 255)


def test_the_page_is_paler_and_the_legend_stands_below_it(proof: bytes) -> None:
    image = marked(proof, finding())
    before = Image.open(io.BytesIO(proof)).convert("RGB")
    assert image.width == before.width
    assert image.height > before.height
    black, pale = before.getpixel((20, 20)), image.getpixel((20, 20))
    assert max(black) < 80  # type: ignore[arg-type]  # three bands
    assert min(pale) > 100  # type: ignore[arg-type]
    legend = image.crop((0, before.height, image.width, image.height)).convert("L")
    assert legend.getextrema()[0] < 60


def test_levels_have_colours_of_their_own(proof: bytes) -> None:
    point = (2 * 100 + 1, 2 * 40)
    found = {
        marked(proof, finding(1, level)).getpixel(point)
        for level in (Severity.NOTE, Severity.WARNING, Severity.PROBLEM)
    }
    assert len(found) == 3


def test_a_page_without_findings_has_no_marks(proof: bytes) -> None:
    assert marked_png(proof, PAGE, [finding(2)], 144) is None
    assert marked_png(proof, PAGE, [Diagnostic("W412", (("slug", "a"),))], 144) is None


def test_many_findings_in_one_corner_and_the_same_bytes_twice(proof: bytes) -> None:
    many = [finding(1, Severity.NOTE, PLACE) for _ in range(30)]
    assert marked_png(proof, PAGE, many, 144) == marked_png(proof, PAGE, many, 144)


def test_words_lie_alike_whatever_layout_libraries_a_machine_has(
    proof: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pillow sets type with Raqm where FriBidi is installed, and by itself elsewhere."""
    many = [finding(1, Severity.NOTE, PLACE) for _ in range(30)]
    here, grid = marked_png(proof, PAGE, many, 144), gridded()
    monkeypatch.setattr(ImageFont.core, "HAVE_RAQM", False)
    assert (marked_png(proof, PAGE, many, 144), gridded()) == (here, grid)


def test_marks_are_files_of_their_own_and_made_when_asked_for() -> None:
    assert list(paint_set(TREE, BuildOptions(formats=(MARKS,)), [finding()])) == ["p-marks.png"]
    assert list(paint_set(TREE, BuildOptions(formats=(MARKS,)))) == []
    assert list(paint_set(TREE, BuildOptions(formats=("png",)), [finding()])) == ["p.png"]
