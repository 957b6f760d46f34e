"""Contestants that set the same copy by other engines, where they are installed: reportlab's platypus and
WeasyPrint. Neither keeps a baseline grid or the rules for Chinese marks; they show what a page of text
costs elsewhere.
"""

from __future__ import annotations

import html
import json
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from bench.corpus import PageCopy
from bench.measure import Contestant

PLATYPUS, WEASYPRINT = "platypus", "WeasyPrint"

_PLATYPUS_PROGRAM = """\
import json, sys
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Frame, FrameBreak, PageBreak, PageTemplate, Paragraph
source, target, fonts = sys.argv[1:]
pdfmetrics.registerFont(TTFont("Song", fonts + "/BroadsheetSong-400.ttf"))
pdfmetrics.registerFont(TTFont("Hei", fonts + "/BroadsheetHei-700.ttf"))
body = ParagraphStyle("body", fontName="Song", fontSize=9.5, leading=12.5, firstLineIndent=19, wordWrap="CJK",
                      alignment=4)
head = ParagraphStyle("head", fontName="Hei", fontSize=10.5, leading=25, alignment=1, wordWrap="CJK")
width, height = 390 * mm, 540 * mm
column = (width - 38 * mm - 4 * 19) / 5
frames = [Frame(19 * mm + n * (column + 19), 25 * mm, column, height - 60 * mm, 0, 0, 0, 0) for n in range(5)]
document = BaseDocTemplate(target, pagesize=(width, height), pageTemplates=[PageTemplate("p", frames)])
flow = []
for page in json.load(open(source, encoding="utf-8")):
    for heading, paragraphs in page:
        flow.append(Paragraph(heading, head))
        flow.extend(Paragraph(text, body) for text in paragraphs)
    flow.append(PageBreak())
document.build(flow)
"""

_WEASYPRINT_PROGRAM = """\
import sys
from weasyprint import HTML
HTML(filename=sys.argv[1]).write_pdf(sys.argv[2])
"""

_HTML_HEAD = """\
<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>
@font-face {{ font-family: Song; src: url("{fonts}/BroadsheetSong-400.ttf") }}
@font-face {{ font-family: Hei; src: url("{fonts}/BroadsheetHei-700.ttf") }}
@page {{ size: 390mm 540mm; margin: 25mm 19mm }}
section {{ columns: 5; column-gap: 19pt; break-after: page; font: 9.5pt/12.5pt Song; text-align: justify }}
p {{ margin: 0; text-indent: 2em }} h2 {{ margin: 0; font: 10.5pt/25pt Hei; text-align: center }}
</style>
"""


def others(folder: Path, pages: Sequence[PageCopy], fonts: Path) -> list[Contestant]:
    """Write the copy for the engines that are installed, and return them."""
    found = []
    if find_spec("reportlab"):
        source = folder / "platypus.json"
        copy = [[(html.escape(piece.heading), [*map(html.escape, piece.paragraphs)]) for piece in page.pieces]
                for page in pages]  # fmt: skip
        source.write_text(json.dumps(copy, ensure_ascii=False), encoding="utf-8")
        found.append(_contestant(PLATYPUS, _PLATYPUS_PROGRAM, source, folder / "platypus.pdf", fonts))
    if find_spec("weasyprint"):
        source = folder / "weasyprint.html"
        source.write_text(_HTML_HEAD.format(fonts=fonts.as_uri()) + "".join(map(_section, pages)), "utf-8")
        found.append(_contestant(WEASYPRINT, _WEASYPRINT_PROGRAM, source, folder / "weasyprint.pdf"))
    return found


def missing() -> tuple[str, ...]:
    """Engines that are not installed."""
    return tuple(name for name in (WEASYPRINT,) if not find_spec(name.lower()))


def _section(page: PageCopy) -> str:
    pieces = (
        f"<h2>{html.escape(piece.heading)}</h2>"
        + "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in piece.paragraphs)
        for piece in page.pieces
    )
    return f"<section>{''.join(pieces)}</section>\n"


def _contestant(name: str, program: str, source: Path, target: Path, *more: Path) -> Contestant:
    command = [sys.executable, "-c", program, str(source), str(target), *map(str, more)]
    return Contestant(name, command, lambda: [target], {})
