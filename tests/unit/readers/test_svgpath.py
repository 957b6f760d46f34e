"""Outlines out of SVG files."""

from __future__ import annotations

import pytest

from broadsheet.readers.svgpath import OutlineError, read_outline


def outline(data: str) -> list[tuple[str, tuple[tuple[int, int], ...]]]:
    _, segments = read_outline(f'<svg viewBox="0 0 10 20"><path d="{data}"/></svg>')
    return [(segment.kind, segment.points) for segment in segments]


def test_lines_absolute_and_relative() -> None:
    expected = [
        ("move", ((1000, 1000),)),
        ("line", ((2000, 1000),)),
        ("line", ((2000, 3000),)),
        ("line", ((3500, 2500),)),
        ("close", ()),
    ]
    assert expected == outline("M1 1H2v2l1.5-.5z") == outline("m1,1 1,0V3 L 3.5 2.5 Z")


def test_a_quadratic_becomes_the_same_cubic() -> None:
    assert outline("M0 0Q3 0 6 6")[1] == ("curve", ((2000, 0), (4000, 2000), (6000, 6000)))


def test_smooth_curves_mirror_the_last_control_point() -> None:
    assert outline(
        "M0 0C0 1 1 1 2 0S4 1 4 2"
    )[2] == ("curve", ((3000, -1000), (4000, 1000), (4000, 2000)))
    assert outline("M0 0Q3 0 6 0")[1] == ("curve", ((2000, 0), (4000, 0), (6000, 0)))


def test_the_point_after_a_close_is_the_start() -> None:
    assert outline("M1 1L5 5zl1 0")[3] == ("line", ((2000, 1000),))


@pytest.mark.parametrize("data", ["L1 1", "M1", "M1 1X", "M1 1Z5", "M1 1L1e99 1"])
def test_what_cannot_be_drawn_is_refused(data: str) -> None:
    with pytest.raises(OutlineError):
        outline(data)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<svg></svg>",
        '<svg viewBox="0 0 0 1"><path d="M0 0"/></svg>',
        '<svg viewBox="0 0 1 1"><circle r="1"/></svg>',
        '<svg viewBox="0 0 1 1"><path transform="scale(2)" d="M0 0"/></svg>',
    ],
)
def test_other_drawings_are_refused(text: str) -> None:
    with pytest.raises(OutlineError):
        read_outline(text)
