"""The pytest plugin, as a newspaper uses it: the example suite, run in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from broadsheet.regression import MissingReferenceError, References, report_on
from broadsheet.tree.node import LayoutTree, Picture
from broadsheet.tree.walk import pictures
from unit.diff.newspage import body, edition, page, picture, story

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    folder = tmp_path / "suite"
    shutil.copytree(ROOT / "examples" / "suite", folder)
    return folder


def ran(suite: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the example's tests. The plugin is named, as a checkout's may not be installed."""
    command = [sys.executable, "-m", "pytest", "-p", "broadsheet.testing", "-q", "tests", *arguments]
    known = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(command, cwd=suite, env=known, capture_output=True, text=True)


def test_the_example_suite_accepts_holds_and_fails(suite: Path) -> None:
    without = ran(suite)
    assert without.returncode == 1
    assert "no reference 'nandi2026112301'" in without.stdout
    assert "another exception occurred" not in without.stdout
    assert ran(suite, "--broadsheet-accept", "the first pages").returncode == 0
    log = suite / "tests" / "references" / "LOG.md"
    assert "- nandi2026112301: the first pages (1 page, for the first time)" in log.read_text("utf-8")
    assert ran(suite).returncode == 0

    story = suite / "content" / "bridge.md"
    story.write_text(story.read_text("utf-8").replace("早上七点", "早上八点"), encoding="utf-8")
    failed = ran(suite)
    assert failed.returncode == 1
    assert "[-七-]{+八+}" in failed.stdout
    assert "bridge" in failed.stdout
    assert "--broadsheet-accept" in failed.stdout
    report = suite / "out" / "broadsheet" / "nandi2026112301" / "report.html"
    assert report.read_text("utf-8").count("<img src=\"data:image") == 2  # the old page is painted, too

    assert ran(suite, "--broadsheet-accept", "an hour later").returncode == 0
    assert "an hour later (1 of 1 page changed: 1 line changed)" in log.read_text("utf-8")
    assert ran(suite).returncode == 0


def test_bad_input_and_a_missing_reason_are_told(suite: Path) -> None:
    assert ran(suite, "--broadsheet-accept", " ").returncode == 4
    manifest = suite / "edition.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("lead: bridge", "lead: brigde"), encoding="utf-8")
    failed = ran(suite, "-k", "as_they_were")
    assert failed.returncode == 1
    assert "brigde" in failed.stdout
    assert "Traceback" not in failed.stdout
    assert "another exception occurred" not in failed.stdout


def test_a_report_that_cannot_be_written_hides_no_change(suite: Path) -> None:
    """The failure was the folder's error, and named no page."""
    assert ran(suite, "--broadsheet-accept", "the first pages").returncode == 0
    story = suite / "content" / "bridge.md"
    story.write_text(story.read_text("utf-8").replace("早上七点", "早上八点"), encoding="utf-8")
    (suite / "out").write_text("mine")
    told = ran(suite).stdout
    assert "[-七-]{+八+}" in told
    assert "E104" in told
    assert "Traceback" not in told


def test_a_setting_that_is_none_is_told_with_what_was_meant(suite: Path) -> None:
    (suite / "tests" / "test_larger.py").write_text(
        """
def test_larger(broadsheet_edition):
    broadsheet_edition("../edition.yaml", settings=[("style.texts.body.sise", "9pt")])
""",
        "utf-8",
    )
    assert "did you mean 'size'?" in ran(suite).stdout


def test_decisions_that_cannot_be_read_are_told(suite: Path) -> None:
    assert ran(suite, "--broadsheet-accept", "the first pages").returncode == 0
    decisions = suite / "tests" / "references" / "nandi2026112301.decisions.yaml"
    decisions.write_text("pages: {1: {decision: expected}}\n", "utf-8")
    failed = ran(suite)
    assert failed.returncode == 1
    assert "error[E112] pages.1 needs the key 'reason'" in failed.stdout
    assert "E113" not in failed.stdout
    assert "Traceback" not in failed.stdout
    assert "read_decisions" not in failed.stdout


def test_two_tests_do_not_take_other_pages_for_one_reference(suite: Path) -> None:
    test = suite / "tests" / "test_pages.py"
    other = """

def test_larger_type(broadsheet_edition, broadsheet_compare):
    broadsheet_compare(broadsheet_edition("../edition.yaml", settings=[("grid.body", "10pt")]))
"""
    test.write_text(test.read_text("utf-8") + other, "utf-8")
    failed = ran(suite, "--broadsheet-accept", "both")
    assert failed.returncode == 1
    assert "reference 'nandi2026112301' is of other pages in another test: name one" in failed.stdout
    assert "4 passed" in failed.stdout
    again = test.read_text("utf-8").replace('"10pt")])', '"10pt")]), "large"')
    test.write_text(again, "utf-8")
    assert ran(suite, "--broadsheet-accept", "both").returncode == 0
    assert ran(suite).returncode == 0


def test_the_package_declares_its_plugin() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["entry-points"]["pytest11"] == {"broadsheet": "broadsheet.testing"}


def front(words: str) -> LayoutTree:
    return edition(page(story("ferry", *body([words]))))


def test_a_decision_beside_a_reference_settles_its_page(tmp_path: Path) -> None:
    references = References(tmp_path / "references")
    with pytest.raises(MissingReferenceError):
        references.compare(front("一二三"), "front")
    references.accept(front("一二三"), "front", "first")
    _, diff, decided = references.compare(front("一二四"), "front")
    assert (len(diff.changes), decided.open) == (1, (1,))
    row = "pages: {1: {decision: expected, reason: meant}}\n"
    (tmp_path / "references" / "front.decisions.yaml").write_text(row, "utf-8")
    assert references.compare(front("一二四"), "front")[2].open == ()


def test_nothing_is_written_where_nothing_changed(tmp_path: Path) -> None:
    references = References(tmp_path)
    references.accept(front("一二三"), "front", "first")
    log = (tmp_path / "LOG.md").read_text("utf-8")
    references.accept(front("一二三"), "front", "again")
    assert (tmp_path / "LOG.md").read_text("utf-8") == log


def test_an_unreadable_reference_is_a_missing_one(tmp_path: Path) -> None:
    (tmp_path / "front.json").write_text('{"schema": 0}', "utf-8")
    with pytest.raises(MissingReferenceError, match="schema"):
        References(tmp_path).compare(front("一"), "front")


@pytest.mark.parametrize("name", ["../front", "", "a/b", "."])
def test_a_reference_stays_in_its_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a reference is named"):
        References(tmp_path).accept(front("一"), name, "why")


def test_a_reference_may_be_called_as_a_paper_calls_its_files(tmp_path: Path) -> None:
    """It has by default the name of its first page's file."""
    tree = front("一")
    for name in ("nandi.2026-11-23.01", "南堤晚报 第1版（早）"):
        references = References(tmp_path)
        references.accept(tree, name, "first")
        assert not references.compare(tree, name)[1].changes


def test_a_report_is_made_even_where_old_files_are_gone(tmp_path: Path) -> None:
    old = edition(page(picture("fog"), *[story("ferry", *body(["一"]))]))
    new = edition(page(picture("fog", digest="b" * 64), *[story("ferry", *body(["二"]))]))
    from broadsheet.diff.trees import diff_trees

    path = report_on((old, new), diff_trees(old, new), tmp_path / "report")
    assert "<svg viewBox" in path.read_text("utf-8")  # neither side names a face's file: drawn from the tree


def test_a_picture_that_is_gone_is_a_tint() -> None:
    from broadsheet.regression import with_files

    old, new = edition(page(picture("fog"))), edition(page(picture("fog", digest="b" * 64)))
    assert pictures(with_files(old, new).pages[0].groups) == []
    assert isinstance(pictures(with_files(old, old).pages[0].groups)[0], Picture)
