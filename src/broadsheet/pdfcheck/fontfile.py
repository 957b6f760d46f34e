"""Font programs in a PDF, as far as preflight reads them: whether they are whole, how many glyphs they have
and how wide those are.

Sources: OpenType 1.9 (table directory, head, hhea, hmtx, maxp), Adobe Technical Note 5176 (CFF), ISO 32000-2,
9.7 and 9.9.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

from broadsheet.records import record

_SFNT = frozenset((b"\0\1\0\0", b"true", b"OTTO"))
_NEEDED = frozenset((b"glyf", b"loca", b"head", b"maxp"))
_MOST_BYTES = 60_000_000
_CHARSTRINGS = 17
_ROS = (12, 30)


class BrokenFontError(ValueError):
    """A font program cannot be read; the text says why."""


@record
class Program:
    """A font program. ``glyphs`` is how many it has, 0 where that is not known; ``is_cid``: its glyphs go by
    CIDs of its own, not by their order. ``advances`` are its long metrics, four bytes each, ``units`` an em;
    none where they are not read."""

    glyphs: int = 0
    is_cid: bool = False
    units: int = 1000
    advances: bytes = b""

    def width(self, glyph: int) -> float | None:
        """A glyph's width in thousandths of an em; None where it is not known. Behind the last of the long
        metrics all glyphs are as wide as that."""
        if not self.advances or glyph >= self.glyphs:
            return None
        place = min(4 * glyph, len(self.advances) - 4)
        return int.from_bytes(self.advances[place : place + 2], "big") * 1000 / self.units


def program_of(descriptor: Any) -> Program | None:
    """The program of a font descriptor; None where it carries none. Raises BrokenFontError."""
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        stream = descriptor.get(key)
        if isinstance(stream, pikepdf.Stream):
            try:
                data = bytes(stream.read_bytes())
            except pikepdf.PikepdfError as error:
                raise BrokenFontError(str(error)[-80:]) from error
            return _program(data)
    return None


def _program(data: bytes) -> Program:
    if len(data) > _MOST_BYTES:
        raise BrokenFontError("larger than any font")
    try:
        if data[:4] in _SFNT:
            return _sfnt(data)
        if data[:1] == b"\1" and len(data) > 4:
            return _cff(data)
    except (struct.error, IndexError) as error:
        raise BrokenFontError("cut short") from error
    if data[:2] in {b"%!", b"\x80\1"} and b"eexec" in data:
        return Program()
    raise BrokenFontError("no font program" if data else "empty")


def table_of(data: bytes, name: bytes) -> bytes:
    """A table of an OpenType font; b"" where it has none. Raises BrokenFontError."""
    try:
        offset, length = _tables(data).get(name, (0, 0))
    except struct.error as error:
        raise BrokenFontError("cut short") from error
    return data[offset : offset + length]


def _tables(data: bytes) -> dict[bytes, tuple[int, int]]:
    """Where each table begins, and how long it is."""
    tables: dict[bytes, tuple[int, int]] = {}
    for index in range(struct.unpack_from(">H", data, 4)[0]):
        name, _, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
        if offset + length > len(data):
            raise BrokenFontError(f"its table {name.decode('latin-1')!r} is cut short")
        tables[name] = offset, length
    return tables


def _sfnt(data: bytes) -> Program:
    tables = _tables(data)
    if b"CFF " in tables:
        offset, length = tables[b"CFF "]
        return _cff(data[offset : offset + length])
    if lacking := _NEEDED - tables.keys():
        raise BrokenFontError(f"it lacks its table {min(lacking).decode('latin-1')!r}")
    (glyphs,) = struct.unpack_from(">H", data, tables[b"maxp"][0] + 4)
    return Program(glyphs, False, *_metrics(data, tables))


def _metrics(data: bytes, tables: Mapping[bytes, tuple[int, int]]) -> tuple[int, bytes]:
    """Units an em, and the long metrics; none of them where their tables are not there, as in a font that a
    printer driver made."""
    (units,) = struct.unpack_from(">H", data, tables[b"head"][0] + 18)
    if b"hhea" not in tables or b"hmtx" not in tables or not units:
        return 1000, b""
    (count,) = struct.unpack_from(">H", data, tables[b"hhea"][0] + 34)
    offset, length = tables[b"hmtx"]
    return units, data[offset : offset + 4 * count] if 0 < 4 * count <= length else b""


def _cff(data: bytes) -> Program:
    names = _index(data, data[2])
    tops = _index(data, names[-1])
    if len(tops) < 2:
        raise BrokenFontError("no font in its CFF")
    top = dict(_entries(data[tops[0] : tops[1]]))
    if (_CHARSTRINGS,) not in top:
        raise BrokenFontError("no glyphs in its CFF")
    glyphs = _index(data, top[_CHARSTRINGS,])
    return Program(len(glyphs) - 1, _ROS in top)


def _index(data: bytes, at: int) -> list[int]:
    """Where the parts of an INDEX begin, and where the last one ends."""
    (count,) = struct.unpack_from(">H", data, at)
    if not count:
        return [at + 2]
    size, start = data[at + 2], at + 3
    base = start + size * (count + 1) - 1
    places = [
        base + int.from_bytes(data[start + size * each : start + size * (each + 1)], "big")
        for each in range(count + 1)
    ]
    if places[-1] > len(data) or not 1 <= size <= 4:
        raise BrokenFontError("cut short")
    return places


def _entries(data: bytes) -> Iterator[tuple[tuple[int, ...], int]]:
    """The operators of a DICT, each with the last of its numbers."""
    at, number = 0, 0
    while at < len(data):
        first = data[at]
        at += 1
        if first == 12:
            yield (12, data[at]), number
            at += 1
        elif first <= 21:
            yield (first,), number
        elif first == 28:
            number, at = struct.unpack_from(">h", data, at)[0], at + 2
        elif first == 29:
            number, at = struct.unpack_from(">l", data, at)[0], at + 4
        elif first == 30:
            while data[at] & 15 != 15 and data[at] >> 4 != 15:
                at += 1
            number, at = 0, at + 1
        elif first <= 246:
            number = first - 139
        else:
            sign = 1 if first <= 250 else -1
            number, at = sign * ((first - (247 if sign > 0 else 251)) * 256 + data[at] + 108), at + 1
