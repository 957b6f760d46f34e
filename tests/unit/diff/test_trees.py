"""Two trees compared: every kind of change is found, counted and given to its story."""

from __future__ import annotations

import random
from dataclasses import fields, replace

import pytest

from broadsheet.diff.aspects import leading
from broadsheet.diff.change import Change, Detail, Kind, Words
from broadsheet.diff.parts import parts_of
from broadsheet.diff.trees import diff_trees
from broadsheet.diff.words import DETAILS
from broadsheet.geometry import Writing
from broadsheet.tree.node import (
    Fill,
    GlyphRun,
    Group,
    Ink,
    LayoutTree,
    Node,
    Picture,
    Role,
    Rule,
    Shape,
    StoryRecord,
)
from unit.diff.newspage import body, drawn, edition, page, picture, rules, run, story, text

RED = Ink(0, 1000, 1000, 0)


def one(old: LayoutTree, new: LayoutTree) -> Change:
    """The only change between two trees."""
    (found,) = diff_trees(old, new).changes
    return found


def lead(*lines: str, **places: int) -> LayoutTree:
    return edition(page(story("ferry", text(Role.HEADLINE, "轮渡复航"), *body(lines, **places))))


def vertical(words: str, baseline: int) -> Group:
    """A line of a paragraph that runs down."""
    (line,) = body([words], baseline=baseline)
    runs = (replace(each, writing=Writing.UPRIGHT) for each in line.nodes if isinstance(each, GlyphRun))
    return replace(line, nodes=tuple(runs))


def test_equal_trees_have_no_change() -> None:
    tree = lead("昨日清晨江面还浮着", "一层薄雾。")
    assert diff_trees(tree, tree).changes == ()
    again = lead("昨日清晨江面还浮着", "一层薄雾。")
    assert diff_trees(tree, again).changed_pages() == ()


def test_settings_and_hole_names_show_on_no_page() -> None:
    tree = lead("昨日清晨江面还浮着")
    (only,) = tree.pages
    renamed = replace(only, areas=tuple(replace(area, hole=area.hole + "2") for area in only.areas))
    assert diff_trees(tree, replace(tree, settings=(("grid.columns", "5"),), pages=(renamed,))).changes == ()


def test_the_names_of_files_show_on_no_page() -> None:
    """Tomorrow's are all others: of a spread, and of no other page, it was told."""
    tree = lead("昨日清晨江面还浮着")
    named = replace(tree.pages[0], name="b02-03", halves=("b02", "b03"))
    assert diff_trees(tree, replace(tree, pages=(named,))).changes == ()


def test_one_word_is_told_with_what_stands_around_it() -> None:
    old = lead("载着132名乘客和19辆", "自行车驶向西岸。")
    new = lead("载着135名乘客和19辆", "自行车驶向西岸。")
    found = one(old, new)
    assert (found.kind, found.story, found.role, found.count) == (Kind.CHANGED, "ferry", "body-line", 1)
    assert found.words == (Words("载着", "132", "135", "名乘客和19辆自行"),)
    assert found.new_places[0].width == 12 * 10_000  # the one line, not the paragraph


def test_a_word_of_a_long_paragraph_is_told_alone() -> None:
    """Characters that come often are none the less looked at."""
    chance = random.Random(7)
    lines = ["".join(chance.choices("的一是在不了有和", k=10)) for _ in range(60)]
    new = [*lines[:30], lines[30][:5] + "很" + lines[30][6:], *lines[31:]]
    found = one(lead(*lines), lead(*new))
    assert (found.kind, found.count) == (Kind.CHANGED, 1)
    assert [(words.old, words.new) for words in found.words] == [(lines[30][5], "很")]


def test_lines_that_flowed_on_from_a_word_are_no_changed_words() -> None:
    old = lead("一二三四五六", "七八九十甲乙", "丙丁")
    new = lead("一二新三四五", "六七八九十甲", "乙丙丁")
    kinds = {each.kind: each.count for each in diff_trees(old, new).changes}
    assert kinds == {Kind.CHANGED: 1, Kind.REFLOWED: 2}


def test_the_same_characters_in_other_lines_are_reflowed() -> None:
    found = one(lead("一二三四五六", "七八九十"), lead("一二三四五", "六七八九十"))
    assert (found.kind, found.count, found.words) == (Kind.REFLOWED, 2, ())


def test_every_line_of_a_paragraph_that_flowed_is_told() -> None:
    old, new = lead("一二三四五六", "七八九十"), lead("一二三四", "五六七八", "九十")
    for before, after, counts in ((old, new, (2, 3)), (new, old, (3, 2))):
        found = one(before, after)
        assert (found.kind, found.count) == (Kind.REFLOWED, 3)
        assert (len(found.old_places), len(found.new_places)) == counts


def test_a_space_at_a_line_end_is_no_word() -> None:
    found = one(lead("the old ", "ferry line"), lead("the ", "old ferry line"))
    assert found.kind is Kind.REFLOWED


def test_a_hyphen_at_a_line_end_is_no_word() -> None:
    found = one(lead("the inter\xad", "nationale line"), lead("the internationale", "line"))
    assert (found.kind, found.count) == (Kind.REFLOWED, 2)
    changed = next(iter(diff_trees(lead("an inter\xad", "nationale"), lead("the internationale")).changes))
    assert [(words.old, words.new) for words in changed.words] == [("an", "the")]


def test_a_lines_end_between_two_words_is_told_as_their_space() -> None:
    old, new = lead("the old ferry", "line runs", "at 9"), lead("the old ferry line", "walks at 9")
    (changed,) = (each for each in diff_trees(old, new).changes if each.kind is Kind.CHANGED)
    assert [(words.old, words.new) for words in changed.words] == [("runs", "walks")]
    address = lead("见www.a.", "cn/b，编号", "91370", "100")
    assert parts_of(address).passages[-1].text == "见www.a.cn/b，编号91370100"


def test_latin_words_that_only_flowed_on_are_no_changed_words() -> None:
    """The spaces at the ends of lines are not set: words of two lines were told as one."""
    old = lead("the old east bank", "opens at", "a half-", "way point")
    found = diff_trees(old, lead("the old west", "bank opens at a half-way point")).changes
    words = [each for change in found for each in change.words]
    assert words == [Words("the old ", "east", "west", " bank opens at a half-way point")]


def test_changes_that_a_word_parts_are_two_and_that_a_character_parts_are_one() -> None:
    for between, count in ("ferry", 2), ("a", 1), ("渡", 1), ("渡口", 2):
        (found,) = (
            each for each in diff_trees(lead(f"1 {between} 2"), lead(f"3 {between} 4")).changes if each.words
        )
        assert len(found.words) == count


def test_a_word_that_came_has_its_space_before_it() -> None:
    (found,) = (each for each in diff_trees(lead("a line"), lead("a new line")).changes if each.words)
    assert found.words == (Words("a ", "", "new", " line"),)


def test_moved_lines_are_counted_together_and_say_how_far() -> None:
    found = one(lead("一二三", "四五六"), lead("一二三", "四五六", baseline=62_500))
    assert (found.kind, found.count) == (Kind.MOVED, 2)
    assert found.details == (Detail("down", "", "12.5 pt"),)


def test_what_moved_up_or_to_the_left_says_so() -> None:
    assert one(lead("一二三", x=4_000), lead("一二三", baseline=48_000)).details == (
        Detail("left", "", "4 pt"),
        Detail("up", "", "2 pt"),
    )


def test_a_millipoint_is_found() -> None:
    assert one(lead("一二三"), lead("一二三", x=1)).details == (Detail("right", "", "0.001 pt"),)


def test_a_point_of_leading_says_so() -> None:
    found = one(lead("一二", "三四", "五六"), lead("一二", "三四", "五六", step=16_000))
    assert found.kind is Kind.MOVED
    assert found.count == 2  # the first line stands where it stood
    assert found.details == (Detail("leading", "15 pt", "16 pt"), Detail("down", "", "1 pt … 2 pt"))


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        ({"size": 10_500}, Detail("size", "10 pt", "10.5 pt")),
        ({"face": "Hei"}, Detail("face", "Song", "Hei")),
        ({"colour": RED}, Detail("colour", "C0 M0 Y0 K100", "C0 M100 Y100 K0")),
        ({"condense": 950}, Detail("condense", "100 %", "95 %")),
        ({"glyphs": (1, 0, 3, 4)}, Detail("glyph", "轮渡复航", "")),
        ({"advances": (10_000, 9_990, 10_000, 10_000)}, Detail("spacing", "", "0.01 pt")),
        ({"advances": (10_000, 10_000, 10_000, 9_000)}, Detail("spacing", "", "1 pt")),
        ({"writing": Writing.UPRIGHT}, Detail("writing", "horizontal", "upright")),
    ],
)
def test_what_is_set_differently_is_named(change: dict[str, object], detail: Detail) -> None:
    plain = run("轮渡复航", 0, 20_000)
    old, new = (
        edition(page(story("ferry", Group(Role.HEADLINE, (each,)))))
        for each in (plain, replace(plain, **change))  # type: ignore[arg-type]
    )
    found = one(old, new)
    assert (found.kind, found.role, found.story) == (Kind.RESTYLED, "headline", "ferry")
    assert found.details[0] == detail


@pytest.mark.parametrize("writing", [Writing.HORIZONTAL, Writing.UPRIGHT])
def test_a_run_that_rises_out_of_its_line_is_found(writing: Writing) -> None:
    level = writing is Writing.HORIZONTAL
    runs = [
        replace(run("字", at * 10_000 if level else 0, 0 if level else at * 10_000), writing=writing)
        for at in range(3)
    ]
    old = edition(page(story("f", Group(Role.HEADLINE, tuple(runs)))))
    for at, rise in ((1, 2_000), (2, -1)):
        runs[at] = replace(runs[at], **{"baseline" if level else "x": rise})
    found = one(old, edition(page(story("f", Group(Role.HEADLINE, tuple(runs))))))
    assert (found.kind, found.details) == (Kind.RESTYLED, (Detail("baseline", "", "2 pt"),))


def test_the_same_glyphs_in_other_runs_are_the_same_line() -> None:
    whole = Group(Role.HEADLINE, (run("轮渡复航"),))
    cut = Group(Role.HEADLINE, (run("轮渡"), run("复航", 20_000)))
    assert diff_trees(edition(page(story("f", whole))), edition(page(story("f", cut)))).changes == ()


def test_a_paragraph_that_came_leaves_the_others_alone() -> None:
    first, last = body(["一二三四"], 0), body(["五六七八"], 1, baseline=65_000)
    new = [*first, *body(["新的一段"], 1, baseline=65_000), *body(["五六七八"], 2, baseline=80_000)]
    found = diff_trees(edition(page(story("f", *first, *last))), edition(page(story("f", *new)))).changes
    assert [(each.kind, each.count) for each in found] == [(Kind.CAME, 1), (Kind.MOVED, 1)]
    assert found[0].words == (Words("", "", "新的一段", ""),)


def test_texts_and_pictures_that_changed_are_each_told_by_themselves() -> None:
    old = story("f", *body(["一二三四"], 0), *body(["五六七八"], 1, baseline=65_000))
    new = story("f", *body(["一二三和"], 0), *body(["五六七和"], 1, baseline=65_000))
    found = diff_trees(edition(page(old)), edition(page(new))).changes
    assert [(each.kind, each.count, len(each.words)) for each in found] == [(Kind.CHANGED, 1, 1)] * 2
    two = [
        edition(page(*(picture("f", x=x, digest=digest * 64) for x, digest in ((0, first), (150_000, last)))))
        for first, last in ("ab", "cd")
    ]
    assert [each.kind for each in diff_trees(*two).changes] == [Kind.CHANGED] * 2


def test_of_paragraphs_between_the_same_neighbours_those_alike_are_one() -> None:
    old = story("f", *body(["一二三四五六七八"], 0), *body(["甲乙丙丁戊己庚辛"], 1, baseline=65_000))
    new = story("f", *body(["一二三四五六七九"], 0), *body(["春夏秋冬东南西北"], 1, baseline=65_000))
    found = diff_trees(edition(page(old)), edition(page(new))).changes
    assert [each.kind for each in found] == [Kind.CHANGED, Kind.CAME, Kind.GONE]


def test_paragraphs_that_changed_places_only_moved() -> None:
    old = story("f", *body(["一二三四"], 0), *body(["五六七八"], 1, baseline=65_000))
    new = story("f", *body(["五六七八"], 0), *body(["一二三四"], 1, baseline=65_000))
    assert {each.kind for each in diff_trees(edition(page(old)), edition(page(new))).changes} == {Kind.MOVED}


def test_a_paragraph_is_one_over_two_pages() -> None:
    old = edition(page(story("f", *body(["一二三", "四五六"]))), page(number=2))
    new = edition(page(story("f", *body(["一二三"]))), page(story("f", *body(["四五六"])), number=2))
    found = one(old, new)
    assert (found.kind, found.old_page, found.new_page) == (Kind.MOVED, 1, 2)
    assert diff_trees(old, new).changed_pages() == (1, 2)


def test_a_story_that_went_is_told_by_role() -> None:
    found = diff_trees(lead("一二三", "四五六"), edition(page())).changes
    assert [(each.kind, each.role, each.count) for each in found] == [
        (Kind.GONE, "headline", 1),
        (Kind.GONE, "body-line", 2),
    ]


def test_a_swapped_picture_is_known_by_its_content() -> None:
    found = one(edition(page(picture("fog"))), edition(page(picture("fog", digest="b" * 64))))
    assert (found.kind, found.sort, found.story) == (Kind.CHANGED, "picture", "fog")
    assert found.details == (Detail("content", "a" * 12, "b" * 12),)


def test_a_picture_of_the_same_content_only_moved() -> None:
    found = one(edition(page(picture("fog"))), edition(page(picture("fog", x=101_000))))
    assert (found.kind, found.details) == (Kind.MOVED, (Detail("right", "", "1 pt"),))


def test_a_rule_between_two_stories_says_so() -> None:
    rule = Rule(150_000, 0, 150_000, 400_000, 300)
    found = one(edition(page(rules(rule))), edition(page(rules(replace(rule, x=151_000, x2=151_000)))))
    assert (found.kind, found.sort, found.near) == (Kind.MOVED, "rule", ("ferry", "fog"))


def test_a_rule_in_a_storys_hole_is_the_storys() -> None:
    rule = Rule(10_000, 90_000, 60_000, 90_000, 300)
    found = one(edition(page(rules(rule))), edition(page(rules(replace(rule, weight=600)))))
    assert (found.story, found.details) == ("ferry", (Detail("weight", "0.3 pt", "0.6 pt"),))


def test_the_rules_of_a_frame_that_went_are_told_together() -> None:
    frame = [Rule(0, 0, 90_000, 0, 500), Rule(0, 90_000, 90_000, 90_000, 500), Rule(0, 0, 0, 90_000, 500)]
    old, new = edition(page(rules(*frame))), edition(page())
    (change,) = diff_trees(old, new).changes
    assert (change.kind, change.sort, change.count) == (Kind.GONE, "rule", 3)
    assert len(change.old_places) == 3


def test_rules_that_stay_are_not_taken_for_the_one_that_came() -> None:
    old = [Rule(10_000, y, 60_000, y, 300) for y in (50_000, 90_000)]
    new = [old[0], Rule(10_000, 70_000, 60_000, 70_000, 300), old[1]]
    found = one(edition(page(rules(*old))), edition(page(rules(*new))))
    assert (found.kind, found.new_places[0].y) == (Kind.CAME, 69_850)


def test_a_rule_that_stands_is_no_other_place_of_one_that_lay() -> None:
    lying, standing = (Rule(80_000, 90_000, x, y, 300) for x, y in ((130_000, 90_000), (80_000, 140_000)))
    found = diff_trees(edition(page(rules(lying))), edition(page(rules(standing)))).changes
    assert {each.kind for each in found} == {Kind.CAME, Kind.GONE}


@pytest.mark.parametrize(
    ("x", "y", "kinds"),
    [
        (10_000, 350_000, {Kind.RESTYLED, Kind.MOVED}),  # of one story
        (145_000, 40_000, {Kind.RESTYLED, Kind.MOVED}),
        (145_000, 350_000, {Kind.CAME, Kind.GONE}),
    ],
)
def test_what_no_story_has_is_another_one_where_it_stands_far_off(x: int, y: int, kinds: set[Kind]) -> None:
    old, new = (
        edition(page(drawn(Role.RULES, Fill(x, top, 9_000, 9_000, Ink(black=tone)))))
        for top, tone in ((10_000, 300), (y, 900))
    )
    assert {each.kind for each in diff_trees(old, new).changes} == kinds


@pytest.mark.parametrize(
    ("pages", "steps"),
    [
        ([body(["一", "二", "三"])], [15_000]),
        ([body(["一", "二"], step=0)], []),  # beside each other
        ([body(["一", "二"], step=-90_000)], []),  # in the next leg
        ([body(["一"]), body(["二"], baseline=90_000)], []),
        ([[vertical("一", 0), vertical("二", 90_000)]], []),
    ],
)
def test_leading_is_from_line_to_line_of_one_leg(pages: list[list[Group]], steps: list[int]) -> None:
    tree = edition(*(page(story("f", *lines), number=number) for number, lines in enumerate(pages, 1)))
    assert list(leading(parts_of(tree).passages).values()) == steps


@pytest.mark.parametrize("sort", ["rule", "tint"])
def test_what_is_carried_elsewhere_moved_whatever_stands_in_its_place_now(sort: str) -> None:
    def drawings(*places: tuple[int, int]) -> LayoutTree:
        sized = zip(places, (300, 300, 900), strict=True)
        made: list[Node] = [
            Rule(x, y, x + 30_000, y, n) if sort == "rule" else Fill(x, y, 9_000, 9_000, Ink(black=n))
            for (x, y), n in sized
        ]
        return edition(page(drawn(Role.RULES, *made)))

    old = drawings((10_000, 50_000), (10_000, 90_000), (60_000, 130_000))
    new = drawings((60_000, 130_000), (11_000, 91_000), (10_000, 50_000))
    found = diff_trees(old, new).changes
    assert {each.kind for each in found} == {Kind.MOVED}
    assert sum(each.count for each in found) == 3


def test_a_rule_that_leans_by_a_millipoint_is_found() -> None:
    rule = Rule(10_000, 90_000, 60_000, 90_000, 300)
    found = one(edition(page(rules(rule))), edition(page(rules(replace(rule, y2=90_001)))))
    assert (found.kind, found.details) == (Kind.RESTYLED, (Detail("slope", "", ""),))


def test_a_tints_colour_is_found() -> None:
    fill = Fill(170_000, 10_000, 100_000, 100_000, Ink(0, 0, 0, 100))
    found = one(
        edition(page(drawn(Role.FRAME, fill))), edition(page(drawn(Role.FRAME, replace(fill, colour=RED))))
    )
    assert (found.kind, found.story, found.role) == (Kind.RESTYLED, "fog", "frame")
    assert found.details == (Detail("colour", "C0 M0 Y0 K10", "C0 M100 Y100 K0"),)


def test_another_outline_is_found() -> None:
    shape = Shape((("m", 10_000, 10_000), ("l", 20_000, 10_000), ("z",)))
    bent = Shape((("m", 10_000, 10_000), ("l", 20_000, 11_000), ("z",)))
    found = one(edition(page(drawn(Role.FRAME, shape))), edition(page(drawn(Role.FRAME, bent))))
    assert (found.kind, found.details) == (Kind.RESTYLED, (Detail("outline", "", ""),))


def test_a_blend_that_lies_elsewhere_with_its_shape_has_moved_and_is_no_other_one() -> None:
    path, far = (("m", 10_000, 10_000), ("l", 20_000, 20_000)), (("m", 15_000, 10_000), ("l", 25_000, 20_000))
    blend = ((0, 0, 0, 0, 0), (1000, 0, 0, 0, 1000))
    shape = Shape(path, blend=blend, frame=(10_000, 10_000, 20_000, 10_000, 10_000, 20_000, 9, 9))
    moved = Shape(far, blend=blend, frame=(15_000, 10_000, 25_000, 10_000, 15_000, 20_000, 9, 9))
    found = one(edition(page(drawn(Role.FRAME, shape))), edition(page(drawn(Role.FRAME, moved))))
    assert found.kind is Kind.MOVED


def test_what_a_blend_does_otherwise_is_told_in_words() -> None:
    """Its numbers were told as they stand in the tree, and a larger one as one that turned."""
    path, far = ((("m", 10_000, 10_000), ("l", end, end)) for end in (20_000, 30_000))
    blend, other = ((0, 0, 0, 0, 0), (1000, 0, 0, 0, 1000)), ((0, 0, 0, 0, 0), (500, 900, 5, 0, 0))
    frame, wide = ((10_000, 10_000, end, 10_000, 10_000, end) for end in (20_000, 30_000))
    shape = Shape(path, blend=blend, frame=frame)

    def told(now: Shape) -> tuple[Detail, ...]:
        return one(edition(page(drawn(Role.FRAME, shape))), edition(page(drawn(Role.FRAME, now)))).details

    plain, tinted = "0 % C0 M0 Y0 K0, 100 % C0 M0 Y0 K100", "0 % C0 M0 Y0 K0, 50 % C90 M0.5 Y0 K0"
    assert told(replace(shape, blend=other, colour=RED)) == (Detail("blend", plain, tinted),)
    assert told(replace(shape, frame=wide)) == (Detail("way", "", ""),)
    assert told(replace(shape, path=far, frame=wide)) == (Detail("outline", "", ""),)
    assert told(Shape(path, RED)) == (
        *(Detail("colour", "C0 M0 Y0 K100", "C0 M100 Y100 K0"), Detail("blend", plain, "–")),
    )


@pytest.mark.parametrize("beside", [(), (run("雾", -90_000, 20_000),)], ids=["alone", "behind another"])
@pytest.mark.parametrize(
    ("node", "name"),
    [
        (node, field.name)
        for node in (
            run("轮渡复航", 0, 20_000),
            Rule(10_000, 90_000, 60_000, 90_000, 300),
            Fill(170_000, 10_000, 100_000, 100_000, Ink(0, 0, 0, 100)),
            Shape((("m", 10_000, 10_000), ("l", 20_000, 10_000), ("z",))),
            Picture(100_000, 60_000, 80_000, 60_000, "a.jpg", "a" * 64, (0, 0, 8, 6)),
        )
        for field in fields(node)
        if field.compare and field.name not in ("alt", "path", "text")
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_no_property_of_a_node_is_overlooked(node: Node, name: str, beside: tuple[Node, ...]) -> None:
    """New properties come to the tree: whatever decides how a node looks has to be compared."""
    now = getattr(node, name)
    other: object
    if name == "writing":
        other = Writing.UPRIGHT
    elif name == "blend":
        other = ((0, 0, 0, 0, 100), (1000, 0, 0, 0, 900))
    elif isinstance(now, tuple):
        other = tuple(value + 1 for value in now) if now else (1, 2, 3, 4)
    elif isinstance(now, bool):
        other = not now
    elif isinstance(now, int):
        other = now + 1
    else:
        other = RED if isinstance(now, Ink) else "b" * 64
    changed = replace(node, **{name: other})
    old, new = (
        edition(page(story("ferry", Group(Role.HEADLINE, (*beside, each))))) for each in (node, changed)
    )
    found = diff_trees(old, new).changes
    assert found
    assert {each.story for each in found} == {"ferry"}
    assert {detail.name for each in found for detail in each.details} <= DETAILS.keys()


def test_what_a_drawing_does_otherwise_where_it_moved_is_told_alone_and_in_words() -> None:
    path, far = ((("m", x, 9_000), ("l", x + 5_000, 9_000)) for x in (9_000, 14_000))
    shape = Shape(path, weight=500, dashes=(2_000, 1_000), clip=(8_000, 8_000, 3_000, 3_000))
    moved = replace(shape, path=far, clip=(13_000, 8_000, 3_000, 3_000))

    def told(new: Shape) -> tuple[Detail, ...]:
        found = diff_trees(edition(page(drawn(Role.AD, shape))), edition(page(drawn(Role.AD, new)))).changes
        (restyled,) = (each for each in found if each.kind is Kind.RESTYLED)
        return restyled.details

    assert told(replace(moved, dashes=())) == (Detail("dashes", "2 pt, 1 pt", "–"),)
    assert told(replace(moved, cap=1, even_odd=True)) == (
        Detail("cap", "butt", "round"),
        Detail("even_odd", "–", "✓"),
    )
    assert told(replace(moved, clip=shape.clip)) == (Detail("clip", "", ""),)


def test_furniture_texts_are_told_apart() -> None:
    def strip(day: str) -> LayoutTree:
        group = Group(Role.FOLIO, (run("第2版", 0, 10_000), run(day, 200_000, 10_000)))
        return edition(page(group))

    found = one(strip("周一"), strip("周二"))
    assert found.words == (Words("周", "一", "二", ""),)
    assert found.new_places[0].x == 200_000


@pytest.mark.parametrize(("white", "texts"), [(19_999, 1), (20_000, 2)])
def test_runs_of_furniture_are_one_text_up_to_two_sizes_of_white(white: int, texts: int) -> None:
    def strip(name: str, day: str) -> LayoutTree:
        group = Group(Role.FOLIO, (run(name, 100_000, 10_000), run(day, 120_000 + white, 10_000)))
        return edition(page(group))

    assert len(diff_trees(strip("要闻", "周一"), strip("国际", "周五")).changes) == texts


def test_a_page_that_came_is_one_change_with_all_that_came_on_it() -> None:
    found = one(lead("一二"), edition(*lead("一二").pages, page(picture("fog"), number=2)))
    assert (found.kind, found.role, found.old_page, found.new_page) == (Kind.CAME, "page", 0, 2)
    assert found.details == (Detail("stories", "ferry, fog", ""),)


def test_what_is_carried_to_a_page_that_came_moved() -> None:
    old, new = edition(page(picture("fog"))), edition(page(), page(picture("fog"), number=2))
    assert {each.kind for each in diff_trees(old, new).changes} == {Kind.CAME, Kind.MOVED}


def test_another_page_size_and_another_font_file_are_found() -> None:
    old = lead("一二")
    wide = replace(old, pages=(replace(old.pages[0], width=310_000),))
    assert one(old, wide).details == (Detail("size", "300 pt × 400 pt", "310 pt × 400 pt"),)
    other = replace(old, faces=(replace(old.faces[0], digest="e" * 64),))
    assert one(old, other).details == (Detail("font", f"Song {'f' * 12}", f"Song {'e' * 12}"),)


def test_another_section_is_found() -> None:
    old = lead("一二")
    found = one(old, replace(old, pages=(replace(old.pages[0], section="城事"),)))
    assert (found.role, found.details) == ("page", (Detail("section", "要闻", "城事"),))


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        ({"spread": True}, "–", "✓"),
        ({"marks": ("crop", "fold")}, "", "crop, fold"), ({"slug": (run("青版"),)}, "", "青版"),
    ],
)  # fmt: skip
def test_what_else_is_another_of_a_page_is_told_in_words(
    change: dict[str, object], old: str, new: str
) -> None:
    before = lead("一二")
    found = one(before, replace(before, pages=(replace(before.pages[0], **change),)))  # type: ignore[arg-type]
    assert found.details == (Detail(*change, old, new),)
    assert change.keys() <= DETAILS.keys()


def test_other_overset_text_is_found() -> None:
    old = replace(lead("一二"), stories=(StoryRecord("ferry", "轮渡", (1,), 1, 2),))
    new = replace(old, stories=(replace(old.stories[0], overset="三四", overset_lines=1),))
    found = one(old, new)
    assert (found.story, found.role, found.new_page) == ("ferry", "overset", 1)
    assert found.words == (Words("", "", "三四", ""),)
