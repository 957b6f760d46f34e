"""Set type in outline: all of a group or a page but what stands in it, and that as a promise.

Groups and pages are most of what a build makes, and of a page that is finished nobody asks for them. So
a store keeps their outlines: who looks into one (``nodes`` of a group, ``groups`` of a page) has it made
again from its source, once, and it is then in no way different from one that was made at once.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from enum import Enum, EnumType
from typing import Any, SupportsIndex, TypeAlias

from broadsheet.records import fields
from broadsheet.tree.node import Group, TreePage

Heavy: TypeAlias = Group | TreePage
Known = Callable[[object], str | None]
"""The key of something heavy that a store knows, or of something else that it knows by name."""

_MODULES = ("broadsheet.",)
_BUILTINS = frozenset(("dict", "frozenset", "set", "str", "tuple", "list"))
_HERE = __name__


class UnknownThingError(Exception):
    """An outline speaks of something that this build does not have."""


class _Promise:
    """Stands where the inside of something promised will."""

    __slots__ = ("keep",)

    def __init__(self, keep: Callable[[], None]) -> None:
        self.keep = keep


def _inside(kind: type, name: str) -> property:
    """What stands in something promised: made when it is looked at."""
    slot = kind.__dict__[name]

    def look(promised: Any) -> Any:
        value = slot.__get__(promised)
        if isinstance(value, _Promise):
            value.keep()
            value = slot.__get__(promised)
        return value

    return property(look)


def _reduced(promised: Any, protocol: SupportsIndex) -> Any:
    """What travels to another process is what was promised."""
    getattr(promised, _INSIDE[_KIND_OF[type(promised)]])
    return object.__reduce_ex__(promised, protocol)


def _equal(promised: Any, other: object) -> bool:
    """What is compared is what was promised."""
    getattr(promised, _INSIDE[_KIND_OF[type(promised)]])
    return bool(promised == other)


def _hash(promised: Any) -> int:
    getattr(promised, _INSIDE[_KIND_OF[type(promised)]])
    return hash(promised)


class _PromisedGroup(Group):
    __slots__ = ()
    __reduce_ex__, __eq__, __hash__ = _reduced, _equal, _hash
    nodes = _inside(Group, "nodes")


class _PromisedPage(TreePage):
    __slots__ = ()
    __reduce_ex__, __eq__, __hash__ = _reduced, _equal, _hash
    groups = _inside(TreePage, "groups")


_INSIDE: dict[type, str] = {Group: "nodes", TreePage: "groups"}
_PROMISED: dict[type, type] = {Group: _PromisedGroup, TreePage: _PromisedPage}
_OUTSIDE = {
    kind: tuple(each.name for each in fields(kind) if each.name != inside) for kind, inside in _INSIDE.items()
}
_KIND_OF = {kind: kind for kind in _INSIDE} | {promised: kind for kind, promised in _PROMISED.items()}
_NAMED = {kind.__name__: kind for kind in _INSIDE}


def fulfil(promised: Heavy, made: Heavy) -> None:
    """Put what was made in the place of what was promised."""
    kind = _KIND_OF[type(promised)]
    if kind is type(promised):
        return
    for name in (*_OUTSIDE[kind], _INSIDE[kind]):
        kind.__dict__[name].__set__(promised, getattr(made, name))
    object.__setattr__(promised, "__class__", kind)


class _Outliner(pickle.Pickler):
    """Pickles a value with what is heavy in outline; ``found`` are those outlines' originals in order."""

    def __init__(self, stream: io.BytesIO, known: Known) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self.found: list[Heavy] = []
        self._known = known

    def reducer_override(self, value: object) -> Any:
        """How one thing is pickled."""
        kind = _KIND_OF.get(type(value))
        if kind is not None:
            key = self._known(value)
            if key is not None:
                return _refer, (key,)
            number = len(self.found)
            self.found.append(value)  # type: ignore[arg-type]  # of one of the two kinds
            return _outline, (kind.__name__, number, *(getattr(value, name) for name in _OUTSIDE[kind]))
        return NotImplemented


def outlined(value: object, known: Known) -> tuple[bytes, list[Heavy]]:
    """Return a value pickled, and what was heavy in it and not known before, in order."""
    stream = io.BytesIO()
    pickler = _Outliner(stream, known)
    pickler.dump(value)
    return stream.getvalue(), pickler.found


def _member(kind: object, name: str) -> Enum:
    """A member of one of our enumerations. Raises UnpicklingError for anything else."""
    if isinstance(kind, EnumType) and name in kind.__members__:
        member: Enum = kind.__members__[name]
        return member
    raise pickle.UnpicklingError(f"{kind}.{name}")


class _Reader(pickle.Unpickler):
    """Reads a value, and what it promises; finds no classes but ours."""

    def __init__(self, data: bytes, named: Callable[[str], object], keep: Callable[[], None]) -> None:
        super().__init__(io.BytesIO(data))
        self.found: list[Heavy] = []
        self._named = named
        self._keep = keep

    def find_class(self, module: str, name: str) -> Any:
        """The class or function of a name."""
        if module == _HERE:
            return {"_outline": self._promise, "_refer": self._named}[name]
        if (module, name) == ("builtins", "getattr"):  # so Python 3.11.0 to 3.11.3 pickle what an Enum has
            return _member
        if module.startswith(_MODULES) or (module == "builtins" and name in _BUILTINS):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")

    def _promise(self, kind: str, _number: int, *outside: object) -> Heavy:
        of = _NAMED[kind]
        promised: Heavy = object.__new__(_PROMISED[of])
        for name, value in zip(_OUTSIDE[of], outside, strict=True):
            of.__dict__[name].__set__(promised, value)
        of.__dict__[_INSIDE[of]].__set__(promised, _Promise(self._keep))
        self.found.append(promised)
        return promised


def promised(
    data: bytes, named: Callable[[str], object], keep: Callable[[], None]
) -> tuple[Any, list[Heavy]]:
    """Return a value, and what it promises, in order; ``keep`` has to ``fulfil`` all of that, and is called
    when somebody looks into any of it. ``named`` finds what the value only refers to, by its key.

    Raises what pickle raises, and what ``named`` does.
    """
    reader = _Reader(data, named, keep)
    return reader.load(), reader.found


def _outline(*_: object) -> Heavy:  # stands in a pickle for what a reader does
    raise NotImplementedError


def _refer(_: str) -> object:
    raise NotImplementedError
