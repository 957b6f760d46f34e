"""Many editions in one go: an archive set anew, a year of back issues; one after another or by workers.

Each edition has a folder of results of its own. One that cannot be built is told and the others go on.
"""

from __future__ import annotations

import gc
import hashlib
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import suppress
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from stat import S_ISREG
from time import perf_counter
from typing import Any, TypeAlias

from broadsheet.diagnostics import BroadsheetError, Diagnostic, diagnostic
from broadsheet.executor import Executor
from broadsheet.options import MARKS, BuildOptions
from broadsheet.output import CURRENT, write_whole
from broadsheet.patterns import late_pattern
from broadsheet.press import build, lock_file, worst
from broadsheet.readers.report import Overrides
from broadsheet.records import fields, record, replace
from broadsheet.resources import shipped
from broadsheet.stamps import is_folder, mode_of, real_path, stamp_of
from broadsheet.tree.spread import pages_of

STAMP = ".built.json"
"""Beside an edition's sets: what the last one was made from."""


@record
class ArchiveJob:
    """How the editions are built: each into a folder of ``out``, as its own folder is called.

    With ``resume`` those are passed over of which nothing has changed since they were built. With ``strict``
    warnings count as problems.
    """

    out: Path
    overrides: Overrides
    options: BuildOptions
    resume: bool = False
    strict: bool = False


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


_MANIFESTS = {".yaml", ".yml"}
_STARS = late_pattern(r"\*+")

Reports: TypeAlias = Generator[EditionReport, None, None]
"""One an edition; closed, no other edition is begun."""


def editions_in(patterns: Sequence[str]) -> list[Path]:
    """The editions that paths and patterns (``content/*/``) name, each once, in the order of their names;
    of a pattern (a shell's, ``**``: folders in folders) only those with a manifest. What is there by that
    very name is no pattern. Raises BroadsheetError for a pattern that names none."""
    found: dict[Path, None] = {}
    for pattern in patterns:
        if not any(sign in pattern for sign in "*?[") or Path(pattern).exists():
            found[Path(pattern)] = None
            continue
        named = [path for path in _matching(Path(pattern)) if _is_edition(path)]
        if not named:
            raise BroadsheetError([diagnostic("E101", path=f"{pattern.rstrip('/')}/edition.yaml")])
        found.update(dict.fromkeys(named))
    return list(found)


def _matching(pattern: Path) -> list[Path]:
    """What a pattern names, in order; what is hidden only where a part of it says so. Links are no way to the
    folders of ``**``, or some would lead there for ever."""
    parts = [part if part == "**" else _STARS.sub("*", part) for part in pattern.parts]
    hidden = [part for part in parts if part.startswith(".")]
    asked = "/".join(parts[bool(pattern.anchor) :])
    if parts[-1] == "**":  # which are folders; files, too, from Python 3.13 on
        asked += "/"
    return [
        path
        for path in sorted(Path(pattern.anchor).glob(asked))
        if all(any(fnmatchcase(part, each) for each in hidden) for part in path.parts if part[:1] == ".")
    ]


def _is_edition(path: Path) -> bool:
    """Whether a path is one; so is what nobody may look into, which is told when it is built."""
    try:
        is_manifest = path.suffix in _MANIFESTS and S_ISREG(mode_of(path))
        return is_manifest or S_ISREG(mode_of(path / "edition.yaml"))
    except OSError:
        return True


def build_archive(editions: Sequence[Path], job: ArchiveJob, executor: Executor) -> Reports:
    """Build editions; yield what became of each, in their order, as soon as it is known.

    ``executor`` may be any of ``concurrent.futures``: jobs and reports can be pickled, and workers need
    the files below the same paths. An edition whose worker is lost is told, too. Two editions of one name
    would take each other's folder: ValueError, before anything is built.
    """
    names = [edition_name(path) for path in editions]
    double = {name for name in names if names.count(name) > 1}
    if double:
        raise ValueError(", ".join(sorted(double)))
    one = partial(build_one, job=job, engine=_engine())
    return _reports(executor, one, editions)


def _reports(executor: Any, one: Callable[[Path], EditionReport], editions: Sequence[Path]) -> Reports:
    if not hasattr(executor, "submit"):
        yield from executor.map(one, editions)
        return
    futures = deque((path, executor.submit(one, path)) for path in editions)
    try:
        while futures:
            path, future = futures.popleft()
            error = _error(future)
            yield future.result() if error is None else lost_edition(path, error)
    finally:
        for _, future in futures:
            future.cancel()


def _error(future: Any) -> object:
    """Why there is no report: a worker is lost, or whoever has the workers gave them up."""
    from concurrent.futures import CancelledError  # noqa: PLC0415  late: 3 ms, and one edition has no workers

    try:
        return future.exception()
    except CancelledError:
        return "cancelled"


def lost_edition(path: Path, reason: object = "the process that built it ended") -> EditionReport:
    """What becomes of an edition of which no build tells."""
    failed = diagnostic("E130", name=edition_name(path), reason=reason)
    return EditionReport(edition_name(path), code=2, findings=(failed,))


def edition_name(path: Path) -> str:
    """What an edition's folder of results is called: as its own, a variant's with the variant (21-late)."""
    resolved = real_path(path)
    if resolved.suffix not in _MANIFESTS or resolved.is_dir():
        return resolved.name
    is_first = resolved.stem == "edition"
    return resolved.parent.name if is_first else f"{resolved.parent.name}-{resolved.stem}"


def build_one(path: Path, job: ArchiveJob, engine: str = "") -> EditionReport:
    """Build one edition of an archive. ``engine`` stands for what it is built with."""
    gc.collect()  # what went round in circles in the last one: builds leave it to whoever makes many
    start = perf_counter()
    try:
        report = _built(path, job, engine)
    except BroadsheetError as error:
        report = EditionReport(edition_name(path), code=2, findings=error.diagnostics)
    except Exception as error:  # noqa: BLE001  nothing of one edition stops the others, a fault of ours neither
        report = lost_edition(path, f"{type(error).__name__}: {error}")
    return replace(report, seconds=perf_counter() - start)


def _built(path: Path, job: ArchiveJob, engine: str) -> EditionReport:
    name, out = edition_name(path), job.out / edition_name(path)
    signature = _signature(path, job, engine)
    lacks_lock = job.options.lock == "write" and not lock_file(path).exists()
    if job.resume and not lacks_lock and _is_built(out, signature):
        return EditionReport(name, str(out / real_path(out / CURRENT).name), passed_over=True)
    result = build(path, out, job.overrides, job.options)
    found = result.diagnostics
    code = worst(found, strict=job.strict)
    if not code:  # what has problems is built again
        with suppress(OSError):  # what cannot be noted is built again, too
            _note(out, signature, result.folder, result.files)
    return EditionReport(name, str(result.folder), pages_of(result.tree), code, findings=found)


_NO_MATTER = frozenset(("executor", "picture_cache", "store", "font_tables"))
"""Options that change no byte."""

_LOCKS = "broadsheet*.lock"

_LASTING = 3
"""Of a file's stamp: its size and times. Where it lies on the disk differs from machine to machine."""


def _engine() -> str:
    """A digest of what all editions are built with: the engine, its layouts and its fonts."""
    from broadsheet.store import engine_stamp  # noqa: PLC0415  late: one edition needs none

    folders = [shipped("fonts"), shipped("layouts")]
    paths = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    files = [(str(path), stamp_of(path)) for path in paths]
    return hashlib.sha256(repr((engine_stamp(), files)).encode()).hexdigest()


def _signature(path: Path, job: ArchiveJob, engine: str) -> str:
    """A digest of what an edition is made from: its files by name, size and times, and how it is built."""
    root = path if is_folder(path) else path.parent
    options = job.options
    if MARKS not in options.formats:  # no other proof has words on it
        options = replace(options, language="en")
    chosen = [getattr(options, each.name) for each in fields(BuildOptions) if each.name not in _NO_MATTER]
    profile = stamp_of(options.profile)[:_LASTING] if options.profile else None
    made = (engine, path.name, job.overrides, job.strict, chosen, profile)
    digest = hashlib.sha256(repr(made).encode())
    results = {real_path(job.out), real_path(job.out / edition_name(path))}
    written = set(root.glob(_LOCKS)) if options.lock == "write" else set()
    for name, folders, files in os.walk(root):
        folder = Path(name)
        folders[:] = sorted(each for each in folders if real_path(folder / each) not in results)
        for file in (folder / each for each in sorted(files)):
            if file in written:  # results of this very build, and of the night's other editions
                continue
            with suppress(OSError):  # a link to nowhere, as some editors leave while a file is open
                digest.update(os.fsencode(f"{file.relative_to(root)}\n{stamp_of(file)[:_LASTING]}\n"))
    return digest.hexdigest()


def _is_built(out: Path, signature: str) -> bool:
    import json  # noqa: PLC0415  late: one edition has no stamp

    try:
        stamp = json.loads((out / STAMP).read_text("utf-8"))
        if stamp["signature"] != signature:
            return False
        made = out / stamp["set"]
        is_current = real_path(out / CURRENT).name == made.name  # another build may have been there since
        return is_current and bool(stamp["files"] == _sizes(made, stamp["files"]))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _sizes(folder: Path, names: Iterable[str]) -> dict[str, int]:
    """The files of a set with their sizes. Raises OSError where one is not there any more."""
    return {name: (folder / name).stat().st_size for name in names}


def _note(out: Path, signature: str, made: Path, names: Iterable[str]) -> None:
    import json  # noqa: PLC0415  late: one edition has no stamp

    stamp = {"signature": signature, "set": made.name, "files": _sizes(made, names)}
    write_whole(out / STAMP, json.dumps(stamp))
