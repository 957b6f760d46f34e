"""The twin of positions_in finds what the reference finds, by patterns of any file."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.kernel import REFERENCES, TWINS
from broadsheet.text.hyphenate import Patterns

pytest.importorskip("broadsheet_kernel")
pytestmark = pytest.mark.skipif(not TWINS, reason="broadsheet-kernel is not installed")

#: Few letters, so that patterns meet words and each other.
lines = st.lists(st.text("ab.12345", max_size=6) | st.sampled_from(("1é2", "LEFTHYPHENMIN 2")), max_size=30)
words = st.text("abAB", max_size=12)


@given(lines, st.sampled_from(("\n", "\r\n")), st.lists(words, min_size=1, max_size=4), st.integers(1, 4))
@example(["a1b", "a2b"], "\n", ["abab"], 1)  # of two with the same letters the later one counts
@example(["12a3b14"], "\n", ["aab"], 1)
@example([], "\n", ["ab"], 1)
def test_words_are_hyphenated_by_the_same_patterns(
    patterns: list[str], end: str, asked: list[str], left: int
) -> None:
    known = Patterns(end.join(patterns).encode())
    for word in asked:
        found = TWINS["positions_in"](known, word, left, 3)
        assert found == REFERENCES["positions_in"](known, word, left, 3)


@pytest.mark.parametrize("word", ["naïve", "a\nb", "a.b", "a" * 255, b"ab"])
def test_other_words_are_left_to_the_reference(word: object) -> None:
    assert TWINS["positions_in"](Patterns(b"a1b\ncd"), word, 2, 3) is NotImplemented


@pytest.mark.parametrize("file", [b"a1\0b", "a1b"])
def test_other_files_are_left_to_the_reference(file: object) -> None:
    assert TWINS["positions_in"](Patterns(file), "ab", 1, 1) is NotImplemented  # type: ignore[arg-type]
