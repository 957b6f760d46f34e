"""Colours and their spaces as one plate has them: the same numbers, and the grey that the plate has of each.

A picture or a blend keeps its data; only its space is another, with a small calculator (ISO 32000-2, 7.10.5)
from its numbers to the plate's grey. Full ink is black.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

import pikepdf
from pikepdf import Array, Name

from broadsheet.pdfcheck.platestate import Tone
from broadsheet.pdfcheck.resources import spaces_of
from broadsheet.pdfcheck.spaces import PROCESS, Kind, Space, space_of

_CMYK = 4
_BLACK = 3
_MARKS = ("All",)
_FULL = 255
#: Places of each ink at which a function is sampled, by how many inks there are; the first runs fastest.
_PLACES = {1: 64, 2: 17, 3: 9, 4: 6, 5: 5}
_RGB = 3


class PlateSpaces:
    """The spaces of a file for the plate of one ink: a process ink, or a spot ink that ``prints`` says has a
    plate of its own. ``met`` are the spot inks of which that was so."""

    def __init__(self, pdf: pikepdf.Pdf, ink: str, prints: Callable[[str], bool]) -> None:
        self.met: dict[str, None] = {}
        self._pdf = pdf
        self._ink = ink
        self._index = PROCESS.index(ink) if ink in PROCESS else None
        self._prints = prints

    @property
    def is_black(self) -> bool:
        """Whether it is the plate of black, on which all greys are."""
        return self._index == _BLACK

    def channel(self, picture: Any) -> Any:
        """A picture's tones on this plate, white where it has no ink; None where that is so throughout. RGB
        is shown by its complements, as flat colours are."""
        from PIL import ImageOps  # noqa: PLC0415  late: Pillow

        if self._index is None:
            return None
        if picture.mode == "CMYK":
            return ImageOps.invert(picture.getchannel(self._index))
        if picture.mode.startswith("RGB"):
            return None if self.is_black else picture.getchannel(self._index)
        return picture.convert("L") if self.is_black else None

    def grey(self, value: float) -> Tone:
        """The tone of a grey: all of it is black ink. It knocks out of the other process inks."""
        return Tone(1 - value) if self.is_black else Tone(0.0, absent=self._index is None)

    def tone(self, space: Space, values: Sequence[float]) -> Tone:
        """A colour on this plate. RGB is shown as its complements, a spot ink without a plate by what stands
        for it, and where that is not known as its tint on all process plates."""
        names = self._names(space)
        if names and len(values) == len(names):
            inks = dict(zip(names, values, strict=True))
            return Tone(inks.get(self._ink, 0.0), absent=self._ink not in inks)
        if space.inks == _MARKS:
            return Tone(values[0] if values else 0.0)
        return Tone(0.0, absent=True) if self._index is None else self._mixed(space, values, self._index)

    def _mixed(self, space: Space, values: Sequence[float], index: int) -> Tone:
        """What a process plate has of a colour that names no plates."""
        kind = space.kind
        if kind is Kind.SPOT and (process := space.in_process([values])):
            return Tone(process[0][index])
        if len(values) == _CMYK:
            return Tone(values[index], silent=values[index] == 0)
        if kind is Kind.GREY and values:
            return self.grey(values[0])
        if kind is Kind.RGB and len(values) == _RGB:
            return Tone(0.0 if self.is_black else 1 - values[index])
        return Tone(values[0] if values and kind is Kind.SPOT else 0.0)

    def is_absent(self, written: Any, resources: Any) -> bool:
        """Whether a space, as of a blend or a picture, says nothing of this plate's ink."""
        if written is None:
            return False
        names = self._names(space_of(written, spaces_of(resources)))
        return self._ink not in names if names else self._index is None

    def _names(self, space: Space) -> tuple[str, ...]:
        names = space.listed(self._prints)
        self.met.update(dict.fromkeys(ink for ink in names if ink not in PROCESS and ink != "None"))
        return names

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
        if space.kind is not Kind.SPOT or space.inks == _MARKS or count is None:
            return None
        if self._index is None or self._names(space):
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
        index, names = self._index, self._names(space)
        if names or index is None:
            return self._alone(space, names)
        if space.kind in {Kind.CMYK, Kind.ICC_CMYK} and space.channels == _CMYK:
            return _pick(index, _CMYK)
        if space.kind is Kind.GREY:
            return "" if self.is_black else "{pop 1}"
        if space.kind is Kind.RGB and space.channels == _RGB:  # shown by its complements, as flat colours are
            return "{pop pop pop 1}" if self.is_black else _pick(index, _RGB, ink=False)
        return "{1 exch sub}" if space.channels == 1 else ""

    def _alone(self, space: Space, names: Sequence[str]) -> str:
        """The same where the space names plates, or this is the plate of a spot ink."""
        if self._ink in names:
            return _pick(names.index(self._ink), len(names))
        if space.inks == _MARKS:
            return "{1 exch sub}"
        return "{" + "pop " * space.channels + "1}" if space.channels else ""


def _pick(index: int, count: int, *, ink: bool = True) -> str:
    """One of so many numbers, as grey: an ink's paper, or a light's own."""
    turned = "1 exch sub " if ink else ""
    return f"{{{count - 1 - index} index {turned}{count + 1} 1 roll {'pop ' * count}}}"
