"""The sample edition against its references. When pages moved on purpose: scripts/accept "why".

A failing run leaves a report with both pages in out/references/report.html.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.diff.report import render_text
from broadsheet.diff.trees import diff_trees
from broadsheet.regression import report_on
from broadsheet.tree.node import LayoutTree
from references.rasters import compare
from references.renew import KEPT, kept_tree, listings, moved, rasters, sample

REPORT = Path(__file__).resolve().parents[2] / "out" / "references"
SHOWN = 60
"""Lines of a failure; the report has all of them."""

LARGEST_RASTER = 20 * 1024
CHANGED_PERMILLE = 2
"""Pixels that may differ by anti-aliasing between versions of the rasteriser."""


@pytest.fixture(scope="module")
def tree() -> LayoutTree:
    return sample()


def test_no_line_of_the_sample_edition_moved(tree: LayoutTree) -> None:
    now = listings(tree)
    assert sorted(now) == sorted(path.name for path in KEPT.glob("*.txt"))
    found = []
    for name, text in now.items():
        gone, come, stories = moved((KEPT / name).read_text("utf-8"), text)
        if gone or come:
            found.append(f"page {name[:2]}: {gone} lines gone, {come} come in {', '.join(stories)}")
    assert not found, 'pages moved; if on purpose: scripts/accept "why"\n' + "\n".join(found)


def test_nothing_on_the_sample_edition_differs(tree: LayoutTree) -> None:
    kept = kept_tree()
    diff = diff_trees(kept, tree)
    if diff.changes:
        report = report_on((kept, tree), diff, REPORT)
        lines = render_text(diff).splitlines()
        told = [*lines[:SHOWN], "…", lines[-1]] if len(lines) > SHOWN else lines
        told += [f"report: {report}", 'if on purpose: scripts/accept "why"']
        pytest.fail("\n".join(told), pytrace=False)
    assert tree.pages == kept.pages, "what no page shows differs (holes, grids)"


def test_the_pages_look_as_they_did(tree: LayoutTree) -> None:
    for name, data in rasters(tree).items():
        reference = (KEPT / name).read_bytes()
        assert len(reference) <= LARGEST_RASTER
        found = compare(reference, data)
        assert found.same_size
        assert found.changed_permille <= CHANGED_PERMILLE, f"page {name[:2]} differs in {found.box}"


def test_a_moved_line_is_told_with_its_story() -> None:
    old = "page 1\nferry body-line 0/1 100 200 300 Song 9000 甲\n"
    assert moved(old, old.replace(" 200 ", " 210 ")) == (1, 1, ["ferry"])
    assert moved(old, old) == (0, 0, [])
