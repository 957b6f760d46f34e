"""Leaving pages out of a comparison where nothing can have changed changes nothing of what it says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet.diff import trees
from broadsheet.diff.still import without_still
from broadsheet.diff.trees import diff_trees
from broadsheet.geometry import Rect
from broadsheet.tree.node import Area, AreaKind, TreePage
from unit.diff.newspage import block, body, edition, page, story

LINES = st.lists(st.sampled_from(["一二三", "四五六", "七八九", "甲乙丙"]), max_size=3)
STORIES = st.dictionaries(st.sampled_from(["ferry", "fog", "tea"]), LINES, max_size=2)


def _page(number: int, stories: dict[str, list[str]], drawn: int) -> TreePage:
    areas = tuple(
        Area(f"hole{at}", AreaKind.STORY, Rect(at * 100_000, 0, 90_000, 400_000), slug)
        for at, slug in enumerate(stories)
    )
    told = [story(slug, *body(lines, x=at * 100_000)) for at, (slug, lines) in enumerate(stories.items())]
    return replace(page(*told, block(drawn * 10_000, 300_000), number=number), areas=areas)


PAGES = st.lists(st.tuples(STORIES, st.integers(0, 1)), min_size=1, max_size=4)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PAGES, PAGES, st.data())
def test_what_is_said_is_the_same(
    monkeypatch: pytest.MonkeyPatch,
    olds: list[tuple[dict[str, list[str]], int]],
    news: list[tuple[dict[str, list[str]], int]],
    data: st.DataObject,
) -> None:
    kept = [data.draw(st.booleans()) for _ in olds]
    mixed = [one if stays else two for one, two, stays in zip(olds, news, kept, strict=False)]
    before, after = (
        edition(*[_page(number, *each) for number, each in enumerate(pages, 1)])
        for pages in (olds, [*mixed, *news[len(mixed) :]])
    )
    found = diff_trees(before, after)
    with monkeypatch.context() as patch:
        patch.setattr(trees, "without_still", lambda *both: both)
        assert diff_trees(before, after) == found


def test_pages_that_share_a_story_with_one_that_changed_stay() -> None:
    """By any number of stories; all others are left out."""
    shared = [
        {"ferry": ["一二三"]},
        {"ferry": ["四五六"], "fog": ["甲乙丙"]},
        {"fog": []},
        {"tea": ["七八九"]},
    ]
    before = edition(*[_page(number, each, 0) for number, each in enumerate(shared, 1)])
    after = replace(before, pages=(_page(1, {"ferry": ["四五六"]}, 0), *before.pages[1:]))
    kept = without_still(before, after)
    assert [[page.number for page in tree.pages] for tree in kept] == [[1, 2, 3], [1, 2, 3]]
    assert [tree.pages for tree in without_still(before, before)] == [(), ()]
