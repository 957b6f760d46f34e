"""Spot inks (专色) of a layout tree: which there are, and the same pages without them."""

from __future__ import annotations

from functools import lru_cache

from broadsheet.records import replace
from broadsheet.tree.node import Group, Ink, LayoutTree, Node, Picture, TreePage
from broadsheet.tree.walk import leaves


def spot_names(page: TreePage) -> tuple[str, ...]:
    """The spot inks of a page's own nodes, by name; its marks do not count."""
    found = {
        node.colour.spot.name
        for node in leaves(page.groups)
        if not isinstance(node, (Group, Picture)) and node.colour.spot is not None
    }
    return tuple(sorted(found))


def in_process(tree: LayoutTree) -> LayoutTree:
    """The tree with every spot ink as the process inks that it looks like; itself where there is none."""
    if not any(map(spot_names, tree.pages)):
        return tree
    return replace(tree, pages=tuple(map(_process_page, tree.pages)))


def _process_page(page: TreePage) -> TreePage:
    def group(each: Group) -> Group:
        return replace(each, nodes=tuple(map(converted, each.nodes)))

    def converted(node: Node) -> Node:
        match node:
            case Group():
                return group(node)
            case Picture():
                return node
            case _:
                return replace(node, colour=_process(node.colour)) if node.colour.spot else node

    return replace(page, groups=tuple(map(group, page.groups)))


@lru_cache(maxsize=256)
def _process(ink: Ink) -> Ink:
    return Ink(ink.cyan, ink.magenta, ink.yellow, ink.black)
