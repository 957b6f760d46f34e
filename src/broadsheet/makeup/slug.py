"""The slug line: what a page is, in words beside it, for whoever finds the film or the plate."""

from __future__ import annotations

from broadsheet.makeup.furniture import set_words
from broadsheet.model.edition import Edition, PagePlan
from broadsheet.model.plant import PageMark
from broadsheet.model.style import BLACK, TextStyle
from broadsheet.records import replace
from broadsheet.text.setting import Settings
from broadsheet.tree.marks import slug_place
from broadsheet.tree.node import GlyphRun, TreePage
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

    def line(pages: str, width: Length, name: str) -> tuple[GlyphRun, ...]:
        words = _words(edition, f"第{pages}版 {page.section}".strip(), (width, page.height), name)
        return set_words(words, _style(plan), slug_place(marked), settings)

    if not page.spread:
        return replace(marked, slug=line(f"{page.number}", page.width, page.name))
    numbers, fold = (page.number, page.number + 1), page.width // 2  # of two equal pages
    return replace(
        marked,
        slug=line("-".join(map(str, numbers)), page.width, page.name),
        half_slugs=tuple(
            line(f"{number}", fold, name) for number, name in zip(numbers, page.halves, strict=True)
        ),
    )


def _style(plan: PagePlan) -> TextStyle:
    """The type of the page's body, small and black."""
    body = next(iter(plan.layout.styles.stories.values())).body.text
    return replace(body, size=_SIZE, colour=BLACK)


def _words(edition: Edition, page: str, trim: tuple[Length, Length], name: str) -> str:
    sides = "×".join(f"{side * 254 / 720_000:.0f}" for side in trim)
    return "　".join((edition.paper, edition.date.isoformat(), page, f"{sides} mm", name))
