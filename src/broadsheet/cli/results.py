"""The flags that say which results a build has, as its options."""

from __future__ import annotations

import argparse
from pathlib import Path

from broadsheet.cli.show import check_limits, language_of, require_files
from broadsheet.diagnostics import BroadsheetError, diagnostic
from broadsheet.executor import executor_for
from broadsheet.options import MOST_DPI, RESULTS, STANDARDS, BuildOptions
from broadsheet.paint.deflate import ZLIB, UnknownDeflaterError, deflater
from broadsheet.readers.report import meant_hints
from broadsheet.resources import cache_folder, font_tables


def options_of(arguments: argparse.Namespace) -> BuildOptions:
    """The results that the flags ask for. Raises BroadsheetError."""
    formats = tuple(part.strip() for part in arguments.format.split(",") if part.strip())
    unknown = [part for part in formats if part not in RESULTS]
    if unknown or not formats:
        wrong = unknown[0] if unknown else ""
        hints, choices = meant_hints(wrong, RESULTS), ", ".join(RESULTS)
        raise BroadsheetError([diagnostic("E114", None, hints, key="--format", value=wrong, choices=choices)])
    check_limits(arguments, {"dpi": (1, MOST_DPI), "jobs": (1, 256)})
    require_compressor(arguments.compressor)
    if arguments.combined:
        _require_no_plant(arguments)
    profile = Path(arguments.profile) if arguments.profile else None
    if profile is not None:
        require_profile(profile)
    kept = None if arguments.no_cache else cache_folder(arguments.cache)
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
        picture_cache=kept / "pictures" if kept else None,
        store=kept / "editions" if kept else None,
        font_tables=font_tables(arguments.cache),  # --no-cache means no other things than these
    )


def _require_no_plant(arguments: argparse.Namespace) -> None:
    """Raise BroadsheetError where a combined file, which is for readers, is to be as a plant wants it."""
    asked = {
        "--release": arguments.release,
        "--preflight": arguments.preflight,
        f"--pdfx {arguments.pdfx}": arguments.pdfx != STANDARDS[0],
    }
    wrong = [flag for flag, is_asked in asked.items() if is_asked]
    if wrong:
        raise BroadsheetError([diagnostic("E128", name=flag, other="--combined") for flag in wrong])


def require_compressor(name: str) -> None:
    """Raise BroadsheetError where a compressor is not installed."""
    if name == ZLIB:  # every Python has it
        return
    try:
        deflater(name)
    except UnknownDeflaterError as error:
        reason = "not installed: pip install 'broadsheet[fast]'"
        raise BroadsheetError([diagnostic("E105", flag=f"--compressor {name}", reason=reason)]) from error


def require_profile(path: Path) -> None:
    """Raise BroadsheetError for what is no file, or no profile of a press."""
    require_files([path])
    if not is_press_profile(path):
        raise BroadsheetError([diagnostic("E610", path=path)])


def is_press_profile(path: Path) -> bool:
    """Whether a file is an ICC profile of a press in four inks (ICC.1, 7.2: class and colour space)."""
    try:
        head = path.read_bytes()[:40]
    except OSError:
        return False
    return head[12:20] == b"prtrCMYK" and head[36:40] == b"acsp"
