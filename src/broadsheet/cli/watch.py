"""``watch``: build again whenever something that the edition is made of changes."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from broadsheet.api import Press
from broadsheet.cli import WRONG, lost_output
from broadsheet.cli.flags import overrides_of
from broadsheet.cli.results import options_of
from broadsheet.cli.show import check_limits, guarded, language_of, show_findings
from broadsheet.diagnostics import BroadsheetError, Said, diagnostic
from broadsheet.output import is_set
from broadsheet.press import worst
from broadsheet.resources import shipped
from broadsheet.stamps import Stamp, real_path, stamp_of
from broadsheet.ticket import RELEASED

EVERY = 0.25
"""Seconds between two looks at the files; a desk does not notice more."""

MOST_FILES = 20_000
"""Files that are looked at; a folder with more is no edition's."""

_LIMITS = {"builds": (0, 1_000_000)}  # 0 for no end

Stamps = Mapping[str, Stamp]
"""By path: what each file is known by."""

_LINES = {
    "en": ("{clock}  {pages} made in {seconds:.2f} s  {folder}", "no page", "page{count:s} {pages}"),
    "zh": ("{clock}  {pages}，用时 {seconds:.2f} 秒  {folder}", "没有版面变动", "第 {pages} 版已重排"),
}


@guarded
def run(arguments: argparse.Namespace) -> int:
    """Build, wait for a change, build again; until interrupted, or ``--builds`` times: then the exit code is
    the last build's."""
    check_limits(arguments, _LIMITS)
    edition, out = Path(arguments.edition), Path(arguments.out)
    press = Press(edition, out, overrides=overrides_of(arguments), options=options_of(arguments))
    if not edition.exists():  # one that is only saved anew is waited for
        raise BroadsheetError([diagnostic("E101", path=edition)])
    places = [edition if edition.is_dir() else edition.parent, shipped("layouts"), shipped("fonts")]
    if arguments.profile:
        places.append(Path(arguments.profile))
    done = 0
    while True:
        seen = stamps(places, out)
        code = _build(press, arguments)
        done += 1
        if (arguments.builds and done >= arguments.builds) or isinstance(lost_output(), BrokenPipeError):
            return code
        while stamps(places, out) == seen:
            time.sleep(EVERY)


def _build(press: Press, arguments: argparse.Namespace) -> int:
    """One build and its line; wrong input is shown, and waited on. Returns the build's exit code."""
    start = time.perf_counter()
    try:
        result = press.build()
    except BroadsheetError as error:
        show_findings(error.diagnostics, arguments, error.sources)
        return WRONG
    show_findings(result.diagnostics, arguments, result.made.sources)
    line, none, some = _LINES[language_of(arguments)]
    numbers = ", ".join(str(number) for number in press.pages_made)
    print(
        line.format(
            clock=f"{datetime.now().astimezone():%H:%M:%S}",
            pages=some.format(pages=numbers, count=Said(len(press.pages_made))) if numbers else none,
            seconds=time.perf_counter() - start,
            folder=result.folder,
        ),
        file=sys.stderr if arguments.report == "json" else sys.stdout,  # which is for machines then
        flush=True,
    )
    return worst(result.diagnostics, strict=arguments.strict)


def stamps(places: Sequence[Path], out: Path) -> Stamps:
    """The files that an edition may be made of, below these folders: not the results, nor what is hidden.

    Where the folder of results is the edition's own, only the sets in it, and what was released, are results.
    Links to folders may lead round in circles, or to where no edition reads anything.
    """
    found: dict[str, Stamp] = {}
    results, homes = real_path(out), [real_path(place) for place in places]
    been: set[Path] = set()
    waiting = list(places)
    while waiting and len(found) < MOST_FILES:
        path = waiting.pop()
        with suppress(OSError):  # gone meanwhile
            if not path.is_dir():
                found[str(path)] = stamp_of(path)
                continue
            folder = real_path(path)
            if folder in been or not any(folder.is_relative_to(home) for home in homes):
                continue
            been.add(folder)
            seen = [each for each in path.iterdir() if not each.name.startswith(".")]
            if folder != results:
                waiting.extend(seen)
            elif path in places:
                waiting.extend(each for each in seen if not is_set(each) and each.name != RELEASED)
    return found
