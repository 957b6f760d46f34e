"""Galleys from Python."""

from __future__ import annotations

from broadsheet import galley


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
