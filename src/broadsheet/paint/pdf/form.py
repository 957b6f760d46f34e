"""Pages of other PDFs in a file: each a form XObject with what it needs, its objects renumbered."""

from __future__ import annotations

from collections.abc import Mapping

from broadsheet.graphics.form import PdfObject, PdfValue, Ref
from broadsheet.paint.pdf import objects
from broadsheet.paint.pdf.objects import PdfWriter, Value
from broadsheet.paint.pdf.options import FormSource
from broadsheet.tree.node import Picture


class FormPlacer:
    """Puts imported pages into one file. What several placings of one page share is in it once."""

    def __init__(self, writer: PdfWriter, source: FormSource) -> None:
        self._writer = writer
        self._source = source
        self._put: set[str] = set()

    def put(self, picture: Picture, name: str) -> None:
        """Add the page that a picture shows, under the name by which the file's pages refer to it."""
        page = self._source(picture)
        prefix = f"{picture.digest[:24]}{'-grey' if picture.grey else ''}-"
        if prefix not in self._put:
            self._put.add(prefix)
            for each in page.objects:
                self._object(each, f"{prefix}{each.number}", prefix)
        self._object(page.form, name, prefix)

    def _object(self, made: PdfObject, name: str, prefix: str) -> None:
        entries = {key: self._value(value, prefix) for key, value in made.entries.items()}
        if made.data is None:
            self._writer.put(entries, name)
        elif made.plain:
            self._writer.put_stream(entries, made.data, name)
        else:
            self._writer.put_encoded(entries, made.data, name)

    def _value(self, value: PdfValue, prefix: str) -> Value:
        if isinstance(value, Ref):
            return self._writer.reserve(f"{prefix}{value.number}")
        if isinstance(value, bytes):
            return value
        if isinstance(value, Mapping):
            return objects.dictionary({key: self._value(each, prefix) for key, each in value.items()})
        return objects.array(*(self._value(each, prefix) for each in value))
