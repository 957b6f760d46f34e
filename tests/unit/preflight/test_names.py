"""Names of the house list with one character changed."""

from __future__ import annotations

import pytest

from broadsheet.tree.node import LayoutTree
from unit.preflight.handpage import body, found, head, hole, page, places, rect, story, tree

NAMES = ("林知夏", "横江轮渡", "澜江大桥")


def telling(*lines: str, headline: str = "") -> LayoutTree:
    """A story of one paragraph in these lines."""
    nodes = [body(0, number, text) for number, text in enumerate(lines)]
    heads = [head(headline, 0, 500_000)] if headline else []
    return tree(page([hole("a", rect(0, 1, 0, 40))], story("a", *heads, *nodes)))


def test_a_name_with_one_character_changed_is_found() -> None:
    (finding,) = found(telling("昨日横江轮度复航"), "name", NAMES)
    assert finding.code == "C814"
    assert (dict(finding.values)["written"], dict(finding.values)["name"]) == ("横江轮度", "横江轮渡")
    (place,) = places(finding)
    assert (place.x, place.width) == (20_000, 40_000)


@pytest.mark.parametrize("text", ["横江轮渡复航", "横江复航", "横河轮船", "横江轮，复航", "横江轮的复航"])
def test_names_as_they_are_and_other_texts_are_left_alone(text: str) -> None:
    assert found(telling("昨日" + text), "name", NAMES) == ()


def test_a_name_over_a_lines_end_is_found_with_both_places() -> None:
    (finding,) = found(telling("昨日横江", "轮度复航"), "name", NAMES)
    assert len(places(finding)) == 2


def test_one_slip_in_many_places_is_one_finding() -> None:
    (finding,) = found(telling("横江轮度与横江轮度", "又是横江轮度"), "name", NAMES)
    assert len(places(finding)) == 3


def test_a_short_name_counts_only_where_it_is_also_written_right() -> None:
    assert found(telling("记者林之夏报道"), "name", NAMES) == ()
    assert found(telling("记者林之夏报道", "林知夏说"), "name", NAMES) == ()  # 之 is one of grammar's
    (finding,) = found(telling("记者林枝夏报道", "林知夏说"), "name", NAMES)
    assert dict(finding.values)["written"] == "林枝夏"


def test_a_place_of_the_same_stem_and_what_is_quoted_are_other_names() -> None:
    river = ("东关渡", "云栖秋茶")
    assert found(telling("从东关渡沿东关路走"), "name", river) == ()
    assert len(found(telling("从东关渡到东光渡"), "name", river)) == 1
    assert len(found(telling("就是云栖秋荼了"), "name", river)) == 1
    assert found(telling("名叫“云栖秋烘”的"), "name", river) == ()


def test_what_is_a_word_or_another_name_is_no_slip() -> None:
    slip = telling("走过沿江大桥时")
    assert len(found(slip, "name", NAMES)) == 1
    words = {"走过沿江大桥时": ("走过", "沿江", "大桥", "时")}
    assert found(slip, "name", NAMES, words) == ()
    assert found(telling("走过沿江大桥时"), "name", (*NAMES, "沿江大桥")) == ()


def test_headlines_are_read_too_and_short_names_can_be_left_out() -> None:
    (finding,) = found(telling("文", headline="横江轮度复航"), "name", NAMES)
    assert places(finding)[0].y >= 500_000
    assert found(telling("文", headline="横江轮度复航"), "name", NAMES, name_length=5) == ()


def test_no_list_no_findings() -> None:
    assert found(telling("横江轮度"), "name") == ()
