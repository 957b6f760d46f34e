"""Fonts of a page: carried along, whole, with a glyph for every character, and as wide as the file says."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any

import pikepdf

from broadsheet.pdfcheck.fontfile import BrokenFontError, Program, program_of
from broadsheet.pdfcheck.rules import Found
from broadsheet.records import record

_MOST_FONTS = 2000
_MOST_TOLD = 5
_LAST_CID = 0xFFFF
_WIDTH_TOLERANCE = 1.5
"""Thousandths of an em: as ISO 19005 has it, and the rounding of what is written."""


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


@record
class _Font:
    """What a composite font shows: its program, its map from CIDs to glyphs (b"": they are the same), the
    widths that the file says of CIDs and of all others, and the codes that were looked at already."""

    program: Program
    by_cid: bytes
    widths: dict[int, float]
    default: float
    seen: set[int]

    def glyph(self, code: int) -> int:
        return int.from_bytes(self.by_cid[2 * code : 2 * code + 2], "big") if self.by_cid else code


class Glyphs:
    """Which glyphs the fonts of a file have, each looked into once.

    Only fonts whose codes are their CIDs (Identity) are looked into.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], _Font | None] = {}

    def _font(self, font: Any) -> _Font | None:
        key = font.objgen
        if key == (0, 0) or key not in self._known:
            self._known[key] = _font_of(font)
        return self._known[key]

    def judged(self, font: Any, shown: Any, number: int) -> Iterator[Found]:
        """Codes of a text that its font has no glyph for, and those whose glyph is not as wide as the file
        says."""
        yield from self.judged_codes(font, set(codes_of(shown)), number)

    def judged_codes(self, font: Any, codes: AbstractSet[int], number: int) -> Iterator[Found]:
        """The same of codes."""
        known = self._font(font)
        if known is None:
            return
        program = known.program
        lacking = [
            code
            for code in codes
            if (glyph := known.glyph(code)) == 0
            or (program.glyphs and not program.is_cid and glyph >= program.glyphs)
        ]
        if lacking:
            yield Found("T04", number, _told(font, lacking))
        fresh = codes - known.seen  # of a font's widths each is told once
        known.seen.update(fresh)
        if wrong := [code for code in fresh if _has_other_width(known, code)]:
            yield Found("T09", number, _told(font, wrong))


def _has_other_width(font: _Font, code: int) -> bool:
    """Whether the file says another width of a code than its glyph has."""
    width = font.program.width(font.glyph(code))
    return width is not None and abs(font.widths.get(code, font.default) - width) > _WIDTH_TOLERANCE


def _told(font: Any, codes: list[int]) -> str:
    shown = " ".join(f"<{code:04X}>" for code in sorted(codes)[:_MOST_TOLD])
    return f"{str(font.get('/BaseFont', '/?')).lstrip('/')} {shown}"


def goes_by_cids(font: Any) -> bool:
    """Whether a face is composite, and its codes are its CIDs."""
    return str(font.get("/Encoding", "")) in {"/Identity-H", "/Identity-V"} and "/DescendantFonts" in font


def _font_of(font: Any) -> _Font | None:
    if not goes_by_cids(font):
        return None
    inner = _inner(font)
    try:
        program = program_of(_descriptor(font))
        by_cid = inner.get("/CIDToGIDMap")
        map_of = bytes(by_cid.read_bytes()) if isinstance(by_cid, pikepdf.Stream) else b""
    except (BrokenFontError, pikepdf.PikepdfError):
        return None
    if program is None:
        return None
    return _Font(program, map_of, dict(_widths(inner.get("/W", ()))), float(inner.get("/DW", 1000)), set())


def _widths(said: Any) -> Iterator[tuple[int, float]]:
    """What a W array says of each CID: a first one with a list, or a first and a last one with a width."""
    waiting = list(said)
    while len(waiting) > 1:
        first, second = int(waiting.pop(0)), waiting.pop(0)
        if isinstance(second, pikepdf.Array):
            yield from ((first + index, float(width)) for index, width in enumerate(second))
        elif waiting:
            width = float(waiting.pop(0))
            yield from ((cid, width) for cid in range(first, min(int(second), _LAST_CID) + 1))


def codes_of(shown: Any) -> Iterator[int]:
    """The two-byte codes of a string, or of the strings of an array."""
    for each in shown if isinstance(shown, pikepdf.Array) else (shown,):
        if isinstance(each, pikepdf.String):
            data = bytes(each)
            yield from (data[at] << 8 | data[at + 1] for at in range(0, len(data) - 1, 2))
