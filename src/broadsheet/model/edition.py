"""An edition: one night's paper, everything resolved and checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from broadsheet.geometry import Size
from broadsheet.model.article import Article, PictureRef
from broadsheet.model.furniture import Element
from broadsheet.model.grid import Grid, GridSpan
from broadsheet.model.hole import AdHole, Hole, PictureHole, StoryHole
from broadsheet.model.plant import Plant
from broadsheet.model.style import StoryStyle, StyleSheet
from broadsheet.records import field, record
from broadsheet.rules import Critic
from broadsheet.source import Span
from broadsheet.units import Length

if TYPE_CHECKING:
    from broadsheet.model.drawing import Drawing


@record
class PageLayout:
    """A page grid spec, resolved: ``trim`` is the finished sheet, two pages wide for a ``spread``."""

    name: str
    trim: Size
    bleed: Length
    grid: Grid
    holes: tuple[Hole, ...]
    styles: StyleSheet
    spread: bool = False

    def is_right(self, span: GridSpan) -> bool:
        """Whether what takes these cells stands on the right page of a spread."""
        return self.spread and self.grid.rect(span).x >= self.trim.width // 2


@record
class PagePlan:
    """One page of the edition. ``values`` fill the places of furniture texts on this page."""

    number: int
    section: str
    layout: PageLayout
    values: Mapping[str, str]
    index: tuple[IndexEntry, ...] = ()


@record
class IndexEntry:
    """A line of the 导读: a story's title and the page where it starts."""

    title: str
    page: int


@record
class PictureFile:
    """A picture on disk: absolute path, the name used in messages, and its size in pixels.

    A ``vector`` one is a page of a PDF, one with a ``drawing`` an SVG file: they are placed whole, and their
    size is in millipoints or in the drawing's units.
    """

    path: str
    name: str
    width: int
    height: int
    vector: bool = False
    ppi: int = 0  # of a vector one: what the coarsest of the pictures in it has at its own size
    line: Length | None = None  # of a vector one: how thick its thinnest line is, likewise; None without any
    drawing: Drawing | None = None
    grey: bool = False  # in greys alone, by its header
    gap: bool = False  # not there or broken: a marked gap stands for it
    origin: Span | None = field(default=None, compare=False, repr=False)  # where it is named first

    @property
    def is_graphic(self) -> bool:
        """Whether it is placed whole, at its own ratio, and not cropped."""
        return self.vector or self.drawing is not None


@record
class PlacedPicture:
    """A picture in its hole. ``focus`` is the point kept when cropping, per mille of each side."""

    hole: PictureHole
    ref: PictureRef
    file: PictureFile
    slug: str = ""  # the story it belongs to; empty for a picture that stands alone
    focus: tuple[int, int] = (500, 500)
    others: tuple[PlacedPicture, ...] = ()  # that share its place, after it
    common: bool = False  # its words are for all of them

    @property
    def files(self) -> tuple[PictureFile, ...]:
        """Every file in its place."""
        return (self.file, *(other.file for other in self.others))


@record
class StoryPart:
    """One hole that a story runs through, with the pictures that stand inside it; of a spread, whose ``page``
    is that of the left one, it may stand on the ``right``."""

    page: int
    hole: StoryHole
    grid: Grid
    style: StoryStyle
    pictures: tuple[PlacedPicture, ...] = ()
    right: bool = False

    @property
    def folio(self) -> int:
        """The page number that readers find it under."""
        return self.page + self.right


@record
class Story:
    """An article and its parts in reading order; the second and later ones are turns."""

    article: Article
    parts: tuple[StoryPart, ...]


@record
class PagePicture:
    """A picture that stands by itself on a page."""

    page: int
    grid: Grid
    style: StoryStyle
    picture: PlacedPicture


@record
class Ad:
    """An advertisement: drawn from elements, or one picture that fills its hole."""

    page: int
    hole: AdHole
    grid: Grid
    elements: tuple[Element, ...] = ()
    picture: PictureFile | None = None
    name: str = ""
    origin: Span | None = field(default=None, compare=False, repr=False)


class Inks(Enum):
    """What an edition is printed in."""

    PROCESS = "process"
    GREY = "grey"  # black alone: colours as tones, pictures grey
    MOURNING = "mourning"  # black alone: coloured type and rules solid


@record
class Edition:
    """One night's paper. ``code`` starts the file names: ``lcrb`` + date + page."""

    paper: str
    code: str
    date: date
    issue: int
    pages: tuple[PagePlan, ...]
    stories: tuple[Story, ...]  # in the manifest's order, page by page
    pictures: tuple[PagePicture, ...] = ()
    ads: tuple[Ad, ...] = ()
    art_pictures: Mapping[str, PictureFile] = field(default_factory=dict)  # that elements name
    grid_overlay: bool = False
    inks: Inks = Inks.PROCESS
    font_folders: tuple[str, ...] = ()  # the paper's own, searched before the vendored ones
    names: tuple[str, ...] = ()  # the house list of what no line parts
    critic: Critic = field(default_factory=Critic)  # over what the style sheets say
    plant: Plant = field(default_factory=Plant)
    variant: str = ""  # the manifest's name where it is not edition.yaml
    root: str = field(default="", compare=False)
