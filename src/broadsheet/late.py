"""What other libraries import and this program does not use, read only if something in it is.

Their first acts take longer than what is wanted of them: reportlab brings PIL, fonts of its own and pickling,
PyYAML the patterns of the parser that libyaml stands in for. ``importlib.util.LazyLoader`` would do, but
for two threads that ask at once (CPython issue 114763, mended in 3.12), and it reads a module as soon as
another one imports it.
"""

from __future__ import annotations

import builtins
import re
import sys
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map
from contextlib import contextmanager
from functools import partial
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import find_spec, module_from_spec
from threading import RLock
from types import ModuleType
from typing import Any

from broadsheet.patterns import late_pattern

_LOCKS: dict[str, RLock] = {}
"""A module's own, so that two that need each other's imports do not wait for a third."""

_READING: set[str] = set()
_KNOWN: dict[str, Map[str, object]] = {}
_OF_THE_IMPORT = frozenset(
    ("__spec__", "__name__", "__path__", "__loader__", "__package__", "__file__", "__cached__", "__class__")
)
"""What the import of a module asks of one that is there, and whoever looks through all modules: it is known
of one without reading it."""


class _LateModule(ModuleType):
    """A module that is read when something in it is asked for, or put into it."""

    def __getattribute__(self, name: str) -> Any:
        if name not in _OF_THE_IMPORT and name not in _KNOWN[ModuleType.__getattribute__(self, "__name__")]:
            _read(self)
        return ModuleType.__getattribute__(self, name)

    def __setattr__(self, name: str, value: object) -> None:
        _read(self)
        ModuleType.__setattr__(self, name, value)

    def __delattr__(self, name: str) -> None:
        _read(self)
        ModuleType.__delattr__(self, name)


def _read(module: ModuleType) -> None:
    """Read a module that was put off, unless it is being read. Raises what its import raises."""
    spec = module.__spec__
    if spec is None or spec.loader is None:
        return
    with _LOCKS[spec.name]:  # another thread waits until it is whole
        if type(module) is not _LateModule or spec.name in _READING:
            return
        _READING.add(spec.name)
        try:
            spec.loader.exec_module(module)
            ModuleType.__setattr__(module, "__class__", ModuleType)
        finally:
            _READING.discard(spec.name)


def put_off(*names: str, known: Map[str, object] | None = None, functions: Sequence[str] = ()) -> None:
    """Let modules be read when something in them is first used; what is there already, or cannot be
    found, stays as it is. A parent package is imported. ``known`` is what is said of them without reading;
    ``functions`` of theirs may be handed round, too: they are read when one is called."""
    for name in names:
        spec = None if name in sys.modules else find_spec(name)
        if spec is None or spec.loader is None:
            continue
        module = module_from_spec(spec)
        called = {function: partial(_call, module, function) for function in functions}
        _LOCKS[name], _KNOWN[name] = RLock(), {**(known or {}), **called}
        vars(module).update(_KNOWN[name])
        module.__class__ = _LateModule
        sys.modules[name] = module
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], child, module)


def _call(module: ModuleType, function: str, *said: Any, **named: Any) -> Any:
    _read(module)
    return getattr(module, function)(*said, **named)


@contextmanager
def late_patterns(package: str) -> Iterator[None]:
    """Let the modules of a package that are imported meanwhile have the patterns that they compile compiled
    when they are first used. Nobody else sees anything of it, ``re`` least of all."""
    finder: Any = _WithLatePatterns(package)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _WithLatePatterns:
    """Finds the modules of a package where Python's own finder does."""

    def __init__(self, package: str) -> None:
        self._prefix = f"{package}."

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, _: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Where a module is; None for what is not of the package."""
        spec = PathFinder.find_spec(name, path) if name.startswith(self._prefix) else None
        if spec is not None and type(spec.loader) is SourceFileLoader:
            spec.loader = _LatePatternsLoader(name, spec.loader.path)
        return spec


class _LatePatternsLoader(SourceFileLoader):
    def exec_module(self, module: ModuleType) -> None:
        """Read a module; where it imports ``re`` it gets one that puts off what it is to compile."""
        vars(module)["__builtins__"] = {**vars(builtins), "__import__": _import}
        super().exec_module(module)


def _import(name: str, *where: Any) -> Any:
    return _LATE_RE if name == "re" and not any(where[2:]) else builtins.__import__(name, *where)


_LATE_RE = ModuleType("re", re.__doc__)
vars(_LATE_RE).update({**vars(re), "compile": late_pattern})
