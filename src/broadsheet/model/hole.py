"""Holes: the places of a page that something is put into."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from broadsheet.geometry import Rect
from broadsheet.model.furniture import Element
from broadsheet.model.grid import GridSpan
from broadsheet.model.style import FrameStyle
from broadsheet.source import Span
from broadsheet.units import Length


class Side(Enum):
    """A side of a hole that may carry a rule in the middle of the gap to its neighbour."""

    LEFT = "left"
    RIGHT = "right"
    TOP = "top"
    BOTTOM = "bottom"


class HeadPlace(Enum):
    """Where a headline package stands."""

    OVER = "over"  # 盖文题
    LEFT = "left"  # vertical, beside the text
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class StoryHole:
    """Where a story, or a continued part of it, is to be set.

    ``legs`` may differ from the columns of the span (破栏). ``style`` names a StoryStyle. A framed
    hole loses its inset on every side. ``balance`` makes the legs end level when copy is short.
    In a ``vertical`` hole lines run down from the right, and legs stand one below the other.
    ``head`` is where the headline stands over level lines; at a side it is vertical (竖题).
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
    head: HeadPlace = HeadPlace.OVER
    origin: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Inside:
    """A place inside a story hole: whole legs from ``leg``, whole lines from ``line``.

    Lines count from the first line of text below the headline package; a negative ``line`` counts
    from the hole's foot (-1 stands on the last line).
    """

    hole: str
    leg: int
    legs: int
    line: int
    lines: int


@dataclass(frozen=True, slots=True)
class PictureHole:
    """Where a picture with its caption is to stand; the caption takes whole lines at its foot."""

    id: str
    place: GridSpan | Inside
    caption: bool = True
    frame: FrameStyle | None = None
    style: str = ""  # the StoryStyle whose caption style is used; that of its story when inside
    origin: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class AdHole:
    """Where an advertisement is to stand."""

    id: str
    span: GridSpan
    frame: FrameStyle | None = None
    origin: Span | None = field(default=None, compare=False, repr=False)


Hole: TypeAlias = StoryHole | PictureHole | FurnitureHole | AdHole
