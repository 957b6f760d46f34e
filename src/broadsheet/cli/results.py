"""The flags that say which results a build has, as its options."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from broadsheet.cli.show import language_of
from broadsheet.diagnostics import BroadsheetError, diagnostic
from broadsheet.executor import executor_for
from broadsheet.options import FORMATS, MARKS, TICKET, BuildOptions


def options_of(arguments: argparse.Namespace) -> BuildOptions:
    """The results that the flags ask for. Raises BroadsheetError."""
    formats = tuple(part.strip() for part in arguments.format.split(",") if part.strip())
    known = (*FORMATS, MARKS, TICKET)
    unknown = [part for part in formats if part not in known]
    if unknown or not formats:
        reason = f"{', '.join(known)} expected, found {arguments.format!r}"
        raise BroadsheetError([diagnostic("E105", flag="--format", reason=reason)])
    for flag, value, most in (("--dpi", arguments.dpi, 1200), ("--jobs", arguments.jobs, 256)):
        if not 1 <= value <= most:
            raise BroadsheetError([diagnostic("E115", key=flag, value=value, low=1, high=most)])
    profile = Path(arguments.profile) if arguments.profile else None
    if profile is not None and not is_press_profile(profile):
        raise BroadsheetError([diagnostic("E610", path=profile)])
    return BuildOptions(
        formats=formats,
        combined=arguments.combined,
        split_spreads=arguments.split_spreads,
        compressor=arguments.compressor,
        proof_dpi=arguments.dpi,
        language=language_of(arguments),
        executor=executor_for(arguments.jobs),
        standard=arguments.pdfx,
        profile=profile,
        release=arguments.release,
        preflight=arguments.preflight,
        lock=arguments.lock,
        picture_cache=None if arguments.no_cache else _cache_folder(arguments.cache) / "pictures",
        store=None if arguments.no_cache else _cache_folder(arguments.cache) / "editions",
        font_tables=font_tables(arguments.cache),
    )


def is_press_profile(path: Path) -> bool:
    """Whether a file is an ICC profile of a press in four inks (ICC.1, 7.2: class and colour space)."""
    try:
        head = path.read_bytes()[:40]
    except OSError:
        return False
    return head[12:20] == b"prtrCMYK" and head[36:40] == b"acsp"


def font_tables(cache: str | None = None) -> Path:
    """Where what faces say of characters is kept: made of the fonts alone, as byte code is of the source, so
    ``--no-cache`` means no other things than these."""
    return _cache_folder(cache) / "fonts"


def _cache_folder(written: str | None) -> Path:
    """Where things are kept from build to build: as the flag says, else where the system has its users'
    caches."""
    if written is not None:
        return Path(written)
    if sys.platform == "win32":
        user = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        user = Path.home() / "Library" / "Caches"
    else:
        user = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(user) / "broadsheet"
