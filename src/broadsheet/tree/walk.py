"""Ways through a layout tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from broadsheet.tree.node import GlyphRun, Group, Node, Picture


def leaves(nodes: Iterable[Node]) -> list[Node]:
    """Every node that is no group, in paint order.

    Group by group put in its place, a level at a time: an edition is walked ten times in a build, and
    generators within generators take nearly three times as long.
    """
    found, parted = list(nodes), True
    while parted:
        level, found, parted = found, [], False
        for node in level:
            if isinstance(node, Group):
                found += node.nodes
                parted = True
            else:
                found.append(node)
    return found


def groups(nodes: Iterable[Node]) -> Iterator[Group]:
    """Every group, each before what it holds."""
    for node in nodes:
        if isinstance(node, Group):
            yield node
            yield from groups(node.nodes)


def glyph_runs(nodes: Iterable[Node]) -> list[GlyphRun]:
    """Every glyph run, in paint order."""
    return [node for node in leaves(nodes) if isinstance(node, GlyphRun)]


def pictures(nodes: Iterable[Node]) -> list[Picture]:
    """Every picture, in paint order."""
    return [node for node in leaves(nodes) if isinstance(node, Picture)]
