"""A night's run: read (again and again, where copy is late), build, report, and what comes after."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TypeAlias

from broadsheet.diagnostics import BroadsheetError, Severity
from broadsheet.exclusive import locked
from broadsheet.messages import Language
from broadsheet.model.night import Night
from broadsheet.nightly.hook import run_hook
from broadsheet.nightly.late import LatePages, late_pages
from broadsheet.nightly.report import MISSING, NightReport, as_json, changed_inputs, inputs, known_inputs
from broadsheet.options import BuildOptions
from broadsheet.output import unwritable, write_whole
from broadsheet.press import MadeEdition, finish, make, standing_in_store, worst
from broadsheet.readers.report import Overrides
from broadsheet.records import record, replace
from broadsheet.standing import NOTHING_STANDING, Keeper, Standing

LOCK = ".nightly.lock"

_ANEW = 3
"""How often the copy that there is is read where pictures are replaced in the meantime."""

_MOST_SHOWN = 2000
"""Characters of a hook's output that a report keeps."""

Wait: TypeAlias = Callable[[float, BroadsheetError], None]
"""Waits so many seconds for what is not there, or not right."""


def _sleep(seconds: float, _: BroadsheetError) -> None:
    time.sleep(seconds)


@record
class Task:
    """What is asked of a run: the day, late pages (none: all of them), and whether it is dry: then it reads
    once, holds no lock and writes nothing."""

    day: date
    pages: tuple[int, ...] = ()
    dry: bool = False


def run_night(
    night: Night, task: Task, options: BuildOptions, wait: Wait = _sleep
) -> NightReport:
    """Run a night and write its report; never raises for copy, layouts or pictures. ``wait`` is called before
    copy is read again.

    Raises LockedError where another run is at work, ValueError for a pattern that is none, OSError where the
    folder of results cannot be held.
    """
    last = known_inputs(_last(night.path(night.report, task.day)))
    with nullcontext() if task.dry else locked(night.path(night.out, task.day), LOCK):
        report = _read_and_build(night, task, replace(options, formats=night.formats), wait)
        if report.made and (report.folder or task.dry):
            now = inputs(report.made)
            report = replace(report, inputs=now, changed=changed_inputs(last, now))
        else:  # the set that stands was made from what it was
            report = replace(report, inputs=last)
        if not task.dry:
            path = night.path(night.report, task.day)
            report = _told(path, report, options.language)  # before what comes after, which may send it on
            if report.folder and night.hook:
                report = _told(path, _hooked(night, report, options.language), options.language)
    return report


def _read_and_build(
    night: Night, task: Task, options: BuildOptions, wait: Wait
) -> NightReport:
    standing = Standing() if options.store is None or task.dry else NOTHING_STANDING
    chosen = replace(options, release=night.release, preflight=night.preflight)
    strict = Overrides(date=task.day, settings=night.settings, decode=True, night=True)
    tries = 0
    while tries < night.retries and not task.dry:  # while there is time, everything has to be there
        tries += 1
        report = replace(_tried(night, task, chosen, (strict, standing)), tries=tries)
        if report.made is None:
            wait(night.wait, BroadsheetError(report.findings, report.sources))
        elif not _has_lost_a_picture(report):
            return report
    lenient = replace(strict, missing=night.missing, gaps=night.gaps)
    for tried in range(tries + 1, tries + 1 + _ANEW):
        report = replace(_tried(night, task, chosen, (lenient, standing)), tries=tried)
        if not (night.gaps and _has_lost_a_picture(report)):
            break
    return report


def _has_lost_a_picture(report: NightReport) -> bool:
    """Whether nothing was built for a picture that was replaced, or went, since it was read: when it is read
    again it is another one, or leaves its gap."""
    return any(item.code == "E605" and item.severity is Severity.ERROR for item in report.findings)


def _tried(
    night: Night, task: Task, options: BuildOptions, read: tuple[Overrides, Keeper]
) -> NightReport:
    """One reading, and the set of what was made up, written unless this is a dry run."""
    edition, out = night.path(night.edition, task.day), night.path(night.out, task.day)
    made, report = None, NightReport(task.day, 0, 0)
    try:
        with standing_in_store(edition, read[0], options, read[1]) as known:
            made = make(edition, read[0], known, options.executor, options.font_tables)
            report = replace(report, late=_late(out, made, task.pages, options.language))
            if not task.dry:
                result = finish(edition, made, out, options, known)  # no page but those that were looked at
                made = result.made
                report = replace(report, folder=str(result.folder), files=result.files)
    except BroadsheetError as error:
        return NightReport(task.day, 2, 0, made, findings=error.diagnostics, sources=error.sources)
    found = made.diagnostics
    code = max(worst(found), 1 if any(item.code in MISSING for item in found) else 0)
    return replace(report, code=code, made=made, findings=found, sources=made.sources)


def _late(
    out: Path, made: MadeEdition, pages: tuple[int, ...], language: Language
) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """What each late page changes. Raises BroadsheetError where something stands against it."""
    late = late_pages(out, made.tree, pages, language) if pages else LatePages()
    if late.against:
        raise BroadsheetError((*made.diagnostics, *late.against), made.sources)
    return late.changes


def _hooked(night: Night, report: NightReport, language: Language) -> NightReport:
    """Run the command that comes after; its failure is a problem of the night."""
    values = {
        "set": report.folder,
        "report": str(night.path(night.report, report.day)),
        "date": report.day.isoformat(),
    }
    command = [_filled(part, values) for part in night.hook]
    code, output = run_hook(command, night.root, night.hook_timeout, language)
    whole = max(report.code, 1) if code else report.code
    return replace(report, hook=code, hook_output=output[-_MOST_SHOWN:], code=whole)


def _told(path: Path, report: NightReport, language: Language) -> NightReport:
    """The report, written. Where it cannot be, that is a problem of the night, and told: the pages are made,
    and the plant waits for them."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, as_json(report, language))
    except OSError as error:
        problem = replace(unwritable(path, error), level=Severity.PROBLEM)
        found = report.findings if problem in report.findings else (*report.findings, problem)
        return replace(report, findings=found, code=max(report.code, 1))
    return report


def _filled(part: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        part = part.replace("{" + name + "}", value)
    return part


def _last(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
