"""A double truck (跨版) as the two pages that it is printed on: cut at the fold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from broadsheet.geometry import Rect, Writing
from broadsheet.records import replace
from broadsheet.tree.extent import moved
from broadsheet.tree.node import (
    Area,
    Fill,
    GlyphRun,
    Group,
    LayoutTree,
    Leaf,
    Node,
    Picture,
    Rule,
    Shape,
    TreePage,
)
from broadsheet.units import Length


def pages_of(tree: LayoutTree) -> int:
    """How many pages a paper is printed on: two for a spread, as readers count."""
    return sum(2 if page.spread else 1 for page in tree.pages)


def without_spreads(tree: LayoutTree) -> LayoutTree:
    """The same paper with every spread as two pages, each with what shows on it."""
    if not any(page.spread for page in tree.pages):
        return tree
    pages = (half for page in tree.pages for half in (halves(page) if page.spread else (page,)))
    return replace(tree, pages=tuple(pages))


def halves(page: TreePage) -> tuple[TreePage, TreePage]:
    """The left and the right page of a spread.

    What crosses the fold is on both, whole: the sheet cuts it off at its bleed. A line of type that
    crosses it is said on both, too.
    """
    fold = page.width // 2
    left = _half(page, 0, fold)
    other = _half(page, fold, page.width - fold)
    first, second = page.halves or (f"{page.name}-left", f"{page.name}-right")
    slug, other_slug = page.half_slugs or (page.slug, page.slug)
    return (
        replace(left, name=first, slug=slug),
        replace(other, name=second, slug=other_slug, number=page.number + 1),
    )


def _half(page: TreePage, x: Length, width: Length) -> TreePage:
    window = Rect(x - page.bleed, -page.bleed, width + 2 * page.bleed, page.height + 2 * page.bleed)
    found = (_kept(group, window, x, page.bleed) for group in page.groups)
    groups = tuple(group for group in found if group is not None)
    areas = tuple(
        _moved_area(area, x) for area in page.areas
        if area.rect.x + area.rect.width // 2 in range(x, x + width)
    )  # fmt: skip
    grid = page.grid
    if grid is not None:
        area = grid.type_area
        left, right = max(area.x, x), min(area.right, x + width)
        grid = replace(grid, type_area=Rect(left - x, area.y, max(0, right - left), area.height))
    return replace(
        page, width=width, groups=groups, areas=areas, grid=grid, spread=False, halves=(), half_slugs=()
    )


def _shows(node: Leaf, window: Rect, bleed: Length) -> bool:
    """Whether a node is seen in a window. Type in the bleed alone is its neighbour's and would only be
    found twice by those who search."""
    within = window.inset(bleed, 0) if isinstance(node, GlyphRun) else window
    return within.overlaps(_reach(node))


def _kept(group: Group, window: Rect, x: Length, bleed: Length) -> Group | None:
    """A group with what of it shows in a window, moved; None for nothing."""
    nodes: list[Node] = []
    for node in group.nodes:
        if isinstance(node, Group):
            inner = _kept(node, window, x, bleed)
            if inner is not None:
                nodes.append(inner)
        elif _shows(node, window, bleed):
            nodes.append(moved(node, -x, 0) if x else node)
    return replace(group, nodes=tuple(nodes), x=group.x - x if group.x else 0) if nodes else None


def _reach(node: Leaf) -> Rect:
    """A rectangle that holds a node's ink; never empty, so that a rule without area shows."""
    match node:
        case GlyphRun():
            long = max(1, sum(node.advances))
            if node.writing is Writing.HORIZONTAL:
                return Rect(node.x, node.baseline - node.size, long, 2 * node.size)
            return Rect(node.x - node.size, node.baseline, 2 * node.size, long)
        case Rule():
            return _around(((node.x, node.y), (node.x2, node.y2)), node.weight)
        case Shape():
            steps = ([int(value) for value in step[1:]] for step in node.path)
            points = [pair for values in steps for pair in zip(values[::2], values[1::2], strict=True)]
            return _around(points or [(0, 0)], node.weight)
        case Fill() | Picture():
            return Rect(node.x, node.y, max(1, node.width), max(1, node.height))


def _around(points: Iterable[tuple[int, int]], weight: Length) -> Rect:
    across, down = zip(*points, strict=True)
    grow = weight // 2 + 1
    left, top = min(across) - grow, min(down) - grow
    return Rect(left, top, max(across) + grow - left, max(down) + grow - top)


def _moved_area(area: Area, x: Length) -> Area:
    def rect(old: Rect) -> Rect:
        return Rect(old.x - x, old.y, old.width, old.height)

    legs: Iterator[tuple[Length, Length]] = ((left - x, width) for left, width in area.legs)
    return replace(area, rect=rect(area.rect), legs=tuple(legs), cuts=tuple(map(rect, area.cuts)))
