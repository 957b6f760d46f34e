"""碰题, a head lighter than the one below it, text below another story's head."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet.geometry import Writing
from broadsheet.tree.node import GlyphRun, Group, LayoutTree, Role, Rule
from unit.preflight.handpage import (
    COLUMN,
    GAP,
    found,
    head,
    hole,
    leg,
    page,
    places,
    rect,
    story,
    tree,
)

LEFT, RIGHT = rect(0, 3, 0, 20), rect(3, 3, 0, 20)


def side_by_side(right: Group, *, framed: bool = False, moved: int = 0) -> LayoutTree:
    """Two stories, the left one with a head of 30 pt at the top."""
    place = replace(RIGHT, x=RIGHT.x + moved)
    left = story("a", head("左边的标题", 20_000, 10_000))
    return tree(page([hole("a", LEFT), hole("b", place, framed=framed)], left, story("b", right)))


def test_heads_of_like_size_at_one_level_collide() -> None:
    right = head("右边的标题", 350_000, 12_000, 28_000, "song-bold")
    (finding,) = found(side_by_side(right), "collision")
    assert finding.code == "C801"
    assert [place.x for place in places(finding)] == [20_000, 350_000]
    assert "'a'" in finding.message()
    assert "'b'" in finding.message()


@pytest.mark.parametrize(
    "right",
    [
        head("右边的标题", 350_000, 12_000, 24_000),  # a fifth smaller
        head("右边的标题", 350_000, 12_000, 30_000, "hei"),  # another typeface
        head("右边的标题", 350_000, 30_000, 30_000),  # lower by more than half
    ],
)
def test_another_size_face_or_level_clears_it(right: Group) -> None:
    assert found(side_by_side(right), "collision") == ()


def test_a_head_is_as_large_as_its_han_and_in_their_face_whatever_latin_stands_in_it() -> None:
    right = head("年增长", 350_000, 10_000)
    for face, size in ("hei", 31_200), ("song", 39_000):
        figures = head("2026", 310_000, 10_000, size, face).nodes
        mixed = replace(right, nodes=(*figures, *right.nodes))
        assert found(side_by_side(mixed), "collision")
    assert found(side_by_side(replace(right, nodes=figures)), "collision") == ()


def test_a_frame_a_distance_or_a_vertical_head_clears_it() -> None:
    right = head("右边的标题", 350_000, 10_000)
    assert found(side_by_side(right), "collision")
    assert found(side_by_side(right, framed=True), "collision") == ()
    assert found(side_by_side(right, moved=COLUMN + GAP), "collision") == ()
    (run,) = right.nodes
    assert isinstance(run, GlyphRun)
    upright = replace(right, nodes=(replace(run, writing=Writing.UPRIGHT),))
    assert found(side_by_side(upright), "collision") == ()


def test_a_head_in_another_storys_cut_stands_beside_its_head() -> None:
    around = hole("a", rect(0, 6, 0, 20), cuts=(rect(3, 3, 0, 10),))
    left = story("a", head("左边的标题", 20_000, 10_000))
    right = story("b", head("右边的标题", 350_000, 10_000))
    assert len(found(tree(page([around, hole("b", rect(3, 3, 0, 10))], left, right)), "collision")) == 1


def test_heads_of_briefs_collide_with_none() -> None:
    small = tree(
        page(
            [hole("a", LEFT), hole("b", RIGHT)],
            story("a", head("简讯", 0, 10_000, 14_000)),
            story("b", head("简讯", 330_000, 10_000, 14_000)),
        )
    )
    assert found(small, "collision") == ()
    assert len(found(small, "collision", head_least=1400)) == 1


def stacked(lower: int, *, columns: int = 3, part: int = 0) -> LayoutTree:
    """A head of 24 pt over another in a hole right below."""
    below = replace(hole("b", rect(0, columns, 20, 20)))
    above = replace(hole("a", LEFT), part=part)
    return tree(
        page(
            [above, below],
            story("a", head("上面", 0, 10_000, 24_000), part=part),
            story("b", head("下面", 0, 310_000, lower)),
        )
    )


def test_a_head_smaller_than_the_one_below_it_is_found() -> None:
    (finding,) = found(stacked(28_000), "head_order")
    assert finding.code == "C811"
    assert "24 pt" in finding.message()
    assert "28 pt" in finding.message()


def test_equal_heads_other_widths_and_turns_are_in_order() -> None:
    assert found(stacked(24_000), "head_order") == ()
    assert found(stacked(25_000), "head_order") == ()  # within five per cent
    assert found(stacked(28_000, columns=4), "head_order") == ()
    assert found(stacked(28_000, part=1), "head_order") == ()


def under_a_head(*between: Group, own: int = 12, frame: bool = False) -> LayoutTree:
    """Story a over columns 0 to 2, b's head over columns 3 to 5; a goes on below it in column 3."""
    first = story("a", head("甲的标题", 0, 0), *leg(0, 3, 10), *leg(3, own, 8, 1))
    second = story("b", head("乙的标题写得满满当当", 330_000, 140_000))
    cut = (rect(3, 3, 0, 12),)
    areas = [hole("a", rect(0, 6, 0, 20), cuts=cut), hole("b", rect(3, 3, 0, 12), framed=frame)]
    return tree(page(areas, first, second, *between))


def test_text_right_below_another_storys_headline_is_found() -> None:
    (finding,) = found(under_a_head(), "foreign_head")
    assert (finding.code, finding.mark and finding.mark.slug) == ("C806", "a")
    assert places(finding)[1].x == 330_000


def test_a_rule_a_frame_or_distance_parts_them() -> None:
    rule = Group(Role.RULES, (Rule(330_000, 175_000, 640_000, 175_000, 250),))
    assert found(under_a_head(rule), "foreign_head") == ()
    assert found(under_a_head(frame=True), "foreign_head") == ()
    assert found(under_a_head(own=15), "foreign_head") == ()


def test_text_below_its_own_headline_is_right() -> None:
    own = story("a", head("甲的标题", 0, 0), *leg(0, 3, 10), *leg(1, 3, 10, 1))
    assert found(tree(page([hole("a", LEFT)], own)), "foreign_head") == ()
