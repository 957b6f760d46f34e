"""通缝, 断版, rivers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet.geometry import Rect
from broadsheet.tree.node import Area, AreaKind, GlyphRun, Group, LayoutTree
from unit.preflight.handpage import EM, body, found, hole, page, places, rect, story, tree


def holes(*areas: Area) -> LayoutTree:
    return tree(page(list(areas)))


def test_a_gutter_from_head_to_foot_is_found() -> None:
    parted = holes(hole("a", rect(0, 2, 0, 40)), hole("b", rect(2, 4, 0, 15)), hole("c", rect(2, 4, 15, 25)))
    (finding,) = found(parted, "gutter")
    assert (finding.code, places(finding)) == ("C802", (Rect(200_000, 0, 20_000, 600_000),))
    assert "71 mm from its left edge" in finding.message()


def test_a_hole_that_crosses_closes_it() -> None:
    crossed = holes(hole("a", rect(0, 2, 0, 30)), hole("b", rect(2, 4, 0, 30)), hole("c", rect(1, 4, 30, 10)))
    assert found(crossed, "gutter") == ()


def test_an_l_shaped_story_closes_a_gutter() -> None:
    ell = hole("a", rect(0, 6, 0, 40), cuts=(rect(2, 4, 0, 30),))
    assert found(holes(ell, hole("b", rect(2, 4, 0, 30))), "gutter") == ()


def test_nameplate_and_advertisements_close_none() -> None:
    parted = (
        hole("plate", rect(0, 6, 0, 6), AreaKind.FURNITURE),
        hole("a", rect(0, 2, 6, 28)), hole("b", rect(2, 4, 6, 28)),
        hole("ad", rect(0, 6, 34, 6), AreaKind.AD),
    )  # fmt: skip
    (finding,) = found(holes(*parted), "gutter")
    assert places(finding)[0].height == 28 * 15_000


def test_a_line_across_the_page_is_found() -> None:
    cut = holes(hole("a", rect(0, 6, 0, 20)), hole("b", rect(0, 3, 20, 20)), hole("c", rect(3, 3, 20, 20)))
    (finding,) = found(cut, "break")
    assert (finding.code, places(finding)[0].y) == ("C803", 300_000 - 7_500)
    assert "above line 20 " in finding.message()


def test_strips_at_the_head_and_foot_are_no_break() -> None:
    strips = holes(hole("a", rect(0, 6, 0, 6)), hole("b", rect(0, 6, 6, 27)), hole("c", rect(0, 6, 33, 7)))
    assert found(strips, "break") == ()
    assert len(found(strips, "break", cut_within=100)) == 2


def test_a_hole_that_stands_across_closes_a_break() -> None:
    crossed = holes(
        hole("a", rect(0, 3, 0, 20)), hole("b", rect(0, 3, 20, 20)),
        hole("p", rect(3, 3, 0, 24), AreaKind.PICTURE), hole("c", rect(3, 3, 24, 16)),
    )  # fmt: skip
    assert found(crossed, "break") == ()


def test_an_l_shaped_story_closes_a_break_beside_its_cut_and_not_below_it() -> None:
    ell = hole("a", rect(0, 6, 0, 40), cuts=(rect(2, 4, 15, 10),))
    assert found(holes(ell, hole("b", rect(2, 4, 15, 10))), "break") == ()
    under = hole("a", rect(0, 6, 0, 20), cuts=(rect(0, 2, 5, 10), rect(3, 2, 5, 10)))
    below = [hole("b", rect(0, 2, 5, 10)), hole("c", rect(3, 2, 5, 10)), hole("d", rect(0, 6, 20, 20))]
    (finding,) = found(holes(under, *below), "break")
    assert places(finding)[0].y == 300_000 - 7_500


def punctuated(marks: list[int], advance: int = EM, character: str = "。") -> LayoutTree:
    """A leg of 14 characters a line; on line n a mark stands as the ``marks[n]``-th character (-1: none)."""
    lines = []
    for number, at in enumerate(marks):
        text = "".join(character if index == at else "字" for index in range(14))
        line = body(0, number, text)
        (run,) = line.nodes
        assert isinstance(run, GlyphRun)
        advances = tuple(advance if index == at else EM for index in range(14))
        lines.append(replace(line, nodes=(replace(run, advances=advances),)))
    return tree(page([hole("a", rect(0, 1, 0, 40))], story("a", *lines)))


def test_white_through_five_lines_is_a_river() -> None:
    (finding,) = found(punctuated([6] * 5), "river")
    assert (finding.code, dict(finding.values)["lines"]) == ("C810", "5")
    assert places(finding) == (Rect(64_000, 2_500, 6_000, 4 * 15_000 + EM),)


def test_four_lines_are_none_and_white_that_moves_away_ends_it() -> None:
    assert found(punctuated([6] * 4), "river") == ()
    assert found(punctuated([6, 6, 6, 8, 6, 6, 6]), "river") == ()
    assert found(punctuated([6, 6, 6, -1, 6, 6, 6]), "river") == ()
    assert len(found(punctuated([6] * 4), "river", river_lines=4)) == 1


def test_half_width_marks_leave_no_white() -> None:
    assert found(punctuated([6] * 9, EM // 2), "river") == ()


def test_an_opening_mark_moved_over_what_is_before_it_leaves_no_white() -> None:
    """It lost its white to the left: of its cell, half lies over the end of the character before."""
    made = punctuated([6] * 7, character="（")
    assert len(found(made, "river")) == 1
    lines = []
    for line in made.pages[0].groups[0].nodes:
        assert isinstance(line, Group)
        (set_run,) = line.nodes
        assert isinstance(set_run, GlyphRun)
        advances = (*(EM,) * 5, EM // 2, *(EM,) * 8)
        lines.append(replace(line, nodes=(replace(set_run, advances=advances),)))
    assert found(tree(page([hole("a", rect(0, 1, 0, 40))], story("a", *lines))), "river") == ()


def test_stretched_gaps_count_and_the_lines_end_does_not() -> None:
    assert len(found(punctuated([6] * 7, 14_000, "文"), "river")) == 1
    assert found(punctuated([6] * 7, 12_000, "文"), "river") == ()
    assert found(punctuated([13] * 7), "river") == ()


def test_a_picture_between_lines_ends_a_river() -> None:
    made = punctuated([6] * 8)
    lines = list(made.pages[0].groups[0].nodes)
    lower = []
    for line in lines[4:]:
        assert isinstance(line, Group)
        lower.append(replace(line, baseline=line.baseline + 150_000))
    parted = tree(page([hole("a", rect(0, 1, 0, 40))], story("a", *lines[:4], *lower)))
    assert found(parted, "river") == ()


@pytest.mark.parametrize("lines", [4, 5, 6, 11])
@pytest.mark.parametrize("above", range(6))
@pytest.mark.parametrize("below", [0, 1, 4])
def test_a_river_is_found_wherever_in_a_leg_it_begins(lines: int, above: int, below: int) -> None:
    """Most lines are never looked at: what is skipped may not be where a river is."""
    told = found(punctuated([-1] * above + [6] * lines + [-1] * below), "river")
    assert [dict(each.values)["lines"] for each in told] == ([str(lines)] if lines > 4 else [])


def test_two_rivers_of_one_leg_are_both_found() -> None:
    told = found(punctuated([6] * 5 + [-1] + [9] * 6), "river")
    assert [dict(each.values)["lines"] for each in told] == ["5", "6"]
