"""What would bring an overset story in, in characters: what a desk is told when the ladder did not do it."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.compose.setline import SetLine
from broadsheet.makeup.trial import Trial
from broadsheet.model.article import Article, ParagraphKind, block_texts
from broadsheet.tree.node import Advice, Role

MOST = 3
"""Pieces of advice that a story gets; a longer list is not read at night."""

WORDS = 8
"""Characters of the copy that name a paragraph."""

SHORT_LINE = 6
"""A paragraph's last line of so many characters is cheaply won back."""


def advice(article: Article, trial: Trial) -> tuple[Advice, ...]:
    """Return the cheapest cuts that would do, the cheapest first; none where the story is not over."""
    over = trial.galley.overset_lines
    if not over:
        return ()
    found = [*_optional(article, trial, over), *_summary(article, trial), *_last_lines(article, trial, over)]
    found.sort(key=lambda cut: (cut.lines < over, cut.characters))
    return tuple(found[:MOST])


def _optional(article: Article, trial: Trial, over: int) -> Iterator[Advice]:
    """What the editor marked, taken together as far as it is needed."""
    lines, characters, first = 0, 0, -1
    for numbers in article.optional:
        for number in numbers:
            text = "".join("".join(block_texts(article.blocks[number])).split())
            characters += len(text)
            lines += _depth(trial, number, len(text))
        first = numbers[0]
        if lines >= over:
            break
    if first >= 0:
        yield Advice("drop-optional", characters, lines, _words(article, first), article.blocks[first].origin)


def _summary(article: Article, trial: Trial) -> Iterator[Advice]:
    lines = sum(1 for line in trial.galley.lines if line.role is Role.SUMMARY)
    if article.summary and lines:
        characters = len("".join(article.summary.split()))
        yield Advice("drop-summary", characters, lines, article.summary[:WORDS], article.origin)


def _last_lines(article: Article, trial: Trial, over: int) -> Iterator[Advice]:
    """Paragraphs whose last line is short, as many as there are lines over; none of a single line, and no
    verse, of which no line is shortened."""
    lasts: dict[int, SetLine] = {}
    longer = set[int]()
    for line in trial.galley.lines:
        if line.role is Role.BODY_LINE:
            if line.number in lasts:
                longer.add(line.number)
            lasts[line.number] = line
    blocks = article.blocks
    verse = {number for number in longer if getattr(blocks[number], "kind", None) is ParagraphKind.VERSE}
    usable = longer - verse - {trial.galley.overset_block}
    short = sorted((len(lasts[each].text), each) for each in usable if len(lasts[each].text) <= SHORT_LINE)
    if 0 < over <= len(short) and over <= MOST:
        for characters, number in short[:over]:
            yield Advice("win-line", characters, 1, _words(article, number), article.blocks[number].origin)


def _depth(trial: Trial, number: int, characters: int) -> int:
    """The lines that a block takes, or would take of characters as many as other lines hold."""
    placed = sum(1 for line in trial.galley.lines if line.number == number)
    if placed and number != trial.galley.overset_block:
        return placed
    full = [len(line.text) for line in trial.galley.lines if line.role is Role.BODY_LINE]
    return -(-characters // max(1, sum(full) // len(full) if full else 20))


def _words(article: Article, number: int) -> str:
    return " ".join(" ".join(block_texts(article.blocks[number])).split())[:WORDS]
