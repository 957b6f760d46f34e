"""``build`` with several editions: one line each, and a count on a terminal."""

from __future__ import annotations

import argparse
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Self

from broadsheet.archive import ArchiveJob, EditionReport, build_archive, lost_edition
from broadsheet.cli.flags import overrides_of
from broadsheet.cli.results import options_of
from broadsheet.cli.show import language_of, show_json
from broadsheet.diagnostics import BroadsheetError, Diagnostic, diagnostic, render_json, render_text
from broadsheet.executor import Executor, PoolExecutor, SerialExecutor
from broadsheet.messages import Language
from broadsheet.options import BuildOptions
from broadsheet.records import replace

_WORDS = {
    "en": ("built", "has problems", "failed", "as it was", "{done} of {all} editions"),
    "zh": ("已排", "有问题", "未成", "未变", "{done}/{all} 期"),
}
_WIDTH = 30  # of the bar, in characters
_IN_A_LINE = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "·")  # what a terminal obeys
_CLEARED = "\r\x1b[K"  # to the line's start, and nothing on it (ECMA-48, EL)
_STOPPED = {
    "en": "stopped; --resume passes over what is built",
    "zh": "已中止；用 --resume 可跳过已排好的各期",
}


def run_archive(editions: list[Path], arguments: argparse.Namespace) -> int:
    """Build them all; the worst of their exit codes."""
    options = replace(options_of(arguments), executor=SerialExecutor(), store=None)  # once each
    out = Path(arguments.out)
    if arguments.scheduler:  # workers were started wherever they were started
        editions, out, options = [path.absolute() for path in editions], out.absolute(), _absolute(options)
    job = ArchiveJob(out, overrides_of(arguments), options, arguments.resume, arguments.strict)
    worst = 0
    late: deque[Diagnostic] = deque()  # of workers that joined: another thread finds it
    with _workers(arguments, late.append) as executor:
        try:
            reports = build_archive(editions, job, executor)
        except ValueError as error:
            wrong = diagnostic("E105", flag="EDITION", reason=f"{error}: named twice")
            raise BroadsheetError([wrong]) from error
        with closing(reports), _Progress(len(editions), arguments) as progress:
            for report in reports:
                progress.hide()
                while late:
                    print(render_text(late.popleft(), _no_source, language_of(arguments)), file=sys.stderr)
                _show(report, arguments)
                progress.show()
                worst = max(worst, report.code)
    return worst


def _absolute(options: BuildOptions) -> BuildOptions:
    paths = {
        name: path.absolute()
        for name in ("profile", "picture_cache", "font_tables")
        if (path := getattr(options, name)) is not None
    }
    return replace(options, **paths)


@contextmanager
def _workers(arguments: argparse.Namespace, tell: Callable[[Diagnostic], None]) -> Iterator[Executor]:
    """Who builds: a cluster where ``--scheduler`` names one, worker processes, or this process."""
    if arguments.scheduler:
        from broadsheet.cluster import cluster_executor  # noqa: PLC0415  late, and an extra

        with cluster_executor(arguments.scheduler, arguments.compressor, tell) as executor:
            yield executor
    else:
        yield PoolExecutor(arguments.jobs, lost_edition) if arguments.jobs > 1 else SerialExecutor()


def _show(report: EditionReport, arguments: argparse.Namespace) -> None:
    """An edition's line, and what was found that counts; as JSON, all that was."""
    language = language_of(arguments)
    if arguments.report == "json":
        show_json(_json(report, language))
        return
    built, problems, failed, passed, _ = _WORDS[language]
    word = passed if report.passed_over else (built, problems, failed)[report.code]
    line = f"{report.name}  {word}  {report.seconds:.2f} s  {report.folder}"
    print(line.translate(_IN_A_LINE), flush=True)
    counts = {"error", "problem", "warning"} if arguments.strict else {"error", "problem"}
    for item in report.findings:
        if item.severity.value in counts:
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


class _Progress:
    """How far an archive is, on a terminal: a bar below the lines. A context; says how to go on where it is
    left by an interrupt."""

    def __init__(self, total: int, arguments: argparse.Namespace) -> None:
        self._done = -1
        self._total = total
        self._language = language_of(arguments)
        self._is_shown = sys.stderr.isatty()

    def __enter__(self) -> Self:
        self.show()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._is_shown:
            print(file=sys.stderr)
        if kind is KeyboardInterrupt:
            print(_STOPPED[self._language], file=sys.stderr)

    def hide(self) -> None:
        """Make room for a line."""
        if self._is_shown:
            print(_CLEARED, end="", file=sys.stderr, flush=True)

    def show(self) -> None:
        """One more is done."""
        self._done += 1
        if self._is_shown:
            words = _WORDS[self._language][-1].format(done=self._done, all=self._total)
            bar = "█" * (_WIDTH * self._done // self._total)
            print(f"\r{bar.ljust(_WIDTH, '·')} {words}", end="", file=sys.stderr, flush=True)
