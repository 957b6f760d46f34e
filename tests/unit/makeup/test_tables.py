"""Tables in stories: through turns and pictures, on the grid, overset, too wide; nothing lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet.makeup.story import MadeStory, make_story
from broadsheet.model.article import Block, Emphasis, Paragraph, Run, Subhead, Table
from broadsheet.model.grid import GridSpan
from broadsheet.model.hole import Inside
from broadsheet.model.style import Align, TableStyle
from broadsheet.preflight.check import check_tree, conservation
from broadsheet.source import Span
from broadsheet.text.setting import Settings
from broadsheet.tree.node import GlyphRun, Group, Role
from broadsheet.tree.walk import glyph_runs, groups
from unit.base.handset import (
    GRID,
    LEADING,
    article_of,
    han,
    hole,
    paragraph_style,
    part_of,
    picture,
    right_end,
    story_of,
    tree_of,
    words,
)


def table(rows: int, width: int = 1) -> Table:
    cells = [("名", "数"), *((han(width), f"{number}.5") for number in range(rows))]
    made = tuple(tuple((Run(cell),) for cell in row) for row in cells)
    return Table(made, (Align.START, Align.END), 1, Span("s.md", 7, 1))


def found(made: MadeStory, *roles: Role) -> list[tuple[int, Group]]:
    return [(page, each) for page, top in made.groups for each in groups([top]) if each.role in roles]


def whole(made: MadeStory, *blocks: Block | str) -> None:
    assert conservation(tree_of(made), {"s": article_of(*blocks).characters()}) == ()


def test_a_table_stands_among_paragraphs_on_the_grid(setting: Settings) -> None:
    blocks = (han(20), table(4), han(20))
    made = make_story(story_of(article_of(*blocks), part_of(1, hole("a", 0, 1, 0, 15))), setting, {})
    whole(made, *blocks)
    for _, line in found(made, Role.TABLE, Role.BODY_LINE):
        for run in line.nodes:
            assert isinstance(run, GlyphRun)
            assert (run.baseline - GRID.baseline(0)) % LEADING == 0
    assert made.record.unused == ((1, "a", 4),)


def test_the_leading_of_a_table_is_that_of_lines_without_a_picture_between(setting: Settings) -> None:
    """A picture below the first line of its leg moves rows of two lines, on a leading of their own, down and
    nothing else."""
    cell = paragraph_style(leading=LEADING - 1000)
    style = TableStyle(cell, cell, whole_lines=False)
    found_at = []
    for pictures in ((), (picture(Inside("a", 0, 1, 1, 4)),)):
        part = part_of(1, hole("a", 0, 1, 0, 20), *pictures, table=style)
        made = make_story(story_of(article_of(han(9), table(3, 12)), part), setting, {})
        runs = (run for _, line in found(made, Role.TABLE) for run in glyph_runs([line]))
        found_at.append(sorted((run.baseline, run.x) for run in runs))
    plain, moved = found_at
    assert len(plain) > 9
    assert moved == [(baseline + 4 * LEADING, x) for baseline, x in plain]


def test_a_table_turns_to_another_page_under_its_headings(setting: Settings) -> None:
    blocks = (han(9), table(9))
    parts = (part_of(1, hole("a", 0, 1, 0, 7), fit=()), part_of(3, hole("b", 0, 1, 0, 12), fit=()))
    made = make_story(story_of(article_of(*blocks), *parts), setting, {})
    whole(made, *blocks)
    assert [(page, words(group)) for page, group in found(made, Role.TABLE_HEAD)] == [(3, "名"), (3, "数")]
    ((_, jump),) = found(made, Role.JUMP_LINE)
    rows = [line for page, line in found(made, Role.TABLE) if page == 1]
    # the jump line has its line to itself, at its end
    assert jump.baseline == GRID.baseline(6)
    assert max(line.baseline for line in rows) < jump.baseline
    assert right_end([node for node in jump.nodes if isinstance(node, GlyphRun)]) == GRID.type_area.x + 90_000


def test_a_table_that_is_over_is_reported_with_what_follows(setting: Settings) -> None:
    blocks = (table(9), han(20))
    made = make_story(story_of(article_of(*blocks), part_of(1, hole("a", 0, 1, 0, 6))), setting, {})
    whole(made, *blocks)
    assert made.record.overset.endswith(han(20))
    assert made.record.overset_at == Span("s.md", 7, 1)
    assert "P701" in {item.code for item in check_tree(tree_of(made))}


def test_a_table_too_wide_for_its_leg_is_told_at_its_place(setting: Settings) -> None:
    wide = replace(table(2), columns=(Align.END, Align.END), rows=tuple(
        tuple((Run("1234567890"),) for _ in row) for row in table(2).rows
    ))  # fmt: skip
    made = make_story(story_of(article_of(wide), part_of(1, hole("a", 0, 1, 0, 9))), setting, {})
    (told,) = [item for item in check_tree(tree_of(made)) if item.code == "P713"]
    assert told.span == Span("s.md", 7, 1)


def test_a_table_stands_beside_no_picture_that_leaves_it_too_little(setting: Settings) -> None:
    place = Inside("a", 0, 1, 0, 5, width=60_000)
    blocks = (table(3, 4),)
    part = part_of(1, hole("a", 0, 1, 0, 20), picture(place))
    made = make_story(story_of(article_of(*blocks), part), setting, {})
    whole(made, *blocks)
    assert made.record.wide_tables == 0
    assert min(line.baseline for _, line in found(made, Role.TABLE)) > GRID.baseline(4)


@pytest.mark.parametrize("whole_lines", [True, False])
def test_a_subhead_and_text_follow_a_table_clear_of_it(whole_lines: bool, setting: Settings) -> None:
    cell = paragraph_style(leading=11_000)
    style = TableStyle(cell, cell, whole_lines=whole_lines, after=1)
    blocks = (table(6), Subhead(("春",)), han(20))
    part = part_of(1, hole("a", 0, 1, 0, 20), table=style)
    made = make_story(story_of(article_of(*blocks), part), setting, {})
    whole(made, *blocks)
    last = max(
        run.baseline for _, line in found(made, Role.TABLE) for run in line.nodes if isinstance(run, GlyphRun)
    )
    ((_, head),) = found(made, Role.SUBHEAD)
    assert head.baseline - last >= 2 * LEADING - 4_000
    assert (head.baseline - GRID.baseline(0)) % LEADING == 0


@pytest.mark.parametrize("heading", [Subhead(("春",)), Paragraph((Run("春", Emphasis.STRONG),))])
@pytest.mark.parametrize("rows", [3, 6])
def test_what_heads_a_table_stands_in_its_leg(heading: Block, rows: int, setting: Settings) -> None:
    """Two lines are left in the leg, where neither three rows nor two of six find room below headings."""
    blocks = (*(han(8) for _ in range(10 - rows)), heading, table(rows))
    made = make_story(story_of(article_of(*blocks), part_of(1, hole("a", 0, 2, 0, 13 - rows))), setting, {})
    whole(made, *blocks)
    tables = {run.x for _, line in found(made, Role.TABLE) for run in line.nodes if isinstance(run, GlyphRun)}
    (head,) = [
        run
        for _, line in found(made, Role.SUBHEAD, Role.BODY_LINE)
        for run in line.nodes
        if isinstance(run, GlyphRun) and run.text == "春"
    ]
    assert head.x >= GRID.rect(GridSpan(1, 1, 0, 1)).x
    assert min(tables) >= GRID.rect(GridSpan(1, 1, 0, 1)).x


def test_what_heads_a_table_leaves_room_for_the_air_above_it(setting: Settings) -> None:
    """A line of it: without, two rows below their headings would find room in the first leg."""
    blocks = (*(han(8) for _ in range(4)), Subhead(("春",)), table(6))
    for before, leg in (0, 0), (1, 1):
        style = TableStyle(paragraph_style(), paragraph_style(), before=before)
        part = part_of(1, hole("a", 0, 2, 0, 8), table=style)
        ((_, head),) = found(make_story(story_of(article_of(*blocks), part), setting, {}), Role.SUBHEAD)
        assert head.leg == leg


def test_a_table_in_a_vertical_story_runs_down_with_its_lines(setting: Settings) -> None:
    blocks = (han(12), table(3))
    down = replace(hole("a", 0, 2, 0, 20), vertical=True, legs=1)
    made = make_story(story_of(article_of(*blocks), part_of(1, down)), setting, {})
    whole(made, *blocks)
    area = GRID.rect(down.span)
    for _, line in found(made, Role.TABLE):
        for node in line.nodes:
            assert isinstance(node, GlyphRun)
            assert area.x <= node.x <= area.right
            assert area.y <= node.baseline <= area.bottom
