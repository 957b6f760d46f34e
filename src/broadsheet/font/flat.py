"""What setting type asks of a face, character by character, kept on disk in flat arrays.

Like byte code, a table says nothing that its font file does not say: it is made when a face is first used,
read without being parsed, and made again when the file is another one, when it is damaged, or when what
makes it has changed. Any number of processes may use one folder, and it may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import struct
import sys
from array import array
from bisect import bisect_left
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from broadsheet.font.harfbuzz import hb
from broadsheet.records import record
from broadsheet.resources import whole
from broadsheet.stamps import Stamp, stamp_of

_RULES = 2
"""To be counted up when a table is to say anything else."""

_PLANE = 0x10000
_SIGNS = 0x100  # a symbol font answers for these without listing them
_HEAD = struct.Struct("<5Q32sII")  # the file's stamp, its sha256, glyphs, characters beyond the first plane
_SUM = 4
"""Bytes of the CRC that a file begins with. Every command that sets type works it out, and damage is all that
it has to tell: a digest would take five times as long."""

MOST_TABLES = 512
"""What a folder may hold, some 300 KB each; those that were made the longest time ago go first."""


@record
class FlatFace:
    """A face's character map, advances (font units) and the sha256 of its file."""

    digest: str
    advances: memoryview
    _plane: memoryview
    _beyond: memoryview
    _beyond_glyphs: memoryview

    def glyph(self, character: str) -> int:
        """The glyph of a character; 0 where the face has none."""
        code = ord(character)
        if code < _PLANE:
            return self._plane[code]
        at = bisect_left(self._beyond, code)
        found = at < len(self._beyond) and self._beyond[at] == code
        return self._beyond_glyphs[at] if found else 0


class FlatFaces:
    """A folder of tables. A folder that cannot be written or read is as good as none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take(self, path: str, index: int) -> FlatFace | None:
        """The table of one face of a font file, made where there is none that fits; None where it cannot
        be kept: then it is quicker to ask the font."""
        name = f"{_RULES} {hb.__version__} {sys.byteorder} {index} {Path(path).resolve()}"
        kept = self._folder / hashlib.sha256(os.fsencode(name)).hexdigest()[:32]
        with suppress(OSError, ValueError):
            stamp = stamp_of(path)
            found = _read(kept, stamp)
            return found or self._make(kept, (path, index), stamp)
        return None

    def _make(self, kept: Path, face: tuple[str, int], stamp: Stamp) -> FlatFace | None:
        """The table of a face, kept for the next time. Raises OSError and ValueError."""
        with whole(kept) as scratch:
            with scratch.open("xb") as stream:  # before the work: a folder may be another's
                body = _body(face, stamp)
                stream.write(_sum(body) + body)
            if stamp_of(face[0]) != stamp:
                raise ValueError("written to while it was read")
        with suppress(OSError):  # another process sweeps, too
            self._sweep()
        return _opened(memoryview(body), stamp)

    def _sweep(self) -> None:
        kept = list(self._folder.iterdir())
        if len(kept) > MOST_TABLES:
            kept.sort(key=lambda path: path.stat().st_mtime_ns)
            for path in kept[:-MOST_TABLES]:
                path.unlink(missing_ok=True)


def _read(kept: Path, stamp: Stamp) -> FlatFace | None:
    """The table of a file; None where it is another file's, or not what was written."""
    try:
        with kept.open("rb") as stream:
            data = memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError):
        return None
    body = data[_SUM:]
    if not body or _sum(body) != data[:_SUM]:  # the sum of nothing is 0
        return None
    return _opened(body, stamp)


def _sum(body: bytes | memoryview) -> bytes:
    return crc32(body).to_bytes(_SUM, "little")


def _opened(body: memoryview, stamp: Stamp) -> FlatFace | None:
    *known, digest, glyphs, beyond = _HEAD.unpack_from(body)
    if tuple(known) != stamp:
        return None
    at = _HEAD.size
    parts = []
    for size in (4 * glyphs, 4 * beyond, 2 * beyond, 2 * _PLANE):
        parts.append(body[at : at + size])
        at += size
    advances, codes, code_glyphs, plane = parts
    return FlatFace(digest.hex(), advances.cast("I"), plane.cast("H"), codes.cast("I"), code_glyphs.cast("H"))


def _body(face: tuple[str, int], stamp: Stamp) -> bytes:
    path, index = face
    blob = hb.Blob.from_file_path(path)
    opened = hb.Face(blob, index)
    font = hb.Font(opened)
    count = opened.glyph_count
    if not count:
        raise ValueError("no glyphs")
    plane, codes, code_glyphs = array("H", bytes(2 * _PLANE)), array("I"), array("H")
    for code in sorted({*range(_SIGNS), *opened.unicodes}):
        glyph = font.get_nominal_glyph(code) or 0
        if glyph >= count:  # a damaged character map
            continue
        if code < _PLANE:
            plane[code] = glyph
        elif glyph:
            codes.append(code)
            code_glyphs.append(glyph)
    advances = array("I", (max(0, font.get_glyph_h_advance(glyph)) for glyph in range(count)))
    digest = hashlib.sha256(blob.data).digest()
    head = _HEAD.pack(*stamp, digest, count, len(codes))
    return head + b"".join(part.tobytes() for part in (advances, codes, code_glyphs, plane))
