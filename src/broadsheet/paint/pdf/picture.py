"""Pictures in a file: converted once a build, let go after their last use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from broadsheet.paint.pdf.content import PictureKey, picture_key
from broadsheet.paint.pdf.options import PictureSource
from broadsheet.pictures.raster import Raster
from broadsheet.tree.node import Picture

if TYPE_CHECKING:
    from broadsheet.paint.pdf.objects import PdfWriter, Value

#: Stands where no pixels are asked for: one grey pixel.
TINT = Raster(1, 1, 1, "", b"\xd8")

_SPACES = {1: b"/DeviceGray", 4: b"/DeviceCMYK"}


class PictureShelf:
    """Rasters by picture. ``uses`` are the keys of every file that will ask, one a file."""

    def __init__(self, source: PictureSource | None, uses: Iterable[PictureKey]) -> None:
        self._source = source
        self._left = Counter(uses)
        self._held: dict[PictureKey, Raster] = {}

    def take(self, picture: Picture) -> Raster:
        """Return a picture's raster; kept only while another file still needs it."""
        if self._source is None:
            return TINT
        key = picture_key(picture)
        raster = self._held.pop(key, None) or self._source(picture)
        self._left[key] -= 1
        if self._left[key] > 0:
            self._held[key] = raster
        return raster


def put_picture(writer: PdfWriter, raster: Raster, name: str) -> None:
    """Add a raster as an image, under the name by which pages refer to it."""
    entries: dict[str, Value] = {
        "Type": b"/XObject",
        "Subtype": b"/Image",
        "Width": b"%d" % raster.width,
        "Height": b"%d" % raster.height,
        "BitsPerComponent": b"8",
        "ColorSpace": _SPACES[raster.channels],
    }
    if raster.filter:
        entries["Filter"] = f"/{raster.filter}".encode()
    if raster.inverted:
        entries["Decode"] = b"[" + b" ".join([b"1 0"] * raster.channels) + b"]"
    writer.put_encoded(entries, raster.data, name)
