"""Where the pages to be compared lie: a set's folder, a folder of results, a tree's file, PDFs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from broadsheet.diagnostics import BroadsheetError, diagnostic
from broadsheet.records import record
from broadsheet.stamps import Stamp, stamp_of
from broadsheet.tree.filename import page_named
from broadsheet.tree.node import LayoutTree
from broadsheet.tree.serial import TreeFormatError, read_tree
from broadsheet.tree.spread import without_spreads

_TREE = "tree.json"
_CURRENT = "current"


@record
class PageSet:
    """What was found at a path: the tree's file, if any, and PDFs and proofs by their stem, in order."""

    path: Path
    tree: Path | None
    pdfs: Mapping[str, Path]
    proofs: Mapping[str, Path]

    def layout(self) -> LayoutTree:
        """The layout tree. Raises BroadsheetError where there is none."""
        if self.tree is None:
            raise BroadsheetError([diagnostic("E109", path=self.path, reason=f"{_TREE} not found")])
        try:
            return _read(self.tree, stamp_of(self.tree))
        except OSError as error:
            reason = error.strerror or str(error)
            raise BroadsheetError([diagnostic("E102", path=self.tree, reason=reason)]) from error
        except TreeFormatError as error:
            raise BroadsheetError([diagnostic("E109", path=self.tree, reason=error)]) from error

    def printed(self) -> LayoutTree:
        """The layout tree, its spreads as two pages where the PDFs are. Raises BroadsheetError."""
        tree = self.layout()
        parted = without_spreads(tree)
        halves = {page.name for page in parted.pages} - {page.name for page in tree.pages}
        return parted if any(page_named(name, halves) for name in self.pdfs) else tree


@lru_cache(maxsize=2)
def _read(tree: Path, _: Stamp) -> LayoutTree:
    """What is compared asks for its trees again and again."""
    return read_tree(tree.read_bytes())


def find_set(path: Path) -> PageSet:
    """Return what lies at a path: a tree's file, one PDF, a set's folder, or a folder of results, whose
    current set is meant. Raises BroadsheetError where there is nothing."""
    if not path.exists():
        raise BroadsheetError([diagnostic("E101", path=path)])
    if not path.is_file() and not path.is_dir():
        raise BroadsheetError([diagnostic("E102", path=path, reason="not a file")])
    if path.is_file():
        if path.suffix.lower() == ".pdf":
            beside = path.with_name(_TREE)
            return PageSet(path, beside if beside.is_file() else None, {path.stem: path}, {})
        return PageSet(path, path, *_pictures(path.parent))
    folder = path / _CURRENT if (path / _CURRENT).is_dir() else path
    tree = folder / _TREE
    return PageSet(path, tree if tree.is_file() else None, *_pictures(folder))


def find_pdfs(path: Path) -> PageSet:
    """As ``find_set``, for what looks at PDFs. Raises BroadsheetError where there is none, too: nothing that
    was looked at is no good news."""
    found = find_set(path)
    if not found.pdfs:
        raise BroadsheetError([diagnostic("E102", path=path, reason="no PDF in it")])
    return found


def pdfs_among(paths: Iterable[Path]) -> list[Path]:
    """Files as they are, of a folder its set's PDFs. Raises BroadsheetError for a folder without any."""
    return [file for path in paths for file in (find_pdfs(path).pdfs.values() if path.is_dir() else [path])]


def _pictures(folder: Path) -> tuple[dict[str, Path], dict[str, Path]]:
    """PDFs and PNG proofs of a folder by their stem."""
    files = sorted(folder.iterdir())
    pdfs = {path.stem: path for path in files if path.suffix.lower() == ".pdf"}
    return pdfs, {path.stem: path for path in files if path.suffix.lower() == ".png"}
