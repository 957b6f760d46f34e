"""The command as a process: how it ends."""

from __future__ import annotations

import subprocess
import sys

import pytest

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
