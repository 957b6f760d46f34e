"""Slots: geometry alone. Columns of 90 pt with gaps of 20, lines of 15."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from broadsheet.makeup.slots import Obstacle, frame_rect, obstacle, part_slots, text_area
from broadsheet.model.grid import GridSpan
from broadsheet.model.hole import Inside
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
    rect = frame_rect(hole("box", 0, 2, 5, 10), GRID)
    assert (rect.x, rect.y, rect.width, rect.height) == (50_000, 137_500, 200_000, 145_000)


AREA = text_area(hole("lead", 0, 4, 0, 20), GRID)  # lines 0 to 20


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Inside("lead", 1, 2, 3, 5), Obstacle(1, 3, 7, 12, 160_000, 200_000)),  # from the first text line, 4
        (Inside("lead", 0, 1, -1, 5), Obstacle(0, 1, 15, 20, 50_000, 90_000)),  # on the last line
        (Inside("lead", 0, 1, -4, 5), Obstacle(0, 1, 12, 17, 50_000, 90_000)),
        (Inside("lead", 3, 9, 0, 99), Obstacle(3, 4, 4, 20, 380_000, 90_000)),  # cut off at the area
        (Inside("lead", 9, 1, -1, 99), Obstacle(3, 4, 4, 20, 380_000, 90_000)),
    ],
)
def test_a_picture_takes_whole_lines_of_whole_legs(place: Inside, expected: Obstacle) -> None:
    assert obstacle(place, AREA, 4) == expected


def test_slots_run_leg_by_leg_round_the_obstacles() -> None:
    part = part_of(2, hole("lead", 0, 2, 3, 4))
    area = text_area(part.hole, GRID)
    taken = (Obstacle(1, 2, 4, 6, 0, 0),)
    slots = part_slots(part, 1, area, 4, taken)
    assert [(slot.leg, slot.line) for slot in slots] == [(0, 4), (0, 5), (0, 6), (1, 6)]
    assert {(slot.page, slot.part, slot.measure) for slot in slots} == {(2, 1, 90_000)}
    assert [slot.x for slot in slots] == [50_000] * 3 + [160_000]


def test_baselines_are_the_grids() -> None:
    part = part_of(1, hole("lead", 0, 1, 0, 3))
    slots = part_slots(part, 0, text_area(part.hole, GRID), 0, ())
    # an em of 10 centred in 15: its box reaches from 2.5 to 12.5, the baseline at 2.5 + 8.8
    assert [slot.baseline for slot in slots] == [60_000 + 11_300 + line * LEADING for line in range(3)]


def test_a_leg_narrower_than_the_shortest_measure_has_no_slots() -> None:
    part = part_of(1, hole("lead", 0, 2, 0, 3), body=paragraph_style(shortest_measure=90_001))
    assert part_slots(part, 0, text_area(part.hole, GRID), 0, ()) == ()


def test_a_headline_deeper_than_the_hole_leaves_no_slots() -> None:
    part = part_of(1, hole("lead", 0, 2, 0, 3))
    assert part_slots(part, 0, text_area(part.hole, GRID), 5, ()) == ()


def test_slots_follow_each_other_only_in_one_leg_and_without_a_gap() -> None:
    part = part_of(1, hole("lead", 0, 2, 0, 4))
    slots = part_slots(part, 0, text_area(part.hole, GRID), 0, (Obstacle(0, 1, 1, 2, 0, 0),))
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
