"""Ink, small type and thin lines, told from the layout tree."""

from __future__ import annotations

import pytest

from broadsheet.diagnostics import Severity
from broadsheet.geometry import Rect
from broadsheet.pdfcheck.rules import House
from broadsheet.preflight.inking import check_inking
from broadsheet.records import replace
from broadsheet.tree.node import (
    BLACK_INK,
    Fill,
    GlyphRun,
    Group,
    Ink,
    LayoutTree,
    Node,
    Picture,
    Role,
    Rule,
    Shape,
    Spot,
    TreePage,
)

WHITE = Ink(0, 0, 0, 0)
HOUSE = House()


def tree(*nodes: Node) -> LayoutTree:
    page = TreePage(3, "p", "", 400_000, 400_000, 0, (Group(Role.FRAME, (Group(Role.FRAME, nodes),)),))
    return LayoutTree("t", "2026-11-23", (), (page,), (), ())


def told(*nodes: Node, house: House = HOUSE) -> list[tuple[str, str, str]]:
    """Each finding's code, rule and words."""
    found = []
    for item in check_inking(tree(*nodes), house):
        values = dict(item.values)
        found.append((item.code, values["rule"], values["found"]))
    return found


def run(size: int = 10_000, colour: Ink = BLACK_INK, x: int = 0, y: int = 20_000) -> GlyphRun:
    return GlyphRun(x, y, "f", size, (1, 2), (size, size), "字字", colour)


def picture(**values: object) -> Picture:
    given = {"x": 0, "y": 0, "width": 72_000, "height": 72_000, "name": "a.jpg", "digest": "d"}
    return Picture(**given | {"crop": (0, 0, 200, 200)} | values)  # type: ignore[arg-type]


def test_a_plain_page_says_nothing() -> None:
    grey = Fill(0, 0, 50_000, 50_000, Ink(0, 0, 0, 100))
    assert told(grey, run(), run(40_000, Ink(0, 1000, 1000, 0)), Rule(0, 0, 9, 0, 250), picture()) == []


@pytest.mark.parametrize(
    ("ink", "words"),
    [(Ink(600, 600, 600, 600), "fill: 240 % of 220 %"), (Ink(560, 560, 560, 560), "fill: 224 % of 220 %")],
)
def test_a_fill_over_the_limit(ink: Ink, words: str) -> None:
    assert told(Fill(0, 0, 10, 10, ink)) == [("P652", "C09", words)]
    assert told(Fill(0, 0, 10, 10, ink), house=House(ink=240)) == []


def test_a_spot_ink_of_its_own_is_one_ink() -> None:
    assert told(Fill(0, 0, 10, 10, Ink(1000, 1000, 1000, 0, Spot("Gold", 1000, 1000, 1000, 0)))) == []


def test_black_type_adds_to_what_it_is_printed_on() -> None:
    ground = Fill(0, 0, 50_000, 50_000, Ink(700, 700, 0, 0))
    assert told(ground, run()) == [("P652", "C09", "type on a tint: 240 % of 220 %")]
    assert told(ground, run(12_000)) == []  # large type knocks out
    assert told(ground, run(x=60_000)) == []
    assert told(run(), ground) == []  # what is painted later covers it
    plain = Fill(0, 0, 40_000, 40_000, Ink(0, 0, 0, 50))
    assert told(ground, plain, run()) == []
    corners = (("m", 0, 0), ("l", 50_000, 0), ("l", 50_000, 50_000), ("z",))
    outline, light = (Shape(corners, ink) for ink in (Ink(700, 700, 0, 0), Ink(0, 0, 0, 50)))
    assert [rule for _, rule, _ in told(outline, run())] == ["C09"]
    assert [rule for _, rule, _ in told(ground, light, run())] == ["C09"]  # it is seen beside the shape
    dark = Fill(0, 0, 50_000, 50_000, Ink(700, 700, 0, 50))  # black on black is black
    assert told(dark, run()) == [("P652", "C09", "type on a tint: 240 % of 220 %")]


def test_what_is_just_at_a_limit_is_none_over_it() -> None:
    most = int(10 * (HOUSE.ink + HOUSE.ink_tolerance))
    assert told(Fill(0, 0, 10, 10, Ink(most - 1400, 700, 700, 0))) == []
    assert told(Fill(0, 0, 50_000, 50_000, Ink(most - 1700, 700, 0, 0)), run()) == []
    least = int(HOUSE.type * 1000)
    small = [("W652", "T05", f"{HOUSE.type:.1f} pt: '字字'")]
    assert [told(run(size)) for size in (least, least - 1)] == [[], small]


def test_of_a_picture_only_the_most_is_known() -> None:
    assert told(picture(), run()) == [("W652", "C09", "type on a.jpg: 320 % of 220 % at most")]
    assert told(picture(grey=True), run()) == []
    assert told(picture(gap="lost", crop=(0, 0, 9, 9)), run()) == []
    assert told(picture(), run(colour=WHITE)) == []


def test_small_type_is_of_one_ink_and_not_white() -> None:
    assert told(run(8_000, WHITE)) == [("W652", "T06", "8.0 pt, white: '字字'")]
    assert told(run(8_000, Ink(0, 500, 500, 0))) == [("W652", "T06", "8.0 pt, several inks: '字字'")]
    assert told(run(8_000, Ink(0, 1000, 0, 0)), run(9_000, WHITE)) == []
    assert told(run(4_500)) == [("W652", "T05", "4.5 pt: '字字'")]


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (run(4_500), "4.5 pt：'字字'"),
        (run(8_000, WHITE), "8.0 pt，白色：'字字'"),
        (run(8_000, Ink(0, 500, 500, 0)), "8.0 pt，多色：'字字'"),
        (run(40_000, Ink(500, 0, 0, 1000)), "40.0 pt，150 %：'字字'"),
        (replace(run(4_500), text="'Tis 4.5 pt, not 5: so it goes"), "4.5 pt：'’Tis 4.5 pt, not…'"),
    ],
)
def test_what_type_says_is_told_with_it(made: GlyphRun, said: str) -> None:
    """By its size alone nobody finds it on a page."""
    (item,) = check_inking(tree(made, replace(made, text="又")), HOUSE)
    assert f"{said}（2 处）" in item.message("zh")


def test_black_type_is_black_alone() -> None:
    assert told(run(40_000, Ink(500, 0, 0, 1000))) == [("W652", "C06", "40.0 pt, 150 %: '字字'")]


def test_a_rich_black_is_of_the_plants_recipe() -> None:
    rich, other = Ink(300, 200, 200, 1000), Ink(600, 0, 0, 1000)
    plant = House(rich_black=(30, 20, 20, 100))
    assert told(Fill(0, 0, 9, 9, rich)) == [("W652", "C06", "fill: 170 %")]
    assert told(Fill(0, 0, 9, 9, rich), run(24_000, rich), house=plant) == []
    assert told(Fill(0, 0, 9, 9, other), house=plant) == [("W652", "C06", "fill: 160 %")]
    assert told(run(20_000, rich), house=plant) == [("W652", "C06", "20.0 pt, 170 %: '字字'")]
    assert told(Rule(0, 0, 900, 0, 1000, rich), house=plant) == [("W652", "C06", "line: 170 %")]


def test_lines_hold_on_newsprint() -> None:
    assert told(Rule(0, 0, 900, 0, 100)) == [("W652", "C07", "0.100 pt")]
    assert told(Rule(0, 0, 900, 0, 300, Ink(0, 500, 500, 0))) == [("W652", "C14", "0.30 pt")]
    line = Shape((("m", 0, 0), ("c", 0, 5, 5, 9, 9, 9)), weight=100)
    assert [rule for _, rule, _ in told(line)] == ["C07"]


def test_a_picture_that_shows_its_pixels_is_a_problem() -> None:
    assert told(picture(crop=(0, 0, 90, 200))) == [("P652", "I02", "a.jpg: 90 ppi")]
    assert told(picture(crop=(0, 0, 90, 200), vector=True)) == []


def test_what_is_alike_is_told_once_with_its_places() -> None:
    (found,) = check_inking(tree(run(8_000, WHITE), run(8_000, WHITE, 5_000, 40_000)), HOUSE)
    assert found.severity is Severity.WARNING
    assert dict(found.values)["count"] == "2"
    assert found.mark is not None
    assert (found.mark.page, found.mark.places[1]) == (3, Rect(5_000, 32_960, 16_000, 8_000))
