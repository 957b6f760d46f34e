"""``build`` and ``check``."""

from __future__ import annotations

import argparse
from pathlib import Path

from broadsheet.archive import editions_in
from broadsheet.cli.flags import overrides_of
from broadsheet.cli.results import options_of
from broadsheet.cli.show import guarded, language_of, show_findings, table
from broadsheet.collector import held
from broadsheet.diagnostics import Said
from broadsheet.messages import Sentence
from broadsheet.press import MadeEdition, build, make, worst
from broadsheet.records import replace
from broadsheet.resources import font_tables

_HEAD = {
    "en": ("page", "section", "story", "headline", "lines", "chars", "over", "under"),
    "zh": ("版", "版名", "稿件", "标题", "行", "字", "多", "缺"),
}
_WRITTEN: Sentence = {"en": "{folder}  ({count} file{count:s})", "zh": "{folder}  （{count} 个文件）"}
_LONGEST_HEADLINE = 18


@guarded
def run_build(arguments: argparse.Namespace) -> int:
    """Make the pages, print the table, return the exit code."""
    editions = editions_in(arguments.editions)
    single = len(editions) == 1 and editions == [Path(each) for each in arguments.editions]
    if not single or arguments.resume or arguments.scheduler:
        from broadsheet.cli.archive import run_archive  # noqa: PLC0415  late: only where it is wanted

        return run_archive(editions, arguments)
    out = Path(arguments.out)
    result = held(build(editions[0], out, overrides_of(arguments), options_of(arguments)))
    show_findings(result.diagnostics, arguments, result.made.sources)
    if not arguments.quiet and arguments.report == "text":
        print(story_table(result.made, arguments))
        said = _WRITTEN[language_of(arguments)]
        print(said.format(folder=result.folder, count=Said(len(result.files))))
    return worst(result.diagnostics, strict=arguments.strict)


@guarded
def run_check(arguments: argparse.Namespace) -> int:
    """Make the pages up without writing anything."""
    overrides = replace(overrides_of(arguments), decode=True)  # nothing is painted, where else it would be
    made = held(make(Path(arguments.edition), overrides, font_tables=font_tables()))
    show_findings(made.diagnostics, arguments, made.sources)
    if arguments.report == "text":
        print(story_table(made, arguments))
    return worst(made.diagnostics, strict=arguments.strict)


def story_table(made: MadeEdition, arguments: argparse.Namespace) -> str:
    """A line a story, page by page: lines set, characters, lines over, lines under."""
    rows: list[tuple[str, ...]] = [_HEAD[language_of(arguments)]]
    sections = {page.number: page.section for page in made.tree.pages}
    for record in sorted(made.tree.stories, key=lambda record: record.pages[:1]):
        under = sum(lines for _, _, lines in record.unused)
        headline = record.headline
        if len(headline) > _LONGEST_HEADLINE:
            headline = headline[: _LONGEST_HEADLINE - 1] + "…"
        rows.append(
            (
                "→".join(str(page) for page in record.pages),
                sections.get(record.pages[0], "") if record.pages else "",
                record.slug,
                headline,
                str(record.lines),
                str(record.characters),
                str(record.overset_lines or "·"),
                str(under or "·"),
            )
        )
    return table(rows, right=frozenset((4, 5, 6, 7)))
