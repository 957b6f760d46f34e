"""Words of a headline: the likeliest row of words of a list, with figures, names and titles whole.

The list is jieba's, cut down (``scripts/build_words.py``); it is read when the first text asks for it
and understood character by character, so that a headline pays for the words that may be in it. What
the list does not have is put together by jieba's hidden Markov model. Every text has words: what
nobody knows comes out character by character.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from broadsheet.patterns import late_pattern
from broadsheet.resources import shipped
from broadsheet.rows import NamedTuple


class Word(NamedTuple):
    """A word and its part of speech.

    n noun, w verbal noun, v verb, a adjective, d adverb, t time, m numeral, q numeral and measure,
    r pronoun, c conjunction, p preposition, u particle, f direction, s space, b unit in brackets,
    o mark, y unknown to the list, x any other.
    """

    text: str
    speech: str


class _Edge(NamedTuple):
    """A word that may stand here: where it ends, its price in fifths of a nat, its part of speech."""

    end: int
    price: int
    speech: str


_UNKNOWN, _NAME, _LONG_NAME, _NUMBER, _COUNTED = 93, 60, 78, 40, 50

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

#: Japanese, told by the kana of its grammar: ideographs in a row are a word, which the list does not know,
#: and what ends in the stem of a verb goes on in the next ideograph (引き上げ, 取り組み).
_GRAMMAR = late_pattern("[はがをにでともへるたきりみしげ]")
_COMPOUND = late_pattern("(?<![\u3400-\u9fff々])[\u3400-\u9fff々]{2,6}(?![\u3400-\u9fff々])")
_STEM_ENDS = frozenset("いえきぎけしじせちびみめりれ")

#: Foreign names: the characters they are written with, told by the interpunct between their parts.
_SOUNDS = (
    "阿艾奥巴贝本比宾波博伯布查茨达戴丹德迪蒂丁多恩尔法菲费弗芙福盖戈格古哈海汉赫亨华霍基吉加贾杰卡凯坎康考科克肯库昆拉莱兰朗劳"
    "勒雷里莉丽利列林琳卢鲁伦罗洛马玛迈麦曼梅蒙米密莫姆穆纳娜内尼妮纽诺努欧帕潘佩彭皮普奇切丘热日瑞萨塞赛桑森沙史斯丝思苏索塔泰"
    "坦汤特提廷图托瓦万威韦维温沃乌西希夏肖谢辛休雅亚扬耶叶伊英尤约泽扎詹珍芝朱兹子佐易豪埃路"
)
_FOREIGN = late_pattern(f"[{_SOUNDS}]{{1,8}}(?:·[{_SOUNDS}]{{1,8}})+")

#: The commonest family names, and those of two characters; a name is looked for beside a title only.
_FAMILIES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温俞宁鲁柳葛章祝牛骆习施倪庞樊殷洪靳栗"
)
_LONG_FAMILIES = "欧阳 司马 上官 诸葛 司徒 东方 皇甫 尉迟 公孙 慕容 令狐 夏侯 端木 南宫"
_TWO_FAMILIES = frozenset(_LONG_FAMILIES.split())
_TITLES = (
    "记者|通讯员|实习生|评论员|研究员|主持人|编辑|作者|摄影|局长|市长|县长|区长|省长|镇长|乡长|村长|院长|校长|馆长|站长|会长|部长|厅长|处长|科长|"
    "队长|船长|店长|董事长|书记|主任|主席|主编|总理|总统|总裁|总监|经理|教授|院士|博士|医生|大夫|护士|律师|法官|民警|教练|"
    "导演|老师|先生|女士|师傅|同志|大爷|大妈|奶奶|爷爷|选手|球员|作家|诗人|画家|演员|棋手|工匠"
)
_TITLE = late_pattern(_TITLES)
_TITLE_END = late_pattern(f"(?:{_TITLES})$")
_AFTER_NAME = late_pattern(_TITLES + "|会见|主持|出席|调研|当选|任|获|率|表示|强调|谈|夺|摘|致|访|赴|：")
_NAME_STARTS = frozenset(" \u3000，。：、；！？“（(—")
_HAN = late_pattern("[\u3400-\u9fff\U00020000-\U0003ffff]")
_ALONE = frozenset(
    "的了着过获和与及或在把被将是不也都就又从向对为以于而到让给由再等之有这那其去来上下中内外前后间里时已拟仍须"
)
"""Characters that are words by themselves: they are never put together into an unknown word."""


def words(text: str, names: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the words of a short text in order; joined they are the text.

    Whole are: Latin words, figures with their units (9.5%, 4分钟, 2026年11月23日), short titles and
    quotations with their marks, the house's ``names``, and names of persons that the list does not
    have where they stand beside a title (局长, 记者) or before what such people do.
    """
    return tuple(word.text for word in tagged(text, names))


def is_measure(word: str) -> bool:
    """Whether a word is what amounts are counted in: 元, 平方米, and 股."""
    return word in _MEASURES or word == "股"


def ends_with_title(text: str) -> bool:
    """Whether a title (记者, 局长) ends a text, so that what comes after it is a name."""
    return _TITLE_END.search(text) is not None


@lru_cache(maxsize=1024)
def tagged(text: str, names: frozenset[str] = frozenset()) -> tuple[Word, ...]:
    """Return the words of a short text with their parts of speech."""
    persons = _persons(text)
    found: list[Word] = []
    start = 0
    for (unit, end), speech in (*_units(text, names), ((len(text), len(text)), "")):
        if start < unit:
            found.extend(_with_unknown(_row(text, start, unit, persons)))
        if unit < end:
            found.append(Word(text[unit:end], speech))
        start = end
    return tuple(_joined(found))


def _units(text: str, names: frozenset[str]) -> list[tuple[tuple[int, int], str]]:
    """What nothing parts, in order: brackets, names of the house, dates, foreign names, Latin."""
    spans = [(match.span(), "b") for match in _BRACKETED.finditer(text)]
    present = (name for name in names if name and name in text)
    for name in sorted(present, key=lambda each: (-len(each), each)):
        spans.extend((match.span(), "n") for match in re.finditer(re.escape(name), text))
    spans.extend((match.span(), "q") for match in _WHOLE_NUMBER.finditer(text))
    spans.extend((match.span(), "n") for match in _FOREIGN.finditer(text))
    spans.extend((match.span(), _speech_of_unit(match[0])) for match in _ATOM.finditer(text))
    if _GRAMMAR.search(text):
        spans.extend((match.span(), "n") for match in _COMPOUND.finditer(text))
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


def _row(text: str, start: int, end: int, persons: dict[int, list[_Edge]]) -> list[Word]:
    """The cheapest row of words between two units."""
    costs = [0] * (end + 1)
    chosen: dict[int, _Edge] = {}
    for position in range(end - 1, start - 1, -1):
        edges = (*_known(text, position, end), *_numbers(text, position, end), *persons.get(position, ()))
        chosen[position] = min(
            (edge for edge in edges if edge.end <= end), key=lambda edge: edge.price + costs[edge.end]
        )
        costs[position] = chosen[position].price + costs[chosen[position].end]
    found = []
    while start < end:
        edge = chosen[start]
        found.append(Word(text[start : edge.end], edge.speech))
        start = edge.end
    return found


def _known(text: str, start: int, end: int) -> Iterator[_Edge]:
    """The words of the list that begin at a position; always the single character."""
    character = text[start]
    block = _block(character)
    if not _HAN.match(character):
        yield _Edge(start + 1, _UNKNOWN, "x" if character.isalnum() else "o")
    elif "" not in block.words:
        yield _Edge(start + 1, _UNKNOWN, "x")
    for after in range(start + 1, min(end, start + block.longest) + 1):
        entry = block.words.get(text[start + 1 : after])
        if entry:
            yield _Edge(after, *entry)


def _numbers(text: str, start: int, end: int) -> Iterator[_Edge]:
    """The numeral that begins at a position, bare and with each measure it may have; and 下月, 上周."""
    time = _TIME.match(text, start, end)
    if time:
        yield _Edge(time.end(), _COUNTED, "t")
    match = _NUMERAL.match(text, start, end)
    if match is None:
        return
    after = match.end()
    if after - start > 1 or match[0].isdigit():
        yield _Edge(after, _NUMBER, "m")
    for length in range(1, 5):
        if text[after : after + length] in _MEASURES:
            yield _Edge(after + length, _COUNTED - length, "q")


def _persons(text: str) -> dict[int, list[_Edge]]:
    """Names that may stand beside titles, by where they begin."""
    found: dict[int, list[_Edge]] = {}
    for match in _TITLE.finditer(text):
        start = match.end() + (text[match.end() : match.end() + 1] in (" ", "\u3000"))
        family = _family(text, start)
        for given in (1, 2) if family else ():
            _add_person(found, text, (start, start + family + given), given)
    for match in _AFTER_NAME.finditer(text):
        for given in (1, 2):
            for family in (1, 2):
                start = match.start() - given - family
                fits = start >= 0 and _family(text, start) == family
                opens = start == 0 or text[start - 1 : start] in _NAME_STARTS
                if fits and (opens or _TITLE.match(match[0])):
                    _add_person(found, text, (start, match.start()), given)
    return found


def _family(text: str, start: int) -> int:
    """How many characters of a family name stand at a position."""
    if text[start : start + 2] in _TWO_FAMILIES:
        return 2
    return int(text[start : start + 1] in _FAMILIES and start < len(text))


def _add_person(found: dict[int, list[_Edge]], text: str, span: tuple[int, int], given: int) -> None:
    start, end = span
    if end <= len(text) and all(map(_HAN.match, text[start:end])):
        found.setdefault(start, []).append(_Edge(end, _NAME if given == 1 else _LONG_NAME, "n"))


def _with_unknown(row: list[Word]) -> Iterator[Word]:
    """Put single characters that stand together into unknown words."""
    loose = ""
    for word in row:
        text = word.text
        if len(text) == 1 and _HAN.match(text) and text not in _ALONE and word.speech != "m":
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
    first = _block(loose[0]).states
    rows = {state: (_START[state] + first["BMES".index(state)], state) for state in _START}
    for character in loose[1:]:
        prices = _block(character).states
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
        single = _block(loose[match.start()]).words.get("") if len(match[0]) == 1 else None
        yield Word(loose[match.start() : match.end()], single[1] if single else "y")


#: jieba's chances of the first state, and of a state after those that may stand before it, as prices.
_START = {"B": 1, "S": 7}
_AFTER = {"B": {"E": 3, "S": 4}, "M": {"B": 5, "M": 6}, "E": {"B": 3, "M": 2}, "S": {"E": 4, "S": 3}}


def _joined(found: Iterable[Word]) -> list[Word]:
    """Join what an interpunct joins, and kana that ends a word, or goes on in the next, to it."""
    row: list[Word] = []
    for word in found:
        last = row[-1].text[-1] if row else ""
        joint = (word.text == "·" and last.isalnum()) or (last == "·" and word.text[0].isalnum())
        ends_word = "ぁ" <= word.text[0] <= "ゟ" and last.isalnum()
        goes_on = last in _STEM_ENDS and _HAN.match(word.text)
        if row and (joint or ends_word or goes_on):
            row[-1] = Word(row[-1].text + word.text, "n")
        else:
            row.append(word)
    return row


class _Block(NamedTuple):
    """The words that begin with one character: what follows it, with price and part of speech."""

    states: tuple[int, ...]
    words: dict[str, tuple[int, str]]
    longest: int


@cache
def _list() -> dict[str, str]:
    """The lines of the word list by their first character."""
    text = zlib.decompress(shipped("words", "words.z").read_bytes()).decode("utf-8")
    return {line[0]: line for line in text.split("\n")[1:]}


@cache
def _block(character: str) -> _Block:
    line = _list().get(character)
    if line is None:
        return _Block((_UNKNOWN,) * 4, {}, 1)
    states, *entries = line[1:].split(" ")
    found = {entry[:-2]: (ord(entry[-2]) - 33, entry[-1]) for entry in entries}
    return _Block(tuple(ord(each) - 33 for each in states), found, 1 + max(map(len, found), default=0))
