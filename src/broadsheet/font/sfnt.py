"""The few tables of a font file that choosing a face needs, read without loading the font."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

from broadsheet.records import record

SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
_TYPOGRAPHIC_FAMILY, _FAMILY = 16, 1
_NEEDED = (b"OS/2", b"cmap", b"head", b"hhea", b"hmtx", b"maxp", b"name")
_OUTLINES = {b"glyf": "glyf", b"CFF ": "cff", b"CFF2": "cff2"}
_CUT = "the file is cut short or damaged"


class FontFileError(Exception):
    """A file is no font that can be used; the text says why, ``path`` which it is."""

    def __init__(self, reason: str, path: str = "") -> None:
        super().__init__(reason, path)
        self.reason = reason
        self.path = path

    def __str__(self) -> str:
        return self.reason


@record
class FaceFile:
    """One face of a font file (``index`` counts the faces of a collection)."""

    path: str
    index: int
    families: tuple[str, ...]
    weight: int
    italic: bool
    outlines: str  # glyf, cff or cff2


def scan_file(path: Path) -> tuple[FaceFile, ...]:
    """Return the faces of a font file. Raises FontFileError."""
    try:
        with path.open("rb") as stream:
            tag = stream.read(4)
            if tag == b"ttcf":
                _, count = struct.unpack(">II", stream.read(8))
                if count > 512:
                    raise FontFileError("too many faces")
                offsets = struct.unpack(f">{count}I", stream.read(4 * count))
            else:
                offsets = (0,)
            return tuple(
                _scan_face(stream, str(path), index, offset) for index, offset in enumerate(offsets)
            )
    except (struct.error, UnicodeDecodeError) as error:
        raise FontFileError(_CUT, str(path)) from error
    except OSError as error:
        raise FontFileError(error.strerror or str(error), str(path)) from error
    except ValueError as error:
        raise FontFileError(str(error), str(path)) from error


def _scan_face(stream: BinaryIO, path: str, index: int, offset: int) -> FaceFile:
    stream.seek(offset)
    tag, count = struct.unpack(">4sH", stream.read(6))
    if tag not in (b"\x00\x01\x00\x00", b"OTTO", b"true"):
        raise FontFileError("no TrueType or OpenType font")
    stream.seek(offset + 12)
    directory = stream.read(16 * count)
    tables: dict[bytes, tuple[int, int]] = {}
    size = stream.seek(0, 2)
    for name, _, start, length in struct.iter_unpack(">4sIII", directory):
        if not name.isascii() or start + length > size:
            raise FontFileError(_CUT)
        tables[name] = (start, length)
    outlines = next((kind for name, kind in _OUTLINES.items() if name in tables), "")
    if not outlines or any(name not in tables for name in _NEEDED):
        raise FontFileError("outlines, names or metrics are missing")
    stream.seek(tables[b"OS/2"][0])
    os2 = stream.read(78)
    weight, selection = struct.unpack_from(">H", os2, 4)[0], struct.unpack_from(">H", os2, 62)[0]
    start, length = tables[b"name"]
    stream.seek(start)
    return FaceFile(path, index, _families(stream.read(length)), weight, bool(selection & 1), outlines)


def _families(table: bytes) -> tuple[str, ...]:
    """Family names in every language of the file: typographic ones first."""
    _, count, strings = struct.unpack_from(">HHH", table, 0)
    found: dict[int, list[str]] = {_TYPOGRAPHIC_FAMILY: [], _FAMILY: []}
    for entry in range(count):
        platform, _, _, name, length, offset = struct.unpack_from(">6H", table, 6 + 12 * entry)
        if name not in found or platform not in (0, 3):
            continue
        text = table[strings + offset : strings + offset + length].decode("utf-16-be", "replace")
        if text not in found[name]:
            found[name].append(text)
    return tuple(dict.fromkeys(found[_TYPOGRAPHIC_FAMILY] + found[_FAMILY]))
