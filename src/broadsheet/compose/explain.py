"""Why a line is as it is: what each step of squeezing or stretching gave, and what stood against
another break. Facts only; the command line puts them into words."""

from __future__ import annotations

from dataclasses import dataclass

from broadsheet.compose.line import Line
from broadsheet.model.style import Spacing
from broadsheet.text.items import FORCED, FREE, HYPHEN, NO_BREAK, UNIT, WORD_PART, Items
from broadsheet.units import Length

BREAK_NAMES = {
    NO_BREAK: "forbidden",
    FREE: "free",
    HYPHEN: "hyphen",
    FORCED: "forced",
    UNIT: "figure from unit",
    WORD_PART: "inside an address or compound",
}


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One box: its character and class, its width, the glue before it, the break before it."""

    index: int
    character: str
    kind: str
    width: Length
    gap: Length
    break_before: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that could have ended at another break: its text's last characters, its natural width
    and what it would need (positive: stretch, negative: squeeze) against what it may give."""

    end: int
    tail: str
    natural: Length
    need: Length
    give: Length
    kind: str


@dataclass(frozen=True, slots=True)
class LineReport:
    """One line: ``steps`` holds (squeeze or stretch step, amount); step 0 is the Han gaps.

    ``per_gap`` is what each Han gap got; ``next_unit`` what stands at the next line's start and may
    not be parted; ``candidates`` are the breaks around the chosen one.
    """

    number: int
    text: str
    room: Length
    natural: Length
    ending: str
    gaps: int
    steps: tuple[tuple[int, Length], ...]
    per_gap: Length
    next_unit: str
    next_width: Length
    candidates: tuple[Candidate, ...]


def item_rows(items: Items) -> tuple[ItemRow, ...]:
    """The paragraph's items in order."""
    return tuple(
        ItemRow(
            index, character, items.classes[index], items.advances[index], items.gaps[index],
            BREAK_NAMES[items.breaks[index]],
        )
        for index, character in enumerate(items.text)
    )  # fmt: skip


def line_report(items: Items, line: Line, number: int, spacing: Spacing) -> LineReport:
    """What was done to a line, and what else could have been."""
    steps = step_totals(items, line) if line.ending != "last" else {}
    gaps = sum(items.flexible[line.start + 1 : line.end])
    after = _next_break(items, line.end)
    return LineReport(
        number,
        items.text[line.start : line.end],
        line.room,
        line.natural,
        line.ending,
        gaps,
        tuple(sorted(steps.items())),
        steps.get(0, 0) // gaps if gaps else 0,
        items.text[line.end : after],
        items.natural(items.content_start(line.end), after) if after > line.end else 0,
        tuple(_candidates(items, line, spacing)),
    )


def step_totals(items: Items, line: Line) -> dict[int, Length]:
    """What each step gives a justified line, in the order in which ``justify.adjust`` asks them;
    step 0 is what the Han gaps share. Squeezes are negative."""
    need = line.room - line.natural
    sign = 1 if need > 0 else -1
    left = abs(need)
    totals: dict[int, Length] = {}
    inside = [
        give
        for give in (items.stretches if need > 0 else items.squeezes)
        if line.start < give.gap < line.end
    ]
    for step in sorted({give.step for give in inside}):
        taken = min(left, sum(give.amount for give in inside if give.step == step))
        if taken:
            totals[step] = sign * taken
            left -= taken
    if left:
        totals[0] = sign * left
    return totals


def _next_break(items: Items, position: int) -> int:
    position += 1
    while position < len(items.text) and items.breaks[position] == NO_BREAK:
        position += 1
    return min(position, len(items.text))


def _candidates(items: Items, line: Line, spacing: Spacing) -> list[Candidate]:
    """Legal breaks within four ems of the line's room, the chosen one among them."""
    found = []
    for end in range(line.start + 1, len(items.text) + 1):
        if items.breaks[end] == NO_BREAK:
            continue
        stop = items.content_end(line.start, end)
        natural = items.natural(line.start, stop)
        if natural > line.room + 2 * items.em:
            break
        if natural < line.room - 4 * items.em:
            continue
        need = line.room - natural
        gaps = sum(items.flexible[line.start + 1 : stop])
        if need >= 0:
            give = gaps * items.em * spacing.han_gap_stretch // 1000
        else:
            marks = sum(place.amount for place in items.squeezes if line.start < place.gap < stop)
            give = marks + gaps * items.em * spacing.han_gap_shrink // 1000
        tail = items.text[max(line.start, stop - 4) : stop]
        found.append(Candidate(end, tail, natural, need, give, BREAK_NAMES[items.breaks[end]]))
    return found
