"""Places in source texts: lines and columns from 1, columns in characters."""

from __future__ import annotations

from broadsheet.source import Source, Span

SOURCE = Source("lead.md", "第一行\r\n\n𠀀第三行\n")


def test_columns_count_characters_not_bytes() -> None:
    start = SOURCE.text.index("第三")
    assert SOURCE.span(start, start + 2) == Span("lead.md", 3, 2, 3, 4)


def test_a_place_without_an_end_is_a_point() -> None:
    assert SOURCE.span(0) == Span("lead.md", 1, 1, 1, 1)


def test_a_span_may_cross_lines() -> None:
    assert SOURCE.span(1, SOURCE.text.index("行\n") + 1) == Span("lead.md", 1, 2, 3, 5)


def test_a_line_comes_without_its_end() -> None:
    assert [SOURCE.line(number) for number in range(6)] == ["", "第一行", "", "𠀀第三行", "", ""]


def test_the_end_of_the_text_has_a_place() -> None:
    assert SOURCE.span(len(SOURCE.text)) == Span("lead.md", 4, 1, 4, 1)


def test_a_span_reads_as_compilers_write_it() -> None:
    assert str(Span("a.yaml", 14, 7)) == "a.yaml:14:7"
