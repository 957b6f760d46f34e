"""Frames of holes beside each other."""

from __future__ import annotations

from pathlib import Path

from broadsheet.press import make
from broadsheet.tree.extent import extent
from broadsheet.tree.node import Group, Role
from broadsheet.tree.walk import glyph_runs, leaves

LAYOUT = """\
extends: plain
grid: {columns: 3, column_width: 10em, lines: 20, body: 9pt, leading: 12.5pt}
holes:
  text: null
  a: {kind: story, at: [0, 2], span: [1, 10], frame: box}
  b: {kind: furniture, at: [1, 2], span: [1, 10], frame: box, elements: []}
  c: {kind: furniture, from: type-area, box: [70%, 2li, 30%, 10li], frame: box, elements: []}
"""
EDITION = """\
paper: {name: 框, code: k}
date: 2026-11-23
issue: 1
pages: [{number: 1, layout: k, holes: {a: one}}]
"""


def frames_of(folder: Path, layout: str, holes: str = "{a: one}") -> list[Group]:
    """Frames and furniture of a page, in the order in which they are painted."""
    (folder / "layouts").mkdir(parents=True)
    (folder / "layouts" / "k.yaml").write_text(layout, "utf-8")
    (folder / "edition.yaml").write_text(EDITION.replace("{a: one}", holes), "utf-8")
    (folder / "one.md").write_text("---\nheadline: 题\n---\n\n一二三。\n", "utf-8")
    groups = make(folder).tree.pages[0].groups
    return [group for group in groups if group.role in (Role.FRAME, Role.FURNITURE)]


def test_frames_of_one_row_are_level_unless_a_box_says_where_its_own_stands(tmp_path: Path) -> None:
    groups = frames_of(tmp_path, LAYOUT)
    rows = [[extent(leaf) for leaf in leaves((group,))] for group in groups]
    tops = [min(rect.y for rect in row) for row in rows]
    feet = [max(rect.bottom for rect in row) for row in rows]
    assert tops[0] == tops[1] == tops[2] + 1_750
    assert feet[0] == feet[1] == feet[2] - 1_750


STRIPS = """\
extends: plain
holes:
  folio: {kind: furniture, box: [0, 0, 100%, 1li], elements: [{text: 一, at: [0, 0], style: folio}]}
  top:
    kind: furniture
    box: [0, 2li, 100%, 1li]
    elements: [{text: 二, at: [0, 0], style: folio, role: folio}, {rule: [0, 0, 1em, 0]}]
  name:
    kind: furniture
    box: [0, 4li, 100%, 1li]
    elements: [{text: 三, at: [0, 0], style: folio, role: folio}, {text: 四, at: [2em, 0], style: folio}]
"""


def test_a_hole_whose_texts_say_that_they_are_the_folio_line_is_that(tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "k.yaml").write_text(STRIPS, "utf-8")
    (tmp_path / "edition.yaml").write_text(EDITION.replace("a: one", "text: one"), "utf-8")
    (tmp_path / "one.md").write_text("---\nheadline: 题\n---\n\n一二三。\n", "utf-8")
    groups = make(tmp_path).tree.pages[0].groups
    roles = {run.text: group.role for group in groups for run in glyph_runs(group.nodes)}
    assert [roles[text] for text in "一二三四"] == [
        Role.FURNITURE, Role.FOLIO, Role.FURNITURE, Role.FURNITURE,
    ]  # fmt: skip


def test_a_frame_stands_over_the_furniture_of_holes_before_it(tmp_path: Path) -> None:
    """A story in a white panel on a picture as large as the page."""
    ground = "{kind: furniture, box: [0, 0, 200mm, 200mm], elements: [{fill: [0, 0, 100%, 100%]}]}"
    panel = "{kind: story, at: [0, 2], span: [1, 10], frame: {tint: white}}"
    last = "{kind: furniture, at: [0, 12], span: [1, 1], elements: [{fill: [0, 0, 100%, 100%]}]}"
    layout = LAYOUT[: LAYOUT.index("  a:")] + f"  ground: {ground}\n  a: {panel}\n  last: {last}\n"
    roles = [group.role for group in frames_of(tmp_path, layout)]
    assert roles == [Role.FURNITURE, Role.FRAME, Role.FURNITURE]


def test_a_hole_that_no_story_stands_in_has_no_frame(tmp_path: Path) -> None:
    """Neither one that the manifest leaves empty nor one that a story ends before."""
    layout = LAYOUT + "  d: {kind: story, at: [0, 13], span: [1, 5], frame: box}\n"
    boxes = LAYOUT.count("kind: furniture")
    assert len(frames_of(tmp_path / "a", layout, "{a: {story: one, turns: 1/d}}")) == boxes + 1
    assert len(frames_of(tmp_path / "b", layout, "{}")) == boxes
