"""What a stream says, read back from its bytes alone."""

from __future__ import annotations

from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.paint.pdf.fontobject import to_unicode
from broadsheet.paint.pdf.readback import difference, said_by, text_of
from broadsheet.paint.pdf.text import escaped
from broadsheet.tree.node import GlyphRun

SAID = {"F0": {1: "甲", 2: "乙", 0x2829: "丙", 0x5C0D: "丁"}, "F1": {1: "A", 2: "fi"}}


def run(text: str) -> GlyphRun:
    return GlyphRun(0, 0, "face", 9000, tuple(range(len(text))), (9000,) * len(text), text)


@given(st.dictionaries(st.integers(1, 0xFFFF), st.text(st.characters(exclude_categories=["Cs"]), max_size=3)))
def test_a_cmap_is_read_as_it_was_written(text: dict[int, str]) -> None:
    said = said_by(to_unicode(text))
    assert {code: said[code] for code in text} == text


def test_ranges_count_up() -> None:
    said = said_by(to_unicode({5: "A", 6: "B", 7: "C", 300: "𠀀", 301: "𠀁"}))
    assert "".join(said[code] for code in (5, 6, 7, 300, 301)) == "ABC𠀀𠀁"


@given(st.lists(st.sampled_from(sorted(SAID["F0"])), min_size=1))
def test_codes_made_of_brackets_and_returns_are_read(codes: list[int]) -> None:
    string = escaped(pack(f">{len(codes)}H", *codes))
    stream = b"BT\n/F0 9.5 Tf\n12 0 Td(" + string + b")Tj\nET"
    assert text_of(stream, SAID) == "".join(SAID["F0"][code] for code in codes)


def test_faces_change_and_pieces_of_an_array_are_joined() -> None:
    stream = b"/F0 9 Tf\nT*[(\0\1)-12.5(\0\2)]TJ\n/F1 12 Tf\n0 0 Td(\0\1\0\2)Tj"
    assert text_of(stream, SAID) == "甲乙Afi"


def test_text_said_beside_the_codes_stands_for_them() -> None:
    said = "丙".encode("utf-16-be").hex().upper().encode()
    stream = (
        b"/F0 9 Tf\n0 0 Td(\0\1)Tj\n/Span<</ActualText<FEFF" + said + b">>>BDC\nT*(\0\2)Tj\nEMC\nT*(\0\1)Tj"
    )
    assert text_of(stream, SAID) == "甲丙甲"


def test_graphics_and_numbers_say_nothing() -> None:
    assert text_of(b"/G1 gs\nq 1 0 0 1 0 0 cm /I0 Do Q\nET\n/F0 9 Tf\n(\0\1)Tj\nET", SAID) == "甲"


@pytest.mark.parametrize(("found", "place"), [("甲丙", 1), ("甲", 1), ("甲乙丙", 2), ("乙甲", 0), ("", 0)])
def test_the_first_difference_is_told(found: str, place: int) -> None:
    parted = difference([run("甲"), run("乙")], found)
    assert parted is not None
    assert parted.place == place


def test_equal_texts_differ_nowhere() -> None:
    assert difference([run("甲"), run("乙")], "甲乙") is None
