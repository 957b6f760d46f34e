"""Two layout trees compared: what moved, reflowed, changed, came and went, by page, story and role.

What counts is what can be seen on the pages: settings, hole names and other records of a tree may
differ without a change. Integers are compared, so a millipoint is found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from broadsheet.diff.aspects import aspects_of_drawings, aspects_of_lines, shift_of, widest
from broadsheet.diff.change import Change, Detail, Kind, TreeDiff, Words, shortened
from broadsheet.diff.pairing import (
    DrawingPair,
    PassagePair,
    lines_with,
    pair_drawings,
    pair_lines,
    pair_passages,
    spans_changed,
    words_changed,
)
from broadsheet.diff.parts import Drawing, Line, Owner, Passage, parts_of
from broadsheet.diff.still import without_still
from broadsheet.diff.wholes import face_changes, overset_changes, page_changes, page_states, with_leading
from broadsheet.records import record
from broadsheet.tree.node import LayoutTree, Role

_SORTS = {"Rule": "rule", "Fill": "fill", "Shape": "shape", "Picture": "picture"}

_PLAIN = frozenset(("rule", "fill", "shape"))
"""Sorts of drawings that have nothing to tell but how many came or went."""

T = TypeVar("T", Passage, Drawing)


@record
class _Finding:
    """One line or drawing that differs, before those of a kind are counted together."""

    kind: Kind
    sort: str
    owner: Owner
    role: Role
    old: Line | Drawing | None
    new: Line | Drawing | None
    details: tuple[Detail, ...] = ()
    words: tuple[Words, ...] = ()


def diff_trees(old: LayoutTree, new: LayoutTree) -> TreeDiff:
    """Compare two trees; equal pages give no change."""
    before, after = map(parts_of, without_still(old, new))
    findings: list[_Finding] = []
    for olds, news in _by(before.passages, after.passages, _passage_key):
        if olds == news:
            continue
        for pair in pair_passages(olds, news):
            findings.extend(_passage_findings(pair))
    for old_drawn, new_drawn in _by(before.drawings, after.drawings, _drawing_key):
        for drawn in pair_drawings(old_drawn, new_drawn):
            findings.extend(_drawing_findings(drawn))
    changes = [*page_changes(old, new), *face_changes(old, new), *overset_changes(old, new)]
    alone = {page.number for page in old.pages} ^ {page.number for page in new.pages}
    findings = [each for each in findings if not _only_on(each, alone)]
    changes += with_leading(_gathered(findings), before.passages, after.passages)
    return TreeDiff(tuple(page_states(old, new)), tuple(_ordered(changes)))


def _only_on(finding: _Finding, alone: Collection[int]) -> bool:
    """Whether something came or went with its page: the page says so for all of it."""
    some = finding.new or finding.old
    lone = finding.old is None or finding.new is None
    return lone and some is not None and some.page in alone


def _ordered(changes: Sequence[Change]) -> list[Change]:
    """By page; on a page the changes of one story together, the uppermost story first; then by kind."""
    ranks = {kind: rank for rank, kind in enumerate(Kind)}
    tops: dict[tuple[int, str], int] = {}
    for each in changes:
        key = (each.new_page or each.old_page, each.story)
        tops[key] = min(tops.get(key, _height(each)), _height(each))

    def order(change: Change) -> tuple[int, int, str, int, int]:
        page = change.new_page or change.old_page
        top = tops[page, change.story]
        return (page, top, change.story, ranks[change.kind], _height(change))

    return sorted(changes, key=order)


def _height(change: Change) -> int:
    return min((place.y for place in change.new_places or change.old_places), default=0)


def _passage_key(passage: Passage) -> Hashable:
    if passage.owner.story:
        return (passage.owner.story, passage.role)
    return (passage.page, passage.role)


def _drawing_key(drawing: Drawing) -> Hashable:
    kind = type(drawing.node).__name__
    if drawing.owner.story:
        return (drawing.owner.story, drawing.role, kind)
    return (drawing.page, drawing.role, kind)


def _by(
    old: Iterable[T], new: Iterable[T], key: Callable[[T], Hashable]
) -> Iterator[tuple[list[T], list[T]]]:
    """Parts of both sides that may belong together."""
    found: dict[Hashable, tuple[list[T], list[T]]] = defaultdict(lambda: ([], []))
    for side, parts in enumerate((old, new)):
        for part in parts:
            found[key(part)][side].append(part)
    yield from found.values()


def _passage_findings(pair: PassagePair) -> Iterator[_Finding]:
    old, new = pair
    if old is None or new is None:
        passage = old or new
        assert passage is not None
        kind = Kind.GONE if new is None else Kind.CAME
        words = (_whole_words(old, new),)
        for number, line in enumerate(passage.lines):
            before, after = (line, None) if new is None else (None, line)
            told = words if number == 0 else ()
            yield _Finding(kind, "text", passage.owner, passage.role, before, after, words=told)
        return
    if old == new:
        return
    owner, role = new.owner, new.role
    pairs = pair_lines(old, new)
    for before, after in pairs.same:
        yield from _line_findings(before, after, owner, role)
    if pairs.old or pairs.new:
        yield from _text_findings(old, new, (pairs.old, pairs.new))


def _whole_words(old: Passage | None, new: Passage | None) -> Words:
    texts = [each.text if each else "" for each in (old, new)]
    return Words("", shortened(texts[0]), shortened(texts[1]), "")


def _line_findings(old: Line, new: Line, owner: Owner, role: Role) -> Iterator[_Finding]:
    """A line that says the same: moved, set differently, or both."""
    details = aspects_of_lines(old, new)
    if details:
        yield _Finding(Kind.RESTYLED, "text", owner, role, old, new, details)
    if (old.page, old.anchor) != (new.page, new.anchor):
        yield _Finding(Kind.MOVED, "text", owner, role, old, new)


def _text_findings(
    old: Passage, new: Passage, left: tuple[list[Line], list[Line]]
) -> Iterator[_Finding]:
    """Lines that do not begin and end where they did: those with changed words, and those that only
    flowed on from them. A side that has more of them than the other has its rest without a partner."""
    gone, come = spans_changed(old.spoken, new.spoken)
    old_hit = lines_with(gone, old.lines)
    new_hit = lines_with(come, new.lines)
    old_changed = [line for n, line in enumerate(old.lines) if n in old_hit]
    new_changed = [line for n, line in enumerate(new.lines) if n in new_hit]
    told: tuple[Words, ...] = ()
    if gone or come:
        told = words_changed(old.text, new.text)
    for before, after in _side_by_side(old_changed, new_changed):
        yield _Finding(Kind.CHANGED, "text", new.owner, new.role, before, after, words=told)
        told = ()
    flowed = (
        [line for line in left[0] if line not in old_changed],
        [line for line in left[1] if line not in new_changed],
    )
    for before, after in _side_by_side(*flowed):
        yield _Finding(Kind.REFLOWED, "text", new.owner, new.role, before, after)


def _side_by_side(
    old: Sequence[Line], new: Sequence[Line]
) -> Iterator[tuple[Line | None, Line | None]]:
    for at in range(max(len(old), len(new))):
        yield (old[at] if at < len(old) else None, new[at] if at < len(new) else None)


def _drawing_findings(pair: DrawingPair) -> Iterator[_Finding]:
    old, new = pair
    some = new or old
    assert some is not None
    sort = _SORTS.get(type(some.node).__name__, "picture")
    if old is None or new is None:
        kind = Kind.GONE if new is None else Kind.CAME
        yield _Finding(kind, sort, some.owner, some.role, old, new)
        return
    kind, details = aspects_of_drawings(old.node, new.node)
    if details:
        yield _Finding(kind, sort, new.owner, new.role, old, new, details)
    if (old.page, old.anchor) != (new.page, new.anchor):
        yield _Finding(Kind.MOVED, sort, new.owner, new.role, old, new)


def _gathered(findings: Iterable[_Finding]) -> Iterator[Change]:
    """Findings of a kind in one story and role on one page, counted together; every changed text,
    every picture and everything that is restyled in another way stays by itself."""
    groups: dict[Hashable, list[_Finding]] = defaultdict(list)
    text = 0
    for each in findings:
        own: Hashable = 0
        if each.kind in (Kind.CHANGED, Kind.CAME, Kind.GONE) and each.sort not in _PLAIN:
            text += bool(each.words) or each.sort != "text"
            own = text
        elif each.kind is Kind.RESTYLED:
            own = tuple(detail for detail in each.details if detail.name != "spacing")
        pages = (each.old.page if each.old else 0, each.new.page if each.new else 0)
        if each.kind in (Kind.CHANGED, Kind.REFLOWED):
            pages = (0, 0)
        key = (each.kind, each.sort, each.owner, each.role, *pages, own)
        groups[key].append(each)
    yield from map(_change, groups.values())


def _change(group: Sequence[_Finding]) -> Change:
    first = group[0]
    olds = [each.old for each in group if each.old]
    news = [each.new for each in group if each.new]
    details = first.details
    if first.kind is Kind.MOVED:
        details = shift_of([(each.old, each.new) for each in group if each.old and each.new])
    elif first.kind is Kind.RESTYLED:
        spacing = [detail for each in group for detail in each.details if detail.name == "spacing"]
        details = tuple(detail for detail in details if detail.name != "spacing")
        details += (widest(spacing),) if spacing else ()
    return Change(
        kind=first.kind,
        role=first.role.value,
        sort=first.sort,
        story=first.owner.story,
        old_page=olds[0].page if olds else 0,
        new_page=news[0].page if news else 0,
        count=max(len(olds), len(news)),
        hole=first.owner.hole,
        near=first.owner.near,
        words=tuple(words for each in group for words in each.words),
        details=details,
        old_places=tuple(each.place for each in olds),
        new_places=tuple(each.place for each in news),
    )
