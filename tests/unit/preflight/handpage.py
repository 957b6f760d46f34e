"""Pages made by hand for the critic: six columns of 90 pt with gaps of 20, forty lines of 15 pt."""

from __future__ import annotations

from broadsheet.diagnostics import Diagnostic
from broadsheet.geometry import Rect
from broadsheet.preflight.critic.finding import Context
from broadsheet.preflight.critic.review import review
from broadsheet.rules import Critic, Level, settle
from broadsheet.tree.node import (
    Area,
    AreaKind,
    GlyphRun,
    Group,
    LayoutTree,
    LineFit,
    Node,
    PageGrid,
    Picture,
    Role,
    StoryRecord,
    TreePage,
)

EM, LEADING, COLUMN, GAP = 10_000, 15_000, 90_000, 20_000
GRID = PageGrid(Rect(0, 0, 640_000, 600_000), LEADING, EM, GAP)
FACES = {"song": "Song", "song-bold": "Song", "hei": "Hei"}


def rect(column: int, columns: int, line: int, lines: int) -> Rect:
    """A rectangle of the grid."""
    x = column * (COLUMN + GAP)
    return Rect(x, line * LEADING, columns * (COLUMN + GAP) - GAP, lines * LEADING)


def hole(name: str, place: Rect, kind: AreaKind = AreaKind.STORY, **more: object) -> Area:
    """A hole; a story hole holds the story of its name in legs of a column each."""
    columns = (place.width + GAP) // (COLUMN + GAP)
    legs = tuple((place.x + leg * (COLUMN + GAP), COLUMN) for leg in range(columns))
    if kind is not AreaKind.STORY:
        return Area(name, kind, place, **more)  # type: ignore[arg-type]  # a test's fields
    return Area(name, kind, place, name, legs=legs, **more)  # type: ignore[arg-type]  # a test's fields


def run(text: str, x: int, baseline: int, size: int = EM, face: str = "song") -> GlyphRun:
    """A run of full-width characters."""
    return GlyphRun(x, baseline, face, size, (1,) * len(text), (size,) * len(text), text)


def head(  # noqa: PLR0917  a head's text, place, size and face
    text: str, x: int, top: int, size: int = 30_000, face: str = "song", role: Role = Role.HEADLINE
) -> Group:
    """A part of a headline package whose em boxes begin at ``top``."""
    return Group(role, (run(text, x, top + size * 88 // 100, size, face),))


def body(  # noqa: PLR0917  where a line stands, and what it is
    column: int,
    line: int,
    text: str = "字" * 9,
    paragraph: int = 0,
    leg: int = 0,
    role: Role = Role.BODY_LINE,
    fit: LineFit | None = None,
    part: int = 0,
) -> Group:
    """A line of a leg."""
    x, baseline = column * (COLUMN + GAP), line * LEADING + 11_300
    fit = fit or LineFit(COLUMN, COLUMN, "justified")
    return Group(role, (run(text, x, baseline),), "", part, paragraph, leg, x, baseline, fit)


def leg(column: int, line: int, lines: int, number: int = 0, paragraph: int = 0) -> list[Group]:
    """So many lines of one leg."""
    return [body(column, each, paragraph=paragraph, leg=number) for each in range(line, line + lines)]


def story(slug: str, *nodes: Node, part: int = 0) -> Group:
    """A story's part."""
    return Group(Role.STORY, nodes, slug, part)


def picture(name: str, place: Rect, slug: str = "", caption: str = "") -> Group:
    """A picture, with a caption a line below it."""
    shown = Picture(place.x, place.y, place.width, place.height, name, "d", (0, 0, 1, 1))
    nodes: list[Node] = [Group(Role.PICTURE, (shown,), slug)]
    if caption:
        nodes.append(Group(Role.CAPTION, (run(caption, place.x, place.bottom + 12_000),), slug))
    return Group(Role.PICTURE, tuple(nodes), slug)


def page(areas: list[Area], *groups: Group, number: int = 1) -> TreePage:
    """A page of the grid."""
    return TreePage(number, f"p{number}", "", 640_000, 600_000, 0, groups, tuple(areas), GRID)


def record(slug: str, *pages: int, **more: object) -> StoryRecord:
    """A story's record."""
    return StoryRecord(slug, slug, pages or (1,), 0, 0, **more)  # type: ignore[arg-type]  # a test's fields


def tree(*pages: TreePage, records: tuple[StoryRecord, ...] = ()) -> LayoutTree:
    """An edition of these pages."""
    return LayoutTree("t", "2026-11-23", (), pages, records, ())


def found(
    made: LayoutTree, rule: str, names: tuple[str, ...] = (), words: dict[str, tuple[str, ...]] | None = None,
    **limits: int,
) -> tuple[Diagnostic, ...]:  # fmt: skip
    """What one rule finds."""
    settled = settle()
    levels = dict.fromkeys(settled.levels, Level.OFF) | {rule: Level.WARNING}
    critic = Critic(levels, {**settled.limits, **limits})
    table = words or {}
    context = Context({}, names, lambda text: table.get(text, tuple(text)), FACES)
    numbers = [0, *(each.number for each in made.pages)]
    return review(made, dict.fromkeys(numbers, critic), context)


def places(diagnostic: Diagnostic) -> tuple[Rect, ...]:
    """The rectangles of a finding."""
    assert diagnostic.mark is not None
    return diagnostic.mark.places
