"""What the inner stages cost, timed inside one process: text to items, items to breaks, to runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter

from bench.corpus import page_copy
from broadsheet.compose.firstfit import first_fit
from broadsheet.compose.line import BreakLines, Line
from broadsheet.compose.optimumfit import optimum_fit
from broadsheet.compose.paragraph import paragraph_items
from broadsheet.compose.runs import set_runs
from broadsheet.font.collection import Collection
from broadsheet.galleys import body_style
from broadsheet.model.article import Run
from broadsheet.model.style import ParagraphStyle
from broadsheet.resources import shipped
from broadsheet.text.items import Items
from broadsheet.text.setting import Settings

CHARACTERS, PARAGRAPHS = 9000, 60
MEASURES_EM = (13, 18.5, 27)
"""A narrow leg, the plain page's column, a wide one."""


def stages(runs: int) -> str:
    """Return a table of the stages for 9,000 characters in 60 paragraphs, medians in milliseconds."""
    style, settings = body_style(), Settings(Collection([shipped("fonts")]))
    texts = _paragraphs()
    items = paragraphs_items(texts, style, settings)
    rows = [("text to items", _milliseconds(lambda: paragraphs_items(texts, style, settings), runs))]
    for name, breaker in (("first-fit", first_fit), ("optimum-fit", optimum_fit)):
        for measure in MEASURES_EM:
            rooms = line_rooms(style, measure)
            lines = broken(items, breaker, rooms, style)
            took = _milliseconds(lambda b=breaker, r=rooms: broken(items, b, r, style), runs)  # type: ignore[misc]
            rows.append((f"items to breaks, {name}, {measure} em", took))
            if measure == 18.5:
                rows.append((f"lines to runs, {name}, {measure} em", _runs_cost(items, lines, style, runs)))
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"{name.ljust(width)}  {took:6.1f} ms" for name, took in rows)


def _paragraphs() -> list[str]:
    """Exactly so many characters in so many paragraphs, from the benchmark's copy."""
    pieces = page_copy(1, CHARACTERS + 1000).pieces
    text = "".join(paragraph for piece in pieces for paragraph in piece.paragraphs)
    each = CHARACTERS // PARAGRAPHS
    return [text[start : start + each] for start in range(0, CHARACTERS, each)]


def paragraphs_items(
    texts: Sequence[str], style: ParagraphStyle, settings: Settings | None = None
) -> list[Items]:
    """Return each text as a paragraph's items."""
    settings = settings or Settings(Collection([shipped("fonts")]))
    return [paragraph_items((Run(text),), style, settings) for text in texts]


def line_rooms(style: ParagraphStyle, measure: float) -> tuple[int, int]:
    """Return the rooms of a paragraph with its first line indented."""
    width = round(measure * style.text.size)
    return width - style.indent, width


def broken(
    items: Sequence[Items], breaker: BreakLines, rooms: tuple[int, int], style: ParagraphStyle
) -> list[tuple[Line, ...]]:
    """Return every paragraph's lines."""
    return [breaker(paragraph, rooms, style.spacing) for paragraph in items]


def _runs_cost(
    items: Sequence[Items], lines: Sequence[tuple[Line, ...]], style: ParagraphStyle, runs: int
) -> float:
    def work() -> None:
        for paragraph, found in zip(items, lines, strict=True):
            for line in found:
                set_runs(paragraph, line, style.align, 0, 0)

    return _milliseconds(work, runs)


def _milliseconds(work: Callable[[], object], runs: int) -> float:
    work()
    found = []
    for _ in range(max(5, runs)):
        begin = perf_counter()
        work()
        found.append(perf_counter() - begin)
    return median(found) * 1000
