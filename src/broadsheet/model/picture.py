"""How pictures are made ready for the press."""

from __future__ import annotations

from enum import Enum

from broadsheet.records import record


class Intent(Enum):
    """What becomes of colours that the press cannot print: the nearest it can, or all drawn together."""

    RELATIVE = "relative"
    PERCEPTUAL = "perceptual"


@record
class PictureStyle:
    """How pictures are made ready for the press: at most ``ppi`` pixels an inch, edges lifted by
    ``sharpen`` per cent, JPEG of a ``quality``."""

    ppi: int = 200
    sharpen: int = 60
    quality: int = 85
    intent: Intent = Intent.RELATIVE
