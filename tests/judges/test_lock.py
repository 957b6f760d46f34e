"""``broadsheet.lock``: a rebuild that would come out differently is told, by the name of what changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from broadsheet import BroadsheetError, BuildOptions, build
from broadsheet.cli import main
from broadsheet.diagnostics import Diagnostic
from broadsheet.lockfile import against_lock, write_lock
from broadsheet.options import LOCK

WRITE, CHECK, HOLD = (BuildOptions(formats=("pdf",), lock=lock) for lock in ("write", "check", "hold"))


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    assert main(["new", str(tmp_path / "paper")]) == 0
    return tmp_path / "paper"


def found(paper: Path, options: BuildOptions) -> list[Diagnostic]:
    made = build(paper, paper.parent / "out", options=options)
    return [item for item in made.diagnostics if item.code in {"E121", "E122", "W123"}]


def refusal(paper: Path) -> list[tuple[str, str]]:
    with pytest.raises(BroadsheetError) as caught:
        build(paper, paper.parent / "out", options=HOLD)
    return [(item.code, dict(item.values).get("name", "")) for item in caught.value.diagnostics]


def changed(paper: Path, name: str, value: str) -> None:
    """Another value in the lock file is what another font on the disk is."""
    lock = paper / "broadsheet.lock"
    whole = json.loads(lock.read_text("utf-8"))
    assert name in whole["locked"]
    whole["locked"][name] = value
    lock.write_text(json.dumps(whole), "utf-8")


def test_without_a_lock_file_nothing_is_said(paper: Path) -> None:
    assert found(paper, CHECK) == []
    assert not (paper / "broadsheet.lock").exists()


def test_a_rebuild_of_what_is_locked_is_silent(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(paper, WRITE) == []
    assert found(paper, CHECK) == []
    monkeypatch.chdir(paper)
    assert found(Path(), HOLD) == []


def test_copy_may_change(paper: Path) -> None:
    found(paper, WRITE)
    story = paper / "content" / "harvest.md"
    story.write_text(story.read_text("utf-8") + "\n又及。\n", "utf-8")
    assert found(paper, HOLD) == []


@pytest.mark.parametrize(
    "name",
    ["engine", "compressor", "profile", "library reportlab", "library cnlunar", "library pypdfium2"],
)
def test_what_differs_is_named(paper: Path, name: str) -> None:
    found(paper, WRITE)
    changed(paper, name, "0")
    assert [(item.code, dict(item.values)["name"]) for item in found(paper, CHECK)] == [("W123", name)]
    assert refusal(paper) == [("E122", name)]
    assert found(paper, WRITE) == []
    assert found(paper, HOLD) == []


def test_a_changed_layout_is_named(paper: Path) -> None:
    found(paper, WRITE)
    locked = json.loads((paper / "broadsheet.lock").read_text("utf-8"))["locked"]
    own = [name for name in locked if name.startswith("layout ") and "broadsheet:" not in name]
    assert own
    layout = paper / own[0].removeprefix("layout ")
    layout.write_text(layout.read_text("utf-8") + "\n# a word\n", "utf-8")
    assert refusal(paper) == [("E122", own[0])]


def test_what_came_and_what_went_is_named_but_for_layouts_that_no_page_uses(tmp_path: Path) -> None:
    kept = {"engine": "1", "layout layouts/a.yaml": "f" * 64}
    write_lock(tmp_path / LOCK, kept | {"font fonts/old.ttf": "a" * 64})
    told = against_lock(tmp_path / LOCK, {"engine": "1", "font fonts/new.ttf": "b" * 64}, refuse=False)
    assert [(item.code, *dict(item.values).values()) for item in told] == [
        ("W123", "font fonts/new.ttf", "–", "b" * 12),
        ("W123", "font fonts/old.ttf", "a" * 12, "–"),
    ]
    (other,) = against_lock(
        tmp_path / LOCK, kept | {"font fonts/old.ttf": "a" * 64, "layout b.yaml": "c"}, refuse=True
    )
    assert (other.code, dict(other.values)["name"]) == ("E122", "layout b.yaml")


def test_another_compressor_is_told(paper: Path) -> None:
    pytest.importorskip("isal")
    found(paper, WRITE)
    other = BuildOptions(formats=("pdf",), compressor="isal")
    assert [dict(item.values)["name"] for item in found(paper, other)] == ["compressor"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"version": 99, "locked": {}}', '{"locked": 3, "version": 1}']
)
def test_a_damaged_lock_file_is_an_error_with_its_name(paper: Path, text: str) -> None:
    (paper / "broadsheet.lock").write_text(text, "utf-8")
    assert refusal(paper)[0][0] == "E121"


def test_a_damaged_lock_file_stops_no_night(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is asked of it without --locked, and what differs from one that can be read is a warning."""
    (paper / "broadsheet.lock").write_text("{", "utf-8")
    out = paper.parent / "out"
    assert main(["build", str(paper), "--out", str(out), "--format", "pdf", "--quiet", "--lang", "en"]) == 1
    assert "problem[E121]" in capsys.readouterr().err
    assert (out / "current").is_dir()


def test_a_variant_has_a_lock_of_its_own(paper: Path) -> None:
    """They shared one: whichever was locked first was told that its layouts are not in it."""
    late = paper / "late.yaml"
    late.write_text("extends: edition.yaml\npages: {1: {layout: late}}\n", "utf-8")
    front = paper / "layouts" / "front.yaml"
    (paper / "layouts" / "late.yaml").write_text(front.read_text("utf-8"), "utf-8")
    found(paper, WRITE)
    assert [dict(item.values)["name"] for item in found(late, CHECK)] == ["layout layouts/late.yaml"]
    assert found(late, WRITE) == []
    assert found(paper, HOLD) == found(late, HOLD) == []
    front.write_text(front.read_text("utf-8") + "\n# a word\n", "utf-8")
    assert refusal(paper) == [("E122", "layout layouts/front.yaml")]
    assert found(late, HOLD) == []


def test_locked_without_a_lock_file_is_refused(paper: Path) -> None:
    assert refusal(paper)[0][0] == "E121"
    assert not (paper.parent / "out" / "current").exists()
