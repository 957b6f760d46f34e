"""Where the nodes of a layout tree lie."""

from __future__ import annotations

from broadsheet.geometry import EM_MIDDLE, Rect, Writing, rise
from broadsheet.tree.node import GlyphRun, Leaf, Rule, Shape


def em_boxes(run: GlyphRun) -> Rect:
    """The em boxes of a run's glyphs. Where a run goes down, its ``x`` is its baseline (``GlyphRun``)."""
    length = max(0, sum(run.advances))
    if run.writing is Writing.HORIZONTAL:
        return Rect(run.x, run.baseline - rise(run.size), length, run.size)
    return Rect(run.x + run.size * EM_MIDDLE // 1000 - run.size // 2, run.baseline, run.size, length)


def extent(node: Leaf) -> Rect:
    """What a node covers; of type the em boxes, of an outline what its points span, without its pen."""
    match node:
        case GlyphRun():
            return em_boxes(node)
        case Rule():
            half = node.weight // 2
            x, y = min(node.x, node.x2) - half, min(node.y, node.y2) - half
            return Rect(x, y, abs(node.x2 - node.x) + node.weight, abs(node.y2 - node.y) + node.weight)
        case Shape():
            across = [int(step[at]) for step in node.path for at in range(1, len(step), 2)] or [0]
            down = [int(step[at]) for step in node.path for at in range(2, len(step), 2)] or [0]
            return Rect(min(across), min(down), max(across) - min(across), max(down) - min(down))
        case _:
            return Rect(node.x, node.y, node.width, node.height)
