"""Pipe tables in copy: what is one, and what its columns and headings become."""

from __future__ import annotations

import pytest

from broadsheet.model.article import Emphasis, Paragraph, Run, Table
from broadsheet.model.style import Align
from broadsheet.readers.copytext import read_blocks
from broadsheet.readers.report import Report
from broadsheet.source import Source
from unit.readers.test_copytext import blocks


def only(text: str) -> Table:
    (block,) = blocks(text)
    assert isinstance(block, Table)
    return block


def words(table: Table) -> list[list[str]]:
    return [["".join(run.text for run in cell) for cell in row] for row in table.rows]


def test_headings_columns_and_rows() -> None:
    made = only("| 品名 | 价 | 涨跌 |\n|:--|--:|:-:|\n| 白菜 | 1.86 | ▲ |\n|鲈鱼|23.5|▼|\n")
    assert words(made) == [["品名", "价", "涨跌"], ["白菜", "1.86", "▲"], ["鲈鱼", "23.5", "▼"]]
    assert made.columns == (Align.START, Align.END, Align.CENTRE)
    assert made.head == 1


@pytest.mark.parametrize("row", ["| 1 | 海港", "| 1 | 海港 |", "|1|海港  "])
def test_the_last_pipe_of_a_row_may_be_missing(row: str) -> None:
    assert words(only(f"| 名 | 队\n|--|:-:\n{row}\n| 2 | |\n")) == [["名", "队"], ["1", "海港"], ["2", ""]]


def test_a_line_that_begins_with_a_bar_is_no_table_without_dashes() -> None:
    assert [type(block) for block in blocks("|x|≤1，\n|y|≤2。\n")] == [Paragraph]


def test_empty_headings_are_none() -> None:
    made = only("| | |\n|--|--|\n| 主编 | 某 |\n")
    assert (made.head, words(made)) == (0, [["主编", "某"]])


def test_rows_of_other_lengths() -> None:
    text = "| 甲 |\n|--|\n| 一 | 二 |\n| 三 |\n"
    (made,) = read_blocks(Source("a.md", text), 0, "zh", poem=False, report=Report())[0]
    assert isinstance(made, Table)
    assert words(made) == [["甲", ""], ["一", "二"], ["三", ""]]
    assert made.columns == (Align.START, Align.START)


def test_cells_hold_inline_marks_and_escaped_pipes() -> None:
    made = only("| 甲 |\n|--|\n| **重** 或 \\| |\n")
    assert made.rows[1][0] == (Run("重", Emphasis.STRONG), Run(" 或 |"))


def test_it_stands_among_paragraphs() -> None:
    made = blocks("前\n\n| 甲 |\n|--|\n| 一 |\n\n后\n")
    assert [type(block) for block in made] == [Paragraph, Table, Paragraph]


def test_it_says_where_it_begins() -> None:
    origin = only("| 甲 |\n|--|\n| 一 |\n").origin
    assert origin is not None
    assert (origin.line, origin.column) == (1, 1)


@pytest.mark.parametrize("text", ["| 甲 |\n|--|\n", "| 甲 |\n| 乙 |\n| 丙 |\n"])
def test_rows_that_are_no_whole_table_are_told_and_kept(text: str) -> None:
    report = Report()
    made, _ = read_blocks(Source("a.md", text), 0, "zh", False, report)
    assert [warning.code for warning in report.warnings] == ["W304"]
    assert {type(block) for block in made} == {Paragraph}


def test_pipes_inside_a_line_are_text() -> None:
    (made,) = blocks("甲 | 乙\n\n")
    assert isinstance(made, Paragraph)
