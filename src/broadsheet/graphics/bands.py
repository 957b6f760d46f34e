"""Pictures in several inks by name (duotones, tritones): what they lay down, and the process inks that stand
for them; and pictures in Lab."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

from broadsheet.graphics.filters import SLACK, unpacked
from broadsheet.graphics.form import Refusal, RefusedPageError
from broadsheet.graphics.spaces import Inking, Space
from broadsheet.pdfcheck.filters import CODECS, filters_of
from broadsheet.pdfcheck.spaces import PROCESS

#: Places of each ink between which a table of colours is interpolated, by how many inks there are.
_PLACES = {2: 33, 3: 17}
_IN_LAB = ((0, 100), (-128, 127), (-128, 127))  # L*, a* and b* in a byte each


def process_inks(image: Any, space: Space, inking: Inking) -> Any:
    """A picture in two or three inks as one in the process inks that stand for them; as L in black alone.
    Raises RefusedPageError for one in more, or of a kind that is not read here."""
    from broadsheet.pictures.bands import black_of, through_table  # noqa: PLC0415  late: Pillow

    many = len(space.inks)
    bands = _bands(image, (0, 1) * many) if many in _PLACES else None
    if bands is None:
        raise RefusedPageError(Refusal.COLOUR, f"a picture in {'/'.join(space.inks)!r}")
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
    bands = _bands(image, (0, 1) * len(space.inks))
    if bands is None:
        return 0
    plates = [band for ink, band in zip(space.inks, bands, strict=True) if ink != "None"]
    return inking.most_ink(as_plates(plates)) if plates else 0


def lab_of(image: Any, space: Space) -> Any:
    """A picture in Lab as Pillow has it. Raises RefusedPageError for one of a kind that is not read here."""
    from broadsheet.pictures.bands import as_lab  # noqa: PLC0415  late: Pillow

    bands = _bands(image, space.limits, _IN_LAB)
    if bands is None:
        raise RefusedPageError(Refusal.COLOUR, "a Lab picture of a rare kind")
    return as_lab(bands)


def _bands(
    image: Any, usual: Sequence[float], full: Sequence[tuple[float, float]] = ()
) -> list[Any] | None:
    """The channels of a picture one by one, ``usual`` the limits that it has where its Decode says nothing,
    ``full`` what stands for none and all of each channel, 0 and 1 where it is not given. None for what is
    packed or counted in a rare way. Of 16 bits the upper eight are kept."""
    from broadsheet.pictures.bands import bands_of  # noqa: PLC0415  late: Pillow

    size, many = (int(image["/Width"]), int(image["/Height"])), len(usual) // 2
    data = _numbers_of(image, size, many)
    if data is None:
        return None
    decode = [float(each) for each in image.get("/Decode", usual)]
    limits = zip(decode[::2], decode[1::2], full or [(0, 1)] * many, strict=True)
    shares = [
        ((low - none) / (most - none), (high - none) / (most - none)) for low, high, (none, most) in limits
    ]
    return bands_of(data, size, shares)


def _numbers_of(image: Any, size: tuple[int, int], many: int) -> bytes | None:
    """The numbers of a picture, a byte each, as they are before its Decode; None for what is packed or
    counted in a rare way."""
    bits, packed = int(image.get("/BitsPerComponent", 8)), set(filters_of(image)) & CODECS
    if packed == {"/DCTDecode"} and "/Decode" not in image:
        from broadsheet.pdfcheck.pixels import pixels_of  # noqa: PLC0415  late: Pillow

        pixels = pixels_of(image)
        is_fit = pixels.size == size and len(pixels.getbands()) == many
        return pixels.tobytes() if is_fit else None
    if packed or bits not in {8, 16}:
        return None
    needed = size[0] * size[1] * many * bits // 8
    return unpacked(image, 2 * needed + SLACK)[: needed : bits // 8]
