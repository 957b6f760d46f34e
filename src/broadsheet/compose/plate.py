"""The plate with a column's name (栏目题): over a headline, or at its side."""

from __future__ import annotations

from dataclasses import replace

from broadsheet.compose.display import DisplayBlock, set_display
from broadsheet.geometry import Rect
from broadsheet.model.style import Align, DisplayStyle, LogoStyle
from broadsheet.records import record
from broadsheet.text.setting import Settings
from broadsheet.tree.node import GlyphRun
from broadsheet.units import Length

_MOST_EMS = 40
"""The longest line of an upright name."""


@record
class Plate:
    """A column's name with the plate round it, ``x`` right of its package's left side.

    An ``upright`` name in a level package is set as a level line in a frame of its own, to be turned
    into the plate.
    """

    block: DisplayBlock
    style: LogoStyle
    upright: bool = False
    x: Length = 0

    @property
    def width(self) -> Length:
        """Of the plate."""
        return (self.block.height if self.upright else self._natural) + 2 * self.style.pad_x

    @property
    def height(self) -> Length:
        """Of the plate."""
        return (self._natural if self.upright else self.block.height) + 2 * self.style.pad_y

    @property
    def _natural(self) -> Length:
        return max(line.natural for _, line in self.block.lines)

    @property
    def fits(self) -> bool:
        """Whether the name fits the width."""
        return self.block.fits

    def runs(self, x: Length, top: Length) -> tuple[tuple[GlyphRun, ...], ...]:
        """The name's glyph runs, the top-left corner of the plate's room given; of an upright one in
        the frame whose origin is the top-right corner of the words."""
        if self.upright:
            return self.block.runs(0, 0)
        return self.block.runs(x + self.x + self.style.pad_x, top + self.style.pad_y)

    def rect(self, x: Length, top: Length) -> Rect:
        """The plate, the top-left corner of its room given."""
        return Rect(x + self.x, top, self.width, self.height)


def set_plate(name: str, style: LogoStyle, width: Length, settings: Settings) -> Plate:
    """Set a column's name in a room ``width`` wide.

    In a package that runs down as a whole (竖题) the name does so with it.
    """
    upright = style.vertical and not style.text.vertical
    text = replace(style.text, vertical=True) if upright else style.text
    room = _MOST_EMS * text.size if upright else max(0, width - 2 * style.pad_x)
    block = set_display((name,), DisplayStyle(text, (text.size,), align=Align.START), room, settings)
    made = Plate(block, style, upright)
    spare = max(0, width - made.width)
    return replace(made, x={Align.CENTRE: spare // 2, Align.END: spare}.get(style.align, 0))
