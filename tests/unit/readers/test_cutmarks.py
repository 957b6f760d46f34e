"""The editor's cut marks: what may be left out, and in which order it goes."""

from __future__ import annotations

import pytest

from broadsheet.model.article import Paragraph
from broadsheet.readers.copytext import read_blocks
from broadsheet.readers.report import Report
from broadsheet.source import Source


def read(text: str) -> tuple[list[str], tuple[tuple[int, ...], ...]]:
    report = Report()
    blocks, order = read_blocks(Source("a.md", text), 0, "zh", poem=False, report=report)
    assert not (*report.errors, *report.warnings)
    said = [
        "".join(run.text for run in block.runs) if isinstance(block, Paragraph) else "#" for block in blocks
    ]
    return said, order


@pytest.mark.parametrize("mark", ["{optional}", "{可删}", " {optional} ", "　{可删}"])
def test_a_mark_at_a_paragraphs_end_makes_it_optional(mark: str) -> None:
    assert read(f"一\n\n二，\n二{mark}\n\n三") == (["一", "二，二", "三"], ((1,),))


@pytest.mark.parametrize("mark", ["{cut}", "{可截}", " {cut}"])
def test_a_mark_of_its_own_makes_all_that_follows_optional(mark: str) -> None:
    assert read(f"一\n\n{mark}\n\n二\n\n三") == (["一", "二", "三"], ((2,), (1,)))


def test_a_subhead_goes_with_the_last_paragraph_under_it() -> None:
    said, order = read("一\n\n{cut}\n\n## 题\n\n二\n\n三\n\n## 题\n\n四")
    assert said == ["一", "#", "二", "三", "#", "四"]
    assert order == ((4, 5), (3,), (1, 2))


def test_a_subhead_stays_with_what_is_not_optional() -> None:
    assert read("## 题\n\n一\n\n二 {optional}")[1] == ((2,),)


def test_braces_inside_a_paragraph_are_text() -> None:
    assert read("一{optional}二\n\n{x}")[0] == ["一{optional}二", "{x}"]


def test_a_mark_without_a_paragraph_marks_nothing() -> None:
    assert read("一\n\n{optional}\n\n二")[1] == ()
    assert read("一\n\n {可删}")[1] == ()
