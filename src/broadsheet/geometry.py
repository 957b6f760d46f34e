"""Points, rectangles and em boxes. Origin top-left, y down, everywhere above the painters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import TypeAlias

from broadsheet.records import record
from broadsheet.units import Length

EM_RISE = 880
"""How far the em box of Han type reaches above its baseline, per mille of the size; 120 are below."""
EM_MIDDLE = EM_RISE - 500
"""From a baseline up to the middle of the em box, per mille of the size."""


ARC = 552
"""From the ends of a quarter circle to the control points of its one cubic curve, per mille of the radius."""

Step: TypeAlias = tuple[str | Length, ...]
"""A step of an outline: ``(op, x, y, ...)`` with op ``m``, ``l``, ``c`` (three points) or ``z``."""
Path: TypeAlias = tuple[Step, ...]


def circle(x: Length, y: Length, radius: Length) -> Path:
    """A circle round a point, from its right end."""
    pull = radius * ARC // 1000
    return (
        ("m", x + radius, y),
        ("c", x + radius, y + pull, x + pull, y + radius, x, y + radius),
        ("c", x - pull, y + radius, x - radius, y + pull, x - radius, y),
        ("c", x - radius, y - pull, x - pull, y - radius, x, y - radius),
        ("c", x + pull, y - radius, x + radius, y - pull, x + radius, y),
        ("z",),
    )


def rise(size: Length) -> Length:
    """From the head of an em box down to the baseline."""
    return size * EM_RISE // 1000


class Writing(Enum):
    """How the glyphs of a run follow each other."""

    HORIZONTAL = "horizontal"
    UPRIGHT = "upright"  # one below the other, each as it stands in vertical lines
    SIDEWAYS = "sideways"  # turned a quarter clockwise, one below the other: Latin in vertical lines


@record
class Point:
    """A place on the page."""

    x: Length
    y: Length


@record
class Size:
    """Width and height; never negative."""

    width: Length
    height: Length

    def __post_init__(self) -> None:
        if self.width < 0 or self.height < 0:
            raise ValueError(f"negative size {self.width} x {self.height}")


@record
class Rect:
    """A rectangle by its top-left corner and its size; never negative."""

    x: Length
    y: Length
    width: Length
    height: Length

    def __post_init__(self) -> None:
        if self.width < 0 or self.height < 0:
            raise ValueError(f"negative rectangle {self.width} x {self.height}")

    @property
    def right(self) -> Length:
        """The x of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> Length:
        """The y of the lower side."""
        return self.y + self.height

    def inset(self, horizontal: Length, vertical: Length) -> Rect:
        """The rectangle with its sides moved inwards; collapses to its middle, never negative."""
        dx = min(horizontal, self.width // 2)
        dy = min(vertical, self.height // 2)
        return Rect(self.x + dx, self.y + dy, self.width - 2 * dx, self.height - 2 * dy)

    def overlaps(self, other: Rect) -> bool:
        """True where the two share more than an edge."""
        return (  # the sides are spelled out: a page asks this ten thousand times
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def contains(self, other: Rect) -> bool:
        """True where ``other`` lies wholly inside, edges included."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


def union(rects: Iterable[Rect]) -> Rect | None:
    """The smallest rectangle that holds all of them; None where there are none."""
    known = list(rects)
    if len(known) < 2:
        return known[0] if known else None
    x, y = min(rect.x for rect in known), min(rect.y for rect in known)
    right, bottom = max(rect.right for rect in known), max(rect.bottom for rect in known)
    return Rect(x, y, right - x, bottom - y)


def rest_of(
    start: Length, end: Length, taken: Iterable[tuple[Length, Length]]
) -> Iterator[tuple[Length, Length]]:
    """What is left of a stretch where others are taken from it, in order."""
    for low, high in sorted(taken):
        if start < min(low, end):
            yield start, min(low, end)
        start = max(start, high)
    if start < end:
        yield start, end
