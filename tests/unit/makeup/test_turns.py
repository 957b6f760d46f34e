"""Threading over holes and pages: any number of parts, forward and backward, and where a turn cuts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.compose.galley import TextBlock
from broadsheet.compose.line import Line
from broadsheet.geometry import Writing
from broadsheet.makeup.concessions import NO_CONCESSIONS
from broadsheet.makeup.story import MadeStory, make_story, set_story
from broadsheet.makeup.trial import Stone
from broadsheet.model.article import ColumnArt
from broadsheet.model.furniture import PathSegment
from broadsheet.model.hole import Inside
from broadsheet.model.spacing import Marks
from broadsheet.model.style import Colour, DisplayStyle, FitStep, FrameStyle, LogoPlace, LogoStyle
from broadsheet.preflight.check import check_tree, conservation
from broadsheet.text.setting import Settings
from broadsheet.tree.extent import em_boxes
from broadsheet.tree.node import Fill, GlyphRun, Role, Shape
from broadsheet.tree.walk import glyph_runs, groups
from unit.base.handset import (
    EM,
    GRID,
    PLAIN,
    TEXT,
    article_of,
    han,
    hole,
    paragraph_style,
    part_of,
    picture,
    story_of,
    story_style,
    tree_of,
)


def words(made: MadeStory, role: Role) -> list[tuple[int, str]]:
    return [
        (page, "".join(run.text for run in group.nodes if isinstance(run, GlyphRun)))
        for page, top in made.groups
        for group in groups([top])
        if group.role is role
    ]


def text(made: MadeStory) -> str:
    return "".join(said for _, said in words(made, Role.BODY_LINE))


def test_three_parts_each_name_the_next_and_the_one_before(setting: Settings) -> None:
    parts = (
        part_of(1, hole("a", 0, 1, 0, 4)),
        part_of(4, hole("b", 0, 1, 0, 5)),
        part_of(6, hole("c", 2, 1, 0, 9)),
    )
    made = make_story(story_of(article_of(han(100)), *parts), setting, {})
    assert words(made, Role.JUMP_LINE) == [(1, "（下转4版）"), (4, "（下转6版）")]
    assert words(made, Role.TURN_LINE) == [(4, "（上接1版）"), (6, "（上接4版）")]
    assert text(made) == han(100)
    assert made.record.pages == (1, 4, 6)


@pytest.mark.parametrize(("legs", "lines"), [(2, 1), (2, 2), (1, 1)])
def test_a_jump_or_turn_line_is_whole_in_legs_too_shallow_for_it(
    legs: int, lines: int, setting: Settings
) -> None:
    """In legs of three and a half characters it wants two lines: it goes on in the next leg as copy does, or
    is too wide where there is none."""
    shallow = hole("b", 1 if legs == 2 else 0, 1, 0, lines, legs=legs)
    ample = hole("a", 0, 1, 0, 9)
    for first, second in (shallow, ample), (ample, shallow):
        story = story_of(article_of(han(300)), part_of(1, first), part_of(4, second))
        made = make_story(story, setting, {})
        assert words(made, Role.JUMP_LINE) == [(1, "（下转4版）")]
        assert words(made, Role.TURN_LINE) == [(4, "（上接1版）")]


def test_a_turn_line_has_room_in_the_narrowest_of_its_slots(setting: Settings) -> None:
    """Its first line is as wide as the leg, its second one stands beside a picture."""
    inside = picture(Inside("b", 0, 1, 1, 3, width=4 * EM))
    said = "（紧接第{page}版春夏秋冬）"
    part = part_of(4, hole("b", 0, 1, 0, 20), inside, turn_text=said)
    made = make_story(story_of(article_of(han(100)), part_of(1, hole("a", 0, 1, 0, 5)), part), setting, {})
    assert words(made, Role.TURN_LINE) == [(4, said.format(page=1))]
    assert all(right <= GRID.type_area.x + GRID.column_width for _, right in ends(made, Role.TURN_LINE))


def test_a_story_turns_backward(setting: Settings) -> None:
    parts = (part_of(8, hole("a", 0, 1, 0, 4)), part_of(2, hole("b", 0, 1, 0, 9)))
    made = make_story(story_of(article_of(han(90)), *parts), setting, {})
    assert words(made, Role.JUMP_LINE) == [(8, "（下转2版）")]
    assert words(made, Role.TURN_LINE) == [(2, "（上接8版）")]
    assert text(made) == han(90)


def test_holes_of_one_page_are_run_through_without_a_word(setting: Settings) -> None:
    parts = (part_of(1, hole("a", 0, 1, 0, 4)), part_of(1, hole("b", 1, 2, 10, 4, legs=1)))
    article = article_of(han(90), jump_head=("秋冬",))
    made = make_story(story_of(article, *parts), setting, {})
    assert words(made, Role.JUMP_LINE) == words(made, Role.TURN_LINE) == words(made, Role.HEADLINE) == []
    assert text(made) == han(90)
    assert made.record.bad_turns == ()


def ends(made: MadeStory, role: Role) -> list[tuple[int, int]]:
    """Left and right ends of the lines of a role, by their baselines."""
    return [
        (min(box.x for box in boxes), max(box.right for box in boxes))
        for _, top in made.groups
        for group in groups([top])
        if group.role is role
        for level in sorted({run.baseline for run in glyph_runs([group])})
        if (boxes := [em_boxes(run) for run in glyph_runs([group]) if run.baseline == level])
    ]


def test_a_jump_line_without_a_bracket_stands_apart_from_the_words_before_it(setting: Settings) -> None:
    first = part_of(1, hole("a", 0, 2, 0, 3), jump_text="Turn to {page}")
    made = make_story(story_of(article_of(han(200)), first, part_of(2, hole("b", 0, 4, 0, 9))), setting, {})
    found = [group for page, top in made.groups if page == 1 for group in groups([top])]
    (jump,) = (glyph_runs(group.nodes)[0] for group in found if group.role is Role.JUMP_LINE)
    before = [group for group in found if group.role is Role.BODY_LINE][-1]
    assert before.baseline == jump.baseline
    assert before.fit is not None
    assert jump.x - (before.x + before.fit.measure) == EM // 2


def test_a_jump_line_too_wide_to_share_a_line_has_slots_of_its_own(setting: Settings) -> None:
    """In legs of three and a half characters a short one leaves the text one, a longer one is parted, and so
    is the turn line of the next part. Nothing runs over into another leg."""
    for said, lines in ("转{page}版", 1), ("（下转{page}版）", 2):
        parts = (
            part_of(1, hole("a", 0, 1, 0, 9, legs=2), jump_text=said),
            part_of(4, hole("b", 1, 1, 0, 40, legs=2), turn_text=said),
        )
        story = story_of(article_of(han(100)), *parts)
        made = make_story(story, setting, {})
        assert words(made, Role.JUMP_LINE) == [(1, said.format(page=4))]
        assert words(made, Role.TURN_LINE) == [(4, said.format(page=1))]
        assert text(made) == han(100)
        jumps, turns = ends(made, Role.JUMP_LINE), ends(made, Role.TURN_LINE)
        assert len(jumps) == len(turns) == lines
        slots = [line.slot for line in set_story(story, setting).galley.lines]
        first = next(slot for slot in slots if slot.part)
        last = slots[slots.index(first) - 1]
        half = 5_000  # the white half of a bracket at a line's start
        for slot, found in ((last, jumps), (first, turns)):
            assert all(slot.x - half <= left and right <= slot.x + slot.measure for left, right in found)
        assert (last.line, first.line) == (8 - lines, lines)


def test_a_turn_cuts_a_paragraph_with_two_lines_on_both_sides(setting: Settings) -> None:
    parts = (part_of(1, hole("a", 0, 1, 0, 6)), part_of(2, hole("b", 0, 1, 0, 9)))
    fine = make_story(story_of(article_of(han(30), han(60)), *parts), setting, {})
    assert fine.record.bad_turns == ()
    # the first paragraph ends with the page: 49 characters and the jump line
    bare = make_story(story_of(article_of(han(49), han(27)), *parts), setting, {})
    assert bare.record.bad_turns == (2,)
    assert "N717" in [found.code for found in check_tree(tree_of(bare))]


def test_paragraphs_are_set_otherwise_for_the_turn_to_cut_one_of_them(setting: Settings) -> None:
    """As it comes the turn leaves one line of the second paragraph; the first one a line tighter leaves two,
    and the last one a line looser makes up for it."""
    article = article_of((han(9) + "，") * 18 + "末", han(75), han(20 * 9 - 1))
    full = {"body": paragraph_style(spacing=replace(PLAIN, marks=Marks.FULL))}
    turns, fits = [], []
    for most in ({"fit_most": 0}, {}):
        parts = (
            part_of(page, hole(name, 0, 2, 0, lines, legs=1), **full, **most)
            for page, name, lines in ((1, "a", 11), (2, "b", 13))
        )
        made = make_story(story_of(article, *parts), setting, {})
        assert (text(made), made.record.unused) == (article.characters(), ())
        turns.append(made.record.bad_turns)
        fits.append((made.record.tightened, made.record.loosened))
    assert turns == [(2,), ()]
    assert fits == [(0, 0), (1, 1)]


def test_a_few_lines_are_not_turned_where_the_ladder_brings_them_in(setting: Settings) -> None:
    parts = (part_of(1, hole("a", 0, 1, 0, 4)), part_of(3, hole("b", 0, 1, 0, 9)))
    article = article_of(han(30), han(9), optional=((1,),))
    made = make_story(story_of(article, *parts), setting, {})
    assert (made.record.left_out, made.record.pages, made.record.dropped_turn) == ((1,), (1,), 3)
    rigid = tuple(part_of(part.page, part.hole, fit=(FitStep.AIR,)) for part in parts)
    turned = make_story(story_of(article, *rigid), setting, {})
    assert turned.record.pages == (1, 3)
    assert turned.record.short_turn == (3, 1)
    assert "W716" in [found.code for found in check_tree(tree_of(turned))]


@pytest.mark.parametrize(("sizes", "pages"), [((50_000, 30_000), (1,)), ((50_000, 49_000, 30_000), (1, 3))])
def test_a_headline_is_not_halved_to_spare_a_turn_of_a_line(
    sizes: tuple[int, ...], pages: tuple[int, ...], setting: Settings
) -> None:
    """It goes one size down, not two: the second of three saves no line of the package."""
    main = DisplayStyle(TEXT, sizes, leading=1000)
    style = replace(story_style().headline, main=main)
    article = article_of(han(9 * 4 - 2), main=("春",))
    parts = (part_of(1, hole("a", 0, 1, 0, 8)), part_of(3, hole("b", 0, 1, 0, 9)))
    parts = tuple(
        replace(part, style=replace(part.style, headline=style, fit=(FitStep.HEADLINE,))) for part in parts
    )
    made = make_story(story_of(article, *parts), setting, {})
    assert made.record.pages == pages


def test_a_column_s_plate_stands_over_both_parts(setting: Settings) -> None:
    plate = LogoStyle(TEXT, FrameStyle(tint=Colour(0, 0, 0, 1000)), pad_x=2_000, pad_y=1_000)
    style = replace(story_style().headline, logo=plate)
    article = replace(article_of(han(90), main=("春夏",)), column="人物")
    parts = (part_of(1, hole("a", 0, 1, 0, 9)), part_of(3, hole("b", 0, 1, 0, 12)))
    parts = tuple(
        replace(part, style=replace(part.style, headline=style, turn_headline=style, fit=()))
        for part in parts
    )
    made = make_story(story_of(article, *parts), setting, {})
    assert words(made, Role.LOGO) == [(1, "人物"), (3, "人物（续）")]
    assert conservation(tree_of(made), {"s": article.characters()}) == ()


def test_an_upright_plate_is_turned_into_its_place(setting: Settings) -> None:
    plate = LogoStyle(TEXT, pad_x=2_000, pad_y=1_000, place=LogoPlace.BESIDE, gap=3_000, vertical=True)
    style = replace(story_style().headline, logo=plate)
    article = replace(article_of(han(9), main=("春夏",)), column="秋冬")
    made = make_story(story_of(article, part_of(1, hole("a", 0, 2, 0, 9), headline=style)), setting, {})
    (logo,) = [each for _, top in made.groups for each in groups([top]) if each.role is Role.LOGO]
    (run,) = logo.nodes
    assert isinstance(run, GlyphRun)
    assert (run.writing, run.text) == (Writing.UPRIGHT, "秋冬")
    # the words' em boxes are 10 wide from the type area's left and the plate's white on
    assert run.x == GRID.type_area.x + 2_000 + 10_000 - 8_800


def test_a_drawn_name_stands_on_its_plate(setting: Settings) -> None:
    plate = LogoStyle(TEXT, FrameStyle(tint=Colour(0, 0, 0, 100)), pad_x=2_000, pad_y=1_000, art=20_000)
    art = ColumnArt((0, 0, 100, 50), (PathSegment("move", ((0, 0),)), PathSegment("line", ((100, 50),))))
    article = replace(article_of(han(9), main=("春夏",)), column="秋冬", column_art=art)
    part = part_of(1, hole("a", 0, 2, 0, 9), headline=replace(story_style().headline, logo=plate))
    made = make_story(story_of(article, part), setting, {})
    (logo,) = [each for _, top in made.groups for each in groups([top]) if each.role is Role.LOGO]
    tint, shape = logo.nodes
    assert isinstance(tint, Fill)
    assert isinstance(shape, Shape)
    assert (tint.width, tint.height) == (44_000, 22_000)
    x, y = tint.x + 2_000, tint.y + 1_000
    assert shape.path == (("m", x, y), ("l", x + 40_000, y + 20_000))


def _through(pages: int, setting: Settings) -> Stone:
    """A story of a page's forty paragraphs each, on the stone."""
    parts = tuple(part_of(page, hole("a", 0, 4, 0, 30)) for page in range(1, pages + 1))
    return Stone(story_of(article_of(*[han(30 + place % 7) for place in range(38 * pages)]), *parts), setting)


def test_a_story_over_many_pages_takes_no_more_work_a_page(
    setting: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text of a plan fills pages: every part that was added set all before it again, with the rooms of
    all pages to come, and 24 pages took a gigabyte."""
    rooms: list[int] = []
    broken = TextBlock.broken

    def counted(block: TextBlock, ahead: tuple[int, ...]) -> tuple[Line, ...]:
        rooms.append(len(ahead))
        return broken(block, ahead)

    monkeypatch.setattr(TextBlock, "broken", counted)

    def each(pages: int) -> tuple[int, float]:
        rooms.clear()
        trial = _through(pages, setting).lay(NO_CONCESSIONS)
        return trial.used, sum(rooms) / pages

    used, few = each(4)
    used_many, many = each(24)
    assert (used, used_many) == (4, 24)
    assert many <= 1.5 * few


@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(1, 9)), min_size=1, max_size=5),
    st.lists(st.integers(1, 90), min_size=1, max_size=12),
)
def test_a_story_takes_as_few_parts_as_one_after_the_other_would(
    setting: Settings, depths: list[tuple[int, int]], lengths: list[int]
) -> None:
    parts = [
        part_of(page, hole("a", 0, legs, 0, deep + 4)) for page, (legs, deep) in enumerate(depths, start=1)
    ]
    stone = Stone(story_of(article_of(*map(han, lengths)), *parts), setting)
    trial = stone.lay(NO_CONCESSIONS)
    tried = [stone._set_in(trial.plans, used, trial.blocks) for used in range(1, len(parts) + 1)]
    least = next((used for used, galley in enumerate(tried, 1) if not galley.overset), len(parts))
    assert trial.used == least
    assert trial.galley.overset == tried[least - 1].overset
