"""Lines that begin an item of a numbered list: 1. （一） ① 第三条, and what desks put for bullets.

A list is often written line by line, without empty lines; so are notes, clues and articles of a law. As in
CommonMark (5.2), a line in the middle of a paragraph begins one only with the first number, or where a
numbered line began that paragraph: other figures stand there because the line was full. So do letters and
figures in a row (A、B两栋), and bullets in a row, which are masked names (○○区).

Markdown would number them again, from the first one on (CommonMark 5.3); a paper prints what its editors
wrote, and a number that does not follow the one before it is told.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from broadsheet.patterns import late_pattern
from broadsheet.rows import NamedTuple

_HAN = "[一二三四五六七八九十]{1,3}"
_NUMBERED = late_pattern(
    "[ \t　]*(?:"
    r"([0-9０-９]{1,3}|[Ⅰ-Ⅻ])[.．、)）](?![0-9０-９])"
    r"|([A-Za-z])(?:[．、)）](?![A-Za-z])|\.(?=[ \t　]?[一-鿿《“]))"
    rf"|({_HAN})[、.．](?![一二三四五六七八九十])"
    rf"|[（(〔［\[]([0-9０-９]{{1,2}}|[A-Za-z]|{_HAN})[）)〕］\]]"
    "|([①-⑳㉑-㉟⑴-⒇⒈-⒛❶-❿㈠-㈩])|第([一二三四五六七八九十百千零〇0-9]{1,7})[章节節条條款](?=[ 　])"
    r")[ \t　]*[^\s，。；：、！？）〕］”’\]),.;:!?]"
)
_FIRST = frozenset(("1", "01", "１", "０１", "Ⅰ", "A", "a", "一", "①", "⑴", "⒈", "❶", "㈠"))
_BULLET = late_pattern("[ \t　]*(?:([•●■□◇○★☆▲△▼▽▶►▪※◎])(?!\\1)[ \t　]*|·[ \t　]+)[^ \t　，。；：、！？）”’]")


def begins_item(line: str, first: str) -> bool:
    """Whether a line begins an item of its own, in a paragraph whose first line is ``first``."""
    if _BULLET.match(line):
        return True
    found = _NUMBERED.match(line)
    return found is not None and (found[found.lastindex or 0] in _FIRST or bool(_NUMBERED.match(first)))


class Numbered(NamedTuple):
    """An item of a list by its number: how that is marked, the number, its mark as it is written and where,
    and which of the copy's blocks it begins."""

    form: str
    number: int
    words: str
    start: int
    block: int
    is_sure: bool  # two numbers beside each other may be a list in a line (7、8月份)


_FIGURES, _NUMERALS, _SIGNS = "0123456789０１２３４５６７８９", "一二三四五六七八九十", "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_OPENINGS = frozenset(f"{_FIGURES}{_NUMERALS}{_SIGNS}（(〔［[*")
_MARK = late_pattern(
    rf"[ \t　*]*((?:([（(〔［\[])?([{_FIGURES}]{{1,3}}|[{_NUMERALS}]{{1,3}})"
    rf"([）)〕］\]、]|[.．](?![{_FIGURES}]))|([{_SIGNS}])))"
)


def numbered(line: str, start: int, block: int) -> Numbered | None:
    """The item that a line begins, if any; ``start`` is where the line stands in the copy."""
    if line.lstrip(" \t　")[:1] not in _OPENINGS:
        return None
    found = _MARK.match(line)
    number = _value(found[3] or found[5]) if found else 0
    if found is None or not number:
        return None
    kind = next(kind for kind in (_FIGURES, _NUMERALS, _SIGNS) if (found[3] or found[5])[0] in kind)
    form = kind[0] + ("(" if found[2] else ")" if found[4] in ("）", ")") else "")
    is_sure = not (found[4] and line[found.end() : found.end() + 1].strip() and line[found.end()] in kind)
    return Numbered(form, number, found[1], start + found.start(1), block, is_sure)


def _value(text: str) -> int:
    """The number; 0 for numerals that are none, 三四."""
    if text.isdecimal():
        return int(text)
    if len(text) == 1:
        return int(unicodedata.numeric(text))
    tens, ten, units = text.rpartition("十")
    if not ten or len(tens) > 1 or len(units) > 1:
        return 0
    return 10 * _value(tens or "一") + (_value(units) if units else 0)


def out_of_order(items: Iterable[Numbered]) -> list[tuple[Numbered, Numbered]]:
    """The first item of each list whose number does not follow, with the one before it. A list that leaves
    out more than one number and does nothing else is meant so: clues of a crossword, articles of a law."""
    lists: list[list[Numbered]] = []
    latest: dict[str, list[Numbered]] = {}
    for item in items:
        known = latest.get(item.form)
        if not item.is_sure and (known is None or item.number != known[-1].number + 1):
            continue
        if known is None or _is_new(item, known[-1]):
            known = latest[item.form] = []
            lists.append(known)
        known.append(item)
    return [wrong for each in lists for wrong in _first_wrong(each)]


def _is_new(item: Numbered, before: Numbered) -> bool:
    return item.number == 1 and (before.number > 1 or item.block > before.block + 1)


def _first_wrong(items: Sequence[Numbered]) -> list[tuple[Numbered, Numbered]]:
    odd = [(item, before) for before, item in pairwise(items) if item.number != before.number + 1]
    steps = [item.number - before.number for item, before in odd]
    return odd[:1] if steps == [2] or any(step < 1 for step in steps) else []
