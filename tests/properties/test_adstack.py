"""Stacks of advertisements on any grid: nothing stands on anything else, no story loses its room unseen."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.model.grid import Grid, GridSpan
from broadsheet.model.hole import StoryHole
from broadsheet.model.style import FrameStyle
from broadsheet.readers.adstack import AIR, LEAST_LINES, Stack, Wanted, gaps, left_of, stacked
from unit.base.handset import GRID, hole


@st.composite
def pages(draw: st.DrawFn) -> tuple[Grid, list[Wanted], list[GridSpan], Stack]:
    """A grid, what is to be stacked on it, and strips of furniture at its head and foot."""
    columns, lines = draw(st.integers(1, 12)), draw(st.integers(12, 90))
    size = st.tuples(st.integers(1, columns), st.integers(1, lines))
    wanted = [Wanted(*each) for each in draw(st.lists(size, max_size=6))]
    head, foot = draw(st.integers(0, 5)), draw(st.integers(0, 4))
    fixed = [GridSpan(0, columns, 0, head)] if head else []
    fixed += [GridSpan(0, draw(st.integers(1, columns)), lines - foot, foot)] if foot else []
    return replace(GRID, columns=columns, lines=lines), wanted, fixed, draw(st.sampled_from(Stack))


@given(pages())
def test_what_is_stacked_stands_on_the_grid_and_on_nothing_else(
    page: tuple[Grid, list[Wanted], list[GridSpan], Stack],
) -> None:
    grid, wanted, fixed, shape = page
    placed = stacked(wanted, grid, fixed, shape)
    spans = [span for span in placed if span is not None]
    assert [(span.columns, span.lines) for span in spans] == [
        size for size, span in zip(wanted, placed, strict=True) if span is not None
    ]
    assert all(span.end_column <= grid.columns and span.end_line <= grid.lines for span in spans)
    white = gaps(spans, grid, fixed)
    assert not [pair for pair in combinations([*spans, *fixed, *white], 2) if pair[0].overlaps(pair[1])]


@given(pages(), st.data())
def test_a_story_keeps_room_of_its_own_or_goes(
    page: tuple[Grid, list[Wanted], list[GridSpan], Stack], data: st.DataObject
) -> None:
    grid, wanted, fixed, shape = page
    taken = [span for span in stacked(wanted, grid, fixed, shape) if span is not None]
    column, line = data.draw(st.integers(0, grid.columns - 1)), data.draw(st.integers(0, grid.lines - 1))
    columns = data.draw(st.integers(1, grid.columns - column))
    story = hole("a", column, columns, line, data.draw(st.integers(1, grid.lines - line)))
    story = replace(story, legs=data.draw(st.integers(1, columns)))
    if data.draw(st.booleans()):
        story = replace(story, frame=FrameStyle())
    made = left_of(story, taken)
    if made is None or made is story:
        return
    free = _cells(made)
    assert free <= _cells(story)
    aired = {(cell, line - up) for span in taken for cell, line in _all(span) for up in range(AIR + 1)}
    assert not free & aired
    assert not (story.frame and made.cuts)
    assert 1 <= made.legs <= story.legs
    deepest = max(sum(column == each for column, _ in free) for each in range(grid.columns))
    assert deepest >= LEAST_LINES


def _all(span: GridSpan) -> set[tuple[int, int]]:
    return {
        (column, line)
        for column in range(span.column, span.end_column)
        for line in range(span.line, span.end_line)
    }


def _cells(story: StoryHole) -> set[tuple[int, int]]:
    """The cells that a hole's text may take."""
    cut = {cell for span in story.cuts for cell in _all(span)}
    return _all(story.span) - cut
