"""The critic's round: every rule over every page, and what is found as diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from broadsheet.diagnostics import Diagnostic, Mark, Severity
from broadsheet.preflight.critic.boxes import touching_boxes, touching_pictures
from broadsheet.preflight.critic.contrast import faint
from broadsheet.preflight.critic.facts import FactRule, cut_line, strained, underset, widow
from broadsheet.preflight.critic.finding import Context, Finding
from broadsheet.preflight.critic.heads import collision, foreign_head, head_order
from broadsheet.preflight.critic.legs import dogleg, subhead_foot, uneven
from broadsheet.preflight.critic.names import name
from broadsheet.preflight.critic.turns import turn, turn_head
from broadsheet.preflight.critic.view import PageView, page_view
from broadsheet.preflight.critic.white import gutter, page_break, river
from broadsheet.records import replace
from broadsheet.rules import BY_NAME, RULES, Critic, Level, settle
from broadsheet.standing import NOTHING_STANDING, Keeper
from broadsheet.tree.node import LayoutTree, TreePage

PageRule = Callable[[PageView, Context], Iterator[Finding]]
"""A rule that looks at one page."""

PAGE_RULES: Mapping[str, PageRule] = {
    "collision": collision,
    "gutter": gutter,
    "break": page_break,
    "dogleg": dogleg,
    "uneven": uneven,
    "foreign_head": foreign_head,
    "subhead_foot": subhead_foot,
    "touching_boxes": touching_boxes,
    "touching_pictures": touching_pictures,
    "river": river,
    "head_order": head_order,
    "name": name,
    "faint": faint,
}

STORY_RULES: Mapping[str, FactRule] = {
    "turn": turn,
    "turn_head": turn_head,
    "underset": underset,
    "cut_line": cut_line,
    "widow": widow,
    "strained": strained,
}

SEVERITIES: Mapping[Level, Severity] = {
    Level.NOTE: Severity.NOTE,
    Level.WARNING: Severity.WARNING,
    Level.ERROR: Severity.PROBLEM,
}

DEFAULT = settle()
"""What holds where neither style sheet nor edition says anything."""


def review(
    tree: LayoutTree,
    critics: Mapping[int, Critic] | None = None,
    context: Context | None = None,
    keeper: Keeper = NOTHING_STANDING,
) -> tuple[Diagnostic, ...]:
    """Return what the critic finds, page by page, in the order of the table of rules.

    ``critics`` are the settled critics of the pages by number, 0 of what has no page of the tree, which
    comes last; ``context`` gives what rules may know beside the tree, its limits taken from them.
    """
    critics = critics or {}
    general = critics.get(0, DEFAULT)
    known = context or Context(DEFAULT.limits)
    families = known.families or {face.key: face.family for face in tree.faces}
    found: list[Finding] = []
    views: dict[int, PageView] = {}
    told: dict[int, list[Finding]] = {}
    ends, wanted = _ends(tree)

    def judge(stories: Iterable[int]) -> None:
        for index in stories:
            story = tree.stories[index]
            own = {number: views[number] for number in story.pages if number in views}
            judged = partial(_judge, replace(tree, stories=(story,)), own)
            told[index] = keeper.take("story-critic", story.slug, (story, own), judged)

    judge(ends.get(-1, ()))
    for place, page in enumerate(tree.pages):
        critic = critics.get(page.number, general)
        mine = replace(known, limits=critic.limits, families=families)
        source = (page, critic, families, known.names)
        view, seen = keeper.take("critic", page.number, source, partial(_look, page, critic, mine))
        if view is not None:
            views[page.number] = view
            found.extend(seen)
        judge(ends.get(place, ()))
        for number in [number for number in views if wanted.get(number, -1) <= place]:
            del views[number]  # a thick paper's would take as much as a fifth of its tree
    found.extend(each for index in range(len(tree.stories)) for each in told[index])
    order = {rule.name: number for number, rule in enumerate(RULES)}
    found.sort(key=lambda each: (each.page or len(tree.pages) + 10_000, order[each.rule]))
    judged = (_diagnostic(each, critics.get(each.page, general)) for each in found)
    return tuple(each for each in judged if each is not None)


def _ends(tree: LayoutTree) -> tuple[dict[int, list[int]], dict[int, int]]:
    """Which stories end with which page, by their places in the tree (-1: with none of it), and the place of
    the page up to which each page is wanted, by its number."""
    places = {page.number: place for place, page in enumerate(tree.pages)}
    ends: dict[int, list[int]] = {}
    wanted: dict[int, int] = {}
    for index, story in enumerate(tree.stories):
        own = [number for number in story.pages if number in places]
        end = max((places[number] for number in own), default=-1)
        ends.setdefault(end, []).append(index)
        wanted.update((number, max(end, wanted.get(number, -1))) for number in own)
    return ends, wanted


def _look(page: TreePage, critic: Critic, context: Context) -> tuple[PageView | None, list[Finding]]:
    """A page as the rules see it, and what those of single pages find; nothing where it does not say on
    what grid it was made up."""
    view = page_view(page)
    if view is None:
        return None, []
    rules = (look for rule, look in PAGE_RULES.items() if critic.levels[rule] is not Level.OFF)
    return view, [each for look in rules for each in look(view, context)]


def _judge(tree: LayoutTree, views: Mapping[int, PageView]) -> list[Finding]:
    """What the rules of stories say of one story on its pages."""
    return [each for judge in STORY_RULES.values() for each in judge(tree, views)]


def _diagnostic(found: Finding, critic: Critic) -> Diagnostic | None:
    """A finding at the level that its page gives the rule; None where the rule is off."""
    level = critic.levels[found.rule]
    if level is Level.OFF:
        return None
    code, values = BY_NAME[found.rule].code, tuple((key, str(value)) for key, value in found.values)
    mark = Mark(found.page, found.places, found.slug) if found.page else None
    return Diagnostic(code, values, hints=found.hints, level=SEVERITIES[level], mark=mark)
