"""Points and rectangles: origin top-left, y down."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.geometry import Rect, Size, rest_of, union

RECT = Rect(10, 20, 100, 50)


def test_right_and_bottom_are_the_far_sides() -> None:
    assert (RECT.right, RECT.bottom) == (110, 70)


@pytest.mark.parametrize(("width", "height"), [(-1, 5), (5, -1)])
def test_a_negative_size_is_refused(width: int, height: int) -> None:
    with pytest.raises(ValueError, match="negative"):
        Rect(0, 0, width, height)
    with pytest.raises(ValueError, match="negative"):
        Size(width, height)


def test_an_inset_moves_every_side_inwards() -> None:
    assert RECT.inset(5, 10) == Rect(15, 30, 90, 30)


def test_an_inset_larger_than_the_rectangle_collapses_to_its_middle() -> None:
    assert RECT.inset(80, 80) == Rect(60, 45, 0, 0)


@pytest.mark.parametrize(
    ("other", "overlaps"),
    [
        (Rect(110, 20, 10, 10), False),  # shares the right edge
        (Rect(10, 70, 10, 10), False),  # shares the lower edge
        (Rect(109, 69, 10, 10), True),
        (Rect(0, 0, 200, 200), True),
        (Rect(0, 0, 10, 20), False),  # shares a corner
    ],
)
def test_rectangles_that_share_an_edge_do_not_overlap(other: Rect, overlaps: bool) -> None:
    assert RECT.overlaps(other) is overlaps
    assert other.overlaps(RECT) is overlaps


def test_a_rectangle_contains_itself_and_what_touches_its_edge_from_inside() -> None:
    assert RECT.contains(RECT)
    assert RECT.contains(Rect(10, 20, 1, 1))
    assert not RECT.contains(Rect(9, 20, 5, 5))
    assert not RECT.contains(Rect(106, 66, 5, 5))


def test_a_union_holds_all_of_its_rectangles_and_no_more() -> None:
    assert union([Rect(0, 10, 5, 5), Rect(20, 0, 1, 1), Rect(3, 30, 0, 2)]) == Rect(0, 0, 21, 32)
    assert union([]) is None


PLACE = st.integers(0, 30)
STRETCH = st.tuples(PLACE, PLACE).map(sorted)


@given(STRETCH, st.lists(STRETCH.map(tuple)))
def test_the_rest_of_a_stretch_is_what_nothing_takes(whole: list[int], taken: list[tuple[int, int]]) -> None:
    pieces = list(rest_of(*whole, taken))
    held = {place for low, high in taken for place in range(low, high)}
    assert [place for piece in pieces for place in range(*piece)] == sorted({*range(*whole)} - held)
    assert all(low < high for low, high in pieces)
