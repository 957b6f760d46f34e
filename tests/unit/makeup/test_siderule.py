"""Rules at the sides of holes: clear of what follows them, level in a row. Lines of 15 pt, type of 10 pt."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from broadsheet.makeup.siderule import FilledPage, side_rules
from broadsheet.makeup.story import make_story
from broadsheet.model.grid import GridSpan
from broadsheet.model.hole import HeadSpot, Hole, Inside, PictureHole, Side, StoryHole
from broadsheet.model.style import FrameStyle
from broadsheet.text.setting import Settings
from broadsheet.tree.node import Group, Rule
from unit.base.handset import GRID, LEADING, article_of, han, part_of, story_of, story_style
from unit.base.handset import hole as hole_of

EDGE = GRID.top(10)
LOWERED, BETWEEN = EDGE + LEADING // 4, EDGE - LEADING // 2


def hole(name: str, column: int, line: int = 10, **more: Any) -> StoryHole:
    """Two columns of twenty lines with a rule over them."""
    made: StoryHole = replace(hole_of(name, column, 2, line, 20), **{"rules": (Side.TOP,), **more})
    return made


def rules(setting: Settings, *holes: Hole, **style: object) -> list[Rule]:
    """The rules of a page whose story holes hold a story each, all set in one style."""
    groups: list[Group] = []
    filled = {}
    for place in holes:
        if isinstance(place, StoryHole):
            article = replace(article_of(han(90), main=("题目",)), slug=place.id)
            part = replace(part_of(1, place), style=story_style(**style))
            groups.extend(group for _, group in make_story(story_of(article, part), setting, {}).groups)
            filled[place.id] = (place.id, 0)
    made = side_rules(FilledPage(holes, GRID, groups, filled))
    return [node for group in made for node in group.nodes if isinstance(node, Rule)]


def levels(setting: Settings, *holes: Hole, **style: object) -> list[int]:
    return [rule.y for rule in rules(setting, *holes, **style)]


def test_over_a_headlines_air_it_is_lowered(setting: Settings) -> None:
    assert levels(setting, hole("a", 0)) == [LOWERED]


@pytest.mark.parametrize(
    "changes",
    [
        {"head": HeadSpot(1, 1, 4)},
        {"head": HeadSpot(0, 1)},
        {"head": HeadSpot(vertical=True)},
        {"vertical": True},
        {"frame": FrameStyle(500, inset_lines=1)},
    ],
)
def test_where_type_or_a_frame_follows_it_stands_in_the_line_above(
    changes: dict[str, Any], setting: Settings
) -> None:
    assert levels(setting, hole("a", 0, **changes)) == [BETWEEN]


def test_a_headline_without_air_is_not_crossed(setting: Settings) -> None:
    airless = replace(story_style().headline, air_above=0, air_below=0)
    assert levels(setting, hole("a", 0), headline=airless) == [BETWEEN]


def test_with_something_in_the_line_above_it_stands_on_the_edge(setting: Settings) -> None:
    above = replace(hole("b", 1), span=GridSpan(1, 1, 0, 10), rules=())
    assert levels(setting, above, hole("a", 0, head=HeadSpot(1, 1, 4))) == [EDGE]


def test_nor_does_it_cross_text_beside_a_headline_that_a_cut_has_narrowed(setting: Settings) -> None:
    corner = GridSpan(0, 1, 11, 19)
    place = replace(hole_of("a", 0, 3, 10, 20), rules=(Side.TOP,), cuts=(corner,))
    assert levels(setting, place) == [BETWEEN]


def test_nor_does_it_leave_the_type_area(setting: Settings) -> None:
    assert levels(setting, hole("a", 0, line=0, vertical=True)) == [GRID.top(0)]


def test_those_of_a_row_are_level(setting: Settings) -> None:
    row = (hole("a", 0), hole("b", 2, vertical=True), hole("c", 4))
    assert levels(setting, *row) == [BETWEEN] * 3


def test_an_upright_one_begins_where_the_level_one_does(setting: Settings) -> None:
    place = replace(hole("a", 2, vertical=True), rules=(Side.LEFT, Side.TOP))
    upright, level = rules(setting, place)
    assert (upright.y, upright.x) == (level.y, GRID.rect(place.span).x - GRID.column_gap // 2)


@pytest.mark.parametrize(
    ("below", "low"),
    [
        (None, LOWERED),
        (PictureHole("p", GridSpan(0, 2, 10, 5)), EDGE),
        (hole("b", 1, vertical=True, rules=()), EDGE),
        (hole("b", 0, rules=()), LOWERED),
        (PictureHole("p", GridSpan(3, 2, 10, 5)), LOWERED),
        (PictureHole("p", Inside("a", 0, 1, 2, 4)), LOWERED),
    ],
)
def test_one_below_a_hole_is_clear_of_what_begins_there(
    below: Hole | None, low: int, setting: Settings
) -> None:
    over = replace(hole("a", 0, line=0), span=GridSpan(0, 2, 0, 10), rules=(Side.BOTTOM,))
    assert levels(setting, over, *([below] if below else []))[:1] == [low]


def ends(setting: Settings, side: Side, *cuts: GridSpan) -> list[tuple[int, int, int, int]]:
    """The rule at one side of a hole of three columns and twenty lines."""
    place = replace(hole_of("a", 0, 3, 10, 20), rules=(side,), cuts=cuts)
    return [(rule.x, rule.y, rule.x2, rule.y2) for rule in rules(setting, place)]


def test_there_is_none_along_what_is_cut_from_the_hole(setting: Settings) -> None:
    foot, corner = GRID.top(30) + LEADING // 4, GridSpan(2, 1, 20, 10)
    whole, white = GRID.rect(GridSpan(0, 3, 10, 20)), GRID.white
    assert ends(setting, Side.BOTTOM) == [(whole.x, foot, whole.right, foot)]
    beside = GRID.rect(corner).x - GRID.column_gap
    assert ends(setting, Side.BOTTOM, corner) == [(whole.x, foot, beside, foot)]
    assert ends(setting, Side.BOTTOM, GridSpan(0, 3, 25, 5)) == []
    (right,) = ends(setting, Side.RIGHT, corner)
    assert right[1::2] == (whole.y + white, GRID.top(20) - white)
    (left,) = ends(setting, Side.LEFT, corner)
    assert left[1::2] == (whole.y + white, whole.bottom - white)
    middle = ends(setting, Side.LEFT, GridSpan(0, 1, 15, 5))
    assert [part[1::2] for part in middle] == [
        (whole.y + white, GRID.top(15) - white), (GRID.top(20) + white, whole.bottom - white)
    ]  # fmt: skip


def test_a_hole_that_nothing_stands_in_has_none() -> None:
    assert list(side_rules(FilledPage([hole("a", 0)], GRID, [], {}))) == []
