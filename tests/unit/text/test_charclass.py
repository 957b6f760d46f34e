"""Character classes, one letter a character."""

from __future__ import annotations

from itertools import pairwise

import pytest

from broadsheet.model.style import Language
from broadsheet.text.charclass import classify
from broadsheet.text.language import table_of


@pytest.mark.parametrize(
    ("characters", "letter"),
    [
        ("中一龥㐀𠀀あカ한①●〓㍿", "H"),
        ("（《「『“‘【〔", "o"),
        ("）》」』”’】〕", "c"),
        ("，、；", "p"),
        ("：", "n"),
        ("。．", "f"),
        ("？！", "x"),
        ("·・∶", "i"),
        ("～–－", "t"),
        ("—―", "m"),
        ("…⋯", "e"),
        ("／", "s"),
        ("々ーっャ", "k"),
        ("%％‰℃°′″", "P"),
        ("¥￥$＄£€№±", "R"),
        ("0189٣", "D"),
        ("aZéßЖΩ½", "L"),
        (".,-/()@&+§\x00", "A"),
        (" \t\u2003", "S"),
        ("\u0301\u200d\ufe0f\u00ad\U000e0100", "C"),
        ("\n", "N"),
    ],
)
def test_a_characters_class(characters: str, letter: str) -> None:
    assert classify(characters) == letter * len(characters)


@pytest.mark.parametrize("sign", "+-＋－")
def test_a_sign_stays_with_its_number_full_width_or_not(sign: str) -> None:
    assert classify(f"涨{sign}3.9%") == "HRDADP"
    assert classify(f"{sign}18") == "RDD"
    assert classify(f"5{sign}3")[1] == classify(sign)  # a sum, a score
    assert "R" not in classify(f"线上{sign}线下")


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("歼-20", "HtDD"),
        ("歼－20", "HtDD"),
        ("“神舟”-20", "oHHctDD"),
        ("购-W", "HtL"),
        ("7-刘", "DtH"),
        ("X-射线", "LtHH"),
        ("到-5℃", "HRDP"),
        ("比－3.2%", "HRDADP"),
        ("降-1,200万", "HRDADDDH"),
        ("点-0.3个百分点", "HRDADHHHH"),
        ("到 -5", "HSRD"),  # the space says that it is a sign
        ("：-5", "nRD"),
    ],
)
def test_a_hyphen_is_a_sign_before_an_amount_and_else_joins(text: str, classes: str) -> None:
    assert classify(text) == classes


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("丽•买", "HiH"),
        ("3•15", "DiDD"),
        ("鲁A•12", "HLiDD"),
        ("kW•h", "LLAL"),
        ("•江面", "AHH"),
        ("江面•", "HHi"),  # a line of a headline
        ("，•江", "pAH"),
    ],
)
def test_a_bullet_between_characters_is_an_interpunct_and_else_a_bullet(text: str, classes: str) -> None:
    assert classify(text) == classes


def test_a_no_break_space_is_no_space_to_break_at() -> None:
    assert classify("\xa0") == "A"


def test_an_ideographic_space_is_a_space() -> None:
    assert classify("\u3000") == "S"


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("他说“好”。", "HHoHcf"),
        ("叫“Tom”的", "HoLLLcH"),  # Chinese on the outer side of each
        ("Tom’s书", "LLLALH"),  # an apostrophe
        ("a “b” c", "LSALASL"),  # Latin on both sides of each
        ("“‘好’”", "ooHcc"),
        ("“Tom", "oLLL"),  # nothing before it: Chinese, for the paper is
        ("使用 “AB” 的", "HHSoLLcSH"),  # what the spaces hide counts
        ("AB“CD”的", "LLoLLcH"),  # both marks of a pair are of one kind
        ("Al “B” 拍", "LLSALASH"),  # a name with a nickname
        ("“Hi,” he", "ALLAASLL"),  # a text's edge is what the other side is
        ("the boys’ book", "LLLSLLLLASLLLL"),
        ("‘Tom’s’书", "oLLLALcH"),  # the apostrophe closes nothing
        ("“1”“2”“3”四", "oDcoDcoDcH"),  # no Latin text has them side by side
        ("a “1”“2”“3” b", "LSoDcoDcoDcSL"),
        ("12’点、34’、5’）", "DDAHpDDApDAc"),  # minutes, which nothing opened
        ("跑“1’23”好”", "HoDADDAHc"),  # and seconds
        ("‘12’点", "oDDcH"),
        ("a “‘b’” c", "LSAALAASL"),
        ("a—“b.” C", "LmALAASL"),  # a dash by itself is Latin's where what is beyond it is
        ("“a”—b", "ALAmL"),
        ("a—“b”好", "LmoLcH"),
        ("好—“b” c", "HmoLcSL"),
        ("a——“b” c", "LmmoLcSL"),  # two are Chinese
    ],
)
def test_quotation_marks_go_with_what_stands_beside_them(text: str, classes: str) -> None:
    assert classify(text) == classes


@pytest.mark.parametrize("language", Language)
def test_each_level_of_prohibition_holds_the_one_below(language: Language) -> None:
    for table in (table_of(language).no_start, table_of(language).no_end):
        levels = [set(table[level]) for level in ("none", "basic", "gb", "strict")]
        assert all(low <= high for low, high in pairwise(levels))
