"""``new``: a small paper to start from."""

from __future__ import annotations

import argparse
from pathlib import Path
from shlex import quote

from broadsheet.cli import CLEAN
from broadsheet.cli.show import guarded
from broadsheet.diagnostics import BroadsheetError, diagnostic
from broadsheet.output import unwritable
from broadsheet.resources import shipped

_NAME = "我的报纸"
_PLACE = "{{paper}}"


@guarded
def run(arguments: argparse.Namespace) -> int:
    """Copy the starter paper into an empty folder."""
    folder = Path(arguments.folder)
    starter = shipped("starter")
    name = " ".join((arguments.name or "").split()) or _NAME
    try:
        name.encode()
    except UnicodeEncodeError:
        raise BroadsheetError([diagnostic("E105", flag="--name", reason="no UTF-8")]) from None
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise BroadsheetError([diagnostic("E108", path=folder)])
        for source in sorted(starter.rglob("*")):
            target = folder / source.relative_to(starter)
            if source.is_dir():
                target.mkdir(parents=True, exist_ok=True)
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                text = source.read_text(encoding="utf-8").replace(_PLACE, _escaped(name, target))
                target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BroadsheetError([unwritable(folder, error)]) from error
    print(f"{folder}: edition.yaml, layouts/front.yaml, content/")
    typed = f"./{folder}" if str(folder).startswith("-") else str(folder)
    print(f"broadsheet build {quote(typed)} --out {quote(f'{typed}/out')}")
    return CLEAN


def _escaped(name: str, target: Path) -> str:
    """A name as it is written between the double quotes of a YAML file, or as it is."""
    return name.replace("\\", "\\\\").replace('"', '\\"') if target.suffix == ".yaml" else name
