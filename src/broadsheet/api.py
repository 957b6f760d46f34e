"""Building from Python: once, or again and again."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from broadsheet.options import BuildOptions
from broadsheet.press import BuildResult
from broadsheet.press import build as press_build
from broadsheet.readers.report import Overrides
from broadsheet.records import replace
from broadsheet.standing import Standing


def build(
    edition: str | os.PathLike[str],
    out: str | os.PathLike[str] = "out",
    *,
    settings: Sequence[tuple[str, str]] = (),
    overrides: Overrides | None = None,
    options: BuildOptions | None = None,
) -> BuildResult:
    """Build an edition (its manifest or the folder that holds it) into ``out``.

    ``settings`` are (dotted path, value) pairs as ``--set`` takes them. Raises BroadsheetError
    with every finding when the input is wrong; problems of the pages are in the result.
    """
    return press_build(Path(edition), Path(out), _with(overrides, settings), options)


class Press:
    """Builds one edition again and again: what did not change since the last build is taken from memory,
    and not from the store of its options.

    The files are the same bytes as those of a build from nothing. A press is for one thread.
    """

    def __init__(
        self,
        edition: str | os.PathLike[str],
        out: str | os.PathLike[str] = "out",
        *,
        settings: Sequence[tuple[str, str]] = (),
        overrides: Overrides | None = None,
        options: BuildOptions | None = None,
    ) -> None:
        self._edition, self._out = Path(edition), Path(out)
        self._overrides, self._options = _with(overrides, settings), options
        self._standing = Standing()

    def build(self) -> BuildResult:
        """Build, and keep what was made. Raises BroadsheetError; then the last good build still stands."""
        self._standing.start()
        result = press_build(self._edition, self._out, self._overrides, self._options, self._standing)
        self._standing.finish()
        return result

    @property
    def pages_made(self) -> tuple[int, ...]:
        """The pages that the last build painted; all of them for one file of all pages."""
        fresh = self._standing.fresh
        return tuple(name for shelf, name in fresh if shelf == "page" and isinstance(name, int))

    @property
    def made(self) -> dict[str, int]:
        """How many stories, pages and so on the last build had to make, by what they are called in
        ``broadsheet.standing``'s shelves: ``article``, ``story``, ``page`` …"""
        return dict(Counter(shelf for shelf, _ in self._standing.fresh))


def _with(overrides: Overrides | None, settings: Sequence[tuple[str, str]]) -> Overrides:
    chosen = overrides or Overrides()
    return replace(chosen, settings=(*chosen.settings, *settings)) if settings else chosen
