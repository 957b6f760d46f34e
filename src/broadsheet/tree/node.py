"""The finished layout: frozen nodes in page coordinates (origin top-left, y down, millipoints)."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from broadsheet.geometry import Path, Rect, Writing
from broadsheet.records import field, record
from broadsheet.source import Span
from broadsheet.units import INCH, Length


class Role(Enum):
    """What a group of nodes is on the page."""

    STORY = "story"
    LOGO = "logo"  # the name of a column (栏目)
    HEADLINE = "headline"
    KICKER = "kicker"
    DECK = "deck"
    SUMMARY = "summary"
    BYLINE = "byline"
    SUBHEAD = "subhead"
    NOTE = "note"
    PULL_QUOTE = "pull-quote"
    BODY_LINE = "body-line"
    DROP_CAP = "drop-cap"
    TABLE = "table"
    TABLE_HEAD = "table-head"  # said again where a table goes on
    JUMP_LINE = "jump-line"
    TURN_LINE = "turn-line"
    PICTURE = "picture"
    CAPTION = "caption"
    FURNITURE = "furniture"
    FOLIO = "folio"
    FRAME = "frame"
    RULES = "rules"
    AD = "ad"
    OVERLAY = "overlay"


@record
class Spot:
    """A spot ink (专色), printed from a plate of its own. The process inks, in per mille, are what it looks
    like at full strength; proofs and plants without the plate use them."""

    name: str
    cyan: int
    magenta: int
    yellow: int
    black: int


@record
class Ink:
    """Process inks in per mille, 0 to 1000 each.

    With a ``spot`` it is that ink at a ``tint`` in per mille instead; the process inks are then what the tint
    looks like.
    """

    cyan: int = 0
    magenta: int = 0
    yellow: int = 0
    black: int = 1000
    spot: Spot | None = None
    tint: int = 1000


BLACK_INK = Ink()

#: On every plate there is: PDF's name for it is All. For marks outside the trim only.
REGISTRATION = Ink(1000, 1000, 1000, 1000, Spot("All", 1000, 1000, 1000, 1000))


@record
class GlyphRun:
    """Glyphs of one face, size and colour on one baseline.

    ``x`` is the origin of the first glyph; glyph i stands at ``x + sum(advances[:i])``.
    ``len(glyphs) == len(advances)``. ``text`` is what the glyphs say, in order; it is as long as
    ``glyphs`` wherever one glyph is one character. ``condense`` is the scale along the line in per
    mille and is already in the advances. An opening mark that lost its left half starts before the
    measure by the half that it lost: only its white stands there.

    Where ``writing`` is not horizontal, the advances go down the page: ``x`` is the baseline of what
    is turned, 0.38 em left of the em boxes' middle, and ``baseline`` where the first em box begins.
    """

    x: Length
    baseline: Length
    face: str
    size: Length
    glyphs: tuple[int, ...]
    advances: tuple[Length, ...]
    text: str
    colour: Ink = BLACK_INK
    condense: int = 1000
    writing: Writing = Writing.HORIZONTAL

    def __post_init__(self) -> None:
        if len(self.glyphs) != len(self.advances):
            raise ValueError("glyphs and advances differ in number")


@record
class Rule:
    """A straight line, ``weight`` wide."""

    x: Length
    y: Length
    x2: Length
    y2: Length
    weight: Length
    colour: Ink = BLACK_INK


@record
class Fill:
    """A filled rectangle."""

    x: Length
    y: Length
    width: Length
    height: Length
    colour: Ink


Stop: TypeAlias = tuple[int, int, int, int, int]
"""A place on the way of a blend and its inks, all in per mille."""


@record
class Shape:
    """An outline, filled with non-zero winding unless ``even_odd``; stroked instead where it has a
    ``weight``. ``path`` holds ``(op, x, y, ...)`` with op ``m``, ``l``, ``c`` (three points) and ``z``, in
    page coordinates.

    A ``blend`` of process inks, in rising order of places, fills it instead of the ``colour``, which is then
    the heaviest of them. ``frame`` holds x and y of the points where the way begins and ends and of one as
    far off to its side; of a round one those of its middle and of the ends of two radii, and the focus
    behind them, in per mille of both radii.

    ``cap`` and ``join`` are PDF's numbers, ``miter`` is the limit in per mille; ``dashes`` are lengths of ink
    and gap in turn, beginning ``phase`` into them. A ``clip`` is a rectangle (x, y, width, height) outside
    of which nothing of it shows.
    """

    path: Path
    colour: Ink = BLACK_INK
    even_odd: bool = False
    weight: Length = 0
    cap: int = 0
    join: int = 0
    miter: int = 4000
    dashes: tuple[Length, ...] = ()
    phase: Length = 0
    clip: tuple[Length, ...] = ()
    blend: tuple[Stop, ...] = ()
    frame: tuple[Length, ...] = ()


@record
class Picture:
    """A picture in its place; ``crop`` is x, y, width, height in pixels of the file.

    ``digest`` is the sha256 of the file, so that a tree says which picture it means. How it is made
    ready for the press: at most ``resolution`` pixels an inch, ``sharpen`` per cent, JPEG of a
    ``quality``, colours relative to the paper's or ``perceptual``.
    """

    x: Length
    y: Length
    width: Length
    height: Length
    name: str  # relative to the edition
    digest: str
    crop: tuple[int, int, int, int]
    alt: str = ""
    path: str = field(default="", compare=False)  # where it lies on this machine; not serialised
    grey: bool = False  # printed in black alone
    vector: bool = False  # a page of a PDF, placed whole as it is; the crop's unit is then a millipoint
    resolution: int = 200
    sharpen: int = 60
    quality: int = 85
    perceptual: bool = False
    ink: int = 220  # the most on any pixel, in per cent
    spots: bool = False  # spot inks of a placed PDF have plates of their own
    gap: bool = False  # the file could not be used: a marked gap stands for it

    @property
    def ppi(self) -> int:
        """Pixels an inch of the file at its size on the page, in the direction that has fewer; before any
        are taken off."""
        across = self.crop[2] * INCH // max(1, self.width)
        return min(across, self.crop[3] * INCH // max(1, self.height))


@record
class LineFit:
    """How a body line was fitted. ``natural`` is its width before fitting, ``measure`` the room.

    ``ending`` is ``justified``, ``last``, ``emergency`` (parted where no line may end) or ``overfull``.
    ``strain`` is 1 for a line stretched over its style's limit, -1 for one squeezed over it, 0 within.
    """

    natural: Length
    measure: Length
    ending: str
    strain: int = 0


@record
class Group:
    """Nodes that belong together, in paint order; role and article serve diff, html and tags.

    ``x``, ``baseline`` and ``leg`` place a body line's slot; ``part`` counts a story's parts from
    0 and ``paragraph`` its blocks from 0.
    """

    role: Role
    nodes: tuple[Node, ...]
    article: str = ""
    part: int = 0
    paragraph: int = -1
    leg: int = -1
    x: Length = 0
    baseline: Length = 0
    fit: LineFit | None = None


Leaf: TypeAlias = GlyphRun | Rule | Fill | Shape | Picture
Node: TypeAlias = "Group | Leaf"


class AreaKind(Enum):
    """What a hole is for."""

    STORY = "story"
    PICTURE = "picture"
    FURNITURE = "furniture"
    AD = "ad"


@record
class Area:
    """A hole of a page as it was filled; pictures that stand inside a story are no areas.

    ``rect`` is the hole's span, ``legs`` x and width of each text column from left to right (none
    where lines run down), before what headlines, pictures and ``cuts`` take of them. ``cuts`` are
    parts of the rectangle that belong to others. ``slug`` and ``part`` say which part of which
    story stands in it; a story hole without a slug is empty. ``framed``: has a border or a tint.
    ``balanced``: its legs are to end level.
    """

    hole: str
    kind: AreaKind
    rect: Rect
    slug: str = ""
    part: int = 0
    legs: tuple[tuple[Length, Length], ...] = ()
    cuts: tuple[Rect, ...] = ()
    framed: bool = False
    balanced: bool = False


@record
class PageGrid:
    """The grid that a page was made up on: type area, baseline to baseline, body size, 栏距."""

    type_area: Rect
    leading: Length
    em: Length
    column_gap: Length


@record
class TreePage:
    """One page: ``groups`` in reading order, which is paint order; tints and frames stand in front.

    ``width`` and ``height`` are the trim's; ``bleed`` lies outside it on every side. ``areas`` are its holes
    in the order of its layout. A ``spread`` is two pages side by side, ``number`` that of the left one.
    ``halves`` are what the files of its two pages are called where it is cut at the fold.
    ``marks`` are the page marks for the plant by name (``tree.marks`` draws them), ``slug`` the words of
    the slug line, ``half_slugs`` those of the slug lines of the two pages.
    """

    number: int
    name: str  # the file's stem
    section: str
    width: Length
    height: Length
    bleed: Length
    groups: tuple[Group, ...]
    areas: tuple[Area, ...] = ()
    grid: PageGrid | None = None
    spread: bool = False
    marks: tuple[str, ...] = ()
    slug: tuple[GlyphRun, ...] = ()
    halves: tuple[str, ...] = ()
    half_slugs: tuple[tuple[GlyphRun, ...], ...] = ()


@record
class Advice:
    """A cut that would help an overset story: a key of ``messages.HINTS``, what it takes and wins, the
    words that it begins with, and where they stand in the copy."""

    key: str
    characters: int
    lines: int
    words: str
    at: Span | None = field(default=None, compare=False)


@record
class StoryRecord:
    """What preflight needs to know of a story and cannot see on the pages.

    ``unused`` holds (page, hole, lines empty at its legs' feet) of each part, ``overset`` the text that
    found no slot, ``""`` when all of it did.
    """

    slug: str
    headline: str
    pages: tuple[int, ...]
    lines: int
    characters: int
    unused: tuple[tuple[int, str, int], ...] = ()
    overset: str = ""
    overset_lines: int = 0
    dropped_turn: int = 0  # the page of a turn that was not needed; 0 for none
    headline_fits: bool = True
    no_room: str = ""  # the hole whose headline left no line for text
    overset_at: Span | None = field(default=None, compare=False)
    tightened: int = 0  # paragraphs that copyfitting set a line tighter
    loosened: int = 0  # and a line looser
    fit_gap: int = 0  # the most that it changed a line's gaps by, per mille of an em
    widows: int = 0  # last lines alone at the head of a leg (孤行) that it could not avoid
    loose: int = 0  # justified lines stretched over their style's limit
    tight: int = 0  # and squeezed over it
    wide_tables: int = 0  # tables wider than their leg
    wide_at: Span | None = field(default=None, compare=False)  # the first of them
    left_out: tuple[int, ...] = ()  # blocks that the editor marked as optional, and the ladder took
    left_words: str = ""  # their text
    left_at: Span | None = field(default=None, compare=False)  # the first of them
    picture_lines: int = 0  # by which its pictures are higher, negative: lower
    headline_steps: int = 0  # down its ladder of sizes
    subhead_lines: int = 0  # of air more, or less, at its subheads
    summary_out: bool = False
    quotes_out: bool = False
    quotes_missed: int = 0  # pull quotes that found no room in their places
    short_turn: tuple[int, ...] = ()  # page and lines of a turned part that holds too few
    bad_turns: tuple[int, ...] = ()  # pages whose turn does not cut a paragraph as it should
    advice: tuple[Advice, ...] = field(default=(), compare=False)  # for one that is over


@record
class FaceRecord:
    """A face that the pages use: its key in GlyphRun.face, its file's sha256 and its names."""

    key: str
    digest: str
    family: str
    weight: int
    path: str = field(default="", compare=False)
    index: int = 0


@record
class MissingGlyph:
    """A character that no face has, with the number of places where 〓 stands for it."""

    character: str
    count: int


@record
class LayoutTree:
    """The finished edition: all that painters, preflight and the regression suite read."""

    title: str
    date: str  # YYYY-MM-DD
    settings: tuple[tuple[str, str], ...]
    pages: tuple[TreePage, ...]
    stories: tuple[StoryRecord, ...]
    faces: tuple[FaceRecord, ...]
    missing: tuple[MissingGlyph, ...] = ()
