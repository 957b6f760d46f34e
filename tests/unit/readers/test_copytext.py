"""The copy format: what each form of Markdown becomes, and where it stands."""

from __future__ import annotations

import pytest

from broadsheet.model.article import Block, Emphasis, Paragraph, ParagraphKind, Run, Subhead
from broadsheet.readers.copytext import read_blocks
from broadsheet.readers.report import Report
from broadsheet.source import Source


def blocks(text: str, language: str = "zh", *, poem: bool = False) -> tuple[Block, ...]:
    report = Report()
    made, _ = read_blocks(Source("a.md", text), 0, language, poem, report)
    assert report.warnings == ()
    return made


def found(text: str) -> Report:
    report = Report()
    read_blocks(Source("a.md", text), 0, "zh", poem=False, report=report)
    return report


def said(text: str, language: str = "zh", *, poem: bool = False) -> list[str]:
    """The words of the paragraphs, whatever is told of them."""
    made, _ = read_blocks(Source("a.md", text), 0, language, poem, Report())
    return ["".join(run.text for run in part.runs) for part in made if isinstance(part, Paragraph)]


def only(text: str, language: str = "zh") -> Paragraph:
    (block,) = blocks(text, language)
    assert isinstance(block, Paragraph)
    return block


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1. 甲\n2. 乙\n2. 丙\n4. 丁\n", ["2.>2."]),
        ("1. 甲\n\n1. 乙\n\n1. 丙\n", ["1.>1."]),  # as Markdown may have it
        ("一、甲\n\n话。\n\n二、乙\n\n话。\n\n二、丙\n\n话。\n", ["二、>二、"]),
        ("## 一、甲\n\n话。\n\n## 三、乙\n\n话。\n", ["三、>一、"]),
        ("**九、**甲\n\n十、乙\n\n十一、丙\n\n十三、丁\n", ["十三、>十一、"]),
        ("（1）甲\n（2）乙\n（1）丙\n（3）丁\n", ["（3）>（1）"]),
        ("①甲\n②乙\n④丙\n", ["④>②"]),
        ("一、2025年\n\n二、十四五\n\n三、2026年\n\n四、丁\n\n四、戊\n", ["四、>四、"]),
        ("1、甲\n\n2、2026年\n\n3、丙\n", []),
        ("1. 甲\n\n2.5亿元\n\n2. 乙\n", []),
        ("一、甲\n二、乙\n三、丙\n十二、丁\n十三、戊\n", []),
        ("1. 甲\n2．乙\n３、丙\n", []),
        ("一、甲\n\n1. 乙\n2. 丙\n\n二、丁\n\n1. 戊\n2. 己\n", []),
        ("1. 甲\n\n话。\n\n1. 乙\n\n话。\n", []),
        ("1. 甲\n4. 乙\n7. 丙\n12. 丁\n", []),  # clues of a crossword
        ("二、三、四年级的学生\n\n1.5亿元\n\n1.6亿元\n\n7、8月份\n\n三四十、五十人\n", []),
    ],
)
def test_a_number_that_does_not_follow_is_told(text: str, told: list[str]) -> None:
    items = [dict(item.values) for item in found(text).warnings if item.code == "N313"]
    assert [f"{item['words']}>{item['before']}" for item in items] == told


def test_a_wrong_number_is_told_at_its_place() -> None:
    (item,) = found("1. 甲\n  1. 乙\n").warnings
    assert (item.code, str(item.span)) == ("N313", "a.md:2:3")


def test_empty_lines_part_paragraphs() -> None:
    assert blocks("一\n\n\n二\n") == (Paragraph((Run("一"),)), Paragraph((Run("二"),)))


def test_lines_are_joined_without_a_space_between_han() -> None:
    assert only("江面，\n薄雾").runs == (Run("江面，薄雾"),)


def test_lines_are_joined_with_a_space_between_latin() -> None:
    assert said("broad\nsheet") == ["broad sheet"]


def test_lines_are_joined_without_a_space_between_han_and_latin() -> None:
    assert said("共\n132\n人") == ["共132人"]


def test_in_english_every_line_end_is_a_space() -> None:
    assert said("“one”\n— two", "en") == ["“one” — two"]


def test_two_full_width_spaces_open_a_paragraph_and_are_dropped() -> None:
    assert blocks("　　一\n　　二") == (Paragraph((Run("一"),)), Paragraph((Run("二"),)))


@pytest.mark.parametrize("text", ["一行\n---", "## 一行", "# 一行 #", "一行\n==="])
def test_subhead_of_one_line(text: str) -> None:
    assert blocks(text) == (Subhead(("一行",)),)


@pytest.mark.parametrize("text", ["一行\n两行\n---", "## 一行\n## 两行"])
def test_subhead_of_two_lines(text: str) -> None:
    assert blocks(text) == (Subhead(("一行", "两行")),)


def test_bold_and_emphasis() -> None:
    assert only("**导语** 又*引*。").runs == (
        Run("导语", Emphasis.STRONG),
        Run(" 又"),
        Run("引", Emphasis.EMPHASIS),
        Run("。"),
    )


def test_bold_before_a_chinese_mark_closes() -> None:
    assert only("**“早市”**的摊").runs == (Run("“早市”", Emphasis.STRONG), Run("的摊"))


MASKED = ["王**、李**、赵**到场", "（王**）和（李**）", "“李*”和“张*”"]
FIGURES = ["3*5*7等于105", "138**1234与139**5678", "f*ck and sh*t"]
STOCKS = ["*ST海投、*ST东电", "昨日*ST海投和*ST东电跌停，*ST九有复牌", "*1 男，*2 女", "*为新股，*号下同"]


LONE = ["3 * 4 * 5", "一*二", "*一", "**一", "一** 二**"]


@pytest.mark.parametrize("text", [*LONE, *MASKED, *FIGURES, *STOCKS])
def test_asterisks_without_partners_stay(text: str) -> None:
    assert only(text).runs == (Run(text),)


def test_an_asterisk_inside_of_bold_stays_where_it_has_no_partner() -> None:
    assert only("**3*5箱**，**一*二*三**").runs == (
        Run("3*5箱", Emphasis.STRONG),
        Run("，"),
        Run("一二三", Emphasis.STRONG),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [("王**和李**签了字", "和李"), ("李*明和张*强", "明和张"), ("今天**重要**的事", "重要")],
)
def test_asterisks_inside_of_words_are_told(text: str, words: str) -> None:
    """They may be a name's that is masked, and would not be printed."""
    (told,) = found(f"平常的一句，\n{text}\n").warnings
    assert (told.code, dict(told.values)["words"]) == ("N308", words)
    assert told.span is not None
    assert told.span.line == 2


@pytest.mark.parametrize("text", ["**导语**　正文", "说**“早市”**。", "**先护坡。**再修路", "他说：**好**"])
def test_bold_that_begins_or_ends_at_a_mark_is_not_told(text: str) -> None:
    assert found(text).warnings == ()


def test_a_row_with_other_than_its_tables_cells_is_told_at_its_line() -> None:
    report = found("| 甲 | 乙 |\n|--|--|\n| 1 | 2 |\n| 1 |\n| 1 | 2 | 3 |\n")
    told = [(item.code, item.span and item.span.line, dict(item.values)) for item in report.warnings]
    assert told == [
        ("W309", 4, {"cells": "1", "columns": "2"}),
        ("W309", 5, {"cells": "3", "columns": "2"}),
    ]


def test_a_backslash_escapes_a_mark() -> None:
    assert only(r"\*不\*是\\强调").runs == (Run("*不*是\\强调"),)


@pytest.mark.parametrize("end", ["  ", "\\"])
def test_hard_line_breaks_make_verse(end: str) -> None:
    made = only(f"大江{end}\n东去")
    assert (ParagraphKind.VERSE, (Run("大江\n东去"),)) == (made.kind, made.runs)


def test_in_a_poem_every_line_ends_where_written() -> None:
    (made,) = blocks("大江\n东去", poem=True)
    assert made == Paragraph((Run("大江\n东去"),), ParagraphKind.VERSE)


@pytest.mark.parametrize("text", ["◆ 一\n◆二", "- 一\n* 二"])
def test_items(text: str) -> None:
    assert blocks(text) == tuple(
        Paragraph((Run("◆"), Run(word)), ParagraphKind.ITEM) for word in ("一", "二")
    )


def test_quotes_are_parted_by_empty_quote_lines() -> None:
    assert blocks("> 一\n> 二\n>\n> 三") == (
        Paragraph((Run("一二"),), ParagraphKind.QUOTE),
        Paragraph((Run("三"),), ParagraphKind.QUOTE),
    )


def test_comments_are_skipped_inside_and_between_paragraphs() -> None:
    assert blocks("一<!-- 不排 -->二\n\n<!--\n不排\n-->\n三") == (
        Paragraph((Run("一二"),)),
        Paragraph((Run("三"),)),
    )


def test_numbered_lines_stay_text() -> None:
    assert only("1. 一").runs == (Run("1. 一"),)


@pytest.mark.parametrize(
    "lines",
    [
        ["做法：", "1. 洗净。", "2. 煮沸。", "4. 装盘。"],
        ["一、总则", "（一）范围", "（二）期限", "二、附则"],
        ["[1] 甲书，第3页。", "〔2〕乙书。", "③ 丙书。"],
        ["第一条　为了管理。", "第二条　本市适用。"],
        ["选一项：", "A. 北京", "B．上海", "C、广州"],
        ["１．洗净。", "２．煮沸。", "（１）装盘"],
        ["Ⅰ、甲", "❶ 乙", "㈡丙"],
        ["● 东线", "● 西线", "■ 售票处"],
        ["◆甲", "1、乙", "2、丙"],
    ],
)
@pytest.mark.parametrize("before", ["", "> "])
def test_lines_of_a_list_are_paragraphs_of_their_own(before: str, lines: list[str]) -> None:
    """In a quotation, too."""
    assert said("\n".join(before + line for line in lines)) == lines


@pytest.mark.parametrize(
    "text",
    [
        "共有\n3. 5个", "其中\n1.5亿元", "根据《条例》\n第一条的规定", "见《秩序》\n[1]，最早",
        "招收一、\n二年级", "电话：\n（021）6888", "第\n1、3号楼", "（1） 一  \n（2） 二",
        "小区的\nA、B两栋楼", "家住\n○○区的市民", "其中\n１．５亿元", "评为\n★★★★景区",
    ],
)  # fmt: skip
def test_figures_that_begin_a_full_line_begin_no_item(text: str) -> None:
    assert len(said(text)) == 1


def test_a_table_that_is_shown_as_code_is_none() -> None:
    table = "| 名 | 数 |\n|---|---|\n| 甲 | 1 |"
    assert said(table) == []
    assert said(f"```\n{table}\n```") == ["| 名 | 数 | |---|---| | 甲 | 1 |"]


@pytest.mark.parametrize("between", [("", ""), ("<rp>(</rp>", "<rp>)</rp>")])
def test_a_reading_over_characters_stands_behind_them(between: tuple[str, str]) -> None:
    opened, closed = between
    text = f"<ruby>臆病{opened}<rt>おくびょう</rt>{closed}</ruby>な自尊心"
    assert said(text, "ja") == ["臆病（おくびょう）な自尊心"]


def test_a_poem_keeps_how_far_its_lines_are_indented() -> None:
    assert said("海很窄\n　　窄得\n　只容得下", poem=True) == ["海很窄\n　　窄得\n　只容得下"]
    assert said("　　两岸\n　　　轻舟\n\n　　又一章", poem=True) == ["两岸\n　轻舟", "又一章"]


def test_a_poem_has_no_items() -> None:
    assert said("一、甲\n二、乙", poem=True) == ["一、甲\n二、乙"]


FULL = "昨日上午九时许，记者在渡口看到，等候过江的市民已经排起了长队"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("夫人　冯月仙\n子　葛建军　媳　陈　芳\n", "夫人　冯月仙"),
        (f"{FULL}。\n此致\n敬礼！\n", "此致"),
        (f"{FULL}{FULL}，\n{FULL[:24]}。\n一江两岸，\n", FULL[13:24] + "。"),
        (f"{FULL * 2}。\n\n男子：{FULL}57秒02\n女子：{FULL}56秒11\n混合：{FULL}51秒\n", FULL[-7:] + "57秒02"),
    ],
)
def test_a_line_that_ends_early_and_is_joined_is_told(text: str, words: str) -> None:
    (told,) = found(text).warnings
    assert (told.code, dict(told.values)["words"]) == ("N312", words)
    assert told.hints


def test_long_lines_that_are_joined_are_told_once_and_short_ones_each() -> None:
    """Whoever writes a paragraph a line does so throughout."""
    joined = f"男子：{FULL}57秒02\n女子：{FULL}56秒11\n\n"
    assert len(found(f"{FULL * 2}。\n\n{joined * 3}").warnings) == 1
    assert len(found(f"{FULL}。\n此致\n敬礼！\n\n" * 3).warnings) == 3


@pytest.mark.parametrize(
    "text",
    [
        f"{FULL}\n{FULL}\n完。", f"{FULL[:18]}，\n{FULL}。", "大江  \n东去", "> 短\n> 句", "◆ 短\n句",
        f"{FULL * 2}。\n\n{FULL}，\n{FULL}。\n{FULL}", f"| 名 |\n|---|\n| {FULL * 9} |\n\n{FULL}\n{FULL}",
    ],
)  # fmt: skip
def test_lines_that_are_full_go_on_or_end_as_written_are_not_told(text: str) -> None:
    assert found(text).warnings == ()


def test_copy_whose_every_line_begins_with_a_pipe_is_read() -> None:
    assert said("|名次\n|第一\n") == ["|名次|第一"]


@pytest.mark.parametrize(
    ("text", "line"),
    [("名次 | 队\n---|---\n1 | 海港\n", 2), (":--|--:|\n", 1), ("｜名次｜队｜\n｜--｜--｜\n", 1)],
)
def test_a_table_that_is_nearly_one_is_told(text: str, line: int) -> None:
    told = [item for item in found(text).warnings if item.code == "W304"]
    assert [(item.span and item.span.line, bool(item.hints)) for item in told] == [(line, True)]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("说完了。\n\n<!-- 票价待核\n\n正文", "P311", "<!-- 票价待核"),
        ("<!-- 待核\n\n正文\n\n<!-- 已核 -->\n", "P311", "<!-- 待核"),
        ("**先护坡，再修路。堤顶道路", "W311", "**先护坡，再修路。堤顶"),
        ("他说，**先护坡", "W311", "**先护坡"),
        ("**问：谁来修？", "W311", "**问：谁来修？"),
        ("** 问：谁来修？ **", "W311", "** 问：谁来修？ **"),
        ("*问：谁来修？**", "W311", "*问：谁来修？**"),
        ("正文。{optinal}\n", "W311", "{optinal}"),
        ("正文。{可删除}　\n", "W311", "{可删除}"),
        ("正文。{cut}\n", "W311", "{cut}"),
    ],
)
def test_what_looks_like_a_mark_and_is_printed_is_told(text: str, code: str, words: str) -> None:
    (told,) = found(text).warnings
    assert (told.code, dict(told.values)["words"]) == (code, words)
    assert told.span is not None
    line = text.split("\n")[told.span.line - 1]
    assert line[told.span.column - 1 :].startswith(words)
    assert told.hints


def test_what_stands_behind_a_backslash_is_told_as_it_is_printed() -> None:
    (told,) = found("**甲乙丙\\*丁").warnings
    assert dict(told.values)["words"] == "**甲乙丙*丁"


def test_a_comment_is_no_part_of_a_line_that_is_told() -> None:
    (told,) = found("江面<!-- 待核 -->薄雾\n散了。").warnings
    assert dict(told.values)["words"] == "江面薄雾"


def test_a_comment_left_open_takes_no_copy_with_it() -> None:
    made, _ = read_blocks(Source("a.md", "<!-- 待核\n\n正文\n\n<!-- 已核 -->\n"), 0, "zh", False, Report())
    assert [part.runs[0].text for part in made if isinstance(part, Paragraph)] == ["<!-- 待核", "正文"]


@pytest.mark.parametrize(
    "text",
    [
        "王**、李**", "**明　138****1234", "**（化名）说", "5 ** 3", "{1, 2}", "图{a}。", "\\*\\*先护坡",
        "***", "*ST东岭",
    ],
)  # fmt: skip
def test_what_is_meant_to_be_printed_is_not_told(text: str) -> None:
    assert [item for item in found(text).warnings if item.code.endswith("311")] == []


@pytest.mark.parametrize("text", ["##小标题", "＃＃ 小标题", "## 小标题", "##小标题##", "##　小标题"])
def test_a_subhead_after_number_signs(text: str) -> None:
    (made,) = blocks(f"{text}\n")
    assert isinstance(made, Subhead)
    assert made.lines == ("小标题",)


@pytest.mark.parametrize("text", ["#话题#", "#1站台", "C##", "########"])
def test_number_signs_that_are_text(text: str) -> None:
    assert only(text).runs == (Run(text),)


@pytest.mark.parametrize("mark", ["{可删}", "｛可删｝", "{optional}　"])
def test_a_cut_mark_in_braces_of_either_width(mark: str) -> None:
    made, optional = read_blocks(Source("a.md", f"一。\n\n二。{mark}\n"), 0, "zh", False, Report())
    assert optional == ((1,),)
    assert [part.runs for part in made if isinstance(part, Paragraph)] == [(Run("一。"),), (Run("二。"),)]


def test_every_block_has_its_place() -> None:
    made = blocks("　一\n\n题\n---\n\n> 二\n")
    assert [
        (block.origin.line, block.origin.column) for block in made if block.origin
    ] == [(1, 2), (3, 1), (6, 3)]


def test_what_is_not_set_is_reported_and_its_text_kept() -> None:
    report = Report()
    source = Source("a.md", "见[网页](http://a.b)。\n\n```\ncode\n```\n")
    made, _ = read_blocks(source, 0, "zh", poem=False, report=report)
    assert made == (Paragraph((Run("见网页。"),)), Paragraph((Run("code"),)))
    assert [
        (item.code, item.span.line) for item in report.warnings if item.span
    ] == [("W304", 1), ("W304", 3)]


def test_control_characters_are_dropped_and_reported() -> None:
    report = Report()
    source = Source("a.md", "正\x07文\u200b，\u2066一\u2069\u200b")
    made, _ = read_blocks(source, 0, "zh", poem=False, report=report)
    assert made == (Paragraph((Run("正文，一"),)),)
    assert [(item.code, dict(item.values)) for item in report.warnings] == [
        ("W306", {"char": "U+0007", "count": "1"}), ("W306", {"char": "U+200B", "count": "2"}),
        ("W306", {"char": "U+2066", "count": "1"}), ("W306", {"char": "U+2069", "count": "1"}),
    ]  # fmt: skip
