"""Plates as pictures: one a process ink, where the inks together are more than a house allows, and what
they look like on the press's paper.

Import this module late: pdfium and Pillow cost 120 ms.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping

import pypdfium2
from PIL import Image, ImageChops, ImageCms, ImageOps

from broadsheet.records import record

_POINTS_PER_INCH = 72
_QUARTERS = 4
"""Ink sums go up to four times what one byte holds."""

_HOT = (220, 0, 0)


class ProfileError(ValueError):
    """A profile says nothing of the colours that a press prints; the text says why."""


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
    found = rasters(plates, dpi)
    if not found:
        raise ValueError("no plates")
    total = _sum(found)
    hot = _over(total, limit)
    page = ImageOps.invert(total).convert("RGB")
    page.paste(_HOT, mask=hot)
    most = total.getextrema()[1]
    over = 1000 * hot.histogram()[255] / (hot.width * hot.height)
    files = {name: _png(grey) for name, grey in found.items()}
    return Separations(files, _png(page), 100 * _QUARTERS * float(most) / 255, over)  # type: ignore[arg-type]


def rasters(plates: Iterable[tuple[str, bytes]], dpi: int) -> dict[str, Image.Image]:
    """Each plate in grey, full ink black, by its ink."""
    found = {}
    for name, data in plates:
        document = pypdfium2.PdfDocument(data)
        try:
            found[name] = document[0].render(scale=dpi / _POINTS_PER_INCH).to_pil().convert("L")
        finally:
            document.close()
    return found


def soft_proof(plates: Mapping[str, Image.Image], profile: bytes) -> Image.Image:
    """The page as it will look: the paper's own grey, and black as black as the press prints it.

    ``plates`` are cyan, magenta, yellow and black as ``rasters`` gives them, ``profile`` the press's ICC
    profile; colours are absolute (ICC.1, colorimetric with the medium's white). Raises ProfileError.
    """
    inks = [ImageOps.invert(plates[name]) for name in ("cyan", "magenta", "yellow", "black")]
    try:
        transform = ImageCms.buildTransform(
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            "CMYK",
            "RGB",
            ImageCms.Intent.ABSOLUTE_COLORIMETRIC,
        )
    except (OSError, ImageCms.PyCMSError) as error:
        raise ProfileError(str(error)) from error
    seen = ImageCms.applyTransform(Image.merge("CMYK", inks), transform)
    if seen is None:
        raise ProfileError("no transform")
    return seen


def heated(image: Image.Image, plates: Mapping[str, Image.Image], limit: float) -> Image.Image:
    """A proof with everything in red whose inks together are over ``limit`` per cent."""
    made = image.copy()
    made.paste(_HOT, mask=_over(_sum(plates), limit))
    return made


def _sum(plates: Mapping[str, Image.Image]) -> Image.Image:
    """The inks of all plates together; 255 is four times full ink."""
    total: Image.Image | None = None
    for grey in plates.values():
        quarter = ImageOps.invert(grey).point([round(value / _QUARTERS) for value in range(256)])
        total = quarter if total is None else ImageChops.add(total, quarter)
    if total is None:
        raise ValueError("no plates")
    return total


def _over(total: Image.Image, limit: float) -> Image.Image:
    edge = round(limit * 255 / 100 / _QUARTERS)
    return total.point([255 if value > edge else 0 for value in range(256)])


def _png(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()
