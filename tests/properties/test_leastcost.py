"""Optimum fit takes the cheapest way: held against a plain reckoning of every way, line by line, in which
there are no running sums, no allowances and no ways given up."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.compose.firstfit import RUNT_LOOSENESS, fitted_line, is_runt
from broadsheet.compose.leastcost import (
    BREAK_COST,
    CONTRAST_COST,
    LINE_COST,
    RUNT_COST,
    SHORT_LAST_COST,
    SQUEEZE_COSTS,
    STRETCH_COST,
)
from broadsheet.compose.line import Line, Rooms, room_of
from broadsheet.compose.optimumfit import COPYFIT_SHRINK, fit_in, optimum_fit, spacing_cost
from broadsheet.kernel import REFERENCES
from broadsheet.model.spacing import Spacing
from broadsheet.records import replace
from broadsheet.text.items import NO_BREAK, Items
from broadsheet.text.setting import Settings
from properties.strategies import SPACINGS
from unit.base.handset import EM, items_of

TEXTS = st.text(st.sampled_from("春夏秋冬风雨雷电，。、：（）“”2016％km"), min_size=2, max_size=40)
ROOMS = st.lists(st.integers(4 * EM, 12 * EM), min_size=1, max_size=3).map(tuple)
TIGHT, FAIR, LOOSE = -1, 0, 1


def cost_of(items: Items, start: int, after: int, room: int, spacing: Spacing) -> tuple[float, int]:
    """What a line to a break costs, and how it is set; without end where it is beyond the limits."""
    line = fitted_line(items, start, after, room)
    if line.ending == "last":
        if not start:
            return 0.0, FAIR
        short = SHORT_LAST_COST if line.natural < 2 * EM else 0.0
        return (RUNT_COST if is_runt(items, start, line.end) else short), FAIR
    need, inside = line.natural - room, range(line.start + 1, line.end)
    gives = items.squeezes if need > 0 else items.stretches
    han = spacing.han_gap_shrink if need > 0 else spacing.han_gap_stretch
    most = sum(give.amount for give in gives if give.gap in inside)
    most += sum(items.flexible[gap] for gap in inside) * (EM * han // 1000)
    if abs(need) > most:
        return inf, FAIR
    ratio = abs(need) / most if need else 0.0
    cost = SQUEEZE_COSTS[spacing.marks] if need > 0 else STRETCH_COST
    way = (TIGHT if need > 0 else LOOSE) if ratio > 0.5 else FAIR
    return cost * ratio**3 + LINE_COST + BREAK_COST.get(items.breaks[after], 0.0), way


def total(items: Items, lines: Sequence[Line], spacing: Spacing) -> float:
    """What lines cost as they stand."""
    afters = [*(line.start for line in lines[1:]), len(items.text)]
    found = [
        cost_of(items, line.start, after, line.room, spacing)
        for line, after in zip(lines, afters, strict=True)
    ]
    contrasts = sum({one, other} == {TIGHT, LOOSE} for (_, one), (_, other) in pairwise(found))
    return sum(cost for cost, _ in found) + CONTRAST_COST * contrasts


def least(items: Items, rooms: Rooms, spacing: Spacing, count: int = 0) -> float:
    """The cost of the cheapest way, in just so many lines where a count is given; contrasts left out."""
    ends = [place for place in range(1, len(items.text) + 1) if items.breaks[place] != NO_BREAK]
    best = {(0, 0): 0.0}
    for after in ends:
        for (start, number), so_far in list(best.items()):
            if start < after:
                key = after, number + 1
                cost, _ = cost_of(items, start, after, room_of(rooms, number), spacing)
                best[key] = min(best.get(key, inf), so_far + cost)
    ways = [
        cost for (end, number), cost in best.items() if end == len(items.text) and number in {count or number}
    ]
    return min(ways, default=inf)


@pytest.mark.parametrize("breaker", [optimum_fit, REFERENCES["optimum_fit"]], ids=["in use", "reference"])
@settings(max_examples=150)
@given(TEXTS, ROOMS, SPACINGS)
def test_no_way_costs_less_than_the_one_that_is_taken(
    setting: Settings, breaker: object, text: str, rooms: Rooms, spacing: Spacing
) -> None:
    items = items_of(text, setting, spacing)
    best = least(items, rooms, spacing)
    lines = breaker(items, rooms, spacing)  # type: ignore[operator]
    ends_in_runt = len(lines) > 1 and is_runt(items, lines[-1].start, lines[-1].end)
    contrasts = CONTRAST_COST * len(lines) + 1e-6
    wider = replace(spacing, han_gap_stretch=int(spacing.han_gap_stretch * RUNT_LOOSENESS))
    if total(items, lines, spacing) > best + contrasts:  # set again, to spare a runt
        assert best >= RUNT_COST
        assert not ends_in_runt
        assert total(items, lines, wider) <= least(items, rooms, wider) + contrasts
    elif best == inf:  # some line is beyond the limits, and says so by its width
        assert total(items, lines, spacing) == inf
    if ends_in_runt:
        assert least(items, rooms, wider) >= RUNT_COST - contrasts


@settings(max_examples=150)
@given(TEXTS, ROOMS, SPACINGS, st.integers(-1, 1))
def test_no_way_of_as_many_lines_costs_less(
    setting: Settings, text: str, rooms: Rooms, spacing: Spacing, way: int
) -> None:
    items = items_of(text, setting, spacing)
    count = len(optimum_fit(items, rooms, spacing)) + way
    fitting = replace(spacing, han_gap_shrink=max(spacing.han_gap_shrink, COPYFIT_SHRINK))
    lines = fit_in(items, rooms, spacing, count)
    best = least(items, rooms, fitting, count) if count > 0 else inf
    if lines is not None:
        assert total(items, lines, fitting) <= best + CONTRAST_COST * len(lines) + 1e-6
        assert len(lines) == count
        assert count == 1 or not is_runt(items, lines[-1].start, lines[-1].end)
    else:
        assert best >= RUNT_COST


@settings(max_examples=100)
@given(TEXTS, ROOMS, SPACINGS)
def test_the_cost_of_spacing_is_that_of_squeezing_and_stretching_alone(
    setting: Settings, text: str, rooms: Rooms, spacing: Spacing
) -> None:
    items = items_of(text, setting, spacing)
    lines = optimum_fit(items, rooms, spacing)
    fitting = replace(spacing, han_gap_shrink=max(spacing.han_gap_shrink, COPYFIT_SHRINK))
    costs = [
        cost_of(items, line.start, after, line.room, fitting)[0]
        - LINE_COST
        - BREAK_COST.get(items.breaks[after], 0.0)
        for line, after in zip(lines, [*(line.start for line in lines[1:]), len(items.text)], strict=True)
        if line.ending != "last"
    ]
    if sum(costs) < inf:
        assert spacing_cost(items, lines, spacing) == pytest.approx(sum(costs))
