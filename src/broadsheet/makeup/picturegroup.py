"""Several pictures in one place (组照): rows as wide as the place, each picture at its own ratio but for one
crop that all photographs share, with a caption for all of them, one each, or both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise

from broadsheet.geometry import Rect
from broadsheet.makeup.caption import SetCaption, set_caption
from broadsheet.makeup.picture import Room, place_picture, placed_nodes, share_room, without_white
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
    def is_graphic(self) -> bool:
        """Whether none of them can be cropped."""
        return all(each.file.is_graphic for each in self.placed)

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
    spare, group, fits = _set_group(placed, styles, room, settings, digests)
    if spare > 0:
        room = without_white(placed, room, spare)
        _, group, fits = _set_group(placed, styles, room, settings, digests)
    return group, fits


def _set_group(
    placed: PlacedPicture, styles: StoryStyle, room: Room, settings: Settings, digests: Mapping[str, str]
) -> tuple[Length, Group, bool]:
    """What several pictures leave of the height of their room, their group, whether captions left room."""
    empty = Group(Role.PICTURE, (), placed.slug)
    whole = Rect(room.x, room.top, room.width, max(0, room.foot - room.top))
    runs: Sequence[Node] = ()
    if placed.common:
        caption, whole, words = share_room(placed, styles, room, settings)
        runs = caption.runs(*words)
        if caption.depth > room.foot - room.top:
            return 0, empty, False
    gap = styles.caption.text.size
    rows = _best(placed, styles, (whole.width, whole.height, gap), settings)
    apart = gap // 2 if runs and rows[-1].words else 0  # its words from those for all
    rest = whole.height - gap * (len(rows) - 1) - sum(row.words for row in rows) - apart
    if whole.width <= 0 or rest <= len(rows):
        return 0, empty, False
    nodes: list[Node] = []
    heights, top = _heights(rows, rest), whole.y
    for row, height in zip(rows, heights, strict=True):
        nodes.extend(_row_nodes(row, (whole.x, top, height, gap), styles, settings, digests))
        top += height + row.words + gap
    if runs:
        nodes.append(Group(Role.CAPTION, tuple(runs), placed.slug))
    return rest - sum(heights), Group(Role.PICTURE, tuple(nodes), placed.slug), True


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


def _heights(rows: tuple[_Row, ...], rest: Length) -> list[Length]:
    """The height of each row's pictures. Graphics have what they need, for they lose nothing, and the others
    share the rest, which they take exactly; where that is less than a third of what these need, all share."""
    kept = sum(row.natural for row in rows if row.is_graphic)
    left, needed = rest - kept, sum(row.natural for row in rows) - kept
    if not kept or 3 * left < needed:
        return _shares([row.natural for row in rows], rest)
    shares = iter(_shares([row.natural for row in rows if not row.is_graphic], left))
    return [row.natural if row.is_graphic else next(shares) for row in rows]


def _shares(parts: Sequence[Length], whole: Length) -> list[Length]:
    """A whole shared out as parts have it, to the last of it."""
    ends = [0, *accumulate(parts)]
    feet = [whole * end // max(1, ends[-1]) for end in ends]
    return [max(1, end - start) for start, end in pairwise(feet)]


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
