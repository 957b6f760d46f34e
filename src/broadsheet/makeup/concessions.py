"""What a story gives up, or takes on, to end where its holes do."""

from __future__ import annotations

from broadsheet.records import record


@record
class Concessions:
    """Changes to a story other than to the spacing of its paragraphs.

    ``air`` holds the lines by which each part's headline package is deeper, as far as it goes.
    ``picture`` is how many lines higher its pictures are, each within its range; ``smaller`` how many
    steps its headline stands down its ladder; ``subheads`` the lines of air added (or taken) at
    subheads, one each from the first on, then a second time round. ``cuts`` are the article's blocks
    that are left out.
    """

    air: tuple[int, ...] = ()
    picture: int = 0
    smaller: int = 0
    subheads: int = 0
    cuts: frozenset[int] = frozenset()
    summary: bool = True
    quotes: bool = True

    def air_of(self, part: int) -> int:
        """The lines by which a part's package is deeper."""
        return self.air[part] if part < len(self.air) else 0

    def of_part(self, part: int) -> tuple[object, ...]:
        """What a part's plan depends on."""
        return self.air_of(part), self.picture, self.smaller, self.quotes

    def of_text(self) -> tuple[object, ...]:
        """What the story's blocks depend on."""
        return self.subheads, self.cuts, self.summary


NO_CONCESSIONS = Concessions()
