"""Two renderings laid on each other: what counts as changed, and the boxes around it."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw, ImageFilter

from broadsheet.proof.pixels import (
    Box,
    Comparison,
    Rendering,
    Tolerance,
    UnreadablePdfError,
    common,
    count_pages,
    merged,
    opened,
    rendering,
)

PLAIN = Tolerance()


def paper(*inks: Box, size: tuple[int, int] = (200, 100), colour: str = "black") -> Rendering:
    image = Image.new("RGB", size, "white")
    for left, top, right, bottom in inks:
        ImageDraw.Draw(image).rectangle((left, top, right - 1, bottom - 1), fill=colour)
    return Rendering(image)


def compared(old: Rendering, new: Rendering, tolerance: Tolerance = PLAIN) -> Comparison:
    return Comparison(old, new, tolerance)


def test_the_same_page_has_no_change() -> None:
    found = compared(paper((10, 10, 20, 20)), paper((10, 10, 20, 20)))
    assert (found.changed, found.permille, found.boxes()) == (0, 0.0, ())


def test_a_box_is_exactly_around_what_changed() -> None:
    found = compared(paper(), paper((13, 27, 51, 39)))
    assert found.boxes() == ((13, 27, 51, 39),)
    assert found.changed == 38 * 12
    assert found.permille == pytest.approx(1000 * 38 * 12 / 20_000)


def test_a_single_pixel_is_found_anywhere() -> None:
    for x, y in ((0, 0), (7, 8), (199, 99), (100, 50)):
        assert compared(paper(), paper((x, y, x + 1, y + 1))).boxes() == ((x, y, x + 1, y + 1),)


def test_places_far_apart_have_boxes_of_their_own() -> None:
    found = compared(paper(), paper((150, 80, 160, 90), (10, 10, 20, 20)))
    assert found.boxes() == ((10, 10, 20, 20), (150, 80, 160, 90))


def test_words_in_a_line_are_one_place() -> None:
    found = compared(paper(), paper((10, 10, 30, 20), (36, 10, 60, 20)))
    assert found.boxes() == ((10, 10, 60, 20),)


def test_a_colour_of_the_same_darkness_is_a_change() -> None:
    grey, red = ((10, 10, 30, 30),), ((10, 10, 30, 30),)
    found = compared(paper(*grey, colour="rgb(76,76,76)"), paper(*red, colour="rgb(254,0,0)"))
    assert found.changed == 400


def test_an_edge_smoothed_differently_is_no_change() -> None:
    sharp = paper((10, 10, 30, 30), colour="rgb(200,200,200)")
    soft = Rendering(sharp.image.filter(ImageFilter.BoxBlur(1)))
    assert compared(sharp, soft).changed == 0
    assert compared(sharp, soft, Tolerance(level=4)).changed > 0


def test_a_tint_a_little_darker_is_a_change() -> None:
    pale, darker = (paper((20, 20, 80, 60), colour=f"rgb({g},{g},{g})") for g in (235, 215))
    assert compared(pale, darker).boxes() == ((20, 20, 80, 60),)
    nearly = paper((20, 20, 80, 60), colour="rgb(231,231,231)")
    assert compared(pale, nearly).changed == 0


def test_ink_a_pixel_elsewhere_may_be_let_pass() -> None:
    old, new = paper((10, 10, 60, 12)), paper((10, 11, 60, 13))
    assert compared(old, new).changed == 100
    assert compared(old, new, Tolerance(shift=1)).changed == 0
    assert compared(paper((10, 10, 60, 12)), paper((10, 14, 60, 16)), Tolerance(shift=1)).changed == 200


def test_ink_that_is_gone_is_no_shift() -> None:
    assert compared(paper((50, 50, 51, 51)), paper(), Tolerance(shift=1)).changed == 1


def test_pages_of_two_sizes_are_laid_on_the_larger_paper() -> None:
    found = compared(paper(), paper((210, 90, 215, 95), size=(220, 100)))
    assert (found.same_size, found.size, found.boxes()) == (False, (220, 100), ((210, 90, 215, 95),))


def test_what_is_taken_is_not_in_the_rest() -> None:
    found = compared(paper(), paper((10, 10, 20, 20), (150, 80, 160, 90)))
    assert found.take((0, 0, 15, 100)) == (10, 10, 15, 20)
    assert found.take((30, 30, 60, 60)) is None
    assert found.boxes() == ((15, 10, 20, 20), (150, 80, 160, 90))


def test_a_tint_that_is_hardly_another_is_a_change() -> None:
    """Three per cent of yellow are five steps of blue."""
    one = paper((20, 20, 60, 60), colour="#fdf2dd")
    two = paper((20, 20, 60, 60), colour="#fdf2d8")
    assert compared(one, two).boxes() == ((20, 20, 60, 60),)


def test_of_what_was_taken_only_the_rest_is_taken_again() -> None:
    found = compared(paper(), paper((10, 10, 20, 20), (10, 30, 20, 40)))
    assert found.take((0, 0, 50, 25)) == (10, 10, 20, 20)
    assert found.take((0, 0, 50, 50), rest=True) == (10, 30, 20, 40)
    assert found.boxes() == ()


def test_what_a_pixel_of_rounding_explains_can_be_settled() -> None:
    found = compared(paper((10, 10, 13, 20), (50, 10, 60, 20)), paper((11, 10, 14, 20), (50, 10, 56, 20)))
    assert len(found.boxes()) == 2
    found.settle((0, 0, 30, 30))
    assert found.boxes() == ((56, 10, 60, 20),)
    found.settle((40, 0, 70, 30))  # ink that is gone is no rounding
    assert found.changed == 38  # all but two corners beside what is left


def test_boxes_that_meet_become_one() -> None:
    assert merged([(0, 0, 10, 10), (5, 5, 20, 20), (40, 40, 50, 50)]) == [(0, 0, 20, 20), (40, 40, 50, 50)]
    assert merged([(0, 0, 10, 10), (12, 0, 20, 10)], 3) == [(0, 0, 20, 10)]
    assert common((0, 0, 10, 10), (5, 5, 20, 20)) == (5, 5, 10, 10)
    assert common((0, 0, 10, 10), (10, 0, 20, 10)) is None


def test_a_rendering_comes_from_a_pdf_or_a_png_and_goes_into_a_report() -> None:
    stream = io.BytesIO()
    paper((1, 1, 5, 5)).image.save(stream, "PDF", resolution=100)
    pdf = stream.getvalue()
    assert count_pages(pdf) == 1
    assert rendering(pdf, 100).size == (200, 100)
    kind, data = rendering(pdf, 100).encoded()
    assert kind in ("image/webp", "image/png")
    assert opened(data).size == (200, 100)
    with pytest.raises(UnreadablePdfError):
        count_pages(b"no pdf")


def test_a_page_that_would_fill_the_memory_is_refused() -> None:
    stream = io.BytesIO()
    paper((1, 1, 5, 5)).image.save(stream, "PDF", resolution=0.05)  # 100 metres wide
    with pytest.raises(UnreadablePdfError, match="too large for 600 dpi"):
        rendering(stream.getvalue(), 600)
