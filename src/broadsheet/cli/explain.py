"""``explain``: why the lines of a paragraph are as they are."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from broadsheet.cli import CLEAN
from broadsheet.cli.flags import set_pairs
from broadsheet.cli.show import guarded, language_of, show_json, table
from broadsheet.compose.explain import WORDS_STEP, LineReport, item_rows, line_report
from broadsheet.compose.setline import SetLine
from broadsheet.diagnostics import BroadsheetError, diagnostic
from broadsheet.makeup.story import set_story
from broadsheet.messages import LABELS, Language, Sentence
from broadsheet.model.edition import Edition, Story
from broadsheet.press import settings_of
from broadsheet.readers.edition import read_edition
from broadsheet.readers.report import Overrides, name_hints
from broadsheet.resources import font_tables
from broadsheet.text.items import Items

_STEPS: dict[str, dict[int, Sentence]] = {
    "squeeze": {
        2: {"en": "word spaces", "zh": "词间空格"},
        3: {"en": "interpuncts", "zh": "间隔号"},
        4: {"en": "brackets and quotes", "zh": "括号引号"},
        5: {"en": "commas", "zh": "逗号顿号"},
        6: {"en": "Han–Latin gaps", "zh": "中西间距"},
        7: {"en": "sentence ends", "zh": "句末点号"},
        0: {"en": "Han gaps", "zh": "字距"},
    },
    "stretch": {
        1: {"en": "word spaces", "zh": "词间空格"},
        2: {"en": "Han–Latin gaps", "zh": "中西间距"},
        0: {"en": "all gaps alike", "zh": "各字距均分"},
        WORDS_STEP: {"en": "words and their letters", "zh": "西文词距与字母间"},
    },
}

_SAID: dict[str, Sentence] = {
    "paragraph": {"en": "paragraph {number}", "zh": "第 {number} 段"},
    "line": {
        "en": "{number:4}  page {page} leg {leg} line {line}  {text}",
        "zh": "{number:4}  第 {page} 版 第 {leg} 栏 第 {line} 行  {text}",
    },
    "blank": {"en": "space", "zh": "空格"},
    "natural": {"en": "natural {natural} em in {room} em", "zh": "自然宽 {natural} 字，行长 {room} 字"},
    "last": {"en": "{head}; the paragraph's last line, set natural", "zh": "{head}；段末行，按自然宽排"},
    "unspread": {
        "en": "{head}; set natural: such lines are not spread",
        "zh": "{head}；这类行不齐行，按自然宽排",
    },
    "stretch": {"en": "{head}: stretch {need} em", "zh": "{head}：拉开 {need} 字"},
    "squeeze": {"en": "{head}: squeeze {need} em", "zh": "{head}：挤压 {need} 字"},
    "exact": {"en": "{head}: fits exactly", "zh": "{head}：正好"},
    "steps": {"en": "{head} ({parts})", "zh": "{head}（{parts}）"},
    "each": {"en": "{parts}; {gaps} × {each} em", "zh": "{parts}；{gaps} 处各 {each} 字"},
    "emergency": {
        "en": "emergency: no break is allowed within the line's room",
        "zh": "行内没有可断之处，只得硬断",
    },
    "overfull": {
        "en": "overfull: no break is allowed within the line's room",
        "zh": "行内没有可断之处，此行超长",
    },
    "next": {
        "en": "next is “{unit}”, {width} em, which may not be parted: "
        "taking it in would need {over} em of squeeze",
        "zh": "下一个是“{unit}”，宽 {width} 字，不可拆开：收入此行须挤压 {over} 字",
    },
    "runt taken in": {
        "en": "“{runt}” was taken in: it would have stood alone in the paragraph's last line",
        "zh": "“{runt}”已收入此行，否则它独占段末行（孤字）",
    },
    "runt": {
        "en": "a character was left to the last line, where “{runt}” would have stood alone",
        "zh": "留一字给段末行，否则“{runt}”独占该行（孤字）",
    },
    "within": {
        "en": "{mark} …{tail}| {need} em, within the {give} em it may give ({kind}), cost {cost}",
        "zh": "{mark} …{tail}| {need} 字，在可调的 {give} 字之内（{kind}），代价 {cost}",
    },
    "beyond": {
        "en": "{mark} …{tail}| {need} em, beyond the {give} em it may give ({kind}), cost {cost}",
        "zh": "{mark} …{tail}| {need} 字，超出可调的 {give} 字（{kind}），代价 {cost}",
    },
}

KINDS = {
    "forbidden": "禁断",
    "free": "可断",
    "hyphen": "连字符",
    "forced": "强制",
    "figure from unit": "数字与单位之间",
    "inside an address or compound": "网址或复合词之内",
    "inside what is read as one": "连读之词之内",
}
"""The breaks' names (``compose.explain.BREAK_NAMES``) in Chinese."""

_ITEM_HEAD: dict[Language, tuple[str, ...]] = {
    "en": ("box", "char", "class", "width em", "glue em", "break before"),
    "zh": ("序", "字符", "类别", "宽（字）", "前间距（字）", "前可否断"),
}


@guarded
def run(arguments: argparse.Namespace) -> int:
    """Print the lines of a story's paragraphs with what was done to each."""
    # A picture that is missing changes no line: a gap has its place.
    overrides = Overrides(settings=tuple(set_pairs(arguments.settings)), gaps=True)
    result = read_edition(Path(arguments.edition), overrides)
    story = _story(result.edition, arguments.story)
    galley = set_story(story, settings_of(result.edition, font_tables())).galley
    written = [line for line in galley.lines if line.line.end > line.line.start]  # no rules, no empty cells
    numbers = sorted({line.number for line in written if line.number >= 0})
    if arguments.paragraph is not None:
        if not 1 <= arguments.paragraph <= len(numbers):
            low, high = 1, len(numbers)
            found = diagnostic("E115", key="--paragraph", value=arguments.paragraph, low=low, high=high)
            raise BroadsheetError([found])
        numbers = [numbers[arguments.paragraph - 1]]
    style, language = story.parts[0].style.body, language_of(arguments)
    shown: list[dict[str, object]] = []
    for place, number in enumerate(numbers, arguments.paragraph or 1):
        lines = [line for line in written if line.number == number]
        reports = [
            line_report(line.items, line.line, index, style, line.align)
            for index, line in enumerate(lines, 1)
        ]
        if arguments.format == "json":
            entry: dict[str, object] = {"paragraph": place, "lines": [asdict(row) for row in reports]}
            if arguments.items:
                entry["items"] = [asdict(row) for items in _items_of(lines) for row in item_rows(items)]
            shown.append(entry)
        else:
            _print(place, lines, reports, language)
            for items in _items_of(lines) if arguments.items else ():
                print(_item_table(items, language))
    if arguments.format == "json":
        show_json(json.dumps(shown, ensure_ascii=False, indent=1))
    return CLEAN


def _story(edition: Edition, slug: str) -> Story:
    for story in edition.stories:
        if story.article.slug == slug:
            return story
    hints = name_hints(slug, (story.article.slug for story in edition.stories))
    raise BroadsheetError([diagnostic("E401", None, hints, name=slug)])


def _print(place: int, lines: Sequence[SetLine], reports: Sequence[LineReport], language: Language) -> None:
    em = lines[0].items.em
    print(_SAID["paragraph"][language].format(number=place))
    for set_line, report in zip(lines, reports, strict=True):
        slot = set_line.slot
        where = {"page": slot.page, "leg": slot.leg + 1, "line": slot.line}
        print(_SAID["line"][language].format(number=report.number, text=report.text, **where))
        for sentence in _sentences(report, em, language):
            print(f"        {sentence}")


def _sentences(report: LineReport, em: int, language: Language) -> list[str]:
    def said(key: str, **values: object) -> str:
        return _SAID[key][language].format(**values)

    need = report.room - report.natural
    head = said("natural", natural=f"{report.natural / em:.2f}", room=f"{report.room / em:.2f}")
    if report.ending == "last":
        return [said("last", head=head)]
    kind = "stretch" if need >= 0 else "squeeze"
    names = _STEPS[kind]
    parts = [
        f"{names[step][language] if step in names else step} {amount / em:+.2f}"
        for step, amount in report.steps
    ]
    how = "exact" if not need else kind if report.steps else "unspread"
    head = said(how, head=head, need=f"{abs(need) / em:.2f}")
    if parts:
        told = LABELS["between"][language].join(parts)
        if report.per_gap:
            told = said("each", parts=told, each=f"{report.per_gap / em:+.3f}", gaps=report.gaps)
        head = said("steps", head=head, parts=told)
    sentences = [head]
    if report.ending in ("emergency", "overfull"):
        sentences.append(said(report.ending))
    if report.runt:
        sentences.append(said("runt taken in" if report.runt_taken_in else "runt", runt=report.runt))
    over = report.next_width - need
    if report.next_unit and need > 0 and over > 0:
        width = f"{report.next_width / em:.2f}"
        sentences.append(said("next", unit=report.next_unit, width=width, over=f"{over / em:.2f}"))
    sentences.extend(_candidate_sentence(report, em, language))
    return sentences


def _candidate_sentence(report: LineReport, em: int, language: Language) -> list[str]:
    rows = []
    for candidate in report.candidates:
        chosen = report.text.endswith(candidate.tail) and candidate.natural == report.natural
        able = "within" if abs(candidate.need) <= candidate.give else "beyond"
        values = {"need": f"{candidate.need / em:+.2f}", "give": f"{candidate.give / em:.2f}"}
        kind = _break_name(candidate.kind, language)
        mark = "*" if chosen else " "
        values |= {"cost": _cost(candidate.cost), "mark": mark, "tail": candidate.tail, "kind": kind}
        rows.append(_SAID[able][language].format(**values))
    return rows


def _cost(cost: float | None) -> str:
    return "∞" if cost is None else f"{cost:.1f}"


def _break_name(kind: str, language: Language) -> str:
    return KINDS.get(kind, kind) if language == "zh" else kind


def _items_of(lines: Sequence[SetLine]) -> list[Items]:
    """What the lines of a paragraph are made from: one thing, but in verse, and in a table."""
    return list({id(line.items): line.items for line in lines}.values())


def _item_table(items: Items, language: Language) -> str:
    em, blank = items.em, _SAID["blank"][language]
    rows = [_ITEM_HEAD[language]]
    rows.extend(
        (
            str(row.index), row.character.strip() or blank, row.kind, f"{row.width / em:.3f}",
            f"{row.gap / em:.3f}", _break_name(row.break_before, language),
        )
        for row in item_rows(items)
    )  # fmt: skip
    return table(rows, right=frozenset((0, 3, 4)))
