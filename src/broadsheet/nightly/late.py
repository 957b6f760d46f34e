"""Late pages: what they change in the night's set, and what stands against putting them in alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from broadsheet.diagnostics import BroadsheetError, Diagnostic, diagnostic, hint
from broadsheet.diff.report import page_told
from broadsheet.diff.sets import find_set
from broadsheet.diff.trees import diff_trees
from broadsheet.diff.wholes import face_changes
from broadsheet.messages import LABELS, Language
from broadsheet.output import CURRENT
from broadsheet.readers.report import page_ranges
from broadsheet.records import record, replace
from broadsheet.tree.node import LayoutTree

_MOST_TOLD = 3
"""Changes of another page that a refusal names."""


@record
class LatePages:
    """``changes``: what differs on each late page from the set that stands, as ``broadsheet diff``
    says it. ``against``: why nothing may be written, if anything."""

    changes: tuple[tuple[int, tuple[str, ...]], ...] = ()
    against: tuple[Diagnostic, ...] = ()


def late_pages(out: Path, tree: LayoutTree, pages: Sequence[int], language: Language) -> LatePages:
    """Hold a night's pages against the set in its folder of results: only ``pages`` may differ, in what
    stands on them and in the files of their faces. A spread goes by both of its numbers."""
    try:
        before = find_set(out / CURRENT).layout()
    except BroadsheetError as error:
        none = diagnostic("E422", None, (hint("whole-set"),), path=out)
        return LatePages(against=(replace(none, cause=error.diagnostics[0]),))
    known = {page.number: page for page in before.pages}
    made = {page.number: page for page in tree.pages}
    spreads = {number + 1: number for number, page in made.items() if page.spread}
    pages = sorted({spreads.get(number, number) for number in pages})
    absent = [number for number in pages if number not in made]
    if absent:
        there = (hint("turn-pages", pages=page_ranges(made)),)
        return LatePages(against=(diagnostic("E423", None, there, pages=page_ranges(absent)),))
    numbers = sorted(known.keys() | made.keys())
    changed = {number for number in numbers if known.get(number) != made.get(number)}
    changed.update(change.new_page for change in face_changes(before, tree))
    others = sorted(changed.difference(pages))
    diff = diff_trees(before, tree)
    told = {number: page_told(diff, number, language) for number in (*pages, *others)}
    named = page_ranges(pages)
    between = LABELS["between sentences"][language]
    whole = page_ranges({*pages, *others}).replace(" ", "")
    hints = (hint("late-too", pages=whole) if made.keys() >= set(others) else hint("whole-set"),)
    against = [
        diagnostic("E424", None, hints, pages=named, other=number, changes=between.join(changes) or "–")
        for number in others
        for changes in [told[number][:_MOST_TOLD]]
    ]
    return LatePages(tuple((number, told[number]) for number in pages), tuple(against))
