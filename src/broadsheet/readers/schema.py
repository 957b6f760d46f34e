"""A small declarative schema over located nodes: what a file may say, and what it means.

A spec reads a node into a value, or reports what is wrong and refuses; a record then takes the
key's default and goes on, so that one reading finds every error. The same specs write the JSON
Schemas that YAML editors use.

The small records of the readers are named tuples: each costs a tenth of a frozen dataclass at
import, and there are fifty of them on the way to the first page.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from collections.abc import Mapping as Map
from sys import intern
from typing import Any, Generic, Protocol, TypeVar

from broadsheet.diagnostics import Hint, hint
from broadsheet.readers.report import RefusedError, Report, meant_hints, name_hints
from broadsheet.readers.yamlfault import key_hints, list_hints
from broadsheet.readers.yamlnode import Entry, Mapping, Node, Place, Scalar, Sequence, is_null
from broadsheet.rows import NamedTuple
from broadsheet.source import Span
from broadsheet.units import NO_SCALE, Length, Scale

JsonSchema = dict[str, Any]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Finder(Protocol):
    """Finds styles by kind ("text", "colour", …): a name or an inline definition."""

    def find(self, kind: str, node: Node, key: str, reading: Reading) -> Any:
        """The style; reports and refuses where there is none."""


class Reading(NamedTuple):
    """What a spec needs beside its node. ``box`` is what per cent of a place means."""

    report: Report
    scale: Scale = NO_SCALE
    box: tuple[Length, Length] | None = None
    finder: Finder | None = None

    def wrong(self, node: Node, key: str, expected: str, keys: Collection[str] = ()) -> RefusedError:
        """Report that something else was expected here, which may have some keys; the exception to raise."""
        hints: tuple[Hint, ...] = ()
        if isinstance(node, Scalar) and "mapping" in expected:
            hints = key_hints(node.text, node.place.span.line)
            if keys and not hints and not is_null(node):
                hints = (hint("known", names=", ".join(keys)),)
        elif isinstance(node, Sequence):
            hints = list_hints("".join(item.text for item in node.items if isinstance(item, Scalar)))
        span = node.place.span
        return self.report.refused("E113", span, hints, key=key, expected=expected, found=found(node))


class Spec(Protocol[T_co]):
    """What a value may be."""

    def read(self, node: Node, key: str, reading: Reading, /) -> T_co:
        """The value; raises RefusedError after reporting where it is wrong."""

    def schema(self, shared: Definitions, /) -> JsonSchema:
        """The value's JSON Schema."""


class Definitions:
    """The named parts of a JSON Schema, each written once."""

    def __init__(self) -> None:
        self.parts: dict[str, JsonSchema] = {}

    def refer(self, name: str, make: Callable[[], JsonSchema]) -> JsonSchema:
        """A reference to a part, made on first use."""
        if name not in self.parts:
            self.parts[name] = {}
            self.parts[name] = make()
        return {"$ref": f"#/$defs/{name}"}


def found(node: Node) -> str:
    """What stands in the file, for messages."""
    if isinstance(node, Mapping):
        return "a mapping"
    if isinstance(node, Sequence):
        return f"a list of {len(node.items)}"
    if is_null(node):
        return "nothing"
    return repr(node.text if len(node.text) <= 40 else node.text[:39] + "…")


class Located(NamedTuple, Generic[T]):
    """A value and its place."""

    value: T
    span: Span


class At(NamedTuple, Generic[T]):
    """Keeps the place of a value."""

    spec: Spec[T]

    def read(self, node: Node, key: str, reading: Reading) -> Located[T]:
        """The value and its place."""
        return Located(self.spec.read(node, key, reading), node.place.span)

    def schema(self, shared: Definitions) -> JsonSchema:
        """That of the value."""
        return self.spec.schema(shared)


class Raw(NamedTuple):
    """A node kept as it is, to be read when more is known; ``like`` says what it will be."""

    like: Spec[Any] | None = None

    def read(self, node: Node, _key: str, _reading: Reading) -> Node:
        """The node."""
        return node

    def schema(self, shared: Definitions) -> JsonSchema:
        """That of what it will be."""
        return {} if self.like is None else self.like.schema(shared)


class Key(NamedTuple):
    """A known key: what it may hold and what it is for. ``field`` where the record's differs."""

    spec: Spec[Any]
    about: str
    required: bool = False
    stand_in: Any = None
    field: str = ""


class Record(NamedTuple, Generic[T]):
    """A mapping with known keys, read into ``make`` (a frozen dataclass).

    The values of the fields ``em`` and ``line`` are what the units em and li mean in the rest.
    ``place`` names the field that receives the mapping's place, ``wrong`` the field that receives
    the keys whose values were refused (a missing value is another thing than a wrong one).
    ``like`` allows the key ``like``, which was acted on before.
    """

    make: Callable[..., T]
    title: str
    keys: Map[str, Key]
    em: str = ""
    line: str = ""
    place: str = ""
    wrong: str = ""
    like: bool = False
    partial: bool = False  # what is laid over another need not be whole: nothing is required of it
    free: Spec[Any] | None = None  # what unknown keys may hold; they go into the field ``more``

    def read(self, node: Node, key: str, reading: Reading) -> T:
        """The record; a wrong value takes its default."""
        if not isinstance(node, Mapping):
            raise reading.wrong(node, key or f"the {self.title}", "a mapping", self.keys)
        values: dict[str, Any] = {}
        entries: Iterable[Entry] = node.entries
        for first in (self.em, self.line):  # the leading may be so many em
            if first:
                chosen = [entry for entry in entries if entry.key == first]
                self._read_entries(chosen, key, reading, values)
                reading = reading._replace(scale=self._scale(values, reading.scale))
                entries = [entry for entry in entries if entry.key != first]
        self._read_entries(entries, key, reading, values)
        self._complete(node, key, reading, values)
        if self.place:
            values[self.place] = node.place.span
        return self.make(**values)

    def _read_entries(
        self, entries: Iterable[Entry], key: str, reading: Reading, values: dict[str, Any]
    ) -> None:
        for entry in entries:
            known = self.keys.get(entry.key)
            if known is None:
                self._read_unknown(entry, key, reading, values)
            elif not is_null(entry.value):
                name = intern(known.field or entry.key)  # by which a record's maker knows its fields at once
                try:
                    path = f"{key}.{entry.key}" if key else entry.key
                    values[name] = known.spec.read(entry.value, path, reading)
                except RefusedError:
                    if known.required or known.stand_in is not None:
                        values[name] = known.stand_in
                    if self.wrong:
                        values[self.wrong] = values.get(self.wrong, frozenset()) | {name}

    def _read_unknown(
        self, entry: Entry, key: str, reading: Reading, values: dict[str, Any]
    ) -> None:
        if entry.key == "like" and self.like:
            return
        if self.free is None:
            reading.report.add(
                "E111",
                entry.place.span,
                key_hints(entry.key, entry.place.span.line) or name_hints(entry.key, self.keys),
                key=entry.key,
                where=key or f"the {self.title}",
            )
            return
        if not is_null(entry.value):
            try:
                more = values.setdefault("more", {})
                more[entry.key] = self.free.read(entry.value, entry.key, reading)
            except RefusedError:
                return

    def _complete(
        self, node: Mapping, key: str, reading: Reading, values: dict[str, Any]
    ) -> None:
        for name, known in self.keys.items():
            if known.required and (known.field or name) not in values:
                values[known.field or name] = known.stand_in
                reading.report.add(
                    "E112", opening(node.place), keys=name, where=key or f"the {self.title}"
                )

    def _scale(self, values: dict[str, Any], outer: Scale) -> Scale:
        em, line = values.get(self.em), values.get(self.line)
        return Scale(
            outer.em if em is None else getattr(em, "size", em),
            outer.line if line is None else line,
        )

    def schema(self, shared: Definitions) -> JsonSchema:
        """An object with these keys and no others."""
        return shared.refer(self.title.replace(" ", "-"), lambda: self._schema(shared))

    def _schema(self, shared: Definitions) -> JsonSchema:
        properties = {
            name: (key.spec.schema(shared) if key.required else _or_null(key.spec.schema(shared)))
            | {"description": key.about}
            for name, key in self.keys.items()
        }
        if self.like:
            about = "name of the entry whose values hold where this one says nothing"
            properties["like"] = {"type": "string", "description": about}
        made: JsonSchema = {"type": "object", "properties": properties}
        made["additionalProperties"] = False if self.free is None else self.free.schema(shared)
        required = [name for name, key in self.keys.items() if key.required]
        if required and not (self.like or self.partial):
            made["required"] = required
        return made


def _or_null(schema: JsonSchema) -> JsonSchema:
    """What a key may say that need not be there: nothing takes back what the file is like."""
    null: JsonSchema = {"type": "null"}
    if "anyOf" in schema:
        return {"anyOf": [*schema["anyOf"], null]} if null not in schema["anyOf"] else schema
    return {"anyOf": [schema, null]}


def opening(place: Place) -> Span:
    """The first character of a mapping: a missing key has no better place."""
    span = place.span
    return Span(span.file, span.line, span.column, span.line, span.column + 1)


class Named(NamedTuple, Generic[T]):
    """An entry of a table: its name, where that stands, and its value."""

    name: str
    span: Span
    value: T


class Table(NamedTuple, Generic[T]):
    """A mapping whose keys are names, or single characters with ``letters``; entries that are wrong
    are left out."""

    spec: Spec[T]
    letters: bool = False

    def read(self, node: Node, key: str, reading: Reading) -> tuple[Named[T], ...]:
        """The entries in the order written."""
        if not isinstance(node, Mapping):
            raise reading.wrong(node, key, "a mapping")
        made: list[Named[T]] = []
        for entry in node.entries:
            if is_null(entry.value):
                continue
            try:
                if self.letters and len(entry.key) != 1:
                    raise reading.report.refused(
                        "E113", entry.place.span, key=key, expected="a single character", found=entry.key
                    )
                value = self.spec.read(entry.value, f"{key}.{entry.key}", reading)
            except RefusedError:
                continue
            made.append(Named(entry.key, entry.place.span, value))
        return tuple(made)

    def schema(self, shared: Definitions) -> JsonSchema:
        """An object of any keys; null takes an inherited entry away."""
        value = {"anyOf": [self.spec.schema(shared), {"type": "null"}]}
        names = {"propertyNames": {"maxLength": 1}} if self.letters else {}
        return {"type": "object", "additionalProperties": value, **names}


class ByKind(NamedTuple):
    """A mapping whose key ``tag`` says which record it is."""

    tag: str
    kinds: Map[str, Record[Any]]

    def read(self, node: Node, key: str, reading: Reading) -> Any:
        """The record of that kind."""
        if not isinstance(node, Mapping):
            raise reading.wrong(node, key, "a mapping")
        for entry in node.entries:
            if entry.key == self.tag and isinstance(entry.value, Scalar):
                record = self.kinds.get(entry.value.text)
                if record is None:
                    raise self._unknown(entry, key, reading)
                return record.read(node, key, reading)
        written = (key_hints(entry.key, entry.place.span.line) for entry in node.entries)
        hints = next(filter(None, written), ())
        raise reading.report.refused("E112", opening(node.place), hints, keys=self.tag, where=key)

    def _unknown(self, entry: Entry, key: str, reading: Reading) -> RefusedError:
        text = entry.value.text if isinstance(entry.value, Scalar) else ""
        return reading.report.refused(
            "E114",
            entry.value.place.span,
            name_hints(text, self.kinds),
            key=f"{key}.{self.tag}",
            value=text,
            choices=", ".join(self.kinds),
        )

    def schema(self, shared: Definitions) -> JsonSchema:
        """One of the records."""
        return {"anyOf": [record.schema(shared) for record in self.kinds.values()]}


class ByKey(NamedTuple):
    """A mapping whose record is told by which of some keys it has."""

    kinds: Map[str, Record[Any]]

    def read(self, node: Node, key: str, reading: Reading) -> Any:
        """The record of the key that is there."""
        if not isinstance(node, Mapping):
            raise reading.wrong(node, key, "a mapping")
        for entry in node.entries:
            if entry.key in self.kinds:
                return self.kinds[entry.key].read(node, key, reading)
        for entry in node.entries:
            near = meant_hints(entry.key, self.kinds)
            if near:
                raise reading.report.refused("E111", entry.place.span, near, key=entry.key, where=key)
        kinds = " | ".join(self.kinds)
        raise reading.report.refused("E112", opening(node.place), keys=kinds, where=key)

    def schema(self, shared: Definitions) -> JsonSchema:
        """One of the records."""
        return {"anyOf": [record.schema(shared) for record in self.kinds.values()]}


def json_schema(spec: Spec[Any], title: str) -> JsonSchema:
    """Return the JSON Schema of a whole file."""
    shared = Definitions()
    root = spec.schema(shared)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **root,
        "$defs": dict(sorted(shared.parts.items())),
    }
