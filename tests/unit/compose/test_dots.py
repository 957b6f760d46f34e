"""Emphasis dots: where they stand, and what has none."""

from __future__ import annotations

from dataclasses import replace

from broadsheet.compose.dots import emphasis_dots
from broadsheet.compose.firstfit import first_fit
from broadsheet.compose.runs import set_runs
from broadsheet.model.style import Align
from broadsheet.text.itemise import itemise
from broadsheet.text.setting import Settings
from broadsheet.tree.node import Shape
from unit.base.handset import EM, PLAIN, TEXT

DOTTED = replace(TEXT, dots=True)


def dots(setting: Settings, *, vertical: bool = False) -> list[tuple[int, int]]:
    """Middles of the dots under 春（plain）夏，秋 set at x 1000 on baseline 50000."""
    plain, dotted = (replace(style, vertical=vertical) for style in (TEXT, DOTTED))
    items = itemise([("春", setting.of(plain)), ("夏，秋", setting.of(dotted))], PLAIN)
    (line,) = first_fit(items, (20 * EM,), PLAIN)
    runs = set_runs(items, line, Align.START, 1000, 50_000)
    return [_middle(shape) for shape in emphasis_dots(items, line, runs)]


def _middle(shape: Shape) -> tuple[int, int]:
    _, x, y = shape.path[0]
    return int(x) - EM * 65 // 1000, int(y)


def test_each_emphasised_character_has_one_below_and_marks_have_none(setting: Settings) -> None:
    assert dots(setting) == [(16_000, 52_300), (31_000, 52_300)]


def test_in_a_vertical_line_they_stand_on_its_right(setting: Settings) -> None:
    found = dots(setting, vertical=True)
    assert [y for _, y in found] == [50_000 - 9900] * 2  # up in the frame is right on the page
