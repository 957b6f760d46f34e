"""Japanese phrases (文節): where a new one begins, by the characters around a place.

The scores are BudouX's (``scripts/build_bunsetsu.py``): each run of one to three characters near a place
speaks for a phrase that begins there or against it.
"""

from __future__ import annotations

import zlib
from functools import cache

from broadsheet.patterns import late_pattern
from broadsheet.resources import shipped

TABLES = (
    ("UW1", (-3, -2)), ("UW2", (-2, -1)), ("UW3", (-1, 0)), ("UW4", (0, 1)), ("UW5", (1, 2)), ("UW6", (2, 3)),
    ("BW1", (-2, 0)), ("BW2", (-1, 1)), ("BW3", (0, 2)),
    ("TW1", (-3, 0)), ("TW2", (-2, 1)), ("TW3", (-1, 2)), ("TW4", (0, 3)),
)  # fmt: skip
"""BudouX's tables, and which characters each looks at, counted from the place."""

_GRAMMAR = late_pattern("[ぁ-ねは-ゟ]")  # hiragana but の
_KATAKANA = late_pattern("[\u30a0-\u30ff]")


def is_japanese(text: str) -> bool:
    """Whether a short text is Japanese: it has kana of its grammar, not only a の for its looks."""
    return _GRAMMAR.search(text) is not None or ("の" in text and _KATAKANA.search(text) is not None)


def phrase_starts(text: str) -> list[int]:
    """Return where the phrases of a Japanese text begin after the first, in order."""
    tables, against = _model()
    last = len(text)
    found: list[int] = []
    for place in range(1, last):
        score = -against
        for (_, (first, end)), table in zip(TABLES, tables, strict=True):
            if place + first >= 0 and place + end <= last:
                score += table.get(text[place + first : place + end], 0)
        if score > 0 and not _is_lone(text, found[-1] if found else 0, place):
            found.append(place)
    return found


def _is_lone(text: str, start: int, end: int) -> bool:
    """Whether what would be a phrase is one ideograph before another, as no phrase is (台 | 風10号)."""
    return end == start + 1 and text[start] >= "\u3400" and text[end] >= "\u3400"


@cache
def _model() -> tuple[tuple[dict[str, int], ...], float]:
    """The tables, and the score that a place has to reach: half of all."""
    lines = zlib.decompress(shipped("words", "bunsetsu.z").read_bytes()).decode("utf-8").split("\n")[1:]
    rows = (line.split("\t") for line in lines)
    tables = tuple({key: int(score) for key, score in zip(row[::2], row[1::2], strict=True)} for row in rows)
    return tables, sum(sum(table.values()) for table in tables) / 2
