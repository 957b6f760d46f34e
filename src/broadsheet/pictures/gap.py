"""What stands for a picture that is not there: a light tint, framed and crossed out, so that no proof
reader can miss it. Import this module late: Pillow costs 40 ms."""

from __future__ import annotations

from PIL import Image, ImageDraw

from broadsheet.pictures.encode import flate
from broadsheet.pictures.raster import Raster
from broadsheet.units import Length

_MILLIPOINTS_A_PIXEL = 450  # 160 an inch: no preflight takes the mark for a coarse picture
_TINT, _LINES, _WEIGHT = 235, 90, 3
_MOST = 4000  # pixels a side, for a place of any size


def gap_raster(width: Length, height: Length) -> Raster:
    """Return the mark for a place of that size, in black ink alone."""
    size = (
        min(max(width // _MILLIPOINTS_A_PIXEL, 1), _MOST),
        min(max(height // _MILLIPOINTS_A_PIXEL, 1), _MOST),
    )
    image = Image.new("L", size, _TINT)
    draw = ImageDraw.Draw(image)
    right, foot = size[0] - 1, size[1] - 1
    draw.rectangle((0, 0, right, foot), outline=_LINES, width=_WEIGHT)
    draw.line((0, 0, right, foot), fill=_LINES, width=_WEIGHT)
    draw.line((0, foot, right, 0), fill=_LINES, width=_WEIGHT)
    return flate(image)
