"""The command as a process: how it ends."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from broadsheet.cli.reference import reference
from unit.base.paper import write_paper

PROGRAM = """\
import atexit, sys, threading, time
from broadsheet.cli import command
atexit.register(print, "registered")
company, sys.argv[1:] = sys.argv[1], sys.argv[2:]
if company == "together":
    threading.Thread(target=lambda: (time.sleep(0.3), print("thread"))).start()
command()
"""


def end(*arguments: str) -> tuple[int, str, str]:
    done = subprocess.run([sys.executable, "-c", PROGRAM, *arguments], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("company", ["alone", "together"])
def test_all_that_was_printed_is_out_and_what_others_registered_is_run(company: str) -> None:
    code, printed, told = end(company, "--version")
    assert code == 0
    assert printed.startswith("broadsheet ")
    assert "registered" in printed
    assert ("thread" in printed) == (company == "together")
    assert told == ""


def test_the_exit_code_is_that_of_the_command() -> None:
    code, _, told = end("alone", "build", "nowhere")
    assert code == 2
    assert "nowhere" in told


def test_a_reader_that_goes_away_is_no_error() -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "broadsheet", "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    assert b"Traceback" not in program.stderr.read()
    program.stderr.close()
    program.wait(timeout=30)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
@pytest.mark.parametrize("flags", [[], ["-u"]])
@pytest.mark.parametrize("lost", ["the reader of both", "the log"])
def test_a_night_is_made_whoever_reads_what_it_says(lost: str, flags: list[str], tmp_path: Path) -> None:
    """What it waits for went into a log on a full disk, or to a reader that had gone: nothing was built, and
    with no reader the exit code was 0."""
    paper = write_paper(tmp_path / "paper")
    (paper / "two.md").unlink()
    (tmp_path / "night.yaml").write_text("edition: paper\nretries: 1\nwait: 0\n", "utf-8")
    command = [*flags, "-m", "broadsheet", "nightly", str(tmp_path / "night.yaml"), "--date", "2026-11-23"]
    reader, writer = os.pipe()
    os.close(reader)
    with Path("/dev/full").open("wb") as full:
        errors = full.fileno() if lost == "the log" else writer
        output = subprocess.DEVNULL if lost == "the log" else writer
        done = subprocess.run([sys.executable, *command], stdout=output, stderr=errors)
    os.close(writer)
    assert done.returncode == 1  # a story is missing
    assert (tmp_path / "out" / "2026-11-23" / "current" / "lc2026112301.pdf").is_file()


def test_findings_of_a_build_do_not_wait_for_the_next_one(tmp_path: Path) -> None:
    paper = write_paper(tmp_path / "paper")
    command = ["watch", str(paper), "--out", str(tmp_path / "out"), "--format", "tree", "--report", "json"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    program = subprocess.Popen(
        [sys.executable, "-m", "broadsheet", *command],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
    )  # fmt: skip
    assert program.stdout is not None
    try:
        assert select.select([program.stdout], [], [], 30)[0]
        program.stdout.close()  # and it ends when there is nobody to tell
        (paper / "two.md").write_text("---\nheadline: 雾散\n---\n\n雾散了。\n", "utf-8")
        assert program.wait(timeout=30) in {0, 1}
    finally:
        program.kill()


def test_a_second_interrupt_is_as_quiet_as_the_first() -> None:
    again = "def again(_):\n    raise KeyboardInterrupt\n"
    program = f"from broadsheet import cli\n{again}cli._all_printed = again\ncli.command()"
    command = [sys.executable, "-c", program, "--version"]
    done = subprocess.run(command, capture_output=True)
    assert (done.returncode, done.stderr) == (130, b"")


def test_the_help_of_the_process_is_that_of_the_page() -> None:
    """The process has a gettext of its own."""
    _, printed, _ = end("alone", "--help")
    assert printed.removesuffix("registered\n").rstrip() in reference()


def test_an_output_without_chinese_shows_codes() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "broadsheet", "galley", "--help"], capture_output=True, env=environment
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"(\\u5c0f\\u6837)" in done.stdout


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-8"])
def test_json_is_json_to_an_output_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    """ASCII had \\xe9 for é, GBK \\U0001f600 for a smile, and all else in GBK, which no program expects."""
    paper = write_paper(tmp_path / "paper")
    (paper / "two.md").write_text("---\nheadline: é 😀 雾\n---\n\n雾。\n\n---\n", "utf-8")
    (paper / "é😀雾.md").write_text("---\nheadline: 无处\n---\n\n雾。\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "broadsheet", "check", str(paper), "--report", "json", "--lang", "zh"],
        capture_output=True, env={**os.environ, "PYTHONIOENCODING": encoding},
    )  # fmt: skip
    told = json.loads(done.stdout.decode("utf-8"))
    assert [item["message"] for item in told if item["code"] == "W412"] == ["稿件 'é😀雾' 未上版"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
def test_a_full_disk_below_the_output_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "broadsheet", "galley", "-", "--lang", "en"],
            input="江堤加固提前完工。", stdout=full, stderr=subprocess.PIPE, encoding="utf-8",
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("error[E104] cannot write to stdout: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="closes an output as a shell does")
def test_an_output_that_is_closed_takes_everything() -> None:
    command = f'"{sys.executable}" -m broadsheet --version >&-'
    done = subprocess.run(command, shell=True, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (0, b"")
