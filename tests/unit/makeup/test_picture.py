"""Pictures: crop to the room that the caption leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet.geometry import Rect
from broadsheet.makeup.caption import CAPTION_AIR, PAPER, no_smaller, set_caption
from broadsheet.makeup.picture import Room, crop_of, in_frame, place_picture
from broadsheet.model.edition import PictureFile, PlacedPicture
from broadsheet.model.hole import Inside
from broadsheet.model.picture import CaptionPlace, Intent, PictureStyle
from broadsheet.model.style import Align, Colour, FrameStyle
from broadsheet.text.setting import Settings
from broadsheet.tree.extent import extent
from broadsheet.tree.node import Fill, GlyphRun, Group, Picture, Role, Shape
from unit.base.handset import EM, GRID, LEADING, han, paragraph_style, picture, story_style

PLACE = Inside("lead", 0, 1, 0, 9)
FILE = PictureFile("/p.jpg", "p.jpg", 600, 400)
ROOM = Room(50_000, 90_000, 100_000, 200_000)


@pytest.mark.parametrize(
    ("rect", "focus", "crop"),
    [
        (Rect(0, 0, 300, 200), (500, 500), (0, 0, 600, 400)),  # the same ratio: all of it
        (Rect(0, 0, 100, 100), (500, 500), (100, 0, 400, 400)),  # a square from the middle
        (Rect(0, 0, 100, 100), (0, 500), (0, 0, 400, 400)),  # the focus at the left edge
        (Rect(0, 0, 100, 100), (1000, 500), (200, 0, 400, 400)),
        (Rect(0, 0, 600, 100), (500, 500), (0, 150, 600, 100)),  # a strip
        (Rect(0, 0, 600, 100), (500, 900), (0, 300, 600, 100)),
        (Rect(0, 0, 1, 100_000), (500, 500), (300, 0, 1, 400)),  # never empty
    ],
)
def test_a_crop_is_the_largest_part_with_the_rooms_ratio_round_the_focus(
    rect: Rect, focus: tuple[int, int], crop: tuple[int, int, int, int]
) -> None:
    assert crop_of(FILE, rect, focus) == crop


def parts(group: Group) -> tuple[Picture, Group | None]:
    """The picture and its caption."""
    found = [node for node in group.nodes if isinstance(node, Group)]
    (image,) = found[0].nodes
    assert isinstance(image, Picture)
    return image, next((node for node in found if node.role is Role.CAPTION), None)


@pytest.mark.parametrize("grey", [False, True])
def test_a_picture_in_greys_asks_for_black_alone(grey: bool, setting: Settings) -> None:
    placed = replace(picture(PLACE), file=replace(FILE, grey=grey))
    image, _ = parts(place_picture(placed, story_style(), ROOM, setting, "d")[0])
    assert image.grey is grey


def test_a_picture_without_a_caption_fills_its_room(setting: Settings) -> None:
    group, fits = place_picture(picture(PLACE), story_style(), ROOM, setting, "d")
    image, caption = parts(group)
    assert fits
    assert caption is None
    assert (image.x, image.y, image.width, image.height) == (50_000, 100_000, 90_000, 100_000)
    assert image.crop == (120, 0, 360, 400)


def test_a_caption_stands_on_the_last_baseline_and_takes_its_room(setting: Settings) -> None:
    group, fits = place_picture(picture(PLACE, han(12)), story_style(), ROOM, setting, "d")
    image, caption = parts(group)
    assert fits
    assert caption is not None
    assert [run.baseline for run in caption.nodes] == [200_000 - LEADING, 200_000]
    depth = CAPTION_AIR + 8800 + LEADING
    assert image.height == 100_000 - depth


def test_a_credit_follows_the_caption_after_a_space(setting: Settings) -> None:
    placed = picture(PLACE, "春夏")
    placed = type(placed)(placed.hole, type(placed.ref)("a", "春夏", "秋冬摄"), placed.file)
    caption = set_caption(placed, paragraph_style(), 90_000, setting)
    assert caption.items is not None
    assert caption.items.text == "春夏\u3000秋冬摄"


def test_a_credit_on_a_line_of_its_own_starts_at_the_left(setting: Settings) -> None:
    placed = picture(PLACE, han(9))
    placed = type(placed)(placed.hole, type(placed.ref)("a", han(9), "秋冬摄"), placed.file)
    caption = set_caption(placed, paragraph_style(), 90_000, setting)
    assert caption.items is not None
    assert caption.items.text[caption.lines[1].start] == "秋"


def credited(words: str, credit: str, setting: Settings, width: int = 90_000) -> list[str]:
    """The lines of a caption nine ems wide."""
    placed = picture(PLACE, words)
    placed = replace(placed, ref=replace(placed.ref, caption=words, credit=credit))
    caption = set_caption(placed, paragraph_style(), width, setting)
    assert caption.items is not None
    assert [line.end - line.start for line in caption.lines] == [
        len(caption.items.text[line.start : line.end].strip()) for line in caption.lines
    ]
    return [caption.items.text[line.start : line.end] for line in caption.lines]


def test_a_credit_is_not_parted_where_a_line_of_its_own_holds_it(setting: Settings) -> None:
    words = han(15)
    assert credited(words, "春夏秋冬摄", setting) == [words[:9], words[9:], "春夏秋冬摄"]
    assert credited(words, "冬摄", setting) == [words[:9], words[9:] + "\u3000冬摄"]


def test_a_credit_wider_than_a_line_is_parted_between_its_names(setting: Settings) -> None:
    words = han(16)
    credit = "春夏秋冬 秋冬春 夏秋冬摄"
    assert credited(words, credit, setting) == [words[:9], words[9:], "春夏秋冬 秋冬春", "夏秋冬摄"]


def test_a_caption_that_is_not_filled_leaves_no_character_to_its_last_line(setting: Settings) -> None:
    caption = set_caption(picture(PLACE, han(10)), paragraph_style(align=Align.START), 90_000, setting)
    assert [line.end for line in caption.lines] == [8, 10]


def test_a_caption_is_not_spread_further_than_its_style_allows(setting: Settings) -> None:
    placed = picture(PLACE, "春夏秋冬春夏Schwarz春夏秋冬春夏秋冬")
    caption = set_caption(placed, paragraph_style(hyphenate=False), 90_000, setting)
    assert [line.ending for line in caption.lines] == ["last", "justified", "last"]
    found = caption.runs(0, 0)
    first, second = ([run for run in found if run.baseline == level] for level in (-30_000, -15_000))
    assert sum(sum(run.advances) for run in first) == 60_000
    assert sum(sum(run.advances) for run in second) == 90_000


@pytest.mark.parametrize("room", [Room(0, 19_000, 0, 200_000), Room(0, 90_000, 0, 19_000)])
def test_a_stripe_is_no_picture(room: Room, setting: Settings) -> None:
    group, fits = place_picture(picture(PLACE), story_style(), room, setting, "d")
    assert (fits, group.nodes) == (False, ())


def test_a_caption_that_leaves_no_room_says_so(setting: Settings) -> None:
    group, fits = place_picture(picture(PLACE, han(90)), story_style(), ROOM, setting, "d")
    assert (fits, group.nodes) == (False, ())


def test_a_picture_is_made_ready_as_its_story_style_says(setting: Settings) -> None:
    treatment = PictureStyle(ppi=254, sharpen=0, quality=95, intent=Intent.PERCEPTUAL)
    group, _ = place_picture(picture(PLACE), story_style(picture=treatment), ROOM, setting, "d")
    image, _ = parts(group)
    assert (image.resolution, image.sharpen, image.quality, image.perceptual) == (254, 0, 95, True)


def test_the_resolution_of_a_picture_is_that_of_its_coarser_side(setting: Settings) -> None:
    group, _ = place_picture(picture(PLACE), story_style(), ROOM, setting, "d")
    image, _ = parts(group)
    assert image.ppi == 360 * 72_000 // 90_000 == 400 * 72_000 // 100_000
    assert replace(image, width=180_000).ppi == 144


def captioned(place: CaptionPlace, words: str, width: int = 0) -> PlacedPicture:
    placed = picture(PLACE, words)
    return replace(placed, hole=replace(placed.hole, caption=place, caption_width=width))


@pytest.mark.parametrize(
    ("place", "image_x", "words_x"),
    [(CaptionPlace.LEFT, 50_000 + 30_000 + EM, 50_000), (CaptionPlace.RIGHT, 50_000, 110_000)],
)
def test_a_caption_at_the_side_ends_level_with_the_pictures_foot(
    place: CaptionPlace, image_x: int, words_x: int, setting: Settings
) -> None:
    group, fits = place_picture(captioned(place, han(5)), story_style(), ROOM, setting, "d")
    image, caption = parts(group)
    assert fits
    assert caption is not None
    assert (image.x, image.y, image.width, image.height) == (image_x, 100_000, 60_000 - EM, 100_000)
    assert [(run.x, run.baseline) for run in caption.nodes] == [
        (words_x, 200_000 - LEADING),
        (words_x, 200_000),
    ]


def test_a_caption_at_the_side_is_as_wide_as_its_hole_says(setting: Settings) -> None:
    group, _ = place_picture(captioned(CaptionPlace.LEFT, han(2), 20_000), story_style(), ROOM, setting, "d")
    image, _ = parts(group)
    assert image.width == 90_000 - 20_000 - EM


def test_without_words_at_its_side_a_picture_fills_its_room(setting: Settings) -> None:
    group, _ = place_picture(captioned(CaptionPlace.RIGHT, ""), story_style(), ROOM, setting, "d")
    assert parts(group)[0].width == 90_000


def test_a_caption_at_the_side_that_is_higher_than_the_picture_says_so(setting: Settings) -> None:
    placed = captioned(CaptionPlace.LEFT, han(60))
    assert place_picture(placed, story_style(), ROOM, setting, "d")[1] is False


@pytest.mark.parametrize("placed", [captioned(CaptionPlace.NONE, "春夏"), captioned(CaptionPlace.OVER, "")])
def test_a_picture_without_words_is_a_picture(placed: PlacedPicture, setting: Settings) -> None:
    image, caption = parts(place_picture(placed, story_style(), ROOM, setting, "d")[0])
    assert (image.height, caption) == (100_000, None)


def test_where_no_words_are_wanted_there_is_no_credit_either(setting: Settings) -> None:
    placed = captioned(CaptionPlace.NONE, "春夏")
    placed = replace(placed, ref=replace(placed.ref, credit="秋冬摄"))
    assert parts(place_picture(placed, story_style(), ROOM, setting, "d")[0])[1] is None


def test_words_over_a_picture_are_set_once_and_their_edge_is_drawn(setting: Settings) -> None:
    treatment = PictureStyle(over_edge=700, over_shadow=500)
    placed = captioned(CaptionPlace.OVER, "春夏")
    group, fits = place_picture(placed, story_style(picture=treatment), ROOM, setting, "d")
    assert fits
    shown, caption = (node for node in group.nodes if isinstance(node, Group))
    image, shadow, edge = shown.nodes
    assert isinstance(image, Picture)
    assert isinstance(shadow, Shape)
    assert isinstance(edge, Shape)
    assert (image.width, image.height) == (90_000, 100_000)
    assert (shadow.weight, edge.weight) == (0, 1400)
    (run,) = caption.nodes
    assert isinstance(run, GlyphRun)
    assert (run.text, run.colour) == ("春夏", PAPER)
    assert (run.x, run.baseline) == (50_000 + EM, 200_000 - EM * 2 // 3)
    (_, x, y), (_, moved_x, moved_y) = edge.path[0], shadow.path[0]
    assert (moved_x - x, moved_y - y) == (500, 500)
    assert run.x <= x <= run.x + EM
    assert run.baseline - EM <= y <= run.baseline + EM // 5
    assert sum(step[0] == "m" for step in edge.path) == 2  # a square a character


def test_type_over_a_picture_is_no_smaller_than_its_edge_can_bear() -> None:
    style = paragraph_style()  # of ten points
    assert no_smaller(style, EM) == style
    larger = no_smaller(replace(style, lead=replace(style.lead, size=2 * EM)), EM * 3 // 2)
    assert (larger.text.size, larger.lead.size) == (EM * 3 // 2, 2 * EM)
    assert larger.leading == style.leading * 3 // 2


def test_words_over_a_picture_may_have_no_edge(setting: Settings) -> None:
    treatment = PictureStyle(over_edge=0)
    placed = captioned(CaptionPlace.OVER, "春夏")
    group, _ = place_picture(placed, story_style(picture=treatment), ROOM, setting, "d")
    assert isinstance(parts(group)[0], Picture)


@pytest.mark.parametrize("words", ["", han(3)])
def test_a_frame_stands_round_a_picture_and_its_words(words: str, setting: Settings) -> None:
    frame = FrameStyle(weight=1_000, tint=Colour(0, 0, 0, 80), inset_x=0, inset_lines=0)
    placed = picture(PLACE, words)
    placed = replace(placed, hole=replace(placed.hole, frame=frame))
    ((panel,), room) = in_frame(placed, ROOM, GRID)
    assert panel.role is Role.FRAME
    tint = panel.nodes[0]
    assert isinstance(tint, Fill)
    group, _ = place_picture(placed, story_style(), room, setting, "d")
    image, caption = parts(group)
    assert (image.x - tint.x, image.y - tint.y) == (1_000, 1_000)
    assert image.x + image.width == tint.x + tint.width - 1_000
    foot = tint.y + tint.height
    if caption is None:
        assert image.y + image.height == foot - 1_000
    else:
        assert max(extent(run).bottom for run in caption.nodes) <= foot - 1_000
        assert room.foot == ROOM.foot - 1_000
    assert in_frame(picture(PLACE, words), ROOM, GRID) == ((), ROOM)


def test_a_frame_s_insets_are_kept_round_a_picture() -> None:
    placed = picture(PLACE, han(3))
    frame = FrameStyle(weight=500, inset_x=5_000, inset_lines=1)
    placed = replace(placed, hole=replace(placed.hole, frame=frame))
    _, room = in_frame(placed, ROOM, GRID)
    assert room == Room(ROOM.x + 5_000, ROOM.width - 10_000, ROOM.top + LEADING, ROOM.foot - LEADING)
    two = FrameStyle(weight=500, outer=1_000, gap=700, inset_x=0, inset_lines=0)
    _, inside = in_frame(replace(placed, hole=replace(placed.hole, frame=two)), ROOM, GRID)
    assert inside == Room(ROOM.x + 2_200, ROOM.width - 4_400, ROOM.top + 2_200, ROOM.foot - 2_200)


@pytest.mark.parametrize("place", [CaptionPlace.OVER, CaptionPlace.LEFT, CaptionPlace.RIGHT])
def test_a_picture_without_words_below_it_reaches_as_near_to_its_frame_s_foot_as_to_its_head(
    place: CaptionPlace,
) -> None:
    placed = picture(PLACE, han(3))
    frame = FrameStyle(weight=500, tint=Colour(0, 0, 0, 80), inset_x=0, inset_lines=0)
    placed = replace(placed, hole=replace(placed.hole, frame=frame, caption=place))
    ((panel,), room) = in_frame(placed, ROOM, GRID)
    tint = panel.nodes[0]
    assert isinstance(tint, Fill)
    assert (room.top - tint.y, tint.y + tint.height - room.foot) == (500, 500)


def graphic(place: CaptionPlace, line: int = 0, words: str = "春夏") -> PlacedPicture:
    """Three times as wide as it is high, in a place that is higher than that."""
    placed = captioned(place, words)
    hole = replace(placed.hole, place=replace(PLACE, line=line))
    return replace(placed, hole=hole, file=PictureFile("/a.pdf", "a.pdf", 900, 300, vector=True))


@pytest.mark.parametrize(
    ("line", "top"), [(0, 100_000), (3, 100_000), (-1, 200_000 - 30_000 - CAPTION_AIR - 8800)]
)
def test_words_stand_right_below_a_graphic_that_is_lower_than_its_place(
    line: int, top: int, setting: Settings
) -> None:
    group, fits = place_picture(graphic(CaptionPlace.BELOW, line), story_style(), ROOM, setting, "d")
    image, caption = parts(group)
    assert fits
    assert caption is not None
    assert (image.x, image.y, image.width, image.height) == (50_000, top, 90_000, 30_000)
    assert [run.baseline for run in caption.nodes] == [top + 30_000 + CAPTION_AIR + 8800]


def test_the_words_of_a_graphic_keep_to_the_lines_of_the_page(setting: Settings) -> None:
    """57.7 points are three lines of 15 and some: that stands above the graphic, less than a line."""
    room = replace(ROOM, leading=LEADING)
    group, _ = place_picture(graphic(CaptionPlace.BELOW), story_style(), room, setting, "d")
    image, caption = parts(group)
    assert caption is not None
    assert (image.y, image.height) == (100_000 + 57_700 - 3 * LEADING, 30_000)
    assert [run.baseline for run in caption.nodes] == [200_000 - 3 * LEADING]


def test_a_graphic_and_its_words_stand_in_the_middle_of_a_frame(setting: Settings) -> None:
    placed = graphic(CaptionPlace.BELOW)
    placed = replace(placed, hole=replace(placed.hole, frame=FrameStyle(500)))
    group, _ = place_picture(placed, story_style(), replace(ROOM, leading=LEADING), setting, "d")
    image, caption = parts(group)
    assert caption is not None
    assert (image.y, image.height) == (100_000 + 57_700 // 2, 30_000)
    assert [run.baseline for run in caption.nodes] == [200_000 - 57_700 // 2]


@pytest.mark.parametrize(("words", "foot"), [(6, 130_000), (12, 200_000)])
def test_words_at_a_graphics_side_end_level_with_its_own_foot_if_they_are_no_higher(
    words: int, foot: int, setting: Settings
) -> None:
    placed = graphic(CaptionPlace.RIGHT, words=han(words))
    placed = replace(placed, file=replace(placed.file, width=500))
    group, fits = place_picture(placed, story_style(), ROOM, setting, "d")
    image, caption = parts(group)
    assert fits
    assert caption is not None
    assert (image.width, image.height) == (50_000, 30_000)
    assert max(run.baseline for run in caption.nodes if isinstance(run, GlyphRun)) == foot


def test_words_over_a_graphic_stand_on_it_and_not_on_the_white_beside_it(setting: Settings) -> None:
    placed = graphic(CaptionPlace.OVER, words=han(6))
    placed = replace(placed, file=replace(placed.file, width=450))
    low, high = Room(50_000, 90_000, 100_000, 145_000), Room(50_000, 90_000, 100_000, 200_000)
    for room, x, width, height in (low, 61_250, 67_500, 45_000), (high, 50_000, 90_000, 60_000):
        group, _ = place_picture(placed, story_style(), room, setting, "d")
        shown, caption = (node for node in group.nodes if isinstance(node, Group))
        image = shown.nodes[0]
        assert isinstance(image, Picture)
        assert (image.x, image.y, image.width, image.height) == (x, 100_000, width, height)
        whole = Rect(x, 100_000, width, height)
        assert all(whole.contains(extent(run)) for run in caption.nodes if isinstance(run, GlyphRun))
