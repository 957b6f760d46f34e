"""Facts of stories, pages and characters become findings: each with its code, and with what it counts."""

from __future__ import annotations

import pytest

from broadsheet.diagnostics import Mark
from broadsheet.geometry import Rect
from broadsheet.preflight.check import check_tree, conservation
from broadsheet.records import replace
from broadsheet.source import Span
from broadsheet.tree.node import (
    Advice,
    Area,
    AreaKind,
    Group,
    LayoutTree,
    MissingGlyph,
    Picture,
    Role,
    Rule,
    TreePage,
)
from broadsheet.tree.node import StoryRecord as Record
from unit.preflight.handpage import body, run

OVER = "江面上 起了雾，航班停了16班。"
ADVICE = Advice("drop-optional", 40, 3, "据气象台", Span("one.md", 7, 1))


def tree(*pages: tuple[Group, ...], records: tuple[Record, ...] = (), **facts: object) -> LayoutTree:
    made = (TreePage(number, "p", "", 9, 9, 0, groups) for number, groups in enumerate(pages, 1))
    return LayoutTree("t", "2026-11-23", (), tuple(made), records, (), **facts)  # type: ignore[arg-type]


def story(text: str, part: int = 0, slug: str = "one") -> Group:
    return Group(Role.STORY, (Rule(0, 0, 9, 0, 1), body(0, 0, text)), slug, part=part)


FITTED = {"tightened": "0", "loosened": "0", "gap": "1.2 %"}


@pytest.mark.parametrize(
    ("facts", "code", "values"),
    [
        ({"no_room": "lead"}, "P703", {"hole": "lead"}),
        ({"headline_fits": False}, "P702", {}),
        ({"wide_tables": 2}, "P713", {"count": "2"}),
        ({"dropped_turn": 4}, "N705", {"page": "4"}),
        (
            {"left_out": (3, 5), "left_words": OVER},
            "N714",
            {"characters": "15", "count": "2", "words": "江面上 起了雾，"},
        ),
        ({"picture_lines": -2}, "N715", {"lines": "-2"}),
        ({"headline_steps": 1}, "N718", {"steps": "1"}),
        ({"subhead_lines": -1}, "N719", {"lines": "-1"}),
        ({"summary_out": True}, "N720", {}),
        ({"quotes_out": True}, "N721", {}),
        ({"quotes_missed": 2}, "W722", {"count": "2"}),
        ({"short_turn": (5, 2)}, "W716", {"page": "5", "lines": "2"}),
        ({"bad_turns": (3,)}, "N717", {"page": "3"}),
        ({"tightened": 1, "fit_gap": 12}, "N710", FITTED | {"tightened": "1"}),
        ({"loosened": 2, "fit_gap": 12}, "N710", FITTED | {"loosened": "2"}),
    ],
)
def test_a_fact_of_a_story_is_told(facts: dict[str, object], code: str, values: dict[str, str]) -> None:
    (found,) = check_tree(tree(records=(record(**facts),)))
    assert (found.code, dict(found.values)) == (code, {"slug": "one", **values})
    for language in ("en", "zh"):
        shown = found.message(language)  # type: ignore[arg-type]
        assert all(value in shown for value in dict(found.values).values())


@pytest.mark.parametrize(
    ("facts", "page"),
    [
        ({"dropped_turn": 4}, 3),
        ({"picture_lines": 1}, 2),
        ({"subhead_lines": 1}, 2),
        ({"tightened": 1}, 2),
        ({"short_turn": (3, 2)}, 3),
        ({"bad_turns": (3,)}, 3),
    ],
)
def test_what_shows_on_a_page_is_told_with_the_page(facts: dict[str, object], page: int) -> None:
    made = tree((), (), (), records=(replace(record(**facts), pages=(2, 3)),))
    areas = {each.number: Area("a", AreaKind.STORY, Rect(each.number, 0, 9, 9), "one") for each in made.pages}
    pages = (replace(each, areas=(areas[each.number],)) for each in made.pages)
    (found,) = check_tree(replace(made, pages=tuple(pages)))
    assert found.mark == Mark(page, (Rect(page, 0, 9, 9),), "one")


def record(**facts: object) -> Record:
    return Record("one", "大雾", (1,), 9, 90, **facts)  # type: ignore[arg-type]


def test_of_a_story_without_a_fact_nothing_is_told() -> None:
    assert check_tree(tree(records=(record(),))) == ()


def test_a_story_that_is_over_is_told_with_what_would_help() -> None:
    (found,) = check_tree(tree(records=(record(overset=OVER, overset_lines=1, advice=(ADVICE,)),)))
    words = {"slug": "one", "lines": "1", "characters": "15", "words": "江面上 起了雾，"}
    assert (found.code, dict(found.values)) == ("P701", words)
    assert [(hint.key, dict(hint.values)) for hint in found.hints] == [
        ("cut-or-room", {"characters": "15", "lines": "1"}),
        ("drop-optional", {"characters": "40", "lines": "3", "words": "据气象台", "place": "one.md:7"}),
    ]
    assert all(len(found.hint_lines(language)) == 2 for language in ("en", "zh"))  # type: ignore[arg-type]


def test_a_character_that_no_face_has_is_told_page_by_page_and_what_is_on_none_at_last() -> None:
    pages = ((story("雾锁江锁"), story("锁", slug="two")), (story("大雾"),), (story("锁", 1),))
    found = check_tree(tree(*pages, missing=(MissingGlyph("锁", 6), MissingGlyph("雾", 2))))
    places = [(item.mark.page, item.mark.slug) if item.mark else None for item in found]
    assert places == [(1, "one"), (1, "two"), (3, "one"), None, (1, "one"), (2, "one")]
    assert [dict(item.values)["count"] for item in found] == ["2", "1", "1", "2", "1", "1"]


def test_a_coarse_picture_is_told_once_at_its_largest() -> None:
    def placed(pixels: int, name: str = "a.jpg", **more: object) -> Group:
        crop = (0, 0, pixels, pixels)
        return Group(Role.FURNITURE, (Picture(0, 0, 72_000, 72_000, name, "d", crop, **more),))  # type: ignore[arg-type]

    others = (placed(150, "fine.jpg"), placed(90, "drawn.pdf", vector=True), placed(90, "lost.jpg", gap="-"))
    found = check_tree(tree((placed(149),), (placed(100),), (placed(120), *others)))
    assert [item.message() for item in found] == ["picture a.jpg has only 100 ppi at this size"]


@pytest.mark.parametrize(
    ("pages", "over", "lost"),
    [
        ([["甲乙", "丙丁"]], "", ""),
        ([["甲"]], "乙丙 丁", ""),
        ([[" 甲\u3000乙"], ["丙丁"]], "", ""),
        ([["甲乙丙"]], "", "'丁' / '' @ 3"),
        ([["甲乙丙丁丁"]], "", "'' / '丁' @ 4"),
        ([["甲丙乙丁"]], "", "'乙丙丁' / '丙乙丁' @ 1"),
    ],
)
def test_a_storys_characters_are_on_its_pages_once_and_in_order(
    pages: list[list[str]], over: str, lost: str
) -> None:
    parts = iter(range(9))
    made = tree(
        *(tuple(story(text, next(parts)) for text in texts) for texts in pages),
        records=(Record("one", "", (1,), 1, 1, overset=over),),
    )
    told = [dict(item.values) for item in conservation(made, {"one": "甲乙\xad丙丁"})]
    assert told == ([{"slug": "one", "detail": lost}] if lost else [])


def test_a_part_on_an_earlier_page_is_read_in_its_turn() -> None:
    pages = ((story("丙丁", 1),), (story("甲", 0), story("乙", 0), story("戊", 0, "two")))
    assert conservation(tree(*pages), {"one": "甲乙丙丁", "two": "戊"}) == ()
    assert [dict(item.values)["slug"] for item in conservation(tree(*pages), {"three": "己"})] == ["three"]


def test_what_does_not_run_through_the_legs_is_none_of_the_copy() -> None:
    head = Group(Role.HEADLINE, (run("大雾", 0, 0),))
    whole = Group(Role.STORY, (head, *story("甲乙").nodes), "one")
    index = Group(Role.FURNITURE, (body(0, 0, "甲乙"),), "one")
    assert conservation(tree((whole, index)), {"one": "甲乙"}) == ()
