"""What speaks for parting a headline between two of its words, and what against it: the signs of a border.

Signs are short texts: the parts of speech on both sides and next to them, whether a verb came and is to
come and how far off it is, whether somebody who acts stands beside the border, what leans on its
neighbour. What each sign is worth was learnt from headlines marked by hand (``scripts/learn_borders.py``).
Why not rules: a noun behind an object either goes on with it or begins what is said next (咬伤孕妇 /
狗主人被罚), and no single sign tells which.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from broadsheet.rows import NamedTuple
from broadsheet.text.words import Word

_BODIES = frozenset("队局厅委部院会校社署办组团厂馆司行员者府")
"""Words of three characters and more that end so say who acts."""

_PERSONS = frozenset(
    "员者人工师生民客手方长警官主友婆伯户童孩婴夫妻妇女男士兵犯徒众家属爷奶妈爸哥姐弟妹嫂叔姨翁汉匠"
    "院局部委队司团门组会厅署府社校企商迷"
)
"""Who acts ends so: a person, a body."""

_COUNTS_THINGS = frozenset(
    "名位个家户所座栋幢间套台辆架艘条道项件份批届级类种款幅篇首本册部张枚颗粒棵株朵段处盏封串副片根支只头匹群队组大"
)
"""Measures behind which it is said what is counted (六名 / 游客); an amount may end a phrase (八万元)."""

_ENDING_BADLY = (
    "是 有 不 未 没 再 更 最 很 也 都 就 又 才 还 只 各 每 这 那 该 本 其 给 比 当 按 据 经 自 至 往 用 到 "
    "近 超 约 逾 新 全 首 老 大 小 满 要 能 可 应 需 可以 能够 需要 必须 应该 如何 怎样 怎么 何以 为何 "
    "为什么 联合 免费 全面 首次 深入 持续 加快 全力 再次 正式 集中 稳步 共同 积极 大力 着力 累计 同比 环比 "
    "率先 一律 时隔 历时 历经 长达 高达 多达"
)
ENDING_BADLY = frozenset(_ENDING_BADLY.split())
"""Adverbs and the like that end a line only where nothing else will do."""

_AUXILIARIES = (
    "已 将 拟 仍 再 又 也 还 就 可 应 须 或 正 曾 均 皆 都 竟 终 能 会 要 需 不 未 没 别 勿 莫 亦 则 却 尚 "
    "即 欲 愿 敢 肯 必 已经 正在 即将 可以 应该 必须 仍然 依然 仍在 不再 不得 不能 不会 不要 有望 或将"
)
_AUXILIARY = frozenset(_AUXILIARIES.split())
"""What begins what is said of somebody or something."""

VERBS = "vik"
"""Parts of speech of verbs, whatever they take."""

_LIKE = {"i": "v", "k": "v"}
_CLASSES = dict.fromkeys("nhybxr", "N") | dict.fromkeys("jos", "O")
_NONE, _LONGEST, _NEAREST = 9, (1, 2, 3, 4, 6), 4

_LEADING = (
    "在 把 被 将 从 向 对 于 为 以 让 使 由 因 与 和 给 用 当 同 跟 就 按 据 随着 关于 为了 根据 按照 "
    "针对 面对"
)
_LEADS = frozenset(_LEADING.split())
"""What leads a phrase that goes on until it is said what is done (对 所有 进口 钢铝 / 加征)."""


class _Place(NamedTuple):
    """What a word's clause (what stands between marks and spaces) has on one side of a border, the word next
    to it counted.

    Characters; how many words off the next verb is, its part of speech, its length and the characters before
    it; whether there is one, or a verbal noun; the clause's ``shape``: the classes of its words, nearest
    first, nouns in a row counted once; what leads the phrase that the place is in, and how many words off.
    """

    characters: int = 0
    verb: int = _NONE
    speech: str = "-"
    length: int = 0
    gap: int = 0
    verbal: bool = False
    shape: str = ""
    lead: str = ""
    led: int = 0


def signs(row: Sequence[Word]) -> Iterator[list[str]]:
    """Return the signs of each border between neighbours."""
    parts = ["m" if word.speech == "q" else "o" if word.speech == "s" else word.speech for word in row]
    kinds = [_LIKE.get(part, part) for part in parts]
    persons = [_is_person(word) for word in row]
    before, after = _places(row, parts), _places(row[::-1], parts[::-1])[::-1]
    for index in range(len(row) - 1):
        found = _of_words(row, kinds, index)
        found += _of_parts(row, parts, index)
        found += _of_clause(kinds, index, before[index], after[index + 1])
        found += _of_verbs(parts, index, before[index], after[index + 1])
        found += _of_persons(kinds, persons, index, before[index], after[index + 1])
        yield found


def _is_person(word: Word) -> bool:
    return word.speech == "h" or (word.speech in "nxy" and len(word.text) > 1 and word.text[-1] in _PERSONS)


def _places(row: Sequence[Word], parts: Sequence[str]) -> list[_Place]:
    """For each word what its clause has from its start to this word."""
    found: list[_Place] = []
    place = _Place()
    for word, part in zip(row, parts, strict=True):
        place = _Place() if word.speech in "os" else _further(place, word, part)
        found.append(place)
    return found


def _further(place: _Place, word: Word, part: str) -> _Place:
    """A place one word further from the start of its clause."""
    length = len(word.text)
    kind = _CLASSES.get(part, part)
    shape = place.shape if kind == "N" and place.shape[:1] == "N" else kind + place.shape
    verbal = place.verbal or part in VERBS or part == "w"
    if part in VERBS:
        return _Place(place.characters + length, 0, part, min(length, 2), 0, verbal, shape)
    return place._replace(
        characters=place.characters + length,
        verb=min(place.verb + 1, _NONE),
        gap=place.gap + length,
        verbal=verbal,
        shape=shape,
        lead=word.text if word.text in _LEADS else place.lead,
        led=0 if word.text in _LEADS else place.led + 1,
    )


def _of_words(row: Sequence[Word], kinds: Sequence[str], index: int) -> list[str]:
    """Signs of the words next to a border and of those next to them."""
    before, after = row[index], row[index + 1]
    one, two = kinds[index], kinds[index + 1]
    first = kinds[index - 1] if index else "^"
    last = kinds[index + 2] if index + 2 < len(row) else "$"
    found = [
        "any",
        f"pair {one}{two}",
        f"left {first}{one}",
        f"right {two}{last}",
        f"long {one}{min(len(before.text), 3)}",
        f"last {before.text[-1]}",
        f"first {after.text[0]}",
    ]
    if len(before.text) == 1:
        found.append(f"ends {before.text}")
    if len(after.text) == 1:
        found.append(f"starts {after.text}")
    if after.text in _AUXILIARY:
        found.append(f"says {one}")
    if before.text in ENDING_BADLY:
        found.append("ends badly")
    if before.speech == "q":
        found.append(f"counts {before.text[-1] in _COUNTS_THINGS:d}{two}")
    is_body = one in "nwy" and before.text[-1] in _BODIES
    found.append(f"body {before.text[-1]}" if is_body else "no body")
    return found


def _of_parts(row: Sequence[Word], parts: Sequence[str], index: int) -> list[str]:
    """Signs of the same words by what their verbs take, and of the amounts among them."""
    one, two = parts[index], parts[index + 1]
    first = parts[index - 1] if index else "^"
    last = parts[index + 2] if index + 2 < len(row) else "$"
    found = [f"parts {one}{two}", f"parts left {first}{one}{two}", f"parts right {one}{two}{last}"]
    if two == "m":
        amount = _amount(row[index + 1])
        found += [f"takes {one}{amount}{last}", f"takes {one}{min(len(row[index].text), 3)}{amount}"]
    if one == "m":
        found.append(f"amounts {first}{_amount(row[index])}{two}")
    return found


def _amount(word: Word) -> str:
    """What a figure is: bare, counting what is named next, or an amount of its own."""
    return "bare" if word.speech == "m" else "count" if word.text[-1] in _COUNTS_THINGS else "amount"


def _of_clause(kinds: Sequence[str], index: int, before: _Place, after: _Place) -> list[str]:
    """Signs of where in its clause a border is, and of what the clause has on both sides."""
    one, two = kinds[index], kinds[index + 1]
    said, told = int(before.verb < _NONE), int(after.verb < _NONE)
    sixth = 6 * before.characters // max(1, before.characters + after.characters)
    left, right = before.shape, after.shape
    return [
        f"at {sixth}",
        f"at {sixth}{one}{two}",
        f"behind {_bucket(before.characters)}",
        f"before {_bucket(after.characters)}",
        f"lengths {min(before.characters, _NONE)}{min(after.characters, _NONE)}",
        f"shape left {left[:_NEAREST]}{'^' * (len(left) <= _NEAREST)}",
        f"shape right {right[:_NEAREST]}{'$' * (len(right) <= _NEAREST)}",
        f"shapes {left[:3]}|{right[:3]}",
        f"verbs {said}{told}",
        f"verbs {said}{told}{one}{two}",
        f"verbal left {before.verbal:d}{after.verbal:d}{one}",
        f"verbal right {before.verbal:d}{after.verbal:d}{two}",
    ]


def _of_verbs(parts: Sequence[str], index: int, before: _Place, after: _Place) -> list[str]:
    """Signs of the nearest verbs on both sides: what they take, and how far off they are."""
    two = parts[index + 1]
    found = [
        f"verbs near {before.speech}{after.speech}{parts[index]}{two}",
        f"verb next {after.speech}{min(after.gap, 7)}{after.length}",
    ]
    if before.lead:
        found += [f"led {min(before.led, 3)}{two}", f"led {before.lead} {two in VERBS:d}"]
    return found


def _of_persons(
    kinds: Sequence[str], persons: Sequence[bool], index: int, before: _Place, after: _Place
) -> list[str]:
    """Signs of who acts beside a border, and right before the next verb."""
    here, there = persons[index], persons[index + 1]
    said = int(before.verb < _NONE)
    found = [
        f"actor left {here:d}{kinds[index + 1]}",
        f"actor right {there:d}{kinds[index]}",
        f"actors {here:d}{there:d}{said}",
    ]
    if 0 < after.verb < _NONE:
        found.append(f"acts {persons[index + after.verb]:d}{said}{min(after.verb, 3)}")
    return found


def _bucket(characters: int) -> int:
    return sum(characters > each for each in _LONGEST)
