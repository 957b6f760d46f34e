"""A headline package: kicker, headline and deck over the text, as deep as whole body lines."""

from __future__ import annotations

from broadsheet.compose.display import EMPTY_BLOCK, DisplayBlock, set_display
from broadsheet.compose.plate import Plate, set_plate
from broadsheet.geometry import Rect
from broadsheet.model.article import Headline
from broadsheet.model.style import HeadlineStyle, LogoPlace
from broadsheet.records import record, replace
from broadsheet.text.setting import Settings
from broadsheet.tree.node import Group, Role
from broadsheet.units import Length, permille


@record
class Package:
    """The parts with their tops, counted from the package's own top; ``lines`` deep. A ``deep`` one
    is deeper than the place that was meant for it. Beside a plate the others begin ``indent`` right of
    the package's left side."""

    lines: int
    parts: tuple[tuple[Role, Length, DisplayBlock | Plate], ...] = ()
    deep: bool = False
    indent: Length = 0

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
        return replace(self, lines=self.lines + lines, parts=parts)

    def plate(self, x: Length, top: Length) -> tuple[Plate, Rect] | None:
        """The plate of a column's name, the first of the parts, and where it stands; None without."""
        for _, start, part in self.parts:
            if isinstance(part, Plate):
                return part, part.rect(x, top + start)
        return None

    def groups(self, article: str, part: int, x: Length, top: Length) -> tuple[Group, ...]:
        """The package on the page: one group a part, plate and kicker first."""
        made = []
        for role, offset, block in self.parts:
            left = x if isinstance(block, Plate) else x + self.indent
            lines = block.runs(left, top + offset)
            made.append(Group(role, tuple(run for line in lines for run in line), article, part))
        return tuple(made)


NO_PACKAGE = Package(0)


def set_package(
    headline: Headline, style: HeadlineStyle, width: Length, leading: Length, settings: Settings
) -> Package:
    """Set a headline package ``width`` wide.

    Its height is the sum of its parts and of the air the style asks for, rounded up to whole body
    lines; what rounding adds is shared by the air above and below. A plate at its side that would leave
    the headline less than half of the width stands over it.
    """
    plate = None
    if headline.logo and style.logo is not None:
        plate = set_plate((headline.logo, headline.art), style.logo, width, settings)
    beside = plate is not None and _is_beside(plate, headline, width)
    indent = plate.width + plate.style.gap if plate and beside else 0
    stack = _stack(headline, style, width - indent, settings)
    if plate and not beside:
        stack.insert(0, (Role.LOGO, plate))
    if not stack and not plate:
        return NO_PACKAGE
    above, between, below = (
        permille(leading, air) for air in (style.air_above, style.air_between, style.air_below)
    )
    stacked = between * (len(stack) - 1) + sum(block.height for _, block in stack)
    height = max(stacked, plate.height if plate and beside else 0)
    lines = -(-(above + height + below) // leading)
    start = above + (lines * leading - (above + height + below)) // 2
    parts: list[tuple[Role, Length, DisplayBlock | Plate]] = []
    if plate and beside:
        parts.append((Role.LOGO, start + (height - plate.height) // 2, plate))
    top = start + (height - stacked) // 2
    for role, block in stack:
        parts.append((role, top, block))
        top += block.height + between
    return Package(lines, tuple(parts), indent=indent)


def _is_beside(plate: Plate, headline: Headline, width: Length) -> bool:
    """Whether a plate stands at the side of its headline: there is one, and room for both."""
    style = plate.style
    has_head = bool(headline.main or headline.kicker or headline.deck)
    wanted = style.place is LogoPlace.BESIDE and not style.text.vertical
    return wanted and has_head and 2 * (plate.width + style.gap) <= width


def _stack(
    headline: Headline, style: HeadlineStyle, width: Length, settings: Settings
) -> list[tuple[Role, DisplayBlock | Plate]]:
    """Kicker, headline and deck, those that there are."""
    parts = (
        (Role.KICKER, headline.kicker, style.kicker),
        (Role.HEADLINE, headline.main, style.main),
        (Role.DECK, headline.deck, style.deck),
    )
    blocks = [(role, set_display(lines, display, width, settings)) for role, lines, display in parts]
    return [(role, block) for role, block in blocks if block is not EMPTY_BLOCK and block.lines]
