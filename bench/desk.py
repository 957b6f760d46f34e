"""The sample edition by the commands that a desk gives, with pictures, proofs and preflight."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from shutil import copytree

from bench.contestants import ROOT
from bench.measure import Contestant, compare, measured

_SAMPLE = ROOT / "content" / "lanchuan"


def desk(runs: int) -> str:
    """Return a table: wall and processor time and memory of each command, all by turns."""
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-") as name:
        folder = Path(name)
        edition, sets = copytree(_SAMPLE, folder / "edition"), folder / "sets"
        build = ["build", str(edition), "--quiet"]
        measured(_of("pages to judge", [*build, "--no-cache", "--out", str(sets)]))
        pages = [str(path) for path in sorted((sets / "current").glob("*.pdf"))]
        fresh = [*build, "--no-cache", "--out", str(folder / "out")]
        costs = compare(
            [
                _of("check", ["check", str(edition)]),
                _of("build: PDFs", [*fresh, "--format", "pdf"]),
                _of("build: PDFs, tree, proofs", fresh),
                _of("the same, two jobs", [*fresh, "--jobs", "2"]),
                _of("preflight", ["preflight", *pages]),
                _of("preflight, two jobs", ["preflight", *pages, "--jobs", "2"]),
            ],
            runs,
        )
    rows = [f"{'the sample, ' + str(len(pages)) + ' pages':28}{'wall':>9}{'CPU':>9}{'peak':>9}"]
    for name, cost in costs.items():
        rows.append(f"{name:28}{cost.wall:>7.2f} s{cost.cpu:>7.2f} s{cost.memory / 2**20:>6.0f} MB")
    return "\n".join(rows)


def _of(name: str, arguments: Sequence[str]) -> Contestant:
    command = [sys.executable, "-m", "broadsheet", *arguments]
    return Contestant(name, command, list, {"PYTHONPATH": str(ROOT / "src")})
