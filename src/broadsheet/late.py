"""What other libraries import and this program does not use, read only if something in it is.

Their first acts take longer than what is wanted of them: reportlab brings PIL, fonts of its own and pickling,
PyYAML the patterns of the parser that libyaml stands in for. ``importlib.util.LazyLoader`` would do, but
for two threads that ask at once (CPython issue 114763, mended in 3.12), and it reads a module as soon as
another one imports it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping as Map
from collections.abc import Sequence
from functools import partial
from importlib.util import find_spec, module_from_spec
from threading import RLock
from types import ModuleType
from typing import Any

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
