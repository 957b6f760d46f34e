"""Many editions in one go: an archive set anew, a year of back issues; one after another or by workers.

Each edition has a folder of results of its own. One that cannot be built is told and the others go on.
"""

from __future__ import annotations

import gc
import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter

from broadsheet import __version__
from broadsheet.diagnostics import BroadsheetError, Diagnostic, diagnostic
from broadsheet.executor import Executor
from broadsheet.options import BuildOptions
from broadsheet.output import CURRENT, write_whole
from broadsheet.press import build, worst
from broadsheet.readers.report import Overrides
from broadsheet.records import record

STAMP = ".built.json"
"""Beside an edition's sets: what the last one was made from."""


@record
class ArchiveJob:
    """How the editions are built: each into a folder of ``out``, as its own folder is called.

    With ``resume`` those are passed over of which nothing has changed since they were built.
    """

    out: Path
    overrides: Overrides
    options: BuildOptions
    resume: bool = False


@record
class EditionReport:
    """What became of an edition; ``code`` is the exit code that it alone would have had."""

    name: str
    folder: str = ""
    pages: int = 0
    code: int = 0
    seconds: float = 0.0
    passed_over: bool = False
    findings: tuple[Diagnostic, ...] = ()


def editions_in(patterns: Sequence[str]) -> list[Path]:
    """The editions that paths and patterns (``content/*/``) name, each once, in the order of their names;
    of a pattern only folders with a manifest. Raises BroadsheetError for a pattern that names none."""
    found: dict[Path, None] = {}
    for pattern in patterns:
        if not any(sign in pattern for sign in "*?["):
            found[Path(pattern)] = None
            continue
        root = Path(Path(pattern).anchor or ".")
        relative = pattern[len(Path(pattern).anchor) :].rstrip("/")
        named = [path for path in sorted(root.glob(relative)) if _is_edition(path)]
        if not named:
            raise BroadsheetError([diagnostic("E101", path=f"{pattern.rstrip('/')}/edition.yaml")])
        found.update(dict.fromkeys(named))
    return list(found)


def _is_edition(path: Path) -> bool:
    return (path / "edition.yaml").is_file() or (path.is_file() and path.suffix in {".yaml", ".yml"})


def build_archive(editions: Sequence[Path], job: ArchiveJob, executor: Executor) -> Iterator[EditionReport]:
    """Build editions; yield what became of each, in their order, as soon as it is known.

    ``executor`` may be any of ``concurrent.futures``: jobs and reports can be pickled, and workers need
    the files below the same paths. Two editions of one name would take each other's folder: ValueError.
    """
    names = [edition_name(path) for path in editions]
    double = {name for name in names if names.count(name) > 1}
    if double:
        raise ValueError(", ".join(sorted(double)))
    yield from executor.map(partial(build_one, job=job), editions)


def edition_name(path: Path) -> str:
    """What an edition's folder of results is called."""
    resolved = path.resolve()
    return resolved.name if resolved.is_dir() else resolved.parent.name


def build_one(path: Path, job: ArchiveJob) -> EditionReport:
    """Build one edition of an archive."""
    gc.collect()  # what went round in circles in the last one: builds leave it to whoever makes many
    name, start = edition_name(path), perf_counter()
    out = job.out / name
    signature = _signature(path, job)
    if job.resume and _is_built(out, signature):
        return EditionReport(name, str((out / CURRENT).resolve()), passed_over=True)
    try:
        result = build(path, out, job.overrides, job.options)
    except BroadsheetError as error:
        return EditionReport(name, code=2, findings=error.diagnostics, seconds=perf_counter() - start)
    except (OSError, MemoryError) as error:  # nothing of one edition stops the others
        return EditionReport(f"{name}: {error}", code=2, seconds=perf_counter() - start)
    found = result.diagnostics
    code = worst(found)
    if not code:  # what has problems is built again
        _note(out, signature, result.folder, result.files)
    pages = len(result.tree.pages)
    return EditionReport(name, str(result.folder), pages, code, perf_counter() - start, findings=found)


def _signature(path: Path, job: ArchiveJob) -> str:
    """A digest of what an edition is made from: its files by name, size and time, and how it is built."""
    root = path if path.is_dir() else path.parent
    digest = hashlib.sha256(f"{__version__}\n{job.overrides!r}\n{job.options.formats!r}\n".encode())
    for folder, folders, names in os.walk(root):
        folders.sort()
        for each in sorted(names):
            file = Path(folder) / each
            stat = file.stat()
            digest.update(f"{file.relative_to(root)}\n{stat.st_size}\n{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _is_built(out: Path, signature: str) -> bool:
    import json  # noqa: PLC0415  late: one edition has no stamp

    try:
        stamp = json.loads((out / STAMP).read_text("utf-8"))
        made = out / stamp["set"]
        return bool(stamp["signature"] == signature) and stamp["files"] == _sizes(made, stamp["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _sizes(folder: Path, names: Iterable[str]) -> dict[str, int]:
    """The files of a set with their sizes. Raises OSError where one is not there any more."""
    return {name: (folder / name).stat().st_size for name in names}


def _note(out: Path, signature: str, made: Path, names: Iterable[str]) -> None:
    import json  # noqa: PLC0415  late: one edition has no stamp

    stamp = {"signature": signature, "set": made.name, "files": _sizes(made, names)}
    write_whole(out / STAMP, json.dumps(stamp))

