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
_MEASURES_EM = (13, 18.5, 27)


def stages(runs: int) -> str:
    """Return a table of the stages for 9,000 characters in 60 paragraphs, medians in milliseconds."""
    style, settings = body_style(), Settings(Collection([shipped("fonts")]))
    texts = _paragraphs()
    items = _items(texts, style, settings)
    rows = [("text to items", _milliseconds(lambda: _items(texts, style, settings), runs))]
    for name, breaker in (("first-fit", first_fit), ("optimum-fit", optimum_fit)):
        for measure in _MEASURES_EM:
            rooms = _rooms(style, measure)
            lines = _broken(items, breaker, rooms, style)
            took = _milliseconds(lambda b=breaker, r=rooms: _broken(items, b, r, style), runs)  # type: ignore[misc]
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


def _items(texts: Sequence[str], style: ParagraphStyle, settings: Settings) -> list[Items]:
    return [paragraph_items((Run(text),), style, settings) for text in texts]


def _rooms(style: ParagraphStyle, measure: float) -> tuple[int, int]:
    width = round(measure * style.text.size)
    return width - style.indent, width


def _broken(
    items: Sequence[Items], breaker: BreakLines, rooms: tuple[int, int], style: ParagraphStyle
) -> list[tuple[Line, ...]]:
    return [breaker(paragraph, rooms, style.spacing) for paragraph in items]


def _runs_cost(
    items: Sequence[Items], lines: Sequence[tuple[Line, ...]], style: ParagraphStyle, runs: int
) -> float:
    def work() -> None:
        for paragraph, broken in zip(items, lines, strict=True):
            for line in broken:
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
