"""Paragraphs of copy: runs in their faces, datelines found by pattern."""

from __future__ import annotations

from dataclasses import replace

from broadsheet.compose.paragraph import paragraph_items, with_dateline
from broadsheet.model.article import Emphasis, Paragraph, Run
from broadsheet.text.setting import Settings
from unit.base.handset import TEXT, paragraph_style

STYLE = paragraph_style(
    lead=replace(TEXT, size=11_000),
    quote=replace(TEXT, size=12_000),
    dateline=replace(TEXT, size=13_000),
    dateline_patterns=(r"本报\S{0,6}?讯(?:（[^）]*）)?", r"\S{2}社\S{0,6}电"),
)


def test_each_emphasis_has_its_face(setting: Settings) -> None:
    runs = tuple(Run("春", emphasis) for emphasis in Emphasis)
    items = paragraph_items(runs, STYLE, setting)
    assert [items.faces[use].size for use in items.uses] == [10_000, 11_000, 12_000, 13_000]


def test_a_paragraph_without_runs_has_no_boxes(setting: Settings) -> None:
    assert paragraph_items((), STYLE, setting).text == ""


def test_a_dateline_is_parted_from_the_text_it_opens() -> None:
    runs = with_dateline(Paragraph((Run("本报讯（记者春夏）秋天到了。"), Run("冬", Emphasis.STRONG))), STYLE)
    assert runs == (
        Run("本报讯（记者春夏）", Emphasis.DATELINE),
        Run("秋天到了。"),
        Run("冬", Emphasis.STRONG),
    )


def test_a_dateline_is_looked_for_at_the_beginning_alone() -> None:
    """However long the paragraph is: an expression of the house's may try many ways to part it."""
    style = replace(STYLE, dateline_patterns=(".*讯",))
    words = "秋" * 300 + "讯"
    assert with_dateline(Paragraph((Run(words),)), style) == (Run(words),)


def test_a_paragraph_that_is_all_dateline_leaves_no_empty_run() -> None:
    assert with_dateline(Paragraph((Run("本报讯"),)), STYLE) == (Run("本报讯", Emphasis.DATELINE),)


def test_a_dateline_elsewhere_or_in_bold_is_none() -> None:
    for runs in ((Run("据本报讯，"),), (Run("本报讯", Emphasis.STRONG),), ()):
        assert with_dateline(Paragraph(runs), STYLE) == runs


def test_a_dateline_that_was_written_is_one_with_what_a_pattern_finds_behind_it() -> None:
    cases = (("本报讯", "（记者春夏）"), ("本报讯（记者春夏）", ""), ("春夏社秋冬", ""), ("春夏社秋", "冬电"))
    for said, more in cases:
        runs = (Run(said, Emphasis.DATELINE), Run(f"{more}秋天到了。"), Run("冬", Emphasis.STRONG))
        parted = with_dateline(Paragraph(runs), STYLE)
        assert [run.text for run in parted] == [said + more, "秋天到了。", "冬"]
        assert parted[0].emphasis is Emphasis.DATELINE
    alone = (Run("起雾", Emphasis.DATELINE),)
    assert with_dateline(Paragraph(alone), STYLE) == alone
