"""Display lines: the ladder of sizes, parting in two, condensing, spreading."""

from __future__ import annotations

import pytest

from broadsheet.compose.display import DisplayBlock, set_display
from broadsheet.model.style import Align, DisplayStyle
from broadsheet.text.setting import Settings
from unit.base.handset import TEXT, right_end

STYLE = DisplayStyle(TEXT, (30_000, 24_000, 20_000), leading=1200)


def shown(block: DisplayBlock) -> tuple[int, list[str], bool]:
    return block.size, [items.text[line.start : line.end] for items, line in block.lines], block.fits


@pytest.mark.parametrize(("width", "size"), [(150_000, 30_000), (149_999, 24_000), (110_000, 20_000)])
def test_the_largest_size_that_fits_is_taken(width: int, size: int, setting: Settings) -> None:
    assert shown(set_display(("春夏秋冬风",), STYLE, width, setting)) == (size, ["春夏秋冬风"], True)


def test_all_lines_of_a_part_have_one_size(setting: Settings) -> None:
    block = set_display(("春夏秋冬风", "雨雷"), STYLE, 125_000, setting)
    assert shown(block) == (24_000, ["春夏秋冬风", "雨雷"], True)
    assert block.leading == 28_800
    assert block.height == 24_000 + 28_800


def test_a_single_line_that_fits_no_size_is_parted_in_two_of_one_length(setting: Settings) -> None:
    # 8 characters in 90 pt: 20 pt would take 160; halves of 4 fit at 20 pt, not at 24
    block = set_display(("春夏秋冬风雨雷电",), STYLE, 90_000, setting)
    assert shown(block) == (20_000, ["春夏秋冬", "风雨雷电"], True)


def test_a_parted_line_keeps_its_marks(setting: Settings) -> None:
    block = set_display(("春夏秋冬，风雨雷电",), STYLE, 95_000, setting)
    assert shown(block)[1] == ["春夏秋冬，", "风雨雷电"]


def test_lines_of_the_author_are_condensed_not_parted(setting: Settings) -> None:
    block = set_display(("春夏秋冬风", "雨"), STYLE, 92_000, setting)
    assert shown(block) == (20_000, ["春夏秋冬风", "雨"], True)
    assert block.lines[0][1].natural == 90_000
    assert block.runs(0, 0)[0][0].condense == 900


def test_what_fits_at_no_size_says_so(setting: Settings) -> None:
    assert not set_display(("春夏秋冬风", "雨"), STYLE, 89_000, setting).fits


def test_what_fits_at_no_size_stands_over_no_neighbour(setting: Settings) -> None:
    block = set_display(("春夏秋冬风雨雷电", "山川"), DisplayStyle(TEXT, (20_000,)), 60_000, setting)
    assert not block.fits
    lines = [items.text[line.start : line.end] for items, line in block.lines]
    assert "".join(lines) == "春夏秋冬风雨雷电山川"
    assert max(line.natural for _, line in block.lines) <= 60_000


def test_a_list_of_names_in_place_of_a_headline_is_set_before_the_paper_is_printed(setting: Settings) -> None:
    names = [("春夏秋冬" * 2)[index % 5 :][: 2 + index % 3] for index in range(40)]
    block = set_display(("/".join(names),), STYLE, 300_000, setting)
    assert "".join(items.text[line.start : line.end] for items, line in block.lines) == "".join(names)
    assert not block.fits


def test_nothing_is_a_block_without_height(setting: Settings) -> None:
    block = set_display((), STYLE, 90_000, setting)
    assert (block.lines, block.height, block.fits) == ((), 0, True)


def test_a_line_that_nearly_fills_its_span_is_spread_over_it(setting: Settings) -> None:
    style = DisplayStyle(TEXT, (20_000,), fill=100)
    block = set_display(("春夏秋冬",), style, 86_000, setting)  # 6 pt over 3 gaps: 0.1 em each
    assert block.align is Align.SPREAD
    assert right_end(block.runs(5000, 0)[0]) == 91_000
    assert set_display(("春夏秋冬",), style, 86_001, setting).align is Align.CENTRE


def test_words_are_spread_by_so_much_at_each_space_and_not_at_each_letter(setting: Settings) -> None:
    style = DisplayStyle(TEXT, (20_000,), fill=100)
    ((_, line),) = set_display(("AB CD EF",), style, 400_000, setting).lines
    assert set_display(("AB CD EF",), style, line.natural + 4_000, setting).align is Align.SPREAD
    assert set_display(("AB CD EF",), style, line.natural + 4_001, setting).align is Align.CENTRE
    ((_, word),) = set_display(("ABCDEF",), style, 400_000, setting).lines
    assert set_display(("ABCDEF",), style, word.natural + 1, setting).align is Align.CENTRE


def test_the_em_box_of_the_first_line_stands_at_the_top(setting: Settings) -> None:
    block = set_display(("春", "夏"), STYLE, 90_000, setting)
    assert [runs[0].baseline for runs in block.runs(0, 1000)] == [1000 + 26_400, 1000 + 26_400 + 36_000]
    assert [runs[0].x for runs in block.runs(0, 0)] == [30_000, 30_000]


def test_display_marks_are_half_whatever_the_body_has(setting: Settings) -> None:
    block = set_display(("“春”",), STYLE, 90_000, setting)
    assert block.lines[0][1].natural == 60_000


def test_a_name_in_latin_that_is_spread_is_spread_between_its_letters(setting: Settings) -> None:
    style = DisplayStyle(TEXT, (20_000,), align=Align.SPREAD)
    (run,) = set_display(("AB CD",), style, 90_000, setting).runs(0, 0)[0]
    assert sum(run.advances) == 90_000
    assert min(run.advances[:4]) > 15_000
