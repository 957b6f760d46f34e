"""Plates as pictures: one a process ink, where the inks together are more than a house allows, and what
they look like on the press's paper.

Import this module late: pdfium and Pillow cost 120 ms.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import TypeAlias

import pypdfium2
from PIL import Image, ImageChops, ImageCms, ImageFilter, ImageMath, ImageOps

from broadsheet.records import record
from broadsheet.units import POINTS_PER_INCH

_HOT = (220, 0, 0)
_LEAST = 3  # pixels on a side: less is an edge, a letter or a line, and no area

Box: TypeAlias = tuple[int, int, int, int]


class ProfileError(ValueError):
    """A profile says nothing of the colours that a press prints; the text says why."""


@record
class Separations:
    """The plates of a page as PNG files by ink, and ``heat``: the page in grey with what is over the limit
    in red. ``most`` is the highest sum on the finished sheet in per cent, ``over`` the share of it over the
    limit, in per mille."""

    plates: dict[str, bytes]
    heat: bytes
    most: float
    over: float


@record
class Overinked:
    """Too much ink: the highest sum in per cent, and where it lies (left, top, right and bottom in
    pixels)."""

    most: float
    place: Box


def separations(plates: Iterable[tuple[str, bytes]], dpi: int, limit: float, box: Box) -> Separations:
    """Raster plates (grey PDFs of one page, full ink black) and add them up. ``limit`` is in per cent,
    ``box`` the finished sheet in pixels: the marks round it are on every plate, and are cut off."""
    found = rasters(plates, dpi)
    if not found:
        raise ValueError("no plates")
    total = _sum(found)
    inside = total.crop(box)
    hot = _over(inside, limit)
    page = _shown(total)
    page.paste(_HOT, box[:2], hot)
    over = 1000 * hot.histogram()[255] / (hot.width * hot.height)
    files = {name: _png(grey) for name, grey in found.items()}
    return Separations(files, _png(page), _most(inside), over)


def rasters(plates: Iterable[tuple[str, bytes]], dpi: int) -> dict[str, Image.Image]:
    """Each plate in grey, full ink black, by its ink."""
    found = {}
    for name, data in plates:
        document = pypdfium2.PdfDocument(data)
        try:
            found[name] = document[0].render(scale=dpi / POINTS_PER_INCH).to_pil().convert("L")
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


def heated(image: Image.Image, plates: Mapping[str, Image.Image], limit: float, box: Box) -> Image.Image:
    """A proof with everything in red on the finished sheet, ``box``, whose inks together are over ``limit``
    per cent."""
    made = image.copy()
    made.paste(_HOT, box[:2], _over(_sum(plates).crop(box), limit))
    return made


def overinked(plates: Mapping[str, Image.Image], limit: float, box: Box) -> Overinked | None:
    """Where on the finished sheet, ``box``, the inks together are over ``limit`` per cent, None where they
    nowhere are."""
    if _bound(plates) <= limit:
        return None
    total = _sum(plates).crop(box)
    hot = _over(total, limit)
    found = hot.filter(ImageFilter.MinFilter(_LEAST)).getbbox() if hot.getbbox() else None
    if found is None:
        return None
    left, top = box[:2]
    place = found[0] + left, found[1] + top, found[2] + left, found[3] + top
    return Overinked(_most(total.crop(found)), place)


def _sum(plates: Mapping[str, Image.Image]) -> Image.Image:
    """The inks of all plates together, in whole numbers; 255 is the full ink of one."""
    if not plates:
        raise ValueError("no plates")
    inks = [ImageOps.invert(grey) for grey in plates.values()]
    made: Image.Image = ImageMath.lambda_eval(
        lambda given: sum((given[f"ink{index}"] for index in range(1, len(inks))), given["ink0"]),
        **{f"ink{index}": ink for index, ink in enumerate(inks)},
    )
    return made


def _bound(plates: Mapping[str, Image.Image]) -> float:
    """What the inks nowhere are over, in per cent: of four plates at most 2 too much, at a quarter of what
    their sum costs. Means of two channels stay within 8 bits, each rounded down."""
    if len(plates) != 4:
        return _most(_sum(plates))
    cyan, magenta, yellow, black = (ImageOps.invert(grey) for grey in plates.values())
    quarters = ImageChops.add(ImageChops.add(cyan, magenta, 2), ImageChops.add(yellow, black, 2), 2)
    return (4 * float(quarters.getextrema()[1]) + 3) / 255 * 100  # type: ignore[arg-type]


def _most(total: Image.Image) -> float:
    """The highest sum in per cent."""
    return 100 * float(total.getextrema()[1]) / 255  # type: ignore[arg-type]


def _shown(total: Image.Image) -> Image.Image:
    """A sum in grey, black for four times full ink."""
    grey: Image.Image = ImageMath.lambda_eval(lambda given: 255 - given["total"] / 4, total=total)
    return grey.convert("L").convert("RGB")


def _over(total: Image.Image, limit: float) -> Image.Image:
    edge = round(limit * 255 / 100)
    made: Image.Image = ImageMath.lambda_eval(lambda given: (given["total"] > edge) * 255, total=total)
    return made.convert("L")


def _png(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()
