"""Glyphs as outlines, for type that is drawn instead of set."""

from __future__ import annotations

from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
Outline: TypeAlias = tuple[tuple[str, tuple[Point, ...]], ...]
"""``m`` and ``l`` with one point, ``c`` with three, ``z`` with none."""


class OutlinePen:
    """Collects what a font draws; the names are those of fontTools' pens, which HarfBuzz calls."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, tuple[Point, ...]]] = []
        self._at: Point = (0, 0)

    def moveTo(self, point: Point) -> None:  # noqa: N802  a pen's name
        """Begin a contour."""
        self._add("m", point)

    def lineTo(self, point: Point) -> None:  # noqa: N802  a pen's name
        """A straight line."""
        self._add("l", point)

    def curveTo(self, *points: Point) -> None:  # noqa: N802  a pen's name
        """A cubic curve."""
        self._add("c", *points)

    def qCurveTo(self, control: Point, end: Point) -> None:  # noqa: N802  a pen's name
        """A quadratic curve as the cubic one that it is."""
        first, last = (
            (point[0] + 2 * (control[0] - point[0]) / 3, point[1] + 2 * (control[1] - point[1]) / 3)
            for point in (self._at, end)
        )
        self._add("c", first, last, end)

    def closePath(self) -> None:  # noqa: N802  a pen's name
        """End a contour where it began."""
        self.steps.append(("z", ()))

    def _add(self, kind: str, *points: Point) -> None:
        self.steps.append((kind, points))
        self._at = points[-1]
