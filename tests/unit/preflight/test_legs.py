"""Doglegs, uneven feet, subheads at a leg's foot, and the facts of the stories' records."""

from __future__ import annotations

from dataclasses import replace

from broadsheet.geometry import Rect
from broadsheet.tree.node import GlyphRun, Group, LayoutTree, LineFit, Role, Shape
from unit.preflight.handpage import (
    COLUMN,
    body,
    found,
    head,
    hole,
    leg,
    page,
    picture,
    places,
    record,
    rect,
    story,
    tree,
)


def beside(*second: Group, name: str = "b") -> LayoutTree:
    """Story a is an L: its first leg goes on beside what stands in its cut, lines 10 to 19."""
    ell = hole("a", rect(0, 3, 0, 20), cuts=(rect(1, 2, 10, 10),))
    first = story("a", *leg(0, 2, 18), *leg(1, 2, 8, 1), *leg(2, 2, 8, 2))
    return tree(page([ell, hole(name, rect(1, 2, 10, 10))], first, *second))


def test_a_leg_that_goes_on_beside_a_foreign_headline_is_a_dogleg() -> None:
    second = story("b", head("乙的标题", 110_000, 155_000), *leg(1, 13, 7), *leg(2, 13, 7, 1))
    (finding,) = found(beside(second), "dogleg")
    assert (finding.code, dict(finding.values)["other"]) == ("C804", "b")
    assert places(finding)[0].y >= 150_000


def test_a_leg_that_goes_on_beside_a_box_is_none() -> None:
    second = story("b", head("乙的标题", 110_000, 155_000), *leg(1, 13, 7), *leg(2, 13, 7, 1))
    made = beside(second)
    areas = tuple(replace(area, framed=area.hole == "b") for area in made.pages[0].areas)
    assert found(replace(made, pages=(replace(made.pages[0], areas=areas),)), "dogleg") == ()


def test_a_leg_that_goes_on_beside_a_picture_is_none() -> None:
    assert found(beside(picture("x.jpg", rect(1, 2, 10, 9))), "dogleg") == ()


def test_text_that_begins_below_a_cut_is_none() -> None:
    ell = hole("a", rect(0, 3, 0, 20), cuts=(rect(1, 2, 0, 10),))
    first = story("a", *leg(0, 10, 10), *leg(1, 10, 10, 1))
    second = story("b", head("乙的标题", 110_000, 5_000))
    assert found(tree(page([ell, hole("b", rect(1, 2, 0, 10))], first, second)), "dogleg") == ()


def feet(*depths: int, more: tuple[Group, ...] = (), **area: object) -> LayoutTree:
    """A story with a leg for each depth."""
    lines = [line for number, depth in enumerate(depths) for line in leg(number, 0, depth, number)]
    return tree(page([hole("a", rect(0, len(depths), 0, 20), **area)], story("a", *lines), *more))


def test_a_leg_two_lines_short_of_the_others_is_uneven() -> None:
    (finding,) = found(feet(18, 20, 20), "uneven")
    assert (finding.code, dict(finding.values)["lines"]) == ("C805", "2")
    (place,) = places(finding)
    assert (place.x, place.width, place.height) == (0, COLUMN, 30_000)


def test_one_line_the_last_leg_and_what_stands_below_are_allowed() -> None:
    assert found(feet(19, 20, 20), "uneven") == ()
    assert found(feet(20, 20, 12), "uneven") == ()
    assert found(feet(14, 20, 20, more=(picture("x.jpg", rect(0, 1, 15, 5), "a"),)), "uneven") == ()


def test_a_leg_may_end_at_a_drawing_as_at_a_picture() -> None:
    place = rect(0, 1, 15, 5)
    chart = Group(Role.PICTURE, (Shape((("m", place.x, place.y), ("l", place.right, place.bottom))),))
    shown = Group(Role.PICTURE, (chart,), "a")
    assert found(feet(14, 20, 20, more=(shown,)), "uneven") == ()
    legs = [*leg(0, 0, 14), *leg(1, 0, 20, 1), *leg(2, 0, 20, 2)]
    inside = tree(page([hole("a", rect(0, 3, 0, 20))], story("a", *legs, shown)))
    assert found(inside, "uneven") == ()


def test_where_the_hole_wants_level_feet_the_last_leg_counts() -> None:
    (finding,) = found(feet(14, 14, 11, balanced=True), "uneven")
    assert dict(finding.values)["lines"] == "3"
    assert found(feet(14, 14, 13, balanced=True), "uneven") == ()


def with_subhead(below: int, then: int = 5, gap: int = 0) -> LayoutTree:
    """A leg whose subhead has ``below`` lines below it, then another leg."""
    sub = body(0, 10, "小标题", 1, role=Role.SUBHEAD)
    first = [*leg(0, 0, 10), sub, *leg(0, 11, below, paragraph=2)]
    first += leg(0, 11 + below + gap, 4, paragraph=2) if gap else []
    return tree(page([hole("a", rect(0, 2, 0, 20))], story("a", *first, *leg(1, 0, then, 1, 2))))


def test_a_subhead_with_one_line_below_it_stands_at_the_foot() -> None:
    (finding,) = found(with_subhead(1), "subhead_foot")
    assert (finding.code, dict(finding.values)["lines"]) == ("C807", "1")
    assert places(finding)[0].y == 10 * 15_000 + 2_500
    assert found(with_subhead(0), "subhead_foot")


def test_two_lines_are_enough_and_one_where_the_story_ends() -> None:
    assert found(with_subhead(2), "subhead_foot") == ()
    assert found(with_subhead(1, then=0), "subhead_foot") == ()
    assert found(with_subhead(0, then=0), "subhead_foot")
    assert len(found(with_subhead(2), "subhead_foot", subhead_lines=3)) == 1


def test_a_table_below_a_subhead_is_what_it_heads() -> None:
    sub = body(0, 10, "小标题", 1, role=Role.SUBHEAD)
    rows = [body(0, line, "项目", 2, role=Role.TABLE) for line in range(11, 14)]
    lines = [*leg(0, 0, 10), sub, *rows, *leg(1, 0, 5, 1, 3)]
    assert found(tree(page([hole("a", rect(0, 2, 0, 20))], story("a", *lines))), "subhead_foot") == ()


def test_a_picture_below_a_subheads_one_line_is_a_foot() -> None:
    assert found(with_subhead(1, gap=6), "subhead_foot")


def test_lines_left_empty_have_their_place() -> None:
    short = feet(20, 17)
    made = replace(short, stories=(record("a", 1, unused=((1, "a", 3),)),))
    (finding,) = found(made, "underset")
    assert finding.code == "W704"
    (place,) = places(finding)
    assert (place.x, place.bottom, place.y > 16 * 15_000) == (110_000, 300_000, True)
    assert found(short, "underset") == ()


def test_above_what_stands_lowest_in_a_leg_nothing_is_empty() -> None:
    """A picture with its words below the lines, or one above them."""
    empty = (record("a", 1, unused=((1, "a", 3),)),)
    for place, feet_of in (rect(1, 1, 17, 2), {1: 19}), (rect(1, 1, 2, 5), {1: 16}):
        shown = picture("x.jpg", place, "a", "图说" if place.bottom < 200_000 else "")
        made = replace(feet(20, 17, more=(shown,)), stories=empty)
        (finding,) = found(made, "underset")
        assert {each.x // 110_000: each.y // 15_000 for each in places(finding)} == feet_of


def test_what_would_fill_empty_lines_is_told() -> None:
    """Of 370 characters in 37 lines, three lines in two legs; one line, which is no depth of the hole; and a
    story that has no line, of which nothing can be said."""
    for lines, empty, wanted in (37, 3, ("fill-or-close", 30, 1)), (37, 1, ("fill", 10)), (0, 40, ()):
        story = replace(record("a", 1, unused=((1, "a", empty),)), characters=370, lines=lines)
        (finding,) = found(replace(feet(20, 17), stories=(story,)), "underset")
        hints = [(each.key, *map(int, dict(each.values).values())) for each in finding.hints]
        assert hints == ([wanted] if wanted else [])


def test_more_copy_fills_nothing_before_the_leg_that_a_story_ends_in() -> None:
    """What a subhead left empty in the first leg; and a story that is over, with such a leg."""
    made = replace(record("a", 1, unused=((1, "a", 3),)), characters=370, lines=37)
    for legs, told in ((17, 20), made), ((20, 17), replace(made, overset="夏")):
        (finding,) = found(replace(feet(*legs), stories=(told,)), "underset")
        assert finding.hints == ()


def test_what_another_story_cuts_out_is_not_left_empty() -> None:
    ell = hole("a", rect(0, 1, 0, 20), cuts=(rect(0, 1, 12, 4),))
    made = tree(page([ell], story("a", *leg(0, 0, 10))), records=(record("a", 1, unused=((1, "a", 6),)),))
    (finding,) = found(made, "underset")
    upper, lower = places(finding)
    assert (upper.bottom, lower.y, lower.bottom) == (180_000, 240_000, 300_000)


def widowed(lines: int) -> LayoutTree:
    """A paragraph whose last ``lines`` lines stand at the head of the second leg, another below."""
    first = leg(0, 0, 20, paragraph=0)
    second = [*leg(1, 0, lines, 1, 0), *leg(1, lines, 5, 1, 1)]
    made = tree(page([hole("a", rect(0, 2, 0, 20))], story("a", *first, *second)))
    return replace(made, stories=(record("a", 1, widows=1),))


def test_a_widow_has_its_place() -> None:
    (finding,) = found(widowed(1), "widow")
    assert (finding.code, places(finding)) == ("W711", (Rect(110_000, 2_500, COLUMN, 10_000),))


def test_a_widow_may_head_the_one_leg_of_a_turn() -> None:
    turn = [replace(line, part=1) for line in (*leg(0, 0, 1, 0, 0), *leg(0, 1, 5, 0, 1))]
    pages = page([], story("a", *leg(0, 0, 20))), page([], story("a", *turn, part=1), number=2)
    (finding,) = found(replace(tree(*pages), stories=(record("a", 1, 2, widows=1),)), "widow")
    assert finding.mark is not None
    assert (finding.mark.page, len(places(finding))) == (2, 1)


def strained(strain: int, ending: str = "justified") -> LayoutTree:
    """A line over its limit in the middle of a leg."""
    line = body(0, 3, fit=LineFit(COLUMN, COLUMN, ending, strain))
    counts = {"loose": int(strain > 0), "tight": int(strain < 0)}
    made = tree(page([hole("a", rect(0, 1, 0, 20))], story("a", *leg(0, 0, 3), line, *leg(0, 4, 3))))
    return replace(made, stories=(record("a", 1, **counts),))


def test_loose_and_tight_lines_have_their_places() -> None:
    (loose,) = found(strained(1), "strained")
    (tight,) = found(strained(-1), "strained")
    assert (loose.code, places(loose)[0].y) == ("N712", 3 * 15_000 + 2_500)
    assert [dict(each.values)["found"] for each in (loose, tight)] == ["1 looser", "1 tighter"]
    assert loose.message("zh").endswith("偏松 1 行")
    assert found(strained(0), "strained") == ()


def test_an_indented_line_is_outlined_behind_its_indent() -> None:
    line = body(0, 3, fit=LineFit(COLUMN - 20_000, COLUMN - 20_000, "justified", 1))
    (run,) = line.nodes
    assert isinstance(run, GlyphRun)
    shown = replace(line, nodes=(replace(run, x=20_000),))
    made = tree(page([hole("a", rect(0, 1, 0, 20))], story("a", shown)), records=(record("a", 1, loose=1),))
    (finding,) = found(made, "strained")
    (place,) = places(finding)
    assert (place.x, place.right) == (20_000, COLUMN)


def test_lines_cut_where_they_may_not_be_have_their_places() -> None:
    (cut,) = found(strained(0, "emergency"), "cut_line")
    assert (cut.code, len(places(cut))) == ("W706", 1)
    assert found(strained(0), "cut_line") == ()


def test_a_record_without_a_page_is_told_without_a_place() -> None:
    made = tree(page([]), records=(record("a", 7, widows=2, unused=((7, "a", 1),)),))
    (finding,) = found(made, "widow")
    assert (finding.mark, dict(finding.values)["count"]) == (None, "2")
