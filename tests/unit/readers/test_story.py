"""A story's front matter: what is written in several lines, and is one text."""

from __future__ import annotations

import pytest

from broadsheet.model.article import run_on
from broadsheet.readers.report import Report
from broadsheet.readers.story import parse_story
from broadsheet.source import Source

FRONT = """---
headline: {one}
language: {language}
summary: |
  {one}
  {two}
note: [{one}, {two}]
pull: |
  {one}
  {two}
pictures:
  - {{file: a.jpg}}
  - file: b.jpg
    caption: |
      {one}
      {two}
---
"""


@pytest.mark.parametrize(
    ("language", "one", "two", "joined"),
    [
        ("zh", "江面起雾", "轮渡停航", "江面起雾轮渡停航"), ("zh", "客机", "C919 首飞", "客机C919 首飞"),
        ("zh", "The ferry", "is back", "The ferry is back"), ("en", "She said", "“yes”", "She said “yes”"),
        ("ko", "서울", "시민", "서울 시민"),
    ],
)  # fmt: skip
def test_lines_of_a_summary_a_note_a_quote_and_a_caption_are_joined_as_those_of_copy(
    language: str, one: str, two: str, joined: str
) -> None:
    made = parse_story(Source("a.md", FRONT.format(language=language, one=one, two=two)), "a", Report())
    assert (made.summary, made.note, made.pulls) == (joined, joined, (joined,))
    assert [picture.caption for picture in made.pictures] == ["", joined]


def test_lines_as_one_text() -> None:
    assert (run_on((), "en"), run_on(("", "a", "", "b"), "en")) == ("", "a b")
