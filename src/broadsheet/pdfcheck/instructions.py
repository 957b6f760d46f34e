"""The instructions of a page, a form or a drawn glyph, as long as they are few enough to be held."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

from broadsheet.patterns import late_pattern

MOST_STEPS = 3_000_000
"""A page of a newspaper has a few thousand. Each takes some hundred times the room of its bytes."""

_PIECE = 1 << 20
_WORD = late_pattern(rb"[A-Za-z'\"*]+")
"""What an operator may be; names and texts have words, too."""


class TooMuchError(ValueError):
    """A page asks for more than any page needs; the text says of what."""


def instructions_of(source: Any) -> list[Any]:
    """Take a page or a stream apart. Raises TooMuchError, before anything is taken apart: a small file may
    hold gigabytes; pikepdf.PikepdfError."""
    words = 0
    for stream in _streams(source):
        for piece in _pieces(stream):
            words += sum(1 for _ in _WORD.finditer(piece))
            if words > MOST_STEPS:
                raise TooMuchError("too many instructions")
    return list(pikepdf.parse_content_stream(source))


def _streams(source: Any) -> Iterable[Any]:
    if not isinstance(source, pikepdf.Page):
        return [source]
    held = source.obj.get("/Contents", pikepdf.Array())
    return held.as_list() if isinstance(held, pikepdf.Array) else [held]


def _pieces(stream: Any) -> Iterator[bytes]:
    """A stream's data, piece by piece where it is packed as nearly all are."""
    if not isinstance(stream, pikepdf.Stream):
        return
    filters = stream.get("/Filter", "")
    if isinstance(filters, pikepdf.Array) and len(filters) == 1:
        filters = filters[0]
    if filters != pikepdf.Name.FlateDecode or "/DecodeParms" in stream:
        yield stream.read_bytes()
        return
    raw, unpacking = stream.read_raw_bytes(), zlib.decompressobj()
    try:
        while piece := unpacking.decompress(raw, _PIECE):
            yield piece
            raw = unpacking.unconsumed_tail
    except zlib.error:
        return  # what is damaged is told by whoever takes it apart
