"""What judging costs: preflight of the tree, the critic, and both proofs that no character is lost, as a
share of the build that they are part of."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from unittest.mock import patch

from bench.corpus import CHARACTERS, page_copy
from bench.editions import write_edition
from broadsheet import checking, press
from broadsheet.options import BuildOptions
from broadsheet.paint.pdf import document

PAGES = 24
_PARTS = (
    ("preflight of the tree", checking, "check_tree"),
    ("ink, type and lines", checking, "check_inking"),
    ("conservation in the tree", checking, "conservation"),
    ("conservation in the file", document, "_prove"),
    ("page critic", checking, "_criticised"),
)


def checks(runs: int) -> str:
    """Return a table of the parts in ms and in per cent of the build without them."""
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-") as name:
        folder = Path(name)
        copy = [page_copy(number, CHARACTERS) for number in range(1, PAGES + 1)]
        edition = write_edition(folder / "edition", copy)
        rounds = [_round(edition, folder / f"out-{count}") for count in range(runs + 1)][1:]
    whole = median(each["build"] for each in rounds)
    parts = {label: median(each[label] for each in rounds) for label, _, _ in _PARTS}
    rest = whole - sum(parts.values())
    rows = [f"{'build without them':28}{1000 * rest:9.1f} ms"]
    rows += [f"{label:28}{1000 * took:9.1f} ms{100 * took / rest:7.1f} %" for label, took in parts.items()]
    proofs = sum(took for label, took in parts.items() if label != "page critic")
    rows += ["", f"preflight and conservation: {100 * proofs / rest:.1f} % of the build; bar 15 %"]
    return "\n".join(rows)


def _round(edition: Path, out: Path) -> dict[str, float]:
    spent: dict[str, float] = defaultdict(float)

    def timed(label: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            start = perf_counter()
            try:
                return function(*given, **named)
            finally:
                spent[label] += perf_counter() - start

        return call

    patches = [
        patch.object(module, name, timed(label, getattr(module, name))) for label, module, name in _PARTS
    ]
    for each in patches:
        each.start()
    try:
        start = perf_counter()
        press.build(edition, out, options=BuildOptions(formats=("pdf",)))
        spent["build"] = perf_counter() - start
    finally:
        for each in patches:
            each.stop()
    return spent
