"""Located nodes: places, scalars as text, and files that only look like YAML."""

from __future__ import annotations

import contextlib

import pytest

from broadsheet.readers.report import RefusedError, Report
from broadsheet.readers.yamlnode import Mapping, Scalar, entry_of, parse_yaml
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
