"""Diagnostics: code, severity, sentence in two languages, line and caret."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from broadsheet.diagnostics import (
    BroadsheetError,
    Diagnostic,
    Mark,
    Severity,
    cells,
    diagnostic,
    hint,
    render_json,
    render_text,
)
from broadsheet.messages import CODES, HINTS
from broadsheet.phrases import WORDS
from broadsheet.readers.decisions import DECISIONS
from broadsheet.readers.house import HOUSE
from broadsheet.readers.layout import LAYOUT
from broadsheet.readers.manifest import AD_FILE, MANIFEST
from broadsheet.readers.night import NIGHT
from broadsheet.readers.schema import Record
from broadsheet.readers.story import STORY_FILE
from broadsheet.readers.storyspecs import SHEET
from broadsheet.records import replace
from broadsheet.source import Source, Span

SOURCE = Source("front.yaml", "holes:\n  头条: {kind: stroy}\n")
STROY = Span("front.yaml", 2, 14, 2, 19)
TYPO = diagnostic(
    "E114", STROY, (hint("did-you-mean", name="story"),), key="kind", value="stroy", choices="story, ad"
)


def shown(item: Diagnostic, source: Source = SOURCE, language: str = "en") -> list[str]:
    return render_text(item, lambda name: source if name == source.name else None, language).split("\n")  # type: ignore[arg-type]


def test_a_diagnostic_shows_place_code_sentence_line_caret_and_hint() -> None:
    assert shown(TYPO) == [
        "front.yaml:2:14: error[E114] kind: 'stroy' is not one of story, ad",
        "  2 |   头条: {kind: stroy}",
        "    |                ^^^^^",
        "  hint: did you mean 'story'?",
    ]


def test_keys_any_of_which_would_do_are_told_as_that() -> None:
    item = diagnostic("E112", where="edition", keys="issue | paper.first_issue")
    assert item.message() == "edition needs the key 'issue' or 'paper.first_issue'"
    assert item.message("zh") == "edition 缺少键 'issue' 或 'paper.first_issue'"
    assert diagnostic("E112", where="page", keys="size").message() == "page needs the key 'size'"


def test_the_caret_stands_under_wide_characters() -> None:
    source = Source("lead.md", "记者王某报道")
    lines = shown(diagnostic("E102", source.span(2, 4), path="x", reason="y"), source)
    assert lines[1:] == ["  1 | 记者王某报道", "    |     ^^^^"]


def test_a_point_has_one_caret_even_past_the_line() -> None:
    source = Source("lead.md", "ab")
    assert shown(diagnostic("E301", source.span(2), path="x"), source)[2] == "    |   ^"


def test_a_span_over_several_lines_is_marked_to_the_end_of_its_first() -> None:
    source = Source("lead.md", "abcdef\nghi")
    assert shown(diagnostic("E301", source.span(2, 9), path="x"), source)[2] == "    |   ^^^^"


def test_a_tab_takes_one_cell_in_line_and_caret() -> None:
    source = Source("lead.md", "\tab")
    assert shown(diagnostic("E301", source.span(1, 2), path="x"), source)[1:] == ["  1 |  ab", "    |  ^"]


def test_a_paragraph_of_copy_is_shown_round_the_place_only() -> None:
    source = Source("lead.md", "新" * 300 + "错" + "闻" * 300)
    excerpt, caret = shown(diagnostic("E301", source.span(300, 301), path="x"), source)[1:]
    assert excerpt == "  1 | " + "新" * 24 + "错" + "闻" * 24
    assert caret == "    | " + " " * 48 + "^^"


def test_what_a_terminal_would_obey_is_shown_as_a_dot() -> None:
    source = Source("a.md", "新\x1b[31m\u202e闻\u200b错")
    excerpt, caret = shown(diagnostic("E301", source.span(9, 10), path="x"), source)[1:]
    assert excerpt == "  1 | 新·[31m·闻·错"
    assert caret == "    | " + " " * 11 + "^^"


def test_a_place_in_an_unknown_source_shows_the_sentence_alone() -> None:
    assert render_text(TYPO).split("\n")[1:] == ["  hint: did you mean 'story'?"]


def test_the_sentence_comes_in_chinese_too() -> None:
    first, *_, last = shown(TYPO, language="zh")
    assert first == "front.yaml:2:14: 错误[E114] kind：'stroy' 不在 story、ad 之中"
    assert last == "  建议：是否想写 'story'？"
    found = replace(diagnostic("W412", slug="text"), mark=Mark(3))
    assert render_text(found, language="zh") == "第3版：警告[W412] 稿件 'text' 未上版"
    assert render_text(found).startswith("page 3: warning[W412]")


@pytest.mark.parametrize(("lines", "said"), [(0, "0 lines"), (1, "1 line"), (2, "2 lines"), (11, "11 lines")])
def test_one_is_no_plural(lines: int, said: str) -> None:
    assert f"leaves {said} empty" in diagnostic("W704", slug="a", lines=lines, hole="b").message()
    advice = hint("drop-summary", lines=lines)
    assert diagnostic("E101", None, (advice,)).hint_lines() == (f"leave out the summary: {said}",)


def test_phrases_of_ours_come_in_chinese_and_names_of_the_desk_as_they_are() -> None:
    wanted = diagnostic("E113", key="text", expected="text", found="nothing")
    assert wanted.message("zh") == "text：应为文字，实为空值"
    assert diagnostic("E101", path="nothing").message("zh") == "找不到文件：nothing"
    assert diagnostic("W412", slug="text").message("zh") == "稿件 'text' 未上版"


def test_a_finding_that_is_the_reason_of_another_comes_in_its_language() -> None:
    cause = diagnostic("E119", key="grid.body", value="9.5")
    item = replace(diagnostic("E105", flag="--body-size"), cause=cause)
    assert item.message("zh") == "--body-size 的值有误：grid.body：'9.5' 缺少单位"
    assert item.message() == "bad value for --body-size: grid.body: '9.5' needs a unit"


def test_the_codes_letter_is_the_severity() -> None:
    severities = {"E": Severity.ERROR, "P": Severity.PROBLEM, "W": Severity.WARNING, "N": Severity.NOTE}
    severities["C"] = Severity.WARNING
    assert all(Diagnostic(code).severity is severities[code[0]] for code in CODES)


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(ValueError, match="X999"):
        Diagnostic("X999")


@pytest.mark.parametrize("table", [CODES, HINTS])
def test_both_languages_of_a_sentence_have_the_same_places(table: dict[str, dict[str, str]]) -> None:
    for key, sentence in table.items():
        places = [set(re.findall(r"{(\w+)", sentence[language])) for language in ("en", "zh")]
        assert places[0] == places[1], key


def test_an_error_carries_every_diagnostic_and_says_all_of_them() -> None:
    error = BroadsheetError([TYPO, diagnostic("E101", path="a.md")])
    assert len(error.diagnostics) == 2
    assert str(error).split("\n")[1] == "error[E101] file not found: a.md"


def test_json_has_place_code_and_hints() -> None:
    first, second = json.loads(render_json([TYPO, diagnostic("E101", path="a.md")]))
    assert (first["file"], first["line"], first["column"]) == ("front.yaml", 2, 14)
    assert (first["code"], first["severity"], first["hints"]) == ("E114", "error", ["did you mean 'story'?"])
    assert "file" not in second


def test_an_ideograph_is_two_cells() -> None:
    assert cells("a中，") == 5


def test_a_wide_space_of_the_copy_is_shown_as_itself() -> None:
    item = diagnostic("W707", text="第1期\u3000本社\x07")
    assert "'第1期　本社\\x07'" in item.message("en")
    assert "'第1期　本社\\x07'" in item.message("zh")


@pytest.mark.parametrize(
    ("what", "chinese"),
    [("columns 0 to 3", "第 0 至 3 栏"), ("2 x 3 legs", "2 x 3 legs")],
)
def test_a_phrase_with_numbers_is_shown_in_chinese(what: str, chinese: str) -> None:
    item = diagnostic("E203", hole="a 2 x 3", what=what)
    assert item.message("zh") == f"版位 'a 2 x 3' 超出版心网格：{chinese}"


def test_phrases_with_numbers_take_as_many_in_chinese() -> None:
    assert [phrase for phrase, said in WORDS.items() if phrase.count("#") != said.count("#")] == []


@pytest.mark.parametrize("record", [MANIFEST, LAYOUT, SHEET, STORY_FILE, AD_FILE, NIGHT, DECISIONS, HOUSE])
def test_the_kind_of_a_file_is_named_in_chinese(record: Record[Any]) -> None:
    told = diagnostic("E112", keys="x", where=f"the {record.title}").message("zh")
    assert not re.search("[a-z]{2}", told), told
    key = diagnostic("E113", key="fill", expected="a page", found="neither")
    assert key.message("zh") == "fill：应为版，实为两者皆无"  # keys are written as they are
