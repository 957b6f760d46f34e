"""What differs about pages as a whole: their number and size, the files of their faces, overset text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from broadsheet.diff.aspects import SHORT_DIGEST, leading, plain, points
from broadsheet.diff.change import Change, Detail, Kind, PageState, Words, shortened
from broadsheet.diff.pairing import words_changed
from broadsheet.diff.parts import Passage
from broadsheet.geometry import Rect
from broadsheet.records import fields, replace
from broadsheet.tree.node import GlyphRun, LayoutTree, TreePage
from broadsheet.tree.walk import glyph_runs

PAGE = "page"
OVERSET = "overset"

_TOLD_ELSEWHERE = frozenset(
    ("number", "name", "halves", "width", "height", "bleed", "groups", "areas", "grid")
)
"""Properties of a page that are compared as what stands on it, or show on no page."""


def page_states(old: LayoutTree, new: LayoutTree) -> Iterator[PageState]:
    """The pages of both, by number."""
    before, after = ({page.number: page for page in tree.pages} for tree in (old, new))
    for number in sorted(before | after):
        one, two = before.get(number), after.get(number)
        some = two or one
        assert some is not None
        yield PageState(number, some.name, some.section)


def page_changes(old: LayoutTree, new: LayoutTree) -> Iterator[Change]:
    """Pages that came, went or have another size, bleed or section."""
    before, after = ({page.number: page for page in tree.pages} for tree in (old, new))
    for number in sorted(before | after):
        one, two = before.get(number), after.get(number)
        if one is None or two is None:
            some = two or one
            assert some is not None
            kind, places = (Kind.CAME if one is None else Kind.GONE), (_whole(some),)
            slugs = ", ".join(dict.fromkeys(area.slug for area in some.areas if area.slug))
            stories = (Detail("stories", slugs, ""),) if slugs else ()
            yield Change(
                kind, PAGE, PAGE, "", number if one else 0, number if two else 0, 1, details=stories,
                old_places=places if one else (), new_places=places if two else (),
            )  # fmt: skip
            continue
        details = tuple(_page_details(one, two))
        if details:
            yield Change(
                Kind.RESTYLED, PAGE, PAGE, "", number, number, 1, details=details,
                old_places=(_whole(one),), new_places=(_whole(two),),
            )  # fmt: skip


def _whole(page: TreePage) -> Rect:
    return Rect(0, 0, page.width, page.height)


def _page_details(old: TreePage, new: TreePage) -> Iterator[Detail]:
    sizes = [f"{points(page.width)} × {points(page.height)}" for page in (old, new)]
    if sizes[0] != sizes[1]:
        yield Detail("size", *sizes)
    if old.bleed != new.bleed:
        yield Detail("bleed", points(old.bleed), points(new.bleed))
    for field in fields(TreePage):
        if field.name not in _TOLD_ELSEWHERE:
            before, after = (getattr(page, field.name) for page in (old, new))
            if before != after:
                yield Detail(field.name, _written(before), _written(after))


def _written(value: object) -> str:
    """A page's property in a few words: runs by their text."""
    if not isinstance(value, tuple):
        return shortened(plain(value))
    runs = [each.text for each in value if isinstance(each, GlyphRun)]
    return shortened("".join(runs) if runs else ", ".join(map(str, value)))


def face_changes(old: LayoutTree, new: LayoutTree) -> Iterator[Change]:
    """Pages whose faces come from other font files, told page by page."""
    before, after = ({face.key: face.digest for face in tree.faces} for tree in (old, new))
    other = {key for key in before.keys() & after.keys() if before[key] != after[key]}
    if not other:
        return
    for page in new.pages:
        used = sorted({run.face for run in glyph_runs(page.groups)} & other)
        details = tuple(
            Detail("font", *(f"{key} {side[key][:SHORT_DIGEST]}" for side in (before, after))) for key in used
        )
        if details:
            whole = (_whole(page),)
            yield Change(
                Kind.RESTYLED, PAGE, PAGE, "", page.number, page.number, 1,
                details=details, old_places=whole, new_places=whole,
            )  # fmt: skip


def overset_changes(old: LayoutTree, new: LayoutTree) -> Iterator[Change]:
    """Stories whose text that found no room is another."""
    before, after = ({story.slug: story for story in tree.stories} for tree in (old, new))
    for slug in after:
        one, two = before.get(slug), after[slug]
        if one is None or one.overset == two.overset:
            continue
        pages = [story.pages[-1] if story.pages else 0 for story in (one, two)]
        details = (Detail("lines over", str(one.overset_lines), str(two.overset_lines)),)
        words = words_changed(one.overset, two.overset) if one.overset and two.overset else ()
        words = words or (Words("", shortened(one.overset), shortened(two.overset), ""),)
        yield Change(
            Kind.CHANGED, OVERSET, "text", slug, pages[0], pages[1],
            max(one.overset_lines, two.overset_lines), words=words, details=details,
        )  # fmt: skip


def with_leading(
    changes: Iterable[Change], old: Sequence[Passage], new: Sequence[Passage]
) -> list[Change]:
    """Lines that moved because they stand closer or wider say so."""
    before, after = leading(old), leading(new)
    told = []
    for change in changes:
        key = (change.story, change.role)
        one, two = before.get(key, 0), after.get(key, 0)
        if change.kind is Kind.MOVED and change.sort == "text" and 0 not in (one, two) and one != two:
            found = Detail("leading", points(one), points(two))
            told.append(replace(change, details=(found, *change.details)))
        else:
            told.append(change)
    return told
