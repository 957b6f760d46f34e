"""Optimum fit: what a paragraph's lines are when they are chosen together."""

from __future__ import annotations

import pytest

from broadsheet.compose.firstfit import first_fit
from broadsheet.compose.optimumfit import optimum_fit
from broadsheet.text.setting import Settings
from unit.base.handset import EM, PLAIN, han, items_of, texts


def test_plain_ideographs_break_as_in_first_fit(setting: Settings) -> None:
    items = items_of(han(95), setting)
    assert optimum_fit(items, (9 * EM,), PLAIN) == first_fit(items, (9 * EM,), PLAIN)


def test_rooms_of_their_own_are_kept(setting: Settings) -> None:
    items = items_of(han(12), setting)
    assert texts(items, optimum_fit(items, (2 * EM, 5 * EM, 3 * EM), PLAIN)) == [
        han(12)[:2], han(12)[2:7], han(12)[7:10], han(12)[10:],
    ]  # fmt: skip


def test_what_nothing_can_make_is_first_fits(setting: Settings) -> None:
    items = items_of("ABCDEFGHIJ春", setting)
    lines = optimum_fit(items, (3 * EM,), PLAIN)
    assert [line.ending for line in lines] == ["emergency", "last"]


@pytest.mark.xfail(reason="content_start skips to the end of the text, where no forced break follows")
def test_spaces_after_the_last_forced_break_are_an_empty_line(setting: Settings) -> None:
    items = items_of("春\n ", setting)
    assert texts(items, optimum_fit(items, (3 * EM,), PLAIN)) == ["春", ""]
