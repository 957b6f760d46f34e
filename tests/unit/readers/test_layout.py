"""Page grid specs: where the type area stands, and how layouts build on each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.diagnostics import Diagnostic
from broadsheet.geometry import Rect, Writing
from broadsheet.model.edition import PageLayout
from broadsheet.model.furniture import IndexElement, TableElement, TextElement
from broadsheet.model.grid import GridSpan
from broadsheet.model.hole import FurnitureHole, Inside, PictureHole, Side, StoryHole
from broadsheet.model.style import Align
from broadsheet.readers.files import Files
from broadsheet.readers.layout import Layouts, ReadLayout
from broadsheet.readers.pictures import Pictures
from broadsheet.readers.report import RefusedError, Report
from broadsheet.readers.schema import Located
from broadsheet.readers.specs import Specs
from broadsheet.source import Span

SHEET = "page: {size: [100mm, 200mm], margins: {top: 10mm}}\n"
NOWHERE = Span("", 0, 0)


def read(folder: Path, name: str, *, left: bool = False) -> tuple[ReadLayout | None, tuple[Diagnostic, ...]]:
    report = Report()
    files = Files(folder, report)
    layouts = Layouts(files, Specs(files), Pictures(files))
    try:
        return layouts.layout(Located(name, NOWHERE), Located("daily", NOWHERE), left), report.errors
    except RefusedError:
        return None, report.errors


def layout(folder: Path, name: str, *, left: bool = False) -> PageLayout:
    made, errors = read(folder, name, left=left)
    assert errors == ()
    assert made is not None
    return made.layout


def wrong(folder: Path, name: str) -> tuple[Diagnostic, ...]:
    return read(folder, name)[1]


def write(folder: Path, name: str, text: str) -> None:
    (folder / "layouts").mkdir(exist_ok=True)
    (folder / "layouts" / f"{name}.yaml").write_text(text, encoding="utf-8")


def one(tmp_path: Path, text: str, *, left: bool = False) -> PageLayout:
    write(tmp_path, "one", text)
    return layout(tmp_path, "one", left=left)


def test_columns_of_a_given_width_stand_in_the_middle(tmp_path: Path) -> None:
    grid = one(tmp_path, SHEET + "grid: {columns: 2, column_width: 10em, lines: 20}").grid
    width = 2 * 90_000 + 9_000
    assert grid.type_area == Rect((283_465 - width) // 2, 28_346, width, 20 * 12_500)


def test_columns_divide_what_the_margins_leave(tmp_path: Path) -> None:
    page = "page: {size: [100mm, 200mm], margins: {top: 0, bottom: 0, left: 10mm, right: 10mm}}\n"
    grid = one(tmp_path, page + "grid: {columns: 3, column_gap: 10pt, leading: 10pt}").grid
    assert grid.column_width == (283_465 - 2 * 28_346 - 20_000) // 3
    assert grid.lines == 566_929 // 10_000


def test_lines_are_as_many_as_the_margins_leave(tmp_path: Path) -> None:
    page = "page: {size: [100mm, 200mm], margins: {top: 60mm, bottom: 20mm, left: 0, right: 0}}\n"
    grid = one(tmp_path, page + "grid: {columns: 2}").grid
    assert (grid.type_area.y, grid.lines) == (170_079, 340_157 // 12_500)


@pytest.mark.parametrize("grid", ["leading: 1.5em, body: 10.5pt", "body: 10.5pt, leading: 1.5em"])
def test_a_leading_in_em_is_of_the_body(tmp_path: Path, grid: str) -> None:
    made = one(tmp_path, SHEET + f"grid: {{columns: 2, column_width: 10em, lines: 20, {grid}}}").grid
    assert (made.em, made.leading) == (10_500, 15_750)


@pytest.mark.parametrize(("left", "x"), [(False, 28_346), (True, 56_693)])
def test_inside_is_left_on_odd_pages(tmp_path: Path, left: bool, x: int) -> None:
    margins = "margins: {top: 0, bottom: 0, inside: 10mm, outside: 20mm}"
    text = f"page: {{size: [100mm, 200mm], {margins}}}\n"
    assert x == one(tmp_path, text, left=left).grid.type_area.x


def test_lines_of_a_picture_in_a_vertical_hole_are_those_that_run_down(tmp_path: Path) -> None:
    """Two columns of ten ems and the gap hold 15 of them, in a hole of eight lines; a frame takes two."""
    grid = "grid: {columns: 2, column_width: 10em, lines: 40}\n"
    holes = (
        "holes:\n  a: {kind: story, at: [0, 0], span: [2, 8], writing: vertical}\n"
        "  b: {kind: story, at: [0, 8], span: [2, 30], writing: vertical, frame: box}\n"
        "  p: {kind: picture, in: a, line: 5, lines: 10}\n  q: {kind: picture, in: b, line: 5, lines: 8}\n"
    )
    made = {hole.id: hole for hole in one(tmp_path, SHEET + grid + holes).holes}
    assert {"a", "b", "p", "q"} == set(made)
    for more in ("p: {line: 6}", "q: {line: 6}", "q: {line: 0, lines: 14}", "q: {line: -14, lines: 1}"):
        write(tmp_path, "more", f"extends: one\nholes:\n  {more}\n")
        with pytest.raises(AssertionError, match="E203"):
            layout(tmp_path, "more")


def test_a_place_for_a_pull_quote_is_in_one_leg_or_over_some(tmp_path: Path) -> None:
    grid = "grid: {columns: 4, column_width: 6em, lines: 20}\n"
    quotes = "[{legs: 1, line: 4, lines: 5}, {legs: [1, 2], line: 4, lines: 5}, {line: 4, lines: 5}]"
    hole = f"{{kind: story, at: [0, 0], span: [4, 20], quotes: {quotes}}}"
    (made,) = one(tmp_path, f"{SHEET}{grid}holes: {{a: {hole}}}\n").holes
    assert isinstance(made, StoryHole)
    assert [(each.leg, each.legs) for each in made.quotes] == [(1, 1), (1, 2), (0, 4)]


def test_a_layout_overrides_hole_by_hole_and_key_by_key(tmp_path: Path) -> None:
    grid = "grid: {columns: 4, column_width: 6em, lines: 20}\n"
    holes = (
        "holes:\n  a: {kind: story, at: [0, 0], span: [2, 10], legs: 1}\n"
        "  b: {kind: story, at: [2, 0], span: [2, 10]}\n  c: {kind: ad, at: [0, 12], span: [4, 2]}\n"
    )
    write(tmp_path, "base", SHEET + grid + holes)
    changed = "extends: base\nholes:\n  a: {span: [2, 8]}\n  b: null\n"
    made = one(tmp_path, changed).holes
    assert [hole.id for hole in made] == ["a", "c"]
    assert isinstance(made[0], StoryHole)
    assert (GridSpan(0, 2, 0, 8), 1) == (made[0].span, made[0].legs)


def test_holes_of_every_kind(tmp_path: Path) -> None:
    text = SHEET + (
        "grid: {columns: 4, column_width: 6em, lines: 20}\n"
        "holes:\n"
        "  a: {kind: story, at: [0, 0], span: [4, 10], style: lead, rules: [left, top], balance: true}\n"
        "  p: {kind: picture, in: a, legs: [1, 2], line: -1, lines: 5}\n"
        "  f: {kind: furniture, from: type-area, box: [0, -2li, 100%, 1li], "
        "elements: [{text: x, at: [0, 0], style: folio, width: 50%}]}\n"
    )
    page = one(tmp_path, text)
    story, picture, furniture = page.holes
    assert isinstance(story, StoryHole)
    assert (
        story.legs, story.leg_gap, story.rules, story.balance,
    ) == (4, 9000, (Side.LEFT, Side.TOP), True)  # fmt: skip
    assert isinstance(picture, PictureHole)
    assert picture.place == Inside("a", 1, 2, -1, 5)
    assert isinstance(furniture, FurnitureHole)
    area = page.grid.type_area
    assert furniture.box == Rect(area.x, area.y - 25_000, area.width, 12_500)
    assert area.width // 2 == furniture.elements[0].width  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["plain", "base", "nameplates"])
def test_shipped_layouts_are_sound(tmp_path: Path, name: str) -> None:
    assert name == layout(tmp_path, name).name


def test_the_shipped_grid_is_eight_columns_of_thirteen_characters(tmp_path: Path) -> None:
    grid = layout(tmp_path, "base").grid
    assert (
        grid.columns, grid.column_width, grid.column_gap, grid.lines, grid.leading,
    ) == (8, 13 * 9000, 9000, 110, 12_500)  # fmt: skip


NAMEPLATES = [
    "nameplate-full", "nameplate-level", "nameplate-upright", "nameplate-corner", "weather-strip",
    "weather-table", "lottery",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMEPLATES)
def test_each_shipped_nameplate_and_strip_can_be_used(tmp_path: Path, name: str) -> None:
    hole = f"holes: {{a: {{kind: furniture, use: {name}, at: [0, 0], span: [8, 50]}}}}\n"
    (made,) = one(tmp_path, "extends: nameplates\n" + hole).holes
    assert isinstance(made, FurnitureHole)
    assert made.elements


ELEMENTS = """\
holes:
  a:
    kind: furniture
    from: page
    box: [0, 0, 50mm, 100mm]
    elements:
      - {vertical: "{paper}", at: [1pt, 2pt], height: 50%, align: spread, style: nameplate}
      - {table: [[a, b, c], [1]], at: [0, 0], width: 100%, columns: [start, end], head: 2, style: table}
"""


def test_upright_texts_and_tables_of_furniture(tmp_path: Path) -> None:
    (hole,) = one(tmp_path, SHEET + "grid: {columns: 1, column_width: 10em, lines: 20}\n" + ELEMENTS).holes
    assert isinstance(hole, FurnitureHole)
    upright, table = hole.elements
    assert isinstance(upright, TextElement)
    assert isinstance(table, TableElement)
    assert (upright.writing, upright.width) == (Writing.UPRIGHT, hole.box.height // 2)
    assert (table.rows, table.head, table.width) == ((("a", "b", "c"), ("1", "", "")), 2, hole.box.width)
    assert table.columns == (Align.START, Align.END, Align.START)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("", "{page}版"),
        (", number_style: {like: index, language: ja}", "{page}面"),
        (", number_text: 'p. {page}'", "p. {page}"),
    ],
)
def test_an_index_names_pages_in_its_language_or_as_it_is_told(tmp_path: Path, more: str, said: str) -> None:
    index = f"      - {{index: [0, 0], width: 100%, style: index{more}}}\n"
    grid = "grid: {columns: 1, column_width: 10em, lines: 20}\n"
    (made,) = one(tmp_path, SHEET + grid + ELEMENTS[: ELEMENTS.index("      -")] + index).holes
    assert isinstance(made, FurnitureHole)
    (element,) = made.elements
    assert isinstance(element, IndexElement)
    assert element.number_text == said


MARGINS = "page: {{size: [100mm, 200mm], margins: {}}}\ngrid: {{columns: 2, leading: 10pt}}\n"


def test_one_length_is_the_margin_of_all_sides(tmp_path: Path) -> None:
    grid = one(tmp_path, MARGINS.format("10mm")).grid
    named = one(tmp_path, MARGINS.format("{top: 10mm, bottom: 10mm, left: 10mm, right: 10mm}")).grid
    assert grid == named


@pytest.mark.parametrize("left", [False, True])
def test_columns_of_a_given_width_stand_between_both_margins(tmp_path: Path, left: bool) -> None:
    """On facing pages alike: with the slack at the right they were no mirror images."""
    page = MARGINS.format("{inside: 10mm, outside: 20mm, top: 0, bottom: 0}")
    narrow = page.replace("columns: 2", "columns: 2, column_width: 6em")
    area = one(tmp_path, narrow, left=left).grid.type_area
    near, far = area.x, 283_465 - area.right
    inside, outside = (far, near) if left else (near, far)
    assert abs(outside - inside - 28_346) <= 1


def test_a_side_may_differ_from_the_one_margin_of_what_a_layout_extends(tmp_path: Path) -> None:
    write(tmp_path, "base", MARGINS.format("10mm"))
    right, left = (
        one(tmp_path, "extends: base\npage: {margins: {inside: 20mm}}\n", left=left).grid.type_area
        for left in (False, True)
    )
    assert (right.x, left.x, right.y) == (56_693, 28_346, 28_346)


def test_a_hole_is_told_with_those_that_had_its_cells_first_and_not_with_all(tmp_path: Path) -> None:
    small = [f"  s{n}: {{kind: ad, at: [0, {n}], span: [1, 1]}}" for n in range(12)]
    large = [f"  l{n}: {{kind: ad, at: [0, 0], span: [1, 30]}}" for n in range(3)]
    write(tmp_path, "one", MARGINS.format("10mm") + "\n".join(["holes:", *small, *large]))
    told = [item.message() for item in wrong(tmp_path, "one")]
    assert [sum(f"hole 'l{n}' overlaps" in item for item in told) for n in range(3)] == [8, 8, 8]
    assert told[0] == "hole 'l0' overlaps 's0' on column 0, line 0"
