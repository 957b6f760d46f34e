"""Conservation: what was written is on the pages, each character once and in order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet.makeup.story import make_story
from broadsheet.model.article import Article, Headline, Subhead
from broadsheet.preflight.check import check_tree, conservation
from broadsheet.preflight.critic.review import review
from broadsheet.text.setting import Settings
from broadsheet.tree.node import GlyphRun, Group, LayoutTree, MissingGlyph, Role
from unit.base.handset import article_of, han, hole, part_of, story_of, tree_of

ARTICLE = article_of(han(40), Subhead(("春夏 秋",)), "algorithm" * 9 + "末")


def made(article: Article, setting: Settings, lines: int = 40) -> LayoutTree:
    """An article in one leg of nine characters."""
    return tree_of(make_story(story_of(article, part_of(1, hole("a", 0, 1, 0, lines))), setting, {}))


def changed(tree: LayoutTree, swap: dict[str, str]) -> LayoutTree:
    """The tree with the text of some runs changed."""

    def walk(group: Group) -> Group:
        nodes = tuple(
            walk(node) if isinstance(node, Group)
            else replace(node, text=swap.get(node.text, node.text)) if isinstance(node, GlyphRun)
            else node
            for node in group.nodes
        )  # fmt: skip
        return replace(group, nodes=nodes)

    pages = tuple(replace(page, groups=tuple(map(walk, page.groups))) for page in tree.pages)
    return replace(tree, pages=pages)


def test_a_story_set_whole_loses_nothing(setting: Settings) -> None:
    assert conservation(made(ARTICLE, setting), {"s": ARTICLE.characters()}) == ()


def test_what_is_overset_is_not_lost(setting: Settings) -> None:
    tree = made(ARTICLE, setting, lines=3)
    assert tree.stories[0].overset
    assert conservation(tree, {"s": ARTICLE.characters()}) == ()


@pytest.mark.parametrize("wrong", ["", han(9)[:-1], han(9) + "末", han(9)[::-1]])
def test_a_dropped_doubled_or_moved_character_is_found(wrong: str, setting: Settings) -> None:
    tree = changed(made(ARTICLE, setting), {han(9): wrong})
    (found,) = conservation(tree, {"s": ARTICLE.characters()})
    assert found.code == "P708"


def test_the_parting_is_shown_with_its_place(setting: Settings) -> None:
    tree = changed(made(article_of(han(9)), setting), {han(9): han(4) + han(9)[5:]})
    (found,) = conservation(tree, {"s": han(9)})
    assert dict(found.values)["detail"] == f"{han(9)[4:]!r} / {han(9)[5:]!r} @ 4"


def test_a_story_that_is_on_no_page_is_found(setting: Settings) -> None:
    tree = replace(made(ARTICLE, setting), pages=())
    assert [item.code for item in conservation(tree, {"s": ARTICLE.characters()})] == ["P708"]


def test_an_overset_story_is_reported_with_its_first_words(setting: Settings) -> None:
    (found,) = check_tree(made(article_of(han(30)), setting, lines=2))
    assert (found.code, dict(found.values)["lines"], dict(found.values)["characters"]) == ("P701", "2", "12")
    assert dict(found.values)["words"] == han(30)[18:26]


def test_lines_out_of_the_ordinary_and_missing_glyphs_are_reported(setting: Settings) -> None:
    tree = made(article_of("A" * 40), setting, lines=3)
    tree = replace(tree, missing=(MissingGlyph("龘", 2),))
    codes = [item.code for item in (*review(tree), *check_tree(tree))]
    assert codes == ["W706", "P606"]


THREADED = article_of(han(20), byline=("记者春", "夏 秋"), note=han(12), summary="冬日")


@pytest.mark.parametrize("lines", [0, 1, 3, 4, 40])
@pytest.mark.parametrize("at_end", [False, True])
def test_what_is_set_before_and_behind_the_body_is_not_lost(
    lines: int, at_end: bool, setting: Settings
) -> None:
    place = hole("a", 0, 1, 0, lines or 1)
    main = ("春夏秋冬",) if not lines else ()  # a headline that leaves no room
    article = replace(THREADED, headline=Headline(main))
    tree = tree_of(
        make_story(story_of(article, part_of(1, place, byline_at_end=at_end, fit=())), setting, {})
    )
    copy = article.threaded(byline_at_end=at_end)
    assert bool(tree.stories[0].overset) is (lines < 40)
    assert conservation(tree, {"s": copy}) == ()
    assert [item.code for item in conservation(tree, {"s": copy + "春"})] == ["P708"]


def test_a_byline_that_is_lost_is_found(setting: Settings) -> None:
    tree = changed(made(THREADED, setting), {"记者春": "记春"})
    assert [item.code for item in conservation(tree, {"s": THREADED.threaded()})] == ["P708"]


def test_a_headline_is_not_counted(setting: Settings) -> None:
    tree = made(article_of(han(9), main=("夏",)), setting)
    assert conservation(tree, {"s": han(9)}) == ()
    assert {group.role for page in tree.pages for group in page.groups} == {Role.STORY}
