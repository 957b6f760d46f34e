"""Frames and pictures that touch."""

from __future__ import annotations

import pytest

from broadsheet.geometry import Rect
from broadsheet.tree.node import AreaKind, LayoutTree
from unit.preflight.handpage import found, head, hole, page, picture, places, rect, story, tree


def boxes(second: Rect, *, framed: bool = True, kind: AreaKind = AreaKind.STORY) -> LayoutTree:
    """A framed hole over columns 0 and 1, and another."""
    first = hole("a", rect(0, 2, 0, 10), kind, framed=True)
    return tree(page([first, hole("b", second, kind, framed=framed)]))


def test_frames_with_no_line_between_them_touch() -> None:
    (finding,) = found(boxes(rect(0, 2, 10, 5)), "touching_boxes")
    assert (finding.code, len(places(finding))) == ("C808", 2)


def test_a_line_or_a_column_gap_between_them_is_enough() -> None:
    assert found(boxes(rect(0, 2, 11, 5)), "touching_boxes") == ()
    assert found(boxes(rect(2, 2, 0, 10)), "touching_boxes") == ()
    assert len(found(boxes(rect(0, 2, 11, 5)), "touching_boxes", box_air=1500)) == 1


def test_side_by_side_closer_than_a_gap_they_touch() -> None:
    assert len(found(boxes(Rect(210_000, 0, 100_000, 150_000)), "touching_boxes")) == 1


def test_one_frame_and_two_advertisements_are_left_alone() -> None:
    assert found(boxes(rect(0, 2, 10, 5), framed=False), "touching_boxes") == ()
    assert found(boxes(rect(0, 2, 10, 5), kind=AreaKind.AD), "touching_boxes") == ()
    mixed = [
        hole("a", rect(0, 2, 0, 10), framed=True),
        hole("b", rect(0, 2, 10, 5), AreaKind.AD, framed=True),
    ]
    for areas in (mixed, mixed[::-1]):
        (finding,) = found(tree(page(areas)), "touching_boxes")
        assert {dict(finding.values)[name] for name in ("hole", "other")} == {"a", "b"}


def two(second: Rect, one: str = "a", other: str = "b", caption: str = "") -> LayoutTree:
    """A picture over columns 0 and 1, and another."""
    pictures = (picture("one.jpg", rect(0, 2, 0, 10), one, caption), picture("two.jpg", second, other))
    return tree(page([], *pictures))


@pytest.mark.parametrize(
    "second",
    [
        rect(2, 2, 0, 10),  # across a gutter
        rect(2, 2, 7, 10),  # along three of ten lines
        rect(0, 2, 12, 10),  # below the caption
    ],
)
def test_pictures_of_two_stories_back_to_back_are_found(second: Rect) -> None:
    (finding,) = found(two(second, caption="图说"), "touching_pictures")
    assert (finding.code, places(finding)[1]) == ("C809", second)


@pytest.mark.parametrize(
    "second",
    [
        rect(2, 2, 8, 10),  # along two of ten lines
        rect(3, 2, 0, 10),  # a column between
        rect(0, 2, 14, 10),  # four lines below
    ],
)
def test_pictures_apart_are_none(second: Rect) -> None:
    assert found(two(second), "touching_pictures") == ()


def test_pictures_of_one_story_belong_together() -> None:
    assert found(two(rect(2, 2, 0, 10), "a", "a"), "touching_pictures") == ()


def test_a_block_of_pictures_that_touch_is_told_once() -> None:
    block = [rect(0, 2, 0, 10), rect(2, 2, 0, 10), rect(0, 2, 12, 10), rect(2, 2, 12, 10)]
    pictures = [picture(f"{number}.jpg", place, str(number)) for number, place in enumerate(block)]
    (finding,) = found(tree(page([], *pictures)), "touching_pictures")
    assert places(finding) == (block[0], block[1])


def test_each_picture_that_stands_alone_is_a_story_of_its_own() -> None:
    assert len(found(two(rect(2, 2, 0, 10), "", ""), "touching_pictures")) == 1


def test_a_headline_between_two_pictures_parts_them() -> None:
    made = two(rect(0, 2, 12, 10))
    between = story("b", head("标题", 0, 151_000, 28_000))
    assert found(tree(page([], *made.pages[0].groups, between)), "touching_pictures") == ()
