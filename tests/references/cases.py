"""Page cases: a small paper in several settings, each with a layout tree of its own as its reference."""

from __future__ import annotations

from pathlib import Path

from broadsheet.press import make
from broadsheet.readers.report import Overrides
from broadsheet.regression import References
from broadsheet.tree.node import LayoutTree

PAPER = Path(__file__).resolve().parents[2] / "examples" / "suite"
KEPT = References(Path(__file__).resolve().parent / "cases")

CASES: dict[str, tuple[tuple[str, str], ...]] = {
    "plain": (),
    "two-legs": (("holes.lead.legs", "2"),),
    "wide": (("page.size", "[280mm, 165mm]"), ("grid.column_width", "18em")),
    "boxed": (("holes.second.frame", "double"),),
    "grey": (("edition.inks", "grey"),),
    "full-width-marks": (("style.paragraphs.body.spacing.marks", "full"),),
    "first-fit": (("style.paragraphs.body.breaker", "first-fit"),),
    "overset": (("holes.second.span", "[3, 5]"),),
    "small-body": (("grid.body", "9pt"), ("grid.leading", "12.5pt")),
}
"""By name, what differs from the paper."""


def case_tree(name: str) -> LayoutTree:
    """A case as the engine sets it now."""
    return make(PAPER, Overrides(settings=CASES[name])).tree


def renew_cases(why: str) -> list[str]:
    """Take the cases as they are now for the references; the names of those that differed."""
    kept = {path.stem for path in KEPT.folder.glob("*.json")}
    changed = [name for name in CASES if KEPT.accept(case_tree(name), name, why).changes]
    for name in kept - CASES.keys():
        (KEPT.folder / f"{name}.json").unlink()
    return changed
