"""One run at a time in one folder of results."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = ".nightly.lock"


class LockedError(Exception):
    """Another run is at work there; the text says who."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder. The system lets go of it when the process ends, however it ends, so that no lock is
    left behind by a run that was killed. Raises LockedError, OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a+b") as file:
        if not _take(file.fileno()):
            file.seek(0)
            raise LockedError(file.read(200).decode("utf-8", "replace").strip() or str(folder))
        file.truncate(0)
        file.write(f"process {os.getpid()}\n".encode())
        file.flush()
        yield
        file.truncate(0)


def _take(number: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415  of that system only

            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl  # noqa: PLC0415  of the others only

            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
