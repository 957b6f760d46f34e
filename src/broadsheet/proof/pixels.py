"""Two renderings of a page compared pixel by pixel: how much changed, and where.

Import this module late: pdfium and Pillow cost 120 ms.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

import pypdfium2
from PIL import Image, ImageChops, ImageFilter, features

from broadsheet.proof.raster import UnreadablePdfError, readable
from broadsheet.records import record
from broadsheet.units import POINTS_PER_INCH

Box: TypeAlias = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels; right and bottom are outside."""

_CELL = 8
"""Pixels of the squares in which changed pixels are gathered; changes up to a square apart are one place."""

_FLAT = 4
"""Pixels of the squares in which a faint change counts: twice as wide as the edge of a letter."""

_FAINT = 8
"""The part of the tolerance that is enough there: 4 of 255 let pass what profiles and rasterisers round, and
find a tint that is two per cent darker."""

_MOST_PIXELS = 200_000_000
"""Of a page: a double page of a broadsheet at 400 dpi. What is larger would take a gigabyte to compare."""

_QUALITY = 70
"""Of pictures in reports: letters are sharp and a page takes half a megabyte at 100 dpi."""


@record
class Tolerance:
    """What is no change. ``level``: a pixel may differ by so much in each of red, green and blue (of 255),
    which is what other anti-aliasing makes of an edge. Where whole squares of pixels differ there is no
    edge but a tint, and an eighth of it is enough. ``shift``: ink may lie so many pixels elsewhere."""

    level: int = 32
    shift: int = 0


class Rendering:
    """A page as pixels. Its methods say what Pillow is needed for, so that no other module needs it."""

    def __init__(self, image: Image.Image) -> None:
        self.image = image

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.image.size

    def encoded(self) -> tuple[str, bytes]:
        """A picture for a report, and its media type."""
        stream = io.BytesIO()
        if features.check("webp"):
            self.image.save(stream, "WEBP", quality=_QUALITY, method=0)
            return "image/webp", stream.getvalue()
        self.image.save(stream, "PNG")
        return "image/png", stream.getvalue()


class Comparison:
    """Two renderings laid on each other. What is known to stand in some place is taken first
    (``take``); ``boxes`` are around the rest."""

    def __init__(self, old: Rendering, new: Rendering, tolerance: Tolerance) -> None:
        self.size = (max(old.size[0], new.size[0]), max(old.size[1], new.size[1]))
        self.same_size = old.size == new.size
        self._sides = _sized(old, self.size), _sized(new, self.size)
        self._tolerance = tolerance
        self._mask = _mask(*self._sides, tolerance)
        self._whole = self._mask.getbbox()
        self._rest = self._mask.copy()

    @property
    def changed(self) -> int:
        """How many pixels changed."""
        return self._mask.histogram()[255]

    @property
    def permille(self) -> float:
        """The share of pixels that changed."""
        return 1000 * self.changed / (self.size[0] * self.size[1])

    def settle(self, box: Box) -> None:
        """What changed inside a box is no change as far as ink a pixel elsewhere explains it, half a pixel's
        edge being twice as far off as the tolerance."""
        inside = self._common(box)
        if inside is None or self._mask.crop(inside).getbbox() is None:
            return
        around = (inside[0] - 1, inside[1] - 1, inside[2] + 1, inside[3] + 1)
        one, two = (side.crop(around) for side in self._sides)
        rounded = Tolerance(2 * self._tolerance.level, max(1, self._tolerance.shift))
        outside = _outside(one, two, rounded)
        outside = outside.crop((1, 1, outside.width - 1, outside.height - 1))
        for mask in (self._mask, self._rest):
            mask.paste(ImageChops.darker(mask.crop(inside), outside), inside[:2])

    def take(self, box: Box, *, rest: bool = False) -> Box | None:
        """The box around what changed inside a box, None where nothing did; it is in no box of the rest.
        With ``rest``, of what was not taken before."""
        inside = self._common(box)
        found = (self._rest if rest else self._mask).crop(inside).getbbox() if inside else None
        if inside is None or found is None:
            return None
        self._rest.paste(0, inside)
        return (inside[0] + found[0], inside[1] + found[1], inside[0] + found[2], inside[1] + found[3])

    def _common(self, box: Box) -> Box | None:
        """What a box shares with the box around all that changed."""
        return common(self._whole, box) if self._whole else None

    def boxes(self) -> tuple[Box, ...]:
        """Boxes around changed pixels that lie close to each other, from the head of the page down."""
        return tuple(_boxes(self._rest))


def count_pages(pdf: bytes) -> int:
    """How many pages a PDF has. Raises UnreadablePdfError."""
    with _document(pdf) as document:
        return len(document)


def rendering(pdf: bytes, dpi: int, index: int = 0) -> Rendering:
    """One page of a PDF. Raises UnreadablePdfError."""
    scale = dpi / POINTS_PER_INCH
    with _document(pdf) as document:
        with readable():
            page = document[index]
        width, height = page.get_size()
        if width * height * scale * scale > _MOST_PIXELS:
            raise UnreadablePdfError(f"page {index + 1} is too large for {dpi} dpi")
        image: Image.Image = page.render(scale=scale).to_pil()
        return Rendering(image.convert("RGB"))


@contextmanager
def _document(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with readable():
        document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def opened(png: bytes) -> Rendering:
    """A rendering that was kept as a PNG file."""
    return Rendering(Image.open(io.BytesIO(png)).convert("RGB"))


def _sized(rendering: Rendering, size: tuple[int, int]) -> Image.Image:
    """A page on white paper of a size."""
    if rendering.size == size:
        return rendering.image
    paper = Image.new("RGB", size, "white")
    paper.paste(rendering.image, (0, 0))
    return paper


def _mask(old: Image.Image, new: Image.Image, tolerance: Tolerance) -> Image.Image:
    """255 where a pixel changed, 0 elsewhere."""
    difference = ImageChops.difference(old, new)
    faint = _flat(difference, tolerance.level // _FAINT)
    mask = ImageChops.lighter(_beyond(difference, tolerance.level), faint)
    box = mask.getbbox()
    if not tolerance.shift or box is None:
        return mask
    reach = tolerance.shift
    around = (
        max(0, box[0] - reach), max(0, box[1] - reach),
        min(mask.width, box[2] + reach), min(mask.height, box[3] + reach),
    )  # fmt: skip
    one, two = old.crop(around), new.crop(around)
    outside = _outside(one, two, tolerance)
    moved = Image.new("L", mask.size)
    moved.paste(outside, around[:2])
    return ImageChops.darker(mask, moved)


def _flat(difference: Image.Image, level: int) -> Image.Image:
    """255 in squares all of whose pixels differ by more than a level."""
    some = _beyond(difference, level)
    if some.getbbox() is None:
        return some
    whole = some.reduce(_FLAT).point([255 if value == 255 else 0 for value in range(256)])
    squares = Image.new("L", some.size)
    squares.paste(whole.resize((whole.width * _FLAT, whole.height * _FLAT), Image.Resampling.NEAREST))
    return ImageChops.darker(some, squares)


def _outside(one: Image.Image, two: Image.Image, tolerance: Tolerance) -> Image.Image:
    """Where a pixel of either page is darker or lighter than all of the other's pixels around it."""
    side = 2 * tolerance.shift + 1
    beyond = []
    for image, other in ((one, two), (two, one)):
        over = ImageChops.subtract(image, other.filter(ImageFilter.MaxFilter(side)))
        under = ImageChops.subtract(other.filter(ImageFilter.MinFilter(side)), image)
        beyond.append(_beyond(ImageChops.lighter(over, under), tolerance.level))
    return ImageChops.lighter(*beyond)


def _beyond(difference: Image.Image, level: int) -> Image.Image:
    """255 where any of the three colours differs by more than a level."""
    red, green, blue = difference.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point([255 if value > level else 0 for value in range(256)])


def _boxes(mask: Image.Image) -> Iterator[Box]:
    """Boxes around changed pixels that lie close to each other, each as small as it can be."""
    whole = mask.getbbox()
    if whole is None:
        return
    left, top = whole[0] // _CELL * _CELL, whole[1] // _CELL * _CELL
    cells = mask.crop((left, top, whole[2], whole[3])).reduce(_CELL)  # an average of 4 is one pixel
    found = []
    for columns, rows in _clusters(cells):
        corner = (left + min(columns) * _CELL, top + min(rows) * _CELL)
        far = (left + (max(columns) + 1) * _CELL, top + (max(rows) + 1) * _CELL)
        inner = mask.crop((*corner, *far)).getbbox()
        if inner is not None:
            x, y = corner
            found.append((x + inner[0], y + inner[1], x + inner[2], y + inner[3]))
    yield from sorted(merged(found), key=lambda box: (box[1], box[0]))


def _clusters(cells: Image.Image) -> Iterator[tuple[set[int], set[int]]]:
    """Columns and rows of squares with changes that touch, or that one square parts."""
    width = cells.width
    waiting = {at for at, value in enumerate(cells.tobytes()) if value}
    while waiting:
        edge = [waiting.pop()]
        columns: set[int] = set()
        rows: set[int] = set()
        while edge:
            row, column = divmod(edge.pop(), width)
            columns.add(column)
            rows.add(row)
            for across in range(max(0, column - 2), min(width, column + 3)):
                for down in range(row - 2, row + 3):
                    near = down * width + across
                    if near in waiting:
                        waiting.remove(near)
                        edge.append(near)
        yield columns, rows


def common(one: Box, other: Box) -> Box | None:
    """What two boxes share; None where they do not meet."""
    left, top = max(one[0], other[0]), max(one[1], other[1])
    right, bottom = min(one[2], other[2]), min(one[3], other[3])
    return (left, top, right, bottom) if left < right and top < bottom else None


def merged(boxes: Iterable[Box], gap: int = 0) -> list[Box]:
    """Boxes that overlap, or are no further than a gap apart, become one."""
    done: list[Box] = []
    for each in sorted(boxes):
        box = each
        while True:
            meeting = next((other for other in done if _meet(box, other, gap)), None)
            if meeting is None:
                break
            done.remove(meeting)
            box = (
                min(box[0], meeting[0]), min(box[1], meeting[1]),
                max(box[2], meeting[2]), max(box[3], meeting[3]),
            )  # fmt: skip
        done.append(box)
    return done


def _meet(one: Box, other: Box, gap: int) -> bool:
    return (
        one[0] < other[2] + gap
        and other[0] < one[2] + gap
        and one[1] < other[3] + gap
        and other[1] < one[3] + gap
    )
