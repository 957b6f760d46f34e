"""The same copy as an edition of ours and as a document for typst."""

from __future__ import annotations

import re
from pathlib import Path

from bench.corpus import PageCopy

_MANIFEST = """\
paper: {name: 试验报, code: bench}
date: 2026-01-05
issue: 1
pages:
"""

_PAGE = "  - {{number: {number}, layout: plain, holes: {{text: page-{number:02d}}}}}\n"

#: layouts/plain.yaml in typst's words: sheet, columns, sizes and leading are the same; the line box is
#: one em (0.88 above the baseline), so that 3 pt of leading puts baselines 12.5 pt apart. Short
#: paragraphs and headings take whole lines, as they do on a baseline grid.
_TYPST_HEAD = """\
#set document(title: "试验报", date: none)
#set page(width: 390mm, height: 540mm, margin: (x: 19mm, y: 25mm), columns: 5)
#set columns(gutter: 19pt)
#let latin = (name: "Broadsheet Serif", covers: "latin-in-cjk")
#set text(font: (latin, "Broadsheet Song"), size: 9.5pt, lang: "zh", region: "cn", hyphenate: true,
  top-edge: 0.88em, bottom-edge: -0.12em, fill: cmyk(0%, 0%, 0%, 100%))
#set par(justify: true, linebreaks: {linebreaks}, leading: 3pt, spacing: 3pt,
  first-line-indent: (amount: 2em, all: true))
#let folio(body) = place(top + left, float: true, scope: "parent", dy: -25pt, text(9pt, body))
#let headline(body) = place(top + center, float: true, scope: "parent", clearance: 12pt,
  text(22pt, weight: 900, body))
#let heading(body) = block(width: 100%, above: 15.5pt, below: 3pt,
  align(center, text(font: (latin, "Broadsheet Hei"), 10.5pt, weight: 700, body)))
"""

_TYPST_SPECIAL = re.compile(r"([\\#*_`$@<>~\[\]/=+-])")
_MARKDOWN_SPECIAL = re.compile(r"([\\*_`\[\]<>])")


def write_edition(folder: Path, pages: list[PageCopy]) -> Path:
    """Write an edition of one story a page and return its folder."""
    folder.mkdir(parents=True)
    manifest = _MANIFEST + "".join(_PAGE.format(number=page.number) for page in pages)
    (folder / "edition.yaml").write_text(manifest, encoding="utf-8")
    for page in pages:
        (folder / f"page-{page.number:02d}.md").write_text(_story(page), encoding="utf-8")
    return folder


def _story(page: PageCopy) -> str:
    parts = [f"---\nheadline: {page.headline}\n---"]
    for piece in page.pieces:
        parts.append(f"{piece.heading}\n---")
        parts.extend(_MARKDOWN_SPECIAL.sub(r"\\\1", paragraph) for paragraph in piece.paragraphs)
    return "\n\n".join(parts) + "\n"


def write_typst(path: Path, pages: list[PageCopy], linebreaks: str) -> Path:
    """Write a typst document of the same pages and return its path."""
    head = _TYPST_HEAD.replace("{linebreaks}", linebreaks if linebreaks == "auto" else f'"{linebreaks}"')
    path.write_text(head + "\n#pagebreak()\n".join(map(_typst_page, pages)), encoding="utf-8")
    return path


def _typst_page(page: PageCopy) -> str:
    parts = [
        f"#folio[试验报　2026年1月5日　第{page.number}版]",
        f"#headline[{page.headline}]",
    ]
    for piece in page.pieces:
        parts.append(f"#heading[{piece.heading}]")
        parts.extend(_TYPST_SPECIAL.sub(r"\\\1", paragraph) for paragraph in piece.paragraphs)
    return "\n\n".join(parts) + "\n"
