"""Streams of foreign PDFs unpacked, never to more than is wanted: a small file may hold gigabytes."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Sequence
from typing import Any

import pikepdf

from broadsheet.graphics.form import Refusal, RefusedPageError
from broadsheet.patterns import late_pattern
from broadsheet.pdfcheck.filters import filters_of

#: The data of one object where it has to be unpacked by us: tables, lookup tables, small streams.
MOST_DATA = 64_000_000

#: How much larger a filter of the library's may make its data at the most: codes of nine bits that each
#: stand for a string of all there are, and runs of 128.
_GROWTH = {"/LZWDecode": 3700, "/RunLengthDecode": 64}
#: Bytes behind a picture's last row, as some programs leave.
SLACK = 4096
_BLANKS = late_pattern(rb"[\x00\t\n\x0c\r ]+")


def unpacked(stream: Any, most: int = MOST_DATA) -> bytes:
    """A stream's data without its filters, never more of it than ``most``. Raises RefusedPageError."""
    names, predicted = filters_of(stream), _predicted(stream)
    data: bytes = stream.read_raw_bytes()
    for index, name in enumerate(names):
        if name == "/FlateDecode":
            data = _inflated(data, most)
            if predicted[index]:
                return _by_library(stream, most)  # of which the size is known now
        elif name == "/ASCII85Decode":
            data = _ascii85(data)
        elif name == "/ASCIIHexDecode":
            data = _hexadecimal(data)
        elif len(data) * _GROWTH.get(name, 1000) <= most:
            return _by_library(stream, most)
        else:
            raise RefusedPageError(Refusal.FILE, f"a stream packed by {name.lstrip('/')!r}")
        _check(data, most)
    return _check(data, most)


def _predicted(stream: Any) -> Sequence[bool]:
    """Which filters are undone by more than themselves: rows as differences from the rows above."""
    written = stream.get("/DecodeParms", pikepdf.Array())
    parts = [written] if isinstance(written, pikepdf.Dictionary) else list(written.as_list())
    found = [isinstance(part, pikepdf.Dictionary) and int(part.get("/Predictor", 1)) > 1 for part in parts]
    return [*found, *[False] * len(filters_of(stream))]


def _by_library(stream: Any, most: int) -> bytes:
    data: bytes = stream.read_bytes()
    return _check(data, most)


def _check(data: bytes, most: int) -> bytes:
    if len(data) > most:
        raise RefusedPageError(Refusal.FILE, "a stream too large")
    return data


def _inflated(raw: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(raw, most + 1)
    except zlib.error as error:
        raise RefusedPageError(Refusal.FILE, "a damaged stream") from error


def _ascii85(raw: bytes) -> bytes:
    text = _BLANKS.sub(b"", raw)
    end = text.find(b"~")
    try:
        return base64.a85decode(text if end < 0 else text[:end])
    except ValueError as error:
        raise RefusedPageError(Refusal.FILE, "a damaged stream") from error


def _hexadecimal(raw: bytes) -> bytes:
    text = _BLANKS.sub(b"", raw)
    end = text.find(b">")
    digits = text if end < 0 else text[:end]
    try:
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    except ValueError as error:
        raise RefusedPageError(Refusal.FILE, "a damaged stream") from error
