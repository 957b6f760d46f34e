"""Where a headline stands in its hole, and what text does round it. Columns of 90 with gaps of 20."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet.makeup.plan import PartPlan, plan_part
from broadsheet.model.edition import PictureFile
from broadsheet.model.grid import GridSpan
from broadsheet.model.hole import Across, HeadSpot, Inside
from broadsheet.model.picture import CaptionPlace
from broadsheet.text.setting import Settings
from broadsheet.tree.node import GlyphRun
from broadsheet.tree.walk import glyph_runs
from unit.base.handset import EM, GRID, LEADING, article_of, han, hole, part_of, picture, story_of


def planned(head: HeadSpot, setting: Settings, main: tuple[str, ...] = ("题目",)) -> PartPlan:
    """A hole of four columns and twenty lines, its headline 30 pt."""
    place = replace(hole("a", 0, 4, 0, 20), head=head)
    return plan_part(story_of(article_of(han(50), main=main), part_of(1, place)), 0, setting)


def lines(plan: PartPlan, leg: int) -> list[int]:
    return [slot.line for slot in plan.slots if slot.leg == leg]


def runs(plan: PartPlan) -> list[GlyphRun]:
    return glyph_runs(plan.head.groups("s", 0))


def test_over_all_legs_it_takes_their_first_lines(setting: Settings) -> None:
    plan = planned(HeadSpot(), setting)
    assert plan.first_line == plan.package.lines > 0
    assert all(lines(plan, leg) == list(range(plan.package.lines, 20)) for leg in range(4))


def test_over_some_legs_the_others_begin_at_the_top(setting: Settings) -> None:
    plan = planned(HeadSpot(1, 2), setting)
    assert lines(plan, 0) == lines(plan, 3) == list(range(20))
    assert lines(plan, 1) == lines(plan, 2) == list(range(plan.package.lines, 20))
    (run,) = runs(plan)
    middle = run.x + sum(run.advances) // 2
    assert middle == 160_000 + 200_000 // 2


def test_in_the_middle_text_stands_above_and_below_it(setting: Settings) -> None:
    plan = planned(HeadSpot(1, 2, 8), setting)
    end = 8 + plan.package.lines
    assert lines(plan, 1) == [*range(8), *range(end, 20)]
    assert GRID.top(8) < runs(plan)[0].baseline < GRID.top(end)


def test_a_line_from_the_foot_counts_its_last_one(setting: Settings) -> None:
    plan = planned(HeadSpot(0, 1, -1), setting)
    assert lines(plan, 0) == list(range(20 - plan.package.lines))


def test_lower_than_its_hole_allows_it_stands_at_the_foot(setting: Settings) -> None:
    plan = planned(HeadSpot(1, 2, 19), setting)
    place = plan.head.place
    assert place is not None
    assert (place.line, place.end_line) == (20 - plan.package.lines, 20)
    assert plan.package.lines > 1


def test_a_vertical_one_among_legs_shortens_the_lines_beside_it(setting: Settings) -> None:
    plan = planned(HeadSpot(1, 2, 2, 10, vertical=True), setting)
    beside = [slot for slot in plan.slots if slot.leg == 1 and 2 <= slot.line < 12]
    assert {slot.measure for slot in beside} < {slot.measure for slot in plan.slots} | {90_000}
    assert all(slot.measure < 90_000 for slot in beside)
    wide = plan.package.lines * LEADING
    place = plan.head.place
    assert place is not None
    assert (place.width, place.line, place.end_line) == (wide, 2, 12)
    assert place.x + wide // 2 == 160_000 + 200_000 // 2


def test_a_vertical_one_keeps_half_a_line_from_the_text_above_and_below_it(setting: Settings) -> None:
    (run,) = runs(planned(HeadSpot(1, 2, 2, 9, vertical=True), setting, ("题目题目",)))
    head, foot = run.baseline, run.baseline + sum(run.advances)
    least = GRID.white + LEADING // 2
    assert GRID.top(2) + least <= head < foot <= GRID.top(11) - least
    (whole,) = runs(planned(HeadSpot(1, 2, 0, 20, vertical=True), setting, ("题目题目",)))
    assert whole.baseline + sum(whole.advances) // 2 == GRID.top(10)


def test_at_a_side_the_legs_share_what_it_leaves(setting: Settings) -> None:
    plan = planned(HeadSpot(vertical=True, side=Across.RIGHT), setting)
    wide = plan.package.lines * LEADING
    assert plan.area.width == 420_000 - wide
    assert len({slot.measure for slot in plan.slots}) == 1
    assert runs(plan)[0].x > plan.area.x + plan.area.width


def test_as_high_as_it_is_told_the_text_closes_below_it(setting: Settings) -> None:
    plan = planned(HeadSpot(lines=8, vertical=True, side=Across.LEFT), setting)
    assert plan.slots[-1].measure == 90_000
    assert lines(plan, 0)[-1] == 19
    assert not [slot for slot in plan.slots if slot.leg == 0 and slot.line < 8 and slot.x == 50_000]


def test_without_a_headline_nothing_is_taken(setting: Settings) -> None:
    plan = planned(HeadSpot(1, 2, 8), setting, ())
    assert len(plan.slots) == 80
    assert runs(plan) == []
    assert EM


def test_a_vertical_one_too_wide_for_its_legs_is_set_smaller(setting: Settings) -> None:
    wide = planned(HeadSpot(1, 1, 0, 12, vertical=True), setting, ("题目",) * 2)
    assert wide.package.lines * LEADING <= 90_000
    assert wide.package.fits


def test_one_that_no_size_makes_narrow_enough_says_so(setting: Settings) -> None:
    assert not planned(HeadSpot(1, 1, 0, 12, vertical=True), setting, ("题目",) * 9).package.fits


def test_a_vertical_one_ends_with_its_hole_at_the_latest(setting: Settings) -> None:
    place = planned(HeadSpot(1, 2, 9, 17, vertical=True), setting).head.place
    assert place is not None
    assert (place.line, place.end_line) == (9, 20)


def cut_away(setting: Settings, head: HeadSpot, *cuts: GridSpan) -> PartPlan:
    """The same hole, of which parts belong to others."""
    place = replace(hole("a", 0, 4, 0, 20), head=head, cuts=cuts)
    story = story_of(article_of(han(50), main=("题目题目题目",)), part_of(1, place))
    return plan_part(story, 0, setting)


@pytest.mark.parametrize(
    ("cut", "x", "width"),
    [
        (GridSpan(3, 1, 0, 9), 50_000, 310_000),  # an L
        (GridSpan(0, 1, 1, 9), 160_000, 310_000),  # begun under the first line of the headline
        (GridSpan(1, 1, 0, 9), 270_000, 200_000),  # a U: over its wider arm
        (GridSpan(3, 1, 9, 9), 50_000, 420_000),
    ],
)
def test_a_headline_keeps_out_of_what_is_cut_from_its_hole(
    cut: GridSpan, x: int, width: int, setting: Settings
) -> None:
    plan = cut_away(setting, HeadSpot(), cut)
    place = plan.head.place
    assert place is not None
    assert (place.x, place.width) == (x, width)
    assert all(x <= run.x and run.x + sum(run.advances) <= x + width for run in runs(plan))


def test_a_vertical_one_stands_beside_what_is_cut_from_its_side(setting: Settings) -> None:
    plan = cut_away(setting, HeadSpot(vertical=True, side=Across.LEFT), GridSpan(0, 1, 0, 20))
    place = plan.head.place
    assert place is not None
    assert (place.x, place.line, place.end_line) == (160_000, 0, 20)


@pytest.mark.parametrize(
    ("head", "column", "line", "end"),
    [
        (HeadSpot(vertical=True), 3, 0, 9),
        (HeadSpot(3, 1, 0, 18, vertical=True), 3, 0, 9),
        (HeadSpot(3, 1, 2, 14, vertical=True), 3, 2, 9),
        (HeadSpot(1, 1, 2, 14, vertical=True), 3, 2, 16),
        (HeadSpot(2, 1, 2, 14, vertical=True), 0, 2, 16),
    ],
)
def test_so_does_a_vertical_one(head: HeadSpot, column: int, line: int, end: int, setting: Settings) -> None:
    plan = cut_away(setting, replace(head, side=Across.RIGHT), GridSpan(column, 1, 9, 11))
    place = plan.head.place
    assert place is not None
    assert (place.line, place.end_line) == (line, end)
    assert all(GRID.top(line) <= run.baseline for run in runs(plan))
    assert all(run.baseline + sum(run.advances) <= GRID.top(end) for run in runs(plan))


def test_of_two_cuts_below_a_vertical_one_the_nearer_ends_it(setting: Settings) -> None:
    """Its eighteen lines end before the second."""
    head = HeadSpot(3, 1, 0, 18, vertical=True)
    place = cut_away(setting, head, GridSpan(3, 1, 9, 4), GridSpan(3, 1, 18, 2)).head.place
    assert place is not None
    assert (place.line, place.end_line) == (0, 9)


@pytest.mark.parametrize(
    ("line", "taken"),
    [
        (0, range(5)),  # 45 points of graphic, words of two lines, the half line towards the text below
        (4, range(4, 10)),  # half a line more above
        (-1, range(15, 20)),
    ],
)
def test_lines_that_a_graphics_ratio_leaves_are_the_texts(line: int, taken: range, setting: Settings) -> None:
    placed = picture(Inside("a", 1, 1, line, 10), "春夏")
    drawn = replace(placed, file=PictureFile("/a.pdf", "a.pdf", 600, 300, vector=True))
    plans = [
        plan_part(story_of(article_of(han(50)), part_of(1, hole("a", 0, 4, 0, 20), each)), 0, setting)
        for each in (drawn, placed)
    ]
    kept = range(line, line + 10) if line >= 0 else range(10, 20)
    for plan, gone in zip(plans, (taken, kept), strict=True):
        assert lines(plan, 1) == [number for number in range(20) if number not in gone]
        assert lines(plan, 0) == list(range(20))
    over = replace(drawn, hole=replace(drawn.hole, caption=CaptionPlace.OVER))
    plan = plan_part(story_of(article_of(han(50)), part_of(1, hole("a", 0, 4, 0, 20), over)), 0, setting)
    assert lines(plan, 1) == [number for number in range(20) if number not in kept]
