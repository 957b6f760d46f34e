"""``build`` with several editions: one line each, and a count on a terminal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from broadsheet.archive import ArchiveJob, EditionReport, build_archive
from broadsheet.cli.flags import overrides_of
from broadsheet.cli.results import options_of
from broadsheet.cli.show import language_of
from broadsheet.diagnostics import BroadsheetError, diagnostic, render_json, render_text
from broadsheet.executor import Executor, SerialExecutor
from broadsheet.messages import Language
from broadsheet.records import replace

_WORDS = {
    "en": ("built", "has problems", "failed", "as it was", "{done} of {all} editions"),
    "zh": ("已排", "有问题", "未成", "未变", "{done}/{all} 期"),
}


def run_archive(editions: list[Path], arguments: argparse.Namespace) -> int:
    """Build them all; the worst of their exit codes."""
    options = replace(options_of(arguments), executor=SerialExecutor(), store=None)  # once each
    job = ArchiveJob(Path(arguments.out), overrides_of(arguments), options, arguments.resume)
    codes = []
    try:
        with _workers(arguments) as executor:
            for done, report in enumerate(build_archive(editions, job, executor), 1):
                _show(report, arguments)
                _count(done, len(editions), arguments)
                codes.append(report.code)
    except ValueError as error:
        raise BroadsheetError([diagnostic("E105", flag="EDITION", reason=f"{error}: named twice")]) from error
    return max(codes, default=0)


@contextmanager
def _workers(arguments: argparse.Namespace) -> Iterator[Executor]:
    """Who builds: a cluster where ``--scheduler`` names one, worker processes, or this process."""
    if arguments.scheduler:
        from broadsheet.cluster import cluster_executor  # noqa: PLC0415  late, and an extra

        with cluster_executor(arguments.scheduler) as executor:
            yield executor
    elif arguments.jobs > 1:
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  late: 40 ms

        with ProcessPoolExecutor(arguments.jobs) as pool:
            yield pool
    else:
        yield SerialExecutor()


def _show(report: EditionReport, arguments: argparse.Namespace) -> None:
    """An edition's line, and what was found where it is more than a warning; as JSON, all that was."""
    language = language_of(arguments)
    if arguments.report == "json":
        print(_json(report, language), flush=True)
        return
    built, problems, failed, passed, _ = _WORDS[language]
    word = passed if report.passed_over else (built, problems, failed)[report.code]
    print(f"{report.name}  {word}  {report.seconds:.2f} s  {report.folder}", flush=True)
    for item in report.findings if report.code else ():
        if item.severity.value in {"error", "problem"}:
            print(f"  {render_text(item, _no_source, language)}", file=sys.stderr)


def _json(report: EditionReport, language: Language) -> str:
    """An edition as an object in one line, so that an archive of any size can be read as it comes."""
    import json  # noqa: PLC0415  late: people read text

    return json.dumps(
        {
            "edition": report.name,
            "folder": report.folder,
            "code": report.code,
            "pages": report.pages,
            "passed_over": report.passed_over,
            "findings": json.loads(render_json(report.findings, language)),
        },
        ensure_ascii=False,
    )


def _no_source(_: str) -> None:
    """The texts stayed with the worker."""


def _count(done: int, total: int, arguments: argparse.Namespace) -> None:
    if sys.stderr.isatty():
        words = _WORDS[language_of(arguments)][-1].format(done=done, all=total)
        width = 30
        bar = "█" * (width * done // total)
        print(f"\r{bar.ljust(width, '·')} {words}", end="\n" if done == total else "", file=sys.stderr)
