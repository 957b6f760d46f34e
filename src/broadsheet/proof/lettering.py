"""The type that words on proofs are set in."""

from __future__ import annotations

from PIL import ImageFont

from broadsheet.proof.frame import Frame
from broadsheet.resources import shipped
from broadsheet.units import Length

_SMALLEST = 11
"""Pixels; below that words cannot be read on any screen."""


def lettering(weight: int, size: Length, frame: Frame) -> ImageFont.FreeTypeFont:
    """Broadsheet Hei of a weight, ``size`` on the page but never too small to be read.

    Pillow lays it out by itself: what it uses otherwise (Raqm) is there only where the machine has FriBidi,
    and puts letters elsewhere by parts of a pixel.
    """
    file = str(shipped("fonts", f"BroadsheetHei-{weight}.ttf"))
    pixels = max(_SMALLEST, round(size * frame.scale))
    return ImageFont.truetype(file, pixels, layout_engine=ImageFont.Layout.BASIC)
