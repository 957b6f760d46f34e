"""Advertisements stacked from the foot up, and what they leave of the editors' holes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from broadsheet.model.grid import GridSpan
from broadsheet.model.hole import HeadSpot, Inside, PictureHole, StoryHole
from broadsheet.model.style import FrameStyle
from broadsheet.readers.adstack import (
    AIR,
    LEAST_LINES,
    AdSize,
    Stack,
    Wanted,
    cells,
    gaps,
    left_of,
    picture_left,
    stacked,
)
from unit.base.handset import GRID, hole

Cells = tuple[int, int, int, int]


def spans(placed: list[GridSpan | None]) -> list[Cells | None]:
    return [each and (each.column, each.columns, each.line, each.lines) for each in placed]


def stack(shape: Stack, *wanted: tuple[int, int], fixed: Sequence[Cells] = ()) -> list[Cells | None]:
    """On six columns of forty lines."""
    standing = [GridSpan(*each) for each in fixed]
    return spans(stacked([Wanted(*size) for size in wanted], GRID, standing, shape))


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (AdSize.PAGE, (6, 40)),
        (AdSize.HALF, (6, 20)),
        (AdSize.UPRIGHT_HALF, (3, 40)),
        (AdSize.QUARTER, (3, 20)),
        (AdSize.EIGHTH, (3, 10)),
        (AdSize.STRIP, (6, 6)),
        (AdSize.DOUBLE_STRIP, (6, 13)),
        (AdSize.HALF_STRIP, (3, 6)),
        ((2, 7), (2, 7)),
    ],
)
def test_a_size_is_a_share_of_the_type_area_in_whole_cells(
    size: AdSize | tuple[int, int], expected: tuple[int, int]
) -> None:
    assert cells(size, GRID) == expected


def test_half_of_five_columns_is_no_size() -> None:
    assert cells(AdSize.QUARTER, replace(GRID, columns=5)) is None
    assert cells(AdSize.HALF, replace(GRID, columns=5)) == (5, 20)


def test_rows_fill_the_foot_from_the_left_and_then_go_up() -> None:
    assert stack(Stack.ROWS, (3, 10), (3, 10), (2, 5)) == [(0, 3, 30, 10), (3, 3, 30, 10), (0, 2, 25, 5)]


def test_a_stair_has_its_deepest_step_at_its_side() -> None:
    assert stack(Stack.RIGHT, (2, 10), (2, 20), (2, 5)) == [(2, 2, 30, 10), (4, 2, 20, 20), (0, 2, 35, 5)]
    assert stack(Stack.LEFT, (2, 10), (2, 20), (2, 5)) == [(2, 2, 30, 10), (0, 2, 20, 20), (4, 2, 35, 5)]


def test_a_stair_goes_up_rather_than_leave_white_under_a_step_and_rows_stay_low() -> None:
    """The third is as wide as the first and as what is beside it, two columns of which are lower."""
    wanted = (3, 20), (1, 10), (3, 5)
    assert stack(Stack.LEFT, *wanted) == [(0, 3, 20, 20), (3, 1, 30, 10), (0, 3, 15, 5)]
    assert stack(Stack.ROWS, *wanted) == [(0, 3, 20, 20), (3, 1, 30, 10), (3, 3, 25, 5)]


def test_a_stack_stands_on_what_is_at_the_foot() -> None:
    assert stack(Stack.ROWS, (6, 10), fixed=((0, 6, 38, 2),)) == [(0, 6, 28, 10)]
    assert stack(Stack.ROWS, (6, 10), fixed=((0, 2, 36, 4),)) == [(0, 6, 26, 10)]


def test_what_finds_no_room_is_none() -> None:
    assert stack(Stack.ROWS, (6, 30), (6, 11), (7, 1)) == [(0, 6, 10, 30), None, None]
    assert stack(Stack.ROWS, (6, 40), fixed=((0, 6, 0, 4),)) == [None]


def test_white_under_a_step_is_a_gap() -> None:
    placed = [GridSpan(0, 2, 30, 10), GridSpan(0, 6, 25, 5)]
    assert spans(list(gaps(placed, GRID, []))) == [(2, 4, 30, 10)]
    assert gaps([GridSpan(0, 6, 30, 10)], GRID, []) == []


def left(story: StoryHole, *taken: Cells) -> StoryHole | None:
    return left_of(story, [GridSpan(*each) for each in taken])


def test_a_hole_off_the_stack_is_as_it_was() -> None:
    story = hole("a", 0, 6, 0, 20)
    assert left(story, (0, 6, 30, 10)) is story


def test_a_strip_takes_lines_and_a_line_of_air() -> None:
    made = left(hole("a", 0, 6, 0, 40), (0, 6, 30, 10))
    assert made is not None
    assert (made.span, made.cuts) == (GridSpan(0, 6, 0, 30 - AIR), ())


def test_an_upright_takes_columns_and_their_legs() -> None:
    made = left(hole("a", 0, 6, 0, 40), (4, 2, 0, 40))
    assert made is not None
    assert (made.span, made.legs, made.cuts) == (GridSpan(0, 4, 0, 40), 4, ())


def test_legs_that_are_no_columns_run_round() -> None:
    made = left(hole("a", 0, 6, 0, 40, legs=4), (4, 2, 0, 40))
    assert made is not None
    assert (made.span.columns, made.legs, made.cuts) == (6, 4, (GridSpan(4, 2, 0, 40),))


def test_a_stair_leaves_a_step_to_run_round() -> None:
    made = left(hole("a", 0, 6, 0, 40), (0, 6, 36, 4), (4, 2, 26, 10))
    assert made is not None
    assert made.span == GridSpan(0, 6, 0, 35)
    assert made.cuts == (GridSpan(4, 2, 25, 10),)


def test_a_vertical_hole_loses_legs_with_its_height_and_none_of_its_lines() -> None:
    """Its lines are counted across: what stands in them stays."""
    quote = Inside("a", 0, 1, 35, 5)
    story = replace(hole("a", 0, 6, 0, 40, legs=4), vertical=True, head=HeadSpot(lines=36), quotes=(quote,))
    made = left(story, (0, 6, 20, 20))
    assert made is not None
    assert (made.span, made.legs) == (GridSpan(0, 6, 0, 19), 1)
    assert (made.head, made.quotes) == (story.head, story.quotes)
    assert left(replace(story, head=HeadSpot(leg=2)), (0, 6, 20, 20)) is None
    uneven = left(replace(story, widths=(30_000, 60_000, 30_000, 60_000)), (0, 6, 20, 20))
    assert uneven is not None
    assert (uneven.legs, uneven.widths) == (1, ())  # of their own they were deeper than what is left


def test_a_box_stays_a_rectangle() -> None:
    box = replace(hole("a", 0, 6, 0, 40), frame=FrameStyle())
    made = left(box, (4, 2, 30, 10))
    assert made is not None
    assert (made.span, made.legs, made.cuts) == (GridSpan(0, 6, 0, 29), 6, ())
    made = left(replace(box, legs=3), (4, 2, 5, 35))
    assert made is not None
    assert (made.span, made.legs, made.cuts) == (GridSpan(0, 4, 0, 40), 2, ())


def test_a_hole_of_a_few_lines_is_none() -> None:
    assert left(hole("a", 0, 6, 0, 40), (0, 6, LEAST_LINES, 40 - LEAST_LINES)) is None
    assert left(hole("a", 0, 6, 0, 40), (0, 6, LEAST_LINES + AIR, 40 - LEAST_LINES - AIR)) is not None
    assert left(hole("a", 0, 6, 0, 40), (0, 6, 0, 40)) is None


def test_a_head_and_quotes_that_have_lost_their_place() -> None:
    story = replace(
        hole("a", 0, 6, 0, 40),
        head=HeadSpot(lines=36, vertical=True),
        quotes=(Inside("a", 0, 1, 4, 6), Inside("a", 0, 1, 30, 6)),
    )
    made = left(story, (0, 6, 30, 10))
    assert made is not None
    assert made.head.lines == 29
    assert [quote.line for quote in made.quotes] == [4]


def test_a_picture_keeps_its_width_or_goes() -> None:
    alone = PictureHole("p", GridSpan(0, 3, 10, 20))
    assert picture_left(alone, [GridSpan(3, 3, 0, 40)]) is alone
    assert picture_left(alone, [GridSpan(0, 6, 25, 15)]) == replace(alone, place=GridSpan(0, 3, 10, 14))
    assert picture_left(alone, [GridSpan(2, 4, 10, 30)]) is None
