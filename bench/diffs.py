"""What it costs to compare two sets of four pages: by their trees and as they look, as whole processes."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from broadsheet.api import build
from broadsheet.options import BuildOptions
from broadsheet.readers.report import Overrides

SAMPLE = Path(__file__).resolve().parents[1] / "content" / "lanchuan"
PAGES = (1, 2, 3, 4)
OTHER = (("grid.leading", "12.4pt"),)
"""Every line of every page moves."""


def diffs(runs: int) -> str:
    """Return a table: pages that all differ and pages that are the same, by tree and by look, in ms."""
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-") as name:
        old, new = Path(name) / "old", Path(name) / "new"
        for folder, settings in ((old, ()), (new, OTHER)):
            chosen = Overrides(pages=PAGES, settings=settings)
            build(SAMPLE, folder, overrides=chosen, options=BuildOptions(formats=("pdf", "tree")))
        rows = [
            (f"{' '.join(command)}, {label}", _took([*command, str(old), str(second)], runs))
            for command in (("diff",), ("proof", "compare"))
            for label, second in (("all pages differ", new), ("all pages the same", old))
        ]
    width = max(len(label) for label, _ in rows)
    return "\n".join(f"{label.ljust(width)}  {took:7.0f} ms" for label, took in rows)


def _took(arguments: list[str], runs: int) -> float:
    """The median of whole processes, in ms."""
    return median(_once(arguments) for _ in range(runs))


def _once(arguments: list[str]) -> float:
    start = perf_counter()
    subprocess.run([sys.executable, "-m", "broadsheet", *arguments], capture_output=True, check=False)
    return 1000 * (perf_counter() - start)
