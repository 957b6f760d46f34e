"""Pages compared with kept references: layout trees in a folder, with the log of why they changed.

Import this module late: a report paints pages.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from broadsheet.diagnostics import BroadsheetError
from broadsheet.diff.change import TreeDiff
from broadsheet.diff.decided import Decided, settle
from broadsheet.diff.html import render_html
from broadsheet.diff.report import counted, fingerprint, render_text, summary
from broadsheet.diff.sets import find_set
from broadsheet.diff.trees import diff_trees
from broadsheet.model.decision import Decision
from broadsheet.options import BuildOptions
from broadsheet.readers.decisions import read_decisions
from broadsheet.records import replace
from broadsheet.tree.node import Fill, Ink, LayoutTree, Leaf, Picture
from broadsheet.tree.serial import TreeFormatError, read_tree, write_tree
from broadsheet.tree.walk import pictures, with_leaves

_NAME = re.compile(r"(?!\.)[^/\\:\x00-\x1f\x7f]{1,120}")
"""What a reference may be called: as a page's file may, whose name a house gives."""

_TINT = Ink(0, 0, 0, 150)
"""Stands for a picture whose file is not there any more."""


class MissingReferenceError(LookupError):
    """There is no reference of a name, or this version cannot read it."""


class ReferenceNameError(ValueError):
    """A reference cannot have this name."""


class References:
    """A folder of layout trees that pages are compared with, and the log of why they changed.

    Beside ``NAME.json`` there may be ``NAME.decisions.yaml`` with what was decided about pages.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def compare(self, tree: LayoutTree, name: str) -> tuple[LayoutTree, TreeDiff, Decided]:
        """The reference, what differs, and which pages of it are open. Raises MissingReferenceError,
        and BroadsheetError for decisions that cannot be read."""
        path = self._path(name, "json")
        if not path.is_file():
            raise MissingReferenceError(f"no reference {name!r} in {self.folder}")
        try:
            kept = read_tree(path.read_bytes())
        except TreeFormatError as error:
            raise MissingReferenceError(f"{path}: {error}") from error
        diff = diff_trees(kept, tree)
        path = self._path(name, "decisions.yaml")
        decisions: Mapping[int, Decision] = read_decisions(path) if path.is_file() else {}
        changes = {page: fingerprint(diff, page) for page in diff.changed_pages()}
        return kept, diff, settle(changes, decisions)

    def _path(self, name: str, kind: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ReferenceNameError(f"a reference is named as a file is, no path, no dot first: {name!r}")
        return self.folder / f"{name}.{kind}"

    def accept(self, tree: LayoutTree, name: str, why: str) -> TreeDiff:
        """Take pages for the reference and log why; return what differed. Where nothing did, nothing
        is written."""
        try:
            _, diff, _ = self.compare(tree, name)
            told = summary(diff, "en")
            if not diff.changes:
                return diff
        except MissingReferenceError:
            diff = diff_trees(tree, tree)
            told = f"{counted('page', len(tree.pages), 'en')}, for the first time"
        self.folder.mkdir(parents=True, exist_ok=True)
        self._path(name, "json").write_text(write_tree(tree), encoding="utf-8")
        with (self.folder / "LOG.md").open("a", encoding="utf-8") as log:
            log.write(f"- {name}: {why} ({told})\n")
        return diff


def failure(diff: TreeDiff, decided: Decided, report: object) -> str:
    """What a failed test says: every change, and where the report lies, or why there is none."""
    return f"{render_text(diff, told=decided.told())}\nreport: {report}"


def report_on(
    trees: tuple[LayoutTree, LayoutTree], diff: TreeDiff, folder: Path, decided: Decided | None = None
) -> Path:
    """Write an HTML report of two trees into a folder and return its path. The old pages are painted, too,
    with the faces and pictures of the new ones where those are still the same files."""
    from broadsheet.diff.views import Shown, report_of_trees  # noqa: PLC0415  late: pdfium and Pillow

    changed = set(diff.changed_pages())
    sides = []
    for side, tree in zip(("old", "new"), (with_files(*trees), trees[1]), strict=True):
        shutil.rmtree(folder / side, ignore_errors=True)
        (folder / side).mkdir(parents=True)
        shown = replace(tree, pages=tuple(page for page in tree.pages if page.number in changed))
        _write_set(shown, folder / side)
        sides.append(find_set(folder / side))
    path = folder / "report.html"
    settings = Shown(ruled=decided.rulings if decided else None)
    path.write_text(render_html(report_of_trees(diff, sides[0], sides[1], settings)), encoding="utf-8")
    return path


def _write_set(tree: LayoutTree, folder: Path) -> None:
    """A tree and its pages as PDFs; pages that cannot be painted any more are drawn by the report."""
    from broadsheet.painting import paint_set  # noqa: PLC0415  late: reportlab and Pillow

    plain = BuildOptions(formats=("tree",))
    try:
        files = paint_set(tree, BuildOptions(formats=("tree", "pdf")) if tree.pages else plain)
    except (BroadsheetError, ValueError):  # a face's file is not the one that it was
        files = paint_set(tree, plain)
    for name, data in files.items():
        (folder / name).write_bytes(data)


def with_files(old: LayoutTree, new: LayoutTree) -> LayoutTree:
    """A tree that was read from a file, with the font and picture files of another that are the same by
    their digests; a tint stands for a picture that is not there any more."""
    fonts = {(face.key, face.digest): face for face in new.faces}
    faces = tuple(fonts.get((face.key, face.digest), face) for face in old.faces)
    known = {each.digest: each.path for page in new.pages for each in pictures(page.groups)}

    def lent(node: Leaf) -> Leaf:
        if not isinstance(node, Picture):
            return node
        if node.digest in known:
            return replace(node, path=known[node.digest])
        return Fill(node.x, node.y, node.width, node.height, _TINT)

    pages = tuple(replace(page, groups=with_leaves(page.groups, lent)) for page in old.pages)
    return replace(old, faces=faces, pages=pages)
