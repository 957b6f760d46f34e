"""Vertical holes and vertical headlines beside level text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet.geometry import Rect, Writing
from broadsheet.makeup.story import MadeStory, make_story
from broadsheet.makeup.vertical import Turn, turned_part, turned_story, upright
from broadsheet.model.grid import GridSpan
from broadsheet.model.hole import Across, HeadSpot
from broadsheet.text.setting import Settings
from broadsheet.tree.extent import extent
from broadsheet.tree.node import GlyphRun, Group, Role, Rule
from broadsheet.tree.walk import glyph_runs, groups
from unit.base.handset import (
    EM,
    GRID,
    LEADING,
    article_of,
    han,
    hole,
    part_of,
    story_of,
    story_style,
)


def made(
    text: str, setting: Settings, main: tuple[str, ...] = (), legs: int = 1, **changes: object
) -> MadeStory:
    place = replace(hole("v", 1, 2, 2, 20, legs), **changes)  # type: ignore[arg-type]
    return make_story(story_of(article_of(text, main=main), part_of(1, place)), setting, {})


@pytest.mark.parametrize("vertical", [False, True])
def test_legs_keep_their_widths_where_they_were_given_for_the_way_that_a_story_is_set(vertical: bool) -> None:
    """A story is set throughout as it begins."""
    place = replace(hole("v", 1, 2, 2, 20, 2), widths=(5 * EM, 9 * EM))
    own, other = (replace(place, vertical=way) for way in (vertical, not vertical))
    story, _ = turned_story(story_of(article_of(han(9)), part_of(1, own), part_of(2, other)))
    assert [part.hole.widths for part in story.parts] == [(5 * EM, 9 * EM), ()]


def lines(story: MadeStory, role: Role = Role.BODY_LINE) -> list[Group]:
    return [group for group in groups([group for _, group in story.groups]) if group.role is role]


def test_a_turn_takes_right_to_down_and_down_to_left() -> None:
    turn = Turn(1000, 200)
    assert turn.point(0, 0) == (1000, 200)
    assert turn.point(30, 5) == (995, 230)
    assert turn.rect(Rect(10, 20, 30, 40)) == Rect(940, 210, 40, 30)


def test_every_text_style_of_a_story_style_runs_down() -> None:
    style = upright(story_style())
    assert style.body.text.vertical
    assert style.headline.main.text.vertical
    assert style.jump_line.vertical
    assert style == upright(style)


def test_lines_run_down_from_the_right_of_the_hole(setting: Settings) -> None:
    rect = GRID.rect(hole("v", 1, 2, 2, 20).span)
    first, second, *_ = lines(made(han(100), setting, vertical=True))
    run, following = (glyph_runs([line])[0] for line in (first, second))
    assert run.writing is Writing.UPRIGHT
    white = (LEADING - EM) // 2
    assert run.baseline == following.baseline == rect.y + white
    assert run.x - following.x == LEADING
    middle = run.x + EM * 38 // 100
    assert rect.right - LEADING <= middle + EM // 2 <= rect.right
    assert sum(run.advances) <= rect.height - 2 * white


def test_legs_stand_one_below_the_other_each_of_whole_characters(setting: Settings) -> None:
    story = made(han(900), setting, legs=2, vertical=True, leg_gap=20_000)
    found = lines(story)
    upper = [line for line in found if line.leg == 0]
    lower = [line for line in found if line.leg == 1]
    assert {line.baseline for line in upper} < {line.baseline for line in found}
    assert min(line.baseline for line in lower) > max(line.baseline for line in upper)
    run = glyph_runs([upper[0]])[0]
    assert sum(run.advances) % EM == 0
    assert upper[0].x == lower[0].x


def test_every_character_of_a_vertical_story_is_set_once(setting: Settings) -> None:
    text = han(60) + "第16次，KTV——“好”。"
    story = made(text, setting, vertical=True)
    assert "".join(run.text for line in lines(story) for run in glyph_runs([line])) == text


def test_figures_in_one_cell_stand_level_in_the_middle_of_the_line(setting: Settings) -> None:
    runs = [run for line in lines(made("春16秋", setting, vertical=True)) for run in glyph_runs([line])]
    spring, figures, autumn = runs
    assert figures.writing is Writing.HORIZONTAL
    assert figures.text == "16"
    middle = spring.x + EM * 38 // 100
    assert figures.x + sum(figures.advances) // 2 == middle
    assert spring.baseline + EM < figures.baseline < autumn.baseline


def test_a_headline_of_a_vertical_story_stands_at_its_right(setting: Settings) -> None:
    story = made(han(100), setting, main=("题目",), vertical=True)
    (head,) = lines(story, Role.HEADLINE)
    assert glyph_runs([head])[0].x > max(line.x for line in lines(story))


def test_a_headline_at_a_side_is_vertical_and_the_text_makes_room(setting: Settings) -> None:
    whole = GRID.rect(hole("v", 1, 2, 2, 20).span)
    left = made(han(100), setting, main=("题目",), legs=2, head=HeadSpot(vertical=True, side=Across.LEFT))
    right = made(han(100), setting, main=("题目",), legs=2, head=HeadSpot(vertical=True, side=Across.RIGHT))
    for story in (left, right):
        (head,) = lines(story, Role.HEADLINE)
        (run,) = glyph_runs([head])
        assert run.writing is Writing.UPRIGHT
        body = lines(story)
        assert body[0].baseline == GRID.baseline(2)  # no line is lost to the headline
        assert {glyph_runs([line])[0].writing for line in body} == {Writing.HORIZONTAL}
        text_left = min(line.x for line in body)
        assert text_left > run.x if story is left else text_left == whole.x
    assert glyph_runs(lines(right, Role.HEADLINE))[0].x > whole.x + whole.width // 2


def test_rules_between_the_legs_lie_level(setting: Settings) -> None:
    story = made(han(900), setting, legs=2, vertical=True, leg_rules=True)
    (rule,) = [node for group in lines(story, Role.RULES) for node in group.nodes if isinstance(node, Rule)]
    assert rule.y == rule.y2
    assert rule.x > rule.x2


def test_the_frames_inset_is_kept_on_the_page_s_own_sides() -> None:
    part = part_of(1, replace(hole("v", 1, 2, 2, 20), vertical=True))
    plain, turn = turned_part(part)
    assert plain.grid.type_area.width == 20 * LEADING - (LEADING - EM) // 2 * 2
    assert turn.y == GRID.top(2) + (LEADING - EM) // 2
    assert isinstance(turn.node(GlyphRun(0, 0, "f", EM, (1,), (EM,), "中")), GlyphRun)


def test_lines_keep_out_of_what_is_cut_from_the_hole(setting: Settings) -> None:
    """Twice: a box in the middle of the text, and a step of advertisements at its foot."""
    whole = hole("v", 0, 6, 0, 30, 2)
    for cut in (GridSpan(2, 2, 8, 12), GridSpan(0, 2, 20, 10)):
        part = part_of(1, replace(whole, vertical=True, cuts=(cut,)))
        story = make_story(story_of(article_of(han(2000)), part), setting, {})
        boxes = [extent(run) for line in lines(story) for run in glyph_runs([line])]
        around = GRID.rect(cut).inset(-GRID.column_gap, -GRID.white)
        assert not [box for box in boxes if box.overlaps(around)]
        near = around.inset(-LEADING, -LEADING)
        assert sum(box.overlaps(near) for box in boxes) > 10  # and the text closes round it


def test_a_headline_that_meets_what_is_cut_from_its_hole_is_told(setting: Settings) -> None:
    above, whole = GridSpan(1, 1, 3, 9), GridSpan(1, 2, 3, 4)
    assert made(han(9), setting, ("春夏",), 2, cuts=(above,)).record.headline_fits
    assert not made(han(9), setting, ("春夏", "秋冬"), 2, cuts=(whole,)).record.headline_fits


def test_a_headline_deeper_than_its_hole_is_told(setting: Settings) -> None:
    deep = tuple(han(4) for _ in range(20))
    assert not made("", setting, deep, 2).record.headline_fits
    assert not made(han(9), setting, deep, 2, vertical=True).record.headline_fits


def test_a_headline_low_in_its_hole_ends_with_it(setting: Settings) -> None:
    story = made(han(400), setting, ("春夏", "秋冬"), 2, head=HeadSpot(legs=2, line=18))
    (head,) = lines(story, Role.HEADLINE)
    assert max(run.baseline for run in glyph_runs([head])) <= GRID.top(22)
    assert story.record.headline_fits


def test_a_part_of_the_other_writing_keeps_to_its_hole(setting: Settings) -> None:
    """Legs' widths and a vertical headline are meant for lines of the hole's own direction."""
    level = replace(hole("b", 0, 6, 12, 20, 2), widths=(300_000, 300_000), head=HeadSpot(1, 1, vertical=True))
    down = replace(hole("a", 0, 6, 0, 10, 2), vertical=True, widths=(40_000, 40_000))
    article = replace(article_of(han(3000), main=("春夏",)), jump_head=("春夏", "秋冬"))
    for first, second in ((down, level), (replace(level, head=HeadSpot()), down)):
        parts = (part_of(1, first), part_of(2, replace(second, legs=2)))
        story = make_story(story_of(article, *parts), setting, {})
        rect = GRID.rect(second.span)
        turned = [group for page, group in story.groups if page == 2]
        assert turned
        for run in glyph_runs(turned):
            along = sum(run.advances)
            width, height = (along, 0) if run.writing is Writing.HORIZONTAL else (run.size // 2, along)
            assert rect.x - EM // 2 <= run.x <= run.x + width <= rect.right  # an opening mark's white
            assert run.baseline + height <= rect.bottom


def level_head(text: str, setting: Settings, legs: int = 2, **spot: object) -> MadeStory:
    head = HeadSpot(level=True, **spot)  # type: ignore[arg-type]
    return made(text, setting, main=("题目",), legs=legs, vertical=True, leg_gap=20_000, head=head)


def test_a_level_headline_stands_over_lines_that_run_down(setting: Settings) -> None:
    whole = GRID.rect(hole("v", 1, 2, 2, 20).span)
    story = level_head(han(900), setting)
    (run,) = glyph_runs(lines(story, Role.HEADLINE))
    assert run.writing is Writing.HORIZONTAL
    ink = extent(run)
    assert abs((ink.x + ink.right) - (whole.x + whole.right)) <= LEADING  # in the middle of the hole
    body = [run for line in lines(story) for run in glyph_runs([line])]
    assert {each.writing for each in body} == {Writing.UPRIGHT}
    tops = sorted({line.baseline for line in lines(story)})
    assert whole.y < ink.y < ink.bottom < tops[0]
    assert max(each.x for each in body) > ink.right  # no line is lost to it


def test_legs_below_a_level_headline_are_of_whole_characters(setting: Settings) -> None:
    whole = GRID.rect(hole("v", 1, 2, 2, 20).span)
    for legs in (1, 2, 3):
        found = lines(level_head(han(2000), setting, legs))
        runs = [glyph_runs([line])[0] for line in found]
        assert {sum(run.advances) % EM for run in runs} == {0}
        assert {run.advances for run in runs} == {(EM,) * len(runs[0].advances)}  # set solid
        foot = max(run.baseline + sum(run.advances) for run in runs)
        assert 0 <= whole.bottom - (LEADING - EM) // 2 - foot <= EM


def test_a_level_headline_at_the_foot_stands_below_its_text(setting: Settings) -> None:
    story = level_head(han(900), setting, side=Across.RIGHT)
    (run,) = glyph_runs(lines(story, Role.HEADLINE))
    last = max(each.baseline + sum(each.advances) for each in glyph_runs(lines(story)))
    assert run.writing is Writing.HORIZONTAL
    assert last < extent(run).y


def test_text_runs_round_a_level_headline_in_its_legs(setting: Settings) -> None:
    whole = GRID.rect(hole("v", 1, 2, 2, 20).span)
    head = HeadSpot(leg=0, legs=1, lines=8, level=True, side=Across.LEFT)
    place = {"legs": 2, "vertical": True, "leg_gap": 20_000}
    story = made(han(3000), setting, main=("题目",), head=head, **place)  # type: ignore[arg-type]
    (run,) = glyph_runs(lines(story, Role.HEADLINE))
    assert run.writing is Writing.HORIZONTAL
    ink = extent(run)
    assert ink.x > whole.right - 8 * LEADING
    assert not any(ink.overlaps(extent(each)) for each in glyph_runs(lines(story)))
    beside = [line for line in lines(story) if line.leg == 0 and line.x < ink.x]
    assert beside
    assert min(line.baseline for line in beside) < ink.bottom  # the leg goes on left of it
