"""What holds for any text at any measure: nothing lost, lines full, prohibitions kept, no exception."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from broadsheet.compose.line import Line
from broadsheet.compose.paragraph import BREAKERS
from broadsheet.compose.runs import set_runs
from broadsheet.galleys import body_style
from broadsheet.model.spacing import Marks, Spacing
from broadsheet.model.style import Align, Breaker
from broadsheet.text.itemise import itemise
from broadsheet.text.items import NO_BREAK, Items
from broadsheet.text.language import Tailoring, barred
from broadsheet.text.setting import Settings
from properties.strategies import ROOMS, SPACINGS, TEXTS
from unit.base.handset import EM, TEXT, items_of, right_end

BREAKER = pytest.mark.parametrize("breaker", list(Breaker))


def broken(
    text: str, rooms: tuple[int, ...], spacing: Spacing, breaker: Breaker, setting: Settings
) -> tuple[Items, tuple[Line, ...]]:
    items = items_of(text, setting, spacing)
    # spaces alone after the last forced break stop optimum fit: tests/unit/compose/test_optimumfit.py
    assume(breaker is Breaker.FIRST_FIT or not re.search(r"NS+\Z", items.classes))
    return items, BREAKERS[breaker](items, rooms, spacing)


@BREAKER
@settings(max_examples=500)
@given(TEXTS, ROOMS, SPACINGS)
def test_every_character_is_set_once_and_in_order(
    setting: Settings, breaker: Breaker, text: str, rooms: tuple[int, ...], spacing: Spacing
) -> None:
    items, lines = broken(text, rooms, spacing, breaker, setting)
    position = 0
    for line in lines:
        assert line.start >= position
        assert all(items.classes[index] in "SN" for index in range(position, line.start))
        assert line.start <= line.end
        position = line.end
    assert all(letter in "SN" for letter in items.classes[position:])


@BREAKER
@settings(max_examples=500)
@given(TEXTS, ROOMS, SPACINGS)
@example("春。夏，（秋）A b12——冬" * 5, (37_123, 101_999), Spacing())
def test_a_justified_line_ends_exactly_at_its_measure(
    setting: Settings, breaker: Breaker, text: str, rooms: tuple[int, ...], spacing: Spacing
) -> None:
    items, lines = broken(text, rooms, spacing, breaker, setting)
    for number, line in enumerate(lines):
        runs = set_runs(items, line, Align.JUSTIFIED, 777, 0)
        assert "".join(run.text for run in runs).removesuffix("\xad" if line.hyphen else "") == (
            items.text[line.start : line.end]
        )
        assert line.room == rooms[min(number, len(rooms) - 1)]
        if line.end - line.start < 2 or (line.ending == "last" and line.natural <= line.room):
            continue
        assert right_end(runs) == 777 + line.room


@BREAKER
@settings(max_examples=300)
@given(TEXTS, ROOMS, SPACINGS, st.sampled_from((Align.START, Align.CENTRE, Align.END)))
@example("春，夏，秋冬春夏秋冬", (65_000,), Spacing(marks=Marks.FULL), Align.CENTRE)
def test_a_line_that_is_not_spread_stays_in_its_room(  # noqa: PLR0917  what a line depends on
    setting: Settings,
    breaker: Breaker,
    text: str,
    rooms: tuple[int, ...],
    spacing: Spacing,
    align: Align,
) -> None:
    items, lines = broken(text, rooms, spacing, breaker, setting)
    for line in lines:
        runs = set_runs(items, line, align, 777, 0)
        if runs and line.end - line.start > 1 and line.ending != "overfull":
            cut = items.cuts[line.start] + items.start_cuts.get(line.start, 0)
            assert runs[0].x + cut >= 777
            assert right_end(runs) <= 777 + line.room


@BREAKER
@settings(max_examples=500)
@given(TEXTS, ROOMS, SPACINGS)
def test_no_line_starts_or_ends_against_kinsoku_unless_it_says_so(
    setting: Settings, breaker: Breaker, text: str, rooms: tuple[int, ...], spacing: Spacing
) -> None:
    items, lines = broken(text, rooms, spacing, breaker, setting)
    no_start, no_end, _ = barred(Tailoring(level=spacing.kinsoku))
    for line, following in pairwise(lines):
        is_forced = "N" in items.classes[line.end : following.start]
        if line.ending != "justified" or line.end == line.start or is_forced:
            continue
        assert items.breaks[following.start] != NO_BREAK or items.classes[following.start - 1] in "SN"
        assert items.classes[line.end - 1] not in no_end
        assert items.classes[following.start] not in no_start


@BREAKER
@settings(max_examples=300)
@given(TEXTS, ROOMS)
def test_a_justified_line_is_not_wider_than_what_it_can_give(
    setting: Settings, breaker: Breaker, text: str, rooms: tuple[int, ...]
) -> None:
    items, lines = broken(text, rooms, Spacing(), breaker, setting)
    for line in lines:
        if line.ending == "justified":
            give = sum(place.amount for place in items.squeezes if line.start < place.gap < line.end)
            assert line.natural - line.room <= give


@settings(max_examples=300)
@given(st.lists(st.tuples(TEXTS, st.integers(0, 3)), max_size=8), ROOMS)
def test_parts_of_any_style_are_set(
    setting: Settings, parts: list[tuple[str, int]], rooms: tuple[int, ...]
) -> None:
    sizes = [replace(TEXT, size=EM + 500 * number, condense=1000 - 50 * number) for number in range(4)]
    styles = [setting.of(size) for size in sizes]
    items = itemise([(text, styles[number]) for text, number in parts] or [("", styles[0])], Spacing())
    lines = BREAKERS[Breaker.FIRST_FIT](items, rooms, Spacing())
    for line in lines:
        for run in set_runs(items, line, Align.JUSTIFIED, 0, 0):
            number = next(index for index, style in enumerate(styles) if style.style.size == run.size)
            assert run.condense == styles[number].style.condense


@settings(max_examples=60)
@given(TEXTS, ROOMS, st.sampled_from(list(Breaker)))
def test_the_vendored_faces_set_anything(
    vendored: Settings, text: str, rooms: tuple[int, ...], breaker: Breaker
) -> None:
    style = body_style()
    items = itemise([(text, vendored.of(style.text))], style.spacing)
    assume(breaker is Breaker.FIRST_FIT or not re.search(r"NS+\Z", items.classes))
    lines = BREAKERS[breaker](items, rooms, style.spacing)
    for line in lines:
        runs = set_runs(items, line, Align.JUSTIFIED, 0, 0)
        if line.ending == "justified" and line.end - line.start > 1:
            assert right_end(runs) == line.room


@settings(max_examples=60)
@given(TEXTS, ROOMS, SPACINGS, st.sampled_from(list(Breaker)))
def test_the_same_text_is_set_the_same_twice(
    setting: Settings, text: str, rooms: tuple[int, ...], spacing: Spacing, breaker: Breaker
) -> None:
    assert broken(text, rooms, spacing, breaker, setting) == broken(text, rooms, spacing, breaker, setting)
