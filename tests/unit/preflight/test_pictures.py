"""Pictures with too few pixels."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet.preflight.check import check_tree
from broadsheet.tree.node import Group, LayoutTree, Picture, Role, TreePage

FINE = Picture(0, 0, 72_000, 36_000, "a.jpg", "d", (0, 0, 150, 75))


def found(*pictures: Picture) -> list[tuple[str, str]]:
    page = TreePage(1, "p", "", 100_000, 100_000, 0, (Group(Role.PICTURE, pictures),))
    tree = LayoutTree("t", "2026-11-23", (), (page,), (), ())
    return [(item.code, dict(item.values)["ppi"]) for item in check_tree(tree)]


def test_a_picture_with_fewer_than_150_pixels_an_inch_is_told() -> None:
    assert found(FINE) == []
    assert found(replace(FINE, crop=(0, 0, 149, 75))) == [("W607", "149")]
    assert found(replace(FINE, crop=(0, 0, 150, 74))) == [("W607", "148")]


def test_a_picture_that_stands_twice_is_told_once_at_its_largest() -> None:
    coarse = replace(FINE, width=144_000, height=72_000)
    assert found(FINE, coarse, replace(FINE, width=80_000)) == [("W607", "75")]


@pytest.mark.parametrize("change", [{"vector": True}, {"gap": True}])
def test_what_has_no_pixels_has_not_too_few(change: dict[str, bool]) -> None:
    assert found(replace(FINE, crop=(0, 0, 9, 9), **change)) == []
