"""docs/formats.md: its examples are an edition, and its tables are the code's."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

from broadsheet.diagnostics import BroadsheetError, render_text
from broadsheet.readers.edition import ReadResult, read_edition
from broadsheet.readers.reference import records, renewed

PAGE = Path(__file__).parents[3] / "docs" / "formats.md"
EXAMPLE = re.compile(r"^```\w+ title=(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def read_examples(folder: Path) -> ReadResult:
    for name, text in EXAMPLE.findall(PAGE.read_text("utf-8")):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for slug in ("market", "lamp", "reader"):
        (folder / "stories" / f"{slug}.md").write_text("---\nheadline: 题\n---\n\n正文。\n", "utf-8")
    (folder / "pictures").mkdir()
    Image.new("L", (40, 30)).save(folder / "pictures" / "ferry.png")
    try:
        return read_edition(folder)
    except BroadsheetError as error:
        raise AssertionError("\n".join(map(render_text, error.diagnostics))) from error


def test_the_examples_are_an_edition_without_warnings(tmp_path: Path) -> None:
    assert read_examples(tmp_path).warnings == ()


def test_the_examples_say_what_the_page_says_of_them(tmp_path: Path) -> None:
    edition = read_examples(tmp_path).edition
    bridge = edition.stories[0]
    assert [(part.page, part.hole.id) for part in bridge.parts] == [(1, "lead"), (2, "turn")]
    assert bridge.article.headline.main == ("停航十七年", "轮渡重回公交网")
    assert [entry.page for entry in edition.pages[1].index] == [1, 1]
    assert bridge.parts[0].pictures[0].slug == "bridge"


def test_the_tables_are_what_the_specs_say() -> None:
    text = PAGE.read_text("utf-8")
    assert renewed(text) == text, "run: python -m broadsheet.readers.reference docs/formats.md"


def test_every_record_has_its_table() -> None:
    assert set(re.findall(r"<!-- keys: ([a-z ]+) -->", PAGE.read_text("utf-8"))) == records().keys()
