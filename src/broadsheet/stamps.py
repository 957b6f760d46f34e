"""What a file is known by without reading it."""

from __future__ import annotations

from pathlib import Path

Stamp = tuple[int, int, int, int, int]


def stamp_of(path: str | Path) -> Stamp:
    """Size, time of the last change that its writer gave, time of the last change that the system saw, place
    on the disk: a file put in the place of another has another stamp, even of one size and time, as cameras
    and archives leave them. Raises OSError."""
    stat = Path(path).stat()
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino, stat.st_dev
