"""Legs filled to their foot: what a kept subhead left empty becomes air above other subheads."""

from __future__ import annotations

from dataclasses import replace

from broadsheet.compose.galley import KEEP_LINES, Galley, SetBlock, set_blocks
from broadsheet.compose.slot import LineSlot
from broadsheet.makeup.fill import fill_legs
from broadsheet.makeup.story import make_story
from broadsheet.model.article import Subhead
from broadsheet.text.setting import Settings
from broadsheet.tree.node import GlyphRun, Role
from broadsheet.tree.walk import groups
from unit.base.handset import (
    article_of,
    han,
    hole,
    leg_slots,
    part_of,
    right_end,
    short_lines,
    story_of,
    text_block,
)


def filled(
    slots: list[LineSlot], counts: list[int], setting: Settings, head: int = 1
) -> tuple[Galley, Galley]:
    """A galley of paragraphs of so many lines with a subhead between each two, and it filled."""
    blocks: list[SetBlock] = []
    for index, count in enumerate(counts):
        if index:
            blocks.append(short_lines(["夏"] * head, setting, keep=KEEP_LINES))
        blocks.append(text_block(han(10 * count), setting))
    galley = set_blocks(blocks, slots)
    return galley, fill_legs(galley, slots)


def lines_in(galley: Galley, leg: int) -> list[tuple[int, bool]]:
    """Grid line and whether it is a subhead, of a leg's lines."""
    return [(line.slot.line, line.role is Role.SUBHEAD) for line in galley.lines if line.slot.leg == leg]


def test_a_leg_left_short_is_filled_above_its_subhead(setting: Settings) -> None:
    before, after = filled(leg_slots(8, 8), [2, 3, 4], setting)
    assert lines_in(before, 0) == [(0, False), (1, False), (2, True), (3, False), (4, False), (5, False)]
    assert lines_in(after, 0) == [(0, False), (1, False), (4, True), (5, False), (6, False), (7, False)]
    assert lines_in(after, 1) == lines_in(before, 1)  # the story ends there
    assert len(after.empty) == len(before.empty)


def asked(slots: list[LineSlot], counts: list[int], setting: Settings) -> Galley:
    """A filled galley of paragraphs of so many lines, of which every second one is a question."""
    blocks = [
        replace(text_block(han(10 * count), setting, number), leads=bool(number % 2))
        for number, count in enumerate(counts)
    ]
    return fill_legs(set_blocks(blocks, slots), slots, leading=range(1, len(counts), 2))


def places(galley: Galley, number: int) -> list[tuple[int, int]]:
    return [(line.slot.leg, line.slot.line) for line in galley.lines if line.number == number]


def test_a_question_goes_over_to_its_answer_with_air_above_the_ones_before_it(setting: Settings) -> None:
    galley = asked(leg_slots(8, 8), [2, 1, 3, 2, 4], setting)
    assert places(galley, 1) == [(0, 4)]  # two lines of air above it: the leg is full
    assert places(galley, 3) == [(1, 0), (1, 1)]
    assert places(galley, 4)[0] == (1, 2)


def test_a_question_stays_where_a_line_of_its_answer_stands_below_it(setting: Settings) -> None:
    assert places(asked(leg_slots(8, 8), [2, 1, 2, 2, 4], setting), 3) == [(0, 5), (0, 6)]


def test_a_question_is_not_parted_and_a_long_one_runs_on(setting: Settings) -> None:
    parted = asked(leg_slots(8, 8), [2, 1, 4, 2, 4], setting)
    assert places(parted, 3) == [(1, 0), (1, 1)]
    long = asked(leg_slots(8, 8), [2, 1, 3, 4, 2], setting)
    assert places(long, 3) == [(0, 6), (0, 7), (1, 0), (1, 1)]


def test_in_legs_too_shallow_for_an_answer_below_it_a_question_runs_on(setting: Settings) -> None:
    galley = asked(leg_slots(2, 2, 2, 2), [1, 2, 3], setting)
    assert (places(galley, 1), places(galley, 2)[0]) == ([(1, 0), (1, 1)], (2, 0))
    assert not galley.overset


def test_lower_subheads_take_what_does_not_divide(setting: Settings) -> None:
    before, after = filled(leg_slots(13, 9), [1, 2, 3, 4], setting, head=2)
    assert [line for line, is_head in lines_in(before, 0) if is_head] == [1, 2, 5, 6]
    assert [line for line, is_head in lines_in(after, 0) if is_head] == [2, 3, 8, 9]
    assert lines_in(after, 0)[-1] == (12, False)


def test_a_leg_without_a_subhead_stays_short(setting: Settings) -> None:
    before, after = filled(leg_slots(8, 8), [6, 4], setting)
    assert before.lines == after.lines


def test_text_keeps_its_order_and_every_line_a_slot_of_its_own(setting: Settings) -> None:
    before, after = filled(leg_slots(9, 9, 9), [3, 4, 4, 5], setting)
    assert [line.text for line in before.lines] == [line.text for line in after.lines]
    places = [(line.slot.leg, line.slot.line) for line in after.lines]
    assert places == sorted(set(places))


def test_a_jump_line_stays_in_its_measure_when_lines_move_down(setting: Settings) -> None:
    """The last slot before a turn keeps room for the jump line; a line moved there must, too."""
    article = article_of(han(9), Subhead(("夏",)), han(9 * 2), Subhead(("秋",)), han(90))
    story = story_of(article, part_of(1, hole("a", 0, 1, 0, 6)), part_of(3, hole("t", 2, 1, 0, 30)))
    made = make_story(story, setting, {})
    (jump,) = [group for _, top in made.groups for group in groups([top]) if group.role is Role.JUMP_LINE]
    runs = [node for node in jump.nodes if isinstance(node, GlyphRun)]
    assert right_end(runs) <= 140_000


def test_a_subhead_is_not_parted_by_a_picture(setting: Settings) -> None:
    slots = [slot for slot in leg_slots(14, 14) if slot.leg or slot.line not in (6, 7)]
    _, after = filled(slots, [2, 5, 9], setting, head=2)
    first, second = [line for line, is_head in lines_in(after, 0) if is_head]
    assert second == first + 1


def test_where_no_line_found_a_place_nothing_is_filled(setting: Settings) -> None:
    """A byline of more lines than there are, and a question behind it: the build ended with a traceback."""
    slots = leg_slots(1, 1)
    question = replace(text_block(han(5), setting, 1), leads=True)
    galley = set_blocks([short_lines(["夏"] * 3, setting, Role.BYLINE), question], slots)
    assert galley.lines == ()
    assert fill_legs(galley, slots, leading={1}) == galley


def test_an_empty_galley_stays_empty(setting: Settings) -> None:
    assert fill_legs(set_blocks([], leg_slots(3)), leg_slots(3)).lines == ()


def test_more_than_three_lines_of_air_a_subhead_look_like_a_hole(setting: Settings) -> None:
    before, after = filled(leg_slots(10, 9), [1, 2, 4], setting, head=3)
    assert lines_in(before, 0)[-1] == (5, False)
    assert before.lines == after.lines
