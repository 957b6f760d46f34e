"""What holds on any page: random grids with random runarounds, judged on the layout tree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest

from broadsheet.geometry import Writing
from broadsheet.press import MadeEdition, build, make
from broadsheet.tree.node import GlyphRun, Group, Picture, Role
from broadsheet.tree.walk import glyph_runs, groups
from judges.randompages import random_edition

SEEDS = range(40)
_HYPHENS = str.maketrans("", "", "\xad-\ufffe")
"""At a line's end PDFium says U+FFFE for a hyphen."""

_LINES = (Role.BODY_LINE, Role.SUBHEAD)
_SAID = (Role.DROP_CAP, *_LINES, Role.TABLE, Role.TABLE_HEAD)


class Box(NamedTuple):
    """Where ink stands, and whose it is."""

    owner: str
    left: int
    top: int
    right: int
    bottom: int
    shown: str


@pytest.fixture(scope="module", params=SEEDS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> MadeEdition:
    return make(random_edition(tmp_path_factory.mktemp("random") / "e", request.param))


def _box(run: GlyphRun, owner: str) -> Box:
    """The middle of a run's em boxes: what is surely ink."""
    size, along = run.size, sum(run.advances)
    if run.writing is Writing.HORIZONTAL:
        left, right = run.x + size // 2, run.x + along - size // 2
        return Box(owner, left, run.baseline - size * 7 // 10, right, run.baseline, run.text)
    top, bottom = run.baseline + size // 2, run.baseline + along - size // 2
    return Box(owner, run.x, top, run.x + size * 7 // 10, bottom, run.text)


def _boxes(made: MadeEdition) -> Iterator[Box]:
    wrong = {record.slug for record in made.tree.stories if not record.headline_fits}
    wide = {record.slug for record in made.tree.stories if record.wide_tables}
    for number, group in enumerate(made.tree.pages[0].groups):
        if group.role not in (Role.STORY, Role.PICTURE):
            continue
        for part in groups([group]):
            if part.article in wrong and part.role in (Role.HEADLINE, Role.KICKER):
                continue  # reported by P702
            if part.article in wide and part.role in (Role.TABLE, Role.TABLE_HEAD):
                continue  # reported by P713
            for node in part.nodes:
                if isinstance(node, GlyphRun) and node.glyphs:
                    yield _box(node, f"{number} {part.role.value}")
                elif isinstance(node, Picture):
                    x, y = node.x, node.y
                    yield Box(f"{number} picture", x, y, x + node.width, y + node.height, "picture")


def test_no_ink_stands_on_other_ink(made: MadeEdition) -> None:
    boxes = sorted(_boxes(made), key=lambda box: box.top)
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            if other.top >= one.bottom:
                break
            assert other.left >= one.right or one.left >= other.right, f"{one}\n{other}"


def test_nothing_stands_outside_the_type_area(made: MadeEdition) -> None:
    area = made.edition.pages[0].layout.grid.type_area
    for box in _boxes(made):
        assert area.x <= box.left
        assert box.right <= area.right
        assert area.y <= box.top
        assert box.bottom <= area.bottom


def test_every_level_line_stands_on_the_grid(made: MadeEdition) -> None:
    grid = made.edition.pages[0].layout.grid
    first = grid.baseline(0)
    for group in groups(made.tree.pages[0].groups):
        runs = [node for node in group.nodes if isinstance(node, GlyphRun)]
        if group.role not in _LINES or any(run.writing is not Writing.HORIZONTAL for run in runs):
            continue
        if len(runs) == 1 and len(runs[0].text) < 5:  # it may stand level in a vertical line
            continue
        assert (group.baseline - first) % grid.leading == 0


def test_every_character_is_on_the_page_once_or_reported(made: MadeEdition) -> None:
    assert "P708" not in {item.code for item in made.diagnostics}


def _copy(group: Group) -> str:
    """What a story's body says on its page."""
    parts = [part for part in group.nodes if isinstance(part, Group) and part.role in _SAID]
    runs = (run for part in parts for run in part.nodes)
    return _solid("".join(run.text for run in runs if isinstance(run, GlyphRun)))


def _solid(text: str) -> str:
    return "".join(text.split()).translate(_HYPHENS)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 160))
def test_the_text_comes_back_out_of_the_pdf(tmp_path: Path, seed: int) -> None:
    result = build(random_edition(tmp_path / "e", seed), tmp_path / "out")
    with pypdfium2.PdfDocument(next(result.folder.glob("*.pdf"))) as document:
        found = _solid(document[0].get_textpage().get_text_range())
    for group in result.tree.pages[0].groups:
        # PDFium may swap the last two characters of a vertical paragraph with the next one's first line
        if group.role is Role.STORY and not _is_vertical(group):
            assert _copy(group) in found


def _is_vertical(group: Group) -> bool:
    return any(run.writing is Writing.UPRIGHT for part in group.nodes for run in glyph_runs([part])
               if isinstance(part, Group) and part.role in _SAID)  # fmt: skip
