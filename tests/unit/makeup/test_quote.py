"""Pull quotes and editors' notes."""

from __future__ import annotations

from dataclasses import replace

from broadsheet.makeup.story import MadeStory, make_story
from broadsheet.model.hole import Inside
from broadsheet.preflight.check import conservation
from broadsheet.text.setting import Settings
from broadsheet.tree.node import Group, Role, Rule
from broadsheet.tree.walk import glyph_runs, groups
from unit.base.handset import GRID, article_of, han, hole, part_of, story_of, tree_of

PLACE = Inside("a", 1, 1, 4, 6)


def made(setting: Settings, *pulls: str, place: Inside = PLACE, note: str = "") -> MadeStory:
    article = replace(article_of(han(200)), pulls=pulls, note=note)
    keeps = replace(hole("a", 0, 3, 0, 20), quotes=(place,))
    return make_story(story_of(article, part_of(1, keeps)), setting, {})


def of(story: MadeStory, role: Role) -> list[Group]:
    return [group for group in groups([group for _, group in story.groups]) if group.role is role]


def test_a_quote_stands_between_two_rules_where_its_hole_keeps_room(setting: Settings) -> None:
    (quote,) = of(made(setting, "春夏秋冬"), Role.PULL_QUOTE)
    top, bottom = (node for node in quote.nodes if isinstance(node, Rule))
    assert (top.x, top.x2) == (160_000, 250_000)
    assert GRID.top(4) < top.y < bottom.y < GRID.top(10)
    (run,) = glyph_runs([quote])
    assert run.text == "春夏秋冬"
    assert top.y < run.baseline < bottom.y


def test_text_goes_round_it_and_is_whole_without_it(setting: Settings) -> None:
    story = made(setting, "春夏秋冬")
    taken = {GRID.baseline(line) for line in range(4, 10)}
    assert not [line for line in of(story, Role.BODY_LINE) if line.leg == 1 and line.baseline in taken]
    assert conservation(tree_of(story), {"s": han(200)}) == ()


def test_a_place_that_no_quote_fills_is_the_texts(setting: Settings) -> None:
    story = made(setting)
    assert of(story, Role.PULL_QUOTE) == []
    assert len(of(story, Role.BODY_LINE)) > len(of(made(setting, "春"), Role.BODY_LINE)) - 1
    assert not story.record.overset


def test_a_quote_that_finds_no_room_leaves_white(setting: Settings) -> None:
    (quote,) = of(made(setting, han(90)), Role.PULL_QUOTE)
    assert quote.nodes == ()


def test_a_note_stands_before_the_text(setting: Settings) -> None:
    story = made(setting, note="编者按：春夏")
    (note,) = of(story, Role.NOTE)
    assert "".join(run.text for run in glyph_runs([note])) == "编者按：春夏"
    assert note.baseline < of(story, Role.BODY_LINE)[0].baseline
    assert conservation(tree_of(story), {"s": han(200)}) == ()
