"""Optimum fit: what a paragraph's lines are when they are chosen together."""

from __future__ import annotations

import pytest

from broadsheet.compose.firstfit import first_fit
from broadsheet.compose.justify import adjust
from broadsheet.compose.line import BreakLines
from broadsheet.compose.optimumfit import optimum_fit
from broadsheet.model.spacing import Kinsoku, Marks, Spacing
from broadsheet.model.style import FaceRef, TextStyle
from broadsheet.text.itemise import itemise
from broadsheet.text.setting import Settings
from unit.base.handset import EM, PLAIN, han, items_of, texts


def test_plain_ideographs_break_as_in_first_fit(setting: Settings) -> None:
    items = items_of(han(95), setting)
    assert optimum_fit(items, (9 * EM,), PLAIN) == first_fit(items, (9 * EM,), PLAIN)


def test_rooms_of_their_own_are_kept(setting: Settings) -> None:
    items = items_of(han(12), setting)
    assert texts(items, optimum_fit(items, (2 * EM, 5 * EM, 3 * EM), PLAIN)) == [
        han(12)[:2], han(12)[2:7], han(12)[7:10], han(12)[10:],
    ]  # fmt: skip


def test_what_nothing_can_make_is_first_fits(setting: Settings) -> None:
    items = items_of("ABCDEFGHIJ春", setting)
    lines = optimum_fit(items, (3 * EM,), PLAIN)
    assert [line.ending for line in lines] == ["emergency", "last"]


def test_spaces_after_the_last_forced_break_are_an_empty_line(setting: Settings) -> None:
    items = items_of("春\n ", setting)
    assert texts(items, optimum_fit(items, (3 * EM,), PLAIN)) == ["春", ""]


def test_a_space_after_an_emergency_begins_no_line(setting: Settings) -> None:
    items = items_of("AB ", setting)
    assert texts(items, optimum_fit(items, (4000,), PLAIN)) == ["A", "B"]


def test_a_line_cut_inside_a_word_says_so_whatever_stands_before_it(setting: Settings) -> None:
    spacing = Spacing(marks=Marks.FULL, kinsoku=Kinsoku.NONE, trim_line_start=False)
    items = items_of("冬冬冬冬‘冬AAAAAAAAAA", setting, spacing)
    lines = optimum_fit(items, (49_878,), spacing)
    assert [line.ending for line in lines if items.text[line.start : line.end].startswith("AAAAAAAAA")] == [
        "emergency"
    ]


def test_no_line_is_left_to_a_single_word_space(vendored: Settings) -> None:
    """（Gladiator II） alone would be spread in one place, by three ems and a half."""
    style = TextStyle(FaceRef("Broadsheet Song"), EM, FaceRef("Broadsheet Serif"), latin_scale=1050)
    text = (
        "《好东西》（Her Story）19:30/21:45，2D，45元/张；《角斗士2》（Gladiator II）18:40 IMAX，80元/张；"
        "《小小的我》14:20/16:50/19:10，38元/张。"
    )
    items = itemise([(text, vendored.of(style))], Spacing())
    lines = optimum_fit(items, (105_000,), Spacing())
    loosest = [max(adjust(items, line).values(), default=0) for line in lines if line.ending == "justified"]
    assert max(loosest) <= 1.5 * EM


def test_a_line_of_long_names_is_no_reason_to_tear_the_line_before_it(vendored: Settings) -> None:
    """记者从发布会获悉， alone was spread by an em a gap: V3.2-Exp、Qwen3-Next-80B-A3B- has one gap only."""
    style = TextStyle(FaceRef("Broadsheet Song"), EM, FaceRef("Broadsheet Serif"), latin_scale=1050)
    text = (
        "记者从发布会获悉，DeepSeek-V3.2-Exp、Qwen3-Next-80B-A3B-Instruct、"
        "GPT-5.1等大模型的上下文长度已达128K。"
    )
    items = itemise([(text, vendored.of(style))], Spacing())
    lines = optimum_fit(items, (16 * EM + 5000, 18 * EM + 5000), Spacing())
    loosest = [max(adjust(items, line).values(), default=0) for line in lines if line.ending == "justified"]
    assert max(loosest) <= 0.75 * EM


@pytest.mark.parametrize("breaker", [first_fit, optimum_fit])
def test_a_line_is_stretched_by_half_as_much_again_to_spare_a_runt(
    setting: Settings, breaker: BreakLines
) -> None:
    limit = Spacing(han_gap_stretch=100)  # seven gaps of eight ideographs would take 0.7 em, and take 1.05
    for text, measure, ends in ((han(10), 9, (8, 2)), (han(10), 9.06, (9, 1)), (han(11), 9.05, (9, 2))):
        items = items_of(text, setting, limit)
        lines = breaker(items, (round(measure * EM),), limit)
        assert tuple(line.end - line.start for line in lines) == ends
