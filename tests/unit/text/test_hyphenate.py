"""Patterns that are read here say what pyphen says by the same file."""

from __future__ import annotations

import pyphen
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.kernel import REFERENCES
from broadsheet.text.hyphenate import Patterns, hyphenation, positions_in

PYPHEN = pyphen.Pyphen(lang="en_US", left=2, right=3)


@given(st.text("aceghilmnoprsty", min_size=6, max_size=16))
@example("administration")
@example("hyphenation")
def test_a_word_is_hyphenated_as_pyphen_says(word: str) -> None:
    assert list(hyphenation(word)) == [int(place) for place in PYPHEN.positions(word)]


def test_letters_on_either_side_are_kept_together() -> None:
    patterns = Patterns(b"a1b\nb1a")
    assert positions_in(patterns, "ababab", 2, 3) == [2, 3]
    assert REFERENCES["positions_in"](patterns, "ababab", 1, 0) == [1, 2, 3, 4, 5]
