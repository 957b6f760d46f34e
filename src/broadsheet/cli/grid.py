"""``grid``: an empty page with its grid and holes, as a table and as a drawing."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from broadsheet.cli import CLEAN
from broadsheet.cli.flags import set_pairs
from broadsheet.cli.show import guarded, language_of, table
from broadsheet.diagnostics import BroadsheetError, diagnostic
from broadsheet.makeup.slots import cut_obstacles, part_slots, text_area
from broadsheet.makeup.vertical import turned_part
from broadsheet.messages import Language, Sentence
from broadsheet.model.edition import Edition, PageLayout, PagePlan, StoryPart
from broadsheet.model.grid import GridSpan
from broadsheet.model.hole import AdHole, FurnitureHole, Hole, StoryHole
from broadsheet.options import BuildOptions
from broadsheet.output import unwritable
from broadsheet.press import compose_edition
from broadsheet.readers.layout import fonts_of, read_layout
from broadsheet.resources import font_tables
from broadsheet.units import millimetres

_SHEET: dict[Language, str] = {
    "en": "sheet {} x {} mm, type area {} x {} mm at {}, {}",
    "zh": "成品 {} × {} mm，版心 {} × {} mm，起于 {}、{}",
}
_GRID: dict[Language, str] = {
    "en": "{} columns of {} em, gaps of {} em, {} lines of {} pt",
    "zh": "{} 栏，每栏 {} 字，栏距 {} 字，{} 行，行距 {} pt",
}
_HEAD: dict[Language, tuple[str, ...]] = {
    "en": ("hole", "kind", "columns", "lines", "legs", "measure em", "mm", "rest mm", "characters"),
    "zh": ("版位", "类别", "栏", "行", "分栏", "行长（字）", "行长（mm）", "余宽（mm）", "容字"),
}

_KINDS: dict[str, Sentence] = {
    "story": {"en": "story", "zh": "稿件"},
    "vertical": {"en": "story, vertical", "zh": "稿件，竖排"},
    "picture": {"en": "picture", "zh": "图片"},
    "inside": {"en": "picture in {hole}", "zh": "{hole} 内的图片"},
    "ad": {"en": "ad", "zh": "广告"},
    "furniture": {"en": "furniture", "zh": "版面元素"},
}


@guarded
def run(arguments: argparse.Namespace) -> int:
    """Print the grid and the holes; draw them where a file is asked for."""
    layout = read_layout(arguments.layout, tuple(set_pairs(arguments.settings)))
    grid = layout.grid
    area = grid.type_area
    language = language_of(arguments)
    sizes = (layout.trim.width, layout.trim.height, area.width, area.height, area.x, area.y)
    print(_SHEET[language].format(*map(_mm, sizes)))
    widths = (f"{width / grid.em:g}" for width in (grid.column_width, grid.column_gap))
    print(_GRID[language].format(grid.columns, *widths, grid.lines, f"{grid.leading / 1000:g}"))
    print(_hole_table(layout, language))
    if arguments.out:
        _draw(layout, fonts_of(arguments.layout), Path(arguments.out))
    return CLEAN


def _mm(length: int) -> str:
    return f"{millimetres(length):.1f}"


def _hole_table(layout: PageLayout, language: Language) -> str:
    rows: list[tuple[str, ...]] = [_HEAD[language]]
    rows.extend((hole.id, *_hole_row(hole, layout, language)) for hole in layout.holes)
    return table(rows, right=frozenset(range(2, 9)))


def _hole_row(hole: Hole, layout: PageLayout, language: Language) -> tuple[str, ...]:
    """A hole's kind and its figures."""
    if isinstance(hole, StoryHole):
        kind = "vertical" if hole.vertical else "story"
        return (_KINDS[kind][language], *_story_figures(hole, layout))
    if isinstance(hole, FurnitureHole):
        return (_KINDS["furniture"][language], "", "", "", "", _mm(hole.box.width), "", "")
    if isinstance(hole, AdHole):
        return (_KINDS["ad"][language], *_span_figures(hole.span, layout))
    place = hole.place
    if isinstance(place, GridSpan):
        return (_KINDS["picture"][language], *_span_figures(place, layout))
    legs = f"{place.leg}-{place.leg + place.legs - 1}"
    kind = _KINDS["inside"][language].format(hole=place.hole)
    return (kind, "", str(place.lines), legs, "", "", "", "")


def _story_figures(hole: StoryHole, layout: PageLayout) -> tuple[str, ...]:
    """Its legs' measure, what they leave of its width, and the characters that it holds."""
    part = StoryPart(0, hole, layout.grid, layout.styles.stories[hole.style])
    if hole.vertical:
        part, _ = turned_part(part)
    area, em = text_area(part.hole, part.grid), part.grid.em
    slots = part_slots(part, 0, area, cut_obstacles(part.hole, part.grid))
    widths = [width for _, width in area.legs]
    shown = widths if hole.widths else widths[:1]
    rest = area.x + area.width - sum(area.legs[-1])
    return (
        _columns(hole.span), _lines(hole.span),
        str(hole.legs), " + ".join(f"{width / em:.2f}" for width in shown), " + ".join(map(_mm, shown)),
        _mm(rest) if rest > em else "", str(sum(slot.measure // em for slot in slots)),
    )  # fmt: skip


def _span_figures(span: GridSpan, layout: PageLayout) -> tuple[str, ...]:
    wide = _mm(layout.grid.rect(span).width)
    return (_columns(span), _lines(span), "", "", wide, "", "")


def _columns(span: GridSpan) -> str:
    return f"{span.column}-{span.end_column - 1}"


def _lines(span: GridSpan) -> str:
    return f"{span.line}-{span.end_line - 1}"


def _draw(layout: PageLayout, fonts: tuple[str, ...], path: Path) -> None:
    if path.suffix not in (".pdf", ".png"):
        raise BroadsheetError([diagnostic("E105", flag="--out", reason="a .pdf or .png file expected")])
    from broadsheet.painting import paint_set  # noqa: PLC0415  late: reportlab, only for a drawing

    bare = PageLayout(layout.name, layout.trim, layout.bleed, layout.grid, layout.holes, layout.styles)
    plan = PagePlan(1, layout.name, bare, {})
    edition = Edition(
        layout.name, "grid", date(2000, 1, 1), 0, (plan,), (), font_folders=fonts, grid_overlay=True
    )
    tree, _ = compose_edition(edition, font_tables=font_tables())
    files = paint_set(tree, BuildOptions(formats=(path.suffix[1:],), combined=path.suffix == ".pdf"))
    try:
        path.write_bytes(next(iter(files.values())))
    except OSError as error:
        raise BroadsheetError([unwritable(path, error)]) from error
    print(path)
