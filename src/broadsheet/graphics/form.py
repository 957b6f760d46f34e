"""A page of another PDF file, taken apart: plain values that a writer can put into a new file."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TypeAlias

from broadsheet.records import record
from broadsheet.units import Length


@record
class Ref:
    """A reference to one of the objects of an imported page, by its number there."""

    number: int


PdfValue: TypeAlias = "bytes | Ref | tuple[PdfValue, ...] | Mapping[str, PdfValue]"
"""``bytes`` as they stand in a file (numbers, names, strings), arrays, dictionaries."""


@record
class PdfObject:
    """An indirect object. ``data`` is a stream's, in the form that ``entries`` say; ``plain`` data
    is not yet compressed. None: a dictionary alone."""

    number: int
    entries: Mapping[str, PdfValue]
    data: bytes | None = None
    plain: bool = False


class Note(Enum):
    """What was done to a page on its way in, or has to be known about it."""

    RGB = "rgb"  # colours in red, green and blue, or in Lab, made process inks
    DROPPED = "dropped"  # links, scripts, marks for readers: nothing that prints
    SPOT = "spot"  # a separation that needs a plate of its own
    WHITE = "white"  # white that overprints: it is lost on the press
    MIXED = "mixed"  # a separation, made process inks
    GLYPH = "glyph"  # a face that lacks glyphs of what is set in it
    ARCHIVE = "archive"  # a face that no archive takes: its widths are others, or the glyph for none is shown


class Refusal(Enum):
    """Why a page is not taken."""

    FILE = "file"  # it cannot be read, or not by rule
    FONT = "font"  # a face that the file names and does not carry
    TRANSPARENCY = "transparency"
    COLOUR = "colour"  # of a kind that no rule makes process inks of
    LAYER = "layer"  # something that viewers show and we would lose, or the other way round


class RefusedPageError(Exception):
    """A page cannot be placed; ``details`` are the names or the reason."""

    def __init__(self, refusal: Refusal, *details: str) -> None:
        super().__init__(f"{refusal.value}: {', '.join(details)}")
        self.refusal = refusal
        self.details = details


@record
class ImportedPage:
    """One page as a form: its stream's entries hold Matrix, BBox and Resources.

    The matrix takes the page's box to the unit square, upright as viewers show it: one scale
    places it. ``width`` and ``height`` are the box's. ``ink`` is the highest sum of inks that
    anything is filled, ruled or set with, per mille. ``ppi`` is what the coarsest of its pictures has at the
    page's own size, 0 where it has none; ``line`` the thickness of its thinnest line, likewise, None where it
    has none. ``notes`` are sorted. ``is_blank``: nothing on it would be printed.
    """

    width: Length
    height: Length
    form: PdfObject
    objects: tuple[PdfObject, ...]
    notes: tuple[tuple[Note, str], ...] = ()
    ink: int = 0
    ppi: int = 0
    is_blank: bool = False
    line: Length | None = None

    @property
    def is_archival(self) -> bool:
        """Whether an archive takes it, as far as that can be told."""
        return not any(note in {Note.GLYPH, Note.ARCHIVE} for note, _ in self.notes)
