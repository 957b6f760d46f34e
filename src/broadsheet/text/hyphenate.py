"""Where Latin words may be hyphenated: pyphen's patterns, loaded with the first long word.

The patterns are read from pyphen's file and understood one by one, as words meet them: importing
pyphen and understanding all 11,000 at once would cost 115 ms of a page that takes 300.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

SHORTEST_WORD = 6
"""Shorter words are not worth a hyphen in a newspaper column."""

_LEFT, _RIGHT = 2, 3
"""At least so many letters stay before a hyphen, and go after it."""


class _Dictionary(Protocol):
    def positions(self, word: str) -> list[int]: ...


class _Patterns:
    """Liang's patterns: digits between letters, of which an odd one allows a break."""

    def __init__(self, patterns: Mapping[str, str]) -> None:
        self._patterns = patterns
        self._longest = max(map(len, patterns), default=0)

    def positions(self, word: str) -> list[int]:
        """Offsets before which the word may break."""
        dotted = f".{word.lower()}."
        values = [0] * (len(dotted) + 1)
        for start in range(len(dotted) - 1):
            for end in range(start + 1, min(start + self._longest, len(dotted)) + 1):
                pattern = self._patterns.get(dotted[start:end])
                if pattern:
                    _raise_values(values, start, pattern)
        last = len(word) - _RIGHT
        return [place - 1 for place, odd in enumerate(values) if odd % 2 and _LEFT < place <= last + 1]


def _raise_values(values: list[int], place: int, pattern: str) -> None:
    for character in pattern:
        if character.isdigit():
            values[place] = max(values[place], int(character))
        else:
            place += 1


@cache
def _dictionary(language: str) -> _Dictionary:
    """The patterns of a language; by pyphen itself where its file holds more than plain patterns."""
    package = find_spec("pyphen")
    for folder in (package and package.submodule_search_locations) or ():
        path = Path(folder) / "dictionaries" / f"hyph_{language}.dic"
        encoding, _, text = path.read_bytes().partition(b"\n") if path.is_file() else (b"", b"", b"")
        if encoding.strip() == b"UTF-8" and not any(sign in text for sign in (b"/", b"=", b"^^", b"#", b"%")):
            letters = text.translate(None, b"0123456789")  # the head is in capitals: it meets no word
            lines = (letters.decode().split("\n"), text.decode().split("\n"))
            return _Patterns(dict(zip(*lines, strict=True)))
    import pyphen  # noqa: PLC0415  loaded late: 40 ms, and most Chinese pages have no long Latin word

    dictionary: _Dictionary = pyphen.Pyphen(lang=language, left=_LEFT, right=_RIGHT)
    return dictionary


@lru_cache(maxsize=4096)
def hyphenation(word: str, language: str = "en_US") -> tuple[int, ...]:
    """Offsets in a word before which it may break with a hyphen; none in words in capitals, or with capitals
    inside: those are made names, which no pattern knows (HarmonyOS)."""
    if len(word) < SHORTEST_WORD or not word[1:].islower() or not word.isalpha():
        return ()
    return tuple(int(position) for position in _dictionary(language).positions(word))
