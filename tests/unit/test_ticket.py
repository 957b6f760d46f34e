"""What goes to the plant with pages: names by revision, checksums, a job ticket; the plant's profile."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from broadsheet.cli import main
from broadsheet.options import BuildOptions
from broadsheet.output import Written
from broadsheet.records import replace
from broadsheet.ticket import Named, job_files, note_release, read_released, released, revised
from broadsheet.tree.node import FaceRecord, Fill, Group, Ink, Role
from unit.diff.newspage import drawn, edition, page, run, story, text

MANIFEST = """\
paper: {name: 岚川日报, code: lc}
date: 2026-11-23
issue: 1
pages: [{number: 1, layout: plain, section: 要闻, holes: {text: one}}]
"""
NAME = "lc2026112301.pdf"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / "edition.yaml").write_text(MANIFEST, "utf-8")
    (folder / "one.md").write_text("---\nheadline: 大雾锁江\n---\n\n江面上起了雾。\n", "utf-8")
    return folder


def built(paper: Path, *flags: str) -> Path:
    out = paper.parent / "out"
    assert main(["build", str(paper), "--out", str(out), "--format", "pdf,ticket", "--quiet", *flags]) == 0
    return out / "current"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.pdf"))


def test_a_released_page_that_changes_gets_the_next_revision(paper: Path) -> None:
    assert names(built(paper)) == [NAME]
    story = paper / "one.md"
    story.write_text(story.read_text("utf-8").replace("雾", "雨", 1), "utf-8")
    assert names(built(paper, "--release")) == [NAME]  # what was not released may change
    assert names(built(paper)) == [NAME]  # nothing changed since
    before = story.read_text("utf-8")
    story.write_text(before.replace("雨", "雪"), "utf-8")
    assert names(built(paper, "--release")) == ["lc2026112301_v2.pdf"]
    assert names(built(paper, "--release")) == ["lc2026112301_v2.pdf"]
    story.write_text(before.replace("雨", "风"), "utf-8")
    assert names(built(paper)) == ["lc2026112301_v3.pdf"]


def test_a_page_that_was_revised_and_has_not_changed_since_is_one_file_on_the_disk(paper: Path) -> None:
    """Each set had a copy of its own, with another time: a plant's folder took it for a new page."""
    manifest, story = paper / "edition.yaml", paper / "one.md"
    second = "pages: [{number: 2, layout: plain, holes: {text: two}}, "
    manifest.write_text(MANIFEST.replace("pages: [", second), "utf-8")
    (paper / "two.md").write_text("---\nheadline: 云\n---\n\n云。\n", "utf-8")
    built(paper, "--release")
    whole = story.read_text("utf-8")
    story.write_text(whole.replace("雾", "雨", 1), "utf-8")
    before = built(paper, "--release").resolve()
    (paper / "two.md").write_text("---\nheadline: 云\n---\n\n雪。\n", "utf-8")
    after = built(paper, "--release").resolve()
    assert names(after) == ["lc2026112301_v2.pdf", "lc2026112302_v2.pdf"]
    assert (before / names(after)[0]).samefile(after / names(after)[0])


def test_the_ticket_says_what_the_plant_asks(paper: Path) -> None:
    folder = built(paper)
    job = json.loads((folder / "job.json").read_text("utf-8"))
    (told,) = job["pages"]
    data = (folder / NAME).read_bytes()
    assert (job["date"], job["standard"], job["profile"]) == ("2026-11-23", "PDF/X-4", "newsprint")
    assert (told["file"], told["page"], told["section"], told["revision"]) == (NAME, 1, "要闻", 1)
    assert (told["bytes"], told["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert told["trim_mm"] == [390.0, 540.0]
    assert told["plates"] == ["K"]
    assert "Broadsheet Song 400" in told["fonts"]


def test_a_page_has_the_fonts_that_stand_on_it_and_its_own_plates() -> None:
    red = drawn(Role.FRAME, Fill(0, 0, 9, 9, Ink(0, 1000, 0, 0)))
    faces = tuple(FaceRecord(key, "f" * 64, f"Broadsheet {key}", 400) for key in ("Song", "Hei", "Kai"))
    second = page(
        story("fog", Group(Role.HEADLINE, (run("雾"), replace(run("散"), face="Hei")))), red, number=2
    )
    tree = replace(edition(page(story("ferry", text(Role.HEADLINE, "雾"))), second), faces=faces)
    files = {f"{each.name}.pdf": Written("0" * 64, 9) for each in tree.pages}
    made = job_files(tree, revised(files | {"tree.json": Written("1" * 64, 1)}, {}), BuildOptions())
    pages = json.loads(made["job.json"])["pages"]
    assert [each["fonts"] for each in pages] == [
        ["Broadsheet Song 400"],
        ["Broadsheet Hei 400", "Broadsheet Song 400"],
    ]
    assert [each["plates"] for each in pages] == [["K"], ["C", "M", "Y", "K"]]
    assert made["SHA256SUMS"].decode().splitlines()[-1] == f"{'1' * 64}  tree.json"


def test_the_ticket_has_both_pages_of_a_spread_that_is_cut(paper: Path) -> None:
    spread = "{extends: plain, page: {spread: true}}"
    (paper / "layouts").mkdir()
    (paper / "layouts" / "both.yaml").write_text(spread, "utf-8")
    pages = "pages: [{number: 2, layout: both, section: 要闻, holes: {text: one}}]\n"
    (paper / "edition.yaml").write_text(MANIFEST.partition("pages:")[0] + pages, "utf-8")
    folder = built(paper, "--split-spreads")
    job = json.loads((folder / "job.json").read_text("utf-8"))
    assert [page["file"] for page in job["pages"]] == names(folder)
    assert len(names(folder)) == 2


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum")
def test_checksums_are_those_that_sha256sum_checks(paper: Path) -> None:
    folder = built(paper)
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder, check=True)


def test_an_older_standard_and_the_plants_profile(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from broadsheet.resources import newsprint

    icc = tmp_path / "plant.icc"
    icc.write_bytes(newsprint())
    folder = built(paper, "--pdfx", "x1a", "--profile", str(icc))
    assert b"PDF/X-1a:2003" in (folder / NAME).read_bytes()
    job = json.loads((folder / "job.json").read_text("utf-8"))
    assert (job["standard"], job["profile"]) == ("PDF/X-1a:2003", "plant.icc")
    assert main(["build", str(paper), "--profile", str(paper / "one.md")]) == 2
    assert "E610" in capsys.readouterr().err


@pytest.mark.parametrize("damaged", [b"", b"[]", b'{"a": 1}', b"{", b"\xff"])
def test_a_record_of_releases_that_is_damaged_stops_the_build(
    damaged: bytes, paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    arguments = ["build", str(paper), "--out", str(out), "--format", "pdf", "--release", "--lang", "en"]
    assert main(arguments) == 0
    before = sorted(out.rglob("*"))
    (out / "released.json").write_bytes(damaged)
    capsys.readouterr()
    assert main(arguments) == 2
    assert "released.json: damaged; put it back" in capsys.readouterr().err
    assert sorted(out.rglob("*")) == before


def test_runs_that_release_at_once_give_no_name_twice(tmp_path: Path) -> None:
    """Two desks: the plant had two pages of one name, and printed the one that came last."""
    begin = Barrier(8)

    def one(number: int) -> str:
        begin.wait()
        return next(iter(released(tmp_path, {"a.pdf": Written(f"{number}" * 64, 1)}).files))

    with ThreadPoolExecutor(8) as threads:
        given = list(threads.map(one, range(8)))
    assert sorted(given) == ["a.pdf", *(f"a_v{number}.pdf" for number in range(2, 9))]
    assert sorted(name for name, _ in read_released(tmp_path)["a"]) == sorted(given)


def test_a_release_that_cannot_be_noted_is_none(
    paper: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The disk was full: the set had become current, the exit code said that nothing was built, and the next
    change of the page went out under the same name."""
    before = built(paper, "--release").resolve()
    story = paper / "one.md"
    story.write_text(story.read_text("utf-8").replace("雾", "雨", 1), "utf-8")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("broadsheet.ticket.write_whole", full)
    out = paper.parent / "out"
    assert main(["build", str(paper), "--out", str(out), "--format", "pdf", "--release"]) == 2
    assert "E104" in capsys.readouterr().err
    assert (out / "current").resolve() == before


def test_a_record_of_releases_that_cannot_be_read_is_named(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder of results was named, as one that cannot be written."""
    (built(paper, "--release").parent / "released.json").unlink()
    (paper.parent / "out" / "released.json").mkdir()
    assert main(["build", str(paper), "--out", str(paper.parent / "out"), "--format", "pdf"]) == 2
    assert "out/released.json" in capsys.readouterr().err


def test_a_lock_of_another_user_is_held_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    released(tmp_path, {"a.pdf": Written("1" * 64, 1)})
    whole = Path.open

    def theirs(self: Path, mode: str = "r", **said: Any) -> Any:
        if self.name == ".released.lock" and mode != "rb":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        return whole(self, mode, **said)

    monkeypatch.setattr(Path, "open", theirs)
    assert released(tmp_path, {"a.pdf": Written("2" * 64, 1)}).revisions == {"a_v2.pdf": 2}


def test_pages_that_were_released_are_known(tmp_path: Path) -> None:
    assert read_released(tmp_path) == {}
    first, second = Written("1" * 64, 1), Written("2" * 64, 1)
    note_release(tmp_path, Named({"a.pdf": first}, {"a.pdf": "a.pdf"}, {"a.pdf": 1}))
    assert revised({"a.json": second}, read_released(tmp_path)) == Named(
        {"a.json": second}, {"a.json": "a.json"}, {}
    )
    assert revised({"a.pdf": second, "b.pdf": first}, read_released(tmp_path)).revisions == {
        "a_v2.pdf": 2,
        "b.pdf": 1,
    }
