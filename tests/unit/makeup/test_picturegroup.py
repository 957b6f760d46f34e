"""Several pictures in one place."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.geometry import Rect
from broadsheet.makeup.caption import CAPTION_AIR
from broadsheet.makeup.picture import Room
from broadsheet.makeup.picturegroup import place_pictures
from broadsheet.model.edition import PictureFile, PlacedPicture
from broadsheet.model.hole import Inside
from broadsheet.text.setting import Settings
from broadsheet.tree.node import GlyphRun, Group, Picture, Role
from broadsheet.tree.walk import leaves
from unit.base.handset import EM, LEADING, han, picture, story_style

PLACE = Inside("lead", 0, 1, 0, 9)
ROOM = Room(50_000, 310_000, 100_000, 200_000)
LANDSCAPE, UPRIGHT = (600, 400), (400, 600)


def group_of(*sizes: tuple[int, int], words: tuple[str, ...] = (), common: bool = False) -> PlacedPicture:
    """Pictures of these sizes in one place; ``words`` are their captions in order."""
    said = (*words, *[""] * len(sizes))
    every = [
        replace(
            picture(PLACE, caption),
            file=PictureFile(f"/{number}.jpg", f"{number}.jpg", *size),
        )
        for number, (size, caption) in enumerate(zip(sizes, said, strict=False))
    ]
    return replace(every[0], others=tuple(every[1:]), common=common)


def pictures(group: Group) -> list[Picture]:
    return [node for node in leaves(group.nodes) if isinstance(node, Picture)]


def captions(group: Group) -> list[list[GlyphRun]]:
    found = [node for node in group.nodes if isinstance(node, Group) and node.role is Role.CAPTION]
    return [[run for run in node.nodes if isinstance(run, GlyphRun)] for node in found]


def rects(group: Group) -> list[tuple[int, int, int, int]]:
    return [(node.x, node.y, node.width, node.height) for node in pictures(group)]


def test_one_picture_is_placed_as_ever(setting: Settings) -> None:
    group, fits = place_pictures(group_of(LANDSCAPE), story_style(), ROOM, setting, {"/0.jpg": "d0"})
    assert fits
    assert rects(group) == [(50_000, 100_000, 310_000, 100_000)]
    assert pictures(group)[0].digest == "d0"


def test_pictures_of_one_row_are_one_high_and_as_wide_as_their_ratios(setting: Settings) -> None:
    digests = {f"/{number}.jpg": f"d{number}" for number in range(2)}
    group, fits = place_pictures(group_of(LANDSCAPE, UPRIGHT), story_style(), ROOM, setting, digests)
    assert fits
    free = 310_000 - EM
    wide = free * 1500 // (1500 + 666)
    assert rects(group) == [
        (50_000, 100_000, wide, 100_000),
        (50_000 + wide + EM, 100_000, free - wide, 100_000),
    ]
    assert [node.digest for node in pictures(group)] == ["d0", "d1"]


def test_a_high_place_has_rows_one_above_the_other(setting: Settings) -> None:
    room = Room(0, 100_000, 0, 150_000)
    group, _ = place_pictures(group_of(LANDSCAPE, LANDSCAPE), story_style(), room, setting, {})
    assert rects(group) == [(0, 0, 100_000, 70_000), (0, 80_000, 100_000, 70_000)]


def test_one_caption_for_all_stands_below_all(setting: Settings) -> None:
    placed = group_of(LANDSCAPE, LANDSCAPE, words=("春夏",), common=True)
    group, _ = place_pictures(placed, story_style(), ROOM, setting, {})
    assert {node.y + node.height for node in pictures(group)} == {200_000 - CAPTION_AIR - EM * 88 // 100}
    (words,) = captions(group)
    assert "".join(run.text for run in words) == "春夏"
    assert words[0].baseline == 200_000


def test_words_of_ones_own_stand_above_those_for_all(setting: Settings) -> None:
    placed = group_of(LANDSCAPE, LANDSCAPE, words=("春夏", "秋"), common=True)
    group, _ = place_pictures(placed, story_style(), ROOM, setting, {})
    own, common = captions(group)
    assert ("".join(run.text for run in own), "".join(run.text for run in common)) == ("秋", "春夏")
    second = pictures(group)[1]
    foot = second.y + second.height
    assert (own[0].x, common[0].x, common[0].baseline) == (second.x, 50_000, 200_000)
    assert foot < own[0].baseline < 200_000 - EM


def test_captions_of_their_own_begin_level_and_the_longest_ends_at_the_foot(setting: Settings) -> None:
    placed = group_of(LANDSCAPE, LANDSCAPE, words=(han(20), "春"))
    group, _ = place_pictures(placed, story_style(), ROOM, setting, {})
    long, short = captions(group)
    assert long[0].baseline == short[0].baseline == 200_000 - LEADING
    assert long[-1].baseline == 200_000
    assert len({(node.y, node.height) for node in pictures(group)}) == 1
    assert short[0].x == pictures(group)[1].x


def test_captions_that_leave_no_room_say_so(setting: Settings) -> None:
    placed = group_of(LANDSCAPE, LANDSCAPE, words=(han(300), ""))
    assert place_pictures(placed, story_style(), ROOM, setting, {})[1] is False
    assert place_pictures(replace(placed, common=True), story_style(), ROOM, setting, {})[1] is False


SIZES = st.lists(st.tuples(st.integers(50, 4000), st.integers(50, 4000)), min_size=2, max_size=9)


@given(SIZES, st.integers(120_000, 900_000), st.integers(100_000, 900_000), st.booleans())
def test_pictures_fill_their_place_and_never_overlap(
    setting: Settings, sizes: list[tuple[int, int]], width: int, height: int, common: bool
) -> None:
    room = Room(7000, width, 9000, 9000 + height)
    placed = group_of(*sizes, words=("春夏秋冬", "春"), common=common)
    group, fits = place_pictures(placed, story_style(), room, setting, {})
    if not fits:
        return
    found = [Rect(*rect) for rect in rects(group)]
    assert len(found) == len(sizes)
    assert (min(rect.x for rect in found), min(rect.y for rect in found)) == (7000, 9000)
    assert max(rect.right for rect in found) == 7000 + width
    assert max(rect.bottom for rect in found) <= 9000 + height
    assert not any(one.overlaps(other) for one in found for other in found if one is not other)


def drawn(placed: PlacedPicture, *numbers: int) -> PlacedPicture:
    """The same group with some of its pictures as graphics."""
    every = [
        replace(each, file=replace(each.file, vector=number in numbers))
        for number, each in enumerate((placed, *placed.others))
    ]
    return replace(every[0], others=tuple(every[1:]))


def test_graphics_keep_their_size_beside_photographs_that_are_cropped(setting: Settings) -> None:
    room = Room(0, 100_000, 0, 120_000)
    placed = drawn(group_of((600, 300), LANDSCAPE, words=("春", "夏")), 0)
    group, _ = place_pictures(placed, story_style(), room, setting, {})
    words = CAPTION_AIR + EM * 88 // 100
    photograph = 120_000 - 50_000 - EM - 2 * words
    assert rects(group) == [
        (0, 0, 100_000, 50_000),
        (0, 50_000 + words + EM, 100_000, photograph),
    ]


def test_graphics_in_a_place_that_is_higher_stand_at_its_head_with_their_words(setting: Settings) -> None:
    room = Room(0, 100_000, 0, 16 * LEADING, LEADING)
    words = CAPTION_AIR + EM * 88 // 100
    for common in (False, True):
        said = ("春", "" if common else "夏")
        placed = drawn(group_of((600, 300), (600, 300), words=said, common=common), 0, 1)
        group, _ = place_pictures(placed, story_style(), room, setting, {})
        first, second = rects(group)
        assert (first[2:], second[2:]) == ((100_000, 50_000), (100_000, 50_000))
        assert 0 <= first[1] < LEADING
        last = captions(group)[-1][0].baseline
        assert last == second[1] + 50_000 + words
        assert last % LEADING == 0
