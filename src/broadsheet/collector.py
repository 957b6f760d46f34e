"""What is let go, and when: not in a build's way, nor at its end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from threading import get_ident
from typing import TypeVar

T = TypeVar("T")

_OFTEN = 8
"""Builds after which a process that goes on collects. A build leaves some thousand objects that go round in
circles (faces and what asks them, places in YAML): one page's are 3 MB."""

_PYTHONS_OWN = 2000
"""Most objects that Python itself has frozen before a program begins: none, but 375 in 3.12. Who freezes what
he made, in a server before it forks, has ten thousand and more, and they are not unfrozen here."""

_ended = count(1)
_building: set[int] = set()
"""The threads that build, and would have the collector else. No lock: a copy of this process might have it
held for ever, and a set takes one thing in, or lets it go, in one step."""

_held: list[object] = []


def held(made: T) -> T:
    """Hold what a command made until the next one has, or the process ends: an edition's million objects are
    not taken down one by one for nothing, a fiftieth of a build."""
    _held[:] = [made]
    return made


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the cycle collector, which would look through an edition's million objects, or those of a
    hundred modules, again and again, a sixth of its time, and find next to nothing. That is let go every
    eighth time, for a process that builds again and again, in threads or not; no command comes so far."""
    here = get_ident()
    if here in _building or not (gc.isenabled() or _building):  # a part of a build, or it is off anyhow
        yield
        return
    _building.add(here)
    gc.disable()
    try:
        yield
    finally:
        _building.discard(here)
        if not _building:  # the last of those that build at the same time
            if gc.get_freeze_count() < _PYTHONS_OWN:  # what was made is old now: not looked through at once
                gc.freeze()
                gc.unfreeze()
            gc.enable()
        if next(_ended) % _OFTEN == 0:  # what is old is not looked at for its own sake for a long time
            gc.collect()
