"""SVG's path data: absolute moves, lines and cubic curves out of every command that SVG 1.1 has."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TypeAlias

from broadsheet.patterns import late_pattern

Pair: TypeAlias = tuple[float, float]
Step: TypeAlias = tuple[str, tuple[Pair, ...]]
"""``move`` and ``line`` with one point, ``curve`` with three, ``close`` with none."""

_SPACE = late_pattern(r"[\s,]*")
_COMMAND = late_pattern(r"[MmLlHhVvCcSsQqTtAaZz]")
NUMBER = late_pattern(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?")
_FLAG = late_pattern(r"[01]")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_FLAGS = (3, 4)  # of an arc: single digits that need no blank between them
_MOST = 1e6


class PathError(ValueError):
    """Path data that cannot be drawn; the message says why."""


def path_steps(data: str) -> Iterator[Step]:
    """Yield a path's steps. Raises PathError."""
    return _Pen().steps(data)


class _Pen:
    def __init__(self) -> None:
        self.at: Pair = (0.0, 0.0)
        self.start = self.at
        self.control: Pair | None = None  # the last control point, for S and T
        self.last = ""

    def steps(self, data: str) -> Iterator[Step]:
        for command, numbers in _commands(data):
            kind = command.upper()
            if not self.last and kind != "M":
                raise PathError("a path has to start with M")
            if kind == "A":
                yield from self._arc(command, numbers)
            else:
                yield self._step(kind, self._absolute(command, numbers))
            self.last = kind

    def _absolute(self, command: str, numbers: list[float]) -> list[Pair]:
        x, y = self.at if command.islower() else (0.0, 0.0)
        if command in "Hh":
            return [(x + numbers[0], self.at[1])]
        if command in "Vv":
            return [(self.at[0], y + numbers[0])]
        return [(x + a, y + b) for a, b in zip(numbers[::2], numbers[1::2], strict=True)]

    def _step(self, command: str, points: list[Pair]) -> Step:
        if command == "Z":
            self.at = self.start
            return ("close", ())
        if command == "M":
            self.start = points[0]
        kind, drawn = "move" if command == "M" else "line", points
        if command in "CSQT":
            kind, drawn = "curve", self._curve(command, points)
        self.at = points[-1]
        return (kind, tuple(drawn))

    def _curve(self, command: str, points: list[Pair]) -> list[Pair]:
        smooth = {"S": "CS", "T": "QT"}.get(command)
        if smooth is not None:
            mirrored = self.at
            if self.control is not None and self.last in smooth:
                mirrored = (2 * self.at[0] - self.control[0], 2 * self.at[1] - self.control[1])
            points = [mirrored, *points]
        self.control = points[-2]
        if command in "CS":
            return points
        middle, end = points
        return [_third(self.at, middle), _third(end, middle), end]

    def _arc(self, command: str, numbers: list[float]) -> Iterator[Step]:
        x, y = self.at if command.islower() else (0.0, 0.0)
        end = (x + numbers[5], y + numbers[6])
        radii = (abs(numbers[0]), abs(numbers[1]))
        if end != self.at:
            if min(radii) == 0:
                yield ("line", (end,))
            else:
                flags = (bool(numbers[3]), bool(numbers[4]))
                yield from arc_curves(self.at, end, radii, math.radians(numbers[2]), flags)
        self.at = end


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with as many numbers as it takes; one said once is repeated for more of them."""
    place, command = _SPACE.match(data).end(), ""  # type: ignore[union-attr]  # matches the empty string
    while place < len(data):
        letter = _COMMAND.match(data, place)
        if letter:
            command, place = letter.group(), letter.end()
            if command in "Zz":
                yield command, []
                place = _SPACE.match(data, place).end()  # type: ignore[union-attr]
                continue
        if not command or command in "Zz":
            raise PathError(f"{data[place : place + 8]!r} is no path command")
        numbers: list[float] = []
        while len(numbers) < _TAKES[command.upper()]:
            place = _SPACE.match(data, place).end()  # type: ignore[union-attr]
            is_flag = command in "Aa" and len(numbers) in _FLAGS
            found = (_FLAG if is_flag else NUMBER).match(data, place)
            if found is None:
                raise PathError(f"too few numbers after {command!r}")
            numbers.append(float(found.group()))
            place = found.end()
        if max(map(abs, numbers)) > _MOST:
            raise PathError(f"{max(map(abs, numbers)):g} stands where no number can")
        yield command, numbers
        command = {"M": "L", "m": "l"}.get(command, command)
        place = _SPACE.match(data, place).end()  # type: ignore[union-attr]


def arc_curves(
    start: Pair, end: Pair, radii: Pair, turn: float, flags: tuple[bool, bool]
) -> Iterator[Step]:
    """Yield an elliptical arc as curves of at most a quarter turn.

    ``turn`` is that of the ellipse, ``flags`` ask for the larger arc and the clockwise one. Radii that
    are too small grow until the arc reaches. SVG 1.1, appendix F.6.
    """
    (rx, ry), (cos, sin) = radii, (math.cos(turn), math.sin(turn))
    half = ((start[0] - end[0]) / 2, (start[1] - end[1]) / 2)
    x, y = cos * half[0] + sin * half[1], -sin * half[0] + cos * half[1]
    reach = (x / rx) ** 2 + (y / ry) ** 2
    if reach > 1:
        rx, ry = rx * math.sqrt(reach), ry * math.sqrt(reach)
    square = (rx * ry) ** 2 / ((rx * y) ** 2 + (ry * x) ** 2) - 1
    factor = math.sqrt(max(0.0, square)) * (-1 if flags[0] == flags[1] else 1)
    cx, cy = factor * rx * y / ry, -factor * ry * x / rx
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    first = math.atan2((y - cy) / ry, (x - cx) / rx)
    sweep = math.atan2((-y - cy) / ry, (-x - cx) / rx) - first
    if flags[1] and sweep < 0:
        sweep += 2 * math.pi
    elif not flags[1] and sweep > 0:
        sweep -= 2 * math.pi
    count = max(1, math.ceil(abs(sweep) / (math.pi / 2) - 1e-9))
    step = sweep / count
    long = 4 / 3 * math.tan(step / 4)

    def placed(u: float, v: float) -> Pair:
        a, b = u * rx + cx, v * ry + cy
        return (cos * a - sin * b + middle[0], sin * a + cos * b + middle[1])

    for index in range(count):
        one, other = first + index * step, first + (index + 1) * step
        (c1, s1), (c2, s2) = (math.cos(one), math.sin(one)), (math.cos(other), math.sin(other))
        target = end if index == count - 1 else placed(c2, s2)
        handles = placed(c1 - long * s1, s1 + long * c1), placed(c2 + long * s2, s2 - long * c2)
        yield ("curve", (*handles, target))


def _third(end: Pair, control: Pair) -> Pair:
    """A cubic's control point from a quadratic's: two thirds of the way."""
    return (end[0] + 2 * (control[0] - end[0]) / 3, end[1] + 2 * (control[1] - end[1]) / 3)
