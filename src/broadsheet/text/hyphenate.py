"""Where Latin words may be hyphenated: pyphen's patterns, loaded with the first long word."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Protocol

SHORTEST_WORD = 6
"""Shorter words are not worth a hyphen in a newspaper column."""


class _Dictionary(Protocol):
    def positions(self, word: str) -> list[int]: ...


@cache
def _dictionary(language: str) -> _Dictionary:
    import pyphen  # noqa: PLC0415  loaded late: 30 ms, and most Chinese pages have no long Latin word

    dictionary: _Dictionary = pyphen.Pyphen(lang=language, left=2, right=3)
    return dictionary


@lru_cache(maxsize=4096)
def hyphenation(word: str, language: str = "en_US") -> tuple[int, ...]:
    """Offsets in a word before which it may break with a hyphen; words in capitals have none."""
    if len(word) < SHORTEST_WORD or word.isupper() or not word.isalpha():
        return ()
    return tuple(int(position) for position in _dictionary(language).positions(word))
