"""Copyfitting: paragraphs a line tighter or looser, so that a story ends where its hole does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet.makeup.story import make_story, set_story
from broadsheet.model.article import Article, Emphasis, Paragraph, Run
from broadsheet.model.hole import Inside
from broadsheet.model.spacing import Marks
from broadsheet.model.style import Align
from broadsheet.preflight.check import check_tree, conservation
from broadsheet.preflight.critic.review import review
from broadsheet.text.setting import Settings
from broadsheet.tree.node import GlyphRun, LayoutTree, Role
from broadsheet.tree.walk import groups
from unit.base.handset import (
    PLAIN,
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

LONG = article_of(han(40), han(20 * 9 - 1), han(40))
"""Two lines of twenty, nine that are full but for a character, two more."""

CLAUSES = article_of((han(9) + "，") * 18 + "末", han(20))
"""In 全身: nine full lines and one character; each line has two marks to squeeze."""


def made(
    article: Article, setting: Settings, lines: int, legs: int = 1, **style: object
) -> LayoutTree:
    """An article in legs of twenty characters."""
    part = part_of(1, hole("a", 0, 2 * legs, 0, lines, legs=legs), **style)
    return tree_of(make_story(story_of(article, part), setting, {}))


def test_a_paragraph_is_loosened_so_that_the_leg_is_full(setting: Settings) -> None:
    fitted = made(LONG, setting, 14)
    record = fitted.stories[0]
    assert (record.loosened, record.tightened, record.unused) == (1, 0, ())
    assert [found.code for found in check_tree(fitted)] == ["N710"]
    assert 0 < record.fit_gap <= 125


def test_a_paragraph_is_tightened_so_that_overset_text_fits(setting: Settings) -> None:
    style = {"body": paragraph_style(spacing=replace(PLAIN, marks=Marks.FULL))}
    assert made(CLAUSES, setting, 10, **style, fit_most=0).stories[0].overset_lines == 1
    record = made(CLAUSES, setting, 10, **style).stories[0]
    assert (record.overset, record.tightened, record.loosened) == ("", 1, 0)


@pytest.mark.parametrize("lines", range(8, 18))
def test_what_is_fitted_keeps_every_character_and_fills_every_line(lines: int, setting: Settings) -> None:
    tree = made(LONG, setting, lines)
    assert conservation(tree, {"s": LONG.characters()}) == ()
    for page in tree.pages:
        for group in groups(page.groups):
            if group.role is Role.BODY_LINE and group.fit is not None and group.fit.ending == "justified":
                runs = [node for node in group.nodes if isinstance(node, GlyphRun)]
                assert right_end(runs) - group.x == group.fit.measure


def test_a_story_that_fits_or_is_far_off_is_left_alone(setting: Settings) -> None:
    for depth in (13, 17, 9):
        record = made(LONG, setting, depth).stories[0]
        assert (record.tightened, record.loosened) == (0, 0)


def test_ragged_paragraphs_are_left_as_they_are(setting: Settings) -> None:
    record = made(LONG, setting, 14, body=paragraph_style(align=Align.START)).stories[0]
    assert (record.loosened, record.unused) == (0, ((1, "a", 1),))


def test_a_style_can_switch_it_off(setting: Settings) -> None:
    record = made(LONG, setting, 14, fit_most=0).stories[0]
    assert (record.loosened, record.unused) == (0, ((1, "a", 1),))


def test_a_last_line_alone_at_the_head_of_a_leg_is_avoided(setting: Settings) -> None:
    """Three legs of eight lines: the first paragraph's ninth line would head the second leg alone."""
    article = article_of(han(20 * 9 - 1), (han(9) + "，") * 18 + "末", han(100))
    body = paragraph_style(spacing=replace(PLAIN, marks=Marks.FULL))
    place = hole("a", 0, 6, 0, 8, legs=3)
    plain = tree_of(
        make_story(story_of(article, part_of(1, place, body=body, fit_most=0)), setting, {})
    )
    assert "W711" in [found.code for found in review(plain)]
    fitted = make_story(story_of(article, part_of(1, place, body=body)), setting, {}).record
    assert (fitted.widows, fitted.loosened, fitted.tightened) == (0, 1, 1)
    assert (fitted.overset, fitted.unused) == ("", ())


def test_a_last_line_alone_below_a_picture_is_avoided(setting: Settings) -> None:
    """One leg, a picture after eight lines: the first paragraph's ninth line would stand below it alone."""
    article = article_of(han(20 * 9 - 1), (han(9) + "，") * 18 + "末", han(100))
    body = paragraph_style(spacing=replace(PLAIN, marks=Marks.FULL))
    place, photo = hole("a", 0, 2, 0, 28, legs=1), picture(Inside("a", 0, 1, 8, 4))
    for most, below in (0, 1), (3, 2):
        part = part_of(1, place, photo, body=body, fit_most=most)
        lines = set_story(story_of(article, part), setting).galley.lines
        assert sum(line.number == 0 and line.slot.line > 8 for line in lines) == below
        assert len(lines) == 24


def test_lines_over_the_limits_of_their_style_are_counted(setting: Settings) -> None:
    """Six ideographs spread over nine em, for the figure of four em after them cannot be parted."""
    article = article_of(han(6) + "12345678" + han(5))
    made_so = make_story(story_of(article, part_of(1, hole("a", 0, 1, 0, 2))), setting, {})
    assert (made_so.record.loose, made_so.record.tight) == (1, 0)
    assert [found.code for found in review(tree_of(made_so))] == ["N712"]


def test_nothing_is_set_again_for_a_last_line_that_stays_alone(setting: Settings) -> None:
    """Four legs of eight lines: a paragraph of two lines is parted between the first two, and neither can be
    a line longer or shorter. Two others could, against each other, and the page would be none the better."""
    single = [han(18)]
    article = article_of(*single * 7, han(24), (han(9) + "，") * 18 + "末", han(20 * 9 - 1), *single * 4)
    body = paragraph_style(spacing=replace(PLAIN, marks=Marks.FULL))
    record = made(article, setting, 8, legs=4, body=body).stories[0]
    assert (record.overset, record.unused, record.widows) == ("", (), 1)
    assert (record.loosened, record.tightened) == (0, 0)


LEADING = Paragraph((Run(han(10), Emphasis.STRONG),))
"""A question, or the heading of a list."""


def legs_of(article: Article, setting: Settings, **changes: object) -> dict[int, list[int]]:
    """The legs that each paragraph stands in, line by line, of two legs of eleven lines."""
    style = {"body": paragraph_style(spacing=replace(PLAIN, marks=Marks.FULL)), **changes}
    tree = made(article, setting, 11, legs=2, **style)
    found: dict[int, list[int]] = {}
    for group in groups(tree.pages[0].groups):
        if group.role is Role.BODY_LINE:
            found.setdefault(group.paragraph, []).append(group.leg)
    return found


def test_what_leads_other_paragraphs_does_not_end_a_leg_where_they_can_be_set_otherwise(
    setting: Settings,
) -> None:
    """It goes over to the next leg; or the paragraph before it is set a line tighter, one behind it a line
    looser, so that no line is left empty."""
    article = article_of(*CLAUSES.blocks[:1], LEADING, han(20 * 9 - 1), han(40))
    plain = legs_of(article, setting, fit_most=0)
    assert (plain[0], plain[1], plain[2]) == ([0] * 10, [1], [1] * 9)
    moved = legs_of(article, setting)
    assert (len(moved[0]), moved[1], moved[2][:2]) == (9, [0], [0, 1])


def test_what_leads_nothing_may_end_a_story(setting: Settings) -> None:
    article = article_of(*CLAUSES.blocks[:1], han(20 * 9 - 1), han(40), LEADING)
    assert legs_of(article, setting) == legs_of(article, setting, fit_most=0)
