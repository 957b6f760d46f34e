"""Fonts of a page: carried along, whole, and with a glyph for every character that is set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from broadsheet.pdfcheck.fontfile import BrokenFontError, Program, program_of
from broadsheet.pdfcheck.rules import Found

_MOST_FONTS = 2000
_MOST_TOLD = 5


def judged_fonts(page: pikepdf.Page, number: int) -> Iterator[Found]:
    """Fonts that a page could use: those of its resources, and of the forms, patterns and masks in them."""
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [page.obj.get("/Resources", pikepdf.Dictionary())]
    while waiting and len(seen) < _MOST_FONTS:
        resources = waiting.pop()
        for font in _values(resources, "/Font"):
            if font.objgen == (0, 0) or font.objgen not in seen:
                seen.add(font.objgen)
                yield from _font(font, number)
                waiting.extend(_own_resources(font, seen))
        for each in (*_values(resources, "/XObject"), *_values(resources, "/Pattern")):
            waiting.extend(_own_resources(each, seen))
        for each in _values(resources, "/ExtGState"):
            mask = each.get("/SMask")
            if isinstance(mask, pikepdf.Dictionary) and "/G" in mask:
                waiting.extend(_own_resources(mask["/G"], seen))


def _own_resources(found: Any, seen: set[tuple[int, int]]) -> list[Any]:
    """The resources that an object brings, once."""
    if "/Resources" not in found or (found.objgen in seen and str(found.get("/Type", "")) != "/Font"):
        return []
    if found.objgen != (0, 0):
        seen.add(found.objgen)
    return [found["/Resources"]]


def _values(resources: Any, key: str) -> list[Any]:
    found = resources.get(key) if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(found, pikepdf.Dictionary):
        return []
    return [each for each in found.values() if isinstance(each, (pikepdf.Dictionary, pikepdf.Stream))]


def _font(font: Any, number: int) -> Iterator[Found]:
    kind, name = str(font.get("/Subtype", "")), str(font.get("/BaseFont", "/?")).lstrip("/")
    if kind == "/Type3":
        yield Found("T02", number, name)
        return
    try:
        if program_of(_descriptor(font)) is None:
            yield Found("T01", number, name)
    except BrokenFontError as error:
        yield Found("T08", number, f"{name}: {error}")
    if "Courier" in name:
        yield Found("T07", number, name)
    if kind == "/Type0" and "/ToUnicode" not in font:
        yield Found("T03", number, name)


def _inner(font: Any) -> Any:
    return font["/DescendantFonts"][0] if "/DescendantFonts" in font else font


def _descriptor(font: Any) -> Any:
    found = _inner(font).get("/FontDescriptor")
    return found if isinstance(found, pikepdf.Dictionary) else pikepdf.Dictionary()


class Glyphs:
    """Which glyphs the fonts of a file have, each looked into once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], tuple[Program, bytes] | None] = {}

    def lacking(self, font: Any, shown: Any) -> str:
        """The codes of a text that its font has no glyph for, as they are told; "" for none.

        Only fonts whose codes are their CIDs (Identity) are looked into.
        """
        key = font.objgen
        if key == (0, 0) or key not in self._known:
            self._known[key] = _glyphs_of(font)
        known = self._known[key]
        if known is None:
            return ""
        program, by_cid = known
        wrong = []
        for code in _codes(shown):
            glyph = int.from_bytes(by_cid[2 * code : 2 * code + 2], "big") if by_cid else code
            if glyph == 0 or (program.glyphs and not program.is_cid and glyph >= program.glyphs):
                wrong.append(code)
        told = [f"<{code:04X}>" for code in sorted(set(wrong))[:_MOST_TOLD]]
        return f"{str(font.get('/BaseFont', '/?')).lstrip('/')} {' '.join(told)}" if told else ""


def _glyphs_of(font: Any) -> tuple[Program, bytes] | None:
    """A font's program, and its map from CIDs to glyphs where it has one."""
    if str(font.get("/Encoding", "")) not in {"/Identity-H", "/Identity-V"} or "/DescendantFonts" not in font:
        return None
    try:
        program = program_of(_descriptor(font))
        by_cid = _inner(font).get("/CIDToGIDMap")
        map_of = bytes(by_cid.read_bytes()) if isinstance(by_cid, pikepdf.Stream) else b""
    except (BrokenFontError, pikepdf.PdfError):
        return None
    return None if program is None else (program, map_of)


def _codes(shown: Any) -> Iterator[int]:
    """The two-byte codes of a string, or of the strings of an array."""
    for each in shown if isinstance(shown, pikepdf.Array) else (shown,):
        if isinstance(each, pikepdf.String):
            data = bytes(each)
            yield from (data[at] << 8 | data[at + 1] for at in range(0, len(data) - 1, 2))
