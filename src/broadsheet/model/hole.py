"""Holes: the places of a page that something is put into."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from broadsheet.geometry import Rect
from broadsheet.model.furniture import Element
from broadsheet.model.grid import Grid, GridSpan
from broadsheet.model.picture import CaptionPlace
from broadsheet.model.style import FrameStyle
from broadsheet.records import field, record, replace
from broadsheet.source import Span
from broadsheet.units import Length


class Side(Enum):
    """A side of a hole that may carry a rule in the middle of the gap to its neighbour."""

    LEFT = "left"
    RIGHT = "right"
    TOP = "top"
    BOTTOM = "bottom"


class Across(Enum):
    """Where something narrow stands in the width that it has."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@record
class HeadSpot:
    """Where a headline package stands in its hole: over the text (盖文题) as it is made.

    ``legs`` legs from ``leg`` on, 0 for all of them. ``line`` counts lines from the hole's head, or
    from its foot where negative (-1: the package ends with the hole). A ``vertical`` one over level
    text, and a ``level`` one over text that runs down (横题), is ``lines`` long, 0 for as many as are left,
    and as deep as it needs; over all legs it takes a side of the hole and the legs share what it leaves
    (串文题), else it stands among its legs and the text runs round it (文夹题, 文包题).
    """

    leg: int = 0
    legs: int = 0
    line: int = 0
    lines: int = 0
    vertical: bool = False
    level: bool = False
    side: Across = Across.CENTRE


@record
class Inside:
    """A place inside a story hole: whole legs from ``leg``, whole lines from ``line``.

    Lines count from the first line of text below the headline package; a negative ``line`` counts
    from the hole's foot (-1 stands on the last line). With a ``width`` it takes only that much of
    its legs, at ``side`` of them, and the text runs round it; 0 is all of them. ``least`` and
    ``most`` are the lines that it may be made to take for the story to fit; 0: as many as ``lines``.
    """

    hole: str
    leg: int
    legs: int
    line: int
    lines: int
    width: Length = 0
    side: Across = Across.LEFT
    least: int = 0
    most: int = 0

    def changed(self, lines: int) -> Inside:
        """The place higher by so many lines, or lower, as far as it may be."""
        least, most = self.least or self.lines, self.most or self.lines
        return replace(self, lines=min(max(self.lines + lines, least), most)) if lines else self


@record
class StoryHole:
    """Where a story, or a continued part of it, is to be set.

    ``legs`` may differ from the columns of the span (破栏). ``style`` names a StoryStyle. A framed
    hole loses its inset on every side. ``balance`` makes the legs end level when copy is short.
    In a ``vertical`` hole lines run down from the right, and legs stand one below the other.
    ``widths`` are the legs' own where they are not all alike. ``cuts`` are parts of the span that
    belong to others: what is left is an L or a U, or a ring. ``quotes`` are places for pull quotes,
    taken in order by those that the story has.
    """

    id: str
    span: GridSpan
    legs: int
    leg_gap: Length
    style: str
    frame: FrameStyle | None = None
    rules: tuple[Side, ...] = ()
    leg_rules: bool = False
    balance: bool = False
    vertical: bool = False
    head: HeadSpot = HeadSpot()
    widths: tuple[Length, ...] = ()
    cuts: tuple[GridSpan, ...] = ()
    quotes: tuple[Inside, ...] = ()
    origin: Span | None = field(default=None, compare=False, repr=False)

    def text_lines(self, grid: Grid) -> int:
        """Its lines: those of its span, or as many as its width has where they run down."""
        if not self.vertical:
            return self.span.lines
        inset = 2 * self.frame.inset_x if self.frame else 0
        return grid.upright_lines(grid.rect(self.span).width - inset)

    @property
    def head_crosses(self) -> bool:
        """Whether the lines of its headline run across those of its text."""
        return self.head.level if self.vertical else self.head.vertical


@record
class PictureHole:
    """Where a picture with its caption is to stand. ``caption_width`` is that of one at its side, 0 where
    the hole does not say."""

    id: str
    place: GridSpan | Inside
    caption: CaptionPlace = CaptionPlace.BELOW
    frame: FrameStyle | None = None
    style: str = ""  # the StoryStyle whose caption style is used; that of its story when inside
    caption_width: Length = 0
    origin: Span | None = field(default=None, compare=False, repr=False)


@record
class FurnitureHole:
    """Nameplate, ear, folio, index, responsibility line: drawn from elements; ``box`` is in page
    coordinates, for it may stand outside the type area."""

    id: str
    box: Rect
    elements: tuple[Element, ...]
    span: GridSpan | None = None  # None where the spec gave the box itself
    frame: FrameStyle | None = None
    rules: tuple[Side, ...] = ()
    origin: Span | None = field(default=None, compare=False, repr=False)


@record
class AdHole:
    """Where an advertisement is to stand."""

    id: str
    span: GridSpan
    frame: FrameStyle | None = None
    origin: Span | None = field(default=None, compare=False, repr=False)


Hole: TypeAlias = StoryHole | PictureHole | FurnitureHole | AdHole
