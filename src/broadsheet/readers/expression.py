"""Regular expressions in style sheets: compiled when they are read, and refused where they may never end."""

from __future__ import annotations

import re
from functools import cache
from re import _constants, _parser  # type: ignore[attr-defined]  # what a pattern is made of is said nowhere else
from typing import Any

from broadsheet.readers.schema import Reading
from broadsheet.readers.values import Text
from broadsheet.readers.yamlnode import Node

_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)
_MANY = 16
"""Repetitions from which on trying them all within others takes longer than a night."""


class Expression(Text):
    """A regular expression as Python has it."""

    def read(self, node: Node, key: str, reading: Reading) -> str:
        """The expression, which compiles."""
        text = super().read(node, key, reading)
        try:
            endless = _is_endless(text)
        except (re.error, RecursionError, OverflowError):
            raise reading.wrong(node, key, "a regular expression") from None
        if endless:
            raise reading.wrong(node, key, "a regular expression without repeats inside of repeats")
        return text


@cache
def _is_endless(text: str) -> bool:
    """Whether an expression may never end. A dozen styles are like one that has it, and all are read. Raises
    what compiling raises."""
    re.compile(text)
    return _has_endless(_parser.parse(text), inside=False)


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
        elif kind is _constants.SUBPATTERN:
            if _has_endless(value[-1], inside=inside):
                return True
        elif kind in (_constants.ASSERT, _constants.ASSERT_NOT) and _has_endless(value[1], inside=inside):
            return True
    return False
