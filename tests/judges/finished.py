"""A finished set of pages, opened by other people's programs."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import broadsheet
from broadsheet.model.edition import Edition, Story
from broadsheet.tree.node import LayoutTree, StoryRecord
from judges.outside import Placed, characters_of, is_present, text_of

SURROUNDINGS = (
    {"PYTHONHASHSEED": "1", "TZ": "America/St_Johns", "LANG": "C", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "4242", "TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"},
)
"""Of two builds that may agree on nothing but their input."""


@dataclass(slots=True)
class Pages:
    """A finished set, opened by other people's programs; each page is read once."""

    edition: Edition
    tree: LayoutTree
    folder: Path
    _characters: dict[tuple[str, int], list[Placed]] = field(default_factory=dict)
    _texts: dict[tuple[str, int], str] = field(default_factory=dict)

    def path(self, number: int) -> Path:
        """The file of a page."""
        return self.folder / f"{self.edition.code}{self.edition.date:%Y%m%d}{number:02d}.pdf"

    @property
    def numbers(self) -> list[int]:
        """The page numbers, in order."""
        return [page.number for page in self.edition.pages]

    def texts(self, reader: str) -> dict[int, str]:
        """Each page's text as a reader gives it."""
        if not is_present(reader):
            pytest.skip(f"{reader} is not on this machine")
        return {number: self._text(reader, number) for number in self.numbers}

    def _text(self, reader: str, number: int) -> str:
        key = (reader, number)
        if key not in self._texts:
            if reader == "pdftotext":
                self._texts[key] = text_of(reader, self.path(number))
            else:
                self._texts[key] = "".join(each.character for each in self.characters(reader, number))
        return self._texts[key]

    def characters(self, reader: str, number: int) -> list[Placed]:
        """A page's characters with their places."""
        key = (reader, number)
        if key not in self._characters:
            self._characters[key] = characters_of(reader, self.path(number))
        return self._characters[key]

    def stories(self) -> list[tuple[Story, StoryRecord]]:
        """Every story with the engine's record of it."""
        records = {record.slug: record for record in self.tree.stories}
        return [(story, records[story.article.slug]) for story in self.edition.stories]


def build_apart(edition: Path, out: Path, surroundings: dict[str, str]) -> Path:
    """Build with the command line in a process of its own; return the finished set."""
    source = str(Path(broadsheet.__path__[0]).parent)
    command = [sys.executable, "-m", "broadsheet", "build", str(edition), "--out", str(out), "--quiet"]
    run = subprocess.run(
        [*command, "--format", "pdf,tree"],
        env={**os.environ, **surroundings, "PYTHONPATH": source},
        cwd=out.parent,
        capture_output=True,
        check=False,
    )
    assert run.returncode in (0, 1), run.stderr.decode()
    return (out / "current").resolve()
