"""Display lines: headlines, kickers, decks, subheads; sized from a ladder, never by the body rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from operator import itemgetter
from typing import TypeAlias

from broadsheet.compose.justify import gaps_to_stretch
from broadsheet.compose.line import Line
from broadsheet.compose.runs import set_runs
from broadsheet.compose.sense import Border, best_parting, borders, cut, wished, wishes
from broadsheet.compose.shortlines import short_lines
from broadsheet.geometry import rise
from broadsheet.model.spacing import Spacing
from broadsheet.model.style import Align, DisplayStyle, TextStyle
from broadsheet.records import record, replace
from broadsheet.text.itemise import itemise
from broadsheet.text.items import Items
from broadsheet.text.setting import Settings
from broadsheet.tree.node import GlyphRun
from broadsheet.units import Length

#: Marks half, a little air at Latin: what display type wants whatever the body's style.
DISPLAY_SPACING = Spacing(han_latin=100, han_figure=40, stop_width=1000, han_gap_shrink=60)

NARROWEST = 900
"""A headline is condensed to 90 % at most (per mille), then it no longer fits."""

KEEP_WHOLE = 600
"""A line is not parted while it fits at this much of its ladder's largest size (per mille)."""

MOST_LINES = 3
"""A line is parted in so many, unless its author wished for more."""

MOST_WISHES = 12
"""What has more is a list in the place of a headline: its wishes can be granted in millions of ways."""

DEAREST_FOURTH = 200
"""A line more than that is taken only where it parts the text for less: where three lines would leave the
end of one clause and the beginning of the next in one. Dearer ways are no better than a text condensed."""

LINE_PRICE = 50
"""What a line more costs: it is worth it where fewer lines would part what belongs together."""

SIZE_PRICE = 150
"""What it costs to set a parted line at no size at all instead of the ladder's largest: one step from
22 to 20 pt is worth 13 points of ``sense``'s prices, half the difference between a verb torn from
its object and two nouns parted."""


@record
class DisplayBlock:
    """Lines of one size: each with its items, and whether they all fit their width."""

    size: Length
    leading: Length
    lines: tuple[tuple[Items, Line], ...]
    align: Align
    fits: bool

    @property
    def height(self) -> Length:
        """From the top of the first em box to the foot of the last."""
        return self.size + self.leading * (len(self.lines) - 1) if self.lines else 0

    def runs(self, x: Length, top: Length) -> tuple[tuple[GlyphRun, ...], ...]:
        """The lines' glyph runs, the first em box's top at ``top``."""
        baseline = top + rise(self.size)
        return tuple(
            set_runs(items, line, self.align, x, baseline + self.leading * index)
            for index, (items, line) in enumerate(self.lines)
        )


Ladder: TypeAlias = tuple[TextStyle, ...]
"""A text style at each size that may be taken, largest first."""

EMPTY_BLOCK = DisplayBlock(0, 0, (), Align.START, fits=True)


def set_display(
    lines: tuple[str, ...],
    style: DisplayStyle,
    width: Length,
    settings: Settings,
) -> DisplayBlock:
    """Set lines at the largest size of the ladder at which each fits ``width``.

    The author's lines hold, and so does a single line that fits at KEEP_WHOLE of the ladder's
    largest size. Another single line is parted where its author wished (``/``, see ``sense``) or
    else by sense, no name of the house list being parted: in as few lines as reach that size, or one more
    where that spares a phrase, or in those that reach the largest. What fits in no such way is condensed.
    When even that is not enough ``fits`` is false, and what is too wide is parted further, so that nothing
    stands over a neighbour.
    """
    if not lines:
        return EMPTY_BLOCK
    job = _Job(tuple(wishes(line) for line in lines), style, width, settings)
    ladder = tuple(_sized(style.text, size) for size in style.sizes)
    narrow = replace(ladder[-1], condense=style.text.condense * NARROWEST // 1000)
    return _best(job, ladder) or _best(job, (narrow,)) or _too_wide(job, narrow)


def without_largest(style: DisplayStyle, sizes: int) -> DisplayStyle:
    """The style without so many of its largest sizes; its smallest stays."""
    return replace(style, sizes=style.sizes[sizes:] or style.sizes[-1:])


@record
class _Job:
    """What is to be set: the author's lines, each with the places where it wishes to be parted."""

    lines: tuple[tuple[str, tuple[int, ...]], ...]
    style: DisplayStyle
    width: Length
    settings: Settings

    @property
    def texts(self) -> tuple[str, ...]:
        """The author's lines, no wish granted."""
        return tuple(text for text, _ in self.lines)


def _best(job: _Job, ladder: Ladder) -> DisplayBlock | None:
    """The first block that is large enough, or else the largest that fits."""
    found: list[DisplayBlock] = []
    for block in _ways(job, ladder):
        if _is_large(block, ladder):
            return block
        found.append(block)
    return max(found, key=lambda block: block.size, default=None)  # of one size the fewest lines


def _is_large(block: DisplayBlock, ladder: Ladder) -> bool:
    return block.size * 1000 >= ladder[0].size * KEEP_WHOLE


def _ways(job: _Job, ladder: Ladder) -> Iterator[DisplayBlock]:
    """The blocks that fit, fewest lines first, lines parted by sense cheapest first, each at its best size of
    the ladder."""
    yield from _whole_lines(job, job.texts, ladder)
    if len(job.lines) > 1:
        if any(places for _, places in job.lines):
            yield from _whole_lines(job, tuple(chain.from_iterable(cut(*line) for line in job.lines)), ladder)
        return
    text, places = job.lines[0]
    granted = False
    for count in range(2, len(places) + 2) if len(places) <= MOST_WISHES else ():
        for block, _ in _parted(job, wished(places), count, ladder):
            granted = True
            yield block
    if granted:
        return
    names = job.settings.names.strings
    free = {border.place: border for border in borders(_items(job, text, ladder[0]), names)}
    free.update((border.place, border) for border in wished(places))
    found = [free[place] for place in sorted(free)]
    parted: list[tuple[int, DisplayBlock]] = []
    for count in range(2, MOST_LINES + 2):
        extra = LINE_PRICE * (count - 2)
        if any(_is_large(block, ladder) and price <= extra for price, block in parted):
            break  # nothing in more lines is cheaper
        ways = _parted(job, found, count, ladder)
        parted.extend(
            (price + extra, block) for block, price in ways if count <= MOST_LINES or price < DEAREST_FOURTH
        )
    yield from (block for _, block in sorted(parted, key=itemgetter(0)))


def _whole_lines(job: _Job, texts: tuple[str, ...], ladder: Ladder) -> Iterator[DisplayBlock]:
    """Lines at the largest size at which all fit, if there is one."""
    blocks = (_at_size(job, texts, face) for face in ladder)
    yield from islice((block for block in blocks if block.fits), 1)


def _parted(
    job: _Job, found: Sequence[Border], count: int, ladder: Ladder
) -> Iterator[tuple[DisplayBlock, int]]:
    """A text in so many lines, where size and sense together cost least, and that price, if it fits."""
    text = job.texts[0]
    best, least = None, 0
    for face in ladder:
        loss = SIZE_PRICE * (ladder[0].size - face.size) // ladder[0].size
        if best is not None and loss >= least:
            break
        parting = best_parting(_items(job, text, face), found, count, job.width)
        if parting is not None and (best is None or parting.price + loss < least):
            block = _at_size(job, cut(text, parting.places), face)
            if block.fits:
                best, least = block, parting.price + loss
    if best is not None:
        yield best, least


def _too_wide(job: _Job, face: TextStyle) -> DisplayBlock:
    """Lines that fit nowhere, parted as short lines of copy are."""
    items = [_items(job, text, face) for text in job.texts]
    lines = tuple((each, line) for each in items for line in short_lines(each, job.width))
    return DisplayBlock(face.size, face.size * job.style.leading // 1000, lines, job.style.align, fits=False)


def _sized(style: TextStyle, size: Length) -> TextStyle:
    tracking = style.tracking * size // style.size if style.size else 0
    return replace(style, size=size, tracking=tracking)


def _items(job: _Job, text: str, face: TextStyle) -> Items:
    return itemise([(text, job.settings.of(face))], DISPLAY_SPACING, hyphenate=False, clauses=True)


def _at_size(job: _Job, texts: tuple[str, ...], face: TextStyle) -> DisplayBlock:
    style = job.style
    placed = []
    for text in texts:
        items = _items(job, text, face)
        placed.append((items, _whole(items, job.width)))
    align = style.align
    if style.fill and all(_nearly_fills(items, line, style.fill) for items, line in placed):
        align = Align.SPREAD
    leading = face.size * style.leading // 1000
    fits = all(line.natural <= job.width for _, line in placed)
    return DisplayBlock(face.size, leading, tuple(placed), align, fits)


def _whole(items: Items, width: Length) -> Line:
    """All of a text as one line."""
    start = items.content_start(0)
    end = items.content_end(start, len(items.text))
    return Line(start, end, width, items.natural(start, end), "last")


def _nearly_fills(items: Items, line: Line, fill: int) -> bool:
    slack = line.room - line.natural
    return 0 <= slack <= gaps_to_stretch(items, line) * items.em * fill // 1000
