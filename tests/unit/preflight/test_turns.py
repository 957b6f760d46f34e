"""Turns: the words at both ends, and the jump head."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet.tree.node import Group, LayoutTree, Role
from unit.preflight.handpage import found, head, hole, leg, page, places, record, rect, run, story, tree


def word(role: Role, text: str) -> Group:
    return Group(role, (run(text, 0, 290_000),), "a", 0, -1, 0, 0, 290_000)


def turned(
    jump: str = "（下转3版）", turn: str = "（上接1版）", jump_head: str = "轮渡复航第一天", kicker: str = ""
) -> LayoutTree:
    """A story from page 1 to page 3."""
    headline = [head("停航十七年后轮渡重回", 0, 20_000)]
    if kicker:
        headline.insert(0, head(kicker, 0, 0, 15_000, role=Role.KICKER))
    words = [word(Role.JUMP_LINE, jump)] if jump else []
    backs = [word(Role.TURN_LINE, turn)] if turn else []
    heads = [head(jump_head, 0, 0, 18_000)] if jump_head else []
    first = story("a", *headline, *leg(0, 4, 10), *words)
    second = story("a", *heads, *backs, *leg(0, 4, 10), part=1)
    place = hole("a", rect(0, 1, 0, 20))
    return tree(
        page([place], first), page([replace(place, part=1)], second, number=3),
        records=(replace(record("a", 1, 3), headline="停航十七年后轮渡重回"),),
    )  # fmt: skip


def test_a_pair_that_matches_is_right() -> None:
    assert found(turned(), "turn") == ()
    assert found(turned(), "turn_head") == ()


@pytest.mark.parametrize(
    ("jump", "turn", "page_number", "kind"),
    [
        ("（下转2版）", "（上接1版）", 1, "jump line"),
        ("", "（上接1版）", 1, "jump line"),
        ("（下转3版）", "（上接13版）", 3, "turn line"),
        ("（下转3版）", "", 3, "turn line"),
    ],
)
def test_a_missing_word_or_another_pages_number_is_found(
    jump: str, turn: str, page_number: int, kind: str
) -> None:
    (finding,) = found(turned(jump, turn), "turn")
    assert (finding.code, finding.mark and finding.mark.page) == ("C812", page_number)
    values = dict(finding.values)
    said = jump if kind == "jump line" else turn
    assert (values["kind"], values["found"]) == (kind, said or "nothing")
    assert len(places(finding)) == 1


def test_each_story_is_held_to_its_own_words() -> None:
    """Other stories turn from the same page, and none of their numbers is of another's help."""
    made = turned("（下转2版）", "（上接2版）", jump_head="江上新事")
    pages = []
    for there, words in zip(made.pages, ("（下转3版）", "（上接1版）"), strict=True):
        role = Role.JUMP_LINE if there.number == 1 else Role.TURN_LINE
        said = replace(word(role, words), article="b")
        other = story("b", head("江上新事", 1, 20_000), *leg(1, 4, 10), said, part=there.number // 2)
        pages.append(replace(there, groups=(other, *there.groups)))
    both = replace(made, pages=tuple(pages), stories=(*made.stories, record("b", 1, 3)))
    told = [(finding.mark.page, finding.mark.slug) for finding in found(both, "turn") if finding.mark]
    assert told == [(1, "a"), (3, "a")]
    assert [finding.mark.slug for finding in found(both, "turn_head") if finding.mark] == ["a"]


def test_pages_that_were_not_made_are_not_looked_at() -> None:
    made = turned()
    assert found(replace(made, pages=made.pages[:1]), "turn") == ()


def test_a_story_that_runs_on_in_another_hole_of_its_page_needs_no_word() -> None:
    places = [hole("a", rect(0, 1, 0, 20)), replace(hole("b", rect(1, 1, 0, 20)), slug="a", part=1)]
    parts = (story("a", head("标题", 0, 20_000), *leg(0, 4, 10)), story("a", *leg(1, 4, 10), part=1))
    made = tree(page(places, *parts), records=(record("a", 1, 1),))
    assert found(made, "turn") == ()


def test_a_jump_head_without_a_word_of_the_headline_is_found() -> None:
    (finding,) = found(turned(jump_head="江上新事"), "turn_head")
    assert (finding.code, finding.mark and finding.mark.page) == ("C813", 3)


def test_a_word_of_the_kicker_will_do_and_so_will_no_jump_head() -> None:
    assert found(turned(jump_head="江上新事", kicker="江上又见渡船"), "turn_head") == ()
    assert found(turned(jump_head=""), "turn_head") == ()


def test_latin_heads_are_compared_by_words() -> None:
    made = turned(jump_head="Ferry is back")
    assert len(found(made, "turn_head")) == 1
    named = replace(made, stories=(replace(made.stories[0], headline="The ferry returns"),))
    assert found(named, "turn_head") == ()


@pytest.mark.parametrize("backwards", [False, True])
def test_both_ends_are_seen_with_other_stories_pages_between(backwards: bool) -> None:
    made = turned(jump_head="江上新事", kicker="江上又见渡船")  # its word is on the first page alone
    between = page([hole("b", rect(0, 1, 0, 20))], story("b", *leg(0, 4, 10)), number=2)
    pages = (made.pages[0], between, made.pages[1])
    more = replace(made, pages=pages[::-1] if backwards else pages, stories=(*made.stories, record("b", 2)))
    assert found(more, "turn") == ()
    assert found(more, "turn_head") == ()
