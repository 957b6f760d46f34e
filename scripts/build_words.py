"""Build the word list that ships in ``src/broadsheet/data/words`` from jieba's dictionary.

A developer's tool: nobody needs it to set a paper, the result is in the repository. It needs the
package ``jieba`` 0.42.1 (MIT)::

    python scripts/build_words.py [--output FOLDER]

Kept are the words of ideographs that jieba counted ten times or more, and the fixed phrases
(parts of speech i and l) that it counted three times: 有轨电车 is one word however rare it is. Of
each it keeps how common it is and what part of speech it is; of each character how it stands in
unknown words (jieba's hidden Markov model). The same jieba gives the same bytes.

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
            blocks.setdefault(word[0], []).append(word[1:] + price(int(count) / total) + speech(tag))
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
