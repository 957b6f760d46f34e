"""One page of a PDF file as a form XObject: its box, its type, its pictures and its colours by rule.

Import this module late: pikepdf costs 60 ms.
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import pikepdf

from broadsheet.graphics.form import ImportedPage, Note, PdfObject, PdfValue, Refusal, RefusedPageError
from broadsheet.graphics.pdffile import content_of, left_behind, only_page, opened
from broadsheet.graphics.resources import Taker
from broadsheet.graphics.spaces import Inking
from broadsheet.pdfcheck.area import EVERYWHERE, sides
from broadsheet.pdfcheck.instructions import TooMuchError
from broadsheet.pdfcheck.nesting import require_end
from broadsheet.pdfcheck.reading import Reading
from broadsheet.units import PT

#: What a page may assume of the state it starts in, and a form may not.
_FRESH = b"0 0 0 1 k 0 0 0 1 K 1 w 0 J 0 j 10 M [] 0 d\n"
_LARGEST = 14_400  # points: what PDF lets a page be
_DEEPEST = 24  # nodes above a page


def import_page(data: bytes, inking: Inking) -> ImportedPage:
    """Return a file's one page as a form that a writer can place. Raises RefusedPageError."""
    with opened(data) as pdf:
        page = only_page(pdf)
        notes = {(Note.DROPPED, what) for what in left_behind(pdf, page)}
        box = _box(page)
        turn = int(_inherited(page.obj, "/Rotate") or 0) % 360
        if turn % 90:
            raise RefusedPageError(Refusal.FILE, "a turned page")
        taker = Taker(pdf, inking)
        around = _inherited(page.obj, "/Resources")
        contents, resources = taker.contents(content_of(pdf, page), around, sides(box) or EVERYWHERE)
        _require_end(page)
        entries: dict[str, PdfValue] = {
            "Type": b"/XObject",
            "Subtype": b"/Form",
            "BBox": tuple(_number(side) for side in box),
            "Matrix": tuple(_number(number) for number in _matrix(box, turn)),
            "Resources": resources,
        }
        unit = Decimal(str(page.obj.get("/UserUnit", 1)))
        width, height = box[2] - box[0], box[3] - box[1]
        if turn in (90, 270):
            width, height = height, width
        form = PdfObject(0, entries, _FRESH + contents, plain=True)
        return ImportedPage(
            round(width * unit * PT),
            round(height * unit * PT),
            form,
            tuple(taker.objects.values()),
            tuple(sorted({*notes, *taker.notes}, key=lambda note: (note[0].value, note[1]))),
            taker.ink,
            max(1, round(taker.fineness * 72 / float(unit))) if math.isfinite(taker.fineness) else 0,
            taker.is_blank,
            round(taker.line * float(unit) * PT) if math.isfinite(taker.line) else None,
        )


def _require_end(page: pikepdf.Page) -> None:
    """Raise RefusedPageError for a page that no press ends with, whose streams are known to be short."""
    try:
        require_end(page, Reading())
    except TooMuchError as error:
        raise RefusedPageError(Refusal.FILE, str(error)) from error


def _inherited(node: Any, key: str) -> Any:
    """A page's value, or that of the nearest node of the page tree above it."""
    for _ in range(_DEEPEST):
        if node is None or key in node:
            break
        node = node.get("/Parent")
    return None if node is None else node.get(key)


def _box(page: pikepdf.Page) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """The trim box, or the art box where a file has that instead, inside the media box: what lies outside it,
    bleed and marks, is for another press."""

    def sides(box: pikepdf.Object) -> list[Decimal]:
        x, y, x2, y2 = (Decimal(str(side)) for side in box.as_list())
        return [min(x, x2), min(y, y2), max(x, x2), max(y, y2)]

    is_art = "/ArtBox" in page.obj and "/TrimBox" not in page.obj
    media, trim = sides(page.mediabox), sides(page.artbox if is_art else page.trimbox)
    left, foot = max(media[0], trim[0]), max(media[1], trim[1])
    right, head = min(media[2], trim[2]), min(media[3], trim[3])
    if not (0 < right - left <= _LARGEST and 0 < head - foot <= _LARGEST):
        raise RefusedPageError(Refusal.FILE, "an empty page box")
    return left, foot, right, head


def _matrix(
    box: tuple[Decimal, Decimal, Decimal, Decimal], turn: int
) -> tuple[Decimal, Decimal, Decimal, Decimal, Decimal, Decimal]:
    """From the page's own units to the unit square, turned clockwise as the page asks for."""
    left, foot, right, head = box
    wide, high = 1 / (right - left), 1 / (head - foot)
    none = Decimal(0)
    return {
        0: (wide, none, none, high, -left * wide, -foot * high),
        90: (none, -wide, high, none, -foot * high, right * wide),
        180: (-wide, none, none, -high, right * wide, head * high),
        270: (none, wide, -high, none, head * high, -left * wide),
    }[turn]


def _number(value: Decimal) -> bytes:
    """Ten decimals: a thousandth of a point of a page as large as PDF has."""
    text = f"{value:.10f}".rstrip("0").rstrip(".")
    return (text if text not in ("-0", "") else "0").encode()
