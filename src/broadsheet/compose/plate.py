"""The plate with a column's name (栏目题): over a headline, or at its side."""

from __future__ import annotations

from broadsheet.compose.display import EMPTY_BLOCK, DisplayBlock, set_display
from broadsheet.geometry import Rect
from broadsheet.model.article import ColumnArt
from broadsheet.model.furniture import Outline
from broadsheet.model.style import Align, DisplayStyle, LogoStyle
from broadsheet.records import record, replace
from broadsheet.text.setting import Settings
from broadsheet.tree.node import GlyphRun
from broadsheet.units import Length

_MOST_EMS = 40
"""The longest line of an upright name."""


@record
class Plate:
    """A column's name with the plate round it, ``x`` right of its package's left side.

    ``inner`` are width and height of the name without its white. An ``upright`` name in a level package
    is set as a level line in a frame of its own, to be turned into the plate. A name that was drawn
    (``art``) has no lines.
    """

    block: DisplayBlock
    style: LogoStyle
    inner: tuple[Length, Length]
    upright: bool = False
    x: Length = 0
    art: tuple[tuple[Length, Length, Length, Length], Outline] | None = None

    @property
    def width(self) -> Length:
        """Of the plate."""
        return self.inner[0] + 2 * self.style.pad_x

    @property
    def height(self) -> Length:
        """Of the plate."""
        return self.inner[1] + 2 * self.style.pad_y

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

    def inside(self, rect: Rect) -> Rect:
        """Where the name stands on the plate."""
        return rect.inset(self.style.pad_x, self.style.pad_y)


def set_plate(
    name: tuple[str, ColumnArt | None], style: LogoStyle, width: Length, settings: Settings
) -> Plate:
    """Set a column's name, or show it as it was drawn, in a room ``width`` wide.

    In a package that runs down as a whole (竖题) the name does so with it, and a drawing, which cannot,
    gives way to the words.
    """
    words, art = name
    text, room = style.text, max(0, width - 2 * style.pad_x)
    if art is not None and not text.vertical:
        made = _drawn(art, style, room)
    else:
        upright = style.vertical and not text.vertical
        if upright:
            text, room = replace(text, vertical=True), _MOST_EMS * text.size
        block = set_display((words,), DisplayStyle(text, (text.size,), align=Align.START), room, settings)
        natural = max(line.natural for _, line in block.lines)
        inner = (block.height, natural) if upright else (natural, block.height)
        made = Plate(block, style, inner, upright)
    spare = max(0, width - made.width)
    return replace(made, x={Align.CENTRE: spare // 2, Align.END: spare}.get(style.align, 0))


def _drawn(art: ColumnArt, style: LogoStyle, room: Length) -> Plate:
    """A drawing as high as the style wants it, less where it would be wider than its room."""
    _, _, wide, high = art.view
    height = style.art or style.text.size * 5 // 2
    width = height * wide // high
    if width > room:
        width, height = room, room * high // wide
    return Plate(EMPTY_BLOCK, style, (width, height), art=(art.view, art.outline))
