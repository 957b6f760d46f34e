"""Learn what the signs of a headline's borders are worth from headlines marked by hand.

A developer's tool: nobody needs it to set a paper, the result is in the repository::

    python scripts/learn_borders.py [--output FILE] [--folds N]

``marked_headlines.txt`` has a headline a line. ``|`` marks a place where its sense ends, where a desk parts
it; ``/`` one that will do (a verb and its long object, two halves of a long noun phrase); ``,`` a border of
words inside a phrase, where no line is parted if there is another way; elsewhere no line is parted. Each
sign (``broadsheet.compose.signs``) is worth so much that the sum for a border comes near the price of its
mark: least squares, and worths not larger than they need be. With ``--folds`` it says how often, in
headlines not learnt from, a ``|`` is cheaper than a ``,`` of the same headline. A headline that is parted
badly is mended by its marks and those of a few others like it. The same marks give the same bytes.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from broadsheet.compose.signs import signs
from broadsheet.compose.wordborders import is_fixed, with_tails
from broadsheet.text.words import tagged

HERE = Path(__file__).resolve().parent
MARKED = HERE / "marked_headlines.txt"
OUTPUT = HERE.parent / "src" / "broadsheet" / "data" / "words" / "borders.txt"
PRICES = {"|": -10, "/": 45, ",": 110}
INSIDE = 140
"""The price of a place inside a word, where the list of words is wrong about it."""
LEAST, RESTRAINT, ROUNDS = 4, 30.0, 15
LEAST_WORTH = 2
"""A sign that is worth less is left out: a third of them, and the others order borders as well."""

Border = tuple[list[str], int]


def marked(line: str) -> tuple[str, dict[int, int]]:
    """A headline, and the prices of its marked places."""
    text, prices = "", {}
    for character in line:
        if character in PRICES:
            prices[len(text)] = PRICES[character]
        else:
            text += character
    return text, prices


def borders(line: str) -> list[Border]:
    """The signs and the price of each border that has to be learnt."""
    text, prices = marked(line)
    row = with_tails(tagged(text))
    found, place = [], 0
    for (before, after), each in zip(pairwise(row), signs(row), strict=True):
        place += len(before.text)
        if not is_fixed(before, after):
            found.append((each, prices.get(place, INSIDE)))
    return found


def learn(headlines: Sequence[Sequence[Border]]) -> dict[str, int]:
    """What each sign is worth: coordinate descent of least squares with a restraint."""
    rows = [border for headline in headlines for border in headline]
    counts = Counter(sign for found, _ in rows for sign in found)
    places: dict[str, list[int]] = {sign: [] for sign in sorted(counts) if counts[sign] >= LEAST}
    for index, (found, _) in enumerate(rows):
        for sign in found:
            if sign in places:
                places[sign].append(index)
    left = [float(price) for _, price in rows]
    worth = dict.fromkeys(places, 0.0)
    for _ in range(ROUNDS):
        for sign, where in places.items():
            new = (sum(left[index] for index in where) + worth[sign] * len(where)) / (len(where) + RESTRAINT)
            change = new - worth[sign]
            worth[sign] = new
            for index in where:
                left[index] -= change
    return {sign: round(value) for sign, value in worth.items() if abs(round(value)) >= LEAST_WORTH}


def judged(worth: dict[str, int], headlines: Sequence[Sequence[Border]]) -> Iterator[bool]:
    """For each good place and each bad one of a headline whether the good one is the cheaper."""
    for headline in headlines:
        sums = [(sum(worth.get(sign, 0) for sign in found), price) for found, price in headline]
        good = [each for each, price in sums if price == PRICES["|"]]
        yield from (one < other for other, price in sums if price >= PRICES[","] for one in good)


def main() -> None:
    """Learn, and say how well."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--output", type=Path, default=OUTPUT)
    parser.add_argument("--folds", type=int, default=0)
    arguments = parser.parse_args()
    lines = (line for line in MARKED.read_text("utf-8").splitlines() if line and line[0] != "#")
    headlines = [borders(line) for line in lines]
    if arguments.folds:
        right: Counter[bool] = Counter()
        for fold in range(arguments.folds):
            others = [each for index, each in enumerate(headlines) if index % arguments.folds != fold]
            right.update(judged(learn(others), headlines[fold :: arguments.folds]))
        print(f"{right[True] / right.total():.3f} of {right.total()} pairs in order")
    worth = learn(headlines)
    text = "".join(f"{sign}\t{value}\n" for sign, value in sorted(worth.items()))
    arguments.output.write_text(text, "utf-8")
    print(f"{len(headlines)} headlines, {len(worth)} signs")


if __name__ == "__main__":
    main()
