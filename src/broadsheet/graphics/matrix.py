"""Transforms of SVG: six numbers each, put after one another."""

from __future__ import annotations

import math
import re

from broadsheet.patterns import late_pattern
from broadsheet.rows import NamedTuple

_CALL = late_pattern(r"\s*,?\s*(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)")


class Matrix(NamedTuple):
    """x' = a x + c y + e, y' = b x + d y + f."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def after(self, inner: Matrix) -> Matrix:
        """This matrix applied to what another one gives."""
        a, b, c, d, e, f = self
        return Matrix(
            a * inner.a + c * inner.b,
            b * inner.a + d * inner.b,
            a * inner.c + c * inner.d,
            b * inner.c + d * inner.d,
            a * inner.e + c * inner.f + e,
            b * inner.e + d * inner.f + f,
        )

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point goes."""
        return (self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)

    @property
    def scale(self) -> float:
        """By how much lengths grow, on the average of all directions."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))

    @property
    def is_even(self) -> bool:
        """Whether lengths grow alike in all directions, to one per cent."""
        one, other = math.hypot(self.a, self.b), math.hypot(self.c, self.d)
        slant = abs(self.a * self.c + self.b * self.d)
        most = max(one, other)
        return most > 0 and abs(one - other) <= 0.01 * most and slant <= 0.01 * most * most

    @property
    def turn(self) -> tuple[int, int] | None:
        """Cosine and sine of the angle by which shapes are turned, in millionths; None where they are
        slanted or seen in a mirror. What is turned by less than a thousandth stays level."""
        if not self.is_even or self.a * self.d - self.b * self.c <= 0:
            return None
        cos, sin = self.a / self.scale, self.b / self.scale
        return (1_000_000, 0) if cos > 0 and abs(sin) < 0.001 else (round(cos * 1e6), round(sin * 1e6))


def matrix_of(written: str) -> Matrix:
    """The matrix of a ``transform`` attribute. Raises ValueError."""
    made, place = Matrix(), 0
    written = written.rstrip().rstrip(",")
    while place < len(written):
        match = _CALL.match(written, place)
        if match is None:
            raise ValueError(f"{written!r} is no transform")
        numbers = [float(word) for word in re.split(r"[\s,]+", match[2].strip())]
        made = made.after(_single(match[1], numbers))
        place = match.end()
    if not all(map(math.isfinite, made)) or max(map(abs, made)) > 1e9:
        raise ValueError(f"{written!r} is no transform")
    return made


def _single(name: str, numbers: list[float]) -> Matrix:
    match name, numbers:
        case "matrix", [a, b, c, d, e, f]:
            return Matrix(a, b, c, d, e, f)
        case "translate", [x, *rest] if len(rest) < 2:
            return Matrix(e=x, f=rest[0] if rest else 0)
        case "scale", [x, *rest] if len(rest) < 2:
            return Matrix(a=x, d=rest[0] if rest else x)
        case "rotate", [angle]:
            return _rotated(angle)
        case "rotate", [angle, x, y]:
            return Matrix(e=x, f=y).after(_rotated(angle)).after(Matrix(e=-x, f=-y))
        case "skewX" | "skewY", [angle]:
            slant = math.tan(math.radians(angle))
            return Matrix(c=slant) if name == "skewX" else Matrix(b=slant)
    raise ValueError(f"{name!r} takes other numbers")


def _rotated(angle: float) -> Matrix:
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return Matrix(cos, sin, -sin, cos)
