"""Where nodes lie: what they cover, with lines as thick as they are."""

from __future__ import annotations

import pytest

from broadsheet.geometry import Rect, Writing
from broadsheet.tree.extent import extent
from broadsheet.tree.node import Fill, GlyphRun, Ink, Leaf, Rule, Shape


def run(writing: Writing) -> GlyphRun:
    return GlyphRun(5000, 20_000, "face", 10_000, (1, 2), (10_000, 9000), "大雾", Ink(), 1000, writing)


@pytest.mark.parametrize(
    ("node", "covered"),
    [
        (run(Writing.HORIZONTAL), Rect(5000, 11_200, 19_000, 10_000)),
        (run(Writing.UPRIGHT), Rect(3800, 20_000, 10_000, 19_000)),
        (Rule(900, 40, 100, 40, 10), Rect(95, 35, 810, 10)),
        (Fill(1, 2, 3, 4, Ink()), Rect(1, 2, 3, 4)),
        (Shape((("m", 10, 90), ("c", 0, 80, 30, 40, 20, 50), ("z",))), Rect(0, 40, 30, 50)),
        (Shape(()), Rect(0, 0, 0, 0)),
    ],
    ids=["level type", "upright type", "rule", "fill", "outline", "empty outline"],
)
def test_a_node_covers(node: Leaf, covered: Rect) -> None:
    assert extent(node) == covered
