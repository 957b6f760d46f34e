"""Outlines out of SVG files: the paths of a nameplate's calligraphy, as moves, lines and curves.

Reads every ``<path d="…">`` and the ``viewBox``; transforms, text and pictures in the file
are refused, for leaving them out would print another drawing than the one on the screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from broadsheet.graphics.path import PathError, path_steps
from broadsheet.model.furniture import Outline, PathSegment
from broadsheet.patterns import late_pattern
from broadsheet.readers.files import Files
from broadsheet.readers.report import RefusedError
from broadsheet.readers.schema import Located

View = tuple[int, int, int, int]

_TAG = late_pattern(r"<(?!/|\?|!)([A-Za-z][\w:]*)((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*/?>")
_ATTRIBUTE = late_pattern(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_IGNORED = frozenset(("svg", "g", "title", "desc", "metadata", "defs"))


class OutlineError(ValueError):
    """The drawing cannot be used; the message says why."""


def outline_of(name: Located[str], files: Files) -> tuple[View, Outline]:
    """The outline in a file of the edition. Raises RefusedError, the reason noted."""
    path = files.existing(name.value, name.span, "E604")
    source = files.source(path, name.span)
    try:
        return files.kept("outline", source, lambda: read_outline(source.text))
    except OutlineError as error:
        files.report.add("E605", name.span, path=name.value, reason=str(error))
        raise RefusedError from error


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
            segments.extend(_segments(values.get("d", "")))
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


def _thousandths(value: Decimal | float) -> int:
    return round(value * 1000)


def _segments(data: str) -> Iterator[PathSegment]:
    """One path's steps."""
    try:
        for kind, points in path_steps(data):
            yield PathSegment(kind, tuple((_thousandths(x), _thousandths(y)) for x, y in points))
    except PathError as error:
        raise OutlineError(str(error)) from error
