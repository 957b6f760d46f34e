"""Objects of a foreign PDF taken over as they are, each once, with what they refer to."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pikepdf

from broadsheet.graphics.filters import unpacked
from broadsheet.graphics.form import PdfObject, PdfValue, Ref, Refusal, RefusedPageError

MOST_OBJECTS = 50_000
DEEPEST = 24
"""Objects in each other."""

#: Keys that lead out of what prints: to other files, to other pages, to programs' own notes; and the lists of
#: glyphs that subsets no longer have all of, which nothing reads and an archive wants complete or not at all.
_NOT_TAKEN = frozenset(
    ("/Parent", "/Metadata", "/PieceInfo", "/StructParent", "/StructParents", "/LastModified", "/OPI",
     "/Alternates", "/Measure", "/PtData", "/AF", "/OC", "/F", "/Ref", "/Length", "/ID", "/Group",
     "/CharSet", "/CIDSet")
)  # fmt: skip


class Objects:
    """Takes objects over. ``objects`` are in the order in which they were met, by their number; ``depth`` is
    how many are being made, one for the other. Raises RefusedPageError for more than anyone places."""

    def __init__(self) -> None:
        self.objects: dict[int, PdfObject] = {}
        self.depth = 0
        self._numbers: dict[tuple[tuple[int, int], str], int] = {}
        self._next = 0

    def once(self, value: Any, how: str, make: Callable[[], PdfObject]) -> Ref:
        """A reference to an object that is made when it is met for the first time."""
        key = (value.objgen, how)
        if value.is_indirect and key in self._numbers:
            return Ref(self._numbers[key])
        self._next += 1
        number = self._next
        if number > MOST_OBJECTS or self.depth > DEEPEST:
            raise RefusedPageError(Refusal.FILE, "too many objects")
        if value.is_indirect:
            self._numbers[key] = number
        self.depth += 1
        made = make()
        self.depth -= 1
        self.objects[number] = PdfObject(number, made.entries, made.data, made.plain)
        return Ref(number)

    def put(self, made: PdfObject) -> Ref:
        """A reference to an object that no file has."""
        self._next += 1
        self.objects[self._next] = PdfObject(self._next, made.entries, made.data, made.plain)
        return Ref(self._next)

    def value(self, value: Any, depth: int = 0) -> PdfValue:
        """Any value as it is, what it refers to with it."""
        if depth > DEEPEST:
            raise RefusedPageError(Refusal.FILE, "objects in each other")
        if isinstance(value, pikepdf.Stream):
            return self.once(value, "copy", lambda: self.copied(value))
        if isinstance(value, pikepdf.Dictionary):
            if value.is_indirect:
                return self.once(value, "copy", lambda: PdfObject(0, self.entries(value)))
            return self.entries(value, depth=depth)
        if isinstance(value, pikepdf.Array):
            return tuple(self.value(each, depth + 1) for each in value.as_list())
        if isinstance(value, pikepdf.Object):
            return value.unparse()
        return scalar(value)

    def entries(self, value: Any, left_out: tuple[str, ...] = (), depth: int = 0) -> dict[str, PdfValue]:
        """A dictionary's entries that print, but for some."""
        return {
            str(key).lstrip("/"): self.value(each, depth + 1)
            for key, each in sorted(value.items())
            if key not in _NOT_TAKEN and key not in left_out
        }

    def copied(self, stream: pikepdf.Object) -> PdfObject:
        """A stream in its own packing, but for LZW, which archives do not take."""
        filters = repr(stream.get("/Filter", ""))
        if "/Crypt" in filters:
            raise RefusedPageError(Refusal.FILE, "encrypted")
        entries = self.entries(stream)
        if "/LZWDecode" in filters:
            entries = {key: value for key, value in entries.items() if key not in ("Filter", "DecodeParms")}
            return PdfObject(0, entries, unpacked(stream), plain=True)
        packed = "Filter" in entries
        return PdfObject(0, entries, stream.read_raw_bytes(), plain=not packed)


def scalar(value: Any) -> bytes:
    """A number, a boolean or null."""
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, Decimal):
        return f"{value:f}".encode()  # no file knows of exponents
    return b"null" if value is None else f"{value}".encode()
