"""Pictures in several inks by name (duotones, tritones): what they lay down, and the process inks that stand
for them.

Import this module late: Pillow costs 40 ms.
"""

from __future__ import annotations

from itertools import product
from typing import Any

from PIL import Image, ImageChops, ImageFilter

from broadsheet.graphics.filters import CODECS, filters_of, unpacked
from broadsheet.graphics.form import Refusal, RefusedPageError
from broadsheet.graphics.spaces import Inking, Space

_MOST_INKS = 4
#: Places of each ink between which a table of colours is interpolated, by how many inks there are.
_PLACES = {2: 33, 3: 17}


def process_inks(image: Any, space: Space, inking: Inking) -> Image.Image:
    """A picture in two or three inks as one in the process inks that stand for them; as L in black alone.
    Raises RefusedPageError for one in more, or of a kind that is not read here."""
    bands = bands_of(image, space) if len(space.inks) in _PLACES else None
    if bands is None:
        raise RefusedPageError(Refusal.COLOUR, f"a picture in {'/'.join(space.inks)}")
    many = len(bands)
    size = (_PLACES[many], _PLACES[many], _PLACES[many] if many > 2 else 2)
    ways = [[at / (count - 1) for at in range(count)] for count in size]
    table = [
        float(ink) for place in product(*reversed(ways)) for ink in inking.mixed(space, place[::-1][:many])
    ]
    none = [Image.new("L", bands[0].size)] * (3 - many)
    filled = Image.merge("RGB", (*bands, *none))
    made = filled.filter(ImageFilter.Color3DLUT(size, table, channels=4, target_mode="CMYK"))
    return made if inking.of_cmyk is None else ImageChops.invert(made.getchannel("K"))


def ink_of(image: Any, space: Space, inking: Inking) -> int:
    """The highest sum of inks on a patch of a picture in process inks by name, per mille; 0 for any other,
    and where that is not known."""
    if space.names or not 1 <= len(space.inks) <= _MOST_INKS:
        return 0
    bands = bands_of(image, space)
    if bands is None:
        return 0
    none = Image.new("L", bands[0].size)
    plates = [none if ink == "None" else band for ink, band in zip(space.inks, bands, strict=True)]
    return inking.most_ink(Image.merge("CMYK", (*plates, *[none] * (_MOST_INKS - len(plates)))))


def bands_of(image: Any, space: Space) -> list[Image.Image] | None:
    """The inks of a picture one by one, full ink as 255; None for what is packed or counted in a rare way."""
    size, bits = (int(image["/Width"]), int(image["/Height"])), int(image.get("/BitsPerComponent", 8))
    many = len(space.inks)
    if bits not in {8, 16} or set(filters_of(image)) & CODECS:
        return None
    needed = size[0] * size[1] * many * bits // 8
    data = unpacked(image, 2 * needed + 4096)[:needed:bits // 8]
    decode = [float(each) for each in image.get("/Decode", (0, 1) * many)]
    bands = []
    for index, (least, most) in enumerate(zip(decode[::2], decode[1::2], strict=True)):
        band = Image.frombytes("L", size, data[index::many])
        values = [min(255, max(0, round(least * 255 + value * (most - least)))) for value in range(256)]
        bands.append(band if (least, most) == (0, 1) else band.point(values))
    return bands
