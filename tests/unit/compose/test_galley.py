"""Galleys: blocks set into slots; what is kept together, what is moved, what is left over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet.compose.galley import KEEP_LINES, set_blocks
from broadsheet.compose.setline import SetLine
from broadsheet.model.spacing import Marks, Spacing
from broadsheet.model.style import Align, Breaker
from broadsheet.text.names import Names
from broadsheet.text.setting import Settings
from broadsheet.tree.node import Role
from unit.base.handset import EM, han, items_of, leg_slots, right_end, short_lines, text_block


def places(lines: tuple[SetLine, ...]) -> list[tuple[int, int, str]]:
    """Leg, line and text of each set line."""
    return [(line.slot.leg, line.slot.line, line.text) for line in lines]


def test_lines_take_the_slots_in_order_over_legs(setting: Settings) -> None:
    text = han(25)
    galley = set_blocks([text_block(text, setting)], leg_slots(2, 2))
    assert places(galley.lines) == [(0, 0, text[:10]), (0, 1, text[10:20]), (1, 0, text[20:])]
    assert [(slot.leg, slot.line) for slot in galley.empty] == [(1, 1)]
    assert (galley.overset, galley.overset_block) == ("", -1)


def test_each_line_is_broken_to_its_own_slot(setting: Settings) -> None:
    slots = [*leg_slots(1, ems=4), *leg_slots(0, 2, ems=7)]
    galley = set_blocks([text_block(han(13), setting)], slots)
    assert [len(line.text) for line in galley.lines] == [4, 7, 2]


@pytest.mark.parametrize("breaker", Breaker)
@pytest.mark.parametrize(("align", "lengths"), [(Align.START, [6, 2]), (Align.JUSTIFIED, [7, 1])])
def test_no_line_that_is_not_filled_leaves_a_character_alone(
    setting: Settings, breaker: Breaker, align: Align, lengths: list[int]
) -> None:
    """To spread six characters over seven ems is beyond the limits; not spread they are nothing special."""
    block = text_block(han(8), setting, align=align, breaker=breaker)
    galley = set_blocks([block], leg_slots(2, ems=7))
    assert [len(line.text) for line in galley.lines] == lengths


def test_the_first_line_is_indented_and_the_others_hang(setting: Settings) -> None:
    block = text_block(han(22), setting, indent=2 * EM, hang_indent=EM)
    galley = set_blocks([block], leg_slots(4))
    assert [(line.indent, line.line.room, len(line.text)) for line in galley.lines] == [
        (20_000, 80_000, 8),
        (10_000, 90_000, 9),
        (10_000, 90_000, 5),
    ]


def test_room_is_reserved_at_the_end_of_a_slot(setting: Settings) -> None:
    text = han(30)
    galley = set_blocks([text_block(text, setting)], leg_slots(2, 2), {1: 4 * EM})
    assert [len(line.text) for line in galley.lines] == [10, 6, 10, 4]
    last = galley.lines[1]
    assert last.end_x == last.slot.x + 60_000
    assert right_end(last.runs()) == last.end_x


def test_end_x_of_a_natural_line_is_where_its_ink_ends(setting: Settings) -> None:
    (line,) = set_blocks([text_block("春夏", setting, indent=EM)], leg_slots(1)).lines
    assert line.end_x == 30_000 == right_end(line.runs())


@pytest.mark.parametrize("align", list(Align))
def test_end_x_is_where_the_ink_ends_however_a_line_is_aligned(align: Align, setting: Settings) -> None:
    block = text_block(han(23), setting, indent=EM, align=align)
    for line in set_blocks([block], leg_slots(9, ems=6.7)).lines:
        assert line.end_x == right_end(line.runs())


def test_what_finds_no_slot_is_overset_with_its_lines_and_block(setting: Settings) -> None:
    blocks = [text_block(han(15), setting, 0), text_block(han(25), setting, 1), text_block("春", setting, 2)]
    galley = set_blocks(blocks, leg_slots(3))
    assert galley.overset == han(25)[10:] + "春"
    assert (galley.overset_lines, galley.overset_block) == (3, 1)


def test_without_slots_everything_is_overset(setting: Settings) -> None:
    galley = set_blocks([short_lines(["春"], setting), text_block(han(3), setting)], [])
    assert (galley.lines, galley.overset) == ((), "春" + han(3))


def test_a_subhead_stands_between_its_air(setting: Settings) -> None:
    subhead = short_lines(["夏"], setting, before=1, after=1)
    blocks = [text_block("春", setting), subhead, text_block("秋", setting)]
    galley = set_blocks(blocks, leg_slots(9))
    assert places(galley.lines) == [(0, 0, "春"), (0, 2, "夏"), (0, 4, "秋")]


def test_a_subhead_at_the_head_of_a_leg_has_no_air_above(setting: Settings) -> None:
    blocks = [text_block(han(20), setting), short_lines(["夏"], setting, before=1)]
    assert places(set_blocks(blocks, leg_slots(2, 4)).lines)[-1] == (1, 0, "夏")


@pytest.mark.parametrize(("depth", "place"), [(5, (0, 2)), (4, (1, 0))])
def test_a_subhead_is_kept_with_two_lines_below_it(
    depth: int, place: tuple[int, int], setting: Settings
) -> None:
    # one line of text, air, subhead, two lines of text: five slots or the next leg
    subhead = short_lines(["夏"], setting, before=1, keep=KEEP_LINES)
    blocks = [text_block("春", setting), subhead, text_block(han(40), setting)]
    galley = set_blocks(blocks, leg_slots(depth, 9))
    assert places(galley.lines)[1][:2] == place


def test_a_subhead_of_two_lines_is_not_parted(setting: Settings) -> None:
    subhead = short_lines(["夏", "秋"], setting, keep=2)
    blocks = [text_block(han(40), setting), subhead, text_block(han(30), setting)]
    galley = set_blocks(blocks, leg_slots(7, 7))
    assert [(line.slot.leg, line.slot.line) for line in galley.lines if line.role is Role.SUBHEAD] == [
        (1, 0),
        (1, 1),
    ]
    assert [(slot.leg, slot.line) for slot in galley.empty][:3] == [(0, 4), (0, 5), (0, 6)]


def test_in_legs_too_shallow_for_what_it_keeps_a_subhead_stands_at_the_head_of_one(setting: Settings) -> None:
    subhead = short_lines(["夏"], setting, before=1, keep=KEEP_LINES)
    blocks = [text_block(han(10), setting), subhead, text_block(han(20), setting)]
    galley = set_blocks(blocks, leg_slots(2, 2, 2))
    assert [place[:2] for place in places(galley.lines)] == [(0, 0), (1, 0), (1, 1), (2, 0)]


def test_short_lines_that_no_leg_holds_run_on_in_the_next(setting: Settings) -> None:
    byline = short_lines(["春", "夏", "秋"], setting)
    galley = set_blocks([byline, text_block("冬", setting)], leg_slots(2, 2))
    assert [text for _, _, text in places(galley.lines)] == ["春", "夏", "秋", "冬"]
    assert galley.overset == ""


def test_text_below_an_obstacle_is_a_leg_of_its_own_for_keeping(setting: Settings) -> None:
    slots = [slot for slot in leg_slots(8) if slot.line not in (3, 4)]
    subhead = short_lines(["夏"], setting, keep=2)
    blocks = [text_block(han(20), setting), subhead, text_block(han(20), setting)]
    assert places(set_blocks(blocks, slots).lines)[2][:2] == (0, 5)


def test_a_subhead_that_finds_no_place_takes_what_follows_along(setting: Settings) -> None:
    blocks = [text_block("春", setting), short_lines(["夏"], setting, keep=2), text_block("秋冬", setting, 2)]
    galley = set_blocks(blocks, leg_slots(3))
    assert (galley.overset, galley.overset_block) == ("夏秋冬", 0)
    assert len(galley.empty) == 2


@pytest.mark.parametrize(("align", "x"), [(Align.START, 0), (Align.CENTRE, 40_000), (Align.END, 80_000)])
def test_short_lines_stand_as_their_style_says(align: Align, x: int, setting: Settings) -> None:
    galley = set_blocks([short_lines(["春夏"], setting, align=align)], leg_slots(1))  # type: ignore[arg-type]
    assert galley.lines[0].runs()[0].x == x


@pytest.mark.parametrize("align", [Align.START, Align.CENTRE, Align.END])
def test_a_squeezed_line_stays_in_its_slot_however_it_is_aligned(align: Align, setting: Settings) -> None:
    named = Settings(setting.collection, Names(["春，夏，秋冬春"]))  # which is not parted, and so squeezed
    block = text_block("春，夏，秋冬春夏秋冬", named, spacing=Spacing(marks=Marks.FULL), align=align)
    line = set_blocks([block], leg_slots(9, ems=6.5)).lines[0]
    assert line.line.natural > line.line.room
    assert (line.runs()[0].x, right_end(line.runs())) == (line.slot.x, line.slot.x + line.slot.measure)
    assert line.end_x == right_end(line.runs())


def test_a_short_line_that_is_parted_stays_in_its_slot(setting: Settings) -> None:
    items = items_of("春，夏，秋冬春夏秋冬" * 12, setting, Spacing(marks=Marks.FULL))
    block = replace(short_lines([], setting), lines=(items,))
    lines = set_blocks([block], leg_slots(40, ems=6.5)).lines
    assert any(line.line.natural > line.line.room for line in lines)
    assert all(right_end(line.runs()) <= line.slot.x + line.slot.measure for line in lines)


def test_short_lines_that_are_overset_are_counted_once(setting: Settings) -> None:
    galley = set_blocks([short_lines(["春", "夏"], setting)], [])
    assert galley.overset_lines == 2


def test_a_subhead_wider_than_its_leg_is_parted_between_words(setting: Settings) -> None:
    lines = set_blocks([short_lines(["停航十七年的轮渡今起复航"], setting)], leg_slots(3)).lines
    assert [line.text for line in lines] == ["停航十七年的轮渡", "今起复航"]
    assert {line.fit.ending for line in lines} == {"last"}


def test_lines_of_a_parted_subhead_stand_in_one_leg(setting: Settings) -> None:
    blocks = [text_block(han(10), setting, 0), short_lines([han(12)], setting, 1)]
    galley = set_blocks(blocks, leg_slots(2, 2))
    assert [(line.slot.leg, line.slot.line) for line in galley.lines] == [(0, 0), (1, 0), (1, 1)]
    assert set_blocks(blocks[1:], leg_slots(1)).overset == han(12)


@pytest.mark.parametrize(
    ("byline", "lines"),
    [
        ("■本报记者　陈墨　林知夏", ["■本报记者　陈墨", "林知夏"]),
        ("本报记者 陈墨 通讯员 林知夏", ["本报记者 陈墨", "通讯员 林知夏"]),  # a title stays with its name
        ("本报记者 陈墨 实习生 Li W", ["本报记者 陈墨", "实习生 Li W"]),
        ("本报记者 李想 / 文 张弛 / 图", ["本报记者 李想 / 文", "张弛 / 图"]),
        ("本报记者 陈墨 Lisa Wang", ["本报记者 陈墨", "Lisa Wang"]),  # and a name in Latin is one
        ("李军 ABCDEFGHIJKLMNOPQ", ["李军", "ABCDEFGHIJKLMNOPQ"]),
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", ["ABCDEFGHIJKLMNOPQRST", "UVWXYZ"]),  # nowhere to part it
    ],
)
def test_a_byline_wider_than_its_leg_is_parted_between_names(
    byline: str, lines: list[str], setting: Settings
) -> None:
    galley = set_blocks([short_lines([byline], setting)], leg_slots(3))
    assert [line.text for line in galley.lines] == lines
