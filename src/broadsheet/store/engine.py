"""What everything that a build makes depends on, besides its sources."""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import broadsheet

_INSTALLED = (".dist-info", ".egg-info")


def engine_stamp() -> tuple[object, ...]:
    """Return the engine as it lies on the disk (times and sizes of its files, as Python knows its byte code
    to be fresh), and the libraries and Python by version."""
    top = Path(broadsheet.__file__).resolve().parent
    return (
        tuple(sorted(_files(str(top)))),
        tuple(sorted(_libraries())),
        (sys.version, zlib.ZLIB_RUNTIME_VERSION),
    )


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path)
                continue
            with suppress(OSError):  # a link to nowhere, as some editors leave while a file is open
                stat = entry.stat()
                yield entry.path, stat.st_mtime_ns, stat.st_size


def _libraries() -> Iterator[str]:
    """What is installed, by the names of its metadata, which say the version."""
    for folder in sys.path:
        try:
            yield from (path.name for path in Path(folder).iterdir() if path.suffix in _INSTALLED)
        except OSError:
            continue
