"""Pages on which nothing can have changed: the same in both trees, and so are all others of their stories.

Most of a paper is the same from one proof to the next; what is left of it is compared in a fraction of the
time.
"""

from __future__ import annotations

from collections.abc import Collection

from broadsheet.records import replace
from broadsheet.tree.node import LayoutTree, TreePage
from broadsheet.tree.walk import groups


def without_still(old: LayoutTree, new: LayoutTree) -> tuple[LayoutTree, LayoutTree]:
    """Both trees without such pages. A story that stands on one that changed may have words there that it
    had elsewhere: its other pages stay."""
    before, after = ({page.number: page for page in tree.pages} for tree in (old, new))
    same = {number for number in before.keys() & after.keys() if before[number] == after[number]}
    others = [page for tree in (old, new) for page in tree.pages if page.number not in same]
    still = {number: _stories(before[number]) for number in same}
    moving = set().union(*map(_stories, others))
    while touched := {number for number, stories in still.items() if stories & moving}:
        moving.update(*(still.pop(number) for number in touched))
    return _without(old, still), _without(new, still)


def _stories(page: TreePage) -> set[str]:
    named = {area.slug for area in page.areas} | {group.article for group in groups(page.groups)}
    return named - {""}


def _without(tree: LayoutTree, numbers: Collection[int]) -> LayoutTree:
    return replace(tree, pages=tuple(page for page in tree.pages if page.number not in numbers))
