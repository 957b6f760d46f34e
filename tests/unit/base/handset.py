"""Setting by hand: the square font as a collection, and styles whose figures are easy to add up.

The type size is 10 pt, so an ideograph is 10000 wide, a letter or figure 5000 and 1 per mille of
an em 10 millipoints.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from broadsheet.compose.firstfit import first_fit
from broadsheet.compose.galley import LinesBlock, TextBlock
from broadsheet.compose.line import Line
from broadsheet.compose.slot import LineSlot
from broadsheet.font.collection import Collection
from broadsheet.geometry import Rect
from broadsheet.makeup.story import MadeStory
from broadsheet.model.article import Article, Block, Headline, Paragraph, PictureRef, Run
from broadsheet.model.edition import PictureFile, PlacedPicture, Story, StoryPart
from broadsheet.model.grid import Grid, GridSpan
from broadsheet.model.hole import Inside, PictureHole, StoryHole
from broadsheet.model.spacing import Spacing
from broadsheet.model.style import (
    Align,
    DisplayStyle,
    FaceRef,
    HeadlineStyle,
    LineStyle,
    ParagraphStyle,
    StoryStyle,
    TextStyle,
)
from broadsheet.text.itemise import itemise
from broadsheet.text.items import Items
from broadsheet.text.setting import Settings
from broadsheet.tree.node import GlyphRun, Group, LayoutTree, PageGrid, Role, TreePage
from square import CHARACTERS, square_font

EM = 10_000
LEADING = 15_000
TEXT = TextStyle(FaceRef("Square"), EM)
PLAIN = Spacing(han_latin=0, han_figure=0)
"""No gap between Han and Latin, so that only what a test is about has a width."""


def square_collection(folder: Path) -> Collection:
    """The square font, one family of one weight, as a collection."""
    kana = "".join(map(chr, (*range(0x3041, 0x3097), *range(0x30A1, 0x30FB))))
    hangul = "가나다라마바사아자차카타파하한국신문서울시민은는이을를의에서월년일로"
    others = "々ー％‰℃°′″¥￥$№％／–㎡ゝヽ゛‥・゠±€〜－\u3000"
    square_font(folder / "square.ttf", CHARACTERS + others + kana + hangul)
    return Collection([folder])


def items_of(text: str, settings: Settings, spacing: Spacing = PLAIN, *, hyphenate: bool = True) -> Items:
    """The items of a text in one style."""
    return itemise([(text, settings.of(TEXT))], spacing, hyphenate=hyphenate)


def lines_of(text: str, ems: float, settings: Settings, spacing: Spacing = PLAIN) -> tuple[Items, list[Line]]:
    """A text broken by first fit, without an indent; the measure in ems."""
    items = items_of(text, settings, spacing)
    return items, list(first_fit(items, (round(ems * EM),), spacing))


def texts(items: Items, lines: Sequence[Line]) -> list[str]:
    """The characters of each line."""
    return [items.text[line.start : line.end] for line in lines]


def words(group: Group) -> str:
    """What the runs of a group say; not those of groups in it."""
    return "".join(run.text for run in group.nodes if isinstance(run, GlyphRun))


def right_end(runs: Sequence[GlyphRun]) -> int:
    """Where the last glyph of a line ends."""
    return runs[-1].x + sum(runs[-1].advances)


def paragraph_style(**changes: object) -> ParagraphStyle:
    """A body style in the square font; no indent, marks 开明."""
    style = ParagraphStyle(TEXT, TEXT, TEXT, TEXT, leading=LEADING, spacing=PLAIN)
    return replace(style, **changes)


def text_block(text: str, settings: Settings, number: int = 0, **changes: object) -> TextBlock:
    """A paragraph for a galley."""
    style = paragraph_style(**changes)
    return TextBlock(itemise([(text, settings.of(TEXT))], style.spacing), style, number)


def short_lines(
    lines: Sequence[str], settings: Settings, role: Role = Role.SUBHEAD, **changes: int
) -> LinesBlock:
    """Lines that stand as they are: a subhead or a byline."""
    items = tuple(items_of(line, settings) for line in lines)
    block = LinesBlock(items, Align.START, before=0, after=0, number=0, role=role, keep=0)
    return replace(block, **changes)


def leg_slots(*legs: int, ems: float = 10, part: int = 0) -> list[LineSlot]:
    """Slots of legs so many lines deep, one measure for all."""
    return [
        LineSlot(1, part, leg, line, leg * 200_000, 10_000 + line * LEADING, round(ems * EM))
        for leg, depth in enumerate(legs)
        for line in range(depth)
    ]


GRID = Grid(Rect(50_000, 60_000, 640_000, 600_000), 6, 90_000, 20_000, 40, LEADING, EM)
"""Six columns of 9 em with gaps of 2 em, 40 lines of 15 pt."""


def story_style(**changes: object) -> StoryStyle:
    """Everything a story needs, all of it in the square font."""
    display = DisplayStyle(TEXT, (30_000, 20_000))
    small = DisplayStyle(TEXT, (EM,))
    headline = HeadlineStyle(display, small, small, air_most=0)
    body = paragraph_style()
    line = LineStyle(TEXT)
    style = StoryStyle(
        headline, headline, body, body, body, body, body, body, line, line, TEXT, line
    )
    return replace(style, **changes)


def han(count: int) -> str:
    """So many ideographs, neighbours different."""
    return "".join(chr(0x4E00 + index % 200) for index in range(count))


def hole(  # noqa: PLR0917  four places of a span, as they are always named
    name: str, column: int, columns: int, line: int, lines: int, legs: int = 0
) -> StoryHole:
    """A story hole of GRID: whole columns, legs as many unless said."""
    return StoryHole(name, GridSpan(column, columns, line, lines), legs or columns, 20_000, "news")


def story_of(article: Article, *parts: StoryPart) -> Story:
    """A story through its parts."""
    return Story(article, parts)


def part_of(page: int, place: StoryHole, *pictures: PlacedPicture, **style: object) -> StoryPart:
    """A part of a story on a page with GRID."""
    return StoryPart(page, place, GRID, story_style(**style), pictures)


def picture(place: Inside, caption: str = "", width: int = 600, height: int = 400) -> PlacedPicture:
    """A picture inside a story."""
    file = PictureFile("/nowhere/a.jpg", "a.jpg", width, height)
    return PlacedPicture(PictureHole("p", place), PictureRef("a.jpg", caption), file, "s")


def article_of(*blocks: Block | str, main: tuple[str, ...] = (), **changes: object) -> Article:
    """An article; a string is a paragraph."""
    made = tuple(Paragraph((Run(block),)) if isinstance(block, str) else block for block in blocks)
    return replace(Article("s", Headline(main), made), **changes)


def tree_of(*made: MadeStory) -> LayoutTree:
    """Stories on their pages and nothing else."""
    numbers = sorted({page for story in made for page, _ in story.groups})
    pages = tuple(
        TreePage(
            number, f"p{number}", "", 800_000, 800_000, 0,
            tuple(group for story in made for page, group in story.groups if page == number),
            grid=PageGrid(GRID.type_area, LEADING, EM, GRID.column_gap),
        )
        for number in numbers
    )  # fmt: skip
    return LayoutTree("t", "2026-11-23", (), pages, tuple(story.record for story in made), ())
