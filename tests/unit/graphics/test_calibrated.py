"""Colours by the light of a monitor (CalRGB)."""

from __future__ import annotations

import io

import pytest
from pikepdf import Array, Dictionary, Name, Page, Pdf
from PIL import Image, ImageCms

from broadsheet.graphics.calibrated import profile_of
from unit.graphics.imported import changed, operators

SRGB = [0.4124, 0.2126, 0.0193, 0.3576, 0.7152, 0.1192, 0.1805, 0.0722, 0.9505]
ADOBE = [0.57667, 0.29734, 0.02703, 0.18556, 0.62736, 0.07069, 0.18823, 0.07529, 0.99134]
WHITE = [0.9505, 1, 1.089]


@pytest.mark.parametrize(
    ("matrix", "power", "seen"),
    [  # as pdfium shows 0.8 0.4 0.2
        (SRGB, 2.2222, (205, 101, 46)), (ADOBE, 2.1992, (232, 102, 43)), (SRGB, 1, (231, 170, 124)),
    ],
)  # fmt: skip
def test_a_colour_looks_as_its_space_says(
    matrix: list[float], power: float, seen: tuple[int, int, int]
) -> None:
    made = profile_of(Dictionary(WhitePoint=WHITE, Gamma=[power] * 3, Matrix=matrix))
    profile, screen = ImageCms.ImageCmsProfile(io.BytesIO(made)), ImageCms.createProfile("sRGB")
    pixels = Image.new("RGB", (2, 1), "white")
    pixels.putpixel((0, 0), (204, 102, 51))
    shown = ImageCms.profileToProfile(pixels, profile, screen, ImageCms.Intent.RELATIVE_COLORIMETRIC)
    assert shown is not None
    assert shown.getpixel((0, 0)) == pytest.approx(seen, abs=1)
    assert shown.getpixel((1, 0)) == (255, 255, 255)


def test_its_colours_are_made_press_inks_by_it_and_its_greys_black() -> None:
    linear = Dictionary(WhitePoint=WHITE, Matrix=SRGB)

    def change(pdf: Pdf, page: Page) -> None:
        page.obj.Resources.ColorSpace = Dictionary(C=Array([Name.CalRGB, linear]))
        page.obj.Contents = pdf.make_stream(b"/C cs .5 .5 .5 scn 0 0 1 1 re f .735 .735 .735 rg 0 0 1 1 re f")

    page = changed(change)
    one, other = (line.split() for line in operators(page) if line.endswith((" scn", " k")))
    assert [float(ink) for ink in one[:4]] == pytest.approx([float(ink) for ink in other[:4]], abs=0.02)
    assert one[:3] == ["0", "0", "0"]


@pytest.mark.parametrize(
    "entries",
    [
        {}, {"WhitePoint": [0, 1, 1]}, {"WhitePoint": [1, 1]}, {"WhitePoint": Name.White},
        {"WhitePoint": WHITE, "Gamma": [0, 1, 1]}, {"WhitePoint": WHITE, "Gamma": [999, 1, 1]},
        {"WhitePoint": WHITE, "Matrix": [1, 0, 0]},
    ],
)  # fmt: skip
def test_a_space_that_makes_no_sense_says_nothing(entries: dict[str, object]) -> None:
    assert profile_of(Dictionary(**entries)) == b""
