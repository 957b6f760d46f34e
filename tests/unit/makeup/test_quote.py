"""Pull quotes and editors' notes."""

from __future__ import annotations

from dataclasses import replace

from broadsheet.makeup.story import MadeStory, make_story
from broadsheet.model.hole import Inside
from broadsheet.model.style import Align
from broadsheet.preflight.check import check_tree, conservation
from broadsheet.text.setting import Settings
from broadsheet.tree.node import Group, Role, Rule
from broadsheet.tree.walk import glyph_runs, groups
from unit.base.handset import GRID, article_of, han, hole, paragraph_style, part_of, story_of, tree_of

PLACE = Inside("a", 1, 1, 4, 6)


CENTRED = replace(paragraph_style(), align=Align.CENTRE, indent=0)


def made(
    setting: Settings, *pulls: str, place: Inside = PLACE, note: str = "", **style: object
) -> MadeStory:
    article = replace(article_of(han(200)), pulls=pulls, note=note)
    keeps = replace(hole("a", 0, 3, 0, 20), quotes=(place,))
    return make_story(story_of(article, part_of(1, keeps, **style)), setting, {})


def lines_of(story: MadeStory) -> list[str]:
    (quote,) = of(story, Role.PULL_QUOTE)
    lines: dict[int, str] = {}
    for run in glyph_runs([quote]):
        lines[run.baseline] = lines.get(run.baseline, "") + run.text
    return list(lines.values())


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


def test_places_of_a_turn_take_the_quotes_that_are_left(setting: Settings) -> None:
    article = replace(article_of(han(700)), pulls=("春夏", "秋冬", "夏秋"))
    first = replace(hole("a", 0, 3, 0, 20), quotes=(PLACE,))
    kept = replace(PLACE, hole="b")
    turn = replace(hole("b", 0, 3, 0, 20), quotes=(kept, replace(kept, line=12)))
    for places, told in ((turn, ["春夏", "秋冬", "夏秋"]), (replace(turn, quotes=()), ["春夏"])):
        story = make_story(story_of(article, part_of(1, first), part_of(2, places)), setting, {})
        quotes = [run.text for quote in of(story, Role.PULL_QUOTE) for run in glyph_runs([quote])]
        assert quotes == told


def test_a_quote_is_parted_between_words_unless_it_is_spread(setting: Settings) -> None:
    quote = "让群众办事少跑腿一站办好"
    assert lines_of(made(setting, quote, pull=CENTRED)) == ["让群众办事", "少跑腿一站办好"]
    assert lines_of(made(setting, quote))[0] == quote[:7]


def test_a_quote_that_has_no_room_for_its_words_is_parted_as_copy_is(setting: Settings) -> None:
    quote, low = "让群众办事少跑腿让群众办事少", Inside("a", 1, 1, 4, 3)
    assert lines_of(made(setting, quote, place=low, pull=CENTRED)) == [quote[:7], quote[7:]]


def test_a_quote_that_is_not_filled_leaves_no_character_to_its_last_line(setting: Settings) -> None:
    place, pull = Inside("a", 1, 1, 4, 4), replace(CENTRED, indent=10_000)
    assert [len(line) for line in lines_of(made(setting, han(14), place=place, pull=pull))] == [6, 6, 2]


def test_a_quote_that_finds_no_room_leaves_white(setting: Settings) -> None:
    story = made(setting, han(90))
    (quote,) = of(story, Role.PULL_QUOTE)
    assert quote.nodes == ()
    (found,) = (item for item in check_tree(tree_of(story)) if item.code == "W722")
    assert dict(found.values) == {"slug": "s", "count": "1"}


def test_a_note_stands_before_the_text(setting: Settings) -> None:
    story = made(setting, note="编者按：春夏")
    (note,) = of(story, Role.NOTE)
    assert "".join(run.text for run in glyph_runs([note])) == "编者按：春夏"
    assert note.baseline < of(story, Role.BODY_LINE)[0].baseline
    assert conservation(tree_of(story), {"s": "编者按：春夏" + han(200)}) == ()
