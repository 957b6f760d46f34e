"""Pages as pixels."""

from __future__ import annotations

import pytest

from broadsheet.proof.raster import page_png, page_pngs
from halfpage import HALF, opened, pdf


@pytest.fixture(scope="module")
def half() -> bytes:
    return pdf(HALF)


def test_a_page_has_its_size_and_colours(half: bytes) -> None:
    image = opened(page_png(half, 100)).convert("RGB")
    assert image.size == (100, 50)
    red, _, blue = image.getpixel((10, 10))
    assert red < 80 < blue
    assert image.getpixel((90, 10)) == (255, 255, 255)


def test_the_same_page_gives_the_same_bytes(half: bytes) -> None:
    assert page_png(half, 100) == page_png(half, 100)
    assert [page_png(half, 100)] == list(page_pngs(half, 100))
