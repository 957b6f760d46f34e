"""SVG's gradients as blends of press inks: where they lie, and the colours on the way (SVG 1.1, 13.2)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from broadsheet.graphics.matrix import Matrix, matrix_of
from broadsheet.graphics.svgstyle import Palette, Rule, check_opaque, paint, properties_of
from broadsheet.graphics.svgxml import Element, SvgError
from broadsheet.model.drawing import Blend
from broadsheet.model.style import Colour

GRADIENTS = frozenset(("linearGradient", "radialGradient"))

Extent: TypeAlias = tuple[float, float, float, float]
"""Left, top, right and bottom of a shape in its own units."""

Measure: TypeAlias = Callable[[Element, str, str], float]
"""A length that an element writes, in the drawing's units; the last word says what per cent are of: x, y or
both."""

Stops: TypeAlias = tuple[tuple[int, Colour], ...]
"""Places on the way, in per mille, and their colours."""

_DEEPEST = 8
_MOST_STOPS = 100
_FULL = 1000
_WITHIN = 990
"""The farthest that a focus may lie from the middle: on the edge itself a reader may paint half of it."""


class BlendReader:
    """Reads the gradients of a drawing. ``named`` are its elements by id."""

    def __init__(self, named: Mapping[str, Element], rules: tuple[Rule, ...], palette: Palette) -> None:
        self._named = named
        self._rules = rules
        self._palette = palette
        self._known: dict[int, Stops] = {}  # by the gradient's identity: many shapes share one

    def read(
        self, gradient: Element, extent: Extent, matrix: Matrix, measure: Measure
    ) -> Blend | Colour | None:
        """What a gradient fills a shape with; ``matrix`` goes from the shape's units to the drawing's.
        A flat colour where all of it has one, None where it paints nothing.

        Raises SvgError.
        """
        chain = list(self._chain(gradient))
        if _said(chain, "spreadMethod", "pad") != "pad":
            raise SvgError(gradient.fault("feature", "a gradient that is repeated"))
        if id(gradient) not in self._known:
            self._known[id(gradient)] = self._stops(chain)
        stops = self._known[id(gradient)]
        if not stops:
            return None
        if len({colour for _, colour in stops}) == 1:
            return stops[-1][1]
        is_whole = _said(chain, "gradientUnits", "objectBoundingBox") == "objectBoundingBox"
        if is_whole:
            left, top, right, bottom = extent
            if left >= right or top >= bottom:
                return None
            matrix = matrix.after(Matrix(right - left, 0, 0, bottom - top, left, top))
        if transform := _said(chain, "gradientTransform", ""):
            matrix = matrix.after(matrix_of(transform))
        place = _Place(chain, measure, is_whole)
        if gradient.name == "linearGradient":
            return _straight(stops, place, matrix)
        return _round(gradient, stops, place, matrix)

    def _chain(self, gradient: Element) -> Iterator[Element]:
        """A gradient and those that it takes from what it does not say itself."""
        for _ in range(_DEEPEST):
            yield gradient
            named = gradient.attributes.get("href", "")
            if not named:
                return
            target = self._named.get(named.removeprefix("#"))
            if target is None or target.name not in GRADIENTS:
                raise SvgError(gradient.fault("value", f"no gradient called {named!r}"))
            gradient = target
        raise SvgError(gradient.fault("file", "elements in each other"))

    def _stops(self, chain: list[Element]) -> Stops:
        """The places on the way with their colours; none of them lies before the last one."""
        for gradient in chain:
            children = (child for child in gradient.children if isinstance(child, Element))
            if written := [child for child in children if child.name == "stop"]:
                break
        if len(written) > _MOST_STOPS:
            raise SvgError(gradient.fault("file", "too many stops"))
        made: list[tuple[int, Colour]] = []
        for stop in written:
            place = round(_FULL * min(1.0, max(0.0, _share(stop, stop.attributes.get("offset", "0")))))
            made.append((max(place, made[-1][0] if made else 0), self._colour(stop)))
        return tuple(made)

    def _colour(self, stop: Element) -> Colour:
        said = properties_of(stop, {}, self._rules)
        looks = {"fill": said.get("stop-color", "black"), "color": said.get("color", "black")}
        colour = paint(stop, "fill", looks, self._palette) if check_opaque(stop, "stop", said) else None
        if colour is None:
            raise SvgError(stop.fault("opacity", "stop-opacity 0"))
        return colour


class _Place:
    """The numbers that say where a gradient lies."""

    def __init__(self, chain: list[Element], measure: Measure, is_whole: bool) -> None:
        self._chain = chain
        self._measure = measure
        self._is_whole = is_whole

    def at(self, name: str, along: str, usual: str) -> float:
        """A place or a length by its attribute: a share of the shape, or in its units."""
        element = next((each for each in self._chain if name in each.attributes), self._chain[0])
        written = element.attributes.get(name, usual)
        return _share(element, written) if self._is_whole else self._measure(element, written, along)

    def either(self, name: str, other: float, along: str) -> float:
        """The same, or another number where nothing says it."""
        said = any(name in element.attributes for element in self._chain)
        return self.at(name, along, "0") if said else other


def _straight(
    stops: Stops, place: _Place, matrix: Matrix
) -> Blend | Colour:
    x, y = place.at("x1", "x", "0%"), place.at("y1", "y", "0%")
    dx, dy = place.at("x2", "x", "100%") - x, place.at("y2", "y", "0%") - y
    if not (dx or dy):
        return stops[-1][1]
    frame = (_point(matrix, x, y), _point(matrix, x + dx, y + dy), _point(matrix, x - dy, y + dx))
    return Blend(stops, frame)


def _round(
    gradient: Element, stops: Stops, place: _Place, matrix: Matrix
) -> Blend | Colour:
    x, y = place.at("cx", "x", "50%"), place.at("cy", "y", "50%")
    radius = place.at("r", "both", "50%")
    if place.at("fr", "both", "0"):
        raise SvgError(gradient.fault("feature", "fr"))
    if radius <= 0:
        return stops[-1][1]
    across = (place.either("fx", x, "x") - x) / radius
    down = (place.either("fy", y, "y") - y) / radius
    off = max(1.0, math.hypot(across, down) * _FULL / _WITHIN)
    frame = (_point(matrix, x, y), _point(matrix, x + radius, y), _point(matrix, x, y + radius))
    return Blend(stops, frame, (round(_FULL * across / off), round(_FULL * down / off)))


def _point(matrix: Matrix, x: float, y: float) -> tuple[int, int]:
    across, down = matrix.at(x, y)
    return round(across), round(down)


def _said(chain: list[Element], name: str, usual: str) -> str:
    return next((each.attributes[name] for each in chain if name in each.attributes), usual)


def _share(element: Element, written: str) -> float:
    """A share as a number or in per cent. Raises SvgError."""
    text = written.strip()
    try:
        number = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        number = math.nan
    if not abs(number) <= 1e6:
        raise SvgError(element.fault("value", f"{written!r} is no share"))
    return number
