"""Frames: tints and borders of holes, plain, 文武线, dotted, rounded, or of a repeated ornament (花边)."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.compose.runs import ink_of
from broadsheet.geometry import ARC, Rect, Step
from broadsheet.makeup.ornament import ornament_band
from broadsheet.model.style import Border, FrameStyle
from broadsheet.tree.node import Fill, Node, Rule, Shape
from broadsheet.units import Length


def frame_nodes(rect: Rect, frame: FrameStyle) -> tuple[Node, ...]:
    """A tint and a border whose ink lies inside the rectangle's edge."""
    return (*tint_nodes(rect, frame), *border_nodes(rect, frame))


def tint_nodes(rect: Rect, frame: FrameStyle) -> tuple[Node, ...]:
    """What stands behind all that is in a frame."""
    if frame.tint is None:
        return ()
    if radius := _radius(rect, frame):
        return (Shape(tuple(_rounded(rect, radius)), ink_of(frame.tint)),)
    return (Fill(rect.x, rect.y, rect.width, rect.height, ink_of(frame.tint)),)


def border_nodes(rect: Rect, frame: FrameStyle) -> tuple[Node, ...]:
    """A frame's lines, dots or ornament."""
    nodes: list[Node] = []
    radius = _radius(rect, frame)
    if frame.outer:
        nodes.extend(_line(rect, frame.outer, radius, frame))
        step = frame.outer + frame.gap
        rect, radius = rect.inset(step, step), max(0, radius - step)
    if not frame.weight:
        return tuple(nodes)
    if frame.border is Border.SOLID:
        nodes.extend(_line(rect, frame.weight, radius, frame))
    elif frame.border is Border.DOTTED:
        nodes.append(Shape(tuple(_dots(rect, frame.weight)), ink_of(frame.colour)))
    else:
        nodes.append(Shape(ornament_band(rect, frame.weight, frame.border), ink_of(frame.colour)))
    return tuple(nodes)


def _radius(rect: Rect, frame: FrameStyle) -> Length:
    return min(frame.radius, rect.width // 2, rect.height // 2)


def _line(rect: Rect, weight: Length, radius: Length, frame: FrameStyle) -> Iterator[Node]:
    """One line of the border: a ring where its corners are round, else four rules of which the level
    ones reach over the corners."""
    ink = ink_of(frame.colour)
    if radius:
        inner = rect.inset(weight, weight)
        ring = [*_rounded(rect, radius), *_rounded(inner, max(0, radius - weight), back=True)]
        yield Shape(tuple(ring), ink)
        return
    inner = rect.inset(weight // 2, weight // 2)
    yield Rule(rect.x, inner.y, rect.right, inner.y, weight, ink)
    yield Rule(rect.x, inner.bottom, rect.right, inner.bottom, weight, ink)
    yield Rule(inner.x, rect.y, inner.x, rect.bottom, weight, ink)
    yield Rule(inner.right, rect.y, inner.right, rect.bottom, weight, ink)


def _rounded(rect: Rect, radius: Length, *, back: bool = False) -> list[Step]:
    """A rectangle with round corners, clockwise from its top edge; ``back``: the other way round."""
    r, k = radius, radius - radius * ARC // 1000
    left, top, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    path: list[Step] = [
        ("m", left + r, top),
        ("l", right - r, top),
        ("c", right - k, top, right, top + k, right, top + r),
        ("l", right, bottom - r),
        ("c", right, bottom - k, right - k, bottom, right - r, bottom),
        ("l", left + r, bottom),
        ("c", left + k, bottom, left, bottom - k, left, bottom - r),
        ("l", left, top + r),
        ("c", left, top + k, left + k, top, left + r, top),
        ("z",),
    ]
    return _reversed(path) if back else path


def _reversed(path: list[Step]) -> list[Step]:
    """A closed path the other way round."""
    points: list[tuple[int, int]] = []
    back: list[Step] = []
    for operator, *numbers in path:
        places = [int(number) for number in numbers]
        if operator == "m":
            points.append((places[0], places[1]))
        elif operator == "l":
            back.append(("l", *points[-1]))
            points.append((places[0], places[1]))
        elif operator == "c":
            back.append(("c", *places[2:4], *places[0:2], *points[-1]))
            points.append((places[4], places[5]))
    return [("m", *points[-1]), *reversed(back), ("z",)]


def _dots(rect: Rect, size: Length) -> list[Step]:
    """Round dots along the edge, one in each corner, about as far apart as they are wide."""
    path: list[Step] = []
    across = _places(rect.x, rect.right - size, 2 * size)
    down = _places(rect.y, rect.bottom - size, 2 * size)
    for x in across:
        for y in (down[0], down[-1]):
            path.extend(_rounded(Rect(x, y, size, size), size // 2))
    for y in down[1:-1]:
        for x in (across[0], across[-1]):
            path.extend(_rounded(Rect(x, y, size, size), size // 2))
    return path


def _places(start: Length, end: Length, step: Length) -> list[Length]:
    """Places from ``start`` to ``end``, both among them, about ``step`` apart."""
    count = max(1, round((end - start) / step))
    return [start + (end - start) * index // count for index in range(count + 1)]
