"""What ``build_fonts.py`` does to single glyphs: copy them, move them, give them to characters."""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable, Iterator
from typing import Any

#: How far each end of the dash sticks out of its em, in thousandths, so that two of them overlap.
DASH_OVERLAP = 8

#: Blank at the inner side of a quotation mark that is moved into an em, in thousandths.
QUOTE_INSET = 30


class Glyphs:
    """The glyphs of an open font: look up, copy, move."""

    def __init__(self, font: Any) -> None:
        self.font = font
        self.em: int = font["head"].unitsPerEm
        self._tables = [table for table in font["cmap"].tables if table.format in (4, 12)]

    def of(self, character: str) -> str | None:
        """Return the name of a character's glyph."""
        name: str | None = self.font.getBestCmap().get(ord(character))
        return name

    def shared(self) -> Iterator[tuple[str, list[int]]]:
        """Yield the glyphs that several characters have, each with its code points in order."""
        users: dict[str, list[int]] = {}
        for code, name in sorted(self.font.getBestCmap().items()):
            users.setdefault(name, []).append(code)
        yield from ((name, codes) for name, codes in users.items() if len(codes) > 1)

    def assign(self, code: int, name: str) -> None:
        """Let a character have a glyph."""
        for table in self._tables:
            if code <= 0xFFFF or table.format == 12:
                table.cmap[code] = name

    def duplicate(self, name: str) -> str:
        """Copy a glyph with its metrics and its single substitutions; return the copy's name."""
        order = list(self.font.getGlyphOrder())
        twin = f"glyph{len(order):05d}"
        self.font["glyf"].glyphs[twin] = copy.deepcopy(self.font["glyf"][name])
        for tag in ("hmtx", "vmtx"):
            if tag in self.font:
                self.font[tag].metrics[twin] = self.font[tag].metrics[name]
        self.font.setGlyphOrder([*order, twin])
        self.font["glyf"].setGlyphOrder([*order, twin])
        for mapping in self._substitutions():
            if name in mapping:
                mapping[twin] = mapping[name]
        return twin

    def substitute(self, name: str, feature: str) -> str | None:
        """Return the glyph that a feature puts in place of another."""
        records = self.font["GSUB"].table.FeatureList.FeatureRecord if "GSUB" in self.font else ()
        for record in records:
            if record.FeatureTag == feature:
                for mapping in self._substitutions(set(record.Feature.LookupListIndex)):
                    if name in mapping:
                        return str(mapping[name])
        return None

    def _substitutions(self, lookups: set[int] | None = None) -> Iterator[dict[str, str]]:
        if "GSUB" not in self.font:
            return
        for index, lookup in enumerate(self.font["GSUB"].table.LookupList.Lookup):
            for table in lookup.SubTable if lookups is None or index in lookups else ():
                inner = table.ExtSubTable if lookup.LookupType == 7 else table
                if inner.LookupType == 1:
                    yield inner.mapping

    def reshape(self, name: str, move: Callable[[float, float], tuple[float, float]]) -> None:
        """Move every point of an outline."""
        outlines = self.font["glyf"]
        points, ends, flags = outlines[name].getCoordinates(outlines)
        glyph = copy.deepcopy(outlines[name])
        if glyph.isComposite():
            sys.exit(f"{name} is made of other glyphs")
        for index, (x, y) in enumerate(points):
            points[index] = tuple(round(value) for value in move(x, y))
        glyph.coordinates, glyph.endPtsOfContours, glyph.flags = points, ends, flags
        glyph.recalcBounds(outlines)
        outlines[name] = glyph

    def set_width(self, name: str, width: int) -> None:
        """Set a glyph's advance; the left bearing follows its outline."""
        self.font["hmtx"].metrics[name] = (width, self.font["glyf"][name].xMin)


def square(glyphs: Glyphs) -> None:
    """Make the marks of Chinese text fill an em where the font has them proportional."""
    em = glyphs.em
    inset = QUOTE_INSET * em // 1000
    for character in "“”‘’·":
        name = glyphs.of(character)
        if name is None or glyphs.font["hmtx"].metrics[name][0] == em:
            continue
        width = glyphs.font["hmtx"].metrics[name][0]
        outline = glyphs.font["glyf"][name]
        shift = {
            "“": em - width - inset, "‘": em - width - inset, "”": inset, "’": inset,
            "·": (em - outline.xMin - outline.xMax) // 2,
        }[character]  # fmt: skip
        twin = glyphs.duplicate(name)
        glyphs.assign(ord(character), twin)
        glyphs.reshape(twin, lambda x, y, shift=shift: (x + shift, y))  # type: ignore[misc]
        glyphs.set_width(twin, em)
    _square_dash(glyphs)


def _square_dash(glyphs: Glyphs) -> None:
    """Full-width forms for U+2014 and U+2E3A; the former from edge to edge, upright ones too."""
    for character in "\u2e3a\u2014":
        name = glyphs.of(character)
        wider = name and glyphs.substitute(name, "fwid")
        if wider:
            glyphs.assign(ord(character), wider)
    name = glyphs.of("\u2014")
    if name is None:
        return
    upright = glyphs.substitute(name, "vert")
    em, over = glyphs.em, DASH_OVERLAP * glyphs.em // 1000
    outline = glyphs.font["glyf"][name]
    low, high = outline.xMin, outline.xMax
    dash = glyphs.duplicate(name)
    glyphs.assign(0x2014, dash)
    glyphs.reshape(dash, lambda x, y: (_stretch(x, low, high, -over, em + over), y))
    glyphs.set_width(dash, em)
    if upright:
        outline = glyphs.font["glyf"][upright]
        bottom, top, ascent = outline.yMin, outline.yMax, glyphs.font["OS/2"].sTypoAscender
        glyphs.reshape(
            upright,
            lambda x, y: (x, _stretch(y, bottom, top, ascent - em - over, ascent + over)),
        )
        if "vmtx" in glyphs.font:
            glyphs.font["vmtx"].metrics[upright] = (em, -over)


def _stretch(value: float, low: float, high: float, new_low: float, new_high: float) -> float:
    return new_low + (value - low) * (new_high - new_low) / (high - low)


def separate(glyphs: Glyphs) -> None:
    """Give every character a glyph of its own. The one that GBK knows keeps the original.

    A face without a non-breaking hyphen gets one.
    """
    hyphen = glyphs.of("-")
    if hyphen and not glyphs.of("\u2011"):
        glyphs.assign(0x2011, hyphen)
    for name, codes in list(glyphs.shared()):
        keeper = min(codes, key=lambda code: (not _in_gbk(code), code))
        for code in codes:
            if code != keeper:
                glyphs.assign(code, glyphs.duplicate(name))


def _in_gbk(code: int) -> bool:
    try:
        chr(code).encode("gbk")
    except UnicodeEncodeError:
        return False
    return True
