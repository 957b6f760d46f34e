"""A story threaded through its parts and fitted to them: the ladder, the turn, 孤行, level legs."""

from __future__ import annotations

from broadsheet.makeup.concessions import NO_CONCESSIONS
from broadsheet.makeup.fit import without_widows
from broadsheet.makeup.ladder import fitted
from broadsheet.makeup.trial import Stone, Trial
from broadsheet.model.edition import Story
from broadsheet.standing import NOTHING_STANDING, Keeper
from broadsheet.text.setting import Settings


def thread_story(story: Story, settings: Settings, keeper: Keeper = NOTHING_STANDING) -> Trial:
    """Return the story set through its parts and fitted to them."""
    stone = Stone(story, settings, keeper)
    trial = _turned(stone, fitted(stone, stone.lay(NO_CONCESSIONS)))
    most = story.parts[0].style.fit_most
    if most:
        trial = without_widows(trial, most, lambda blocks: stone.again(trial, blocks))
    return _balanced(stone, trial)


def _turned(stone: Stone, trial: Trial) -> Trial:
    """The story without its last part where that would hold fewer lines than its style lets turn, if
    the ladder brings them in before."""
    least = stone.story.parts[0].style.turn_least
    last = sum(1 for line in trial.galley.lines if line.slot.part == trial.used - 1)
    if trial.used < 2 or last >= least or trial.galley.overset:
        return trial
    tried = fitted(stone, stone.lay(NO_CONCESSIONS, trial.used - 1))
    return trial if tried.galley.overset else tried


def _balanced(stone: Stone, trial: Trial) -> Trial:
    """Legs that end level, where the hole wants it of copy that is short."""
    if trial.galley.overset or not trial.used or not trial.wrong[1]:
        return trial
    last = trial.plans[trial.used - 1]
    if not last.part.hole.balance or len(last.area.legs) < 2:
        return trial
    low, high = 1, last.area.lines
    best = trial
    while low < high:
        middle = (low + high) // 2
        tried = stone.level(trial, middle)
        if tried.galley.overset:
            low = middle + 1
        else:
            best, high = tried, middle
    return best
