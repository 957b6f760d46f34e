"""What it costs to part a headline between two of its words, by what they are to each other (标题转行).

A noun phrase (世界文化遗产, 现场推进会) keeps together, the more the shorter it is; who acts parts from
what is done, best of all; a verb keeps a short object (not 扩大 / 内需) and may part from a long one; what
comes after an adverb, a modifier or a conjunction stays with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from broadsheet.text.words import Word

WORST = 150
"""The price of the worst border that is allowed at all."""

_STARTING = (
    "的 了 着 过 地 得 之 等 等等 等地 等人 们 吗 呢 吧 啊 般 者 式 化 性 上 下 里 中 内 外 前 后 间 时 "
    "起 来 去 以来 以上 以下 左右 之后 之前 之间"
)
_ENDING = "和 与 及 或 暨 跟 同 以及 并 在 把 被 将 从 向 对 于 为 以 让 由 因 第 ——"
_ENDING_BADLY = (
    "是 有 不 未 没 再 更 最 很 也 都 就 又 才 还 只 各 每 这 那 该 本 其 给 比 当 按 据 经 自 至 往 用 到 "
    "近 超 约 逾 新 全 首 老 大 小 满 要 能 可 应 需 可以 能够 需要 必须 应该 如何 怎样 怎么 何以 为何 "
    "为什么 联合 免费 全面 首次 深入 持续 加快 全力 再次 正式 集中 稳步 共同 积极 大力 着力 累计 同比 环比 "
    "率先 一律"
)

NO_START = frozenset(_STARTING.split())
"""Words that no line starts with: they lean on what stands before them."""

NO_END = frozenset(_ENDING.split())
"""Words that no line ends with: what they join or introduce comes after them."""

_BAD_END = frozenset(_ENDING_BADLY.split())
_BAD_END_PRICE = 110
_BAD_START = frozenset("至到")
"""What leans on both sides: 武汉至安庆. So does a bracket: 中欧班列（重庆）."""
_BAD_START_PRICE = 90

_MARK_PRICES = {"、": 20, "—": 30, "―": 30, "…": 5, "：": 4, ":": 4}

#: Prices by the parts of speech (words.Word) before, a row each, and after, in the columns' order. A
#: subject and its verb part best; an adverb and its verb, a modifier and its noun badly.
_COLUMNS = "nwvadtmqrcpfx"
_PRICES = {
    "n": (80, 80, 16, 40, 12, 20, 20, 20, 25, 25, 10, 110, 30),
    "w": (80, 80, 20, 55, 12, 20, 30, 30, 40, 25, 10, 110, 35),
    "v": (55, 55, 55, 55, 45, 45, 45, 45, 55, 20, 40, 110, 45),
    "a": (90, 90, 95, 80, 50, 75, 75, 75, 75, 20, 40, 110, 75),
    "d": (110, 110, 110, 110, 90, 110, 110, 110, 110, 90, 100, 110, 110),
    "t": (32, 32, 32, 32, 25, 50, 32, 32, 32, 12, 20, 110, 32),
    "q": (75, 75, 40, 70, 25, 40, 45, 45, 45, 12, 25, 110, 60),
    "r": (80, 80, 55, 70, 55, 55, 55, 55, 55, 12, 55, 110, 55),
    "c": (115, 115, 115, 115, 115, 115, 115, 115, 115, 115, 115, 115, 115),
    "p": (105, 105, 105, 105, 105, 105, 105, 105, 105, 105, 105, 105, 105),
    "f": (40, 40, 30, 40, 25, 30, 30, 30, 30, 20, 25, 110, 40),
    "x": (55, 50, 28, 40, 15, 35, 35, 35, 35, 20, 12, 110, 35),
    "u": (42, 42, 42, 42, 42, 42, 42, 42, 42, 30, 42, 110, 42),
}
_JAPANESE_PRICES = {"は": 8, "が": 15, "も": 15, "で": 20, "て": 20, "に": 30, "と": 30, "を": 40, "の": 60}
_JAPANESE_NOUN = 45
"""By the particle that ends a Japanese phrase; by none."""
_LIKE_BEFORE = {"y": "n", "h": "n", "b": "x", "m": "q"}
_LIKE_AFTER = {"y": "n", "h": "n", "b": "n", "o": "x", "s": "x", "u": "x"}
_SHORT_END, _SHORT_START, _LOOSE, _UNKNOWN = 45, 15, 80, 15
"""Added where the line ends, and where the next starts, with a word of one character, which leans on its
neighbour; where the border may be inside a word that the list does not have; beside such a word."""

_NOMINAL, _IN_PHRASE, _STARTS_OBJECT = frozenset("nwy"), frozenset("nwyaqm"), frozenset("nwya")
_SHORT_PHRASE, _SHORT_OBJECT, _LONG_OBJECT, _BY_LENGTH = 8, 3, 6, 20
"""A phrase of so many characters at the most, and an object, keep together by so much more; a long object
by so much less."""

_SAID = 45
"""The least price before a verb behind another one: it is as likely the first one's object, or part of it."""

_ACTOR = 35
"""The most that it costs to part a body or a person from what comes after."""

_TAILS = frozenset("人员队站网路街馆院局厅署委厂店费率版段奖会团级型式性化者家")
"""These single characters end the word before them (看守人) whatever their part of speech."""

_FIGURES = frozenset("零〇一二两三四五六七八九十百千万亿几多余")
_HEADS = frozenset("市省县区州国男女村乡镇") | _FIGURES
"""Single nouns and figures that begin a phrase as often as they end one (省 政府, 女 篮)."""

_COMPLEMENTS = frozenset("到成出入完住好")
"""What ends a verb of one character (拍到, 建成)."""

_BODIES = frozenset("队局厅委部院会校社署办组团厂馆司行员者府")
"""Words of three characters and more that end so say who acts."""


def with_tails(row: Sequence[Word]) -> tuple[Word, ...]:
    """Join single nouns, measures and complements to the word that they end: 推进 会, 诈骗 案, 拍 到."""
    found: list[Word] = []
    for word in row:
        if found and _is_tail(found[-1], word):
            speech = "v" if len(found[-1].text) == 1 else "n"
            found[-1] = Word(found[-1].text + word.text, speech)
        else:
            found.append(word)
    return tuple(found)


def _is_tail(before: Word, after: Word) -> bool:
    if len(after.text) > 1 or before.speech not in "nvwyxa":
        return False
    if len(before.text) == 1:
        return before.speech == "v" and after.text in _COMPLEMENTS
    return after.text in _TAILS or (after.speech in "nqm" and after.text not in _HEADS)


def prices(row: Sequence[Word]) -> Iterator[int | None]:
    """The price of each border between neighbours, 0 best; None where no line may be parted."""
    phrases = _phrases(row)
    said = False  # whether a verb has said what is done since the last mark or space
    for index, (before, after) in enumerate(pairwise(row)):
        said = before.speech not in "os" and (said or before.speech == "v")
        price = _price(before, after)
        if price is not None:
            if said and before.speech in _NOMINAL and after.speech == "v":
                price = max(price, _SAID)
            price = min(price + _by_length(before, after, phrases[index : index + 2]), WORST)
        yield price


def _phrases(row: Sequence[Word]) -> list[tuple[int, int]]:
    """For each word its noun phrase: where it starts and where it ends, counted in characters."""
    found: list[list[Word]] = []
    for word in row:
        goes_on = found and word.speech in _IN_PHRASE and found[-1][-1].speech in _IN_PHRASE
        if goes_on and not _acts(found[-1][-1]):
            found[-1].append(word)
        else:
            found.append([word])
    spans, start = [], 0
    for phrase in found:
        end = start + sum(len(word.text) for word in phrase)
        spans += [(start, end)] * len(phrase)
        start = end
    return spans


def _by_length(before: Word, after: Word, phrases: Sequence[tuple[int, int]]) -> int:
    """What the lengths of the phrases on both sides of a border add to its price."""
    (first, _), (start, end) = phrases
    if after.speech not in _STARTS_OBJECT:
        return 0
    if before.speech == "v":
        length = end - start
        return _BY_LENGTH * ((length <= _SHORT_OBJECT) - (length >= _LONG_OBJECT))
    is_inside = first == start and before.speech in _NOMINAL
    return _BY_LENGTH * (is_inside and end - start <= _SHORT_PHRASE)


def _acts(word: Word) -> bool:
    return len(word.text) > 2 and word.text[-1] in _BODIES and word.speech in "ny"


def _price(before: Word, after: Word) -> int | None:
    """The price of a border between two words by their parts of speech."""
    if before.speech == "s":
        return 0
    if after.text in NO_START or after.speech == "u" or before.text in NO_END or _is_number(before):
        return None
    last = before.text[-1]
    if last == "·" or after.text[1:2] == "·":
        return None
    if before.speech == "o":
        return _MARK_PRICES.get(last, 0)
    if before.text in _BAD_END:
        return _BAD_END_PRICE
    if before.speech == "j":
        return _JAPANESE_PRICES.get(last, _JAPANESE_NOUN)
    row = _PRICES.get(before.speech) or _PRICES[_LIKE_BEFORE[before.speech]]
    bare = after.speech == "q" and len(after.text) == 1  # a measure without its figure leans back
    price = row[_COLUMNS.index("f" if bare else _LIKE_AFTER.get(after.speech, after.speech))]
    price += _leaning(before, after)
    if _acts(before):
        price = min(price, _ACTOR)
    if after.text[0] in "（(" or after.text in _BAD_START:
        price = max(price, _BAD_START_PRICE)
    return price


def _is_number(word: Word) -> bool:
    """True for a figure whose unit or noun must follow in the same line."""
    return word.speech == "m" and (word.text[-1].isdigit() or word.text[-1] in _FIGURES)


def _leaning(before: Word, after: Word) -> int:
    pair = (before, after)
    ends, starts = (len(word.text) == 1 and word.text.isalpha() and word.speech not in "ucp" for word in pair)
    unknown = [word.speech == "y" for word in pair]
    if (ends or unknown[0]) and (starts or unknown[1]):
        return _LOOSE
    return _SHORT_END * ends + _SHORT_START * starts + _UNKNOWN * any(unknown)
