"""Where a headline may be parted, and how well: between words only, and best where the sense pauses.

Rules of the desk (标题转行): a word, a name, a figure with its unit and a title in 《》 are never
parted; 的 and its like start no line; 和, 与 start a line and end none; where the author paused with
a mark or a space, a line ends there rather than elsewhere; a verb keeps its object (not 扩大 / 内需),
a modifier its noun; the lines are balanced, no line under a third of the longest.
GB/T 9704-2012 7.3.1 wants whole words, lengths that suit each other, and a trapezium or a rhombus;
of the two trapeziums this house takes the one that stands firmly, its longer line below.

**The wished break.** A ``/`` in a headline is the author's wish: where the line must be parted it is
parted there and nowhere else if that fits; where it need not be, nothing shows (a space beside the
``/`` stays as one space). A solidus that is to be printed stands between two Latin letters or figures
(``24/7``) or between an amount and a measure (``328元/人``), is written ``\\/``, or is the full-width ``／``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from broadsheet.patterns import late_pattern
from broadsheet.rows import NamedTuple
from broadsheet.text.items import NO_BREAK, Items
from broadsheet.text.words import Word, is_measure, tagged
from broadsheet.units import Length

LEAST_RATIO = 333
"""No line is shorter than this share of the longest (per mille) where there is another way."""

RAGGED, TOP_HEAVY, WAISTED, LOPSIDED = 200, 3, 15, 1000
"""Prices of a shape: of a line of no length beside a full one (less by the square of what it has), of
two lines with the longer above, of three with the middle shortest, of a ratio under LEAST_RATIO."""


class Border(NamedTuple):
    """A place before which a line may begin, the price of parting there (0 best, 150 worst), and how
    much a pause there keeps the text from being parted only elsewhere."""

    place: int
    price: int
    pause: int = 0


class Parting(NamedTuple):
    """A text in lines: the place before which each line after the first begins, and its price."""

    places: tuple[int, ...]
    price: int


_SLASH = late_pattern(r"\\/|[ \t\u3000]*/[ \t\u3000]*")
_WORTH = late_pattern(r"\w(?:起|以上)?(?!\w)")
_WESTERN = late_pattern("[0-9A-Za-z\u00c0-\u024f]")


def wishes(line: str) -> tuple[str, tuple[int, ...]]:
    """Return a headline's line as it is printed, and before which of its characters it may wish to
    be parted."""
    text, places, last = "", [], 0
    for match in _SLASH.finditer(line):
        text += line[last : match.start()]
        last = match.end()
        before, after = line[match.start() - 1 : match.start()], line[last : last + 1]
        western = _WESTERN.match(before) and _WESTERN.match(after)
        if match[0] == "\\/":
            text += "/"
        elif not before or not after or western or "/" in before + after or _is_rate(text, line[last:]):
            text += match[0]
        else:
            text += " " if len(match[0]) > 1 else ""
            places.append(len(text))
    return text + line[last:], tuple(places)


def _is_rate(before: str, after: str) -> bool:
    """Whether a solidus says so much a measure, or a single thing: 328元/人, 1.2万吨/日, 2000元/孩, but
    not 停航17年/日前复航."""
    amount, unit = tagged(before)[-1], tagged(after)[0]
    is_unit = is_measure(unit.text.removesuffix("起")) or _WORTH.match(after)
    return amount.speech == "q" and len(amount.text) > 1 and bool(is_unit)


_STARTING = (
    "的 了 着 过 地 得 之 等 等等 等地 等人 们 吗 呢 吧 啊 般 者 式 化 性 上 下 里 中 内 外 前 后 间 时 "
    "起 来 去 以来 以上 以下 左右 之后 之前 之间"
)
_ENDING = "和 与 及 或 暨 跟 同 以及 并 在 把 被 将 从 向 对 于 为 以 让 由 因 第 ——"
_ENDING_BADLY = (
    "是 有 不 未 没 再 更 最 很 也 都 就 又 才 还 只 各 每 这 那 该 本 其 给 比 当 按 据 经 自 至 往 用 到 "
    "近 超 约 逾 新 全 首 老 大 小 满 "
    "联合 免费 全面 首次 深入 持续 加快 全力 再次 正式 集中 稳步 共同 积极 大力 着力 累计 同比 环比 率先 一律"
)
NO_START = frozenset(_STARTING.split())
"""Words that no line starts with: they lean on what stands before them."""

NO_END = frozenset(_ENDING.split())
"""Words that no line ends with: what they join or introduce comes after them."""

_BAD_END = frozenset(_ENDING_BADLY.split())
_BAD_END_PRICE = 110
FAIR, WORST = 80, 150
"""The price up to which a border is taken before one line more is tried, and that of the worst border
that is allowed at all."""

_PAUSES = frozenset("，；。？！")
_MARK_PRICES = {"、": 20, "—": 30, "―": 30, "…": 5, "：": 4, ":": 4}

#: Prices by the parts of speech (words.Word) before, a row each, and after, in the columns' order. A
#: subject and its verb part best; a verb and its object, a measure and its noun, an adverb badly.
_COLUMNS = "nwvadtmqrcpfx"
_PRICES = {
    "n": (50, 40, 16, 30, 12, 20, 20, 20, 25, 8, 10, 110, 25),
    "w": (50, 45, 20, 40, 12, 20, 30, 30, 40, 8, 10, 110, 30),
    "v": (75, 65, 45, 70, 45, 55, 65, 65, 75, 12, 40, 110, 55),
    "a": (80, 75, 60, 75, 50, 75, 75, 75, 75, 12, 40, 110, 75),
    "d": (110, 110, 110, 110, 90, 110, 110, 110, 110, 90, 100, 110, 110),
    "t": (32, 32, 32, 32, 25, 50, 32, 32, 32, 12, 20, 110, 32),
    "q": (75, 70, 40, 70, 25, 40, 45, 45, 45, 12, 25, 110, 60),
    "r": (80, 75, 55, 70, 55, 55, 55, 55, 55, 12, 55, 110, 55),
    "c": (115, 115, 115, 115, 115, 115, 115, 115, 115, 115, 115, 115, 115),
    "p": (105, 105, 105, 105, 105, 105, 105, 105, 105, 105, 105, 105, 105),
    "f": (25, 25, 25, 25, 25, 25, 25, 25, 25, 12, 25, 110, 25),
    "x": (45, 40, 28, 35, 15, 35, 35, 35, 35, 8, 12, 110, 30),
    "u": (42, 42, 42, 42, 42, 42, 42, 42, 42, 30, 42, 110, 42),
}
_LIKE_BEFORE = {"y": "n", "b": "x", "m": "q"}
_LIKE_AFTER = {"y": "n", "b": "n", "o": "x", "s": "x", "u": "x"}
_SHORT_END, _SHORT_START, _LOOSE, _UNKNOWN = 45, 15, 80, 15
"""Added where the line ends, and where the next starts, with a word of one character, which leans on its
neighbour; where the border may be inside a word that the list does not have; beside such a word."""

_TAILS = frozenset("人员队站网路街馆院局厅署委厂店费率版段奖")
"""These single characters end the word before them (看守人) more likely than they begin a line."""

_PAUSE, _SPACE = 25, 50
"""Added to a parting that passes over the commas of a text or the like, or over its spaces."""


def borders(items: Items, names: frozenset[str] = frozenset()) -> tuple[Border, ...]:
    """Return where a text may be parted, in order: between words, and as kinsoku allows."""
    found, place = [], 0
    for before, after in pairwise(tagged(items.text, names)):
        place += len(before.text)
        if _is_dash(after):  # 破折号: what no line of running text does, a headline's second line does
            found.append(Border(place, 0, _PAUSE))
            continue
        price = _price(before, after)
        if price is not None and items.breaks[place] != NO_BREAK:
            found.append(Border(place, price, _pause(before)))
    return tuple(found)


def _is_dash(word: Word) -> bool:
    return word.text in ("——", "――")


def _pause(word: Word) -> int:
    return _SPACE if word.speech == "s" else _PAUSE * (word.text in _PAUSES)


def _price(before: Word, after: Word) -> int | None:
    """The price of a border between two words; None where no line may be parted."""
    if before.speech == "s":
        return 0
    if after.text in NO_START or after.speech == "u" or before.text in NO_END or _is_number(before):
        return None
    last = before.text[-1]
    if last == "·" or after.text[1:2] == "·" or (after.text in _TAILS and before.speech in "nvwyx"):
        return None
    if before.speech == "o":
        return _MARK_PRICES.get(last, 0)
    if before.text in _BAD_END:
        return _BAD_END_PRICE
    row = _PRICES.get(before.speech) or _PRICES[_LIKE_BEFORE[before.speech]]
    bare = after.speech == "q" and len(after.text) == 1  # a measure without its figure leans back
    price = row[_COLUMNS.index("f" if bare else _LIKE_AFTER.get(after.speech, after.speech))]
    return min(price + _leaning(before, after), WORST)


_FIGURES = frozenset("零〇一二两三四五六七八九十百千万亿几多余")


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


def wished(places: Sequence[int]) -> tuple[Border, ...]:
    """The borders that an author wished for."""
    return tuple(Border(place, 0, _SPACE) for place in places)


def cut(text: str, places: Sequence[int]) -> tuple[str, ...]:
    """A text in lines that begin at places; spaces at the cuts are left out."""
    return tuple(text[start:end].strip() for start, end in pairwise((0, *places, len(text))))


def best_parting(items: Items, found: Sequence[Border], count: int, room: Length) -> Parting | None:
    """Return the cheapest way to part a text in ``count`` lines of which none is wider than
    ``room``; None if there is none."""
    best = None
    pause = max((border.pause for border in found), default=0)
    for chosen in combinations(found, count - 1):
        price = sum(border.price for border in chosen) + pause - max(border.pause for border in chosen)
        if best is not None and price >= best.price:
            continue
        places = tuple(border.place for border in chosen)
        widths = tuple(_widths(items, places))
        if max(widths) <= room:
            price += shape_price(widths)
            if best is None or price < best.price:
                best = Parting(places, price)
    return best


def _widths(items: Items, places: tuple[int, ...]) -> Iterator[Length]:
    for start, end in pairwise((0, *places, len(items.text))):
        first = items.content_start(start)
        yield items.natural(first, items.content_end(first, end))


def shape_price(widths: Sequence[Length]) -> int:
    """The price of lines of such widths over each other: 0 for lines of one length."""
    longest = max(1, *widths)
    price = sum(RAGGED * (longest - width) ** 2 // longest**2 for width in widths)
    if min(widths) * 1000 < longest * LEAST_RATIO:
        price += LOPSIDED
    if len(widths) == 2 and widths[0] > widths[1]:
        price += TOP_HEAVY
    if len(widths) == 3 and widths[1] < min(widths[0], widths[2]):
        price += WAISTED
    return price
