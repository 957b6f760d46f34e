"""Slots: geometry alone. Columns of 90 pt with gaps of 20, lines of 15."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from broadsheet.makeup.slots import (
    Obstacle,
    clear_of,
    cut_obstacles,
    frame_rect,
    leg_gaps,
    obstacle,
    part_slots,
    text_area,
)
from broadsheet.model.grid import GridSpan
from broadsheet.model.hole import Across, Inside
from broadsheet.model.style import FrameStyle
from unit.base.handset import GRID, LEADING, hole, paragraph_style, part_of


def test_legs_are_the_columns_where_there_are_as_many() -> None:
    area = text_area(hole("lead", 1, 3, 4, 10), GRID)
    assert area.legs == ((160_000, 90_000), (270_000, 90_000), (380_000, 90_000))
    assert (area.line, area.end_line) == (4, 14)


def test_a_broken_measure_shares_the_width() -> None:
    """三破二: three columns of 90 and two gaps of 20 as two legs of 145."""
    area = text_area(hole("lead", 0, 3, 0, 10, legs=2), GRID)
    assert area.legs == ((50_000, 145_000), (215_000, 145_000))


def test_what_does_not_divide_stays_at_the_right() -> None:
    legs = text_area(replace(hole("lead", 0, 1, 0, 10, legs=4), leg_gap=7), GRID).legs
    assert {width for _, width in legs} == {22_494}
    assert 140_000 - (legs[-1][0] + legs[-1][1]) == 3


def test_a_frame_takes_its_inset_on_every_side() -> None:
    framed = replace(hole("box", 0, 2, 5, 10), frame=FrameStyle(500, inset_x=10_000, inset_lines=2))
    area = text_area(framed, GRID)
    assert (area.x, area.width, area.line, area.end_line) == (60_000, 180_000, 7, 13)
    assert area.legs == ((60_000, 80_000), (160_000, 80_000))


def test_the_border_stands_at_the_height_of_the_type() -> None:
    rect = frame_rect(hole("box", 0, 2, 5, 10).span, GRID)
    assert (rect.x, rect.y, rect.width, rect.height) == (50_000, 137_500, 200_000, 145_000)


AREA = text_area(hole("lead", 0, 4, 0, 20), GRID)  # lines 0 to 20


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Inside("lead", 1, 2, 3, 5), Obstacle(160_000, 200_000, 7, 12)),  # from the first text line, 4
        (Inside("lead", 0, 1, -1, 5), Obstacle(50_000, 90_000, 15, 20)),  # on the last line
        (Inside("lead", 0, 1, -4, 5), Obstacle(50_000, 90_000, 12, 17)),
        (Inside("lead", 3, 9, 0, 99), Obstacle(380_000, 90_000, 4, 20)),  # cut off at the area
        (Inside("lead", 9, 1, -1, 99), Obstacle(380_000, 90_000, 4, 20)),
    ],
)
def test_a_picture_takes_whole_lines_of_whole_legs(place: Inside, expected: Obstacle) -> None:
    assert obstacle(place, AREA, 4, 0) == expected


def test_slots_run_leg_by_leg_round_the_obstacles() -> None:
    part = part_of(2, hole("lead", 0, 2, 3, 4))
    area = text_area(part.hole, GRID)
    taken = (Obstacle(50_000, 200_000, 3, 4), Obstacle(160_000, 90_000, 4, 6),)
    slots = part_slots(part, 1, area, taken)
    assert [(slot.leg, slot.line) for slot in slots] == [(0, 4), (0, 5), (0, 6), (1, 6)]
    assert {(slot.page, slot.part, slot.measure) for slot in slots} == {(2, 1, 90_000)}
    assert [slot.x for slot in slots] == [50_000] * 3 + [160_000]


def test_baselines_are_the_grids() -> None:
    part = part_of(1, hole("lead", 0, 1, 0, 3))
    slots = part_slots(part, 0, text_area(part.hole, GRID), ())
    # an em of 10 centred in 15: its box reaches from 2.5 to 12.5, the baseline at 2.5 + 8.8
    assert [slot.baseline for slot in slots] == [60_000 + 11_300 + line * LEADING for line in range(3)]


def test_a_leg_narrower_than_the_shortest_measure_has_no_slots() -> None:
    part = part_of(1, hole("lead", 0, 2, 0, 3), body=paragraph_style(shortest_measure=90_001))
    assert part_slots(part, 0, text_area(part.hole, GRID), ()) == ()


def test_a_headline_deeper_than_the_hole_leaves_no_slots() -> None:
    part = part_of(1, hole("lead", 0, 2, 0, 3))
    assert part_slots(part, 0, text_area(part.hole, GRID), (Obstacle(50_000, 200_000, 0, 5),)) == ()


def shapes(*obstacles: Obstacle, shortest: int = 0, **changes: object) -> list[tuple[int, int, int, int]]:
    """Leg, line, x and measure of the slots of a two-legged hole, three lines deep."""
    place = replace(hole("lead", 0, 2, 0, 3), **changes)  # type: ignore[arg-type]
    part = part_of(1, place, body=paragraph_style(shortest_measure=shortest))
    slots = part_slots(part, 0, text_area(part.hole, GRID), obstacles)
    return [(slot.leg, slot.line, slot.x, slot.measure) for slot in slots]


def test_lines_beside_an_obstacle_are_shorter_by_it_and_its_standoff() -> None:
    assert shapes(Obstacle(120_000, 60_000, 1, 2, 5000)) == [
        (0, 0, 50_000, 90_000), (0, 1, 50_000, 65_000), (0, 2, 50_000, 90_000),
        (1, 0, 160_000, 90_000), (1, 1, 185_000, 65_000), (1, 2, 160_000, 90_000),
    ]  # fmt: skip


def test_text_runs_on_both_sides_of_what_stands_in_a_leg() -> None:
    found = shapes(Obstacle(80_000, 20_000, 1, 2, 5000), legs=1)
    assert found == [(0, 0, 50_000, 200_000), (0, 1, 50_000, 25_000), (0, 1, 105_000, 145_000),
                     (0, 2, 50_000, 200_000)]  # fmt: skip


def test_a_strip_too_narrow_for_an_indent_and_a_character_is_no_slot() -> None:
    place = hole("lead", 0, 1, 0, 2)
    part = part_of(1, place, body=paragraph_style(indent=20_000))
    strip = Obstacle(50_000, 61_000, 1, 2)  # 29 of 90 are left
    assert [slot.line for slot in part_slots(part, 0, text_area(place, GRID), (strip,))] == [0]
    assert len(part_slots(part, 0, text_area(place, GRID), (replace(strip, width=60_000),))) == 2


def test_what_is_left_narrower_than_the_shortest_measure_is_no_slot() -> None:
    found = shapes(Obstacle(80_000, 20_000, 1, 2, 5000), legs=1, shortest=30_000)
    assert (0, 1, 50_000, 25_000) not in found
    assert (0, 1, 105_000, 145_000) in found


def test_an_obstacle_beside_a_leg_does_not_shorten_it() -> None:
    assert shapes(Obstacle(140_000, 20_000, 0, 3, 5000)) == shapes()


def test_the_legs_may_have_widths_of_their_own() -> None:
    area = text_area(replace(hole("lead", 0, 3, 0, 3), legs=2, widths=(90_000, 200_000)), GRID)
    assert area.legs == ((50_000, 90_000), (160_000, 200_000))


def test_what_is_cut_from_a_hole_leaves_an_l() -> None:
    place = replace(hole("lead", 0, 2, 2, 4), cuts=(GridSpan(1, 1, 4, 2),))
    part = part_of(1, place)
    slots = part_slots(part, 0, text_area(place, GRID), cut_obstacles(place, GRID))
    assert [(slot.leg, slot.line) for slot in slots] == [(0, 2), (0, 3), (0, 4), (0, 5), (1, 2), (1, 3)]


def test_a_cut_across_part_of_a_leg_keeps_the_column_gap_clear() -> None:
    place = replace(hole("lead", 0, 3, 0, 2, legs=2), cuts=(GridSpan(1, 1, 0, 1),))
    slots = part_slots(part_of(1, place), 0, text_area(place, GRID), cut_obstacles(place, GRID))
    assert [(slot.leg, slot.line, slot.x, slot.measure) for slot in slots] == [
        (0, 0, 50_000, 90_000), (0, 1, 50_000, 145_000),
        (1, 0, 270_000, 90_000), (1, 1, 215_000, 145_000),
    ]  # fmt: skip


def test_a_leg_that_begins_in_the_gap_beside_a_cut_is_shortened() -> None:
    place = replace(hole("lead", 0, 4, 0, 2), cuts=(GridSpan(0, 1, 0, 1),))  # its gap ends at 160
    near = replace(place, legs=2, widths=(95_000, 285_000), leg_gap=10_000)  # the second begins at 155
    slots = part_slots(part_of(1, near), 0, text_area(near, GRID), cut_obstacles(near, GRID))
    assert [(slot.leg, slot.line, slot.x) for slot in slots if slot.leg] == [(1, 0, 160_000), (1, 1, 155_000)]


def test_a_picture_narrower_than_its_legs_stands_where_it_is_told() -> None:
    found = [
        obstacle(Inside("lead", 0, 2, 0, 5, 60_000, side), AREA, 0, 0).x
        for side in (Across.LEFT, Across.CENTRE, Across.RIGHT)
    ]
    assert found == [50_000, 120_000, 190_000]


def test_slots_follow_each_other_only_in_one_leg_and_without_a_gap() -> None:
    part = part_of(1, hole("lead", 0, 2, 0, 4))
    slots = part_slots(part, 0, text_area(part.hole, GRID), (Obstacle(50_000, 90_000, 1, 2),))
    follows = [below.follows(above) for above, below in pairwise(slots)]
    assert follows == [False, True, False, True, True, True]


@pytest.mark.parametrize("bad", [(-1, 1, 0, 1), (0, 0, 0, 1), (0, 1, -1, 1), (0, 1, 0, 0)])
def test_a_span_is_never_empty(bad: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="span"):
        GridSpan(*bad)


def test_spans_overlap_where_they_share_a_cell() -> None:
    span = GridSpan(1, 2, 10, 5)
    assert span.overlaps(GridSpan(2, 4, 14, 1))
    assert not span.overlaps(GridSpan(3, 1, 10, 5))
    assert not span.overlaps(GridSpan(1, 2, 15, 5))


def test_what_meets_another_moves_down_below_it() -> None:
    head, cut = Obstacle(50_000, 90_000, 2, 6), Obstacle(100_000, 90_000, 6, 8)
    assert clear_of(Obstacle(60_000, 50_000, 4, 9), (cut, head), AREA) == Obstacle(60_000, 50_000, 8, 13)
    assert clear_of(Obstacle(200_000, 50_000, 4, 9), (cut, head), AREA) == Obstacle(200_000, 50_000, 4, 9)
    assert clear_of(Obstacle(60_000, 50_000, 0, 2), (head,), AREA) == Obstacle(60_000, 50_000, 0, 2)


def test_what_would_have_less_room_below_is_cut_off_above() -> None:
    step = Obstacle(50_000, 90_000, 12, 20)
    assert clear_of(Obstacle(60_000, 50_000, 4, 14), (step,), AREA) == Obstacle(60_000, 50_000, 4, 12)
    low = Obstacle(50_000, 90_000, 6, 10)
    assert clear_of(Obstacle(60_000, 50_000, 4, 14), (low,), AREA) == Obstacle(60_000, 50_000, 10, 20)
    assert clear_of(Obstacle(60_000, 50_000, 4, 14), (low, step), AREA) == Obstacle(60_000, 50_000, 4, 6)


def test_what_finds_no_free_line_has_none() -> None:
    full = Obstacle(50_000, 90_000, 0, 20)
    place = clear_of(Obstacle(60_000, 50_000, 4, 9), (full,), AREA)
    assert place.line == place.end_line == 20


def test_rules_between_legs_end_level_with_the_deepest_text_or_the_picture_beside_them() -> None:
    assert leg_gaps(AREA, (), {0: 20, 1: 12, 2: 11}) == ((150_000, 0, 20), (260_000, 0, 20))
    picture = Obstacle(270_000, 90_000, 9, 15)
    assert leg_gaps(AREA, (picture,), {0: 8, 1: 8}) == ((150_000, 0, 8), (260_000, 0, 15))


def test_no_rule_stands_between_type_and_white() -> None:
    assert leg_gaps(AREA, (), {0: 20}) == leg_gaps(AREA, (), {}) == ()
    head = Obstacle(50_000, 200_000, 0, 4)  # over both legs: it fills neither
    assert leg_gaps(AREA, (head,), {0: 12}) == ()


def test_a_rule_between_legs_is_parted_by_what_spans_them() -> None:
    over = Obstacle(50_000, 200_000, 5, 9)
    assert leg_gaps(AREA, (over,), {0: 12, 1: 12, 2: 3}) == (
        (150_000, 0, 5), (150_000, 9, 12), (260_000, 0, 12)
    )  # fmt: skip
