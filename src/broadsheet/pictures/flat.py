"""Flat colours as press inks: what drawings are filled and ruled with.

Import this module late: Pillow costs 40 ms.
"""

from __future__ import annotations

import io
import zlib
from functools import lru_cache

from PIL import Image, ImageCms, ImageColor

from broadsheet.pictures.raster import Raster

Inks = tuple[int, int, int, int]
"""Cyan, magenta, yellow and black in per mille."""

#: Channels that differ by less are a grey that a drawing program rounded, of 255.
_NEUTRAL = 2
#: Dots below this (per mille) do not hold on a newspaper plate; a flat tint goes without them.
_LEAST_DOT = 20
#: Second time round a JPEG: high enough that it shows no more than the first.
_JPEG_QUALITY = 92


@lru_cache(maxsize=4)
def _transform(profile: bytes) -> ImageCms.ImageCmsTransform:
    """The way pictures go, so that a colour in a chart is the colour in a picture beside it."""
    return ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(io.BytesIO(profile)),
        "RGB",
        "CMYK",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


@lru_cache(maxsize=1 << 12)
def flat_inks(red: int, green: int, blue: int, profile: bytes) -> Inks:
    """Return a colour (sRGB, 0 to 255) in a press's inks, per mille.

    A grey is printed in black alone, and black is all of it: four plates never register well
    enough for a hairline. Colours go through the press's profile, which keeps their sum.
    """
    if max(red, green, blue) - min(red, green, blue) <= _NEUTRAL:
        return (0, 0, 0, 1000 - (red + green + blue) * 1000 // 765)
    image = Image.new("RGB", (1, 1), (red, green, blue))
    separated = ImageCms.applyTransform(image, _transform(profile))
    assert separated is not None
    pixel = separated.getpixel((0, 0))
    assert isinstance(pixel, tuple)
    inks = [round(value * 1000 / 255) for value in pixel]
    cyan, magenta, yellow, black = (ink if ink >= _LEAST_DOT else 0 for ink in inks)
    return (cyan, magenta, yellow, black)


def separated_raster(image: Image.Image, lossy: bool, profile: bytes) -> Raster:
    """Return a picture out of another file in a press's inks, at its own size; ``lossy`` where it came
    out of a JPEG already. Pillow writes CMYK as Adobe does, upside down, and marks it so.

    CMYK is taken for the press's, grey stays on black alone.
    """
    plain = image if image.mode in {"L", "RGB", "CMYK"} else image.convert("RGB")
    if plain.mode == "RGB":
        separated = ImageCms.applyTransform(plain, _transform(profile))
        assert separated is not None
        plain = separated
    channels = len(plain.getbands())
    if not lossy:
        data = zlib.compress(plain.tobytes(), 9)
        return Raster(plain.width, plain.height, channels, "FlateDecode", data)
    stream = io.BytesIO()
    plain.info.clear()
    plain.save(stream, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    return Raster(plain.width, plain.height, channels, "DCTDecode", stream.getvalue(), inverted=channels == 4)


def colour_of(words: str) -> tuple[int, ...] | None:
    """A colour as drawings and style sheets write it (a name, ``#rgb``, ``rgb()``, ``hsl()``): red, green,
    blue and, where it is said, opacity, 0 to 255. None for what is no colour."""
    try:
        found = ImageColor.getrgb(words.strip().lower())
    except ValueError:
        return None
    return tuple(found)
