"""The sample edition against its references. When pages moved on purpose: scripts/accept "why"."""

from __future__ import annotations

import json

import pytest

from broadsheet.proof.raster import compare
from broadsheet.tree.node import LayoutTree
from references.renew import KEPT, hashes, listings, moved, rasters, sample

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


def test_no_glyph_of_the_sample_edition_moved(tree: LayoutTree) -> None:
    kept = json.loads((KEPT / "hashes.json").read_text("utf-8"))
    assert hashes(tree) == kept, 'glyphs, advances or colours changed; if on purpose: scripts/accept "why"'


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
