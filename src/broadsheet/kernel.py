"""Functions that have a compiled twin in the optional package ``broadsheet-kernel`` (kernel/README.md).

The Python function is the reference: without the package it does the work, with it the twin gives the
same, as ``tests/kernel`` proves. A twin answers ``NotImplemented`` where its integers would not do or a
rare case is not its own, and then the reference does the work after all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

try:
    import broadsheet_kernel as _kernel
except ImportError:
    _kernel = None

T = TypeVar("T", bound=Callable[..., Any])

API = 10
"""What twins take and give; a kernel made for another is left alone."""

REFERENCES: dict[str, Callable[..., Any]] = {}
"""Every function that has a twin, by the twin's name, as it stands in Python."""

TWINS: dict[str, Callable[..., Any]] = {}
"""The twins that are in use, by name."""


def is_installed() -> bool:
    """Whether a kernel that fits is in use. It keeps the classes it met, so that a second copy of this
    package in a process does without."""
    fits = getattr(_kernel, "API", 0) == API
    return fits and vars(_kernel).setdefault("references", REFERENCES) is REFERENCES


def twin(reference: T) -> T:
    """A function that its compiled twin stands in for, where one is installed; with arguments by name, the
    reference is called."""
    name = reference.__name__.lstrip("_")
    REFERENCES[name] = reference
    compiled = getattr(_kernel, name, None) if is_installed() else None
    if compiled is None:
        return reference
    TWINS[name] = compiled
    joined: T = _kernel.either(compiled, reference)
    return joined
