"""Pages of a PDF as pictures.

Import this module late: pdfium and Pillow cost 120 ms.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import TypeAlias

import pypdfium2
from PIL import Image

from broadsheet.proof.png import png_file
from broadsheet.records import record
from broadsheet.units import POINTS_PER_INCH

_MOST_PIXELS = 300_000_000  # a double truck of the largest broadsheet at 400 dpi


_PDFIUM = Lock()
"""pdfium serves one thread at a time."""


def page_png(pdf: bytes, dpi: int, index: int = 0) -> bytes:
    """Return a page of a PDF as a colour PNG. The same file gives the same bytes. Any thread may ask: while
    one page is deflated the next is drawn."""
    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            rows = _rows(document, index, dpi)
        finally:
            document.close()
    return png_file(rows, dpi)


def _rows(document: pypdfium2.PdfDocument, index: int, dpi: int) -> list[bytes]:
    """The pixels of a page, red, green and blue, row by row from the top."""
    bitmap = document[index].render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True)
    pixels, long = memoryview(bitmap.buffer).cast("B"), bitmap.width * bitmap.n_channels
    starts = range(0, bitmap.height * bitmap.stride, bitmap.stride)
    return [bytes(pixels[start : start + long]) for start in starts]


Proof: TypeAlias = Image.Image
"""A page's picture, in RGB."""


def encoded(proof: Proof, dpi: int, quality: int = 0) -> bytes:
    """A proof as a PNG file, or as a JPEG of a quality from 1 to 100."""
    if quality:
        stream = io.BytesIO()
        proof.save(stream, "JPEG", quality=quality, subsampling=0, dpi=(dpi, dpi))
        return stream.getvalue()
    pixels, long = memoryview(proof.tobytes()), 3 * proof.width
    return png_file([pixels[start : start + long] for start in range(0, len(pixels), long)], dpi)


@record
class PageView:
    """A page of a PDF that can be looked at: its number from 1, how many there are, and what is seen of it
    in points, ``left`` and ``top`` where that begins (origin bottom-left). ``trim`` is the finished sheet
    in pixels of the picture: left, top, right and bottom; all of a page that is turned, or whose trim has no
    size on it."""

    document: pypdfium2.PdfDocument
    dpi: int
    number: int
    count: int
    left: float
    top: float
    width: float
    height: float
    trim: tuple[int, int, int, int]

    def render(self) -> Image.Image:
        """The page in RGB. Raises UnreadablePdfError."""
        with readable():
            return _render(self.document, self.number - 1, self.dpi)


class UnreadablePdfError(ValueError):
    """A file is no PDF that can be shown; the text says why."""


class TooLargeError(ValueError):
    """A page has more pixels than a proof may have; the text says how many millions."""


def pages_of(pdf: bytes, dpi: int, wanted: Sequence[int] = ()) -> Iterator[PageView]:
    """Yield the pages of a PDF in order, ``wanted`` by their numbers or all. A view is good until the
    next one is asked for. Raises TooLargeError, UnreadablePdfError."""
    with readable():
        document = pypdfium2.PdfDocument(pdf)
    try:
        for index in range(len(document)):
            if not wanted or index + 1 in wanted:
                with readable():
                    view = _view(document, index, dpi)
                yield view
    finally:
        document.close()


def _view(document: pypdfium2.PdfDocument, index: int, dpi: int) -> PageView:
    page = document[index]
    left, _, _, top = page.get_cropbox()
    width, height = page.get_size()
    pixels = width * height * (dpi / POINTS_PER_INCH) ** 2
    if pixels > _MOST_PIXELS:
        raise TooLargeError(f"{pixels / 1e6:.0f} > {_MOST_PIXELS // 1_000_000} Mpx")
    return PageView(document, dpi, index + 1, len(document), left, top, width, height, _trim(page, dpi))


@contextmanager
def readable() -> Iterator[None]:
    """What pdfium cannot read is an UnreadablePdfError that says why."""
    try:
        yield
    except pypdfium2.PdfiumError as error:
        raise UnreadablePdfError("encrypted" if "assword" in str(error) else "damaged") from error


def _trim(page: pypdfium2.PdfPage, dpi: int) -> tuple[int, int, int, int]:
    scale = dpi / POINTS_PER_INCH
    across, down = (round(side * scale) for side in page.get_size())
    if page.get_rotation():
        return (0, 0, across, down)
    left, _, _, top = page.get_cropbox()
    x, foot, right, head = page.get_trimbox()
    sides = (x - left) * scale, (top - head) * scale, (right - left) * scale, (top - foot) * scale
    made = (
        min(max(round(sides[0]), 0), across),
        min(max(round(sides[1]), 0), down),
        min(max(round(sides[2]), 0), across),
        min(max(round(sides[3]), 0), down),
    )
    return made if made[0] < made[2] and made[1] < made[3] else (0, 0, across, down)


def _render(document: pypdfium2.PdfDocument, index: int, dpi: int) -> Image.Image:
    page = document[index]
    image: Image.Image = page.render(scale=dpi / POINTS_PER_INCH).to_pil()
    return image.convert("RGB")
