"""What an HTML report shows of a comparison of trees."""

from __future__ import annotations

from pathlib import Path

from broadsheet.diff.sets import find_set
from broadsheet.diff.trees import diff_trees
from broadsheet.diff.views import Shown, report_of_trees
from broadsheet.tree.node import LayoutTree
from broadsheet.tree.serial import write_tree
from unit.diff.newspage import body, edition, page, story


def rows(tmp_path: Path, old: str, new: str) -> list[str]:
    """The sentences of two settings of one line, in HTML."""
    trees: list[LayoutTree] = []
    for name, line in ("old", old), ("new", new):
        trees.append(edition(page(story("ferry", *body([line])))))
        (tmp_path / name).mkdir()
        (tmp_path / name / "tree.json").write_text(write_tree(trees[-1]), "utf-8")
    sets = (find_set(tmp_path / "old"), find_set(tmp_path / "new"))
    report = report_of_trees(diff_trees(*trees), *sets, Shown())
    return [row.html for view in report.views for row in view.rows]


def test_changed_words_are_marked(tmp_path: Path) -> None:
    assert rows(tmp_path, "轮渡复航江面有雾", "轮渡停航江面有雾") == [
        "1 line changed: …轮渡<del>复</del><ins>停</ins>航江面有雾…"
    ]


def test_what_went_here_and_was_replaced_there_is_marked_in_both_places(tmp_path: Path) -> None:
    """The second was marked with the sign of the first in it, and was not found."""
    filling = "春夏秋冬东南西北上下左右"
    (row,) = rows(tmp_path, f"江的雾{filling}船的岸", f"江雾{filling}船之岸")
    assert "{+" not in row
    assert row.count("<del>的</del>") == 2
    assert row.count("<ins>之</ins>") == 1


def test_words_are_escaped(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, "轮渡a航", "轮渡<航")
    assert "<ins>&lt;</ins>" in row
