"""``fonts``: the families that can be named, or the faces that an edition uses."""

from __future__ import annotations

import argparse
from pathlib import Path

from broadsheet.cli.show import guarded, show_findings, table
from broadsheet.diagnostics import BroadsheetError, diagnostic
from broadsheet.font.collection import Collection
from broadsheet.press import make
from broadsheet.resources import font_tables, shipped


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
    rows = [("family", "weight", "outlines", "file")]
    rows.extend(
        (family, str(face.weight), face.outlines, face.path + (f" #{face.index}" if face.index else ""))
        for family in collection.families
        for face in collection.files(family)
    )
    print(table(rows, right=frozenset((1,))))
    for path, reason in collection.damaged:
        print(f"{path}: {reason}")
    return 0


def _of_edition(arguments: argparse.Namespace) -> int:
    made = make(Path(arguments.edition), font_tables=font_tables())
    rows = [("face", "family", "weight", "file")]
    rows.extend((face.key, face.family, str(face.weight), face.path) for face in made.tree.faces)
    print(table(rows, right=frozenset((2,))))
    missing = [item for item in made.diagnostics if item.code == "P606"]
    show_findings(missing, arguments, made.sources)
    return 1 if missing else 0
