"""Standing matter: what earlier builds made, kept for the next one.

Printers keep set type standing that will be wanted again. What is kept is known by its name and by
what it was made from; it is made again as soon as that is not equal any more.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Protocol, TypeVar

Made = TypeVar("Made")


class Keeper(Protocol):
    """Who may know already what something comes to."""

    def take(self, shelf: str, name: Hashable, source: object, make: Callable[[], Made]) -> Made:
        """Return what ``make`` returns. ``source`` is everything that its result depends on."""

    def last(self, shelf: str, name: Hashable) -> object:
        """Return what stands there, made from whatever; None where nothing does."""

    def stands(self, shelf: str, name: Hashable, source: object) -> bool:
        """Whether ``take`` would have it without making it: what has to be made may be made elsewhere."""


class NothingStanding:
    """Keeps nothing: every build makes everything."""

    def take(self, _shelf: str, _name: Hashable, _source: object, make: Callable[[], Made]) -> Made:
        """Make it."""
        return make()

    def last(self, _shelf: str, _name: Hashable) -> object:
        """Nothing."""
        return None

    def stands(self, _shelf: str, _name: Hashable, _source: object) -> bool:
        """It never does."""
        return False


NOTHING_STANDING = NothingStanding()


class Standing:
    """Keeps one thing a name. Not to be shared by threads.

    ``fresh`` lists what had to be made since ``start`` was called, by shelf and name.
    """

    def __init__(self) -> None:
        self.fresh: list[tuple[str, Hashable]] = []
        self._kept: dict[tuple[str, Hashable], tuple[object, object]] = {}
        self._used: set[tuple[str, Hashable]] = set()

    def start(self) -> None:
        """Begin a build."""
        self._used = set()
        self.fresh = []

    def finish(self) -> None:
        """End a build: what it did not ask for is let go. One that failed asked for little, and the next one
        needs the rest."""
        self._kept = {key: self._kept[key] for key in self._used if key in self._kept}

    def take(self, shelf: str, name: Hashable, source: object, make: Callable[[], Made]) -> Made:
        """Return what stands, or make it and keep it. What raises is not kept."""
        key = (shelf, name)
        self._used.add(key)
        kept = self._kept.get(key)
        if kept is not None and kept[0] == source:
            return kept[1]  # type: ignore[return-value]  # the shelf's own kind
        made = make()
        self._kept[key] = (source, made)
        self.fresh.append(key)
        return made

    def last(self, shelf: str, name: Hashable) -> object:
        """Return what stands there, made from whatever; None where nothing does."""
        kept = self._kept.get((shelf, name))
        return kept[1] if kept else None

    def stands(self, shelf: str, name: Hashable, source: object) -> bool:
        """Whether it need not be made."""
        kept = self._kept.get((shelf, name))
        return kept is not None and kept[0] == source
