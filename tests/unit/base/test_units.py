"""Lengths as people write them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.units import (
    PRESS_SIZES,
    UNITS,
    Scale,
    UnitError,
    parse_ems,
    parse_length,
    permille,
    scale_units,
    scaled,
)

SCALE = Scale(em=9000, line=12_500)


@pytest.mark.parametrize(
    ("written", "length"),
    [
        ("9pt", 9000),
        ("25.4mm", 72_000),
        ("2.54cm", 72_000),
        ("1in", 72_000),
        ("101.6q", 72_000),  # 1 Q is a quarter of a millimetre
        ("4Q", 2835),
        ("2em", 18_000),
        ("18.5em", 166_500),
        ("3li", 37_500),
        (" .5 pt ", 500),
        ("-1.5pt", -1500),
        ("+3.pt", 3000),
        ("0", 0),
        ("0.0", 0),
        ("五号", 10_500),
        ("六号", 7875),
        ("小五", 9000),
        ("小五号", 9000),
    ],
)
def test_a_written_length_is_whole_millipoints(written: str, length: int) -> None:
    assert parse_length(written, SCALE) == length


def test_every_unit_of_the_list_is_read() -> None:
    assert all(parse_length(f"1{unit}", SCALE) > 0 for unit in UNITS)


def test_every_press_size_is_read_and_they_descend() -> None:
    sizes = [parse_length(name) for name in PRESS_SIZES]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize(
    ("written", "reason", "unit"),
    [
        ("", "number", ""),
        ("wide", "number", ""),
        ("3mm thick", "number", ""),
        ("1e3pt", "number", ""),
        ("--3pt", "number", ""),
        ("八号半", "number", ""),
        ("3", "missing", ""),
        ("3 furlong", "unit", "furlong"),
        ("2em", "relative", "em"),
        ("1li", "relative", "li"),
    ],
)
def test_what_is_no_length_says_why(written: str, reason: str, unit: str) -> None:
    with pytest.raises(UnitError) as caught:
        parse_length(written)
    assert (caught.value.reason, caught.value.unit, caught.value.text) == (reason, unit, written)


def test_an_absurdly_long_number_is_a_unit_error() -> None:
    with pytest.raises(UnitError):
        parse_length("1" + "0" * 30 + "pt")


@pytest.mark.parametrize(("value", "length"), [("0.5", 0), ("1.5", 2), ("2.5", 2), ("-0.5", 0), ("2.51", 3)])
def test_a_half_goes_to_the_even_neighbour(value: str, length: int) -> None:
    assert scaled(value, 1) == length


@given(st.decimals(-10_000, 10_000, places=4), st.integers(0, 10**6), st.integers(1, 1000))
def test_a_written_number_is_scaled_as_decimals_are(number: Decimal, times: int, over: int) -> None:
    assert scaled(f"{number:f}", times, over) == round(Fraction(number) * times / over)


def test_a_millimetre_value_that_is_an_exact_half_goes_to_the_even_neighbour() -> None:
    assert parse_length("0.0015875mm") == 4  # 4.5 millipoints
    assert parse_length("0.0047625mm") == 14  # 13.5 millipoints


@pytest.mark.parametrize(
    ("units", "size", "length"),
    [(500, 9000, 4500), (1, 500, 0), (3, 500, 2), (5, 500, 2), (-1, 500, 0), (-3, 500, -2)],
)
def test_font_units_scale_with_halves_to_even(units: int, size: int, length: int) -> None:
    assert scale_units(units, size, 1000) == length


def test_per_mille_is_a_share_rounded_to_even() -> None:
    assert (permille(12_500, 400), permille(5, 500), permille(7, 500)) == (5000, 2, 4)


def test_a_bare_number_counts_ems_where_ems_are_meant() -> None:
    assert parse_ems("18.5", 9000) == parse_ems("18.5em", 9000) == 166_500
    assert parse_ems("10pt", 9000) == 10_000
    with pytest.raises(UnitError):
        parse_ems("broad", 9000)
