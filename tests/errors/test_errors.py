"""Broken inputs: each case file says in comments which diagnostics it has, and where.

A case replaces one file of the small edition beside it: ``layout-*.yaml`` its layout,
``style-*.yaml`` its style sheet, ``edition-*.yaml`` its manifest, ``ad-*.yaml`` an advertisement,
``story-*.md`` one of its stories. A comment ``error 7:12 E204`` expects that code at line 7,
column 12 of the case (or of another file, named before the line); nothing else may be found.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from broadsheet.diagnostics import BroadsheetError, Diagnostic, render_text
from broadsheet.readers.edition import read_edition

HERE = Path(__file__).parent
CASES = sorted((*HERE.glob("*.yaml"), *HERE.glob("*.md")))
TARGETS = {
    "layout": "layouts/page.yaml",
    "style": "styles/small.yaml",
    "edition": "edition.yaml",
    "story": "stories/one.md",
    "ad": "ads/tea.yaml",
}
EXPECTED = re.compile(r"(?:#|<!--) (?:error|warning|note) (\S+) ([ENW]\d{3})")


def diagnostics_of(folder: Path) -> tuple[Diagnostic, ...]:
    try:
        return read_edition(folder).warnings
    except BroadsheetError as error:
        return error.diagnostics


def read_case(case: Path, tmp_path: Path) -> tuple[str, tuple[Diagnostic, ...]]:
    target = TARGETS[case.name.split("-")[0]]
    shutil.copytree(HERE / "edition", tmp_path, dirs_exist_ok=True)
    if target == "ads/tea.yaml":
        shutil.copy(HERE / "edition" / "with-ad.yaml", tmp_path / "edition.yaml")
        shutil.copy(HERE / "edition" / "layouts" / "with-ad.yaml", tmp_path / "layouts" / "page.yaml")
    shutil.copy(case, tmp_path / target)
    return target, diagnostics_of(tmp_path)


def place(item: Diagnostic, target: str) -> str:
    if item.span is None:
        return "-"
    inside = f"{item.span.line}:{item.span.column}"
    return inside if item.span.file == target else f"{item.span.file}:{inside}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case_has_the_diagnostics_it_says(case: Path, tmp_path: Path) -> None:
    target, found = read_case(case, tmp_path)
    text = case.read_text("utf-8", "replace")
    expected = sorted((code, where) for where, code in EXPECTED.findall(text))
    actual = sorted((item.code, place(item, target)) for item in found)
    assert expected == actual, "\n".join(map(render_text, found))


def test_there_are_many_cases() -> None:
    assert len(CASES) >= 30


def test_the_small_edition_is_clean(tmp_path: Path) -> None:
    shutil.copytree(HERE / "edition", tmp_path, dirs_exist_ok=True)
    assert diagnostics_of(tmp_path) == ()


def test_a_picture_in_a_hole_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    _, found = read_case(HERE / "layout-inside.yaml", tmp_path)
    (wrong,) = (render_text(item) for item in found if item.code == "E207")
    assert wrong.endswith("\n  hint: known here: a, b")


@pytest.mark.parametrize(
    ("case", "written", "hint"),
    [
        ("story-lines.md", "pictures: [a.png]", "known here: file, caption, credit"),
        ("story-lines.md", "jump: 3", "known here: to, head"),
        ("story-lines.md", "language: klingon", "known here: en, ja, ko, zh-Hans, zh-Hant"),
        ("story-lines.md", "kind: Poem", "did you mean 'poem'?"),
        ("story-slug-twice.md", "kind: essay\nlanguage: zh-Hant-HK", "give it a `slug` of its own"),
        ("edition-circle.yaml", "", "name each hole of a story once"),
        ("edition-turns.yaml", "{number: 2, layout: page, holes: {a: one}}", "named under its turns alone"),
    ],
)
def test_what_would_be_right_is_told(case: str, written: str, hint: str, tmp_path: Path) -> None:
    wrong = tmp_path / case
    text = (HERE / case).read_text("utf-8")
    if case.endswith(".md"):
        text = text.replace("headline: 题\n", f"headline: 题\n{written}\n", 1)
    else:
        text = text.replace("3/a, 2/c, two", "2/a")
        text = text.replace("{number: 2, layout: page, holes: {a: three, b: four}}", written)
    wrong.write_text(text, "utf-8")
    _, found = read_case(wrong, tmp_path / "edition")
    hinted = ("E113", "E303", "E406", "E409", "W314")
    assert any(hint in render_text(item).split("hint: ")[-1] for item in found if item.code in hinted)
