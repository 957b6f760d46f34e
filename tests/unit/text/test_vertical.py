"""What stands in cells of vertical lines, and how characters stand there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet.geometry import Writing
from broadsheet.model.style import FaceRef, Language, TextStyle
from broadsheet.text.charclass import classify
from broadsheet.text.itemise import itemise
from broadsheet.text.items import NO_BREAK
from broadsheet.text.setting import Settings
from broadsheet.text.vertical import as_cells, level_cells
from unit.base.handset import EM, PLAIN, TEXT

DOWN = replace(TEXT, vertical=True)
SONG = TextStyle(FaceRef("Broadsheet Song"), EM, FaceRef("Broadsheet Serif"), vertical=True)


def cells(text: str, level: int = 2) -> list[str]:
    return sorted(text[a:b] for a, b in level_cells(text, classify(text), level))


@pytest.mark.parametrize(
    ("text", "level", "shown"),
    [
        ("第3场", 2, ["3"]),
        ("停16班", 2, ["16"]),
        ("停160班", 2, ["0", "1", "6"]),
        ("停160班", 3, ["160"]),
        ("在2019年", 2, ["0", "1", "2", "9"]),
        ("在2019年", 4, ["2019"]),
        ("有20190人", 4, []),  # longer: turned
        ("长12.5米", 2, []),
        ("占98%。", 2, ["%", "98"]),
        ("达2℃。", 2, ["2", "℃"]),
        ("占98％。", 2, ["98", "％"]),
        ("行45′。", 2, []),  # minutes and degrees are no signs that stand
        ("约3～4级", 2, ["3", "4"]),
        ("约45%～80%，", 2, ["%", "%", "45", "80"]),
        ("温-3～2℃，", 2, []),  # one expression stands or is turned, whole
        ("以2：03.86胜", 2, []),
        ("达5 632.18元", 2, []),
        ("达1 650万", 2, []),
        ("重1 kg、深2 m、", 2, []),
        ("至17：00 110V，", 2, ["00", "17"]),
        ("销量：364 819户", 2, []),
        ("球02 11 26，", 2, ["02", "11", "26"]),
        ("电2804 2600。", 2, ["0", "0", "0", "2", "2", "4", "6", "8"]),
        ("以12∶3，", 2, ["12", "3", "∶"]),
        ("比6.6∶43.1，", 2, []),
        ("AQI：58，", 2, ["58"]),
        ("约12\u0301级", 2, []),
        ("A座", 2, ["A"]),
        ("KTV里", 2, []),
        ("第3A座", 2, []),
    ],
)
def test_short_numbers_and_single_letters_stand_in_cells(text: str, level: int, shown: list[str]) -> None:
    assert cells(text, level) == shown


def test_a_cell_breaks_as_an_ideograph_does() -> None:
    classes = as_cells(classify("第16次"), [(1, 3)])
    assert classes == "HHCH"


def test_a_ratio_sign_stands_between_cells_and_is_turned_with_what_is_turned(vendored: Settings) -> None:
    stands, turned = (itemise([(text, vendored.of(SONG))], PLAIN) for text in ("以3∶2胜", "比6.6∶43.1高"))
    found = [(items, items.text.index("∶")) for items in (stands, turned)]
    faces = [items.faces[items.uses[at]] for items, at in found]
    assert [face.writing for face in faces] == [Writing.HORIZONTAL, Writing.SIDEWAYS]
    assert [items.advances[at] for items, at in found] == [EM, EM // 2]
    assert stands.breaks[2] == stands.breaks[3] == NO_BREAK


def test_a_typed_space_beside_a_cell_is_what_it_is_beside_a_figure(setting: Settings) -> None:
    down = setting.of(replace(DOWN, level=2))
    typed, tight = (itemise([(text, down)], PLAIN) for text in ("在 10 月 8 日起", "在10月8日起"))
    assert typed.pens[-1] == tight.pens[-1]
    assert {give.step for give in typed.stretches} == {2}


def test_a_cell_is_an_em_and_its_figures_share_it(setting: Settings) -> None:
    items = itemise([("第160次", setting.of(replace(DOWN, level=3)))], PLAIN)
    assert items.advances == (EM, EM, 0, 0, EM)
    assert items.levels == {1: (3333, 3333, 3333)}
    assert items.breaks[2] == items.breaks[3] == NO_BREAK
    assert items.faces[items.uses[1]].condense == 666


def test_figures_below_each_other_are_not_parted_nor_spread(setting: Settings) -> None:
    items = itemise([("停1600班占98%又7人", setting.of(DOWN))], PLAIN)
    inside = [index for index in range(1, 11) if items.breaks[index] == NO_BREAK]
    assert inside == [2, 3, 4, 8, 9]
    assert [index for index in range(1, 11) if not items.flexible[index]] == inside


def test_ideographs_stand_and_latin_is_turned(setting: Settings) -> None:
    items = itemise([("中GDP", setting.of(DOWN))], PLAIN)
    writings = [items.faces[use].writing for use in items.uses]
    assert writings == [Writing.UPRIGHT, *[Writing.SIDEWAYS] * 3]


def test_a_wide_solidus_stands_where_the_face_has_no_glyph_for_it(setting: Settings) -> None:
    items = itemise([("文／图", setting.of(DOWN))], PLAIN)
    assert items.faces[items.uses[1]].writing == Writing.UPRIGHT


def test_marks_take_the_glyphs_that_the_face_has_for_vertical_lines(vendored: Settings) -> None:
    level = itemise([("，（", vendored.of(replace(SONG, vertical=False)))], PLAIN)
    down = itemise([("，（", vendored.of(SONG))], PLAIN)
    assert not set(level.glyphs) & set(down.glyphs)
    assert {down.faces[use].writing for use in down.uses} == {Writing.UPRIGHT}


def test_quotes_become_corner_brackets_double_outside(vendored: Settings) -> None:
    quoted = itemise([("“‘中’”", vendored.of(SONG))], PLAIN)
    corners = itemise([("『「中」』", vendored.of(SONG))], PLAIN)
    assert quoted.glyphs == corners.glyphs
    assert quoted.text == "“‘中’”"  # the copy is as it was


def test_double_quotes_become_primes_in_japanese(vendored: Settings) -> None:
    """JLREQ, appendix A.1: U+201C and U+201D are for level lines, U+301D and U+301F for vertical ones."""
    japanese = replace(SONG, language=Language.JA)
    quoted = itemise([("“中”", vendored.of(japanese))], PLAIN)
    primes = itemise([("〝中〟", vendored.of(japanese))], PLAIN)
    assert (quoted.glyphs, quoted.pens) == (primes.glyphs, primes.pens)
    assert quoted.text == "“中”"


def test_what_a_face_cannot_stand_up_is_turned(setting: Settings) -> None:
    items = itemise([("中——（", setting.of(DOWN))], PLAIN)  # the squares have no vertical glyphs
    assert [items.faces[use].writing for use in items.uses[1:]] == [Writing.SIDEWAYS] * 3


@pytest.mark.parametrize("mark", "：；？！")
def test_marks_that_stay_an_em_in_vertical_lines(mark: str, vendored: Settings) -> None:
    """CLREQ: mainland vertical setting gives ：；？！ the whole cell."""
    assert itemise([(f"中{mark}文", vendored.of(SONG))], PLAIN).pens[-1] == 3 * EM
    assert itemise([("中，文", vendored.of(SONG))], PLAIN).pens[-1] == 5 * EM // 2
