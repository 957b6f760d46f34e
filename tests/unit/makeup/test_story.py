"""Stories through their parts: turns taken, not needed, overset; pictures among the legs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet.makeup.story import MadeStory, make_story
from broadsheet.model.article import Headline, Subhead
from broadsheet.model.hole import Inside
from broadsheet.text.setting import Settings
from broadsheet.tree.node import Group, Role, Rule
from broadsheet.tree.walk import glyph_runs, groups
from unit.base.handset import (
    GRID,
    LEADING,
    article_of,
    han,
    hole,
    part_of,
    picture,
    right_end,
    story_of,
    story_style,
    words,
)

FIRST = hole("lead", 0, 1, 0, 4)  # four lines of nine characters
SECOND = hole("turn", 2, 1, 10, 6)
JUMP = 45_000
"""（下转3版） in the square font: marks half, an ideograph 10, the figure 5."""


def found(made: MadeStory, role: Role) -> list[tuple[int, Group]]:
    """Page and group of everything with a role."""
    return [(page, group) for page, top in made.groups for group in groups([top]) if group.role is role]


def test_a_story_that_fits_its_first_hole_does_not_turn(setting: Settings) -> None:
    made = make_story(story_of(article_of(han(36)), part_of(1, FIRST), part_of(3, SECOND)), setting, {})
    assert {page for page, _ in made.groups} == {1}
    assert found(made, Role.JUMP_LINE) == []
    assert (made.record.dropped_turn, made.record.pages, made.record.overset) == (3, (1,), "")
    assert [(page, name) for page, name, _ in made.record.unused] == [(3, SECOND.id)]  # told as empty


def test_a_story_that_does_not_fit_turns_with_its_jump_line_run_in(setting: Settings) -> None:
    made = make_story(story_of(article_of(han(40)), part_of(1, FIRST), part_of(3, SECOND)), setting, {})
    ((page, jump),) = found(made, Role.JUMP_LINE)
    assert (page, words(jump)) == (1, "（下转3版）")
    body = found(made, Role.BODY_LINE)
    last = [group for page, group in body if page == 1][-1]
    assert right_end(jump.nodes) == 50_000 + 90_000  # type: ignore[arg-type]
    assert right_end(last.nodes) == 140_000 - JUMP  # type: ignore[arg-type]
    assert jump.baseline == last.baseline == GRID.baseline(3)
    assert "".join(words(group) for _, group in body) == han(40)
    assert made.record.dropped_turn == 0
    assert made.record.pages == (1, 3)


def test_a_jump_line_follows_the_words_of_a_short_line(setting: Settings) -> None:
    parts = (part_of(1, FIRST, fit_most=0), part_of(3, SECOND))
    made = make_story(story_of(article_of(han(29), han(30)), *parts), setting, {})
    ((_, jump),) = found(made, Role.JUMP_LINE)
    last = [group for page, group in found(made, Role.BODY_LINE) if page == 1][-1]
    first, *_ = glyph_runs((jump,))
    assert (words(last), jump.baseline) == (han(29)[27:], last.baseline)
    end = right_end(last.nodes)  # type: ignore[arg-type]
    assert first.x + 5_000 == end < 140_000 - JUMP  # its bracket is half an em, from the right


@pytest.mark.parametrize(("lines", "ends"), [(43, [22, 22]), (25, [22]), (20, []), (5, [])])
def test_rules_between_legs_are_as_long_as_the_type_beside_them(
    lines: int, ends: list[int], setting: Settings
) -> None:
    place = replace(hole("a", 0, 3, 2, 20, legs=3), leg_rules=True)
    part = part_of(1, place, fit_most=0)
    made = make_story(story_of(article_of(*[han(9)] * lines), part), setting, {})
    ((_, drawn),) = found(made, Role.RULES)
    rules = [(rule.y - GRID.white, rule.y2 + GRID.white) for rule in drawn.nodes if isinstance(rule, Rule)]
    assert rules == [(GRID.top(2), GRID.top(end)) for end in ends]


def test_the_turn_opens_with_its_turn_line_and_text_below_it(setting: Settings) -> None:
    made = make_story(story_of(article_of(han(40)), part_of(1, FIRST), part_of(3, SECOND)), setting, {})
    ((page, turn),) = found(made, Role.TURN_LINE)
    assert (page, words(turn), turn.baseline) == (3, "（上接1版）", GRID.baseline(10))
    first = next(group for page, group in found(made, Role.BODY_LINE) if page == 3)
    assert first.baseline == GRID.baseline(11)


def test_the_turn_has_the_jump_head_over_it(setting: Settings) -> None:
    article = article_of(han(90), main=("春夏",), jump_head=("秋冬",))
    parts = (part_of(1, hole("a", 0, 1, 0, 9)), part_of(3, hole("b", 0, 1, 0, 12)))
    made = make_story(story_of(article, *parts), setting, {})
    assert [(page, words(group)) for page, group in found(made, Role.HEADLINE)] == [(1, "春夏"), (3, "秋冬")]


def test_what_no_part_holds_is_overset(setting: Settings) -> None:
    text = han(100)
    made = make_story(story_of(article_of(text), part_of(1, FIRST), part_of(3, SECOND)), setting, {})
    shown = "".join(words(group) for _, group in found(made, Role.BODY_LINE))
    assert shown + made.record.overset == text
    # 27 and 4 in the first part beside the jump line, five lines of 9 below the turn line
    assert len(shown) == 27 + 4 + 45
    assert made.record.overset_lines == 3


def test_empty_lines_are_counted_by_hole(setting: Settings) -> None:
    made = make_story(story_of(article_of(han(10)), part_of(1, FIRST)), setting, {})
    assert made.record.unused == ((1, "lead", 2),)


def test_a_jump_line_stands_alone_where_a_subhead_left_the_last_line(setting: Settings) -> None:
    article = article_of(han(18), Subhead((han(3),)), han(27))
    made = make_story(story_of(article, part_of(1, FIRST), part_of(3, hole("t", 2, 1, 0, 9))), setting, {})
    ((_, jump),) = found(made, Role.JUMP_LINE)
    assert jump.baseline == GRID.baseline(3)
    assert right_end(jump.nodes) == 140_000  # type: ignore[arg-type]
    assert [page for page, _ in found(made, Role.SUBHEAD)] == [3]


def test_a_headline_pushes_the_text_down_by_whole_lines(setting: Settings) -> None:
    article = article_of(han(9), main=("春",))
    made = make_story(story_of(article, part_of(1, hole("a", 0, 1, 2, 10))), setting, {})
    ((_, line),) = found(made, Role.BODY_LINE)
    # air 7.5 + 12 and type of 30 make 49.5: four lines of 15
    assert line.baseline == GRID.baseline(2 + 4)


def test_a_headline_that_leaves_no_line_is_told(setting: Settings) -> None:
    made = make_story(story_of(article_of(han(9), main=("春",)), part_of(1, FIRST, fit=())), setting, {})
    assert (made.record.no_room, made.record.overset) == ("lead", han(9))


def test_a_headline_of_two_lines_is_one_text_in_its_record(setting: Settings) -> None:
    for language, shown in ("zh", "春/夏秋 /冬"), ("ko", "春/夏 秋 /冬"):
        article = article_of(han(5), main=("春\\/夏", "秋 \\/冬"), language=language)
        made = make_story(story_of(article, part_of(1, hole("a", 0, 4, 0, 9))), setting, {})
        assert made.record.headline == shown


def test_a_headline_too_wide_is_told(setting: Settings) -> None:
    article = article_of(han(3), headline=Headline((han(9), "春")))
    made = make_story(story_of(article, part_of(1, hole("a", 0, 1, 0, 20))), setting, {})
    assert not made.record.headline_fits


def test_byline_and_summary_stand_before_the_text(setting: Settings) -> None:
    article = article_of("春", byline=("记者",), summary="夏")
    made = make_story(story_of(article, part_of(1, FIRST)), setting, {})
    order = [group.role for _, top in made.groups for group in groups([top]) if group.baseline]
    assert order == [Role.BYLINE, Role.SUMMARY, Role.BODY_LINE]
    at_end = make_story(story_of(article, part_of(1, FIRST, byline_at_end=True)), setting, {})
    order = [group.role for _, top in at_end.groups for group in groups([top]) if group.baseline]
    assert order == [Role.SUMMARY, Role.BODY_LINE, Role.BYLINE]


@pytest.mark.parametrize(("line", "top", "height"), [(0, 2500, 61_300), (3, 52_500, 56_300)])
def test_a_picture_has_half_a_line_of_air_towards_text(
    line: int, top: int, height: int, setting: Settings
) -> None:
    # five lines deep; at the head of the leg its top is that of the type, its foot a baseline less air
    placed = picture(Inside("a", 0, 1, line, 5))
    made = make_story(story_of(article_of(han(99)), part_of(1, hole("a", 0, 2, 0, 10), placed)), setting, {})
    ((_, group), *_) = found(made, Role.PICTURE)[1:]
    (image,) = group.nodes
    assert (image.y - GRID.type_area.y, image.height) == (top, height)  # type: ignore[union-attr]
    baselines = [line.baseline for _, line in found(made, Role.BODY_LINE) if line.leg == 0]
    assert len(baselines) == 5
    assert all((base - GRID.baseline(0)) % LEADING == 0 for base in baselines)


def test_a_picture_whose_caption_leaves_no_room_is_told(setting: Settings) -> None:
    placed = picture(Inside("a", 0, 1, 0, 2), han(40))
    made = make_story(story_of(article_of("春"), part_of(1, hole("a", 0, 2, 0, 10), placed)), setting, {})
    assert made.crowded == ("a.jpg",)


def test_a_head_takes_air_while_the_story_ends_short(setting: Settings) -> None:
    style = replace(story_style().headline, air_most=2)
    part = part_of(1, hole("a", 0, 1, 2, 10), headline=style)
    made = make_story(story_of(article_of(han(27), main=("春",)), part), setting, {})
    ((_, line), *_) = found(made, Role.BODY_LINE)
    assert line.baseline == GRID.baseline(2 + 4 + 2)
    ((_, head),) = found(made, Role.HEADLINE)
    plain = make_story(story_of(article_of(han(27), main=("春",)), part_of(1, part.hole)), setting, {})
    ((_, before),) = found(plain, Role.HEADLINE)
    assert head.nodes[0].baseline - before.nodes[0].baseline == LEADING  # type: ignore[union-attr]


def test_a_full_story_gives_its_head_no_air(setting: Settings) -> None:
    style = replace(story_style().headline, air_most=2)
    part = part_of(1, hole("a", 0, 1, 2, 10), headline=style)
    made = make_story(story_of(article_of(han(9 * 6), main=("春",)), part), setting, {})
    assert found(made, Role.BODY_LINE)[0][1].baseline == GRID.baseline(2 + 4)
    assert made.record.overset == ""
