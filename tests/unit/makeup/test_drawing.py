"""Drawings on the page: scaled evenly, lines of text where they were drawn."""

from __future__ import annotations

import pytest

from broadsheet.geometry import Rect
from broadsheet.makeup.drawing import THINNEST, drawing_nodes
from broadsheet.makeup.picture import fitted, picture_nodes
from broadsheet.model.drawing import Drawing, DrawnPath, DrawnRun, DrawnText, Pen
from broadsheet.model.edition import PictureFile
from broadsheet.model.furniture import PathSegment
from broadsheet.model.style import BLACK, Align, Colour
from broadsheet.text.setting import Settings
from broadsheet.tree.node import GlyphRun, Ink, Shape

LINE = (PathSegment("move", ((0, 0),)), PathSegment("line", ((1_000_000, 500_000),)))
RECT = Rect(10_000, 20_000, 200_000, 100_000)


def nodes(mark: DrawnPath | DrawnText, settings: Settings) -> list[object]:
    return list(drawing_nodes(Drawing(1_000_000, 500_000, (mark,)), RECT, settings))


def test_an_outline_is_filled_and_then_stroked(setting: Settings) -> None:
    pen = Pen(BLACK, 10_000, dashes=(20_000, 10_000), phase=5000)
    fill, stroke = nodes(DrawnPath(LINE, Colour(yellow=1000), pen, even_odd=True), setting)
    assert fill == Shape((("m", 10_000, 20_000), ("l", 210_000, 120_000)), Ink(0, 0, 1000, 0), even_odd=True)
    assert isinstance(stroke, Shape)
    assert (stroke.weight, stroke.dashes, stroke.phase) == (2000, (4000, 2000), 1000)


def test_a_clip_goes_with_its_outline(setting: Settings) -> None:
    (shape,) = nodes(DrawnPath(LINE, BLACK, clip=(100_000, 0, 600_000, 250_000)), setting)
    assert isinstance(shape, Shape)
    assert shape.clip == (30_000, 20_000, 100_000, 50_000)


def test_no_line_is_thinner_than_newsprint_holds(setting: Settings) -> None:
    (stroke,) = nodes(DrawnPath(LINE, None, Pen(BLACK, 1)), setting)
    assert isinstance(stroke, Shape)
    assert stroke.weight == THINNEST


@pytest.mark.parametrize(
    ("align", "x"), [(Align.START, 110_000), (Align.CENTRE, 100_000), (Align.END, 90_000)]
)
def test_a_line_starts_stands_or_ends_at_its_place(align: Align, x: int, setting: Settings) -> None:
    text = DrawnText(500_000, 250_000, (DrawnRun("一二", ("Square",), 400, 50_000),), align)
    (run,) = nodes(text, setting)
    assert isinstance(run, GlyphRun)
    assert (run.x, run.baseline, run.size, run.text) == (x, 70_000, 10_000, "一二")


def test_a_turned_line_is_outlines_round_its_place(setting: Settings) -> None:
    run = DrawnRun("一", ("Square",), 400, 50_000)
    (level,) = nodes(DrawnText(500_000, 250_000, (run,), turn=(1_000_000, 1)), setting)
    (upward,) = nodes(DrawnText(500_000, 250_000, (run,), turn=(0, -1_000_000)), setting)
    assert isinstance(level, Shape)
    assert isinstance(upward, Shape)

    def corners(shape: Shape) -> list[tuple[int, int]]:
        """From the place, (110000, 70000)."""
        return [(int(step[1]) - 110_000, int(step[2]) - 70_000) for step in shape.path if step[0] != "z"]

    assert [(y, -x) for x, y in corners(level)] == corners(upward)
    assert all(0 <= x <= 10_000 for x, _ in corners(level))


def test_a_graphic_keeps_its_ratio_in_the_middle(setting: Settings) -> None:
    drawing = Drawing(1_000_000, 500_000, (DrawnPath(LINE, BLACK),))
    file = PictureFile("/a.svg", "a.svg", 1_000_000, 500_000, drawing=drawing)
    assert fitted(file, Rect(0, 0, 300_000, 100_000)) == Rect(50_000, 0, 200_000, 100_000)
    assert fitted(file, Rect(0, 0, 100_000, 90_000)) == Rect(0, 20_000, 100_000, 50_000)
    (shape,) = picture_nodes(file, Rect(0, 0, 300_000, 100_000), (setting, ""))
    assert isinstance(shape, Shape)
    assert shape.path == (("m", 50_000, 0), ("l", 250_000, 100_000))
