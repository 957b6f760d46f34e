"""Page marks: all of them off the page, on the sheet, and clear of each other."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

import pytest

from broadsheet.geometry import Rect
from broadsheet.model.plant import PageMark
from broadsheet.tree import marks
from broadsheet.tree.node import (
    BLACK_INK,
    REGISTRATION,
    Fill,
    GlyphRun,
    Group,
    Ink,
    LayoutTree,
    Node,
    PageGrid,
    Role,
    Rule,
    Shape,
    Spot,
    TreePage,
)
from broadsheet.tree.serial import read_tree, write_tree

ALL = tuple(mark.value for mark in PageMark)
OUTSIDE = tuple(mark for mark in ALL if mark != marks.PATCHES)
MM = 2835
WIDTH, HEIGHT = 390 * MM, 540 * MM
AREA = Rect(20 * MM, 20 * MM, WIDTH - 40 * MM, HEIGHT - 40 * MM)
RED = Group(Role.FURNITURE, (Fill(AREA.x, AREA.y, 50_000, 50_000, Ink(0, 1000, 1000, 0)),))


def page(*names: str, width: int = WIDTH, bleed: int = 0, spread: bool = False) -> TreePage:
    grid = PageGrid(AREA, 12_500, 9000, 9000)
    bare = TreePage(1, "p", "", width, HEIGHT, bleed, (RED,), (), grid, spread, names)
    if marks.SLUG not in names:
        return bare
    x, baseline = marks.slug_place(bare)
    return replace(bare, slug=(GlyphRun(x, baseline, "f", 7000, (1,), (7000,), "报"),))


def extent(node: Node) -> Rect:
    match node:
        case Rule():
            x, y = min(node.x, node.x2), min(node.y, node.y2)
            return Rect(x, y, abs(node.x2 - node.x), abs(node.y2 - node.y))
        case Fill():
            return Rect(node.x, node.y, node.width, node.height)
        case GlyphRun():
            return Rect(node.x, node.baseline - node.size, sum(node.advances), node.size)
        case Shape():
            places = [[int(value) for value in step[1:]] for step in node.path]
            across = [value for each in places for value in each[::2]]
            down = [value for each in places for value in each[1::2]]
            return Rect(min(across), min(down), max(across) - min(across), max(down) - min(down))
    raise AssertionError(node)


def is_off(place: Rect, left: int, top: int, right: int, bottom: int) -> bool:
    return place.right <= left or place.x >= right or place.bottom <= top or place.y >= bottom


def test_every_mark_that_a_manifest_may_name_is_drawn() -> None:
    for name in ALL:
        assert marks.mark_nodes(page(name)), name
    assert marks.mark_nodes(page()) == ()


@pytest.mark.parametrize("bleed", [0, 3 * MM, 8 * MM])
@pytest.mark.parametrize("spread", [False, True])
def test_marks_stand_off_the_bleed_and_on_the_sheet(bleed: int, spread: bool) -> None:
    marked = page(*OUTSIDE, bleed=bleed, spread=spread)
    margin = marks.sheet_margin(marked)
    for node in marks.mark_nodes(marked):
        place = extent(node)
        assert is_off(place, -bleed, -bleed, WIDTH + bleed, HEIGHT + bleed), node
        assert is_off(place, -3 * MM + 1, -3 * MM + 1, WIDTH + 3 * MM - 1, HEIGHT + 3 * MM - 1), node
        assert place.x >= -margin, node
        assert place.y >= -margin, node
        assert place.right <= WIDTH + margin, node
        assert place.bottom <= HEIGHT + margin, node


@pytest.mark.parametrize("width", [120 * MM, 270 * MM, WIDTH, 2 * WIDTH])
def test_marks_of_one_kind_keep_clear_of_those_of_others(width: int) -> None:
    spread = width > WIDTH
    drawn = {
        name: [extent(node) for node in marks.mark_nodes(page(name, marks.FOLD, width=width, spread=spread))]
        for name in OUTSIDE
        if name not in (marks.FOLD, marks.SLUG)
    }
    folds = [extent(node) for node in marks.mark_nodes(page(marks.FOLD, width=width, spread=spread))]
    kinds = [[place for place in places if place not in folds] for places in drawn.values()] + [folds]
    for one, other in combinations(kinds, 2):
        for place in one:
            grown = Rect(place.x - 1, place.y - 1, place.width + 2, place.height + 2)
            assert not any(grown.overlaps(each) for each in other)


def test_crop_marks_are_in_line_with_the_trim_and_two_at_every_corner() -> None:
    lines = [node for node in marks.mark_nodes(page(marks.CROP)) if isinstance(node, Rule)]
    level = [(line.y, line.x < 0) for line in lines if line.y == line.y2]
    upright = [(line.x, line.y < 0) for line in lines if line.x == line.x2]
    assert sorted(level) == sorted(product((0, HEIGHT), (False, True)))
    assert sorted(upright) == sorted(product((0, WIDTH), (False, True)))


def test_a_register_mark_is_a_cross_in_a_circle_beside_the_middle_of_every_side() -> None:
    nodes = marks.mark_nodes(page(marks.REGISTER))
    middles = []
    for start in range(0, len(nodes), 3):
        circle, level, upright = map(extent, nodes[start : start + 3])
        assert (level.height, upright.width) == (0, 0)
        assert level.width == upright.height > circle.width == circle.height > 0
        centres = {(each.x + each.width // 2, each.y + each.height // 2) for each in (circle, level, upright)}
        middles.extend(centres)
    away = -min(middles)[0]
    across, down = WIDTH // 2, HEIGHT // 2
    assert sorted(middles) == [(-away, down), (across, -away), (across, HEIGHT + away), (WIDTH + away, down)]


def test_lines_are_on_every_plate_and_patches_on_their_own() -> None:
    lines = marks.mark_nodes(page(marks.CROP, marks.FOLD, marks.REGISTER))
    assert {node.colour for node in lines if not isinstance(node, (Group,))} == {REGISTRATION}  # type: ignore[union-attr]
    bar = marks.mark_nodes(page(marks.BAR, marks.PATCHES))
    assert all(isinstance(node, Fill) and node.colour.spot is None for node in bar)
    inks = [node.colour for node in bar if isinstance(node, Fill)]
    assert max(ink.cyan + ink.magenta + ink.yellow + ink.black for ink in inks) <= 2200


def test_a_page_in_black_has_patches_of_black_alone() -> None:
    plain = page(marks.BAR, marks.PATCHES)
    black = TreePage(1, "p", "", WIDTH, HEIGHT, 0, (), (), plain.grid, marks=plain.marks)
    inks = [node.colour for node in marks.mark_nodes(black) if isinstance(node, Fill)]
    assert BLACK_INK in inks
    assert not any(ink.cyan or ink.magenta or ink.yellow for ink in inks)


def test_a_page_in_black_and_a_spot_ink_has_patches_of_these_alone() -> None:
    """Whose plates are made: others would be made for the patches."""
    seal = Spot("专红", 0, 1000, 800, 0)
    plain = page(marks.BAR, marks.PATCHES)
    shown = Group(Role.FURNITURE, (Fill(AREA.x, AREA.y, 9, 9, Ink(0, 500, 400, 0, seal, 500)),))
    two = TreePage(1, "p", "", WIDTH, HEIGHT, 0, (shown,), (), plain.grid, marks=plain.marks)
    inks = [node.colour for node in marks.mark_nodes(two) if isinstance(node, Fill)]
    assert [ink for ink in inks if ink.spot] == [
        Ink(0, 1000, 800, 0, seal, 1000), Ink(0, 500, 400, 0, seal, 500), Ink(0, 1000, 800, 0, seal, 1000),
    ]  # fmt: skip
    assert not any(ink.cyan or ink.magenta or ink.yellow for ink in inks if not ink.spot)


def test_the_patch_row_stands_in_the_foot_margin_or_nowhere() -> None:
    row = [extent(node) for node in marks.mark_nodes(page(marks.PATCHES))]
    assert len(row) == 4
    assert all(AREA.bottom < place.y and place.bottom < HEIGHT for place in row)
    middle = (row[0].x + row[-1].right) // 2
    assert abs(middle - WIDTH // 2) <= 1
    assert marks.sheet_margin(page(marks.PATCHES)) == 0
    tight = TreePage(1, "p", "", WIDTH, HEIGHT, 0, (), (), None, marks=(marks.PATCHES,))
    assert marks.mark_nodes(tight) == ()


def test_marks_and_spot_inks_are_in_the_file_of_the_tree() -> None:
    seal = Ink(0, 500, 400, 0, Spot("专色 1", 0, 1000, 800, 0), 500)
    group = Group(Role.FURNITURE, (Fill(0, 0, 9, 9, seal), Rule(0, 0, 9, 0, 1, REGISTRATION)))
    marked = page(*ALL)
    pages = (marked, TreePage(2, "q", "", 9, 9, 0, (group,)))
    tree = LayoutTree("t", "2026-11-23", (), pages, (), ())
    assert read_tree(write_tree(tree)) == tree
