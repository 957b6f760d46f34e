"""Borders: where their ink lies, what their corners are, how often an ornament is repeated."""

from __future__ import annotations

import pytest

from broadsheet.geometry import Rect
from broadsheet.makeup.frame import frame_nodes
from broadsheet.model.style import Border, Colour, FrameStyle
from broadsheet.tree.node import Fill, Rule, Shape

RECT = Rect(10_000, 20_000, 200_000, 90_000)
ORNAMENTS = (Border.DOTTED, Border.FRET, Border.DIAMOND, Border.WAVE, Border.BLOSSOM)


def corners(shape: Shape) -> Rect:
    """The smallest rectangle round a shape's points."""
    numbers = [[int(number) for number in segment[1:]] for segment in shape.path]
    xs = [x for points in numbers for x in points[::2]]
    ys = [y for points in numbers for y in points[1::2]]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def area(shape: Shape) -> int:
    """Twice the signed area of a shape's corners; positive where it runs clockwise on the page."""
    total, start, last = 0, (0, 0), (0, 0)
    for operator, *numbers in shape.path:
        point = start if operator == "z" else (int(numbers[-2]), int(numbers[-1]))
        if operator == "m":
            start = last = point
        total += last[0] * point[1] - point[0] * last[1]
        last = point
    return total


def test_a_plain_border_is_four_rules_inside_the_edge() -> None:
    top, bottom, left, right = frame_nodes(RECT, FrameStyle(500))
    assert isinstance(top, Rule)
    assert (top.x, top.y, top.x2, top.weight) == (10_000, 20_250, 210_000, 500)
    assert isinstance(right, Rule)
    assert (right.x, right.y, right.y2) == (209_750, 20_000, 110_000)
    assert isinstance(bottom, Rule)
    assert isinstance(left, Rule)
    assert (bottom.y, left.x) == (109_750, 10_250)


@pytest.mark.parametrize(("outer", "inner"), [(1500, 300), (300, 1500), (500, 500)])
def test_two_lines_stand_a_gap_apart_in_either_order(outer: int, inner: int) -> None:
    nodes = frame_nodes(RECT, FrameStyle(inner, outer, 1000))
    weights = [node.weight for node in nodes if isinstance(node, Rule)]
    assert weights == [outer] * 4 + [inner] * 4
    first, second = nodes[0], nodes[4]
    assert isinstance(first, Rule)
    assert isinstance(second, Rule)
    assert second.y - inner // 2 - (first.y + outer // 2) == 1000


@pytest.mark.parametrize("border", ORNAMENTS)
def test_an_ornament_fills_its_band_to_the_edge_and_no_further(border: Border) -> None:
    (shape,) = frame_nodes(RECT, FrameStyle(8000, border=border))
    assert isinstance(shape, Shape)
    box = corners(shape)
    assert RECT.contains(box)
    assert box.width > RECT.width - 4000
    assert box.height > RECT.height - 4000
    inner = RECT.inset(8000, 8000)
    numbers = [[int(number) for number in segment[1:]] for segment in shape.path]
    points = [(x, y) for each in numbers for x, y in zip(each[::2], each[1::2], strict=True)]
    assert not [(x, y) for x, y in points if inner.x < x < inner.right and inner.y < y < inner.bottom]


def test_a_whole_number_of_motifs_lies_between_four_corners() -> None:
    (one,) = frame_nodes(Rect(0, 0, 24_000, 24_000), FrameStyle(8000, border=Border.BLOSSOM))
    (more,) = frame_nodes(Rect(0, 0, 40_000, 24_000), FrameStyle(8000, border=Border.BLOSSOM))
    assert isinstance(one, Shape)
    assert isinstance(more, Shape)
    motifs = [sum(segment[0] == "z" for segment in shape.path) for shape in (one, more)]
    assert motifs == [4 * 5 + 4 * 7, 4 * 5 + 8 * 7]


def test_round_corners_make_a_ring_whose_inside_is_empty() -> None:
    (ring,) = frame_nodes(RECT, FrameStyle(500, radius=8000))
    assert isinstance(ring, Shape)
    assert corners(ring) == RECT
    assert 0 < area(ring) < 2 * RECT.width * RECT.height // 20


def test_a_tint_lies_under_its_border_and_is_as_round_as_it() -> None:
    tint = Colour(black=80)
    square = frame_nodes(RECT, FrameStyle(500, tint=tint))
    rounded = frame_nodes(RECT, FrameStyle(500, tint=tint, radius=8000))
    assert isinstance(square[0], Fill)
    assert isinstance(rounded[0], Shape)
    assert corners(rounded[0]) == RECT
    assert rounded[0].colour.black == 80


def test_a_hole_smaller_than_its_border_does_not_turn_inside_out() -> None:
    small = Rect(0, 0, 5000, 5000)
    for border in ORNAMENTS:
        for node in frame_nodes(small, FrameStyle(8000, border=border, radius=20_000)):
            assert isinstance(node, Shape)
