"""The door to deflate: zlib always, a faster library where one is installed and asked for.

Bytes differ between compressors (the content does not), so whoever compares files pins one by name.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import cache
from importlib import import_module
from threading import Thread

from broadsheet.records import record

#: The name of the default, which every machine has.
ZLIB = "zlib"

_LONG = 100_000  # bytes: about 5 ms of zlib, the interval at which the interpreter changes threads


class UnknownDeflaterError(ValueError):
    """The compressor asked for is unknown or not installed; ``known`` can be had here or by pip."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no compressor {name!r}; known: {', '.join(KNOWN)}")
        self.known = KNOWN


@record
class Deflater:
    """A compressor that writes zlib streams. ``name`` says which, with its level."""

    name: str
    compress: Callable[[bytes], bytes]

    def start(self, data: bytes) -> Callable[[], bytes]:
        """Begin to compress; what is returned waits for the result.

        Compressors let other threads run, so a font is packed while pages are written. Short data
        is packed at once: waiting for the interpreter again would take longer than it saves.
        """
        if len(data) < _LONG:
            packed = self.compress(data)
            return lambda: packed
        results: list[bytes] = []
        thread = Thread(target=lambda: results.append(self.compress(data)), daemon=True)
        thread.start()

        def wait() -> bytes:
            thread.join()
            return results[0]

        return wait


def _zlib() -> Callable[[bytes], bytes]:
    return lambda data: zlib.compress(data, 6)


def _isal() -> Callable[[bytes], bytes]:
    module = import_module("isal.isal_zlib")  # optional: 10 times zlib's speed, files 5 % larger
    return lambda data: bytes(module.compress(data, 3))


def _libdeflate() -> Callable[[bytes], bytes]:
    module = import_module("deflate")  # optional: twice zlib's speed, files slightly smaller
    return lambda data: bytes(module.zlib_compress(data, 6))


_MAKERS: dict[str, tuple[str, Callable[[], Callable[[bytes], bytes]]]] = {
    ZLIB: ("zlib-6", _zlib),
    "isal": ("isal-3", _isal),
    "libdeflate": ("libdeflate-6", _libdeflate),
}
KNOWN = tuple(_MAKERS)


@cache
def deflater(name: str = ZLIB) -> Deflater:
    """Return a compressor by name. Raises UnknownDeflaterError where it is not to be had."""
    if name not in _MAKERS:
        raise UnknownDeflaterError(name)
    label, maker = _MAKERS[name]
    try:
        return Deflater(label, maker())
    except ImportError as error:
        raise UnknownDeflaterError(name) from error
