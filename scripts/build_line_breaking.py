"""Write docs/line-breaking.md: what our line breaks change against UAX #14, each with its reason.

``scripts/docs`` calls it::

    python scripts/build_line_breaking.py docs/line-breaking.md

Every pair of a sample of characters is broken by ``text.breaks`` in each language and by the untailored
``text.uax14``, and every row of three of a smaller sample, for what neighbours decide. Where the two
differ, ``line_break_reasons`` says which reason it is; the reasons are written in ``line_breaking.md``, where
``<!-- key -->`` is the place of the table. A difference without a reason fails a test.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from line_break_reasons import REASONS, Difference, reason_of

from broadsheet.model.spacing import Kinsoku
from broadsheet.model.style import Language
from broadsheet.source import UNSEEN
from broadsheet.text.breaks import settle_breaks
from broadsheet.text.charclass import PUNCT, classify
from broadsheet.text.items import FORCED, NO_BREAK
from broadsheet.text.language import Tailoring, table_of
from broadsheet.text.uax14 import break_opportunities, line_break_class

#: What stands for its kind where it can; then every character that a story in our languages may hold.
_FIRST = "中A1（。，“”—…·％～￥！、；：？）《》‘’／－々〃ーあ가①㎏+!)(,.-/$#% 👍"
_RANGES = (
    (0x09, 0x0A), (0x20, 0x7E), (0xA0, 0x17F), (0x300, 0x304), (0x391, 0x3C9), (0x410, 0x44F), (0x5D0, 0x5EA),
    (0x660, 0x669), (0xE01, 0xE30), (0x1100, 0x11FF), (0x2000, 0x205E), (0x20A0, 0x20BF), (0x2100, 0x214F),
    (0x2190, 0x21FF), (0x2212, 0x221E), (0x2460, 0x24FF), (0x25A0, 0x26FF), (0x2E3A, 0x2E3B),
    (0x3000, 0x303F), (0x3041, 0x3096), (0x3099, 0x30FF), (0x3131, 0x318E), (0x31F0, 0x31FF),
    (0x3200, 0x321E), (0x3380, 0x33DF), (0xAC00, 0xAC20), (0xE000, 0xE000), (0xFE10, 0xFE19),
    (0xFE30, 0xFE52), (0xFE54, 0xFE66), (0xFE68, 0xFE6B), (0xFF01, 0xFFBE), (0xFFE0, 0xFFE6),
    (0x1F1E6, 0x1F1FF), (0x1F3FB, 0x1F3FF), (0x1F442, 0x1F44F), (0x20000, 0x20000),
)  # fmt: skip

#: Signs that stand for themselves, because our rules name single ones.
_SINGLE = frozenset(chr(code) for code in (*range(0x21, 0x100), *range(0x2010, 0x2040)))

#: Of private use; every other character without a class is not assigned.
PRIVATE = "\ue000"

#: What rows of three are made of.
_NEIGHBOURS = "中A1１．年（）。“”《—…·～％.,-/$( "

LANGUAGES = tuple(Language)
TEMPLATE = Path(__file__).with_name("line_breaking.md")


def tailored(language: Language, level: Kinsoku = Kinsoku.GB) -> Tailoring:
    """The tailoring that the comparison is made with."""
    return Tailoring(language, level)


def ours(text: str, tailoring: Tailoring) -> tuple[str, bytes]:
    """Our classes and our breaks."""
    classes = classify(text, table_of(tailoring.language).classes)
    return classes, bytes(settle_breaks(text, classes, tailoring))


@cache
def sample() -> tuple[str, ...]:
    """One character for each kind: of the same class by UAX #14 and by us in each language."""
    kinds: dict[tuple[str, ...], str] = {}
    codes = (code for first, last in _RANGES for code in range(first, last + 1))
    for character in (*_FIRST, *map(chr, codes)):
        letters = "".join(classify(character, table_of(language).classes) for language in LANGUAGES)
        alone = character if PUNCT in letters and character in _SINGLE else ""
        known = line_break_class(character) != "XX" or character == PRIVATE
        if known and not UNSEEN.search(character):
            kinds.setdefault((line_break_class(character), letters, alone), character)
    return tuple(kinds.values())


def texts() -> Iterator[str]:
    """Every pair of the sample, and rows of three."""
    for row in product(sample(), repeat=2):
        yield "".join(row)
    for row in product(_NEIGHBOURS, repeat=3):
        yield "".join(row)
    for before, after in product(sample(), repeat=2):
        if not (before.isspace() or after.isspace()):
            yield f"{before} {after}"


def differences(tailorings: Iterable[Tailoring], compared: Iterable[str]) -> Iterator[Difference]:
    """Where our breaks are not those of UAX #14; a break in a word or at a unit is a break."""
    tailorings = tuple(tailorings)
    for text in compared:
        untailored = break_opportunities(text)
        for tailoring in tailorings:
            classes, breaks = ours(text, tailoring)
            for position in range(1, len(text)):
                verdict, theirs = breaks[position], untailored[position]
                same = (verdict == FORCED) is (theirs == FORCED)
                if (verdict == NO_BREAK) is not (theirs == NO_BREAK) or not same:
                    yield Difference(text, position, classes, verdict, theirs, tailoring)


class _Row(NamedTuple):
    """What a table's row is made from: class by class, and in which languages."""

    before: str
    after: str
    languages: frozenset[Language]


def _grouped(found: Iterable[Difference]) -> dict[str, list[Difference]]:
    groups: dict[str, list[Difference]] = defaultdict(list)
    for difference in found:
        reason = reason_of(difference)
        if reason is None:
            raise ValueError(f"no reason for {difference}")
        groups[reason].append(difference)
    return groups


def _rows(found: list[Difference]) -> Iterator[tuple[str, str, str, str]]:
    """A table's rows: classes before, classes after, languages, examples. Rows that differ in the classes
    before only are one."""
    languages: dict[tuple[str, str], set[Language]] = defaultdict(set)
    examples: dict[tuple[str, str], Difference] = {}
    for each in found:
        languages[each.pair].add(each.tailoring.language)
        examples[each.pair] = min(each, examples.get(each.pair, each), key=_rareness)
    after: dict[tuple[str, frozenset[Language]], list[str]] = defaultdict(list)
    for (first, second), spoken in sorted(languages.items()):
        after[first, frozenset(spoken)].append(second)
    before: dict[tuple[frozenset[Language], tuple[str, ...]], list[str]] = defaultdict(list)
    for (first, spoken_set), seconds in after.items():
        before[spoken_set, tuple(seconds)].append(first)
    for (spoken_set, common), firsts in before.items():
        shown = [examples[pair] for pair in product(firsts, common)]
        yield _named(firsts), _named(common), _languages(spoken_set), _examples(shown)


def _rareness(found: Difference) -> tuple[int, int]:
    """How long a text is, and how far down the sample its characters are."""
    return len(found.text), sum(_place(character) for character in found.text)


@cache
def _place(character: str) -> int:
    """The place in the sample; the signs that the examples are marked with come last."""
    known = character in sample() and character not in "×÷"
    return sample().index(character) if known else len(sample())


def _named(classes: Iterable[str]) -> str:
    """The classes of one side, or those that are not among them if they are few."""
    given = set(classes)
    spaced = "␣" if any(name.endswith("␣") for name in given) else ""
    others = {line_break_class(character) + spaced for character in sample()} - given
    if len(others) < len(given) / 2:
        return "all but " + " ".join(sorted(others)) if others else "all"
    return " ".join(sorted(given))


def _languages(spoken: frozenset[Language]) -> str:
    named = [language.value for language in LANGUAGES if language in spoken]
    return "all" if len(named) == len(LANGUAGES) else ", ".join(named)


def _examples(found: list[Difference], most: int = 4) -> str:
    """The shortest and commonest texts, first those with another character before the place or after it."""
    chosen: list[Difference] = []
    left = sorted(found, key=_rareness)
    for same in ("before", "after", "text"):
        for each in left:
            seen = {getattr(other, same) for other in chosen}
            if len(chosen) < most and getattr(each, same) not in seen:
                chosen.append(each)
    return "  ".join(f"`` {each.shown} ``".replace("|", "\\|") for each in chosen)


def _table(found: list[Difference]) -> str:
    lines = ["| before | after | languages | examples |", "| --- | --- | --- | --- |"]
    lines += [f"| {' | '.join(row)} |" for row in _rows(found)]
    return "\n".join(lines)


def document() -> str:
    """Return the text of docs/line-breaking.md."""
    groups = _grouped(differences(map(tailored, LANGUAGES), texts()))
    keys = {reason.key for reason in REASONS}

    def filled(place: re.Match[str]) -> str:
        key = place[1]
        if key not in keys:
            raise ValueError(f"{TEMPLATE.name}: there is no reason {key!r}")
        return _table(groups.pop(key)) if key in groups else ""

    figures = {"sample": str(len(sample())), "rows": f"{len(_NEIGHBOURS) ** 3:,}"}
    text = TEMPLATE.read_text("utf-8")
    for name, figure in figures.items():
        text = text.replace("{" + name + "}", figure)
    text = re.sub("<!-- (.*?) -->", filled, text)
    if groups:
        raise ValueError(f"{TEMPLATE.name} has no reason for {', '.join(groups)}")
    return text


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(document(), "utf-8")
