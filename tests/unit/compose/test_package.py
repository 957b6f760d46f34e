"""Headline packages take whole body lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet.compose.package import NO_PACKAGE, set_package
from broadsheet.geometry import Rect
from broadsheet.model.article import Headline
from broadsheet.model.style import Colour, DisplayStyle, FrameStyle, HeadlineStyle, LogoStyle
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
    plate = package.plate(1_000, 2_000)
    assert plate is not None
    top = 2_000 + 7_500 + (75_000 - 69_500) // 2
    assert plate == (Rect(1_000, top, 52_000, 14_000), LOGO.frame)
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
    plate = package.plate(0, 0)
    assert package.fits
    assert plate is not None
    assert (plate[0].width, plate[0].height) == (32_000, 4_000 + 10_000 + 11_500)
