"""What is no file that anybody meant: links in a circle, pipes, names that are no text."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from broadsheet.cli import main
from broadsheet.pdfcheck.check import check_pdf
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
    assert [(item.rule, item.detail) for item in check_pdf(path)] == [("F01", "its name is no UTF-8")]


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
