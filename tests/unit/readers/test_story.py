"""A story's front matter: what is written in several lines, and is one text."""

from __future__ import annotations

import pytest

from broadsheet.model.article import Emphasis, Paragraph, run_on
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


NEWS, STRONG, NONE = Emphasis.DATELINE, Emphasis.STRONG, Emphasis.NONE


@pytest.mark.parametrize(
    ("dateline", "body", "runs"),
    [
        ("本报澜川讯", "江面起雾。", [("本报澜川讯", NEWS), ("　江面起雾。", NONE)]),
        ("本报讯（记者 林知夏）", "江面起雾。", [("本报讯（记者 林知夏）", NEWS), ("江面起雾。", NONE)]),
        ("本报讯", "（记者 林知夏）起雾。", [("本报讯", NEWS), ("（记者 林知夏）起雾。", NONE)]),
        ("本报讯", "本报讯 起雾。", [("本报讯", NEWS), (" 起雾。", NONE)]),
        ("本报讯", "**起雾。**航停", [("本报讯", NEWS), ("　", NONE), ("起雾。", STRONG), ("航停", NONE)]),
    ],
)
def test_a_dateline_of_the_front_matter_opens_the_first_paragraph(
    dateline: str, body: str, runs: list[tuple[str, Emphasis]]
) -> None:
    text = f"---\nheadline: 起雾\ndateline: {dateline}\n---\n大雾\n---\n{body}\n\n停航。\n"
    article = parse_story(Source("a.md", text), "a", Report())
    _, opening, last = article.blocks
    assert isinstance(opening, Paragraph)
    assert isinstance(last, Paragraph)
    assert [(run.text, run.emphasis) for run in opening.runs] == runs
    assert [run.text for run in last.runs] == ["停航。"]


def test_a_dateline_that_no_running_text_follows_is_a_paragraph_of_its_own() -> None:
    for body, rest in (("", ()), ("◆ 起雾。\n\n◆ 停航。{optional}\n", ("起雾。", "停航。"))):
        text = f"---\nheadline: 简讯\ndateline: 本报讯\n---\n{body}"
        article = parse_story(Source("a.md", text), "a", Report())
        assert article.characters().replace("◆", "") == "".join(("本报讯", *rest))
        assert article.optional == (((2,),) if rest else ())
