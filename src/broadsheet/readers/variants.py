"""Variants of an edition: a manifest laid over another, which says only what differs.

A city or late edition, or the same night as a tabloid: ``extends: edition.yaml`` and the pages that
change, each known by its number.
"""

from __future__ import annotations

from broadsheet.diagnostics import hint
from broadsheet.readers.files import Files
from broadsheet.readers.merge import merge, without
from broadsheet.readers.report import Report
from broadsheet.readers.schema import Reading
from broadsheet.readers.values import text_of
from broadsheet.readers.yamlnode import Entry, Mapping, Node, Scalar, Sequence, entry_of, is_null


def extended_manifest(root: Node, files: Files, chain: tuple[str, ...] = ()) -> Node:
    """Return a manifest with all that it extends under it. Reports a circle and refuses it."""
    base = entry_of(root, "extends")
    if base is None or not isinstance(root, Mapping):
        return root
    report = files.report
    name = text_of(base.value, "extends", Reading(report))
    span = base.value.place.span
    if name in chain:
        shown = " → ".join((*chain, name))
        raise report.refused("E206", span, chain=shown, layout=name)
    under = files.yaml(files.existing(name, span, "E101"), span)
    under = extended_manifest(under, files, (*chain, name))
    return _laid_over(under, without(root, "extends"), report)


def _laid_over(base: Node, over: Mapping, report: Report) -> Node:
    """Key by key, but the pages by their numbers."""
    pages, own = entry_of(base, "pages"), entry_of(over, "pages")
    merged = merge(base, without(over, "pages"))
    if pages is None or own is None or not isinstance(merged, Mapping):
        return merge(base, over)
    entry = pages._replace(value=_pages(pages.value, own.value, report))
    return Mapping((*without(merged, "pages").entries, entry), over.place)


def _pages(base: Node, over: Node, report: Report) -> Node:
    """The pages of both; what the second says of a page is laid over what the first says of it."""
    if not isinstance(base, Sequence):
        return over
    found = {_number(page): page for page in base.items}
    for number, page in _numbered(over, report):
        if is_null(page) and number not in found:
            hints = (hint("turn-pages", pages=", ".join(found)),)
            report.add("W423", page.place.span, hints, page=number)
        elif is_null(page):
            del found[number]
        elif number in found:
            found[number] = merge(_spelt_out(found[number], page), page)
        else:
            found[number] = page
    return Sequence(tuple(found.values()), base.place)


def _spelt_out(page: Node, over: Node) -> Node:
    """A page with what stands in its holes by its short form (``second: market``) written out where a mapping
    is laid over it, or left out where that says itself what stands there."""
    holes, others = entry_of(page, "holes"), entry_of(over, "holes")
    if not (holes and others and isinstance(holes.value, Mapping) and isinstance(page, Mapping)):
        return page
    spelt = [_contents(entry, entry_of(others.value, entry.key)) for entry in holes.value.entries]
    made = Mapping(tuple(spelt), holes.value.place)
    return Mapping((*without(page, "holes").entries, holes._replace(value=made)), page.place)


def _contents(entry: Entry, over: Entry | None) -> Entry:
    word = entry.value
    if over is None or not isinstance(over.value, Mapping) or not isinstance(word, Scalar) or is_null(word):
        return entry
    if any(entry_of(over.value, key) for key in ("story", "picture", "ad")):
        return entry._replace(value=Mapping((), word.place))
    key = "picture" if "/" in word.text or "." in word.text else "story"  # SLUG/1, or a file
    return entry._replace(value=Mapping((Entry(key, word.place, word),), word.place))


def _numbered(pages: Node, report: Report) -> list[tuple[str, Node]]:
    """Number and page: a list of pages, or a mapping by number in which null takes one away."""
    if isinstance(pages, Sequence):
        return [(_number(page), page) for page in pages.items]
    if not isinstance(pages, Mapping):
        raise Reading(report).wrong(pages, "pages", "pages by number, or a list of them")
    return [(entry.key, _with_number(entry)) for entry in pages.entries]


def _with_number(entry: Entry) -> Node:
    """A page that is known by its key says its number, too."""
    page = entry.value
    if not isinstance(page, Mapping) or entry_of(page, "number"):
        return page
    number = Entry("number", entry.place, Scalar(entry.key, plain=True, place=entry.place))
    return Mapping((number, *page.entries), page.place)


def _number(page: Node) -> str:
    entry = entry_of(page, "number")
    return entry.value.text if entry and isinstance(entry.value, Scalar) else ""
