"""The holes of a page as facts of the layout tree: what preflight judges a page by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from broadsheet.geometry import Rect
from broadsheet.makeup.slots import text_area
from broadsheet.makeup.story import MadeStory
from broadsheet.model.edition import Edition, PagePlan
from broadsheet.model.grid import Grid, GridSpan
from broadsheet.model.hole import AdHole, FurnitureHole, Hole, PictureHole, StoryHole
from broadsheet.tree.node import Area, AreaKind, PageGrid

Filled = Mapping[str, tuple[str, int]]
"""By hole: the slug and the number of the part that was set in it."""


def page_grid(grid: Grid) -> PageGrid:
    """The grid of a page, without its columns: holes have their own legs."""
    return PageGrid(grid.type_area, grid.leading, grid.em, grid.column_gap)


def page_areas(plan: PagePlan, filled: Filled) -> tuple[Area, ...]:
    """Return the areas of a page in the order of its layout."""
    grid = plan.layout.grid
    return tuple(area for hole in plan.layout.holes for area in _area(hole, grid, filled))


def filled_holes(page: int, edition: Edition, stories: Sequence[MadeStory]) -> Filled:
    """Which part of which story stands in each hole; holes that a story gave back are left out."""
    made = {
        (story.record.slug, part) for story in stories for number, part in story.shown if number == page
    }
    return {
        part.hole.id: (story.article.slug, number)
        for story in edition.stories
        for number, part in enumerate(story.parts)
        if part.page == page and (story.article.slug, number) in made
    }


def _area(hole: Hole, grid: Grid, filled: Filled) -> Iterable[Area]:
    framed = hole.frame is not None
    match hole:
        case StoryHole():
            yield _story_area(hole, grid, filled)
        case PictureHole(place=GridSpan() as span):
            yield Area(hole.id, AreaKind.PICTURE, grid.rect(span), framed=framed)
        case FurnitureHole():
            yield Area(hole.id, AreaKind.FURNITURE, hole.box, framed=framed)
        case AdHole():
            yield Area(hole.id, AreaKind.AD, grid.rect(hole.span), framed=framed)


def _story_area(hole: StoryHole, grid: Grid, filled: Filled) -> Area:
    slug, part = filled.get(hole.id, ("", 0))
    return Area(
        hole.id,
        AreaKind.STORY,
        grid.rect(hole.span),
        slug,
        part,
        legs=() if hole.vertical else text_area(hole, grid).legs,
        cuts=tuple(_cuts(hole, grid)),
        framed=bool(slug) and hole.frame is not None,
        balanced=hole.balance,
    )


def _cuts(hole: StoryHole, grid: Grid) -> Iterator[Rect]:
    return (grid.rect(span) for span in hole.cuts)
