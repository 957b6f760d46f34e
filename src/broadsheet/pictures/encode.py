"""Press inks as the bytes that go into a file.

Import this module late: Pillow costs 40 ms.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

from PIL import Image

from broadsheet.pictures.ink import MOST_INK, TOLERANCE, ink_sum, limited
from broadsheet.pictures.raster import Raster

#: JPEG's waves go over the ink of what they draw, by about so many per cent at quality 85 and more at a
#: lower one. What this takes from a smooth picture is a tenth of the colour in its darkest places.
_WAVES, _AT_SCALE, _MOST_WAVES = 16, 30, 40
#: Encodings that are tried; each takes off what the last one was over.
_TRIES = 4


def flate(image: Image.Image, limit: int = MOST_INK) -> Raster:
    """Return L or CMYK without loss, with no pixel over the paper's limit, in per cent."""
    if image.mode == "CMYK":
        image = limited(image, limit)
    data = zlib.compress(image.tobytes(), 9)
    return Raster(image.width, image.height, len(image.getbands()), "FlateDecode", data)


def grey_jpeg(image: Image.Image, quality: int) -> Raster:
    """Return L as JPEG, without metadata."""
    return Raster(image.width, image.height, 1, "DCTDecode", _encoded(image, quality))


def jpeg(inks: Callable[[float], Image.Image], quality: int, limit: int = MOST_INK) -> Raster:
    """Return CMYK as JPEG, without metadata, that decodes to no pixel over the paper's limit and its
    tolerance; without loss where JPEG cannot be held to it. ``inks`` gives the picture with at most so
    much ink, in per cent."""
    scale = 5000 / quality if quality < 50 else 200 - 2 * quality  # of its tables, as libjpeg has it
    most = limit - min(_WAVES * scale / _AT_SCALE, _MOST_WAVES)
    for _ in range(_TRIES):
        image = inks(most)
        data = _encoded(image, quality)
        over = _decoded_sum(data) - limit
        if over <= TOLERANCE:
            return Raster(image.width, image.height, 4, "DCTDecode", data, inverted=True)
        most -= over
    return flate(image, limit)


def _encoded(image: Image.Image, quality: int) -> bytes:
    """Pillow writes CMYK as Adobe does, upside down, and marks it so."""
    stream = io.BytesIO()
    bare = image.copy()
    bare.info.clear()
    bare.save(stream, "JPEG", quality=quality, optimize=True)
    return stream.getvalue()


def _decoded_sum(data: bytes) -> float:
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        image.load()
        return ink_sum(image)
