"""A story threaded through its parts and fitted to them: air, paragraphs, legs filled to their foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from broadsheet.compose.galley import Galley, SetBlock, set_blocks
from broadsheet.compose.slot import LineSlot
from broadsheet.makeup.blocks import story_blocks
from broadsheet.makeup.fill import fill_legs
from broadsheet.makeup.fit import Fitted, copyfit, without_widows
from broadsheet.makeup.plan import PartPlan, plan_part
from broadsheet.makeup.turn import jump_width
from broadsheet.model.edition import Story
from broadsheet.text.setting import Settings
from broadsheet.units import Length


def thread_story(story: Story, settings: Settings) -> tuple[tuple[PartPlan, ...], Fitted, int]:
    """Return the parts' plans, the fitted galley, and how many parts the story took."""
    style = story.parts[0].style
    blocks = story_blocks(story.article, style, settings)
    plans, galley, used = _fitted(story, blocks, settings)

    def thread(tried: Sequence[SetBlock]) -> Galley:
        return _filled(plans, _set_in(plans, used, tried, settings), used, settings)

    filled = _filled(plans, galley, used, settings)
    fitted = copyfit(blocks, filled, style.fit_most, thread)
    return plans, without_widows(fitted, style.fit_most, thread) if style.fit_most else fitted, used


def _filled(plans: Sequence[PartPlan], galley: Galley, used: int, settings: Settings) -> Galley:
    """The galley with its legs filled to their foot."""
    jumps = {
        plan.slots[-1]: jump_width(plan.part.style, plans[plan.number + 1].part.page, settings)
        for plan in plans[: used - 1]
        if plan.slots
    }
    slots = [slot for plan in plans[:used] for slot in plan.slots]
    filled = fill_legs(galley, slots, jumps)
    return replace(filled, empty=tuple(slot for slot in filled.empty if slot not in jumps))


def _fitted(
    story: Story, blocks: Sequence[SetBlock], settings: Settings
) -> tuple[tuple[PartPlan, ...], Galley, int]:
    """Thread the story; where a part ends short, give its package air while all that fitted fits."""
    plans = tuple(plan_part(story, number, settings) for number in range(len(story.parts)))
    galley, used = _thread(plans, blocks, settings)
    for number in range(used):
        most = story.parts[number].style.headline.air_most
        for air in range(min(most, _level_lines(plans[number], galley, most)), 0, -1):
            looser = (*plans[:number], plan_part(story, number, settings, air), *plans[number + 1 :])
            tried, parts = _thread(looser, blocks, settings)
            if tried.overset_lines <= galley.overset_lines and parts == used:
                plans, galley = looser, tried
                break
    return plans, galley, used


def _level_lines(plan: PartPlan, galley: Galley, most: int) -> int:
    """Lines by which every leg of a part ends short; 0 where that is more than air can close, for a
    hole as empty as that wants copy, not air."""
    if not plan.package.lines or plan.first_line == plan.area.line:
        return 0
    legs = max(1, len(plan.area.legs))
    short = sum(1 for slot in galley.empty if slot.part == plan.number)
    lines = short // legs if short > 1 else 0
    return lines if lines <= 2 * most else 0


def _thread(
    plans: Sequence[PartPlan], blocks: Sequence[SetBlock], settings: Settings
) -> tuple[Galley, int]:
    """Set the blocks through as few parts as hold them; each part but the last keeps room for its
    jump line at the end of its last slot."""
    galley = Galley(())
    for used in range(1, len(plans) + 1):
        galley = _set_in(plans, used, blocks, settings)
        if not galley.overset:
            return galley, used
    return galley, len(plans)


def _set_in(
    plans: Sequence[PartPlan], used: int, blocks: Sequence[SetBlock], settings: Settings
) -> Galley:
    """Set the blocks through the first ``used`` parts."""
    slots: list[LineSlot] = []
    reserved: dict[int, Length] = {}
    for plan in plans[:used]:
        slots.extend(plan.slots)
        if plan.number < used - 1 and plan.slots:
            reserved[len(slots) - 1] = jump_width(plan.part.style, plans[plan.number + 1].part.page, settings)
    return set_blocks(blocks, slots, reserved)
