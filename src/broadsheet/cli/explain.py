"""``explain``: why the lines of a paragraph are as they are."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from broadsheet.cli.flags import set_pairs
from broadsheet.cli.show import guarded, table
from broadsheet.compose.explain import LineReport, item_rows, line_report
from broadsheet.compose.setline import SetLine
from broadsheet.diagnostics import BroadsheetError, diagnostic, hint
from broadsheet.makeup.story import set_story
from broadsheet.model.edition import Edition, Story
from broadsheet.press import settings_of
from broadsheet.readers.edition import read_edition
from broadsheet.readers.report import Overrides
from broadsheet.resources import font_tables

_STEPS = {
    "squeeze": {
        2: "word spaces", 3: "interpuncts", 4: "brackets and quotes", 5: "commas", 6: "Han–Latin gaps",
        7: "sentence ends", 0: "Han gaps",
    },
    "stretch": {1: "word spaces", 2: "Han–Latin gaps", 0: "all gaps alike"},
}  # fmt: skip


@guarded
def run(arguments: argparse.Namespace) -> int:
    """Print the lines of a story's paragraphs with what was done to each."""
    result = read_edition(Path(arguments.edition), Overrides(settings=tuple(set_pairs(arguments.settings))))
    story = _story(result.edition, arguments.story)
    galley = set_story(story, settings_of(result.edition, font_tables())).galley
    numbers = sorted({line.number for line in galley.lines if line.number >= 0})
    if arguments.paragraph is not None:
        if not 1 <= arguments.paragraph <= len(numbers):
            low, high = 1, len(numbers)
            found = diagnostic("E115", key="--paragraph", value=arguments.paragraph, low=low, high=high)
            raise BroadsheetError([found])
        numbers = [numbers[arguments.paragraph - 1]]
    style = story.parts[0].style.body
    shown: list[dict[str, object]] = []
    for place, number in enumerate(numbers, arguments.paragraph or 1):
        lines = [line for line in galley.lines if line.number == number]
        reports = [
            line_report(line.items, line.line, index, style.spacing) for index, line in enumerate(lines, 1)
        ]
        if arguments.format == "json":
            entry: dict[str, object] = {"paragraph": place, "lines": [asdict(row) for row in reports]}
            if arguments.items:
                entry["items"] = [asdict(row) for row in item_rows(lines[0].items)]
            shown.append(entry)
        else:
            _print(place, lines, reports, items=arguments.items)
    if arguments.format == "json":
        print(json.dumps(shown, ensure_ascii=False, indent=1))
    return 0


def _story(edition: Edition, slug: str) -> Story:
    for story in edition.stories:
        if story.article.slug == slug:
            return story
    names = ", ".join(story.article.slug for story in edition.stories)
    raise BroadsheetError([diagnostic("E401", None, (hint("known", names=names),), name=slug)])


def _print(place: int, lines: Sequence[SetLine], reports: Sequence[LineReport], *, items: bool) -> None:
    em = lines[0].items.em
    print(f"paragraph {place}")
    for set_line, report in zip(lines, reports, strict=True):
        slot = set_line.slot
        print(f"{report.number:4}  page {slot.page} leg {slot.leg + 1} line {slot.line}  {report.text}")
        for sentence in _sentences(report, em):
            print(f"        {sentence}")
    if items:
        print(_item_table(lines[0]))


def _sentences(report: LineReport, em: int) -> list[str]:
    need = report.room - report.natural
    first = f"natural {report.natural / em:.2f} em in {report.room / em:.2f} em"
    if report.ending == "last":
        return [f"{first}; the paragraph's last line, set natural"]
    kind = "stretch" if need >= 0 else "squeeze"
    parts = [f"{_STEPS[kind].get(step, step)} {amount / em:+.2f}" for step, amount in report.steps]
    head = f"{first}: {kind} {abs(need) / em:.2f} em" if need else f"{first}: fits exactly"
    if parts:
        head += f" ({', '.join(parts)}; {report.per_gap / em:+.3f} em at each of {report.gaps} gaps)"
    sentences = [head]
    if report.ending in ("emergency", "overfull"):
        sentences.append(f"{report.ending}: no break is allowed within the line's room")
    if report.runt:
        sentences.append(_runt_sentence(report))
    over = report.next_width - need
    if report.next_unit and need > 0 and over > 0:
        sentences.append(
            f"next is “{report.next_unit}”, {report.next_width / em:.2f} em, which may not be parted: "
            f"taking it in would need {over / em:.2f} em of squeeze"
        )
    sentences.extend(_candidate_sentence(report, em))
    return sentences


def _runt_sentence(report: LineReport) -> str:
    if report.runt_taken_in:
        return f"“{report.runt}” was taken in: it would have stood alone in the paragraph's last line"
    return f"a character was left to the last line, where “{report.runt}” would have stood alone"


def _candidate_sentence(report: LineReport, em: int) -> list[str]:
    rows = []
    for candidate in report.candidates:
        chosen = "*" if report.text.endswith(candidate.tail) and candidate.natural == report.natural else " "
        able = "within" if abs(candidate.need) <= candidate.give else "beyond"
        rows.append(
            f"{chosen} …{candidate.tail}| {candidate.need / em:+.2f} em, "
            f"{able} the {candidate.give / em:.2f} em it may give ({candidate.kind})"
        )
    return rows


def _item_table(line: SetLine) -> str:
    em = line.items.em
    rows = [("box", "char", "class", "width em", "glue em", "break before")]
    rows.extend(
        (
            str(row.index), row.character.strip() or "space", row.kind, f"{row.width / em:.3f}",
            f"{row.gap / em:.3f}", row.break_before,
        )
        for row in item_rows(line.items)
    )  # fmt: skip
    return table(rows, right=frozenset((0, 3, 4)))
