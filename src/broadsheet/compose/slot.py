"""Slots: the places where lines of text may stand."""

from __future__ import annotations

from broadsheet.records import record
from broadsheet.units import Length


@record
class LineSlot:
    """One place where one line of text may stand, in page coordinates.

    Beside an obstacle two slots may stand on one grid line. ``part`` counts the story's holes from 0,
    ``leg`` the hole's legs, ``line`` the page's grid lines.
    """

    page: int
    part: int
    leg: int
    line: int
    x: Length
    baseline: Length
    measure: Length

    def follows(self, other: LineSlot) -> bool:
        """True where this slot stands right below the other in the same leg, or right of it."""
        if self.part != other.part or self.leg != other.leg:
            return False
        return self.line == other.line + 1 or (self.line == other.line and self.x > other.x)
