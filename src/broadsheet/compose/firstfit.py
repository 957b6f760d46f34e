"""First fit: each line takes what it can hold, then squeezing in and pushing out are weighed.

Source: CLREQ, "Squeeze in first, push out second", with the stated deviation that the cheaper of
the two is taken: a line squeezed hard looks worse than one stretched a little. A last line of one
character (孤字) is taken into the line before, or gets another character from it.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from broadsheet.compose.line import Line, Rooms, room_of
from broadsheet.kernel import twin
from broadsheet.model.spacing import Spacing
from broadsheet.records import record
from broadsheet.rows import NamedTuple
from broadsheet.text.charclass import (
    COMBINING,
    CONNECTOR,
    DASH,
    ELLIPSIS,
    ENDS,
    FIGURE,
    HAN,
    HANGUL,
    INTERPUNCT,
    LATIN,
    OPEN,
    POSTFIX,
    PREFIX,
    PUNCT,
    SMALL,
    SPACE,
)
from broadsheet.text.items import FORCED, FREE, HYPHEN, NAME, NO_BREAK, UNIT, WORD_PART, Items
from broadsheet.units import Length

NAME_LOOSENESS = 2.5
"""In times the style's limit: a line so loose is taken rather than one that ends in a name."""


@record
class Sums:
    """What the glue of a paragraph can give, as running sums over its boxes, so that any line is a
    difference: entry i is the sum of the glue before the boxes below i."""

    squeezes: list[Length]  # of marks and gaps at borders of script
    flexible: list[int]  # number of the gaps that may take what is left

    def squeeze(self, start: int, end: int) -> Length:
        """What the marks and gaps strictly inside a line can give."""
        return self.squeezes[end] - self.squeezes[start + 1] if end > start + 1 else 0

    def gaps(self, start: int, end: int) -> int:
        """Flexible gaps strictly inside a line."""
        return self.flexible[end] - self.flexible[start + 1] if end > start + 1 else 0


RUNT_LOOSENESS = 1.5
"""In times its limit, what a line may be stretched by to spare a runt (孤字): a reader sees a character that
stands alone sooner than gaps a sixteenth of an em wider than others may be."""


class Piece(NamedTuple):
    """Where a piece of a paragraph ends: before box ``end`` stands its forced break; its last ink is
    the box before ``ink``."""

    end: int
    ink: int


def sums_of(items: Items) -> Sums:
    """Return a paragraph's running sums."""
    amounts = [0] * (len(items.text) + 1)
    for gap, amount, _ in items.squeezes:
        amounts[gap] += amount
    return Sums(list(accumulate(amounts, initial=0)), list(accumulate(items.flexible, initial=0)))


def stretch_of(items: Items, start: int, end: int) -> Length:
    """What the word spaces and gaps at Latin strictly inside a line take before the flexible gaps do."""
    return sum(give.amount for give in items.stretches if start < give.gap < end)


def piece_of(items: Items, start: int) -> Piece:
    """The piece that the line from ``start`` is of."""
    forced = items.breaks.index(FORCED, start + 1)
    return Piece(forced, items.content_end(start, forced))


@twin
def first_fit(items: Items, rooms: Rooms, spacing: Spacing) -> tuple[Line, ...]:
    """Break a paragraph line by line. Never fails: where nothing fits, a line is broken anywhere
    (``emergency``) or holds one box that is wider than it (``overfull``)."""
    lines: list[Line] = []
    sums = sums_of(items)
    count = len(items.text)
    start = items.content_start(0)
    while start < count:
        piece, first = piece_of(items, start), len(lines)
        while start < piece.end:
            line, start = next_line(items, sums, (start, piece), room_of(rooms, len(lines)), spacing)
            lines.append(line)
            start = start if line.ending == "last" else items.content_start(start)
        if len(lines) - first > 1:
            lines[-2:] = _without_runt(items, sums, (lines[-2], lines[-1], piece), spacing)
    return tuple(lines)


def next_line(
    items: Items, sums: Sums, place: tuple[int, Piece], room: Length, spacing: Spacing
) -> tuple[Line, int]:
    """First fit's line from a place (a box and its piece), and the box where the next one begins."""
    start, piece = place
    forced = piece.end
    end = max(start, piece.ink)
    natural = items.natural(start, end) if end > start else 0
    if natural <= room:
        return Line(start, end, room, natural, "last"), forced
    out = last = _last_that_fits(items, start, forced, room)
    if items.breaks[out] == NAME:
        out = _before_name(items, sums, (start, out), room, spacing)
    reach = bisect_right(items.pens, items.pens[start] + 2 * (room + items.em))  # no squeeze reaches it
    squeezed = _next_break(items, max(last, start), _past_blanks(items, reach, forced))
    if squeezed and _prefers_squeeze(items, sums, (start, out, squeezed), room, spacing):
        return fitted_line(items, start, squeezed, room), squeezed
    if out:
        return fitted_line(items, start, out, room), out
    return _emergency(items, start, piece, room)


def fitted_line(items: Items, start: int, after: int, room: Length) -> Line:
    """The line from ``start`` to the break before box ``after``."""
    end = items.content_end(start, after)
    hyphen = items.breaks[after] == HYPHEN and end == after
    natural = items.natural(start, end)
    ending = "last" if items.breaks[after] == FORCED and natural <= room else "justified"
    return Line(start, end, room, natural, ending, hyphen)


def _last_that_fits(items: Items, start: int, forced: int, room: Length) -> int:
    """The last break at which the line is no wider than its room; 0 for none."""
    reach = items.pens[start] + items.start_cuts.get(start, 0) + room + 2 * items.em
    position = _past_blanks(items, bisect_right(items.pens, reach), forced)
    while position > start:
        if items.breaks[position] != NO_BREAK:
            end = items.content_end(start, position)
            if end > start and items.natural(start, end) <= room:
                return position
        position -= 1
    return 0


def _past_blanks(items: Items, position: int, forced: int) -> int:
    """The end of the run of spaces that reaches over a position, for at a line's end it takes no room."""
    while position < forced and items.classes[position - 1] == SPACE:
        position += 1
    return min(position, forced)


def _before_name(items: Items, sums: Sums, span: tuple[int, int], room: Length, spacing: Spacing) -> int:
    """The break before the name that a line would end in, or that one where the line would be too loose; its
    spaces may take half an em more."""
    start, out = span
    place = out - 1
    while place > start and items.breaks[place] in (NO_BREAK, NAME):
        place -= 1
    end = items.content_end(start, place)
    if end <= start:
        return out
    slack = room - items.natural(start, end) - items.em // 2 * items.classes.count(SPACE, start, end)
    return place if _looseness(items, sums, (start, end), slack, spacing) <= NAME_LOOSENESS else out


def _next_break(items: Items, position: int, forced: int) -> int:
    """The next break that parts no name."""
    for after in range(position + 1, forced + 1):
        if items.breaks[after] not in (NO_BREAK, NAME):
            return after
    return 0


def _prefers_squeeze(
    items: Items, sums: Sums, candidates: tuple[int, int, int], room: Length, spacing: Spacing
) -> bool:
    """Whether taking the next unit in is cheaper than stretching the line without it.

    Words are not hyphenated and addresses not parted to squeeze.
    """
    start, out, squeezed = candidates
    end = items.content_end(start, squeezed)
    need = items.natural(start, end) - room
    tightness = _tightness(items, sums, (start, end), need, spacing)
    if tightness is None or (items.breaks[squeezed] in (HYPHEN, WORD_PART) and need > 0):
        return False
    if not out:
        return True
    slack = room - items.natural(start, items.content_end(start, out))
    return tightness**3 < _looseness(items, sums, (start, out), slack, spacing) ** 3


def _tightness(
    items: Items, sums: Sums, span: tuple[int, int], need: Length, spacing: Spacing
) -> float | None:
    """What a line gives over what it may give; None where it may not give so much."""
    limit = sums.squeeze(*span) + sums.gaps(*span) * (items.em * spacing.han_gap_shrink // 1000)
    if need > limit:
        return None
    return need / limit if limit else 0.0


def _looseness(
    items: Items, sums: Sums, span: tuple[int, int], slack: Length, spacing: Spacing
) -> float:
    """What each gap of a line takes over what it may take."""
    return slack / max(1, sums.gaps(*span)) / max(1, items.em * spacing.han_gap_stretch // 1000)


def line_weight(
    items: Items, sums: Sums, span: tuple[int, int], slack: Length, spacing: Spacing
) -> float | None:
    """What first fit weighs of a line with so much room to spare, or too little of it (negative): the cube of
    what it gives over what it may give. None where it may not give so much."""
    if slack >= 0:
        return _looseness(items, sums, span, slack, spacing) ** 3
    tightness = _tightness(items, sums, span, -slack, spacing)
    return None if tightness is None else tightness**3


def is_runt(items: Items, start: int, end: int) -> bool:
    """Whether a last line is one character, or one and marks (孤字)."""
    return end > start and sum(map(items.classes[start:end].count, _CHARACTERS)) <= 1


_CHARACTERS = HAN + HANGUL + LATIN + FIGURE + SMALL


def _without_runt(
    items: Items, sums: Sums, ending: tuple[Line, Line, Piece], spacing: Spacing
) -> tuple[Line, ...]:
    """The last two lines of a piece with its runt (孤字) squeezed back into the line before, or with
    characters of that line brought down to it: what is cheaper, within the style's limits or half as much
    over them. They stay as they are where neither is (CLREQ's only exception to a natural last line)."""
    before, last, piece = ending
    if before.ending != "justified" or not is_runt(items, last.start, last.end):
        return before, last
    need = items.natural(before.start, piece.ink) - before.room
    tightness = _tightness(items, sums, (before.start, piece.ink), need, spacing)
    pulled = _pulled_down(items, before, last, piece)
    looseness = 1.0
    if pulled:
        slack = before.room - pulled[0].natural
        looseness = _looseness(items, sums, (before.start, pulled[0].end), slack, spacing)
    if tightness is not None and (looseness >= 1 or tightness <= looseness):
        return (fitted_line(items, before.start, piece.end, before.room),)
    return pulled if pulled and looseness <= RUNT_LOOSENESS else (before, last)


def _pulled_down(items: Items, before: Line, last: Line, piece: Piece) -> tuple[Line, ...]:
    """The two lines parted at the last break that leaves no runt; none where they would not fit, or the first
    would be one itself."""
    after = last.start - 1
    while after > before.start and (
        items.breaks[after] not in (FREE, UNIT) or is_runt(items, after, piece.ink)
    ):
        after -= 1
    if after <= before.start:
        return ()
    second = fitted_line(items, items.content_start(after), piece.end, last.room)
    first = fitted_line(items, before.start, after, before.room)
    fits = second.ending == "last" and first.natural <= first.room
    return (first, second) if fits and not is_runt(items, first.start, first.end) else ()


_NEVER_FIRST = ENDS + INTERPUNCT + CONNECTOR + DASH + ELLIPSIS + POSTFIX + SMALL + PUNCT
_NEVER_LAST = OPEN + PREFIX
_OPENING = frozenset("([{<#“‘")
_INSIDE = frozenset(".,'’")


def _cut(items: Items, start: int, end: int) -> int:
    """Where to cut a unit of which no more than the boxes below ``end`` fit: in their second half behind a
    sign that stands in it (a telephone number's hyphen), else where kinsoku has nothing against it, in no
    number if that can be."""
    half = start + (end - start + 1) // 2
    for is_good in (_is_parted, _is_outside_numbers, _may_begin):
        for place in range(end, half, -1):
            if is_good(items, place):
                return place
    return end


def _is_parted(items: Items, place: int) -> bool:
    classes, sign = items.classes, items.text[place - 1]
    if classes[place - 1] != PUNCT or classes[place] not in LATIN + FIGURE or sign in _OPENING:
        return False
    return sign not in _INSIDE or classes[place - 2] != classes[place]  # 1,200 and Tom’s, but 600519.SH


def _is_outside_numbers(items: Items, place: int) -> bool:
    """Whether no number is cut there; one may have a point or a comma in it."""
    inside = items.classes[place] == FIGURE and items.classes[place - 1] in FIGURE + PUNCT
    return not inside and _may_begin(items, place)


def _may_begin(items: Items, place: int) -> bool:
    classes, text = items.classes, items.text
    may_be_first = classes[place] not in _NEVER_FIRST or text[place] in _OPENING
    return may_be_first and classes[place - 1] not in _NEVER_LAST and text[place - 1] not in _OPENING


def _emergency(items: Items, start: int, piece: Piece, room: Length) -> tuple[Line, int]:
    """Break inside a unit that is wider than the line; at least one box goes in."""
    forced = piece.end
    reach = items.pens[start] + items.start_cuts.get(start, 0) + room
    end = min(max(bisect_right(items.pens, reach) - 1, start + 1), forced)
    while end > start + 1 and items.natural(start, end) > room:
        end -= 1
    end = _cut(items, start, end) if end < forced else end
    while end < forced and items.classes[end] == COMBINING:
        end += 1
    natural = items.natural(start, end)
    after = end if piece.ink > end else forced  # no line for spaces alone
    return Line(start, end, room, natural, "emergency" if natural <= room else "overfull"), after
