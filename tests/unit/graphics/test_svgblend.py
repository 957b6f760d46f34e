"""Gradients of SVG files as blends: where they lie, their colours, and what is refused of them."""

from __future__ import annotations

import pytest

from broadsheet.graphics.svgxml import SvgError
from broadsheet.model.drawing import Blend, DrawnPath
from broadsheet.model.style import Colour
from unit.graphics.test_svg import drawing, faults

STOPS = '<stop stop-color="#010000"/><stop offset="1" stop-color="#00ff00"/>'
START, END = Colour(1, 0, 0, 0), Colour(0, 255, 0, 0)
BOX = '<rect x="100" y="100" width="200" height="100" fill="url(#g)"/>'


def filled(gradient: str, shape: str = BOX) -> Blend | Colour | None:
    (mark,) = drawing(gradient + shape).marks
    assert isinstance(mark, DrawnPath)
    return mark.fill


def places(gradient: str, shape: str = BOX) -> list[tuple[int, int]]:
    """The frame in the file's units, of which the view has a thousand."""
    made = filled(gradient, shape)
    assert isinstance(made, Blend)
    return [(round(x / 1000), round(y / 1000)) for x, y in made.frame]


def straight(more: str = "", stops: str = STOPS) -> str:
    return f'<linearGradient id="g" {more}>{stops}</linearGradient>'


def test_a_gradient_lies_across_what_it_fills() -> None:
    made = filled(straight())
    assert isinstance(made, Blend)
    assert (made.stops, made.focus) == (((0, START), (1000, END)), None)
    assert places(straight()) == [(100, 100), (300, 100), (100, 200)]


@pytest.mark.parametrize(
    ("more", "frame"),
    [
        ('x1="0" y1="0" x2="0" y2="1"', [(100, 100), (100, 200), (-100, 100)]),
        ('x1="25%" x2="75%"', [(150, 100), (250, 100), (150, 150)]),
        ('gradientUnits="userSpaceOnUse" x1="10" y1="20" x2="40" y2="60"', [(10, 20), (40, 60), (-30, 50)]),
        ('gradientUnits="userSpaceOnUse" x2="50%"', [(0, 0), (500, 0), (0, 500)]),
        ('gradientTransform="rotate(90)"', [(100, 100), (100, 200), (-100, 100)]),
        ('gradientUnits="userSpaceOnUse" x2="9" gradientTransform="translate(1 2) scale(2)"',
         [(1, 2), (19, 2), (1, 20)]),
    ],
)  # fmt: skip
def test_it_lies_where_it_says(more: str, frame: list[tuple[int, int]]) -> None:
    assert places(straight(more)) == frame


@pytest.mark.parametrize("otherwise", ["none", "#123456", "currentColor"])
def test_what_would_stand_for_it_elsewhere_does_not(otherwise: str) -> None:
    assert filled(straight(), BOX.replace("(#g)", f"(#g) {otherwise}")) == filled(straight())


def test_a_transform_of_the_shape_takes_it_along() -> None:
    turned = '<rect width="200" height="100" fill="url(#g)" transform="translate(500 0) rotate(90)"/>'
    assert places(straight(), turned) == [(500, 0), (500, 200), (400, 0)]


def test_what_a_gradient_does_not_say_it_takes_from_the_one_that_it_names() -> None:
    base = f'<linearGradient id="a" x2="50%">{STOPS}</linearGradient>'
    made = filled(base + '<linearGradient id="b" href="#a"/><linearGradient id="g" href="#b" y2="100%"/>')
    assert isinstance(made, Blend)
    assert made.stops == ((0, START), (1000, END))
    assert made.frame[1] == (200_000, 200_000)


def test_a_round_gradient_is_an_ellipse_with_a_focus() -> None:
    made = filled(f'<radialGradient id="g" fx="25%">{STOPS}</radialGradient>')
    assert isinstance(made, Blend)
    assert made.frame == ((200_000, 150_000), (300_000, 150_000), (200_000, 200_000))
    assert made.focus == (-500, 0)


def test_a_focus_stays_within_the_edge() -> None:
    made = filled(f'<radialGradient id="g" fx="200%">{STOPS}</radialGradient>')
    assert isinstance(made, Blend)
    assert made.focus == (990, 0)


def test_stops_are_said_in_many_ways_and_never_go_back() -> None:
    stops = (
        '<stop offset="20%" style="stop-color:#010000"/><stop offset=".1" class="end"/>'
        '<stop offset="3" stop-color="#010000"/>'
    )
    made = filled("<style>.end{stop-color:#00ff00}</style>" + straight(stops=stops))
    assert isinstance(made, Blend)
    assert made.stops == ((200, START), (200, END), (1000, START))


@pytest.mark.parametrize(
    ("gradient", "fill"),
    [
        (straight(stops='<stop stop-color="#00ff00"/>'), END),
        (straight('gradientUnits="userSpaceOnUse" x1="5" x2="5"'), END),
        (f'<radialGradient id="g" r="0">{STOPS}</radialGradient>', END),
    ],
)
def test_what_has_one_colour_is_flat(gradient: str, fill: Colour) -> None:
    assert filled(gradient) == fill


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (straight('spreadMethod="reflect"') + BOX, "feature"),
        (f'<radialGradient id="g" fr="10%">{STOPS}</radialGradient>{BOX}', "feature"),
        (straight(stops=f'{STOPS}<stop offset="1" stop-opacity=".5"/>') + BOX, "opacity"),
        (straight(stops=f'{STOPS}<stop offset="1" stop-opacity="0"/>') + BOX, "opacity"),
        (straight() + BOX.replace("/>", ' fill-opacity=".5"/>'), "opacity"),
        (straight(stops='<stop offset="far"/><stop stop-color="red"/>') + BOX, "value"),
        (straight('href="#nothing"', "") + BOX, "value"),
        (straight('href="#g"', "") + BOX, "file"),
        (straight() + '<path d="M0 0L9 9" stroke="url(#g)"/>', "feature"),
        (straight() + '<text fill="url(#g)">a</text>', "feature"),
    ],
)
def test_what_would_be_drawn_differently_is_refused(body: str, kind: str) -> None:
    assert {found for found, _, _ in faults(body)} == {kind}


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (straight(stops=f'{STOPS}<stop offset="1" stop-opacity=".5"/>') + BOX, "stop-opacity 0.5"),
        (BOX, "nothing called 'g'"),
    ],
)
def test_what_is_refused_is_called_by_its_own_name(body: str, what: str) -> None:
    with pytest.raises(SvgError) as caught:
        drawing(body)
    assert [fault.what for fault in caught.value.faults] == [what]


def test_what_has_no_area_is_not_filled() -> None:
    """PDF fills a line with the thinnest there is, beside the stroke that was asked for."""
    (mark,) = drawing('<path d="M0 0H90" stroke="red"/>').marks
    assert isinstance(mark, DrawnPath)
    assert mark.fill is None
    assert faults('<path d="M0 0V90"/>') == [("file", 1, 1)]
