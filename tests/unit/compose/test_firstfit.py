"""First fit: which characters each line takes. Ideographs 1 em, marks 0.5, 。 0.85, Latin 0.5."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations_with_replacement

import pytest

from broadsheet.compose.firstfit import first_fit, sums_of
from broadsheet.text.setting import Settings
from unit.base.handset import EM, PLAIN, items_of, lines_of, texts


def set_lines(text: str, ems: float, setting: Settings, **changes: int) -> list[str]:
    """The lines of a text, those out of the ordinary marked by their ending."""
    items, lines = lines_of(text, ems, setting, replace(PLAIN, **changes))
    marked = {"emergency": "!", "overfull": "!!"}
    return [
        words + ("-" if line.hyphen else "") + marked.get(line.ending, "")
        for words, line in zip(texts(items, lines), lines, strict=True)
    ]


def test_sums_are_of_the_glue_strictly_inside_a_line(setting: Settings) -> None:
    items = items_of("好，春（夏A秋）。冬，风", setting)
    sums, count = sums_of(items), len(items.text)
    for start, end in combinations_with_replacement(range(count + 1), 2):
        inside = range(start + 1, end)
        assert sums.squeeze(start, end) == sum(give.amount for give in items.squeezes if give.gap in inside)
        assert sums.gaps(start, end) == sum(items.flexible[gap] for gap in inside)
    assert sums.squeeze(0, count) > 0 < sums.gaps(0, count)


def test_a_line_takes_what_it_can_hold(setting: Settings) -> None:
    assert set_lines("春夏秋冬风雨雷电山川", 4, setting) == ["春夏秋冬", "风雨雷电", "山川"]


def test_a_line_that_fits_exactly_is_full(setting: Settings) -> None:
    _, lines = lines_of("春夏秋冬风", 4, setting)
    assert [(line.natural, line.ending) for line in lines] == [(40_000, "justified"), (10_000, "last")]


def test_a_half_mark_at_the_end_still_fits(setting: Settings) -> None:
    assert set_lines("春夏秋冬，风雨", 4.5, setting) == ["春夏秋冬，", "风雨"]


def test_pushing_out_takes_the_last_character_along_with_its_mark(setting: Settings) -> None:
    assert set_lines("春夏秋冬，风雨雷电", 4, setting) == ["春夏秋", "冬，风雨", "雷电"]


def test_an_opening_mark_at_the_end_goes_to_the_next_line(setting: Settings) -> None:
    assert set_lines("春夏秋“冬风”雨", 3.6, setting) == ["春夏秋", "“冬风”", "雨"]


def test_squeezing_in_takes_a_mark_that_the_line_can_give_for(setting: Settings) -> None:
    # natural 6.35 em in 6.2; the stop inside gives up to 0.35
    items, lines = lines_of("好。春夏秋冬，风雨", 6.2, setting)
    assert texts(items, lines) == ["好。春夏秋冬，", "风雨"]
    assert (lines[0].natural, lines[0].room, lines[0].ending) == (63_500, 62_000, "justified")


def test_what_cannot_be_squeezed_in_is_pushed_out(setting: Settings) -> None:
    assert set_lines("好。春夏秋冬，风雨", 5.9, setting) == ["好。春夏秋", "冬，风雨"]


@pytest.mark.parametrize(
    ("ems", "first"),
    [(20.25, 21), (20.01, 19)],  # 0.1 of 0.35 em against 0.078 a gap; 0.34 of 0.35 against 0.064
)
def test_the_cheaper_of_squeezing_and_stretching_is_taken(ems: float, first: int, setting: Settings) -> None:
    lines = set_lines("好。" + "春" * 18 + "，夏秋冬", ems, setting)
    assert len(lines[0]) == first


def test_the_negative_han_gap_is_a_remedy_only_where_the_style_has_it(setting: Settings) -> None:
    text = "春夏秋冬风雨雷电山川，河流"
    assert set_lines(text, 10.3, setting)[0] == "春夏秋冬风雨雷电山"
    assert set_lines(text, 10.3, setting, han_gap_shrink=30)[0] == "春夏秋冬风雨雷电山川，"


def test_the_last_line_stays_natural(setting: Settings) -> None:
    _, lines = lines_of("春夏秋冬风雨", 4, setting)
    assert (lines[-1].ending, lines[-1].natural) == ("last", 20_000)


def test_a_last_line_may_be_squeezed_in_too(setting: Settings) -> None:
    _, lines = lines_of("好。春夏秋冬", 5.7, setting)
    assert [(line.end, line.ending) for line in lines] == [(6, "justified")]


def test_a_figure_may_part_from_its_unit_but_not_from_its_sign(setting: Settings) -> None:
    assert set_lines("今年有2209人来", 5, setting) == ["今年有2209", "人来"]
    assert set_lines("今年增2209%来", 5, setting) == ["今年增", "2209%来"]


def test_a_dash_is_not_parted_and_starts_no_line(setting: Settings) -> None:
    assert set_lines("春夏秋——冬风", 3.5, setting) == ["春夏", "秋——", "冬风"]


def test_a_word_is_hyphenated_where_it_must(setting: Settings) -> None:
    assert set_lines("algorithm", 2.6, setting) == ["algo-", "rithm"]


def test_a_hyphen_needs_its_own_room(setting: Settings) -> None:
    assert set_lines("algorithm", 2.4, setting) == ["al-", "go-", "rith!", "m"]


def test_spaces_at_a_lines_edges_are_gone(setting: Settings) -> None:
    assert set_lines("  AB CD ", 1.2, setting) == ["AB", "CD"]


def test_a_unit_wider_than_the_line_is_broken_anywhere_and_says_so(setting: Settings) -> None:
    assert set_lines("ABCDEFGHIJ", 3, setting) == ["ABCDEF!", "GHIJ"]
    assert set_lines("春，，，，，夏", 2, setting) == ["春，，!", "，，，", "夏"]


def test_a_box_wider_than_the_line_is_overfull(setting: Settings) -> None:
    assert set_lines("春夏", 0.5, setting) == ["春!!", "夏!!"]


def test_an_emergency_leaves_a_combining_mark_with_its_carrier(setting: Settings) -> None:
    assert set_lines("ABCD\u0301EF", 2, setting)[0] == "ABCD\u0301!"


def test_a_forced_break_ends_a_line_naturally(setting: Settings) -> None:
    _, lines = lines_of("春眠\n不觉晓", 4, setting)
    assert [(line.start, line.end, line.ending) for line in lines] == [(0, 2, "last"), (3, 6, "last")]


def test_an_empty_line_between_verses_is_a_line(setting: Settings) -> None:
    assert set_lines("春\n\n夏", 4, setting) == ["春", "", "夏"]


def test_a_verse_longer_than_its_line_goes_on(setting: Settings) -> None:
    assert set_lines("春夏秋冬风\n雨", 3, setting) == ["春夏秋", "冬风", "雨"]


def test_each_line_has_its_own_room(setting: Settings) -> None:
    items = items_of("春夏秋冬风雨雷电山川河流", setting)
    lines = first_fit(items, (2 * EM, 5 * EM, 3 * EM), PLAIN)
    assert texts(items, lines) == ["春夏", "秋冬风雨雷", "电山川", "河流"]


def test_a_run_of_spaces_wider_than_the_line_still_ends_it(setting: Settings) -> None:
    assert set_lines("A" + 9 * "\u3000" + "A", 3, setting) == ["A", "A"]


def test_an_empty_text_has_no_lines(setting: Settings) -> None:
    assert set_lines("", 4, setting) == []
    assert set_lines("   ", 4, setting) == []


def test_a_style_that_wants_no_looseness_breaks_no_breaker(setting: Settings) -> None:
    assert set_lines("好。春夏秋冬，风雨", 6.2, setting, han_gap_stretch=0)[0] == "好。春夏秋冬，"
