"""Located nodes: places, scalars as text, and files that only look like YAML."""

from __future__ import annotations

import contextlib

import pytest

from broadsheet.phrases import WORDS
from broadsheet.readers import yamlfault
from broadsheet.readers.report import RefusedError, Report
from broadsheet.readers.yamlnode import Mapping, Scalar, Sequence, entry_of, parse_yaml
from broadsheet.source import Source


def test_keys_and_values_have_places() -> None:
    node = parse_yaml(Source("a.yaml", "一: 二\nb:\n  c: [1, 2]\n"), Report(), None, 10)
    inner = entry_of(node, "b")
    assert inner is not None
    assert (inner.place.span.line, inner.place.span.column) == (12, 1)
    value = entry_of(inner.value, "c")
    assert value is not None
    span = value.value.place.span
    assert (span.line, span.column, span.end_column) == (13, 6, 12)


@pytest.mark.parametrize("text", ["010", "no", "1e3", "12:30", "0x10", "2026-11-23", "1_000"])
def test_scalars_stay_what_was_written(text: str) -> None:
    node = parse_yaml(Source("a.yaml", f"a: {text}"), Report())
    entry = entry_of(node, "a")
    assert entry is not None
    assert isinstance(entry.value, Scalar)
    assert text == entry.value.text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("江面，\n  薄雾", "江面，薄雾"), ("'江面\n  薄 雾'", "江面薄 雾"), ('"江面\n  C919"', "江面C919"),
        (">\n  江面\n  薄雾\n\n  散了\n  吗", "江面薄雾\n散了吗"), ("[江面\n  薄雾]", "江面薄雾"),
        ("他说：“好。”\n  “是吗……”\n  2026年——\n  C919", "他说：“好。”“是吗……”2026年——C919"),
        ("C919\n  “首飞”", "C919“首飞”"),
        ("a\n  b", "a b"), ("said\n  “yes”", "said “yes”"), ("서울\n  北", "서울 北"),
        ("|\n  江面\n  薄雾", "江面\n薄雾"),
        ('"江面\\n\n  薄雾"', "江面\n 薄雾"), ("江面\u2028\x85薄雾", "江面薄雾"),
    ],
)  # fmt: skip
def test_a_value_over_several_lines_has_no_space_beside_a_han_character(text: str, value: str) -> None:
    entry = entry_of(parse_yaml(Source("a.yaml", f"a: {text}\n"), Report()), "a")
    assert entry is not None
    node = entry.value.items[0] if isinstance(entry.value, Sequence) else entry.value
    assert isinstance(node, Scalar)
    assert node.text.strip() == value


def test_separators_of_lines_that_no_editor_shows_move_no_place() -> None:
    report = Report()
    text = "a: 江\u2028面\x85\u2028\nb: [x]\n"
    node = parse_yaml(Source("a.md", f"---\n{text}---\n"), report, text, 1)
    entry = entry_of(node, "b")
    assert entry is not None
    assert (entry.place.span.line, entry.place.span.column) == (3, 1)
    told = [(str(item.span), dict(item.values)) for item in report.warnings]
    assert told == [
        ("a.md:2:5", {"char": "U+2028", "count": "2"}), ("a.md:2:7", {"char": "U+0085", "count": "1"}),
    ]  # fmt: skip


def test_an_empty_file_is_an_empty_mapping() -> None:
    node = parse_yaml(Source("a.yaml", "# nothing\n"), Report())
    assert isinstance(node, Mapping)
    assert node.entries == ()


@pytest.mark.parametrize(
    "text",
    [
        "[" * 5000,
        "a: &a\n  b: *a\n",
        "a: *b",
        "a: b: c",
        "--- a\n--- b\n",
        "a: \x01",
        "? [a]\n: b\n",
        "%YAML 9",
    ],
)
def test_what_is_no_yaml_of_ours_is_refused_with_a_place(text: str) -> None:
    report = Report()
    with contextlib.suppress(RefusedError):
        parse_yaml(Source("a.yaml", text), report)
    assert {"E110"} == {item.code for item in report.errors}
    assert all(item.span and item.span.line for item in report.errors)


@pytest.mark.parametrize(
    ("text", "place", "hints"),
    [
        ("holes:\n  lead: a\n  second：b\n  third: c\n", (3, 3), ["half-width"]),
        ("holes:\n  lead: a\n  second：b\n", (3, 3), ["half-width"]),
        ("holes:\n  lead: a\n  second:b\n  third: c\n", (3, 3), ["space-after-colon"]),
        ("paper：\n  name: x\n", (2, 7), ["half-width"]),
        ("a: {x: 1，y: 2}\n", (1, 11), ["half-width"]),
        ("a: x\nb: ｛x: 1｝\n", (2, 6), ["half-width"]),
        ("a: 【1\n  b: x\n", (2, 4), ["half-width"]),
        ("a: [1, 2\nb: 3\nc: 4\n", (1, 4), []),
        ("a: {x: 1\nb: 3\n", (1, 4), []),
        ('a: "x\nb: 3\n', (1, 4), []),
        ("title: 头条: 大桥通车\n", (1, 10), []),
        ("a:\n  b: 首班船：靠岸\n  c: 林知夏: 摄\n", (3, 9), []),
        ("a:\n\tx: 1\n", (2, 1), []),
        ("a:\n    x: 1\n  y: 2\n", (3, 3), []),
        ("a: !新桥\n", (1, 4), []),
        ("a: x\n%b: y\n", (2, 1), []),
        ("a: x\nb:\u3000y\nc: z\n", (2, 1), ["plain-space"]),
        ("a:\n  - b: x\n\u3000\u3000c: y\n    d: z\n", (4, 6), ["plain-space"]),
        ("a:\n  - b: x\n\xa0   c: y\n    d: z\n", (4, 6), ["plain-space"]),
        ("a: {b: “{c}”, d: e}\n", (1, 9), ["half-width"]),
        ("a: {b: 他说“好”, c: [x}\n", (1, 20), []),
        ("a: 好\x07\n", (1, 5), []),
        ("a: 好\nb: 江\udcff\n", (2, 5), []),  # what a terminal makes of what is no UTF-8
    ],
)
def test_what_is_no_yaml_is_told_where_it_is_to_be_mended(
    text: str, place: tuple[int, int], hints: list[str]
) -> None:
    report = Report()
    with pytest.raises(RefusedError):
        parse_yaml(Source("a.yaml", text), report)
    (error,) = report.errors
    assert error.span is not None
    assert (error.span.line, error.span.column) == place
    assert [each.key for each in error.hints] == hints


@pytest.mark.parametrize(
    "phrase", [*yamlfault.PLAIN.values(), yamlfault.TAB, yamlfault.TAG, yamlfault.CONTROL]
)
def test_what_is_wrong_with_yaml_is_told_in_chinese_too(phrase: str) -> None:
    assert phrase in WORDS


@pytest.mark.parametrize(
    "text",
    [
        "a: !x 1", "a: !新", "a: !<b", "a: !%z1", "!!\n", "a: !a!b c", "a: \x07", "a: \0",
        '"\\x1"', '"\\ud800"', "a: |0\n", "[a: {b:{ c}]", "%YAML x", "%一", "%YAML- 1.1\n--- a",
        "{a: 1}\nb: 2", "[a]? b", "a: [b]? c",
    ],
)  # fmt: skip
def test_no_word_of_the_parser_reaches_a_desk(text: str) -> None:
    report = Report()
    with contextlib.suppress(RefusedError):
        parse_yaml(Source("a.yaml", text), report)
    (error,) = report.errors
    assert dict(error.values)["reason"] in WORDS
