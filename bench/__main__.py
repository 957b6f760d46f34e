"""``python -m bench``: the comparison with typst, the stages inside one process, or the evenness."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from bench.archive import archive
from bench.checks import checks
from bench.contestants import TYPST_LINEBREAKS, Settings, contestants, has_typst
from bench.corpus import CHARACTERS
from bench.desk import desk
from bench.diffs import diffs
from bench.evenness import evenness
from bench.jobs import jobs
from bench.kept import keep
from bench.measure import ContestantError, Cost, compare
from bench.pictures import pictures
from bench.report import bars, table
from bench.stages import stages
from bench.warm import warm

#: What is measured by itself, by its flag.
_ALONE: dict[str, Callable[[int], str]] = {
    "stages": stages, "warm": warm, "pictures": pictures, "archive": archive, "checks": checks,
    "jobs": jobs, "desk": desk, "diff": diffs, "evenness": lambda _: evenness(),
}  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Run what is asked for; 2 where a contestant fails."""
    chosen = _parser().parse_args(arguments)
    for name, show in _ALONE.items():
        if getattr(chosen, name):
            print(show(chosen.runs))
            return 0
    print(_conditions(chosen))
    settings = Settings(chosen.breaker, chosen.compressor, chosen.characters, chosen.others)
    try:
        results = _results(chosen.pages, chosen.runs, settings)
    except ContestantError as error:
        print(error, file=sys.stderr)
        return 2
    print(table(results))
    print()
    print(bars(results))
    if chosen.keep:
        print(keep(chosen.keep, _conditions(chosen), results))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument(
        "--pages", type=int, nargs="+", default=[1, 8, 24], metavar="N", help="numbers of pages (1 8 24)"
    )
    parser.add_argument("-n", "--runs", type=int, default=5, help="rounds of which the median is taken (5)")
    parser.add_argument("--breaker", choices=sorted(TYPST_LINEBREAKS), default="first-fit")
    parser.add_argument("--compressor", choices=("zlib", "isal", "libdeflate"), default="zlib")
    parser.add_argument("--characters", type=int, default=CHARACTERS, help=f"of a page ({CHARACTERS})")
    parser.add_argument("--stages", action="store_true", help="time items and breaks in one process instead")
    parser.add_argument("--warm", action="store_true", help="time make-up, and a build after one change")
    parser.add_argument("--pictures", action="store_true", help="time 12 megapixels to press inks instead")
    parser.add_argument("--desk", action="store_true", help="time a desk's commands on the sample instead")
    parser.add_argument("--diff", action="store_true", help="time comparisons of four pages instead")
    parser.add_argument("--archive", action="store_true", help="time many editions in one go instead")
    parser.add_argument("--jobs", action="store_true", help="time two jobs against one instead")
    parser.add_argument("--checks", action="store_true", help="show what preflight and proofs cost instead")
    parser.add_argument("--others", action="store_true", help="platypus and WeasyPrint as well, if installed")
    parser.add_argument("--keep", metavar="NAME", help="keep the results as bench/results/NAME.json")
    parser.add_argument("--evenness", action="store_true", help="show how even the lines are instead")
    return parser


def _results(counts: list[int], runs: int, settings: Settings) -> dict[int, dict[str, Cost]]:
    """The medians by number of pages and process. All processes share one cache of byte code, which
    the unmeasured round fills: an installed package has one, too."""
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-") as name:
        folder = Path(name)
        os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        return {
            count: compare(
                contestants(folder / f"{count}-pages", count, settings), min(runs, 3) if count > 100 else runs
            )
            for count in counts
        }


def _conditions(chosen: argparse.Namespace) -> str:
    """The line that says what was measured."""
    ours = f"broadsheet {version('broadsheet')}" if _is_installed() else "broadsheet"
    rival = f"typst {version('typst')}" if has_typst() else "typst is not installed: pip install typst"
    return (
        f"{ours}, {chosen.breaker}, compressor {chosen.compressor}; {rival}, "
        f"{TYPST_LINEBREAKS[chosen.breaker]}; CPython {platform.python_version()}, "
        f"{os.cpu_count()} cores; medians of {chosen.runs} runs by turns\n"
    )


def _is_installed() -> bool:
    try:
        version("broadsheet")
    except ModuleNotFoundError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
