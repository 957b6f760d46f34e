"""Colour spaces as one plate has them: the same numbers, and the grey that the plate has of each colour.

A picture or a blend keeps its data; only its space is another, with a small calculator (ISO 32000-2, 7.10.5)
from its numbers to the plate's grey. Full ink is black.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from broadsheet.pdfcheck.spaces import PROCESS, Kind, Space, space_of

_CMYK = 4
_FULL = 255
#: Places of each ink at which a function is sampled, by how many inks there are; the first runs fastest.
_PLACES = {1: 64, 2: 17, 3: 9, 4: 6, 5: 5}
_RGB = 3


def spaces_of(resources: Any) -> Any:
    """The named colour spaces of resources; None where there are none."""
    found = resources.get("/ColorSpace") if isinstance(resources, Dictionary) else None
    return found if isinstance(found, Dictionary) else None


class PlateSpaces:
    """The spaces of a file for the plate of one ink: cyan 0 to black 3."""

    def __init__(self, pdf: pikepdf.Pdf, index: int) -> None:
        self._pdf = pdf
        self._index = index

    def shown(self, written: Any, resources: Any) -> Any:
        """A space to stand for one that is written in a file; None where that one shows the same."""
        named = spaces_of(resources)
        if isinstance(written, Name) and named is not None and str(written) in named:
            written = named[str(written)]
        if written is None:
            return None
        space = space_of(written, named)
        if space.indexed:
            base = self.shown(written[1], resources)
            return None if base is None else Array([Name.Indexed, base, written[2], written[3]])
        tint = self._sampled(space)
        if tint is None:
            program = self._program(space)
            if not program:
                return None
            tint = self._pdf.make_stream(program.encode(), FunctionType=4)
        names = Array([Name(f"/Ink{each}") for each in range(space.channels)])
        tint.Range, tint.Domain = Array([0, 1]), Array([0, 1] * space.channels)
        return Array([Name.DeviceN, names, Name.DeviceGray, tint])

    def _sampled(self, space: Space) -> Any:
        """The grey of what stands for spot inks, by samples of the file's function; None for all else."""
        count = _PLACES.get(space.channels)
        if space.kind is not Kind.SPOT or space.inks == ("All",) or count is None:
            return None
        steps = [place / (count - 1) for place in range(count)]
        found = space.in_process(place[::-1] for place in product(steps, repeat=space.channels))
        if not found:
            return None
        greys = bytes(round(_FULL * (1 - min(1.0, max(0.0, inks[self._index])))) for inks in found)
        size = Array([count] * space.channels)
        return self._pdf.make_stream(greys, FunctionType=0, Size=size, BitsPerSample=8)

    def _program(self, space: Space) -> str:
        """From a colour's numbers to grey; "" where they are it already, or nothing is known."""
        last = self._index == _CMYK - 1
        if space.names:
            ink, names = PROCESS[self._index], space.names
            none = "{" + "pop " * len(names) + "1}"
            return _pick(names.index(ink), len(names)) if ink in names else none
        if space.kind in {Kind.CMYK, Kind.ICC_CMYK} and space.channels == _CMYK:
            return _pick(self._index, _CMYK)
        if space.kind is Kind.GREY:
            return "" if last else "{pop 1}"
        if space.kind is Kind.RGB and space.channels == _RGB:  # shown by its complements, as flat colours are
            return "{pop pop pop 1}" if last else _pick(self._index, _RGB, ink=False)
        return "{1 exch sub}" if space.channels == 1 else ""


def _pick(index: int, count: int, *, ink: bool = True) -> str:
    """One of so many numbers, as grey: an ink's paper, or a light's own."""
    turned = "1 exch sub " if ink else ""
    return f"{{{count - 1 - index} index {turned}{count + 1} 1 roll {'pop ' * count}}}"
