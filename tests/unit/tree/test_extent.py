"""Where nodes lie: what they cover, with lines as thick as they are."""

from __future__ import annotations

import pytest

from broadsheet.geometry import Rect, Writing
from broadsheet.tree.extent import extent, moved
from broadsheet.tree.node import BLACK_INK, Fill, GlyphRun, Ink, Leaf, Picture, Rule, Shape


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


def test_a_node_moved_lies_so_much_further_right_and_down() -> None:
    box = (("m", 0, 0), ("l", 3000, 0), ("l", 3000, 2000), ("z",))
    blend = ((0, 0, 0, 0, 0), (1000, 0, 0, 0, 1000))
    shape = Shape(box, clip=(10, 20, 30, 40), blend=blend, frame=(0, 1, 2, 3, 4, 5, 500, 600))
    nodes: tuple[Leaf, ...] = (
        GlyphRun(0, 900, "f", 1000, (1,), (1000,), "一"),
        Rule(0, 0, 5000, 700, 300),
        Fill(0, 0, 10, 20, BLACK_INK),
        Picture(0, 0, 10, 20, "a", "", (0, 0, 1, 1)),
        shape,
    )
    for node in nodes:
        before, after = extent(node), extent(moved(node, 70, 8))
        assert after == Rect(before.x + 70, before.y + 8, before.width, before.height)
    shape = moved(shape, 70, 8)
    assert shape.clip == (80, 28, 30, 40)
    assert shape.frame == (70, 9, 72, 11, 74, 13, 500, 600)
