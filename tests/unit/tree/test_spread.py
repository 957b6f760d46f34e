"""A double truck cut at its fold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.geometry import Rect, Writing
from broadsheet.records import replace
from broadsheet.tree.node import (
    BLACK_INK,
    Area,
    AreaKind,
    Fill,
    GlyphRun,
    Group,
    LayoutTree,
    Node,
    PageGrid,
    Picture,
    Role,
    Rule,
    Shape,
    TreePage,
)
from broadsheet.tree.serial import read_tree, write_tree
from broadsheet.tree.spread import halves, without_spreads

FOLD, BLEED = 100_000, 5000


def spread(*nodes: Node, areas: tuple[Area, ...] = ()) -> TreePage:
    """Two pages of 100 by 80 pt with 5 pt of bleed."""
    grid = PageGrid(Rect(10_000, 10_000, 180_000, 60_000), 10_000, 8000, 8000)
    group = Group(Role.STORY, nodes, "s")
    halves = ("p04", "p05")
    return TreePage(4, "p04-05", "", 2 * FOLD, 80_000, BLEED, (group,), areas, grid, True, (), (), halves)


def shown(page: TreePage) -> list[Node]:
    return [node for group in page.groups for node in group.nodes]


def run(x: int, count: int = 3, writing: Writing = Writing.HORIZONTAL) -> GlyphRun:
    return GlyphRun(x, 40_000, "f", 10_000, (1,) * count, (10_000,) * count, "一" * count, writing=writing)


def test_each_half_has_its_number_name_and_width() -> None:
    left, right = halves(spread(run(20_000), run(120_000)))
    assert [(page.number, page.name, page.width, page.spread) for page in (left, right)] == [
        (4, "p04", FOLD, False),
        (5, "p05", FOLD, False),
    ]


def test_what_stands_on_one_page_is_on_it_alone_and_moved() -> None:
    left, right = halves(spread(run(20_000), run(120_000)))
    assert shown(left) == [run(20_000)]
    assert shown(right) == [run(20_000)]


def test_what_crosses_the_fold_is_on_both() -> None:
    nodes: tuple[Node, ...] = (
        run(80_000, 4),
        Rule(10_000, 5000, 190_000, 5000, 300),
        Fill(90_000, 10_000, 20_000, 20_000, run(0).colour),
        Shape((("m", 50_000, 0), ("l", 150_000, 10_000), ("z",))),
        Picture(60_000, 0, 80_000, 50_000, "a.jpg", "d", (0, 0, 8, 5)),
    )
    left, right = halves(spread(*nodes))
    assert shown(left) == list(nodes)
    assert shown(right) == [
        run(-20_000, 4),
        Rule(-90_000, 5000, 90_000, 5000, 300),
        Fill(-10_000, 10_000, 20_000, 20_000, run(0).colour),
        Shape((("m", -50_000, 0), ("l", 50_000, 10_000), ("z",))),
        Picture(-40_000, 0, 80_000, 50_000, "a.jpg", "d", (0, 0, 8, 5)),
    ]


def test_a_blend_moves_with_its_shape() -> None:
    path = (("m", 120_000, 9000), ("l", 150_000, 9000), ("l", 150_000, 20_000))
    frame = (120_000, 9000, 150_000, 9000, 120_000, 39_000, -500, 20)
    blend = ((0, 0, 0, 0, 0), (1000, 0, 0, 0, 1000))
    page = spread(Shape(path, blend=blend, frame=frame))
    _, right = halves(page)
    (shape,) = shown(right)
    assert isinstance(shape, Shape)
    assert shape.frame == (20_000, 9000, 50_000, 9000, 20_000, 39_000, -500, 20)
    tree = LayoutTree("t", "2026-11-23", (), (page,), (), ())
    assert read_tree(write_tree(tree)) == tree


def test_what_only_bleeds_over_the_fold_is_on_both() -> None:
    left, right = halves(spread(Fill(FOLD + 1000, 0, 50_000, 50_000, run(0).colour)))
    assert len(shown(left)) == len(shown(right)) == 1
    left, right = halves(spread(Fill(FOLD + BLEED, 0, 50_000, 50_000, run(0).colour)))
    assert (left.groups, len(shown(right))) == ((), 1)


@pytest.mark.parametrize(("away", "pages"), [(1010, 1), (500, 2)])
@pytest.mark.parametrize("side", [-1, 1])
def test_a_rule_beside_the_fold_shows_over_it_by_half_its_weight(side: int, away: int, pages: int) -> None:
    x = FOLD + side * (BLEED + away)
    left, right = halves(spread(Rule(x, 0, x, 80_000, 2000)))
    assert len(left.groups) + len(right.groups) == pages


def at(kind: str, x: int, y: int) -> Node:
    """A thousand by a thousand of something."""
    path = (("m", x, y), ("c", x, y, x, y, x + 1000, y), ("l", x + 1000, y + 1000), ("z",))
    return {
        "fill": Fill(x, y, 1000, 1000, BLACK_INK),
        "rule": Rule(x, y, x + 1000, y + 1000, 1),
        "picture": Picture(x, y, 1000, 1000, "a", "d", (0, 0, 1, 1)),
        "shape": Shape(path),
        "clipped": Shape(path, clip=(x, y, 500, 500)),
        "type": replace(run(x, 1), baseline=y),
    }[kind]


@pytest.mark.parametrize("kind", ["fill", "rule", "picture", "shape", "clipped", "type"])
@given(st.integers(-BLEED + 1, 2 * FOLD + BLEED - 1001), st.integers(-BLEED + 1, 80_000 + BLEED - 1))
def test_nothing_on_the_sheet_is_lost_and_all_stands_where_it_stood(kind: str, x: int, y: int) -> None:
    if kind == "type":  # which does not bleed
        x = min(max(0, x), 2 * FOLD - 1001)
    pages = halves(spread(at(kind, x, y)))
    found = [shown(page) for page in pages]
    assert found[x >= FOLD] == [at(kind, x - FOLD * (x >= FOLD), y)]
    assert all(nodes in ([], [at(kind, x - FOLD * right, y)]) for right, nodes in enumerate(found))


def test_type_in_the_bleed_is_the_neighbours() -> None:
    left, right = halves(spread(run(FOLD + 1000), run(FOLD - 31_000)))
    assert shown(left) == [run(FOLD - 31_000)]
    assert shown(right) == [run(1000)]


def test_a_vertical_run_is_where_its_line_stands() -> None:
    left, right = halves(spread(run(50_000, 5, Writing.UPRIGHT)))
    assert (len(shown(left)), right.groups) == (1, ())


def test_holes_and_the_type_area_go_with_their_page() -> None:
    area = Area("b", AreaKind.STORY, Rect(110_000, 10_000, 80_000, 60_000), legs=((110_000, 80_000),))
    left, right = halves(spread(run(0), areas=(area,)))
    assert left.areas == ()
    assert right.areas[0].rect == Rect(10_000, 10_000, 80_000, 60_000)
    assert right.areas[0].legs == ((10_000, 80_000),)
    assert left.grid is not None
    assert right.grid is not None
    assert left.grid.type_area == Rect(10_000, 10_000, 90_000, 60_000)
    assert right.grid.type_area == Rect(0, 10_000, 90_000, 60_000)


def test_a_tree_with_a_spread_is_written_and_read() -> None:
    tree = LayoutTree("t", "2026-11-23", (), (spread(run(0)),), (), ())
    assert read_tree(write_tree(tree)) == tree
    assert [page.number for page in without_spreads(tree).pages] == [4, 5]
