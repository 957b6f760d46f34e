"""What a terminal shows: findings on stderr, tables on stdout."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from stat import S_ISREG

from broadsheet.diagnostics import (
    BroadsheetError,
    Diagnostic,
    cells,
    diagnostic,
    hint,
    refusal,
    render_json,
    render_text,
)
from broadsheet.messages import Language
from broadsheet.source import Source
from broadsheet.stamps import mode_of, real_path


def language_of(arguments: argparse.Namespace) -> Language:
    """``--lang``, else the locale's: Chinese where the environment says so."""
    if arguments.lang in ("en", "zh"):
        return "zh" if arguments.lang == "zh" else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def show_findings(
    findings: Iterable[Diagnostic],
    arguments: argparse.Namespace,
    sources: Mapping[str, Source] | None = None,
) -> None:
    """Print findings in the form asked for."""
    language = language_of(arguments)
    if getattr(arguments, "report", "text") == "json":
        show_json(render_json(findings, language))
        return
    find = (sources or {}).get
    for item in findings:
        print(render_text(item, find, language), file=sys.stderr)


def show_json(text: str) -> None:
    """Print JSON, at once. To an output that is not in UTF-8, as JSON is (RFC 8259, 8.1), it has codes for
    all that is not ASCII: whoever reads it finds the same text."""
    if not (sys.stdout.encoding or "utf-8").lower().replace("-", "").startswith("utf8"):
        import json  # noqa: PLC0415  late: few outputs are

        text = "".join(char if char.isascii() else json.dumps(char)[1:-1] for char in text)
    print(text, flush=True)


def guarded(command: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Show a BroadsheetError's findings and exit 2, instead of raising it."""

    @wraps(command)
    def run(arguments: argparse.Namespace) -> int:
        try:
            return command(arguments)
        except BroadsheetError as error:
            found, sources = error.diagnostics, error.sources
        except OSError as error:
            found, sources = (_unusable(error),), {}
        except UnicodeEncodeError as error:
            found, sources = (_unwritten(error),), {}
        show_findings(found, arguments, sources)
        return 2

    return run


def _unusable(error: OSError) -> Diagnostic:
    """What is told of a path that nobody may look at or whose name is too long, and of a working folder that
    is not there any more, which the system does not name. Raises any other error."""
    named = error.filename is not None
    if error.errno not in ((errno.ENAMETOOLONG, errno.EACCES, errno.EPERM) if named else (errno.ENOENT,)):
        raise error
    path, reason = refusal(error.filename if named else os.curdir, error)
    return diagnostic("E102", path=path, reason=reason)


def _unwritten(error: UnicodeEncodeError) -> Diagnostic:
    """What is told of a path with characters that the locale's encoding, which the system has for names, does
    not have. Raises any other error."""
    if error.encoding != sys.getfilesystemencoding() or "utf" in error.encoding:
        raise error
    reason = f"{error.object[error.start]!r} is not in {error.encoding!r}, the encoding of the locale"
    return diagnostic("E102", None, (hint("utf8-locale"),), path=error.object, reason=reason)


def require_files(paths: Iterable[Path]) -> None:
    """Raise BroadsheetError, where some are no files or may not be read, with all of them."""
    wrong = []
    for path in paths:
        mode = mode_of(path)
        if not S_ISREG(mode):
            wrong.append(diagnostic("E102" if mode else "E101", path=path, reason="not a file"))
        elif not os.access(path, os.R_OK):
            wrong.append(diagnostic("E102", path=path, reason=os.strerror(errno.EACCES)))
    if wrong:
        raise BroadsheetError(wrong)


def require_names(paths: Iterable[Path]) -> None:
    """Raise BroadsheetError where two files have one name: what is drawn of them is called after it, and
    one's pictures would take the place of the other's without a word."""
    known: dict[str, Path] = {}
    for path in paths:
        if known.setdefault(path.stem, real_path(path)) != real_path(path):
            reason = f"two files are called {path.name!r}; give each a folder of its own with --out"
            raise BroadsheetError([diagnostic("E105", flag="WHAT", reason=reason)])


def check_limits(arguments: argparse.Namespace, limits: dict[str, tuple[int, int]]) -> None:
    """Raise BroadsheetError for a number that is outside its limits."""
    for name, (low, high) in limits.items():
        value = getattr(arguments, name)
        if not low <= value <= high:
            raise BroadsheetError([diagnostic("E115", key=f"--{name}", value=value, low=low, high=high)])


def table(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> str:
    """Return rows aligned by terminal cells (an ideograph takes two); the first row is the head."""
    widths = [max(cells(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        parts = []
        for column, text in enumerate(row):
            blank = " " * (widths[column] - cells(text))
            parts.append(blank + text if column in right else text + blank)
        lines.append("  ".join(parts).rstrip())
    return "\n".join(lines)
