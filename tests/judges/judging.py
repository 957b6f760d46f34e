"""What is wrong on finished pages: the judgements that every edition of the tests has to pass."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from judges.copy import INSIDE, copy_of_story, find_story, repeated
from judges.finished import Pages
from judges.outside import Placed, sheet_of

NO_START = "，。、；：？！）》」』”’…—％%·〕】〉"
NO_END = "（《「『“‘【〈〔"
NEXT_LEG = 25
"""Points between two characters of one baseline that only the gap between two legs makes."""

NEXT_LINE = 3
"""Points by which the baselines of two lines differ at the least."""

IDEOGRAPHS = "\u3000"
"""From here on characters are Han or their marks; Latin and figures may be shifted by a style."""


def stories_lost(pages: Pages, reader: str) -> list[str]:
    """Stories whose headline, text or jump line a reader does not find complete and in order."""
    texts = pages.texts(reader)
    return [each for story, record in pages.stories() for each in find_story(story, record, texts)[1]]


def pieces_doubled(pages: Pages, reader: str) -> list[str]:
    """Pieces of copy that a reader finds more often than they were written."""
    copies = [copy_of_story(story).text for story, _ in pages.stories()]
    shown = "\n".join(pages.texts(reader).values())
    return [each for copy in copies for each in repeated(copy, "\n".join(copies), shown)]


def lines_off_grid(pages: Pages, reader: str) -> list[tuple[str, int, Placed]]:
    """Characters of running text that stand off their page's baselines by more than 0.01 pt."""
    return [
        (slug, number, character)
        for slug, number, shown, places, (top, first, leading) in _parts(pages, reader)
        for character, place in zip(shown, places, strict=False)
        if place and character.character >= IDEOGRAPHS and _off(top - character.y - first, leading) > 0.01
    ]


def _off(height: float, leading: float) -> float:
    return abs(height - round(height / leading) * leading)


def lines_against_kinsoku(pages: Pages, reader: str) -> tuple[int, list[tuple[str, str]]]:
    """How many ends of lines of running text a reader finds, and those that break the rules."""
    count, wrong = 0, []
    for slug, _, shown, places, _ in _parts(pages, reader):
        for at, (last, first) in enumerate(pairwise(shown)):
            if not _parted(last, first) or not places[at] or not places[at + 1]:
                continue
            count += 1
            if last.character in NO_END or (places[at + 1] == INSIDE and first.character in NO_START):
                wrong.append((slug, f"{last.character} / {first.character}"))
    return count, wrong


def _parted(one: Placed, two: Placed) -> bool:
    """True if the two neighbours in the text stand on two lines."""
    return abs(one.y - two.y) > NEXT_LINE or not 0 <= two.x - one.x < NEXT_LEG


Part = tuple[str, int, list[Placed], tuple[str, ...], tuple[float, float, float]]


def _parts(pages: Pages, reader: str) -> Iterator[Part]:
    """Each part of each story: slug, page, its characters, where in running text they stand, and
    the trim's top, the first baseline below it and the leading, in points."""
    texts = pages.texts(reader)
    for story, record in pages.stories():
        places = copy_of_story(story).places
        found, _ = find_story(story, record, texts)
        for each in found:
            part = story.parts[each.part]
            shown = pages.characters(reader, each.page)[each.start : each.end]
            top = boxes_of(pages.path(each.page))["TrimBox"][3]
            measures = (top, part.grid.baseline(0) / 1000, part.grid.leading / 1000)
            yield story.article.slug, each.page, shown, places[each.copied :], measures


@cache
def boxes_of(path: Path) -> dict[str, tuple[float, ...]]:
    """The boxes of a finished page."""
    return dict(sheet_of(path).boxes)
