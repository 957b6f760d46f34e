"""Lines that begin an item of a numbered list: 1. （一） ① 第三条, and what desks put for bullets.

A list is often written line by line, without empty lines; so are notes, clues and articles of a law. As in
CommonMark (5.2), a line in the middle of a paragraph begins one only with the first number, or where a
numbered line began that paragraph: other figures stand there because the line was full. So do letters and
figures in a row (A、B两栋), and bullets in a row, which are masked names (○○区).
"""

from __future__ import annotations

from broadsheet.patterns import late_pattern

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
