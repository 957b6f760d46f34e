"""Tables: widths from what cells hold, figures by their points, rows whole, headings said again."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.compose.galley import Galley, set_blocks
from broadsheet.compose.rows import TableBlock, lines_to_begin
from broadsheet.compose.slot import LineSlot
from broadsheet.compose.table import SetTable, TableItems, table_items, table_rules
from broadsheet.model.article import Run, Table
from broadsheet.model.spacing import Marks, Spacing
from broadsheet.model.style import Align, TableRules, TableStyle
from broadsheet.text.setting import Settings
from broadsheet.tree.node import Fill, Role, Rule
from unit.base.handset import EM, LEADING, han, leg_slots, paragraph_style, right_end, text_block

STYLE = TableStyle(paragraph_style(), paragraph_style(), pad_x=1_000)
ROWS = (("品名", "均价"), ("白菜", "1.86"), ("鲈鱼", "23.5"), ("水", "7"))


def table(rows: tuple[tuple[str, ...], ...] = ROWS, ends: str = "<>", head: int = 1) -> Table:
    align = {"<": Align.START, "|": Align.CENTRE, ">": Align.END}
    cells = tuple(tuple((Run(cell),) if cell else () for cell in row) for row in rows)
    return Table(cells, tuple(align[end] for end in ends), head)


def items(setting: Settings, made: Table | None = None, **style: object) -> TableItems:
    return table_items(made or table(), replace(STYLE, **style), setting)


def at(setting: Settings, ems: int, made: Table | None = None, **style: object) -> SetTable:
    return items(setting, made, **style).at(ems * EM, LEADING)


def galley(setting: Settings, slots: list[LineSlot], made: Table | None = None, **style: object) -> Galley:
    return set_blocks([TableBlock(items(setting, made, **style), 0)], slots)


def cells(galley: Galley, role: Role = Role.TABLE) -> list[tuple[int, int, str]]:
    """Leg, line and text of each line of a cell."""
    return [(ln.slot.leg, ln.slot.line, ln.text) for ln in galley.lines if ln.role is role and ln.text]


def long(rows: int) -> Table:
    return table((("名", "数"), *((han(1), str(number)) for number in range(rows))))


def test_a_column_is_as_wide_as_its_widest_cell_and_a_share_of_the_rest(setting: Settings) -> None:
    # 2 em and 2.5 em (23 left of the point, .86 right of it: 1 + 1.5), white of 0.2 em, 5.1 em over
    assert at(setting, 10).edges == (0, 20_000 + 2_000 + 25_500, 100_000)


def test_words_stand_near_what_they_belong_to_where_there_are_two_columns(setting: Settings) -> None:
    """White of 0.2 em grows to 0.8 between the columns, and what is left over stands at the right."""
    made = table((("10:30", "夏夏"), ("9:15", "春春春")), "><", head=0)
    wide, wider = at(setting, 15, made), at(setting, 20, made)
    starts = [
        {line.x for row in each.rows for line in row.lines if line.items.text[0] in "夏春"}
        for each in (wide, wider)
    ]
    assert starts[0] == starts[1]
    times = (line for row in wide.rows for line in row.lines if ":" in line.items.text)
    right = max(line.x + line.line.natural for line in times)
    assert starts[0] == {right + 8_000}
    assert (wide.edges[-1], wider.edges[-1]) == (150_000, 200_000)
    (row, _) = at(setting, 15, made, pad_x=0).rows  # without white of its own the rest stands between
    assert max(line.x + line.line.natural for line in row.lines) == 150_000 - EM


def test_headings_are_parted_at_their_brackets_before_figures_run_together(setting: Settings) -> None:
    made = table((("本周（元）", "上周（元）"), ("5.10", "5.92"), ("6.80", "7.45")), ">>")
    whole = 2 * 40_000  # marks are half
    for room, lines in ((whole + 5_000, 1), (whole + 4_000, 2)):
        (heading, *_) = items(setting, made, pad_x=5_000).at(room, LEADING).rows
        assert max(line.y for line in heading.lines) // LEADING + 1 == lines


def test_columns_stand_as_far_apart_whatever_ends_meet(setting: Settings) -> None:
    """A column that ends and one that starts beside it are no nearer than others."""
    made = table((("夏夏夏", "春", "秋秋"), ("夏", "春春", "秋")), "<><", head=0)
    blocks = []
    for column in range(3):
        lines = [row.lines[column] for row in at(setting, 20, made).rows]
        starts = [line.x + (line.line.room - line.line.natural) * (line.align is Align.END) for line in lines]
        ends = [start + line.line.natural for start, line in zip(starts, lines, strict=True)]
        blocks.append((min(starts), max(ends)))
    gaps = [after[0] - before[1] for before, after in pairwise(blocks)]
    assert (blocks[0][0], blocks[-1][1]) == (1_000, 20 * EM - 1_000)
    assert abs(gaps[0] - gaps[1]) <= 1


@pytest.mark.parametrize(
    ("ems", "rules", "edges"),
    [
        (5, TableRules.THREE, (0, 20_000 + 2_500, 50_000)),
        (5, TableRules.GRID, (0, 20_000 + 2 * 1_250, 50_000)),
        (6, TableRules.GRID, (0, 20_000 + 2 * 3_750, 60_000)),
    ],
)
def test_white_gives_way_before_a_cell_is_broken(
    ems: int, rules: TableRules, edges: tuple[int, ...], setting: Settings
) -> None:
    """Two em and two and a half, white of four tenths on either side but where neither table nor rule is."""
    made = at(setting, ems, rules=rules, pad_x=4_000)
    assert made.fits
    assert {len(row.lines) for row in made.rows} == {2}
    assert made.edges == edges


def test_words_are_broken_and_figures_are_not(setting: Settings) -> None:
    made = at(setting, 7, table((("品名", "价"), (han(9), "1234.5")), "<>"))
    assert made.fits
    lines = made.rows[1].lines
    assert [line.line.end - line.line.start for line in lines] == [3, 3, 3, 6]
    assert made.rows[1].height == 3 * LEADING


def texts(made: SetTable) -> list[list[str]]:
    """The lines of each row, cell by cell."""
    return [[line.items.text[line.line.start : line.line.end] for line in row.lines] for row in made.rows]


def test_a_cell_is_parted_before_the_brackets_at_its_end(setting: Settings) -> None:
    made = table((("保证金（万元）", "数"), ("东", "1"), ("西南（北方）", "2")), "<>")
    lines = ["保证金", "（万元）", "数"], ["东", "1"], ["西南", "（北方）", "2"]
    assert texts(at(setting, 5, made)) == list(lines)


def test_brackets_that_would_make_a_line_more_are_parted_like_other_words(setting: Settings) -> None:
    made = table((("名", "数"), ("春夏秋冬（东）", "1")), "<>")
    assert texts(at(setting, 5, made))[1] == ["春夏秋", "冬（东）", "1"]


def test_a_cell_is_parted_at_its_typed_spaces_where_that_makes_no_line_more(setting: Settings) -> None:
    rows = (("名", "天"), ("东", "春 -7～3度"), ("西", "春夏秋 -6度"), ("南", "春夏秋 冬 -16度"))
    assert texts(at(setting, 5, table(rows, "<<")))[1:] == [
        ["东", "春", "-7～3度"], ["西", "春夏秋", "-6度"], ["南", "春夏秋", "冬 -16度"],
    ]  # fmt: skip


def test_a_name_in_a_cell_is_parted_behind_its_interpunct_where_that_makes_no_line_more(
    setting: Settings,
) -> None:
    rows = (("名", "天"), ("东", "春夏秋·东南西"), ("西", "春夏秋冬·东南西北"))
    assert texts(at(setting, 6, table(rows, "<<"), pad_x=0))[1] == ["东", "春夏秋·", "东南西"]


def test_no_word_or_figure_is_torn_where_columns_can_be_as_wide(setting: Settings) -> None:
    """Two ems are what a column of words keeps; the unit gets what it takes before the others get more."""
    rows = (("东西南北中", "春夏（元/500g）", "秋冬东南西北"), ("东西南北中", "1", "秋冬东南西北"))
    head = texts(at(setting, 9, table(rows, "<><"), pad_x=0))[0]
    assert [line for line in head if "5" in line or "g" in line] == ["（元/500g）"]


def test_no_line_of_a_cell_is_one_character(setting: Settings) -> None:
    made = table((("名", "数"), ("春夏秋冬", "1"), ("东南西北中", "2")), "<>")
    assert texts(at(setting, 5, made)) == [["名", "数"], ["春夏", "秋冬", "1"], ["东南西", "北中", "2"]]


def test_a_cell_is_not_squeezed_for_its_lines_are_not_filled(setting: Settings) -> None:
    """What marks could give let a line run into the next column: nothing takes it from them."""
    body = paragraph_style(spacing=Spacing(marks=Marks.FULL))
    made = at(setting, 9, table((("名", "数"), ("春夏，秋冬，东南", "123")), "<>"), body=body)
    assert texts(made)[1] == ["春夏，秋冬，", "东南", "123"]
    assert all(line.line.natural <= line.line.room for line in made.rows[1].lines)


def test_no_line_before_brackets_is_one_character(setting: Settings) -> None:
    made = table((("名", "数"), ("春夏秋冬东（南西北）", "1"), ("东", "2")), "<>")
    assert texts(at(setting, 6, made))[1] == ["春夏秋", "冬东", "（南西北）", "1"]


def test_no_word_is_torn_for_a_character_that_stands_alone(setting: Settings) -> None:
    made = table((("名", "数"), ("ABCDEFG春", "1")), "<>")
    assert texts(at(setting, 5, made))[1] == ["ABCDEFG", "春", "1"]


def test_units_of_headings_stay_whole_where_that_spares_a_line(setting: Settings) -> None:
    rows = (("年份", "急诊医师（人）", "接诊（万人次）", "平均候诊（分钟）"), ("2020", "1.5", "412.5", "14"))
    made = table(rows, "|>>>")
    assert texts(at(setting, 12, made))[0] == [
        "年份", "急诊", "医师", "（人）", "接诊", "（万人次）", "平均", "候诊", "（分钟）",
    ]  # fmt: skip


def test_headings_are_broken_before_cells_are(setting: Settings) -> None:
    """Columns alike would be four ems wide, and every cell of two lines."""
    rows = (("名", "春夏秋冬东南"), *((name, "1.5") for name in ("东南西北中", "甲乙丙丁戊")))
    assert texts(at(setting, 8, table(rows, "<>"))) == [
        ["名", "春夏", "秋冬", "东南"], ["东南西北中", "1.5"], ["甲乙丙丁戊", "1.5"],
    ]  # fmt: skip


def test_headings_are_spared_where_cells_are_broken_anyway(setting: Settings) -> None:
    rows = (("名", "起拍价（万元）", "保证金（万元）"), ("春夏秋冬东南西北中甲乙丙丁戊", "1.5", "2"))
    made = at(setting, 14, table(rows, "<>>"))
    assert texts(made)[0] == ["名", "起拍价", "（万元）", "保证金", "（万元）"]
    assert len(made.rows[1].lines) == 2 + 2


@pytest.mark.parametrize("ems", [11, 12, 13, 14, 15, 16])
def test_figures_keep_their_white_where_words_beside_them_are_broken_anyway(
    ems: int, setting: Settings
) -> None:
    rows = (("站", "首", "末", "停"), ("东", "6:05", "18:20", "春夏秋冬东南西北中甲乙"))
    made = at(setting, ems, table(rows, "<>><"), pad_x=4_000)
    first, last = made.rows[1].lines[1:3]
    assert last.x - first.x - first.items.natural(0, 4) == 2 * 4_000


def test_scores_are_not_broken_wherever_they_stand_and_white_gives_way_for_them(setting: Settings) -> None:
    made = table((("春夏秋", "春夏春夏"), ("春夏秋", "12/10/8")), "<|")
    found = at(setting, 6, made, pad_x=4_000)
    texts = [[line.items.text[line.line.start : line.line.end] for line in row.lines] for row in found.rows]
    assert texts == [["春夏", "秋", "春夏", "春夏"], ["春夏", "秋", "12/10/8"]]
    assert (found.fits, found.edges[-1]) == (True, 60_000)


def test_a_table_that_cannot_be_as_narrow_says_so(setting: Settings) -> None:
    assert not at(setting, 3, table((("甲", "乙"), ("1234567", "1234567")), ">>")).fits


def test_figures_stand_by_their_points(setting: Settings) -> None:
    made = galley(setting, leg_slots(9))
    points = {}
    for line in made.lines:
        if line.text[:1].isdigit():
            (run,) = line.runs()
            before = line.text.partition(".")[0]
            points[line.text] = run.x + sum(run.advances[: len(before)])
    assert len(set(points.values())) == 1
    assert set(points) == {"1.86", "23.5", "7"}


def test_words_of_a_column_stand_as_it_says(setting: Settings) -> None:
    made = galley(setting, leg_slots(4), table((("甲", "乙", "丙"), ("", "", "")), "<|>"))
    starts = [line.runs()[0].x for line in made.lines if line.text]
    ends = [right_end(line.runs()) for line in made.lines if line.text]
    edges = items(setting, table((("甲", "乙", "丙"), ("", "", "")), "<|>")).at(10 * EM, LEADING).edges
    assert starts[0] == edges[0] + 1_000
    assert abs(starts[1] + EM // 2 - (edges[1] + edges[2]) // 2) <= 1
    assert ends[2] == edges[3] - 1_000


def test_rows_on_whole_lines_stand_on_the_grid(setting: Settings) -> None:
    made = galley(setting, leg_slots(9), table((("品名", "价"), (han(14), "1"), ("末", "2"))))
    assert all(line.shift == 0 for line in made.lines)
    lines = [line for line in made.lines if line.text]
    assert [line.slot.line for line in lines] == [0, 0, 1, 2, 1, 3, 3]
    for line in lines:
        for run in line.runs():
            assert (run.baseline - made.lines[0].slot.baseline) % LEADING == 0


def test_rows_on_their_own_leading_keep_their_distance(setting: Settings) -> None:
    small = paragraph_style(leading=11_000)
    made = galley(setting, leg_slots(9), long(8), whole_lines=False, body=small, head=small, pad_y=500)
    baselines = [line.runs()[0].baseline for line in made.lines if line.text in ("名", "一")]
    assert {b - a for a, b in pairwise(baselines)} == {12_000}
    # nine rows of 12 pt in eight lines of 15
    assert max(line.slot.line for line in made.lines) == 7


def test_a_table_is_parted_between_rows_under_its_headings_again(setting: Settings) -> None:
    made = galley(setting, leg_slots(4, 9), long(6))
    assert cells(made, Role.TABLE_HEAD) == [(1, 0, "名"), (1, 0, "数")]
    figures = [(leg, line) for leg, line, text in cells(made) if text.isdigit()]
    assert figures == [(0, 1), (0, 2), (0, 3), (1, 1), (1, 2), (1, 3)]
    assert made.overset == ""


@pytest.mark.parametrize(
    ("legs", "rows", "expected"),
    [
        ((4, 9), 4, [2, 2]),  # not three and one
        ((2, 9), 4, [0, 4]),  # not one and three
        ((3, 9), 3, [2, 1]),  # a leg with two is left with two
    ],
)
def test_no_row_stands_alone_beside_a_parting(
    legs: tuple[int, ...], rows: int, expected: list[int], setting: Settings
) -> None:
    figures = [leg for leg, _, text in cells(galley(setting, leg_slots(*legs), long(rows))) if text.isdigit()]
    assert [figures.count(0), figures.count(1)] == expected


@pytest.mark.parametrize(("rows", "lines"), [(1, 2), (3, 4), (4, 3), (6, 3)])
def test_a_table_begins_with_two_rows_and_one_that_cannot_be_parted_well_with_all(
    rows: int, lines: int, setting: Settings
) -> None:
    assert lines_to_begin(TableBlock(items(setting, long(rows)), 0), leg_slots(9), 0) == lines


def test_rows_that_find_no_place_are_overset_and_all_that_follows(setting: Settings) -> None:
    block = TableBlock(items(setting, long(6)), 0)
    made = set_blocks([block, text_block("春夏", setting, 1)], leg_slots(4))
    assert [text for _, _, text in cells(made)] == ["名", "数", "一", "0", "一", "1", "一", "2"]
    assert "".join(made.overset.split()) == "一3一4一5春夏"
    assert (made.overset_lines, made.overset_block) == (4, 0)


def test_headings_do_not_stand_alone_but_where_a_table_has_nothing_else(setting: Settings) -> None:
    for slots in (leg_slots(1), leg_slots(1, 4)):
        made = galley(setting, slots)
        assert [(leg, line) for leg, line, _ in cells(made) if leg == 0] == []
        assert bool(made.overset) is (len(slots) == 1)
    alone = galley(setting, leg_slots(1), table(ROWS[:1]))
    assert ([text for *_, text in cells(alone)], alone.overset) == (["品名", "均价"], "")


def test_a_slot_that_keeps_room_for_a_jump_line_holds_no_row(setting: Settings) -> None:
    slots = leg_slots(5, 9)
    block = TableBlock(items(setting, long(6)), 0)
    made = set_blocks([block], slots, {4: 4 * EM})
    assert max(line.slot.line for line in made.lines if line.slot.leg == 0) == 3


def test_other_measures_part_a_table(setting: Settings) -> None:
    """A runaround: the slots below are narrower."""
    below = (replace(slot, line=slot.line + 4, measure=8 * EM) for slot in leg_slots(9))
    slots = [*leg_slots(4, ems=10), *below]
    widths = {
        line.slot.measure: line.drawn[0].x2  # type: ignore[union-attr]
        for line in galley(setting, slots, long(6)).lines
        if line.drawn
    }
    assert widths == {10 * EM: 10 * EM, 8 * EM: 8 * EM}


def test_a_place_too_narrow_is_passed_by_while_a_wider_one_follows(setting: Settings) -> None:
    narrow = [replace(slot, measure=2 * EM) for slot in leg_slots(4)]
    wide = [replace(slot, leg=1, x=200_000) for slot in leg_slots(9)]
    figures = table((("甲", "乙"), ("123456", "123456"), ("1", "2")), ">>")
    made = galley(setting, [*narrow, *wide], figures)
    assert {line.slot.leg for line in made.lines} == {1}
    assert made.wide == ()
    alone = galley(setting, narrow, figures)
    assert (alone.overset, alone.wide) == ("", (0,))


@pytest.mark.parametrize(
    ("rules", "count"),
    [(TableRules.THREE, 3), (TableRules.ROWS, 5), (TableRules.GRID, 5 + 3), (TableRules.NONE, 0)],
)
def test_rules(rules: TableRules, count: int, setting: Settings) -> None:
    made = items(setting, rules=rules)
    found = [
        node
        for node in table_rules(made.at(10 * EM, LEADING), made.at(10 * EM, LEADING).rows, made.style)
        if isinstance(node, Rule)
    ]
    assert len(found) == count
    assert {node.y for node in found if node.y == node.y2} <= {0, 15_000, 30_000, 45_000, 60_000}


def test_a_tint_stands_behind_the_headings(setting: Settings) -> None:
    made = items(setting, head_tint=STYLE.colour)
    (tint, *_) = table_rules(made.at(10 * EM, LEADING), made.at(10 * EM, LEADING).rows, made.style)
    assert isinstance(tint, Fill)
    assert (tint.x, tint.y, tint.width, tint.height) == (0, 0, 10 * EM, LEADING)


CELL = st.text("甲乙丙丁戊12.5", max_size=7)


@given(
    st.integers(1, 4).flatmap(lambda n: st.lists(st.tuples(*[CELL] * n), min_size=2, max_size=9)),
    st.lists(st.integers(1, 8), min_size=1, max_size=4),
    st.integers(6, 20),
    st.booleans(),
)
def test_every_character_is_set_once_in_order_or_overset(
    setting: Settings, rows: list[tuple[str, ...]], legs: list[int], ems: int, whole: bool
) -> None:
    made_table = table(tuple(rows), "<" * len(rows[0]))
    made = galley(setting, leg_slots(*legs, ems=ems), made_table, whole_lines=whole)
    shown = "".join(line.text for line in made.lines if line.role is Role.TABLE)
    wanted = "".join("".join(row) for row in rows)
    assert "".join((shown + made.overset).split()) == wanted


@pytest.mark.parametrize(
    ("head", "body", "start"),
    [
        ("11.23", "18", 94_000),  # a date ends with its column
        ("20245", "1.86", 94_000),
        ("2.5", "12.86", 99_000),  # by the point of what is below it
        ("均价", "1.86", 99_000),
    ],
)
def test_a_heading_of_figures_stays_in_its_column(
    head: str, body: str, start: int, setting: Settings
) -> None:
    first, second = at(setting, 12, table((("品名", head), ("白菜", body)))).rows
    cell = first.lines[-1]
    free = cell.line.room - cell.line.natural if cell.align is Align.END else 0
    assert cell.x + free == start
    assert second.lines[-1].x + second.lines[-1].line.natural == 119_000


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=2, max_size=6), st.integers(12, 40))
@example([("", "", "1.1"), ("", "", "")], 12)
@example([("品", "", "20245"), ("", "", "1.86")], 12)
def test_cells_stay_between_their_columns_sides(
    setting: Settings, rows: list[tuple[str, str, str]], ems: int
) -> None:
    made_items = items(setting, table(tuple(rows), "<|>"))
    made = made_items.at(ems * EM, LEADING)
    if not made.fits:
        return
    for row in made.rows:
        for cell in row.lines:
            column = max(n for n, edge in enumerate(made.edges[:-1]) if edge <= cell.x)
            assert cell.x + cell.line.natural <= made.edges[column + 1]
