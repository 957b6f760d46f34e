"""The slug line: what a page is, in words beside it, for whoever finds the film or the plate."""

from __future__ import annotations

from broadsheet.makeup.furniture import set_words
from broadsheet.model.edition import Edition, PagePlan
from broadsheet.model.plant import PageMark
from broadsheet.model.style import BLACK, TextStyle
from broadsheet.records import replace
from broadsheet.text.setting import Settings
from broadsheet.tree.marks import slug_place
from broadsheet.tree.node import TreePage
from broadsheet.units import PT, Length

_SIZE: Length = 7 * PT


def with_marks(page: TreePage, plan: PagePlan, edition: Edition, settings: Settings) -> TreePage:
    """The page with the marks that the plant wants."""
    wanted = edition.plant.marks
    if not wanted:
        return page
    marked = replace(page, marks=tuple(dict.fromkeys(mark.value for mark in wanted)))
    if PageMark.SLUG not in wanted:
        return marked
    style = _style(plan)
    return replace(marked, slug=set_words(_words(page, edition), style, slug_place(marked), settings))


def _style(plan: PagePlan) -> TextStyle:
    """The type of the page's body, small and black."""
    body = next(iter(plan.layout.styles.stories.values())).body.text
    return replace(body, size=_SIZE, colour=BLACK)


def _words(page: TreePage, edition: Edition) -> str:
    numbers = f"{page.number}-{page.number + 1}" if page.spread else f"{page.number}"
    sides = "×".join(f"{side * 254 / 720_000:.0f}" for side in (page.width, page.height))
    parts = (edition.paper, edition.date.isoformat(), f"第{numbers}版 {page.section}".strip())
    return "　".join((*parts, f"{sides} mm", page.name))
