"""Who is measured: our build of one file, our press set, and typst on the same copy."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from bench.corpus import CHARACTERS, page_copy
from bench.editions import write_edition, write_typst
from bench.measure import Contestant, measured
from bench.others import others

#: Beyond that they take minutes.
MOST_PAGES_OF_OTHERS = 8

ROOT = Path(__file__).parent.parent
FONTS = ROOT / "fonts"

COMBINED, PRESS, TYPST, FLOOR = "combined", "press set", "typst", "floor"

#: typst's breaker that does what ours does: line by line, or a paragraph as a whole.
TYPST_LINEBREAKS = {"first-fit": "simple", "optimum-fit": "optimized"}

#: The whole of typst's process. No tags, because our files have none; no fonts but ours.
_TYPST_PROGRAM = """\
import sys, typst
source, target, fonts = sys.argv[1:]
typst.compile(source, output=target, font_paths=[fonts], ignore_system_fonts=True, pdf_tags=False)
"""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a comparison is run with."""

    breaker: str = "first-fit"
    compressor: str = "zlib"
    characters: int = CHARACTERS
    others: bool = False  # platypus and WeasyPrint, too


def has_typst() -> bool:
    """Whether the typst package is installed."""
    return find_spec("typst") is not None


def contestants(folder: Path, pages: int, settings: Settings) -> list[Contestant]:
    """Write the copy of some pages below a folder and return who sets it; ours goes first."""
    copy = [page_copy(number, settings.characters) for number in range(1, pages + 1)]
    edition = write_edition(folder / "edition", copy)
    found = [
        _ours(COMBINED, edition, folder / "combined", settings, combined=True),
        _ours(PRESS, edition, folder / "press", settings, combined=False),
    ]
    if has_typst():
        source = write_typst(folder / "typst.typ", copy, TYPST_LINEBREAKS[settings.breaker])
        found.append(_typst(source, folder / "typst.pdf"))
    if settings.others and pages <= MOST_PAGES_OF_OTHERS:
        found.extend(others(folder, copy, FONTS))
    if find_spec("pikepdf"):
        found.append(_floor(edition, found[0], folder))
    return found


def _floor(edition: Path, combined: Contestant, folder: Path) -> Contestant:
    measured(combined)
    matter, target = folder / "matter", folder / "floor.bin"
    own = {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    program = [sys.executable, "-m", "bench.floor"]
    pdf = combined.written()[0]
    measured(Contestant("its matter", [*program, *map(str, (edition, pdf, matter))], list, own))
    return Contestant(FLOOR, [*program, str(matter), str(target)], lambda: [target], own)


def _ours(name: str, edition: Path, out: Path, settings: Settings, *, combined: bool) -> Contestant:
    command = [sys.executable, "-m", "broadsheet", "build", str(edition), "--out", str(out)]
    command += ["--format", "pdf", "--quiet"]  # no tree and no proofs, for typst writes neither
    command += ["--no-cache"]  # each run makes everything
    command += ["--breaker", settings.breaker, "--compressor", settings.compressor]
    command += ["--combined"] if combined else []
    environment = {"PYTHONPATH": str(ROOT / "src")}
    return Contestant(name, command, lambda: sorted((out / "current").glob("*.pdf")), environment)


def _typst(source: Path, target: Path) -> Contestant:
    command = [sys.executable, "-c", _TYPST_PROGRAM, str(source), str(target), str(FONTS)]
    return Contestant(TYPST, command, lambda: [target], {})
