"""Display lines: headlines, kickers, decks, subheads; sized from a ladder, never by the body rules."""

from __future__ import annotations

from dataclasses import dataclass, replace

from broadsheet.compose.firstfit import first_fit
from broadsheet.compose.line import Line
from broadsheet.compose.runs import set_runs
from broadsheet.model.style import Align, DisplayStyle, Spacing, TextStyle
from broadsheet.text.itemise import itemise
from broadsheet.text.items import Items
from broadsheet.text.setting import Settings
from broadsheet.tree.node import GlyphRun
from broadsheet.units import Length

#: Marks half, a little air at Latin: what display type wants whatever the body's style.
DISPLAY_SPACING = Spacing(han_latin=100, han_figure=40, stop_width=1000, han_gap_shrink=60)

NARROWEST = 900
"""A headline is condensed to 90 % at most (per mille), then it no longer fits."""

FULLEST = 950
"""A spread line fills at least this much of its span before (per mille); shorter ones stay natural."""


@dataclass(frozen=True, slots=True)
class DisplayBlock:
    """Lines of one size: each with its items, and whether they all fit their width."""

    size: Length
    leading: Length
    lines: tuple[tuple[Items, Line], ...]
    align: Align
    fits: bool

    @property
    def height(self) -> Length:
        """From the top of the first em box to the foot of the last."""
        return self.size + self.leading * (len(self.lines) - 1) if self.lines else 0

    def runs(self, x: Length, top: Length) -> tuple[tuple[GlyphRun, ...], ...]:
        """The lines' glyph runs, the first em box's top at ``top``."""
        baseline = top + self.size * 88 // 100
        return tuple(
            set_runs(items, line, self.align, x, baseline + self.leading * index)
            for index, (items, line) in enumerate(self.lines)
        )


EMPTY_BLOCK = DisplayBlock(0, 0, (), Align.START, fits=True)


def set_display(
    lines: tuple[str, ...], style: DisplayStyle, width: Length, settings: Settings
) -> DisplayBlock:
    """Set lines at the largest size of the ladder at which each fits ``width``.

    A single line that fits no size is parted in two; what still does not fit is condensed, and
    ``fits`` is false when even that is not enough.
    """
    if not lines:
        return EMPTY_BLOCK
    for size in style.sizes:
        block = _at_size(lines, style, _sized(style.text, size), width, settings)
        if block.fits:
            return block
    smallest = style.sizes[-1]
    if len(lines) == 1:
        block = _parted(lines[0], style, width, settings)
        if block.fits:
            return block
    narrow = replace(_sized(style.text, smallest), condense=style.text.condense * NARROWEST // 1000)
    return _at_size(lines, style, narrow, width, settings)


def _sized(style: TextStyle, size: Length) -> TextStyle:
    tracking = style.tracking * size // style.size if style.size else 0
    return replace(style, size=size, tracking=tracking)


def _at_size(
    lines: tuple[str, ...], style: DisplayStyle, text: TextStyle, width: Length, settings: Settings
) -> DisplayBlock:
    setting = settings.of(text)
    placed = []
    for content in lines:
        items = itemise([(content, setting)], DISPLAY_SPACING, hyphenate=False)
        placed.append((items, _whole(items, width)))
    align = style.align
    if style.fill and all(_nearly_fills(items, line, style.fill) for items, line in placed):
        align = Align.SPREAD
    leading = text.size * style.leading // 1000
    fits = all(line.natural <= width for _, line in placed)
    return DisplayBlock(text.size, leading, tuple(placed), align, fits)


def _whole(items: Items, width: Length) -> Line:
    """All of a text as one line."""
    start = items.content_start(0)
    end = items.content_end(start, len(items.text))
    return Line(start, end, width, items.natural(start, end), "last")


def _nearly_fills(items: Items, line: Line, fill: int) -> bool:
    gaps = max(1, line.end - line.start - 1)
    slack = line.room - line.natural
    return 0 <= slack <= gaps * items.em * fill // 1000


def _parted(content: str, style: DisplayStyle, width: Length, settings: Settings) -> DisplayBlock:
    """Part a line in two of nearly one length, at the largest size at which both fit."""
    for size in style.sizes:
        setting = settings.of(_sized(style.text, size))
        items = itemise([(content, setting)], DISPLAY_SPACING, hyphenate=False)
        whole = _whole(items, width)
        for room in range(whole.natural // 2, min(width, whole.natural) + 1, max(1, items.em // 2)):
            halves = first_fit(items, (room,), DISPLAY_SPACING)
            if len(halves) <= 2:
                parts = tuple(content[line.start : line.end] for line in halves)
                return _at_size(parts, style, _sized(style.text, size), width, settings)
    return DisplayBlock(0, 0, (), style.align, fits=False)
