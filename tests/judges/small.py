"""A small edition of two pages, to be broken in one place or another and built."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from broadsheet import BroadsheetError, BuildOptions, build
from broadsheet.press import BuildResult

EDITION = """\
paper: {name: 试刊, code: sk}
date: 2026-11-23
issue: 1
stories: stories
pages:
  - number: 1
    layout: page
    holes:
      a: {story: one, turns: [2/b]}
      b: two
      photo: {picture: pictures/grey.png, caption: 灰。}
  - number: 2
    layout: page
    holes:
      a: three
"""
PAGE = """\
page: {size: tabloid, margins: {top: 10mm, bottom: 10mm, left: 10mm, right: 10mm}}
grid: {columns: 4, column_gap: 1em, body: 9pt, leading: 12pt}
style: daily
holes:
  a: {kind: story, at: [0, 0], span: [2, 20], style: report}
  b: {kind: story, at: [2, 0], span: [2, 20], style: report}
  photo: {kind: picture, at: [0, 20], span: [4, 20]}
"""
STORY = "---\nheadline: 江水退了\n---\n\n" + "堤上的人说，今年的水退得比去年早。" * 3 + "\n"
LONG = "---\nheadline: 江水退了\n---\n\n" + "堤上的人说，今年的水退得比去年早。" * 60 + "\n"
FILES = {
    "edition.yaml": EDITION,
    "layouts/page.yaml": PAGE,
    "stories/one.md": LONG,
    "stories/two.md": STORY,
    "stories/three.md": STORY,
}
FAST = BuildOptions(formats=("pdf", "tree"))

Change = tuple[str, str, str]
"""A file, words in it, and what stands there instead."""


def write_edition(folder: Path) -> Path:
    """Write a small edition that builds; return its folder."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "pictures").mkdir()
    Image.new("L", (1500, 1000), 160).save(folder / "pictures" / "grey.png")
    return folder


def change(folder: Path, *changes: Change) -> None:
    """Put other words into files of the edition."""
    for name, old, new in changes:
        path = folder / name
        text = path.read_text("utf-8")
        assert text.count(old) >= 1, (name, old)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


def errors_of(folder: Path) -> list[tuple[str, str]]:
    """Codes and places of a build that must fail, and leave nothing behind."""
    out = folder.parent / "out"
    with pytest.raises(BroadsheetError) as caught:
        build(folder, out, options=FAST)
    assert not out.exists() or list(out.iterdir()) == []
    return sorted(
        (item.code, f"{Path(item.span.file).name}:{item.span.line}" if item.span else "-")
        for item in caught.value.diagnostics
        if item.code[0] == "E"
    )


def built(folder: Path) -> BuildResult:
    """The result of a build that must succeed."""
    result = build(folder, folder.parent / "out", options=FAST)
    assert (folder.parent / "out" / "current").resolve() == result.folder
    return result


def refuse(path: Path | str) -> bool:
    """What a system says of a folder that nobody may look into; to root it does not."""
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


def locked(monkeypatch: pytest.MonkeyPatch, closed: Path) -> None:
    """Nobody may look into a folder or read what is in it."""
    whole = closed.absolute()

    def refusing(call: Callable[..., Any]) -> Callable[..., Any]:
        def asked(path: Path, *arguments: Any, **named: Any) -> Any:
            return refuse(path) if path.parent.absolute() == whole else call(path, *arguments, **named)

        return asked

    for name in ("stat", "open", "read_bytes", "read_text"):
        monkeypatch.setattr(Path, name, refusing(getattr(Path, name)))
