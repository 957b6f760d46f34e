"""What the comparison of two trees says: changes, by page, story and role."""

from __future__ import annotations

from enum import Enum

from broadsheet.geometry import Rect
from broadsheet.records import record

_LONGEST = 60
"""Characters that are told of what came, went or is all of a text."""


class Kind(Enum):
    """What became of something."""

    CHANGED = "changed"  # other words, another picture
    CAME = "came"
    GONE = "gone"
    REFLOWED = "reflowed"  # the same characters, other line breaks
    RESTYLED = "restyled"  # the same words in the same lines: another face, size, colour, spacing
    MOVED = "moved"


@record
class Words:
    """One place where words differ, with the characters before and after it that are the same."""

    before: str
    old: str
    new: str
    after: str


def shortened(text: str) -> str:
    """A text as changes tell it whole: its beginning where it is long."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


@record
class Detail:
    """A property that differs: ``size``, ``9 pt``, ``9.5 pt``. Lengths are written in points."""

    name: str
    old: str
    new: str


@record
class Change:
    """One finding. ``sort`` is ``text``, ``rule``, ``fill``, ``shape``, ``picture`` or ``page``, ``role``
    the role of the tree. A page is 0 on the side where there is nothing. ``count`` is lines of text, or
    drawings. ``near``: the stories that something without one stands between. Places are in the page's
    coordinates (origin top-left, millipoints), one a line or drawing."""

    kind: Kind
    role: str
    sort: str
    story: str
    old_page: int
    new_page: int
    count: int
    hole: str = ""
    near: tuple[str, ...] = ()
    words: tuple[Words, ...] = ()
    details: tuple[Detail, ...] = ()
    old_places: tuple[Rect, ...] = ()
    new_places: tuple[Rect, ...] = ()

    def on(self, page: int) -> bool:
        """Whether the page of this number shows it, in the old set or in the new."""
        return page in (self.old_page, self.new_page)


@record
class PageState:
    """A page that either side has: its number, and its name and section as they are now."""

    number: int
    name: str
    section: str


@record
class TreeDiff:
    """Two editions compared: the pages of both, in order, and what differs on them."""

    pages: tuple[PageState, ...]
    changes: tuple[Change, ...]

    def on(self, page: int) -> tuple[Change, ...]:
        """What differs on one page."""
        return tuple(change for change in self.changes if change.on(page))

    def changed_pages(self) -> tuple[int, ...]:
        """Numbers of the pages that differ."""
        return tuple(page.number for page in self.pages if self.on(page.number))
