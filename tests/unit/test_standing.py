"""A press that keeps what it made: only what changed is made again, and the bytes are the same."""

from __future__ import annotations

import io
import json
import os
import shutil
from pathlib import Path

import pytest
from PIL import Image

from broadsheet.api import Press, build
from broadsheet.cli import main
from broadsheet.cli.watch import stamps
from broadsheet.diagnostics import BroadsheetError
from broadsheet.options import BuildOptions
from broadsheet.records import replace
from broadsheet.resources import newsprint
from broadsheet.standing import NOTHING_STANDING, Standing
from unit.base.paper import write_paper

PDF = BuildOptions(formats=("pdf", "tree"))


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return write_paper(tmp_path / "paper")


def change(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_nothing_is_made_again_where_nothing_changed(paper: Path, tmp_path: Path) -> None:
    press = Press(paper, tmp_path / "out", options=PDF)
    first = press.build()
    assert press.pages_made == (1, 2)
    second = press.build()
    assert press.made == {}
    assert second.folder == first.folder


def test_one_word_makes_its_story_and_its_page_again(paper: Path, tmp_path: Path) -> None:
    press = Press(paper, tmp_path / "out", options=PDF)
    before = press.build().folder
    change(paper / "two.md", "雾", "雨")
    after = press.build().folder
    assert press.pages_made == (2,)
    assert press.made["story"] == press.made["article"] == 1
    name = "lc2026112301.pdf"
    assert (before / name).stat().st_ino == (after / name).stat().st_ino  # linked, not written


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("two.md", "雾", "雨"),
        ("two.md", "headline: 大雾锁江", "headline: 雾散了"),
        ("two.md", "\n\n江面", "\n\n插入一段。\n\n江面"),
        ("edition.yaml", "2026-11-23", "2026-11-24"),
        ("edition.yaml", "holes: {text: one}", "holes: {text: two}"),
    ],
)
def test_a_build_from_memory_is_the_same_bytes(
    name: str, old: str, new: str, paper: Path, tmp_path: Path
) -> None:
    press = Press(paper, tmp_path / "out", options=PDF)
    press.build()
    if old.startswith("holes"):
        change(paper / name, "holes: {text: two}", "holes: {text: one }")
    change(paper / name, old, new)
    warm = press.build()
    cold = build(paper, tmp_path / "cold", options=PDF)
    assert contents(warm.folder) == contents(cold.folder)
    assert [str(found) for found in warm.diagnostics] == [str(found) for found in cold.diagnostics]


def test_a_style_sheet_of_its_own_changes_every_page(paper: Path, tmp_path: Path) -> None:
    (paper / "styles").mkdir()
    (paper / "styles" / "house.yaml").write_text("extends: daily\n", "utf-8")
    change(paper / "edition.yaml", "issue: 1", "issue: 1\nstyle: house")
    press = Press(paper, tmp_path / "out", options=PDF)
    press.build()
    (paper / "styles" / "house.yaml").write_text(
        "extends: daily\nparagraphs: {body: {indent: 3em}}\n", "utf-8"
    )
    warm = press.build()
    assert press.pages_made == (1, 2)
    assert contents(warm.folder) == contents(build(paper, tmp_path / "cold", options=PDF).folder)


SQUARE = '<svg viewBox="0 0 100 50" width="100" height="50"><path d="M0 0 H 80 V 50 H 0 Z"/></svg>'
DRAWN = """\
extends: plain
holes:
  box: {kind: picture, in: text, legs: [2, 2], line: 0, lines: 12}
"""


def test_drawings_are_read_again_when_they_change(paper: Path, tmp_path: Path) -> None:
    (paper / "layouts").mkdir()
    (paper / "layouts" / "drawn.yaml").write_text(DRAWN, "utf-8")
    for name in ("name", "map"):
        (paper / f"{name}.svg").write_text(SQUARE, "utf-8")
    change(paper / "edition.yaml", "issue: 1", "issue: 1\ncolumns: {人物: name.svg}")
    change(paper / "one.md", "headline", "column: 人物\nheadline")
    change(paper / "edition.yaml", "plain, holes: {text: one}", "drawn, holes: {text: one, box: map.svg}")
    press = Press(paper, tmp_path / "out", options=PDF)
    press.build()
    assert press.made["outline"] == press.made["drawing"] == 1
    change(paper / "one.md", "雾", "雨")
    press.build()
    assert "outline" not in press.made
    assert "drawing" not in press.made
    for name in ("name", "map"):
        (paper / f"{name}.svg").write_text(SQUARE.replace("80", "60"), "utf-8")
        warm = press.build()
        assert contents(warm.folder) == contents(build(paper, tmp_path / f"cold-{name}", options=PDF).folder)


def test_after_a_build_that_failed_the_good_one_stands(paper: Path, tmp_path: Path) -> None:
    press = Press(paper, tmp_path / "out", options=PDF)
    good = press.build()
    text = (paper / "edition.yaml").read_text("utf-8")
    (paper / "edition.yaml").write_text("pages: [", "utf-8")
    with pytest.raises(BroadsheetError):
        press.build()
    assert (tmp_path / "out" / "current").resolve() == good.folder.resolve()
    (paper / "edition.yaml").write_text(text, "utf-8")
    assert press.build().folder == good.folder
    assert press.pages_made == ()
    assert "story" not in press.made


def test_a_finding_of_the_copy_is_told_every_time(paper: Path, tmp_path: Path) -> None:
    change(paper / "one.md", "江面", "```\n江面")
    press = Press(paper, tmp_path / "out", options=PDF)
    first = [found.code for found in press.build().diagnostics]
    assert "W304" in first
    assert [found.code for found in press.build().diagnostics] == first


def tiff(colour: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(stream, "TIFF")
    return stream.getvalue()


@pytest.mark.parametrize("kept_in", ["memory", "store"])
def test_a_picture_of_the_same_size_and_time_is_another_one(
    kept_in: str, paper: Path, tmp_path: Path
) -> None:
    picture = paper / "fog.tif"
    picture.write_bytes(tiff("red"))
    (paper / "layouts").mkdir()
    fog = "{fog: {kind: picture, in: text, legs: [0, 1], line: 0, lines: 9}}"
    (paper / "layouts" / "own.yaml").write_text(f"extends: plain\nholes: {fog}\n", "utf-8")
    placed = "own, holes: {fog: {picture: fog.tif}, text: one}"
    change(paper / "edition.yaml", "plain, holes: {text: one}", placed)
    stored = replace(PDF, store=tmp_path / "store", picture_cache=tmp_path / "pictures")
    press = Press(paper, tmp_path / "out", options=PDF)
    again = press.build if kept_in == "memory" else lambda: build(paper, tmp_path / "out", options=stored)
    before, stat = again().folder, picture.stat()
    picture.write_bytes(tiff("blue"))
    os.utime(picture, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert picture.stat().st_size == stat.st_size
    after = again().folder
    assert after != before
    assert contents(after) == contents(build(paper, tmp_path / "cold", options=PDF).folder)


def test_a_profile_that_changed_in_its_place_makes_every_page_again(paper: Path, tmp_path: Path) -> None:
    profile = tmp_path / "plant.icc"
    icc = newsprint()
    profile.write_bytes(icc)
    own = replace(PDF, profile=profile)
    press = Press(paper, tmp_path / "out", options=own)
    press.build()
    profile.write_bytes(icc[:-1] + bytes([icc[-1] ^ 1]))
    assert contents(press.build().folder) == contents(build(paper, tmp_path / "cold", options=own).folder)
    assert press.pages_made == (1, 2)
    profile.unlink()
    with pytest.raises(BroadsheetError, match=r"E102.*plant\.icc"):
        press.build()


def test_a_single_build_from_python_finds_what_the_last_one_left(paper: Path, tmp_path: Path) -> None:
    stored = replace(PDF, store=tmp_path / "store")
    build(paper, tmp_path / "out", options=stored)
    left = {path: path.read_bytes() for path in (tmp_path / "store").iterdir()}
    assert len(left) == 1
    build(paper, tmp_path / "out", options=stored)
    assert {path: path.read_bytes() for path in (tmp_path / "store").iterdir()} == left


def test_what_a_build_does_not_ask_for_is_let_go() -> None:
    standing = Standing()
    assert standing.take("a", 1, "x", lambda: "made") == "made"
    assert standing.take("a", 1, "x", lambda: "again") == "made"
    assert standing.take("a", 1, "y", lambda: "again") == "again"
    standing.start()
    assert standing.last("a", 1) == "again"
    standing.finish()
    assert standing.last("a", 1) is None
    assert NOTHING_STANDING.take("a", 1, "x", lambda: "made") == "made"


def test_watch_builds_again_after_a_change(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["watch", str(paper), "--out", str(tmp_path / "out"), "--format", "pdf", "--lang", "en"]
    assert main([*arguments, "--builds", "1"]) == 0
    assert "pages 1, 2 made" in capsys.readouterr().out
    assert main([*arguments, "--builds", "1", "--report", "json"]) == 0
    told = capsys.readouterr()
    assert [item["code"] for item in json.loads(told.out)] == ["W704", "W704"]
    assert "pages 1, 2 made" in told.err
    shutil.rmtree(tmp_path / "out")


@pytest.mark.parametrize("kind", ["save", "rename", "same size and time", "profile"])
def test_watch_sees_whatever_becomes_of_a_file(
    kind: str,
    paper: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    profile, story = tmp_path / "plant.icc", paper / "two.md"
    icc = newsprint()
    profile.write_bytes(icc)
    waits: list[float] = []

    def edit(seconds: float) -> None:
        """What a desk does while the watch sleeps: nothing, then something."""
        waits.append(seconds)
        if len(waits) == 1:
            (paper / ".two.md.swp").write_text("hidden", "utf-8")
            (paper / "out" / "current" / "notes.txt").write_text("a result", "utf-8")
            return
        assert len(waits) == 2, "not seen"
        stat, text = story.stat(), story.read_text("utf-8").replace("雾", "雨")
        if kind == "profile":
            profile.write_bytes(icc[:-1] + bytes([icc[-1] ^ 1]))
        elif kind == "rename":
            (paper / ".new").write_text(text, "utf-8")
            (paper / ".new").replace(story)
        else:
            story.write_text(text, "utf-8")
        if kind == "same size and time":
            os.utime(story, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    monkeypatch.setattr("broadsheet.cli.watch.time.sleep", edit)
    out = ["--out", str(paper / "out"), "--format", "pdf", "--lang", "en", "--profile", str(profile)]
    assert main(["watch", str(paper), *out, "--builds", "2"]) == 0
    made = [line.split("  ")[1] for line in capsys.readouterr().out.splitlines()]
    assert made[1].startswith("pages 1, 2 made" if kind == "profile" else "page 2 made")


def test_watch_does_not_go_round_in_circles(paper: Path, tmp_path: Path) -> None:
    """A link from a folder to one above it had 20,000 files looked at, four times a second."""
    (tmp_path / "other.md").write_text("another edition's", "utf-8")
    (paper / "shelf" / "deep").mkdir(parents=True)
    for link, target in (
        ("here", "."),
        ("shelf/up", ".."),
        ("shelf/deep/out", "../../.."),
        ("again", "shelf"),
    ):
        (paper / link).symlink_to(target)
    (paper / "shelf" / "deep" / "note.md").write_text("ours", "utf-8")
    seen = [Path(name).name for name in stamps([paper], tmp_path / "out")]
    files = [path.name for path in paper.rglob("*") if path.is_file()]
    assert sorted(seen) == sorted(files)
    assert "note.md" in seen


@pytest.mark.parametrize("kind", ["results beside the manifest", "lock"])
def test_watch_waits_for_others_and_not_for_itself(
    kind: str,
    paper: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits: list[float] = []
    story = paper / "two.md"

    def edit(seconds: float) -> None:
        """A lock file that was written is seen once; then nothing, then a change."""
        waits.append(seconds)
        assert len(waits) < 9, "not seen"
        if len(waits) == 3:
            story.write_text(story.read_text("utf-8").replace("雾", "雨"), "utf-8")

    monkeypatch.setattr("broadsheet.cli.watch.time.sleep", edit)
    more = ["--lock"] if kind == "lock" else ["--release"]
    out = str(tmp_path / "out" if kind == "lock" else paper)
    builds = "3" if kind == "lock" else "2"
    arguments = ["--format", "pdf", "--lang", "en", "--builds", builds, *more]
    assert main(["watch", str(paper), "--out", out, *arguments]) == 0
    made = [line.split("  ")[1] for line in capsys.readouterr().out.splitlines()]
    assert len(waits) == 3
    assert made[-1].startswith("page 2 made")


@pytest.mark.parametrize("kept_in", ["memory", "store"])
def test_what_else_lies_beside_the_fonts_is_none(kept_in: str, paper: Path, tmp_path: Path) -> None:
    """A link to nowhere, as an editor leaves, and a circle of links ended builds that keep something."""
    fonts = paper / "fonts"
    fonts.mkdir()
    change(paper / "edition.yaml", "paper:", "fonts: fonts\npaper:")
    (fonts / ".#own.ttf").symlink_to("nobody@desk.2026")
    (fonts / "again").symlink_to("again")
    stored = replace(PDF, store=tmp_path / "store")
    press = Press(paper, tmp_path / "out", options=PDF)
    again = press.build if kept_in == "memory" else lambda: build(paper, tmp_path / "out", options=stored)
    again()
    (fonts / "README").write_text("ours", "utf-8")
    again()
    assert kept_in == "store" or press.made == {}


MOVED = """\
extends: plain
grid: {columns: 4, lines: 60}
holes:
  text: {kind: story, at: [0, 0], span: [2, 5]}
  fog: {kind: picture, at: [0, 10], span: [4, 30]}
  sold: {kind: ad, at: [0, 50], span: [2, 4]}
"""


def test_what_is_told_names_the_line_where_it_stands_now(paper: Path, tmp_path: Path) -> None:
    """Of what has only moved nothing is made again, but its line is another one."""
    (paper / "fog.tif").write_bytes(tiff("red"))
    (paper / "layouts").mkdir()
    (paper / "layouts" / "own.yaml").write_text(MOVED, "utf-8")
    (paper / "tea.yaml").write_text("elements: [{fill: [0, 0, 100%, 300%], colour: black}]\n", "utf-8")
    holes = "own, holes:\n     {text: one,\n      fog: {picture: fog.tif},\n      sold: tea}"
    change(paper / "edition.yaml", "plain, holes: {text: one}", holes)
    change(paper / "edition.yaml", "issue: 1", "issue: 1\nads: {tea: tea.yaml}")
    press = Press(paper, tmp_path / "out", options=PDF)
    seen = {item.code for item in press.build().diagnostics if item.span or item.hints}
    assert seen >= {"P701", "W607", "W641"}
    for name, old in (("edition.yaml", "issue: 1"), ("one.md", "headline")):
        change(paper / name, old, f"# 晚场\n{old}")
        assert press.build().diagnostics == build(paper, tmp_path / "cold", options=PDF).diagnostics
        assert press.pages_made == ()
