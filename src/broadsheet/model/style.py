"""Styles, resolved: nothing inherits any more, every length is in millipoints."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from broadsheet.model.picture import PictureStyle
from broadsheet.model.spacing import Spacing
from broadsheet.records import field, record, record_with
from broadsheet.rules import Critic
from broadsheet.units import Length


class Align(Enum):
    """How a line stands in its measure."""

    JUSTIFIED = "justified"  # 齐头尾; a paragraph's last line stays at its start
    START = "start"
    CENTRE = "centre"
    END = "end"
    SPREAD = "spread"  # 均排: every line, single ones too, is spread over the measure


class Breaker(Enum):
    """Which function chooses a paragraph's line breaks."""

    FIRST_FIT = "first-fit"
    OPTIMUM_FIT = "optimum-fit"


class Language(Enum):
    """Whose marks and breaks a text has (``text.language`` holds what each of them changes)."""

    ZH_HANS = "zh-Hans"
    ZH_HANT = "zh-Hant"
    JA = "ja"
    KO = "ko"


@record_with(keeps_hash=True)
class Colour:
    """Process inks in per mille, 0 to 1000 each. With a ``spot`` it is that ink (专色) at a ``tint`` in per
    mille, and they are what it looks like at full strength."""

    cyan: int = 0
    magenta: int = 0
    yellow: int = 0
    black: int = 0
    spot: str = ""
    tint: int = 1000

    def __post_init__(self) -> None:
        if not all(0 <= ink <= 1000 for ink in (self.cyan, self.magenta, self.yellow, self.black, self.tint)):
            raise ValueError("an ink is outside 0 to 1000 per mille")


BLACK = Colour(black=1000)


@record
class FaceRef:
    """A family and a weight (100 to 900)."""

    family: str
    weight: int = 400


@record_with(keeps_hash=True)
class TextStyle:
    """How characters look.

    ``face`` sets Han and marks; ``latin`` sets Latin letters and figures at ``latin_scale`` per
    mille of ``size``, its baseline moved up by ``latin_shift`` per mille of ``size``. ``condense``
    is the horizontal scale in per mille (1000 is none). ``tracking`` is added to every advance.
    ``dots`` sets a dot to each character (着重号). ``vertical`` is for lines that run down; there
    so many figures as ``level`` says stand side by side in one cell (纵中横).
    """

    face: FaceRef
    size: Length
    latin: FaceRef | None = None
    latin_scale: int = 1000
    latin_shift: int = 0
    colour: Colour = BLACK
    condense: int = 1000
    tracking: Length = 0
    language: Language = Language.ZH_HANS
    dots: bool = False
    vertical: bool = False
    level: int = 2


LONGEST_DATELINE = 200
"""Characters at a story's beginning among which its dateline is looked for."""


@record_with(keeps_hash=True)
class ParagraphStyle:
    """How a paragraph is set: its characters, the faces of its parts, and its lines.

    ``lead`` sets run-in leads, ``quote`` emphasis, ``dateline`` the words that
    ``dateline_patterns`` (regular expressions, tried at a story's first paragraph) find.
    """

    text: TextStyle
    lead: TextStyle
    quote: TextStyle
    dateline: TextStyle
    leading: Length
    indent: Length = 0
    hang_indent: Length = 0  # of the lines after the first
    align: Align = Align.JUSTIFIED
    spacing: Spacing = field(default_factory=Spacing)
    breaker: Breaker = Breaker.FIRST_FIT
    hyphenate: bool = True
    dateline_patterns: tuple[str, ...] = ()
    shortest_measure: Length = 0


@record
class DisplayStyle:
    """How one part of a headline package is set.

    ``sizes`` is the ladder, largest first: the first size at which every line fits is taken.
    ``leading`` is per mille of the size, between the lines of this part. ``fill`` spreads a line
    that nearly fills its span by at most this much per gap (per mille of the size); 0 never.
    """

    text: TextStyle
    sizes: tuple[Length, ...]
    leading: int = 1150
    align: Align = Align.CENTRE
    fill: int = 0


class LogoPlace(Enum):
    """Where the plate of a column's name stands."""

    OVER = "over"
    BESIDE = "beside"


@record
class LogoStyle:
    """栏目题: the name of a column on a plate as wide as its words, over the headline or ``gap`` left of it.

    ``again`` is what stands over a part on another page, with the place ``{column}``. ``align`` says
    where a plate over the headline stands.
    """

    text: TextStyle
    frame: FrameStyle | None = None
    pad_x: Length = 0  # between words and plate
    pad_y: Length = 0
    again: str = "{column}（续）"
    art: Length = 0  # height of a name that was drawn; 0: two and a half of the text's ems
    place: LogoPlace = LogoPlace.OVER
    gap: Length = 0
    align: Align = Align.START
    vertical: bool = False  # its words run down


@record
class HeadlineStyle:
    """A headline package: its parts and the air around them, in per mille of a body line.

    ``air_most`` is how many whole lines the package may grow by when its story ends short.
    """

    main: DisplayStyle
    kicker: DisplayStyle
    deck: DisplayStyle
    air_above: int = 500
    air_between: int = 400
    air_below: int = 800
    air_most: int = 2
    logo: LogoStyle | None = None


@record
class LineStyle:
    """How short lines outside the body are set: bylines, subheads, captions, turn heads.

    ``before`` and ``after`` are whole body lines of air.
    """

    text: TextStyle
    align: Align = Align.START
    before: int = 0
    after: int = 0
    indent: Length = 0


class Border(Enum):
    """What a border is made of: a line, dots, or a repeated ornament (花边)."""

    SOLID = "solid"
    DOTTED = "dotted"
    FRET = "fret"  # 回纹
    DIAMOND = "diamond"  # 菱花
    WAVE = "wave"  # 水波
    BLOSSOM = "blossom"  # 梅花


@record
class FrameStyle:
    """A border and a tint around a hole; ``outer`` + ``gap`` make 文武线 with ``weight``.

    ``weight`` is a line's thickness, a dot's width or the depth of the band of an ornament.
    ``radius`` rounds the corners of lines and tint. Text that touches its border is wrong in every paper: the
    insets are an em of body type and a line.
    """

    weight: Length = 0
    outer: Length = 0
    gap: Length = 0
    colour: Colour = BLACK
    tint: Colour | None = None
    inset_x: Length = 9_000  # between border and text at the sides
    inset_lines: int = 1  # whole lines between border and text at head and foot
    border: Border = Border.SOLID
    radius: Length = 0


class TableRules(Enum):
    """Which rules a table has."""

    THREE = "three"  # 三线表: over and under it, and under its head
    GRID = "grid"  # round every cell
    ROWS = "rows"  # between rows
    NONE = "none"


@record
class TableStyle:
    """How a table is set; columns are as wide as their cells ask for.

    ``whole_lines``: its rows stand on the page's grid; else on the leading of their own style, with
    ``pad_y`` above and below each. ``before`` and ``after`` are whole body lines of air.
    """

    body: ParagraphStyle
    head: ParagraphStyle
    rules: TableRules = TableRules.THREE
    weight: Length = 300
    heavy: Length = 750  # of the rules over and under it
    colour: Colour = BLACK
    head_tint: Colour | None = None
    pad_x: Length = 0  # between a column's sides and its text
    pad_y: Length = 0
    whole_lines: bool = True
    before: int = 0
    after: int = 0


@record
class DropCap:
    """首字下沉: a story's first character, as high as so many lines, its text beside it.

    Its size follows from the lines; that of ``text`` does not count. ``gap`` is between it and the lines.
    """

    text: TextStyle
    lines: int = 3
    gap: Length = 0


class FitStep(Enum):
    """What may be done to a story that is over or under."""

    AIR = "air"  # the headline package deeper, for a part that ends level and short
    PARAGRAPHS = "paragraphs"  # single paragraphs a line tighter or looser
    PICTURE = "picture"  # pictures higher or lower within their range
    CUTS = "cuts"  # what the editor marked as optional is left out
    SUBHEADS = "subheads"  # air at subheads
    HEADLINE = "headline"  # the headline down its ladder of sizes
    SUMMARY = "summary"  # left out
    QUOTES = "quotes"  # pull quotes left out


@record
class StoryStyle:
    """Everything that one kind of story needs: the word after ``style:`` at a hole.

    ``jump_text`` and ``turn_text`` hold the place ``{page}``.
    """

    headline: HeadlineStyle
    turn_headline: HeadlineStyle
    body: ParagraphStyle
    item: ParagraphStyle
    verse: ParagraphStyle
    quote: ParagraphStyle
    summary: ParagraphStyle
    caption: ParagraphStyle  # its ``lead`` sets the credit
    subhead: LineStyle
    byline: LineStyle
    jump_line: TextStyle
    turn_line: LineStyle
    jump_text: str = "（下转{page}版）"
    turn_text: str = "（上接{page}版）"
    byline_at_end: bool = False
    note: ParagraphStyle | None = None  # editors' notes (编者按); as the summary where there is none
    pull: ParagraphStyle | None = None  # pull quotes; as quotes where there is none
    pull_rule: Length = 750
    table: TableStyle | None = None  # the body's, where there is none
    drop_cap: DropCap | None = None
    picture: PictureStyle = PictureStyle()
    fit: tuple[FitStep, ...] = (  # the ladder, in its order
        FitStep.AIR, FitStep.PARAGRAPHS, FitStep.PICTURE, FitStep.CUTS, FitStep.SUBHEADS, FitStep.HEADLINE,
    )  # fmt: skip
    fit_most: int = 3  # lines that copyfitting wins or loses by re-breaking paragraphs
    turn_least: int = 4  # lines below which a turned part is brought in, if the ladder can


@record
class StyleSheet:
    """Every style of a paper, by the names that specs use."""

    name: str
    colours: Mapping[str, Colour]
    texts: Mapping[str, TextStyle]
    paragraphs: Mapping[str, ParagraphStyle]
    stories: Mapping[str, StoryStyle]
    frames: Mapping[str, FrameStyle]
    critic: Critic = field(default_factory=Critic)  # what the page critic is to mind
