"""Emphasis dots (着重号): one to a character, below a level line, to the right of a vertical one.

Source: CLREQ "Emphasis dots", GB/T 15834-2011 4.10. Outlines, not characters: they say nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.compose.line import Line
from broadsheet.geometry import EM_MIDDLE, Writing, circle
from broadsheet.text.charclass import HAN, HANGUL, SMALL
from broadsheet.text.items import Items
from broadsheet.tree.node import GlyphRun, Shape
from broadsheet.units import Length

_RADIUS, _AWAY = 65, 110
"""Per mille of an em: of a dot, and from the em box to its middle."""

_DOTTED = HAN + HANGUL + SMALL


def emphasis_dots(items: Items, line: Line, runs: tuple[GlyphRun, ...]) -> Iterator[Shape]:
    """The dots of a set line, in the frame that its runs are in."""
    place = line.start
    for run in runs:
        x = run.x
        for glyph in range(len(run.glyphs)):
            if place >= line.end:
                return
            if items.faces[items.uses[place]].dots and items.classes[place] in _DOTTED:
                yield _dot(run, x)
            x += run.advances[glyph]
            place += 1


def _dot(run: GlyphRun, x: Length) -> Shape:
    size = run.size
    middle = x + size * run.condense // 2000
    if run.writing is Writing.UPRIGHT:
        return _disc(middle, run.baseline - size * (500 + EM_MIDDLE + _AWAY) // 1000, size, run)
    return _disc(middle, run.baseline + size * (500 - EM_MIDDLE + _AWAY) // 1000, size, run)


def _disc(x: Length, y: Length, size: Length, run: GlyphRun) -> Shape:
    return Shape(circle(x, y, size * _RADIUS // 1000), run.colour)
