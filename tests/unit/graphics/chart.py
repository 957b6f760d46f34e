"""An information graphic as a chart program writes it, made by code: bars, a line, a ring, a legend."""

from __future__ import annotations

import math

YEARS = (("2021", 31, 24), ("2022", 36, 29), ("2023", 44, 33), ("2024", 52, 41), ("2025", 61, 47))
RED, GREY = "#c8102e", "#808080"
_FOOT, _STEP, _TALL = 300, 84, 3.4
_OPEN = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'viewBox="0 0 720 360" font-family="Noto Sans SC, sans-serif">'
)
_STYLE = """<style>
.axis {stroke: #000; stroke-width: 1}
.grid {stroke: #bbb; stroke-width: .5; stroke-dasharray: 3 2}
.label {font-size: 13px}
.value {font-size: 12px; font-weight: 700; text-anchor: middle}
</style>"""


def chart_svg() -> str:
    """Five years of two harvests, and what share of the last one was tea."""
    parts = [
        _OPEN,
        _STYLE,
        '<defs><path id="leaf" d="M0 0C6 -12 18 -12 24 0C18 12 6 12 0 0Z"/></defs>',
        '<text y="26" font-size="24" font-weight="bold" font-family="serif">岚川茶与米：五年间的收成</text>',
        *_grid(),
        *_bars(),
        _line(),
        *_ring(),
        "</svg>",
    ]
    return "\n".join(parts)


def _grid() -> list[str]:
    made = ['<text class="label" transform="translate(12 180) rotate(-90)" text-anchor="middle">万吨</text>']
    made += [f'<line class="axis" x1="40" y1="{_FOOT}" x2="470" y2="{_FOOT}"/>']
    for value in range(20, 80, 20):
        y = _FOOT - value * _TALL
        made.append(f'<line class="grid" x1="40" y1="{y}" x2="470" y2="{y}"/>')
        made.append(f'<text class="label" x="34" y="{y}" dy=".35em" text-anchor="end">{value}</text>')
    return made


def _bars() -> list[str]:
    made = []
    for index, (year, tea, rice) in enumerate(YEARS):
        x = 56 + index * _STEP
        made.append(f'<g transform="translate({x} {_FOOT}) scale(1 -1)">')
        made.append(f'<rect width="26" height="{tea * _TALL:.1f}" fill="{RED}"/>')
        made.append(f'<rect x="30" width="26" height="{rice * _TALL:.1f}" fill="{GREY}"/></g>')
        made.append(f'<text class="label" x="{x + 28}" y="{_FOOT + 20}" text-anchor="middle">{year}</text>')
        made.append(f'<text class="value" x="{x + 13}" y="{_FOOT - tea * _TALL - 5:.1f}">{tea}</text>')
    return made


def _line() -> str:
    heights = (_FOOT - (tea + rice) * 1.2 for _, tea, rice in YEARS)
    places = (f"{84 + index * _STEP},{height:.1f}" for index, height in enumerate(heights))
    style = "fill:none;stroke:#000;stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round"
    return f'<polyline style="{style}" points="{" ".join(places)}"/>'


def _ring() -> list[str]:
    """Three slices by arcs, a hole by even-odd, a leaf used twice."""
    made, start = [], -math.pi / 2
    for share, colour in ((0.42, RED), (0.33, GREY), (0.25, "device-cmyk(0 0 0.6 0)")):
        end = start + share * 2 * math.pi
        one, other = (
            f"{600 + 90 * math.cos(angle):.3f} {170 + 90 * math.sin(angle):.3f}" for angle in (start, end)
        )
        path = f"M600 170L{one}A90 90 0 0 1 {other}Z"
        made.append(f'<path fill="{colour}" stroke="#fff" stroke-width="2" d="{path}"/>')
        start = end
    made.append('<circle cx="600" cy="170" r="48" fill="#fff"/>')
    middle = 'text-anchor="middle" dominant-baseline="central" font-size="20"'
    made.append(f'<text x="600" y="170" {middle}>2025<tspan font-size="13"> 年</tspan></text>')
    made.append('<use xlink:href="#leaf" x="520" y="300" fill="#4a7c3a"/>')
    made.append('<use xlink:href="#leaf" transform="translate(520 326)" fill="none" stroke="#4a7c3a"/>')
    made.append('<text class="label" x="552" y="305">茶（万吨）</text>')
    made.append('<text class="label" x="552" y="331">米（万吨）</text>')
    return made
