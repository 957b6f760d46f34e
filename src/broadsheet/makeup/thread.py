"""A story threaded through its parts and fitted to them: the ladder, the turn, 孤行, level legs."""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.compose.galley import SetBlock
from broadsheet.makeup.concessions import NO_CONCESSIONS
from broadsheet.makeup.fill import short_feet
from broadsheet.makeup.fit import copyfit, without_widows
from broadsheet.makeup.ladder import fitted
from broadsheet.makeup.trial import Stone, Trial
from broadsheet.model.edition import Story
from broadsheet.records import replace
from broadsheet.standing import NOTHING_STANDING, Keeper
from broadsheet.text.setting import Settings


def thread_story(story: Story, settings: Settings, keeper: Keeper = NOTHING_STANDING) -> Trial:
    """Return the story set through its parts and fitted to them."""
    stone = Stone(story, settings, keeper)
    trial = _turned(stone, fitted(stone, stone.lay(NO_CONCESSIONS)))
    most = story.parts[0].style.fit_most
    foot = _level_foot(stone, trial)
    if foot:
        return _balanced(stone, trial, foot, most)
    if most:
        trial = without_widows(trial, most, lambda blocks: stone.again(trial, blocks))
    return trial


def _turned(stone: Stone, trial: Trial) -> Trial:
    """The story without its last part where that would hold fewer lines than its style lets turn, if
    the ladder brings them in before."""
    least = stone.story.parts[0].style.turn_least
    last = sum(1 for line in trial.galley.lines if line.slot.part == trial.used - 1)
    if trial.used < 2 or last >= least or trial.galley.overset:
        return trial
    tried = fitted(stone, stone.lay(NO_CONCESSIONS, trial.used - 1))
    return trial if tried.galley.overset else tried


def _level_foot(stone: Stone, trial: Trial) -> int:
    """Lines of the last part's area after which its legs end, where its hole wants them level of copy that
    is short; else 0."""
    if trial.galley.overset or not trial.used or not trial.wrong[1]:
        return 0
    last = trial.plans[trial.used - 1]
    if not last.part.hole.balance or len(last.area.legs) < 2:
        return 0
    low, high = 1, last.area.lines
    while low < high:
        middle = (low + high) // 2
        if stone.level(trial, middle).galley.overset:
            low = middle + 1
        else:
            high = middle
    return high if high < last.area.lines else 0


def _balanced(stone: Stone, trial: Trial, foot: int, most: int) -> Trial:
    """The story with its legs level, fitted to their foot as it would be to its hole's."""
    last = trial.plans[trial.used - 1]

    def level(blocks: Sequence[SetBlock]) -> Trial:
        made = stone.level(replace(trial, blocks=tuple(blocks)), foot)
        bottom = last.area.line + foot
        above = (slot for slot in made.feet if slot.part != last.number or slot.line < bottom)
        return replace(made, feet=tuple(above))

    best = level(trial.blocks)
    if most:
        best = without_widows(copyfit(best, most, level), most, level)
    return replace(best, feet=short_feet(best.galley))
