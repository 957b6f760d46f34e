"""A page as rules look at it: heads, lines, pictures and rules with their rectangles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from broadsheet.geometry import Rect, Writing, rise, union
from broadsheet.kernel import twin
from broadsheet.records import record, replace
from broadsheet.rows import NamedTuple
from broadsheet.tree.extent import em_boxes, extent
from broadsheet.tree.node import (
    Area,
    AreaKind,
    GlyphRun,
    Group,
    Node,
    PageGrid,
    Role,
    Rule,
    TreePage,
)
from broadsheet.tree.walk import glyph_runs, leaves, pictures
from broadsheet.units import Length

_HEADS = (Role.KICKER, Role.HEADLINE, Role.DECK)
_WIDE = "\u2e80"  # from here on characters are those of a Han, Kana or Hangul face
_NO_LINES = (Role.HEADLINE, Role.KICKER, Role.DECK, Role.PULL_QUOTE, Role.CAPTION)


@record
class Head:
    """A headline package: ``rect`` of all of it, ``main`` of its main lines, their size and face."""

    slug: str
    part: int
    rect: Rect
    main: Rect
    size: Length
    face: str
    text: str
    vertical: bool


class TextLine(NamedTuple):
    """A line of a leg: its rectangle is as wide as its measure and as high as its em boxes. There are
    so many that the rectangle is made only for those that ask for it."""

    page: int
    group: Group
    x: Length
    y: Length
    width: Length
    height: Length
    vertical: bool = False

    @property
    def rect(self) -> Rect:
        """The rectangle."""
        return Rect(self.x, self.y, self.width, self.height)

    @property
    def bottom(self) -> Length:
        """The y of its lower side."""
        return self.y + self.height

    @property
    def is_body(self) -> bool:
        """Whether it is a line of a paragraph."""
        return self.group.role is Role.BODY_LINE


@record
class PlacedPicture:
    """A picture: ``owner`` is its story, or a name of its own where it stands alone; ``rect`` is the
    picture's, ``whole`` its caption's too."""

    owner: str
    slug: str
    name: str
    rect: Rect
    whole: Rect


class PageView:
    """A page and what rules ask of it, worked out once, when first asked."""

    def __init__(self, page: TreePage, grid: PageGrid) -> None:
        self.page = page
        self.number = page.number
        self.grid = grid

    def __reduce__(self) -> tuple[type[PageView], tuple[TreePage, PageGrid]]:
        """A view is kept as what it is a view of."""
        return PageView, (self.page, self.grid)

    @cached_property
    def stories(self) -> tuple[Group, ...]:
        """The parts of stories on the page."""
        return tuple(group for group in self.page.groups if group.role is Role.STORY)

    @cached_property
    def furnished(self) -> tuple[tuple[Group, tuple[Group, ...]], ...]:
        """The parts of stories, each with the groups in it that are no body lines."""
        body = Role.BODY_LINE
        return tuple(
            (story, tuple(node for node in story.nodes if isinstance(node, Group) and node.role is not body))
            for story in self.stories
        )

    @cached_property
    def heads(self) -> tuple[Head, ...]:
        """The headline packages of stories."""
        found = (_head(story, groups) for story, groups in self.furnished)
        return tuple(head for head in found if head is not None)

    @cached_property
    def lines(self) -> dict[tuple[str, int], tuple[TextLine, ...]]:
        """The lines of each part (slug, number), in reading order."""
        said = self.number, self.grid.em, _NO_LINES
        return {(story.article, story.part): tuple(lines_of(story.nodes, *said)) for story in self.stories}

    def legs(self, part: tuple[str, int]) -> list[list[TextLine]]:
        """The lines of each leg of a part, in reading order."""
        return self._legs.get(part, [])

    @cached_property
    def _legs(self) -> dict[tuple[str, int], list[list[TextLine]]]:
        parts: dict[tuple[str, int], list[list[TextLine]]] = {}
        for part, lines in self.lines.items():
            found: dict[int, list[TextLine]] = {}
            for line in lines:
                found.setdefault(line.group.leg, []).append(line)
            parts[part] = list(found.values())
        return parts

    @cached_property
    def pictures(self) -> tuple[PlacedPicture, ...]:
        """Pictures of stories and pictures that stand alone; no advertisements."""
        furnished = iter(self.furnished)
        found: list[PlacedPicture] = []
        for number, group in enumerate(self.page.groups):
            if group.role is Role.PICTURE:
                found += _pictures(group, number)
            elif group.role is Role.STORY:
                inside = [each for each in next(furnished)[1] if each.role is Role.PICTURE]
                placed = [each for place, node in enumerate(inside) for each in _pictures(node, place)]
                found += [replace(each, owner=group.article) for each in placed]
        return tuple(found)

    @cached_property
    def drawings(self) -> tuple[Rect, ...]:
        """What drawings (SVG) cover with their words, in stories or alone: a leg may end at one, but none is
        taken for a picture."""
        inside = (group for _, groups in self.furnished for group in groups)
        shown = (group for group in (*self.page.groups, *inside) if group.role is Role.PICTURE)
        covered = (union(map(extent, leaves((group,)))) for group in shown if not pictures((group,)))
        return tuple(rect for rect in covered if rect is not None)

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """Story holes with something in them, and picture holes."""
        return tuple(
            area
            for area in self.page.areas
            if area.kind is AreaKind.PICTURE or (area.kind is AreaKind.STORY and area.slug)
        )

    @cached_property
    def by_part(self) -> dict[tuple[str, int], Area]:
        """The area of each part."""
        return {(area.slug, area.part): area for area in self.areas if area.slug}

    @cached_property
    def quotes(self) -> tuple[tuple[tuple[str, int], Rect], ...]:
        """Pull quotes: the part that each stands in, and its rectangle."""
        return tuple(
            ((story.article, story.part), rect)
            for story, groups in self.furnished
            for group in groups
            if group.role is Role.PULL_QUOTE
            for rect in (union(map(em_boxes, glyph_runs(group.nodes))),)
            if rect is not None
        )

    @cached_property
    def level_rules(self) -> tuple[Rule, ...]:
        """Rules that run across."""
        return tuple(
            node for node in leaves(self.page.groups) if isinstance(node, Rule) and node.y == node.y2
        )

    @cached_property
    def zone(self) -> Rect | None:
        """What stories and pictures take of the page; None where there are none."""
        return union(area.rect for area in self.areas)


def page_view(page: TreePage) -> PageView | None:
    """A page as the rules see it; None where it does not say on what grid it was made up."""
    return PageView(page, page.grid) if page.grid is not None else None


def shared(start: Length, end: Length, other_start: Length, other_end: Length) -> Length:
    """How much two stretches of one axis have in common; negative: how far they are apart."""
    return min(end, other_end) - max(start, other_start)


def across(one: Rect, other: Rect) -> Length:
    """How much of the width two rectangles share; negative: the gap between them."""
    return shared(one.x, one.right, other.x, other.right)


def down(one: Rect, other: Rect) -> Length:
    """How much of the height two rectangles share; negative: the gap between them."""
    return shared(one.y, one.bottom, other.y, other.bottom)


def pieces(area: Area, *, upright: bool = False) -> tuple[Rect, ...]:
    """An area without its cuts, as rectangles that do not overlap: each as wide as it can be, or with
    ``upright`` as high."""
    return without(area.rect, area.cuts, upright=upright)


def without(whole: Rect, cuts: Iterable[Rect], *, upright: bool = False) -> tuple[Rect, ...]:
    """What rectangles leave of another, as ``pieces`` has it."""
    left = [whole]
    for cut in cuts:
        left = [piece for rect in left for piece in _split(rect, cut, upright=upright)]
    return tuple(left)


def _split(rect: Rect, cut: Rect, *, upright: bool) -> Iterator[Rect]:
    if not rect.overlaps(cut):
        yield rect
        return
    left, right = max(rect.x, cut.x), min(rect.right, cut.right)
    top, bottom = max(rect.y, cut.y), min(rect.bottom, cut.bottom)
    high, low = (rect.y, rect.bottom) if upright else (top, bottom)  # of what lies beside the cut
    near, far = (left, right) if upright else (rect.x, rect.right)  # of what lies over and under it
    parts = (
        (near, rect.y, far, top),
        (near, bottom, far, rect.bottom),
        (rect.x, high, left, low),
        (right, high, rect.right, low),
    )
    for x, y, right, end in parts:
        if x < right and y < end:
            yield Rect(x, y, right - x, end - y)


def _runs(nodes: Iterable[Group]) -> list[GlyphRun]:
    return list(glyph_runs(nodes))


def _head(story: Group, groups: Iterable[Group]) -> Head | None:
    parts = [group for group in groups if group.role in _HEADS]
    runs = _runs(group for group in parts if group.role is Role.HEADLINE)
    whole = union(map(em_boxes, _runs(parts)))
    main = union(map(em_boxes, runs))
    if whole is None or main is None:
        return None
    said = [run for run in runs if any(character >= _WIDE for character in run.text)]
    first = max(said or runs, key=lambda run: run.size)  # Latin may be larger than the Han beside it
    text = "".join(run.text for run in runs)
    vertical = first.writing is not Writing.HORIZONTAL
    return Head(story.article, story.part, whole, main, first.size, first.face, text, vertical)


@twin
def lines_of(nodes: tuple[Node, ...], page: int, em: Length, without: tuple[Role, ...]) -> list[TextLine]:
    """The lines in the legs of a part of a story, in reading order: every group with a leg, but those of the
    roles that are to be left out."""
    return [line for node in nodes if (line := _line(node, page, em, without)) is not None]


def _line(group: Node, page: int, em: Length, without: tuple[Role, ...]) -> TextLine | None:
    if not isinstance(group, Group) or group.leg < 0 or group.role in without or not group.nodes:
        return None
    run = group.nodes[0]
    if not isinstance(run, GlyphRun):
        return None
    if run.writing is Writing.HORIZONTAL:
        fit, x = group.fit, group.x
        wide = fit.measure if fit else sum(run.advances)
        if run.x > x and group.role is Role.BODY_LINE:  # behind its indent
            x = run.x
        return TextLine(page, group, x, group.baseline - rise(em), wide if wide > 0 else 0, em)
    whole = union(map(em_boxes, glyph_runs(group.nodes))) or em_boxes(run)
    return TextLine(page, group, whole.x, whole.y, whole.width, whole.height, True)


def _pictures(group: Group, number: int) -> Iterator[PlacedPicture]:
    """The pictures of a group; ``number`` names it where it is no article's."""
    found = pictures(group.nodes)
    words = [em_boxes(run) for run in glyph_runs(group.nodes)]
    for node in found:
        rect = Rect(node.x, node.y, node.width, node.height)
        whole = union([rect, *words]) if len(found) == 1 else rect
        yield PlacedPicture(group.article or f"#{number}", group.article, node.name, rect, whole or rect)
