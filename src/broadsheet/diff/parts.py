"""A page of a layout tree as parts that can be paired with another page's: passages and drawings.

Lines that say one thing together are a passage: a paragraph's body lines over all its legs and pages, a
headline's lines, a caption. Every rule, fill, outline and picture is a drawing of its own. What has no
story by the tree is given one by where it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from broadsheet.geometry import Point, Rect, Writing, union
from broadsheet.patterns import late_pattern
from broadsheet.records import field, record
from broadsheet.tree.extent import em_boxes, extent
from broadsheet.tree.node import Area, GlyphRun, Group, LayoutTree, Node, Role, Rule, TreePage

_SCATTERED = frozenset(
    (Role.FURNITURE, Role.FOLIO, Role.AD, Role.OVERLAY, Role.TABLE, Role.TABLE_HEAD, Role.FRAME, Role.RULES)
)
"""Roles whose groups hold texts that have nothing to do with each other: each is a passage of its own."""

_SOFT_HYPHEN = "\xad"
"""What a line's end adds to a word that goes on in the next one: no word of the copy."""

_WORDS = late_pattern("[A-Za-z0-9,;:!?)’”][A-Za-z(“‘]|[A-Za-z,;:!?)’”][0-9]|[.][A-Z]")
"""What ends a line and begins the next where a word space stood between: no address or number is one."""

_WORD_GAP = 2
"""Sizes of white between two runs of a scattered group that make them two texts."""


@record
class Owner:
    """Whom a part belongs to: a story by its slug, or a hole without one, or the page itself. ``near``
    are the stories on both sides of what stands between them, such as a column rule."""

    story: str = ""
    hole: str = ""
    near: tuple[str, ...] = ()


@record
class Line:
    """A line of text, without the hyphen of a word that goes on. ``anchor`` is where its first glyph begins,
    ``place`` what its em boxes cover."""

    page: int
    anchor: Point
    place: Rect
    text: str
    runs: tuple[GlyphRun, ...]


@record
class Passage:
    """Lines that are one text, in reading order; never empty."""

    owner: Owner
    role: Role
    lines: tuple[Line, ...]
    spoken: str = field(default="", compare=False)

    @property
    def page(self) -> int:
        """Where it begins."""
        return self.lines[0].page

    @property
    def text(self) -> str:
        """Its lines in one, with the space that a line's end stands for between two words."""
        said = ""
        for line, before in zip(self.lines, (None, *self.lines), strict=False):
            goes_on = before is not None and before.runs[-1].text.endswith(_SOFT_HYPHEN)
            parts = not goes_on and _WORDS.fullmatch(said[-1:] + line.text[:1])
            said += f" {line.text}" if parts else line.text
        return said


@record
class Drawing:
    """A node that is no text."""

    owner: Owner
    role: Role
    page: int
    place: Rect
    node: Node

    @property
    def anchor(self) -> Point:
        """Where it begins: a rule's end on its axis, everything else's corner."""
        if isinstance(self.node, Rule):
            return Point(min(self.node.x, self.node.x2), min(self.node.y, self.node.y2))
        return Point(self.place.x, self.place.y)


@record
class Parts:
    """What a tree's pages hold, in paint order."""

    passages: tuple[Passage, ...]
    drawings: tuple[Drawing, ...]


def spoken(text: str) -> str:
    """A text without its white: where a line ends, a space may or may not be written."""
    return "".join(text.split())


def parts_of(tree: LayoutTree) -> Parts:
    """Return the passages and drawings of all pages."""
    found: list[_Found] = []
    drawings: list[Drawing] = []
    for page in tree.pages:
        grounds = _Grounds(page)
        for group in page.groups:
            _walk(group, "", grounds, found, drawings)
    return Parts(tuple(_passages(found)), tuple(drawings))


@record
class _Found:
    """A line on its way into a passage; lines of one key are one."""

    key: tuple[object, ...]
    owner: Owner
    role: Role
    line: Line


def _walk(
    group: Group, article: str, grounds: _Grounds, found: list[_Found], drawings: list[Drawing]
) -> None:
    article = group.article or article
    runs = [node for node in group.nodes if isinstance(node, GlyphRun)]
    page = grounds.page.number
    for number, line in enumerate(_lines(runs, group.role, page)):
        apart: object = id(group)
        if group.role in _SCATTERED:
            apart = (id(group), number)
        elif group.paragraph >= 0:
            apart = group.paragraph
        owner = Owner(article) if article else grounds.owner(line.place)
        found.append(_Found((article, group.role, apart), owner, group.role, line))
    for node in group.nodes:
        if isinstance(node, Group):
            _walk(node, article, grounds, found, drawings)
        elif not isinstance(node, GlyphRun):
            place = extent(node)
            owner = Owner(article) if article else grounds.owner(place)
            drawings.append(Drawing(owner, group.role, page, place, node))


def _passages(found: Iterable[_Found]) -> Iterator[Passage]:
    """Lines of one key together, wherever they stand: a paragraph goes on in the next leg or page."""
    gathered: dict[tuple[object, ...], list[_Found]] = {}
    for each in found:
        gathered.setdefault(each.key, []).append(each)
    for group in gathered.values():
        lines = tuple(each.line for each in group)
        said = spoken("".join(line.text for line in lines))
        yield Passage(group[0].owner, group[0].role, lines, said)


def _lines(runs: list[GlyphRun], role: Role, page: int) -> Iterator[Line]:
    """A group's runs in lines; a body line is one whatever stands in it."""
    line: list[GlyphRun] = []
    for run in runs:
        if line and role is not Role.BODY_LINE and not _goes_on(line[-1], run, role in _SCATTERED):
            yield _line(line, page)
            line = []
        line.append(run)
    if line:
        yield _line(line, page)


def _goes_on(last: GlyphRun, run: GlyphRun, scattered: bool) -> bool:
    """Whether a run stands in the line of the one before it."""
    level = last.writing is Writing.HORIZONTAL
    if level != (run.writing is Writing.HORIZONTAL):
        return False
    end = (last.x if level else last.baseline) + sum(last.advances)
    start = run.x if level else run.baseline
    across = abs(run.baseline - last.baseline) if level else abs(run.x - last.x)
    size = max(last.size, run.size)
    if 2 * across > size or start < end - size:
        return False
    return not scattered or start - end < _WORD_GAP * size


def _line(runs: list[GlyphRun], page: int) -> Line:
    place = union(map(em_boxes, runs)) or em_boxes(runs[0])
    text = "".join(run.text for run in runs).replace(_SOFT_HYPHEN, "")
    return Line(page, Point(runs[0].x, runs[0].baseline), place, text, tuple(runs))


class _Grounds:
    """A page's holes: who stands where."""

    def __init__(self, page: TreePage) -> None:
        self.page = page
        self._reach = page.grid.leading * 2 if page.grid else 0

    def owner(self, place: Rect) -> Owner:
        """The hole that holds the middle of a place, the smallest where there are several; else the
        stories that it stands between."""
        x, y = place.x + place.width // 2, place.y + place.height // 2
        spot = Rect(x, y, 0, 0)
        holding = [
            area
            for area in self.page.areas
            if area.rect.contains(spot) and not any(cut.contains(spot) for cut in area.cuts)
        ]
        if holding and not _too_large(holding, place):
            area = min(holding, key=lambda each: each.rect.width * each.rect.height)
            return Owner(area.slug, "" if area.slug else area.hole)
        near = [area.slug for area in self.page.areas if area.slug and self._touches(area, place)]
        return Owner(near=tuple(dict.fromkeys(near)))

    def _touches(self, area: Area, place: Rect) -> bool:
        reach = self._reach
        x, y = area.rect.x - reach, area.rect.y - reach
        return Rect(x, y, area.rect.width + 2 * reach, area.rect.height + 2 * reach).overlaps(place)


def _too_large(holding: list[Area], place: Rect) -> bool:
    """Whether a place is so much larger than every hole at its middle that it cannot be theirs."""
    return all(
        place.width > 2 * area.rect.width or place.height > 2 * area.rect.height for area in holding
    )
