"""The inks that a page is printed in: black alone (a grey edition, a paper in mourning), process inks, spot
inks (专色) on plates of their own; pictures with no more ink than the paper takes."""

from __future__ import annotations

from functools import lru_cache

from broadsheet.records import replace
from broadsheet.tree.node import BLACK_INK, Fill, Ink, Leaf, Picture, Shape, Spot, Stop, TreePage
from broadsheet.tree.walk import leaves, pictures, with_leaves

WEIGHTS = (300, 590, 110)
"""How dark cyan, magenta and yellow are to the eye, per mille: the complements of ITU-R BT.601's."""

FULL = 1000


def in_black(page: TreePage, *, mourning: bool = False) -> TreePage:
    """Return the page with every colour as a tone of black and every picture grey.

    In ``mourning`` coloured type, rules and outlines are solid: a nameplate in red is not printed grey.
    White type and tints keep their tone.
    """

    def tone(node: Leaf) -> Leaf:
        if isinstance(node, Picture):
            return replace(node, grey=True)
        solid = mourning and not isinstance(node, Fill)
        made = replace(node, colour=black_of(node.colour, solid=solid))
        if not isinstance(made, Shape) or not made.blend:
            return made
        return replace(made, blend=tuple(_black_stop(stop) for stop in made.blend))

    return replace(page, groups=with_leaves(page.groups, tone))


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


def _black_stop(stop: Stop) -> Stop:
    """A place on the way of a blend, in a tone of black: solid it would be no blend."""
    return (stop[0], 0, 0, 0, black_of(Ink(*stop[1:])).black)


def only_black(page: TreePage) -> bool:
    """Whether nothing of a page's own asks for another process ink: it is in black, or in black and spot inks
    (套红). Its marks do not count."""
    return all(map(_is_black, leaves(page.groups)))


def _is_black(node: Leaf) -> bool:
    if isinstance(node, Picture):
        return node.grey or node.gap
    if isinstance(node, Shape) and any(any(stop[1:4]) for stop in node.blend):
        return False
    ink = node.colour
    return ink.spot is not None or not (ink.cyan or ink.magenta or ink.yellow)


def spots_of(page: TreePage) -> tuple[Spot, ...]:
    """The spot inks of a page's own nodes, by name; its marks do not count."""
    found = {
        node.colour.spot.name: node.colour.spot
        for node in leaves(page.groups)
        if not isinstance(node, Picture) and node.colour.spot is not None
    }
    return tuple(found[name] for name in sorted(found))


def tint_of(spot: Spot, tint: int) -> Ink:
    """A tint of a spot ink, in per mille."""
    whole = (spot.cyan, spot.magenta, spot.yellow, spot.black)
    cyan, magenta, yellow, black = (tint * part // FULL for part in whole)
    return Ink(cyan, magenta, yellow, black, spot, tint)


def in_process(page: TreePage) -> TreePage:
    """The page with every spot ink as the process inks that it looks like; itself where there is none."""

    def converted(node: Leaf) -> Leaf:
        if isinstance(node, Picture) or node.colour.spot is None:
            return node
        return replace(node, colour=_process(node.colour))

    return replace(page, groups=with_leaves(page.groups, converted)) if spots_of(page) else page


def on_plates(page: TreePage, most: int, *, spots: bool) -> TreePage:
    """The page with pictures that have at most so much ink, in per cent; ``spots``: placed PDFs keep
    theirs."""

    def limited(node: Leaf) -> Leaf:
        return replace(node, ink=most, spots=spots and node.vector) if isinstance(node, Picture) else node

    found = pictures(page.groups)
    if not found or (not spots and all(picture.ink == most for picture in found)):
        return page
    return replace(page, groups=with_leaves(page.groups, limited))


@lru_cache(maxsize=256)
def _process(ink: Ink) -> Ink:
    return Ink(ink.cyan, ink.magenta, ink.yellow, ink.black)
