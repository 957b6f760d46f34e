"""A paragraph as boxes with glue and penalties between them, kept as columns of figures.

Box i is character i. The glue before box i has a natural width (``gaps[i]``), may be narrowed
(``squeezes``) or widened (``stretches``, ``flexible``), and vanishes at a line's edge. A break before box
i is allowed as ``breaks[i]`` says. Columns, not objects, because a night's paper has a million boxes.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from itertools import accumulate
from operator import add, sub
from typing import TypeAlias

from broadsheet.records import field, record
from broadsheet.rows import NamedTuple
from broadsheet.text.setting import FaceUse
from broadsheet.units import Length

NO_BREAK, FREE, HYPHEN, FORCED, UNIT, WORD_PART, NAME = BREAK_KINDS = range(7)
"""What ``breaks`` says: UNIT parts a figure from its Han unit, WORD_PART an address or a compound, NAME what
is read as one and parts only where the line would be too loose: a name of a row, a short range, 第5版."""

SPACE_STEP, INTERPUNCT_STEP, BRACKET_STEP, COMMA_STEP, GAP_STEP, STOP_STEP = 2, 3, 4, 5, 6, 7
"""CLREQ's squeeze steps 2 to 7 (1 is the line end, done by ``end_cuts``)."""


class Give(NamedTuple):
    """The glue before box ``gap`` can give ``amount`` in squeeze or stretch step ``step``."""

    gap: int
    amount: Length
    step: int


Hyphen: TypeAlias = tuple[int, Length, int, str]
"""Glyph, width, number of the face, and text."""


@record
class Items:
    """The items of one paragraph.

    ``advances`` are the natural widths of the boxes, marks already as wide as their style has
    them; ``cuts`` is the blank taken off a box's left, by which its glyph starts before the box.
    ``start_cuts`` and ``end_cuts`` are what a box loses besides where it starts or ends a line.
    ``pens[i]`` is where box i starts in a line of endless width; ``pens[-1]`` the total.
    ``steps[i]`` is the way from glyph i's origin to the next one's. These two are packed: their numbers are
    of their own, and the other columns' mostly the same few. ``levels`` holds, by its first
    box, the widths of what stands level in one cell of a vertical line (纵中横). ``hyphen`` is the one that
    breaking reckons with; ``hyphens`` are those of a paragraph of several parts, by the face of the word.
    """

    text: str
    classes: str
    glyphs: tuple[int, ...]
    uses: bytes
    faces: tuple[FaceUse, ...]
    advances: tuple[Length, ...]
    cuts: tuple[Length, ...]
    gaps: tuple[Length, ...]
    breaks: bytes
    flexible: bytes
    start_cuts: dict[int, Length]
    end_cuts: dict[int, Length]
    squeezes: tuple[Give, ...]
    stretches: tuple[Give, ...]
    hyphen: Hyphen
    em: Length
    pens: array[Length]
    steps: array[Length]
    levels: Mapping[int, tuple[Length, ...]] = field(default_factory=dict)
    hyphens: Mapping[int, Hyphen] = field(default_factory=dict)

    def hyphen_behind(self, box: int) -> Hyphen:
        """The hyphen of a word that ends a line with ``box``: its own part's."""
        return self.hyphens.get(self.uses[box], self.hyphen)

    def content_end(self, start: int, end: int) -> int:
        """Where a line from ``start`` that breaks before ``end`` stops being ink: spaces go."""
        while end > start and self.classes[end - 1] in "SN":
            end -= 1
        return end

    def content_start(self, start: int) -> int:
        """Where a line that begins at ``start`` begins to be ink: spaces go."""
        while start < len(self.text) and self.classes[start] == "S":
            start += 1
        return start

    def natural(self, start: int, end: int) -> Length:
        """The natural width of a line of the boxes ``start`` to ``end`` (both trimmed of spaces)."""
        if end <= start:
            return 0
        width = self.pens[end] - self.gaps[end] - self.pens[start]
        width -= self.start_cuts.get(start, 0) + self.end_cuts.get(end - 1, 0)
        if self.breaks[end] == HYPHEN:
            width += self.hyphen[1]
        return width


def pens_of(advances: list[Length], gaps: list[Length]) -> array[Length]:
    """Where each box starts: ``gaps`` has one entry more than ``advances``, its first is 0."""
    return array("q", accumulate(map(add, advances, gaps[1:]), initial=gaps[0]))


def steps_of(pens: array[Length], cuts: list[Length]) -> array[Length]:
    """The way from each glyph's origin to the next one's; the last has no cut after it."""
    steps = array("q", map(sub, pens[1:], pens))
    for index, cut in enumerate(cuts):
        if cut:
            steps[index] += cut
            if index:
                steps[index - 1] -= cut
    return steps
