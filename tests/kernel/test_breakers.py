"""The compiled breakers give the references' lines for any text, any rooms and any style."""

from __future__ import annotations

import random
from array import array
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.kernel import REFERENCES, TWINS
from broadsheet.model.spacing import Spacing
from broadsheet.text.items import FORCED, Give, Items
from broadsheet.text.setting import Settings
from properties.strategies import ODD, ROOMS, SPACINGS
from unit.base.handset import EM, items_of

pytestmark = pytest.mark.skipif(not TWINS, reason="broadsheet-kernel is not installed")
BREAKER = pytest.mark.parametrize("name", ["first_fit", "optimum_fit"])
NARROW = st.lists(st.integers(0, 12 * EM), min_size=1, max_size=6).map(tuple)


def same(name: str, items: Items, rooms: tuple[int, ...], spacing: Spacing) -> None:
    found = TWINS[name](items, rooms, spacing)
    assert found is not NotImplemented
    assert found == REFERENCES[name](items, rooms, spacing)


@BREAKER
@settings(max_examples=300)
@given(ODD, st.one_of(ROOMS, NARROW), SPACINGS)
def test_lines_of_any_text(
    setting: Settings, name: str, text: str, rooms: tuple[int, ...], spacing: Spacing
) -> None:
    items = items_of(text, setting, spacing)
    if text:
        same(name, items, rooms, spacing)


def made_up(chance: random.Random) -> Items:
    """Items that no text gives: any widths, cuts, gaps and breaks."""
    count = chance.randint(1, 60)
    any_gap = [chance.choice([0, 0, 0, 900, 2500]) for _ in range(count)]
    advances = tuple(chance.choice([9500, 4750, 5000, 0, 123]) for _ in range(count))
    gaps = (0, *any_gap[1:], 0)
    pens = [gaps[0]]
    for place in range(count):
        pens.append(pens[-1] + advances[place] + gaps[place + 1])
    places = range(count)
    gives = [
        Give(gap, chance.randint(0, 4000), chance.randint(1, 8)) for gap in places if chance.random() < 0.3
    ]
    return Items(
        "".join(chance.choices("字1a(.,'’#-", k=count)),
        "".join(chance.choices("HHHHLDSNCpcokAA", k=count)), (1,) * count, bytes(count), (),
        advances, (0,) * count, gaps,
        bytes([0, *chance.choices(range(6), [4, 9, 1, 1, 1, 1], k=count - 1), FORCED]),
        bytes(chance.choices([0, 1], [1, 3], k=count + 1)),
        {place: chance.randint(0, 5000) for place in places if chance.random() < 0.2},
        {place: chance.randint(0, 5000) for place in places if chance.random() < 0.2},
        tuple(gives), tuple(reversed(gives[::2])), (1, 3000, 0, "-"), 9500,
        array("q", pens), array("q", [0]) * count,
    )  # fmt: skip


@BREAKER
@settings(max_examples=300)
@given(st.randoms(use_true_random=False), st.one_of(ROOMS, NARROW), SPACINGS)
def test_lines_of_any_items(
    name: str, chance: random.Random, rooms: tuple[int, ...], spacing: Spacing
) -> None:
    same(name, made_up(chance), rooms, spacing)


@BREAKER
def test_what_no_paragraph_is_goes_to_the_reference(setting: Settings, name: str) -> None:
    spacing, twin = Spacing(), TWINS[name]
    items = items_of("一段文字。", setting, spacing)
    assert twin(items, (9 * EM,), spacing) is not NotImplemented
    assert twin(items_of("", setting, spacing), (9 * EM,), spacing) is NotImplemented
    for changed in (
        replace(items, em=1 << 40),
        replace(items, em=-9500),
        replace(items, pens=items.pens[:-1]),
        replace(items, pens=tuple(items.pens)),
        replace(items, pens=array("d", items.pens)),
        replace(items, gaps=list(items.gaps)),
        replace(items, breaks=bytes(len(items.breaks))),
        replace(items, end_cuts={99: 1}),
        replace(items, classes="HHH\0f"),
        replace(items, squeezes=(Give(2, -1, 3),)),
    ):
        assert twin(changed, (9 * EM,), spacing) is NotImplemented
    for rooms in ((), (1 << 40,), (9.0,), None):
        assert twin(items, rooms, spacing) is NotImplemented
    with pytest.raises(AttributeError, match="classes"):
        twin(None, (9 * EM,), spacing)
