"""Killed at any moment: the results are the old whole set or the new one, and the next run is fine."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from broadsheet.api import build
from broadsheet.options import BuildOptions
from broadsheet.output import CURRENT
from faults.foggy import FORMATS, contents, foggy
from unit.base.paper import write_story

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no signals")


def killed(paper: Path, out: Path, seconds: float) -> None:
    """A build that is killed after a while."""
    command = [sys.executable, "-m", "broadsheet", "build", str(paper), "--out", str(out)]
    process = subprocess.Popen(
        [*command, "--format", ",".join(FORMATS), "--quiet"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def kill_often(paper: Path, tmp_path: Path, times: int) -> None:
    out, rng = tmp_path / "out", random.Random(times)
    options = BuildOptions(formats=FORMATS)
    start = time.perf_counter()
    build(paper, out, options=options)
    whole = time.perf_counter() - start + 0.6  # and a process's start
    for number in range(times):
        before = contents(out / CURRENT)
        write_story(paper, "two", foggy("雨雪风雾"[number % 4]))
        write_story(paper, "one", foggy("风雨雪"[number % 3]))
        new = contents(build(paper, tmp_path / "aside", options=options).folder)
        killed(paper, out, rng.uniform(0.05, whole))
        assert contents(out / CURRENT) in (before, new)
        sets = [path for path in out.iterdir() if path.is_dir() and not path.name.startswith(".")]
        assert all(len(list(each.iterdir())) == len(before) for each in sets)
    last = build(paper, out, options=options)
    assert contents(out / CURRENT) == contents(last.folder)


def test_a_build_that_is_killed_leaves_a_whole_set(paper: Path, tmp_path: Path) -> None:
    kill_often(paper, tmp_path, 6)


@pytest.mark.slow
def test_two_hundred_builds_that_are_killed(paper: Path, tmp_path: Path) -> None:
    kill_often(paper, tmp_path, 200)


def test_a_full_disk_leaves_the_old_set(paper: Path, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    out = tmp_path / "out"
    options = BuildOptions(formats=FORMATS)
    before = contents(build(paper, out, options=options).folder)
    write_story(paper, "one", foggy("雪"))

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    made = subprocess.run(
        [sys.executable, "-B", "-m", "broadsheet", "build", str(paper), "--out", str(out), "--format", "pdf"],
        capture_output=True, text=True, preexec_fn=small, check=False,
    )  # fmt: skip
    assert made.returncode == 2, made.stderr
    assert "E104" in made.stderr
    assert contents(out / CURRENT) == before
    assert not [path for path in out.iterdir() if path.name.startswith(".")]


def test_results_that_vanish_are_made_again(paper: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    options = BuildOptions(formats=FORMATS)
    first = build(paper, out, options=options)
    for path in first.folder.iterdir():
        path.unlink()
    first.folder.rmdir()
    again = build(paper, out, options=options)
    assert again.folder == first.folder
    assert len(list(again.folder.iterdir())) == 5
