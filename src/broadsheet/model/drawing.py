"""A vector drawing, resolved: paths and lines of text in press inks, in the drawing's own units."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from broadsheet.model.furniture import Outline
from broadsheet.model.style import BLACK, Align, Colour
from broadsheet.records import record


class Cap(Enum):
    """How a stroke ends; the numbers are PDF's."""

    BUTT = 0
    ROUND = 1
    SQUARE = 2


class Join(Enum):
    """How a stroke turns a corner; the numbers are PDF's."""

    MITER = 0
    ROUND = 1
    BEVEL = 2


@record
class Pen:
    """What a path is stroked with. ``miter`` is the limit in per mille, ``dashes`` are lengths of ink and
    gap in turn, beginning ``phase`` into them; lengths are in the drawing's units."""

    colour: Colour
    width: int
    cap: Cap = Cap.BUTT
    join: Join = Join.MITER
    miter: int = 4000
    dashes: tuple[int, ...] = ()
    phase: int = 0


@record
class Blend:
    """Colours that run into each other: each with its place on the way, in per mille, in rising order.

    The way is straight, from the first point of ``frame`` to the second; the third is as far off to its
    side. Round it is from the ``focus``, in per mille of both radii from the middle, to the edge of what is
    an ellipse: the first point is then its middle, the others are ends of two radii. Beyond its ends the
    colours go on as they are there.
    """

    stops: tuple[tuple[int, Colour], ...]
    frame: tuple[tuple[int, int], tuple[int, int], tuple[int, int]]
    focus: tuple[int, int] | None = None


@record
class DrawnPath:
    """An outline, filled first and stroked then; nothing of it shows outside of ``clip`` (left, top, right,
    bottom)."""

    outline: Outline
    fill: Colour | Blend | None = None
    pen: Pen | None = None
    even_odd: bool = False
    clip: tuple[int, int, int, int] | None = None


@record
class DrawnRun:
    """Characters in one look. ``families`` are wished for in this order; names of a kind of face
    (``serif``, ``sans-serif``, ``cursive``) are among them. ``size`` is in the drawing's units."""

    text: str
    families: tuple[str, ...]
    weight: int
    size: int
    colour: Colour = BLACK


LEVEL = (1_000_000, 0)


@record
class DrawnText:
    """A line of text whose start, middle or end stands at (x, y), y being its baseline. ``turn`` is cosine
    and sine of the angle by which it is turned round there, clockwise, in millionths."""

    x: int
    y: int
    runs: tuple[DrawnRun, ...]
    align: Align = Align.START
    turn: tuple[int, int] = LEVEL


Drawn: TypeAlias = DrawnPath | DrawnText


@record
class Drawing:
    """A drawing's marks in paint order; origin top-left, y down. The larger side has ``UNITS`` units."""

    width: int
    height: int
    marks: tuple[Drawn, ...]


UNITS = 1_000_000
