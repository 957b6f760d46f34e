"""Facts of the stories' records, with their places on the pages: 缺行, 孤行, loose and tight lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from broadsheet.diagnostics import Hint, hint
from broadsheet.geometry import Rect
from broadsheet.preflight.critic.finding import Finding, finding
from broadsheet.preflight.critic.legs import empty_feet
from broadsheet.preflight.critic.view import PageView, TextLine
from broadsheet.records import replace
from broadsheet.tree.node import LayoutTree, StoryRecord

Views = Mapping[int, PageView]
"""Pages by their numbers."""


def story_lines(views: Views) -> dict[str, list[TextLine]]:
    """The lines of each story through all its pages, in reading order."""
    found: dict[str, list[TextLine]] = {}
    parts = sorted(
        ((part, lines) for view in views.values() for part, lines in view.lines.items()),
        key=lambda each: each[0],
    )
    for (slug, _), lines in parts:
        found.setdefault(slug, []).extend(lines)
    return found


def underset(tree: LayoutTree, views: Views) -> Iterator[Finding]:
    """缺行: what is left empty at the feet of a hole."""
    for record in tree.stories:
        for page, hole, lines in record.unused:
            view = views.get(page)
            area = next((each for each in view.page.areas if each.hole == hole), None) if view else None
            places = empty_feet(view, area) if view and area else ()
            told = finding("underset", page, places, record.slug, lines=lines, hole=hole)
            if view and area and _ends_short(view.lines.get((record.slug, area.part), ()), places):
                told = replace(told, hints=_filling(record, lines, len(area.legs)))
            yield told


def _ends_short(lines: Sequence[TextLine], places: Sequence[Rect]) -> bool:
    """Whether some of what is empty lies below the last line of a part, or in a leg behind it: more copy
    would stand there. What a subhead left empty in a leg before it is not filled by more."""
    return bool(lines) and any(place.right > lines[-1].x for place in places)


def _filling(record: StoryRecord, lines: int, legs: int) -> tuple[Hint, ...]:
    """How much copy so many empty lines want, by what the story's lines hold on average, and how many lines
    the hole could do without; nothing where no line is set, or where there is more copy than room."""
    if not record.lines or record.overset:
        return ()
    characters = -(-record.characters * lines // record.lines)
    if legs and lines >= legs:
        return (hint("fill-or-close", characters=characters, lines=lines // legs),)
    return (hint("fill", characters=characters),)


def widow(tree: LayoutTree, views: Views) -> Iterator[Finding]:
    """孤行: a paragraph's last line alone at the head of a leg."""
    lines = story_lines(views)
    for record in tree.stories:
        if record.widows:
            yield from _paged("widow", record, _widows(lines.get(record.slug, ())), record.widows)


def _widows(lines: Sequence[TextLine]) -> list[TextLine]:
    groups = [line.group for line in lines]
    found = []
    for index, (before, line) in enumerate(pairwise(groups), 1):
        heads = line.leg != before.leg or line.part != before.part
        if heads and line.paragraph == before.paragraph and lines[index].is_body:
            alone = index + 1 == len(groups) or groups[index + 1].paragraph != line.paragraph
            if alone:
                found.append(lines[index])
    return found


def strained(tree: LayoutTree, views: Views) -> Iterator[Finding]:
    """松紧失度: lines looser or tighter than their style allows."""
    lines = story_lines(views)
    for record in tree.stories:
        if not (record.loose or record.tight):
            continue
        found = [line for line in lines.get(record.slug, ()) if (fit := line.group.fit) and fit.strain]
        pages = sorted({line.page for line in found})
        if not pages:
            beyond = _beyond(record.loose, record.tight)
            yield finding("strained", 0, (), record.slug, found=beyond)
        for page in pages:
            here = [line for line in found if line.page == page]
            loose = sum(1 for line in here if line.group.fit and line.group.fit.strain > 0)
            beyond = _beyond(loose, len(here) - loose)
            yield finding("strained", page, _rects(here), record.slug, found=beyond)


def _beyond(loose: int, tight: int) -> str:
    return ", ".join(f"{count} {how}" for count, how in ((loose, "looser"), (tight, "tighter")) if count)


def cut_line(tree: LayoutTree, views: Views) -> Iterator[Finding]:
    """硬断行: lines broken where no break is allowed, or wider than their measure."""
    lines = story_lines(views)
    for record in tree.stories:
        found = [
            line
            for line in lines.get(record.slug, ())
            if (fit := line.group.fit) and fit.ending in ("emergency", "overfull")
        ]
        if found:
            yield from _paged("cut_line", record, found, len(found))


def _paged(
    rule: str, record: StoryRecord, found: Sequence[TextLine], count: int
) -> Iterator[Finding]:
    """A finding for each page that lines stand on; one without a place where there are none."""
    pages = sorted({line.page for line in found})
    if not pages:
        yield finding(rule, 0, (), record.slug, count=count)
    for page in pages:
        here = [line for line in found if line.page == page]
        yield finding(rule, page, _rects(here), record.slug, count=len(here))


def _rects(lines: Sequence[TextLine]) -> tuple[Rect, ...]:
    return tuple(line.rect for line in lines)


FactRule = Callable[[LayoutTree, Views], Iterator[Finding]]
"""A rule that goes by the stories' records."""
