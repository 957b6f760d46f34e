"""Outlines on the page: calligraphy and drawn names, scaled to their place."""

from __future__ import annotations

from broadsheet.geometry import Rect, Step
from broadsheet.model.furniture import Outline
from broadsheet.tree.node import Ink, Shape
from broadsheet.units import Length

OPERATORS = {"move": "m", "line": "l", "curve": "c", "close": "z"}
"""What a shape of the tree has for each step of an outline."""


def outline_shape(
    view: tuple[Length, Length, Length, Length], outline: Outline, rect: Rect, ink: Ink
) -> Shape:
    """Outlines at the largest size that fits their rectangle, in its middle. ``view`` is the part of the
    drawing that is shown: x, y, width, height in its own units."""
    left, top, width, height = view
    if width * rect.height > height * rect.width:
        numerator, denominator = rect.width, width
    else:
        numerator, denominator = rect.height, height
    x = rect.x + (rect.width - width * numerator // denominator) // 2
    y = rect.y + (rect.height - height * numerator // denominator) // 2
    path: list[Step] = []
    for segment in outline:
        step: list[str | Length] = [OPERATORS[segment.kind]]
        for point in segment.points:
            step.append(x + (point[0] - left) * numerator // denominator)
            step.append(y + (point[1] - top) * numerator // denominator)
        path.append(tuple(step))
    return Shape(tuple(path), ink)
