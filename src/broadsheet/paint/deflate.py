"""The door to deflate: zlib always, a faster library where one is installed and asked for.

Bytes differ between compressors (the content does not), so whoever compares files pins one by name.
"""

from __future__ import annotations

import zlib
from _thread import start_new_thread
from collections import deque
from collections.abc import Callable
from functools import cache
from importlib import import_module
from threading import Lock

from broadsheet.records import record

#: The name of the default, which every machine has.
ZLIB = "zlib"

_LONG = 100_000  # bytes: about 5 ms of zlib, the interval at which the interpreter changes threads
_SHORT = 2_000  # bytes: sooner packed than handed over
_MOST = 32  # streams that wait: a thick paper's would all be held


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


class Packer:
    """Compresses the streams of files.

    Compressors let other threads run. A long stream, as of a font, is packed while pages are written. The
    others wait until there are many or somebody asks, and are then packed by two threads: one that packed
    each at once would stop who writes a page, again and again, to have the interpreter back.
    """

    def __init__(self, deflater: Deflater) -> None:
        self._compress = deflater.compress
        self._waiting: deque[_Stream] = deque()

    def start(self, data: bytes) -> Callable[[], bytes]:
        """Take in what is to be compressed; what is returned gives the result."""
        stream = _Stream(data, self._compress)
        if len(data) < _SHORT:
            stream.pack()
        elif len(data) >= _LONG:
            start_new_thread(stream.pack, ())
        else:
            self._waiting.append(stream)
            if len(self._waiting) > _MOST:
                self._pack_waiting()

        def result() -> bytes:
            if not stream.is_packed:
                self._pack_waiting()
            return stream.pack()

        return result

    def _pack_waiting(self) -> None:
        if len(self._waiting) > 1:
            start_new_thread(self._pack_each, ())
        self._pack_each()

    def _pack_each(self) -> None:
        while self._waiting:
            try:
                stream = self._waiting.popleft()
            except IndexError:  # the other thread had the last one
                return
            stream.pack()


class _Stream:
    """Data to be compressed once, by whoever comes first."""

    def __init__(self, data: bytes, compress: Callable[[bytes], bytes]) -> None:
        self._data = data
        self._compress = compress
        self._packed: bytes | None = None
        self._lock = Lock()

    @property
    def is_packed(self) -> bool:
        """Whether there is nothing left to do."""
        return self._packed is not None

    def pack(self) -> bytes:
        """The compressed data."""
        with self._lock:
            if self._packed is None:
                self._packed = self._compress(self._data)
                self._data = b""
            return self._packed


def _zlib() -> Callable[[bytes], bytes]:
    return lambda data: zlib.compress(data, 5)  # a fifth quicker than 6 for a hundredth more


def _isal() -> Callable[[bytes], bytes]:
    module = import_module("isal.isal_zlib")  # optional: 10 times zlib's speed, files 5 % larger
    return lambda data: bytes(module.compress(data, 3))


def _libdeflate() -> Callable[[bytes], bytes]:
    module = import_module("deflate")  # optional: twice zlib's speed, files slightly smaller
    return lambda data: bytes(module.zlib_compress(data, 6))


_MAKERS: dict[str, tuple[str, Callable[[], Callable[[bytes], bytes]]]] = {
    ZLIB: ("zlib-5", _zlib),
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
