"""Vertical stories in the file: fonts for vertical writing, and the copy in its order."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from broadsheet.press import build

BODY = (
    "十一月二十二日，望澜江面起了雾。沈砚秋说：“这是今年第3场雾，‘江上看不见对岸’，航班停了16班。”"
    "他记得2019年那场更大，能见度不足50米——持续了整整一天……《望澜日报》当年的标题是〈大雾锁江〉。"
    "码头上的KTV、Wi-Fi和GDP都没有停；气温12.5℃，湿度98%。真的吗？！会的。"
)
LAYOUT = """\
extends: plain
page: {size: [200mm, 200mm]}
grid: {columns: 2, column_gap: 1em, lines: 34}
holes:
  text: null
  v: {kind: story, at: [0, 0], span: [2, 20], writing: vertical, legs: 2, style: report}
  h: {kind: story, at: [0, 20], span: [2, 14], head: left, legs: 2, style: report}
"""
EDITION = """\
paper: {name: 竖排, code: v}
date: 2026-11-23
issue: 1
pages: [{number: 1, layout: v, holes: {v: one, h: two}}]
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vertical")
    (folder / "layouts").mkdir()
    (folder / "layouts" / "v.yaml").write_text(LAYOUT, "utf-8")
    (folder / "edition.yaml").write_text(EDITION, "utf-8")
    for slug in ("one", "two"):
        text = f"---\nheadline: 望澜江上大雾2天\n---\n\n{BODY}\n\n{BODY}\n"
        (folder / f"{slug}.md").write_text(text, "utf-8")
    result = build(folder, folder / "out")
    assert not [item.code for item in result.diagnostics if item.code.startswith(("P", "E"))]
    return next(result.folder.glob("*.pdf"))


def _solid(text: str) -> str:
    return "".join(text.split())


def test_pdfium_reads_the_copy_in_order(file: Path) -> None:
    with pypdfium2.PdfDocument(file) as document:
        text = _solid(document[0].get_textpage().get_text_range())
    assert text.count(BODY) == 4
    assert text.count("望澜江上大雾2天") == 2


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_poppler_reads_the_copy_in_order(file: Path) -> None:
    found = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True)
    assert _solid(found.stdout.decode()).count(BODY) == 4


def test_upright_glyphs_have_a_font_for_vertical_writing(file: Path) -> None:
    data = file.read_bytes()
    assert b"/Identity-V" in data
    assert b"/W2" in data


def test_a_face_that_stands_level_and_upright_is_in_the_file_once(file: Path) -> None:
    data = file.read_bytes()
    described = re.findall(rb"/FontName\s*/\w+\+([^\s/>]+)", data)
    assert len(described) == len(set(described))
    used = re.findall(rb"/DescendantFonts", data)
    assert len(used) > len(described)


def test_an_upright_font_says_of_each_glyph_by_itself_where_it_hangs(file: Path) -> None:
    with pikepdf.open(file) as document:
        fonts = [font for font in document.pages[0].Resources.Font.values() if font.Encoding == "/Identity-V"]
        assert fonts
        for font in fonts:
            hung: set[int] = set()
            said = list(font.DescendantFonts[0].W2.as_list())
            for first, rows in zip(said[::2], said[1::2], strict=True):
                hung.update(range(int(first), int(first) + len(rows.as_list()) // 3))
            coded = re.findall(rb"<([0-9A-F]{4})><[0-9A-F]+>\n", font.ToUnicode.read_bytes())
            assert {int(code, 16) for code in coded} - {0} <= hung  # 0: of the code space


def test_a_single_figure_stands_under_the_middle_of_its_line(file: Path) -> None:
    with pypdfium2.PdfDocument(file) as document:
        page = document[0].get_textpage()
        found = re.search(r"(雾)\s*(2)\s*(天)", page.get_text_range())
        assert found
        boxes = [page.get_charbox(found.start(group)) for group in (1, 2, 3)]
    middles = [(left + right) / 2 for left, _, right, _ in boxes]
    assert max(middles) - min(middles) < 1.0  # of 22 points
