"""The holes of a page as areas of the layout tree."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.press import make
from broadsheet.tree.node import Area, AreaKind, TreePage

SAMPLE = Path(__file__).resolve().parents[3] / "content" / "lanchuan"


@pytest.fixture(scope="module")
def pages() -> tuple[TreePage, ...]:
    return make(SAMPLE).tree.pages


def area(page: TreePage, hole: str) -> Area:
    return next(each for each in page.areas if each.hole == hole)


def test_an_area_says_what_stands_in_the_hole(pages: tuple[TreePage, ...]) -> None:
    front, local = pages[0], pages[1]
    lead, turn = area(front, "lead"), area(local, "turn")
    assert (lead.kind, lead.slug, lead.part) == (AreaKind.STORY, "ferry-line", 0)
    assert (turn.slug, turn.part) == ("ferry-line", 1)
    assert area(front, "nameplate").kind is AreaKind.FURNITURE
    assert area(pages[-1], "window").kind is AreaKind.PICTURE
    assert area(pages[-1], "ad1").kind is AreaKind.AD


def test_pictures_inside_a_story_are_no_areas(pages: tuple[TreePage, ...]) -> None:
    assert "lead-pic" not in {each.hole for each in pages[0].areas}


def test_legs_lie_inside_their_area_from_left_to_right(pages: tuple[TreePage, ...]) -> None:
    for page in pages:
        for each in page.areas:
            edges = [edge for x, width in each.legs for edge in (x, x + width)]
            assert edges == sorted(edges)
            assert not edges or (each.rect.x <= edges[0] and edges[-1] <= each.rect.right)


def test_a_frame_and_the_grid_are_told(pages: tuple[TreePage, ...]) -> None:
    assert area(pages[1], "hotline").framed
    assert not area(pages[1], "notices").framed
    for page in pages:
        assert page.grid is not None
        holes = [each.rect for each in page.areas if each.kind is AreaKind.STORY]
        assert all(page.grid.type_area.contains(rect) for rect in holes)
