"""The fit ladder: what a story gives up to fit, in its style's order, and what a desk is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet.makeup.story import MadeStory, make_story
from broadsheet.model.article import Article, Headline, Paragraph, ParagraphKind, Run, Subhead
from broadsheet.model.hole import Inside
from broadsheet.model.spacing import Marks
from broadsheet.model.style import DisplayStyle, FitStep, LineStyle
from broadsheet.preflight.check import check_tree, conservation
from broadsheet.text.setting import Settings
from broadsheet.tree.node import GlyphRun, Role
from broadsheet.tree.walk import groups
from unit.base.handset import (
    GRID,
    PLAIN,
    TEXT,
    article_of,
    han,
    hole,
    paragraph_style,
    part_of,
    picture,
    story_of,
    story_style,
    tree_of,
)


def made(article: Article, setting: Settings, lines: int, *steps: FitStep, **style: object) -> MadeStory:
    """An article in one column of nine characters."""
    part = part_of(1, hole("a", 0, 1, 0, lines), fit=steps, **style)
    return make_story(story_of(article, part), setting, {})


def codes(story: MadeStory) -> list[str]:
    return [found.code for found in check_tree(tree_of(story))]


def body(story: MadeStory, role: Role = Role.BODY_LINE) -> int:
    return sum(1 for _, top in story.groups for group in groups([top]) if group.role is role)


OPTIONAL = article_of(han(18), han(27), han(9), optional=((2,), (1,)))
"""Two lines, three, one; the last paragraph goes first."""


def test_what_is_optional_is_left_out_the_last_first(setting: Settings) -> None:
    story = made(OPTIONAL, setting, 5, FitStep.CUTS)
    assert (story.record.left_out, story.record.overset) == ((2,), "")
    assert codes(story) == ["N714"]
    assert conservation(tree_of(story), {"s": OPTIONAL.characters((2,))}) == ()
    assert conservation(tree_of(story), {"s": OPTIONAL.characters()}) != ()


def test_no_more_is_left_out_than_need_be(setting: Settings) -> None:
    assert made(OPTIONAL, setting, 6, FitStep.CUTS).record.left_out == ()
    assert made(OPTIONAL, setting, 4, FitStep.CUTS).record.left_out == (1, 2)


def test_steps_that_do_not_bring_all_in_are_taken_back_and_told(setting: Settings) -> None:
    story = made(OPTIONAL, setting, 1, FitStep.CUTS)
    assert story.record.left_out == ()
    assert story.record.overset_lines == 5
    (found,) = [each for each in check_tree(tree_of(story)) if each.code == "P701"]
    assert [each.key for each in found.hints] == ["cut-or-room", "drop-optional"]
    assert "36 characters, 4 lines" in found.hint_lines()[1]


def test_a_style_without_the_step_is_told_what_would_help(setting: Settings) -> None:
    story = made(OPTIONAL, setting, 5)
    (advice,) = story.record.advice
    assert (advice.key, advice.characters, advice.lines) == ("drop-optional", 9, 1)


def test_what_would_do_is_told_before_what_is_cheaper_and_would_not(setting: Settings) -> None:
    """Two lines over: the paragraph that may go is a line, the summary two."""
    article = article_of(han(18), han(27), han(9), optional=((2,),), summary=han(18))
    found = [(each.key, each.lines) for each in made(article, setting, 6).record.advice]
    assert found == [("drop-summary", 2), ("drop-optional", 1)]


def test_the_cheapest_characters_to_cut_are_named(setting: Settings) -> None:
    article = article_of(han(20), han(21), han(27))
    (first, *_) = made(article, setting, 8).record.advice
    assert (first.key, first.characters, first.words) == ("win-line", 2, han(8))


def test_no_line_of_verse_and_no_paragraph_of_a_line_is_told_as_a_last_one(setting: Settings) -> None:
    verse = Paragraph((Run(f"{han(12)}\n{han(3)}"),), ParagraphKind.VERSE)
    for article, lines in ((article_of(han(3), han(30)), 4), (article_of(verse, han(30)), 6)):
        found = made(article, setting, lines).record
        assert found.overset_lines == 1
        assert found.advice == ()


def test_words_are_told_with_the_spaces_that_copy_has_and_counted_without(setting: Settings) -> None:
    article = article_of(han(22), "AB CD " * 3 + han(12), han(27))
    (first, *_) = made(article, setting, 8).record.advice
    assert (first.key, first.words) == ("win-line", "AB CD AB")
    article = article_of(han(36), summary="AB CD " * 4)
    found = [each for each in made(article, setting, 5).record.advice if each.key == "drop-summary"]
    assert [each.characters for each in found] == [16]


SUBHEADS = article_of(han(9), Subhead((han(2),)), han(9), Subhead((han(2),)), han(18))
SPACED = LineStyle(TEXT, before=1)
TEXT_LINES = (Role.BODY_LINE, Role.SUBHEAD)


@pytest.mark.parametrize(("lines", "changed"), [(8, 0), (7, -1), (6, -2)])
def test_air_at_subheads_gives_way(lines: int, changed: int, setting: Settings) -> None:
    story = made(SUBHEADS, setting, lines, FitStep.SUBHEADS, subhead=SPACED)
    assert (story.record.subhead_lines, story.record.overset) == (changed, "")


def test_air_at_subheads_grows_where_copy_is_short(setting: Settings) -> None:
    story = made(SUBHEADS, setting, 10, FitStep.SUBHEADS, subhead=SPACED)
    assert (story.record.subhead_lines, story.record.unused) == (2, ())


def test_air_at_the_headline_may_want_a_paragraph_set_tighter(setting: Settings) -> None:
    """Four lines are missing in three legs. With a line more of air a subhead goes over to the next leg, and
    a line is over, which a paragraph gives."""
    head, (one, two, three) = Subhead((han(2),)), ("春夏秋冬。" * count for count in (30, 25, 11))
    article = article_of(one, head, two, head, three, main=("春",))
    headline = replace(story_style().headline, air_most=1)
    found = []
    for steps in (FitStep.AIR,), (FitStep.AIR, FitStep.PARAGRAPHS):
        place = hole("a", 0, 6, 0, 12, legs=3)
        part = part_of(1, place, fit=steps, headline=headline, subhead=SPACED)
        record = make_story(story_of(article, part), setting, {}).record
        found.append((record.unused, record.tightened, record.overset))
    assert found == [(((1, "a", 4),), 0, ""), ((), 1, "")]


def test_the_headline_goes_down_its_ladder(setting: Settings) -> None:
    article = article_of(han(18), main=("春",))
    # 30 pt takes four lines with its air, 20 pt three
    large = made(article, setting, 6, FitStep.HEADLINE)
    assert (large.record.headline_steps, large.record.overset) == (0, "")
    small = made(article, setting, 5, FitStep.HEADLINE)
    assert (small.record.headline_steps, small.record.overset) == (1, "")


def test_a_summary_is_left_out_only_where_the_style_says(setting: Settings) -> None:
    article = article_of(han(18), summary=han(9))
    assert made(article, setting, 2).record.overset_lines == 1
    story = made(article, setting, 2, FitStep.SUMMARY)
    assert (story.record.summary_out, body(story, Role.SUMMARY), story.record.overset) == (True, 0, "")


@pytest.mark.parametrize(("steps", "loosened"), [((), 0), ((FitStep.PARAGRAPHS,), 1)])
def test_what_a_step_leaves_empty_is_closed_by_steps_of_the_style_alone(
    steps: tuple[FitStep, ...], loosened: int, setting: Settings
) -> None:
    """Two columns of twenty characters: nine lines that can be ten, under a summary of two."""
    part = part_of(1, hole("a", 0, 2, 0, 10, legs=1), fit=(FitStep.SUMMARY, *steps))
    story = make_story(story_of(article_of(han(20 * 9 - 1), summary=han(40)), part), setting, {})
    assert (story.record.summary_out, story.record.loosened) == (True, loosened)
    assert story.record.unused == (() if loosened else ((1, "a", 1),))


def test_paragraphs_are_tried_again_after_a_later_step(setting: Settings) -> None:
    """Two lines of summary over ten, the last of which is a character: three over, of which a paragraph wins
    one only."""
    article = article_of((han(9) + "，") * 18 + "末", summary=han(40))
    body_style = paragraph_style(spacing=replace(PLAIN, marks=Marks.FULL))
    steps = FitStep.PARAGRAPHS, FitStep.SUMMARY
    part = part_of(1, hole("a", 0, 2, 0, 9, legs=1), fit=steps, body=body_style)
    record = make_story(story_of(article, part), setting, {}).record
    assert (record.summary_out, record.tightened, record.overset) == (True, 1, "")


@pytest.mark.parametrize(("count", "lines"), [(9 * 6, 4), (9 * 7, 3), (9 * 5, 5), (9 * 4, 4)])
def test_a_picture_is_as_high_as_its_range_and_the_copy_want(
    count: int, lines: int, setting: Settings
) -> None:
    place = Inside("a", 0, 1, 0, 4, least=3, most=5)
    part = part_of(1, hole("a", 0, 1, 0, 10), picture(place), fit=(FitStep.PICTURE,))
    story = make_story(story_of(article_of(han(count)), part), setting, {})
    assert 4 + story.record.picture_lines == lines
    assert story.record.overset == ""


@pytest.mark.parametrize(("lines", "changed"), [(12, 0), (15, -2), (8, 4)])
def test_pictures_of_a_story_go_each_as_far_as_its_range(
    lines: int, changed: int, setting: Settings
) -> None:
    """One may give a line and take none, the other give three and take four."""
    places = Inside("a", 0, 1, 0, 4, least=3, most=4), Inside("a", 0, 1, 10, 4, least=1, most=8)
    part = part_of(1, hole("a", 0, 1, 0, 20), *map(picture, places), fit=(FitStep.PICTURE,))
    story = make_story(story_of(article_of(han(9 * lines)), part), setting, {})
    assert (story.record.picture_lines, story.record.overset, story.record.unused) == (changed, "", ())


def test_the_ladder_is_climbed_in_the_order_of_the_style(setting: Settings) -> None:
    article = article_of(*SUBHEADS.blocks, han(9), optional=((5,),))
    first = made(article, setting, 8, FitStep.SUBHEADS, FitStep.CUTS, subhead=SPACED)
    assert (first.record.subhead_lines, first.record.left_out) == (-1, ())
    other = made(article, setting, 8, FitStep.CUTS, FitStep.SUBHEADS, subhead=SPACED)
    assert (other.record.subhead_lines, other.record.left_out) == (0, (5,))


def test_what_a_larger_step_made_needless_is_taken_back(setting: Settings) -> None:
    """Cutting two lines does not bring it in, a line less of air does, and then nothing need be cut; a
    headline three lines less deep brings back the air that was not enough by itself."""
    article = replace(SUBHEADS, optional=((4,),))
    story = made(article, setting, 7, FitStep.CUTS, FitStep.SUBHEADS, subhead=SPACED)
    assert (story.record.left_out, story.record.subhead_lines, story.record.unused) == ((), -1, ())
    article = replace(article_of(*SUBHEADS.blocks, han(9)), headline=Headline(("春",)))
    headline = replace(story_style().headline, main=DisplayStyle(TEXT, (60_000, 20_000)))
    steps = (FitStep.SUBHEADS, FitStep.HEADLINE)
    story = made(article, setting, 12, *steps, subhead=SPACED, headline=headline)
    assert (story.record.headline_steps, story.record.subhead_lines, story.record.unused) == (1, 0, ())


def test_a_summary_and_a_headline_s_size_come_back_as_copy_does(setting: Settings) -> None:
    """A headline three lines less deep makes room for the summary that was left out in vain; a paragraph of
    six lines that is cut for the headline that was made smaller."""
    headline = replace(story_style().headline, main=DisplayStyle(TEXT, (60_000, 20_000)))
    article = article_of(han(27), summary=han(9), main=("春",))
    story = made(article, setting, 7, FitStep.SUMMARY, FitStep.HEADLINE, headline=headline)
    assert (story.record.summary_out, story.record.headline_steps, story.record.unused) == (False, 1, ())
    article = article_of(han(27), han(54), main=("春",), optional=((1,),))
    story = made(article, setting, 9, FitStep.HEADLINE, FitStep.CUTS, headline=headline)
    assert (story.record.left_out, story.record.headline_steps, story.record.unused) == ((1,), 0, ())


def test_balanced_legs_end_level_where_copy_is_short(setting: Settings) -> None:
    place = replace(hole("a", 0, 3, 0, 10), balance=True)
    story = make_story(story_of(article_of(han(9 * 12)), part_of(1, place)), setting, {})
    lines = [group for _, top in story.groups for group in groups([top]) if group.role is Role.BODY_LINE]
    assert [sum(1 for line in lines if line.leg == leg) for leg in range(3)] == [4, 4, 4]
    assert story.record.unused == ((1, "a", 18),)
    plain = make_story(story_of(article_of(han(9 * 12)), part_of(1, hole("a", 0, 3, 0, 10))), setting, {})
    lines = [group for _, top in plain.groups for group in groups([top]) if group.role is Role.BODY_LINE]
    assert [sum(1 for line in lines if line.leg == leg) for leg in range(3)] == [10, 2, 0]


def legs_of(story: MadeStory, legs: int) -> list[int]:
    """How many lines of text each leg holds."""
    lines = [group for _, top in story.groups for group in groups([top]) if group.role is Role.BODY_LINE]
    return [sum(1 for line in lines if line.leg == leg) for leg in range(legs)]


def test_balanced_legs_are_fitted_to_their_own_foot(setting: Settings) -> None:
    place = replace(hole("a", 0, 6, 0, 20, legs=3), balance=True)  # of twenty ems each
    copy = article_of(han(20 * 8), han(20 * 3))  # eleven lines for three legs: eight can be nine
    story = make_story(story_of(copy, part_of(1, place)), setting, {})
    assert (legs_of(story, 3), story.record.loosened) == ([4, 4, 4], 1)
    assert story.record.unused == ((1, "a", 3 * 16),)
    rigid = make_story(story_of(copy, part_of(1, place, fit_most=0)), setting, {})
    assert legs_of(rigid, 3) == [4, 4, 3]


def test_lines_that_do_not_divide_by_the_legs_are_not_all_missing_in_the_last(setting: Settings) -> None:
    place = replace(hole("a", 0, 6, 0, 20), balance=True)  # of nine ems each
    copy = article_of(*[han(9 * 2)] * 10)  # full lines, which do not give
    story = make_story(story_of(copy, part_of(1, place)), setting, {})
    assert legs_of(story, 6) == [4, 4, 3, 3, 3, 3]
    assert story.record.unused == ((1, "a", 6 * 20 - 20),)


def test_legs_that_reach_the_foot_of_their_hole_are_level_too(setting: Settings) -> None:
    place = replace(hole("a", 0, 6, 0, 4), balance=True)
    copy = article_of(*[han(9 * 2)] * 10)
    assert legs_of(make_story(story_of(copy, part_of(1, place)), setting, {}), 6) == [4, 4, 3, 3, 3, 3]


def test_another_leg_is_a_line_deeper_where_that_spares_a_last_line_alone(setting: Settings) -> None:
    place = replace(hole("a", 0, 3, 0, 5), balance=True)
    copy = article_of(*[han(9 * 6)], *[han(9)] * 4)  # full lines, of which the sixth would head leg two
    story = make_story(story_of(copy, part_of(1, place)), setting, {})
    assert (legs_of(story, 3), story.record.widows) == ([4, 3, 3], 0)
    copy = article_of(*[han(9 * 5)], *[han(9)] * 5)
    story = make_story(story_of(copy, part_of(1, place)), setting, {})
    assert (legs_of(story, 3), story.record.widows) == ([3, 4, 3], 0)


def test_copy_two_lines_over_a_level_foot_is_set_tighter(setting: Settings) -> None:
    place = replace(hole("a", 0, 6, 0, 20, legs=3), balance=True)  # of twenty ems each
    copy = article_of(*["春夏秋冬。" * 25] * 2)  # of which each could be a line shorter
    story = make_story(story_of(copy, part_of(1, place)), setting, {})
    assert (legs_of(story, 3), story.record.tightened) == ([4, 4, 4], 2)
    rigid = make_story(story_of(copy, part_of(1, place, fit_most=0)), setting, {})
    assert legs_of(rigid, 3) == [5, 5, 4]


def test_balanced_legs_have_no_last_line_alone_at_their_head(setting: Settings) -> None:
    place = replace(hole("a", 0, 4, 0, 40, legs=2), balance=True)
    copy = article_of(han(20 * 8), han(20 * 5), "春夏秋冬。" * 41)  # leg two: the fifth of five
    story = make_story(story_of(copy, part_of(1, place)), setting, {})
    assert (legs_of(story, 2), story.record.widows) == ([12, 12], 0)
    rigid = make_story(story_of(copy, part_of(1, place, fit_most=0)), setting, {})
    assert (legs_of(rigid, 2), rigid.record.widows) == ([12, 12], 1)


def first_foot(setting: Settings, most: int) -> int:
    """The line that the first of two legs of eleven ends on, where the head takes so much air at the most."""
    article = article_of(han(33), Subhead((han(2),)), han(58), main=("春",))
    headline = replace(story_style().headline, air_most=most)
    place = hole("a", 0, 4, 0, 11, legs=2)
    part = part_of(1, place, fit=(FitStep.AIR,), headline=headline, subhead=SPACED)
    made = make_story(story_of(article, part), setting, {})
    lines = [group.nodes[0] for group in groups(top for _, top in made.groups) if group.role in TEXT_LINES]
    left = [run.baseline for run in lines if isinstance(run, GlyphRun) and run.x < GRID.type_area.x + 200_000]
    return (max(left) - GRID.baseline(0)) // GRID.leading


def test_air_that_leaves_a_foot_uneven_is_not_given(setting: Settings) -> None:
    """With two lines more at the head the subhead goes over to the second leg, for it needs two lines below
    it, and three lines at the first leg's foot are empty."""
    assert (first_foot(setting, 0), first_foot(setting, 2)) == (10, 10)
