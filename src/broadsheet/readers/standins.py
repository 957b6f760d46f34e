"""What stands for a story that the manifest names and nobody has filed: another one, an advertisement of the
house, or a marked hole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from broadsheet.diagnostics import hint
from broadsheet.model.article import Article, Headline
from broadsheet.readers.files import one_spelling
from broadsheet.readers.report import Report, name_hints
from broadsheet.readers.schema import Located
from broadsheet.readers.yamlnode import Node, Scalar, entry_of
from broadsheet.records import replace
from broadsheet.rows import NamedTuple

ANY = "*"
"""Stands for every story that is not named itself."""

MARK = "〔缺稿〕"
"""What a marked hole says before the name of its story: no reader may take it for copy."""


class StandIns(NamedTuple):
    """What stands for missing stories, by their names: an article for every one, and the advertisement that
    takes its hole instead where the hole can hold one (``readers.ads``). ``ready`` are the names of what is
    kept for that, whether it was wanted or not."""

    articles: dict[str, Article]
    ads: dict[str, Located[str]]
    ready: frozenset[str] = frozenset()


def stand_ins(
    wanted: Iterable[tuple[int, str, Node]],
    there: tuple[Mapping[str, Article], Collection[str]],
    tools: tuple[Mapping[str, str], Report],
) -> StandIns:
    """Return what stands for every story that is missing.

    ``wanted`` are the story holes that the manifest fills: page, hole, and what is written for it. ``there``
    are the stories that were filed and the names of the advertisements. ``tools`` are the names of what may
    stand in, stories or advertisements, by the missing story's slug, by its hole's name, or by ANY; and the
    report, which is told. A hole without any is marked, and so is one whose only one is in the paper already:
    no story is printed twice.
    """
    articles, known = there
    standing, report = tools
    found = StandIns({}, {}, frozenset(standing.values()))
    holes = [(number, hole, written) for number, hole, node in wanted if (written := story_of(node))]
    printed = {one_spelling(written.text) for _, _, written in holes} & articles.keys()
    for number, hole, written in holes:
        slug, span = one_spelling(written.text), written.place.span
        if slug in articles:
            continue
        names = [standing[each] for each in (slug, hole, ANY) if each in standing]
        name = next((name for name in names if name not in printed), "")
        if name in articles:
            printed.add(name)
            found.articles[slug] = replace(articles[name], slug=slug)
            report.add("W421", span, standing=name, slug=slug, hole=hole, page=number)
            continue
        found.articles[slug] = Article(slug, Headline((f"{MARK}{slug}",)), origin=span)
        if name in known:
            found.ads[slug] = Located(name, span)
            continue
        if name:
            report.add("W431", span, name_hints(name, (*articles, *known)), standing=name, slug=slug)
        taken = () if name else [hint("in-paper", name=each) for each in names]
        report.add("W420", span, taken, slug=slug, hole=hole, page=number)
    return found


def story_of(node: Node) -> Scalar | None:
    """The name of the story that is to stand in a story hole."""
    if isinstance(node, Scalar):
        return node
    entry = entry_of(node, "story")
    return entry.value if entry is not None and isinstance(entry.value, Scalar) else None
