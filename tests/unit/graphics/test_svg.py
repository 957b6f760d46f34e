"""SVG files as drawings: what is read, as what, and what is refused and where."""

from __future__ import annotations

import pytest

from broadsheet.graphics import svg
from broadsheet.graphics.svg import read_drawing
from broadsheet.graphics.svgstyle import Palette
from broadsheet.graphics.svgxml import SvgError
from broadsheet.model.drawing import Cap, Drawing, DrawnPath, DrawnText, Join
from broadsheet.model.style import BLACK, Align, Colour
from broadsheet.pictures.flat import colour_of
from unit.graphics.chart import chart_svg

GREYS = Palette(colour_of, lambda red, green, blue: (red, green, blue, 0))
"""Inks that say what colour was asked for."""


def drawing(body: str, view: str = "0 0 1000 500") -> Drawing:
    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}">\n{body}\n</svg>'
    return read_drawing(text, GREYS)


def only(body: str) -> DrawnPath:
    (mark,) = drawing(body).marks
    assert isinstance(mark, DrawnPath)
    return mark


def words(body: str) -> list[DrawnText]:
    marks = drawing(body).marks
    assert all(isinstance(mark, DrawnText) for mark in marks)
    return [mark for mark in marks if isinstance(mark, DrawnText)]


def points(mark: DrawnPath) -> list[tuple[int, int]]:
    """In the file's units, of which the view has a thousand."""
    return [(round(x / 1000), round(y / 1000)) for step in mark.outline for x, y in step.points[-1:]]


def faults(body: str) -> list[tuple[str, int, int]]:
    with pytest.raises(SvgError) as caught:
        drawing(body)
    return [(fault.kind, fault.line, fault.column) for fault in caught.value.faults]


def test_the_view_box_is_the_drawing() -> None:
    made = drawing('<path d="M10 20H110"  stroke="red"/>', "10 20 200 100")
    assert (made.width, made.height) == (1_000_000, 500_000)
    mark = made.marks[0]
    assert isinstance(mark, DrawnPath)
    assert [step.points for step in mark.outline] == [((0, 0),), ((500_000, 0),)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<rect x="1" y="2" width="30" height="40"/>', [(1, 2), (31, 2), (31, 42), (1, 42)]),
        ('<line x1="1" y1="2" x2="3" y2="4" stroke="red"/>', [(1, 2), (3, 4)]),
        ('<polygon points="1,2 3,4 5 6"/>', [(1, 2), (3, 4), (5, 6)]),
        ('<polyline points="1 2 3 4"/>', [(1, 2), (3, 4)]),
        ('<circle cx="50" cy="60" r="10"/>', [(60, 60), (50, 70), (40, 60), (50, 50), (60, 60)]),
        ('<ellipse cx="50" cy="60" rx="20" ry="10"/>', [(70, 60), (50, 70), (30, 60), (50, 50), (70, 60)]),
        ('<path d="M10 10A20 20 0 0130 30"/>', [(10, 10), (30, 30)]),
        ('<path d="m1 1h2v2l-2 0z"/>', [(1, 1), (3, 1), (3, 3), (1, 3)]),
        ('<rect width="10%" height="10%"/>', [(0, 0), (100, 0), (100, 50), (0, 50)]),
        ('<rect width="72pt" height="1in"/>', [(0, 0), (96, 0), (96, 96), (0, 96)]),
    ],
)
def test_shapes(body: str, expected: list[tuple[int, int]]) -> None:
    assert points(only(body)) == expected


def test_transforms_are_put_after_one_another() -> None:
    body = '<g transform="translate(100 0)"><path transform="rotate(90) scale(2)" d="M10 0L20 5"/></g>'
    assert points(only(body)) == [(100, 20), (90, 40)]
    assert points(only('<path transform="matrix(1 0 0 1 5 6)translate(1),skewX(45)" d="M0 0L0 2"/>')) == [
        (6, 6),
        (8, 8),
    ]


def test_looks_are_inherited_and_the_nearest_word_wins() -> None:
    body = """<style>.a {fill: #010203} path{fill:#020202} #x{stroke:#030303}</style>
      <g fill="#fff" stroke="none"><path class="a" id="x" d="M0 0L9 9" stroke-width="2"/></g>"""
    mark = only(body)
    assert mark.fill == Colour(1, 2, 3)
    assert mark.pen is not None
    assert (mark.pen.colour, mark.pen.width) == (Colour(3, 3, 3), 2000)
    assert only('<g fill="red"><path style="fill:#040404" d="M0 0L9 9"/></g>').fill == Colour(4, 4, 4)


def test_a_pen_has_caps_joins_and_dashes() -> None:
    pen = only(
        '<path d="M0 0L9 9" stroke="#000" stroke-width="3" stroke-linecap="round" stroke-linejoin="bevel"'
        ' stroke-dasharray="4 2 1" stroke-dashoffset="5" transform="scale(2)"/>'
    ).pen
    assert pen is not None
    assert (pen.width, pen.cap, pen.join) == (6000, Cap.ROUND, Join.BEVEL)
    assert pen.dashes == (8000, 4000, 2000, 8000, 4000, 2000)
    assert pen.phase == 10_000


def test_inks_may_be_written_as_they_are_to_be_printed() -> None:
    assert only('<path d="M0 0L9 9" fill="device-cmyk(0 1 0.5 0)"/>').fill == Colour(0, 1000, 500)
    assert only('<path d="M0 0L9 9" fill="red icc-color(x, 0, 0, 0, 1)"/>').fill == BLACK


def test_nothing_is_drawn_of_what_is_not_shown() -> None:
    shown = '<path d="M0 0L9 9"/>'
    words = ('display="none"', 'visibility="hidden"', 'opacity="0"', 'fill="none"')
    hidden = "".join(f"<g {word}>{shown}</g>" for word in words)
    away = '<path d="M-900 0L-800 9"/>'
    assert len(drawing(hidden + shown + away + f"<defs>{shown}</defs>").marks) == 1


@pytest.mark.parametrize(
    "written", ["rgb(10%, 20%, 40%)", "rgb(10.0%,20.0%,40.0%)", "rgb(26 51 102)", "#1a3366", "RGB(26,51,102)"]
)
def test_a_colour_may_be_written_in_many_ways(written: str) -> None:
    assert only(f'<path d="M0 0L9 9" fill="{written}"/>').fill == Colour(26, 51, 102)


def test_of_a_switch_the_plain_way_is_drawn() -> None:
    plain = '<g><path d="M0 0L9 9"/></g><path d="M0 0L5 5"/>'
    mark = only(f'<switch><foreignObject requiredExtensions="x"/>{plain}</switch>')
    assert points(mark) == [(0, 0), (9, 9)]


def test_rules_for_the_dark_do_not_hold_on_paper() -> None:
    style = "<style>path{fill:#010101} @media (prefers-color-scheme: dark) { path { fill: #fff } }</style>"
    assert only(style + '<path d="M0 0L9 9"/>').fill == Colour(1, 1, 1)
    assert faults("<style>@import url(a.css);</style>")[0][0] == "feature"


def test_what_is_used_is_drawn_where_it_is_used() -> None:
    body = '<defs><path id="p" d="M0 0L9 9"/></defs><use href="#p" x="10"/>'
    marks = drawing(body + '<use href="#p" transform="scale(2)"/>').marks
    assert [points(mark) for mark in marks if isinstance(mark, DrawnPath)] == [
        [(10, 0), (19, 9)],
        [(0, 0), (18, 18)],
    ]


def test_what_reaches_out_of_the_view_box_is_cut_off_there() -> None:
    assert only('<path d="M0 0L1900 9" stroke="red"/>').clip == (0, 0, 1_000_000, 500_000)
    assert only('<path d="M100 100L900 400" stroke="red"/>').clip is None
    assert only('<path d="M1 1L999 499" stroke="red" stroke-width="9"/>').clip is not None


@pytest.mark.parametrize(
    ("style", "looks"),
    [
        ("font:20px sans-serif", (400, 20_000, ("sans-serif",))),
        ("font: bold 12.5px/1.2 'Noto Sans', Arial", (700, 12_500, ("Noto Sans", "Arial"))),
        ("font:normal 600 15pt serif; font-size: 30px", (600, 30_000, ("serif",))),
        ("font-weight:bold; font: 10px serif", (400, 10_000, ("serif",))),
        ("letter-spacing:0px;word-spacing:0px", (400, 16_000, ("sans-serif",))),
        ("text-decoration:none solid rgb(0,0,0)", (400, 16_000, ("sans-serif",))),
    ],
)
def test_a_face_that_is_said_in_one_is_read(style: str, looks: tuple[int, int, tuple[str, ...]]) -> None:
    """As plotting libraries write it; and what Inkscape says of type that it does not change."""
    for body in (f'<text style="{style}">字</text>', f"<style>text{{{style}}}</style><text>字</text>"):
        (line,) = words(body)
        (run,) = line.runs
        assert (run.weight, run.size, run.families) == looks


def test_a_rectangle_clips() -> None:
    clip = '<clipPath id="c"><rect x="10" y="10" width="80" height="40"/></clipPath>'
    paths = '<path d="M0 20L50 30V20"/><path d="M20 20L50 30V20"/><path d="M95 20h9"/>'
    body = f'<g clip-path="url(#c)">{paths}</g>'
    marks = drawing(clip + body).marks
    clips = [mark.clip for mark in marks if isinstance(mark, DrawnPath)]
    assert clips == [(10_000, 10_000, 90_000, 50_000), None]
    inner = f'<g transform="translate(50)">{body}</g>'
    (mark,) = drawing(f'{clip}<g clip-path="url(#c)">{inner}</g>').marks[:1]
    assert isinstance(mark, DrawnPath)
    assert mark.clip == (60_000, 10_000, 90_000, 50_000)


def test_a_rectangle_that_is_used_clips() -> None:
    """Illustrator's clips stand among the definitions and are used, moved or not."""
    held = '<defs><rect id="r" x="10" y="10" width="80" height="40" transform="translate(1 0)"/></defs>'
    for moved, left in (("", 11_000), ('x="20"', 31_000), ('transform="translate(30 0)" x="20"', 61_000)):
        clip = f'{held}<clipPath id="c"><use href="#r" {moved} style="overflow:visible;"/></clipPath>'
        (mark,) = drawing(f'{clip}<g clip-path="url(#c)"><path d="M0 0L900 400"/></g>').marks
        assert isinstance(mark, DrawnPath)
        assert mark.clip == (left, 10_000, left + 80_000, 50_000)


def test_text_is_a_line_of_runs_at_its_place() -> None:
    (line,) = words(
        '<text x="10" y="20" dy=".5em" font-size="10" text-anchor="middle"'
        " font-family=\"'Noto Sans', serif\">"
        ' 岚川\n <tspan font-weight="bold" fill="#010101">2026</tspan> </text>'
    )
    assert (line.x, line.y, line.align) == (10_000, 25_000, Align.CENTRE)
    assert [(run.text, run.weight) for run in line.runs] == [("岚川 ", 400), ("2026", 700)]
    assert {run.size for run in line.runs} == {10_000}
    assert line.runs[0].families == ("Noto Sans", "serif")


def test_a_tspan_with_a_place_of_its_own_is_another_line() -> None:
    lines = words('<text x="1" y="10">一<tspan x="1" dy="12">二</tspan></text>')
    assert [(line.x, line.y) for line in lines] == [(1000, 10_000), (1000, 22_000)]
    assert [line.runs[0].text for line in lines] == ["一", "二"]


def test_a_turned_line_is_turned_round_its_place() -> None:
    (line,) = words('<text transform="translate(20 30) rotate(-90)" text-anchor="middle">万吨</text>')
    assert (line.x, line.y, line.turn, line.align) == (20_000, 30_000, (0, -1_000_000), Align.CENTRE)


def test_a_line_hung_by_its_middle_stands_on_its_baseline() -> None:
    (line,) = words('<text y="100" font-size="50" dominant-baseline="central">中</text>')
    assert line.y == 119_000


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ('<image href="a.png"/>', "feature"),
        ('<path d="M0 0L9 9" filter="url(#f)"/>', "feature"),
        ('<path d="M0 0L9 9" clip-path="url(#f)"/>', "feature"),
        ('<clipPath id="c"><circle r="9"/></clipPath><path d="M0 0L9 9" clip-path="url(#c)"/>', "feature"),
        ('<clipPath id="c"><use href="#no"/></clipPath><path d="M0 0L9 9" clip-path="url(#c)"/>', "value"),
        ('<pattern id="f"/><path d="M0 0L9 9" fill="url(#f)"/>', "feature"),
        ('<path d="M0 0L9 9" opacity=".5"/>', "opacity"),
        ('<path d="M0 0L9 9" fill="#ff000080"/>', "opacity"),
        ('<path d="M0 0L9 9" fill="rgba(0,0,0,.3)"/>', "value"),
        ('<path d="M0 0L9 9" fill="reddish"/>', "value"),
        ('<path d="M0 0L9"/>', "value"),
        ('<path d="M0 0L9 9" transform="spin(9)"/>', "value"),
        ('<path d="M0 0L9 9" stroke="red" stroke-linecap="flat"/>', "value"),
        ('<path d="M0 0L9 9" stroke="red" stroke-linejoin="arcs"/>', "value"),
        ('<text transform="scale(-1 1)">a</text>', "feature"),
        ('<text transform="skewX(20)">a</text>', "feature"),
        ('<text textLength="90">a</text>', "feature"),
        ('<text x="1 2 3">abc</text>', "feature"),
        ('<text style="letter-spacing:2px">abc</text>', "feature"),
        ('<text style="text-decoration:underline">abc</text>', "feature"),
        ('<text word-spacing="4">abc</text>', "feature"),
        ('<text style="font:small-caps 12px serif">abc</text>', "feature"),
        ('<text style="font:italic 12px serif">abc</text>', "feature"),
        ('<text style="font:caption">abc</text>', "feature"),
        ('<path d="M0 0L9 9" stroke="red" transform="scale(1 9)"/>', "feature"),
        ('<use href="#none"/>', "value"),
        ("<style>g path{fill:red}</style><path d='M0 0L9 9'/>", "feature"),
        ("<foreignObject/>", "feature"),
    ],
)
def test_what_would_be_drawn_differently_is_refused(body: str, kind: str) -> None:
    assert {found for found, _, _ in faults(body)} == {kind}


def test_faults_are_all_told_each_with_its_place() -> None:
    assert faults('<image/>\n  <path d="M0" fill="red"/>') == [("feature", 2, 1), ("value", 3, 3)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<svg",
        "<html/>",
        '<!DOCTYPE svg [<!ENTITY a "aa">]><svg viewBox="0 0 1 1"><text>&a;</text></svg>',
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg viewBox="0 0 1 1">&a;</svg>',
        '<svg viewBox="0 0 0 1"/>',
        "<svg/>",
        '<svg viewBox="0 0 1 1"/>',
        "<svg viewBox='0 0 1 1'>" + "<g>" * 5000 + "</g>" * 5000 + "</svg>",
    ],
)
def test_what_is_no_drawing_is_refused(text: str) -> None:
    with pytest.raises(SvgError):
        read_drawing(text, GREYS)


def test_a_public_document_type_does_no_harm() -> None:
    head = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert read_drawing(head + '<svg viewBox="0 0 9 9"><path d="M0 0L9 9"/></svg>', GREYS).marks


def test_uses_of_uses_end_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(svg, "MOST_DRAWN", 2000)
    layers = "".join(
        f'<g id="g{depth}">' + f'<use href="#g{depth - 1}"/>' * 10 + "</g>" for depth in range(1, 8)
    )
    with pytest.raises(SvgError, match=r"too many elements|in each other"):
        drawing(f'<defs><path id="g0" d="M0 0L9 9"/>{layers}</defs><use href="#g7"/>')


def test_the_chart_is_read_whole() -> None:
    made = read_drawing(chart_svg(), GREYS)
    texts = ["".join(run.text for run in mark.runs) for mark in made.marks if isinstance(mark, DrawnText)]
    assert texts[0] == "岚川茶与米：五年间的收成"
    assert "2025 年" in texts
    assert len(made.marks) - len(texts) == 1 + 3 + 2 * 5 + 1 + 3 + 1 + 2
