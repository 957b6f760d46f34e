"""A story made up: packages, slots, text, turns and pictures of one story on all its pages.

A pure function of that story alone; stories do not see each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from broadsheet.compose.galley import (
    KEEP_LINES,
    Galley,
    LinesBlock,
    SetBlock,
    SetLine,
    TextBlock,
    set_blocks,
)
from broadsheet.compose.package import NO_PACKAGE, Package, set_package
from broadsheet.compose.paragraph import paragraph_items, with_dateline
from broadsheet.compose.sense import wishes
from broadsheet.compose.slot import LineSlot
from broadsheet.makeup.fill import fill_legs, short_feet
from broadsheet.makeup.fit import Fitted, changes, copyfit, out_of_limits, widows, without_widows
from broadsheet.makeup.picture import Room, place_picture
from broadsheet.makeup.slots import HAIRLINE, Obstacle, TextArea, leg_gaps, obstacle, part_slots, text_area
from broadsheet.makeup.turn import SHORT_SPACING, jump_group, jump_width, turn_group
from broadsheet.makeup.vertical import Turn, side_head, turned_story
from broadsheet.model.article import Article, Headline, Paragraph, ParagraphKind, Run, Subhead
from broadsheet.model.edition import PlacedPicture, Story, StoryPart
from broadsheet.model.hole import HeadPlace, Inside
from broadsheet.model.style import HeadlineStyle, LineStyle, ParagraphStyle, StoryStyle
from broadsheet.text.itemise import itemise
from broadsheet.text.setting import Settings
from broadsheet.tree.node import Group, Role, Rule, StoryRecord
from broadsheet.units import Length


@dataclass(frozen=True, slots=True)
class PartPlan:
    """One part before its text is set: package, text area, pictures' places, slots.

    ``slots`` leaves out the one that the turn line takes (``turn_slot``).
    """

    part: StoryPart
    number: int
    package: Package
    area: TextArea
    obstacles: tuple[tuple[PlacedPicture, Obstacle], ...]
    slots: tuple[LineSlot, ...]
    turn_slot: LineSlot | None
    head: Turn | None = None  # of a vertical headline beside level text

    @property
    def first_line(self) -> int:
        """The grid line that text may begin at."""
        return self.area.line + (0 if self.head else self.package.lines)


@dataclass(frozen=True, slots=True)
class MadeStory:
    """A story on its pages: (page, group) in reading order, and its record."""

    groups: tuple[tuple[int, Group], ...]
    record: StoryRecord
    missing: tuple[str, ...]
    crowded: tuple[str, ...] = ()  # pictures whose caption left them no room


def make_story(story: Story, settings: Settings, digests: Mapping[str, str]) -> MadeStory:
    """Set a story through all its parts. ``digests`` gives each picture file's sha256."""
    story, turns = turned_story(story)
    plans, fitted, used = _copyfitted(story, settings)
    galley = fitted.galley
    groups: list[tuple[int, Group]] = []
    crowded: list[str] = []
    for plan in plans[: max(1, used)]:
        last = plan.number == used - 1
        turn = turns[plan.number]
        made = _part_group(story, plan, galley, last, settings)
        groups.append((plan.part.page, turn.group(made) if turn else made))
        for placed, place in plan.obstacles:
            room = _picture_room(plan, place)
            group, fits = place_picture(
                placed, plan.part.style.caption, turn.room(room) if turn else room, settings,
                digests.get(placed.file.path, ""),
            )  # fmt: skip
            groups.append((plan.part.page, group))
            if not fits:
                crowded.append(placed.file.name)
    return MadeStory(tuple(groups), _record(story, plans, fitted, used), galley.missing, tuple(crowded))


def set_story(story: Story, settings: Settings) -> tuple[tuple[PartPlan, ...], Galley, int]:
    """Set a story into its slots: the parts' plans, the galley, and how many parts it took."""
    story, _ = turned_story(story)
    plans, fitted, used = _copyfitted(story, settings)
    return plans, fitted.galley, used


def _copyfitted(story: Story, settings: Settings) -> tuple[tuple[PartPlan, ...], Fitted, int]:
    style = story.parts[0].style
    blocks = story_blocks(story.article, style, settings)
    plans, galley, used = _fitted(story, blocks, settings)

    def thread(tried: Sequence[SetBlock]) -> Galley:
        return _filled(plans, _set_in(plans, used, tried, settings), used, settings)

    filled = _filled(plans, galley, used, settings)
    fitted = copyfit(blocks, filled, style.fit_most, thread)
    return plans, without_widows(fitted, style.fit_most, thread) if style.fit_most else fitted, used


def _filled(plans: Sequence[PartPlan], galley: Galley, used: int, settings: Settings) -> Galley:
    """The galley with its legs filled to their foot."""
    jumps = {
        plan.slots[-1]: jump_width(plan.part.style, plans[plan.number + 1].part.page, settings)
        for plan in plans[: used - 1]
        if plan.slots
    }
    slots = [slot for plan in plans[:used] for slot in plan.slots]
    filled = fill_legs(galley, slots, jumps)
    return replace(filled, empty=tuple(slot for slot in filled.empty if slot not in jumps))


def _fitted(
    story: Story, blocks: Sequence[SetBlock], settings: Settings
) -> tuple[tuple[PartPlan, ...], Galley, int]:
    """Thread the story; where a part ends short, give its package air while all that fitted fits."""
    plans = tuple(_plan_part(story, number, settings) for number in range(len(story.parts)))
    galley, used = _thread(plans, blocks, settings)
    for number in range(used):
        most = story.parts[number].style.headline.air_most
        for air in range(min(most, _level_lines(plans[number], galley, most)), 0, -1):
            looser = (*plans[:number], _plan_part(story, number, settings, air), *plans[number + 1 :])
            tried, parts = _thread(looser, blocks, settings)
            if tried.overset_lines <= galley.overset_lines and parts == used:
                plans, galley = looser, tried
                break
    return plans, galley, used


def _level_lines(plan: PartPlan, galley: Galley, most: int) -> int:
    """Lines by which every leg of a part ends short; 0 where that is more than air can close, for a
    hole as empty as that wants copy, not air."""
    if not plan.package.lines or plan.head:
        return 0
    legs = max(1, len(plan.area.legs))
    short = sum(1 for slot in galley.empty if slot.part == plan.number)
    lines = short // legs if short > 1 else 0
    return lines if lines <= 2 * most else 0


def _plan_part(story: Story, number: int, settings: Settings, air: int = 0) -> PartPlan:
    part = story.parts[number]
    area = text_area(part.hole, part.grid)
    headline, style = _headline(story.article, part, number)
    head: Turn | None = None
    if not (headline.main or headline.kicker or headline.deck):
        package = NO_PACKAGE
    elif part.hole.head is HeadPlace.OVER or part.hole.vertical:
        package = set_package(headline, style, area.width, part.grid.leading, settings)
        package = package.aired(air, part.grid.leading)
    else:
        side = side_head(headline, style, part, area, settings)
        package, area, head = side.package, side.area, side.turn
    first_line = area.line + (0 if head else package.lines)
    obstacles = tuple(
        (placed, obstacle(placed.hole.place, area, first_line))
        for placed in part.pictures
        if isinstance(placed.hole.place, Inside)
    )
    slots = part_slots(part, number, area, first_line, tuple(place for _, place in obstacles))
    turn_slot = slots[0] if number and slots else None
    rest = slots[1:] if turn_slot else slots
    return PartPlan(part, number, package, area, obstacles, rest, turn_slot, head)


def _headline(article: Article, part: StoryPart, number: int) -> tuple[Headline, HeadlineStyle]:
    """A part's headline: on a turn the jump head, short."""
    if number:
        return Headline(article.jump_head or article.headline.main), part.style.turn_headline
    return article.headline, part.style.headline


def story_blocks(article: Article, style: StoryStyle, settings: Settings) -> tuple[SetBlock, ...]:
    """Return an article's blocks ready to be set: byline, summary, paragraphs, subheads."""
    byline = _short_lines(article.byline, style.byline, Role.BYLINE, -1, settings) if article.byline else None
    blocks: list[SetBlock] = []
    if byline and not style.byline_at_end:
        blocks.append(byline)
    if article.summary:
        items = paragraph_items((Run(article.summary),), style.summary, settings)
        blocks.append(TextBlock(items, style.summary, -1, Role.SUMMARY))
    before: Paragraph | None = None
    for number, block in enumerate(article.blocks):
        if isinstance(block, Subhead):
            blocks.append(_short_lines(block.lines, style.subhead, Role.SUBHEAD, number, settings))
            continue
        blocks.append(_paragraph(block, number, style, settings, before))
        before = block
    if byline and style.byline_at_end:
        blocks.append(byline)
    return tuple(blocks)


def _paragraph(
    paragraph: Paragraph, number: int, style: StoryStyle, settings: Settings, before: Paragraph | None
) -> TextBlock:
    """A paragraph in its style; stanzas of a poem stand a line apart."""
    kinds: dict[ParagraphKind, ParagraphStyle] = {
        ParagraphKind.BODY: style.body,
        ParagraphKind.ITEM: style.item,
        ParagraphKind.VERSE: style.verse,
        ParagraphKind.QUOTE: style.quote,
    }
    kind = kinds[paragraph.kind]
    runs = with_dateline(paragraph, kind) if before is None else paragraph.runs
    stanza = before is not None and paragraph.kind is before.kind is ParagraphKind.VERSE
    return TextBlock(paragraph_items(runs, kind, settings), kind, number, before=1 if stanza else 0)


def _short_lines(
    lines: Sequence[str], style: LineStyle, role: Role, number: int, settings: Settings
) -> LinesBlock:
    setting = settings.of(style.text)
    items = tuple(itemise([(line, setting)], SHORT_SPACING) for line in lines)
    keep = KEEP_LINES if role is Role.SUBHEAD else 0
    return LinesBlock(items, style.align, style.before, style.after, number, role, keep, style.indent)


def _thread(
    plans: Sequence[PartPlan], blocks: Sequence[SetBlock], settings: Settings
) -> tuple[Galley, int]:
    """Set the blocks through as few parts as hold them; each part but the last keeps room for its
    jump line at the end of its last slot."""
    galley = Galley(())
    for used in range(1, len(plans) + 1):
        galley = _set_in(plans, used, blocks, settings)
        if not galley.overset:
            return galley, used
    return galley, len(plans)


def _set_in(
    plans: Sequence[PartPlan], used: int, blocks: Sequence[SetBlock], settings: Settings
) -> Galley:
    """Set the blocks through the first ``used`` parts."""
    slots: list[LineSlot] = []
    reserved: dict[int, Length] = {}
    for plan in plans[:used]:
        slots.extend(plan.slots)
        if plan.number < used - 1 and plan.slots:
            reserved[len(slots) - 1] = jump_width(plan.part.style, plans[plan.number + 1].part.page, settings)
    return set_blocks(blocks, slots, reserved)


def _part_group(
    story: Story, plan: PartPlan, galley: Galley, last: bool, settings: Settings
) -> Group:
    """Everything of one part: package, turn line, body lines, jump line."""
    slug, number = story.article.slug, plan.number
    leading = plan.part.grid.leading
    top = plan.part.grid.type_area.y + plan.area.line * leading
    if plan.head:
        nodes = [plan.head.group(group) for group in plan.package.groups(slug, number, 0, 0)]
    else:
        nodes = list(plan.package.groups(slug, number, plan.area.x, top))
    if plan.turn_slot is not None:
        before = story.parts[number - 1].page
        nodes.append(turn_group(plan.turn_slot, plan.part.style, before, (slug, number), settings))
    lines = [line for line in galley.lines if line.slot.part == number]
    nodes.extend(_body_group(line, slug) for line in lines)
    if not last and plan.slots:
        slot = plan.slots[-1]
        held = lines[-1] if lines and lines[-1].slot == slot else None
        page = story.parts[number + 1].page
        nodes.append(jump_group((slot, held), plan.part.style, page, (slug, number), settings))
    if plan.part.hole.leg_rules:
        nodes.append(_leg_rules(plan, slug))
    return Group(Role.STORY, tuple(nodes), slug, number)


def _leg_rules(plan: PartPlan, slug: str) -> Group:
    """Rules between the legs, as long as the type beside them."""
    grid = plan.part.grid
    white = (grid.leading - grid.em) // 2
    places = tuple(place for _, place in plan.obstacles)
    rules = tuple(
        Rule(x, grid.top(line) + white, x, grid.top(end) - white, HAIRLINE)
        for x, line, end in leg_gaps(plan.area, plan.first_line, places)
    )
    return Group(Role.RULES, rules, slug, plan.number)


def _body_group(line: SetLine, slug: str) -> Group:
    slot = line.slot
    return Group(
        line.role, line.nodes(), slug, slot.part, line.number, slot.leg, slot.x, slot.baseline, line.fit
    )


def _picture_room(plan: PartPlan, place: Obstacle) -> Room:
    """A picture's place among the legs: half a line of air towards text above and below it."""
    grid = plan.part.grid
    white = (grid.leading - grid.em) // 2
    top = grid.type_area.y + place.line * grid.leading
    top += grid.leading // 2 if place.line > plan.first_line else white
    foot = grid.baseline(max(place.line, place.end_line - 1))
    if place.end_line < plan.area.end_line:
        foot -= grid.leading // 2
    return Room(place.x, place.width, top, foot)


def _record(story: Story, plans: Sequence[PartPlan], fitted: Fitted, used: int) -> StoryRecord:
    article, galley = story.article, fitted.galley
    tightened, loosened, fit_gap = changes(fitted)
    no_room = next((plan.part.hole.id for plan in plans if not plan.slots and article.blocks), "")
    over = article.blocks[galley.overset_block] if galley.overset_block >= 0 else None
    return StoryRecord(
        article.slug,
        "".join(wishes(line)[0] for line in article.headline.main or article.headline.kicker),
        tuple(plan.part.page for plan in plans[: max(1, used)]),
        len(galley.lines),
        len(article.characters()),
        _unused(plans[:used], galley),
        galley.overset,
        galley.overset_lines,
        plans[used].part.page if used < len(plans) else 0,
        all(plan.package.fits for plan in plans[:used]),
        no_room,
        over.origin if over else None,
        tightened,
        loosened,
        fit_gap,
        widows(galley),
        *out_of_limits(fitted),
    )


def _unused(plans: Sequence[PartPlan], galley: Galley) -> tuple[tuple[int, str, int], ...]:
    counts = []
    feet = short_feet(galley)
    for plan in plans:
        empty = sum(1 for slot in feet if slot.part == plan.number)
        if empty:
            counts.append((plan.part.page, plan.part.hole.id, empty))
    return tuple(counts)
