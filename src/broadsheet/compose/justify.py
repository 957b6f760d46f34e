"""Adjusting a broken line: squeeze or stretch step by step until it fills its room exactly."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import compress
from operator import attrgetter
from typing import TypeAlias

from broadsheet.compose.line import Line
from broadsheet.text.borders import RIGID
from broadsheet.text.items import Give, Items
from broadsheet.units import Length

_GAP = attrgetter("gap")

LETTER_SHARE = 4
"""How much sooner a gap between letters or figures is seen than one between characters."""


def adjust(items: Items, line: Line) -> dict[int, Length]:
    """Return what to add to the glue before each box of a line so that it fills its room.

    Squeeze steps 2 to 7 and then the Han gaps; stretch steps 1 and 2 and then the Han gaps. All
    places of one step move by equal amounts, each up to its limit (CLREQ). The sum of the result
    is exactly ``line.room - line.natural`` whenever the line has a gap at all.
    """
    need = line.room - line.natural
    glue = (items.flexible, gives_of(items, need), own_share(items.em, need), items.classes)
    return _added(glue, (line.start, line.end), need)


def gives_of(items: Items, need: Length) -> tuple[Give, ...]:
    """What a line can be fitted with that needs so much more, or less, than its natural width."""
    return items.stretches if need > 0 else items.squeezes


def gaps_to_stretch(items: Items, line: Line) -> int:
    """In how many gaps of a line space may be added: between ideographs and words, not between letters."""
    gives = {give.gap for give in items.stretches}
    return sum(1 for gap in range(line.start + 1, line.end) if items.flexible[gap] or gap in gives)


def own_share(em: Length, need: Length) -> Length:
    """What a flexible gap takes before word spaces, over their limit of half an em, take as much, and letters
    and figures a quarter of it; 0 where these take nothing more."""
    return em // 2 if need > 0 else 0


Glue: TypeAlias = tuple[bytes, tuple[Give, ...], Length, str]
"""Which gaps are flexible, what others give, in the order of their gaps, a flexible gap's own share (none in
a display line that is spread, Align.SPREAD, which has it between its letters), and the boxes' classes."""


def fitted_advances(
    steps: Sequence[Length],
    glue: Glue,
    span: tuple[int, int],
    need: Length,
    last: Length,
) -> tuple[Length, ...]:
    """The ways from glyph to glyph of a line, ``span`` of a paragraph's ``steps``, so that it is longer by
    ``need``; ``last`` is the last glyph's."""
    start, end = span
    fitted = list(steps[start:end])
    for gap, amount in _added(glue, span, need).items():
        fitted[gap - start - 1] += amount
    fitted[-1] = last
    return tuple(fitted)


def _added(glue: Glue, span: tuple[int, int], need: Length) -> dict[int, Length]:
    """What is added to the glue before each box."""
    gives, (start, end) = glue[1], span
    if need == 0 or end - start < 2:
        return {}
    inside: Sequence[Give] = ()
    if gives:
        low = bisect_right(gives, start, key=_GAP)
        inside = gives[low : bisect_left(gives, end, low, key=_GAP)]
    added: dict[int, Length] = {}
    left = abs(need)
    sign = 1 if need > 0 else -1
    for step in sorted({give.step for give in inside}) if inside else ():
        places = [give for give in inside if give.step == step]
        for gap, amount in _share(places, left):
            added[gap] = added.get(gap, 0) + sign * amount
            left -= amount
        if not left:
            return added
    for these, amount in _shares(glue, span, inside, left):
        for gap, each in _even(these, amount, sign).items():
            added[gap] = added.get(gap, 0) + each
    return added


def _shares(
    glue: Glue, span: tuple[int, int], inside: Sequence[Give], left: Length
) -> list[tuple[Sequence[int], Length]]:
    """Who shares what is left after the steps. One of few gaps must not gape in a line of words: over the
    flexible gaps' own share the others take as much as these, and letters and figures a quarter of it."""
    flexible, _, own, classes = glue
    gaps = _flexible_gaps(flexible, span)
    giving = [gap for gap in dict.fromkeys(give.gap for give in inside) if not flexible[gap]] if own else []
    if not gaps:
        return [(giving or range(span[0] + 1, span[1]), left)]
    over = left - own * len(gaps) if own else 0
    if over <= 0:
        return [(gaps, left)]
    others = sorted((*gaps, *giving))
    letters = _letters(classes, span, others)
    each = over // (LETTER_SHARE * len(others) + len(letters))
    shares: list[tuple[Sequence[int], Length]] = [(letters, each * len(letters))] if letters else []
    return [(gaps, left - over), *shares, (others, over - each * len(letters))]


def _letters(classes: str, span: tuple[int, int], others: Sequence[int]) -> list[int]:
    """The gaps inside the words and figures of a line that are not among others."""
    known = frozenset(others)
    inside = (gap for gap in range(span[0] + 1, span[1]) if gap not in known)
    return [gap for gap in inside if classes[gap] in RIGID and classes[gap - 1] in RIGID]


def _flexible_gaps(flexible: bytes, span: tuple[int, int]) -> Sequence[int]:
    """The gaps that may take what is left. Where there is none a line is spread at its word spaces, over
    their limit, and where it has none of these either, in every gap."""
    inside = range(span[0] + 1, span[1])
    if flexible.find(0, span[0] + 1, span[1]) < 0:
        return inside
    return list(compress(inside, flexible[span[0] + 1 : span[1]]))


def _even(gaps: Sequence[int], amount: Length, sign: int) -> dict[int, Length]:
    """Share an amount evenly; the remainder goes one millipoint at a time to the first gaps."""
    each, rest = divmod(amount, len(gaps))
    shares = dict.fromkeys(gaps[:rest], sign * (each + 1))
    if each:
        shares.update(dict.fromkeys(gaps[rest:], sign * each))
    return shares


def _share(places: list[Give], amount: Length) -> list[tuple[int, Length]]:
    """Share an amount equally among places with limits of their own; what one cannot take, the
    others do. Less than ``amount`` comes out where the limits are smaller."""
    shares: list[tuple[int, Length]] = []
    left = amount
    waiting = sorted(places, key=lambda place: (place.amount, place.gap))
    for index, place in enumerate(waiting):
        fair = -(-left // (len(waiting) - index))
        taken = min(place.amount, fair)
        if taken:
            shares.append((place.gap, taken))
            left -= taken
    return shares
