"""Patterns that libraries write down, compiled when they are first used, as ours are."""

from __future__ import annotations

import builtins
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType
from typing import Any

from broadsheet.patterns import late_pattern


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
