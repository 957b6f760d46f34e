"""Several pictures in one place (组照): rows as wide as the place, each picture at its own ratio but for one
crop that all share, with a caption for all of them, one each, or both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from broadsheet.geometry import Rect
from broadsheet.makeup.caption import SetCaption, set_caption
from broadsheet.makeup.picture import Room, place_picture, placed_nodes, share_room
from broadsheet.model.edition import PlacedPicture
from broadsheet.model.picture import CaptionPlace
from broadsheet.model.style import StoryStyle
from broadsheet.records import record, replace
from broadsheet.text.setting import Settings
from broadsheet.tree.node import Group, Node, Role
from broadsheet.units import Length


@record
class _Row:
    """Pictures side by side: their widths, the height at which none is cropped, and what the longest of
    their captions takes below them."""

    placed: tuple[PlacedPicture, ...]
    widths: tuple[Length, ...]
    natural: Length
    captions: tuple[SetCaption, ...]

    @property
    def words(self) -> Length:
        """The height of the longest caption, with the air over it."""
        return max(caption.height for caption in self.captions)


def place_pictures(
    placed: PlacedPicture, styles: StoryStyle, room: Room, settings: Settings, digests: Mapping[str, str]
) -> tuple[Group, bool]:
    """Return the group of a picture, or of all that stand in its place, and whether captions left room.

    ``digests`` gives each picture file's sha256.
    """
    if not placed.others:
        return place_picture(placed, styles, room, settings, digests.get(placed.file.path, ""))
    empty = Group(Role.PICTURE, (), placed.slug)
    whole = Rect(room.x, room.top, room.width, max(0, room.foot - room.top))
    runs: Sequence[Node] = ()
    if placed.common:
        caption, whole, words = share_room(placed, styles, room, settings)
        runs = caption.runs(*words)
        if caption.depth > room.foot - room.top:
            return empty, False
    gap = styles.caption.text.size
    rows = _best(placed, styles, (whole.width, whole.height, gap), settings)
    apart = gap // 2 if runs and rows[-1].words else 0  # its words from those for all
    rest = whole.height - gap * (len(rows) - 1) - sum(row.words for row in rows) - apart
    if whole.width <= 0 or rest <= len(rows):
        return empty, False
    nodes: list[Node] = []
    for row, height, top in zip(rows, *_depths(rows, rest, whole.y, gap), strict=True):
        nodes.extend(_row_nodes(row, (whole.x, top, height, gap), styles, settings, digests))
    if runs:
        nodes.append(Group(Role.CAPTION, tuple(runs), placed.slug))
    return Group(Role.PICTURE, tuple(nodes), placed.slug), True


def _best(
    placed: PlacedPicture, styles: StoryStyle, room: tuple[Length, Length, Length], settings: Settings
) -> tuple[_Row, ...]:
    """The rows in which the pictures are cropped least; the fewest of equals."""
    width, height, gap = room
    first = replace(placed, hole=replace(placed.hole, caption=CaptionPlace.NONE)) if placed.common else placed
    every = (first, *placed.others)
    best: tuple[int, tuple[_Row, ...]] | None = None
    for count in range(1, len(every) + 1):
        rows = tuple(
            _row(part, styles, (width, gap), settings) for part in _parted(every, count)
        )
        rest = height - gap * (count - 1) - sum(row.words for row in rows)
        natural = sum(row.natural for row in rows)
        if rest <= count:
            continue
        crop = max(rest, natural) * 1000 // max(1, min(rest, natural))
        if best is None or crop < best[0]:
            best = (crop, rows)
    if best is None:
        return (_row(every, styles, (width, gap), settings),)
    return best[1]


def _parted(every: tuple[PlacedPicture, ...], count: int) -> Iterable[tuple[PlacedPicture, ...]]:
    """The pictures in their order, in so many rows of about as many; upper rows have fewer."""
    cuts = [len(every) * row // count for row in range(count + 1)]
    return [every[start:end] for start, end in pairwise(cuts)]


def _row(
    part: tuple[PlacedPicture, ...], styles: StoryStyle, room: tuple[Length, Length], settings: Settings
) -> _Row:
    width, gap = room
    free = max(len(part), width - gap * (len(part) - 1))
    ratios = [each.file.width * 1000 // max(1, each.file.height) or 1 for each in part]
    edges = [free * sum(ratios[:place]) // sum(ratios) for place in range(len(part) + 1)]
    widths = tuple(max(1, end - start) for start, end in pairwise(edges))
    captions = tuple(
        set_caption(each, styles.caption, each_width, settings)
        for each, each_width in zip(part, widths, strict=True)
    )
    return _Row(part, widths, free * 1000 // sum(ratios), captions)


def _depths(
    rows: tuple[_Row, ...], rest: Length, top: Length, gap: Length
) -> tuple[list[Length], list[Length]]:
    """The height of each row's pictures and where they begin; together they take exactly what there is."""
    natural = sum(row.natural for row in rows)
    ends = [0]
    for row in rows:
        ends.append(ends[-1] + row.natural)
    feet = [rest * end // max(1, natural) for end in ends]
    heights = [max(1, end - start) for start, end in pairwise(feet)]
    tops = []
    for row, height in zip(rows, heights, strict=True):
        tops.append(top)
        top += height + row.words + gap
    return heights, tops


def _row_nodes(
    row: _Row,
    place: tuple[Length, Length, Length, Length],
    styles: StoryStyle,
    settings: Settings,
    digests: Mapping[str, str],
) -> Iterable[Node]:
    """A row's pictures, each before its words; the words of all begin level."""
    x, top, height, gap = place
    for each, width, caption in zip(row.placed, row.widths, row.captions, strict=True):
        rect = Rect(x, top, width, height)
        shown = placed_nodes(each, rect, styles.picture, settings, digests.get(each.file.path, ""))
        yield Group(Role.PICTURE, shown, each.slug)
        runs = caption.runs(x, rect.bottom + caption.height)
        if runs:
            yield Group(Role.CAPTION, runs, each.slug)
        x += width + gap
