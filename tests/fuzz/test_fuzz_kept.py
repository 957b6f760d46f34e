"""Hostile files that a desk keeps beside its editions: the night's configuration, decisions, lock files,
trees and reports. What is read ends as a value or a finding."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from broadsheet.diagnostics import BroadsheetError
from broadsheet.diff.report import render_json, render_text
from broadsheet.diff.trees import diff_trees
from broadsheet.lockfile import against_lock
from broadsheet.nightly.report import known_inputs
from broadsheet.options import LOCK
from broadsheet.readers.decisions import read_decisions
from broadsheet.readers.night import read_night
from broadsheet.tree.serial import TreeFormatError, read_tree
from fuzz.limits import bounded
from fuzz.test_fuzz import mutated

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits are Linux's")

NIGHT = """\
edition: content/{date:%Y-%m-%d}
out: out/{date:%Y}
missing: {'*': house, lead: standing}
retries: 3
wait: 60
formats: [pdf, tree]
settings: {edition.inks: process}
hook: [rsync, '{set}/', 'plant:/{date}']
hook_timeout: 9
"""
DECISIONS = """\
pages:
  1: {decision: expected, reason: 新版式, change: abcdef012345}
  2: {decision: skip, reason: 不看}
"""
LOCKED = json.dumps({"version": 1, "locked": {"font a.ttf": "abc", "engine": "1", "layout front": "d"}})
TREE = (Path(__file__).parents[1] / "references" / "cases" / "two-legs.json").read_text("utf-8")
OLD = read_tree(TREE)

VALUES: tuple[Any, ...] = (
    None, -1, 0, 10**30, 1.5, float("nan"), True, "", "x", "\ud800", [], {}, [1], [[]], {"a": 1}, "﷽" * 50,
)  # fmt: skip


def changed(text: str, rng: random.Random) -> str:
    """A JSON text with values somewhere in it exchanged or left out, or with its characters changed."""
    if rng.random() < 0.3:
        return mutated(text, rng)
    whole = json.loads(text)
    for _ in range(rng.randint(1, 3)):
        place: Any = whole
        while place:
            key = rng.choice(list(place.keys()) if isinstance(place, dict) else range(len(place)))
            if isinstance(place[key], (dict, list)) and place[key] and rng.random() < 0.85:
                place = place[key]
                continue
            if rng.random() < 0.3:
                del place[key]
            else:
                place[key] = rng.choice(VALUES)
            break
    return json.dumps(whole)


def read_a_night(text: str, folder: Path) -> None:
    night = read_night(written(folder / "nightly.yaml", text))
    for pattern in (night.edition, night.out, night.report):
        with suppress(ValueError):
            night.path(pattern, date(2026, 11, 23))


def read_some_decisions(text: str, folder: Path) -> None:
    read_decisions(written(folder / "decisions.yaml", text))


def read_a_lock(text: str, folder: Path) -> None:
    written(folder / LOCK, text)
    against_lock(folder / LOCK, {"engine": "2"}, refuse=False)


def read_a_report(text: str, _folder: Path) -> None:
    known_inputs(text)


def read_a_tree(text: str, _folder: Path) -> None:
    """A tree that is read is compared and told."""
    with suppress(TreeFormatError):
        found = diff_trees(OLD, read_tree(text))
        (render_text(found) + render_json(found)).encode()


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8", errors="surrogatepass")
    return path


Reader = Callable[[str, Path], None]
KEPT: dict[str, tuple[Reader, str, Callable[[str, random.Random], str]]] = {
    "night": (read_a_night, NIGHT, mutated),
    "decisions": (read_some_decisions, DECISIONS, mutated),
    "lock": (read_a_lock, LOCKED, changed),
    "report": (read_a_report, json.dumps({"inputs": {"a.md": "0"}}), changed),
    "tree": (read_a_tree, TREE, changed),
}


def read_many(kind: str, count: int, folder: Path) -> None:
    read, text, change = KEPT[kind]
    rng = random.Random(f"kept {kind} {count}")
    for number in range(count):
        hostile = change(text, rng)
        try:
            with bounded(f"{kind} {number}"), suppress(BroadsheetError):
                read(hostile, folder)
        except Exception as error:
            raise AssertionError(f"{kind} {number}: {error!r}: {hostile[:2000]!r}") from error


@pytest.mark.parametrize("kind", KEPT)
def test_kept_files_are_read_or_refused(kind: str, tmp_path: Path) -> None:
    read_many(kind, 150, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KEPT)
def test_ten_thousand_of_each_are_read_or_refused(kind: str, tmp_path: Path) -> None:
    read_many(kind, 10_000, tmp_path)
