"""Where the things that broadsheet ships lie: fonts, layouts, styles, profiles, schemas; and where it keeps
things from run to run."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def shipped(*parts: str) -> Path:
    """Return the place of a shipped folder or file, such as ``shipped("layouts", "base.yaml")``.

    An installed wheel keeps all of it in ``broadsheet/data``. In a checkout the folders that
    people work on (``fonts``, ``layouts``) are at the top, and the wheel is built from those.
    """
    inside = _PACKAGE.joinpath("data", *parts)
    if inside.exists():
        return inside
    top = _CHECKOUT.joinpath(*parts)
    return top if (_CHECKOUT / "pyproject.toml").is_file() and top.exists() else inside


def newsprint() -> bytes:
    """The ICC profile of the printing condition that pages are made for where the plant has none of its own:
    coldset newsprint, 220 % of ink."""
    return shipped("profiles", "newsprint-tr002-tac220.icc").read_bytes()


def cache_folder(written: str | None = None) -> Path | None:
    """Where things are kept from run to run: as written, else where the system has its users' caches; None
    for a user without a home."""
    if written is not None:
        return Path(written)
    try:
        if sys.platform == "win32":
            user = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
        elif sys.platform == "darwin":
            user = Path.home() / "Library" / "Caches"
        else:
            user = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    except RuntimeError:
        return None
    return Path(user) / "broadsheet"


def font_tables(cache: str | None = None) -> Path | None:
    """Where what faces say of characters is kept: made of the fonts alone, as byte code is of the source."""
    folder = cache_folder(cache)
    return folder / "fonts" if folder else None


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A file of a cache, whole or not at all: what is written under the name that this gives takes its place
    when all went well. Any number of processes may do so at once. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    scratch = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    try:
        yield scratch
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)


def let_go(files: Iterable[Path], most_bytes: int) -> None:
    """Delete the files of a cache that were not used for the longest time, until the rest is no larger than
    so many bytes. Other processes may do the same meanwhile. Raises OSError for what cannot be deleted."""
    entries = []
    for path in files:
        with suppress(OSError):  # another process has let it go
            stat = path.stat()
            entries.append((stat.st_mtime, stat.st_size, path))
    held = sum(size for _, size, _ in entries)
    for _, size, path in sorted(entries):
        if held <= most_bytes:
            break
        path.unlink(missing_ok=True)
        held -= size
