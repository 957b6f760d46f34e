"""Pages of a PDF as PNG files, and how far two of them differ.

Import this module late: pdfium and Pillow cost 120 ms.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2
from PIL import Image, ImageChops

from broadsheet.records import record

_POINTS_PER_INCH = 72
_EFFORT = 2  # of zlib: a page of small type comes out smaller than at 6, and in 0.6 of the time
_GREYS = 8  # enough to see what moved; a dense page at 18 dpi stays below 20 KiB


def page_png(pdf: bytes, dpi: int, index: int = 0) -> bytes:
    """Return one page of a PDF as a colour PNG. The same file gives the same bytes."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return _png(_render(document, index, dpi))
    finally:
        document.close()


def page_pngs(pdf: bytes, dpi: int) -> Iterator[bytes]:
    """Yield every page of a PDF as a colour PNG, in order."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for index in range(len(document)):
            yield _png(_render(document, index, dpi))
    finally:
        document.close()


def reference_png(pdf: bytes, dpi: int, index: int = 0) -> bytes:
    """Return one page as a small PNG of eight greys, to be kept and compared with."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        grey = _render(document, index, dpi).convert("L")
    finally:
        document.close()
    steps = grey.point([round(value * (_GREYS - 1) / 255) for value in range(256)])
    steps.putpalette([round(step * 255 / (_GREYS - 1)) for step in range(_GREYS) for _ in "rgb"])
    return _png(steps, bits=4, compress_level=9)


def _render(document: pypdfium2.PdfDocument, index: int, dpi: int) -> Image.Image:
    page = document[index]
    image: Image.Image = page.render(scale=dpi / _POINTS_PER_INCH).to_pil()
    return image.convert("RGB")


def _png(image: Image.Image, compress_level: int = _EFFORT, **settings: int) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_level=compress_level, **settings)
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
