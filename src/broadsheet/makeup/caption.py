"""Captions: their lines, and the edge of paint that holds those over a picture apart from it."""

from __future__ import annotations

from collections.abc import Iterable

from broadsheet.compose.firstfit import stretch_of, sums_of
from broadsheet.compose.line import Line
from broadsheet.compose.paragraph import broken, paragraph_items
from broadsheet.compose.runs import set_runs
from broadsheet.compose.shortlines import short_lines
from broadsheet.font.collection import Collection
from broadsheet.geometry import rise
from broadsheet.makeup.outline import run_outline
from broadsheet.model.article import Emphasis, Run
from broadsheet.model.edition import PlacedPicture
from broadsheet.model.picture import CaptionPlace, PictureStyle
from broadsheet.model.style import ParagraphStyle
from broadsheet.records import record, replace
from broadsheet.text.items import Items
from broadsheet.text.setting import Settings
from broadsheet.tree.extent import moved
from broadsheet.tree.node import GlyphRun, Ink, Shape
from broadsheet.units import Length

CAPTION_AIR = 3500
"""From the picture's foot to the top of the caption's first line: 3.5 pt."""

PAPER = Ink(0, 0, 0, 0)
_ROUND = 1  # PDF's join without spikes


@record
class SetCaption:
    """A caption's lines and their style."""

    items: Items | None
    lines: tuple[Line, ...]
    style: ParagraphStyle

    @property
    def depth(self) -> Length:
        """From the top of the first line to the last baseline."""
        if not self.lines:
            return 0
        return rise(self.style.text.size) + self.style.leading * (len(self.lines) - 1)

    @property
    def height(self) -> Length:
        """The same with the air above."""
        return CAPTION_AIR + self.depth if self.lines else 0

    def runs(self, x: Length, foot: Length) -> tuple[GlyphRun, ...]:
        """Its glyphs, from the left edge ``x``, with the last line on the baseline ``foot``."""
        if self.items is None:
            return ()
        first = foot - self.style.leading * (len(self.lines) - 1)
        return tuple(
            run
            for index, line in enumerate(self.lines)
            for run in set_runs(self.items, line, self.style.align, x, first + index * self.style.leading)
        )


def set_caption(
    placed: PlacedPicture, style: ParagraphStyle, width: Length, settings: Settings
) -> SetCaption:
    """Break a picture's caption and credit to its width."""
    runs = []
    wanted = placed.hole.caption is not CaptionPlace.NONE
    if wanted and placed.ref.caption:
        runs.append(Run(placed.ref.caption))
    if wanted and placed.ref.credit:
        runs.append(Run(("\u3000" if runs else "") + placed.ref.credit, Emphasis.STRONG))
    if not runs:
        return SetCaption(None, (), style)
    items = paragraph_items(tuple(runs), style, settings)
    lines = broken(items, (width,), style)
    if len(runs) > 1 and lines[-1].start > (credit := len(runs[0].text) + 1):
        apart = _apart(runs[0], credit, (items, width), style, settings)
        lines = apart if len(apart) <= len(lines) else lines
    return SetCaption(items, tuple(_not_torn(items, line, style) for line in lines), style)


def _not_torn(items: Items, line: Line, style: ParagraphStyle) -> Line:
    """A line as it is, but not spread where that would be further than its style allows: a caption is short,
    and a line before a long foreign name that ends early is seen less than one with holes."""
    if line.ending != "justified":
        return line
    gaps = sums_of(items).gaps(line.start, line.end)
    most = stretch_of(items, line.start, line.end) + gaps * (items.em * style.spacing.han_gap_stretch // 1000)
    return line if line.room - line.natural <= most else replace(line, ending="last")


def _apart(
    words: Run, credit: int, place: tuple[Items, Length], style: ParagraphStyle, settings: Settings
) -> tuple[Line, ...]:
    """A caption's lines with its credit, which begins at ``credit``, on lines of its own: no name is parted
    that need not be."""
    items, width = place
    above = broken(paragraph_items((words,), style, settings), (width,), style)
    name = paragraph_items((Run(items.text[credit:], Emphasis.STRONG),), style, settings)
    below = short_lines(name, width)
    return (*above, *(replace(line, start=line.start + credit, end=line.end + credit) for line in below))


def no_smaller(style: ParagraphStyle, least: Length) -> ParagraphStyle:
    """A caption's style with no type below a size, its leading with it."""
    own = style.text.size
    if min(own, style.lead.size) >= least:
        return style
    text, lead = (replace(each, size=max(each.size, least)) for each in (style.text, style.lead))
    return replace(style, text=text, lead=lead, leading=style.leading * max(own, least) // own)


def over_picture(
    runs: Iterable[GlyphRun], style: PictureStyle, collection: Collection
) -> tuple[tuple[Shape, ...], tuple[GlyphRun, ...]]:
    """Return the paint under a caption that stands over its picture, and the caption in white.

    The shadow and the edge are drawn from the glyphs' outlines, not set: a text that is set twice
    is read twice.
    """
    white = tuple(replace(run, colour=PAPER) for run in runs)
    path = tuple(step for run in white for step in run_outline(run, collection))
    if not path:
        return (), white
    paint = []
    if style.over_shadow:
        paint.append(moved(Shape(path), style.over_shadow, style.over_shadow))
    if style.over_edge:
        paint.append(Shape(path, weight=2 * style.over_edge, join=_ROUND))
    return tuple(paint), white
