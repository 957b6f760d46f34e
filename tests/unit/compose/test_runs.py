"""Glyph runs: the last glyph ends where the line ends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet.compose.firstfit import first_fit
from broadsheet.compose.line import Line
from broadsheet.compose.runs import set_runs
from broadsheet.model.spacing import Marks, Spacing
from broadsheet.model.style import Align, Colour, FaceRef, TextStyle
from broadsheet.text.itemise import itemise
from broadsheet.text.setting import Settings
from unit.base.handset import EM, PLAIN, TEXT, items_of, lines_of, right_end

FULL = Spacing(marks=Marks.FULL, trim_line_end=True)


@pytest.mark.parametrize("ems", [5, 7.3, 9.99, 12.001])
@pytest.mark.parametrize("spacing", [PLAIN, FULL, Spacing()])
def test_a_justified_line_ends_at_its_room_to_the_millipoint(
    ems: float, spacing: Spacing, setting: Settings
) -> None:
    text = "“春夏秋冬”，（风雨AB雷电）。山川10～20河流，花草树木；“东西”南北——左右……前后高低。"
    items, lines = lines_of(text, ems, setting, spacing)
    assert len(lines) > 3
    for line in lines[:-1]:
        runs = set_runs(items, line, Align.JUSTIFIED, 1000, 0)
        assert right_end(runs) == 1000 + line.room
        assert "".join(run.text for run in runs) == text[line.start : line.end]


@pytest.mark.parametrize("align", list(Align))
def test_a_last_line_is_as_long_as_it_is(align: Align, setting: Settings) -> None:
    items, (line,) = lines_of("春夏秋，", 5, setting)
    runs = set_runs(items, line, align, 1000, 77)
    start = {Align.CENTRE: 8500, Align.END: 16_000}.get(align, 1000)
    end = 51_000 if align is Align.SPREAD else start + 35_000
    assert (runs[0].x, right_end(runs), runs[0].baseline) == (start, end, 77)


@pytest.mark.parametrize("align", list(Align))
def test_a_line_that_was_squeezed_stays_in_its_room_whatever_its_alignment(
    align: Align, setting: Settings
) -> None:
    items, lines = lines_of("春（夏）秋冬。春夏秋冬", 6, setting, FULL)
    assert lines[0].natural > lines[0].room
    runs = set_runs(items, lines[0], align, 1000, 0)
    assert (runs[0].x, right_end(runs)) == (1000, 61_000)


def test_an_opening_mark_starts_half_an_em_before_the_line(setting: Settings) -> None:
    items, (line,) = lines_of("（春）", 5, setting)
    (run,) = set_runs(items, line, Align.START, 0, 0)
    assert (run.x, run.advances) == (-5000, (10_000, 10_000, 5000))


def test_a_mark_before_an_opening_one_reaches_over_its_blank(setting: Settings) -> None:
    items, (line,) = lines_of("春“夏", 5, setting)
    (run,) = set_runs(items, line, Align.START, 0, 0)
    assert run.advances == (5000, 10_000, 10_000)  # the quote's ink stands at 1 em, its origin at 0.5


def test_runs_part_where_the_face_changes_and_join_without_a_seam(setting: Settings) -> None:
    red = replace(TEXT, colour=Colour(magenta=1000))
    items = itemise([("春夏", setting.of(TEXT)), ("“秋”", setting.of(red)), ("冬", setting.of(TEXT))], PLAIN)
    (line,) = first_fit(items, (9 * EM,), PLAIN)
    runs = set_runs(items, line, Align.START, 0, 0)
    assert [run.text for run in runs] == ["春夏", "“秋”", "冬"]
    assert [run.x for run in runs] == [0, 15_000, 40_000]
    assert [run.x + sum(run.advances) for run in runs[:-1]] == [run.x for run in runs[1:]]


def test_a_hyphen_ends_its_line(setting: Settings) -> None:
    items, lines = lines_of("algorithm", 2.6, setting)
    runs = set_runs(items, lines[0], Align.JUSTIFIED, 0, 0)
    assert [run.text for run in runs] == ["algo", "\xad"]
    assert right_end(runs) == 26_000


def test_an_empty_line_has_no_runs(setting: Settings) -> None:
    assert set_runs(items_of("春", setting), Line(0, 0, EM, 0, "last"), Align.JUSTIFIED, 0, 0) == ()


def test_a_hyphen_is_set_as_its_word_is(vendored: Settings) -> None:
    body = TextStyle(FaceRef("Broadsheet Song"), 9500, FaceRef("Broadsheet Serif"))
    lead = TextStyle(FaceRef("Broadsheet Hei Medium"), 9500, FaceRef("Broadsheet Hei Medium"))
    parts = [("概要Lead", vendored.of(lead)), ("，internationalization of representation", vendored.of(body))]
    items = itemise(parts, Spacing())
    hyphenated = [line for line in first_fit(items, (60_000,), Spacing()) if line.hyphen]
    assert hyphenated
    for line in hyphenated:
        *runs, hyphen = set_runs(items, line, Align.JUSTIFIED, 0, 0)
        assert (hyphen.face, runs[-1].face) == ("BroadsheetSerif-400", "BroadsheetSerif-400")
        assert hyphen.advances != (items.hyphen[1],)
        assert right_end((*runs, hyphen)) == line.room
