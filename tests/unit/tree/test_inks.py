"""A tree in black alone: tones for colours, and nothing of another ink left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.records import replace
from broadsheet.tree.inks import black_of, in_black, only_black
from broadsheet.tree.node import Fill, Group, Ink, Picture, Role, Rule, Shape, Spot, TreePage

RED = Ink(0, 1000, 1000, 0)
PART = st.integers(0, 1000)


def page(*nodes: object) -> TreePage:
    group = Group(Role.FURNITURE, (Group(Role.FURNITURE, nodes),))  # type: ignore[arg-type]
    return TreePage(1, "p", "", 9, 9, 0, (group,))


PAGE = page(Rule(0, 0, 9, 0, 1, RED), Fill(0, 0, 9, 9, RED), Picture(0, 0, 9, 9, "a", "", (0, 0, 1, 1)))


def leaves(of: TreePage) -> tuple[object, ...]:
    return of.groups[0].nodes[0].nodes  # type: ignore[union-attr]


def test_colours_become_tones_and_pictures_grey() -> None:
    assert not only_black(PAGE)
    grey = in_black(PAGE)
    assert only_black(grey)
    rule, fill, picture = leaves(grey)
    assert rule.colour == fill.colour == Ink(0, 0, 0, 700)  # type: ignore[attr-defined]
    assert picture.grey  # type: ignore[attr-defined]


def test_in_mourning_rules_and_type_are_solid_and_tints_tones() -> None:
    rule, fill, _ = leaves(in_black(PAGE, mourning=True))
    assert rule.colour == Ink()  # type: ignore[attr-defined]
    assert fill.colour == Ink(0, 0, 0, 700)  # type: ignore[attr-defined]


def test_all_colours_of_a_blend_become_tones() -> None:
    blend = ((0, 0, 0, 0, 400), (1000, 0, 300, 0, 0))
    shape = Shape((("m", 0, 0), ("l", 9, 9)), Ink(0, 0, 0, 400), blend=blend, frame=(0, 0, 9, 0, 0, 9))
    coloured = page(shape)
    assert not only_black(coloured)
    for mourning in (False, True):
        grey = in_black(coloured, mourning=mourning)
        (shape,) = leaves(grey)
        assert shape.blend == ((0, 0, 0, 0, 400), (1000, 0, 0, 0, 177))  # type: ignore[attr-defined]
        assert only_black(grey)


def test_white_stays_white_and_black_black() -> None:
    for solid in (False, True):
        assert black_of(Ink(0, 0, 0, 0), solid=solid) == Ink(0, 0, 0, 0)
        assert black_of(Ink(0, 0, 0, 300), solid=solid) == Ink(0, 0, 0, 300)
    assert black_of(Ink(600, 400, 400, 1000)) == Ink()


GOLD = Spot("Gold", 0, 200, 600, 0)


@pytest.mark.parametrize("part", ["cyan", "magenta", "yellow", "spot"])
def test_one_more_ink_is_another_plate(part: str) -> None:
    little, much = (replace(Ink(0, 0, 0, 0), **{part: GOLD if part == "spot" else n}) for n in (1, 1000))
    assert only_black(page(Rule(0, 0, 9, 0, 1, little))) is (part == "spot")  # which is no process ink
    tone = black_of(much)
    assert (tone.cyan, tone.magenta, tone.yellow, tone.spot) == (0, 0, 0, None)
    assert part == "spot" or 0 < tone.black < black_of(much, solid=True).black == 1000


@given(st.tuples(PART, PART, PART, PART))
def test_a_tone_is_an_ink_and_never_lighter_than_its_black(parts: tuple[int, int, int, int]) -> None:
    tone = black_of(Ink(*parts))
    assert (tone.cyan, tone.magenta, tone.yellow) == (0, 0, 0)
    assert parts[3] <= tone.black <= 1000


def test_a_gap_is_drawn_in_black_alone() -> None:
    picture = Picture(0, 0, 9, 9, "a", "", (0, 0, 1, 1))
    assert not only_black(page(picture))
    assert only_black(page(replace(picture, gap=True)))
