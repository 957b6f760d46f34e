"""Where on a page something is painted: paths, the boxes round them, and what a clip leaves of them.

Boxes are left, bottom, right and top, in points from the sheet's lower left corner, y up.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

from broadsheet.records import field, record_with

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE: Box = (-math.inf, -math.inf, math.inf, math.inf)
NOWHERE: Box = (math.inf, math.inf, -math.inf, -math.inf)
UNIT: Box = (0.0, 0.0, 1.0, 1.0)
"""What a picture fills before it is placed."""

_CLIPS = frozenset(("W", "W*"))
OUTLINES = frozenset(("m", "l", "c", "v", "y", "re", *_CLIPS))
"""Instructions that draw a path, or say that it clips."""

_LINE = 2.0
"""Points from which on a thin fill is seen as a line."""

_EDGE = 1e-5
"""Of an area: what only touches an edge does not lie within it, and numbers are rounded."""


def times(one: Matrix, other: Matrix) -> Matrix:
    """The product of two matrices, the first applied first."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def scale(matrix: Matrix) -> float:
    """By how much a matrix enlarges, in the middle of both directions."""
    return float(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5)


def point(matrix: Matrix, at: tuple[float, float]) -> tuple[float, float]:
    """Where a matrix moves a point."""
    x, y = at
    return (
        matrix[0] * x + matrix[2] * y + matrix[4],
        matrix[1] * x + matrix[3] * y + matrix[5],
    )


def moved(matrix: Matrix, box: Box, margin: float = 0.0) -> Box:
    """The box round a box that a matrix moves, wider by ``margin`` on all sides."""
    if box in (EVERYWHERE, NOWHERE):
        return box
    left, bottom, right, top = box
    a, b, c, d, e, f = matrix
    if b == 0 == c and a > 0 < d:  # as nearly everywhere
        return a * left + e - margin, d * bottom + f - margin, a * right + e + margin, d * top + f + margin
    corners = [point(matrix, at) for at in ((left, bottom), (left, top), (right, bottom), (right, top))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin


def common(one: Box, other: Box) -> Box:
    """What two boxes share."""
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    right, top = min(one[2], other[2]), min(one[3], other[3])
    return (left, bottom, right, top) if left <= right and bottom <= top else NOWHERE


def overlaps(box: Box, area: Box) -> bool:
    """Whether a box, of lines and points too, has a part within an area."""
    size = max(area[2] - area[0], area[3] - area[1])
    edge = _EDGE * size if math.isfinite(size) else 0.0
    across = box[0] < area[2] - edge and box[2] > area[0] + edge
    return across and box[1] < area[3] - edge and box[3] > area[1] + edge


def sides(written: Iterable[Any]) -> Box | None:
    """A box as a PDF writes it, by any two corners; None for what is none."""
    numbers = [float(each) for each in written]
    if len(numbers) != 4:
        return None
    x, y, x2, y2 = numbers
    return min(x, x2), min(y, y2), max(x, x2), max(y, y2)


def meets(boxes: Iterable[Box], clip: Box, area: Box) -> bool:
    """Whether any of the boxes shows within an area, as far as a clip lets it."""
    return any(overlaps(common(box, clip), area) for box in boxes)


@record_with(frozen=False)
class Outline:
    """The path that is being drawn: where it begins, and how far each of its parts reaches."""

    at: tuple[float, float] = (0.0, 0.0)
    parts: list[list[float]] = field(default_factory=list)  # left, bottom, right, top
    clips: bool = False  # what is painted next is only painted inside of it

    def add(self, name: str, given: list[float]) -> None:
        """Go on with an instruction of ``OUTLINES``."""
        if name in _CLIPS:
            self.clips = True
            return
        if name == "m":
            x, y = self.at = given[0], given[1]
            self.parts.append([x, y, x, y])
        elif name == "re":
            x, y, width, height = given[:4]
            self.at = x, y
            self.parts.append([min(x, x + width), min(y, y + height), max(x, x + width), max(y, y + height)])
        elif self.parts:
            left, bottom, right, top = self.parts[-1]
            xs, ys = given[::2], given[1::2]
            self.parts[-1] = [min(left, *xs), min(bottom, *ys), max(right, *xs), max(top, *ys)]

    def thin(self, matrix: Matrix) -> float | None:
        """The shorter side of its thinnest part that is long enough for a line, in points: outlines of type
        have specks."""
        across, down = (matrix[0] ** 2 + matrix[1] ** 2) ** 0.5, (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5
        sizes = (((right - left) * across, (top - foot) * down) for left, foot, right, top in self.parts)
        return min((min(size) for size in sizes if max(size) >= _LINE), default=None)

    def boxes(self, matrix: Matrix, margin: float = 0.0) -> Iterator[Box]:
        """The box round each of its parts."""
        return (moved(matrix, (part[0], part[1], part[2], part[3]), margin) for part in self.parts)

    def clipped(self, matrix: Matrix, clip: Box) -> Box:
        """What is left of a clip inside of it; all of it where the path does not clip."""
        if not self.clips:
            return clip
        boxes = list(self.boxes(matrix))
        if not boxes:
            return NOWHERE
        lefts, feet, rights, tops = zip(*boxes, strict=True)
        return common(clip, (min(lefts), min(feet), max(rights), max(tops)))
