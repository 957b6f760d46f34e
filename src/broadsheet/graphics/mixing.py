"""Spot inks of foreign PDFs in pictures and blends, as the process inks that stand for them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pikepdf

from broadsheet.graphics.form import PdfObject, PdfValue, Refusal, RefusedPageError
from broadsheet.graphics.spaces import Inking, Space
from broadsheet.pdffunction import FunctionError, function_of

_FULL = 255
_STEPS = 256
_INKS = 4


def palette(space: Space, tints: bytes, inking: Inking) -> bytes:
    """Return tints of a separation, a byte an ink, as process inks. Raises RefusedPageError."""
    size = len(space.inks)
    starts = range(0, len(tints) - size + 1, size)
    return _bytes(
        [inking.mixed(space, [each / _FULL for each in tints[start : start + size]]) for start in starts]
    )


def most_of(colours: bytes) -> int:
    """The highest sum of inks among them, per mille."""
    sums = (sum(colours[at : at + _INKS]) for at in range(0, len(colours), _INKS))
    return round(max(sums, default=0) * 1000 / _FULL)


def index_of(image: Any, space: Space, inking: Inking) -> tuple[tuple[PdfValue, ...], int]:
    """The space of a picture in tints of one spot ink: an index of what stands for each, and the most ink
    of them. Raises RefusedPageError."""
    steps = 1 << int(image.get("/BitsPerComponent", 8))
    if len(space.inks) != 1 or steps > _STEPS:
        raise RefusedPageError(Refusal.COLOUR, f"a picture in {'/'.join(space.inks)}")
    tints = bytes(round(step * _FULL / (steps - 1)) for step in range(steps))
    colours = palette(space, tints, inking)
    return indexed(str(steps - 1).encode(), colours), most_of(colours)


def indexed(last: bytes, colours: bytes) -> tuple[PdfValue, ...]:
    """An index of process inks."""
    return (b"/Indexed", b"/DeviceCMYK", last, b"<" + colours.hex().encode() + b">")


def ramp_of(shading: Any, space: Space, inking: Inking) -> PdfObject:
    """The function of a blend of spot inks as samples of process inks. Raises RefusedPageError."""
    if isinstance(shading, pikepdf.Stream) or int(shading.get("/ShadingType", 0)) not in (2, 3):
        raise RefusedPageError(Refusal.COLOUR, f"a blend in {'/'.join(space.inks)}")
    written = shading["/Function"]
    try:
        parts = [function_of(each) for each in (written if isinstance(written, pikepdf.Array) else [written])]
        low, high = (float(each) for each in shading.get("/Domain", (0, 1)))
        places = [low + step * (high - low) / (_STEPS - 1) for step in range(_STEPS)]
        tints = [[tint for part in parts for tint in part((place,))] for place in places]
    except FunctionError as error:
        raise RefusedPageError(Refusal.COLOUR, str(error)) from error
    entries: dict[str, PdfValue] = {
        "FunctionType": b"0",
        "Domain": (f"{low:.6f}".encode(), f"{high:.6f}".encode()),
        "Range": (b"0", b"1") * _INKS,
        "Size": (str(_STEPS).encode(),),
        "BitsPerSample": b"8",
    }
    return PdfObject(0, entries, _bytes([inking.mixed(space, each) for each in tints]), plain=True)


def _bytes(colours: list[list[Decimal]]) -> bytes:
    return bytes(min(_FULL, max(0, round(ink * _FULL))) for colour in colours for ink in colour)
