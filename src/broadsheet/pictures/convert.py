"""A picture file as press inks: upright, cropped, resampled for its size on the page, in CMYK or black.

Import this module late: Pillow costs 40 ms.
"""

from __future__ import annotations

from functools import partial

from PIL import Image, ImageChops, ImageFilter

from broadsheet.pictures.encode import flate, grey_jpeg, jpeg
from broadsheet.pictures.opening import UnusableError, open_picture
from broadsheet.pictures.raster import Raster
from broadsheet.pictures.separation import Press, greyed, in_black, separated, separated_within
from broadsheet.tree.node import Picture

_SMALL = 64 * 64  # pixels; JPEG's tables alone would be larger
#: An unsharp mask of a radius of 0.8 pixels, about what the dots of a newspaper's screen blur: a pixel
#: less the mean round it, in sixteenths.
_EDGES = (-1, -2, -1, -2, 12, -2, -1, -2, -1)
#: Smaller changes are noise.
_THRESHOLD = 2
_LIGHTER = [value - 128 if value - 128 > _THRESHOLD else 0 for value in range(256)]
_DARKER = [128 - value if 128 - value > _THRESHOLD else 0 for value in range(256)]


class PictureError(Exception):
    """A picture file cannot be used; the text says why. ``is_large``: over a limit, not damaged."""

    def __init__(self, name: str, reason: str, *, is_large: bool = False) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason
        self.is_large = is_large


def convert_picture(picture: Picture, profile: bytes) -> Raster:
    """Return a picture's pixels for a press whose ICC profile is given. Raises PictureError.

    The crop counts in pixels of the upright picture.
    """
    try:
        opened = open_picture(picture)
    except UnusableError as error:
        raise PictureError(picture.name, str(error), is_large=error.is_large) from error
    image = greyed(opened.image) if picture.grey else opened.image
    own = b"" if image.mode != opened.image.mode else opened.profile
    if picture.sharpen and not opened.drawing:
        image = _sharpened(image, picture.sharpen)
    press = Press(profile, picture.perceptual)
    lossless = opened.drawing or image.width * image.height <= _SMALL
    grey = in_black(image, own, press)
    if grey is not None:
        return flate(grey) if lossless else grey_jpeg(grey, picture.quality)
    if lossless:
        return flate(separated(image, own, press), picture.ink)
    return jpeg(partial(separated_within, image, own, press), picture.quality, picture.ink)


def _sharpened(image: Image.Image, percent: int) -> Image.Image:
    """The image with its edges lifted: makes up for the softening of resampling and screening.

    Colours take the change of their brightness, so that edges get no fringes, and before they are
    separated. Inks are sharpened one by one; the paper's limit is kept after that.
    """
    if image.mode == "CMYK":
        return Image.merge("CMYK", [_sharpened(ink, percent) for ink in image.split()])
    if image.mode == "LAB":
        lightness, *colours = image.split()
        return Image.merge("LAB", [_sharpened(lightness, percent), *colours])
    if min(image.size) < 3:
        return image
    inner = (1, 1, image.width - 1, image.height - 1)  # the outermost have no mean round them
    found = image.convert("L").filter(ImageFilter.Kernel((3, 3), _EDGES, 16 * 100 / percent, offset=128))
    edges = Image.new("L", image.size, 128)
    edges.paste(found.crop(inner), inner)
    lighter, darker = edges.point(_LIGHTER), edges.point(_DARKER)
    if image.mode == "RGB":
        lighter, darker = (Image.merge("RGB", [change] * 3) for change in (lighter, darker))
    return ImageChops.subtract(ImageChops.add(image, lighter), darker)
