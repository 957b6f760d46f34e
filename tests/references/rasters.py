"""Small grey pictures of pages, to be kept, and how far two of them differ."""

from __future__ import annotations

import io

from PIL import Image, ImageChops

from broadsheet.proof.raster import page_png
from broadsheet.records import record

_GREYS = 8  # enough to see what moved; a dense page at 18 dpi stays below 20 KiB


def reference_png(pdf: bytes, dpi: int) -> bytes:
    """Return a PDF's first page as a small PNG of eight greys."""
    grey = Image.open(io.BytesIO(page_png(pdf, dpi))).convert("L")
    steps = grey.point([round(value * (_GREYS - 1) / 255) for value in range(256)])
    steps.putpalette([round(step * 255 / (_GREYS - 1)) for step in range(_GREYS) for _ in "rgb"])
    stream = io.BytesIO()
    steps.save(stream, "PNG", bits=4, compress_level=9)
    return stream.getvalue()


@record
class Comparison:
    """How two rasters differ: pixels that changed, in per mille of all, and the box they lie in.

    Rasters of two sizes have nothing to compare: ``same_size`` is false and every pixel changed.
    """

    changed_permille: float
    box: tuple[int, int, int, int] | None
    same_size: bool = True


def compare(first: bytes, second: bytes, tolerance: int = 40) -> Comparison:
    """Compare two PNG files in grey; a pixel has changed when it differs by more than ``tolerance``
    (of 255), which lets the edges of letters move by a fraction of a pixel."""
    one, two = (Image.open(io.BytesIO(data)).convert("L") for data in (first, second))
    if one.size != two.size:
        return Comparison(1000.0, None, same_size=False)
    difference = ImageChops.difference(one, two).point(lambda value: 255 if value > tolerance else 0)
    changed = difference.histogram()[255]
    return Comparison(1000 * changed / (one.width * one.height), difference.getbbox())
