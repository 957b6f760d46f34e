"""Signs of a headline's borders, and what they are worth."""

from __future__ import annotations

from learn_borders import MARKED, borders, judged, learn, marked

from broadsheet.compose.signs import signs
from broadsheet.compose.wordborders import prices
from broadsheet.resources import shipped
from broadsheet.text.words import Word


def test_signs_tell_the_words_beside_a_border_and_the_verbs_around_it() -> None:
    row = (Word("宠物狗", "n"), Word("咬伤", "v"), Word("孕妇", "n"), Word("主人", "n"), Word("被罚", "v"))
    between = list(signs(row))[2]
    expected = {"pair nn", "left vn", "last 妇", "first 主", "at 3nn", "shapes NvN|Nv", "actors 111"}
    assert expected <= set(between)


def test_signs_tell_what_the_verbs_beside_a_border_take() -> None:
    row = (Word("冷库", "n"), Word("停电", "i"), Word("商户", "n"), Word("要求", "k"), Word("赔偿", "v"))
    found = list(signs(row))
    assert {"parts right ink", "verbs near ikin", "verb next k22", "pair vn"} <= set(found[1])
    assert "parts left nkv" in found[3]


def test_signs_tell_what_leads_the_phrase_that_a_border_is_in() -> None:
    row = (Word("美国", "n"), Word("对", "p"), Word("进口", "n"), Word("钢铝", "n"), Word("加税", "i"))
    found = list(signs(row))
    assert {"led 1n", "led 对 0"} <= set(found[2])
    assert {"led 2i", "led 对 1"} <= set(found[3])
    assert not any(sign.startswith("led") for sign in found[0])


def test_a_single_verb_ends_a_line_only_where_nothing_else_will_do() -> None:
    for text in ("寻", "践"):
        price = next(prices((Word(text, "v"), Word("战友", "n"))))
        assert price is not None
        assert price >= 120


def test_a_mark_ends_what_a_border_knows_of_verbs() -> None:
    row = (Word("下雪", "v"), Word("，", "o"), Word("高铁", "n"), Word("停运", "v"))
    assert "verbs 01" in list(signs(row))[2]


def test_the_worths_that_ship_are_those_learnt_from_the_marked_headlines() -> None:
    lines = [line for line in MARKED.read_text("utf-8").splitlines() if line[0] != "#"]
    headlines = [borders(line) for line in lines]
    worth = learn(headlines)
    text = "".join(f"{sign}\t{value}\n" for sign, value in sorted(worth.items()))
    assert text == shipped("words", "borders.txt").read_text("utf-8"), "run scripts/learn_borders.py"
    right = list(judged(worth, headlines))
    assert sum(right) > 0.85 * len(right)


def test_a_headlines_marks_are_prices_of_its_places() -> None:
    assert marked("扩,就业|惠,民生/千万家") == ("扩就业惠民生千万家", {1: 110, 3: -10, 4: 110, 6: 45})


def test_no_line_is_parted_between_a_title_and_a_name_nor_behind_what_leads_a_word() -> None:
    for row in (
        (Word("总理", "n"), Word("勒科尔尼", "h")),
        (Word("副", "a"), Word("支队长", "n")),
        (Word("再", "d"), Word("下调", "v")),
        (Word("写", "v"), Word("在", "p")),
        (Word("张平文", "h"), Word("院士", "n")),
        (Word("暴雨", "n"), Word("过后", "t")),
    ):
        assert list(prices(row)) == [None]
    assert list(prices((Word("总理", "n"), Word("会见", "v")))) != [None]


def test_what_takes_an_object_ends_a_line_only_where_nothing_else_will_do() -> None:
    for text in ("成", "原产于", "同比"):
        price = next(prices((Word(text, "v"), Word("热门", "n"))))
        assert price is not None
        assert price >= 120
