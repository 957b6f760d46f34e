"""Rows are named tuples in everything that a caller sees."""

from __future__ import annotations

import pickle
import typing

import pytest

from broadsheet.rows import NamedTuple


class Row(NamedTuple):
    """A row of ours."""

    name: str
    number: int = 0
    places: tuple[int, ...] = ()

    @property
    def doubled(self) -> int:
        return 2 * self.number

    def __str__(self) -> str:
        return f"<{self.name}>"


class Twin(typing.NamedTuple):
    """The same by ``typing``."""

    name: str
    number: int = 0
    places: tuple[int, ...] = ()


class Narrow(Row):
    """A row with other behaviour."""

    __slots__ = ()

    @property
    def tripled(self) -> int:
        return 3 * self.number


MANY = range(40)
"""As many instances are made as it takes to see the first ones, and those of the compiled constructor."""


def test_a_row_is_a_tuple() -> None:
    for _ in MANY:
        assert Row("a", 2) == ("a", 2, ()) == Twin("a", 2)
        assert hash(Row("a", 2)) == hash(("a", 2, ()))
    name, *others = Row("a", places=(1,))
    assert (name, others) == ("a", [0, (1,)])


def test_fields_defaults_and_methods_are_those_that_were_written() -> None:
    assert Row._fields == Twin._fields
    assert Row._field_defaults == Twin._field_defaults
    assert Row.__match_args__ == Twin.__match_args__
    row = Row("a", 2)
    assert (row.name, row.number, row.places, row.doubled, str(row)) == ("a", 2, (), 4, "<a>")
    assert repr(row) == repr(Twin("a", 2)).replace("Twin", "Row")
    assert row._asdict() == Twin("a", 2)._asdict()
    assert row._replace(number=5) == ("a", 5, ())
    assert Row._make(["a", 1, ()]) == ("a", 1, ())


@pytest.mark.parametrize("made", MANY)
def test_wrong_arguments_are_refused_whenever_they_come(made: int) -> None:
    class Late(NamedTuple):
        name: str
        number: int = 0

    for _ in range(made):
        Late("a")
    for values, named in (
        ((), {}), (("a", 1, 2), {}), (("a",), {"name": "b"}), (("a",), {"other": 1}), ((), {"number": 1}),
    ):  # fmt: skip
        with pytest.raises(TypeError):
            Late(*values, **named)
    assert Late(number=1, name="a") == ("a", 1)


def test_a_field_without_a_default_behind_one_with_it_is_refused() -> None:
    with pytest.raises(TypeError, match="default"):

        class _Wrong(NamedTuple):
            number: int = 0
            name: str  # type: ignore[misc]


def test_nothing_of_a_row_can_be_changed() -> None:
    with pytest.raises(AttributeError):
        Row("a").number = 3  # type: ignore[misc]
    assert not hasattr(Row("a"), "__dict__")


def test_a_row_that_was_pickled_is_the_same_row() -> None:
    back = pickle.loads(pickle.dumps(Row("a", 2)))
    assert type(back) is Row
    assert back == Row("a", 2)


def test_a_class_may_be_made_of_a_row() -> None:
    for _ in MANY:
        narrow = Narrow("a", 2)
        assert type(narrow) is Narrow
        assert (narrow.tripled, narrow.doubled) == (6, 4)
    assert type(narrow._replace(number=1)) is Narrow


def test_a_row_matches_by_place() -> None:
    match Row("a", 2):
        case Row(name, number):
            assert (name, number) == ("a", 2)
        case _:
            pytest.fail("no match")
