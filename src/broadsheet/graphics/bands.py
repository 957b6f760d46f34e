"""Pictures in several inks by name (duotones, tritones): what they lay down, and the process inks that stand
for them."""

from __future__ import annotations

from itertools import product
from typing import Any

from broadsheet.graphics.filters import CODECS, SLACK, filters_of, unpacked
from broadsheet.graphics.form import Refusal, RefusedPageError
from broadsheet.graphics.spaces import PROCESS, Inking, Space

#: Places of each ink between which a table of colours is interpolated, by how many inks there are.
_PLACES = {2: 33, 3: 17}


def process_inks(image: Any, space: Space, inking: Inking) -> Any:
    """A picture in two or three inks as one in the process inks that stand for them; as L in black alone.
    Raises RefusedPageError for one in more, or of a kind that is not read here."""
    from broadsheet.pictures.bands import black_of, through_table  # noqa: PLC0415  late: Pillow

    many = len(space.inks)
    bands = _bands(image, space) if many in _PLACES else None
    if bands is None:
        raise RefusedPageError(Refusal.COLOUR, f"a picture in {'/'.join(space.inks)}")
    way = [at / (_PLACES[many] - 1) for at in range(_PLACES[many])]
    tints = (place[::-1] for place in product(way, repeat=many))
    table = [float(ink) for place in tints for ink in inking.mixed(space, place)]
    made = through_table(bands, _PLACES[many], table)
    return made if inking.of_cmyk is None else black_of(made)


def ink_of(image: Any, space: Space, inking: Inking) -> int:
    """The highest sum of inks on a patch of a picture in process inks by name, per mille; 0 for any other,
    and where that is not known."""
    from broadsheet.pictures.bands import as_plates  # noqa: PLC0415  late: Pillow

    if space.names or not set(space.inks) <= {*PROCESS, "None"} or len(space.inks) > len(PROCESS):
        return 0
    bands = _bands(image, space)
    if bands is None:
        return 0
    plates = [band for ink, band in zip(space.inks, bands, strict=True) if ink != "None"]
    return inking.most_ink(as_plates(plates)) if plates else 0


def _bands(image: Any, space: Space) -> list[Any] | None:
    """The inks of a picture one by one; None for what is packed or counted in a rare way. Of 16 bits the
    upper eight are kept."""
    from broadsheet.pictures.bands import bands_of  # noqa: PLC0415  late: Pillow

    size, bits = (int(image["/Width"]), int(image["/Height"])), int(image.get("/BitsPerComponent", 8))
    if bits not in {8, 16} or set(filters_of(image)) & CODECS:
        return None
    needed = size[0] * size[1] * len(space.inks) * bits // 8
    data = unpacked(image, 2 * needed + SLACK)[: needed : bits // 8]
    decode = [float(each) for each in image.get("/Decode", (0, 1) * len(space.inks))]
    return bands_of(data, size, list(zip(decode[::2], decode[1::2], strict=True)))
