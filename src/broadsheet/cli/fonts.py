"""``fonts``: the families that can be named, or the faces that an edition uses."""

from __future__ import annotations

import argparse
from pathlib import Path

from broadsheet.cli import CLEAN
from broadsheet.cli.show import guarded, language_of, show_findings, table
from broadsheet.diagnostics import BroadsheetError, diagnostic, in_chinese
from broadsheet.font.collection import Collection
from broadsheet.messages import Language
from broadsheet.press import make
from broadsheet.resources import font_tables, shipped

_FAMILIES: dict[Language, tuple[str, ...]] = {
    "en": ("family", "weight", "outlines", "file"),
    "zh": ("字族", "字重", "轮廓", "文件"),
}
_FACES: dict[Language, tuple[str, ...]] = {
    "en": ("face", "family", "weight", "file"),
    "zh": ("字体", "字族", "字重", "文件"),
}


@guarded
def run(arguments: argparse.Namespace) -> int:
    """Print the table; exit 1 where an edition has characters that no face has."""
    if arguments.edition:
        return _of_edition(arguments)
    folders = [Path(folder) for folder in arguments.folder]
    missing = [diagnostic("E101", path=folder) for folder in folders if not folder.is_dir()]
    if missing:
        raise BroadsheetError(missing)
    collection = Collection([*folders, shipped("fonts")])
    rows = [_FAMILIES[language_of(arguments)]]
    rows.extend(
        (family, str(face.weight), face.outlines, face.path + (f" #{face.index}" if face.index else ""))
        for family in collection.families
        for face in collection.files(family)
    )
    print(table(rows, right=frozenset((1,))))
    for path, reason in collection.damaged:
        print(f"{path}: {in_chinese(reason) if language_of(arguments) == 'zh' else reason}")
    return CLEAN


def _of_edition(arguments: argparse.Namespace) -> int:
    made = make(Path(arguments.edition), font_tables=font_tables())
    rows = [_FACES[language_of(arguments)]]
    rows.extend((face.key, face.family, str(face.weight), face.path) for face in made.tree.faces)
    print(table(rows, right=frozenset((2,))))
    missing = [item for item in made.diagnostics if item.code == "P606"]
    show_findings(missing, arguments, made.sources)
    return 1 if missing else 0
