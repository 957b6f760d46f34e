"""What a night's run did, as a record, as JSON and as text."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from broadsheet import __version__
from broadsheet.checking import MARKED, marked_in
from broadsheet.diagnostics import Diagnostic
from broadsheet.messages import LABELS, Language
from broadsheet.press import MadeEdition
from broadsheet.records import field, record
from broadsheet.source import Source
from broadsheet.tree.spread import pages_of
from broadsheet.tree.walk import pictures

_HOOK_LINES = 10
"""Of what a command said that failed: its last lines."""

_FONT = "font "

_MOST_CHANGES = 6
"""Of a late page, that the text tells; the JSON has all."""

_NOTHING = 2
"""The exit code of a night that was not written."""

MISSING = (MARKED, "W421")
"""What is found where a story was not filed."""


@record
class NightReport:
    """A run: ``code`` is its exit code, ``folder`` the set that it wrote (none in a dry run or after a
    failure), ``tries`` how often copy was read, ``hook`` the exit code of the command after it. ``inputs`` is
    what the set was made from, or where none was written the one that stands, by name with its hash;
    ``changed`` the names of what differs from the last run of the same night. ``late`` says of
    each late page what it changed. ``sources`` are the texts that findings are about."""

    day: date
    code: int
    tries: int
    made: MadeEdition | None = None
    folder: str = ""
    files: tuple[str, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    hook: int | None = None
    hook_output: str = ""
    changed: tuple[str, ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)
    late: tuple[tuple[int, tuple[str, ...]], ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)


def as_json(report: NightReport, language: Language = "en") -> str:
    """The report for programs; the same run gives the same text."""
    made = report.made
    whole = {
        "date": report.day.isoformat(),
        "code": report.code,
        "tries": report.tries,
        "set": report.folder,
        "files": list(report.files),
        "missing": [dict(item.values)["slug"] for item in report.findings if item.code in MISSING],
        "findings": [
            {
                "code": item.code,
                "severity": item.severity.value,
                "place": str(item.span) if item.span else "",
                "message": item.message(language),
            }
            for item in report.findings
        ],
        "pages": [] if made is None else _pages(made),
        "stories": [] if made is None else _stories(made),
        "inputs": dict(report.inputs),
        "late": [{"page": page, "changes": list(told)} for page, told in report.late],
        "changed": list(report.changed),
        "hook": None if report.hook is None else {"code": report.hook, "output": report.hook_output},
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _pages(made: MadeEdition) -> list[dict[str, object]]:
    """Each page and what stands on it: what a change of a story, picture or advertisement reaches."""
    layouts = {plan.number: plan.layout.name for plan in made.edition.pages}
    return [
        {
            "page": page.number,
            "section": page.section,
            "name": page.name,
            "layout": layouts.get(page.number, ""),
            "stories": [story.slug for story in made.tree.stories if page.number in story.pages],
            "pictures": sorted({picture.name for picture in pictures(page.groups)}),
            "ads": [ad.name for ad in made.edition.ads if ad.page == page.number],
        }
        for page in made.tree.pages
    ]


def _stories(made: MadeEdition) -> list[dict[str, object]]:
    return [
        {
            "slug": story.slug,
            "pages": list(story.pages),
            "lines": story.lines,
            "characters": story.characters,
            "over": story.overset_lines,
            "under": sum(lines for _, _, lines in story.unused),
        }
        for story in made.tree.stories
    ]


def known_inputs(before: str) -> dict[str, str]:
    """The inputs in a report as it was written (JSON); none where that is no report."""
    try:
        return dict(json.loads(before)["inputs"])
    except (ValueError, KeyError, TypeError):
        return {}


def changed_inputs(last: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """The names of inputs that were added, left out or changed since the last run; none after none. A font
    that only came into use with a story, or went out of it, is what it was."""
    names = last.keys() | now.keys() if last else ()
    return tuple(
        sorted(
            name
            for name in names
            if last.get(name) != now.get(name)
            and not (name.startswith(_FONT) and name not in last.keys() & now.keys())
        )
    )


def inputs(made: MadeEdition) -> dict[str, str]:
    """Everything that the pages were made from, by name, with its sha256; the engine with its version.

    Names are those from the edition's folder, wherever the run was started.
    """
    found = {
        _from_home(name, made): hashlib.sha256(source.text.encode()).hexdigest()
        for name, source in made.sources.items()
    }
    found["broadsheet"] = __version__
    for page in made.tree.pages:
        found.update((picture.name, picture.digest) for picture in pictures(page.groups) if not picture.gap)
    found.update((f"{_FONT}{face.key}", face.digest) for face in made.tree.faces)
    return found


def _from_home(name: str, made: MadeEdition) -> str:
    """A file's name from the edition's folder, which messages call from the working folder."""
    path = Path.cwd() / name
    if str(path) in made.inputs and path.is_relative_to(made.edition.root):
        return path.relative_to(made.edition.root).as_posix()
    return name


_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "head": "{date}: pages {pages}, stories {stories}, read {tries}×",
        "none": "{date}: nothing was built, read {tries}×",
        "missing": "missing: {slugs}",
        "over": "over: {stories}",
        "under": "under: {stories}",
        "late": "page {page}: {changes}",
        "more": "{count} more, in the report",
        "same": "no change",
        "changed": "changed since the last run: {names}",
        "found": "found: {counts}",
        "set": "set: {folder}",
        "kept": "nothing was written; what was there before stands",
        "hook": "hook: exit code {code}",
    },
    "zh": {
        "head": "{date}：{pages} 版，{stories} 稿，读稿 {tries} 次",
        "none": "{date}：未成版，读稿 {tries} 次",
        "missing": "缺稿：{slugs}",
        "over": "超行：{stories}",
        "under": "缺行：{stories}",
        "late": "第 {page} 版：{changes}",
        "more": "另有 {count} 处，见报告",
        "same": "没有变化",
        "changed": "与上次不同：{names}",
        "found": "检查：{counts}",
        "set": "成品：{folder}",
        "kept": "未写入；原有成品不变",
        "hook": "后续命令：返回 {code}",
    },
}


def as_text(report: NightReport, language: Language = "en") -> str:
    """The report for the desk: a line for each thing that there is to say."""
    words, made = _WORDS[language], report.made
    between = LABELS["between"][language]
    absent = [dict(item.values)["slug"] for item in report.findings if item.code in MISSING]
    day = report.day.isoformat()
    if made is None:
        lines = [words["none"].format(date=day, tries=report.tries)]
    else:
        pages, stories = pages_of(made.tree), made.tree.stories
        marked = marked_in(report.findings)
        filed = [story for story in stories if story.slug not in marked]
        lines = [words["head"].format(date=day, pages=pages, stories=len(stories), tries=report.tries)]
        lines += _uneven(words["over"], [(each.slug, each.overset_lines) for each in stories], between)
        under = [(each.slug, sum(count for _, _, count in each.unused)) for each in filed]
        lines += _uneven(words["under"], under, between)
    if absent:
        lines.append(words["missing"].format(slugs=between.join(absent)))
    lines += [_late(page, changes, language) for page, changes in report.late]
    if report.changed:
        lines.append(words["changed"].format(names=between.join(report.changed)))
    counts = Counter(item.severity.value for item in report.findings)
    if counts:
        told = between.join(f"{LABELS[name][language]} {counts[name]}" for name in sorted(counts))
        lines.append(words["found"].format(counts=told))
    if report.folder:
        lines.append(words["set"].format(folder=report.folder))
    elif report.made and report.code == _NOTHING:
        lines.append(words["kept"])
    if report.hook is not None:
        lines.append(words["hook"].format(code=report.hook))
        if report.hook:
            lines.extend(f"  {line}" for line in report.hook_output.splitlines()[-_HOOK_LINES:])
    return "\n".join(lines)


def _late(page: int, changes: Sequence[str], language: Language) -> str:
    words, shown = _WORDS[language], list(changes[:_MOST_CHANGES])
    if changes[len(shown) :]:
        shown.append(words["more"].format(count=len(changes) - len(shown)))
    told = LABELS["between sentences"][language].join(shown)
    return words["late"].format(page=page, changes=told or words["same"])


def _uneven(words: str, stories: Sequence[tuple[str, int]], between: str) -> list[str]:
    said = between.join(f"{slug} {count}" for slug, count in stories if count)
    return [words.format(stories=said)] if said else []
