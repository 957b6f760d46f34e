"""The fit ladder: what is done to a story that is over or under, step by step in its style's order.

A step keeps the least change that makes the story end where its holes do. For a story that is over,
steps that together do not bring all of it in are taken back: its copy will change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate

from broadsheet.makeup.concessions import Concessions
from broadsheet.makeup.fit import copyfit
from broadsheet.makeup.trial import Stone, Trial
from broadsheet.model.article import Subhead
from broadsheet.model.hole import Inside
from broadsheet.model.style import FitStep
from broadsheet.records import replace

MOST_AIR = 2
"""Lines that a subhead's air grows by at the most."""


def fitted(stone: Stone, trial: Trial) -> Trial:
    """Return the story fitted, as far as its style's ladder goes."""
    style = stone.story.parts[0].style
    before, kept = trial, trial
    for step in style.fit:
        if trial.fits:
            break
        changed = STEPS[step](stone, trial)
        if changed is trial:
            continue
        trial = changed
        if not trial.fits and step is not FitStep.PARAGRAPHS and FitStep.PARAGRAPHS in style.fit:
            trial = _paragraphs(stone, trial)
        if not trial.galley.overset:
            kept = min(kept, trial, key=lambda made: made.wrong)
    return _taken_back(stone, kept) if before.galley.overset else trial


def _taken_back(stone: Stone, trial: Trial) -> Trial:
    """A story brought in, without what a later and larger step made needless: its copy comes back first. What
    is empty then is closed as that of copy that is short."""
    for weaker in (_fewer_cuts, _the_summary, _the_quotes, _larger, _less_of_pictures, _less_of_subheads):
        if trial.wrong[1] and not trial.galley.overset:
            trial = _fewest(stone, trial, weaker(stone, trial.given))
    for step in (FitStep.AIR, FitStep.PARAGRAPHS):
        if trial.wrong[1] and not trial.galley.overset and step in stone.story.parts[0].style.fit:
            trial = STEPS[step](stone, trial)
    return trial


def _fewer_cuts(stone: Stone, given: Concessions) -> list[Concessions]:
    fewer = [cuts for cuts in _all_cuts(stone) if len(cuts) < len(given.cuts)]
    return [replace(given, cuts=cuts) for cuts in (frozenset[int](), *fewer)] if given.cuts else []


def _the_summary(_: Stone, given: Concessions) -> list[Concessions]:
    return [] if given.summary else [replace(given, summary=True)]


def _the_quotes(_: Stone, given: Concessions) -> list[Concessions]:
    return [] if given.quotes else [replace(given, quotes=True)]


def _larger(_: Stone, given: Concessions) -> list[Concessions]:
    return [replace(given, smaller=steps) for steps in range(given.smaller)]


def _less_of_pictures(_: Stone, given: Concessions) -> list[Concessions]:
    return [replace(given, picture=lines) for lines in range(0, given.picture, -1)]


def _less_of_subheads(_: Stone, given: Concessions) -> list[Concessions]:
    return [replace(given, subheads=lines) for lines in range(0, given.subheads, -1)]


def _paragraphs(stone: Stone, trial: Trial) -> Trial:
    most = stone.story.parts[0].style.fit_most
    return copyfit(trial, most, lambda blocks: stone.again(trial, blocks))


def _air(stone: Stone, trial: Trial) -> Trial:
    """Give the package of a part that is short by a line and more a leg more air, but none that has a subhead
    go over to the next leg and leaves the foot of its own uneven."""
    if trial.galley.overset:
        return trial
    for number in range(trial.used):
        most = trial.plans[number].part.style.headline.air_most
        for lines in range(min(most, _level_lines(trial, number, most)), 0, -1):
            air = (*(trial.given.air_of(part) for part in range(number)), lines)
            tried = stone.lay(replace(trial.given, air=air), trial.used)
            may_rebreak = FitStep.PARAGRAPHS in stone.story.parts[0].style.fit
            if may_rebreak and (tried.galley.overset or _ragged(tried) > _ragged(trial)):
                tried = _paragraphs(stone, tried)
            if tried.galley.overset or tried.used != trial.used or _ragged(tried) > _ragged(trial):
                continue
            trial = tried
            break
    return trial


def _ragged(trial: Trial) -> int:
    """Lines that are empty at the feet of legs before the one that the story ends in, all but one a leg."""
    if not trial.feet or not trial.galley.lines:
        return 0
    end = trial.galley.lines[-1].slot
    legs = Counter((slot.part, slot.leg) for slot in trial.feet)
    return sum(count - 1 for leg, count in legs.items() if leg < (end.part, end.leg))


def _level_lines(trial: Trial, number: int, most: int) -> int:
    """Lines by which the legs of a part are short, shared by all; 0 where that is far more than air can
    close, for a hole as empty as that wants copy, not air."""
    plan = trial.plans[number]
    if not plan.package.lines or plan.first_line == plan.area.line:
        return 0
    legs = max(1, len(plan.area.legs))
    short = sum(1 for slot in trial.galley.empty if slot.part == number)
    lines = short // legs if short > 1 else 0
    return lines if lines <= 2 * most else 0


def _picture(stone: Stone, trial: Trial) -> Trial:
    """Pictures lower or higher within their ranges, by the fewest lines that do."""
    places = [picture.hole.place for part in stone.story.parts[: trial.used] for picture in part.pictures]
    inside = [place for place in places if isinstance(place, Inside)]
    ranges = [
        (place.lines - (place.least or place.lines), (place.most or place.lines) - place.lines)
        for place in inside
    ]
    lower, higher = (max((pair[way] for pair in ranges), default=0) for way in (0, 1))
    over, under = trial.wrong
    if not over and under > sum(place.legs * room for place, (_, room) in zip(inside, ranges, strict=True)):
        return trial
    if over:
        return _fewest(stone, trial, [replace(trial.given, picture=-lines) for lines in range(1, lower + 1)])
    return _least(stone, trial, [replace(trial.given, picture=lines) for lines in range(1, higher + 1)])


def _cuts(stone: Stone, trial: Trial) -> Trial:
    """Leave out what the editor marked as optional, the last first, and no more than need be."""
    if not trial.galley.overset:
        return trial
    return _fewest(stone, trial, [replace(trial.given, cuts=cuts) for cuts in _all_cuts(stone)])


def _all_cuts(stone: Stone) -> list[frozenset[int]]:
    """The blocks that may be left out, the last first and each time more of them."""
    return list(map(frozenset, accumulate(stone.story.article.optional, lambda one, other: (*one, *other))))


def _subheads(stone: Stone, trial: Trial) -> Trial:
    """Air at subheads taken away, or added: what is needed, or a line or two less where legs then break
    otherwise."""
    style = stone.story.parts[0].style.subhead
    count = sum(isinstance(block, Subhead) for block in stone.story.article.blocks)
    under = trial.wrong[1]
    if trial.galley.overset:
        taken = range(-1, -count * style.before - 1, -1)
        return _fewest(stone, trial, [replace(trial.given, subheads=lines) for lines in taken])
    if under > count * MOST_AIR:
        return trial
    added = range(under, max(0, under - 3), -1)
    return _least(stone, trial, [replace(trial.given, subheads=lines) for lines in added])


def _headline(stone: Stone, trial: Trial) -> Trial:
    """The headline smaller, as far as its ladder goes; only for copy that is over."""
    steps = len(stone.story.parts[0].style.headline.main.sizes)
    if not trial.galley.overset:
        return trial
    ways, lines = [], trial.plans[0].package.lines
    for step in range(1, steps):
        given = replace(trial.given, smaller=step)
        if (less := stone.plan(0, given).package.lines) < lines:
            ways.append(given)
            lines = less
    return _fewest(stone, trial, ways)


def _summary(stone: Stone, trial: Trial) -> Trial:
    if not trial.galley.overset or not stone.story.article.summary:
        return trial
    return _least(stone, trial, [replace(trial.given, summary=False)])


def _quotes(stone: Stone, trial: Trial) -> Trial:
    if not trial.galley.overset or not any(plan.quotes for plan in trial.plans):
        return trial
    return _least(stone, trial, [replace(trial.given, quotes=False)])


def _least(stone: Stone, trial: Trial, ways: Sequence[Concessions]) -> Trial:
    """The first of the ways that makes the story fit, else the one that brings it nearest."""
    best = trial
    for given in ways:
        tried = stone.lay(given, trial.used)
        if tried.wrong < best.wrong:
            best = tried
        if best.fits:
            break
    return best


def _fewest(stone: Stone, trial: Trial, ways: Sequence[Concessions]) -> Trial:
    """The weakest of ways, each stronger than the one before, that brings in a story that is over."""
    low, high, best = 0, len(ways), trial
    while low < high:
        middle = (low + high) // 2
        tried = stone.lay(ways[middle], trial.used)
        best = min(best, tried, key=lambda made: made.wrong)
        low, high = (middle + 1, high) if tried.galley.overset else (low, middle)
    return best


STEPS: dict[FitStep, Callable[[Stone, Trial], Trial]] = {
    FitStep.AIR: _air,
    FitStep.PARAGRAPHS: _paragraphs,
    FitStep.PICTURE: _picture,
    FitStep.CUTS: _cuts,
    FitStep.SUBHEADS: _subheads,
    FitStep.HEADLINE: _headline,
    FitStep.SUMMARY: _summary,
    FitStep.QUOTES: _quotes,
}
