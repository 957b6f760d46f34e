"""Galleys from Python: a text set to a measure, without an edition around it."""

from __future__ import annotations

from functools import cache

from broadsheet.compose.line import Line
from broadsheet.compose.paragraph import broken, paragraph_items
from broadsheet.font.collection import Collection
from broadsheet.model.article import Run, run_on
from broadsheet.model.style import Breaker, FaceRef, ParagraphStyle, TextStyle
from broadsheet.patterns import late_pattern
from broadsheet.records import record, replace
from broadsheet.resources import font_tables, shipped
from broadsheet.text.setting import Settings
from broadsheet.units import Length, parse_ems

_PARAGRAPHS = late_pattern(r"\n[ \t\u3000]*\n\s*|\n\u3000\s*")


@record
class GalleyLine:
    """One set line. Lengths in millipoints; ``ending`` as ``compose.line.Line`` has it."""

    text: str
    paragraph: int
    natural: Length
    room: Length
    ending: str


@record
class GalleyProof:
    """A text set to a measure (小样): its lines in order."""

    lines: tuple[GalleyLine, ...]
    measure: Length
    em: Length

    @property
    def characters(self) -> int:
        """Characters set, white space not counted."""
        return sum(len("".join(line.text.split())) for line in self.lines)


def galley(
    text: str,
    measure: str = "18.5em",
    indent: str = "2em",
    style: ParagraphStyle | str | None = None,
    breaker: str | None = None,
) -> GalleyProof:
    """Set one paragraph, or several parted by blank lines or begun with a wide space, to a measure.

    ``measure`` and ``indent`` are lengths; a bare number counts ems of the style's size. ``style``
    is a ParagraphStyle, the name of one in the shipped style sheet, or None for the newspaper's
    body. ``breaker`` is ``first-fit`` or ``optimum-fit`` (the style's own when None).
    Raises UnitError, KeyError for an unknown style, ValueError for an unknown breaker.
    """
    chosen = _style(style)
    if breaker is not None:
        chosen = replace(chosen, breaker=Breaker(breaker))
    em = chosen.text.size
    width, first = parse_ems(measure, em), parse_ems(indent, em)
    settings = _settings()
    lines: list[GalleyLine] = []
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for number, paragraph in enumerate(_PARAGRAPHS.split(text.strip())):
        texts = (line.strip(" \t\u3000") for line in paragraph.split("\n"))
        joined = run_on(texts, chosen.text.language.value)
        items = paragraph_items((Run(joined),) if joined else (), chosen, settings)
        found = broken(items, (width - first, width), chosen)
        lines.extend(_proof_line(joined, line, number) for line in found)
    return GalleyProof(tuple(lines), width, em)


def _proof_line(text: str, line: Line, paragraph: int) -> GalleyLine:
    shown = text[line.start : line.end] + ("-" if line.hyphen else "")
    return GalleyLine(shown, paragraph, line.natural, line.room, line.ending)


@cache
def _settings() -> Settings:
    return Settings(Collection([shipped("fonts")], font_tables()))


def _style(style: ParagraphStyle | str | None) -> ParagraphStyle:
    if style is None:
        return body_style()
    return style if isinstance(style, ParagraphStyle) else _sheet_style(style)


@cache
def _sheet_style(name: str) -> ParagraphStyle:
    from broadsheet.readers.stylesheet import shipped_styles  # noqa: PLC0415  late: YAML costs 25 ms

    return shipped_styles().paragraphs[name]


def body_style() -> ParagraphStyle:
    """The newspaper's body: Song 9 on 12.5 pt, first fit, marks 开明. What ``galley`` sets by default."""
    text = TextStyle(
        FaceRef("Broadsheet Song", 400), 9000, FaceRef("Broadsheet Serif", 400), latin_scale=1050
    )
    return ParagraphStyle(text, text, text, text, leading=12500, indent=18000)
