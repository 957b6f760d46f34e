"""The compiled twins of the text layer give what their references give, for any text."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.kernel import REFERENCES, TWINS
from broadsheet.model.style import Language
from broadsheet.text.borders import RIGID, border_table
from broadsheet.text.breaks import _verdicts
from broadsheet.text.charclass import CLASSES, classify
from broadsheet.text.language import Tailoring, table_of
from broadsheet.text.marks import Effect, _key_of
from kernel.test_twins import same

pytestmark = pytest.mark.skipif(not TWINS, reason="broadsheet-kernel is not installed")

lengths = st.integers(-40_000, 40_000)


@pytest.mark.parametrize("table", [_verdicts(Tailoring()), _verdicts(Tailoring(Language.KO))])
@given(st.text(alphabet=CLASSES))
def test_what_any_two_classes_decide(table: bytes, classes: str) -> None:
    filled = [bytearray(b"\7") * (len(classes) + 1) for _ in range(2)]
    wanted = REFERENCES["settle_pairs"](classes, table, filled[0])
    assert TWINS["settle_pairs"](classes, table, filled[1]) == wanted
    assert filled[0] == filled[1]


GAPS = st.one_of(st.just(()), st.tuples(*[st.tuples(*[st.integers(0, 2000)] * 3)] * len(RIGID)))


@given(st.text(alphabet=CLASSES), GAPS)
def test_the_borders_of_any_text(classes: str, gaps: tuple[tuple[int, int, int], ...]) -> None:
    def settled(settle: Callable[..., object]) -> object:
        filled = (bytearray(b"\1") * (len(classes) + 1), [0] * (len(classes) + 1), [], [])
        return settle(classes, border_table(), gaps, filled), filled

    assert settled(TWINS["settle_borders"]) == settled(REFERENCES["settle_borders"])


EFFECTS = st.builds(
    Effect,
    *[st.integers(-3000, 5000)] * 4,
    st.lists(st.tuples(st.integers(0, 1), st.integers(0, 4000), st.integers(1, 8)), max_size=2).map(tuple),
)


@given(st.text(alphabet="国，。（", max_size=30), st.lists(EFFECTS, min_size=1), st.randoms())
def test_the_marks_of_any_text(text: str, effects: list[Effect], chance: random.Random) -> None:
    places = [place for place, character in enumerate(text) if character != "国"]
    said = text, f"\0{classify(text)}\0", frozenset(chance.sample(places, len(places) // 2))
    widths = [chance.choice([9500, 4750]) for _ in text]
    known = {
        _key_of(place, said, widths): chance.choice(effects) for place in places if chance.random() < 0.8
    }
    start = chance.randint(0, len(places))

    def settled(settle: Callable[..., object]) -> tuple[object, tuple[Any, ...]]:
        filled: tuple[Any, ...] = list(widths), [0] * len(text), {}, {}, []
        return settle(places, start, said, known, filled), filled

    found, wanted = settled(TWINS["settle_marks"]), settled(REFERENCES["settle_marks"])
    assert found == wanted
    assert set(found[1][-1]) == set(wanted[1][-1])  # a hash is kept in a tuple, from Python 3.14 on


@given(st.lists(st.text(max_size=20)), st.sampled_from(Language))
def test_the_letters_of_any_text(texts: list[str], language: Language) -> None:
    table = table_of(language).classes
    for text in texts:
        same("letters_of", text, table)


@given(st.text(alphabet="0５9-/‐年月日号時时號點点分秒년월일시초％‰℃．，。a国١", max_size=12), st.booleans())
def test_the_figures_of_any_text(text: str, has_figures: bool) -> None:
    filled = [bytearray(b"\7") * (len(text) + 1) for _ in range(2)]
    REFERENCES["settle_figures"](text, filled[0], has_figures)
    TWINS["settle_figures"](text, filled[1], has_figures)
    assert filled[0] == filled[1]


@given(st.text(alphabet="aB1.国 ", max_size=16), st.randoms())
def test_the_words_of_any_text(text: str, chance: random.Random) -> None:
    said, uses = (text, classify(text)), [chance.choice([0, 0, 0, 1]) for _ in text]
    known = {
        text[low:high]: chance.choice([None, list(range(high - low))])
        for low in range(len(text))
        for high in range(low + 2, len(text) + 1)
        if chance.random() < 0.8
    }
    start = chance.randint(0, len(text))
    end = chance.randint(start, len(text))

    def settled(settle: Callable[..., object]) -> object:
        advances = [5000] * len(text)
        return settle(said, (start, end), uses, known, advances), advances

    assert settled(TWINS["settle_words"]) == settled(REFERENCES["settle_words"])


@given(st.text(alphabet=CLASSES), st.text(alphabet=CLASSES, max_size=8))
def test_the_places_of_any_letters(classes: str, letters: str) -> None:
    same("places_of", classes, letters)


class Boxes(dict[str, tuple[int, int, int]]):
    def __missing__(self, character: str) -> tuple[int, int, int]:
        if character == "缺":
            raise LookupError(character)
        return self.setdefault(character, (ord(character), 9500, 1))


class Known(Boxes):
    kernel_known: object = None


@given(st.lists(st.text()))
def test_boxes_that_were_asked_for_before(texts: list[str]) -> None:
    boxes = Known({"，": (7, 4750, 0)})
    for text in texts:
        same("boxes_of", text.replace("缺", ""), boxes)
    assert boxes.kernel_known is not None or not texts


@given(st.text())
def test_boxes_of_any_text(text: str) -> None:
    same("boxes_of", text.replace("缺", ""), Boxes({"，": (7, 4750, 0)}))


def test_what_a_box_raises_comes_through() -> None:
    with pytest.raises(LookupError, match="缺"):
        TWINS["boxes_of"]("不缺", Boxes())


@given(st.lists(st.tuples(lengths, lengths)), lengths)
def test_pens_of_any_widths(pairs: list[tuple[int, int]], first: int) -> None:
    same("pens_of", [advance for advance, _ in pairs], [first, *(gap for _, gap in pairs)])


@given(st.lists(st.tuples(lengths, lengths)), lengths)
def test_steps_of_any_widths(pairs: list[tuple[int, int]], first: int) -> None:
    pens = (first, *(pen for pen, _ in pairs))
    same("steps_of", pens, [cut for _, cut in pairs])


def test_a_table_that_lets_characters_be_is_left_to_the_reference() -> None:
    plain = {0x61: "L"}
    with_flat = type("Flat", (dict,), {"flat": bytearray(1 << 16)})(plain)
    for table in (plain, with_flat):
        assert TWINS["letters_of"]("a国", table) is NotImplemented
    assert classify("a国", with_flat) == "L国"


def test_boxes_may_be_asked_for_while_one_is_found() -> None:
    class Nested(Known):
        def __missing__(self, character: str) -> tuple[int, int, int]:
            if character == "外":
                TWINS["boxes_of"]("内部", self)
                self.kernel_known = None
            return super().__missing__(character)

    boxes = Nested()
    found = TWINS["boxes_of"]("外内外部外", boxes)
    assert found == TWINS["boxes_of"]("外内外部外", boxes) == REFERENCES["boxes_of"]("外内外部外", boxes)


def test_uses_that_are_none_are_left_to_the_reference() -> None:
    for uses in ([1 << 60] * 2, [0, None]):
        assert TWINS["settle_words"](("ab", "LL"), (0, 2), uses, {"ab": [1, 2]}, [0, 0]) is NotImplemented
