"""How pictures are made ready for the press."""

from __future__ import annotations

from enum import Enum

from broadsheet.records import record
from broadsheet.units import Length


class Intent(Enum):
    """What becomes of colours that the press cannot print: the nearest it can, or all drawn together."""

    RELATIVE = "relative"
    PERCEPTUAL = "perceptual"


class CaptionPlace(Enum):
    """Where a picture's words stand: under it, at its side level with its foot, or over its foot."""

    BELOW = "below"
    LEFT = "left"
    RIGHT = "right"
    OVER = "over"
    NONE = "none"


@record
class PictureStyle:
    """How pictures are made ready for the press: at most ``ppi`` pixels an inch, edges lifted by
    ``sharpen`` per cent, JPEG of a ``quality``. Words over a picture are white, no smaller than
    ``over_size``, with a black edge ``over_edge`` wide and a shadow ``over_shadow`` to the right and down."""

    ppi: int = 200
    sharpen: int = 60
    quality: int = 85
    intent: Intent = Intent.RELATIVE
    over_size: Length = 9000
    over_edge: Length = 700
    over_shadow: Length = 0
