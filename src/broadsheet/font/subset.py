"""What a painter needs of a font file: its measures, and a subset that holds the glyphs used.

The measures are read with struct: opening a font in a shaper for six numbers would cost more.
"""

from __future__ import annotations

import hashlib
import mmap
import struct
import sys
from array import array
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from broadsheet.font.harfbuzz import hb
from broadsheet.font.sfnt import FontFileError
from broadsheet.records import record

_POSTSCRIPT_NAME = 6

#: A PDF viewer reads outlines and advances only; every other table is dead weight in the file.
_KEPT = frozenset(["CFF ", "glyf", "head", "hhea", "hmtx", "loca", "maxp"])


@record
class FaceMeasures:
    """A face's measures, in its own units; ``advances`` has one entry a glyph."""

    name: str  # PostScript name
    units_per_em: int
    advances: array[int]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int
    italic_angle: int  # thousandths of a degree, anticlockwise
    weight: int
    is_cff: bool


class FontProgram:
    """A face as the painter sees it: ``measures``, and ``subset`` for the file. ``digest`` is the sha256 of
    the font file; only ``source_of`` asks for it."""

    def __init__(self, path: str, index: int = 0, digest: str = "") -> None:
        self.path = path
        self.index = index
        self.digest = digest

    @cached_property
    def measures(self) -> FaceMeasures:
        """The face's measures, read when first asked for. Raises FontFileError."""
        with Path(self.path).open("rb") as stream:
            data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        with data:
            try:
                return _measures(data, self.index, Path(self.path).stem)
            except (LookupError, ValueError, struct.error) as error:
                raise FontFileError("the font is damaged", self.path) from error

    @cached_property
    def widths(self) -> array[int]:
        """Every glyph's advance in whole thousandths of an em, as a PDF's W array has it."""
        units, advances = self.measures.units_per_em, self.measures.advances
        if units == 1000:
            return advances
        thousandths = {advance: round(advance * 1000 / units) for advance in set(advances)}
        return array("I", map(thousandths.__getitem__, advances))

    @cached_property
    def _face(self) -> hb.Face:
        return hb.Face(hb.Blob.from_file_path(self.path), self.index)

    @cached_property
    def _font(self) -> hb.Font:
        return hb.Font(self._face)

    def glyph_of(self, character: str) -> int:
        """The glyph that the face's character map gives; 0 for none."""
        return self._font.get_nominal_glyph(ord(character)) or 0

    def subset(self, glyphs: Iterable[int]) -> bytes:
        """Return a font file of these glyphs under their old numbers (and those they are built of).

        For CFF outlines the bare CFF table is returned, as PDF wants it. Raises FontFileError.
        """
        try:
            return self._subset(glyphs)
        except (RuntimeError, LookupError, ValueError) as error:  # what hb and its binding raise
            raise FontFileError("the font is damaged", self.path) from error

    def source_of(self, glyphs: Iterable[int]) -> bytes:
        """What the subset of these glyphs is made from: it says as much as the subset, in a hundredth of the
        bytes."""
        made_by = f"{self.digest} {self.index} {hb.__version__} ".encode()
        return made_by + array("I", sorted(glyphs)).tobytes()

    def _subset(self, glyphs: Iterable[int]) -> bytes:
        request = hb.SubsetInput()
        request.glyph_set.update(glyphs)
        request.glyph_set.add(0)
        dropped = [tag for tag in self._face.table_tags if tag not in _KEPT]
        request.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in dropped)
        request.flags = (
            hb.SubsetFlags.RETAIN_GIDS
            | hb.SubsetFlags.NO_HINTING
            | hb.SubsetFlags.NOTDEF_OUTLINE
            | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        )
        is_cff = self.measures.is_cff
        if is_cff:  # glyph numbers become CIDs; without subroutines hb is faster and deflate better
            request.flags |= hb.SubsetFlags.DESUBROUTINIZE | hb.SubsetFlags.CFF_IDENTITY_CHARSET
        face = hb.subset(self._face, request)
        return bytes(face.reference_table("CFF ").data if is_cff else face.blob.data)


def subset_tag(name: str, glyphs: Iterable[int]) -> str:
    """Return the six capitals that mark a subset's name: the same glyphs give the same letters."""
    digest = hashlib.sha256(name.encode() + b"\0" + array("I", sorted(glyphs)).tobytes()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _tables(data: mmap.mmap, index: int) -> dict[bytes, tuple[int, int]]:
    offset = 0
    if data[:4] == b"ttcf":
        offset = struct.unpack_from(">I", data, 12 + 4 * index)[0]
    (count,) = struct.unpack_from(">H", data, offset + 4)
    found = {}
    for entry in range(count):
        tag, _, start, length = struct.unpack_from(">4sIII", data, offset + 12 + 16 * entry)
        found[tag] = (start, length)
    return found


def _measures(data: mmap.mmap, index: int, stem: str) -> FaceMeasures:
    tables = _tables(data, index)
    head, hhea, os2 = tables[b"head"][0], tables[b"hhea"][0], tables[b"OS/2"]
    ascent, descent = struct.unpack_from(">hh", data, hhea + 4)
    (upem,) = struct.unpack_from(">H", data, head + 18)
    if not 16 <= upem <= 16384:  # for which HarfBuzz takes a thousand
        raise ValueError(upem)
    has_cap_height = struct.unpack_from(">H", data, os2[0])[0] >= 2 and os2[1] >= 90
    angle = struct.unpack_from(">i", data, tables[b"post"][0] + 4)[0] if b"post" in tables else 0
    return FaceMeasures(
        name=_postscript_name(data, tables[b"name"][0]) or stem,
        units_per_em=upem,
        advances=_advances(data, tables),
        box=struct.unpack_from(">4h", data, head + 36),
        ascent=ascent,
        descent=descent,
        cap_height=struct.unpack_from(">h", data, os2[0] + 88)[0] if has_cap_height else ascent,
        italic_angle=angle * 1000 // 65536,
        weight=struct.unpack_from(">H", data, os2[0] + 4)[0],
        is_cff=b"CFF " in tables,
    )


def _advances(data: mmap.mmap, tables: dict[bytes, tuple[int, int]]) -> array[int]:
    """One advance a glyph; the last long metric goes on to the end of the face."""
    (glyphs,) = struct.unpack_from(">H", data, tables[b"maxp"][0] + 4)
    (metrics,) = struct.unpack_from(">H", data, tables[b"hhea"][0] + 34)
    start = tables[b"hmtx"][0]
    pairs = array("H", data[start : start + 4 * metrics])
    if sys.byteorder == "little":
        pairs.byteswap()
    advances = pairs[0::2]
    advances.extend(advances[-1:] * (glyphs - metrics))
    if len(advances) < glyphs:
        raise ValueError("metrics of too few glyphs")
    return advances


def _postscript_name(data: mmap.mmap, table: int) -> str:
    _, count, strings = struct.unpack_from(">HHH", data, table)
    for entry in range(count):
        platform, _, _, name, length, offset = struct.unpack_from(">6H", data, table + 6 + 12 * entry)
        if name == _POSTSCRIPT_NAME and platform in (0, 3):
            start = table + strings + offset
            text = data[start : start + length].decode("utf-16-be", "replace")
            return "".join(c for c in text if "!" <= c <= "~" and c not in "[](){}<>/%#")
    return ""
