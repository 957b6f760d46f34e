"""A story threaded through its parts and fitted to them: the ladder, the turn, 孤行, level legs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from broadsheet.compose.galley import SetBlock
from broadsheet.makeup.concessions import NO_CONCESSIONS
from broadsheet.makeup.fill import short_feet
from broadsheet.makeup.fit import copyfit, widows, without_widows
from broadsheet.makeup.ladder import fitted
from broadsheet.makeup.trial import Stone, Trial
from broadsheet.model.edition import Story
from broadsheet.records import replace
from broadsheet.standing import NOTHING_STANDING, Keeper
from broadsheet.text.setting import Settings

MOST_SMALLER = 1
"""Sizes of its ladder that a headline goes down for a short turn to be brought in."""


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
    the ladder brings them in before: with a headline a size smaller at the most, for a few lines are not
    worth more of it."""
    if trial.used < 2 or trial.galley.overset:
        return trial
    last = sum(1 for line in trial.galley.lines if line.slot.part == trial.used - 1)
    if last >= stone.story.parts[0].style.turn_least:
        return trial
    tried = fitted(stone, stone.lay(NO_CONCESSIONS, trial.used - 1))
    return trial if tried.galley.overset or tried.given.smaller > MOST_SMALLER else tried


def _level_foot(stone: Stone, trial: Trial) -> int:
    """Lines of the last part's area after which its legs end, where its hole wants them level of copy that
    is short; else 0."""
    if trial.galley.overset or not trial.used or not trial.wrong[1]:
        return 0
    last = trial.plans[trial.used - 1]
    if not last.part.hole.balance or len(last.area.legs) < 2:
        return 0
    lines, legs = last.area.lines, len(last.area.legs)
    return _least(lines, lambda foot: not stone.level(trial, foot, range(legs)).galley.overset)


def _least(most: int, holds: Callable[[int], bool]) -> int:
    """The least number from 1 on for which a thing holds, as it does for all above; ``most`` if for none."""
    low, high = 1, most
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return high


def _balanced(stone: Stone, trial: Trial, foot: int, most: int) -> Trial:
    """The story with its legs level, fitted to their foot as it would be to its hole's, or to one a line
    above it. Where the last leg would end short either way, as many legs as can, from the last one back, end
    a line higher than the others instead; or some before them, where that spares a 孤行."""
    legs = len(trial.plans[trial.used - 1].area.legs)

    def fit(foot: int, deep: range) -> Trial:
        def level(blocks: Sequence[SetBlock]) -> Trial:
            return stone.level(replace(trial, blocks=tuple(blocks)), foot, deep)

        made = level(trial.blocks)
        return without_widows(copyfit(made, most, level), most, level) if most else made

    best = fit(foot, range(legs))
    if best.feet and foot > 1:
        higher = fit(foot - 1, range(legs))
        if higher.fits:
            best = higher
        else:
            deep = _least(legs, lambda deep: not stone.level(trial, foot, range(deep)).galley.overset)
            for first in range(legs - deep + 1):
                best = min(best, fit(foot, range(first, first + deep)), key=_uneven)
                if not any(_uneven(best)):
                    break
    return replace(best, feet=short_feet(best.galley))


def _uneven(trial: Trial) -> tuple[int, int, int]:
    """What is wrong with level legs: lines over, lines empty above their ends, last lines alone at a head."""
    return (*trial.wrong, widows(trial.galley))
