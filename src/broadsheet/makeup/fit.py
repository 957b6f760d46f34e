"""Copyfitting: single paragraphs set a line tighter or looser, so that a story ends where its hole does.

As desks do it: at most one line a paragraph, the paragraphs first whose spacing suffers least, and
only for a story that is over or under by a few lines. A story that fits is left alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import TypeAlias

from broadsheet.compose.galley import KEEP_LINES, Galley, SetBlock, TextBlock
from broadsheet.compose.optimumfit import COPYFIT_SHRINK, fit_in, spacing_cost
from broadsheet.compose.setline import SetLine
from broadsheet.kernel import twin
from broadsheet.makeup.trial import Trial, leading_numbers
from broadsheet.model.spacing import Spacing
from broadsheet.model.style import Align
from broadsheet.records import replace
from broadsheet.tree.node import Role
from broadsheet.units import Length

CANDIDATES = 8
"""Paragraphs that are tried, those first whose last line is nearest to the wanted length."""

WIDOW_CANDIDATES = 4
"""Paragraphs that are tried each way, and in pairs, against a 孤行."""

Threading: TypeAlias = Callable[[Sequence[SetBlock]], Trial]
"""Sets blocks through a story's holes as the page will show them."""


def copyfit(before: Trial, most: int, thread: Threading) -> Trial:
    """Win or lose up to ``most`` lines. As it was where that does not bring the overset text in, or
    the feet of the legs no nearer to level."""
    over, under = before.wrong
    need = -over if over else under
    if not need or abs(need) > most:
        return before
    fitted = before
    for index in _ranked(before.blocks, before.galley, 1 if need > 0 else -1):
        tried = list(fitted.blocks)
        block = tried[index]
        assert isinstance(block, TextBlock)
        tried[index] = replace(block, looseness=1 if need > 0 else -1)
        made = thread(tried)
        if made.wrong < fitted.wrong:
            fitted = made
            if made.fits:
                break
    return before if fitted.galley.overset else fitted


def without_widows(fitted: Trial, most: int, thread: Threading) -> Trial:
    """Re-break paragraphs so that fewer last lines stand alone at the head of a leg (孤行), what leads others
    stands with them, and turns cut paragraphs as they should.

    One paragraph by itself or two against each other, cheapest first; never at the price of a line
    over or under. A story more than ``most`` lines from its length is not looked at: its copy will
    change, and every line with it.
    """
    best, least = fitted, _ugly(fitted)
    over, under, ugly = least
    if over or under > most or not ugly:
        return fitted
    ways = [
        (index, way)
        for way in (-1, 1)
        for index in _ranked(fitted.blocks, fitted.galley, way)[:WIDOW_CANDIDATES]
    ]
    pairs = [(one, other) for one in ways for other in ways if one[1] < other[1] and one[0] != other[0]]
    for moves in [*((way,) for way in ways), *pairs]:
        tried = list(fitted.blocks)
        for index, way in moves:
            block = tried[index]
            assert isinstance(block, TextBlock)
            tried[index] = replace(block, looseness=way)
        made = thread(tried)
        wrong = _ugly(made)
        if wrong < least:
            best, least = made, wrong
            if not any(wrong):
                break
    return best


def _ugly(trial: Trial) -> tuple[int, int, int]:
    """What is wrong with a setting: lines over, lines under, and lines alone, what leads and is left behind,
    and turns cut badly."""
    alone = widows(trial.galley, below=True)
    return (*trial.wrong, alone + left_behind(trial) + len(bad_turns(trial.galley)))


def widows(galley: Galley, *, below: bool = False) -> int:
    """Last lines of paragraphs that stand alone at the head of a leg (孤行); or also ``below`` a picture or
    what else their leg runs round."""
    lines = galley.lines
    count = 0
    for index in _heads(lines, below=below):
        line = lines[index]
        ends = index + 1 == len(lines) or lines[index + 1].number != line.number
        if ends and line.role is Role.BODY_LINE and line.number == lines[index - 1].number:
            count += not (galley.overset and index + 1 == len(lines))
    return count


def _heads(lines: Sequence[SetLine], *, below: bool = False) -> list[int]:
    """Where lines begin a leg, but for the first one; or go on ``below`` something inside it, too. The lines
    are in order, part by part and leg by leg, so that the few ends of legs are found without all of them."""
    found: list[int] = []
    start, leg_of = 0, attrgetter("slot.part", "slot.leg")
    while start < len(lines):
        end = bisect_right(lines, leg_of(lines[start]), start, key=leg_of)
        if start:
            found.append(start)
        if below:
            rows = [line.slot.line for line in lines[start:end]]
            if rows != list(range(rows[0], rows[0] + len(rows))):
                found += [
                    index
                    for index, (before, row) in enumerate(pairwise(rows), start + 1)
                    if row > before + 1
                ]
        start = end
    return found


def left_behind(trial: Trial) -> int:
    """Paragraphs that lead others and end a leg, while what belongs to them stands in the next one."""
    leading = leading_numbers(trial.blocks)
    if not leading:
        return 0
    lines = trial.galley.lines
    ends = [(lines[index - 1].number, lines[index].number) for index in _heads(lines)]
    return sum(number in leading and number != after for number, after in ends)


def bad_turns(galley: Galley) -> tuple[int, ...]:
    """The pages whose turn does not cut a paragraph, or leaves a single line of it on one side.

    A reader turns the page for the rest of a sentence; a part that ends with a paragraph reads as
    the story's end.
    """
    lines, pages = galley.lines, []
    if not lines or lines[0].slot.part == lines[-1].slot.part:
        return ()
    for index in _heads(lines):
        line, before = lines[index], lines[index - 1]
        if line.slot.page != before.slot.page and line.slot.part != before.slot.part:
            sides = (lines[max(0, index - KEEP_LINES) : index], lines[index : index + KEEP_LINES])
            kept = all(len(side) == KEEP_LINES for side in sides)
            if not (kept and all(each.number == line.number for side in sides for each in side)):
                pages.append(line.slot.page)
    return tuple(pages)


def _ranked(blocks: Sequence[SetBlock], galley: Galley, way: int) -> list[int]:
    """The paragraphs that can be a line longer (``way`` 1) or shorter (-1), cheapest first."""
    rooms: dict[int, list[Length]] = {}
    for line in galley.lines:
        if line.role is Role.BODY_LINE:
            rooms.setdefault(line.number, []).append(line.line.room)
    last = galley.lines[-1].slot.measure if galley.lines else 0
    near: list[tuple[float, int]] = []
    for index, block in enumerate(blocks):
        if isinstance(block, TextBlock) and block.number in rooms and not block.looseness:
            lines = block.broken((*rooms[block.number], last - block.style.hang_indent))
            final = lines[-1]
            rest = final.room - final.natural if way > 0 else final.natural
            if block.style.align is Align.JUSTIFIED and len(lines) > 1:
                near.append((rest / len(lines), index))
    rises = []
    for _, index in sorted(near)[:CANDIDATES]:
        chosen = blocks[index]
        assert isinstance(chosen, TextBlock)
        rise = _rise(chosen, (*rooms[chosen.number], last - chosen.style.hang_indent), way)
        if rise is not None:
            rises.append((rise, index))
    return [index for _, index in sorted(rises)]


def _rise(block: TextBlock, rooms: tuple[Length, ...], way: int) -> float | None:
    """How much a paragraph's spacing costs more when it is a line longer or shorter; None: it cannot."""
    plain = block.broken(rooms)
    spacing = block.style.spacing
    lines = fit_in(block.items, rooms, spacing, len(plain) + way)
    if lines is None:
        return None
    return spacing_cost(block.items, lines, spacing) - spacing_cost(block.items, plain, spacing)


def changes(fitted: Trial) -> tuple[int, int, int]:
    """Paragraphs set tighter, paragraphs set looser, and the most that a gap of theirs was changed by
    on average over its line, per mille of an em."""
    moved = {
        block.number: block.looseness
        for block in fitted.blocks
        if isinstance(block, TextBlock) and block.looseness
    }
    widest = 0
    for line in fitted.galley.lines if moved else ():
        if line.number in moved and line.line.ending != "last":
            gaps = max(1, line.line.end - line.line.start - 1)
            slack = abs(line.line.room - line.line.natural)
            widest = max(widest, 1000 * slack // (gaps * line.items.em))
    ways = list(moved.values())
    return ways.count(-1), ways.count(1), widest


def strained(fitted: Trial) -> Trial:
    """The story with its justified body lines marked that are stretched or squeezed further than their
    style and copyfitting allow."""
    limits = {
        block.number: _limits(block.style.spacing)
        for block in fitted.blocks
        if isinstance(block, TextBlock) and block.role is Role.BODY_LINE
    }
    lines = fitted.galley.lines
    strains = strains_of(lines, limits)
    if not any(strains):
        return fitted
    marked = (
        replace(line, strain=strain) if strain else line for line, strain in zip(lines, strains, strict=True)
    )
    return replace(fitted, galley=replace(fitted.galley, lines=tuple(marked)))


def _limits(spacing: Spacing) -> tuple[int, int]:
    """How far the gaps of a style's lines may be stretched and squeezed, per mille of an em."""
    return spacing.han_gap_stretch, max(spacing.han_gap_shrink, COPYFIT_SHRINK)


@twin
def strains_of(lines: Sequence[SetLine], limits: Mapping[int, tuple[int, int]]) -> list[int]:
    """Of each line 1 where it is too loose, -1 where it is too tight; ``limits`` by paragraphs."""
    return [_strain(line, limits) for line in lines]


def _strain(each: SetLine, limits: Mapping[int, tuple[int, int]]) -> int:
    line, items = each.line, each.items
    if each.role is not Role.BODY_LINE or line.ending != "justified" or each.align is not Align.JUSTIFIED:
        return 0
    slack = line.room - line.natural
    inner = items.flexible[line.start + 1 : line.end]
    limit = limits[each.number][0 if slack > 0 else 1]
    over = abs(slack) - (len(inner) - inner.count(0)) * (items.em * limit // 1000)
    if over <= 0:  # within what its gaps give, whatever its marks would
        return 0
    gives = items.stretches if slack > 0 else items.squeezes
    if over <= sum(give.amount for give in gives if line.start < give.gap < line.end):
        return 0
    return 1 if slack > 0 else -1


def out_of_limits(galley: Galley) -> tuple[int, int]:
    """How many lines are too loose, and how many too tight."""
    strains = [line.strain for line in galley.lines]
    return strains.count(1), strains.count(-1)
