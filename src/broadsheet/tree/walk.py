"""Ways through a layout tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from broadsheet.tree.node import GlyphRun, Group, Node, Picture


def leaves(nodes: Iterable[Node]) -> Iterator[Node]:
    """Every node that is no group, in paint order."""
    for node in nodes:
        if isinstance(node, Group):
            yield from leaves(node.nodes)
        else:
            yield node


def groups(nodes: Iterable[Node]) -> Iterator[Group]:
    """Every group, each before what it holds."""
    for node in nodes:
        if isinstance(node, Group):
            yield node
            yield from groups(node.nodes)


def glyph_runs(nodes: Iterable[Node]) -> Iterator[GlyphRun]:
    """Every glyph run, in paint order."""
    return (node for node in leaves(nodes) if isinstance(node, GlyphRun))


def pictures(nodes: Iterable[Node]) -> Iterator[Picture]:
    """Every picture, in paint order."""
    return (node for node in leaves(nodes) if isinstance(node, Picture))
