"""Plates as pictures: one a process ink, and where the inks together are more than a house allows."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pypdfium2
from PIL import Image, ImageChops, ImageOps

from broadsheet.records import record

_POINTS_PER_INCH = 72
_QUARTERS = 4
"""Ink sums go up to four times what one byte holds."""


@record
class Separations:
    """The plates of a page as PNG files by ink, and ``heat``: the page in grey with what is over the limit
    in red. ``most`` is the highest sum in per cent, ``over`` the share of the page over the limit, in per
    mille."""

    plates: dict[str, bytes]
    heat: bytes
    most: float
    over: float


def separations(plates: Iterable[tuple[str, bytes]], dpi: int, limit: float) -> Separations:
    """Raster plates (grey PDFs of one page, full ink black) and add them up. ``limit`` is in per cent."""
    found: dict[str, bytes] = {}
    total: Image.Image | None = None
    for name, data in plates:
        document = pypdfium2.PdfDocument(data)
        try:
            grey = document[0].render(scale=dpi / _POINTS_PER_INCH).to_pil().convert("L")
        finally:
            document.close()
        found[name] = _png(grey)
        quarter = ImageOps.invert(grey).point(lambda value: value / _QUARTERS)
        total = quarter if total is None else ImageChops.add(total, quarter)
    if total is None:
        raise ValueError("no plates")
    edge = round(limit * 255 / 100 / _QUARTERS)
    hot = total.point(lambda value: 255 if value > edge else 0)
    page = ImageOps.invert(total).convert("RGB")
    page.paste((220, 0, 0), mask=hot)
    most = total.getextrema()[1]
    over = 1000 * hot.histogram()[255] / (hot.width * hot.height)
    return Separations(found, _png(page), 100 * _QUARTERS * float(most) / 255, over)  # type: ignore[arg-type]


def _png(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()
