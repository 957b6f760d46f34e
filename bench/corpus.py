"""Copy for measuring: the sample edition's own sentences, dealt out anew for every page.

Sentences keep the frequencies of characters, marks and figures that a newspaper has; shuffling them
keeps two pages from being alike. The same page number gives the same copy as long as ``content``
does not change.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CONTENT = Path(__file__).parent.parent / "content"

CHARACTERS = 8000
"""Of a page of plain text, marks counted."""

STORIES = 6
"""Stories on a page, each with a heading of one line, one after another down the columns."""

_SENTENCES_A_PARAGRAPH = (2, 5)
_SHORTEST, _LONGEST = 12, 120
_HEADING = (8, 16)

#: Copy about computers, so that words are kerned, scaled and hyphenated as they are in a paper.
_LATIN = (
    "平台的查询接口按REST规范开放，源代码托管在GitHub，首批接入的有12家单位。",
    "新候车亭装了USB充电口和Wi-Fi，断网时自动切换到4G。",
    "报名网址为https://www.example.org/apply，也可发邮件至desk@example.org。",
    "首批录用的3个项目用了machine learning和computer vision，识别准确率超过95%。",
    "比赛用Python或JavaScript均可，答案以PDF提交，单个文件不超过20MB。",
    "电池容量820kWh，充电功率240kW，噪声低于52dB，寿命不少于6000次循环。",
    "展览名为“Between River and Mountain”，展品来自International Design Biennale。",
    "PM2.5平均浓度为每立方米28微克，同比下降9.7%，AQI优良天数为312天。",
)
_LATIN_A_PAGE = 6

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_SENTENCE = re.compile(r"[^。？！]+[。？！]+[”’）》]*")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_PAIRS = (("“", "”"), ("‘", "’"), ("（", "）"), ("《", "》"))
_MARKUP = re.compile(r"[*_`#\[\]<>\\|◆■~^\u3000\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A story on a page: its heading and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageCopy:
    """What a page says: a headline over all columns, and stories one after another."""

    number: int
    headline: str
    pieces: tuple[Piece, ...]

    @property
    def characters(self) -> int:
        """Characters of the paragraphs."""
        return sum(len(paragraph) for piece in self.pieces for paragraph in piece.paragraphs)


@cache
def sentences() -> tuple[str, ...]:
    """Every sentence of the sample stories that can stand alone, sorted."""
    found: set[str] = set()
    for path in sorted(CONTENT.rglob("*.md")):
        if path.stem.isupper():
            continue
        body = _FRONT_MATTER.sub("", path.read_text(encoding="utf-8"))
        for block in body.split("\n\n"):
            found.update(match.group() for match in _SENTENCE.finditer(block) if _stands_alone(match.group()))
    return tuple(sorted(found))


def _stands_alone(sentence: str) -> bool:
    if not _SHORTEST <= len(sentence) <= _LONGEST or _MARKUP.search(sentence):
        return False
    return all(sentence.count(left) == sentence.count(right) for left, right in _PAIRS)


def page_copy(number: int, characters: int = CHARACTERS) -> PageCopy:
    """Return the copy of a page."""
    source = random.Random(f"broadsheet {number}")
    deck = _deck(source)
    pieces: list[Piece] = []
    left = characters
    for waiting in range(STORIES, 0, -1):
        piece = _piece(deck, source, left // waiting)
        left -= sum(map(len, piece.paragraphs))
        pieces.append(piece)
    return PageCopy(number, _phrase(source), tuple(pieces))


def _deck(source: random.Random) -> Iterator[str]:
    """Sentences in random order, each once before any comes again; Latin strewn among the first."""
    while True:
        cards = list(sentences())
        source.shuffle(cards)
        for latin in source.sample(_LATIN, _LATIN_A_PAGE):
            cards.insert(source.randrange(len(cards) // 2), latin)
        yield from cards


def _piece(deck: Iterator[str], source: random.Random, characters: int) -> Piece:
    paragraphs: list[str] = []
    while characters > 0:
        paragraph = "".join(next(deck) for _ in range(source.randint(*_SENTENCES_A_PARAGRAPH)))
        paragraphs.append(paragraph)
        characters -= len(paragraph)
    return Piece(_phrase(source), tuple(paragraphs))


def _phrase(source: random.Random) -> str:
    """A run of ideographs to stand as a headline."""
    while True:
        for phrase in _HAN.findall(source.choice(sentences())):
            if _HEADING[0] <= len(phrase) <= _HEADING[1]:
                return str(phrase)
