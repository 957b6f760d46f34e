"""A story made up: packages, slots, text, turns and pictures of one story on all its pages.

A pure function of that story alone; stories do not see each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from broadsheet.compose.galley import Galley
from broadsheet.compose.runs import KNOWN
from broadsheet.compose.sense import wishes
from broadsheet.compose.setline import SetLine
from broadsheet.compose.slot import LineSlot
from broadsheet.kernel import twin
from broadsheet.makeup.advice import advice
from broadsheet.makeup.fit import bad_turns, changes, out_of_limits, strained, widows
from broadsheet.makeup.picture import in_frame
from broadsheet.makeup.picturegroup import place_pictures
from broadsheet.makeup.plan import PartPlan, picture_room
from broadsheet.makeup.quote import quote_group
from broadsheet.makeup.slots import HAIRLINE, leg_gaps
from broadsheet.makeup.thread import thread_story
from broadsheet.makeup.trial import Trial
from broadsheet.makeup.turn import jump_group, jump_place, turn_group
from broadsheet.makeup.vertical import turned_story
from broadsheet.model.article import block_texts, run_on
from broadsheet.model.edition import Story
from broadsheet.records import record, replace
from broadsheet.source import Span
from broadsheet.standing import NOTHING_STANDING, Keeper
from broadsheet.text.setting import Settings
from broadsheet.tree.node import Group, Role, Rule, StoryRecord
from broadsheet.tree.walk import leaves


@record
class MadeStory:
    """A story on its pages: (page, group) in reading order, and its record. ``shown`` are page and number of
    the parts in which anything stands."""

    groups: tuple[tuple[int, Group], ...]
    record: StoryRecord
    shown: tuple[tuple[int, int], ...]
    crowded: tuple[str, ...] = ()  # pictures whose caption left them no room


def story_source(
    story: Story, settings: Settings, digests: Mapping[str, str]
) -> tuple[Story, Settings, tuple[str, ...], tuple[Span | None, ...]]:
    """Everything that a story's make-up depends on; where its blocks are written, too, for its record names
    lines, and articles that have only moved are equal."""
    placed = (placed for part in story.parts for placed in part.pictures)
    found = tuple(digests.get(file.path, "") for each in placed for file in each.files)
    places = story.article.origin, *(block.origin for block in story.article.blocks)
    return story, settings, found, places


def make_story(
    story: Story, settings: Settings, digests: Mapping[str, str], keeper: Keeper = NOTHING_STANDING
) -> MadeStory:
    """Set a story through all its parts. ``digests`` gives each picture file's sha256; ``keeper`` may
    know its copy already."""
    story, turns = turned_story(story)
    trial = strained(thread_story(story, settings, keeper))
    plans, galley = trial.plans, trial.galley
    groups: list[tuple[int, Group]] = []
    crowded: list[str] = []
    for plan in plans[: max(1, trial.used)]:
        last = plan.number == trial.used - 1
        turn = turns[plan.number]
        text = _part_nodes(story, plan, galley, last, settings)
        text = [turn.group(node) for node in text] if turn else text
        for placed, place in plan.pictures:
            room = picture_room(place, (plan.area, plan.first_line), plan.part.grid)
            frame, room = in_frame(placed, turn.room(room) if turn else room, plan.part.grid)
            group, fits = place_pictures(placed, plan.part.style, room, settings, digests)
            groups.extend((plan.part.page, each) for each in (*frame, group))
            if not fits:
                crowded.append(placed.file.name)
        # Last, because a caption level with the story's last line would be read into that line.
        head = plan.head.groups(story.article.slug, plan.number, turn)
        whole = Group(Role.STORY, (*head, *text), story.article.slug, plan.number)
        groups.append((plan.part.page, whole))
    shown = tuple((page, group.part) for page, group in groups if _shows(group))
    record = replace(_record(story, trial), quotes_missed=sum(_missed_quotes(group) for _, group in groups))
    return MadeStory(tuple(groups), record, shown, tuple(crowded))


def _missed_quotes(part: Group) -> int:
    """Pull quotes that found no room."""
    empty = (node for node in part.nodes if isinstance(node, Group) and not node.nodes)
    return sum(node.role is Role.PULL_QUOTE for node in empty)


def _shows(group: Group) -> bool:
    return group.role is Role.STORY and bool(leaves(group.nodes))


def set_story(story: Story, settings: Settings) -> Trial:
    """Set a story into its slots."""
    return thread_story(turned_story(story)[0], settings)


def _part_nodes(
    story: Story, plan: PartPlan, galley: Galley, last: bool, settings: Settings
) -> list[Group]:
    """What one part has below its headline: turn line, body lines, jump line, quotes, rules between legs."""
    slug, number = story.article.slug, plan.number
    nodes: list[Group] = []
    if plan.turn_slots:
        before = story.parts[number - 1].folio
        nodes.append(turn_group(plan.turn_slots, plan.part.style, before, (slug, number), settings))
    lines = [line for line in galley.lines if line.slot.part == number]
    nodes.extend(body_groups(lines, slug))
    if not last and plan.slots and story.parts[number + 1].page != plan.part.page:
        page = story.parts[number + 1].folio
        jump = jump_place(plan.slots, plan.part.style, page, settings)
        held = lines[-1] if lines and lines[-1].slot == jump.slots[-1] else None
        nodes.append(jump_group((jump, held), plan.part.style, page, (slug, number), settings))
    for text, place in plan.quotes:
        nodes.append(quote_group(text, place, plan.part.style, plan.part.grid, (settings, slug)))
    if plan.part.hole.leg_rules:
        nodes.append(_leg_rules(plan, lines, slug))
    return nodes


def _leg_rules(plan: PartPlan, lines: Sequence[SetLine], slug: str) -> Group:
    """Rules between the legs, as long as the type beside them."""
    grid = plan.part.grid
    feet: dict[int, int] = {}
    for line in lines:
        feet[line.slot.leg] = max(feet.get(line.slot.leg, 0), line.slot.line + 1)
    rules = tuple(
        Rule(x, grid.top(line) + grid.white, x, grid.top(end) - grid.white, HAIRLINE)
        for x, line, end in leg_gaps(plan.area, plan.obstacles, feet)
    )
    return Group(Role.RULES, rules, slug, plan.number)


@twin
def body_groups(lines: list[SetLine], slug: str) -> list[Group]:
    """The groups of a story's lines."""
    return [body_group(line, slug) for line in lines]


def body_group(line: SetLine, slug: str) -> Group:
    """A line's runs, and dots or rules, with its slot and how it was fitted."""
    slot = line.slot
    baseline = KNOWN[slot.baseline]
    return Group(line.role, line.nodes(), slug, slot.part, line.number, slot.leg, slot.x, baseline, line.fit)


def _record(story: Story, trial: Trial) -> StoryRecord:
    article, galley, plans, used = story.article, trial.galley, trial.plans, trial.used
    said = article.headline
    tightened, loosened, fit_gap = changes(trial)
    loose, tight = out_of_limits(galley)
    no_room = next((plan.part.hole.id for plan in plans if not plan.slots and article.blocks), "")
    over = article.blocks[galley.overset_block] if galley.overset_block >= 0 else None
    left_out = tuple(sorted(trial.given.cuts))
    return StoryRecord(
        slug=article.slug,
        headline=run_on((wishes(line)[0] for line in said.main or said.kicker), article.language),
        pages=tuple(plan.part.page for plan in plans[: max(1, used)]),
        lines=len({id(line.slot) for line in galley.lines}),
        characters=len(article.characters()),
        unused=_unused(plans, used, trial.feet),
        overset=galley.overset,
        overset_lines=galley.overset_lines,
        dropped_turn=plans[used].part.page if used < len(plans) else 0,
        headline_fits=all(plan.package.fits for plan in plans[:used]),
        no_room=no_room,
        overset_at=over.origin if over else None,
        tightened=tightened,
        loosened=loosened,
        fit_gap=fit_gap,
        widows=widows(galley),
        loose=loose,
        tight=tight,
        wide_tables=len(galley.wide),
        wide_at=article.blocks[galley.wide[0]].origin if galley.wide else None,
        left_out=left_out,
        left_words="".join(text for number in left_out for text in block_texts(article.blocks[number])),
        left_at=article.blocks[left_out[0]].origin if left_out else None,
        picture_lines=trial.given.picture,
        headline_steps=trial.given.smaller,
        subhead_lines=trial.given.subheads,
        summary_out=not trial.given.summary,
        quotes_out=not trial.given.quotes,
        short_turn=_short_turn(story, trial),
        bad_turns=bad_turns(galley),
        advice=advice(article, trial),
    )


def _short_turn(story: Story, trial: Trial) -> tuple[int, ...]:
    """Page and lines of a last part on another page that holds fewer than its style wants."""
    if trial.used < 2 or trial.galley.overset:
        return ()
    last, before = trial.plans[trial.used - 1].part, trial.plans[trial.used - 2].part
    lines = sum(1 for line in trial.galley.lines if line.slot.part == trial.used - 1)
    least = story.parts[0].style.turn_least
    return (last.page, lines) if last.page != before.page and lines < least else ()


def _unused(
    plans: Sequence[PartPlan], used: int, feet: Sequence[LineSlot]
) -> tuple[tuple[int, str, int], ...]:
    """The lines that are missing at the feet of each part; all of one that the story did not take."""
    counts = []
    for number, plan in enumerate(plans):
        empty = sum(1 for slot in feet if slot.part == plan.number) if number < used else len(plan.slots)
        if empty:
            counts.append((plan.part.page, plan.part.hole.id, empty))
    return tuple(counts)
