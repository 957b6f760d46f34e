"""How even justified lines come out: what each gap was changed by, by breaker and measure."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean, quantiles

from bench.corpus import page_copy
from bench.stages import MEASURES_EM, broken, line_rooms, paragraphs_items
from broadsheet.compose.firstfit import first_fit
from broadsheet.compose.justify import adjust
from broadsheet.compose.line import BreakLines, Line
from broadsheet.compose.optimumfit import optimum_fit
from broadsheet.galleys import body_style
from broadsheet.text.items import Items

_PAGES = 4


def evenness() -> str:
    """Return a table: mean and 95th percentile of what a gap gained or lost, in thousandths of an em.

    Only lines that are fitted to their room count; a paragraph's last line stands as it is.
    """
    style = body_style()
    texts = [
        paragraph
        for number in range(1, _PAGES + 1)
        for piece in page_copy(number).pieces
        for paragraph in piece.paragraphs
    ]
    items = paragraphs_items(texts, style)
    rows = ["measure  breaker      lines  mean  p95  (thousandths of an em a gap)"]
    breakers: tuple[tuple[str, BreakLines], ...] = (("first-fit", first_fit), ("optimum-fit", optimum_fit))
    for measure in MEASURES_EM:
        for name, breaker in breakers:
            lines = broken(items, breaker, line_rooms(style, measure), style)
            changes = _changes(items, lines)
            p95 = quantiles(changes, n=20)[-1]
            count = sum(map(len, lines))
            rows.append(f"{measure:>4} em  {name:<11} {count:6}  {mean(changes):4.1f}  {p95:4.1f}")
    return "\n".join(rows)


def _changes(items: Sequence[Items], lines: Sequence[Sequence[Line]]) -> list[float]:
    """The absolute change of every gap of every justified line, in thousandths of an em."""
    found: list[float] = []
    for paragraph, broken_lines in zip(items, lines, strict=True):
        for line in broken_lines:
            if line.ending == "justified":
                added = adjust(paragraph, line)
                found.extend(
                    abs(added.get(gap, 0)) * 1000 / paragraph.em for gap in range(line.start + 1, line.end)
                )
    return found
