"""Pages as pixels."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from broadsheet.paint.pdf import PdfOptions, paint_pdf
from broadsheet.proof.raster import page_png, page_pngs
from broadsheet.tree.node import Fill, Group, Ink, LayoutTree, Role, TreePage

CYAN = Ink(1000, 0, 0, 0)


def pdf(*fills: Fill) -> bytes:
    pages = [TreePage(1, "p", "", 72_000, 36_000, 0, (Group(Role.FRAME, fills),))]
    return paint_pdf(LayoutTree("t", "2026-11-23", (), tuple(pages), (), ()), PdfOptions())[0].data


@pytest.fixture(scope="module")
def half() -> bytes:
    return pdf(Fill(0, 0, 36_000, 36_000, CYAN))


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def test_a_page_has_its_size_and_colours(half: bytes) -> None:
    image = opened(page_png(half, 100)).convert("RGB")
    assert image.size == (100, 50)
    red, _, blue = image.getpixel((10, 10))
    assert red < 80 < blue
    assert image.getpixel((90, 10)) == (255, 255, 255)


def test_the_same_page_gives_the_same_bytes(half: bytes) -> None:
    assert page_png(half, 100) == page_png(half, 100)
    assert [page_png(half, 100)] == list(page_pngs(half, 100))
