"""Pages as pixels."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest

from broadsheet.proof.raster import page_png
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


def test_any_page_of_a_file_may_be_asked_for(half: bytes) -> None:
    with pikepdf.open(io.BytesIO(half)) as document, pikepdf.open(io.BytesIO(half)) as turned:
        turned.pages[0].Rotate = 90
        document.pages.append(turned.pages[0])
        stream = io.BytesIO()
        document.save(stream)
    assert opened(page_png(stream.getvalue(), 100, 1)).size == (50, 100)


def test_threads_do_not_disturb_each_other(half: bytes) -> None:
    wanted = {dpi: page_png(half, dpi) for dpi in (40, 100)}
    asked = [40, 100] * 20
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda dpi: page_png(half, dpi), asked)) == [wanted[dpi] for dpi in asked]
