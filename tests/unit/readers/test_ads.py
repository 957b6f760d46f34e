"""Stacked and house advertisements from the manifest to the pages' holes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from broadsheet.diagnostics import BroadsheetError
from broadsheet.model.edition import Edition
from broadsheet.model.hole import AdHole, StoryHole
from broadsheet.readers.edition import read_edition
from broadsheet.readers.report import Overrides
from unit.graphics.foreign import foreign_pdf

SMALL = Path(__file__).parents[2] / "errors" / "edition"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    (tmp_path / "ads" / "wide.pdf").write_bytes(foreign_pdf())
    return tmp_path


def read(folder: Path, page: str, more: str = "", layout: str = "page") -> tuple[Edition, list[str]]:
    (folder / "edition.yaml").write_text(
        "paper: {name: 试刊, code: sk}\ndate: 2026-11-23\nissue: 1\nstyle: small\nstories: stories\n"
        f"ads: {{tea: ads/other.yaml, bank: ads/wide.pdf}}\n{more}"
        f"pages:\n  - {{number: 1, layout: {layout}, {page}}}\n",
        encoding="utf-8",
    )
    result = read_edition(folder, Overrides())
    return result.edition, [item.code for item in result.warnings if item.code != "W412"]


def errors(folder: Path, page: str, layout: str = "page") -> list[tuple[str, int, int]]:
    with pytest.raises(BroadsheetError) as caught:
        read(folder, page, layout=layout)
    found = [(item.code, item.span) for item in caught.value.diagnostics]
    return [(code, span.line, span.column) for code, span in found if span is not None]


def test_a_stack_is_reserved_first_and_stories_have_what_is_left(folder: Path) -> None:
    made, _ = read(folder, "holes: {a: one, b: two}, ads: [{ad: tea, size: [4, 70]}]")
    lines = made.pages[0].layout.grid.lines
    (ad,) = made.ads
    assert (ad.name, ad.hole.span.line, ad.hole.span.lines) == ("tea", lines - 70, 70)
    depths = [part.hole.span.lines for story in made.stories for part in story.parts]
    assert depths == [lines - 71, lines - 71]
    assert [type(hole) for hole in made.pages[0].layout.holes] == [StoryHole, StoryHole, AdHole]


def test_the_same_advertisement_may_stand_twice(folder: Path) -> None:
    made, _ = read(folder, "holes: {a: one, b: two}, ads: [{ad: tea, size: 半通栏}, {ad: tea, size: 半通栏}]")
    assert [ad.hole.id for ad in made.ads] == ["ad-tea", "ad-tea-2"]


def test_a_stair_by_side(folder: Path) -> None:
    ads = "[{ad: tea, size: [1, 5]}, {ad: bank, size: [1, 9]}]"
    made, _ = read(folder, f"ad_stack: right, holes: {{a: one, b: two}}, ads: {ads}")
    assert [(ad.name, ad.hole.span.column) for ad in made.ads] == [("tea", 2), ("bank", 3)]


def test_an_ear_holds_what_was_sold_for_it(folder: Path) -> None:
    layout = folder / "layouts" / "page.yaml"
    ear = "  ear: {kind: furniture, at: [0, 60], span: [1, 9], elements: []}\n"
    layout.write_text(layout.read_text("utf-8") + ear, encoding="utf-8")
    made, _ = read(folder, "holes: {a: one, b: two}, ads: [{ad: tea, size: 报眼}, {ad: bank, size: [4, 5]}]")
    assert [(ad.name, ad.hole.id, ad.hole.span.lines) for ad in made.ads] == [
        ("tea", "ear", 9),
        ("bank", "ad-bank", 5),
    ]
    two = "holes: {a: one, b: two}, ads: [{ad: tea, size: 报眼}, {ad: bank, size: 报眼}]"
    assert [code for code, _, _ in errors(folder, two)] == ["E430"]


def test_conflicts_are_told_where_they_are_written(folder: Path) -> None:
    page = "holes: {a: one, b: two}, ads: [{ad: tea, size: 整版}]"
    assert errors(folder, page) == [("E419", 8, 39), ("E419", 8, 47)]
    page = "holes: {a: one}, ads: [{ad: tea, size: 半版}, {ad: tea, size: 整版}]"
    assert ("E418", 8, 91) in errors(folder, page)
    assert errors(folder, "holes: {a: one}, ads: [{ad: tee, size: [1, 5]}]")[0][0] == "E416"


def test_house_advertisements_fill_what_is_left_empty(folder: Path) -> None:
    made, codes = read(folder, "holes: {a: one, b: two}", "house_ads: [{ad: tea}]\n", layout="with-ad")
    assert [(ad.name, ad.hole.id) for ad in made.ads] == [("tea", "ad")]
    assert codes == ["N427"]


def test_the_best_fit_goes_first_and_each_in_its_turn(folder: Path) -> None:
    pool = "house_ads: [{ad: tea, size: [4, 9]}, {ad: tea, size: [4, 10]}, {ad: bank, size: [4, 11]}]\n"
    made, _ = read(folder, "holes: {a: one, b: two}", pool, layout="with-ad")
    assert [ad.name for ad in made.ads] == ["tea"]
    pool = "house_ads: [{ad: bank}, {ad: tea}]\n"
    made, codes = read(folder, "holes: {a: one}", pool, layout="with-ad")
    assert [(ad.hole.id, ad.name) for ad in made.ads] == [("ad", "tea"), ("b", "tea")]
    assert codes == ["N427", "N427"]


def test_without_a_pool_an_empty_hole_is_a_warning(folder: Path) -> None:
    _, codes = read(folder, "holes: {a: one, b: two}", layout="with-ad")
    assert codes == ["W411"]


def test_white_in_the_stack_is_the_houses(folder: Path) -> None:
    page = "holes: {a: one, b: two}, ads: [{ad: tea, size: [1, 10]}, {ad: bank, size: [4, 5]}]"
    made, _ = read(folder, page, "house_ads: [{ad: tea}]\n")
    assert [ad.hole.id for ad in made.ads] == ["ad-tea", "ad-bank", "ad-gap"]
    assert made.ads[2].hole.span.lines == 10


def test_a_picture_in_a_vertical_hole_is_told_by_lines_that_run_down(folder: Path) -> None:
    """A hole that is wider than high has more lines than its span."""
    page = (folder / "layouts" / "page.yaml").read_text("utf-8")
    upright = page.replace("span: [2, 40]}\n  b", "span: [2, 20], writing: vertical, legs: 2}\n  b")
    picture = "  p: {kind: picture, in: a, line: 15, lines: 8, legs: 1}\n"
    (folder / "layouts" / "upright.yaml").write_text(upright + picture, "utf-8")
    holes = "holes: {a: one, b: two, p: pictures/grey.png}"
    made, _ = read(folder, f"{holes}, ads: [{{ad: tea, size: [4, 20]}}]", layout="upright")
    placed = [picture.hole.id for story in made.stories for part in story.parts for picture in part.pictures]
    assert placed == ["p"]
    taken = errors(folder, f"{holes}, ads: [{{ad: tea, size: [4, 75]}}]", layout="upright")
    assert {code for code, _, _ in taken} == {"E419"}
