"""Any one thing on the sample's pages changed by the least that there is: the tree diff finds it, on its
page, and gives it to its story."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from broadsheet.diff.trees import diff_trees
from broadsheet.tree.node import Fill, GlyphRun, Group, Ink, LayoutTree, Node, Picture, Rule, Shape
from references.renew import kept_tree

pytestmark = pytest.mark.slow

OTHER = Ink(1, 2, 3, 4)
MUTATIONS = 12
"""Of each kind of node; with each, the tree of eight pages is compared once."""


class Leaf(NamedTuple):
    """A node of the tree: the page's index, the way to it, and the story by the tree."""

    page: int
    way: tuple[int, ...]
    node: Node
    story: str


def leaves(nodes: tuple[Node, ...], way: tuple[int, ...], page: int, story: str) -> Iterator[Leaf]:
    for index, node in enumerate(nodes):
        if isinstance(node, Group):
            yield from leaves(node.nodes, (*way, index), page, node.article or story)
        else:
            yield Leaf(page, (*way, index), node, story)


def put(nodes: tuple[Any, ...], way: tuple[int, ...], new: Node | None) -> tuple[Any, ...]:
    """Nodes with the one at the end of a way changed or, for None, taken out."""
    index, *rest = way
    changed = list(nodes)
    if rest:
        changed[index] = replace(nodes[index], nodes=put(nodes[index].nodes, tuple(rest), new))
    elif new is None:
        del changed[index]
    else:
        changed[index] = new
    return tuple(changed)


def _at(values: tuple[int, ...], index: int) -> tuple[int, ...]:
    """Values with one of them larger by one."""
    return (*values[:index], values[index] + 1, *values[index + 1 :])


Mutation = Callable[[Any, random.Random], Any]
"""A node changed; None for one that is gone."""


def _coloured(node: Any, _: random.Random) -> Node:
    changed: Node = replace(node, colour=OTHER)
    return changed


def _gone(_: Node, __: random.Random) -> None:
    return None


def _spaced(run: GlyphRun, chance: random.Random) -> Node:
    """A gap in a run larger by one. The last advance is none: within a line it shows in no glyph's place."""
    if len(run.advances) == 1:
        return replace(run, x=run.x - 1)
    return replace(run, advances=_at(run.advances, chance.randrange(len(run.advances) - 1)))


def _bent(shape: Shape, _: random.Random) -> Node:
    start = ("m", shape.path[0][1], int(shape.path[0][2]) + 1)
    return replace(shape, path=(start, *shape.path[1:]))


TABLE: dict[type, list[Mutation]] = {
    GlyphRun: [
        _coloured,
        _gone,
        lambda run, _: replace(run, x=run.x + 1),
        lambda run, _: replace(run, baseline=run.baseline + 1),
        lambda run, _: replace(run, size=run.size + 1),
        lambda run, _: replace(run, face="Other"),
        lambda run, _: replace(run, text="戳" + run.text[1:]),
        _spaced,
        lambda run, any_: replace(run, glyphs=_at(run.glyphs, any_.randrange(len(run.glyphs)))),
    ],
    Rule: [
        _coloured,
        _gone,
        lambda rule, _: replace(rule, x=rule.x + 1, x2=rule.x2 + 1),
        lambda rule, _: replace(rule, y2=rule.y2 + 1),
        lambda rule, _: replace(rule, weight=rule.weight + 1),
    ],
    Fill: [
        _coloured,
        _gone,
        lambda fill, _: replace(fill, y=fill.y + 1),
        lambda fill, _: replace(fill, width=fill.width + 1),
    ],
    Shape: [
        _coloured,
        _gone,
        _bent,
    ],
    Picture: [
        _gone,
        lambda picture, _: replace(picture, x=picture.x + 1),
        lambda picture, _: replace(picture, digest="0" * 64),
        lambda picture, _: replace(picture, crop=(1, 1, 1, 1)),
        lambda picture, _: replace(picture, grey=not picture.grey),
        lambda picture, _: replace(picture, sharpen=picture.sharpen + 1),
    ],
}


@pytest.fixture(scope="module")
def tree() -> LayoutTree:
    return kept_tree()


@pytest.mark.parametrize("kind", TABLE, ids=lambda kind: kind.__name__)
def test_the_least_change_is_found_and_given_to_its_story(kind: type, tree: LayoutTree) -> None:
    chance = random.Random(kind.__name__)  # the same on every machine
    known = [
        leaf
        for index, page in enumerate(tree.pages)
        for leaf in leaves(page.groups, (), index, "")
        if isinstance(leaf.node, kind)
    ]
    for turn in range(MUTATIONS):
        leaf = chance.choice(known)
        new = TABLE[kind][turn % len(TABLE[kind])](leaf.node, chance)
        page = tree.pages[leaf.page]
        pages = list(tree.pages)
        pages[leaf.page] = replace(page, groups=put(page.groups, leaf.way, new))
        changes = diff_trees(tree, replace(tree, pages=tuple(pages))).changes
        assert 1 <= len(changes) <= 2, (leaf, new)  # what has another size may begin elsewhere, too
        for change in changes:
            assert change.on(page.number)
            assert not leaf.story or change.story == leaf.story
