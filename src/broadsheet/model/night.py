"""A nightly run: where the night's paper lies, and what happens to what is missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from broadsheet.diagnostics import BroadsheetError, diagnostic
from broadsheet.records import record

RESULTS = ("pdf", "tree", "png", "marks", "ticket")
"""The kinds of files that a night may be written as (``broadsheet.options``)."""

HOOK_PLACES = ("set", "report", "date")
"""What the words of a night's command may have in braces."""


@record
class Night:
    """Paths are patterns with ``{date:…}``, from ``root``. ``missing`` are what stands for stories that
    nobody filed, as ``readers.standins`` takes them. ``wait`` and ``hook_timeout`` are seconds; ``jobs`` are
    worker processes."""

    root: Path
    edition: str
    out: str
    report: str
    missing: tuple[tuple[str, str], ...] = ()
    gaps: bool = True
    retries: int = 0
    wait: int = 30
    formats: tuple[str, ...] = ("pdf", "tree", "ticket")
    settings: tuple[tuple[str, str], ...] = ()
    release: bool = True
    preflight: bool = True
    jobs: int = 1
    hook: tuple[str, ...] = ()
    hook_timeout: int = 600

    def path(self, pattern: str, day: date) -> Path:
        """A path of a day. Raises BroadsheetError for a pattern that is none."""
        try:
            return self.root / pattern.format(date=day)
        except (KeyError, IndexError, ValueError, AttributeError) as error:
            raise BroadsheetError([diagnostic("E426", pattern=pattern)]) from error
