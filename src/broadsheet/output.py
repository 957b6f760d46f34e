"""The folder of results: whole sets, switched in one step.

A set is written beside the others under a temporary name, renamed once it is whole, and made the
current one by swapping a link. Whoever reads ``current`` sees the old set or the new one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from broadsheet.standing import NOTHING_STANDING, Keeper

CURRENT = "current"


def set_name(label: str, files: Mapping[str, bytes], keeper: Keeper = NOTHING_STANDING) -> str:
    """Return a set's folder name: a label and a digest of every name and byte in it.

    The same files give the same name, so bytes that did not change keep their place.
    """
    digest = hashlib.sha256()
    for name in sorted(files):
        own = keeper.take("digest", name, files[name], hashlib.sha256(files[name]).digest)
        digest.update(name.encode() + b"\0" + own)
    return f"{label}-{digest.hexdigest()[:12]}"


def write_set(
    folder: Path, label: str, files: Mapping[str, bytes], keeper: Keeper = NOTHING_STANDING
) -> Path:
    """Write a set of files and make it the current one; return the set's folder.

    Files that the current set has, byte for byte, are linked, not written again.
    Nothing outside ``folder`` is touched, and nothing in it is ever half a set. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    link = folder / CURRENT
    if link.exists() and not link.is_symlink():  # before anything is written
        raise FileExistsError(f"{link} is in the way: it is not a link")
    target = folder / set_name(label, files, keeper)
    if not target.is_dir():
        before = link.resolve() if link.is_symlink() else None
        _write_new(folder, target, files, before)
    _point_at(folder, target.name)
    return target


def _write_new(folder: Path, target: Path, files: Mapping[str, bytes], before: Path | None) -> None:
    scratch = folder / f".{target.name}.{os.getpid()}"
    try:
        scratch.mkdir()
        for name, data in files.items():
            path = scratch / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if before is not None and _linked(before / name, path, data):
                continue
            with path.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
        try:
            scratch.rename(target)
        except OSError:
            if not target.is_dir():  # another run finished the same set first: that one will do
                raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _linked(old: Path, path: Path, data: bytes) -> bool:
    """Link a file of the set before where it holds the same bytes; false where it does not, or where
    this file system has no links."""
    try:
        if old.stat().st_size != len(data) or old.read_bytes() != data:
            return False
        os.link(old, path)
    except OSError:
        return False
    return True


def _point_at(folder: Path, name: str) -> None:
    """Swap the link ``current`` in one step."""
    link = folder / CURRENT
    if link.is_symlink() and link.readlink() == Path(name):
        return
    fresh = folder / f".{CURRENT}.{os.getpid()}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(name, target_is_directory=True)
    fresh.replace(link)
