"""What a plant's inks make of a layout tree: spot inks (专色) as process inks or on plates of their own,
pictures with no more ink than its paper takes."""

from __future__ import annotations

from functools import lru_cache

from broadsheet.records import replace
from broadsheet.tree.node import Group, Ink, LayoutTree, Node, Picture, TreePage
from broadsheet.tree.walk import leaves, pictures


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


def on_plates(tree: LayoutTree, most: int, *, spots: bool) -> LayoutTree:
    """The tree with pictures that have at most so much ink, in per cent; ``spots``: placed PDFs keep
    theirs."""

    def group(each: Group) -> Group:
        return replace(each, nodes=tuple(map(node, each.nodes))) if pictures((each,)) else each

    def node(each: Node) -> Node:
        if isinstance(each, Group):
            return group(each)
        return replace(each, ink=most, spots=spots and each.vector) if isinstance(each, Picture) else each

    if not spots and all(picture.ink == most for page in tree.pages for picture in pictures(page.groups)):
        return tree
    return replace(
        tree, pages=tuple(replace(page, groups=tuple(map(group, page.groups))) for page in tree.pages)
    )


@lru_cache(maxsize=256)
def _process(ink: Ink) -> Ink:
    return Ink(ink.cyan, ink.magenta, ink.yellow, ink.black)
