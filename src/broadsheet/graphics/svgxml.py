"""The elements of an SVG file, each with its place; nothing outside the file is ever looked at."""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat

from broadsheet.records import field, record, record_with

MOST_ELEMENTS = 50_000
MOST_DEPTH = 100
MOST_CHARACTERS = 4_000_000
_SVG = "http://www.w3.org/2000/svg"
_LINK = "http://www.w3.org/1999/xlink href"


@record
class Fault:
    """What is wrong with a drawing, and where: line and column from 1. ``kind`` is ``file`` (not to be read),
    ``feature`` (no part of what is drawn), ``opacity`` (see-through) or ``value`` (one that says nothing)."""

    kind: str
    what: str
    line: int = 1
    column: int = 1


class SvgError(ValueError):
    """A drawing cannot be used; ``faults`` say why, in order."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(f"{each.line}:{each.column}: {each.what}" for each in faults))
        self.faults = faults


@record_with(frozen=False)
class Element:
    """An element: its name without SVG's own namespace; ``children`` are elements and characters."""

    name: str
    attributes: Mapping[str, str]
    line: int
    column: int
    children: list[Element | str] = field(default_factory=list)

    def fault(self, kind: str, what: str) -> Fault:
        """Something wrong here."""
        return Fault(kind, what, self.line, self.column)


def read_svg(text: str) -> Element:
    """Return the root element. Entities and document types of the file's own are refused, and nothing is
    fetched. Raises SvgError."""
    if len(text) > MOST_CHARACTERS:
        raise SvgError(Fault("file", "too large"))
    builder = _Builder()
    try:
        builder.parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        fault = Fault("file", expat.ErrorString(error.code), error.lineno, error.offset + 1)
        raise SvgError(fault) from error
    assert builder.root is not None  # expat refuses a document without an element
    if builder.root.name != "svg":
        raise SvgError(builder.root.fault("file", f"<{builder.root.name}> is no drawing"))
    return builder.root


class _Builder:
    """Puts elements together as expat meets them; a stack of its own, so that depth costs no frames."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._entity
        self._open: list[Element] = []
        self._count = 0

    def _place(self) -> tuple[int, int]:
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1

    def _refuse(self, what: str) -> SvgError:
        return SvgError(Fault("file", what, *self._place()))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS or len(self._open) > MOST_DEPTH:
            raise self._refuse("too many elements")
        links = {"href": attributes[_LINK]} if _LINK in attributes else {}
        own = {key: value for key, value in attributes.items() if " " not in key}
        element = Element(name.removeprefix(_SVG + " "), {**links, **own}, *self._place())
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _characters(self, data: str) -> None:
        self._open[-1].children.append(data)

    def _doctype(self, *declared: object) -> None:
        if declared[3]:  # an internal subset; the public name alone is common and harmless
            raise self._refuse("a document type of its own")

    def _entity(self, *_: object) -> None:
        raise self._refuse("an entity of its own")
