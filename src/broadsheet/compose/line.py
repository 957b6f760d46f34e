"""Lines of a paragraph between breaking and placing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from broadsheet.model.spacing import Spacing
from broadsheet.records import record
from broadsheet.text.items import Items
from broadsheet.units import Length


@record
class Line:
    """Boxes ``start`` to ``end`` (spaces at the edges left out) in a line ``room`` wide.

    ``ending`` is ``justified``, ``last`` (of a paragraph or before a forced break), ``emergency``
    (broken where no break is allowed) or ``overfull``. ``hyphen`` says that one is set at the end.
    """

    start: int
    end: int
    room: Length
    natural: Length
    ending: str = "justified"
    hyphen: bool = False


Rooms: TypeAlias = Sequence[Length]
"""The room of each line in order; the last one stands for all that follow. Never empty."""

BreakLines: TypeAlias = Callable[[Items, Rooms, Spacing], tuple[Line, ...]]
"""A breaker. Every box but spaces at lines' edges comes out once and in order."""


def even_from(rooms: Sequence[object]) -> int:
    """The place from which on all rooms are as the last one is."""
    place = len(rooms)
    while place and rooms[place - 1] == rooms[-1]:
        place -= 1
    return place


def room_of(rooms: Rooms, line: int) -> Length:
    """The room of a line counted from 0."""
    return rooms[line] if line < len(rooms) else rooms[-1]
