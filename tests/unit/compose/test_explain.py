"""What is told of a line: its steps, its limits, and what became of a runt (孤字)."""

from __future__ import annotations

from broadsheet.compose.explain import WORDS_STEP, LineReport, line_report
from broadsheet.compose.firstfit import first_fit
from broadsheet.compose.leastcost import LINE_COST, RUNT_COST, STRETCH_COST
from broadsheet.compose.optimumfit import optimum_fit
from broadsheet.galleys import body_style
from broadsheet.model.spacing import Spacing
from broadsheet.model.style import Align, Breaker
from broadsheet.records import replace
from broadsheet.text.setting import Settings
from unit.base.handset import EM, PLAIN, han, items_of


def reports(
    text: str, ems: float, setting: Settings, spacing: Spacing = PLAIN, align: Align = Align.JUSTIFIED
) -> list[LineReport]:
    items, style = items_of(text, setting, spacing), replace(body_style(), spacing=spacing)
    lines = first_fit(items, (round(ems * EM),), spacing)
    return [line_report(items, line, number, style, align) for number, line in enumerate(lines, 1)]


def test_a_runt_taken_in_is_named(setting: Settings) -> None:
    (line,) = reports("好。春夏秋冬风", 6.6, setting)
    assert (line.runt, line.runt_taken_in, line.steps) == ("风", True, ((7, -2500),))


def test_a_runt_that_got_company_is_named(setting: Settings) -> None:
    first, last = reports(han(12) + "春。", 12, setting)
    assert (first.runt, first.runt_taken_in) == ("春。", False)
    assert (last.runt, last.text) == ("", han(12)[-1] + "春。")


def test_lines_that_end_where_they_are_full_name_no_runt(setting: Settings) -> None:
    assert [line.runt for line in reports(han(25), 9, setting)] == ["", "", ""]
    assert [line.runt for line in reports(han(7), 6, setting, PLAIN)] == ["", ""]


def test_a_line_that_is_not_spread_was_given_nothing(setting: Settings) -> None:
    first, _ = reports(han(18), 9.5, setting, align=Align.START)  # verse
    assert (first.ending, first.steps, first.per_gap) == ("justified", (), 0)
    first, _ = reports(han(18), 9.5, setting)
    assert (first.steps, first.per_gap) == (((0, EM // 2),), EM // 2 // 8)
    (squeezed,) = reports("好。春夏秋冬风", 6.6, setting, align=Align.START)
    assert squeezed.steps == ((7, -2500),)


def test_what_words_take_beside_the_gaps_of_a_line_is_told_by_itself(setting: Settings) -> None:
    first, _ = reports("ABCD、EFGH、ABCDEFGHIJKLM", 6.5, setting)
    assert (first.steps, first.per_gap) == (((0, 9000), (WORDS_STEP, 6000)), 9000)
    first, _ = reports("ABCD、ABCDEFGHIJ", 5, setting)
    assert (first.steps, first.per_gap) == (((WORDS_STEP, EM // 2 * 5),), 0)


def test_a_line_may_take_what_its_gaps_at_latin_take(setting: Settings) -> None:
    spacing = Spacing(han_latin=100, gap_most=200, han_gap_stretch=100)
    (line, *_) = reports("春A夏秋冬风雨雷电山川" + "x" * 30, 12, setting, spacing)
    chosen = next(each for each in line.candidates if each.tail == "雷电山川")
    assert chosen.give == 2 * 1000 + 10 * 1000  # the gaps at A, then every gap


def test_no_candidate_lies_beyond_a_forced_break(setting: Settings) -> None:
    (first, _) = reports("春夏秋冬\n风雨雷电", 5, setting)
    assert [each.tail for each in first.candidates] == ["春", "春夏", "春夏秋", "春夏秋冬"]


def test_a_line_and_its_candidates_say_what_they_cost(setting: Settings) -> None:
    spacing = Spacing(han_gap_stretch=100)
    first, last = reports(han(18), 9.5, setting, spacing)
    ratio = 0.5 / (8 * 0.1)  # of what eight gaps may take
    assert first.cost == round(100 * ratio**3, 1) == 24.4
    assert [each.cost for each in first.candidates[-3:]] == [24.4, None, None]  # no glue of theirs shrinks
    assert last.cost == 0


def test_optimum_fit_says_what_it_reckons(setting: Settings) -> None:
    spacing = Spacing(han_gap_stretch=100)
    items = items_of(han(28), setting, spacing)
    style = replace(body_style(), spacing=spacing, breaker=Breaker.OPTIMUM_FIT)
    lines = optimum_fit(items, (round(9.5 * EM),), spacing)
    first, *_, last = (line_report(items, line, 1, style, Align.JUSTIFIED) for line in lines)
    stretched = STRETCH_COST * (0.5 / (8 * 0.1)) ** 3
    assert (first.cost, last.cost) == (round(LINE_COST + stretched, 1), RUNT_COST)
    least = min(each.cost for each in first.candidates if each.cost is not None)
    assert least == first.cost
