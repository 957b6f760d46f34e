"""The graphics state as one plate has it: how much of its ink is painted with, and what leaves it alone."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from pikepdf import ContentStreamInstruction, Dictionary, Operator

from broadsheet.pdfcheck.operators import LEFT, RENDERED, SHOWS
from broadsheet.pdfcheck.spaces import GREY, Space
from broadsheet.records import record, record_with


@record
class Tone:
    """How much of one plate's ink a colour has, 0 to 1; ``silent``: nothing, and it says so in CMYK;
    ``absent``: it says nothing of this ink (ISO 32000-2, 11.7.4.3)."""

    value: float
    silent: bool = False
    absent: bool = False


@record_with(frozen=False)
class PlateState:
    """The state at a place of a stream. A form begins in the one that it is shown in."""

    fill: Tone
    stroke: Tone
    overprint_fill: bool = False
    overprint_stroke: bool = False
    mode: int = 0
    spaces: tuple[Space, Space] = (GREY, GREY)  # of cs and CS
    rendering: int = 0

    @property
    def matters(self) -> Hashable:
        """What decides how a form that is shown in this state is to be written; its colour itself is a
        viewer's to keep."""
        fill, stroke = self.fill, self.stroke
        tones = fill.silent, fill.absent, stroke.silent, stroke.absent
        return *tones, self.overprint_fill, self.overprint_stroke, self.mode, self.spaces, self.rendering

    def extend(self, entries: Any) -> None:
        """Go on with a graphics state dictionary."""
        if isinstance(entries, Dictionary):
            self.overprint_fill = bool(entries.get("/op", entries.get("/OP", self.overprint_fill)))
            self.overprint_stroke = bool(entries.get("/OP", self.overprint_stroke))
            self.mode = int(entries.get("/OPM", self.mode))

    def drops(self, *, stroke: bool) -> bool:
        """Whether what is painted now leaves the plate alone."""
        tone = self.stroke if stroke else self.fill
        overprints = self.overprint_stroke if stroke else self.overprint_fill
        return overprints and (tone.absent or (tone.silent and self.mode == 1))

    def set(self, tone: Tone, *, stroke: bool) -> None:
        """Take a colour to stroke or to fill with."""
        if stroke:
            self.stroke = tone
        else:
            self.fill = tone

    def painted(self, name: str, step: Any) -> list[Any]:
        """An instruction that paints a path or shows text, without what leaves this plate alone."""
        if not (self.overprint_fill or self.overprint_stroke):
            return [step]
        if name in SHOWS and self.drops(stroke=False):
            strokes = "stroke" in RENDERED.get(self.rendering, ()) and not self.drops(stroke=True)
            hide = ContentStreamInstruction([1 if strokes else 3], Operator("Tr"))
            return [hide, step, ContentStreamInstruction([self.rendering], Operator("Tr"))]
        left = LEFT["fill"].get(name, name) if self.drops(stroke=False) else name
        left = LEFT["stroke"].get(left, left) if self.drops(stroke=True) else left
        return [step if left == name else ContentStreamInstruction([], Operator(left))]
