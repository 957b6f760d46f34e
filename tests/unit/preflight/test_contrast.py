"""Type that does not stand out from what it is printed on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet.tree.node import Fill, Group, Ink, LayoutTree, Leaf, Path, Picture, Role, Shape, Spot
from unit.preflight.handpage import found, page, places, run, tree

BLACK, WHITE, RED, YELLOW = Ink(0, 0, 0, 1000), Ink(0, 0, 0, 0), Ink(0, 1000, 1000, 0), Ink(0, 0, 1000, 0)
SPOT = Spot("P", 0, 0, 0, 1000)
TYPE = run("大雾锁江", 20_000, 40_000)


def tint(colour: Ink, height: int = 110_000) -> Fill:
    return Fill(10_000, 0, 200_000, height, colour)


def grey(per_cent: int) -> Ink:
    return Ink(0, 0, 0, 10 * per_cent)


def on(*nodes: Leaf) -> LayoutTree:
    return tree(page([], Group(Role.BODY_LINE, nodes, "fog")))


@pytest.mark.parametrize(
    ("ground", "colour", "size"),
    [
        (grey(61), BLACK, 9), (grey(39), WHITE, 9), (RED, BLACK, 17), (YELLOW, WHITE, 9),
        (grey(81), BLACK, 36), (WHITE, YELLOW, 9), (Ink(0, 0, 0, 900, SPOT, 900), BLACK, 9),
    ],
)  # fmt: skip
def test_type_of_nearly_the_tone_of_its_ground_is_told(ground: Ink, colour: Ink, size: int) -> None:
    (told,) = found(on(tint(ground), replace(TYPE, colour=colour, size=1000 * size)), "faint")
    assert (told.code, told.mark.slug if told.mark else None) == ("C815", "fog")
    assert dict(told.values)["words"] == "大雾锁江"


@pytest.mark.parametrize(
    ("ground", "colour", "size"),
    [
        (grey(60), BLACK, 9), (grey(40), WHITE, 9), (RED, BLACK, 18), (RED, WHITE, 9), (YELLOW, BLACK, 9),
        (BLACK, YELLOW, 9), (grey(80), BLACK, 36),
    ],
)  # fmt: skip
def test_type_that_stands_out_is_not(ground: Ink, colour: Ink, size: int) -> None:
    assert found(on(tint(ground), replace(TYPE, colour=colour, size=1000 * size)), "faint") == ()


def test_what_was_printed_last_under_all_of_it_counts() -> None:
    dark, light = tint(grey(80)), tint(grey(10))
    photo = Picture(10_000, 0, 200_000, 110_000, "a.jpg", "d", (0, 0, 9, 9))
    assert found(on(dark, light, TYPE), "faint") == ()
    assert found(on(dark, photo, TYPE), "faint") == ()
    assert found(on(dark, tint(grey(10), 35_000), TYPE), "faint") == ()  # half of it
    assert found(on(TYPE, dark), "faint") == ()  # which is printed over it
    assert found(on(tint(grey(80), 25_000), TYPE), "faint") == ()  # beside it
    assert len(found(on(light, dark, TYPE), "faint")) == 1


def test_lines_of_a_story_that_are_alike_are_told_once_and_a_desk_sets_how_much() -> None:
    lines = on(tint(grey(70)), TYPE, replace(TYPE, baseline=60_000))
    (told,) = found(lines, "faint")
    assert len(places(told)) == 2
    assert found(lines, "faint", contrast=300) == ()


BOX: Path = (("m", 0, 0), ("l", 200_000, 0), ("l", 200_000, 90_000), ("l", 0, 90_000), ("z",))
INNER: Path = (("m", 9000, 9000), ("l", 190_000, 9000), ("l", 190_000, 80_000), ("l", 9000, 80_000), ("z",))
BAY: Path = (*BOX[:4], ("l", 150_000, 50_000), ("z",))


@pytest.mark.parametrize(
    ("shape", "count"),
    [(Shape(BOX), 1), (Shape((*BOX, *INNER)), 0), (Shape(BAY), 0), (Shape(BOX, weight=500), 0)],
)
def test_a_shape_counts_where_it_is_all_there(shape: Shape, count: int) -> None:
    assert len(found(on(replace(shape, colour=grey(80)), TYPE), "faint")) == count
