"""A manifest that extends another."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.diagnostics import BroadsheetError
from broadsheet.readers.edition import read_edition

LAYOUT = """\
page: {size: broadsheet, margins: {top: 20mm, left: 20mm, right: 20mm}}
grid: {columns: 4, column_gap: 9pt, body: 9pt, leading: 12pt, lines: 100}
holes:
  a: {kind: story, at: [0, 0], span: [4, 50]}
  b: {kind: story, at: [0, 50], span: [4, 50]}
"""
BASE = """\
paper: {name: 某报, code: m}
date: 2026-11-23
issue: 7
pages:
  - {number: 1, section: 要闻, layout: l, holes: {a: one, b: two}}
  - {number: 2, section: 副刊, layout: l, holes: {a: three}}
"""


def edition(folder: Path, variant: str) -> Path:
    (folder / "layouts").mkdir()
    (folder / "layouts" / "l.yaml").write_text(LAYOUT, "utf-8")
    (folder / "layouts" / "m.yaml").write_text("extends: l\ngrid: {columns: 6}\n", "utf-8")
    (folder / "edition.yaml").write_text(BASE, "utf-8")
    for slug in ("one", "two", "three", "four"):
        (folder / f"{slug}.md").write_text(f"---\nheadline: 题{slug}\n---\n\n正文。\n", "utf-8")
    path = folder / "late.yaml"
    path.write_text(f"extends: edition.yaml\n{variant}", "utf-8")
    return path


def slugs(path: Path) -> list[tuple[int, str]]:
    return [(story.parts[0].page, story.article.slug) for story in read_edition(path).edition.stories]


def test_a_variant_changes_only_what_it_names(tmp_path: Path) -> None:
    path = edition(tmp_path, "pages: {1: {holes: {b: four}}}\n")
    assert slugs(path) == [(1, "one"), (1, "four"), (2, "three")]
    found = read_edition(path).edition
    assert (found.paper, found.issue) == ("某报", 7)
    assert [page.section for page in found.pages] == ["要闻", "副刊"]


@pytest.mark.parametrize(
    ("written", "slug", "style"),
    [("{story: four}", "four", "report"), ("{style: brief}", "two", "brief"), ("four", "four", "report")],
)
def test_a_hole_s_contents_may_be_said_at_length_over_its_short_form(
    tmp_path: Path, written: str, slug: str, style: str
) -> None:
    path = edition(tmp_path, f"pages: {{1: {{holes: {{b: {written}}}}}}}\n")
    assert slugs(path) == [(1, "one"), (1, slug), (2, "three")]
    found = read_edition(path).edition
    assert found.stories[1].parts[0].style == found.pages[0].layout.styles.stories[style]


def test_pages_may_be_a_list_as_in_the_manifest(tmp_path: Path) -> None:
    path = edition(tmp_path, "pages:\n  - {number: 2, section: 晚版, holes: {a: null, b: three}}\n")
    found = read_edition(path).edition
    assert found.pages[1].section == "晚版"
    assert found.stories[2].parts[0].hole.id == "b"


def test_a_page_may_go_and_another_come(tmp_path: Path) -> None:
    path = edition(tmp_path, "pages: {2: null, 3: {section: 加印, layout: l, holes: {a: four}}}\n")
    assert slugs(path) == [(1, "one"), (1, "two"), (3, "four")]


def test_the_same_stories_go_to_another_layout(tmp_path: Path) -> None:
    path = edition(tmp_path, "pages: {1: {layout: m}}\n")
    assert slugs(path)[:2] == [(1, "one"), (1, "two")]
    assert read_edition(path).edition.stories[0].parts[0].grid.columns == 6


def test_a_variant_of_a_variant(tmp_path: Path) -> None:
    edition(tmp_path, "issue: 8\n")
    (tmp_path / "later.yaml").write_text("extends: late.yaml\npaper: {name: 某晚报}\n", "utf-8")
    found = read_edition(tmp_path / "later.yaml").edition
    assert (found.paper, found.code, found.issue) == ("某晚报", "m", 8)


@pytest.mark.parametrize(
    ("variant", "code"),
    [
        ("pages: 3\n", "E113"),
        ("pages: {1: {layout: x}}\n", "E208"),
        ("pages: {1: {holes: {c: one}}}\n", "E402"),
    ],
)
def test_what_is_wrong_in_a_variant_is_said_in_its_place(tmp_path: Path, variant: str, code: str) -> None:
    path = edition(tmp_path, variant)
    with pytest.raises(BroadsheetError) as caught:
        read_edition(path)
    found = caught.value.diagnostics[0]
    assert found.code == code
    assert found.span is not None
    assert found.span.file.endswith("late.yaml")


def test_a_page_that_is_not_there_cannot_be_taken_away(tmp_path: Path) -> None:
    (told,) = (
        item for item in read_edition(edition(tmp_path, "pages: {9: null}\n")).warnings if item.code == "W423"
    )
    assert told.hint_lines() == ("the edition has pages 1, 2",)


@pytest.mark.parametrize("name", ["late.yaml", "edition.yaml", "nowhere.yaml", "../late.yaml"])
def test_a_circle_and_a_missing_base_are_errors(tmp_path: Path, name: str) -> None:
    path = edition(tmp_path, "")
    (tmp_path / "edition.yaml").write_text("extends: late.yaml\n", "utf-8")
    path.write_text(f"extends: {name}\n", "utf-8")
    with pytest.raises(BroadsheetError) as caught:
        read_edition(path)
    assert {item.code for item in caught.value.diagnostics} <= {"E206", "E101", "E106"}
