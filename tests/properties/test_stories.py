"""What holds for any story through any holes: nothing lost, every baseline on the grid."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from broadsheet.makeup.story import make_story
from broadsheet.model.article import Article, Paragraph, Run, Subhead
from broadsheet.model.edition import StoryPart
from broadsheet.model.grid import GridSpan
from broadsheet.model.hole import Across, HeadSpot, Inside
from broadsheet.model.style import Breaker
from broadsheet.preflight.check import conservation
from broadsheet.text.setting import Settings
from broadsheet.tree.node import GlyphRun, Group, Role
from broadsheet.tree.walk import groups
from unit.base.handset import (
    GRID,
    LEADING,
    article_of,
    hole,
    paragraph_style,
    part_of,
    picture,
    right_end,
    story_of,
    tree_of,
)

_TEXTS = st.lists(
    st.one_of(
        st.text("春夏秋冬风雨雷电山川河流", min_size=1, max_size=30),
        st.sampled_from(["，", "。", "“春”", "——", "（夏）", "……", "龘"]),
        st.sampled_from(["2026年11月23日", "50%", " algorithm "]),
    ),
    min_size=1,
    max_size=12,
).map("".join)
_BLOCKS = st.lists(
    st.one_of(
        _TEXTS.map(lambda text: Paragraph((Run(text),))),
        st.lists(st.text("春夏秋冬，", min_size=1, max_size=8), min_size=1, max_size=2).map(
            lambda lines: Subhead(tuple(lines))
        ),
    ),
    min_size=1,
    max_size=8,
)
_HEADS = st.sampled_from([(), ("春夏",), ("春夏秋冬风雨雷电", "秋冬")])


def _heads(legs: int) -> st.SearchStrategy[HeadSpot]:
    """A headline anywhere in a hole of so many legs, level or vertical."""
    return st.builds(
        HeadSpot, st.integers(0, legs - 1), st.integers(0, legs), st.integers(-6, 10), st.integers(0, 12),
        st.booleans(), st.sampled_from(list(Across)),
    )  # fmt: skip


@st.composite
def _cuts(draw: st.DrawFn, columns: int, top: int, lines: int) -> tuple[GridSpan, ...]:
    """Nothing, or one part of the span."""
    if draw(st.booleans()):
        return ()
    column, line = draw(st.integers(0, columns - 1)), draw(st.integers(0, lines - 1))
    wide, high = draw(st.integers(1, columns - column)), draw(st.integers(1, lines - line))
    return (GridSpan(column, wide, top + line, high),)


@st.composite
def parts(draw: st.DrawFn) -> tuple[StoryPart, ...]:
    """One to three holes on pages of their own, with legs, pictures and a breaker."""
    body = paragraph_style(indent=20_000, breaker=draw(st.sampled_from(list(Breaker))))
    found = []
    for number in range(draw(st.integers(1, 3))):
        columns, lines = draw(st.integers(1, 4)), draw(st.integers(1, 16))
        top, legs = draw(st.integers(0, 10)), draw(st.integers(1, 4))
        place = hole(f"h{number}", 0, columns, top, lines, legs)
        place = replace(place, head=draw(_heads(legs)), cuts=draw(_cuts(columns, top, lines)))
        inside = draw(
            st.lists(
                st.builds(
                    Inside, st.just(place.id), st.integers(0, 3), st.integers(1, 3),
                    st.integers(-8, 8), st.integers(1, 8), st.sampled_from([0, 45_000, 70_000]),
                    st.sampled_from(list(Across)),
                ),
                max_size=2,
            )
        )  # fmt: skip
        found.append(part_of(number + 1, place, *map(picture, inside), body=body))
    return tuple(found)


_NARROW = (
    part_of(1, replace(hole("a", 0, 1, 0, 1), cuts=(GridSpan(0, 1, 0, 1),))),
    part_of(2, hole("b", 0, 1, 0, 2, 2)),
)
"""A story that turns at once to legs too narrow for its turn line."""


@settings(max_examples=300)
@example([Subhead(("冬",))], (), _NARROW)
@given(_BLOCKS, _HEADS, parts())
def test_a_story_is_on_its_pages_whole_or_reported(
    setting: Settings, blocks: list[Paragraph | Subhead], main: tuple[str, ...], places: tuple[StoryPart, ...]
) -> None:
    article = article_of(*blocks, main=main)
    tree = tree_of(make_story(story_of(article, *places), setting, {}))
    assert conservation(tree, {"s": article.characters()}) == ()
    _lines_stand_on_the_grid([group for page in tree.pages for group in groups(page.groups)])
    _record_counts(article, tree.stories[0].lines, [g for p in tree.pages for g in groups(p.groups)])


def _text(block: Paragraph | Subhead) -> str:
    return "".join(block.lines) if isinstance(block, Subhead) else block.runs[0].text


def _lines_stand_on_the_grid(found: list[Group]) -> None:
    """Every line on a baseline of its own, inside its leg; a turn line in a narrow leg is several."""
    turns = [group for group in found if group.role is Role.TURN_LINE]
    body = [group for group in found if group.role in (Role.BODY_LINE, Role.SUBHEAD)]
    stands = [(group, group.baseline) for group in body]
    stands += [(group, line) for group in turns for line in {run.baseline for run in _runs(group)}]
    first = GRID.baseline(0)
    assert all((line - first) % LEADING == 0 for _, line in stands)
    places = Counter((group.part, group.leg, line, group.x) for group, line in stands)
    assert set(places.values()) <= {1}
    for group in body:
        runs = _runs(group)
        assert all(run.baseline == group.baseline for run in runs)
        boxes = len("".join(run.text for run in runs).removesuffix("\xad"))
        if boxes > 1 and group.fit and group.fit.ending == "justified":
            indent = 20_000 if right_end(runs) - group.x != group.fit.measure else 0
            assert right_end(runs) == group.x + indent + group.fit.measure


def _runs(group: Group) -> list[GlyphRun]:
    return [node for node in group.nodes if isinstance(node, GlyphRun)]


def _record_counts(article: Article, lines: int, found: list[Group]) -> None:
    assert article.slug == "s"
    assert lines == sum(1 for group in found if group.role in (Role.BODY_LINE, Role.SUBHEAD))
