"""Where the nodes of a layout tree lie, and the same nodes elsewhere."""

from __future__ import annotations

from operator import add
from typing import TypeVar

from broadsheet.geometry import EM_MIDDLE, Rect, Step, Writing, rise
from broadsheet.records import replace
from broadsheet.tree.node import Fill, GlyphRun, Leaf, Picture, Rule, Shape
from broadsheet.units import Length

LeafT = TypeVar("LeafT", bound=Leaf)


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


def moved(node: LeafT, x: Length, y: Length) -> LeafT:
    """A node so much further right and down."""
    match node:
        case GlyphRun():
            return replace(node, x=node.x + x, baseline=node.baseline + y)
        case Rule():
            return replace(node, x=node.x + x, y=node.y + y, x2=node.x2 + x, y2=node.y2 + y)
        case Fill() | Picture():
            return replace(node, x=node.x + x, y=node.y + y)
        case Shape():
            clip = tuple(map(add, node.clip, (x, y, 0, 0)))
            frame = (*map(add, node.frame, 3 * (x, y)), *node.frame[6:])  # a focus is no place
            path = tuple(_step(step, (x, y)) for step in node.path)
            return replace(node, path=path, clip=clip, frame=frame)
    return node


def _step(step: Step, by: tuple[Length, Length]) -> Step:
    return (step[0], *(int(value) + by[index % 2] for index, value in enumerate(step[1:])))
