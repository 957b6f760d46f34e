"""The compiled setting of a line gives the reference's glyph runs."""

from __future__ import annotations

import random
from array import array
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.compose.firstfit import first_fit
from broadsheet.compose.line import Line
from broadsheet.compose.runs import set_runs
from broadsheet.geometry import Writing
from broadsheet.kernel import REFERENCES, TWINS
from broadsheet.model.spacing import Spacing
from broadsheet.model.style import Align, Colour
from broadsheet.text.items import Give, Items
from broadsheet.text.setting import FaceUse, Settings
from kernel.test_breakers import made_up
from properties.strategies import ODD, ROOMS, SPACINGS
from unit.base.handset import items_of

pytestmark = pytest.mark.skipif(not TWINS, reason="broadsheet-kernel is not installed")
ALIGNS = st.sampled_from(Align)
FACES = (
    FaceUse("song", 9500, 0, Colour(black=1000), 1000),
    FaceUse("latin", 9000, 120, Colour(black=1000), 950),
    FaceUse("hei", 9500, 0, Colour(spot="PANTONE 186 C", magenta=1000, tint=500), 1000, Writing.UPRIGHT),
)


def same(items: Items, line: Line, align: Align, x: int, baseline: int) -> None:
    found = TWINS["set_runs"](items, line, align, x, baseline)
    assert found is not NotImplemented
    assert found == REFERENCES["set_runs"](items, line, align, x, baseline)


@settings(max_examples=300)
@given(ODD, ROOMS, SPACINGS, ALIGNS)
def test_runs_of_any_text(
    setting: Settings, text: str, rooms: tuple[int, ...], spacing: Spacing, align: Align
) -> None:
    items = items_of(text, setting, spacing)
    for line in first_fit(items, rooms, spacing):
        same(items, line, align, -777, 77_000)


@settings(max_examples=400)
@given(st.randoms(use_true_random=False), st.integers(-40_000, 900_000), ALIGNS)
def test_runs_of_any_items(chance: random.Random, room: int, align: Align) -> None:
    items = made_up(chance)
    count = len(items.text)
    items = replace(
        items,
        glyphs=tuple(chance.choices(range(70_000), k=count)),
        uses=bytes(chance.choices([0, 0, 0, 1, 2], k=count)),
        faces=FACES,
        cuts=tuple(chance.choices([0, 0, 0, 4750], k=count)),
        hyphen=(7, 3000, 1, "-"),
        hyphens={1: (7, 3000, 1, "-"), 2: (9, 3300, 2, "-")} if chance.random() < 0.5 else {},
        steps=array("q", chance.choices([9500, 4750, 5000], k=count)),
        stretches=tuple(sorted((Give(*give) for give in items.stretches), key=lambda give: give.gap)),
    )
    start = chance.randrange(count)
    end = chance.randint(start, count)
    ending = chance.choice(["justified", "last", "emergency", "overfull"])
    line = Line(start, end, room, chance.randint(0, 200_000), ending, chance.random() < 0.2)
    same(items, line, align, chance.randint(0, 9000), 5000)


def test_rows_that_come_again_are_the_same_objects(setting: Settings) -> None:
    items = items_of("春眠不觉晓处处闻啼鸟，夜来风雨声花落知多少。", setting)
    line = Line(0, 10, 110_007, 95_000)
    first, again = (TWINS["set_runs"](items, line, Align.JUSTIFIED, 1000, 0)[0] for _ in range(2))
    assert first.advances is again.advances
    assert first.x is again.x


LINE = Line(0, 2, 40_000, 19_000, hyphen=True)


@pytest.mark.parametrize(
    "changes",
    [
        {"levels": {0: (1, 2)}},
        {"faces": (replace(FACES[0], level=True),)},
        {"faces": ()},
        {"steps": array("q", [1 << 60, 0])},
        {"steps": (9500, 0)},
        {"steps": array("q", [9500])},
        {"steps": array("l", [9500, 0])} if array("l").itemsize < 8 else {"steps": array("d", [9500, 0])},
        {"cuts": [0, 0]},
        {"glyphs": (1,)},
        {"flexible": b""},
        {"end_cuts": {1: "wide"}},
        {"stretches": ((1, 2),)},
        {"hyphen": (1, 2, 9, "-")},
        {"hyphens": {0: (1, "wide", 0, "-")}},
    ],
)
def test_what_is_not_its_own_goes_to_the_reference(setting: Settings, changes: dict[str, Any]) -> None:
    items = items_of("春眠", setting)
    assert TWINS["set_runs"](items, LINE, Align.JUSTIFIED, 0, 0) is not NotImplemented
    assert TWINS["set_runs"](replace(items, **changes), LINE, Align.JUSTIFIED, 0, 0) is NotImplemented


def test_what_is_no_line_is_left_to_the_reference(setting: Settings) -> None:
    assert TWINS["set_runs"](items_of("春眠", setting), None, Align.JUSTIFIED, 0, 0) is NotImplemented


def test_a_line_that_no_number_reaches_the_end_of_goes_to_the_reference(setting: Settings) -> None:
    text = "春" * 3000
    items = items_of(text, setting)
    items = replace(
        items,
        steps=array("q", [(1 << 53) - 1]) * 3000,
        faces=(items.faces[0],) * 2,
        uses=bytes([0, 1]) * 1500,
    )
    line = Line(0, 3000, 40_000, 40_000)
    assert TWINS["set_runs"](items, line, Align.JUSTIFIED, 0, 0) is NotImplemented
    assert sum(map(len, (run.text for run in set_runs(items, line, Align.JUSTIFIED, 0, 0)))) == 3000
