"""Proofs of any PDF: as it is, on the press's paper, with the grid, with what preflight found."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from broadsheet.cli import main
from broadsheet.geometry import Rect
from broadsheet.options import BuildOptions
from broadsheet.paint.pdf import PdfOptions, paint_pdf
from broadsheet.painting import paint_set
from broadsheet.proof.overlay import with_grid
from broadsheet.proof.plates import ProfileError, heated, soft_proof
from broadsheet.proof.raster import TooLargeError, pages_of
from broadsheet.records import replace
from broadsheet.resources import newsprint
from broadsheet.tree.node import Area, AreaKind, Fill, Group, Ink, LayoutTree, PageGrid, Role, TreePage


def opened(path: Path) -> Image.Image:
    return Image.open(io.BytesIO(path.read_bytes()))


INKS = ("cyan", "magenta", "yellow", "black")
PROFILE = newsprint()


def plates(*tones: int) -> dict[str, Image.Image]:
    """Flat plates of four pixels; 255 is full ink."""
    return {name: Image.new("L", (2, 2), 255 - tone) for name, tone in zip(INKS, tones, strict=True)}


def colour(image: Image.Image) -> tuple[int, int, int]:
    found = image.getpixel((0, 0))
    assert isinstance(found, tuple)
    return found  # type: ignore[return-value]


def test_newsprint_is_grey_and_its_black_is_dull() -> None:
    paper, black = (
        colour(soft_proof(plates(0, 0, 0, 0), PROFILE)),
        colour(soft_proof(plates(0, 0, 0, 255), PROFILE)),
    )
    assert all(180 < band < 225 for band in paper)
    assert paper[2] < paper[0]  # yellowish
    assert all(45 < band < 110 for band in black)
    red = colour(soft_proof(plates(0, 255, 255, 0), PROFILE))
    assert red[0] > red[1] + 60


def test_a_profile_that_is_none_is_refused() -> None:
    with pytest.raises(ProfileError):
        soft_proof(plates(0, 0, 0, 0), b"no profile")
    with pytest.raises(ProfileError):
        soft_proof(plates(0, 0, 0, 0), PROFILE[:200])


def test_too_much_ink_is_red() -> None:
    image = Image.new("RGB", (2, 2), "white")
    assert colour(heated(image, plates(255, 255, 60, 0), 223, (0, 0, 2, 2))) == (220, 0, 0)
    assert colour(heated(image, plates(255, 255, 20, 0), 223, (0, 0, 2, 2))) == (255, 255, 255)


def page() -> TreePage:
    areas = (
        Area(
            "lead",
            AreaKind.STORY,
            Rect(10_000, 10_000, 50_000, 40_000),
            "ferry",
            legs=((10_000, 20_000), (40_000, 20_000)),
        ),
        Area("ear", AreaKind.AD, Rect(70_000, 10_000, 60_000, 40_000)),
    )
    grid = PageGrid(Rect(10_000, 10_000, 120_000, 50_000), 10_000, 10_000, 10_000)
    ink = Group(Role.FRAME, (Fill(0, 0, 5_000, 5_000, Ink(0, 1000, 1000, 0)),))
    return TreePage(1, "p", "", 144_000, 72_000, 0, (ink,), areas, grid)


def test_holes_are_outlined_by_their_kind() -> None:
    image = with_grid(Image.new("RGB", (288, 144), "white"), page(), 144)
    assert image.size[0] == 288
    assert image.size[1] > 144  # the legend
    assert image.getpixel((20, 95)) == (0, 84, 190)  # the lead's left edge, 10 points in
    assert image.getpixel((140, 90)) == (205, 95, 0)
    blue = image.getpixel((60, 80))  # between the legs' edges at 60 points
    assert blue != (255, 255, 255)


def test_the_grid_of_an_empty_page_needs_no_holes() -> None:
    bare = TreePage(1, "p", "", 144_000, 72_000, 0, ())
    assert with_grid(Image.new("RGB", (288, 144), "white"), bare, 144, "zh").getpixel((20, 20)) == (
        255,
        255,
        255,
    )


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder as a build leaves it: one page and its tree."""
    tree = LayoutTree("t", "2026-11-23", (), (page(),), (), ())
    for name, data in paint_set(tree, BuildOptions(formats=("pdf", "tree"))).items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_the_command_shows_pages(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "proofs"
    flags = ["--out", str(out), "--dpi", "72", "--lang", "en"]
    assert main(["proof", "pages", str(built), *flags, "--grid", "--soft"]) == 0
    assert capsys.readouterr().out.split() == [str(out / "p.png"), str(out / "p-grid.png")]
    seen = opened(out / "p.png")
    assert (seen.size, seen.info["dpi"][0]) == ((144, 72), pytest.approx(72, abs=1))
    assert colour(seen.crop((100, 60, 101, 61))) == colour(soft_proof(plates(0, 0, 0, 0), PROFILE))
    assert main(["proof", "pages", str(built / "p.pdf"), *flags, "--format", "jpeg", "--quality", "50"]) == 0
    assert opened(out / "p.jpg").format == "JPEG"


def test_the_grid_of_a_page_that_was_released_again_is_shown(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (built / "p.pdf").rename(built / "p_v2.pdf")
    out = tmp_path / "proofs"
    assert main(["proof", "pages", str(built), "--out", str(out), "--dpi", "72", "--grid"]) == 0
    assert capsys.readouterr().out.split() == [str(out / "p_v2.png"), str(out / "p_v2-grid.png")]


def test_the_grids_of_pages_in_one_file_are_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = (page(), replace(page(), number=2, name="q"))
    tree = LayoutTree("t", "2026-11-23", (), pages, (), ())
    for name, data in paint_set(tree, BuildOptions(formats=("pdf", "tree"), combined=True)).items():
        (tmp_path / name).write_bytes(data)
    assert main(["proof", "pages", str(tmp_path), "--out", str(tmp_path), "--dpi", "72", "--grid"]) == 0
    assert [Path(path).stem.partition("-")[2] for path in capsys.readouterr().out.split()] == [
        "1", "1-grid", "2", "2-grid",
    ]  # fmt: skip


def test_a_proof_marks_what_preflight_finds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdf = pikepdf.new()
    for _ in range(2):
        made = pdf.add_blank_page(page_size=(100, 100))
        made.Contents = pikepdf.Stream(pdf, b"1 1 1 1 k 60 60 30 30 re f")
    pdf.save(tmp_path / "ad.pdf")
    out = tmp_path / "proofs"
    flags = ["--preflight", "--ink", "--pages", "2", "--dpi", "72", "--out", str(out)]
    assert main(["proof", "pages", str(tmp_path / "ad.pdf"), *flags]) == 1
    assert {file.name for file in out.iterdir()} == {"ad-2.png", "ad-2-marks.png"}
    assert colour(opened(out / "ad-2.png").crop((75, 25, 76, 26))) == (220, 0, 0)
    assert opened(out / "ad-2-marks.png").height > 100


def test_what_cannot_be_shown_is_said(
    tmp_path: Path, built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flags = ["--out", str(tmp_path / "proofs")]
    (tmp_path / "none").mkdir()
    (tmp_path / "bad.pdf").write_bytes(b"no pdf")
    assert main(["proof", "pages", str(tmp_path / "missing.pdf"), *flags]) == 2
    assert main(["proof", "pages", str(tmp_path / "bad.pdf"), *flags]) == 2
    assert main(["proof", "pages", str(built / "p.pdf"), *flags, "--dpi", "5"]) == 2
    assert (
        main(["proof", "pages", str(built / "p.pdf"), *flags, "--soft", "--profile", str(built / "p.pdf")])
        == 2
    )
    assert "Traceback" not in capsys.readouterr().err


def test_a_page_of_too_many_pixels_is_not_begun() -> None:
    tree = LayoutTree("t", "2026-11-23", (), (TreePage(1, "p", "", 10_000_000, 10_000_000, 0, ()),), (), ())
    with pytest.raises(TooLargeError, match="Mpx"):
        list(pages_of(paint_pdf(tree, PdfOptions())[0].data, 1200))
