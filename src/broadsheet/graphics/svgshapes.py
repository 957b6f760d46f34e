"""SVG's basic shapes as the steps of a path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from broadsheet.graphics.path import NUMBER, PathError, Step, arc_curves, path_steps
from broadsheet.graphics.svgxml import Element, SvgError

Size = Callable[[str, str], float]
"""An attribute's length by its name; the other word says what per cent are of: x, y or both."""


def steps_of(element: Element, size: Size) -> list[Step]:
    """Return a shape's outline. Raises SvgError."""
    try:
        return list(_SHAPES[element.name](element, size))
    except PathError as error:
        raise SvgError(element.fault("value", str(error))) from error


def _path(element: Element, _: Size) -> Iterator[Step]:
    return path_steps(element.attributes.get("d", ""))


def _rect(element: Element, size: Size) -> Iterator[Step]:
    x, y = size("x", "x"), size("y", "y")
    width, height = size("width", "x"), size("height", "y")
    if width <= 0 or height <= 0:
        return
    given = element.attributes
    rx = size("rx" if "rx" in given else "ry", "x")
    ry = size("ry" if "ry" in given else "rx", "y")
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    right, foot = x + width, y + height
    if rx <= 0 or ry <= 0:
        yield ("move", ((x, y),))
        yield from (("line", (point,)) for point in ((right, y), (right, foot), (x, foot)))
        yield ("close", ())
        return
    corners = (
        ((right - rx, y), (right, y + ry)),
        ((right, foot - ry), (right - rx, foot)),
        ((x + rx, foot), (x, foot - ry)),
        ((x, y + ry), (x + rx, y)),
    )
    yield ("move", ((x + rx, y),))
    for start, end in corners:
        yield ("line", (start,))
        yield from arc_curves(start, end, (rx, ry), 0.0, (False, True))
    yield ("close", ())


def _ellipse(element: Element, size: Size) -> Iterator[Step]:
    is_circle = element.name == "circle"
    rx = size("r", "both") if is_circle else size("rx", "x")
    ry = rx if is_circle else size("ry", "y")
    x, y = size("cx", "x"), size("cy", "y")
    if rx <= 0 or ry <= 0:
        return
    left, right = (x - rx, y), (x + rx, y)
    yield ("move", (right,))
    yield from arc_curves(right, left, (rx, ry), 0.0, (False, True))
    yield from arc_curves(left, right, (rx, ry), 0.0, (False, True))
    yield ("close", ())


def _line(_: Element, size: Size) -> Iterator[Step]:
    yield ("move", ((size("x1", "x"), size("y1", "y")),))
    yield ("line", ((size("x2", "x"), size("y2", "y")),))


def _points(element: Element, _: Size) -> Iterator[Step]:
    numbers = [float(word) for word in NUMBER.findall(element.attributes.get("points", ""))]
    pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
    yield from ((("line" if index else "move"), (pair,)) for index, pair in enumerate(pairs))
    if pairs and element.name == "polygon":
        yield ("close", ())


_SHAPES: Mapping[str, Callable[[Element, Size], Iterator[Step]]] = {
    "path": _path,
    "rect": _rect,
    "circle": _ellipse,
    "ellipse": _ellipse,
    "line": _line,
    "polyline": _points,
    "polygon": _points,
}

SHAPES = frozenset(_SHAPES)
