"""Meshes of foreign PDFs: the colours at their corners, read, and written again in press inks.

Source: ISO 32000-2, 8.7.4.5.5 to 8.7.4.5.8.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from broadsheet.graphics.filters import unpacked
from broadsheet.graphics.form import PdfObject, PdfValue, Refusal, RefusedPageError
from broadsheet.pdffunction import between, bits_at
from broadsheet.records import record

_FLAGGED = frozenset((4, 6, 7))
#: Points and colours of a patch, and of one that shares an edge with the last.
_PATCHES = {6: ((12, 4), (8, 2)), 7: ((16, 4), (12, 2))}
_INKS = 4
_DEPTHS = frozenset((1, 2, 4, 8, 12, 16, 24, 32))
_FULL = 255
#: More than any drawing has; a thousand take a thirtieth of a second.
_MOST_PARTS = 100_000
_MOST_BYTES = 16_000_000

Numbers = tuple[float, ...]


@record
class Mesh:
    """A mesh: ``parts`` are its corners or patches, each as the bits before its colours, how many those are,
    and the colours."""

    parts: tuple[tuple[int, int, tuple[Numbers, ...]], ...]

    @property
    def colours(self) -> Iterator[Numbers]:
        """All its colours."""
        return (colour for _, _, colours in self.parts for colour in colours)


def mesh_of(shading: Any, channels: int) -> Mesh:
    """The corners of a mesh. Raises RefusedPageError where it is cut short, or is none."""
    kind, data = int(shading.get("/ShadingType", 0)), unpacked(shading, _MOST_BYTES)
    place, each = int(shading["/BitsPerCoordinate"]), int(shading["/BitsPerComponent"])
    flag = int(shading["/BitsPerFlag"]) if kind in _FLAGGED else 0
    limits = [float(limit) for limit in shading["/Decode"].as_list()][4:]
    if not 4 <= kind <= 7 or not {place, each} <= _DEPTHS or len(limits) != 2 * channels:
        raise RefusedPageError(Refusal.FILE, "a mesh of a rare kind")
    full, ends = (1 << each) - 1, tuple(zip(limits[::2], limits[1::2], strict=True))
    parts, at = [], 0
    shortest = flag + 2 * place + each * channels
    while at + shortest <= 8 * len(data):
        first = bits_at(data, at, flag) & 3
        points, count = _PATCHES[kind][first > 0] if kind in _PATCHES else (1, 1)
        head = flag + 2 * place * points
        end = at + head + each * channels * count
        if end > 8 * len(data):
            raise RefusedPageError(Refusal.FILE, "a mesh that is cut short")
        words = [bits_at(data, at + head + each * n, each) for n in range(channels * count)]
        numbers = [between(word, (0, full), ends[n % channels]) for n, word in enumerate(words)]
        colours = tuple(tuple(numbers[n : n + channels]) for n in range(0, len(numbers), channels))
        parts.append((bits_at(data, at, head), head, colours))
        at = -(-end // 8) * 8
        if len(parts) > _MOST_PARTS:
            raise RefusedPageError(Refusal.FILE, "a mesh too large")
    return Mesh(tuple(parts))


def in_inks(
    shading: Any, mesh: Mesh, entries: Mapping[str, PdfValue], printed: Callable[[Numbers], Sequence[Any]]
) -> PdfObject:
    """The mesh with colours of four inks, a byte each, as ``printed`` has them."""
    data = bytearray()
    for before, head, colours in mesh.parts:
        inks = [ink for colour in colours for ink in printed(colour)]
        written = int.from_bytes(bytes(min(_FULL, max(0, round(ink * _FULL))) for ink in inks), "big")
        spare = -head % 8
        whole = (before << 8 * len(inks) | written) << spare
        data += whole.to_bytes((head + spare) // 8 + len(inks), "big")
    places = shading["/Decode"].as_list()[:4]
    said: dict[str, PdfValue] = {
        **entries,
        "ColorSpace": b"/DeviceCMYK",
        "BitsPerComponent": b"8",
        "Decode": (*(f"{Decimal(place):f}".encode() for place in places), *(b"0", b"1") * _INKS),
    }
    return PdfObject(0, said, bytes(data), plain=True)
