"""Specs of lists: lines of text, values of one kind, and a few values each of its own kind."""

from __future__ import annotations

import re
from typing import Any, Generic, TypeVar

from broadsheet.readers.inline import MOST_TOLD, foreign_marks
from broadsheet.readers.report import RefusedError
from broadsheet.readers.schema import Definitions, JsonSchema, Reading, Spec
from broadsheet.readers.values import text_of
from broadsheet.readers.yamlnode import Node, Sequence
from broadsheet.rows import NamedTuple

T = TypeVar("T")


def _tidy(line: str) -> str:
    """Spaces and tabs as one space, none at the ends; an ideographic space is the writer's wish."""
    return " ".join(re.split(r"[ \t]+", line.strip(" \t\r")))


class Lines:
    """One line or several: a text with line ends, or a list of texts."""

    def read(self, node: Node, key: str, reading: Reading) -> tuple[str, ...]:
        """The lines; empty ones are left out. They are no copy: its marks are printed, and told."""
        if isinstance(node, Sequence):
            parts = [text_of(item, key, reading) for item in node.items]
        else:
            parts = text_of(node, key, reading, "text or a list of lines").splitlines()
        for words in (words for part in parts for words in foreign_marks(part)):
            reading.report.add("W311", node.place.span, words=words[:MOST_TOLD])
        return tuple(part for part in map(_tidy, parts) if part.strip())

    def schema(self, _: Definitions) -> JsonSchema:
        """A string or a list of strings."""
        one = {"type": ["string", "number"]}
        return {"anyOf": [one, {"type": "array", "items": one}]}


class ListOf(NamedTuple, Generic[T]):
    """A list; ``single`` also takes one value for a list of one. Wrong items are left out."""

    spec: Spec[T]
    single: bool = False
    least: int = 0

    def read(self, node: Node, key: str, reading: Reading) -> tuple[T, ...]:
        """The items."""
        if not isinstance(node, Sequence):
            if not self.single:
                raise reading.wrong(node, key, "a list")
            return (self.spec.read(node, key, reading),)
        if len(node.items) < self.least:
            raise reading.wrong(node, key, f"a list of at least {self.least}")
        made: list[T] = []
        for number, item in enumerate(node.items):
            try:
                made.append(self.spec.read(item, f"{key}[{number}]", reading))
            except RefusedError:
                continue
        return tuple(made)

    def schema(self, shared: Definitions) -> JsonSchema:
        """An array."""
        many = {"type": "array", "items": self.spec.schema(shared)}
        return {"anyOf": [self.spec.schema(shared), many]} if self.single else many


class Fixed(NamedTuple):
    """A list of as many values as there are specs, each of its own."""

    specs: tuple[Spec[Any], ...]
    words: str  # what the values are, for messages: "[column, line]"

    def read(self, node: Node, key: str, reading: Reading) -> tuple[Any, ...]:
        """The values; all of them or none."""
        if not isinstance(node, Sequence) or len(node.items) != len(self.specs):
            raise reading.wrong(node, key, self.words)
        made: list[Any] = []
        for spec, item in zip(self.specs, node.items, strict=True):
            try:
                made.append(spec.read(item, key, reading))
            except RefusedError:
                continue
        if len(made) < len(self.specs):
            raise RefusedError
        return tuple(made)

    def schema(self, shared: Definitions) -> JsonSchema:
        """An array of this length."""
        items = [spec.schema(shared) for spec in self.specs]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "items": False}
