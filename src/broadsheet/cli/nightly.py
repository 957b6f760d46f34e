"""``nightly``: the production desk's run."""

from __future__ import annotations

import argparse
import sys
import time
from datetime import date
from functools import partial
from pathlib import Path

from broadsheet.cli.flags import pages_named
from broadsheet.cli.show import guarded, language_of, show_findings, show_json
from broadsheet.diagnostics import BroadsheetError, diagnostic, render_text
from broadsheet.exclusive import LockedError
from broadsheet.executor import executor_for
from broadsheet.messages import Language
from broadsheet.nightly.report import as_json, as_text
from broadsheet.nightly.run import Task, run_night
from broadsheet.options import BuildOptions
from broadsheet.output import unwritable
from broadsheet.readers.night import read_night
from broadsheet.resources import cache_folder

_AGAIN: dict[Language, str] = {
    "en": "not all is there; read again in {seconds} s",
    "zh": "稿件未齐，{seconds} 秒后再读",
}

LOCKED = 3
"""The exit code where another run is at work."""


@guarded
def run(arguments: argparse.Namespace) -> int:
    """Run a night; 0 clean, 1 problems or missing copy, 2 nothing built, 3 another run is at work."""
    night = read_night(Path(arguments.config))
    language = language_of(arguments)
    task = Task(_day(arguments.date), pages_named(arguments.page, "--page"), arguments.dry_run)
    try:
        kept = cache_folder()
        options = BuildOptions(
            language=language,
            executor=executor_for(night.jobs),
            picture_cache=kept / "pictures" if kept else None,
            store=kept / "editions" if kept else None,
        )
        report = run_night(night, task, options, partial(_wait, arguments))
    except LockedError as error:
        print(render_text(diagnostic("E425", who=error), language=language), file=sys.stderr)
        return LOCKED
    except OSError as error:
        path = Path(error.filename or night.path(night.out, task.day))
        raise BroadsheetError([unwritable(path, error)]) from error
    if arguments.report == "json":
        show_json(as_json(report, language).rstrip())
    else:
        show_findings(report.findings, arguments, report.sources)
        print(as_text(report, language))
    return report.code


def _wait(arguments: argparse.Namespace, seconds: float, error: BroadsheetError) -> None:
    """Say what is waited for, as people read it, and wait."""
    language = language_of(arguments)
    if arguments.report == "text":
        show_findings(error.diagnostics, arguments, error.sources)
        print(_AGAIN[language].format(seconds=f"{seconds:g}"), file=sys.stderr, flush=True)
    time.sleep(seconds)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise BroadsheetError([diagnostic("E408", value=written)]) from None
