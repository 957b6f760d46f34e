"""What a file is known by without reading it."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR

Stamp = tuple[int, int, int, int, int]


def real_path(path: Path) -> Path:
    """The absolute path without links; those in a circle stay, where ``Path.resolve`` raises RuntimeError."""
    return Path(os.path.realpath(path))


def stamp_of(path: str | Path) -> Stamp:
    """Size, time of the last change that its writer gave, time of the last change that the system saw, place
    on the disk: a file put in the place of another has another stamp, even of one size and time, as cameras
    and archives leave them. Raises OSError."""
    stat = Path(path).stat()
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino, stat.st_dev


_NOTHING = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)


def mode_of(path: Path) -> int:
    """A path's ``st_mode``, 0 where nothing is there.

    Raises OSError where the system does not tell: in a folder that nobody may look into, of a name that is
    too long. From Python 3.14 on ``Path.is_file`` says no then.
    """
    try:
        return path.stat().st_mode
    except OSError as error:
        if error.errno in _NOTHING:
            return 0
        raise


def is_folder(path: Path) -> bool:
    """Whether a path is a folder; not, where the system does not tell: who reads it will hear why."""
    with suppress(OSError):
        return S_ISDIR(mode_of(path))
    return False
