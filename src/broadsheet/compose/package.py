"""A headline package: kicker, headline and deck over the text, as deep as whole body lines."""

from __future__ import annotations

from broadsheet.compose.display import EMPTY_BLOCK, DisplayBlock, set_display
from broadsheet.geometry import Rect
from broadsheet.model.article import Headline
from broadsheet.model.style import Align, DisplayStyle, FrameStyle, HeadlineStyle, LogoStyle
from broadsheet.records import record
from broadsheet.text.setting import Settings
from broadsheet.tree.node import GlyphRun, Group, Role
from broadsheet.units import Length, permille


@record
class Plate:
    """A column's name (栏目题) with the plate round it."""

    block: DisplayBlock
    style: LogoStyle

    @property
    def height(self) -> Length:
        """Of the plate."""
        return self.block.height + 2 * self.style.pad_y

    @property
    def fits(self) -> bool:
        """Whether the name fits the width."""
        return self.block.fits

    def runs(self, x: Length, top: Length) -> tuple[tuple[GlyphRun, ...], ...]:
        """The name's glyph runs, the plate's top-left corner given."""
        return self.block.runs(x + self.style.pad_x, top + self.style.pad_y)

    def rect(self, x: Length, top: Length) -> Rect:
        """The plate."""
        natural = max(line.natural for _, line in self.block.lines)
        return Rect(x, top, natural + 2 * self.style.pad_x, self.height)


def _plate(name: str, style: LogoStyle, width: Length, settings: Settings) -> Plate:
    room = max(0, width - 2 * style.pad_x)
    display = DisplayStyle(style.text, (style.text.size,), align=Align.START)
    return Plate(set_display((name,), display, room, settings), style)


@record
class Package:
    """The parts with their tops, counted from the package's own top; ``lines`` deep. A ``deep`` one
    is deeper than the place that was meant for it."""

    lines: int
    parts: tuple[tuple[Role, Length, DisplayBlock | Plate], ...] = ()
    deep: bool = False

    @property
    def fits(self) -> bool:
        """Whether every line fits the width, and the package its place."""
        return not self.deep and all(block.fits for _, _, block in self.parts)

    def aired(self, lines: int, leading: Length) -> Package:
        """The package some lines deeper, its parts in the middle of what that adds."""
        if not lines or not self.lines:
            return self
        shift = lines * leading // 2
        parts = tuple((role, top + shift, block) for role, top, block in self.parts)
        return Package(self.lines + lines, parts, self.deep)

    def plate(self, x: Length, top: Length) -> tuple[Rect, FrameStyle] | None:
        """Where the plate of a column's name stands, and its frame; None where there is none."""
        found = next(((start, part) for _, start, part in self.parts if isinstance(part, Plate)), None)
        if found is None or found[1].style.frame is None:
            return None
        return found[1].rect(x, top + found[0]), found[1].style.frame

    def groups(self, article: str, part: int, x: Length, top: Length) -> tuple[Group, ...]:
        """The package on the page: one group a part, kicker first."""
        return tuple(
            Group(role, tuple(run for line in block.runs(x, top + offset) for run in line), article, part)
            for role, offset, block in self.parts
        )


NO_PACKAGE = Package(0)


def set_package(
    headline: Headline, style: HeadlineStyle, width: Length, leading: Length, settings: Settings
) -> Package:
    """Set a headline package ``width`` wide.

    Its height is the sum of its parts and of the air the style asks for, rounded up to whole body
    lines; what rounding adds is shared by the air above and below.
    """
    kicker = set_display(headline.kicker, style.kicker, width, settings)
    main = set_display(headline.main, style.main, width, settings)
    deck = set_display(headline.deck, style.deck, width, settings)
    named = ((Role.KICKER, kicker), (Role.HEADLINE, main), (Role.DECK, deck))
    blocks: list[tuple[Role, DisplayBlock | Plate]] = [
        (role, block) for role, block in named if block is not EMPTY_BLOCK and block.lines
    ]
    if headline.logo and style.logo is not None:
        blocks.insert(0, (Role.LOGO, _plate(headline.logo, style.logo, width, settings)))
    if not blocks:
        return NO_PACKAGE
    above, between, below = (
        permille(leading, air) for air in (style.air_above, style.air_between, style.air_below)
    )
    height = above + below + between * (len(blocks) - 1) + sum(block.height for _, block in blocks)
    lines = -(-height // leading)
    top = above + (lines * leading - height) // 2
    parts: list[tuple[Role, Length, DisplayBlock | Plate]] = []
    for role, block in blocks:
        parts.append((role, top, block))
        top += block.height + between
    return Package(lines, tuple(parts))
