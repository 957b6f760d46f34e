"""A line in its slot, and what of it goes into the layout tree."""

from __future__ import annotations

from broadsheet.compose.dots import emphasis_dots
from broadsheet.compose.line import Line
from broadsheet.compose.runs import aligned_start, is_spread, set_runs
from broadsheet.compose.slot import LineSlot
from broadsheet.model.style import Align
from broadsheet.records import record
from broadsheet.text.items import Items
from broadsheet.tree.extent import moved
from broadsheet.tree.node import Fill, GlyphRun, LineFit, Role, Rule, Shape
from broadsheet.units import Length


@record
class SetLine:
    """A line in its slot. ``strain`` is 1 where it is looser than its style allows, -1 where tighter.

    ``shift`` is how far its baseline lies below the slot's; ``drawn`` are a table's tint and rules,
    from the slot's x and baseline on."""

    slot: LineSlot
    items: Items
    line: Line
    align: Align
    indent: Length
    role: Role
    number: int
    strain: int = 0
    shift: Length = 0
    drawn: tuple[Fill | Rule, ...] = ()

    def runs(self) -> tuple[GlyphRun, ...]:
        """The line's glyph runs in page coordinates."""
        slot = self.slot
        x, baseline = slot.x + self.indent, slot.baseline + self.shift
        return set_runs(self.items, self.line, self.align, x, baseline)

    def nodes(self) -> tuple[GlyphRun | Shape | Fill | Rule, ...]:
        """The line's runs, and the dots of what is emphasised by dots."""
        if self.drawn:
            return tuple(moved(node, self.slot.x, self.slot.baseline) for node in self.drawn)
        runs = self.runs()
        for use in self.items.faces:
            if use.dots:
                return (*runs, *emphasis_dots(self.items, self.line, runs))
        return runs

    @property
    def text(self) -> str:
        """The characters of the line."""
        return self.items.text[self.line.start : self.line.end]

    @property
    def end_x(self) -> Length:
        """Where the line's ink ends on the page."""
        start = self.slot.x + self.indent
        if is_spread(self.line, self.align):
            return start + self.line.room
        return start + aligned_start(self.line, self.align) + self.line.natural

    @property
    def fit(self) -> LineFit:
        """How the line was fitted."""
        line = self.line
        key = (line.natural, line.room, line.ending, self.strain)
        found = _FITS.get(key)
        if found is None:
            if len(_FITS) > _MOST_FITS:
                _FITS.clear()
            found = _FITS[key] = LineFit(*key)
        return found


_FITS: dict[tuple[Length, Length, str, int], LineFit] = {}
"""How lines were fitted lately: of full lines many are fitted alike."""
_MOST_FITS = 1 << 12
