"""Outlines on the page: calligraphy and drawn names scaled to their place, type as shapes."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.font.collection import Collection
from broadsheet.geometry import Rect, Step
from broadsheet.model.furniture import Outline
from broadsheet.tree.node import GlyphRun, Ink, Shape
from broadsheet.units import Length, scale_units

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


def run_outline(run: GlyphRun, collection: Collection) -> Iterator[Step]:
    """The outlines of a level run's glyphs, where the glyphs stand."""
    face = collection.named(run.face)
    x = run.x
    for glyph, advance in zip(run.glyphs, run.advances, strict=True):
        for kind, points in face.outline(glyph):
            step: list[str | Length] = [kind]
            for across, up in points:
                step.append(x + scale_units(round(across * run.condense / 1000), run.size, face.units_per_em))
                step.append(run.baseline - scale_units(round(up), run.size, face.units_per_em))
            yield tuple(step)
        x += advance
