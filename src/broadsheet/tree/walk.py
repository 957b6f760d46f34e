"""Ways through a layout tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from broadsheet.kernel import twin
from broadsheet.records import replace
from broadsheet.tree.node import GlyphRun, Group, Leaf, Node, Picture

_MOST_SHOWN = 16


def first_words(run: GlyphRun) -> str:
    """The first characters of a run, by which it is found on the page."""
    words = run.text.strip()
    return words if len(words) <= _MOST_SHOWN else f"{words[:_MOST_SHOWN]}…"


def leaves(nodes: Iterable[Node]) -> list[Leaf]:
    """Every node that is no group, in paint order."""
    return gathered(tuple(nodes), Group, None)


def groups(nodes: Iterable[Node]) -> Iterator[Group]:
    """Every group, each before what it holds."""
    for node in nodes:
        if isinstance(node, Group):
            yield node
            yield from groups(node.nodes)


def glyph_runs(nodes: Iterable[Node]) -> list[GlyphRun]:
    """Every glyph run, in paint order."""
    return gathered(tuple(nodes), Group, GlyphRun)


def pictures(nodes: Iterable[Node]) -> list[Picture]:
    """Every picture, in paint order."""
    return gathered(tuple(nodes), Group, Picture)


def with_leaves(groups: Iterable[Group], change: Callable[[Leaf], Leaf]) -> tuple[Group, ...]:
    """The groups with what ``change`` makes of every node in them that is no group."""

    def changed(group: Group) -> Group:
        nodes = (changed(node) if isinstance(node, Group) else change(node) for node in group.nodes)
        return replace(group, nodes=tuple(nodes))

    return tuple(map(changed, groups))


@twin
def runs_with(runs: list[GlyphRun], glyphs: dict[str, int]) -> list[GlyphRun]:
    """The runs in which a glyph of their face stands, by the face's key."""
    return [run for run in runs if run.face in glyphs and glyphs[run.face] in run.glyphs]


@twin
def gathered(nodes: tuple[Node, ...], parent: type[Group], kind: type | None) -> list[Any]:
    """Every node of a ``kind`` (None: of any but ``parent``), in paint order; ``parent`` is what has nodes.

    One list for all of it: an edition is walked ten times in a build, and generators within generators
    take three times as long.
    """
    found: list[Any] = []
    _gather(nodes, parent, kind, found)
    return found


def _gather(nodes: tuple[Node, ...], parent: type[Group], kind: type | None, found: list[Any]) -> None:
    for node in nodes:
        if type(node) is parent:
            _gather(node.nodes, parent, kind, found)
        elif kind is None or type(node) is kind:
            found.append(node)
