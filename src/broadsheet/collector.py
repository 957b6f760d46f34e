"""What is let go, and when: not in a build's way, nor at its end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")

_OFTEN = 8
"""Builds after which a process that goes on collects. A build leaves some thousand objects that go round in
circles (faces and what asks them, places in YAML): one page's are 3 MB."""

_PYTHONS_OWN = 2000
"""Most objects that Python itself has frozen before a program begins: none, but 375 in 3.12. Who freezes what
he made, in a server before it forks, has ten thousand and more, and they are not unfrozen here."""

_ended = [0]
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
    eighth time, for a process that builds again and again; a command does not come so far."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            if gc.get_freeze_count() < _PYTHONS_OWN:  # what was made is old now: not looked through at once
                gc.freeze()
                gc.unfreeze()
            gc.enable()
            _ended[0] += 1
            if _ended[0] % _OFTEN == 0:  # what is old is not looked at for its own sake for a long time
                gc.collect()
