"""Runs of text to items: gaps between scripts, spaces, words, faces. The em is 10000."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from broadsheet.font.collection import Collection
from broadsheet.model.spacing import Spacing
from broadsheet.model.style import FaceRef, Language, TextStyle
from broadsheet.text.itemise import itemise
from broadsheet.text.items import HYPHEN
from broadsheet.text.setting import Settings
from square import square_font
from unit.base.handset import EM, PLAIN, TEXT, items_of

GAPPED = Spacing(han_latin=250, han_figure=125, gap_least=125, gap_most=500)


def test_the_pens_add_up_to_widths_and_gaps(setting: Settings) -> None:
    items = items_of("中A1文", setting, GAPPED)
    assert items.advances == (10_000, 5000, 5000, 10_000)
    assert items.gaps == (0, 2500, 0, 1250, 0)
    assert list(items.pens) == [0, 12_500, 17_500, 23_750, 33_750]
    assert items.natural(0, 4) == 33_750


def test_a_gap_between_scripts_is_gone_at_a_lines_edge(setting: Settings) -> None:
    items = items_of("中A文", setting, GAPPED)
    assert (items.natural(0, 1), items.natural(1, 2), items.natural(1, 3)) == (10_000, 5000, 17_500)


def test_a_gap_gives_from_its_least_to_its_most(setting: Settings) -> None:
    items = items_of("中A文", setting, GAPPED)
    assert [(give.gap, give.amount, give.step) for give in items.squeezes] == [(1, 1250, 6), (2, 1250, 6)]
    assert [(give.gap, give.amount, give.step) for give in items.stretches] == [(1, 2500, 2), (2, 2500, 2)]


@pytest.mark.parametrize("text", ["，A", "A。", "（A", "A）", "“1", "1”", "A：1"])
def test_no_gap_stands_between_latin_and_a_chinese_mark(text: str, setting: Settings) -> None:
    """CLREQ: none beside commas and stops, after opening and before closing marks."""
    assert set(items_of(text, setting, GAPPED).gaps) == {0}


@pytest.mark.parametrize("text", ["中 A", "A 中", "中A"])
def test_a_typed_space_between_han_and_latin_is_absorbed(text: str, setting: Settings) -> None:
    assert items_of(text, setting, GAPPED).natural(0, len(text)) == 17_500


def test_a_typed_space_gives_what_the_gap_would(setting: Settings) -> None:
    """CLREQ, squeeze step 6: a typed space between Han and Latin is the gap."""
    spaced, tight = items_of("中 A 文", setting, GAPPED), items_of("中A文", setting, GAPPED)
    assert [give[1:] for give in spaced.squeezes] == [give[1:] for give in tight.squeezes]
    assert [give[1:] for give in spaced.stretches] == [give[1:] for give in tight.stretches]


@pytest.mark.parametrize("text", ["中  A", "A   中"])
def test_spaces_between_han_and_latin_are_one_gap(text: str, setting: Settings) -> None:
    assert items_of(text, setting, GAPPED).pens[-1] == 17_500


def test_spaces_between_ideographs_are_half_an_em_each(setting: Settings) -> None:
    assert items_of("中  文", setting).pens[-1] == 30_000


@pytest.mark.parametrize("text", ["， A", "A 。", "（ A", "A ）", "A ：", "！ A"])
def test_a_typed_space_between_latin_and_a_mark_is_nothing(text: str, setting: Settings) -> None:
    without = items_of(text.replace(" ", ""), setting, GAPPED)
    assert items_of(text, setting, GAPPED).pens[-1] == without.pens[-1]


def test_korean_has_no_gap_at_latin(setting: Settings) -> None:
    korean = setting.of(replace(TEXT, language=Language.KO))
    assert set(itemise([("가A中1나", korean)], GAPPED).gaps) == {0}


def test_a_korean_word_space_takes_most_and_then_its_share(setting: Settings) -> None:
    korean = setting.of(replace(TEXT, language=Language.KO))
    items = itemise([("가나 다라1", korean)], PLAIN)
    assert [(give.gap, give.amount) for give in items.stretches] == [(3, 2500)]
    assert list(items.flexible) == [0, 1, 0, 1, 1, 1, 0]


def test_a_typed_space_between_ideographs_is_half_an_em(setting: Settings) -> None:
    assert items_of("中 文", setting, GAPPED).pens[-1] == 25_000


@pytest.mark.parametrize(
    "text",
    ["《中》 20：06", "《中1》 文", "（1） 20：06", "20：06 《中》", "「A」 文", "（1） （2）", "3℃ ◎中"],
)
def test_a_typed_space_beside_a_bracket_is_half_an_em(text: str, setting: Settings) -> None:
    tight = items_of(text.replace(" ", ""), setting, GAPPED)
    assert items_of(text, setting, GAPPED).pens[-1] == tight.pens[-1] + 5_000 * text.count(" ")


@pytest.mark.parametrize("text", ["中 A B", "A B 中", "中 1、A 文"])
def test_in_bylines_spaces_part_names(text: str, setting: Settings) -> None:
    items = itemise([(text, setting.of(TEXT))], GAPPED, clauses=True, lists=True)
    spaces = [place for place, mark in enumerate(text) if mark == " "]
    beside = [place for place in spaces if not text[place - 1 : place + 2].isascii()]
    assert [items.advances[place] for place in beside] == [5_000] * len(beside)


@pytest.mark.parametrize("text", ["破1% 中", "日 2文", "破1 “中”", "负0：3 中", "约3～5 文", "破1.3%   中"])
def test_in_headlines_a_space_on_one_side_of_latin_parts_clauses(text: str, setting: Settings) -> None:
    spaces = text.count(" ")
    items = itemise([(text, setting.of(TEXT))], GAPPED, clauses=True)
    assert items.advances[text.index(" ")] == 5_000
    tight = itemise([(text.replace(" ", ""), setting.of(TEXT))], GAPPED, clauses=True)
    gap = 0 if "“" in text else GAPPED.han_figure * EM // 1000
    assert items.pens[-1] == tight.pens[-1] - gap + 5_000 * spaces


@pytest.mark.parametrize("text", ["破 1% 中", "A 中", "中 A", "（A 中）", "中 A B 中", "中。A 中"])
def test_in_headlines_a_space_where_all_latin_has_one_is_the_gap(text: str, setting: Settings) -> None:
    plain = items_of(text, setting, GAPPED)
    assert itemise([(text, setting.of(TEXT))], GAPPED, clauses=True).pens[-1] == plain.pens[-1]


@pytest.mark.parametrize("parts", [("停电", " 1日"), ("停电 ", "1日"), ("◆", "停电", " 1日"), ("停1", " 日")])
def test_a_space_behind_a_run_in_lead_is_seen(parts: tuple[str, ...], setting: Settings) -> None:
    text, faces = "".join(parts), [setting.of(TEXT), setting.of(replace(TEXT, latin=None))]
    items = itemise([(part, faces[number % 2]) for number, part in enumerate(parts)], GAPPED)
    assert items.advances[text.index(" ")] == 5_000
    assert itemise([(text, faces[0])], GAPPED).advances[text.index(" ")] < 5_000
    for lead, rest in (("停电", " 1 日"), ("答：", " 有")):
        assert itemise([(lead, faces[0]), (rest, faces[1])], GAPPED).advances[2] < 5_000


@pytest.mark.parametrize("text", ["“中” 文", "中 “文”", "《中》 《文》"])
def test_so_is_one_beside_quoted_ideographs(text: str, setting: Settings) -> None:
    without = items_of(text.replace(" ", ""), setting, GAPPED)
    assert items_of(text, setting, GAPPED).pens[-1] == without.pens[-1] + 5000


def test_a_word_space_is_as_wide_as_the_face_has_it_and_stretches_to_half_an_em(setting: Settings) -> None:
    items = items_of("AB C", setting)
    assert items.advances[2] == 5000
    assert [(give.gap, give.amount, give.step) for give in items.stretches] == [(3, 0, 1)]
    assert [(give.gap, give.step) for give in items.squeezes] == [(3, 2)]


@pytest.mark.parametrize("text", ["ABCD", "1280", "50%", "¥12", "——", "……", "12,345.6", "a\u0301"])
def test_nothing_is_added_inside_a_unit(text: str, setting: Settings) -> None:
    items = items_of(f"中{text}文", setting)
    assert not any(items.flexible[2 : 1 + len(text)])


def test_nothing_is_added_inside_a_word_after_a_combining_mark(setting: Settings) -> None:
    items = items_of("中cafe\u0301teria文", setting, GAPPED)
    assert not any(items.flexible[2:11])
    assert items_of("cafe\u0301文", setting, GAPPED).gaps[5] == 2500


@pytest.mark.parametrize("mark", "～–／")
def test_nothing_is_added_beside_a_connector_or_solidus(mark: str, setting: Settings) -> None:
    items = items_of(f"中{mark}文", setting)
    assert (items.flexible[1], items.flexible[2]) == (0, 0)


def test_the_space_between_a_figure_and_its_unit_is_fixed(setting: Settings) -> None:
    bound = itemise([("由75 mg降至3 words", setting.of(TEXT))], Spacing())
    assert [give.gap for give in bound.stretches if give.step == 1] == [10]  # before words, not before mg


@pytest.mark.parametrize("text", ["◆春夏", "◆AB CD", "▲3.2%"])
def test_nothing_is_added_behind_the_bullet_of_an_item(text: str, setting: Settings) -> None:
    """Its lines begin below each other."""
    items = items_of(text, setting)
    assert not items.flexible[1]
    assert 1 not in {give.gap for give in items.stretches}
    assert items_of("春" + text[0] + "夏秋", setting).flexible[2]  # inside a text it is a sign as others


def test_between_ideographs_and_marks_space_may_be_added(setting: Settings) -> None:
    assert list(items_of("中文，好", setting).flexible) == [0, 1, 1, 1, 0]


def hyphens(text: str, setting: Settings, **options: bool) -> list[int]:
    """Where hyphenated breaks are allowed."""
    breaks = items_of(text, setting, **options).breaks
    return [index for index, verdict in enumerate(breaks) if verdict == HYPHEN]


def test_a_long_latin_word_may_be_hyphenated(setting: Settings) -> None:
    assert hyphens("algorithm", setting) == [2, 4]
    assert hyphens("algorithm", setting, hyphenate=False) == []


@pytest.mark.parametrize(
    "word",
    ["paper", "UNESCO", "a1gorithm0", "www.algorithm.cn", "algorithm@abc.cn", "www.a.cn/?algorithm"],
)
def test_short_words_capitals_and_addresses_are_not_hyphenated(word: str, setting: Settings) -> None:
    assert hyphens(word, setting) == []


def test_a_word_beside_ideographs_is_hyphenated_too(setting: Settings) -> None:
    assert hyphens("用algorithm算", setting) == [3, 5]


def test_a_hyphen_counts_in_the_width_of_its_line(setting: Settings) -> None:
    items = items_of("algorithm", setting)
    assert items.natural(0, 4) == 25_000


def test_a_hyphen_is_always_told_from_the_copys_own(tmp_path: Path) -> None:
    square_font(tmp_path / "plain.ttf", "algorithm-中 ", family="Square", shared={})
    assert Settings(Collection([tmp_path])).of(TEXT).hyphen[3] == "\xad"


def test_parts_keep_their_faces_and_sizes(setting: Settings) -> None:
    large = replace(TEXT, size=2 * EM)
    items = itemise([("中", setting.of(TEXT)), ("文", setting.of(large)), ("中", setting.of(TEXT))], PLAIN)
    assert [items.faces[use].size for use in items.uses] == [EM, 2 * EM, EM]
    assert items.pens[-1] == 40_000


def test_latin_comes_from_the_companion_at_its_own_size(tmp_path: Path) -> None:
    square_font(tmp_path / "han.ttf", "中，“”’ab1", family="Han")
    square_font(tmp_path / "latin.ttf", "ab1’", family="Latin")
    style = TextStyle(FaceRef("Han"), EM, FaceRef("Latin"), latin_scale=1100, latin_shift=20)
    setting = Settings(Collection([tmp_path]))
    items = itemise([("中a’b，1", setting.of(style))], PLAIN)
    faces = [items.faces[use] for use in items.uses]
    assert [face.key for face in faces] == ["han", "latin", "latin", "latin", "han", "latin"]
    assert (faces[1].size, faces[1].shift) == (11_000, 200)
    assert items.advances == (10_000, 5500, 11_000, 5500, 5000, 5500)  # the apostrophe's glyph is 1000


@pytest.mark.parametrize(
    ("text", "song"),
    [
        ("送×××同志", "×××"),
        ("李×（男）", "×"),
        ("×××3岁", "×××"),
        ("鲁A××××8", ""),
        ("138××××5678", ""),
        ("跑4×100米", ""),
        ("长 × 宽", ""),
    ],
)
@pytest.mark.parametrize("vertical", [False, True])
@pytest.mark.parametrize("family", ["Song", "Kai"])  # Kai has a narrow cross of 600
def test_crosses_that_stand_for_characters_are_as_wide(
    text: str, song: str, vertical: bool, family: str, vendored: Settings
) -> None:
    face = FaceRef(f"Broadsheet {family}")
    style = TextStyle(face, EM, FaceRef("Broadsheet Serif"), vertical=vertical)
    items = itemise([(text, vendored.of(style))], PLAIN)
    places = [place for place, character in enumerate(text) if character == "×"]
    wide = [place for place in places if items.faces[items.uses[place]].key == f"Broadsheet{family}-400"]
    assert "×" * len(wide) == song
    assert {items.advances[place] for place in wide} <= {EM}
    assert {items.cuts[place] for place in wide} <= {0 if vertical or family == "Song" else -2000}


def test_signs_at_figures_come_from_the_companion_where_it_has_them(vendored: Settings) -> None:
    style = TextStyle(FaceRef("Broadsheet Song"), EM, FaceRef("Broadsheet Serif"), latin_scale=105)
    items = itemise([("升3.5%约$8，±2°降７％为9℃", vendored.of(style))], PLAIN)
    keys = [items.faces[use].key for use in items.uses]
    faces = dict(zip(items.text, keys, strict=True))
    assert {faces[character] for character in "5%$8±2°9"} == {"BroadsheetSerif-400"}
    assert {faces[character] for character in "升７％℃"} == {"BroadsheetSong-400"}


def test_a_geta_is_an_em_wide_wherever_it_stands(tmp_path: Path) -> None:
    square_font(tmp_path / "han.ttf", "中〓 ", family="Han")
    path = square_font(tmp_path / "latin.ttf", "ab ", family="Latin")
    _narrow_notdef(path)
    setting = Settings(Collection([tmp_path])).of(TextStyle(FaceRef("Han"), EM, FaceRef("Latin")))
    assert itemise([("ЖЖ", setting)], PLAIN).advances == (EM, EM)


def _narrow_notdef(path: Path) -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(path)
    font["hmtx"][".notdef"] = (300, 0)
    font.save(path)


def test_a_paragraph_may_change_its_face_often(setting: Settings) -> None:
    bold = replace(TEXT, tracking=0, latin_shift=1)
    parts = [("中", setting.of(TEXT)), ("文", setting.of(bold))] * 150
    assert len(itemise(parts, PLAIN).text) == 300


def test_a_soft_hyphen_in_the_text_shows_nothing(setting: Settings) -> None:
    items = items_of("al\xadgo", setting)
    assert items.glyphs[2] == setting.of(TEXT).boxes[" "][0]


def test_an_empty_text_has_no_boxes(setting: Settings) -> None:
    items = items_of("", setting)
    assert (items.text, list(items.pens), items.breaks) == ("", [0], b"\x03")


def test_the_hyphen_of_a_part_without_latin_has_the_latin_face(vendored: Settings) -> None:
    fresh = Settings(vendored.collection)
    style = TextStyle(FaceRef("Broadsheet Song"), 9500, FaceRef("Broadsheet Serif"))
    lead = replace(style, face=FaceRef("Broadsheet Hei Medium"))
    parts = [("中", fresh.of(lead)), ("中international", fresh.of(style))]
    items = itemise(parts, Spacing())
    assert items.faces[items.hyphen[2]].key.startswith("BroadsheetSerif")


@pytest.mark.parametrize(
    ("text", "is_latin"),
    [
        ("He said—then left", True),
        ("“yes,”—she", True),
        ("said—“Stop.” Then", True),
        ("北京—上海", False),
        ("8:00—17:30", False),
        ("DNA—RNA", False),
        ("图a—d", False),
        ("说do——it", False),
    ],
)
def test_a_dash_of_latin_comes_from_the_latin_face(text: str, is_latin: bool, vendored: Settings) -> None:
    style = TextStyle(face=FaceRef("Broadsheet Song", 400), size=EM, latin=FaceRef("Broadsheet Serif", 400))
    items = itemise([(text, vendored.of(style))], PLAIN)
    assert ("Serif" in items.faces[items.uses[text.index("—")]].key) is is_latin


def test_an_ideograph_between_spaces_before_a_figure_is_no_name_of_a_row(setting: Settings) -> None:
    items = items_of("在 19 时 30 分", setting, GAPPED)
    assert {give.step for give in items.stretches} == {2}
