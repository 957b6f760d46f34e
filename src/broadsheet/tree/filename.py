"""What the files of pages are called: by the page, and by its revision once it has gone to the plant."""

from __future__ import annotations

from collections.abc import Container

from broadsheet.patterns import late_pattern

_REVISION = late_pattern(r"(.+)_v[0-9]+")


def revision_name(page: str, revision: int) -> str:
    """The name of a page's file, without its ending; the first revision has no number."""
    return page if revision == 1 else f"{page}_v{revision}"


def page_named(file: str, pages: Container[str]) -> str | None:
    """Which of these pages a file is, by its name without ending, whatever its revision."""
    if file in pages:
        return file
    revision = _REVISION.fullmatch(file)
    return revision[1] if revision and revision[1] in pages else None
