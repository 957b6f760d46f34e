"""The folder of results: whole sets, switched in one step.

A set is written beside the others under a temporary name, file by file as they are made, renamed once
it is whole, and made the current one by swapping a link. Whoever reads ``current`` sees the old set or
the new one.
"""

from __future__ import annotations

import errno
import hashlib
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from broadsheet.diagnostics import Diagnostic, diagnostic, hint
from broadsheet.patterns import late_pattern
from broadsheet.records import record
from broadsheet.stamps import real_path
from broadsheet.standing import NOTHING_STANDING, Keeper

CURRENT = "current"
_SCRATCH = ".new-"
_SET = late_pattern(r"\d{4}-\d\d-\d\d-[0-9a-f]{12}")  # its date, and a digest of what is in it


@record
class Written:
    """What is known of a file that was written: its sha256 in hexadecimal, and its size in bytes."""

    sha256: str
    size: int


class NewSet:
    """A set on its way. ``add`` writes its files as they come, so that none has to be kept; ``finish``
    makes it the current one. What was begun and not finished is gone when the context is left.

    Files that the current set has, byte for byte, are linked, not written again; ``called`` says of a name
    under which it has such a file. Nothing outside ``folder`` is touched, and nothing in it is ever half a
    set. Everything raises OSError.
    """

    def __init__(
        self, folder: Path, keeper: Keeper = NOTHING_STANDING, called: Mapping[str, str] | None = None
    ) -> None:
        self.files: dict[str, Written] = {}
        self._folder = folder
        self._keeper = keeper
        self._called = called or {}
        self._scratch = folder / f"{_SCRATCH}{_machine()}-{_run()}"
        self._disk = _Disk()
        self._before: Path | None = None

    def __enter__(self) -> Self:
        """Make room for the set."""
        self._folder.mkdir(parents=True, exist_ok=True)
        link = self._folder / CURRENT
        if link.exists() and not link.is_symlink():  # before anything is written
            raise FileExistsError(f"{CURRENT} is in the way and is not a link")
        self._before = real_path(link) if link.is_symlink() else None
        _clear_away(self._folder)
        self._scratch.mkdir()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Leave nothing unfinished."""
        with suppress(OSError):
            self._disk.wait()
        _remove(self._scratch)

    def add(self, name: str, data: bytes | Iterable[bytes]) -> None:
        """Write a file, whole or piece by piece."""
        path = self._scratch / name
        if path.parent != self._scratch:  # which is never made anew: files that it had would be missing
            path.parent.mkdir(exist_ok=True)
        if not isinstance(data, bytes):
            measured = _Measured(data)
            self._write(path, measured)
            self.files[name] = measured.written()
            return
        before = self._called.get(name, name)
        if self._before is None or not _linked(self._before / before, path, data):
            self._write(path, (data,))  # the disk has it while it is hashed
        sha = self._keeper.take("digest", name, data, lambda: hashlib.sha256(data).hexdigest())
        self.files[name] = Written(sha, len(data))

    def _write(self, path: Path, pieces: Iterable[bytes]) -> None:
        with path.open("wb") as stream:
            stream.writelines(pieces)
            stream.flush()
            self._disk.take(os.dup(stream.fileno()))

    def rename(self, names: dict[str, str]) -> None:
        """Give files other names, all at once: old name to new."""
        for old, new in names.items():
            if old != new:
                (self._scratch / old).rename(self._scratch / new)
        self.files = {names.get(name, name): written for name, written in self.files.items()}

    def finish(self, label: str) -> Path:
        """Make the set the current one and return its folder.

        Its name is the label and a digest of every name and byte in it: the same files give the same name,
        so a set that did not change keeps its place. What somebody has taken away or changed there meanwhile
        is put back.
        """
        self._disk.wait()
        digest = hashlib.sha256()
        for name in sorted(self.files):
            digest.update(name.encode() + b"\0" + bytes.fromhex(self.files[name].sha256))
        target = self._folder / f"{label}-{digest.hexdigest()[:12]}"
        if not target.is_dir():
            try:
                self._scratch.rename(target)
            except OSError:
                if not target.is_dir():  # another run finished the same set first: that one will do
                    raise
        else:
            self._mend(target)
        _point_at(self._folder, target.name)
        return target

    def _mend(self, target: Path) -> None:
        """Put back what a set of the same name has no longer, file by file."""
        for name, written in self.files.items():
            fresh, kept = self._scratch / name, target / name
            if not _holds(kept, fresh, written):
                kept.parent.mkdir(parents=True, exist_ok=True)
                fresh.replace(kept)


def _holds(kept: Path, fresh: Path, written: Written) -> bool:
    """Whether a file is the one that was written: by a link to it, else by what is in it."""
    try:
        if kept.samefile(fresh):
            return True
        with kept.open("rb") as stream:
            return (
                kept.stat().st_size == written.size
                and hashlib.file_digest(stream, "sha256").hexdigest() == written.sha256
            )
    except OSError:
        return False


class _Measured:
    """A file's pieces, with what there is to know of the file when all have gone by."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self._digest = hashlib.sha256()
        self._size = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self._digest.update(piece)
            self._size += len(piece)
            yield piece

    def written(self) -> Written:
        """What is known of the pieces that have gone by."""
        return Written(self._digest.hexdigest(), self._size)


class _Disk:
    """Has files put on the disk while others are written: a disk takes many in the time of a few, and each
    by itself is waited for as long as a page is painted."""

    def __init__(self) -> None:
        self._waiting: deque[int] = deque()
        self._threads: list[threading.Thread] = []
        self._errors: list[OSError] = []

    def take(self, descriptor: int) -> None:
        """Take in an open file, to be put on the disk and closed."""
        self._waiting.append(descriptor)
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        if len(self._threads) < _AT_ONCE:
            thread = threading.Thread(target=self._put_each, daemon=True)
            thread.start()
            self._threads.append(thread)
        elif len(self._waiting) > _MOST_OPEN:
            self._put_each()

    def wait(self) -> None:
        """Come back when all are on the disk. Raises OSError where one of them cannot be put there."""
        self._put_each()
        for thread in self._threads:
            thread.join()
        if self._errors:
            raise self._errors[0]

    def _put_each(self) -> None:
        while self._waiting:
            try:
                descriptor = self._waiting.popleft()
            except IndexError:  # another thread had the last one
                return
            try:
                os.fsync(descriptor)
            except OSError as error:
                self._errors.append(error)
            finally:
                os.close(descriptor)


_AT_ONCE = 8
_PIECE = 1 << 18  # bytes
_MOST_OPEN = 64  # files that wait: a process may have a few hundred open


def _linked(old: Path, path: Path, data: bytes) -> bool:
    """Link a file of the set before where it holds the same bytes; false where it does not, or where
    this file system has no links."""
    try:
        if old.stat().st_size != len(data) or not _is_in(old, data):
            return False
        os.link(old, path)
    except OSError:
        return False
    return True


def _is_in(path: Path, data: bytes) -> bool:
    """Whether a file holds these bytes. It is read in pieces: a thick paper need not be in memory twice."""
    with path.open("rb", buffering=0) as stream:
        pieces = (data[start : start + _PIECE] for start in range(0, len(data), _PIECE))
        return all(stream.read(_PIECE) == piece for piece in pieces)


def _remove(folder: Path) -> None:
    """Remove a folder and what is in it, as far as that can be done."""
    for path in (*sorted(folder.rglob("*"), reverse=True), folder):  # what is in a folder before it
        with suppress(OSError):
            path.unlink() if path.is_symlink() or not path.is_dir() else path.rmdir()


def _machine() -> str:
    """What tells this machine from others that write to the same folder."""
    return os.uname().nodename if hasattr(os, "uname") else "here"


def is_set(path: Path) -> bool:
    """Whether something in a folder of results is a set, or the link to the current one."""
    return path.name == CURRENT or _SET.fullmatch(path.name) is not None


def _run() -> str:
    """What tells this run from all others of this machine: several threads may write to one folder."""
    return f"{os.getpid()}-{threading.get_ident()}"


def _clear_away(folder: Path) -> None:
    """Remove what runs of this machine began and did not live to finish."""
    own = f"{_SCRATCH}{_machine()}-"
    for path in folder.glob(f"{own}*"):
        process, _, thread = path.name.removeprefix(own).partition("-")
        if process.isdecimal() and not _runs(int(process), thread):
            _remove(path)


def _runs(process: int, thread: str) -> bool:
    """Whether a thread of this process, or another process of this machine, is there; where that cannot be
    asked it is. This thread has no run but the one that asks: what has its name is an earlier process's."""
    if process == os.getpid():
        others = {str(each.ident) for each in threading.enumerate()} - {str(threading.get_ident())}
        return thread in others
    if os.name != "posix":
        return True
    with suppress(PermissionError):  # it is, and belongs to somebody else
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
    return True


def _point_at(folder: Path, name: str) -> None:
    """Swap the link ``current`` in one step."""
    link = folder / CURRENT
    if link.is_symlink() and link.readlink() == Path(name):
        return
    fresh = folder / f".{CURRENT}.{_run()}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(name, target_is_directory=True)
    fresh.replace(link)


def unwritable(path: Path, error: OSError) -> Diagnostic:
    """What is told of a file or folder that cannot be written: why, and what to do about it. What stands in
    the place of a folder is told by its own name."""
    if error.errno in {errno.EEXIST, errno.ENOTDIR}:
        way = next((each for each in (path, *path.parents) if each.exists() and not each.is_dir()), None)
        if way is not None:
            reason = "it is not a folder" if way == path else f"{str(way)!r} is not a folder"
            return diagnostic("E104", None, (hint("another-place"),), path=path, reason=reason)
    hints = [hint(_WHAT_TO_DO[error.errno])] if error.errno in _WHAT_TO_DO else ()
    return diagnostic("E104", None, hints, path=path, reason=error.strerror or error)


_WHAT_TO_DO = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "make-room"),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "may-write"),
}


def write_whole(path: Path, text: str) -> None:
    """Put a file in the place of an old one in one step, and on the disk: whoever reads it, and whenever the
    power goes, it is the old one or the new one. Names in it that are no UTF-8 are written as JSON has them,
    ``\\udcd5``. Raises OSError."""
    fresh = path.with_name(f".{path.name}.{_run()}")
    try:
        with fresh.open("w", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
