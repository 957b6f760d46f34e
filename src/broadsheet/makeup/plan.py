"""A part of a story before its text is set: headline package, text area, obstacles, slots."""

from __future__ import annotations

from dataclasses import dataclass

from broadsheet.compose.package import NO_PACKAGE, Package, set_package
from broadsheet.compose.slot import LineSlot
from broadsheet.makeup.slots import Obstacle, TextArea, obstacle, part_slots, text_area
from broadsheet.makeup.vertical import Turn, side_head
from broadsheet.model.article import Article, Headline
from broadsheet.model.edition import PlacedPicture, Story, StoryPart
from broadsheet.model.hole import HeadPlace, Inside
from broadsheet.model.style import HeadlineStyle
from broadsheet.text.setting import Settings


@dataclass(frozen=True, slots=True)
class PartPlan:
    """One part before its text is set: package, text area, pictures' places, slots.

    ``slots`` leaves out the one that the turn line takes (``turn_slot``).
    """

    part: StoryPart
    number: int
    package: Package
    area: TextArea
    obstacles: tuple[tuple[PlacedPicture, Obstacle], ...]
    slots: tuple[LineSlot, ...]
    turn_slot: LineSlot | None
    head: Turn | None = None  # of a vertical headline beside level text

    @property
    def first_line(self) -> int:
        """The grid line that text may begin at."""
        return self.area.line + (0 if self.head else self.package.lines)


def plan_part(story: Story, number: int, settings: Settings, air: int = 0) -> PartPlan:
    """Plan a story's part; ``air`` is how many lines its headline package is made deeper by."""
    part = story.parts[number]
    area = text_area(part.hole, part.grid)
    headline, style = _headline(story.article, part, number)
    head: Turn | None = None
    if not (headline.main or headline.kicker or headline.deck):
        package = NO_PACKAGE
    elif part.hole.head is HeadPlace.OVER or part.hole.vertical:
        package = set_package(headline, style, area.width, part.grid.leading, settings)
        package = package.aired(air, part.grid.leading)
    else:
        side = side_head(headline, style, part, area, settings)
        package, area, head = side.package, side.area, side.turn
    first_line = area.line + (0 if head else package.lines)
    obstacles = tuple(
        (placed, obstacle(placed.hole.place, area, first_line))
        for placed in part.pictures
        if isinstance(placed.hole.place, Inside)
    )
    slots = part_slots(part, number, area, first_line, tuple(place for _, place in obstacles))
    turn_slot = slots[0] if number and slots else None
    rest = slots[1:] if turn_slot else slots
    return PartPlan(part, number, package, area, obstacles, rest, turn_slot, head)


def _headline(article: Article, part: StoryPart, number: int) -> tuple[Headline, HeadlineStyle]:
    """A part's headline: on a turn the jump head, short."""
    if number:
        return Headline(article.jump_head or article.headline.main), part.style.turn_headline
    return article.headline, part.style.headline
