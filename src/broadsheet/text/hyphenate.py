"""Where Latin words may be hyphenated: pyphen's patterns, loaded with the first long word.

The patterns are read from pyphen's file and understood one by one, as words meet them: importing
pyphen and understanding all 11,000 at once would cost 115 ms, which is a page's time.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from broadsheet.kernel import twin

SHORTEST_WORD = 6
"""Shorter words are not worth a hyphen in a newspaper column."""

_LEFT, _RIGHT = 2, 3
"""At least so many letters stay before a hyphen, and go after it."""

_DIGITS = "0123456789"


class _Dictionary(Protocol):
    def positions(self, word: str) -> list[int]: ...


class Patterns:
    """Liang's patterns: digits between letters, an odd one allows a break; one a line of ``file``."""

    __slots__ = ("_known", "file", "kernel_known", "longest")

    def __init__(self, file: bytes) -> None:
        self.file = file
        self.kernel_known: object = None  # what a compiled kernel keeps of it
        self.longest = 0  # letters of a pattern, once they are known
        self._known: dict[str, str] = {}

    def by_letters(self) -> dict[str, str]:
        """The patterns by their letters."""
        if not self._known:
            letters = self.file.translate(None, _DIGITS.encode())
            self._known = dict(zip(letters.decode().split("\n"), self.file.decode().split("\n"), strict=True))
            self.longest = max(map(len, self._known))
        return self._known

    def positions(self, word: str) -> list[int]:
        """Offsets before which the word may break."""
        return positions_in(self, word, _LEFT, _RIGHT)


@twin
def positions_in(patterns: Patterns, word: str, left: int, right: int) -> list[int]:
    """Offsets before which a word may break by some patterns, at least so many letters on either side."""
    known = patterns.by_letters()
    dotted = f".{word.lower()}."
    values = [0] * (len(dotted) + 1)
    for start in range(len(dotted) - 1):
        for end in range(start + 1, min(start + patterns.longest, len(dotted)) + 1):
            _raise_values(values, start, known.get(dotted[start:end], ""))
    return [place for place in range(left, len(word) - right + 1) if values[place + 1] % 2]


def _raise_values(values: list[int], place: int, pattern: str) -> None:
    for character in pattern:
        if character in _DIGITS:
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
            return Patterns(text)  # its head is in capitals: it meets no word
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
