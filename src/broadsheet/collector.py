"""The collector of cycles, kept out of a build's way."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the cycle collector, which would look through an edition's million objects, or those of a
    hundred modules, again and again, a sixth of a build's time, and find no cycle."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            if not gc.get_freeze_count():  # what was made is old now, or it would be looked through at once
                gc.freeze()
                gc.unfreeze()
            gc.enable()
