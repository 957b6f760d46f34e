"""What is no file that anybody meant: links in a circle, pipes, names that are no text."""

from __future__ import annotations

import json
import os
import shutil
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from broadsheet.cli import main
from broadsheet.cli.show import guarded
from broadsheet.pdfcheck.check import check_pdf
from broadsheet.resources import shipped
from fuzz.limits import bounded

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits are Linux's")

COMMANDS = (
    "build {0}", "check {0}", "watch {0} --builds 1", "grid {0}", "galley {0}", "explain {0} a", "fonts {0}",
    "nightly {0} --date 2026-11-23", "diff {0} {0}", "diff {0} {0} --decisions {0}", "proof compare {0} {0}",
    "proof pages {0}", "proof pages .", "proof separations {0}", "preflight {0}", "preflight {0} --house {0}",
)  # fmt: skip


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BROADSHEET_DEBUG", "1")
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_links_in_a_circle_are_no_files(command: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "loop.pdf").symlink_to("loop.pdf")
    assert main(command.format("loop.pdf").split()) == 2
    assert "error[E" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["diff {0} {0}", "proof compare {0} {0}", "proof pages {0}"])
def test_a_pipe_is_no_set(command: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(here / "pages")
    assert main(command.format("pages").split()) == 2
    assert "E102] cannot read pages: not a file" in capsys.readouterr().err


def test_a_pdf_whose_name_is_no_text_is_damaged(here: Path) -> None:
    path = here / os.fsdecode(b"a\xff.pdf")
    path.write_bytes(b"%PDF-1.4\n")
    assert [(item.rule, item.detail) for item in check_pdf(path).found] == [("F01", "its name is no UTF-8")]


GBK = os.fsdecode("照".encode("gbk"))


@pytest.fixture
def packed(here: Path) -> Path:
    """A paper as it comes out of an archive that was packed on Windows: copy and a font named in GBK."""
    assert main(["new", f"paper{GBK}"]) == 0
    paper = here / f"paper{GBK}"
    (paper / "content" / f"{GBK}.md").write_text("---\nheadline: 题\n---\n\n正文。\n", "utf-8")
    (paper / "fonts").mkdir()
    shutil.copy(shipped("fonts", "BroadsheetKai-400.ttf"), paper / "fonts" / f"{GBK}.ttf")
    manifest = paper / "edition.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("date:", "fonts: [fonts]\ndate:", 1), "utf-8")
    return paper


def test_names_that_are_no_text_are_names_as_others(packed: Path) -> None:
    for locked in "--lock", "--locked":
        assert main(["build", str(packed), "--out", "out", "--format", "tree,pdf", locked, "--quiet"]) == 0
    assert "\\\\xd5\\\\xd5" in Path("out/current/tree.json").read_text("utf-8")  # the face's name
    assert main(["build", "paper*", "--out", "set", "--format", "tree", "--resume"]) == 0
    Path("link.html").symlink_to("changes.html")
    for report in "changes.html", "link.html":
        assert main(["diff", "out", f"set/{packed.name}", "--html", report]) == 0
    packed.rename("paper")
    night = "edition: paper\nout: night/{date:%Y-%m-%d}\nreport: report-{date:%m}.json\nformats: [tree]\n"
    Path("night.yaml").write_text(night, "utf-8")
    assert main(["nightly", "night.yaml", "--date", "2026-11-23"]) == 0
    findings = json.loads(Path("report-11.json").read_bytes())["findings"]
    (found,) = (each for each in findings if each["code"] == "W412")
    assert found["place"] == f"paper/content/{GBK}.md:1:1"


def test_a_paper_s_own_name_is_text(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "paper", "--name", GBK]) == 2
    assert "bad value for --name: no UTF-8" in capsys.readouterr().err
    assert not (here / "paper").exists()


def test_results_whose_current_set_is_a_circle_are_built_anew(here: Path) -> None:
    assert main(["new", "paper"]) == 0
    (here / "out").mkdir()
    (here / "out" / "current").symlink_to("current")
    assert main(["build", "paper", "--format", "tree", "--quiet", "--no-cache"]) == 0
    assert (here / "out" / "current" / "tree.json").is_file()


def test_a_galley_reads_no_stream_without_an_end(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with bounded("a stream", memory=256 << 20):
        assert main(["galley", "/dev/zero"]) == 2
    assert "E102] cannot read /dev/zero: larger than 16 MB" in capsys.readouterr().err


def test_a_name_that_the_locale_has_no_characters_for_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As a system whose locale is GBK says it; it was an internal error."""

    def named(_: Namespace) -> int:
        return len("报😀".encode("gbk"))

    with pytest.raises(UnicodeEncodeError):  # where names have all characters, it is of something else
        guarded(named)(Namespace(lang="zh"))
    monkeypatch.setattr("sys.getfilesystemencoding", lambda: "gbk")
    assert guarded(named)(Namespace(lang="zh")) == 2
    told = capsys.readouterr().err
    assert "[E102] 无法读取 报😀：'😀' 不在区域设置的编码 'gbk' 之内\n  建议：" in told
