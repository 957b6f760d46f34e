"""Verse: every line of it begins where its style says, and what turns over hangs."""

from __future__ import annotations

from itertools import pairwise

import pytest

from broadsheet.makeup.story import MadeStory, make_story
from broadsheet.model.article import Emphasis, Paragraph, ParagraphKind, Run
from broadsheet.model.style import Align
from broadsheet.preflight.check import conservation
from broadsheet.text.setting import Settings
from broadsheet.tree.node import GlyphRun, Group, Role
from broadsheet.tree.walk import groups
from unit.base.handset import EM, article_of, han, hole, paragraph_style, part_of, story_of, tree_of, words

VERSE = paragraph_style(align=Align.START, indent=EM, hang_indent=3 * EM)


def stanza(*runs: Run | str) -> Paragraph:
    whole = tuple(run if isinstance(run, Run) else Run(run) for run in runs)
    return Paragraph(whole, ParagraphKind.VERSE)


def set_verse(*stanzas: Paragraph, setting: Settings, lines: int = 12, legs: int = 1) -> MadeStory:
    """Stanzas in legs of nine characters."""
    part = part_of(1, hole("a", 0, legs, 0, lines, legs=legs), verse=VERSE)
    return make_story(story_of(article_of(*stanzas), part), setting, {})


def said(made: MadeStory) -> list[tuple[str, int, int]]:
    """Text, indent in ems and leg of each line."""
    lines = body(made)
    left = {line.leg: min(other.x for other in lines if other.leg == line.leg) for line in lines}
    return [(words(line), (first_x(line) - left[line.leg]) // EM, line.leg) for line in lines]


def body(made: MadeStory) -> list[Group]:
    return [group for _, top in made.groups for group in groups([top]) if group.role is Role.BODY_LINE]


def first_x(line: Group) -> int:
    return min(run.x for run in line.nodes if isinstance(run, GlyphRun))


def test_lines_begin_at_their_indent_and_turn_over_at_another(setting: Settings) -> None:
    text = han(12)
    made = set_verse(stanza(f"春夏\n{text}\n秋冬"), setting=setting)
    assert said(made) == [("春夏", 1, 0), (text[:8], 1, 0), (text[8:], 3, 0), ("秋冬", 1, 0)]
    assert conservation(tree_of(made), {"s": f"春夏{text}秋冬"}) == ()


def test_wide_spaces_at_its_head_indent_a_line_and_what_turns_over(setting: Settings) -> None:
    text = han(12)
    made = set_verse(stanza(f"春夏\n　　{text}\n秋冬"), setting=setting)
    first, *deeper, last = [(line, indent) for line, indent, _ in said(made)]
    assert (first, last) == (("春夏", 1), ("秋冬", 1))
    assert deeper == [(text[:6], 3), (text[6:10], 5), (text[10:], 5)]
    assert conservation(tree_of(made), {"s": f"春夏{text}秋冬"}) == ()


def test_a_line_keeps_its_faces(setting: Settings) -> None:
    made = set_verse(stanza("春", Run("夏\n秋", Emphasis.STRONG), "冬"), setting=setting)
    assert [text for text, _, _ in said(made)] == ["春夏", "秋冬"]


@pytest.mark.parametrize("lines", [4, 5])
def test_a_line_without_words_is_none(lines: int, setting: Settings) -> None:
    """A backslash alone in the copy, above a justified stanza, in a leg with a line more than it takes."""
    text = han(28)
    part = part_of(1, hole("a", 0, 1, 0, lines), verse=paragraph_style())
    made = make_story(story_of(article_of(stanza(f"\n{text}"), stanza("\n")), part), setting, {})
    assert "".join(words(line) for line in body(made)) == text
    assert conservation(tree_of(made), {"s": text}) == ()


@pytest.mark.parametrize("emphasis", [Emphasis.NONE, Emphasis.STRONG])
def test_stanzas_stand_a_line_apart(emphasis: Emphasis, setting: Settings) -> None:
    """One of a single bold line, which leads the next, as well."""
    made = set_verse(stanza("春\n夏"), stanza(Run("题", emphasis)), stanza("秋\n冬"), setting=setting)
    rows = [group.baseline for group in body(made)]
    steps = [(after - before) // (rows[1] - rows[0]) for before, after in pairwise(rows)]
    assert steps == [1, 2, 2, 1]


@pytest.mark.parametrize("lines", [4, 5])
def test_a_poem_s_heading_stands_with_its_first_line(lines: int, setting: Settings) -> None:
    """The heading, or the line of air below it, would end the first leg."""
    heading = stanza(Run("题", Emphasis.STRONG))
    made = set_verse(stanza("春\n夏"), heading, stanza("秋\n冬"), setting=setting, lines=lines, legs=2)
    legs = {text: leg for text, _, leg in said(made)}
    assert legs == {"春": 0, "夏": 0, "题": 1, "秋": 1, "冬": 1}
