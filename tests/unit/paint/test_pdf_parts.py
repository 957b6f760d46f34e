"""Numbers, strings and character maps as PDF writes them."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.paint.deflate import KNOWN, Packer, UnknownDeflaterError, deflater
from broadsheet.paint.pdf.blend import put_blend
from broadsheet.paint.pdf.fontobject import to_unicode
from broadsheet.paint.pdf.number import decimal, ink_operands, operands, points
from broadsheet.paint.pdf.objects import PdfWriter, dictionary
from broadsheet.paint.pdf.pen import outline_operators
from broadsheet.paint.pdf.text import escaped
from broadsheet.tree.node import Ink, Stop


@pytest.mark.parametrize(
    ("length", "written"),
    [(0, b"0"), (12_500, b"12.5"), (-250, b"-.25"), (1, b".001"), (1_105_512, b"1105.512"), (-9000, b"-9")],
)
def test_a_length_is_written_exactly_and_short(length: int, written: bytes) -> None:
    assert points(length) == written


def test_decimal_places_are_counted_from_the_right() -> None:
    assert decimal(-12_340, 4) == b"-1.234"


LENGTH = st.one_of(st.integers(-2000, 2000), st.integers(-(1 << 32), 1 << 32))


@given(st.lists(st.tuples(LENGTH, LENGTH), min_size=1), LENGTH, LENGTH)
def test_an_outline_is_written_number_by_number_as_lengths_are(
    places: list[tuple[int, int]], left: int, top: int
) -> None:
    written = outline_operators([*(("l", x, y) for x, y in places), ("z",)], left, top)
    assert written.split(b"\n") == [*(operands(left + x, top - y) + b" l" for x, y in places), b"h"]


def test_inks_are_shares_of_one() -> None:
    assert ink_operands(Ink(0, 1000, 505, 0)) == b"0 1 .505 0"


def test_brackets_backslash_and_return_are_escaped() -> None:
    assert escaped(b"a(b)c\\d\re\n") == b"a\\(b\\)c\\\\d\\re\n"


def test_codes_that_count_up_share_a_range() -> None:
    cmap = to_unicode({5: "A", 6: "B", 7: "C", 9: "一"})
    assert "1 beginbfchar\n<0009><4E00>\nendbfchar" in cmap
    assert "1 beginbfrange\n<0005><0007><0041>\nendbfrange" in cmap


def test_a_range_stops_where_the_last_byte_of_a_code_overflows() -> None:
    cmap = to_unicode({0xFF: "A", 0x100: "B"})
    assert "bfrange" not in cmap
    assert "<00FF><0041>\n<0100><0042>" in cmap


def test_characters_outside_the_basic_plane_are_surrogate_pairs() -> None:
    assert "<0003><D840DC00>" in to_unicode({3: "𠀀"})


def test_blocks_hold_a_hundred_entries_at_most() -> None:
    cmap = to_unicode({code: chr(0x4E00 + 2 * code) for code in range(0, 500, 2)})
    assert cmap.count("100 beginbfchar") == 2
    assert cmap.count("50 beginbfchar") == 1


@pytest.mark.parametrize("name", KNOWN)
def test_every_compressor_writes_what_zlib_reads(name: str) -> None:
    try:
        packed = deflater(name)
    except UnknownDeflaterError:
        pytest.skip(f"{name} is not installed")
    assert zlib.decompress(packed.compress(b"newspaper" * 99)) == b"newspaper" * 99
    assert packed.name.startswith(name)


@pytest.mark.parametrize("length", [9, 300_000])
def test_packing_in_the_background_gives_the_same_bytes(length: int) -> None:
    data = bytes(range(256)) * (length // 256 + 1)
    packer = Packer(deflater())
    streams = [packer.start(data + bytes([number])) for number in range(40)]
    packed = [stream() for stream in reversed(streams)]
    assert packed == [zlib.compress(data + bytes([number]), 5) for number in reversed(range(40))]


def test_an_unknown_compressor_names_the_known_ones() -> None:
    with pytest.raises(UnknownDeflaterError, match="zlib, isal, libdeflate"):
        deflater("brotli")


@pytest.mark.parametrize(
    ("stops", "written"),
    [
        (((0, 0, 0, 0, 0), (1000, 0, 0, 0, 1000)), (b"/FunctionType 2", b"/C1 [0 0 0 1]")),
        (
            ((250, 0, 0, 0, 0), (500, 0, 1000, 0, 0), (500, 0, 0, 505, 0)),
            (b"/FunctionType 3", b"/Bounds [.25 .5]", b"/Encode [0 1 0 1 0 1]", b"/C0 [0 0 .505 0]"),
        ),
    ],
)
def test_a_blend_goes_from_stop_to_stop_and_on_beyond_the_outer_ones(
    stops: tuple[Stop, ...], written: tuple[bytes, ...]
) -> None:
    writer = PdfWriter(Packer(deflater("zlib")), (1, 6))
    put_blend(writer, (stops, (-250, 0)), "B0")
    data = b" ".join(writer.finish({"Type": b"/Catalog", "Held": writer.reserve("B0")}, {}).split())
    for part in (*written, b"/Coords [-.25 0 0 0 0 1]", b"/ShadingType 3", b"/Extend [true true]"):
        assert part in data


@pytest.mark.parametrize(
    ("places", "focus", "coords", "domain", "bounds"),
    [
        ((0, 0, 1000), (), b"-.1 0 1 0", b"-.1 1", b"0"),
        ((0, 1000, 1000), (), b"0 0 1.1 0", b"0 1.1", b"1"),
        ((0, 0, 1000, 1000), (), b"-.1 0 1.1 0", b"-.1 1.1", b"0 1"),
        ((1000, 1000), (), b"0 0 1.1 0", b"0 1.1", b"1"),
        ((0, 0, 500, 1000, 1000), (-500, 0), b"-.5 0 0 .05 0 1.1", b"0 1.1", b".5 1"),
    ],
)
def test_a_colour_that_changes_at_an_end_is_another_beyond_it(
    places: tuple[int, ...], focus: tuple[int, ...], coords: bytes, domain: bytes, bounds: bytes
) -> None:
    writer = PdfWriter(Packer(deflater("zlib")), (1, 6))
    stops = tuple((place, 0, 0, 0, 100 * number) for number, place in enumerate(places))
    put_blend(writer, (stops, focus), "B0")
    data = b" ".join(writer.finish({"Type": b"/Catalog", "Held": writer.reserve("B0")}, {}).split())
    assert b"/Coords [%s]" % coords in data
    assert data.count(b"/Domain [%s]" % domain) == 2  # the shading's, and its function's
    assert b"/Bounds [%s]" % bounds in data


def test_names_in_a_dictionary_are_utf_8() -> None:
    writer = PdfWriter(Packer(deflater("zlib")), (1, 6))
    data = writer.finish({"Type": b"/Catalog", "Held": dictionary({"图 1": b"1"})}, {})
    assert b"/#e5#9b#be#201 1" in data.lower()
