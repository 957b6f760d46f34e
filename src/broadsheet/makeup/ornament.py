"""花边: a band of one repeated vector motif, with a corner of its own.

Motifs are drawn in a cell of 1000 by 1000, top edge outwards, and stretched along the edge so that a
whole number of them lies between two corners. Nested outlines turn against each other, so that the
non-zero rule leaves holes where two meet.
"""

from __future__ import annotations

from broadsheet.geometry import Path, Rect, Step, circle
from broadsheet.model.style import Border
from broadsheet.units import Length


def _polygon(*points: tuple[int, int]) -> Path:
    first, *others = points
    return (("m", *first), *(("l", *point) for point in others), ("z",))


_BARS = (
    *_polygon((0, 0), (1000, 0), (1000, 90), (0, 90)),
    *_polygon((0, 910), (1000, 910), (1000, 1000), (0, 1000)),
)
_CORNER_BARS = (
    *_polygon((0, 0), (1000, 0), (1000, 90), (90, 90), (90, 1000), (0, 1000)),
    *_polygon((910, 910), (1000, 910), (1000, 1000), (910, 1000)),
)

#: 回纹: a square spiral that comes in at the foot and winds in to the middle.
_FRET = _polygon(
    (60, 720), (60, 180), (880, 180), (880, 640), (340, 640), (340, 420), (620, 420), (620, 520),
    (460, 520), (460, 540), (760, 540), (760, 290), (180, 290), (180, 720), (1000, 720),
    (1000, 820), (60, 820),
)  # fmt: skip

_DIAMOND = _polygon((500, 170), (860, 500), (500, 830), (140, 500))
_DIAMOND_HOLE = _polygon((500, 340), (325, 500), (500, 660), (675, 500))

#: 水波: scallops that stand on the inner line, each with a drop in its bow.
_WAVE: Path = (
    ("m", 0, 1000),
    ("c", 0, 300, 220, 60, 500, 60),
    ("c", 780, 60, 1000, 300, 1000, 1000),
    ("l", 880, 1000),
    ("c", 880, 420, 720, 190, 500, 190),
    ("c", 280, 190, 120, 420, 120, 1000),
    ("z",),
    *circle(500, 700, 150),
)
_WAVE_CORNER: Path = (
    ("m", 0, 1000),
    ("c", 0, 380, 380, 0, 1000, 0),
    ("l", 1000, 120),
    ("c", 450, 120, 120, 450, 120, 1000),
    ("z",),
    *circle(650, 650, 190),
)

#: 梅花: five petals round an eye, a dot between two blossoms.
_BLOSSOM: Path = (
    *circle(500, 270, 150), *circle(719, 429, 150), *circle(635, 686, 150),
    *circle(365, 686, 150), *circle(281, 429, 150), *circle(0, 500, 70), *circle(1000, 500, 70),
)  # fmt: skip
_BLOSSOM_CORNER: Path = (
    *circle(500, 270, 150), *circle(719, 429, 150), *circle(635, 686, 150),
    *circle(365, 686, 150), *circle(281, 429, 150),
)  # fmt: skip

_FRET_CORNER = (
    *_CORNER_BARS,
    *_polygon((200, 200), (800, 200), (800, 800), (200, 800)),
    *_polygon((320, 320), (320, 680), (680, 680), (680, 320)),
    *_polygon((440, 440), (560, 440), (560, 560), (440, 560)),
)

_MOTIFS: dict[Border, tuple[Path, Path]] = {
    Border.FRET: ((*_BARS, *_FRET), _FRET_CORNER),
    Border.DIAMOND: (
        (*_BARS, *_DIAMOND, *_DIAMOND_HOLE, *circle(500, 500, 60)),
        (*_CORNER_BARS, *_DIAMOND, *_DIAMOND_HOLE, *circle(500, 500, 60)),
    ),
    Border.WAVE: (_WAVE, _WAVE_CORNER),
    Border.BLOSSOM: (_BLOSSOM, _BLOSSOM_CORNER),
}


def ornament_band(rect: Rect, depth: Length, border: Border) -> Path:
    """The band's outlines round a rectangle, ``depth`` deep, inside its edge."""
    motif, corner = _MOTIFS[border]
    depth = min(depth, rect.width // 2, rect.height // 2)
    path: list[Step] = []
    for turn in range(4):
        start, end = _edge(rect, depth, turn)
        length = end - start
        count = max(1, round(length / depth)) if depth and length else 0
        path.extend(_placed(corner, rect, turn, (0, depth), depth))
        for index in range(count):
            at = depth + length * index // count
            width = depth + length * (index + 1) // count - at
            path.extend(_placed(motif, rect, turn, (at, width), depth))
    return tuple(path)


def _edge(rect: Rect, depth: Length, turn: int) -> tuple[Length, Length]:
    """From where to where motifs stand along an edge, counted from its first corner."""
    length = rect.height if turn % 2 else rect.width
    return depth, max(depth, length - depth)


def _placed(
    outline: Path, rect: Rect, turn: int, along: tuple[Length, Length], depth: Length
) -> list[Step]:
    """A motif at a place of an edge: top, right, bottom and left as ``turn`` counts, clockwise."""
    at, width = along

    def point(x: int, y: int) -> tuple[Length, Length]:
        u, v = at + x * width // 1000, y * depth // 1000
        if turn == 0:
            return rect.x + u, rect.y + v
        if turn == 1:
            return rect.right - v, rect.y + u
        if turn == 2:
            return rect.right - u, rect.bottom - v
        return rect.x + v, rect.bottom - u

    placed: list[Step] = []
    for operator, *numbers in outline:
        places = [int(number) for number in numbers]
        turned = (point(x, y) for x, y in zip(places[::2], places[1::2], strict=True))
        placed.append((operator, *(number for pair in turned for number in pair)))
    return placed
