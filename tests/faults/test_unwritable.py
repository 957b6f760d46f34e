"""Folders that cannot be written, at every step of writing, and workers that die: told, and nothing lost."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from broadsheet import BroadsheetError, painting
from broadsheet.api import build
from broadsheet.cli import main
from broadsheet.executor import ForkExecutor
from broadsheet.options import BuildOptions
from broadsheet.output import CURRENT
from faults.foggy import FORMATS, contents, foggy
from unit.base.paper import write_story

OPTIONS = BuildOptions(formats=FORMATS)


@pytest.mark.parametrize("place", ["a file", "below a file", "the link is a folder"])
def test_a_folder_that_cannot_be_written_is_told(
    place: str, paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    if place == "the link is a folder":
        (out / CURRENT / "mine").mkdir(parents=True)
    else:
        out.write_text("mine")
    before = set(tmp_path.rglob("*"))
    target = out / "deep" if place == "below a file" else out
    assert main(["build", str(paper), "--out", str(target), "--format", "pdf", "--lang", "zh"]) == 2
    told = capsys.readouterr().err
    assert "E104" in told
    named = {"a file": "此处不是文件夹", "below a file": f"{str(out)!r} 不是文件夹"}
    assert named.get(place, "不是链接") in told
    assert ("建议：" in told) is (place in named)
    assert not re.search("[a-z]{3} [a-z]{2}", told), "every reason reads in Chinese"
    assert set(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("home", ["/dev/null", "/nonexistent"])
def test_a_user_without_a_home_builds_all_the_same(home: str, paper: Path, tmp_path: Path) -> None:
    surroundings = {name: value for name, value in os.environ.items() if name != "XDG_CACHE_HOME"}
    command = [sys.executable, "-m", "broadsheet", "build", str(paper), "--out", str(tmp_path / "out")]
    done = subprocess.run(
        [*command, "--format", "pdf,tree,ticket", "--quiet"],
        check=False, capture_output=True, text=True, env=surroundings | {"HOME": home},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert contents(tmp_path / "out" / CURRENT) == contents(build(paper, tmp_path, options=OPTIONS).folder)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
@pytest.mark.parametrize("step", range(18))
def test_a_write_that_fails_leaves_the_old_set(
    step: int, number: int, paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    before = contents(build(paper, out, options=OPTIONS).folder)
    write_story(paper, "one", foggy("雪"))
    left, fsync = [step], os.fsync

    def failing(whole: Any) -> Any:
        def call(*arguments: Any, **named: Any) -> Any:
            if whole is fsync or any(str(out) in str(each) for each in arguments):
                left[0] -= 1
                if left[0] == -1:
                    raise OSError(number, os.strerror(number))
            return whole(*arguments, **named)

        return call

    for name in ("write_bytes", "replace", "rename", "symlink_to", "mkdir", "open"):
        monkeypatch.setattr(Path, name, failing(getattr(Path, name)))
    for name in ("replace", "rename", "symlink", "link", "fsync"):
        monkeypatch.setattr(os, name, failing(getattr(os, name)))
    codes = []
    try:
        build(paper, out, options=OPTIONS)
    except BroadsheetError as error:
        codes = [item.code for item in error.diagnostics]
    monkeypatch.undo()
    assert left[0] < 0, "fewer steps than were thought"
    refused = ["E104"] if step else ["E102"]  # before anything is written, what was released is read
    assert codes in ([], refused)  # a link that cannot be made is a copy that can
    assert (contents(out / CURRENT) == before) is bool(codes)
    assert contents(build(paper, out, options=OPTIONS).folder) == contents(out / CURRENT) != before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="workers are forked")
def test_the_pages_of_a_worker_that_is_killed_are_made_all_the_same(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = contents(build(paper, tmp_path / "one", options=OPTIONS).folder)
    home, paint, begun = os.getpid(), painting._paint_all, tmp_path / "begun"

    def dying(*arguments: Any) -> Any:
        if os.getpid() != home:
            begun.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return paint(*arguments)

    monkeypatch.setattr(painting, "_paint_all", dying)
    monkeypatch.setattr("broadsheet.executor.WORTH_A_COPY", 1)
    monkeypatch.setattr("broadsheet.executor._alone", lambda: True)
    options = BuildOptions(formats=FORMATS, executor=ForkExecutor(2))
    assert contents(build(paper, tmp_path / "two", options=options).folder) == whole
    assert begun.exists()


def test_what_was_taken_from_a_set_is_there_after_the_next_build(paper: Path, tmp_path: Path) -> None:
    """The set has the same name: it is not enough that a folder of that name is there."""
    out = tmp_path / "out"
    made = build(paper, out=out, options=OPTIONS)
    whole = contents(made.folder)
    names = sorted(made.files)
    (made.folder / names[0]).unlink()
    (made.folder / names[1]).unlink()
    (made.folder / names[1]).write_bytes(b"cut short")
    again = build(paper, out=out, options=OPTIONS)
    assert again.folder == made.folder
    assert contents(again.folder) == whole
