"""What a desk decided about pages that differ."""

from __future__ import annotations

from enum import Enum

from broadsheet.records import record
from broadsheet.source import Span


class Ruling(Enum):
    """Whether a page may differ."""

    EXPECTED = "expected"  # it was meant to change
    REGRESSION = "regression"  # it was not: the page is wrong
    SKIP = "skip"  # nobody looks at this page


@record
class Decision:
    """A ruling on one page. ``change`` is the fingerprint of what was decided about: the ruling holds for
    nothing else; ``""`` holds for any change."""

    page: int
    ruling: Ruling
    reason: str
    change: str = ""
    origin: Span | None = None
