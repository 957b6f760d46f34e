"""Page marks (规矩线): what stands around the trimmed page for the plant, from the page's measures alone.

All of it lies outside the bleed but the patch row, which Chinese papers print in the foot margin. Lines
that every plate needs for register are in ``REGISTRATION``, the ink that is on all of them (PDF's
separation All); patches and the slug line are in their own inks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from broadsheet.geometry import Rect, circle
from broadsheet.tree.inks import only_black, spots_of, tint_of
from broadsheet.tree.node import BLACK_INK, REGISTRATION, Fill, Ink, Node, Rule, Shape, TreePage
from broadsheet.units import Length

CROP, FOLD, REGISTER, BAR, PATCHES, SLUG = "crop", "fold", "registration", "colour-bar", "patches", "slug"

WEIGHT: Length = 250

_MM: Length = 2835
GAP: Length = 3 * _MM
"""Between trim and marks, so that a cut that is a little off shows none; the bleed where it is more."""
LENGTH: Length = 5 * _MM
_EDGE: Length = 2 * _MM
"""Between the marks and the edge of the sheet."""
_PATCH: Length = 5 * _MM
_DOT: Length = 3 * _MM
_FROM_CORNER: Length = 15 * _MM
_FROM_FOLD: Length = 30 * _MM
"""How far a register cross keeps from a fold mark that would stand where it stands."""

#: Solids, overprints of two, half tones, and the grey of three inks (ISO 12647-3) beside black's.
COLOURS = (
    Ink(1000, 0, 0, 0), Ink(0, 1000, 0, 0), Ink(0, 0, 1000, 0), BLACK_INK,
    Ink(0, 1000, 1000, 0), Ink(1000, 0, 1000, 0), Ink(1000, 1000, 0, 0),
    Ink(500, 0, 0, 0), Ink(0, 500, 0, 0), Ink(0, 0, 500, 0), Ink(0, 0, 0, 500),
    Ink(300, 220, 220, 0), Ink(0, 0, 0, 300),
)  # fmt: skip
BLACKS = tuple(Ink(0, 0, 0, tone) for tone in (1000, 750, 500, 300, 100))


def sheet_margin(page: TreePage) -> Length:
    """How far the sheet reaches beyond the trim on every side: the bleed, more where there are marks."""
    outside = any(mark != PATCHES for mark in page.marks)
    return slug_start(page) + LENGTH + _EDGE if outside else page.bleed


def slug_start(page: TreePage) -> Length:
    """How far from the trim the marks begin."""
    return max(GAP, page.bleed)


def slug_place(page: TreePage) -> tuple[Length, Length]:
    """Where the slug line's first character stands: x and baseline, above the page's left half."""
    return _FROM_CORNER, -slug_start(page) - _MM


def mark_nodes(page: TreePage) -> tuple[Node, ...]:
    """A page's marks in paint order, in page coordinates (origin the trim's top-left)."""
    drawn: dict[str, Iterable[Node]] = {
        CROP: _crop(page),
        FOLD: _fold(page),
        REGISTER: _register(page),
        BAR: _bar(page),
        PATCHES: _patches(page),
        SLUG: page.slug,
    }
    return tuple(node for mark in drawn if mark in page.marks for node in drawn[mark])


def _crop(page: TreePage) -> Iterator[Node]:
    near = slug_start(page)
    far = near + LENGTH
    for x, outward in ((0, -1), (page.width, 1)):
        for y, down in ((0, -1), (page.height, 1)):
            yield Rule(x + outward * near, y, x + outward * far, y, WEIGHT, REGISTRATION)
            yield Rule(x, y + down * near, x, y + down * far, WEIGHT, REGISTRATION)


def _fold(page: TreePage) -> Iterator[Node]:
    """Dashes where the sheet is folded: across its middle, and down the middle of a double truck."""
    near, far = slug_start(page), slug_start(page) + LENGTH
    y, x = page.height // 2, page.width // 2
    yield _dashed(-far, y, -near, y)
    yield _dashed(page.width + near, y, page.width + far, y)
    if page.spread:
        yield _dashed(x, -far, x, -near)
        yield _dashed(x, page.height + near, x, page.height + far)


def _dashed(x: Length, y: Length, x2: Length, y2: Length) -> Shape:
    dashes = (LENGTH // 7, LENGTH // 7)
    return Shape((("m", x, y), ("l", x2, y2)), REGISTRATION, weight=WEIGHT, dashes=dashes)


def _register(page: TreePage) -> Iterator[Node]:
    """A cross in a circle beside the middle of every side."""
    away = slug_start(page) + LENGTH // 2
    across = page.width // 2 - (_FROM_FOLD if page.spread and FOLD in page.marks else 0)
    down = page.height // 2 - (_FROM_FOLD if FOLD in page.marks else 0)
    for x, y in ((across, -away), (across, page.height + away), (-away, down), (page.width + away, down)):
        yield Shape(circle(x, y, LENGTH * 3 // 10), REGISTRATION, weight=WEIGHT)
        yield Rule(x - LENGTH // 2, y, x + LENGTH // 2, y, WEIGHT, REGISTRATION)
        yield Rule(x, y - LENGTH // 2, x, y + LENGTH // 2, WEIGHT, REGISTRATION)


def _bar(page: TreePage) -> Iterator[Node]:
    """Patches below the left half, clear of crop mark and cross however narrow the page is."""
    spots = (tint_of(spot, tint) for spot in spots_of(page) for tint in (1000, 500))
    colours = (*(BLACKS if only_black(page) else COLOURS), *spots)
    room = page.width // 2 - _FROM_CORNER - LENGTH - (_FROM_FOLD if page.spread else 0)
    side = min(_PATCH, room // len(colours))
    y = page.height + slug_start(page)
    if side <= 0:
        return
    for index, ink in enumerate(colours):
        yield Fill(_FROM_CORNER + index * side, y, side, _PATCH, ink)


def _patches(page: TreePage) -> Iterator[Node]:
    """A dot of each ink in the middle of the foot margin; nothing where the margin has no room for it."""
    area = page.grid.type_area if page.grid else Rect(0, 0, page.width, page.height)
    foot = page.height - area.bottom
    if foot < 2 * _DOT:
        return
    process = (BLACK_INK,) if only_black(page) else COLOURS[:4]
    inks = (*process, *(tint_of(spot, 1000) for spot in spots_of(page)))
    step = _DOT * 3 // 2
    x = (page.width - step * len(inks) + step - _DOT) // 2
    for index, ink in enumerate(inks):
        yield Fill(x + index * step, area.bottom + (foot - _DOT) // 2, _DOT, _DOT, ink)
