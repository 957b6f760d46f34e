"""What a change costs a press that keeps its matter standing, and what the make-up of a page costs."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.corpus import CHARACTERS, page_copy
from bench.editions import write_edition
from broadsheet.api import Press
from broadsheet.options import BuildOptions
from broadsheet.press import compose_edition
from broadsheet.readers.edition import read_edition

PAGES = 24
_PDF = BuildOptions(formats=("pdf",))


def warm(runs: int) -> str:
    """Return a table: make-up a page, a build from nothing, and one after one changed word, in ms."""
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-") as name:
        folder = Path(name)
        counts = (1, 8, PAGES)
        editions = {
            count: write_edition(
                folder / f"edition-{count}", [page_copy(each, CHARACTERS) for each in range(1, count + 1)]
            )
            for count in counts
        }
        rows = [
            (f"make-up a page, of {count}", _made_up(editions[count], runs) / count) for count in counts
        ]
        first, again = _rebuilt(editions[PAGES], folder / "out", runs)
        rows += [(f"{PAGES} pages from nothing, written", first), ("after one changed word, written", again)]
    width = max(len(label) for label, _ in rows)
    return "\n".join(f"{label.ljust(width)}  {took:7.1f} ms" for label, took in rows)


def _made_up(edition: Path, runs: int) -> float:
    """Stories set and pages made up in process, the edition read and the faces open already."""
    read = read_edition(edition).edition
    compose_edition(read)
    return median([_timed(lambda: compose_edition(read)) for _ in range(runs)])


def _rebuilt(edition: Path, out: Path, runs: int) -> tuple[float, float]:
    press = Press(edition, out, options=_PDF)
    first = _timed(press.build)
    story = edition / f"page-{PAGES // 2:02d}.md"
    copy, took = story.read_text("utf-8"), []
    for count in range(1, runs + 1):
        story.write_text(copy.replace("的", "得", count), "utf-8")
        took.append(_timed(press.build))
    return first, median(took)


def _timed(function: Callable[[], object]) -> float:
    start = perf_counter()
    function()
    return 1000 * (perf_counter() - start)
