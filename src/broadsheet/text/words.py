"""Words of a headline: the likeliest row of words of a list, with figures, names and titles whole.

What the list (``wordlist``) does not have is a person's name, where its characters are those of names
(``persons``), or put together by jieba's hidden Markov model. Every text has words: what nobody knows
comes out character by character. Traditional characters are looked up by their Simplified ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, pairwise

from broadsheet.patterns import late_pattern
from broadsheet.rows import NamedTuple
from broadsheet.text.bunsetsu import is_japanese, phrase_starts
from broadsheet.text.charclass import is_ideograph
from broadsheet.text.persons import names_at, names_beside_titles
from broadsheet.text.wordlist import DEAREST, Edge, block, known, plain


class Word(NamedTuple):
    """A word and its part of speech.

    n noun, h name of a person, w verbal noun, v verb, i verb that takes no object (坠毁), k verb whose
    object does what is said next (要求), a adjective, d adverb, t time, m numeral, q numeral and measure,
    r pronoun, c conjunction, p preposition, u particle, f direction, s space, b unit in brackets,
    j Japanese phrase, o mark, y unknown to the list, x any other.
    """

    text: str
    speech: str


_NUMBER, _COUNTED = 40, 50
"""Prices of a number, and of one with its measure."""

LONGEST_TITLE, LONGEST_QUOTE = 14, 8
"""So many characters in 《》, and in quotation marks or brackets, are kept whole; longer ones are text."""


def _pairs(pairs: str, longest: int) -> str:
    """The pattern of short units in brackets that hold none of their kind."""
    each = (f"\\{pair[0]}[^\\{pair[0]}\\{pair[1]}\n]{{1,{longest}}}\\{pair[1]}" for pair in pairs.split())
    return "|".join(each)


_BRACKETED = late_pattern(
    _pairs("《》 〈〉", LONGEST_TITLE) + "|" + _pairs("“” ‘’ 「」 『』 【】 （） () 〔〕", LONGEST_QUOTE)
)

_FIGURES = r"[0-9０-９]+(?:[.,:．，：∶·][0-9０-９]+)*"
_HAN_FIGURES = "[零〇一二两三四五六七八九十百千万亿]+"
_NUMERAL = late_pattern(
    f"第?(?:{_FIGURES}(?:[-–—~～至]{_FIGURES})?[余多几]?[百千万亿]*|{_HAN_FIGURES}(?:点{_HAN_FIGURES})?)[余多来]?"
)
_WHOLE_NUMBER = late_pattern(
    rf"{_FIGURES}(?:年|月|日|号|小时|时|分钟|分|秒|元|角|米|度)(?:{_FIGURES}(?:月|日|号|分钟|分|秒|角)?)+"
    rf"(?:(?<=秒){_FIGURES})?|{_FIGURES}(?:秒|比){_FIGURES}|{_HAN_FIGURES}分之{_HAN_FIGURES}"
)
_MEASURE_WORDS = (
    "年 月 日 号 时 点 分 秒 个 名 位 人 户 家 所 座 栋 幢 间 套 台 辆 架 艘 条 道 项 件 份 批 次 届 期 "
    "场 轮 回 遍 番 倍 成 岁 周 天 夜 元 角 块 米 里 亩 吨 斤 克 升 度 级 类 种 款 幅 篇 首 本 册 部 页 "
    "版 字 句 章 节 集 张 枚 颗 粒 棵 株 朵 段 处 趟 顿 桶 盏 封 串 副 幕 席 片 根 支 只 头 匹 群 队 组 "
    "班 层 楼 门 桩 起 宗 笔 杯 碗 瓶 箱 包 袋 站 声 人次 小时 分钟 秒钟 周年 年级 年代 年度 月份 世纪 "
    "季度 美元 欧元 日元 港元 公里 千米 厘米 毫米 海里 公顷 平方米 立方米 公斤 千克 毫克 毫升 千瓦 兆瓦 "
    "摄氏度 平方公里 千瓦时 个月 号线 号楼 号院 分之一 点钟 车道 环路 连胜 连冠 % ％ ‰ ℃ ㎡ °"
)
_MEASURES = frozenset(_MEASURE_WORDS.split())
_TIME = late_pattern("[上下本当][月周]|[今明去后][年天晚晨]|次日")
#: Whole whatever the list says: marks in pairs, Latin with what belongs to it, kana, Hangul words.
_ATOM = late_pattern(
    r"[—―]{2,}|…+|[ \t\u3000\xa0]+|[¥￥$€£]" + _FIGURES + "[万亿]*"
    r"|(?:[A-Za-z\u00c0-\u024f]|[0-9]+(?:[-.][0-9]+)*[A-Za-z])[A-Za-z\u00c0-\u024f0-9]*"
    r"(?:[-+.&'’/_#@:][A-Za-z\u00c0-\u024f0-9]+)*[+#]*[股超座型轮线证照恤光柱级]?"
    rf"|{_FIGURES}(?:[-/:]{_FIGURES})+|[\u30a0-\u30ff]+|[\uac00-\ud7a3]+"
)

#: What of a Japanese phrase is kept whole whatever the model says: a figure and what it counts.
_JAPANESE_AMOUNT = late_pattern(r"第?[0-9０-９][0-9０-９.,．，]*[千百万億兆]*[^\d\s]?")
_MARK = late_pattern(r"[、。，：；！？…—―\s]+")

#: Foreign names: the characters they are written with, told by the interpunct between their parts.
_SOUNDS = (
    "阿艾奥巴贝本比宾波博伯布查茨达戴丹德迪蒂丁多恩尔法菲费弗芙福盖戈格古哈海汉赫亨华霍基吉加贾杰卡凯坎康考科克肯库昆拉莱兰朗劳"
    "勒雷里莉丽利列林琳卢鲁伦罗洛马玛迈麦曼梅蒙米密莫姆穆纳娜内尼妮纽诺努欧帕潘佩彭皮普奇切丘热日瑞萨塞赛桑森沙史斯丝思苏索塔泰"
    "坦汤特提廷图托瓦万威韦维温沃乌西希夏肖谢辛休雅亚扬耶叶伊英尤约泽扎詹珍芝朱兹子佐易豪埃路"
    "夫安什圣默杜顿堡涅瑟彼摩舍逊卜罕莎乔契翰芬赖珀班廉奎根甘昂瑙"
)
INTERPUNCTS = "·•‧"
"""What joins the parts of a name, and what is typed for it."""
_SOUND = f"(?:[{_SOUNDS}]|安东|彼得|列侬|拜登)"
_FOREIGN = late_pattern(f"{_SOUND}{{1,8}}(?:[{INTERPUNCTS}]{_SOUND}{{1,8}})+")

_ALONE = frozenset(
    "的了着过获和与及或在把被将是不也都就又从向对为以于而到让给由再等之有这那其去来上下中内外前后间里时已拟仍须"
)
"""Characters that are words by themselves: they are never put together into an unknown word."""


def words(text: str, names: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the words of a short text in order; joined they are the text.

    Whole are: Latin words, figures with their units (9.5%, 4分钟, 2026年11月23日), short titles and
    quotations with their marks, the house's ``names``, and what looks like the name of a person.
    """
    ends = tuple(accumulate((len(word.text) for word in tagged(text, names)), initial=0))
    return tuple(text[start:end] for start, end in pairwise(ends))


def is_measure(word: str) -> bool:
    """Whether a word is what amounts are counted in: 元, 平方米, and 股."""
    return word in _MEASURES or word == "股"


@lru_cache(maxsize=1024)
def tagged(text: str, names: frozenset[str] = frozenset()) -> tuple[Word, ...]:
    """Return the words of a short text with their parts of speech, in Simplified characters; a Japanese
    one's phrases (文節) and its marks, as they are."""
    if is_japanese(_BRACKETED.sub("", text)):  # not for a title in it: 《すずめ》热映
        return tuple(_phrases(text, names))
    text = plain(text)
    names = frozenset(map(plain, names))
    persons = names_beside_titles(text)
    found: list[Word] = []
    start = 0
    for (unit, end), speech in (*_units(text, names), ((len(text), len(text)), "")):
        if start < unit:
            found.extend(_with_unknown(_row(text, start, unit, persons)))
        if unit < end:
            found.append(Word(text[unit:end], speech))
        start = end
    return tuple(_joined(found))


def _phrases(text: str, names: frozenset[str]) -> Iterator[Word]:
    """The phrases of a Japanese text and its marks; what is a unit is in one of them."""
    whole = [span for span, _ in _units(text, names)]
    whole += [each.span() for each in _JAPANESE_AMOUNT.finditer(text)]
    inside = {place for start, end in whole for place in range(start + 1, end)}
    starts = {0, len(text), *phrase_starts(text)}
    starts.update(place for each in _MARK.finditer(text) for place in each.span())
    for start, end in pairwise(sorted(starts - inside)):
        phrase = text[start:end]
        yield Word(phrase, "s" if phrase.isspace() else "o" if _MARK.fullmatch(phrase) else "j")


def _units(text: str, names: frozenset[str]) -> list[tuple[tuple[int, int], str]]:
    """What nothing parts, in order: brackets, names of the house, dates, foreign names, Latin."""
    spans = [(match.span(), "b") for match in _BRACKETED.finditer(text)]
    present = (name for name in names if name and name in text)
    for name in sorted(present, key=lambda each: (-len(each), each)):
        spans.extend((match.span(), "n") for match in re.finditer(re.escape(name), text))
    spans.extend((match.span(), "q") for match in _WHOLE_NUMBER.finditer(text))
    spans.extend((match.span(), "n") for match in _FOREIGN.finditer(text))
    spans.extend((match.span(), _speech_of_unit(match[0])) for match in _ATOM.finditer(text))
    taken = bytearray(len(text))
    found = []
    for (start, end), speech in spans:
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            found.append(((start, end), speech))
    return sorted(found)


def _speech_of_unit(unit: str) -> str:
    if unit.isspace():
        return "s"
    return "n" if unit.strip("—―…") else "o"


def _row(text: str, start: int, end: int, persons: dict[int, list[Edge]]) -> list[Word]:
    """The cheapest row of words between two units."""
    costs = [0] * (end + 1)
    chosen: dict[int, Edge] = {}
    for position in range(end - 1, start - 1, -1):
        chosen[position] = min(
            (edge for edge in _edges(text, position, end, persons) if edge.end <= end),
            key=lambda edge: edge.price + costs[edge.end],
        )
        costs[position] = chosen[position].price + costs[chosen[position].end]
    found = []
    while start < end:
        edge = chosen[start]
        found.append(Word(text[start : edge.end], edge.speech))
        start = edge.end
    return found


def _edges(text: str, start: int, end: int, persons: dict[int, list[Edge]]) -> Iterator[Edge]:
    """What may begin at a position; always the single character."""
    found = tuple(known(text, start, end))
    yield from found
    if not found or found[0].end > start + 1:
        yield Edge(start + 1, DEAREST, "x" if text[start].isalnum() else "o")
    yield from _numbers(text, start, end)
    yield from names_at(text, start, end)
    yield from persons.get(start, ())


def _numbers(text: str, start: int, end: int) -> Iterator[Edge]:
    """The numeral that begins at a position, bare and with each measure it may have; and 下月, 上周."""
    time = _TIME.match(text, start, end)
    if time:
        yield Edge(time.end(), _COUNTED, "t")
    match = _NUMERAL.match(text, start, end)
    if match is None:
        return
    after = match.end()
    if after - start > 1 or match[0].isdigit():
        yield Edge(after, _NUMBER, "m")
    for length in range(1, 5):
        if text[after : after + length] in _MEASURES:
            yield Edge(after + length, _COUNTED - length, "q")


def _with_unknown(row: list[Word]) -> Iterator[Word]:
    """Put single characters that stand together into unknown words."""
    loose = ""
    for word in row:
        text = word.text
        if len(text) == 1 and is_ideograph(text) and text not in _ALONE and word.speech != "m":
            loose += text
            continue
        yield from _unknown(loose)
        loose = ""
        yield word
    yield from _unknown(loose)


def _unknown(loose: str) -> Iterator[Word]:
    """Words of characters that are in no word of the list, by the hidden Markov model."""
    if not loose:
        return
    first = block(loose[0]).states
    rows = {state: (_START[state] + first["BMES".index(state)], state) for state in _START}
    for character in loose[1:]:
        prices = block(character).states
        rows = {
            state: min(
                (rows[source][0] + price + prices["BMES".index(state)], rows[source][1] + state)
                for source, price in sources.items()
                if source in rows
            )
            for state, sources in _AFTER.items()
            if not rows.keys().isdisjoint(sources)
        }
    states = min(rows[state] for state in "ES" if state in rows)[1]
    for match in re.finditer("BM*E|S", states):
        start, end = match.span()
        single = next(known(loose, start, end), None) if end == start + 1 else None
        yield Word(loose[start:end], single.speech if single else "y")


#: jieba's chances of the first state, and of a state after those that may stand before it, as prices.
_START = {"B": 1, "S": 7}
_AFTER = {"B": {"E": 3, "S": 4}, "M": {"B": 5, "M": 6}, "E": {"B": 3, "M": 2}, "S": {"E": 4, "S": 3}}


def _joined(found: Iterable[Word]) -> list[Word]:
    """Join what an interpunct joins, the rest of a foreign name behind it, and a の to the word before."""
    row: list[Word] = []
    for word in found:
        last = row[-1].text[-1] if row else ""
        begins, ends = word.text in INTERPUNCTS, last != "" and last in INTERPUNCTS
        joint = (begins and last.isalnum()) or (ends and word.text[0].isalnum())
        rest = word.speech == "h" and row and any(mark in row[-1].text for mark in INTERPUNCTS)
        if row and (joint or rest or (word.text == "の" and last.isalnum())):
            row[-1] = Word(row[-1].text + word.text, "n")
        else:
            row.append(word)
    return row
