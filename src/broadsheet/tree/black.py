"""A layout tree in black alone: a grey edition, or a paper in mourning."""

from __future__ import annotations

from functools import lru_cache

from broadsheet.records import replace
from broadsheet.tree.node import BLACK_INK, Fill, Group, Ink, LayoutTree, Node, Picture, TreePage

WEIGHTS = (300, 590, 110)
"""How dark cyan, magenta and yellow are to the eye, per mille: the complements of ITU-R BT.601's."""

FULL = 1000


def in_black(tree: LayoutTree, *, mourning: bool = False) -> LayoutTree:
    """Return the tree with every colour as a tone of black and every picture grey.

    In ``mourning`` coloured type, rules and outlines are solid: a nameplate in red is not printed grey.
    White type and tints keep their tone.
    """

    def tone(node: Node) -> Node:
        match node:
            case Group():
                return replace(node, nodes=tuple(map(tone, node.nodes)))
            case Picture():
                return replace(node, grey=True)
            case _:
                solid = mourning and not isinstance(node, Fill)
                return replace(node, colour=black_of(node.colour, solid=solid))

    def group(each: Group) -> Group:
        return replace(each, nodes=tuple(map(tone, each.nodes)))

    pages = tuple(replace(page, groups=tuple(map(group, page.groups))) for page in tree.pages)
    return replace(tree, pages=pages)


@lru_cache(maxsize=256)
def black_of(ink: Ink, *, solid: bool = False) -> Ink:
    """The tone of black that is as dark as an ink; ``solid``: black for whatever has a colour."""
    if not (ink.cyan or ink.magenta or ink.yellow):
        return Ink(0, 0, 0, ink.black) if ink.spot else ink
    if solid:
        return BLACK_INK
    parts = zip((ink.cyan, ink.magenta, ink.yellow), WEIGHTS, strict=True)
    dark = sum(part * weight for part, weight in parts)
    light = (FULL - dark // FULL) * (FULL - ink.black) // FULL
    return Ink(0, 0, 0, FULL - light)


def only_black(tree: LayoutTree) -> bool:
    """Whether nothing on the pages asks for another ink."""
    return all(map(only_black_page, tree.pages))


def only_black_page(page: TreePage) -> bool:
    """Whether nothing of a page's own asks for another ink; its marks do not count."""
    return all(map(_is_black, page.groups))


def _is_black(node: Node) -> bool:
    match node:
        case Group():
            return all(map(_is_black, node.nodes))
        case Picture():
            return node.grey
        case _:
            ink = node.colour
            return not (ink.cyan or ink.magenta or ink.yellow or ink.spot)

