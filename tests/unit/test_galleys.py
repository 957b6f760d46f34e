"""Galleys from Python."""

from __future__ import annotations

import pytest

from broadsheet import galley
from broadsheet.galleys import body_style
from broadsheet.model.spacing import Marks
from broadsheet.model.style import Align
from broadsheet.records import replace


def test_a_galley_joins_lines_as_copy_is() -> None:
    (line,) = galley("café \n noir\n江面\nC919", measure="50em").lines
    assert line.text == "café noir江面C919"


def test_a_line_that_begins_with_a_wide_space_begins_a_paragraph_as_in_copy() -> None:
    lines = galley("　　江面起雾，　\n轮渡停航。\n　　早市照常。\n\n　散场", measure="50em").lines
    assert [(line.paragraph, line.text) for line in lines] == [
        (0, "江面起雾，轮渡停航。"), (1, "早市照常。"), (2, "散场")
    ]  # fmt: skip


def test_paragraphs_are_parted_whatever_ends_their_lines() -> None:
    for end in ("\r\n", "\r"):
        lines = galley(f"江面{end}起雾{end}{end}渡船停航", measure="50em").lines
        assert [line.text for line in lines] == ["江面起雾", "渡船停航"]


@pytest.mark.parametrize(
    ("align", "line"), [(Align.JUSTIFIED, "春夏，秋冬，雨"), (Align.START, "春夏，秋冬，")]
)
def test_a_galley_of_lines_that_are_not_filled_is_that_of_the_page(align: Align, line: str) -> None:
    style = replace(body_style(), align=align)
    style = replace(style, spacing=replace(style.spacing, marks=Marks.FULL))
    proof = galley("春夏，秋冬，雨雪，雷电，风霜", "6.5em", "0em", style)
    assert proof.lines[0].text == line
