"""One at a time in one folder of results."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_HELD = frozenset((errno.EAGAIN, errno.EACCES, errno.EDEADLK))
"""What a system says of a lock that somebody else has; anything else is a folder that cannot be locked."""


class LockedError(Exception):
    """Somebody else is at work there; the text says who."""


@contextmanager
def locked(folder: Path, name: str, *, wait: bool = False) -> Iterator[None]:
    """Hold a folder, by a file of this name in it. The system lets go of it when the process ends, however it
    ends, so that no lock is left behind by a run that was killed. With ``wait`` whoever has it is waited for,
    and what cannot be locked is done without. Raises LockedError, OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    with _opened(folder / name) as file:
        if not _take(file.fileno(), wait=wait):
            file.seek(0)
            raise LockedError(file.read(200).decode("utf-8", "replace").strip() or str(folder))
        _say(file, f"process {os.getpid()}\n")
        yield
        _say(file, "")


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("a+b")
    except PermissionError:  # the file is another user's, who works here, too: it is held all the same
        return path.open("rb")


def _say(file: BinaryIO, who: str) -> None:
    if file.writable():
        file.truncate(0)
        file.write(who.encode())
        file.flush()


def _take(number: int, *, wait: bool) -> bool:
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415  of that system only

            msvcrt.locking(number, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl  # noqa: PLC0415  of the others only

            fcntl.flock(number, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if wait:  # a file system without locks is done without
            return True
        if error.errno not in _HELD:
            raise
        return False
    return True
