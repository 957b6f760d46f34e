"""Headlines that the worths of signs were not learnt from, marked by hand, at ten measures each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from broadsheet.compose.display import DisplayBlock, set_display
from broadsheet.model.style import DisplayStyle, FaceRef, TextStyle
from broadsheet.text.setting import Settings

TABLE = Path(__file__).with_name("unseen_headlines.txt")
LEARNT = Path(__file__).parents[3] / "scripts" / "marked_headlines.txt"
SIZES = (22_000, 20_000, 18_000, 16_000, 14_000)
FACE = TextStyle(FaceRef("Broadsheet Song", 900), SIZES[0], FaceRef("Broadsheet Serif Display", 900))
STYLE = DisplayStyle(FACE, SIZES)
MEASURES = range(5, 15)
"""In ems of the largest size."""

GOOD, FAIR, POOR, INSIDE = range(4)
MARKS = {"|": GOOD, "/": FAIR, ",": POOR}
PAUSES = {"，": GOOD, "；": GOOD, "：": GOOD, "！": GOOD, "？": GOOD, " ": GOOD, "、": FAIR}


class Parted(NamedTuple):
    """A headline in lines: how bad its worst parting is; whether the same number of lines that fit, none
    shorter than half the longest, would have had a better one; its shortest line's share of the longest."""

    lines: tuple[str, ...]
    worst: int
    avoidable: bool
    share: float


def table(path: Path) -> list[tuple[str, dict[int, int]]]:
    """Each headline and its places where it may be parted, with how good they are."""
    return [marked(line) for line in path.read_text("utf-8").splitlines() if line and line[0] != "#"]


def marked(line: str) -> tuple[str, dict[int, int]]:
    text, places = "", {}
    for character in line:
        if character in MARKS:
            places[len(text)] = MARKS[character]
            continue
        text += character
        if character in PAUSES:
            places[len(text)] = PAUSES[character]
    return text, {place: how for place, how in places.items() if place < len(text)}


def lines_of(block: DisplayBlock) -> tuple[str, ...]:
    return tuple(items.text[line.start : line.end] for items, line in block.lines)


@pytest.fixture(scope="module")
def parted(vendored: Settings) -> list[Parted]:
    """Every way in which the measures part the table's headlines."""
    found = {}
    for text, places in table(TABLE):
        for ems in MEASURES:
            block = set_display((text,), STYLE, ems * SIZES[0], vendored)
            lines = lines_of(block)
            if len(lines) > 1 and block.fits and lines not in found:
                found[lines] = judged(text, places, block, ems * SIZES[0], vendored)
    return list(found.values())


def judged(text: str, places: dict[int, int], block: DisplayBlock, room: int, settings: Settings) -> Parted:
    lines = lines_of(block)

    @cache
    def width(line: str) -> int:
        """At the largest size."""
        return set_display((line,), STYLE, 10_000_000, settings).lines[0][1].natural

    starts = tuple(starts_of(text, lines))
    worst = max(places.get(place, INSIDE) for place in starts)
    smaller = max((size for size in SIZES if size < block.size), default=block.size)
    avoidable = False
    for chosen in combinations(sorted(places), len(starts)):
        if max(places[place] for place in chosen) < min(worst, POOR):
            each = [text[start:end].strip() for start, end in pairwise((0, *chosen, len(text)))]
            widths = [width(line) for line in each]
            fits = max(widths) * smaller <= room * SIZES[0]
            avoidable = avoidable or (fits and 2 * min(widths) >= max(widths))
    widths = [width(line) for line in lines]
    return Parted(lines, worst, avoidable, min(widths) / max(widths))


def starts_of(text: str, lines: tuple[str, ...]) -> Iterator[int]:
    place = 0
    for line in lines[:-1]:
        place = text.index(line, place) + len(line)
        place += len(text[place:]) - len(text[place:].lstrip())
        yield place


def test_no_headline_of_the_table_was_learnt_from() -> None:
    assert not {text for text, _ in table(TABLE)} & {text for text, _ in table(LEARNT)}


def test_of_twelve_partings_one_at_the_most_is_inside_a_phrase_and_could_be_elsewhere(
    parted: list[Parted],
) -> None:
    wrong = [each.lines for each in parted if each.worst >= POOR and each.avoidable]
    assert len(parted) > 600
    assert len(wrong) * 12 < len(parted), "\n".join(map(" / ".join, wrong))


def test_of_thirty_partings_one_at_the_most_is_inside_a_word(parted: list[Parted]) -> None:
    wrong = [each.lines for each in parted if each.worst == INSIDE]
    assert len(wrong) * 30 < len(parted), "\n".join(map(" / ".join, wrong))


def test_of_twenty_partings_one_at_the_most_has_a_line_under_half_the_longest(parted: list[Parted]) -> None:
    wrong = [each.lines for each in parted if each.share < 0.5]
    assert len(wrong) * 20 < len(parted), "\n".join(map(" / ".join, wrong))
