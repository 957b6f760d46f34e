"""Why a line is as it is: what each step of squeezing or stretching gave, and what stood against
another break. Facts only; the command line puts them into words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from broadsheet.compose.firstfit import Sums, is_runt, line_weight, piece_of, stretch_of, sums_of
from broadsheet.compose.justify import adjust
from broadsheet.compose.leastcost import STRETCH_COST, columns_of, line_cost
from broadsheet.compose.line import Line
from broadsheet.compose.runs import is_spread
from broadsheet.model.spacing import Spacing
from broadsheet.model.style import Align, Breaker, ParagraphStyle
from broadsheet.records import record
from broadsheet.text.charclass import SPACE
from broadsheet.text.items import FORCED, FREE, HYPHEN, NAME, NO_BREAK, UNIT, WORD_PART, Items
from broadsheet.units import Length

BREAK_NAMES = {
    NO_BREAK: "forbidden",
    FREE: "free",
    HYPHEN: "hyphen",
    FORCED: "forced",
    UNIT: "figure from unit",
    WORD_PART: "inside an address or compound",
    NAME: "inside what is read as one",
}

WORDS_STEP = 9
"""What words have between their letters, and between each other over their limit, where the gaps of a line
take more than their own share or there are none."""


Costs: TypeAlias = Callable[[int, int, Length], "float | None"]
"""What a line costs, by the box it starts with, the one that its break stands before, and its room."""


@record
class ItemRow:
    """One box: its character and class, its width, the glue before it, the break before it."""

    index: int
    character: str
    kind: str
    width: Length
    gap: Length
    break_before: str


@record
class Candidate:
    """A line that could have ended at another break: its text's last characters, its natural width
    and what it would need (positive: stretch, negative: squeeze) against what it may give.

    ``cost`` is what the style's breaker reckons for such a line by itself, 100 for one stretched to its
    limit and, in optimum fit, what its break and the line itself cost; None where it may not be set."""

    end: int
    tail: str
    natural: Length
    need: Length
    give: Length
    kind: str
    cost: float | None = None


@record
class LineReport:
    """One line: ``steps`` holds (squeeze or stretch step, amount); step 0 is the Han gaps. A line that is set
    natural, as all of verse are, has none.

    ``per_gap`` is what each Han gap got; ``next_unit`` what stands at the next line's start and may
    not be parted; ``candidates`` are the breaks around the chosen one. ``runt`` is what would have
    stood alone in the paragraph's last line (孤字) had this one taken all that fits: it is in this line
    where ``runt_taken_in``, else it got company from it. Empty where there was none. ``cost`` is that
    of the candidate that was chosen; None for a line that ends at no break.
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
    runt: str = ""
    runt_taken_in: bool = False
    cost: float | None = None


def item_rows(items: Items) -> tuple[ItemRow, ...]:
    """The paragraph's items in order."""
    return tuple(
        ItemRow(
            index, character, items.classes[index], items.advances[index], items.gaps[index],
            BREAK_NAMES[items.breaks[index]],
        )
        for index, character in enumerate(items.text)
    )  # fmt: skip


def line_report(items: Items, line: Line, number: int, style: ParagraphStyle, align: Align) -> LineReport:
    """What was done to a line, and what else could have been."""
    steps = step_totals(items, line) if is_spread(line, align) else {}
    gaps = sum(items.flexible[line.start + 1 : line.end])
    after = _next_break(items, line.end)
    runt, reckoned = _absorbed_runt(items, line), _costs(items, style)
    return LineReport(
        number=number,
        text=items.text[line.start : line.end],
        room=line.room,
        natural=line.natural,
        ending=line.ending,
        gaps=gaps,
        steps=tuple(sorted(steps.items())),
        per_gap=steps.get(0, 0) // gaps if gaps else 0,
        next_unit=items.text[line.end : after],
        next_width=items.natural(items.content_start(line.end), after) if after > line.end else 0,
        candidates=tuple(_candidates(items, line, style, reckoned)),
        runt=runt,
        runt_taken_in=bool(runt) and line.end >= piece_of(items, line.start).ink,
        cost=_cost(items, line, reckoned),
    )


def step_totals(items: Items, line: Line) -> dict[int, Length]:
    """What each step gives a justified line, in the order in which ``justify.adjust`` asks them;
    step 0 is what the flexible gaps share, ``WORDS_STEP`` what words take beside them. Squeezes are
    negative."""
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
        rigid = sum(amount for gap, amount in adjust(items, line).items() if not items.flexible[gap])
        words = rigid - sign * sum(give.amount for give in inside if not items.flexible[give.gap])
        shares = {0: sign * left - words, WORDS_STEP: words}
        totals.update((step, amount) for step, amount in shares.items() if amount)
    return totals


def _next_break(items: Items, position: int) -> int:
    position += 1
    while position < len(items.text) and items.breaks[position] == NO_BREAK:
        position += 1
    return min(position, len(items.text))


def _absorbed_runt(items: Items, line: Line) -> str:
    """What would be alone in the last line had this one ended at the last break within its room."""
    if line.ending != "justified":
        return ""
    piece = piece_of(items, line.start)
    within = line.start
    for end in range(line.start + 1, piece.end):
        natural = items.natural(line.start, items.content_end(line.start, end))
        if items.breaks[end] != NO_BREAK and natural <= line.room:
            within = end
        elif natural > line.room + 2 * items.em:
            break
    rest = items.content_start(within)
    is_moved = line.end < within or line.end >= piece.ink
    return items.text[rest : piece.ink] if is_moved and is_runt(items, rest, piece.ink) else ""


def _candidates(items: Items, line: Line, style: ParagraphStyle, reckoned: Costs) -> list[Candidate]:
    """Legal breaks within four ems of the line's room, the chosen one among them."""
    found = []
    sums = sums_of(items)
    for end in range(line.start + 1, piece_of(items, line.start).end + 1):
        if items.breaks[end] == NO_BREAK:
            continue
        stop = items.content_end(line.start, end)
        natural = items.natural(line.start, stop)
        if natural > line.room + 2 * items.em:
            break
        if natural < line.room - 4 * items.em:
            continue
        need = line.room - natural
        give = _give(items, sums, (line.start, stop), need, style.spacing)
        tail = items.text[max(line.start, stop - 4) : stop]
        kind = BREAK_NAMES[items.breaks[end]]
        cost = reckoned(line.start, end, line.room)
        found.append(Candidate(end, tail, natural, need, give, kind, cost))
    return found


def _costs(items: Items, style: ParagraphStyle) -> Costs:
    """What the style's breaker reckons for lines of a paragraph."""
    spacing = style.spacing
    if style.breaker is Breaker.OPTIMUM_FIT:
        columns = columns_of(items, spacing)
        return lambda start, end, room: _rounded(line_cost(columns, start, end, room, spacing))
    sums = sums_of(items)

    def weighed(start: int, end: int, room: Length) -> float | None:
        stop = items.content_end(start, end)
        slack = room - items.natural(start, stop)
        if slack >= 0 and items.breaks[end] == FORCED:
            return 0.0
        weight = line_weight(items, sums, (start, stop), slack, spacing)
        return None if weight is None else _rounded(STRETCH_COST * weight)

    return weighed


def _cost(items: Items, line: Line, reckoned: Costs) -> float | None:
    """That of a line as it stands; None where it ends at no break."""
    end = line.end
    while end < len(items.text) and items.breaks[end] == NO_BREAK and items.classes[end] == SPACE:
        end += 1
    return reckoned(line.start, end, line.room) if items.breaks[end] != NO_BREAK else None


def _rounded(cost: float | None) -> float | None:
    return None if cost is None else round(cost, 1)


def _give(items: Items, sums: Sums, span: tuple[int, int], need: Length, spacing: Spacing) -> Length:
    """What a line may be stretched or squeezed by within its style's limits."""
    fixed, each = (
        (stretch_of(items, *span), spacing.han_gap_stretch)
        if need >= 0
        else (sums.squeeze(*span), spacing.han_gap_shrink)
    )
    return fixed + sums.gaps(*span) * (items.em * each // 1000)
