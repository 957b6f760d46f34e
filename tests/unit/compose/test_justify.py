"""Adjusting lines: sums to the millipoint, steps in CLREQ's order. The em is 10000."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet.compose.justify import adjust
from broadsheet.compose.line import Line
from broadsheet.model.spacing import Marks, Spacing
from broadsheet.text.items import Give, Items
from broadsheet.text.setting import Settings
from unit.base.handset import items_of

FULL = Spacing(marks=Marks.FULL, han_latin=250, han_figure=250, gap_least=125, gap_most=500)
TEXT = "甲A B乙，丙（丁）戊。己"
#       0123 4 5 6 7 8 9...  gap i stands before character i
WIDTH = 120_000
SPACE, LEFT_GAP, RIGHT_GAP, COMMA, OPEN, CLOSE, STOP = 3, 1, 4, 6, 7, 10, 12


@pytest.fixture
def items(setting: Settings) -> Items:
    found = items_of(TEXT, setting, FULL)
    assert found.natural(0, len(TEXT)) == WIDTH
    return found


def added(items: Items, room: int) -> dict[int, int]:
    line = Line(0, len(items.text), room, items.natural(0, len(items.text)))
    return {gap: amount for gap, amount in adjust(items, line).items() if amount}


@pytest.mark.parametrize("need", [1, 7, 3124, 12_345, 25_624, 30_001, -1, -7, -4999, -77_777])
def test_the_sum_is_exact(need: int, items: Items) -> None:
    assert sum(added(items, WIDTH - need).values()) == -need


def test_squeezing_goes_step_by_step(items: Items) -> None:
    room = WIDTH - 3000
    assert added(items, room) == {SPACE: -3000}  # 2: word space
    room = WIDTH - 3125 - 4000
    taken = {SPACE: -3125, OPEN: -2000, CLOSE: -2000}
    assert added(items, room) == taken  # 4: brackets, equally
    taken |= {OPEN: -5000, CLOSE: -5000, COMMA: -600}
    assert added(items, WIDTH - 13_725) == taken  # 5: commas
    taken |= {COMMA: -5000, LEFT_GAP: -100, RIGHT_GAP: -100}
    assert added(items, WIDTH - 18_325) == taken  # 6: gaps at Latin
    taken |= {LEFT_GAP: -1250, RIGHT_GAP: -1250, STOP: -900}
    assert added(items, WIDTH - 21_525) == taken  # 7: stops


def test_what_is_left_after_every_step_goes_to_the_gaps(items: Items) -> None:
    most = 3125 + 10_000 + 5000 + 2500 + 5000
    taken = added(items, WIDTH - most - 10)
    assert -sum(taken.values()) == most + 10
    assert taken[8] == -1  # a gap that had nothing to give before


def test_stretching_goes_step_by_step(items: Items) -> None:
    items = replace(items, stretches=(Give(1, 2500, 2), Give(3, 1000, 1), Give(4, 2500, 2)))
    assert added(items, WIDTH + 900) == {SPACE: 900}  # 1: word space
    assert added(items, WIDTH + 3000) == {SPACE: 1000, LEFT_GAP: 1000, RIGHT_GAP: 1000}  # 2: Latin
    spread = added(items, WIDTH + 6000 + 100)
    assert spread[SPACE] == 1000
    assert {spread[gap] for gap in range(5, 13)} == {10}  # 3: all others equally


def test_places_of_one_step_move_equally_up_to_their_limits(items: Items) -> None:
    items = replace(items, stretches=(Give(1, 100, 2), Give(4, 2500, 2)))
    assert added(items, WIDTH + 1000) == {LEFT_GAP: 100, RIGHT_GAP: 900}


def test_the_remainder_goes_one_millipoint_at_a_time_to_the_first_gaps(setting: Settings) -> None:
    items = items_of("春夏秋冬", setting)
    assert added(items, 40_000 + 5) == {1: 2, 2: 2, 3: 1}
    assert added(items, 40_000 + 2) == {1: 1, 2: 1}


def test_nothing_is_added_inside_words_figures_dashes_and_beside_connectors(setting: Settings) -> None:
    text = "春AB12——夏～秋"
    items = items_of(text, setting)
    assert set(added(items, items.pens[-1] + 10_000)) == {1, 5, 7}


def test_a_line_with_no_better_gap_is_spread_in_every_gap(setting: Settings) -> None:
    items = items_of("ABCD", setting)
    assert added(items, 20_000 + 30) == {1: 10, 2: 10, 3: 10}


def test_latin_is_spread_between_words_only(setting: Settings) -> None:
    items = items_of("AB CD EF", setting)
    assert added(items, items.pens[-1] + 10_000) == {3: 5000, 6: 5000}


def test_a_single_character_stays_as_it_is(setting: Settings) -> None:
    assert added(items_of("春", setting), 50_000) == {}


def test_nothing_outside_the_line_is_touched(setting: Settings) -> None:
    items = items_of("春。夏秋。冬", setting)
    line = Line(1, 4, 20_000, items.natural(1, 4))
    assert set(adjust(items, line)) <= {2, 3}
