"""Copyfitting: single paragraphs set a line tighter or looser, so that a story ends where its hole does.

As desks do it: at most one line a paragraph, the paragraphs first whose spacing suffers least, and
only for a story that is over or under by a few lines. A story that fits is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from broadsheet.compose.galley import Galley, SetBlock, TextBlock
from broadsheet.compose.optimumfit import fit_in, spacing_cost
from broadsheet.makeup.fill import short_feet
from broadsheet.model.style import Align
from broadsheet.tree.node import Role
from broadsheet.units import Length

CANDIDATES = 8
"""Paragraphs that are tried, those first whose last line is nearest to the wanted length."""

Threading: TypeAlias = Callable[[Sequence[SetBlock]], Galley]
"""Sets blocks through a story's holes as the page will show them."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A story's blocks, some a line tighter or looser, and their galley."""

    blocks: tuple[SetBlock, ...]
    galley: Galley


def copyfit(blocks: Sequence[SetBlock], galley: Galley, most: int, thread: Threading) -> Fitted:
    """Win or lose up to ``most`` lines. As it was where that does not bring the overset text in, or
    the feet of the legs no nearer to level."""
    before = Fitted(tuple(blocks), galley)
    over, under = galley.overset_lines, len(short_feet(galley))
    need = -over if over else under
    if not need or abs(need) > most:
        return before
    fitted = before
    for index in _ranked(blocks, galley, 1 if need > 0 else -1):
        tried = list(fitted.blocks)
        block = tried[index]
        assert isinstance(block, TextBlock)
        tried[index] = replace(block, looseness=1 if need > 0 else -1)
        made = thread(tried)
        if _short(made) < _short(fitted.galley):
            fitted = Fitted(tuple(tried), made)
            if not any(_short(made)):
                break
    return before if fitted.galley.overset else fitted


def _short(galley: Galley) -> tuple[int, int]:
    """What is wrong with a setting: lines over, lines under."""
    return galley.overset_lines, len(short_feet(galley))


def _ranked(blocks: Sequence[SetBlock], galley: Galley, way: int) -> list[int]:
    """The paragraphs that can be a line longer (``way`` 1) or shorter (-1), cheapest first."""
    rooms: dict[int, list[Length]] = {}
    for line in galley.lines:
        if line.role is Role.BODY_LINE:
            rooms.setdefault(line.number, []).append(line.line.room)
    last = galley.lines[-1].slot.measure if galley.lines else 0
    near: list[tuple[float, int]] = []
    for index, block in enumerate(blocks):
        if isinstance(block, TextBlock) and block.role is Role.BODY_LINE and block.number in rooms:
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


def changes(fitted: Fitted) -> tuple[int, int, int]:
    """Paragraphs set tighter, paragraphs set looser, and the most that a gap of theirs was changed by
    on average over its line, per mille of an em."""
    moved = {
        block.number: block.looseness
        for block in fitted.blocks
        if isinstance(block, TextBlock) and block.looseness
    }
    widest = 0
    for line in fitted.galley.lines:
        if line.number in moved and line.line.ending != "last":
            gaps = max(1, line.line.end - line.line.start - 1)
            slack = abs(line.line.room - line.line.natural)
            widest = max(widest, 1000 * slack // (gaps * line.items.em))
    ways = list(moved.values())
    return ways.count(-1), ways.count(1), widest
