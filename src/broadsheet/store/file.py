"""A store's file: pieces of bytes one behind the other, and at the end the list of them.

It is read by name and written whole: under a name of its own first, then renamed over the old one, so
that any number of processes may use one folder. A file that is not what was written is as good as none.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from broadsheet.records import record
from broadsheet.resources import let_go

_MAGIC = b"broadsheet store 1\n"
_TAIL = 8 + 32  # where the list begins, and its sha256
#: What a folder of stores may hold; those that were not used for the longest time go first.
MOST_BYTES = 2_000_000_000
_ABANDONED = 86_400  # seconds after which nobody finishes a file any more


@record
class Piece:
    """Where bytes lie in a file, and their sha256."""

    offset: int
    size: int
    digest: bytes


@record
class Entry:
    """What is known of a thing: the digest of what it was made from, its value pickled, its files by name."""

    source: bytes
    value: bytes
    files: tuple[tuple[str, Piece], ...] = ()


Entries = Mapping[tuple[str, object], Entry]
"""By shelf and name."""


class StoredFile:
    """A file as the last build left it. ``entries`` are none where there is no file, or a damaged one."""

    def __init__(self, path: Path) -> None:
        self.entries: Entries = {}
        self._stream: BinaryIO | None = None
        try:
            stream = path.open("rb")
        except OSError:
            return
        try:
            self.entries = _entries(stream)
            self._stream = stream
            os.utime(path)
        except (OSError, ValueError, TypeError, EOFError, IndexError, pickle.UnpicklingError):
            if self._stream is None:
                stream.close()

    def read(self, piece: Piece) -> bytes:
        """The bytes of a piece. Raises ValueError where they are not what was written."""
        data = self.read_unproved(piece)
        if hashlib.sha256(data).digest() != piece.digest:
            raise ValueError("not what was written")
        return data

    def read_unproved(self, piece: Piece) -> bytes:
        """The bytes where a piece should be, whatever they are; none where they cannot be read."""
        if self._stream is None:
            return b""
        try:
            self._stream.seek(piece.offset)
            return self._stream.read(piece.size)
        except OSError:
            return b""

    def close(self) -> None:
        """Let the file go."""
        if self._stream is not None:
            self._stream.close()


def _entries(stream: BinaryIO) -> Entries:
    if stream.read(len(_MAGIC)) != _MAGIC:
        return {}
    end = stream.seek(-_TAIL, os.SEEK_END)
    tail = stream.read(_TAIL)
    start = int.from_bytes(tail[:8], "big")
    if not len(_MAGIC) <= start <= end:
        return {}
    stream.seek(start)
    listed = stream.read(end - start)
    if hashlib.sha256(listed).digest() != tail[8:]:
        return {}
    rows = pickle.loads(listed)
    return {
        (shelf, name): Entry(source, value, tuple((file, Piece(*piece)) for file, piece in files))
        for shelf, name, source, value, files in rows
    }


class NewFile:
    """A file on its way. Bytes are written as they come; ``finish`` puts it in the place of the old one.

    A folder that cannot be written is no fault of the pages: the file is given up, silently.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._scratch = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        self._stream: BinaryIO | None = None
        self._is_lost = False
        self._at = 0

    def add(self, data: bytes) -> Piece:
        """Write bytes."""
        return self.carry(data, hashlib.sha256(data).digest())

    def carry(self, data: bytes, digest: bytes) -> Piece:
        """Write bytes whose sha256 is known. If it is not theirs, whoever reads them finds them damaged."""
        self._write(data)
        return Piece(self._at - len(data), len(data), digest)

    def finish(self, entries: Entries) -> None:
        """Write the list and make the file the current one."""
        rows = [
            (shelf, name, entry.source, entry.value, [(file, _plain(piece)) for file, piece in entry.files])
            for (shelf, name), entry in entries.items()
        ]
        listed = pickle.dumps(rows, pickle.HIGHEST_PROTOCOL)
        self._write(b"")
        start = self._at
        self._write(listed + start.to_bytes(8, "big") + hashlib.sha256(listed).digest())
        if self._is_lost or self._stream is None:
            return
        with suppress(OSError):
            self._stream.close()
            self._scratch.replace(self._path)
            _sweep(self._path.parent)

    def drop(self) -> None:
        """Leave nothing behind of a file that was not finished."""
        with suppress(OSError):
            if self._stream is not None:
                self._stream.close()
            self._scratch.unlink(missing_ok=True)

    def _write(self, data: bytes) -> None:
        if self._is_lost:
            return
        try:
            if self._stream is None:
                self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._stream = self._scratch.open("xb")
                self._at = self._stream.write(_MAGIC)
            self._at += self._stream.write(data)
        except OSError:
            self._is_lost = True


def _plain(piece: Piece) -> tuple[int, int, bytes]:
    return piece.offset, piece.size, piece.digest


def _sweep(folder: Path) -> None:
    """Delete what was never finished, and what was not used for the longest time while there is too much."""
    for path in folder.glob(".*"):
        with suppress(OSError):  # another process sweeps, too
            if time.time() - path.stat().st_mtime > _ABANDONED:
                path.unlink()
    let_go(folder.iterdir(), MOST_BYTES)
