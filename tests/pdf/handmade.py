"""Layout trees made by hand, and files read back by other people's libraries."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Sequence
from ctypes import c_double
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer

from broadsheet.font.subset import FontProgram
from broadsheet.tree.node import FaceRecord, GlyphRun, Group, LayoutTree, Node, Role, TreePage
from broadsheet.units import permille, scale_units

WIDTH, HEIGHT, BLEED = 400_000, 300_000, 9_000


class Face:
    """A font file as the tests set text in it."""

    def __init__(self, path: Path, key: str) -> None:
        self.path = path
        self.key = key
        self.program = FontProgram(str(path))
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        self.record = FaceRecord(key, digest, key, 400, str(path))

    def run(
        self, text: str, at: tuple[int, int], size: int = 9000, spread: int = 0, condense: int = 1000
    ) -> GlyphRun:
        """A line of text; ``spread`` is shared among its gaps, the remainder by the millipoint."""
        measures = self.program.measures
        glyphs = tuple(self.program.glyph_of(character) for character in text)
        assert all(glyphs), f"{text!r} is not all in the test font"
        advances = [
            permille(scale_units(measures.advances[glyph], size, measures.units_per_em), condense)
            for glyph in glyphs
        ]
        share, rest = divmod(spread, max(len(text) - 1, 1))
        for gap in range(len(text) - 1):
            advances[gap] += share + (gap < rest)
        return GlyphRun(at[0], at[1], self.key, size, glyphs, tuple(advances), text, condense=condense)


def page(*nodes: Node, number: int = 1) -> TreePage:
    """A small page; every node in a group of its own."""
    groups = tuple(Group(Role.BODY_LINE, (node,), article="story") for node in nodes)
    return TreePage(number, f"page-{number:02d}", "要闻", WIDTH, HEIGHT, BLEED, groups)


def tree(faces: Sequence[Face], *pages: TreePage) -> LayoutTree:
    """A tree of pages."""
    return LayoutTree("试验日报", "2026-11-23", (), pages, (), tuple(face.record for face in faces))


def pdfium_characters(data: bytes, index: int = 0) -> list[tuple[str, float, float]]:
    """Characters with their origins as pdfium finds them, in its order."""
    document = pypdfium2.PdfDocument(data)
    textpage = document[index].get_textpage()
    found = []
    for number in range(textpage.count_chars()):
        x, y = c_double(), c_double()
        pdfium.FPDFText_GetCharOrigin(textpage, number, x, y)
        code = pdfium.FPDFText_GetUnicode(textpage, number)
        if not pdfium.FPDFText_IsGenerated(textpage, number):
            found.append((chr(code), x.value, y.value))
    document.close()
    return found


def pdfium_text(data: bytes, index: int = 0) -> str:
    """A page's text as pdfium gives it, white space taken out."""
    document = pypdfium2.PdfDocument(data)
    text = document[index].get_textpage().get_text_range()
    document.close()
    return "".join(text.split())


def pdfminer_characters(path: Path) -> list[tuple[str, float, float]]:
    """Characters with their origins as pdfminer finds them, in the order of the stream."""
    found = []

    def walk(item: object) -> None:
        if isinstance(item, LTChar):
            found.append((item.get_text(), item.matrix[4], item.matrix[5]))
        elif isinstance(item, LTContainer):
            for child in item:
                walk(child)

    for layout in extract_pages(path, laparams=None):
        walk(layout)
    return found


def expected_characters(*runs: GlyphRun) -> list[tuple[str, float, float]]:
    """Where the tree says that each character's origin is, in the file's points."""
    found = []
    for run in runs:
        x = run.x
        for character, advance in zip(run.text, run.advances, strict=True):
            found.append((character, (x + BLEED) / 1000, (HEIGHT + BLEED - run.baseline) / 1000))
            x += advance
    return found


def pdf_objects(data: bytes) -> dict[int, tuple[bytes, bytes]]:
    """A file's objects by number: what stands before the stream, and the stream unpacked."""
    found = {}
    for match in re.finditer(rb"(?m)^(\d+) 0 obj\n", data):
        start = match.end()
        end = data.index(b"endobj", start)
        stream = data.find(b"\nstream\n", start, end)
        if stream < 0:
            found[int(match[1])] = (data[start:end], b"")
            continue
        head = data[start:stream]
        length = re.search(rb"/Length (\d+)", head)
        assert length is not None
        packed = data[stream + 8 :][: int(length[1])]
        found[int(match[1])] = (head, zlib.decompress(packed) if b"/FlateDecode" in head else packed)
    return found


def page_stream(data: bytes) -> bytes:
    """The first page's content stream."""
    objects = pdf_objects(data)
    head = next(head for head, _ in objects.values() if b"/Type /Page\n" in head + b"\n")
    contents = re.search(rb"/Contents (\d+) 0 R", head)
    assert contents is not None
    return objects[int(contents[1])][1]
