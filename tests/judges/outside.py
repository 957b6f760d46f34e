"""Finished pages as other people's programs read them: pdftotext, pdfium and pdfminer."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFContentParser, PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSEOF, PSKeyword

from pdf.handmade import pdfium_characters

READERS = ("pdftotext", "pdfium", "pdfminer")
SOFT_HYPHENS = ("\xad", "\ufffe")
"""The soft hyphen, and what pdfium says in its place."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A character of a page with its origin in points, y upwards from the sheet's foot."""

    character: str
    x: float
    y: float


def is_present(reader: str) -> bool:
    """True if the program is on this machine; the libraries always are."""
    return reader != "pdftotext" or shutil.which("pdftotext") is not None


def text_of(reader: str, path: Path) -> str:
    """A page's text in the order of painting, white space and soft hyphens left out."""
    if reader == "pdftotext":
        command = ["pdftotext", "-raw", str(path), "-"]
        return solid(subprocess.run(command, capture_output=True, check=True).stdout.decode())
    return "".join(placed.character for placed in characters_of(reader, path))


def characters_of(reader: str, path: Path) -> list[Placed]:
    """A page's characters in the order of painting, white space and soft hyphens left out."""
    found = pdfium_characters(path.read_bytes()) if reader == "pdfium" else pdfminer_characters(path)
    return [Placed(each, x, y) for text, x, y in _whole(found) for each in solid(text)]


def pdfminer_characters(path: Path) -> list[tuple[str, float, float]]:
    """Characters with their origins as the page paints them: pdfminer without its analysis of
    columns, which would put them into an order of its own."""
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    with path.open("rb") as stream:
        for page in PDFPage.get_pages(stream):
            interpreter.process_page(page)
    return list(_letters(device.get_result()))


def _letters(item: object) -> Iterator[tuple[str, float, float]]:
    if isinstance(item, LTChar):
        yield item.get_text(), item.matrix[4], item.matrix[5]
    elif isinstance(item, LTContainer):
        for child in item:
            yield from _letters(child)


def _whole(found: list[tuple[str, float, float]]) -> list[tuple[str, float, float]]:
    """The two halves of a supplementary character, which pdfium tells apart, as one."""
    joined: list[tuple[str, float, float]] = []
    for text, x, y in found:
        if joined and "\ud800" <= joined[-1][0] < "\udc00" and "\udc00" <= text < "\ue000":
            pair = joined[-1][0] + text
            joined[-1] = (pair.encode("utf-16", "surrogatepass").decode("utf-16"), *joined[-1][1:])
        else:
            joined.append((text, x, y))
    return joined


def solid(text: str) -> str:
    """The text without white space and soft hyphens."""
    for hyphen in SOFT_HYPHENS:
        text = text.replace(hyphen, "")
    return "".join(text.split())


@dataclass(frozen=True, slots=True)
class Sheet:
    """One PDF's first page and its objects, as pdfminer finds them."""

    boxes: Mapping[str, tuple[float, ...]]
    fonts: tuple[Mapping[str, Any], ...]
    images: tuple[PDFStream, ...]
    operators: tuple[str, ...]


def sheet_of(path: Path) -> Sheet:
    """What a press operator's preflight looks at."""
    with path.open("rb") as stream:
        document = PDFDocument(PDFParser(stream))
        (page,) = PDFPage.create_pages(document)
        boxes = {
            name: tuple(float(each) for each in resolve1(page.attrs[name]))
            for name in ("MediaBox", "TrimBox", "BleedBox")
            if name in page.attrs
        }
        objects = list(_objects(document))
        fonts = [each for each in objects if isinstance(each, dict) and _name(each.get("Type")) == "Font"]
        streams = [each for each in objects if isinstance(each, PDFStream)]
        images = [each for each in streams if _name(each.get("Subtype")) == "Image"]
        forms = [each for each in streams if _name(each.get("Subtype")) == "Form"]
        return Sheet(boxes, tuple(fonts), tuple(images), tuple(_operators([*page.contents, *forms])))


def _objects(document: PDFDocument) -> Iterator[object]:
    for table in document.xrefs:
        for number in table.get_objids():
            yield resolve1(document.getobj(number))


def _operators(streams: list[Any]) -> Iterator[str]:
    parser = PDFContentParser([resolve1(each) for each in streams])
    while True:
        try:
            _, found = parser.nextobject()
        except PSEOF:
            return
        if isinstance(found, PSKeyword):
            yield found.name.decode() if isinstance(found.name, bytes) else str(found.name)


def _name(value: object) -> str:
    return str(getattr(resolve1(value), "name", ""))


def font_name(font: Mapping[str, Any]) -> str:
    """The name that a font object goes by."""
    return _name(font.get("BaseFont"))


def font_file(font: Mapping[str, Any]) -> object:
    """The embedded program behind a font, None where there is none."""
    below = resolve1(font["DescendantFonts"])[0] if "DescendantFonts" in font else font
    descriptor = resolve1(resolve1(below).get("FontDescriptor") or {})
    return next(
        (descriptor[key] for key in ("FontFile2", "FontFile3", "FontFile") if key in descriptor), None
    )
