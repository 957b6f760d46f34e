"""A paragraph of copy as items: its runs in their faces, its dateline found."""

from __future__ import annotations

import re
from functools import cache

from broadsheet.compose.firstfit import first_fit
from broadsheet.compose.line import BreakLines, Line, Rooms
from broadsheet.compose.optimumfit import optimum_fit
from broadsheet.model.article import Emphasis, Paragraph, Run
from broadsheet.model.style import LONGEST_DATELINE, Align, Breaker, ParagraphStyle, TextStyle
from broadsheet.records import replace
from broadsheet.text.itemise import itemise
from broadsheet.text.items import Items
from broadsheet.text.setting import Settings

BREAKERS: dict[Breaker, BreakLines] = {Breaker.FIRST_FIT: first_fit, Breaker.OPTIMUM_FIT: optimum_fit}


_FILLED = (Align.JUSTIFIED, Align.SPREAD)
_RAGGED = 1000
"""What a gap may take, per mille of an em, where none takes anything: lines that are not filled may be so
short that none is squeezed, and that the last one is not a character by itself (a poem's)."""


def broken(items: Items, rooms: Rooms, style: ParagraphStyle) -> tuple[Line, ...]:
    """A paragraph's lines by its style's breaker."""
    spacing = style.spacing
    if style.align not in _FILLED:
        spacing = replace(spacing, han_gap_stretch=max(spacing.han_gap_stretch, _RAGGED))
    return BREAKERS[style.breaker](items, rooms, spacing)


def style_of(emphasis: Emphasis, style: ParagraphStyle) -> TextStyle:
    """The text style of a run."""
    if emphasis is Emphasis.STRONG:
        return style.lead
    if emphasis is Emphasis.EMPHASIS:
        return style.quote
    if emphasis is Emphasis.DATELINE:
        return style.dateline
    return style.text


def paragraph_items(runs: tuple[Run, ...], style: ParagraphStyle, settings: Settings) -> Items:
    """Return the items of a paragraph."""
    parts = [(run.text, settings.of(style_of(run.emphasis, style))) for run in runs if run.text]
    if not parts:
        parts = [("", settings.of(style.text))]
    return itemise(parts, style.spacing, hyphenate=style.hyphenate)


@cache
def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


def with_dateline(paragraph: Paragraph, style: ParagraphStyle) -> tuple[Run, ...]:
    """Part the dateline (电头) that a story's first paragraph opens with: what its writer says it is, and
    what the style's patterns find there if that is more."""
    said = ""
    runs = paragraph.runs
    if runs and runs[0].emphasis is Emphasis.DATELINE:
        said, runs = runs[0].text, runs[1:]
    following = runs[0].text if runs and runs[0].emphasis is Emphasis.NONE else ""
    text, others = said + following, runs[1:] if following else runs
    end = next(filter(None, (_found(expression, text) for expression in style.dateline_patterns)), 0)
    end = max(end, len(said))
    if not end:
        return paragraph.runs
    rest = text[end:]
    return (Run(text[:end], Emphasis.DATELINE), *([Run(rest)] if rest else []), *others)


def _found(expression: str, text: str) -> int:
    """The end of what an expression finds at a text's start; 0 for nothing."""
    match = _pattern(expression).match(text, 0, LONGEST_DATELINE)
    return match.end() if match else 0
