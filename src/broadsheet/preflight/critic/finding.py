"""What a rule hands back, and what it is handed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from broadsheet.diagnostics import Hint
from broadsheet.geometry import Rect
from broadsheet.records import record
from broadsheet.rules import BY_NAME


@record
class Finding:
    """A breach of a rule: the rectangles of a page (0: of no page) where it shows, the story that it
    is about, the values of its sentence, and what would help."""

    rule: str
    page: int
    places: tuple[Rect, ...]
    slug: str
    values: tuple[tuple[str, object], ...] = ()
    hints: tuple[Hint, ...] = ()

    def __post_init__(self) -> None:
        if self.rule not in BY_NAME:
            raise ValueError(f"unknown rule {self.rule}")


@record
class Context:
    """What rules may know beside the page: limits by name, the house list, and how a text parts into
    words (each character by itself where nothing better is at hand)."""

    limits: Mapping[str, int]
    names: tuple[str, ...] = ()
    words: Callable[[str], tuple[str, ...]] = tuple
    families: Mapping[str, str] | None = None  # of each face key; a face is its own family without


def finding(
    rule: str, page: int, places: tuple[Rect, ...], slug: str, /, **values: object
) -> Finding:
    """Return a finding; ``values`` and the slug fill the places of its sentence."""
    return Finding(rule, page, places, slug, (("slug", slug or "-"), *values.items()))
