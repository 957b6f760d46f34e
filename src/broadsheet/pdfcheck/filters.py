"""How the streams of a PDF are packed."""

from __future__ import annotations

from typing import Any

import pikepdf

CODECS = frozenset(("/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"))
"""Filters that are pictures of their own, and say their size themselves."""

_SHORT = {
    "/Fl": "/FlateDecode", "/A85": "/ASCII85Decode", "/AHx": "/ASCIIHexDecode",
    "/LZW": "/LZWDecode", "/RL": "/RunLengthDecode",
}  # fmt: skip


def filters_of(stream: Any) -> list[str]:
    """The names of a stream's filters, in the order in which they are undone."""
    written = stream.get("/Filter", pikepdf.Array())
    names = list(written) if isinstance(written, pikepdf.Array) else [written]
    return [_SHORT.get(str(name), str(name)) for name in names]
