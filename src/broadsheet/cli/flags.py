"""Layout flags as settings: each flag is a dotted path with a value, like ``--set``."""

from __future__ import annotations

import argparse
from datetime import date

from broadsheet.diagnostics import BroadsheetError, diagnostic
from broadsheet.readers.report import Overrides, Setting

_PATHS: dict[str, tuple[str, str]] = {
    "columns": ("--columns", "grid.columns"),
    "column_gap": ("--column-gap", "grid.column_gap"),
    "body_size": ("--body-size", "grid.body"),
    "leading": ("--leading", "grid.leading"),
    "issue": ("--issue", "edition.issue"),
    "inks": ("--inks", "edition.inks"),
}

_BODY_PATHS: dict[str, tuple[str, str]] = {
    "marks": ("--marks", "spacing.marks"),
    "kinsoku": ("--kinsoku", "spacing.kinsoku"),
    "breaker": ("--breaker", "breaker"),
}
"""Flags of the body style; the other paragraph styles are like it."""


def overrides_of(arguments: argparse.Namespace) -> Overrides:
    """Return what the flags change. Raises BroadsheetError for values that cannot be meant."""
    settings = [
        Setting(path, value, f"{flag} {value}")
        for name, (flag, path) in _PATHS.items()
        if (value := getattr(arguments, name)) is not None
    ]
    settings.extend(
        Setting(f"style.paragraphs.body.{path}", value, f"{flag} {value}")
        for name, (flag, path) in _BODY_PATHS.items()
        if (value := getattr(arguments, name)) is not None
    )
    if arguments.page_size is not None:
        size = arguments.page_size
        sides = size.lower().replace("×", "x").replace("*", "x").split("x")
        value = f"[{sides[0]}, {sides[1]}]" if len(sides) == 2 else size
        settings.append(Setting("page.size", value, f"--page-size {size}"))
    settings.extend(set_pairs(arguments.settings))
    return Overrides(
        date=_date(arguments.date),
        pages=pages_named(arguments.pages),
        layout=arguments.layout or "",
        settings=tuple(settings),
        grid_overlay=arguments.grid_overlay,
        gaps=arguments.gaps,
    )


def set_pairs(written: list[str]) -> list[Setting]:
    """Return the (path, value) pairs of ``--set`` flags."""
    settings = []
    for pair in written:
        path, equals, value = pair.partition("=")
        if not equals or not path:
            raise _unlike("--set", "PATH=VALUE", pair)
        settings.append(Setting(path.strip(), value.strip(), f"--set {pair}"))
    return settings


def _unlike(flag: str, expected: str, written: str) -> BroadsheetError:
    return BroadsheetError([diagnostic("E113", key=flag, expected=expected, found=repr(written))])


def _date(written: str | None) -> date | None:
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise BroadsheetError([diagnostic("E408", value=written)]) from None


def pages_named(written: str | None, flag: str = "--pages") -> tuple[int, ...]:
    """``1,3-4`` as (1, 3, 4)."""
    if written is None:
        return ()
    pages: list[int] = []
    for part in written.split(","):
        first, dash, last = part.strip().partition("-")
        try:
            low, high = int(first), int(last if dash else first)
        except ValueError:
            raise _unlike(flag, "page numbers such as 1,3-4", written) from None
        if not 0 < low <= high <= 9999:
            raise _unlike(flag, "page numbers such as 1,3-4", part.strip())
        pages.extend(range(low, high + 1))
    return tuple(dict.fromkeys(pages))
