"""The untailored line breaker: Unicode's own cases, and what holds for every text."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.text.items import FORCED, FREE, NO_BREAK
from broadsheet.text.uax14 import break_opportunities, line_break_class

CASES = Path(__file__).resolve().parents[1] / "data" / "unicode" / "LineBreakTest.txt"


class Case(NamedTuple):
    """A line of Unicode's test: the text, and where a line may break."""

    line: str
    text: str
    breaks: list[bool]


def _case(line: str) -> Case:
    words = line.split()
    text = "".join(chr(int(code, 16)) for code in words[1::2])
    return Case(line, text, [sign == "÷" for sign in words[::2]])


UNICODE_CASES = [_case(line) for line in CASES.read_text("utf-8").splitlines() if line[0] != "#"]


def test_every_case_of_the_unicode_test() -> None:
    assert len(UNICODE_CASES) == 7654
    wrong = [
        case.line
        for case in UNICODE_CASES
        if [verdict != NO_BREAK for verdict in break_opportunities(case.text)] != case.breaks
    ]
    assert wrong == []


_SHOWN = {NO_BREAK: "", FREE: "|", FORCED: "!"}


def shown(text: str) -> str:
    """The text with its breaks; the one that ends it is left out."""
    breaks = break_opportunities(text)
    return "".join(_SHOWN[verdict] + character for verdict, character in zip(breaks, text, strict=False))


@pytest.mark.parametrize(
    "result",
    [
        "甲\r\n!乙\u2028!丙\x85!丁",  # LB4, LB5
        "甲 |乙  |（  丙）  ， |丁",  # LB7, LB13, LB14, LB18
        "甲“乙”丙|（「丁」|（",  # LB14, LB19: a quotation mark opens and closes
        "\u05d0-\u05d1\u05d2\u2010\u05d3|甲",  # LB21a
        "￥(12,345.67)％x$-5−1(a)b",  # LB24, LB25, LB30
        "$|(x)|$(1) |(1)$ |3/4 |a/|4 |a.|1 |1,2 ,|2",  # example 7: a sign alone begins no number
        "\U0001f1e8\U0001f1f3|\U0001f1ef\u0301\U0001f1f5|\U0001f1f0",  # LB30a
        "👩\u200d🔬|👍🏽|\U0001fa7f\U0001f3fd",  # LB8a, LB30b
        "가|각|\u1100\u1161\u11a8%",  # LB26, LB27
        " |\u0301a\u200b |\u0301a",  # LB10
    ],
)
def test_rules_by_example(result: str) -> None:
    text = result.replace("|", "").replace("!", "")
    assert shown(text) == result


@given(st.from_regex(r"\A[$%]?[(-]?[0-9][0-9,./:]{0,20}[)}]?[$%]?\Z"))
def test_a_number_is_held_together_however_long_it_is(number: str) -> None:
    """Example 7 of section 8.2, which pairs of classes cannot say."""
    assert shown(number) == number


@pytest.mark.parametrize(
    ("character", "name"),
    [("中", "ID"), ("ぁ", "CJ"), ("（", "OP"), ("(", "OP"), ("%", "PO"), ("\ud800", "SG"), ("\u0e31", "SA"),
     ("\U0001fa7f", "ID"), ("\u0378", "XX"), ("\u20cf", "PR"), ("\U0010ffff", "XX"), ("\x00", "CM")],
)  # fmt: skip
def test_classes(character: str, name: str) -> None:
    assert line_break_class(character) == name


ANYTHING = st.text(st.characters(exclude_categories=())) | st.text(
    st.sampled_from("a1 .,-(「」”%￥中ぁ\r\n\x0b\x85\u200b\u200d\u0301\xa0\u2060א‐—가\U0001f1e8🏽\ud800\x00")
)


@given(ANYTHING)
def test_every_text_has_breaks(text: str) -> None:
    breaks = break_opportunities(text)
    assert len(breaks) == len(text) + 1
    assert breaks[-1] == FORCED
    assert not text or breaks[0] == NO_BREAK
    assert set(breaks) <= {NO_BREAK, FREE, FORCED}


@given(ANYTHING)
def test_a_line_must_end_after_the_characters_that_end_lines_and_nowhere_else(text: str) -> None:
    breaks = break_opportunities(text)
    for position in range(1, len(text)):
        before, after = text[position - 1], text[position]
        ends = line_break_class(before) in ("BK", "CR", "LF", "NL") and before + after != "\r\n"
        assert (breaks[position] == FORCED) is ends


@given(ANYTHING)
def test_nothing_parts_a_mark_from_what_carries_it(text: str) -> None:
    breaks = break_opportunities(text)
    for position in range(1, len(text)):
        carried = line_break_class(text[position - 1]) not in ("BK", "CR", "LF", "NL", "SP", "ZW")
        if carried and line_break_class(text[position]) in ("CM", "ZWJ"):
            assert breaks[position] == NO_BREAK


@given(ANYTHING)
def test_no_line_starts_with_a_space_or_ends_before_a_word_joiner(text: str) -> None:
    breaks = break_opportunities(text)
    for position in range(1, len(text)):
        held = line_break_class(text[position]) in ("SP", "ZW", "WJ")
        assert not held or breaks[position] != FREE


@given(ANYTHING, ANYTHING)
def test_a_forced_break_parts_texts_that_know_nothing_of_each_other(first: str, second: str) -> None:
    whole = break_opportunities(first + "\u2028" + second)
    assert whole[len(first) + 2 : -1] == break_opportunities(second)[1:-1]
    assert whole[: len(first)] == break_opportunities(first)[:-1]


def test_no_paper_reads_the_table() -> None:
    """It is the ground that our own rules are told from, and costs a night's paper nothing."""
    program = "import sys, broadsheet.press; sys.exit('broadsheet.text.uax14' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
