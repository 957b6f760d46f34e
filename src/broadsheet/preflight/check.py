"""Facts of the finished pages to diagnostics. Judgement stands here, not in the stages.

What a desk may weigh for itself is the page critic's (``preflight.critic``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from broadsheet.diagnostics import Diagnostic, Hint, Mark, diagnostic, hint
from broadsheet.geometry import Rect
from broadsheet.records import replace
from broadsheet.standing import NOTHING_STANDING, Keeper
from broadsheet.tree.extent import em_boxes
from broadsheet.tree.node import (
    Advice,
    GlyphRun,
    Group,
    LayoutTree,
    MissingGlyph,
    Picture,
    Role,
    StoryRecord,
    TreePage,
)
from broadsheet.tree.walk import glyph_runs, pictures

LEAST_PPI = 150
"""Pixels an inch that a picture needs: the Ghent Workgroup's 149 for newspapers, as a round number; a screen
of 100 lines would use 200."""

WORDS_SHOWN = 8
"""Characters of the copy that a message about a cut shows."""


def check_tree(tree: LayoutTree, keeper: Keeper = NOTHING_STANDING) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the pages, story by story, then character by character."""
    found: list[Diagnostic] = []
    areas = _areas(tree)
    for record in tree.stories:
        found.extend(_story(record, areas))
    for missing in tree.missing:
        found.extend(_missing(missing, tree))
    found.extend(_coarse(tree, keeper))
    return tuple(found)


def _coarse(tree: LayoutTree, keeper: Keeper) -> Iterable[Diagnostic]:
    """Pictures with too few pixels, each once, at its largest."""
    coarse: dict[str, Picture] = {}
    for page in tree.pages:
        for picture in keeper.take("pictures", page.number, page, partial(_placed, page)):
            if picture.vector or picture.gap or picture.ppi >= LEAST_PPI:
                continue
            known = coarse.setdefault(picture.name, picture)
            if picture.ppi < known.ppi:
                coarse[picture.name] = picture
    for name, picture in coarse.items():
        yield diagnostic("W607", path=name, ppi=picture.ppi)


def _placed(page: TreePage) -> tuple[Picture, ...]:
    return tuple(pictures(page.groups))


def _missing(missing: MissingGlyph, tree: LayoutTree) -> Iterable[Diagnostic]:
    """A finding for each page and story where 〓 stands for a character; one for what is on no page."""
    point = f"{ord(missing.character):04X}"
    told = partial(diagnostic, "P606", None, (), char=missing.character, point=point)
    left = missing.count
    for page in tree.pages:
        runs: dict[str, list[GlyphRun]] = {}
        for group in page.groups:
            there = [run for run in glyph_runs((group,)) if missing.character in run.text]
            runs.setdefault(group.article, []).extend(there)
        for slug, each in runs.items():
            count = sum(run.text.count(missing.character) for run in each)
            if count:
                left -= count
                mark = Mark(page.number, tuple(map(em_boxes, each)), slug)
                yield replace(told(count=count), mark=mark)
    if left > 0:
        yield told(count=left)


Areas = dict[tuple[int, str], list[Rect]]
"""Where stories stand, by page and slug."""


def _areas(tree: LayoutTree) -> Areas:
    areas: Areas = {}
    for page in tree.pages:
        for area in page.areas:
            areas.setdefault((page.number, area.slug), []).append(area.rect)
    return areas


def _story(record: StoryRecord, areas: Areas) -> Iterable[Diagnostic]:
    if record.no_room:
        yield diagnostic("P703", record.overset_at, slug=record.slug, hole=record.no_room)
    if record.overset:
        characters, words = _counted(record.overset)
        room = hint("cut-or-room", characters=characters, lines=record.overset_lines)
        yield diagnostic(
            "P701",
            record.overset_at,
            (room, *map(_advised, record.advice)),
            slug=record.slug,
            lines=record.overset_lines,
            characters=characters,
            words=words,
        )
    if not record.headline_fits:
        yield diagnostic("P702", slug=record.slug)
    if record.wide_tables:
        yield diagnostic("P713", record.wide_at, slug=record.slug, count=record.wide_tables)
    if record.dropped_turn:
        yield _on((record, record.pages[-1], areas), "N705", page=record.dropped_turn)
    yield from _conceded(record, areas)
    if record.quotes_missed:
        yield diagnostic("W722", slug=record.slug, count=record.quotes_missed)
    if record.short_turn:
        page, lines = record.short_turn
        yield _on((record, page, areas), "W716", page=page, lines=lines)
    for page in record.bad_turns:
        yield _on((record, page, areas), "N717", page=page)
    if record.tightened or record.loosened:
        gap = f"{record.fit_gap / 10:.1f} %"
        tightened, loosened = record.tightened, record.loosened
        first = record, record.pages[0], areas
        yield _on(first, "N710", tightened=tightened, loosened=loosened, gap=gap)


def _on(where: tuple[StoryRecord, int, Areas], code: str, **values: object) -> Diagnostic:
    """A finding about a story as a whole on one of its pages."""
    record, page, areas = where
    mark = Mark(page, tuple(areas.get((page, record.slug), ())), record.slug)
    return replace(diagnostic(code, None, (), slug=record.slug, **values), mark=mark)


def _counted(text: str) -> tuple[int, str]:
    """How many characters a text has, white space left out, and its first words as they are told."""
    parts = text.split()
    return len("".join(parts)), " ".join(parts)[:WORDS_SHOWN]


def _advised(advice: Advice) -> Hint:
    return hint(
        advice.key,
        characters=advice.characters,
        lines=advice.lines,
        words=advice.words,
        place=f"{advice.at.file}:{advice.at.line}" if advice.at else "",
    )


def _conceded(record: StoryRecord, areas: Areas) -> Iterable[Diagnostic]:
    """What the fit ladder changed."""
    slug, first = record.slug, (record, record.pages[0], areas)
    if record.left_out:
        characters, words = _counted(record.left_words)
        count = len(record.left_out)
        yield diagnostic("N714", record.left_at, slug=slug, characters=characters, count=count, words=words)
    if record.picture_lines:
        yield _on(first, "N715", lines=record.picture_lines)
    if record.headline_steps:
        yield diagnostic("N718", slug=slug, steps=record.headline_steps)
    if record.subhead_lines:
        yield _on(first, "N719", lines=record.subhead_lines)
    if record.summary_out:
        yield diagnostic("N720", slug=slug)
    if record.quotes_out:
        yield diagnostic("N721", slug=slug)


THREADED_ROLES = (
    *(Role.BYLINE, Role.NOTE, Role.SUMMARY),
    *(Role.BODY_LINE, Role.SUBHEAD, Role.TABLE, Role.DROP_CAP),
)
"""Roles of what runs through a story's legs, each character of the copy once."""

SOFT_HYPHEN = "\xad"


def conservation(
    tree: LayoutTree, copies: Mapping[str, str], keeper: Keeper = NOTHING_STANDING
) -> tuple[Diagnostic, ...]:
    """Prove that each story's characters are on the pages once and in order.

    ``copies`` holds what runs through each story's legs by slug (``Article.threaded``); stories of which only
    some pages are made are not among them. What is overset is counted as reported, not as lost.
    """
    pieces: dict[str, list[str]] = {slug: [] for slug in copies}
    for slug, text in _pages_in_story_order(tree, keeper):
        if slug in pieces:
            pieces[slug].append(text)
    found = []
    overset = {record.slug: record.overset for record in tree.stories}
    for slug, copy in copies.items():
        shown = "".join("".join(pieces[slug] + [overset.get(slug, "")]).split())
        wanted = copy.replace(SOFT_HYPHEN, "")
        if shown.replace(SOFT_HYPHEN, "") != wanted:
            found.append(diagnostic("P708", slug=slug, detail=_difference(wanted, shown)))
    return tuple(found)


def _pages_in_story_order(tree: LayoutTree, keeper: Keeper) -> Iterable[tuple[str, str]]:
    """Slug and text of each part, parts in reading order whatever page they stand on."""
    parts = [
        part for page in tree.pages for part in keeper.take("said", page.number, page, partial(_said, page))
    ]
    for _, slug, text in sorted(parts, key=lambda entry: entry[0]):
        yield slug, text


def _said(page: TreePage) -> tuple[tuple[int, str, str], ...]:
    """Of each part of a story on a page its number, the slug, and the text in its legs."""
    stories = (group for group in page.groups if group.role is Role.STORY)
    return tuple((story.part, story.article, _threaded_text(story)) for story in stories)


def _threaded_text(story: Group) -> str:
    lines = [node for node in story.nodes if isinstance(node, Group) and node.role in THREADED_ROLES]
    return "".join([run.text for run in glyph_runs(lines)])


def _difference(wanted: str, shown: str) -> str:
    """Where the two part, in a few characters."""
    place = next(
        (index for index, (a, b) in enumerate(zip(wanted, shown, strict=False)) if a != b),
        min(len(wanted), len(shown)),
    )
    return f"{wanted[place : place + WORDS_SHOWN]!r} / {shown[place : place + WORDS_SHOWN]!r} @ {place}"
