"""Random page grids with random holes, headlines, cuts and runarounds, filled with the sample's copy."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random

from PIL import Image

SAMPLE = Path(__file__).parents[2] / "content" / "lanchuan"
LINES = 110
HEADLINES = ("大雾锁江两日", "全市经济工作会议召开", "小城故事", "春天里的第一场雨落在老街的青石板上")
STYLES = ("report", "lead", "brief", "feature", "report-hei", "drop", "public-list")

Cells = tuple[int, int, int, int]


def random_edition(folder: Path, seed: int) -> Path:
    """Write an edition of one page into a folder; the same seed writes the same."""
    rng = Random(seed)
    columns = rng.choice((4, 5, 6, 8))
    holes: list[Cells] = []
    _split(rng, (0, 0, columns, LINES), holes, 0)
    lines = ["extends: base"]
    if columns != 8:
        lines.append("page: {size: broadsheet, margins: {top: 25mm, left: 19mm, right: 19mm}}")
        lines.append(f"grid: {{columns: {columns}, column_width: null}}")
    lines += ["furniture: {}", "holes:", "  folio: null"]
    filled = []
    (folder / "layouts").mkdir(parents=True)
    Image.new("L", (40, 30), 140).save(folder / "p.png")
    for number, cells in enumerate(holes):
        lines.append(f"  h{number}: {{kind: story, {_story_hole(rng, cells)}}}")
        filled.append(f"h{number}: s{number}")
        if "vertical" not in lines[-1] and cells[3] >= 30 and rng.random() < 0.4:
            lines.append(f"  p{number}: {{kind: picture, in: h{number}, {_picture(rng)}}}")
            filled.append(f"p{number}: {{picture: p.png, caption: 图片说明}}")
        _write_story(rng, folder / f"s{number}.md", cells)
    (folder / "layouts" / "r.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    manifest = folder / "edition.yaml"
    page = f"{{number: 1, layout: r, holes: {{{', '.join(filled)}}}}}"
    manifest.write_text(
        f"paper: {{name: 试, code: z}}\ndate: 2026-11-23\nissue: 1\npages: [{page}]\n", encoding="utf-8"
    )
    return manifest


def _split(rng: Random, cells: Cells, found: list[Cells], depth: int) -> None:
    column, line, wide, high = cells
    if depth < 3 and rng.random() < 0.75 and (wide >= 4 or high >= 44):
        if wide >= 4 and (rng.random() < 0.5 or high < 44):
            cut = rng.randint(2, wide - 2)
            _split(rng, (column, line, cut, high), found, depth + 1)
            _split(rng, (column + cut, line, wide - cut, high), found, depth + 1)
        else:
            cut = rng.randint(20, high - 20)
            _split(rng, (column, line, wide, cut), found, depth + 1)
            _split(rng, (column, line + cut, wide, high - cut), found, depth + 1)
    else:
        found.append(cells)


def _story_hole(rng: Random, cells: Cells) -> str:
    column, line, wide, high = cells
    said = [f"at: [{column}, {line}]", f"span: [{wide}, {high}]", f"style: {rng.choice(STYLES)}"]
    if rng.random() < 0.15:
        said += ["writing: vertical", f"legs: {rng.choice((1, 1, 2))}"]
    else:
        legs = rng.choice((wide, max(1, wide - 1)))
        said.append(f"legs: {legs}")
        said += _head(rng, legs)
        if rng.random() < 0.25 and high >= 40:
            at, top = rng.randint(column, column + wide - 1), rng.randint(line + 10, line + high - 15)
            size = (rng.randint(1, column + wide - at), rng.randint(5, line + high - top))
            said.append(f"cut: [{{at: [{at}, {top}], span: [{size[0]}, {size[1]}]}}]")
    said += ["frame: {weight: 0.5pt, inset_x: 8pt}"] if rng.random() < 0.3 else []
    said += ["leg_rules: true"] if rng.random() < 0.3 else []
    return ", ".join(said)


def _head(rng: Random, legs: int) -> list[str]:
    kind = rng.random()
    if kind < 0.12:
        return [f"head: {rng.choice(('left', 'right'))}"]
    if kind > 0.3 or legs < 2:
        return []
    first = rng.randint(0, legs - 1)
    said = f"legs: [{first}, {rng.randint(1, legs - first)}], line: {rng.choice((0, 0, 5, -1, 9))}"
    upright = f", writing: vertical, lines: {rng.randint(10, 20)}" if rng.random() < 0.3 else ""
    return [f"head: {{{said}{upright}}}"]


def _picture(rng: Random) -> str:
    said = f"line: {rng.choice((0, 3, 8, -1))}, lines: {rng.randint(6, 14)}"
    if rng.random() < 0.6:
        side = rng.choice(("left", "centre", "right"))
        said += f", width: {rng.randint(60, 200)}pt, side: {side}"
    return said


@cache
def _paragraphs() -> tuple[str, ...]:
    """Every paragraph of the sample's copy, subheads and digests among them."""
    found: list[str] = []
    for path in sorted(path for path in SAMPLE.rglob("*.md") if not path.stem.isupper()):
        body = path.read_text("utf-8").split("\n---\n", 1)[1]
        found.extend(part for part in re.split(r"\n\s*\n", body.strip()) if part.strip() and "|" not in part)
    return tuple(found)


def _table(rng: Random) -> str:
    """A table of two to four columns, words before figures."""
    columns = rng.randint(1, 3)
    rows = [["品名", *("均价", "上周", "涨跌")[:columns]], [":--", *("--:",) * columns]]
    for _ in range(rng.randint(2, 12)):
        figures = (f"{rng.uniform(0, 99):.{rng.randint(0, 2)}f}" for _ in range(columns))
        rows.append([rng.choice(("大白菜", "鲈鱼", "毛竹")), *figures])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _write_story(rng: Random, path: Path, cells: Cells) -> None:
    """Paragraphs of the sample's stories, drawn at random, enough for a part of the hole or too many."""
    wanted = int(cells[2] * 13 * cells[3] * rng.uniform(0.3, 1.0))
    body: list[str] = []
    while sum(map(len, body)) < wanted:
        body.append(_table(rng) if rng.random() < 0.04 else rng.choice(_paragraphs()))
    column = "column: 骑楼人物\n" if rng.random() < 0.2 else ""
    front = f"---\nheadline: {rng.choice(HEADLINES)}\nkicker: 看不见对岸的日子\n{column}---\n\n"
    path.write_text(front + "\n\n".join(body) + "\n", encoding="utf-8")
