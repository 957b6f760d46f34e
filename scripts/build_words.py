"""Build the word list that ships in ``src/broadsheet/data/words`` from jieba's dictionary and our own words.

A developer's tool: nobody needs it to set a paper, the result is in the repository. It needs the
packages ``jieba`` 0.42.1 (MIT) and ``opencc-python-reimplemented`` 0.1.7 (Apache 2.0)::

    python scripts/build_words.py [--output FOLDER]

Kept are the words of ideographs that jieba counted five times or more, of names of persons those
counted ten times, of verbs, places and fixed phrases those counted three times; with them the words of
``headline_words.txt``. Of each it keeps how common it is and what part of speech it is, corrected where
headlines use it otherwise; of each character how it stands in unknown words (jieba's hidden Markov
model) and in names (counted in jieba's names). The same packages give the same bytes.

The file is deflated: a line that names the format, a line of the characters that words begin with in
order, two lines of Traditional characters and their Simplified ones, the lengths of the characters'
blocks (unsigned, two bytes, little-endian), then the blocks, in UTF-8::

    BMESFGHAT 内jn 务院kn ...

``BMES`` are four letters: how dear it is that the character begins, is inside, ends or is an unknown
word; ``FGHA`` that it is a family name, the first and second character of a given name, a given name;
``T`` that it is in a foreign name. An entry is the rest of the word, a letter for its price, a letter for
its part of speech, in order of words. A price is -5 ln p, rounded, counted from ``!``.
"""

from __future__ import annotations

import argparse
import importlib
import math
import re
import sys
import zlib
from array import array
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUTPUT = HERE.parent / "src" / "broadsheet" / "data" / "words"
OURS = HERE / "headline_words.txt"
LEAST, LEAST_NAME, LEAST_RARE = 5, 10, 3
_RARE = frozenset(("i", "l", "v", "vn", "ns", "j"))
"""Parts of speech whose words are kept however rare they are: fixed phrases, verbs, places, abbreviations."""
COMMON = 300
"""Our own words are counted as often as this at the least."""
STEPS = 5  # prices: fifths of a nat, so that 94 ASCII letters reach 18.6 nats
DEAREST = 93
HAN = re.compile("[\u4e00-\u9fff]+")

#: jieba's part of speech (ICTCLAS letters) to ours; what is not here is x.
SPEECH = {
    "vn": "w", "v": "v", "a": "a", "z": "a", "b": "a", "n": "n", "s": "n", "j": "n", "g": "n", "t": "t",
    "d": "d", "o": "d", "m": "m", "q": "q", "r": "r", "c": "c", "p": "p", "u": "u", "y": "u", "k": "u",
    "f": "f",
}  # fmt: skip

#: Corrected for headlines: verbs that stand in compounds as nouns do more often than they say what is done
#: (w), verbs that jieba has as nouns (v), modifiers that it has as verbs, nouns or numerals (a).
_NOMINAL = (
    "保护 振兴 改造 飞行 导航 治理 防治 监管 培养 开发 就业 救治 考察 采购 配送 认证 招生 录取 阅读 演出 "
    "展示 展演 选拔 示范 执法 执行 调查 调解 帮扶 扶贫 脱贫 减排 排放 供水 供热 供暖 养殖 制造 审批 登记 "
    "注册 报名 报销 结算 支付 接种 体检 治疗 保障 创新 转化 应用 回收 处理 处置 收集 计算 探测 探索 健身 "
    "诊疗 开放 访问 演习 巡逻 选举 更新 修订 诈骗 维护 修复 预订 租赁 拆迁 补贴 补偿 赔偿 奖励 处罚 "
    "举报 投诉 查询 预约 信访 爆炸 燃烧 验收 检验 检疫 鉴定 防疫 抗疫 抗震 除险 加固 绿化 美化 亮化 "
    "净化 硬化 数字化 智能化 现代化"
)
_VERBAL = (
    "申报 部署 通报 建议 险胜 突破 研发 推介 落户 晋级 亮相 征求 聚焦 助力 印发 启动 通过 创 现 升 护 稳 "
    "罚 判 拘 诉 种 植 选 任 抵 飞 搜 寻"
)
_MODIFYING = "公立 民办 涉外 涉农 跨境 跨省 跨区 公共 直接 首批 首个 首座 首家 首届 首例 首条"
CORRECTED = {
    **dict.fromkeys(_NOMINAL.split(), "w"),
    **dict.fromkeys(_VERBAL.split(), "v"),
    **dict.fromkeys(_MODIFYING.split(), "a"),
}


#: The family names that are looked for, commonest first; those of two characters are in text.persons.
FAMILIES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温俞宁鲁柳葛章祝牛骆习施倪庞樊殷洪靳栗"
    "屠常盛谷樊翁岑卓柯阮魏鞠乔霍颜梅辛管祁焦鲍耿詹关苗费纪舒屈项裴凌聂路左包单涂申柴蒲尚安齐岳甘童穆欧阎游谌伍季娄车房桂"
    "臧冉滕蓝楚连麦佟冷闵米全匡商桑敖栾喻翟解冼晏池应强窦姬臧艾宗仲宫戚练"
)


def price(chance: float) -> str:
    """The letter of a probability's price."""
    return chr(33 + max(0, min(DEAREST, round(-math.log(max(chance, 1e-12)) * STEPS))))


def speech(word: str, tag: str) -> str:
    """Our letter for a part of speech of jieba's; of its names of persons only those that look like one."""
    is_foreign = tag == "nrt" and len(word) > 2
    is_name = tag == "nr" and word[0] in FAMILIES and len(word) in (2, 3)
    return "h" if is_foreign or is_name else SPEECH.get(tag, SPEECH.get(tag[0], "x"))


def our_words() -> dict[str, str]:
    """The words of ``headline_words.txt`` and their parts of speech."""
    lines = (line for line in OURS.read_text("utf-8").splitlines() if line and line[0] != "#")
    pairs = (line.split(": ", 1) for line in lines)
    found = ((word, part) for part, row in pairs for word in row.split() if HAN.fullmatch(word))
    return {word: part.replace("l", "x") for word, part in found}


def name_prices(rows: list[list[str]]) -> dict[str, str]:
    """For each character in a name five letters: family, first given, second given, only given, foreign."""
    counts = [Counter[str]() for _ in range(5)]
    for word, _, tag in rows:
        if tag == "nrt" and HAN.fullmatch(word) and len(word) > 2:
            counts[4].update(word)
        elif tag == "nr" and word[0] in FAMILIES and len(word) in (2, 3):
            counts[0][word[0]] += 1
            places = (1, 2) if len(word) == 3 else (3,)
            for place, character in zip(places, word[1:], strict=True):
                counts[place][character] += 1
    totals = [count.total() for count in counts]
    characters = set().union(*counts)
    return {
        each: "".join(price(count[each] / total) for count, total in zip(counts, totals, strict=True))
        for each in characters
    }


def kept(rows: list[list[str]]) -> Iterator[tuple[str, int, str]]:
    """The words that are kept, how often they were counted, and their parts of speech."""
    ours = our_words()
    counted = {word: int(count) for word, count, _ in rows}
    for word, count, tag in rows:
        least = LEAST_NAME if tag[:2] == "nr" else LEAST_RARE if tag in _RARE else LEAST
        if word not in ours and HAN.fullmatch(word) and (len(word) == 1 or int(count) >= least):
            yield word, int(count), CORRECTED.get(word) or speech(word, tag)
    for word, part in ours.items():
        yield word, max(COMMON, counted.get(word, 0)), CORRECTED.get(word) or part


def simplified() -> dict[str, str]:
    """Traditional characters and their Simplified ones."""
    folder = Path(str(importlib.import_module("opencc").__file__)).parent / "dictionary"
    lines = (line.split("\t") for line in (folder / "TSCharacters.txt").read_text("utf-8").splitlines())
    pairs = ((line[0], line[1].split(" ")[0]) for line in lines)
    return {old: new for old, new in pairs if old != new and HAN.fullmatch(old) and HAN.fullmatch(new)}


def build() -> tuple[bytes, int]:
    """The list, and how many words it has."""
    folder = Path(str(importlib.import_module("jieba").__file__)).parent
    emission = importlib.import_module("jieba.finalseg.prob_emit").P
    rows = [line.split() for line in (folder / "dict.txt").read_text("utf-8").splitlines()]
    total = sum(int(count) for _, count, _ in rows)
    names = name_prices(rows)
    words: dict[str, list[str]] = {}
    for word, count, part in kept(rows):
        words.setdefault(word[0], []).append(word[1:] + price(count / total) + part)
    blocks = []
    for head in sorted(words):
        states = "".join(
            price(math.exp(emission[state][head])) if head in emission[state] else chr(33 + DEAREST)
            for state in "BMES"
        )
        states += names.get(head, chr(33 + DEAREST) * 5)
        blocks.append(" ".join((states, *sorted(words[head]))).encode("utf-8") + b" ")
    lengths = array("H", map(len, blocks))
    if sys.byteorder == "big":
        lengths.byteswap()
    traditional = simplified()
    rows_of_characters = ("".join(sorted(words)), "".join(traditional), "".join(traditional.values()))
    lines = ("broadsheet words 2", *rows_of_characters)
    text = b"".join(line.encode("utf-8") + b"\n" for line in lines)
    return text + lengths.tobytes() + b"".join(blocks), sum(map(len, words.values()))


def main() -> None:
    """Build and say what came out."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--output", type=Path, default=OUTPUT)
    found, words = build()
    packed = zlib.compress(found, 9)
    output: Path = parser.parse_args().output
    output.mkdir(parents=True, exist_ok=True)
    (output / "words.z").write_bytes(packed)
    print(f"{words} words, {len(packed):,} bytes")


if __name__ == "__main__":
    main()
