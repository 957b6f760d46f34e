"""The compiled twins over a galley's lines give what their references give."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.compose.galley import Galley, set_blocks
from broadsheet.kernel import REFERENCES, TWINS
from broadsheet.model.spacing import Spacing
from broadsheet.model.style import Align, Breaker
from broadsheet.text.setting import Settings
from broadsheet.tree.node import BLACK_INK, Fill, Role
from kernel.test_twins import same
from properties.strategies import ODD, ROOMS, SPACINGS
from unit.base.handset import leg_slots, text_block

pytestmark = pytest.mark.skipif(not TWINS, reason="broadsheet-kernel is not installed")

TIGHT = st.tuples(st.integers(0, 125), st.integers(0, 62))


def galley_of(
    texts: list[str],
    setting: Settings,
    spacing: Spacing,
    rooms: tuple[int, ...],
    align: Align = Align.JUSTIFIED,
) -> Galley:
    """Paragraphs in slots of some rooms, of which there are too few."""
    blocks = []
    for number, text in enumerate(texts):
        block = text_block(text, setting, number, spacing=spacing)
        style = replace(block.style, align=align, breaker=Breaker.FIRST_FIT)
        blocks.append(replace(block, style=style))
    slots = [replace(slot, measure=rooms[place % len(rooms)]) for place, slot in enumerate(leg_slots(9, 9))]
    return set_blocks(blocks, slots)


@settings(max_examples=150)
@given(st.lists(ODD, min_size=1, max_size=3), SPACINGS, ROOMS, TIGHT)
def test_the_strains_of_any_lines(
    setting: Settings, texts: list[str], spacing: Spacing, rooms: tuple[int, ...], limit: tuple[int, int]
) -> None:
    lines = galley_of(texts, setting, spacing, rooms).lines
    same("strains_of", lines, dict.fromkeys(range(len(texts)), limit))


@settings(max_examples=150)
@given(st.lists(ODD, min_size=1, max_size=3), SPACINGS, ROOMS, st.sampled_from(Align))
def test_the_groups_of_any_lines(
    setting: Settings, texts: list[str], spacing: Spacing, rooms: tuple[int, ...], align: Align
) -> None:
    lines = list(galley_of(texts, setting, spacing, rooms, align).lines)
    lines = [replace(line, strain=place % 3 - 1, shift=place % 2) for place, line in enumerate(lines)]
    same("body_groups", lines, "slug")


def test_dots_and_rules_are_asked_of_the_reference(setting: Settings) -> None:
    line = galley_of(["春眠不觉晓"], setting, Spacing(), (95_000,)).lines[0]
    items = replace(line.items, faces=tuple(replace(face, dots=True) for face in line.items.faces))
    drawn = replace(line, drawn=(Fill(0, 0, 9500, 9500, BLACK_INK),))
    found = same("body_groups", [replace(line, items=items), drawn, line], "slug")
    assert isinstance(found, list)
    assert [len(group.nodes) for group in found] == [1 + len("春眠不觉晓"), 1, 1]


@given(st.integers(0, 4), st.integers(0, 4), st.integers(-1, 3))
def test_the_slots_of_any_lines(setting: Settings, count: int, room: int, many: int) -> None:
    lines = galley_of(["春眠不觉晓处处闻啼鸟"], setting, Spacing(), (30_000,)).lines
    items, broken = lines[0].items, tuple(line.line for line in lines)[:count]
    how = Align.JUSTIFIED, Role.BODY_LINE, 7
    same("lines_in_slots", broken, leg_slots(4)[:room], items, how, (many, 19_000, 500))


ODD_LINES = [
    {"line": None},
    {"items": None},
    {"number": 9},
    {"line": {"room": 1 << 60}},
    {"line": {"ending": 1}},
    {"line": {"end": -1, "room": 0}},
]


@pytest.mark.parametrize("changes", ODD_LINES)
def test_strains_of_other_lines_are_left_to_the_reference(setting: Settings, changes: dict[str, Any]) -> None:
    line = galley_of(["春眠不觉晓处处闻啼鸟"], setting, Spacing(), (30_000,)).lines[0]
    assert TWINS["strains_of"]((line,), {0: (0, 0)}) == REFERENCES["strains_of"]((line,), {0: (0, 0)})
    if isinstance(changes.get("line"), dict):
        changes = {"line": replace(line.line, **changes["line"])}
    assert TWINS["strains_of"]((replace(line, **changes),), {0: (0, 0)}) is NotImplemented


def test_what_the_limits_raise_comes_through(setting: Settings) -> None:
    line = galley_of(["春眠不觉晓处处闻啼鸟"], setting, Spacing(), (30_000,)).lines[0]
    with pytest.raises(TypeError, match="unhashable"):
        TWINS["strains_of"]((replace(line, number=[]),), {0: (0, 0)})
