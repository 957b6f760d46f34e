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
            found[number] = merge(found[number], page)
        else:
            found[number] = page
    return Sequence(tuple(found.values()), base.place)


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
