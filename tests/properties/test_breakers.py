"""What both breakers owe to any text: no forbidden edge where a way round it exists, nothing lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.compose.firstfit import fitted_line, is_runt, sums_of
from broadsheet.compose.justify import adjust
from broadsheet.compose.line import Line, Rooms, room_of
from broadsheet.compose.optimumfit import fit_in, optimum_fit
from broadsheet.compose.paragraph import BREAKERS
from broadsheet.model.spacing import Spacing
from broadsheet.model.style import Breaker
from broadsheet.text.items import FORCED, NO_BREAK, Items
from broadsheet.text.setting import Settings
from properties.strategies import ODD, ROOMS, SPACINGS, TEXTS
from unit.base.handset import EM, items_of

BREAKER = pytest.mark.parametrize("breaker", list(Breaker))


def can_hold(items: Items, start: int, after: int, room: int, spacing: Spacing) -> bool:
    """Whether a line from ``start`` to the break before ``after`` can be made to fit its room."""
    line = fitted_line(items, start, after, room)
    sums = sums_of(items)
    shrink = items.em * spacing.han_gap_shrink // 1000
    give = sums.squeeze(line.start, line.end) + sums.gaps(line.start, line.end) * shrink
    return line.natural <= room + give


def has_way(items: Items, rooms: Rooms, spacing: Spacing, start: int, number: int) -> bool:
    """Whether some choice of legal breaks sets a piece from a line's start on, every line in its room."""
    forced = items.breaks.index(FORCED, start + 1)
    ends = [index for index in range(start + 1, forced + 1) if items.breaks[index] != NO_BREAK]
    reached, seen = {(start, number)}, set()
    while reached:
        place, line = reached.pop()
        if (place, line) in seen:
            continue
        seen.add((place, line))
        begin = items.content_start(place)
        for after in ends:
            if after > begin and can_hold(items, begin, after, room_of(rooms, line), spacing):
                if after == forced:
                    return True
                reached.add((after, min(line + 1, len(rooms))))
    return False


def pieces(items: Items, lines: tuple[Line, ...]) -> list[tuple[int, tuple[Line, ...]]]:
    """The lines of each piece between forced breaks with the number of its first."""
    found: list[tuple[int, tuple[Line, ...]]] = []
    first = 0
    for number, line in enumerate(lines):
        after = lines[number + 1].start if number + 1 < len(lines) else len(items.text)
        if FORCED in items.breaks[line.start + 1 : after + 1]:
            found.append((first, lines[first : number + 1]))
            first = number + 1
    return found


@settings(max_examples=400)
@given(ODD, ROOMS, SPACINGS)
def test_optimum_fit_cuts_no_unit_where_some_way_cuts_none(
    setting: Settings, text: str, rooms: tuple[int, ...], spacing: Spacing
) -> None:
    items = items_of(text, setting, spacing)
    for first, lines in pieces(items, optimum_fit(items, rooms, spacing)):
        if any(line.ending in ("emergency", "overfull") for line in lines):
            assert not has_way(items, rooms, spacing, lines[0].start, first)


@settings(max_examples=400)
@given(ODD, st.integers(3 * EM, 60 * EM), SPACINGS)
def test_in_one_measure_first_fit_cuts_no_unit_where_some_way_cuts_none(
    setting: Settings, text: str, room: int, spacing: Spacing
) -> None:
    items = items_of(text, setting, spacing)
    for first, lines in pieces(items, BREAKERS[Breaker.FIRST_FIT](items, (room,), spacing)):
        if any(line.ending in ("emergency", "overfull") for line in lines):
            assert not has_way(items, (room,), spacing, lines[0].start, first)


@BREAKER
@settings(max_examples=400)
@given(ODD, ROOMS, SPACINGS)
def test_a_unit_is_cut_only_where_the_line_holds_no_break(
    setting: Settings, breaker: Breaker, text: str, rooms: tuple[int, ...], spacing: Spacing
) -> None:
    items = items_of(text, setting, spacing)
    for line in BREAKERS[breaker](items, rooms, spacing):
        if line.ending in ("emergency", "overfull"):
            after = next(i for i in range(line.start + 1, len(items.text) + 1) if items.breaks[i] != NO_BREAK)
            assert not can_hold(items, line.start, after, line.room, spacing)
            assert line.end > line.start


@BREAKER
@settings(max_examples=400)
@given(ODD, ROOMS, SPACINGS)
def test_odd_characters_are_set_once_in_order_and_fill_their_lines(
    setting: Settings, breaker: Breaker, text: str, rooms: tuple[int, ...], spacing: Spacing
) -> None:
    items = items_of(text, setting, spacing)
    position = 0
    for number, line in enumerate(BREAKERS[breaker](items, rooms, spacing)):
        assert all(items.classes[index] in "SN" for index in range(position, line.start))
        assert position <= line.start <= line.end
        assert line.room == room_of(rooms, number)
        if line.ending == "justified" and line.end - line.start > 1:
            assert line.natural + sum(adjust(items, line).values()) == line.room
        position = line.end
    assert all(letter in "SN" for letter in items.classes[position:])


@BREAKER
@settings(max_examples=200)
@given(st.integers(20, 120), st.integers(6 * EM, 30 * EM), SPACINGS)
def test_a_runt_is_left_only_where_the_limits_forbid_another_way(
    setting: Settings, breaker: Breaker, count: int, room: int, spacing: Spacing
) -> None:
    """Ideographs alone: bringing one more down opens the gaps of one line by an em in all."""
    items = items_of("春" * count, setting, spacing)
    lines = BREAKERS[breaker](items, (room,), spacing)
    if len(lines) > 1 and is_runt(items, lines[-1].start, lines[-1].end):
        full = room // EM
        slack = room - (full - 1) * EM
        assert slack > (full - 2) * (EM * spacing.han_gap_stretch // 1000)


@settings(max_examples=200)
@given(TEXTS, ROOMS, SPACINGS, st.integers(-1, 1))
def test_a_paragraph_fitted_to_a_count_of_lines_has_just_so_many(
    setting: Settings, text: str, rooms: tuple[int, ...], spacing: Spacing, way: int
) -> None:
    items = items_of(text.replace("\n", ""), setting, spacing)
    count = len(optimum_fit(items, rooms, spacing)) + way
    lines = fit_in(items, rooms, replace(spacing), count)
    if lines is not None:
        assert len(lines) == count
        assert {line.ending for line in lines} <= {"justified", "last"}
