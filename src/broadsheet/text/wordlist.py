"""The list of words that ships with the project: which may begin at a place of a text, and what names cost.

The list is jieba's, cut down, with words of our own (``scripts/build_words.py`` has the format). It is
inflated when the first text asks for it and looked up in place, so that a headline pays for the
characters that are in it. Prices are in fifths of a nat: the less likely, the dearer.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

from broadsheet.resources import shipped
from broadsheet.rows import NamedTuple

DEAREST = 93
"""The price of what is in no word."""


class Edge(NamedTuple):
    """A word that may stand at a place: where it ends, its price, its part of speech."""

    end: int
    price: int
    speech: str


class Block(NamedTuple):
    """What the list has of a character: its price as the beginning, the inside, the end and the whole of
    an unknown word; as a family name, the first and second of two given characters, the only one; in a
    foreign name; and the words that begin with it."""

    states: tuple[int, ...]
    family: int
    given: tuple[int, int, int]
    sound: int
    entries: str


class _List(NamedTuple):
    """The list as it was read: the characters in order, where each one's block ends, the blocks."""

    heads: str
    ends: tuple[int, ...]
    blocks: bytes
    plain: dict[int, int]


_NOTHING = Block((DEAREST,) * 4, DEAREST, (DEAREST,) * 3, DEAREST, " ")


@cache
def _list() -> _List:
    lines = zlib.decompress(shipped("words", "words.z").read_bytes()).split(b"\n", 4)
    heads, traditional, simplified = (line.decode("utf-8") for line in lines[1:4])
    lengths = array("H", lines[4][: 2 * len(heads)])
    if sys.byteorder == "big":
        lengths.byteswap()
    ends = tuple(accumulate(lengths, initial=0))
    return _List(heads, ends, lines[4][2 * len(heads) :], str.maketrans(traditional, simplified))


@cache
def block(character: str) -> Block:
    """Return what the list has of a character."""
    words = _list()
    place = words.heads.find(character)
    if place < 0:
        return _NOTHING
    text = words.blocks[words.ends[place] : words.ends[place + 1]].decode("utf-8")
    prices = [ord(each) - 33 for each in text[:9]]
    return Block(tuple(prices[:4]), prices[4], (prices[5], prices[6], prices[7]), prices[8], text[9:])


def plain(text: str) -> str:
    """A text with Simplified characters for Traditional ones, each at its place, as the list has them."""
    return text.translate(_list().plain)


def known(text: str, start: int, end: int) -> Iterator[Edge]:
    """The words of the list that begin at a place of a text and end at another one at the latest."""
    entries = block(text[start]).entries
    if entries[3:4] == " ":
        yield Edge(start + 1, ord(entries[1]) - 33, entries[2])
    place = 0
    for after in range(start + 2, end + 1):
        if text[after - 1] < "\u3400":
            return
        rest = " " + text[start + 1 : after]
        place = entries.find(rest, place)  # in order of words: what begins with this one follows it
        if place < 0:
            return
        stop = place + len(rest)
        if entries[stop + 2] == " ":
            yield Edge(after, ord(entries[stop]) - 33, entries[stop + 1])
