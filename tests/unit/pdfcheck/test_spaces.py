"""Colour spaces: what a colour begins with, and whether it is the paper's white."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Name

from broadsheet.pdfcheck.spaces import CMYK, GREY, PATTERN, RGB, Colour, Kind, Space, space_of

BLACK = Space(Kind.CMYK, names=("Black",), channels=1)
GOLD = Space(Kind.SPOT, ("Gold",), channels=1)
GOLD_OF_RGB = Space(Kind.RGB, ("Gold",), channels=1)
TABLE = space_of(pikepdf.Array([Name.Indexed, Name.DeviceCMYK, 0, pikepdf.String("abcd")]))


@pytest.mark.parametrize(
    ("space", "colour"),
    [
        (CMYK, (0, 0, 0, 1)), (GREY, (0,)), (RGB, (0, 0, 0)), (BLACK, (1,)), (GOLD, (1,)), (TABLE, ()),
        (PATTERN, ()),
    ],
)  # fmt: skip
def test_a_space_begins_with_a_colour_of_its_own(space: Space, colour: tuple[float, ...]) -> None:
    assert space.initial == colour


@pytest.mark.parametrize(
    ("space", "white", "other"),
    [
        (CMYK, (0, 0, 0, 0), (0, 0.1, 0, 0)), (GREY, (1,), (0,)), (RGB, (1, 1, 1), (0, 0, 0)),
        (BLACK, (0,), (0.1,)), (GOLD, (0,), (1,)), (GOLD_OF_RGB, (0,), (1,)),
    ],
)  # fmt: skip
def test_white_is_no_ink_or_all_light(
    space: Space, white: tuple[float, ...], other: tuple[float, ...]
) -> None:
    assert Colour(space, white).is_white
    assert not Colour(space, other).is_white


@pytest.mark.parametrize("colour", [Colour(TABLE, (0.0,)), Colour(PATTERN, (0.0,)), Colour(CMYK, ())])
def test_what_cannot_be_told_is_not_white(colour: Colour) -> None:
    assert not colour.is_white
