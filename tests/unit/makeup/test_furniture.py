"""Furniture: elements in their box, places in their texts filled."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet.geometry import Rect, Writing
from broadsheet.makeup.furniture import Surroundings, fill_line, fill_places, set_furniture
from broadsheet.model.edition import IndexEntry, PictureFile
from broadsheet.model.furniture import (
    ArtElement,
    FillElement,
    IndexElement,
    ParagraphElement,
    PathSegment,
    PictureElement,
    RuleElement,
    TableElement,
    TextElement,
)
from broadsheet.model.style import BLACK, Align, TableStyle
from broadsheet.text.setting import Settings
from broadsheet.tree.node import Fill, GlyphRun, Picture, Rule, Shape
from unit.base.handset import EM, LEADING, TEXT, han, paragraph_style, right_end

BOX = Rect(100_000, 50_000, 200_000, 80_000)


@pytest.fixture
def around(setting: Settings) -> Surroundings:
    index = (IndexEntry("春夏秋", 2), IndexEntry("冬", 11))
    files = {"art/sun.png": PictureFile("/sun.png", "art/sun.png", 100, 100)}
    return Surroundings({"date": "十一月", "page": "1"}, index, files, {"/sun.png": "d"}, setting)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("今日{page}版", "今日1版"),
        ("{date}{date}", "十一月十一月"),
        ("{weather}晴", "{weather}晴"),
        ("没有", "没有"),
        ("{{page}}", "{page}"),
        ("", ""),
    ],
)
def test_places_are_filled_and_unknown_ones_stay(template: str, text: str) -> None:
    assert fill_places(template, {"date": "十一月", "page": "1"}) == text


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("责任编辑：{editors}", ""),
        ("责任编辑：{editors}　视觉：{visual}　校对：{proof}", "视觉：陈墨"),
        ("{paper}　责任编辑：{editors}", "岚川日报"),
        ("第{page}版 责编：{editors} 电话：{page}", "第1版 电话：1"),
        ("Page {page}  Edited by: {editors}", "Page 1"),
        ("Edited by: {editors}", ""),
        ("责编：{editors}、{visual}", "责编：、陈墨"),  # not the label of one place
        ("热线：{{editors}}", "热线：{editors}"),
        ("  视觉：{visual}", "  视觉：陈墨"),
        ("责编：{unknown}", "责编：{unknown}"),
        ("编辑{editors}", "编辑"),
    ],
)
def test_no_label_stands_before_nothing(template: str, text: str) -> None:
    values = {"editors": "", "proof": "", "visual": "陈墨", "page": "1", "paper": "岚川日报"}
    assert fill_line(template, values) == text


def text(lines: tuple[str, ...], **changes: object) -> TextElement:
    element = TextElement(5000, 2000, 0, lines, TEXT, LEADING)
    return replace(element, **changes)


def runs_of(element: TextElement, around: Surroundings) -> list[GlyphRun]:
    return [node for node in set_furniture((element,), BOX, around).nodes if isinstance(node, GlyphRun)]


def test_lines_stand_under_each_other_from_the_boxs_corner(around: Surroundings) -> None:
    first, second = runs_of(text(("{date}", "星期一")), around)
    assert (first.text, second.text) == ("十一月", "星期一")
    assert (first.x, first.baseline) == (105_000, 50_000 + 2000 + 8800)
    assert second.baseline == first.baseline + LEADING


@pytest.mark.parametrize(
    ("align", "x", "end"),
    [
        (Align.START, 105_000, 135_000),
        (Align.JUSTIFIED, 105_000, 135_000),
        (Align.CENTRE, 140_000, 170_000),
        (Align.END, 175_000, 205_000),
        (Align.SPREAD, 105_000, 205_000),
    ],
)
def test_a_line_stands_in_its_width_as_it_is_aligned(
    align: Align, x: int, end: int, around: Surroundings
) -> None:
    (run,) = runs_of(text(("春夏秋",), width=100_000, align=align), around)
    assert (run.x, right_end([run])) == (x, end)


def test_a_line_wider_than_its_place_is_told(around: Surroundings) -> None:
    assert set_furniture((text(("春夏秋",), width=29_999),), BOX, around).too_wide == ("春夏秋",)
    assert set_furniture((text(("春夏秋",), width=30_000),), BOX, around).too_wide == ()


def test_upright_lines_run_down_and_stand_left_of_each_other(around: Surroundings) -> None:
    first, second = runs_of(text(("春夏", "秋"), writing=Writing.UPRIGHT), around)
    assert (first.writing, first.text) == (Writing.UPRIGHT, "春夏")
    # the first line's em box is 10 wide from x 105 on; its own baseline stands 1.2 left of its foot
    assert (first.x, first.baseline) == (105_000 + EM - 8_800, 52_000)
    assert second.x == first.x - LEADING
    assert first.advances == (EM, EM)


@pytest.mark.parametrize(
    ("align", "start"), [(Align.START, 0), (Align.CENTRE, 35_000), (Align.END, 70_000), (Align.SPREAD, 0)]
)
def test_an_upright_line_stands_in_its_height_as_it_is_aligned(
    align: Align, start: int, around: Surroundings
) -> None:
    upright = text(("春夏秋",), writing=Writing.UPRIGHT, width=100_000, align=align)
    (run,) = runs_of(upright, around)
    assert run.baseline == 52_000 + start
    assert sum(run.advances) == (100_000 if align is Align.SPREAD else 30_000)
    assert set_furniture((replace(upright, width=29_999),), BOX, around).too_wide == ("春夏秋",)


def test_a_table_has_its_places_filled_and_its_figures_in_a_column(around: Surroundings) -> None:
    style = TableStyle(paragraph_style(), paragraph_style(), pad_x=1_000)
    rows = (("日", "价"), ("{date}", "1.5"), ("后", "20"))
    element = TableElement(1_000, 2_000, 100_000, rows, (Align.START, Align.END), 1, style)
    made = set_furniture((element,), BOX, around)
    runs = [node for node in made.nodes if isinstance(node, GlyphRun)]
    assert [run.text for run in runs] == ["日", "价", "十一月", "1.5", "后", "20"]
    assert [(run.baseline - runs[0].baseline) // LEADING for run in runs] == [0, 0, 1, 1, 2, 2]
    assert runs[0].x == 102_000
    assert runs[3].x + EM // 2 == runs[5].x + EM  # both points
    rules = [node for node in made.nodes if isinstance(node, Rule)]
    assert [(rule.x, rule.y, rule.x2) for rule in rules] == [
        (101_000, 52_000, 201_000),
        (101_000, 52_000 + 3 * LEADING, 201_000),
        (101_000, 52_000 + LEADING, 201_000),
    ]
    assert made.too_wide == ()
    assert set_furniture((replace(element, width=20_000),), BOX, around).too_wide == ("日",)


def test_the_index_has_titles_at_the_left_and_pages_at_the_right(around: Surroundings) -> None:
    element = IndexElement(0, 0, 100_000, TEXT, TEXT, LEADING)
    runs = [node for node in set_furniture((element,), BOX, around).nodes if isinstance(node, GlyphRun)]
    assert runs[0].text == "春夏秋"
    ends = [right_end([run]) for run in runs if run.text.endswith("版")]
    assert ends == [200_000, 200_000]


def test_the_index_names_pages_as_its_paper_does(around: Surroundings) -> None:
    element = IndexElement(0, 0, 100_000, TEXT, TEXT, LEADING, "Page {page}")
    runs = [node for node in set_furniture((element,), BOX, around).nodes if isinstance(node, GlyphRun)]
    assert "".join(run.text for run in runs).count("Page ") == 2
    assert not any("版" in run.text for run in runs)


def test_a_title_of_the_index_that_runs_into_its_page_number_is_told(around: Surroundings) -> None:
    for width, told in (60_000, ()), (40_000, ("春夏秋",)), (20_000, ("春夏秋", "冬")):
        element = IndexElement(0, 0, width, TEXT, TEXT, LEADING)
        assert set_furniture((element,), BOX, around).too_wide == told


def test_a_title_of_the_index_that_stands_below_the_box_is_told(around: Surroundings) -> None:
    for leading, told in (70_000, ()), (80_000, ("冬",)):
        element = IndexElement(0, 0, 100_000, TEXT, TEXT, leading)
        assert set_furniture((element,), BOX, around).too_wide == told


def test_paragraphs_are_broken_to_their_width(around: Surroundings) -> None:
    element = ParagraphElement(0, 0, 50_000, (han(7), han(2)), paragraph_style(indent=10_000))
    runs = [node for node in set_furniture((element,), BOX, around).nodes if isinstance(node, GlyphRun)]
    assert [(run.x, len(run.text)) for run in runs] == [(110_000, 4), (100_000, 3), (110_000, 2)]
    assert [run.baseline - runs[0].baseline for run in runs] == [0, LEADING, 2 * LEADING]


def test_paragraphs_that_are_not_filled_leave_no_character_to_the_last_line(around: Surroundings) -> None:
    style = paragraph_style(align=Align.START)
    element = ParagraphElement(0, 0, 50_000, (han(6),), style)
    runs = [node for node in set_furniture((element,), BOX, around).nodes if isinstance(node, GlyphRun)]
    assert [len(run.text) for run in runs] == [4, 2]


def test_rules_and_fills_are_moved_to_the_box(around: Surroundings) -> None:
    rule, fill = set_furniture(
        (RuleElement(0, 10, 20, 10, 250, BLACK), FillElement(Rect(1, 2, 3, 4), BLACK)), BOX, around
    ).nodes
    assert isinstance(rule, Rule)
    assert isinstance(fill, Fill)
    assert (rule.x, rule.y, rule.x2, rule.y2) == (100_000, 50_010, 100_020, 50_010)
    assert (fill.x, fill.y, fill.width, fill.height) == (100_001, 50_002, 3, 4)


def test_art_keeps_its_ratio_and_stands_in_the_middle(around: Surroundings) -> None:
    outline = (
        PathSegment("move", ((10, 20),)),
        PathSegment("line", ((110, 70),)),
        PathSegment("close", ()),
    )
    element = ArtElement(Rect(0, 0, 1000, 1000), (10, 20, 100, 50), outline, BLACK)
    (shape,) = set_furniture((element,), BOX, around).nodes
    assert isinstance(shape, Shape)
    assert shape.path == (("m", 100_000, 50_250), ("l", 101_000, 50_750), ("z",))


def test_a_picture_is_cropped_at_its_middle_and_one_that_is_not_there_is_left_out(
    around: Surroundings,
) -> None:
    element = PictureElement(Rect(0, 0, 200, 100), "art/sun.png")
    (found,) = set_furniture((element,), BOX, around).nodes
    assert isinstance(found, Picture)
    assert (found.crop, found.digest) == ((0, 25, 100, 50), "d")
    assert set_furniture((replace(element, path="none"),), BOX, around).nodes == ()
