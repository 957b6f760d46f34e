"""A headline package: kicker, headline and deck over the text, as deep as whole body lines."""

from __future__ import annotations

from broadsheet.compose.display import EMPTY_BLOCK, DisplayBlock, set_display
from broadsheet.model.article import Headline
from broadsheet.model.style import HeadlineStyle
from broadsheet.records import record
from broadsheet.text.setting import Settings
from broadsheet.tree.node import Group, Role
from broadsheet.units import Length, permille


@record
class Package:
    """The parts with their tops, counted from the package's own top; ``lines`` deep. A ``deep`` one
    is deeper than the place that was meant for it."""

    lines: int
    parts: tuple[tuple[Role, Length, DisplayBlock], ...] = ()
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
    blocks = [(role, block) for role, block in named if block is not EMPTY_BLOCK and block.lines]
    if not blocks:
        return NO_PACKAGE
    above, between, below = (
        permille(leading, air) for air in (style.air_above, style.air_between, style.air_below)
    )
    height = above + below + between * (len(blocks) - 1) + sum(block.height for _, block in blocks)
    lines = -(-height // leading)
    top = above + (lines * leading - height) // 2
    parts = []
    for role, block in blocks:
        parts.append((role, top, block))
        top += block.height + between
    return Package(lines, tuple(parts))
