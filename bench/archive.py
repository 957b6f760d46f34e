"""Many editions in one go: whether an archive's memory stays flat, and what an edition costs in it."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.contestants import ROOT
from bench.corpus import page_copy
from bench.editions import write_edition
from bench.measure import Contestant, compare

COUNTS = (4, 16)
PAGES = 4


def archive(runs: int) -> str:
    """Return a table: wall time and peak memory of archives of different length, and their ratio."""
    rows = [f"{'editions':>9}{'pages':>7}{'wall s':>9}{'s/edition':>11}{'peak MB':>9}"]
    costs = []
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-") as name:
        folder = Path(name)
        for count in COUNTS:
            home = folder / f"{count}"
            for number in range(count):
                copy = [page_copy(PAGES * number + page, 8000) for page in range(1, PAGES + 1)]
                write_edition(home / f"{number:03d}", copy)
            out = folder / f"out-{count}"
            command = [sys.executable, "-m", "broadsheet", "build", *map(str, sorted(home.iterdir()))]
            command += ["--out", str(out), "--format", "pdf", "--quiet"]
            written = Contestant(
                str(count), command, lambda out=out: sorted(out.glob("*/current/*.pdf")),  # type: ignore[misc]
                {"PYTHONPATH": str(ROOT / "src")},
            )  # fmt: skip
            cost = compare([written], runs)[str(count)]
            costs.append(cost)
            rows.append(
                f"{count:9}{count * PAGES:7}{cost.wall:9.2f}{cost.wall / count:11.3f}{cost.memory / 1e6:9.1f}"
            )
    ratio = costs[1].memory / costs[0].memory
    return "\n".join((*rows, "", f"memory, {COUNTS[1]} against {COUNTS[0]} editions: {ratio:.2f}"))
