"""What a change costs where matter is kept standing, in memory or on disk, and the make-up of a page."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from statistics import median
from time import perf_counter

from bench.corpus import CHARACTERS, page_copy
from bench.editions import write_edition
from bench.measure import Contestant, measured
from broadsheet.api import Press
from broadsheet.options import BuildOptions
from broadsheet.press import compose_edition
from broadsheet.readers.edition import read_edition

PAGES = 24
ROOT = Path(__file__).parent.parent
_PDF = BuildOptions(formats=("pdf",))


def warm(runs: int) -> str:
    """Return a table: make-up a page, a build from nothing, and one after one changed word, by a press in
    memory and by the command line, in ms."""
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
        rows += _commanded(editions[PAGES], folder, runs)
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


def _commanded(edition: Path, folder: Path, runs: int) -> list[tuple[str, float]]:
    """Whole commands by turns: nothing kept, an empty cache, the same again, one changed word."""
    cache, story = folder / "cache", edition / f"page-{PAGES // 2:02d}.md"
    command = [sys.executable, "-m", "broadsheet", "build", str(edition), "--out", str(folder / "out")]
    command += ["--format", "pdf", "--quiet"]
    environment = {"PYTHONPATH": str(ROOT / "src")}

    def took(*flags: str) -> float:
        return 1000 * measured(Contestant("command", [*command, *flags], list, environment)).wall

    found: dict[str, list[float]] = {}
    took("--no-cache")  # fills the byte code
    for _ in range(runs):
        rmtree(cache, ignore_errors=True)
        for name, flags in (
            ("by command, nothing kept", ("--no-cache",)),
            ("by command, with an empty cache", ("--cache", str(cache))),
            ("by command, nothing changed", ("--cache", str(cache))),
            ("by command, after one changed word", ("--cache", str(cache))),
        ):
            if "word" in name:
                story.write_text(story.read_text("utf-8").replace("的", "得", 1), "utf-8")
            found.setdefault(name, []).append(took(*flags))
    return [(name, median(all_took)) for name, all_took in found.items()]


def _timed(function: Callable[[], object]) -> float:
    start = perf_counter()
    function()
    return 1000 * (perf_counter() - start)
