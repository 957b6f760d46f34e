"""``galley``: a text set to a measure, with what it would be at others."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

from broadsheet.cli import CLEAN
from broadsheet.cli.show import guarded, language_of, show_findings, table
from broadsheet.diagnostics import BroadsheetError, Said, cells, diagnostic
from broadsheet.galleys import GalleyProof, galley
from broadsheet.messages import Language, Sentence
from broadsheet.model.article import block_texts
from broadsheet.model.spacing import Kinsoku, Marks
from broadsheet.model.style import Breaker, ParagraphStyle
from broadsheet.readers.files import MOST_BYTES, encoding_hints
from broadsheet.readers.report import RefusedError, Report, meant_hints, no_length
from broadsheet.readers.story import parse_story
from broadsheet.readers.stylesheet import shipped_styles
from broadsheet.records import replace
from broadsheet.source import Source
from broadsheet.units import Length, UnitError, parse_ems, parse_length

_STEPS = (-2, -1, -0.5, 0, 0.5, 1, 2)
"""Neighbouring measures in the table, in ems."""

_SIZE_STEPS = (-1000, -500, 0, 500, 1000)
"""Neighbouring type sizes, in millipoints."""

_LEAST_EMS = 3
"""Of a measure: narrower ones say nothing of how a text fits."""

_SAID: dict[Language, str] = {
    "en": "{lines} line{lines:s}, {characters} character{characters:s}, {depth} pt deep",
    "zh": "{lines} 行，{characters} 字，深 {depth} pt",
}

_LEAST_SIZE = 2_000

_ROWS: dict[Language, tuple[str, str]] = {"en": ("lines", "pt deep"), "zh": ("行", "深 pt")}
"""What is said of each size."""

_ENDINGS: dict[str, Sentence] = {
    "emergency": {"en": "emergency", "zh": "硬断"},
    "overfull": {"en": "overfull", "zh": "超宽"},
}

_WIDEST = 1000
"""Ems of a measure: no sheet is as wide."""

_INDENT = 2
"""Ems of a first line's indent where none is asked for."""


@guarded
def run(arguments: argparse.Namespace) -> int:
    """Print numbered lines with a bar at the measure, then the tables."""
    style, language = _style(arguments), language_of(arguments)
    text = _text(arguments)
    em = style.text.size
    asked = arguments.indent
    measure = _ems("--measure", arguments.measure, em, (1 if asked else _INDENT + 1, _WIDEST))
    indent = _ems("--indent", asked, em, (0, measure / em - 1)) if asked else _INDENT * em
    first_line = asked or f"{_INDENT}em"
    proof = galley(text, arguments.measure, first_line, style)
    width, indented = round(measure / em * 2), " " * round(indent / em * 2)
    for number, line in enumerate(proof.lines, 1):
        first = number == 1 or proof.lines[number - 2].paragraph != line.paragraph
        shown = (indented if first else "") + line.text
        mark = f"  {_ENDINGS[line.ending][language]}" if line.ending in _ENDINGS else ""
        print(f"{number:4}  {shown}{' ' * max(0, width - cells(shown))}|{mark}")
    lines, characters = Said(len(proof.lines)), Said(proof.characters)
    print(_SAID[language].format(lines=lines, characters=characters, depth=_depth(proof, style)))
    print(_neighbours(text, measure / em, first_line, style))
    rows = [(arguments.measure, *_ROWS[language]), *_sizes(text, measure, first_line, style)]
    print(table(list(zip(*rows, strict=True)), right=frozenset(range(1, len(rows)))))
    return CLEAN


def _neighbours(text: str, measure: float, indent: str, style: ParagraphStyle) -> str:
    """Lines at neighbouring measures, in the three styles of marks."""
    measures = [measure + step for step in _STEPS if measure + step >= _LEAST_EMS]
    rows = [("", *(f"{round(width, 2):g}em" for width in measures))]
    for marks in Marks:
        chosen = replace(style, spacing=replace(style.spacing, marks=marks))
        counts = (_lines(galley(text, f"{width:g}em", indent, chosen)) for width in measures)
        rows.append((marks.value, *counts))
    return table(rows, right=frozenset(range(1, len(measures) + 1)))


def _sizes(
    text: str, measure: Length, indent: str, style: ParagraphStyle
) -> Iterator[tuple[str, str, str]]:
    """Neighbouring sizes, and what a text takes at them between the same edges: lines and points. The leading
    is in proportion, as ``--body-size`` has it."""
    for step in _SIZE_STEPS:
        size = style.text.size + step
        if size >= _LEAST_SIZE and measure >= _LEAST_EMS * size:
            chosen = _sized(style, size)
            proof = galley(text, f"{measure / 1000:g}pt", indent, chosen)
            yield f"{size / 1000:g}pt", _lines(proof), _depth(proof, chosen)


def _lines(proof: GalleyProof) -> str:
    return str(len(proof.lines))


def _depth(proof: GalleyProof, style: ParagraphStyle) -> str:
    return f"{round(len(proof.lines) * style.leading / 1000, 1):g}"


def _style(arguments: argparse.Namespace) -> ParagraphStyle:
    styles = shipped_styles().paragraphs
    if arguments.style not in styles:
        asked, names = arguments.style, ", ".join(sorted(styles))
        hints = meant_hints(asked, styles)
        raise BroadsheetError([diagnostic("E114", None, hints, key="--style", value=asked, choices=names)])
    style = styles[arguments.style]
    spacing = style.spacing
    if arguments.marks:
        spacing = replace(spacing, marks=Marks(arguments.marks))
    if arguments.kinsoku:
        spacing = replace(spacing, kinsoku=Kinsoku(arguments.kinsoku))
    if arguments.breaker:
        style = replace(style, breaker=Breaker(arguments.breaker))
    if arguments.body_size:
        style = _sized(style, _size(arguments.body_size))
    return replace(style, spacing=spacing)


def _size(written: str) -> Length:
    try:
        size = parse_length(written)
    except UnitError as error:
        raise _no_length("--body-size", error) from error
    if not _LEAST_SIZE <= size <= 1_000_000:
        raise _outside("--body-size", written, ("2pt", "1000pt"))
    return size


def _sized(style: ParagraphStyle, size: Length) -> ParagraphStyle:
    """The style at another size, its leading in proportion."""
    faces = {
        name: replace(getattr(style, name), size=size) for name in ("text", "lead", "quote", "dateline")
    }
    return replace(style, leading=style.leading * size // style.text.size, **faces)


def _ems(flag: str, written: str, em: int, limits: tuple[float, float]) -> int:
    """A length in millipoints between two limits in ems. Raises BroadsheetError."""
    try:
        length = parse_ems(written, em)
    except UnitError as error:
        raise _no_length(flag, error) from error
    low, high = limits
    if not low * em <= length <= high * em:
        raise _outside(flag, written, (f"{low:g}em", f"{high:g}em"))
    return length


def _no_length(flag: str, error: UnitError) -> BroadsheetError:
    code, hints = no_length(error)
    return BroadsheetError([diagnostic(code, None, hints, key=flag, value=error.text, unit=error.unit)])


def _outside(flag: str, written: str, limits: tuple[str, str]) -> BroadsheetError:
    return BroadsheetError([diagnostic("E115", key=flag, value=written, low=limits[0], high=limits[1])])


def _text(arguments: argparse.Namespace) -> str:
    """The body of a story, or a plain text, as paragraphs parted by blank lines. What is found in a story is
    shown."""
    story = arguments.story
    try:
        with nullcontext(sys.stdin.buffer) if story == "-" else Path(story).open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise BroadsheetError([diagnostic("E102", path=story, reason="larger than 16 MB")])
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except FileNotFoundError:
        raise BroadsheetError([diagnostic("E101", path=story)]) from None
    except UnicodeDecodeError as error:
        hints = encoding_hints(error.object, error.start)
        raise BroadsheetError([diagnostic("E103", None, hints, path=story)]) from None
    except OSError as error:
        raise BroadsheetError([diagnostic("E102", path=story, reason=error.strerror)]) from None
    if not text.startswith("---"):
        return text
    report = Report()
    source = Source(story, text)
    try:
        article = parse_story(source, Path(story).stem, report)
    except RefusedError:
        raise BroadsheetError(report.errors, {story: source}) from None
    if report.errors:
        raise BroadsheetError(report.errors, {story: source})
    show_findings(report.warnings, arguments, {story: source})
    texts = (text for block in article.blocks for text in block_texts(block))
    return "\n\n".join(line for text in texts for line in text.split("\n") if line)  # a poem keeps its lines
