"""Two jobs against one, to the same bytes: pages with pictures that no cache has, and small editions."""

from __future__ import annotations

import hashlib
import sys
import tempfile
from pathlib import Path
from shutil import rmtree
from statistics import median

from bench.contestants import ROOT
from bench.corpus import CHARACTERS, page_copy
from bench.editions import write_edition
from bench.measure import Contestant, measured
from bench.photographs import photographs

PICTURED = 24
SMALL = (1, 2, 4)
_MOST_ROUNDS = 9

_HOLES = ("upper", "lower")
_LAYOUT = """\
extends: plain
holes:
  upper: {kind: picture, in: text, legs: [1, 2], line: 0, lines: 24}
  lower: {kind: picture, in: text, legs: [3, 2], line: 60, lines: 14}
"""


def jobs(runs: int) -> str:
    """Return a table: wall and processor time with one job and with two, and their ratios."""
    rows = [f"{'edition':28}{'one job':>10}{'two jobs':>10}{'wall':>7}{'CPU, two':>10}"]
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-") as name:
        folder = Path(name)
        editions = [(f"{count} of plain text", _plain(folder / f"plain-{count}", count)) for count in SMALL]
        editions.append((f"{PICTURED} with pictures", _pictured(folder / "pictured")))
        for label, edition in editions:
            one, two, busy = _compared(edition, folder, min(runs, _MOST_ROUNDS))
            rows.append(f"{label:28}{one:>8.2f} s{two:>8.2f} s{two / one:>7.2f}{busy:>8.2f} s")
    return "\n".join((*rows, "", "bars: 0.65 with pictures, no more than one job for the small ones"))


def _plain(folder: Path, pages: int) -> Path:
    return write_edition(folder, [page_copy(number, CHARACTERS) for number in range(1, pages + 1)])


def _pictured(folder: Path) -> Path:
    """Pages of text with pictures of their own, six megapixels each."""
    edition = _plain(folder, PICTURED)
    (edition / "layouts").mkdir()
    (edition / "layouts" / "pictured.yaml").write_text(_LAYOUT, "utf-8")
    names = photographs(edition, PICTURED * len(_HOLES))
    manifest = (edition / "edition.yaml").read_text("utf-8").replace("layout: plain", "layout: pictured")
    for number in range(1, PICTURED + 1):
        holes = "".join(f", {hole}: {{picture: {names.pop()}, caption: 江上的雾。}}" for hole in _HOLES)
        manifest = manifest.replace(f"page-{number:02d}}}", f"page-{number:02d}{holes}}}")
    (edition / "edition.yaml").write_text(manifest, "utf-8")
    return edition


def _compared(edition: Path, folder: Path, runs: int) -> tuple[float, float, float]:
    """Medians of builds by turns with a cache that is empty each time: one job, two, and the processor time
    of two. Raises ValueError where the bytes differ."""
    found: dict[int, list[tuple[float, float]]] = {1: [], 2: []}
    digests = set()
    for _ in range(runs + 1):
        for count, costs in found.items():
            cache, out = folder / "cache", folder / f"out-{edition.name}-{count}"
            rmtree(cache, ignore_errors=True)
            rmtree(out, ignore_errors=True)
            command = [sys.executable, "-m", "broadsheet", "build", str(edition), "--out", str(out)]
            command += ["--format", "pdf", "--quiet", "--cache", str(cache), "--jobs", str(count)]
            built = Contestant("build", command, list, {"PYTHONPATH": str(ROOT / "src")})
            cost = measured(built)
            costs.append((cost.wall, cost.cpu))
            digests.add(_digest(out / "current"))
    if len(digests) > 1:
        raise ValueError(f"{edition.name}: two jobs make other bytes than one")
    walls = {count: median(wall for wall, _ in costs[1:]) for count, costs in found.items()}
    return walls[1], walls[2], median(cpu for _, cpu in found[2][1:])


def _digest(folder: Path) -> str:
    said = [(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in sorted(folder.iterdir())]
    return repr(said)
