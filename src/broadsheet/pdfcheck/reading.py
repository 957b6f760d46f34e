"""What is read of a page once for all of its plates: instructions and pictures, as long as they are few."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeAlias

import pikepdf

from broadsheet.pdfcheck.instructions import instructions_of

_MOST_STEPS = 200_000  # a full page has five thousand
_MOST_PIXELS = 20_000_000

Steps: TypeAlias = "Sequence[tuple[str, Any]]"


class Reading:
    """Reads streams of one file that is opened again and again; an object has the same number each time. What
    was read names objects of the file that it was read from: all stay open until ``close``."""

    def __init__(self) -> None:
        self._files = ExitStack()
        self._steps: dict[tuple[int, int], Steps] = {}
        self._pictures: dict[tuple[int, int], Any] = {}
        self._steps_left = _MOST_STEPS
        self._pixels_left = _MOST_PIXELS

    def opened(self, path: Path) -> pikepdf.Pdf:
        """The file once more, to be changed. Raises what pikepdf raises."""
        return self._files.enter_context(pikepdf.open(path))

    def close(self) -> None:
        """Let go of the files."""
        self._files.close()

    def steps(self, source: Any) -> Steps:
        """A page's or a form's instructions, each with its operator's name.

        Raises what pikepdf raises for what it cannot take apart, and TooMuchError.
        """
        key = source.objgen
        if key in self._steps:
            return self._steps[key]
        made = [(str(step.operator), step) for step in instructions_of(source)]
        if key != (0, 0) and len(made) <= self._steps_left:
            self._steps_left -= len(made)
            self._steps[key] = made
        return made

    def picture(self, image: Any) -> Any:
        """A picture's pixels. Raises what ``pixels_of`` raises."""
        from broadsheet.pdfcheck.pixels import pixels_of  # noqa: PLC0415  late: Pillow

        key = image.objgen
        if key in self._pictures:
            return self._pictures[key]
        made = pixels_of(image)
        pixels = made.width * made.height
        if key != (0, 0) and pixels <= self._pixels_left:
            self._pixels_left -= pixels
            self._pictures[key] = made
        return made
