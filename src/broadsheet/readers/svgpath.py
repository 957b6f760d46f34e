"""Outlines out of SVG files: the paths of a nameplate's calligraphy, as moves, lines and curves.

Reads every ``<path d="…">`` and the ``viewBox``; transforms, arcs, text and pictures in the file
are refused, for leaving them out would print another drawing than the one on the screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from broadsheet.model.furniture import Outline, PathSegment

Pair = tuple[Decimal, Decimal]
View = tuple[int, int, int, int]

_TAG = re.compile(r"<(?!/|\?|!)([A-Za-z][\w:]*)((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*/?>")
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_TOKEN = re.compile(r"[MmLlHhVvCcSsQqTtZzAa]|[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?|[^\s,]")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "Z": 0}
_IGNORED = frozenset(("svg", "g", "title", "desc", "metadata", "defs"))


class OutlineError(ValueError):
    """The drawing cannot be used; the message says why."""


def read_outline(text: str) -> tuple[View, Outline]:
    """Return a drawing's view box and its outline, in thousandths of SVG units.

    Raises OutlineError.
    """
    view: View | None = None
    segments: list[PathSegment] = []
    for match in _TAG.finditer(re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)):
        name = match.group(1)
        values = {m.group(1): m.group(2) or m.group(3) or "" for m in _ATTRIBUTE.finditer(match[2])}
        if "transform" in values:
            raise OutlineError("transforms are not read; apply them in the drawing program")
        if name == "svg":
            view = _view(values)
        elif name == "path":
            segments.extend(_Pen(values.get("d", "")).segments())
        elif name not in _IGNORED and ":" not in name:  # a colon: the drawing program's own notes
            raise OutlineError(f"<{name}> is not read; convert it to paths")
    if view is None or not segments:
        raise OutlineError("no <svg> with a viewBox and a path in it")
    return view, tuple(segments)


def _view(values: dict[str, str]) -> View:
    written = values.get("viewBox") or f"0 0 {values.get('width', '')} {values.get('height', '')}"
    try:
        numbers = [Decimal(word) for word in written.replace(",", " ").split()]
    except InvalidOperation:
        numbers = []
    if len(numbers) != 4 or not all(n.is_finite() and abs(n) < 10**6 for n in numbers):
        raise OutlineError("the viewBox is not four numbers")
    if numbers[2] <= 0 or numbers[3] <= 0:
        raise OutlineError("the viewBox is empty")
    x, y, width, height = (_thousandths(number) for number in numbers)
    return x, y, width, height


def _thousandths(value: Decimal) -> int:
    return int((value * 1000).to_integral_value())


class _Pen:
    """One path's data, made into absolute moves, lines and cubic curves."""

    def __init__(self, data: str) -> None:
        self.data = data
        self.at: Pair = (Decimal(0), Decimal(0))
        self.start = self.at
        self.control: Pair | None = None  # the last control point, for S and T
        self.last = ""

    def segments(self) -> Iterator[PathSegment]:
        """The path's steps."""
        for command, numbers in self._commands():
            yield self._step(command.upper(), self._absolute(command, numbers))
            self.last = command.upper()

    def _commands(self) -> Iterator[tuple[str, list[Decimal]]]:
        command, numbers = "", list[Decimal]()
        for token in _TOKEN.findall(self.data):
            if token in "Aa":
                raise OutlineError("arcs are not read; convert them to curves")
            if token.upper() in _TAKES:
                if numbers:
                    raise OutlineError(f"too few numbers after {command}")
                command = token
                if command in "Zz":
                    yield command, []
                continue
            numbers.append(self._number(token, command))
            if len(numbers) == _TAKES[command.upper()]:
                yield command, numbers
                numbers = []
                command = {"M": "L", "m": "l"}.get(command, command)
        if numbers:
            raise OutlineError(f"too few numbers after {command}")

    @staticmethod
    def _number(token: str, command: str) -> Decimal:
        try:
            value = Decimal(token)
        except InvalidOperation:
            raise OutlineError(f"{token!r} is no path command") from None
        if not command or command in "Zz" or abs(value) > 10**6:
            raise OutlineError(f"{token} stands where no number can")
        return value

    def _absolute(self, command: str, numbers: list[Decimal]) -> list[Pair]:
        x, y = self.at if command.islower() else (Decimal(0), Decimal(0))
        if command in "Hh":
            return [(x + numbers[0], self.at[1])]
        if command in "Vv":
            return [(self.at[0], y + numbers[0])]
        return [(x + a, y + b) for a, b in zip(numbers[::2], numbers[1::2], strict=True)]

    def _step(self, command: str, points: list[Pair]) -> PathSegment:
        if command == "Z":
            self.at = self.start
            return PathSegment("close", ())
        if not self.last and command != "M":
            raise OutlineError("a path has to start with M")
        if command == "M":
            self.start = points[0]
        kind, curve = "move" if command == "M" else "line", points
        if command in "CSQT":
            kind, curve = "curve", self._curve(command, points)
        self.at = points[-1]
        return PathSegment(kind, tuple((_thousandths(x), _thousandths(y)) for x, y in curve))

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


def _third(end: Pair, control: Pair) -> Pair:
    """A cubic's control point from a quadratic's: two thirds of the way."""
    return (end[0] + 2 * (control[0] - end[0]) / 3, end[1] + 2 * (control[1] - end[1]) / 3)
