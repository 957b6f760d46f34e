"""``diff``: what differs between two sets, by their layout trees."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.cli import CLEAN, PROBLEMS
from broadsheet.cli.show import check_limits, guarded, language_of, show_json
from broadsheet.diagnostics import BroadsheetError
from broadsheet.diff.decided import Decided, settle
from broadsheet.diff.html import Report, render_html
from broadsheet.diff.report import fingerprint, render_json, render_text
from broadsheet.diff.sets import PageSet, find_set
from broadsheet.diff.trees import diff_trees
from broadsheet.output import unwritable, write_whole

if TYPE_CHECKING:
    from broadsheet.diff.change import TreeDiff
    from broadsheet.model.decision import Decision

DPI = (1, 600)


@guarded
def run(arguments: argparse.Namespace) -> int:
    """Compare two trees, print what differs; exit 1 where anything does."""
    check_limits(arguments, {"dpi": DPI})
    old, new = (find_set(Path(path)) for path in (arguments.old, arguments.new))
    diff = diff_trees(old.layout(), new.layout())
    decided = decisions_on(
        {page: fingerprint(diff, page) for page in diff.changed_pages()}, arguments
    )
    if arguments.html:
        write_html(arguments, _report(diff, (old, new), decided, arguments))
    if arguments.format == "json":
        show_json(render_json(diff, {page: ruling for page, (ruling, _, _) in decided.rulings.items()}))
    else:
        print(render_text(diff, language_of(arguments), decided.told()))
    return PROBLEMS if decided.open else CLEAN


def decisions_on(changes: dict[int, str], arguments: argparse.Namespace) -> Decided:
    """What ``--decisions`` makes of pages that differ. Raises BroadsheetError."""
    decisions: dict[int, Decision] = {}
    if arguments.decisions:
        from broadsheet.readers.decisions import read_decisions  # noqa: PLC0415  late: yaml, only where it is read

        decisions = read_decisions(Path(arguments.decisions))
    return settle(changes, decisions, language_of(arguments))


def _report(
    diff: TreeDiff, sets: tuple[PageSet, PageSet], decided: Decided, arguments: argparse.Namespace
) -> Report:
    from broadsheet.diff.views import Shown, report_of_trees  # noqa: PLC0415  late: pdfium and Pillow, 120 ms

    shown = Shown(arguments.dpi, language_of(arguments), decided.rulings)
    return report_of_trees(diff, *sets, shown)


def write_html(arguments: argparse.Namespace, report: Report) -> None:
    """Write a report to ``--html``. Raises BroadsheetError."""
    path = Path(arguments.html)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = render_html(report, language_of(arguments))
        if path.is_symlink() or (path.exists() and not path.is_file()):
            # /dev/stdout, a pipe: nothing takes their place
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
        else:
            write_whole(path, text)
    except OSError as error:
        raise BroadsheetError([unwritable(path, error)]) from error
