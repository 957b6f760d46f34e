"""What it costs to part a headline between two of its words, by what they are to each other (标题转行).

Some borders are settled: no line is parted between a title and a name, a preposition and what it introduces,
a character and the word that it leads (副 / 院长); a mark and a space are pauses. What the others cost is
the sum of what their signs are worth (``signs``): who acts parts from what is done, best of all; a verb keeps
a short object and may part from a long one; a noun phrase (世界文化遗产) keeps together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from broadsheet.compose.signs import ENDING_BADLY, VERBS, signs
from broadsheet.resources import shipped
from broadsheet.text.persons import ends_with_title, is_title
from broadsheet.text.words import INTERPUNCTS, Word

WORST = 150
"""The price of the worst border that is allowed at all."""

_STARTING = (
    "的 了 着 过 地 得 之 等 等等 等地 等人 们 吗 呢 吧 啊 般 者 式 化 性 上 下 里 中 内 外 前 后 间 时 "
    "起 来 去 以来 过后 期间 之际 前夕 以上 以下 左右 之后 之前 之间"
)
_ENDING = (
    "和 与 及 或 暨 跟 同 以及 并 在 把 被 将 从 向 对 于 为 以 让 使 由 因 第 —— "
    "关于 对于 为了 根据 按照 随着 鉴于 至于"
)

NO_START = frozenset(_STARTING.split())
"""Words that no line starts with: they lean on what stands before them."""

NO_END = frozenset(_ENDING.split())
"""Words that no line ends with: what they join or introduce comes after them."""

_LEADING = frozenset("新老副旧假原总前亚超首再拟仍终险齐均皆竟")
"""Single adjectives and adverbs that are one with the word after them (新 势力, 副 院长, 再 降)."""

_RESTING = frozenset("即起来去动站走退占伤涨荒忙赞降飞亮眠冻败漏错跌升死亡停断塌倒哭笑休")
"""Single verbs that may take nothing. The others, and the adverbs that follow, end a line only where nothing
else will do: what they take comes next."""
_TAKING = frozenset("现达逾超齐连仅")

_BAD_START = frozenset("至到")
"""What leans on both sides: 武汉至安庆. So does a bracket: 中欧班列（重庆）."""
_BAD_START_PRICE, _TAKING_PRICE = 90, 120

_MARK_PRICES = {"、": 20, "—": 30, "―": 30, "…": 5, "：": 4, ":": 4}

_JAPANESE_PRICES = {"は": 8, "が": 15, "も": 15, "で": 20, "て": 20, "に": 30, "と": 30, "を": 40, "の": 60}
_JAPANESE_NOUN = 45
"""By the particle that ends a Japanese phrase; by none."""

_TAILS = frozenset("人员队站网路街馆院局厅署委厂店费率版段奖会团级型式性化者家")
"""These single characters end the word before them (看守人) whatever their part of speech."""

_FIGURES = frozenset("零〇一二两三四五六七八九十百千万亿几多余")
_HEADS = frozenset("市省县区州国男女村乡镇成") | _FIGURES
"""Single nouns, measures and figures that begin a phrase as often as they end one (省 政府, 成 热点)."""

_COMPLEMENTS = frozenset("到成出入完住好")
"""What ends a verb of one character (拍到, 建成)."""

_OUTCOMES, _LEADING_TO = frozenset(("成功", "失败", "完毕")), frozenset("得向告求")
"""What is said of a deed with its verb (首飞成功), and the ends of verbs whose object it is (获得 成功)."""


def with_tails(row: Sequence[Word]) -> tuple[Word, ...]:
    """Join single nouns, measures and complements to the word that they end: 推进 会, 诈骗 案, 拍 到."""
    found: list[Word] = []
    for word in row:
        if found and word.text in _OUTCOMES and _is_deed(found[-1]):
            found[-1] = Word(found[-1].text + word.text, "i")
        elif found and _is_tail(found[-1], word):
            speech = found[-1].speech if len(found[-1].text) == 1 else "n"
            found[-1] = Word(found[-1].text + word.text, speech)
        else:
            found.append(word)
    return tuple(found)


def _is_deed(word: Word) -> bool:
    return word.speech in "vikw" and len(word.text) > 1 and word.text[-1] not in _LEADING_TO


def _is_tail(before: Word, after: Word) -> bool:
    if len(after.text) > 1 or before.speech not in "nvikwyxa":
        return False
    if len(before.text) == 1:
        return before.speech in VERBS and after.text in _COMPLEMENTS
    return after.text in _TAILS or (after.speech in "nqm" and after.text not in _HEADS)


def is_fixed(before: Word, after: Word) -> bool:
    """Whether the price of a border does not depend on its signs: no line is parted there, or the sense
    pauses, or the text is Japanese."""
    return before.speech in "osj" or _holds(before, after)


def prices(row: Sequence[Word]) -> Iterator[int | None]:
    """The price of each border between neighbours, 0 best; None where no line may be parted."""
    worth = _worth()
    for (before, after), found in zip(pairwise(row), signs(row), strict=True):
        if before.speech == "s":
            yield 0
        elif _holds(before, after):
            yield None
        elif before.speech == "o":
            yield _MARK_PRICES.get(before.text[-1], 0)
        elif before.speech == "j":
            yield _JAPANESE_PRICES.get(before.text[-1], _JAPANESE_NOUN)
        else:
            price = sum(worth.get(sign, 0) for sign in found)
            yield min(max(_least(before, after), price), WORST)


def _least(before: Word, after: Word) -> int:
    """The least price of a border, whatever speaks for it."""
    takes = before.text in _TAKING or before.text[-1] == "于"  # 原产于, 位于
    is_single = len(before.text) == 1 and before.speech in VERBS and before.text not in _RESTING
    if before.text in ENDING_BADLY or is_single or (takes and before.speech in "vikd"):
        return _TAKING_PRICE
    return _BAD_START_PRICE if after.text[0] in "（(" or after.text in _BAD_START else 0


def _holds(before: Word, after: Word) -> bool:
    """Whether no line is parted between two words."""
    if before.speech == "s":
        return False
    if after.text in NO_START or after.speech == "u" or before.text in NO_END or _is_number(before):
        return True
    if before.text[-1] in INTERPUNCTS or (after.text[1:2] and after.text[1] in INTERPUNCTS):
        return True
    titled = before.speech == "h" and is_title(after.text)
    if titled or (after.speech == "h" and ends_with_title(before.text)):
        return True
    if before.speech in VERBS and (after.text == "于" or (after.text == "在" and len(before.text) == 1)):
        return True
    return before.text in _LEADING and before.speech in "adf" and after.speech not in "os"


def _is_number(word: Word) -> bool:
    """True for a figure whose unit or noun must follow in the same line."""
    return word.speech == "m" and (word.text[-1].isdigit() or word.text[-1] in _FIGURES)


@cache
def _worth() -> dict[str, int]:
    """What each sign is worth (``scripts/learn_borders.py``)."""
    text = shipped("words", "borders.txt").read_text("utf-8")
    signs_and_values = text.replace("\n", "\t").split("\t")
    return dict(zip(signs_and_values[::2], map(int, signs_and_values[1::2]), strict=False))
