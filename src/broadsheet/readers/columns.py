"""Columns (栏目) whose names were drawn: SVG files that the manifest names, for the stories in them."""

from __future__ import annotations

from collections.abc import Mapping

from broadsheet.model.article import Article, ColumnArt
from broadsheet.readers.files import Files
from broadsheet.readers.report import RefusedError
from broadsheet.readers.schema import Located, Named
from broadsheet.records import replace


def with_columns(
    articles: Mapping[str, Article], columns: tuple[Named[Located[str]], ...], files: Files
) -> dict[str, Article]:
    """The stories, those in a column of the manifest with its drawn name."""
    drawn = {named.name: art for named in columns if (art := _art(named.value, files)) is not None}
    return {
        slug: replace(article, column_art=drawn[article.column]) if article.column in drawn else article
        for slug, article in articles.items()
    }


def _art(name: Located[str], files: Files) -> ColumnArt | None:
    """A drawing; None, and said so, where it cannot be read."""
    from broadsheet.readers.svgpath import outline_of  # noqa: PLC0415  late: few papers draw one

    try:
        return ColumnArt(*outline_of(name, files))
    except RefusedError:
        return None
