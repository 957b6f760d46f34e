"""Headline packages take whole body lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet.compose.package import NO_PACKAGE, set_package
from broadsheet.geometry import Rect
from broadsheet.model.article import ColumnArt, Headline
from broadsheet.model.furniture import PathSegment
from broadsheet.model.style import (
    Align,
    Colour,
    DisplayStyle,
    FrameStyle,
    HeadlineStyle,
    LogoPlace,
    LogoStyle,
)
from broadsheet.text.setting import Settings
from broadsheet.tree.node import GlyphRun, Role
from unit.base.handset import LEADING, TEXT

STYLE = HeadlineStyle(
    main=DisplayStyle(TEXT, (30_000,), leading=1200),
    kicker=DisplayStyle(TEXT, (10_000,)),
    deck=DisplayStyle(TEXT, (12_000,)),
)  # air: 7.5 pt above, 6 between, 12 below


def test_parts_and_air_are_rounded_up_to_whole_lines(setting: Settings) -> None:
    package = set_package(Headline(("春夏",), ("秋",)), STYLE, 200_000, LEADING, setting)
    # 7.5 + 10 + 6 + 30 + 12 = 65.5 pt, five lines of 15; half of the 9.5 left over goes above
    assert package.lines == 5
    assert [(role, top) for role, top, _ in package.parts] == [
        (Role.KICKER, 7500 + 4750),
        (Role.HEADLINE, 7500 + 4750 + 10_000 + 6000),
    ]


@pytest.mark.parametrize(
    ("headline", "lines"),
    [
        (Headline(("春",)), 4),  # 49.5
        (Headline(("春", "夏")), 6),  # 85.5
        (Headline(("春",), (), ("秋",)), 5),  # 67.5
        (Headline(("春", "夏"), ("秋",), ("冬", "风")), 9),  # 7.5+10+6+66+6+25.8+12 = 133.3
    ],
)
def test_depth_in_lines(headline: Headline, lines: int, setting: Settings) -> None:
    assert set_package(headline, STYLE, 200_000, LEADING, setting).lines == lines


def test_parts_stand_inside_the_package(setting: Settings) -> None:
    package = set_package(Headline(("春",), ("夏",), ("秋",)), STYLE, 200_000, LEADING, setting)
    ends = [top + block.height for _, top, block in package.parts]
    tops = [top for _, top, _ in package.parts]
    assert tops[0] >= 7500
    assert all(below - above == 6000 for above, below in zip(ends, tops[1:], strict=False))
    assert ends[-1] + 12_000 <= package.lines * LEADING


def test_no_headline_takes_no_line(setting: Settings) -> None:
    assert set_package(Headline(), STYLE, 200_000, LEADING, setting) is NO_PACKAGE


def test_a_package_too_wide_says_so(setting: Settings) -> None:
    assert not set_package(Headline(("春夏", "秋")), STYLE, 40_000, LEADING, setting).fits


def test_groups_come_kicker_first_in_page_coordinates(setting: Settings) -> None:
    package = set_package(Headline(("春",), ("夏",)), STYLE, 200_000, LEADING, setting)
    kicker, main = package.groups("flood", 1, 50_000, 60_000)
    assert (kicker.role, main.role, main.article, main.part) == (Role.KICKER, Role.HEADLINE, "flood", 1)
    assert main.nodes[0].baseline == 60_000 + 28_250 + 26_400
    assert main.nodes[0].x == 50_000 + 85_000


LOGO = LogoStyle(TEXT, FrameStyle(tint=Colour(0, 0, 0, 1000)), pad_x=6_000, pad_y=2_000)


def test_a_column_s_plate_stands_over_the_headline(setting: Settings) -> None:
    style = replace(STYLE, logo=LOGO)
    package = set_package(Headline(("春夏",), logo="骑楼人物"), style, 200_000, LEADING, setting)
    # 7.5 + 14 + 6 + 30 + 12 = 69.5 pt
    assert package.lines == 5
    assert [role for role, _, _ in package.parts] == [Role.LOGO, Role.HEADLINE]
    standing = package.plate(1_000, 2_000)
    assert standing is not None
    top = 2_000 + 7_500 + (75_000 - 69_500) // 2
    assert standing[1] == Rect(1_000, top, 52_000, 14_000)
    (run,) = package.groups("s", 0, 1_000, 2_000)[0].nodes
    assert isinstance(run, GlyphRun)
    assert (run.text, run.x) == ("骑楼人物", 7_000)


@pytest.mark.parametrize("headline", [Headline(("春夏",)), Headline(("春夏",), logo="栏")])
def test_without_a_name_or_a_style_there_is_no_plate(headline: Headline, setting: Settings) -> None:
    style = STYLE if headline.logo else replace(STYLE, logo=LOGO)
    package = set_package(headline, style, 200_000, LEADING, setting)
    assert [role for role, _, _ in package.parts] == [Role.HEADLINE]
    assert package.plate(0, 0) is None


def test_a_name_wider_than_its_place_is_parted(setting: Settings) -> None:
    style = replace(STYLE, logo=LOGO)
    package = set_package(Headline(logo="骑楼人物"), style, 45_000, LEADING, setting)
    standing = package.plate(0, 0)
    assert package.fits
    assert standing is not None
    assert (standing[1].width, standing[1].height) == (32_000, 4_000 + 10_000 + 11_500)


@pytest.mark.parametrize(("align", "x"), [(Align.START, 0), (Align.CENTRE, 74_000), (Align.END, 148_000)])
def test_a_plate_over_the_headline_stands_as_it_is_aligned(align: Align, x: int, setting: Settings) -> None:
    style = replace(STYLE, logo=replace(LOGO, align=align))
    package = set_package(Headline(("春夏",), logo="骑楼人物"), style, 200_000, LEADING, setting)
    standing = package.plate(0, 0)
    assert standing is not None
    assert standing[1].x == x
    (run,) = package.groups("s", 0, 0, 0)[0].nodes
    assert isinstance(run, GlyphRun)
    assert run.x == x + 6_000


def test_a_plate_beside_the_headline_takes_its_width(setting: Settings) -> None:
    style = replace(STYLE, logo=replace(LOGO, place=LogoPlace.BESIDE, gap=8_000))
    headline = Headline(("春夏",), ("秋",), logo="骑楼人物")
    package = set_package(headline, style, 200_000, LEADING, setting)
    # deep as without the plate: 7.5 + 10 + 6 + 30 + 12
    assert (package.lines, package.indent) == (5, 60_000)
    plate, kicker, head = package.parts
    assert plate[1] + 7_000 == kicker[1] + 23_000  # their middles
    runs = [group.nodes[0] for group in package.groups("s", 0, 1_000, 0)]
    # the headline in the middle of what is left
    assert [run.x for run in runs if isinstance(run, GlyphRun)] == [7_000, 126_000, 101_000]
    assert head[0] is Role.HEADLINE


def test_a_plate_deeper_than_its_headline_makes_the_package_deeper(setting: Settings) -> None:
    logo = replace(LOGO, place=LogoPlace.BESIDE, gap=8_000, vertical=True)
    package = set_package(
        Headline(("春夏",), logo="骑楼人物"), replace(STYLE, logo=logo), 200_000, LEADING, setting
    )
    # 7.5 + 44 + 12 = 63.5 pt
    assert package.lines == 5
    standing = package.plate(0, 0)
    assert standing is not None
    assert (standing[0].upright, standing[1].width, standing[1].height) == (True, 22_000, 44_000)
    assert package.indent == 30_000


@pytest.mark.parametrize("width", [119_999, 120_000])
def test_where_too_little_would_be_left_the_plate_stands_over(width: int, setting: Settings) -> None:
    style = replace(STYLE, logo=replace(LOGO, place=LogoPlace.BESIDE, gap=8_000))
    package = set_package(Headline(("春",), logo="骑楼人物"), style, width, LEADING, setting)
    assert bool(package.indent) == (width == 120_000)
    alone = set_package(Headline(logo="骑楼人物"), style, 200_000, LEADING, setting)
    assert (alone.indent, [role for role, _, _ in alone.parts]) == (0, [Role.LOGO])


ART = ColumnArt((0, 0, 400, 100), (PathSegment("move", ((0, 0),)), PathSegment("line", ((400, 100),))))


@pytest.mark.parametrize(
    ("height", "width", "size"),
    [
        (0, 200_000, (100_000, 25_000)),
        (40_000, 200_000, (160_000, 40_000)),
        (40_000, 92_000, (80_000, 20_000)),
    ],
)
def test_a_drawn_name_keeps_its_ratio_in_its_room(
    height: int, width: int, size: tuple[int, int], setting: Settings
) -> None:
    style = replace(STYLE, logo=replace(LOGO, art=height))
    package = set_package(Headline(("春",), logo="栏", art=ART), style, width, LEADING, setting)
    standing = package.plate(0, 0)
    assert standing is not None
    plate, rect = standing
    assert (rect.width, rect.height) == (size[0] + 12_000, size[1] + 4_000)
    assert plate.inside(rect) == Rect(6_000, rect.y + 2_000, *size)
    assert package.groups("s", 0, 0, 0)[0].nodes == ()


def test_a_drawn_name_gives_way_to_its_words_where_the_headline_runs_down(setting: Settings) -> None:
    down = replace(STYLE, logo=replace(LOGO, text=replace(TEXT, vertical=True)))
    package = set_package(Headline(("春",), logo="春夏", art=ART), down, 200_000, LEADING, setting)
    assert package.groups("s", 0, 0, 0)[0].nodes != ()


def test_air_is_shared_above_and_below(setting: Settings) -> None:
    plain = set_package(Headline(("春夏",), ("秋",)), STYLE, 200_000, LEADING, setting)
    aired = plain.aired(3, LEADING)
    assert (aired.lines, [top for _, top, _ in aired.parts]) == (
        plain.lines + 3,
        [top + 3 * LEADING // 2 for _, top, _ in plain.parts],
    )
    assert plain.aired(0, LEADING) is plain
    assert NO_PACKAGE.aired(3, LEADING) is NO_PACKAGE
