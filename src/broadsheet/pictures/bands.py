"""Pictures ink by ink: taken apart, and put together as process inks.

Import this module late: Pillow costs 40 ms.
"""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageChops, ImageFilter

_PLATES = 4
_AXES = 3  # of a table of colours


def bands_of(
    data: bytes, size: tuple[int, int], limits: Sequence[tuple[float, float]]
) -> list[Image.Image]:
    """The inks of a picture one by one, 255 for full ink. ``data`` has a byte of each for each pixel,
    ``limits`` what its least and its most stand for, from 0 to 1."""
    bands = []
    for index, (least, most) in enumerate(limits):
        band = Image.frombytes("L", size, data[index :: len(limits)])
        values = [min(255, max(0, round(least * 255 + value * (most - least)))) for value in range(256)]
        bands.append(band if (least, most) == (0, 1) else band.point(values))
    return bands


def as_plates(bands: Sequence[Image.Image]) -> Image.Image:
    """Up to four inks as CMYK, whichever they are: what they come to is the same."""
    none = Image.new("L", bands[0].size)
    return Image.merge("CMYK", (*bands, *[none] * (_PLATES - len(bands))))


def as_lab(bands: Sequence[Image.Image]) -> Image.Image:
    """L*, a* and b* as one picture."""
    return Image.merge("LAB", list(bands))


def through_table(bands: Sequence[Image.Image], places: int, table: Sequence[float]) -> Image.Image:
    """Two or three inks as CMYK, by a table of four inks from 0 to 1 with so many places for each, the first
    running fastest; between them in proportion."""
    none = Image.new("L", bands[0].size)
    filled = Image.merge("RGB", (*bands, *[none] * (_AXES - len(bands))))
    size = (places, places, places if len(bands) == _AXES else 2)
    values = list(table) * (1 if len(bands) == _AXES else 2)  # the third of two says nothing
    return filled.filter(ImageFilter.Color3DLUT(size, values, channels=4, target_mode="CMYK"))


def black_of(image: Image.Image) -> Image.Image:
    """The black of a CMYK picture as L, 0 for full ink."""
    return ImageChops.invert(image.getchannel("K"))


def left_out(image: Image.Image, ranges: Sequence[int]) -> bytes:
    """Which pixels have all their numbers within ``ranges`` (the least and the most of each), in a bit each,
    rows filled up to bytes."""
    within = None
    for band, least, most in zip(image.split(), ranges[::2], ranges[1::2], strict=True):
        found = band.point([255 * (least <= value <= most) for value in range(256)])
        within = found if within is None else ImageChops.darker(within, found)
    assert within is not None
    return within.point([0] + [255] * 255, "1").tobytes()
