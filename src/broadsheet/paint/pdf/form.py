"""Pages of other PDFs in a file: each a form XObject with what it needs, its objects renumbered."""

from __future__ import annotations

from collections.abc import Mapping

from broadsheet.graphics.form import PdfObject, PdfValue, Ref
from broadsheet.paint.pdf import objects
from broadsheet.paint.pdf.objects import PdfWriter, Value
from broadsheet.paint.pdf.options import FormSource
from broadsheet.paint.pdf.spot import text_of
from broadsheet.tree.node import Picture


class FormPlacer:
    """Puts imported pages into one file. What several placings of one page share is in it once. ``spots`` are
    the spot inks that the file describes already, by name; ``is_archive``: an archive takes all of them."""

    def __init__(self, writer: PdfWriter, source: FormSource, spots: Mapping[str, Value]) -> None:
        self._writer = writer
        self._source = source
        self._put: set[str] = set()
        self._spots = dict(spots)
        self.is_archive = True

    def put(self, picture: Picture, name: str) -> None:
        """Add the page that a picture shows, under the name by which the file's pages refer to it."""
        page = self._source(picture)
        self.is_archive &= page.is_archival
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
        if value[:1] == (b"/Separation",) and isinstance(name := value[1], bytes):
            return self._separation(name, value, prefix)
        return objects.array(*(self._value(each, prefix) for each in value))

    def _separation(self, name: bytes, value: tuple[PdfValue, ...], prefix: str) -> Value:
        """A spot ink, described in one way in all of the file, as the first that is met has it: two
        advertisements differ in what stands for one ink, and its plate is the same (ISO 19005-2, 6.2.4.4)."""
        ink = text_of(name)
        if ink not in self._spots:
            self._spots[ink] = objects.array(*(self._value(each, prefix) for each in value))
        return self._spots[ink]
