"""The most ink that a page's marks can lay on one place, as far as these tell it: a page that stays under
the limit by that needs no plates to be drawn."""

from __future__ import annotations

from collections.abc import Mapping

from broadsheet.pdfcheck.area import Box
from broadsheet.pdfcheck.marks import Mark
from broadsheet.pdfcheck.spaces import PROCESS, Colour, Kind
from broadsheet.records import field, record_with

_INKS = frozenset((Kind.GREY, Kind.CMYK, Kind.ICC_CMYK))
_KNOWS_ITS_INKS = frozenset(("image", "inline"))


@record_with(frozen=False)
class Together:
    """Ink in per cent: ``most`` of what knocks out, and what all that overprints may add to it. ``is_open``:
    there is a mark of which only the plates know."""

    most: float = 0.0
    added: dict[str, float] = field(default_factory=dict)
    is_open: bool = False

    @property
    def bound(self) -> float:
        """What no place of the page is over."""
        return float("inf") if self.is_open else self.most + sum(self.added.values())

    def add(self, mark: Mark, trim: Box, inks: Mapping[object, float]) -> None:
        """Go on with a mark. ``inks`` are those of pictures that were measured."""
        if self.is_open:
            return
        state = mark.state
        if mark.kind == "shade" or state.veils:
            self.is_open = True
        elif mark.kind in _KNOWS_ITS_INKS and not mark.is_mask:
            self._picture(mark, trim, inks)
        else:
            for how in mark.paints:
                stroked = how == "stroke"
                overprints = state.overprint_stroke if stroked else state.overprint_fill
                self._colour(state.stroke if stroked else state.fill, overprints=overprints)

    def _colour(self, colour: Colour, *, overprints: bool) -> None:
        if colour.space.kind not in _INKS or colour.space.indexed or not colour.parts:
            self.is_open = True
        elif not overprints:
            self.most = max(self.most, colour.ink)
        else:
            tones = (0.0, 0.0, 0.0, colour.ink / 100) if colour.space.kind is Kind.GREY else colour.parts
            for ink, tone in zip(colour.space.names or PROCESS, tones, strict=False):
                self.added[ink] = max(self.added.get(ink, 0.0), 100 * tone)

    def _picture(self, mark: Mark, trim: Box, inks: Mapping[object, float]) -> None:
        """A picture has what was measured; what is grey has at most black."""
        space, image = mark.space, mark.stream
        plain = space is not None and not space.indexed and not mark.state.overprint_fill
        if space is not None and plain and space.kind is Kind.GREY:
            self.most = max(self.most, 100.0)
        elif plain and mark.kind == "image" and "/SMask" not in image and image.objgen in inks:
            self.most = max(self.most, inks[image.objgen])
        elif mark.shows_in(trim):
            self.is_open = True
