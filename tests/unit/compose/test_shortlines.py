"""Bylines and subheads wider than their leg, and texts whose words are parted by spaces."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet.compose.shortlines import lines_by_sense, short_lines
from broadsheet.model.style import Language
from broadsheet.text.itemise import itemise
from broadsheet.text.setting import Settings
from unit.base.handset import EM, PLAIN, TEXT


def parted(
    text: str, ems: int, setting: Settings, language: Language = Language.ZH_HANS, *, by_sense: bool = False
) -> list[str]:
    items = itemise([(text, setting.of(replace(TEXT, language=language)))], PLAIN, clauses=True)
    lines = lines_by_sense(items, ems * EM) if by_sense else short_lines(items, ems * EM)
    return [text[line.start : line.end] for line in lines]


@pytest.mark.parametrize(
    ("text", "ems"),
    [
        ("扩就业 促消费 强信心|稳预期", 12),  # as many as a line takes
        ("本报记者 林知夏|尉迟敬之", 9),
        ("中新社记者|Peter Johnson 摄", 10),  # a name before its title
        ("林知夏 文|张弛 / 图", 6),
    ],
)
def test_a_line_takes_as_many_clauses_and_names_as_it_can(text: str, ems: int, setting: Settings) -> None:
    said = text.replace("|", " ")
    assert parted(said, ems, setting) == text.split("|")


def test_words_that_spaces_part_stand_in_lines_of_nearly_one_length(setting: Settings) -> None:
    korean = "한국은행 기준금리 또다시 동결 결정"
    assert parted(korean, 14, setting, Language.KO) == ["한국은행 기준금리", "또다시 동결 결정"]
    english = "The quick brown fox jumped over the lazy dogs"
    assert parted(english, 21, setting) == ["The quick brown fox", "jumped over the lazy dogs"]


def test_where_spaces_part_words_a_clause_ends_at_an_ellipsis(setting: Settings) -> None:
    korean = "만점자 5명… 국어 표준점수 최고점"
    assert parted(korean, 14, setting, Language.KO, by_sense=True) == ["만점자 5명…", "국어 표준점수 최고점"]
