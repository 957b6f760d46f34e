"""A page of a tree, put together by hand: every glyph 10 pt, an advance of 10 pt, 15 pt from line to line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from broadsheet.geometry import Rect
from broadsheet.paint.pdf import PdfOptions, paint_pdf
from broadsheet.tree.node import (
    BLACK_INK,
    Area,
    AreaKind,
    FaceRecord,
    Fill,
    GlyphRun,
    Group,
    Ink,
    LayoutTree,
    Node,
    PageGrid,
    Picture,
    Role,
    Rule,
    TreePage,
)
from broadsheet.tree.serial import write_tree

EM, LEADING = 10_000, 15_000


def run(text: str, x: int = 0, baseline: int = 0) -> GlyphRun:
    """A run of one glyph a character."""
    glyphs = tuple(ord(char) for char in text)
    return GlyphRun(x, baseline, "Song", EM, glyphs, (EM,) * len(text), text)


def text(role: Role, words: str, x: int = 0, baseline: int = 20_000) -> Group:
    """A group with one line."""
    return Group(role, (run(words, x, baseline),))


def body(
    lines: Sequence[str], paragraph: int = 0, x: int = 0, baseline: int = 50_000, step: int = LEADING
) -> list[Group]:
    """A paragraph's lines below each other in one leg."""
    return [
        Group(
            Role.BODY_LINE,
            (run(line, x, baseline + at * step),),
            paragraph=paragraph,
            leg=0,
            x=x,
            baseline=baseline + at * step,
        )
        for at, line in enumerate(lines)
    ]


def story(slug: str, *nodes: Group) -> Group:
    """A story of these groups, each of which is told whose it is."""
    whose = tuple(
        Group(
            each.role, each.nodes, slug, each.part, each.paragraph, each.leg, each.x, each.baseline, each.fit
        )
        for each in nodes
    )
    return Group(Role.STORY, whose, slug)


def picture(slug: str, name: str = "boat.jpg", digest: str = "a" * 64, x: int = 100_000) -> Group:
    """A picture of a story."""
    drawn = Picture(x, 60_000, 80_000, 60_000, name, digest, (0, 0, 800, 600))
    return Group(Role.PICTURE, (drawn,), slug)


def rules(*drawn: Rule) -> Group:
    """Rules of the page."""
    return Group(Role.RULES, drawn)


def drawn(role: Role, *nodes: Node) -> Group:
    """Drawings of the page."""
    return Group(role, nodes)


def page(*groups: Group, number: int = 1) -> TreePage:
    """A page of 300 by 400 pt with a hole for ``ferry`` on its left and one for ``fog`` on its right."""
    areas = (
        Area("lead", AreaKind.STORY, Rect(0, 0, 140_000, 400_000), "ferry"),
        Area("second", AreaKind.STORY, Rect(160_000, 0, 140_000, 400_000), "fog"),
    )
    grid = PageGrid(Rect(0, 0, 300_000, 400_000), LEADING, EM, 20_000)
    return TreePage(number, f"paper{number:02d}", "要闻", 300_000, 400_000, 0, groups, areas, grid)


def edition(*pages: TreePage) -> LayoutTree:
    """A tree of pages."""
    return LayoutTree("河湾报", "2026-11-23", (), pages, (), (FaceRecord("Song", "f" * 64, "Song", 400),))


def block(x: int, y: int, width: int = 20_000, height: int = 10_000, colour: Ink = BLACK_INK) -> Group:
    """Something to be seen without a font."""
    return drawn(Role.PICTURE, Fill(x, y, width, height, colour))


def written(folder: Path, tree: LayoutTree, *, kept: bool = True, combined: bool = False) -> Path:
    """A set with its PDFs, and its tree where it is kept."""
    folder.mkdir()
    plain = LayoutTree(tree.title, tree.date, (), tree.pages, (), ())
    for made in paint_pdf(plain, PdfOptions(combined=combined)):
        (folder / f"{made.name}.pdf").write_bytes(made.data)
    if kept:
        (folder / "tree.json").write_text(write_tree(plain), "utf-8")
    return folder


FERRY, FOG = block(10_000, 50_000), block(170_000, 50_000)
"""What two stories show."""
