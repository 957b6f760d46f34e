"""``preflight``: any PDFs judged by a house's rules."""

from __future__ import annotations

import argparse
import json
import sys
from functools import partial
from pathlib import Path

from broadsheet.cli.show import check_limits, guarded, language_of, require_files, show_json, table
from broadsheet.diagnostics import in_chinese
from broadsheet.diff.sets import pdfs_among
from broadsheet.executor import executor_for
from broadsheet.messages import LABELS, Language
from broadsheet.pdfcheck.rules import BY_ID, Found, House, Weight
from broadsheet.preflight.pdf import judge_pdf
from broadsheet.readers.house import read_house
from broadsheet.records import replace

_HEAD: dict[Language, tuple[str, ...]] = {
    "en": ("file", "page", "rule", "", "what is right", "found"),
    "zh": ("文件", "页", "规则", "", "应当", "实际"),
}
_CLEAN: dict[Language, str] = {"en": "{name}: nothing found", "zh": "{name}：无问题"}


@guarded
def run(arguments: argparse.Namespace) -> int:
    """Judge the files; 0 where none has an error, 1 where one has, 2 for a file that is not there."""
    house = _house(arguments)
    paths = pdfs_among(map(Path, arguments.files))
    require_files(paths)
    check_limits(arguments, {"jobs": (1, 256)})
    judged = executor_for(arguments.jobs).map(partial(judge_pdf, house=house), paths)
    found = dict(zip(paths, judged, strict=True))
    language = language_of(arguments)
    if arguments.format == "json":
        listed = [_json(path, each, language) for path, each in found.items()]
        show_json(json.dumps(listed, ensure_ascii=False, indent=1))
    else:
        _show(found, language)
    weights = {item.weight for each in found.values() for item in each}
    return int(Weight.ERROR in weights or (arguments.strict and Weight.WARNING in weights))


def _house(arguments: argparse.Namespace) -> House:
    """The house's limits: its file's, and over them the flags'."""
    given = read_house(Path(arguments.house)) if arguments.house else {}
    if arguments.standard:
        given["standard"] = "" if arguments.standard == "none" else arguments.standard
    if arguments.ink is not None:
        check_limits(arguments, {"ink": (100, 400)})
        given["ink"] = arguments.ink
    return replace(House(), **given)


def _right(found: Found, language: Language) -> str:
    rule = BY_ID[found.rule]
    return rule.right_zh if language == "zh" else rule.right


def _found(item: Found, language: Language) -> str:
    return in_chinese(item.detail) if language == "zh" else item.detail


def _json(path: Path, found: tuple[Found, ...], language: Language) -> dict[str, object]:
    return {
        "file": str(path),
        "findings": [
            {
                "rule": item.rule,
                "name": BY_ID[item.rule].name,
                "severity": item.weight.value,
                "page": item.page,
                "right": _right(item, language),
                "found": _found(item, language),
                "at": [item.place.x, item.place.y] if item.place else None,
            }
            for item in found
        ],
    }


def _show(found: dict[Path, tuple[Found, ...]], language: Language) -> None:
    rows = [_HEAD[language]]
    for path, each in found.items():
        if not each:
            print(_CLEAN[language].format(name=path.name))
        rows.extend(
            (
                path.name,
                str(item.page or "·"),
                item.rule,
                LABELS[item.weight.value][language],
                _right(item, language),
                _found(item, language) + (f" @ {item.place.x}, {item.place.y}" if item.place else ""),
            )
            for item in each
        )
    if len(rows) > 1:
        print(table(rows), file=sys.stdout)
