"""What foreign streams paint with: a colour, the ink that it lays down, and whether that overprints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pikepdf

from broadsheet.graphics.form import PdfValue
from broadsheet.graphics.spaces import GREY, Inking, Kind, Space
from broadsheet.records import record, record_with, replace

_BLACK = 1000
_OPAQUE = frozenset(("/None", "/Normal", "/Compatible"))
_ALONE = (0, 0, 0, 1)
_DEVICE = frozenset((Kind.GREY, Kind.CMYK, Kind.RGB, Kind.LAB))


@record_with(frozen=False)
class Paint:
    """What is filled or stroked with: a space, and the sum of its inks in per mille, 0 where that is not
    known. ``knocks_out``: it was no colour of the press's own inks. ``is_mixed``: it stands for a spot
    ink."""

    space: Space = GREY
    ink: int = _BLACK
    is_white: bool = False
    knocks_out: bool = False
    is_mixed: bool = False

    def begin(self, space: Space, inking: Inking) -> None:
        """Take a space, which begins with its darkest colour."""
        self.space = space
        self.is_white = self.knocks_out = False
        self.is_mixed = inking.mixes(space)
        full = inking.sum_of(space, [1] * len(space.inks)) if space.kind is Kind.SPOT else 0
        self.ink = _BLACK if space.kind in _DEVICE else full

    def take(self, space: Space, numbers: Sequence[Any], inking: Inking) -> list[Any]:
        """Take a colour of a space (of a pattern's base, too); return it as it is to be written."""
        self.ink = inking.sum_of(space, numbers)
        made = inking.printed(space, numbers) if inking.changes(space) else list(numbers)
        self.is_white = space.kind in _DEVICE and bool(numbers) and not self.ink
        by_profile = space.is_light or (space.kind is Kind.CMYK and bool(space.profile))
        self.knocks_out = by_profile and tuple(made) != _ALONE
        self.is_mixed = inking.mixes(space)
        return made


def seen_through(before: frozenset[str], state: Any) -> frozenset[str]:
    """What is not opaque after a graphics state dictionary: ``fill``, ``stroke``, or both by ``blend`` or
    ``mask``; ``no fill`` and ``no stroke`` where nothing is seen of them."""
    if not isinstance(state, pikepdf.Dictionary):
        return before
    found = set(before)
    for key, way in (("/ca", "fill"), ("/CA", "stroke"), ("/BM", "blend"), ("/SMask", "mask")):
        said = state.get(key)
        if isinstance(said, pikepdf.Array) and len(said):
            said = said[0]  # the best that a reader knows
        if said is None:
            continue
        opaque = said == 1 if way in {"fill", "stroke"} else str(said) in _OPAQUE
        found -= {way, f"no {way}"}
        if not opaque:
            found.add(f"no {way}" if said == 0 else way)
    return frozenset(found)


@record
class Overprint:
    """What leaves the inks under it alone; ``mode`` is OPM."""

    fill: bool = False
    stroke: bool = False
    mode: int = 0

    def after(self, state: Any) -> Overprint:
        """The same after a graphics state dictionary (ISO 32000-2, table 57)."""
        if not isinstance(state, pikepdf.Dictionary):
            return self
        return Overprint(
            bool(state.get("/op", state.get("/OP", self.fill))),
            bool(state.get("/OP", self.stroke)),
            int(state.get("/OPM", self.mode)),
        )

    def of(self, fill: Paint, stroke: Paint) -> Overprint:
        """What makes colours that became press inks look as they did (ISO 32000-2, 11.7.4.3). In mode 1 an
        ink that DeviceCMYK has none of leaves what is under it, while a colour of any other space knocks out
        of all four plates; black alone need not. A spot ink left them alone."""
        mixed = (self.fill and fill.is_mixed) or (self.stroke and stroke.is_mixed)
        return replace(
            self,
            fill=self.fill and not fill.knocks_out,
            stroke=self.stroke and not stroke.knocks_out,
            mode=1 if mixed else self.mode,
        )

    def looks_like(self, other: Overprint) -> bool:
        """Whether two say the same: where nothing overprints, the mode says nothing."""
        same = (self.fill, self.stroke) == (other.fill, other.stroke)
        return same and (self.mode == other.mode or not (self.fill or self.stroke))

    @property
    def entries(self) -> Mapping[str, PdfValue]:
        """As a graphics state dictionary."""
        said = {True: b"true", False: b"false"}
        return {
            "Type": b"/ExtGState", "OP": said[self.stroke], "op": said[self.fill], "OPM": b"%d" % self.mode,
        }  # fmt: skip

    @property
    def is_active(self) -> bool:
        """Whether anything overprints."""
        return self.fill or self.stroke


@record
class Start:
    """What a stream begins with: the ``overprint`` that the file means, what is ``written``, and of the
    colours for filling and stroking whether each knocks out, and whether it stands for a spot ink."""

    overprint: Overprint = Overprint()
    written: Overprint = Overprint()
    fill: tuple[bool, bool] = (False, False)
    stroke: tuple[bool, bool] = (False, False)


START = Start()
"""Of a page: nothing overprints."""
