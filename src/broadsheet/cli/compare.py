"""``proof compare``: what looks different between two sets of PDFs."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from broadsheet.cli import CLEAN, PROBLEMS
from broadsheet.cli.diff import DPI, decisions_on, write_html
from broadsheet.cli.show import check_limits, guarded, language_of, show_json
from broadsheet.diagnostics import BroadsheetError, diagnostic
from broadsheet.diff.looks import look_fingerprint, looks_json, looks_text
from broadsheet.diff.pages import Seen, compare_pages
from broadsheet.diff.sets import find_pdfs
from broadsheet.diff.views import Shown, report_of_looks
from broadsheet.proof.pixels import Tolerance

_LIMITS = {"dpi": DPI, "tolerance": (0, 254), "shift": (0, 20)}


@guarded
def run(arguments: argparse.Namespace) -> int:
    """Compare two sets of pages, print where they look different; exit 1 where they do."""
    check_limits(arguments, _LIMITS)
    old, new = (find_pdfs(Path(path)) for path in (arguments.old, arguments.new))
    for side in (old, new):
        if side.tree is None:
            _require_ends(side.pdfs.values())
    seen = Seen(arguments.dpi, Tolerance(arguments.tolerance, arguments.shift))
    pages = list(compare_pages(old, new, seen))
    decided = decisions_on(
        {page.pair.number: look_fingerprint(page) for page in pages if page.changed}, arguments
    )
    if arguments.html:
        shown = Shown(seen.dpi, language_of(arguments), decided.rulings)
        write_html(arguments, report_of_looks(pages, (arguments.old, arguments.new), shown))
    if arguments.format == "json":
        show_json(looks_json(pages, seen.dpi, decided.rulings))
    else:
        print(looks_text(pages, seen.dpi, language_of(arguments), decided.told()))
    return PROBLEMS if decided.open else CLEAN


def _require_ends(paths: Iterable[Path]) -> None:
    """Raise BroadsheetError for a PDF of others' that no reader comes to the end of."""
    from broadsheet.pdfcheck.instructions import TooMuchError  # noqa: PLC0415  late: pikepdf, for foreign PDFs
    from broadsheet.pdfcheck.nesting import require_ends  # noqa: PLC0415  late: likewise

    for path in paths:
        try:
            require_ends(path)
        except TooMuchError as error:
            raise BroadsheetError([diagnostic("E102", path=path, reason=error)]) from error
