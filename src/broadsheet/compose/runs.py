"""A fitted line as glyph runs in page coordinates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from sys import intern

from broadsheet.compose.justify import fitted_advances, gives_of, own_share
from broadsheet.compose.line import Line
from broadsheet.geometry import EM_MIDDLE, Writing
from broadsheet.kernel import twin
from broadsheet.model.style import Align, Colour
from broadsheet.patterns import late_pattern
from broadsheet.records import replace
from broadsheet.text.items import Hyphen, Items
from broadsheet.text.setting import FaceUse
from broadsheet.tree.node import GlyphRun, Ink, Spot
from broadsheet.units import Length, permille

_SAME_USE = late_pattern(rb"(.)\1*", re.DOTALL)


@lru_cache(maxsize=256)
def ink_of(colour: Colour) -> Ink:
    """A style's colour as the tree has it."""
    inks = (colour.cyan, colour.magenta, colour.yellow, colour.black)
    if not colour.spot:
        return Ink(*inks)
    cyan, magenta, yellow, black = (permille(ink, colour.tint) for ink in inks)
    return Ink(cyan, magenta, yellow, black, Spot(colour.spot, *inks), colour.tint)


def aligned_start(line: Line, align: Align) -> Length:
    """How far from its room's left a line starts that is not spread over it."""
    slack = line.room - line.natural
    if align is Align.CENTRE:
        return slack // 2
    return slack if align is Align.END else 0


class _Known(dict[int, int]):
    """Each number once. A paper's advances are few different ones a million times; as numbers of their own
    they were a third of its layout tree."""

    def __missing__(self, number: int) -> int:
        if len(self) > _MOST_KNOWN:
            self.clear()
        self[number] = number
        return number


_MOST_KNOWN = 1 << 16
KNOWN: dict[int, int] = _Known()
"""Numbers that stand in a layout tree over and over, each by itself."""


_ALIKE: dict[tuple[int, ...], tuple[int, ...]] = {}
"""Rows of glyphs and of advances that were met lately: two in three rows of advances come again."""
_MOST_ALIKE = 1 << 16
_WORD = 12
"""Characters of a run that may come again: whole lines do not, and the table of them would be a tenth of
a thick paper's layout tree."""


def is_spread(line: Line, align: Align) -> bool:
    """Whether the line is fitted to its room: one that is not to be spread is where a breaker squeezed it."""
    if line.natural > line.room and line.ending == "justified":
        return True
    if align is Align.JUSTIFIED:
        return line.ending != "last" or line.natural > line.room
    return align is Align.SPREAD


@twin
def set_runs(items: Items, line: Line, align: Align, x: Length, baseline: Length) -> tuple[GlyphRun, ...]:
    """Return the glyph runs of a line whose room begins at ``x``.

    ``run.x + sum(run.advances)`` of the last run is the line's right end.
    """
    start, end = line.start, line.end
    if end <= start:
        return ()
    need = 0
    hyphen = items.hyphen_behind(end - 1)
    if is_spread(line, align):
        need = line.room - line.natural
        if line.hyphen:  # what is set may be wider than what was reckoned with
            need += items.hyphen[1] - hyphen[1]
    else:
        x += aligned_start(line, align)
    last = items.advances[end - 1] + items.cuts[end - 1] - items.end_cuts.get(end - 1, 0)
    origin = x - items.cuts[start] - items.start_cuts.get(start, 0)
    own = own_share(items.em, need) if align is Align.JUSTIFIED else 0
    glue = (items.flexible, gives_of(items, need), own, items.classes)
    fitted = fitted_advances(items.steps, glue, (start, end), need, last)
    advances = tuple(map(KNOWN.__getitem__, fitted))
    runs = _runs(items, line, advances, origin, baseline)
    if line.hyphen:
        runs.append(_hyphen(items, hyphen, runs[-1], baseline))
    return tuple(runs)


def _runs(
    items: Items, line: Line, steps: tuple[Length, ...], origin: Length, baseline: Length
) -> list[GlyphRun]:
    start, end = line.start, line.end
    uses = items.uses[start:end]
    if uses.count(uses[0]) == len(uses) and not items.levels:
        use = items.faces[uses[0]]
        return [_run(use, (origin, baseline), items.glyphs[start:end], steps, items.text[start:end])]
    runs: list[GlyphRun] = []
    for match in _SAME_USE.finditer(uses):
        low, high = match.span()
        part = steps[low:high]
        if items.faces[uses[low]].level:
            runs.extend(_cells(items, (start + low, start + high), part, origin, baseline))
            origin += sum(part)
            continue
        glyphs = items.glyphs[start + low : start + high]
        text = items.text[start + low : start + high]
        runs.append(_run(items.faces[uses[low]], (origin, baseline), glyphs, part, text))
        origin += sum(part)
    return runs


def _run(
    use: FaceUse,
    origin: tuple[Length, Length],
    glyphs: tuple[int, ...],
    advances: tuple[Length, ...],
    text: str,
) -> GlyphRun:
    x, baseline = KNOWN[origin[0]], KNOWN[origin[1] - use.shift]
    ink = ink_of(use.colour)
    advances = _ALIKE.setdefault(advances, advances)
    if len(text) <= _WORD:  # words and figures come again, too
        glyphs, text = _ALIKE.setdefault(glyphs, glyphs), intern(text)
    if len(_ALIKE) > _MOST_ALIKE:
        _ALIKE.clear()
    return GlyphRun(x, baseline, use.key, use.size, glyphs, advances, text, ink, use.condense, use.writing)


def _cells(
    items: Items, part: tuple[int, int], steps: tuple[Length, ...], origin: Length, baseline: Length
) -> Iterator[GlyphRun]:
    """What stands in cells of a vertical line: what is level placed by the middle of its cell."""
    low, high = part
    starts = [place for place in range(low, high) if place in items.levels]
    for start, end in pairwise((*starts, high)):
        use = items.faces[items.uses[start]]
        top = origin + sum(steps[: start - low])
        middle = top + items.advances[start] // 2
        if end - start == 1:  # a single one stands as an ideograph does
            alone = replace(use, writing=Writing.UPRIGHT)
            yield _run(alone, (top, baseline), items.glyphs[start:end], (items.em,), items.text[start:end])
            continue
        yield GlyphRun(
            middle, baseline - items.em * EM_MIDDLE // 1000, use.key, use.size, items.glyphs[start:end],
            items.levels[start], items.text[start:end], ink_of(use.colour), use.condense,
        )  # fmt: skip


def _hyphen(items: Items, hyphen: Hyphen, before: GlyphRun, baseline: Length) -> GlyphRun:
    glyph, width, use, text = hyphen
    x = before.x + sum(before.advances)
    return _run(items.faces[use], (x, baseline), (glyph,), (width,), text)
