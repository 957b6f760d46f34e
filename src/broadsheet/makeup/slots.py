"""Slots first: every place where a line of a story may stand, from geometry alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, chain, pairwise, repeat

from broadsheet.compose.slot import LineSlot
from broadsheet.geometry import Rect, rest_of
from broadsheet.model.edition import StoryPart
from broadsheet.model.grid import Grid, GridSpan
from broadsheet.model.hole import Across, Inside, StoryHole
from broadsheet.records import record, replace
from broadsheet.units import Length

HAIRLINE: Length = 250
"""Column rules and box rules between stories: 0.25 pt, the thinnest that newsprint holds."""


@record
class TextArea:
    """The part of a story hole that text may use: inside the frame, legs worked out.

    ``legs`` holds x and width of each leg from left to right; lines are grid lines of the page.
    """

    x: Length
    width: Length
    line: int
    lines: int
    legs: tuple[tuple[Length, Length], ...]

    @property
    def end_line(self) -> int:
        """The first grid line below the area."""
        return self.line + self.lines


def text_area(hole: StoryHole, grid: Grid) -> TextArea:
    """Return where a hole's text may stand: its span less the frame's inset."""
    rect = grid.rect(hole.span)
    line, lines = hole.span.line, hole.span.lines
    x, width = rect.x, rect.width
    if hole.frame is not None:
        x, width = x + hole.frame.inset_x, width - 2 * hole.frame.inset_x
        line, lines = line + hole.frame.inset_lines, max(0, lines - 2 * hole.frame.inset_lines)
    return TextArea(x, width, line, lines, _legs(x, width, hole, grid.em))


def _legs(x: Length, width: Length, hole: StoryHole, em: Length) -> tuple[tuple[Length, Length], ...]:
    """The legs: of one width, or of their own. What does not divide stays at the right of the last; several
    whose lines run down are of whole characters, and what is left over goes to the gaps."""
    widths, gap = hole.widths, hole.leg_gap
    if not widths:
        leg = _leg(width, hole, em)
        widths = (leg,) * hole.legs
        if hole.vertical and leg and hole.legs > 1:
            gap = (width - hole.legs * leg) // (hole.legs - 1)
    starts = accumulate((leg + gap for leg in widths[:-1]), initial=x)
    return tuple(zip(starts, widths, strict=True))


def _leg(width: Length, hole: StoryHole, em: Length) -> Length:
    """The width of each leg, in whole characters where lines run down through several."""
    leg = max(0, (width - (hole.legs - 1) * hole.leg_gap) // hole.legs)
    return leg // em * em if hole.vertical and hole.legs > 1 else leg


def beside(area: TextArea, hole: StoryHole, width: Length, em: Length) -> TextArea:
    """The area that a headline across its lines, ``width`` deep, leaves at the side of it. Lines that run
    down are of whole characters there: of what is left over the headline has a leg's share."""
    rest = max(0, area.width - width)
    if hole.vertical:
        whole = _leg(rest, hole, em) // em * em
        rest -= (rest - hole.legs * whole - (hole.legs - 1) * hole.leg_gap) // hole.legs if whole else 0
    x = area.x if hole.head.side is Across.RIGHT else area.x + area.width - rest
    return TextArea(x, rest, area.line, area.lines, _legs(x, rest, hole, em))


@record
class Obstacle:
    """What text goes round: a place on the page across, grid lines down. ``standoff`` is kept free
    at the side of it by lines of the legs that it shortens: those that come nearer to it than ``reach``."""

    x: Length
    width: Length
    line: int
    end_line: int
    standoff: Length = 0
    reach: Length = 0

    @property
    def right(self) -> Length:
        """Where it ends."""
        return self.x + self.width

    def meets(self, other: Obstacle) -> bool:
        """Whether the two stand in each other's way."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.line < other.end_line
            and other.line < self.end_line
        )


def obstacle(place: Inside, area: TextArea, first_line: int, standoff: Length) -> Obstacle:
    """Return the place of a picture inside a story whose text begins at ``first_line``.

    What would reach past the area is cut off at its edge.
    """
    x, width = across(area, place.leg, place.legs)
    line = first_line + place.line if place.line >= 0 else area.end_line + 1 + place.line - place.lines
    line = max(first_line, min(line, area.end_line))
    end_line = min(line + place.lines, area.end_line)
    if place.width and place.width < width:
        x, width = set_across(x, width, place.width, place.side), place.width
    return Obstacle(x, width, line, end_line, standoff)


def clear_of(place: Obstacle, others: Sequence[Obstacle], area: TextArea) -> Obstacle:
    """The place moved down until it meets none of the others; where that leaves it fewer lines than it has
    above the first that it meets, it is cut off there. Without a line where none is free."""
    lines = place.end_line - place.line
    met = [other for other in others if other.x < place.right and place.x < other.right]
    line, free = place.line, lines
    for other in sorted(met, key=lambda other: other.line):
        if other.line < line + lines and line < other.end_line:
            free = min(free, other.line - place.line)
            line = other.end_line
    line = min(line, area.end_line)
    if min(lines, area.end_line - line) < free:
        return replace(place, end_line=place.line + free)
    return replace(place, line=line, end_line=min(line + lines, area.end_line))


def across(area: TextArea, leg: int, legs: int) -> tuple[Length, Length]:
    """x and width of so many legs (0: all from there on), cut off at the last."""
    first = min(leg, len(area.legs) - 1)
    end = min(first + legs, len(area.legs)) if legs else len(area.legs)
    x = area.legs[first][0]
    return x, area.legs[end - 1][0] + area.legs[end - 1][1] - x


def set_across(x: Length, room: Length, width: Length, side: Across) -> Length:
    """Where something ``width`` wide begins in its room."""
    spare = max(0, room - width)
    return x + {Across.LEFT: 0, Across.CENTRE: spare // 2, Across.RIGHT: spare}[side]


def cut_obstacles(hole: StoryHole, grid: Grid) -> tuple[Obstacle, ...]:
    """What a hole leaves to others of its span: an L, a U or a ring of text is left."""
    found, gap = [], grid.column_gap
    for span in hole.cuts:
        rect = grid.rect(span)
        found.append(Obstacle(rect.x, rect.width, span.line, span.end_line, gap, gap))
    return tuple(found)


def part_slots(
    part: StoryPart, number: int, area: TextArea, obstacles: tuple[Obstacle, ...]
) -> tuple[LineSlot, ...]:
    """Return the slots of one part in reading order: leg by leg, from the top, and on one grid line
    what stands left of an obstacle before what stands right of it.

    Whatever is narrower than the style's shortest measure, or than an indent and a character, is no slot.
    """
    body = part.style.body
    shortest = max(body.indent + body.text.size, body.shortest_measure)
    levels = [part.grid.baseline(line) for line in range(area.line, area.end_line)]
    slots = list[LineSlot]()
    for leg, (x, width) in enumerate(area.legs):
        met = [
            place for place in obstacles
            if place.x - place.reach < x + width and x < place.right + place.reach
        ]  # fmt: skip
        edges = {edge for place in met for edge in (place.line, place.end_line)}
        where = [repeat(part.page), repeat(number), repeat(leg)]
        inside = sorted(edge for edge in edges if area.line < edge < area.end_line)
        for line, below in pairwise([area.line, *inside, area.end_line]):  # between two edges all are alike
            places = [place for place in met if place.line <= line < place.end_line]
            free = [piece for piece in free_of(x, x + width, places) if piece[1] - piece[0] >= shortest]
            lines, high = range(line, below), levels[line - area.line : below - area.line]
            stacks = [
                map(LineSlot, *where, lines, repeat(start), high, repeat(end - start)) for start, end in free
            ]
            slots.extend(chain.from_iterable(zip(*stacks, strict=True)))
    return tuple(slots)


def free_of(start: Length, end: Length, places: Sequence[Obstacle]) -> list[tuple[Length, Length]]:
    """What obstacles leave of a line, from the left."""
    taken = ((place.x - place.standoff, place.right + place.standoff) for place in places)
    return list(rest_of(start, end, taken))


def frame_rect(span: GridSpan, grid: Grid) -> Rect:
    """Where a hole's border stands: its span, drawn in to the height of the type beside it."""
    rect = grid.rect(span)
    height = max(0, rect.height - 2 * grid.white)
    return Rect(rect.x, rect.y + grid.white, rect.width, height)


def leg_gaps(
    area: TextArea, obstacles: tuple[Obstacle, ...], feet: Mapping[int, int]
) -> tuple[tuple[Length, int, int], ...]:
    """Where rules between legs may stand: x in the middle of the gap, first line, line below the last.

    A rule stands only between two legs of which neither is white: ``feet`` has the line below the last one of
    each leg that holds text. All go down to where the deepest of the text ends, or a thing beside them that
    ends deeper; what spans the gap parts a rule.
    """
    found: list[tuple[Length, int, int]] = []
    deepest = max(feet.values(), default=0)
    for leg in range(len(area.legs) - 1):
        right = area.legs[leg][0] + area.legs[leg][1]
        x = (right + area.legs[leg + 1][0]) // 2
        spanning = [place for place in obstacles if place.x < x < place.right]
        beside = [place for place in obstacles if place not in spanning]
        if all(each in feet or _within(area.legs[each], beside) for each in (leg, leg + 1)):
            foot = max(deepest, *(_within(each, obstacles) for each in area.legs[leg : leg + 2]))
            parted = [(place.line, place.end_line) for place in spanning]
            found.extend((x, *lines) for lines in rest_of(area.line, foot, parted))
    return tuple(found)


def _within(leg: tuple[Length, Length], obstacles: Sequence[Obstacle]) -> int:
    """Where the last of the things ends that reach into a leg; 0 where none does."""
    x, width = leg
    return max((place.end_line for place in obstacles if place.x < x + width and x < place.right), default=0)
