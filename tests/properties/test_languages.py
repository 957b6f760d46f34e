"""What holds for any text in any language: no exception, no white given twice, no name parted, no
walk that grows with the square of a run."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.compose.paragraph import BREAKERS
from broadsheet.model.spacing import Hangul, Kinsoku, Marks, Side, Sign, Spacing
from broadsheet.model.style import Breaker, Language
from broadsheet.text.charclass import CLASSES, classify
from broadsheet.text.itemise import itemise
from broadsheet.text.items import FORCED, NO_BREAK, Items
from broadsheet.text.language import table_of
from broadsheet.text.names import Names
from broadsheet.text.setting import Settings
from unit.base.handset import EM, TEXT

NAMES = ("李克学", "春夏", "한국 신문", "G20峰会", "「春」")

_PIECES = st.one_of(
    st.text("春夏秋冬風雨雷電", min_size=1, max_size=8),
    st.text("，。、；：？！“”‘’（）《》「」『』·・～—…／々ー", min_size=1, max_size=4),
    st.text("ぁァーゝヽがとっゅアイ", min_size=1, max_size=6),
    st.text("가나다한국신문서울", min_size=1, max_size=6),
    st.text("abcXYZ'-/.,()\"", min_size=1, max_size=8),
    st.text("0123456789.,%-/", min_size=1, max_size=7),
    st.sampled_from([" ", "  ", "\u3000", "\xa0", "\n", "\u0301", "\u200d", "\u3099"]),
    st.sampled_from(["8時30分", "3월", "¥100", "25℃", "www.a.cn/b)", "a@b.cn.", "Tom’s", *NAMES]),
)
TEXTS = st.lists(_PIECES, max_size=20).map("".join)
SIGNS = st.builds(
    Sign,
    width=st.sampled_from([None, 500, 750, 1000]),
    least=st.sampled_from([None, 500, 800]),
    side=st.sampled_from([None, *Side]),
    line_start=st.sampled_from([None, True, False]),
    line_end=st.sampled_from([None, True, False]),
    hang=st.sampled_from([None, True, False]),
)
SPACINGS = st.builds(
    Spacing,
    marks=st.sampled_from(list(Marks)),
    kinsoku=st.sampled_from(list(Kinsoku)),
    hangul=st.sampled_from(list(Hangul)),
    han_latin=st.sampled_from([0, 125, 250]),
    hang=st.booleans(),
    trim_line_start=st.booleans(),
    trim_line_end=st.booleans(),
    signs=st.dictionaries(st.sampled_from("，。：！「」…～·的"), SIGNS, max_size=3).map(
        lambda signs: tuple(sorted(signs.items()))
    ),
)
LANGUAGE = pytest.mark.parametrize("language", list(Language))


def items_in(text: str, language: Language, setting: Settings, spacing: Spacing, names: Names) -> Items:
    """The items of a text in a language, with a house list."""
    style = Settings(setting.collection, names).of(replace(TEXT, language=language))
    return itemise([(text, style)], spacing)


@LANGUAGE
@settings(max_examples=150)
@given(TEXTS, SPACINGS, st.integers(2 * EM, 20 * EM))
def test_any_text_is_set_in_any_language(
    setting: Settings, language: Language, text: str, spacing: Spacing, room: int
) -> None:
    items = items_in(text, language, setting, spacing, Names(NAMES))
    assert len(items.breaks) == len(text) + 1
    assert items.breaks[-1] == FORCED
    assert min(items.advances, default=0) >= 0
    for breaker in Breaker:
        lines = BREAKERS[breaker](items, (room,), spacing)
        shown = "".join(text[line.start : line.end] for line in lines)
        assert shown.split() == text.split() or "".join(shown.split()) == "".join(text.split())


@LANGUAGE
@settings(max_examples=150)
@given(TEXTS, SPACINGS)
def test_no_mark_gives_more_than_its_white(
    setting: Settings, language: Language, text: str, spacing: Spacing
) -> None:
    """A full-width mark keeps half an em whatever is cut, squeezed and trimmed; a gap keeps what is left."""
    items = items_in(text, language, setting, spacing, Names())
    given_up = [0] * (len(text) + 1)
    for give in items.squeezes:
        assert give.amount > 0
        given_up[give.gap] += give.amount
    for position, letter in enumerate(items.classes):
        if letter not in "ocpnfx" or items.advances[position] < EM // 2:
            continue
        ahead = given_up[position] - items.gaps[position]
        behind = given_up[position + 1] - items.gaps[position + 1]
        own = items.advances[position] - EM // 2
        others = sum(
            items.advances[place] - EM // 2
            for place in (position - 1, position + 1)
            if 0 <= place < len(text) and items.advances[place] > EM // 2
        )
        assert max(0, ahead) + max(0, behind) <= own + others
        assert items.cuts[position] + items.start_cuts.get(position, 0) <= EM // 2


@LANGUAGE
@settings(max_examples=150)
@given(TEXTS, SPACINGS)
def test_no_name_is_parted(setting: Settings, language: Language, text: str, spacing: Spacing) -> None:
    names = Names(NAMES)
    items = items_in(text, language, setting, spacing, names)
    for start, end in names.found(text):
        assert set(items.breaks[start + 1 : end]) <= {NO_BREAK, FORCED}


@LANGUAGE
@given(TEXTS)
def test_every_character_has_a_class(language: Language, text: str) -> None:
    classes = classify(text, table_of(language).classes)
    assert len(classes) == len(text)
    assert set(classes) <= set(CLASSES)


_RUNS = [
    "\u0301", " ", "　", "！", "“", "”", "’", "A’", "·", "(", ")", "-", "/", "1", "a", "가", "www.",
    "a@", "春 ",
]  # fmt: skip


@LANGUAGE
@pytest.mark.parametrize("unit", _RUNS)
def test_a_long_run_takes_time_in_proportion(setting: Settings, language: Language, unit: str) -> None:
    """Eight times the text in no more than some twenty times the time."""
    short, long = (_seconds(unit * count, language, setting) for count in (1000, 8000))
    assert long < 24 * short + 0.1


def _seconds(text: str, language: Language, setting: Settings) -> float:
    text = f"春{text}夏"
    best = 1e9
    for _ in range(2):
        start = process_time()
        items_in(text, language, setting, Spacing(), Names(NAMES))
        best = min(best, process_time() - start)
    return best
