"""The nightly run: what is missing is marked or replaced, late copy waited for, a late page put in alone."""

from __future__ import annotations

import errno
import json
import os
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from broadsheet import checking, painting
from broadsheet import options as asked
from broadsheet.cli import main
from broadsheet.diagnostics import BroadsheetError, Severity
from broadsheet.exclusive import LockedError, locked
from broadsheet.model.night import RESULTS
from broadsheet.nightly.late import LatePages, late_pages
from broadsheet.nightly.report import NightReport, as_text, inputs
from broadsheet.nightly.run import LOCK, Task, run_night
from broadsheet.options import BuildOptions
from broadsheet.output import NewSet
from broadsheet.pdfcheck.rules import House
from broadsheet.readers.night import read_night
from broadsheet.resources import shipped
from broadsheet.tree.node import LayoutTree
from broadsheet.tree.serial import read_tree

MANIFEST = """\
paper: {name: 岚川日报, code: lc, first_issue: {date: 2026-11-01, number: 100}}
date: 2026-01-01
pages:
  - {number: 1, layout: plain, holes: {text: one}}
  - {number: 2, layout: plain, holes: {text: two}}
"""
DAY = date(2026, 11, 23)
FOLDER = "content/2026-11-23"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    (folder / "edition.yaml").write_text(MANIFEST, "utf-8")
    for slug in ("one", "two", "spare"):
        file(tmp_path, slug, f"江面上起了雾，{slug}航班停了16班。")
    return tmp_path


def file(desk: Path, slug: str, text: str) -> None:
    (desk / FOLDER / f"{slug}.md").write_text(f"---\nheadline: 大雾锁江{slug}\n---\n\n{text}\n", "utf-8")


def configured(desk: Path, more: str = "") -> Path:
    path = desk / "nightly.yaml"
    path.write_text(f"edition: content/{{date:%Y-%m-%d}}\n{more}", "utf-8")
    return path


def run(desk: Path, more: str = "", task: Task | None = None, wait: object = None) -> NightReport:
    def never(*_: object) -> None:
        raise AssertionError("it waited")

    night = read_night(configured(desk, more))
    return run_night(night, task or Task(DAY), BuildOptions(), wait or never)  # type: ignore[arg-type]


def text_of(desk: Path) -> str:
    tree = read_tree((desk / "out" / "2026-11-23" / "current" / "tree.json").read_text("utf-8"))
    return "".join(str(page) for page in tree.pages)


def test_a_night_is_built_for_its_day(desk: Path) -> None:
    report = run(desk)
    assert (report.code, report.tries) == (0, 1)
    assert sorted(report.files) == [
        "SHA256SUMS", "job.json", "lc2026112301.pdf", "lc2026112302.pdf", "tree.json",
    ]  # fmt: skip
    assert report.made is not None
    assert (report.made.edition.date, report.made.edition.issue) == (DAY, 122)
    told = json.loads((desk / "reports" / "2026-11-23.json").read_text("utf-8"))
    assert told["code"] == 0
    assert [(page["page"], page["layout"], page["stories"]) for page in told["pages"]] == [
        (1, "plain", ["one"]), (2, "plain", ["two"]),
    ]  # fmt: skip
    assert "one.md" in told["inputs"]
    assert any(name.startswith("font ") for name in told["inputs"])


def test_a_night_that_several_processes_make_is_the_same(desk: Path) -> None:
    results = []
    for jobs in (1, 2):
        assert main(["nightly", str(configured(desk, f"jobs: {jobs}\n")), "--date", "2026-11-23"]) == 0
        told = json.loads((desk / "reports" / "2026-11-23.json").read_text("utf-8"))
        results.append((told["set"], told["pages"], told["stories"]))
    assert results[0] == results[1]


def test_a_second_run_says_what_has_changed_since_the_first(desk: Path) -> None:
    assert run(desk).changed == ()
    assert run(desk).changed == ()
    file(desk, "two", "雪停了。")
    (name,) = run(desk).changed
    assert name.endswith("two.md")
    told = json.loads((desk / "reports" / "2026-11-23.json").read_text("utf-8"))
    assert told["changed"] == [name]
    assert any(key.startswith("font ") for key in told["inputs"])


def test_a_font_that_comes_into_use_has_not_changed(desk: Path) -> None:
    run(desk)
    file(desk, "two", "**雪停了。**\n\n> 路通了。")
    report = run(desk)
    assert report.changed == ("two.md",)
    file(desk, "two", "雪停了。")
    assert run(desk).changed == ("two.md",)


@pytest.mark.parametrize("place", [".", FOLDER, "elsewhere", "/"])  # / has what is installed in it, too
def test_a_run_from_another_folder_names_its_inputs_alike(
    desk: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    (desk / "elsewhere").mkdir()
    run(desk)
    monkeypatch.chdir(desk / place)
    report = run(desk)
    assert report.changed == ()
    assert report.made is not None
    assert {"edition.yaml", "one.md", "two.md"} <= inputs(report.made).keys()


@pytest.mark.parametrize("before", ["", "{", "[]", '{"inputs": 3}', '{"inputs": ["a"]}'])
def test_a_report_that_is_none_compares_with_nothing(before: str, desk: Path) -> None:
    run(desk)
    (desk / "reports" / "2026-11-23.json").write_text(before, "utf-8")
    assert run(desk).changed == ()


def test_a_hole_without_its_story_is_marked(desk: Path) -> None:
    (desk / FOLDER / "two.md").unlink()
    report = run(desk)
    assert report.code == 1
    assert [item.code for item in report.findings if item.code.startswith("W42")] == ["W420"]
    assert "〔缺稿〕" in text_of(desk)
    told = json.loads((desk / "reports" / "2026-11-23.json").read_text("utf-8"))
    assert told["missing"] == ["two"]
    empty = [dict(item.values)["slug"] for item in report.findings if item.code == "W704"]
    assert empty == ["one"]  # the other is missing, and that is told
    assert "under: one" in as_text(report)
    assert "under: two" not in as_text(report)


@pytest.mark.parametrize("gaps", ["true", "false"])
def test_a_night_that_waits_for_a_picture_is_given_no_flag_that_it_has_not(desk: Path, gaps: str) -> None:
    (desk / FOLDER / "layouts").mkdir()
    shot = "shot: {kind: picture, in: text, legs: [1, 1], line: 0, lines: 8}"
    (desk / FOLDER / "layouts" / "bridge.yaml").write_text(f"extends: plain\nholes: {{{shot}}}\n", "utf-8")
    own = "bridge, holes: {text: two, shot: {picture: gone.jpg}"
    placed = MANIFEST.replace("plain, holes: {text: two", own)
    (desk / FOLDER / "edition.yaml").write_text(placed, "utf-8")
    told: list[BroadsheetError] = []
    night = read_night(configured(desk, f"gaps: {gaps}\nretries: 1\nwait: 0\n"))
    run_night(night, Task(DAY), BuildOptions(), lambda _, error: told.append(error))
    (item,) = told[0].diagnostics
    assert (item.code, item.hint_lines()) == ("E604", ())


def test_a_copy_of_a_story_that_somebody_left_stops_no_night(desk: Path) -> None:
    """That of the outer folder is printed, and both are named."""
    (desk / FOLDER / "old").mkdir()
    copy = (desk / FOLDER / "two.md").read_text("utf-8").replace("江面上", "河面上")
    (desk / FOLDER / "old" / "two.md").write_text(copy, "utf-8")
    report = run(desk, "retries: 1\nwait: 0\n", wait=lambda *_: None)
    assert (report.code, report.tries, codes(report)) == (1, 2, [])
    (told,) = (item for item in report.findings if item.code == "E303")
    assert told.severity is Severity.PROBLEM
    values = dict(told.values)
    assert [values["first"].endswith("old/two.md"), values["second"].endswith("old/two.md")] == [False, True]
    assert (text_of(desk).count("江面上"), "河面上" in text_of(desk)) == (2, False)


@pytest.mark.parametrize("name", ["two", "text", "'*'"])
def test_another_story_stands_in(name: str, desk: Path) -> None:
    (desk / FOLDER / "two.md").unlink()
    report = run(desk, f"missing: {{{name}: spare}}\n")
    assert report.code == 1
    assert [item.code for item in report.findings if item.code.startswith("W42")] == ["W421"]
    assert "spare" in text_of(desk)


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ("{'*': spare}", ["W421", "W420"]),
        ("{one: spare, '*': spare}", ["W421", "W420"]),
        ("{one: spare, '*': other}", ["W421", "W421"]),
        ("{one: spare, two: spare, '*': other}", ["W421", "W421"]),
        ("{'*': lead}", ["W420", "W420"]),
    ],
)
def test_no_story_stands_in_twice_or_beside_itself(missing: str, told: list[str], desk: Path) -> None:
    pages = MANIFEST + "  - {number: 3, layout: plain, holes: {text: lead}}\n"
    (desk / FOLDER / "edition.yaml").write_text(pages, "utf-8")
    for slug in ("one", "two"):
        (desk / FOLDER / f"{slug}.md").unlink()
    for slug in ("other", "lead"):
        file(desk, slug, f"这是{slug}。")
    report = run(desk, f"missing: {missing}\n")
    assert codes(report) == told
    assert all(text_of(desk).count(f"这是{slug}。") <= 1 for slug in ("other", "lead"))
    hints = [line for item in report.findings if item.code == "W420" for line in item.hint_lines()]
    assert all("is printed elsewhere" in line for line in hints)
    assert len(hints) == told.count("W420")


HOUSE = "elements: [{text: 本报广告, at: [0, 20pt], style: strip}]\n"


def advertised(desk: Path, holes: str = "text: two") -> None:
    """The edition with a house advertisement, and page 2 filled as written."""
    whole = MANIFEST.replace("pages:", "ads: {house: house.yaml}\npages:").replace("text: two", holes)
    (desk / FOLDER / "edition.yaml").write_text(whole, "utf-8")
    (desk / FOLDER / "house.yaml").write_text(HOUSE, "utf-8")
    (desk / FOLDER / "two.md").unlink()


def codes(report: NightReport) -> list[str]:
    return [item.code for item in report.findings if item.code.startswith("W42")]


@pytest.mark.parametrize("name", ["two", "text", "'*'"])
def test_the_house_advertisement_stands_in(name: str, desk: Path) -> None:
    advertised(desk)
    report = run(desk, f"missing: {{{name}: house}}\n")
    assert (report.code, codes(report)) == (1, ["W421"])
    assert "本报广告" in text_of(desk)
    assert "〔缺稿〕" not in text_of(desk)
    told = json.loads((desk / "reports" / "2026-11-23.json").read_text("utf-8"))
    assert told["missing"] == ["two"]


LAYOUT = """\
extends: plain
holes:
  text: {kind: story, at: [0, 0], span: [5, 60], style: report}
  pic: {kind: picture, in: text, legs: [1, 2], line: 2, lines: 12}
  low: {kind: story, at: [0, 60], span: [5, 51], style: report}
"""


def test_an_advertisement_takes_the_turn_of_its_story_and_the_place_of_its_picture(desk: Path) -> None:
    advertised(desk, "text: {story: two, turns: [2/low]}, pic: a.jpg")
    manifest = desk / FOLDER / "edition.yaml"
    late = manifest.read_text("utf-8").replace("2, layout: plain", "2, index: [two], layout: half")
    manifest.write_text(late, "utf-8")
    (desk / FOLDER / "layouts").mkdir()
    (desk / FOLDER / "layouts" / "half.yaml").write_text(LAYOUT, "utf-8")
    report = run(desk, "missing: {'*': house}\n")
    assert (report.code, codes(report)) == (1, ["W421"])
    assert text_of(desk).count("本报广告") == 2
    assert [item.code for item in report.findings if item.code == "W411"] == []


@pytest.mark.parametrize("missing", ["", "missing: {'*': spare}\n", "missing: {'*': house}\n"])
def test_what_stands_in_other_holes_by_its_name_alone_is_no_missing_story(missing: str, desk: Path) -> None:
    """An advertisement and a picture, in the short form, on a night on which all is there."""
    advertised(desk, "text: two, pic: one/1, ad: house")
    manifest = desk / FOLDER / "edition.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("2, layout: plain", "2, layout: half"), "utf-8")
    (desk / FOLDER / "layouts").mkdir()
    half = LAYOUT.replace("low: {kind: story", "ad: {kind: ad").replace("[5, 51], style: report", "[5, 51]")
    (desk / FOLDER / "layouts" / "half.yaml").write_text(half, "utf-8")
    file(desk, "two", "雪停了。")
    told = "---\nheadline: 大雾\npictures: [{file: a.png}]\n---\n\n江上有雾。\n"
    (desk / FOLDER / "one.md").write_text(told, "utf-8")
    Image.new("L", (1200, 600), 90).save(desk / FOLDER / "a.png")
    report = run(desk, missing)
    assert (report.code, codes(report)) == (0, [])
    left = [dict(item.values)["slug"] for item in report.findings if item.code == "W412"]
    assert left == ([] if "spare" in missing else ["spare"])  # what is kept to stand in waits for its night


def test_a_picture_of_a_story_that_was_not_filed_leaves_its_gap(desk: Path) -> None:
    """The manifest names it by its story, which has none tonight: the night goes on."""
    advertised(desk, "text: two, pic: two/1")
    manifest = desk / FOLDER / "edition.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("2, layout: plain", "2, layout: half"), "utf-8")
    (desk / FOLDER / "layouts").mkdir()
    (desk / FOLDER / "layouts" / "half.yaml").write_text(LAYOUT, "utf-8")
    report = run(desk)
    assert (report.code, codes(report)) == (1, ["W420"])
    assert [item.code for item in report.findings if item.severity is Severity.ERROR] == []
    (gap,) = (item for item in report.findings if item.code == "P609")
    assert dict(gap.values)["reason"] == "its story is missing"
    assert "〔缺稿〕" in text_of(desk)


def test_a_hole_that_takes_no_advertisement_is_marked(desk: Path) -> None:
    """An L has no rectangle for it."""
    advertised(desk)
    manifest = desk / FOLDER / "edition.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("2, layout: plain", "2, layout: ell"), "utf-8")
    (desk / FOLDER / "layouts").mkdir()
    ell = "{kind: story, at: [0, 0], span: [5, 60], cut: [{at: [3, 40], span: [2, 20]}], style: report}"
    (desk / FOLDER / "layouts" / "ell.yaml").write_text(f"extends: plain\nholes: {{text: {ell}}}\n", "utf-8")
    report = run(desk, "missing: {'*': house}\n")
    assert (report.code, codes(report)) == (1, ["W420"])
    assert "〔缺稿〕" in text_of(desk)


@pytest.mark.parametrize(("size", "code"), [("[5, 60]", "W421"), ("[5, 61]", "W420"), ("整版", "W420")])
def test_an_advertisement_stands_in_no_hole_that_is_smaller_than_what_it_is_made_for(
    size: str, code: str, desk: Path
) -> None:
    """It was printed over the headline beside the hole and off the sheet."""
    advertised(desk)
    manifest = desk / FOLDER / "edition.yaml"
    sized = manifest.read_text("utf-8").replace("2, layout: plain", "2, layout: half")
    manifest.write_text(sized + f"house_ads: [{{ad: house, size: {size}}}]\n", "utf-8")
    (desk / FOLDER / "layouts").mkdir()
    half = "extends: plain\nholes: {text: {kind: story, at: [0, 0], span: [5, 60], style: report}}\n"
    (desk / FOLDER / "layouts" / "half.yaml").write_text(half, "utf-8")
    report = run(desk, "missing: {'*': house}\n")
    assert (report.code, codes(report)) == (1, [code])
    assert ("〔缺稿〕" in text_of(desk), "本报广告" in text_of(desk)) == (code == "W420", code == "W421")
    told = [line for item in report.findings if item.code == "W420" for line in item.hint_lines("zh")]
    assert told == (["'house' 是为更大的版位做的，请在 missing 中为此另给一个"] if code == "W420" else [])


HALF_WRITTEN = {
    "front matter that does not end": "---\nheadline: 题\n\n正文。\n",
    "no UTF-8": b"---\nheadline: \xff\n---\n",
    "nothing": "",
}


@pytest.mark.parametrize("kind", HALF_WRITTEN)
def test_a_story_that_cannot_be_read_is_a_missing_one(kind: str, desk: Path) -> None:
    """Somebody is still writing at it, and the paper has to be made."""
    text = HALF_WRITTEN[kind]
    (desk / FOLDER / "two.md").write_bytes(text if isinstance(text, bytes) else text.encode())
    report = run(desk, "missing: {two: spare}\n")
    assert (report.code, codes(report)) == (1, ["W421"])
    assert "spare" in text_of(desk)
    problems = [item for item in report.findings if item.severity is Severity.PROBLEM]
    assert any((item.span and item.span.file.endswith("two.md")) or item.code == "E103" for item in problems)


def test_a_story_with_a_mistake_is_told_and_printed(desk: Path) -> None:
    whole = "---\nheadline: 题\nkickr: 引\n---\n\n正文到了。\n"
    (desk / FOLDER / "two.md").write_text(whole, "utf-8")
    report = run(desk)
    assert (report.code, codes(report)) == (1, [])
    assert [item.severity for item in report.findings if item.code == "E111"] == [Severity.PROBLEM]
    assert "正文到了" in text_of(desk)


def test_a_story_with_a_mistake_is_waited_for(desk: Path) -> None:
    (desk / FOLDER / "two.md").write_text("---\nheadline: 题\n", "utf-8")
    waited: list[float] = []

    def wait(seconds: float, _: object) -> None:
        waited.append(seconds)
        file(desk, "two", "来了。")

    report = run(desk, "retries: 2\nwait: 7\n", wait=wait)
    assert (report.code, report.tries, waited) == (0, 2, [7])


def test_a_stand_in_that_is_nowhere_is_told(desk: Path) -> None:
    (desk / FOLDER / "two.md").unlink()
    report = run(desk, "missing: {two: spair}\n")
    assert codes(report) == ["W420"]
    assert [item.code for item in report.findings if item.code == "W431"] == ["W431"]
    assert "〔缺稿〕" in text_of(desk)


def test_late_copy_is_waited_for(desk: Path) -> None:
    (desk / FOLDER / "two.md").unlink()
    waited: list[float] = []

    def wait(seconds: float, _: object) -> None:
        waited.append(seconds)
        if len(waited) == 2:
            file(desk, "two", "来了。")

    report = run(desk, "retries: 5\nwait: 7\n", wait=wait)
    assert (report.code, report.tries, waited) == (0, 3, [7, 7])


def pictured(desk: Path) -> Path:
    """The night's first story with a picture of which only the half has been copied so far."""
    picture = desk / FOLDER / "boat.jpg"
    Image.effect_noise((300, 200), 80).save(picture, quality=90)
    picture.write_bytes(picture.read_bytes()[:5000])
    (desk / FOLDER / "layouts").mkdir()
    layout = "extends: plain\nholes:\n  photo: {kind: picture, in: text, legs: 1, line: 0, lines: 10}\n"
    (desk / FOLDER / "layouts" / "shown.yaml").write_text(layout, "utf-8")
    holes = "layout: shown, holes: {text: one, photo: {picture: boat.jpg}}"
    shown = MANIFEST.replace("layout: plain, holes: {text: one}", holes)
    (desk / FOLDER / "edition.yaml").write_text(shown, "utf-8")
    return picture


def test_a_picture_that_is_still_being_copied_is_waited_for(desk: Path) -> None:
    picture = pictured(desk)
    report = run(
        desk, "retries: 3\n", wait=lambda *_: Image.effect_noise((300, 200), 80).save(picture, quality=90)
    )
    assert (report.code, report.tries) == (0, 2)


def test_a_picture_that_goes_while_the_night_is_made_is_told_with_its_place(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was told as a file that cannot be written, and no report was."""
    from broadsheet import press

    picture, read = pictured(desk), press.read_edition
    Image.new("L", (1200, 600), 90).save(picture)

    def meanwhile(*arguments: Any) -> Any:
        found = read(*arguments)
        picture.unlink(missing_ok=True)
        return found

    monkeypatch.setattr(press, "read_edition", meanwhile)
    report = run(desk)
    assert (report.code, report.tries) == (1, 2)
    (gone,) = (item for item in report.findings if item.code == "P609")
    assert dict(gone.values)["reason"] == "not found"
    Image.new("L", (1200, 600), 90).save(picture)
    report = run(desk, "gaps: false\n")
    (gone,) = report.findings
    assert (report.code, gone.code, bool(gone.span)) == (2, "E605", True)
    assert gone.message("zh").endswith("没有这个文件或文件夹")
    assert (desk / "reports" / "2026-11-23.json").is_file()


def test_a_picture_that_is_replaced_while_the_night_is_made_is_read_again(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was sent once more at two o'clock, and there was no paper."""
    from broadsheet import press

    picture = pictured(desk)
    Image.new("L", (1200, 600), 90).save(picture)
    times = iter(range(9))

    def meanwhile(*arguments: Any) -> Any:
        if not next(times):
            Image.new("L", (1200, 600), 120).save(picture)
        return press.finish(*arguments)

    monkeypatch.setattr("broadsheet.nightly.run.finish", meanwhile)
    report = run(desk)
    assert (report.code, report.tries) == (0, 2)


def test_a_late_page_has_no_picture_of_the_others_converted_again(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.effect_noise((300, 200), 80).save(pictured(desk), quality=90)
    night = ["nightly", str(configured(desk)), "--date", "2026-11-23"]
    assert main(night) == 0
    file(desk, "two", "雾散了。")

    def again(*_: object) -> None:
        raise AssertionError("converted again")

    monkeypatch.setattr("broadsheet.pictures.convert._sharpened", again)
    assert main([*night, "--page", "2"]) == 0


def test_a_late_page_has_no_other_page_painted_or_judged_again(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three of its four seconds went into what was known of the other pages."""
    night = ["nightly", str(configured(desk)), "--date", "2026-11-23"]
    assert main(night) == 0
    file(desk, "two", "雾散了。")
    paint, judge = painting._paint, checking._judged
    painted: list[int] = []
    judged: list[str] = []

    def painting_again(tree: LayoutTree, **more: Any) -> Any:
        painted.extend(page.number for page in tree.pages)
        return paint(tree, **more)

    def judging_again(folder: Path, house: House, name: str) -> Any:
        judged.append(name)
        return judge(folder, house, name)

    monkeypatch.setattr(painting, "_paint", painting_again)
    monkeypatch.setattr(checking, "_judged", judging_again)
    assert main([*night, "--page", "1"]) == 2  # refused, and what is known of the pages stays known
    assert main([*night, "--page", "2"]) == 0
    assert (painted, judged) == ([2], ["lc2026112302_v2.pdf"])


def test_a_picture_that_never_comes_whole_leaves_a_gap(desk: Path) -> None:
    pictured(desk)
    report = run(desk, "retries: 2\n", wait=lambda *_: None)
    assert (report.code, report.tries) == (1, 3)
    assert "P609" in [item.code for item in report.findings]
    assert (desk / "out" / "2026-11-23" / "current" / "lc2026112301.pdf").is_file()


def test_copy_that_never_comes_is_marked_in_the_end(desk: Path) -> None:
    (desk / FOLDER / "two.md").unlink()
    report = run(desk, "retries: 2\nwait: 0\n", wait=lambda *_: None)
    assert (report.code, report.tries) == (1, 3)


def test_what_cannot_be_read_builds_nothing_and_the_last_set_stands(desk: Path) -> None:
    good = run(desk)
    (desk / FOLDER / "edition.yaml").write_text("pages: [", "utf-8")
    report = run(desk)
    assert (report.code, report.folder) == (2, "")
    assert (desk / "out" / "2026-11-23" / "current").resolve() == Path(good.folder).resolve()
    assert json.loads((desk / "reports" / "2026-11-23.json").read_text("utf-8"))["code"] == 2


def test_a_dry_run_writes_nothing(desk: Path) -> None:
    report = run(desk, task=Task(DAY, dry=True))
    assert (report.code, report.folder) == (0, "")
    assert sorted(path.name for path in desk.iterdir()) == ["content", "nightly.yaml"]


def test_a_dry_run_waits_for_nothing_and_nobody(desk: Path) -> None:
    """It says what would be made now."""
    (desk / FOLDER / "two.md").unlink()
    with locked(desk / "out" / "2026-11-23", LOCK):
        report = run(desk, "retries: 3\nwait: 60\n", task=Task(DAY, dry=True))
    assert (report.code, report.tries, codes(report)) == (1, 1, ["W420"])


def test_after_a_run_that_built_nothing_nothing_is_told_as_changed(desk: Path) -> None:
    manifest = desk / FOLDER / "edition.yaml"
    run(desk)
    manifest.write_text("pages: [", "utf-8")
    assert run(desk).code == 2
    manifest.write_text(MANIFEST, "utf-8")
    file(desk, "two", "雾散了。")
    assert run(desk).changed == ("two.md",)


def test_one_late_page_goes_in_alone(desk: Path) -> None:
    before = Path(run(desk).folder)
    file(desk, "two", "雾散了。")
    report = run(desk, task=Task(DAY, pages=(2,)))
    assert report.code == 0
    after = Path(report.folder)
    assert (before / "lc2026112301.pdf").read_bytes() == (after / "lc2026112301.pdf").read_bytes()
    assert (after / "lc2026112302_v2.pdf").is_file()  # the plant has seen the other


def test_a_late_page_that_would_change_another_stops(desk: Path) -> None:
    before = run(desk).folder
    file(desk, "one", "改了。")
    file(desk, "two", "雾散了。")
    report = run(desk, task=Task(DAY, pages=(2,)))
    assert report.code == 2
    refused = [item for item in report.findings if item.code == "E424"]
    assert [dict(item.values)["other"] for item in refused] == ["1"]
    assert "one body: 1 line changed" in refused[0].message()
    assert refused[0].hint_lines() == ("--page 1-2 puts all of them in",)
    assert (desk / "out" / "2026-11-23" / "current").resolve() == Path(before).resolve()
    told = run(desk, task=Task(DAY, pages=(1, *range(9, 99)))).findings[-1]  # in one line, not in ninety
    assert told.message() == "the edition has no page 9-98"
    assert told.hint_lines() == ("the edition has pages 1-2",)


def test_a_late_page_of_a_paper_that_has_fewer_pages_is_told_how_they_go(desk: Path) -> None:
    """What stands there now was told, but not that the page has gone; nor what to do."""
    run(desk)
    (desk / FOLDER / "edition.yaml").write_text(MANIFEST[: MANIFEST.index("  - {number: 2")], "utf-8")
    told = run(desk, task=Task(DAY, pages=(1,))).findings[-1]
    assert dict(told.values)["changes"].startswith("page 2 page: 1 page gone")
    assert "without --page" in told.hint_lines()[0]


def test_a_late_page_stops_where_another_would_be_in_another_font(desk: Path) -> None:
    """Each line stands where it stood, and yet every page went to the plant anew."""
    manifest = desk / FOLDER / "edition.yaml"
    manifest.write_text(MANIFEST + "fonts: fonts\n", "utf-8")
    (desk / FOLDER / "fonts").mkdir()
    own = desk / FOLDER / "fonts" / "song.ttf"
    font = TTFont(shipped("fonts", "BroadsheetSong-400.ttf"))
    font.save(own)
    before = run(desk).folder
    font["glyf"][font.getBestCmap()[ord("雾")]].coordinates.translate((0, 40))
    font.save(own)
    file(desk, "two", "雾散了。")
    report = run(desk, task=Task(DAY, pages=(2,)))
    refused = [item for item in report.findings if item.code == "E424"]
    assert (report.code, [dict(item.values)["other"] for item in refused]) == (2, ["1"])
    assert "font file song" in refused[0].message()
    assert (desk / "out" / "2026-11-23" / "current").resolve() == Path(before).resolve()
    assert run(desk, task=Task(DAY, pages=(1, 2))).code == 0


def test_what_is_saved_while_a_late_page_is_made_waits_for_the_next_run(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages were looked at, and then read anew: what had been saved meanwhile went out with the late page."""
    run(desk)
    file(desk, "two", "雾散了。")

    def looked_at(*arguments: Any) -> LatePages:
        found = late_pages(*arguments)
        file(desk, "one", "改了一半")
        return found

    monkeypatch.setattr("broadsheet.nightly.run.late_pages", looked_at)
    report = run(desk, task=Task(DAY, pages=(2,)))
    assert report.code == 0
    assert {"lc2026112301.pdf", "lc2026112302_v2.pdf"} <= set(report.files)
    assert "改了一半" not in text_of(desk)


@pytest.mark.parametrize("late", [(3,), (2, 3)])
def test_a_late_spread_goes_by_both_of_its_numbers(late: tuple[int, ...], desk: Path) -> None:
    (desk / FOLDER / "layouts").mkdir()
    (desk / FOLDER / "layouts" / "truck.yaml").write_text("{extends: plain, page: {spread: true}}", "utf-8")
    manifest = desk / FOLDER / "edition.yaml"
    manifest.write_text(MANIFEST.replace("2, layout: plain", "2, layout: truck"), "utf-8")
    run(desk)
    file(desk, "two", "雾散了。")
    report = run(desk, task=Task(DAY, pages=late))
    assert (report.code, [page for page, _ in report.late]) == (0, [2])
    assert "2026-11-23: pages 3," in as_text(report)  # as {pages} has it on the pages themselves


def test_one_late_page_after_the_other(desk: Path) -> None:
    """The first one was given its next revision's name; that is no change of it."""
    run(desk)
    file(desk, "two", "雾散了。")
    assert run(desk, task=Task(DAY, pages=(2,))).code == 0
    file(desk, "one", "航班都飞了。")
    report = run(desk, task=Task(DAY, pages=(1,)))
    assert (report.code, [item.code for item in report.findings if item.code == "E424"]) == (0, [])
    assert (Path(report.folder) / "lc2026112302_v2.pdf").is_file()
    assert (Path(report.folder) / "lc2026112301_v2.pdf").is_file()


def test_several_late_pages_go_in_together(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(desk)
    file(desk, "one", "航班都飞了。")
    file(desk, "two", "雾散了。")
    assert main(["nightly", str(configured(desk)), "--date", "2026-11-23", "--page", "1-2"]) == 0
    told = capsys.readouterr().out
    assert "page 1: one body" in told
    assert "page 2: two body" in told
    report = json.loads((desk / "reports" / "2026-11-23.json").read_text("utf-8"))
    assert [each["page"] for each in report["late"]] == [1, 2]


def test_of_a_late_page_that_is_all_new_the_text_tells_the_beginning(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(desk)
    file(desk, "two", "\n\n".join(f"第{number}班船开了。" for number in "一二三四五六七八九十"))
    assert main(["nightly", str(configured(desk)), "--date", "2026-11-23", "--page", "2"]) == 0
    (told,) = (line for line in capsys.readouterr().out.splitlines() if line.startswith("page 2: "))
    report = json.loads((desk / "reports" / "2026-11-23.json").read_text("utf-8"))
    (changes,) = (each["changes"] for each in report["late"])
    assert told.count("; ") == 6
    assert told.endswith(f"; {len(changes) - 6} more, in the report")


def test_the_line_of_a_mistake_is_shown(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manifest = desk / FOLDER / "edition.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("issue:", "isue:"), "utf-8")
    assert main(["nightly", str(configured(desk)), "--date", "2026-11-23"]) == 2
    assert "first_isue: {" in capsys.readouterr().err


def test_what_is_waited_for_is_told_at_once(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / FOLDER / "two.md").unlink()
    assert main(["nightly", str(configured(desk, "retries: 1\nwait: 0\n")), "--date", "2026-11-23"]) == 1
    told = capsys.readouterr().err
    assert told.index("no story called 'two'") < told.index("read again in 0 s") < told.index("[W420]")


@pytest.mark.parametrize("written", ["x", "0", "3-2", "-1"])
def test_late_pages_that_are_no_pages_are_refused(
    written: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["nightly", str(configured(desk)), "--date", "2026-11-23", f"--page={written}"]
    assert main(command) == 2
    assert "--page" in capsys.readouterr().err


def test_a_late_page_needs_a_set(desk: Path) -> None:
    assert [item.code for item in run(desk, task=Task(DAY, pages=(2,))).findings][-1] == "E422"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (b"\xff\xfe", "{tree} 中没有可读的版面树：文件不完整，或不是版面树"),
        (b'{"schema":4', "{tree} 中没有可读的版面树：文件不完整，或不是版面树"),
        (None, "{tree} 中没有可读的版面树：找不到 tree.json"),
    ],
)
def test_why_there_is_no_set_for_a_late_page_is_told(
    written: bytes | None, told: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the folder of results had was told as a pattern of a path, and in the system's English."""
    run(desk)
    out = desk / "out" / "2026-11-23"
    tree = out / "current" / "tree.json"
    tree.unlink()
    if written is not None:
        tree.write_bytes(written)
    command = ["nightly", str(configured(desk)), "--date", "2026-11-23", "--page", "2", "--lang", "zh"]
    assert main(command) == 2
    where = out / "current" if written is None else tree
    told = f"错误[E422] {out} 中没有可换版的成品：{told.format(tree=where)}"
    assert told in capsys.readouterr().err


def test_what_comes_after_finds_the_report(desk: Path) -> None:
    """It is to go to the plant with the set."""
    copy = "import pathlib, sys; pathlib.Path('seen').write_bytes(pathlib.Path(sys.argv[1]).read_bytes())"
    assert run(desk, f"hook: [{sys.executable}, -c, \"{copy}\", '{{report}}']\n").code == 0
    seen = json.loads((desk / "seen").read_text("utf-8"))
    assert (seen["code"], seen["hook"]) == (0, None)
    told = json.loads((desk / "reports" / "2026-11-23.json").read_text("utf-8"))
    assert told["hook"] == {"code": 0, "output": ""}


def test_a_report_that_cannot_be_written_leaves_nothing_half_written(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(desk)
    before = (desk / "reports" / "2026-11-23.json").read_bytes()

    opened = Path.open

    def full(self: Path, mode: str = "r", **said: Any) -> Any:
        if self.parent.name != "reports" or "w" not in mode:
            return opened(self, mode, **said)
        self.touch()
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", full)
        night = read_night(desk / "nightly.yaml")
        report = run_night(night, Task(DAY), BuildOptions())
    assert report.code == 1
    (found,) = [item for item in report.findings if item.code == "E104"]
    assert found.severity is Severity.PROBLEM
    assert "reports/2026-11-23.json: No space left" in found.message()
    assert [path.name for path in (desk / "reports").iterdir()] == ["2026-11-23.json"]
    assert (desk / "reports" / "2026-11-23.json").read_bytes() == before


def test_pages_go_to_the_plant_without_a_report_that_cannot_be_written(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "reports" / "2026-11-23.json").mkdir(parents=True)
    copy = "import shutil, sys; shutil.copytree(sys.argv[1], 'plant')"
    hook = json.dumps([sys.executable, "-c", copy, "{set}"])
    assert main(["nightly", str(configured(desk, f"hook: {hook}\n")), "--date", "2026-11-23"]) == 1
    assert "problem[E104]" in capsys.readouterr().err
    assert (desk / "plant" / "lc2026112301.pdf").is_file()


def test_two_runs_at_once_are_refused(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = desk / "out" / "2026-11-23"
    with locked(out, LOCK):
        with pytest.raises(LockedError, match="process"), locked(out, LOCK):
            pass
        assert main(["nightly", str(configured(desk)), "--date", "2026-11-23"]) == 3
    assert "error[E425] another nightly run" in capsys.readouterr().err
    with locked(out, LOCK):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="another kind of lock")
def test_a_folder_that_cannot_be_locked_is_told_as_that(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Some shares have no locks: every run was told that another one is at work."""

    def without(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("fcntl.flock", without)
    assert main(["nightly", str(configured(desk)), "--date", "2026-11-23"]) == 2
    assert "E104" in capsys.readouterr().err


def test_a_night_that_fills_its_disk_says_what_to_do_and_that_the_last_set_stands(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its report read as if pages had been made: pages 2, stories 2."""
    night = ["nightly", str(configured(desk)), "--date", "2026-11-23"]
    assert main(night) == 0
    file(desk, "two", "雾散了。")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(NewSet, "add", full)
    capsys.readouterr()
    assert main(night) == 2
    told = capsys.readouterr()
    assert told.out.endswith("nothing was written; what was there before stands\n")
    assert "No space left on device\n  hint: make room on its disk" in told.err
    assert main([*night, "--lang", "zh"]) == 2
    told = capsys.readouterr()
    assert told.out.endswith("未写入；原有成品不变\n")
    assert "磁盘已满\n  建议：请腾出磁盘空间" in told.err


def test_what_comes_after_gets_the_set(desk: Path) -> None:
    copy = "import shutil, sys; shutil.copytree(sys.argv[1], sys.argv[2]); print('copied', sys.argv[3])"
    hook = json.dumps([sys.executable, "-c", copy, "{set}", str(desk / "plant"), "{date}"])
    report = run(desk, f"hook: {hook}\n")
    assert (report.code, report.hook) == (0, 0)
    assert "copied 2026-11-23" in report.hook_output
    assert (desk / "plant" / "lc2026112301.pdf").is_file()


@pytest.mark.parametrize(
    "hook", [[sys.executable, "-c", "print('no route'); raise SystemExit(5)"], ["no-such-command-here"]]
)
def test_a_hook_that_fails_is_a_problem(hook: list[str], desk: Path) -> None:
    report = run(desk, f"hook: {json.dumps(hook)}\n")
    assert report.code == 1
    assert report.hook in {5, 127}
    assert all(line in as_text(report) for line in report.hook_output.splitlines())


def test_a_hook_that_takes_too_long_is_ended_and_what_it_said_is_kept(desk: Path) -> None:
    hook = [sys.executable, "-c", "import time; print('sending 1 of 8', flush=True); time.sleep(60)"]
    report = run(desk, f"hook: {json.dumps(hook)}\nhook_timeout: 1\n")
    assert (report.code, report.hook) == (1, 124)
    assert "sending 1 of 8" in report.hook_output
    assert report.hook_output.endswith(": timed out after 1 s")
    hook[-1] = "import time; time.sleep(60)"
    night = read_night(configured(desk, f"hook: {json.dumps(hook)}\nhook_timeout: 1\n"))
    report = run_night(night, Task(DAY), BuildOptions(language="zh"))
    assert report.hook_output == f"{hook[0]}: 超过 1 秒，已中止"


@pytest.mark.skipif(os.name == "nt", reason="a shell's ways")
def test_what_a_hook_leaves_running_is_not_waited_for(desk: Path) -> None:
    """A transfer in the background was a hook that timed out, ten minutes later."""
    (desk / "plant").mkdir()
    script = "(sleep 20; echo late > plant/late) & echo started; echo of two >&2"
    begun = time.monotonic()
    report = run(desk, f"hook: [sh, -c, {json.dumps(script)}]\nhook_timeout: 15\n")
    assert (report.code, report.hook, report.hook_output) == (0, 0, "started\nof two\n")
    assert time.monotonic() - begun < 14


@pytest.mark.skipif(os.name == "nt", reason="a shell's ways")
def test_a_hook_that_takes_too_long_is_ended_with_what_it_has_started(desk: Path) -> None:
    """The shell was ended, and what it had started sent on."""
    script = "sh -c 'echo $$ > child; exec sleep 60'; echo done"
    assert run(desk, f"hook: [sh, -c, {json.dumps(script)}]\nhook_timeout: 1\n").hook == 124
    child = int((desk / "child").read_text())
    for _ in range(100):  # it is gone when its new parent has looked
        if not Path(f"/proc/{child}/cmdline").exists() or not Path(f"/proc/{child}/cmdline").read_bytes():
            break
        time.sleep(0.05)
    else:
        pytest.fail("it sends on")


def test_the_command_reports_in_both_languages(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = str(configured(desk))
    assert main(["nightly", config, "--date", "2026-11-23", "--lang", "zh"]) == 0
    shown = capsys.readouterr().out
    assert "2026-11-23：2 版，2 稿" in shown
    assert "警告" in shown
    assert main(["nightly", config, "--date", "2026-11-23", "--report", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["code"] == 0
    assert main(["nightly", config, "--date", "23.11."]) == 2


def test_a_configuration_that_is_wrong_is_told_with_its_places(desk: Path) -> None:
    with pytest.raises(BroadsheetError) as caught:
        read_night(configured(desk, "retry: 3\nwait: soon\n"))
    assert len(caught.value.diagnostics) == 2
    assert {item.code for item in caught.value.diagnostics} == {"E111", "E113"}
    with pytest.raises(BroadsheetError) as caught:
        run(desk, "out: out/{nowhere}\n")
    assert [item.code for item in caught.value.diagnostics] == ["E426"]


@pytest.mark.parametrize(
    ("line", "code", "meant"),
    [
        ("formats: [pdf, pfd]", "E114", "pdf"),
        ("formats: []", "E113", ""),
        ("hook: [rsync, -a, '{sett}/', plant:/in/]", "E503", "set"),
        ("hook: []", "E113", ""),
    ],
)
def test_what_would_send_nothing_to_the_plant_is_told(line: str, code: str, meant: str, desk: Path) -> None:
    with pytest.raises(BroadsheetError) as caught:
        read_night(configured(desk, f"{line}\n"))
    (item,) = caught.value.diagnostics
    assert (item.code, item.span and item.span.line) == (code, 2)
    assert item.hint_lines() == ((f"did you mean '{meant}'?",) if meant else ())


def test_braces_of_the_command_itself_are_its_own(desk: Path) -> None:
    hook = "hook: [sh, -c, 'for f in $1/*; do echo ${f} {print} {set}; done']\n"
    assert read_night(configured(desk, hook)).hook[-1].endswith("{print} {set}; done")


def test_a_night_may_have_every_kind_of_results_and_no_other() -> None:
    assert set(RESULTS) == set(asked.RESULTS)
