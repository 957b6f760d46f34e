"""How even justified lines come out: what each gap was changed by, by breaker and measure.

A gap is what lies between the origins of two characters that follow each other in a line, spaces
left out. Its change is what it is in the line less its natural width, which is what it is in a line
of endless width. Every line of a paragraph but the last counts. Of 全身 that natural width is one and
the same for broadsheet and typst: the font's advances, two marks in a row half an em less than the
sum of theirs, a quarter of an em between Han and Latin or a figure; where a mark stands at a line's
edge there is no gap, and both take its blank half off before they fit the line. What typst has
otherwise is too rare to count: no quarter em after ℃, and kerning between a few capitals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import sub
from statistics import mean, quantiles

from bench.contestants import has_typst
from bench.corpus import page_copy
from bench.stages import MEASURES_EM, broken, line_rooms, paragraphs_items
from broadsheet.compose.firstfit import first_fit, sums_of
from broadsheet.compose.justify import adjust
from broadsheet.compose.line import BreakLines, Line
from broadsheet.compose.optimumfit import optimum_fit
from broadsheet.galleys import body_style
from broadsheet.model.spacing import Marks, Spacing
from broadsheet.model.style import FaceRef, ParagraphStyle, TextStyle
from broadsheet.text.items import Items

_PAGES = 4
_INDENT_EM = 2

FULL = Spacing(
    marks=Marks.FULL,
    han_latin=250,
    han_figure=250,
    gap_least=125,
    gap_most=250,
    trim_line_end=True,
)
"""全身 with typst's naturals and freedom: marks down to a half, a border of scripts down to an eighth."""

_BREAKERS: tuple[tuple[str, BreakLines], ...] = (("first-fit", first_fit), ("optimum-fit", optimum_fit))


@dataclass(frozen=True, slots=True)
class Evenness:
    """What one breaker did at one measure. Changes in thousandths of an em; ``beyond`` counts the
    justified lines that are squeezed or stretched further than their style allows."""

    lines: int
    changes: tuple[float, ...]
    beyond: int = 0

    @property
    def mean(self) -> float:
        """Of all gaps of justified lines."""
        return mean(self.changes)

    @property
    def p95(self) -> float:
        """What nineteen gaps in twenty stay under."""
        return quantiles(self.changes, n=20)[-1]


def evenness() -> str:
    """Return a table for the bench's copy: 全身 beside typst where it is installed, and 开明."""
    return evenness_of(copy_texts())


def copy_texts() -> list[str]:
    """The paragraphs that are measured unless others are given."""
    pages = (page_copy(number) for number in range(1, _PAGES + 1))
    return [paragraph for page in pages for piece in page.pieces for paragraph in piece.paragraphs]


def evenness_of(texts: Sequence[str]) -> str:
    """Return the table for some paragraphs."""
    rows = ["marks  measure  breaker      lines   mean    p95  beyond limits   (thousandths of an em a gap)"]
    for marks, style in (("全身", full_style()), ("开明", body_style())):
        items = paragraphs_items(texts, style)
        for measure in MEASURES_EM:
            for name, breaker in _BREAKERS:
                rows.append(_row(marks, measure, name, ours(items, style, measure, breaker)))
            if marks == "全身" and has_typst():
                rows.append(_row(marks, measure, "typst", theirs(texts, items, measure)))
    return "\n".join(rows)


def _row(marks: str, measure: float, name: str, found: Evenness) -> str:
    told = "" if name == "typst" else f"{found.beyond:5}"
    figures = f"{found.lines:6}  {found.mean:5.1f}  {found.p95:5.1f}"
    return f"{marks}   {measure:>4} em  {name:<11} {figures}  {told}".rstrip()


def full_style() -> ParagraphStyle:
    """The body style in 全身, every character in one face at one size, as typst is given it."""
    style = body_style()
    text = TextStyle(FaceRef("Broadsheet Song"), style.text.size)
    return replace(style, text=text, indent=_INDENT_EM * text.size, spacing=FULL)


def ours(
    items: Sequence[Items], style: ParagraphStyle, measure: float, breaker: BreakLines
) -> Evenness:
    """What a breaker of ours does to paragraphs."""
    lines = broken(items, breaker, line_rooms(style, measure), style)
    changes: list[float] = []
    beyond = 0
    for paragraph, found in zip(items, lines, strict=True):
        for line in found[:-1]:
            if line.ending != "last":
                changes.extend(_line_changes(paragraph, line))
                beyond += _is_beyond(paragraph, line, style.spacing)
    return Evenness(sum(map(len, lines)), tuple(changes), beyond)


def _line_changes(items: Items, line: Line) -> Iterator[float]:
    added = adjust(items, line)
    waiting = 0
    for gap in range(line.start + 1, line.end):
        waiting += added.get(gap, 0)
        if items.text[gap] != " ":
            yield abs(waiting) * 1000 / items.em
            waiting = 0


def _is_beyond(items: Items, line: Line, spacing: Spacing) -> bool:
    sums = sums_of(items)
    gaps = sums.gaps(line.start, line.end)
    need = line.natural - line.room
    if need > 0:
        return need > sums.squeeze(line.start, line.end) + gaps * (items.em * spacing.han_gap_shrink // 1000)
    stretches = sum(give.amount for give in items.stretches if line.start < give.gap < line.end)
    return -need > stretches + gaps * (items.em * spacing.han_gap_stretch // 1000)


def theirs(texts: Sequence[str], items: Sequence[Items], measure: float) -> Evenness:
    """What typst's optimum fit does to the same paragraphs."""
    from bench.typstlines import SIZE_PT, typst_lines  # noqa: PLC0415  typst is an extra

    changes: list[float] = []
    count = 0
    for paragraph, lines in zip(items, typst_lines(texts, measure, _INDENT_EM), strict=True):
        origins = _origins(paragraph)
        count += len(lines)
        first = 0
        for line in lines[:-1]:
            places = [glyph.x * 1000 / SIZE_PT for glyph in line]
            natural = origins[first : first + len(line)]
            first += len(line)
            changes.extend(map(abs, map(sub, _steps(places), _steps(natural))))
    return Evenness(count, tuple(changes))


def _origins(items: Items) -> list[float]:
    """Where the glyphs of an endless line start, without spaces, in thousandths of an em."""
    return [
        (pen - cut) * 1000 / items.em
        for pen, cut, character in zip(items.pens, items.cuts, items.text, strict=False)
        if not character.isspace()
    ]


def _steps(places: Sequence[float]) -> list[float]:
    return [after - before for before, after in pairwise(places)]
