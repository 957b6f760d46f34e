"""The sample edition's finished PDFs, judged from outside: other people's readers, not the tree."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from broadsheet.options import BuildOptions
from broadsheet.painting import paint_set
from broadsheet.press import MadeEdition, make

SAMPLE = Path(__file__).resolve().parents[2] / "content" / "lanchuan"
NO_START = "，、。；：？！）》」』”’…—％%·～"
NO_END = "（《「『“‘"


@pytest.fixture(scope="session")
def made() -> MadeEdition:
    return make(SAMPLE)


@pytest.fixture(scope="session")
def pages(made: MadeEdition, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("pages")
    for name, data in paint_set(made.tree, BuildOptions(formats=("pdf",))).items():
        (folder / name).write_bytes(data)
    return sorted(folder.glob("*.pdf"))


def plain(text: str) -> str:
    return re.sub(r"[\s\u00ad\ufffe\x02]", "", text)


def pdfium_text(path: Path) -> str:
    document = pypdfium2.PdfDocument(str(path))
    try:
        page = document[0]
        text = page.get_textpage()
        return str(text.get_text_range())
    finally:
        document.close()


def characters(path: Path) -> list[LTChar]:
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    with path.open("rb") as stream:
        for page in PDFPage.get_pages(stream):
            interpreter.process_page(page)
    return [item for item in device.get_result() if isinstance(item, LTChar)]


def pdfminer_text(path: Path) -> str:
    return "".join(character.get_text() for character in characters(path))


def poppler_text(path: Path) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    run = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True)
    return run.stdout


@pytest.mark.parametrize("read", [pdfium_text, pdfminer_text, poppler_text])
def test_every_story_comes_out_complete_and_in_order(read, made: MadeEdition, pages: list[Path]) -> None:  # type: ignore[no-untyped-def]
    texts = [plain(read(path)) for path in pages]
    for story in made.edition.stories:
        body = plain(story.article.characters())
        numbers = [part.page - 1 for part in story.parts]
        first = texts[numbers[0]]
        head = plain("".join(story.article.headline.main))
        assert head in first
        length = len(body)
        while body[:length] not in first:
            length -= 1
        rest = body[length:]
        if body and len(numbers) == 1:
            assert not rest, f"{story.article.slug} stops before {rest[:12]!r}"
            assert first.count(body) == 1
            assert first.index(head) < first.index(body)
        elif rest:
            assert rest in texts[numbers[1]], story.article.slug


def lines_of(found: list[LTChar]) -> Iterator[str]:
    """Runs of characters on one baseline from left to right."""
    line: list[LTChar] = []
    for character in found:
        if line:
            last = line[-1]
            level = abs(character.matrix[5] - last.matrix[5]) < 2
            if not level or character.x0 < last.x0 - 1 or character.x0 - last.x1 > 30:
                yield "".join(each.get_text() for each in line).strip()
                line = []
        line.append(character)
    yield "".join(each.get_text() for each in line).strip()


def test_no_line_of_body_text_breaks_kinsoku(pages: list[Path]) -> None:
    for path in pages:
        body = [each for each in characters(path) if each.size < 10]  # decks may start with a dash
        for line in lines_of(body):
            if len(line) > 3:
                assert line[0] not in NO_START, line
                assert line[-1] not in NO_END, line


def test_baselines_are_equal_across_columns(made: MadeEdition, pages: list[Path]) -> None:
    for plan, path in zip(made.edition.pages, pages, strict=True):
        grid = plan.layout.grid
        height = plan.layout.trim.height
        size = grid.em / 1000
        levels = {
            round(each.matrix[5], 2)
            for each in characters(path)
            if "Song-Regular" in each.fontname and abs(each.matrix[0] - size) < 0.01 and each.matrix[0] > 0
        }
        lines = {round((height - grid.baseline(line)) / 1000, 2) for line in range(grid.lines)}
        off = [level for level in levels if all(abs(level - line) > 0.01 for line in lines)]
        assert len(levels) > 50 or not levels
        assert len(off) <= 3, off  # the folio strip and the nameplate stand outside the type area


def test_pages_are_press_pages(pages: list[Path]) -> None:
    for path in pages:
        data = path.read_bytes()
        assert b"Helvetica" not in data
        assert b"/TrimBox" in data
        assert b"/DeviceRGB" not in data
        assert data.count(b"/FontFile2") == data.count(b"/CIDFontType2") > 3


def test_builds_are_alike_in_any_environment(tmp_path: Path) -> None:
    links = []
    for number, changes in enumerate(({"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo"})):
        out = tmp_path / str(number)
        command = [sys.executable, "-m", "broadsheet", "build", str(SAMPLE), "--out", str(out), "--quiet",
                   "--format", "pdf,tree", "--pages", "1-2", "--lang", ("en", "zh")[number]]  # fmt: skip
        run = subprocess.run(command, env=os.environ | changes, capture_output=True, cwd=tmp_path)
        assert run.returncode == 0, run.stderr.decode()
        links.append((out / "current").readlink())
    assert links[0] == links[1]
