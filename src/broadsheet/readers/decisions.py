"""Decisions about pages that differ: a YAML or JSON file, page by page."""

from __future__ import annotations

from pathlib import Path

from broadsheet.diagnostics import BroadsheetError
from broadsheet.model.decision import Decision, Ruling
from broadsheet.readers.files import Files
from broadsheet.readers.report import RefusedError, Report
from broadsheet.readers.schema import Key, Named, Reading, Record, Table
from broadsheet.readers.values import Choice, Text
from broadsheet.rows import NamedTuple
from broadsheet.stamps import real_path

_MOST_DIGITS = 4
"""Of a page number."""


class RawDecision(NamedTuple):
    """What is written about a page."""

    decision: Ruling = Ruling.REGRESSION
    reason: str = ""
    change: str = ""


class RawDecisions(NamedTuple):
    """The file."""

    pages: tuple[Named[RawDecision], ...] = ()


_DECISION: Record[RawDecision] = Record(
    RawDecision,
    "decision",
    {
        "decision": Key(
            Choice(Ruling), "the page was meant to change, or was not, or nobody looks at it",
            required=True, stand_in=Ruling.REGRESSION,
        ),
        "reason": Key(Text(), "why, in a sentence", required=True, stand_in="?"),
        "change": Key(
            Text(), "the change that was decided about, as reports name it; without it any change is meant"
        ),
    },
)  # fmt: skip

DECISIONS: Record[RawDecisions] = Record(
    RawDecisions,
    "decisions",
    {"pages": Key(Table(_DECISION), "what was decided, by page number", required=True, stand_in=())},
)


def read_decisions(path: Path) -> dict[int, Decision]:
    """The decisions of a file, by page. Raises BroadsheetError with everything that is wrong in it."""
    report = Report()
    files = Files(path.parent, report)
    found: dict[int, Decision] = {}
    try:
        raw = DECISIONS.read(files.yaml(real_path(path)), "", Reading(report))
        for name, span, value in raw.pages:
            if not (name.isascii() and name.isdigit() and len(name) <= _MOST_DIGITS):
                report.add("E113", span, key="pages", expected="a page number", found=repr(name))
                continue
            if not value.reason:
                report.add("E113", span, key=f"pages.{name}.reason", expected="a reason", found="nothing")
            found[int(name)] = Decision(int(name), value.decision, value.reason, value.change, span)
    except RefusedError:
        pass
    if report.errors:
        raise BroadsheetError(report.errors, files.sources)
    return found
