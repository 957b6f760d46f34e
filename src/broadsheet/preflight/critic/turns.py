"""Rules of turns: 下转 and 上接 say the pages that they mean, and the jump head is known again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from broadsheet.geometry import Rect, union
from broadsheet.patterns import late_pattern
from broadsheet.preflight.critic.facts import Views
from broadsheet.preflight.critic.finding import Finding, finding
from broadsheet.preflight.critic.view import PageView
from broadsheet.tree.extent import em_boxes
from broadsheet.tree.node import Group, LayoutTree, Role, StoryRecord
from broadsheet.tree.walk import glyph_runs

_NUMBER = late_pattern("[0-9]+")
_HAN = late_pattern("[\u3400-\u9fff]")


def turn(tree: LayoutTree, views: Views) -> Iterator[Finding]:
    """转接不符: a part that goes on on another page without （下转N版）, one that comes from another page
    without （上接N版）, and either with the number of another page."""
    for record in tree.stories:
        for number, (page, following) in enumerate(pairwise(record.pages)):
            if page == following:  # from hole to hole of one page a story runs on without a word
                continue
            if page in views:
                wanted = _folio(views, record.slug, number + 1, following)
                yield from _word(views[page], record, (number, Role.JUMP_LINE), wanted)
            if following in views:
                wanted = _folio(views, record.slug, number, page)
                yield from _word(views[following], record, (number + 1, Role.TURN_LINE), wanted)


def _folio(views: Views, slug: str, part: int, page: int) -> tuple[int, ...]:
    """The page number that readers find a part under: of a spread that of the half where it begins. Where the
    page is not made, either."""
    view = views.get(page)
    if view is None:
        return page, page + 1
    rect = _part_rect(view, slug, part)
    is_right = view.page.spread and rect is not None and rect.x >= view.page.width // 2
    return (page + is_right,)


def _word(
    view: PageView, record: StoryRecord, where: tuple[int, Role], wanted: tuple[int, ...]
) -> Iterator[Finding]:
    """What is wrong with the words at a turn, which are to name one of the pages ``wanted``."""
    number, role = where
    kind = "jump line" if role is Role.JUMP_LINE else "turn line"
    group = _group(view, record.slug, number, role)
    text = "".join(run.text for run in glyph_runs(group.nodes)) if group else ""
    if group is not None and set(map(str, wanted)) & set(_NUMBER.findall(text)):
        return
    place = union(map(em_boxes, glyph_runs(group.nodes))) if group else _part_rect(view, record.slug, number)
    yield finding(
        "turn", view.number, (place,) if place else (), record.slug,
        kind=kind, wanted=wanted[0], found=text or "nothing",
    )  # fmt: skip


def _group(view: PageView, slug: str, part: int, role: Role) -> Group | None:
    for story in view.stories:
        if (story.article, story.part) == (slug, part):
            for node in story.nodes:
                if isinstance(node, Group) and node.role is role:
                    return node
    return None


def _part_rect(view: PageView, slug: str, part: int) -> Rect | None:
    area = view.by_part.get((slug, part))
    return area.rect if area else None


def turn_head(tree: LayoutTree, views: Views) -> Iterator[Finding]:
    """转题不符: a jump head that has no two characters running in common with the headline package."""
    headlines = {record.slug: record.headline for record in tree.stories}
    for view in views.values():
        for head in view.heads:
            if not head.part or head.slug not in headlines:
                continue
            if not _share(head.text, _spoken(views, head.slug) + headlines[head.slug]):
                yield finding("turn_head", view.number, (head.main,), head.slug, head=head.text)


def _spoken(views: Views, slug: str) -> str:
    """Kicker and deck of a story's first part."""
    for view in views.values():
        for story in view.stories:
            if story.article == slug and not story.part:
                groups = [node for node in story.nodes if isinstance(node, Group)]
                chosen = [group for group in groups if group.role in (Role.KICKER, Role.HEADLINE, Role.DECK)]
                return "".join(run.text for group in chosen for run in glyph_runs(group.nodes)) + "\n"
    return ""


def _share(one: str, other: str) -> bool:
    """Whether two texts have a word in common; what is too short to have one counts as shared."""
    if len(_HAN.findall(one)) < 2:  # Latin: by words
        words = {word.lower() for word in re.findall(r"\w+", one)}
        return not words or bool(words & {word.lower() for word in re.findall(r"\w+", other)})
    pairs = {one[index : index + 2] for index in range(len(one) - 1) if _HAN.match(one, index)}
    return any(pair in other for pair in pairs)
