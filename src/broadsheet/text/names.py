"""Strings that a house never parts: names of persons, places and parties, titles, slogans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class Names:
    """A house list. Found from left to right, of two that begin at one place the longer."""

    def __init__(self, strings: Iterable[str] = ()) -> None:
        self.strings = frozenset(string for string in strings if len(string) > 1)
        self._by_head: dict[str, list[str]] = {}
        for string in sorted(self.strings, key=lambda string: (-len(string), string)):
            self._by_head.setdefault(string[:2], []).append(string)

    def __bool__(self) -> bool:
        return bool(self.strings)

    def found(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end of each name in a text; none overlaps another."""
        heads, position = self._by_head, 0
        while position < len(text) - 1:
            for string in heads.get(text[position : position + 2], ()):
                if text.startswith(string, position):
                    yield position, position + len(string)
                    position += len(string) - 1
                    break
            position += 1


NO_NAMES = Names()

_FAMILIES = "欧阳 司马 上官 诸葛 司徒 东方 皇甫 尉迟 公孙 慕容 令狐 夏侯 端木 南宫 歐陽 司馬 諸葛 東方 尉遲"
FAMILIES_OF_TWO = frozenset(_FAMILIES.split())
"""Family names of two characters (复姓)."""
