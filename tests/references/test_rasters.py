"""The small pictures that are kept of pages, compared."""

from __future__ import annotations

import pytest

from broadsheet.proof.raster import page_png
from broadsheet.tree.node import Fill, Ink
from halfpage import HALF, opened, pdf
from references.rasters import compare, reference_png


@pytest.fixture(scope="module")
def half() -> bytes:
    return pdf(HALF)


def test_the_same_page_gives_the_same_bytes(half: bytes) -> None:
    assert reference_png(half, 50) == reference_png(half, 50)


def test_a_reference_has_eight_greys(half: bytes) -> None:
    image = opened(reference_png(half, 100))
    assert image.mode == "P"
    assert max(image.tobytes()) <= 7


def test_nothing_changed_is_nought(half: bytes) -> None:
    found = compare(reference_png(half, 100), reference_png(half, 100))
    assert (found.changed_permille, found.box, found.same_size) == (0, None, True)


def test_a_colour_page_compares_with_its_reference(half: bytes) -> None:
    assert compare(page_png(half, 100), reference_png(half, 100)).changed_permille == 0


def test_what_changed_is_a_share_and_a_box(half: bytes) -> None:
    more = pdf(HALF, Fill(54_000, 0, 18_000, 18_000, Ink()))
    found = compare(page_png(half, 100), page_png(more, 100))
    assert found.changed_permille == pytest.approx(125)
    assert found.box == (75, 0, 100, 25)


def test_a_shade_is_within_the_tolerance(half: bytes) -> None:
    shade = pdf(HALF, Fill(54_000, 0, 18_000, 18_000, Ink(0, 0, 0, 50)))
    assert compare(page_png(half, 100), page_png(shade, 100)).changed_permille == 0


def test_another_size_is_no_match(half: bytes) -> None:
    found = compare(page_png(half, 100), page_png(half, 50))
    assert (found.same_size, found.changed_permille) == (False, 1000)
