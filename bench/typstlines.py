"""typst's lines of the same paragraphs: where each glyph stands, read back from its PDF."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import typst
from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTPage
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from bench.contestants import FONTS

SIZE_PT = 10
"""Of the type; no matter for the result, which is counted in ems."""

#: One column as wide as the measure on one endless page. What a mark, a word space and a border of scripts
#: may give are typst's own defaults. Nothing hangs over the margin, since nothing of ours does.
_HEAD = """\
#set page(width: {measure}em + 20pt, height: auto, margin: 10pt)
#set text(font: "Broadsheet Song", size: {size}pt, lang: "zh", region: "cn", hyphenate: true,
  cjk-latin-spacing: auto, overhang: false, ligatures: false)
#set par(justify: true, linebreaks: "optimized", leading: 0.3em, spacing: 0.3em,
  first-line-indent: (amount: {indent}em, all: true))
"""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and its origin, in points."""

    character: str
    x: float
    y: float


def typst_lines(texts: Sequence[str], measure: float, indent: float) -> list[list[list[Glyph]]]:
    """Each paragraph's lines by typst's optimum fit: glyphs in order, without spaces."""
    return _paragraphs(texts, _lines(_compiled(texts, measure, indent)))


def _compiled(texts: Sequence[str], measure: float, indent: float) -> bytes:
    head = _HEAD.format(measure=measure, size=SIZE_PT, indent=indent).replace(
        f"{measure}em + 20pt", f"{measure * SIZE_PT + 20}pt"
    )
    quoted = ('#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' for text in texts)
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-") as folder:
        source = Path(folder) / "lines.typ"
        source.write_text(head + "\n\n".join(quoted), encoding="utf-8")
        made = typst.compile(str(source), font_paths=[str(FONTS)], ignore_system_fonts=True, pdf_tags=False)
    assert isinstance(made, bytes)
    return made


class _Glyphs(PDFLayoutAnalyzer):
    """Keeps what a page draws, in the order of its content stream."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager, laparams=None)
        self.found: list[Glyph] = []

    def receive_layout(self, ltpage: LTPage) -> None:
        """Take a page's characters."""
        for thing in ltpage:
            if isinstance(thing, LTChar):
                self.found.append(Glyph(thing.get_text(), thing.matrix[4], thing.matrix[5]))


def _lines(data: bytes) -> Iterator[list[Glyph]]:
    """Glyphs of one baseline after another, without spaces."""
    manager = PDFResourceManager()
    device = _Glyphs(manager)
    interpreter = PDFPageInterpreter(manager, device)
    for page in PDFPage.get_pages(io.BytesIO(data)):
        interpreter.process_page(page)
    line: list[Glyph] = []
    for glyph in device.found:
        if line and abs(glyph.y - line[-1].y) > SIZE_PT / 2:
            yield line
            line = []
        if not glyph.character.isspace():
            line.append(glyph)
    yield line


def _paragraphs(texts: Sequence[str], lines: Iterator[list[Glyph]]) -> list[list[list[Glyph]]]:
    """Deal the lines out to the texts that they are of. Raises ValueError where they are not."""
    found = []
    for text in texts:
        wanted = "".join(text.split())
        mine: list[list[Glyph]] = []
        read = ""
        while len(read) < len(wanted):
            line = next(lines)
            words = "".join(glyph.character for glyph in line)
            if not wanted.startswith(words, len(read)):  # a hyphen that is not in the copy
                words = words.removesuffix("-").removesuffix("‐").removesuffix("\xad")
                line = line[: len(words)]
            if not wanted.startswith(words, len(read)):
                raise ValueError(f"typst's line {words!r} is not in the copy {wanted[len(read):][:40]!r}")
            mine.append(line)
            read += words
        found.append(mine)
    return found
