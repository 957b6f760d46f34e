"""One way to set a whole story, and the stone where ways are tried.

The stone is the table on which pages were made up; what is tried on it is set as the page would show it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from broadsheet.compose.galley import Galley, SetBlock, TextBlock, set_blocks
from broadsheet.compose.slot import LineSlot
from broadsheet.makeup.blocks import SetCopy, conceded, set_copy
from broadsheet.makeup.concessions import NO_CONCESSIONS, Concessions
from broadsheet.makeup.fill import fill_legs, short_feet
from broadsheet.makeup.plan import PartPlan, plan_part
from broadsheet.makeup.turn import jump_place
from broadsheet.model.edition import Story, StoryPart
from broadsheet.model.style import StoryStyle
from broadsheet.records import field, record, replace
from broadsheet.standing import NOTHING_STANDING, Keeper
from broadsheet.text.setting import Settings
from broadsheet.units import Length


@record
class Trial:
    """A story set: the plans of all its parts, its blocks, its galley with filled legs, and how many
    parts it took."""

    given: Concessions
    plans: tuple[PartPlan, ...]
    blocks: tuple[SetBlock, ...]
    galley: Galley
    used: int
    feet: tuple[LineSlot, ...]  # empty slots at the feet of legs

    @property
    def wrong(self) -> tuple[int, int]:
        """Lines over, and lines empty at the feet of legs."""
        return self.galley.overset_lines, len(self.feet)

    @property
    def fits(self) -> bool:
        """Whether the story ends where its holes do."""
        return not any(self.wrong)

    def parts(self) -> tuple[PartPlan, ...]:
        """The parts that the story took."""
        return self.plans[: self.used]


def leading_numbers(blocks: Sequence[SetBlock]) -> frozenset[int]:
    """The numbers of the paragraphs that lead what follows them."""
    return frozenset(block.number for block in blocks if isinstance(block, TextBlock) and block.leads)


_ASTRAY = 12
"""Lines, or a table's row and its head, that may stand in another part because of the room of a jump line."""


def _fewest(plans: Sequence[PartPlan], whole: Galley) -> int:
    """The fewest parts that may hold what a galley of all of them holds: all but a few of its lines."""
    if whole.overset or len(plans) == 1:
        return len(plans)
    taken = {id(line.slot) for line in whole.lines}
    beyond, used = 0, len(plans)
    while used > 1 and beyond <= _ASTRAY:
        used -= 1
        beyond += sum(id(slot) in taken for slot in plans[used].slots)
    return used if beyond <= _ASTRAY else used + 1


@record
class Stone:
    """A story and its settings; plans and blocks are kept, for most ways share them."""

    story: Story
    settings: Settings
    keeper: Keeper = NOTHING_STANDING
    _plans: dict[tuple[int, object], PartPlan] = field(default_factory=dict, repr=False)
    _blocks: dict[object, tuple[SetBlock, ...]] = field(default_factory=dict, repr=False)

    def lay(self, given: Concessions, most: int = 0) -> Trial:
        """Set the story, through its first ``most`` parts at the most (0: as many as it has)."""
        plans = tuple(self.plan(number, given) for number in range(len(self.story.parts)))
        blocks = self._blocks_of(given)
        galley, used = self._thread(plans[: most or len(plans)], blocks)
        galley = self._filled(plans, galley, used, blocks)
        return Trial(given, plans, blocks, galley, used, short_feet(galley))

    def again(self, trial: Trial, blocks: Sequence[SetBlock]) -> Trial:
        """The same parts with other blocks."""
        galley = self._set_in(trial.plans, trial.used, blocks)
        galley = self._filled(trial.plans, galley, trial.used, blocks)
        return replace(trial, blocks=tuple(blocks), galley=galley, feet=short_feet(galley))

    def level(self, trial: Trial, lines: int, deep: range) -> Trial:
        """The last part's ``deep`` legs ended after so many of its area's lines, the others a line higher.
        Its feet are what is empty above those ends."""
        last = trial.plans[trial.used - 1]
        foot = last.area.line + lines
        above, below = list[LineSlot](), list[LineSlot]()
        for slot in last.slots:
            (above if slot.line < foot - (slot.leg not in deep) else below).append(slot)
        shorter = replace(last, slots=tuple(above))
        plans = (*trial.plans[: trial.used - 1], shorter, *trial.plans[trial.used :])
        tried = self.again(replace(trial, plans=plans), trial.blocks)
        galley = replace(tried.galley, empty=(*tried.galley.empty, *below))
        return replace(tried, galley=galley, plans=trial.plans)

    def plan(self, number: int, given: Concessions) -> PartPlan:
        """A part's plan."""
        key = (number, given.of_part(number))
        if key not in self._plans:
            self._plans[key] = plan_part(self.story, number, self.settings, given)
        return self._plans[key]

    def _blocks_of(self, given: Concessions) -> tuple[SetBlock, ...]:
        key = given.of_text()
        if key not in self._blocks:
            if given is NO_CONCESSIONS:
                self._blocks[key] = self._copy().blocks
            else:
                self._blocks[key] = conceded(self._blocks_of(NO_CONCESSIONS), given)
        return self._blocks[key]

    def _copy(self) -> SetCopy:
        article, style, settings = self.story.article, _on_grid(self.story.parts[0]), self.settings
        before = self.keeper.last("copy", article.slug)
        return self.keeper.take(
            "copy",
            article.slug,
            (article, style, settings),
            lambda: set_copy(article, style, settings, before if isinstance(before, SetCopy) else None),
        )

    def _thread(self, plans: Sequence[PartPlan], blocks: Sequence[SetBlock]) -> tuple[Galley, int]:
        """Set the blocks through as few parts as hold them; each part but the last keeps room for its
        jump line at the end of its last slot. Set through all of them, they show how many those may be."""
        most = len(plans)
        whole = self._set_in(plans, most, blocks)
        for used in range(_fewest(plans, whole), most):
            galley = self._set_in(plans, used, blocks)
            if not galley.overset:
                return galley, used
        return whole, most

    def _set_in(self, plans: Sequence[PartPlan], used: int, blocks: Sequence[SetBlock]) -> Galley:
        """Set the blocks through the first ``used`` parts."""
        slots, jumps = self._free(plans, used)
        kept = {index: jumps[slot] for index, slot in enumerate(slots) if slot in jumps} if jumps else {}
        return set_blocks(blocks, slots, kept)

    def _filled(
        self, plans: Sequence[PartPlan], galley: Galley, used: int, blocks: Sequence[SetBlock]
    ) -> Galley:
        """The galley with its legs filled to their foot."""
        slots, jumps = self._free(plans, used)
        filled = fill_legs(galley, slots, jumps, leading_numbers(blocks))
        if not jumps:
            return filled
        return replace(filled, empty=tuple(slot for slot in filled.empty if slot not in jumps))

    def _free(
        self, plans: Sequence[PartPlan], used: int
    ) -> tuple[Sequence[LineSlot], Mapping[LineSlot, Length]]:
        """The slots of the first ``used`` parts that text may stand in, and the room that jump lines keep in
        some of them; none where the story goes on on the same page."""
        slots: list[LineSlot] = []
        jumps: dict[LineSlot, Length] = {}
        for number, plan in enumerate(plans[:used], 1):
            own = plan.slots
            if own and number < used and (after := plans[number].part).page != plan.part.page:
                jump = jump_place(own, plan.part.style, after.folio, self.settings)
                own = jump.left(own)
                if jump.room:
                    jumps[jump.slots[-1]] = jump.room
            slots.extend(own)
        return slots, jumps


def _on_grid(part: StoryPart) -> StoryStyle:
    """A part's style with a drop cap as high as lines of the grid: those of a story stand on it, whatever
    leading its paragraphs have elsewhere."""
    style, leading = part.style, part.grid.leading
    if style.drop_cap is None or style.body.leading == leading:
        return style
    return replace(style, body=replace(style.body, leading=leading))
