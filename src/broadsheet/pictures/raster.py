"""A picture as it goes into a file."""

from __future__ import annotations

from broadsheet.records import record


@record
class Raster:
    """Encoded pixels, 8 bits a channel, first row on top.

    ``channels`` is 4 for CMYK and 1 for grey, where 255 is paper (a plain DeviceGray). ``filter``
    is ``DCTDecode`` or ``FlateDecode``. ``inverted`` says that the channels of a CMYK picture run
    the other way round, 255 for no ink, as Adobe's JPEG files have it.
    """

    width: int
    height: int
    channels: int
    filter: str
    data: bytes
    inverted: bool = False
