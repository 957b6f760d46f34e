"""Build the word list that ships in ``src/broadsheet/data/words`` from jieba's dictionary.

A developer's tool: nobody needs it to set a paper, the result is in the repository. It needs the
package ``jieba`` 0.42.1 (MIT)::

    python scripts/build_words.py [--output FOLDER]

Kept are the words of ideographs that jieba counted ten times or more, and the fixed phrases
(parts of speech i and l) that it counted three times: 有轨电车 is one word however rare it is. Of
each it keeps how common it is and what part of speech it is, corrected where headlines use it
otherwise; of each character how it stands in unknown words (jieba's hidden Markov model). The
same jieba gives the same bytes.

The file is text, deflated. Its first line names the format, and each line after it is one
character and the words that begin with it::

    国BMES 务院kn 内jn ...

``BMES`` are four letters: how dear it is that the character begins, is inside, ends or is an unknown
word. An entry is the rest of the word, a letter for its price, a letter for its part of speech. A
price is -5 ln p, rounded, counted from ``!``.
"""

from __future__ import annotations

import argparse
import importlib
import math
import re
import zlib
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUTPUT = HERE.parent / "src" / "broadsheet" / "data" / "words"
LEAST, LEAST_PHRASE = 10, 3
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
    "诊疗 开放 访问 演习 巡逻 选举 复苏 更新 修订 诈骗 维护 修复 预订 租赁 拆迁 补贴 补偿 赔偿 奖励 处罚 "
    "举报 投诉 查询 预约 信访 爆炸 燃烧 遇难 验收 检验 检疫 鉴定 防疫 抗疫 抗震 除险 加固 绿化 美化 亮化 "
    "净化 硬化 数字化 智能化 现代化"
)
_VERBAL = (
    "申报 部署 通报 建议 险胜 突破 上线 研发 推介 签约 落户 挂牌 开工 竣工 投产 夺冠 晋级 登场 亮相 出炉 "
    "征求 聚焦 助力 印发 启动 通过 投运 下线 创 现 升 护 稳 罚 判 拘 诉 种 植 选 任 抵 飞 搜 寻"
)
_MODIFYING = "公立 民办 涉外 涉农 跨境 跨省 跨区 公共 直接 首批 首个 首座 首家 首届 首例 首条"
CORRECTED = {
    **dict.fromkeys(_NOMINAL.split(), "w"),
    **dict.fromkeys(_VERBAL.split(), "v"),
    **dict.fromkeys(_MODIFYING.split(), "a"),
}


def price(chance: float) -> str:
    """The letter of a probability's price."""
    return chr(33 + max(0, min(DEAREST, round(-math.log(chance) * STEPS))))


def speech(tag: str) -> str:
    """Our letter for a part of speech of jieba's."""
    return SPEECH.get(tag, SPEECH.get(tag[0], "x"))


def build() -> str:
    """The list as text."""
    folder = Path(str(importlib.import_module("jieba").__file__)).parent
    emission = importlib.import_module("jieba.finalseg.prob_emit").P
    rows = [line.split() for line in (folder / "dict.txt").read_text("utf-8").splitlines()]
    total = sum(int(count) for _, count, _ in rows)
    blocks: dict[str, list[str]] = {}
    for word, count, tag in rows:
        least = 1 if len(word) == 1 else LEAST_PHRASE if tag in ("i", "l") else LEAST
        if HAN.fullmatch(word) and int(count) >= least:
            part = CORRECTED.get(word) or speech(tag)
            blocks.setdefault(word[0], []).append(word[1:] + price(int(count) / total) + part)
    lines = ["broadsheet words 1"]
    for head in sorted(blocks):
        states = "".join(
            price(math.exp(emission[state][head])) if head in emission[state] else chr(33 + DEAREST)
            for state in "BMES"
        )
        lines.append(head + states + " " + " ".join(sorted(blocks[head])))
    return "\n".join(lines)


def main() -> None:
    """Build and say what came out."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--output", type=Path, default=OUTPUT)
    text = build()
    packed = zlib.compress(text.encode("utf-8"), 9)
    output: Path = parser.parse_args().output
    output.mkdir(parents=True, exist_ok=True)
    (output / "words.z").write_bytes(packed)
    print(f"{text.count(' ')} words, {len(packed):,} bytes")


if __name__ == "__main__":
    main()
