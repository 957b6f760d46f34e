"""Widths of marks by style, in neighbours and at a line's edges. The em is 10000."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from broadsheet.font.collection import Collection
from broadsheet.model.spacing import Marks, Sign, Spacing
from broadsheet.model.style import FaceRef, Language, TextStyle
from broadsheet.text.itemise import itemise
from broadsheet.text.setting import Settings
from square import square_font
from unit.base.handset import EM, PLAIN, TEXT, items_of

FULL = Spacing(marks=Marks.FULL, han_latin=0, han_figure=0, trim_line_end=True)
HALF = Spacing(marks=Marks.HALF, han_latin=0, han_figure=0)


def width(text: str, setting: Settings, spacing: Spacing) -> int:
    """The width of a text between two ideographs, those left out."""
    return items_of(f"中{text}文", setting, spacing).pens[-1] - 20_000


@pytest.mark.parametrize("mark", "，、；：（）《》〈〉「」『』【】〔〕“”‘’·")
def test_kaiming_sets_marks_inside_a_sentence_half(mark: str, setting: Settings) -> None:
    assert width(mark, setting, PLAIN) == 5000


@pytest.mark.parametrize("mark", "。？！")
def test_kaiming_sets_sentence_ends_as_wide_as_the_style_says(mark: str, setting: Settings) -> None:
    assert width(mark, setting, PLAIN) == 8500
    assert width(mark, setting, Spacing(stop_width=1000)) == 10_000


@pytest.mark.parametrize("mark", "，、；：。？！（）《》“”")
def test_full_style_sets_a_single_mark_full(mark: str, setting: Settings) -> None:
    assert width(mark, setting, FULL) == 10_000


@pytest.mark.parametrize("mark", "，、；：。？！（）《》“”·")
def test_half_style_sets_every_mark_half(mark: str, setting: Settings) -> None:
    assert width(mark, setting, HALF) == 5000


@pytest.mark.parametrize("spacing", [PLAIN, FULL, HALF])
@pytest.mark.parametrize("unit", ["——", "……"])
def test_dash_and_ellipsis_are_two_ems_in_every_style(unit: str, spacing: Spacing, setting: Settings) -> None:
    items = items_of(f"中{unit}文", setting, spacing)
    assert items.pens[3] - items.pens[1] == 20_000
    assert not items.flexible[2]


PAIRS = ("））", "（（", "）（", "，”", "。”", "，“", "。“", "：“", "”，", "”。", "？”", "！“")


@pytest.mark.parametrize("pair", PAIRS)
def test_full_style_sets_two_neighbours_one_and_a_half_ems(pair: str, setting: Settings) -> None:
    assert width(pair, setting, FULL) == 15_000


@pytest.mark.parametrize("pair", ["”！", "）？"])
def test_full_style_trims_a_closing_mark_before_an_exclamation(pair: str, setting: Settings) -> None:
    """CLREQ: any two marks that would take two ems take one and a half."""
    assert width(pair, setting, FULL) == 15_000


@pytest.mark.parametrize(
    ("pair", "advances", "cuts"),
    [
        ("）（", (5000, 10_000), (0, 0)),  # the closing mark gives its right half
        ("（（", (10_000, 5000), (0, 5000)),  # the second opening mark gives its left half
        ("。”", (5000, 10_000), (0, 0)),  # the stop hugs what closes after it
        ("，“", (10_000, 5000), (0, 5000)),  # the pause of the comma is kept
    ],
)
def test_the_half_that_goes_is_the_one_that_brackets_do_not_hug(
    pair: str, advances: tuple[int, ...], cuts: tuple[int, ...], setting: Settings
) -> None:
    items = items_of(f"中{pair}文", setting, FULL)
    assert (items.advances[1:3], items.cuts[1:3]) == (advances, cuts)


@pytest.mark.parametrize("pair", ["？！", "？？", "！！"])
@pytest.mark.parametrize("spacing", [FULL, HALF, PLAIN])
def test_two_exclamations_share_an_em(pair: str, spacing: Spacing, setting: Settings) -> None:
    assert width(pair, setting, spacing) == 10_000


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("：」", 20_000),  # cl-05 before cl-02: a quarter em stays
        ("」：", 15_000),  # cl-02 before cl-05: a quarter em, the dot's own
        ("：「", 15_000),
        ("・」", 20_000),
        ("！「", 20_000),  # cl-04 before cl-01: half an em
        ("！」", 20_000),  # cl-04 before cl-02: solid, and an em itself
        ("！！", 20_000),
        ("」！", 15_000),  # cl-02 before cl-04: solid
        ("、」", 15_000),
        ("。「", 15_000),
        ("」、", 15_000),
    ],
)
def test_japanese_neighbours_have_the_space_of_the_table(text: str, width: int, setting: Settings) -> None:
    """JLREQ, appendix B, table 1."""
    japanese = setting.of(replace(TEXT, language=Language.JA))
    assert itemise([(f"中{text}文", japanese)], FULL).pens[-1] - 20_000 == width


@pytest.mark.parametrize(
    ("mark", "style"),
    [
        *((mark, replace(TEXT, language=Language.JA)) for mark in "？！"),
        *((mark, replace(TEXT, vertical=True)) for mark in "：；？！"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize("spacing", [replace(PLAIN, trim_line_end=True), FULL, HALF])
def test_some_marks_are_an_em_whatever_the_style_and_whatever_stands_beside_them(
    mark: str, style: TextStyle, spacing: Spacing, setting: Settings
) -> None:
    items = itemise([(f"中{mark}」文{mark}", setting.of(style))], spacing)
    assert (items.advances[1], items.advances[4]) == (10_000, 10_000)
    assert 4 not in items.end_cuts
    assert {give.gap for give in items.squeezes} <= {2, 3}  # beside 」


@pytest.mark.parametrize(
    ("language", "spacing", "width"),
    [
        (Language.ZH_HANS, FULL, 5000),
        (Language.ZH_HANT, FULL, 10_000),
        (Language.JA, FULL, 10_000),
        (Language.ZH_HANT, PLAIN, 5000),
        (Language.JA, HALF, 5000),
    ],
)
def test_an_interpunct_is_full_in_full_style_where_its_language_has_it_so(
    language: Language, spacing: Spacing, width: int, setting: Settings
) -> None:
    items = itemise([("中・文", setting.of(replace(TEXT, language=language)))], spacing)
    assert items.advances[1] == width


def test_a_house_may_give_a_sign_that_is_no_mark_a_width(setting: Settings) -> None:
    assert width("／", setting, PLAIN) == 10_000
    assert width("／", setting, replace(PLAIN, signs=(("／", Sign(width=600)),))) == 6000


def test_a_colon_between_figures_is_half_unless_a_house_gives_it_a_width(setting: Settings) -> None:
    figures = width("3：1", setting, FULL) - 2 * width("1", setting, FULL)
    assert figures == 5000
    own = replace(FULL, signs=(("：", Sign(width=700)),))
    assert width("3：1", setting, own) - 2 * width("1", setting, own) == 7000


def test_three_exclamations_take_two_ems(setting: Settings) -> None:
    """CLREQ, adjacent marks: two of them one em, three of them two."""
    assert width("！！！", setting, FULL) == 20_000


def test_an_opening_mark_loses_its_left_half_at_a_line_start(setting: Settings) -> None:
    items = items_of("中“文", setting, FULL)
    assert items.natural(1, 3) == items.natural(0, 3) - 10_000 - 5000
    kept = Spacing(marks=Marks.FULL, trim_line_start=False)
    assert items_of("中“文", setting, kept).natural(1, 3) == 20_000


@pytest.mark.parametrize("mark", "，、；：。？！”）")
def test_a_mark_loses_its_right_half_at_a_line_end(mark: str, setting: Settings) -> None:
    """GB/T 15834-2011 5.1.10."""
    items = items_of(f"中{mark}文", setting, FULL)
    assert items.natural(0, 2) == 15_000
    assert items_of(f"中{mark}文", setting, Spacing(marks=Marks.FULL)).natural(0, 2) == 20_000


def test_a_kaiming_stop_keeps_its_width_at_a_line_end_unless_the_style_trims(setting: Settings) -> None:
    assert items_of("中。", setting, PLAIN).natural(0, 2) == 18_500
    assert items_of("中。", setting, Spacing(trim_line_end=True)).natural(0, 2) == 15_000


def test_a_mark_that_was_trimmed_for_its_neighbour_gives_nothing_more(setting: Settings) -> None:
    items = items_of("中。”文", setting, FULL)
    assert {give.gap for give in items.squeezes} == {3}  # the closing mark's right half
    assert items.natural(0, 3) == 20_000  # at the line end that half is gone


@pytest.mark.parametrize(
    ("text", "step", "amount"),
    [("中“文", 4, 5000), ("中”文", 4, 5000), ("中，文", 5, 5000), ("中。文", 7, 5000), ("中？文", 7, 5000)],
)
def test_full_marks_give_half_an_em_in_their_step(
    text: str, step: int, amount: int, setting: Settings
) -> None:
    (give,) = items_of(text, setting, FULL).squeezes
    assert (give.step, give.amount) == (step, amount)


def test_a_full_colon_gives_nothing_but_its_line_end(setting: Settings) -> None:
    items = items_of("中：文", setting, FULL)
    assert items.squeezes == ()
    assert items.end_cuts == {1: 5000}


def test_kaiming_stops_give_down_to_their_least(setting: Settings) -> None:
    (give,) = items_of("中。文", setting, PLAIN).squeezes
    assert (give.gap, give.amount, give.step) == (2, 3500, 7)
    assert items_of("中。文", setting, Spacing(stop_least=850)).squeezes == ()


def test_a_narrow_interpunct_stands_in_the_middle_of_its_width(tmp_path: Path) -> None:
    """Faces of Noto Serif CJK have a Western one, a third of an em wide."""
    square_font(tmp_path / "narrow.ttf", "张王a ", shared={"·": "a"})
    setting = Settings(Collection([tmp_path])).of(replace(TEXT, language=Language.ZH_HANT))
    items = itemise([("张·王", setting)], FULL)
    assert (items.advances[1], items.cuts[1]) == (10_000, -2500)
    assert list(items.steps[:2]) == [12_500, 7500]


@pytest.mark.parametrize("vertical", [False, True])
def test_a_dash_of_a_western_em_dash_is_two_ems_without_a_seam(tmp_path: Path, vertical: bool) -> None:
    """The square font's ink is 50 units inside an advance of 500: each half is moved to the middle."""
    square_font(tmp_path / "narrow.ttf", "中文a ", shared={"—": "a"})
    setting = Settings(Collection([tmp_path])).of(replace(TEXT, vertical=vertical))
    items = itemise([("中——文", setting)], PLAIN)
    assert items.advances[1:3] == (10_000, 10_000)
    assert items.cuts[1:3] == (4500 - 10_000 - 50, 500 + 50)


@pytest.mark.parametrize("family", ["Broadsheet Song", "Broadsheet Hei", "Broadsheet Kai"])
@pytest.mark.parametrize("vertical", [False, True])
def test_a_face_whose_dashes_fill_their_em_is_left_alone(
    vendored: Settings, family: str, vertical: bool
) -> None:
    style = TextStyle(FaceRef(family), EM, vertical=vertical)
    items = itemise([("中——文", vendored.of(style))], PLAIN)
    assert items.cuts[1:3] == (0, 0)


def test_an_interpunct_is_cut_on_both_sides(setting: Settings) -> None:
    items = items_of("张·王", setting, PLAIN)
    assert (items.advances[1], items.cuts[1]) == (5000, 2500)
