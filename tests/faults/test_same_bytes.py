"""The same inputs give the same bytes: in any process, locale and time zone, with any number of workers."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from unit.base.paper import write_paper

SURROUNDINGS = {
    "hash seed": {"PYTHONHASHSEED": "4242"},
    "time zone": {"TZ": "Pacific/Kiritimati"},
    "locale": {"LANG": "tr_TR.UTF-8", "LC_ALL": "C"},
    "epoch": {"SOURCE_DATE_EPOCH": "86400"},
}


#: A small paper's pages are not worth a worker; here they are.
WORKERS_ALWAYS = """\
import sys
from broadsheet import executor
from broadsheet.cli import main
executor.WORTH_A_COPY = 1
sys.exit(main())
"""


def made(paper: Path, out: Path, surroundings: dict[str, str], *more: str) -> dict[str, str]:
    """A set that another process built: sha256 by name."""
    command = [sys.executable, "-c", WORKERS_ALWAYS, "build", str(paper), "--out", str(out)]
    subprocess.run(
        [*command, "--format", "pdf,tree,ticket", "--quiet", *more],
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "1", "TZ": "UTC"} | surroundings,
    )
    current = out / "current"
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in current.iterdir()}


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = "江面上起了雾。" * 40
    return write_paper(tmp_path_factory.mktemp("paper"), f"{text}one", f"{text}two")


@pytest.fixture(scope="module")
def before(paper: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return made(paper, tmp_path_factory.mktemp("out"), {}, "--jobs", "1")


@pytest.mark.parametrize("kind", SURROUNDINGS)
def test_surroundings_change_nothing(
    kind: str, paper: Path, before: dict[str, str], tmp_path: Path
) -> None:
    assert made(paper, tmp_path, SURROUNDINGS[kind]) == before


@pytest.mark.parametrize("jobs", ["2", "4"])
def test_workers_change_nothing(jobs: str, paper: Path, before: dict[str, str], tmp_path: Path) -> None:
    assert made(paper, tmp_path, {}, "--jobs", jobs) == before
