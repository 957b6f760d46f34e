"""Whether a tree holds what its records say: files come from anywhere, and whoever reads a tree trusts it."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from broadsheet.records import fields, is_record

_MEASURES = frozenset(("width", "height", "size", "weight"))
"""Fields that are no less than 0."""

Judge = Callable[[Any], bool]


def is_sound(value: object) -> bool:
    """Whether a record and all in it have the types of their fields, no size is less than 0, and every text
    can be written as UTF-8.

    A bool is no int here: a length that reads ``true`` is no length.
    """
    kind: Any = type(value)
    return _judge(kind)(value)


@cache
def _judge(kind: Any) -> Judge:
    origin = get_origin(kind)
    if origin is tuple:
        return _tuples(*get_args(kind))
    if origin in (Union, UnionType):
        return _one_of(get_args(kind))
    if kind is str:
        return _is_text
    if kind in (int, bool, NoneType) or issubclass(kind, Enum):
        return lambda value: type(value) is kind
    return _records(kind)


def _records(kind: type) -> Judge:
    """Of a record: its fields are looked up when the first one is judged, for nodes hold nodes."""
    known: list[tuple[str, Judge, bool]] = []

    def judge(value: Any) -> bool:
        if type(value) is not kind or not is_record(value):
            return False
        if not known:
            hints = get_type_hints(kind)
            names = [each.name for each in fields(kind)]
            known.extend((name, _judge(hints[name]), name in _MEASURES) for name in names)
        for name, fits, is_measure in known:
            held = getattr(value, name)
            if not fits(held) or (is_measure and held < 0):
                return False
        return True

    return judge


def _tuples(*kinds: Any) -> Judge:
    if kinds[-1] is not Ellipsis:
        judges = [_judge(kind) for kind in kinds]
        return lambda value: (
            type(value) is tuple
            and len(value) == len(judges)
            and all(judge(each) for judge, each in zip(judges, value, strict=True))
        )
    if kinds[0] is int:  # glyphs and advances: by far the most of a tree
        return lambda value: type(value) is tuple and not set(map(type, value)) - {int}
    judge = _judge(kinds[0])
    return lambda value: type(value) is tuple and all(map(judge, value))


def _one_of(kinds: tuple[Any, ...]) -> Judge:
    plain = {kind: _judge(kind) for kind in kinds}

    def judge(value: Any) -> bool:
        own = plain.get(type(value))
        return own is not None and own(value)

    return judge


def _is_text(value: Any) -> bool:
    if type(value) is not str:
        return False
    if value.isascii():
        return True
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
