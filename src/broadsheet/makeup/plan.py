"""A part of a story before its text is set: headline package, text area, obstacles, slots."""

from __future__ import annotations

from broadsheet.compose.display import without_largest
from broadsheet.compose.package import NO_PACKAGE, Package, set_package
from broadsheet.compose.runs import ink_of
from broadsheet.compose.slot import LineSlot
from broadsheet.geometry import Rect
from broadsheet.makeup.concessions import NO_CONCESSIONS, Concessions
from broadsheet.makeup.frame import frame_nodes
from broadsheet.makeup.outline import outline_shape
from broadsheet.makeup.picture import Room, fitted, in_frame, share_room
from broadsheet.makeup.slots import (
    Obstacle,
    TextArea,
    across,
    beside,
    clear_of,
    cut_obstacles,
    free_of,
    obstacle,
    part_slots,
    set_across,
    text_area,
)
from broadsheet.makeup.turn import turn_depth
from broadsheet.makeup.vertical import Turn, crossing_package
from broadsheet.model.article import Article, Headline
from broadsheet.model.edition import PlacedPicture, Story, StoryPart
from broadsheet.model.grid import Grid
from broadsheet.model.hole import Across, HeadSpot, Inside, StoryHole
from broadsheet.model.picture import CaptionPlace
from broadsheet.model.style import HeadlineStyle
from broadsheet.records import record, replace
from broadsheet.text.setting import Settings
from broadsheet.tree.node import Group
from broadsheet.units import Length


@record
class PlacedHead:
    """A headline package in its place: ``turn`` brings a vertical one onto the page, ``x`` and
    ``top`` are a level one's. ``place`` is what text goes round; None where legs are beside it. ``level`` is
    where a level one stands in the frame of a vertical hole, with which it is not turned."""

    package: Package
    x: Length = 0
    top: Length = 0
    turn: Turn | None = None
    place: Obstacle | None = None
    level: Rect | None = None

    def groups(self, slug: str, part: int, frame: Turn | None = None) -> list[Group]:
        """The package on the page: one group a part, kicker first. ``frame``: a vertical hole's way there."""
        x, top, turns = self.x, self.top, (self.turn, frame)
        if self.level and frame:
            rect = frame.rect(self.level)
            x, top, turns = rect.x, rect.y, (None, None)
        found = list(self.package.groups(slug, part, x, top))
        if standing := self.package.plate(x, top):
            plate, rect = standing
            if plate.upright:
                found[0] = Turn(rect.right - plate.style.pad_x, rect.y + plate.style.pad_y).group(found[0])
            nodes = found[0].nodes
            if plate.art is not None:
                nodes = (outline_shape(*plate.art, plate.inside(rect), ink_of(plate.style.text.colour)),)
            if plate.style.frame is not None:
                nodes = (*frame_nodes(rect, plate.style.frame), *nodes)
            found[0] = replace(found[0], nodes=nodes)
        for turn in filter(None, turns):
            found = [turn.group(group) for group in found]
        return found


@record
class PartPlan:
    """One part before its text is set: head, text area, pictures' places, slots.

    ``slots`` leaves out those that the turn line takes (``turn_slots``). ``obstacles`` are all that
    text goes round, those of ``pictures`` among them.
    """

    part: StoryPart
    number: int
    head: PlacedHead
    area: TextArea
    pictures: tuple[tuple[PlacedPicture, Obstacle], ...]
    obstacles: tuple[Obstacle, ...]
    slots: tuple[LineSlot, ...]
    turn_slots: tuple[LineSlot, ...] = ()
    quotes: tuple[tuple[str, Obstacle], ...] = ()

    @property
    def package(self) -> Package:
        """The headline package."""
        return self.head.package

    @property
    def first_line(self) -> int:
        """The grid line that text begins at below a headline over all legs."""
        return _first_line(self.area, self.head, self.part.hole)


def plan_part(
    story: Story, number: int, settings: Settings, given: Concessions = NO_CONCESSIONS
) -> PartPlan:
    """Plan a story's part, as it stands with what the story gives up to fit."""
    part = story.parts[number]
    grid, is_turn = part.grid, number > 0 and story.parts[number - 1].page != part.page
    said = None if number and not is_turn else _headline(story.article, part, number)
    head, area = _place_head(said, part, (given.air_of(number), given.smaller), settings)
    first_line = _first_line(area, head, part.hole)
    obstacles = [*((head.place,) if head.place else ()), *cut_obstacles(part.hole, grid)]

    def put(place: Inside, placed: PlacedPicture | None = None) -> Obstacle:
        """Whatever stands there already stays: a picture moves down below it."""
        sized = place.changed(given.picture)
        found = clear_of(obstacle(sized, area, first_line, grid.em), obstacles, area)
        if placed is not None and placed.file.is_graphic:
            found = _closed_place(placed, found, (area, first_line), part, settings)
        obstacles.append(found)
        return found

    pictures = tuple(
        (placed, put(placed.hole.place, placed))
        for placed in part.pictures
        if isinstance(placed.hole.place, Inside)
    )
    before_it = sum(len(each.hole.quotes) for each in story.parts[:number])
    wanted = story.article.pulls[before_it:] if given.quotes else ()
    pulls = zip(wanted, part.hole.quotes, strict=False)
    quotes = tuple((text, put(place)) for text, place in pulls)
    slots = part_slots(part, number, area, tuple(obstacles))
    before = story.parts[number - 1].folio
    deep = turn_depth(slots, part.style, before, settings) if is_turn and slots else 0
    rest = slots[deep:]
    return PartPlan(part, number, head, area, pictures, tuple(obstacles), rest, slots[:deep], quotes)


def picture_room(place: Obstacle, text: tuple[TextArea, int], grid: Grid) -> Room:
    """A picture's place among the legs: half a line of air towards text above and below it. ``text`` is its
    area and its first line."""
    area, first_line = text
    top = grid.type_area.y + place.line * grid.leading
    top += grid.leading // 2 if place.line > first_line else grid.white
    foot = grid.baseline(max(place.line, place.end_line - 1))
    if place.end_line < area.end_line:
        foot -= grid.leading // 2
    return Room(place.x, place.width, top, foot, grid.leading)


def _closed_place(
    placed: PlacedPicture, place: Obstacle, text: tuple[TextArea, int], part: StoryPart, settings: Settings
) -> Obstacle:
    """A graphic's place without the whole lines that its ratio would leave white: they are the text's."""
    if placed.others or part.hole.vertical or placed.hole.caption is CaptionPlace.OVER:
        return place
    assert isinstance(placed.hole.place, Inside)
    on_foot = placed.hole.place.line < 0

    def left_white(lines: int) -> tuple[Obstacle, Length, Length]:
        """The place by so many lines lower, the height that it leaves and that of the graphic."""
        moved = {"line": place.line + lines} if on_foot else {"end_line": place.end_line - lines}
        tried = replace(place, **moved)
        _, room = in_frame(placed, picture_room(tried, text, part.grid), part.grid)
        words, rect, _ = share_room(placed, part.style, room, settings)
        height = fitted(placed.file, rect).height
        return tried, min(rect.height - height, room.foot - room.top - words.depth), height

    _, spare, whole = left_white(0)
    most = max(0, spare) // part.grid.leading
    for lines in range(most, max(0, most - 2), -1):  # towards text it keeps half a line clear at either side
        closed, white, height = left_white(lines)
        if white >= 0 and height == whole:
            return closed
    return place


def _first_line(area: TextArea, head: PlacedHead, hole: StoryHole) -> int:
    over = head.place is not None and not hole.head_crosses and not hole.head.legs and not hole.head.line
    return area.line + (head.package.lines if over else 0)


def _place_head(
    said: tuple[Headline, HeadlineStyle] | None, part: StoryPart, given: tuple[int, int], settings: Settings
) -> tuple[PlacedHead, TextArea]:
    """The headline package of a part where its hole wants it, and the area of the text. ``given``:
    lines of more air, steps down the ladder of sizes."""
    area, grid, spot = text_area(part.hole, part.grid), part.grid, part.hole.head
    if said is None or not said[0]:
        return PlacedHead(NO_PACKAGE), area
    air, smaller = given
    headline, style = said
    style = replace(style, main=without_largest(style.main, smaller)) if smaller else style
    if part.hole.head_crosses:
        return _crossing_head((headline, style), part, area, settings)
    x, width = across(area, spot.leg, spot.legs) if spot.legs else (area.x, area.width)
    cuts = cut_obstacles(part.hole, grid)
    for _ in range(len(cuts) + 1):  # narrower it may be deeper, and meet what is cut below
        package = set_package(headline, style, width, grid.leading, settings).aired(air, grid.leading)
        line = max(area.line, min(_line_of(spot, area, package.lines), area.end_line - package.lines))
        met = [cut for cut in cuts if cut.line < line + package.lines and line < cut.end_line]
        left, free = _widest(x, width, met)
        if free == width:
            break
        x, width = left, free
    place = Obstacle(x, width, line, min(line + package.lines, area.end_line))
    package = replace(package, deep=package.lines > area.lines or any(map(place.meets, cuts)))
    return PlacedHead(package, x, grid.top(line), place=place), area


def _crossing_head(
    said: tuple[Headline, HeadlineStyle], part: StoryPart, area: TextArea, settings: Settings
) -> tuple[PlacedHead, TextArea]:
    """A package whose lines run across those of the text: at a side, the legs sharing the rest, or among
    legs that go round it."""
    grid, hole, spot = part.grid, part.hole, part.hole.head
    lines = min(spot.lines or area.lines, area.lines)
    line = _line_of(spot, area, lines)
    lines = min(spot.lines or area.lines, area.end_line - line)
    first, room = across(area, spot.leg, spot.legs) if spot.legs else (area.x, area.width)
    side = Across.LEFT if not spot.legs and spot.side is Across.CENTRE else spot.side
    half = grid.leading // 2  # of air towards text before it and behind
    cuts = cut_obstacles(hole, grid)
    met = [cut for cut in cuts if cut.line <= line < cut.end_line]
    first, room = _widest(first, room, met)
    for _ in range(len(cuts) + 1):
        above, below = half if line > area.line else 0, half if line + lines < area.end_line else 0
        height = lines * grid.leading - 2 * grid.white - above - below
        package = crossing_package(said, (height, room), hole.vertical, grid, settings)
        width = package.lines * grid.leading
        x = set_across(first, room, width, side)
        lower = [cut.line for cut in cuts if cut.x < x + width and x < cut.right and line < cut.line]
        if min(lower, default=line + lines) >= line + lines:
            break
        lines = min(lower) - line
    place = Obstacle(x, width, line, line + lines, _air(grid))
    if any(map(place.meets, cuts)):
        package = replace(package, deep=True)
    top = grid.top(line) + grid.white + above
    head = PlacedHead(package, turn=Turn(x + width, top))
    if hole.vertical:
        head = PlacedHead(package, level=Rect(x, top, width, height))
    if not spot.legs and lines == area.lines and not met:
        return head, beside(area, hole, width, grid.em)
    return replace(head, place=place), area


def _widest(x: Length, width: Length, cuts: list[Obstacle]) -> tuple[Length, Length]:
    """x and width of the widest piece that is left of a stretch; all of it where nothing is left."""
    pieces = free_of(x, x + width, cuts) or [(x, x + width)]
    start, end = max(pieces, key=lambda piece: piece[1] - piece[0])
    return start, end - start


def _air(grid: Grid) -> Length:
    """Beside a vertical headline among its legs: the package has air of its own."""
    return grid.em // 2


def _line_of(spot: HeadSpot, area: TextArea, lines: int) -> int:
    line = area.line + spot.line if spot.line >= 0 else area.end_line + 1 + spot.line - lines
    return max(area.line, min(line, area.end_line))


def _headline(article: Article, part: StoryPart, number: int) -> tuple[Headline, HeadlineStyle]:
    """A part's headline: on a turn the jump head, short."""
    if not number:
        return replace(article.headline, logo=article.column, art=article.column_art), part.style.headline
    style = part.style.turn_headline
    again = style.logo.again.replace("{column}", article.column) if style.logo and article.column else ""
    return Headline(article.jump_head or article.headline.main, logo=again, art=article.column_art), style
