"""Specs of single values: text, numbers, lengths, percentages, choices and dates."""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from datetime import date
from enum import Enum
from typing import Any, Generic, TypeVar

from broadsheet.patterns import late_pattern
from broadsheet.readers.files import one_spelling
from broadsheet.readers.report import RefusedError, meant_hints, no_length
from broadsheet.readers.schema import Definitions, JsonSchema, Reading, Spec
from broadsheet.readers.yamlfault import CONTROL
from broadsheet.readers.yamlnode import Node, Scalar, is_null, one_line
from broadsheet.rows import NamedTuple
from broadsheet.source import UNSEEN
from broadsheet.units import UNITS, Length, UnitError, millimetres, parse_length, scaled

EnumT = TypeVar("EnumT", bound=Enum)

_WHOLE = late_pattern(r"[+-]?\d{1,99}\Z")  # full-width ones, too, as in lengths
_PERCENT = late_pattern(r"([+-]?(?:\d{1,6}(?:\.\d{0,6})?|\.\d{1,6}))(?:\s*[%％]|(?<=\A0))\Z")
_CONTROLS = late_pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TRUE = frozenset(("true", "yes", "on"))
_FALSE = frozenset(("false", "no", "off"))

_LONGEST_NUMBER = 20  # "  -1234.5678 mm" and room; decimals of any length would overflow

#: No length of a newspaper is longer: PDF pages end at 200 inches.
MOST_LENGTH: Length = 14_400_000


def text_of(node: Node, key: str, reading: Reading, expected: str = "text") -> str:
    """The text of a scalar; refuses lists, mappings and nothing, and escapes for control characters, which
    YAML refuses where they are written out. Invisible characters are left out, and told."""
    if not isinstance(node, Scalar) or is_null(node):
        raise reading.wrong(node, key, expected)
    if not node.text.isprintable() and _CONTROLS.search(node.text):
        raise reading.report.refused("E110", node.place.span, reason=CONTROL)
    unseen = [] if node.text.isprintable() else UNSEEN.findall(node.text)
    for char in dict.fromkeys(unseen):
        count = unseen.count(char)
        reading.report.add("W306", node.place.span, char=f"U+{ord(char):04X}", count=count)
    return UNSEEN.sub("", node.text) if unseen else node.text


class Text:
    """Any text of one line, numbers too."""

    def read(self, node: Node, key: str, reading: Reading) -> str:
        """The text, white space at its ends left out; a block of several lines is one."""
        text = text_of(node, key, reading).strip()
        return one_line(text) if "\n" in text else text

    def schema(self, _: Definitions) -> JsonSchema:
        """A string, or a number that is meant as one."""
        return {"type": ["string", "number"]}


class Slug(Text):
    """The name of a story, which a file's name may have given it (``files.one_spelling``)."""

    def read(self, node: Node, key: str, reading: Reading) -> str:
        """The name, with its letters in one piece."""
        return one_spelling(super().read(node, key, reading))


class FileName(Text):
    """A name that files may start with: letters, digits, - and _, and nothing that leads elsewhere."""

    def read(self, node: Node, key: str, reading: Reading) -> str:
        """The name."""
        text = super().read(node, key, reading)
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,32}", text):
            raise reading.wrong(node, key, "letters, digits, - or _")
        return text


class SpotName(Text):
    """The name of a spot ink: none that PDF keeps for plates of its own (ISO 32000-1, 8.6.6.4)."""

    def read(self, node: Node, key: str, reading: Reading) -> str:
        """The name."""
        text = super().read(node, key, reading)
        taken = ("", "All", "None", "Cyan", "Magenta", "Yellow", "Black")
        if text in taken or not text.isprintable():
            raise reading.wrong(node, key, "the name of an ink other than those of the process")
        return text


class Word(NamedTuple):
    """One word that has been looked at before: the tag by which a record was chosen."""

    word: str

    def read(self, _node: Node, _key: str, _reading: Reading) -> str:
        """The word."""
        return self.word

    def schema(self, _: Definitions) -> JsonSchema:
        """That word and no other."""
        return {"const": self.word}


class Whole(NamedTuple):
    """A whole number within bounds."""

    low: int
    high: int

    def read(self, node: Node, key: str, reading: Reading) -> int:
        """The number."""
        text = text_of(node, key, reading, "a whole number")
        if not _WHOLE.match(text):
            raise reading.wrong(node, key, "a whole number")
        value = int(text)
        if not self.low <= value <= self.high:
            raise reading.report.refused(
                "E115", node.place.span, key=key, value=value, low=self.low, high=self.high
            )
        return value

    def schema(self, _: Definitions) -> JsonSchema:
        """An integer."""
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


class Flag:
    """true or false."""

    def read(self, node: Node, key: str, reading: Reading) -> bool:
        """The truth."""
        text = text_of(node, key, reading, "true or false").lower()
        if text not in _TRUE and text not in _FALSE:
            raise reading.wrong(node, key, "true or false")
        return text in _TRUE

    def schema(self, _: Definitions) -> JsonSchema:
        """A boolean."""
        return {"type": "boolean"}


class Percent(NamedTuple):
    """A percentage, in per mille; bounds in per mille too."""

    low: int
    high: int

    def read(self, node: Node, key: str, reading: Reading) -> int:
        """Per mille."""
        text = text_of(node, key, reading, "a percentage")
        match = _PERCENT.match(text.strip())
        if match is None:
            raise reading.wrong(node, key, "a percentage")
        value = scaled(match.group(1), 10)
        if not self.low <= value <= self.high:
            low, high = f"{self.low / 10:g}%", f"{self.high / 10:g}%"
            raise reading.report.refused(
                "E115", node.place.span, key=key, value=text, low=low, high=high
            )
        return value

    def schema(self, _: Definitions) -> JsonSchema:
        """A string that ends in a per cent sign, or 0."""
        return {"anyOf": [{"type": "string", "pattern": r"^[+-]?[0-9.]+ ?%$"}, {"const": 0}]}


class Measure(NamedTuple):
    """A length in millipoints; ``axis`` 0 or 1 allows per cent of the box's width or height. It cannot be
    written in units whose size it ``says`` itself."""

    low: Length = 0
    high: Length = MOST_LENGTH
    axis: int | None = None
    says: tuple[str, ...] = ()

    def read(self, node: Node, key: str, reading: Reading) -> Length:
        """The length."""
        text = text_of(node, key, reading, "a length").strip()
        value = self._of_box(text, reading)
        if value is None:
            try:
                value = parse_length(text[:_LONGEST_NUMBER], reading.scale.without(self.says))
            except UnitError as error:
                self._refuse(error, node, key, reading)
                raise RefusedError from error
        if not self.low <= value <= self.high:
            low, high = show_length(self.low), show_length(self.high)
            raise reading.report.refused(
                "E115", node.place.span, key=key, value=text, low=low, high=high
            )
        return value

    def _of_box(self, text: str, reading: Reading) -> Length | None:
        if self.axis is None or reading.box is None:
            return None
        match = _PERCENT.match(text)
        if match is None:
            return None
        return scaled(match.group(1), reading.box[self.axis], 100)

    @staticmethod
    def _refuse(error: UnitError, node: Node, key: str, reading: Reading) -> None:
        code, hints = no_length(error)
        value = error.text.strip()
        reading.report.add(code, node.place.span, hints, key=key, value=value, unit=error.unit)

    def schema(self, _: Definitions) -> JsonSchema:
        """A number with a unit."""
        units = "|".join(unit for unit in UNITS if unit not in self.says)
        units += "|%" if self.axis is not None else ""
        numbers = rf"^\s*[+-]?[0-9.]+\s*({units})\s*$"
        names = "^(特号|[初一二三四五六七]号|小[初一二三四五六]号?)$"
        return {"anyOf": [{"type": "string", "pattern": f"{numbers}|{names}"}, {"const": 0}]}


def show_length(value: Length) -> str:
    """A length for messages: points, or millimetres from 20 mm on."""
    if abs(value) >= 56_693:
        return f"{millimetres(value):.1f} mm"
    return f"{value / 1000:g} pt"


class Choice(NamedTuple, Generic[EnumT]):
    """One of an enum's values."""

    kind: type[EnumT]

    def read(self, node: Node, key: str, reading: Reading) -> EnumT:
        """The enum's member."""
        if isinstance(node, Scalar):
            with suppress(ValueError):
                return self.kind(node.text)
        raise _no_choice(node, key, reading, [str(member.value) for member in self.kind])

    def schema(self, _: Definitions) -> JsonSchema:
        """One of the words."""
        return {"enum": [member.value for member in self.kind]}


class OneOf(NamedTuple):
    """One of some words."""

    words: tuple[str, ...]

    def read(self, node: Node, key: str, reading: Reading) -> str:
        """The word."""
        if isinstance(node, Scalar) and node.text in self.words:
            return node.text
        raise _no_choice(node, key, reading, self.words)

    def schema(self, _: Definitions) -> JsonSchema:
        """One of the words."""
        return {"enum": list(self.words)}


def _no_choice(node: Node, key: str, reading: Reading, names: Collection[str]) -> RefusedError:
    """Report what is none of some words; the exception to raise."""
    text = text_of(node, key, reading, "one of " + ", ".join(names))
    hints = meant_hints(text, names)
    choices = ", ".join(names)
    return reading.report.refused("E114", node.place.span, hints, key=key, value=text, choices=choices)


class Date:
    """A day, written YYYY-MM-DD."""

    def read(self, node: Node, key: str, reading: Reading) -> date:
        """The day."""
        text = text_of(node, key, reading, "a date").strip()
        try:
            day = date.fromisoformat(text) if len(text) == 10 else None
        except ValueError:
            day = None
        if day is None:
            raise reading.report.refused("E408", node.place.span, value=text)
        return day

    def schema(self, _: Definitions) -> JsonSchema:
        """A string."""
        return {"type": "string", "format": "date"}


class Either(NamedTuple):
    """A scalar or list read by ``plain``, a mapping (or whatever else) by ``other``."""

    plain: Spec[Any]
    other: Spec[Any]
    takes: tuple[type, ...] = (Scalar,)

    def read(self, node: Node, key: str, reading: Reading) -> Any:
        """The value of the spec that fits the node's form."""
        spec = self.plain if isinstance(node, self.takes) else self.other
        return spec.read(node, key, reading)

    def schema(self, shared: Definitions) -> JsonSchema:
        """One of the two."""
        return {"anyOf": [self.plain.schema(shared), self.other.schema(shared)]}


class Style(NamedTuple):
    """A style by name or written out in place; ``kind`` is what the finder looks up."""

    kind: str
    inline: Any = None  # a function without arguments that returns the inline form's spec

    def read(self, node: Node, key: str, reading: Reading) -> Any:
        """The style."""
        assert reading.finder is not None
        return reading.finder.find(self.kind, node, key, reading)

    def schema(self, shared: Definitions) -> JsonSchema:
        """A name, or the style itself."""
        name = {"type": "string"}
        return {"anyOf": [name, self.inline().schema(shared)]} if self.inline else name
