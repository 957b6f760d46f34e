"""An article: a headline and the blocks of its text."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import Enum
from typing import TypeAlias

from broadsheet.model.furniture import Outline
from broadsheet.model.style import Align
from broadsheet.records import field, record
from broadsheet.source import Span
from broadsheet.units import Length


def space_between(before: str, after: str, language: str) -> str:
    """The space that a line's end in copy stands for, by the characters at its sides: none beside a Han
    character or mark."""
    if not before or not after:
        return ""
    if not language.startswith(("zh", "ja")):
        return " "
    return " " if before < "\u2000" and after < "\u2000" else ""


def run_on(lines: Iterable[str], language: str) -> str:
    """Lines as one text."""
    joined = ""
    for line in lines:
        joined += space_between(joined[-1:], line[:1], language) + line
    return joined


class Emphasis(Enum):
    """How a run of text stands out from its paragraph."""

    NONE = "none"
    STRONG = "strong"  # a run-in lead or **bold**: set in the style's lead face
    EMPHASIS = "emphasis"  # *emphasis*: set in the style's quote face
    DATELINE = "dateline"  # 本报讯（记者 …）: by the story's front matter, else found by the style's patterns


@record
class Run:
    """Characters of one emphasis. Never empty."""

    text: str
    emphasis: Emphasis = Emphasis.NONE


Text: TypeAlias = tuple[Run, ...]


class ParagraphKind(Enum):
    """What a paragraph is for; the style sheet says how each is set."""

    BODY = "body"
    ITEM = "item"  # starts with ◆
    VERSE = "verse"  # lines of a poem: each source line is one line, set ragged
    QUOTE = "quote"  # > quoted text


@record
class Paragraph:
    """One paragraph of body text. In VERSE a newline in a run is a line's end."""

    runs: Text
    kind: ParagraphKind = ParagraphKind.BODY
    origin: Span | None = field(default=None, compare=False, repr=False)


@record
class Subhead:
    """小标题: one or two lines between paragraphs, kept with the text below it."""

    lines: tuple[str, ...]
    origin: Span | None = field(default=None, compare=False, repr=False)


@record
class Table:
    """Rows of cells, all as long as ``columns``; the first ``head`` rows are headings.

    Columns are START, CENTRE or END; figures of an END column stand by their decimal point.
    """

    rows: tuple[tuple[Text, ...], ...]
    columns: tuple[Align, ...]
    head: int = 1
    origin: Span | None = field(default=None, compare=False, repr=False)


Block: TypeAlias = Paragraph | Subhead | Table


def block_texts(block: Block) -> tuple[str, ...]:
    """The pieces of a block's text in order: a paragraph, a subhead's lines, a table's cells."""
    match block:
        case Paragraph(runs=(run,)):
            return (run.text,)
        case Paragraph():
            return ("".join(run.text for run in block.runs),)
        case Subhead():
            return block.lines
        case Table():
            return tuple("".join(run.text for run in cell) for row in block.rows for cell in row)


@record
class ColumnArt:
    """A column's name as it was drawn: outlines and the part of them that is shown (x, y, width, height)."""

    view: tuple[Length, Length, Length, Length]
    outline: Outline


@record
class Headline:
    """Main line with optional kicker (引题) above and deck (副题) below; each in one or more lines.

    ``main`` is empty only for a piece that runs under its kicker alone (a boxed digest). ``logo`` is
    the name of the column (栏目) that stands over it, ``art`` the same name where it was drawn.
    """

    main: tuple[str, ...] = ()
    kicker: tuple[str, ...] = ()
    deck: tuple[str, ...] = ()
    logo: str = ""
    art: ColumnArt | None = None

    def __bool__(self) -> bool:
        return bool(self.main or self.kicker or self.deck or self.logo)


@record
class PictureRef:
    """A picture that belongs to a story or to a page, with its words."""

    path: str  # relative to the edition's folder, '/' between parts
    caption: str = ""
    credit: str = ""
    origin: Span | None = field(default=None, compare=False, repr=False)


@record
class Article:
    """A story as it was written."""

    slug: str
    headline: Headline
    blocks: tuple[Block, ...] = ()
    byline: tuple[str, ...] = ()
    summary: str = ""
    pictures: tuple[PictureRef, ...] = ()
    editors: tuple[str, ...] = ()
    jump_head: tuple[str, ...] = ()
    jump_wish: int | None = None  # the page that the copy would like to turn to
    kind: str = "news"
    language: str = "zh"
    note: str = ""  # what the editors say before it (编者按)
    column: str = ""  # the column (栏目) that it belongs to
    pulls: tuple[str, ...] = ()  # words of it that are said once more, large
    optional: tuple[tuple[int, ...], ...] = ()  # blocks that may be left out, in the order they go
    origin: Span | None = field(default=None, compare=False, repr=False)
    column_art: ColumnArt | None = field(default=None, repr=False)  # its column's name as it was drawn

    def characters(self, without: Collection[int] = ()) -> str:
        """The body's characters in order, white space left out.

        ``without`` are the blocks that were left out of the page.
        """
        kept = (block for number, block in enumerate(self.blocks) if number not in without)
        texts = (text for block in kept for text in block_texts(block))
        return "".join("".join(texts).split())

    def threaded(
        self, without: Collection[int] = (), *, summary: bool = True, byline_at_end: bool = False
    ) -> str:
        """The characters of all that runs through a story's legs, in their order: byline, note, ``summary``
        and body, or the byline behind them. What conservation is proved on.
        """
        byline = "".join(self.byline)
        parts = ["" if byline_at_end else byline, self.note, self.summary if summary else ""]
        parts += [self.characters(without), byline if byline_at_end else ""]
        return "".join("".join(parts).split())
