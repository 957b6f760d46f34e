"""Slots first: every place where a line of a story may stand, from geometry alone."""

from __future__ import annotations

from dataclasses import dataclass

from broadsheet.compose.slot import LineSlot
from broadsheet.geometry import Rect
from broadsheet.model.edition import StoryPart
from broadsheet.model.grid import Grid
from broadsheet.model.hole import HeadPlace, Inside, StoryHole
from broadsheet.units import Length

HAIRLINE: Length = 250
"""Column rules and box rules between stories: 0.25 pt, the thinnest that newsprint holds."""


@dataclass(frozen=True, slots=True)
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
    return TextArea(x, width, line, lines, _legs(x, width, hole))


def _legs(x: Length, width: Length, hole: StoryHole) -> tuple[tuple[Length, Length], ...]:
    """Legs of one width; what does not divide stays at the right of the last."""
    leg = (width - (hole.legs - 1) * hole.leg_gap) // hole.legs
    return tuple((x + index * (leg + hole.leg_gap), leg) for index in range(hole.legs))


def beside(area: TextArea, hole: StoryHole, width: Length) -> TextArea:
    """The area that a vertical headline ``width`` wide leaves at the side of it."""
    x = area.x + width if hole.head is HeadPlace.LEFT else area.x
    rest = max(0, area.width - width)
    return TextArea(x, rest, area.line, area.lines, _legs(x, rest, hole))


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Whole lines of whole legs that a picture takes, and the rectangle it may fill."""

    first_leg: int
    end_leg: int
    line: int
    end_line: int
    x: Length
    width: Length


def obstacle(place: Inside, area: TextArea, first_line: int) -> Obstacle:
    """Return the place of a picture inside a story whose text begins at ``first_line``.

    What would reach past the area is cut off at its edge.
    """
    first = min(place.leg, len(area.legs) - 1)
    end = min(first + place.legs, len(area.legs))
    line = first_line + place.line if place.line >= 0 else area.end_line + 1 + place.line - place.lines
    line = max(first_line, min(line, area.end_line))
    end_line = min(line + place.lines, area.end_line)
    x = area.legs[first][0]
    right = area.legs[end - 1][0] + area.legs[end - 1][1]
    return Obstacle(first, end, line, end_line, x, right - x)


def part_slots(
    part: StoryPart, number: int, area: TextArea, first_line: int, obstacles: tuple[Obstacle, ...]
) -> tuple[LineSlot, ...]:
    """Return the slots of one part in reading order: leg by leg, from the top.

    ``first_line`` is the grid line below the headline package. A leg narrower than the style's
    shortest measure has no slots.
    """
    shortest = part.style.body.shortest_measure
    slots = []
    for leg, (x, width) in enumerate(area.legs):
        if width < shortest:
            continue
        taken = [place for place in obstacles if place.first_leg <= leg < place.end_leg]
        for line in range(first_line, area.end_line):
            if any(place.line <= line < place.end_line for place in taken):
                continue
            slots.append(LineSlot(part.page, number, leg, line, x, part.grid.baseline(line), width))
    return tuple(slots)


def frame_rect(hole: StoryHole, grid: Grid) -> Rect:
    """Where a hole's border stands: its span, drawn in to the height of the type it holds."""
    rect = grid.rect(hole.span)
    trim = (grid.leading - grid.em) // 2
    return Rect(rect.x, rect.y + trim, rect.width, max(0, rect.height - 2 * trim))


def leg_gaps(
    area: TextArea, first_line: int, obstacles: tuple[Obstacle, ...]
) -> tuple[tuple[Length, int, int], ...]:
    """Where rules between legs may stand: x in the middle of the gap, first line, line below the
    last. What spans both legs parts a rule."""
    found = []
    for leg in range(len(area.legs) - 1):
        right = area.legs[leg][0] + area.legs[leg][1]
        x = (right + area.legs[leg + 1][0]) // 2
        line = first_line
        spanning = [place for place in obstacles if place.first_leg <= leg and place.end_leg > leg + 1]
        for place in sorted(spanning, key=lambda place: place.line):
            if place.line > line:
                found.append((x, line, place.line))
            line = max(line, place.end_line)
        if line < area.end_line:
            found.append((x, line, area.end_line))
    return tuple(found)
