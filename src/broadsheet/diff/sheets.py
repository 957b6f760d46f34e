"""Which pages of two sets of PDFs belong together, and how each looks.

Import this module late: pdfium and Pillow cost 120 ms.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from broadsheet.diagnostics import BroadsheetError, diagnostic
from broadsheet.diff.sets import PageSet
from broadsheet.proof.pixels import Rendering, count_pages, rendering
from broadsheet.proof.raster import UnreadablePdfError
from broadsheet.records import record
from broadsheet.tree.filename import page_named
from broadsheet.tree.node import LayoutTree, TreePage

K = TypeVar("K", bound=Hashable)


@record
class Sheet:
    """A page of a PDF. ``number`` is the page's in its tree, or counts from 1 where there is no tree."""

    number: int
    label: str
    pdf: Path
    index: int
    page: TreePage | None = None


@record
class SheetPair:
    """A page before and after; None on the side that does not have it."""

    old: Sheet | None
    new: Sheet | None

    @property
    def number(self) -> int:
        """The page's number, the new one's where there is one."""
        sheet = self.new or self.old
        assert sheet is not None
        return sheet.number

    @property
    def label(self) -> str:
        """The file, and which page of it, of the new one where there is one."""
        sheet = self.new or self.old
        assert sheet is not None
        return sheet.label


def pair_sheets(old: PageSet, new: PageSet) -> list[SheetPair]:
    """Pair the pages of two sets: by their numbers where both have trees, else by the names of their
    files, else, where no name is in both or each is a single file, in their order. Raises BroadsheetError
    for a file that is no PDF."""
    before, after = numbered(old), numbered(new)
    if before is not None and after is not None:
        return _paired(*({sheet.number: sheet for sheet in side} for side in (before, after)))
    sides = [_counted(each) for each in (old, new)]
    names = [{sheet.pdf.stem for sheet in side} for side in sides]
    if names[0] & names[1] and max(map(len, names)) > 1:
        one, two = ({(sheet.pdf.stem, sheet.index): sheet for sheet in side} for side in sides)
        return _paired(one, two)
    return _paired(dict(enumerate(sides[0])), dict(enumerate(sides[1])))


def _paired(old: Mapping[K, Sheet], new: Mapping[K, Sheet]) -> list[SheetPair]:
    keys = [*new, *(key for key in old if key not in new)]
    pairs = [SheetPair(old.get(key), new.get(key)) for key in keys]
    return sorted(pairs, key=lambda pair: pair.number)


def numbered(found: PageSet) -> list[Sheet] | None:
    """The pages of a set with a tree that fits its PDFs: a file a page, or one file of all; else None."""
    if found.tree is None or not found.pdfs:
        return None
    tree = found.printed()
    pages = {page.name: page for page in tree.pages}
    named = {name: pdf for stem, pdf in found.pdfs.items() if (name := page_named(stem, pages))}
    if len(named) == len(pages) or (named and len(found.pdfs) == 1):
        return [_sheet_of(page, named[name], 0) for name, page in pages.items() if name in named]
    return _of_one(tree, *found.pdfs.values()) if len(found.pdfs) == 1 else None


def _of_one(tree: LayoutTree, pdf: Path) -> list[Sheet] | None:
    """The pages of one PDF that is called after none of them: all of the tree's."""
    if page_count(pdf) != len(tree.pages):
        return None
    return [_sheet_of(page, pdf, at) for at, page in enumerate(tree.pages)]


def _sheet_of(page: TreePage, pdf: Path, index: int) -> Sheet:
    return Sheet(page.number, _label(pdf, index), pdf, index, page)


def _counted(found: PageSet) -> list[Sheet]:
    sheets: list[Sheet] = []
    for pdf in found.pdfs.values():
        for index in range(page_count(pdf)):
            sheets.append(Sheet(len(sheets) + 1, _label(pdf, index), pdf, index))
    return sheets


def _label(pdf: Path, index: int) -> str:
    return pdf.name if index == 0 else f"{pdf.name} #{index + 1}"


def page_count(pdf: Path) -> int:
    """How many pages a PDF has. Raises BroadsheetError."""
    with _readable(pdf):
        return count_pages(pdf.read_bytes())


def rendered(sheet: Sheet, dpi: int) -> Rendering:
    """A page as pixels. Raises BroadsheetError."""
    with _readable(sheet.pdf):
        return rendering(sheet.pdf.read_bytes(), dpi, sheet.index)


@contextmanager
def _readable(pdf: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, UnreadablePdfError) as error:
        reason = getattr(error, "strerror", None) or error
        raise BroadsheetError([diagnostic("E102", path=pdf, reason=reason)]) from error
