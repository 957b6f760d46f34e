"""Regular expressions in style sheets: compiled when they are read, and refused where they may never end."""

from __future__ import annotations

import re
from functools import cache
from re import _constants, _parser  # type: ignore[attr-defined]  # what a pattern is made of is said nowhere else
from typing import Any

from broadsheet.model.style import LONGEST_DATELINE
from broadsheet.readers.schema import Reading
from broadsheet.readers.values import Text
from broadsheet.readers.yamlnode import Node

_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)
_MANY = 16
"""Repetitions from which on trying them all within others takes longer than a night."""

_MOST_WAYS = 10**9
"""Ways to part a story's beginning by an expression: ``.*.*.*``, which takes a millisecond, has eight
million, and each star more takes seventy times as long."""

_WIDE = (_constants.ANY, _constants.NOT_LITERAL, _constants.NEGATE)
_WIDE_KINDS = (_constants.CATEGORY_WORD, _constants.CATEGORY_NOT_SPACE, _constants.CATEGORY_NOT_DIGIT)
_MANY_CHARACTERS = 100


class Expression(Text):
    """A regular expression as Python has it."""

    def read(self, node: Node, key: str, reading: Reading) -> str:
        """The expression, which compiles."""
        text = super().read(node, key, reading)
        try:
            wrong = _is_endless(text)
        except (re.error, RecursionError, OverflowError):
            raise reading.wrong(node, key, "a regular expression") from None
        if wrong:
            raise reading.wrong(node, key, f"a regular expression {wrong}")
        return text


@cache
def _is_endless(text: str) -> str:
    """Why an expression may never end, or "". A dozen styles are like one that has it, and all are read.
    Raises what compiling raises."""
    re.compile(text)
    parts = _parser.parse(text)
    if _has_endless(parts, inside=False):
        return "without repeats inside of repeats"
    return "with fewer repeats" if _ways(parts, inside=False) > _MOST_WAYS else ""


def _has_endless(parts: Any, *, inside: bool) -> bool:
    """Whether a repeat, or a choice, is repeated at will: ``(.+)+`` tries every way to part a paragraph."""
    for kind, value in parts:
        if kind in _REPEATS:
            low, high, body = value
            if inside and high != low:
                return True
            if _has_endless(body, inside=inside or high > _MANY):
                return True
        elif kind is _constants.BRANCH:
            if inside or any(_has_endless(each, inside=inside) for each in value[1]):
                return True
        elif _has_endless(_within(kind, value), inside=inside):
            return True
    return False


def _ways(parts: Any, *, inside: bool) -> int:
    """In how many ways an expression may part a text, at the most and no further than is too many. What is
    repeated counts if it is nearly any character, or ``inside`` of a repeat: a number ends of itself."""
    ways = 1
    for kind, value in parts:
        if kind in _REPEATS:
            low, high, body = value
            most = min(high, LONGEST_DATELINE)
            counts = inside or any(_is_wide(*part) for part in body)
            ways *= most - min(low, most) + 1 if counts else 1
            ways *= _ways(body, inside=inside or most > 1) ** most
        elif kind is _constants.BRANCH:
            ways *= sum(_ways(each, inside=inside) for each in value[1])
        else:
            ways *= _ways(_within(kind, value), inside=inside)
        ways = min(ways, _MOST_WAYS + 1)
    return ways


def _within(kind: Any, value: Any) -> Any:
    """What a part holds that is neither repeated nor chosen."""
    if kind in (_constants.SUBPATTERN, _constants.POSSESSIVE_REPEAT):
        return value[-1]
    if kind in (_constants.ASSERT, _constants.ASSERT_NOT):
        return value[1]
    return value if kind is _constants.ATOMIC_GROUP else ()


def _is_wide(kind: Any, value: Any) -> bool:
    """Whether a part is a character of nearly any kind: a dot, ``[^，]``, ``\\S``, all ideographs."""
    if kind is _constants.IN:
        return any(_is_wide(*each) for each in value)
    if kind is _constants.RANGE:
        return bool(value[1] - value[0] > _MANY_CHARACTERS)
    if kind is _constants.CATEGORY:
        return value in _WIDE_KINDS
    return kind in _WIDE or any(_is_wide(*each) for each in _within(kind, value))
