"""What typed spaces keep together: names and short words in a row, titles with names, figures in groups.

Source: the practice of printed dailies. Bylines, lists of names (以姓氏笔画为序) and slogans part their
words by spaces, and a line ends at these, not inside of a name; a name of two characters that a space
spreads (葛　亮) is still one.
"""

from __future__ import annotations

from itertools import pairwise

from broadsheet.patterns import late_pattern
from broadsheet.text.charclass import is_ideograph
from broadsheet.text.items import FREE, NAME, NO_BREAK
from broadsheet.text.names import FAMILIES_OF_TWO

_SPACES = late_pattern("[ \u3000]")
_TITLE = late_pattern("[ \u3000](?=先生|女士|小姐|老[师師]|同志|太太|夫人|[师師]傅)")
_SOLIDUS = late_pattern("[ \u3000](?=[/／][ \u3000])")
_GROUPED = late_pattern(
    "(?<![0-9])(?<![0-9] )(?:(?<![0-9][：∶])(?:[0-9]{1,4}(?: [0-9]{3,4}){1,2}|[0-9]{1,3}(?: [0-9]{3}){3,4})"
    "|[0-9]{1,3}(?: 000)+|[0-9](?: [0-9]){2,6})(?! ?[0-9])"
    "|[+＋](?=(?: ?[0-9]){9,15}(?! ?[0-9]))[0-9]{1,3}(?: [0-9]{1,11})+"
)
"""Thousands, but not behind a time (17：00 110kV), a telephone's fours and what it has abroad (+86 10 6512
3456), figures one by one (4 0 9 7 2)."""
_AREA = late_pattern(
    "(?:[+＋][0-9]{1,3} ?)?[(][0-9]{1,5}[)] ?[0-9]{3,11}(?:[ -][0-9]{2,4}){0,3}(?![0-9])"
)
"""A telephone number whose area stands in brackets, which parts only where the line would be too loose."""
_AREA_BEFORE = late_pattern(r"(?<![0-9-])[0-9]{3,4}-\Z")
_SHORT = 4
"""A word of so many ideographs beside a typed space is parted in no line that need not be: 尉迟敬之, 通讯员,
行稳致远."""
_GIVEN = 2
"""Ideographs of a given name, at the most."""
_ROW = 3
"""Fewer words are no row: 记者 周予安 stands in every dateline, and is parted as it comes in print."""
_ROLES = frozenset("摄攝文图圖绘繪画畫译譯撰辑輯")
"""What is said of a name behind it (周予安　摄), and is no name itself."""


def settle_spaces(text: str, breaks: bytearray) -> None:
    """Keep together what stands in a row of words that typed spaces part, and what is one over a space."""
    for row in _rows(text):
        _settle_row(text, row, breaks)
    for match in _SOLIDUS.finditer(text):  # 林知夏 / 周予安: no line begins with it
        breaks[match.end()] = NO_BREAK
    for match in _TITLE.finditer(text):
        if match.start() and is_ideograph(text[match.start() - 1]):
            breaks[match.end()] = NO_BREAK
    _settle_numbers(text, breaks)


def _settle_numbers(text: str, breaks: bytearray) -> None:
    """Keep together the groups of figures of one number. One that is dialled with its area (0571-8668 1234)
    parts where the line would be too loose; the figures of no other do."""
    for match in _GROUPED.finditer(text):
        start = match.start()
        is_dialled = text[start] in "+＋" or _AREA_BEFORE.search(text, max(0, start - 6), start)
        for place in range(match.start() + 1, match.end()):
            if text[place - 1] == " ":
                breaks[place] = NAME if is_dialled else NO_BREAK
    for match in _AREA.finditer(text) if "(" in text else ():
        for place in range(match.start() + 1, match.end()):
            if text[place - 1] == " " and breaks[place] == FREE:
                breaks[place] = NAME


def _settle_row(text: str, row: list[tuple[int, int]], breaks: bytearray) -> None:
    """Keep together what is a name or a short word in a row."""
    for start, end in row if len(row) >= _ROW else ():
        if end - start <= _SHORT:
            for place in range(start + 1, end):
                breaks[place] = NAME if breaks[place] == FREE else breaks[place]
    for place in _joined(text, row):
        breaks[place] = NO_BREAK
    for (start, end), (after, last) in pairwise(row):
        if text[start:end] in FAMILIES_OF_TWO and last - after <= _GIVEN:  # 欧阳 修, 司马 相如
            breaks[start + 1 : last] = bytes([NO_BREAK]) * (last - start - 1)


def _rows(text: str) -> list[list[tuple[int, int]]]:
    """Start and end of each word of ideographs, in rows with one space between neighbours; what goes on in a
    figure or a letter (5日, 第3场) is no word."""
    rows: list[list[tuple[int, int]]] = []
    for match in _SPACES.finditer(text):
        start, end = _word(text, match.end(), 1)
        if start == end or not match.start() or not is_ideograph(text[match.start() - 1]):
            continue
        if not rows or rows[-1][-1][1] != match.start():
            rows.append([_word(text, match.start(), -1)])
        rows[-1].append((start, end))
    for row in rows:
        if text[: row[0][0]][-1:].isalnum():
            del row[0]
        if text[row[-1][1] : row[-1][1] + 1].isalnum():
            del row[-1]
    return [row for row in rows if row]


def _word(text: str, edge: int, step: int) -> tuple[int, int]:
    """Start and end of the ideographs behind a place, or before it (``step`` -1)."""
    place = edge
    while 0 <= place + min(step, 0) < len(text) and is_ideograph(text[place + min(step, 0)]):
        place += step
    return min(place, edge), max(place, edge)


def _joined(text: str, row: list[tuple[int, int]]) -> list[int]:
    """Behind which spaces of a row no line breaks. Of ideographs that stand alone in it two each are a name,
    the last two and so on, or the first two where the last one says what somebody did; one is with the word
    behind it, and with a family name of two characters before it (诸葛　亮)."""
    found, first = [], 0
    while first < len(row):
        last = first
        while last < len(row) and row[last][1] - row[last][0] == 1:
            last += 1
        if last > first:
            found += _pairs(text, row, first, last)
        first = last + 1
    return found


def _pairs(text: str, row: list[tuple[int, int]], first: int, last: int) -> list[int]:
    """The same for the ideographs alone from the first one up to the last, exclusive."""
    found = []
    if first and text[row[first - 1][0] : row[first - 1][1]] in FAMILIES_OF_TWO:
        found.append(row[first][0])
        first += 1
    alone = row[first:last]
    if len(alone) == 1:
        leads = last < len(row) and text[alone[0][0]] not in _ROLES
        return found + ([row[last][0]] if leads else [])
    if {text[start - 1] for start, _ in alone[1:]} == {" ", "\u3000"}:  # 张　弛 摄
        return found + [start for start, _ in alone[1:] if text[start - 1] == "\u3000"]
    by_role = len(alone) % 2 and text[alone[-1][0]] in _ROLES
    names = alone[: -1 if by_role else None][0 if by_role else len(alone) % 2 :]
    return found + [after for (_, _), (after, _) in list(pairwise(names))[::2]]
