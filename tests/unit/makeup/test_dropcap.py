"""Drop caps: the first character as high as its lines, the text beside it, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from broadsheet.makeup.story import MadeStory, make_story
from broadsheet.model.article import Article, Emphasis, Paragraph, Run, Subhead
from broadsheet.model.hole import Across, Inside
from broadsheet.model.style import Colour, DropCap
from broadsheet.preflight.check import conservation
from broadsheet.text.setting import Settings
from broadsheet.tree.node import GlyphRun, Group, Ink, Role
from broadsheet.tree.walk import groups
from unit.base.handset import (
    EM,
    GRID,
    LEADING,
    TEXT,
    article_of,
    han,
    hole,
    paragraph_style,
    part_of,
    picture,
    right_end,
    story_of,
    tree_of,
)


def made(article: Article, setting: Settings, depth: int = 9, **cap: Any) -> MadeStory:
    part = part_of(1, hole("a", 0, 1, 0, depth), drop_cap=DropCap(TEXT, **cap))
    return make_story(story_of(article, part), setting, {})


def of(story: MadeStory, role: Role) -> list[Group]:
    return [group for _, top in story.groups for group in groups([top]) if group.role is role]


SIZE = {lines: EM + (lines - 1) * LEADING * 1000 // 920 for lines in (2, 3, 4)}
"""Faces are 4 % of an em smaller than em boxes on each side."""


def test_its_face_begins_and_ends_with_those_of_its_lines(setting: Settings) -> None:
    story = made(article_of(han(30)), setting)
    (cap,) = of(story, Role.DROP_CAP)
    (run,) = cap.nodes
    assert isinstance(run, GlyphRun)
    size = SIZE[3]
    assert run.size == size
    first, last = GRID.baseline(0), GRID.baseline(2)
    assert abs(run.baseline + size * 8 // 100 - (last + EM * 8 // 100)) <= 2
    assert abs(run.baseline - size * 84 // 100 - (first - EM * 84 // 100)) <= 2
    assert abs(run.x + size * 4 // 100 - (GRID.type_area.x + EM * 4 // 100)) <= 2


def test_its_lines_are_the_grid_s_whatever_leading_its_paragraphs_have(setting: Settings) -> None:
    close = paragraph_style(leading=LEADING * 2 // 3)
    part = part_of(1, hole("a", 0, 1, 0, 9), drop_cap=DropCap(TEXT), body=close)
    story = make_story(story_of(article_of(han(30)), part), setting, {})
    (cap,) = of(story, Role.DROP_CAP)
    (run,) = cap.nodes
    assert isinstance(run, GlyphRun)
    assert run.size == SIZE[3]


@pytest.mark.parametrize("lines", [2, 3])
def test_the_lines_beside_it_begin_behind_it(lines: int, setting: Settings) -> None:
    story = made(article_of(han(30)), setting, lines=lines, gap=5_000)
    room = SIZE[lines] - 2 * ((SIZE[lines] - EM) * 40 // 1000) + 5_000
    starts = [group.nodes[0].x - GRID.type_area.x for group in of(story, Role.BODY_LINE)]  # type: ignore[union-attr]
    assert starts[:lines] == [room] * lines
    assert set(starts[lines:]) <= {0}


def test_paragraphs_that_follow_a_short_one_run_beside_it_too(setting: Settings) -> None:
    article = article_of(han(4), han(3), han(20))
    story = made(article, setting, lines=4)
    assert conservation(tree_of(story), {"s": article.characters()}) == ()
    lines = of(story, Role.BODY_LINE)
    assert [(line.paragraph, line.baseline) for line in lines[:5]] == [
        (number, GRID.baseline(line)) for line, number in enumerate([0, 1, 2, 2, 2])
    ]
    cap = SIZE[4] - 2 * ((SIZE[4] - EM) * 40 // 1000)
    starts = [line.nodes[0].x - GRID.type_area.x for line in lines[:5]]  # type: ignore[union-attr]
    assert starts == [cap, cap, cap, cap, 0]
    assert max(right_end(line.nodes) for line in lines) <= GRID.type_area.x + GRID.column_width  # type: ignore[arg-type]


def test_beside_it_a_paragraph_keeps_its_own_indents(setting: Settings) -> None:
    body = paragraph_style(indent=EM, hang_indent=2 * EM)
    part = part_of(1, hole("a", 0, 1, 0, 9), drop_cap=DropCap(TEXT), body=body)
    story = make_story(story_of(article_of(han(2), han(20)), part), setting, {})
    starts = [line.nodes[0].x - GRID.type_area.x for line in of(story, Role.BODY_LINE)]  # type: ignore[union-attr]
    cap = starts[0]
    assert cap > 2 * EM
    assert starts[1:5] == [cap + EM, cap + 2 * EM, 2 * EM, 2 * EM]


def test_a_subhead_stands_below_it(setting: Settings) -> None:
    article = article_of(han(5), Subhead(("春",)), han(20))
    story = made(article, setting, lines=3)
    (head,) = of(story, Role.SUBHEAD)
    assert head.baseline >= GRID.baseline(3)


def test_a_question_stands_below_it_and_its_leg_is_filled_above_it(setting: Settings) -> None:
    """Beside it a question moved down with the answer, both still indented, to fill the leg."""
    question = Paragraph((Run("春", Emphasis.STRONG),))
    article = article_of(han(4), question, han(27), Subhead(("夏",)), han(20))
    part = part_of(1, hole("a", 0, 2, 0, 8), drop_cap=DropCap(TEXT))
    story = make_story(story_of(article, part), setting, {})
    lines = [line for line in of(story, Role.BODY_LINE) if line.paragraph < 3]
    assert [line.baseline for line in lines] == [GRID.baseline(number) for number in (0, 4, 5, 6, 7)]
    starts = [line.nodes[0].x - GRID.type_area.x for line in lines]  # type: ignore[union-attr]
    assert starts[1:] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    "text", ["“春天”来了", "《春》来了", "1956年来了", "GDP是多少", "5G来了", "iPad来了"]
)
def test_a_mark_or_a_figure_is_no_drop_cap(text: str, setting: Settings) -> None:
    assert of(made(article_of(text), setting), Role.DROP_CAP) == []


def test_a_leg_with_too_few_lines_is_passed_by(setting: Settings) -> None:
    story = made(article_of(han(9)), setting, lines=3)
    assert len(of(story, Role.DROP_CAP)) == 1
    part = part_of(1, hole("a", 0, 1, 0, 2), drop_cap=DropCap(TEXT))
    none = make_story(story_of(article_of(han(9)), part), setting, {})
    assert none.record.overset == han(9)


def test_beside_a_picture_in_the_middle_of_a_leg_no_lines_begin_below_each_other(setting: Settings) -> None:
    """The slots of one grid line, left and right of the picture, counted as two of its lines."""
    place = Inside("a", 0, 1, 0, 2, width=15 * EM, side=Across.CENTRE)
    part = part_of(1, hole("a", 0, 3, 0, 9, legs=1), picture(place), drop_cap=DropCap(TEXT))
    story = make_story(story_of(article_of(han(90)), part), setting, {})
    (cap,) = of(story, Role.DROP_CAP)
    lines = of(story, Role.BODY_LINE)
    assert cap.baseline == lines[0].baseline > GRID.baseline(1)
    starts = [line.nodes[0].x - GRID.type_area.x for line in lines]  # type: ignore[union-attr]
    assert [start > 0 for start in starts] == [True, True, True, False]


@pytest.mark.parametrize("lines", [2, 4])
@pytest.mark.parametrize("text", ["The river is high", "A river is high", "A座来了"])
def test_a_latin_letter_stands_on_the_last_line_and_is_as_high_as_the_first(
    text: str, lines: int, setting: Settings
) -> None:
    (cap,) = of(made(article_of(text), setting, lines=lines), Role.DROP_CAP)
    (run,) = cap.nodes
    assert isinstance(run, GlyphRun)
    assert (run.text, run.baseline) == (text[0], GRID.baseline(lines - 1))
    # the square font's ink is 83 % of an em high
    top = run.baseline - run.size * 83 // 100
    assert abs(top - (GRID.baseline(0) - EM * 83 // 100)) <= 10


def test_it_is_in_the_face_and_colour_of_its_own_style(setting: Settings) -> None:
    red = Colour(0, 1000, 1000, 0)
    part = part_of(1, hole("a", 0, 1, 0, 9), drop_cap=DropCap(replace(TEXT, colour=red)))
    story = make_story(story_of(article_of(han(20)), part), setting, {})
    (cap,) = of(story, Role.DROP_CAP)
    (run,) = cap.nodes
    assert isinstance(run, GlyphRun)
    assert run.colour == Ink(0, 1000, 1000, 0)
    (body, *_) = of(story, Role.BODY_LINE)[0].nodes
    assert isinstance(body, GlyphRun)
    assert body.colour == Ink()
