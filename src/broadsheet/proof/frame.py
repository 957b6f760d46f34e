"""From a page's millipoints to a proof's pixels."""

from __future__ import annotations

from broadsheet.geometry import Rect
from broadsheet.records import record
from broadsheet.tree.node import TreePage
from broadsheet.units import POINTS_PER_INCH, Length


@record
class Frame:
    """Where a page lies in its proof: pixels a millipoint, and where its trim's corner is."""

    scale: float
    offset: tuple[int, int]

    def across(self, x: Length) -> int:
        """The pixel column of a place on the page."""
        return self.offset[0] + round(x * self.scale)

    def down(self, y: Length) -> int:
        """The pixel row of a place on the page."""
        return self.offset[1] + round(y * self.scale)

    def box(self, rect: Rect) -> tuple[int, int, int, int]:
        """A rectangle of the page: left, top, right, bottom in pixels."""
        return self.across(rect.x), self.down(rect.y), self.across(rect.right), self.down(rect.bottom)


def frame_of(size: tuple[int, int], page: TreePage, dpi: int) -> Frame:
    """The frame of a proof of ``size`` pixels: what the sheet has beyond the trim is alike on both sides."""
    scale = dpi / POINTS_PER_INCH / 1000
    beyond = ((size[0] - round(page.width * scale)) // 2, (size[1] - round(page.height * scale)) // 2)
    return Frame(scale, beyond)
