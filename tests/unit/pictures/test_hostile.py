"""Damaged pictures and bombs: told, within bounds of memory and time, and never a crash."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("hostile.py")
MOST_MEBIBYTES = 512
MOST_SECONDS = 10


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, float]]:
    """What became of each file of the corpus, in a process of its own, and how long it took."""
    spec = importlib.util.spec_from_file_location("hostile", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    hostile = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hostile)
    folder = tmp_path_factory.mktemp("hostile")
    for name, data in hostile.corpus():
        (folder / name).write_bytes(data)
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(folder)], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]
    *lines, peak = done.stdout.splitlines()
    found = {name: (outcome, seconds) for name, outcome, seconds in map(json.loads, lines)}
    assert len(found) == len(list(folder.iterdir())) > 200
    assert int(peak) < MOST_MEBIBYTES
    return found


def test_every_answer_comes_in_time(answers: dict[str, tuple[str, float]]) -> None:
    assert {name: seconds for name, (_, seconds) in answers.items() if seconds >= MOST_SECONDS} == {}


def test_what_is_cut_in_half_is_refused(answers: dict[str, tuple[str, float]]) -> None:
    halves = [outcome for name, (outcome, _) in answers.items() if name.startswith(("cut-1.", "cut-20."))]
    assert len(halves) == 12
    assert all(outcome.startswith(("refused: ", "broken: ")) for outcome in halves)


@pytest.mark.parametrize("kind", ["gif", "bmp", "ico", "ppm", "tga", "pcx", "jpeg2000", "page", "drawing"])
def test_other_formats_are_no_pictures(kind: str, answers: dict[str, tuple[str, float]]) -> None:
    assert answers[f"{kind}.png"][0] == "refused: not a picture"


def test_no_program_is_run_for_a_picture(answers: dict[str, tuple[str, float]]) -> None:
    assert answers["postscript.jpg"][0] == "refused: not a picture"


@pytest.mark.parametrize("name", ["huge.png", "huge.jpg", "progressive-huge.jpg", "huge.tif", "huge.webp"])
def test_a_size_that_no_page_needs_is_refused_from_the_header(
    name: str, answers: dict[str, tuple[str, float]]
) -> None:
    outcome, seconds = answers[name]
    assert outcome.startswith("refused: ")
    assert "pixels" in outcome
    assert seconds < 1


@pytest.mark.parametrize("name", ["bomb-rgba.png", "bomb-sixteen.png", "progressive-large.jpg"])
def test_what_would_take_too_much_memory_is_refused_before_it_is_decoded(
    name: str, answers: dict[str, tuple[str, float]]
) -> None:
    outcome, seconds = answers[name]
    assert outcome.endswith("pixels of this kind")
    assert seconds < 1


def test_a_file_is_what_its_bytes_say(answers: dict[str, tuple[str, float]]) -> None:
    named = [outcome for name, (outcome, _) in answers.items() if name.startswith("wrong-name-")]
    assert named == ["made"] * 6
