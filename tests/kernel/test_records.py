"""Instances made by the kernel are those that ``__init__`` fills, and wrong arguments get the same answer."""

from __future__ import annotations

import gc
import weakref
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.kernel import TWINS
from broadsheet.records import MISSING, field, record, record_with

pytestmark = pytest.mark.skipif(not TWINS, reason="broadsheet-kernel is not installed")


@record
class Plain:
    one: int
    two: int


@record
class Rich:
    one: int
    two: int = 2
    three: list[int] = field(default_factory=list)
    four: int = field(default=0, init=False)
    five: int = field(default=5, compare=False)

    def __post_init__(self) -> None:
        if self.one == 13:
            raise ValueError("thirteen")
        object.__setattr__(self, "four", self.one + self.two)


@record
class Wider(Plain):
    three: int = 3


@record_with(frozen=False)
class Open:
    one: int = 1
    two: list[int] = field(default_factory=list)


@record
class Empty:
    pass


NAMES = ["one", "two", "three", "four", "five", "six"]
NUMBERS = st.integers(0, 20)


def made(make: Any) -> object:
    """What comes of it, an error's kind and text included; a list for its own sake."""
    try:
        found = make()
    except (TypeError, ValueError) as error:
        return type(error), str(error)
    return repr(found), type(found)


@given(
    st.sampled_from([Plain, Rich, Wider, Open, Empty]),
    st.lists(NUMBERS, max_size=6),
    st.dictionaries(st.sampled_from(NAMES), NUMBERS, max_size=4),
)
def test_any_arguments(kind: type, values: list[int], named: dict[str, int]) -> None:
    def by_init() -> object:
        blank = object.__new__(kind)
        kind.__init__(blank, *values, **named)
        return blank

    assert made(lambda: kind(*values, **named)) == made(by_init)


def test_what_stands_for_nothing_is_not_kept_where_a_default_is_made() -> None:
    assert Rich(1, 2, MISSING).three == []  # type: ignore[arg-type]
    assert Rich(1, three=MISSING).three == []  # type: ignore[arg-type]


def test_an_abstract_record_is_not_made() -> None:
    @record
    class Unmade(ABC):
        one: int

        @abstractmethod
        def two(self) -> int: ...

    with pytest.raises(TypeError, match="abstract"):
        Unmade(1)  # type: ignore[abstract]


def test_a_class_whose_defaults_hold_it_is_let_go() -> None:
    def made() -> weakref.ref[type]:
        kind: Any = None

        @record
        class Held:
            one: list[Any] = field(default_factory=lambda: [kind])

        kind = Held
        assert kind().one == [kind]
        return weakref.ref(Held)

    found = made()
    gc.collect()
    assert found() is None


def test_a_default_that_is_made_is_made_anew() -> None:
    assert Rich(1).three == []
    assert Rich(1).three is not Rich(1).three


def test_instances_are_let_go() -> None:
    class Told:
        gone = 0

        def __del__(self) -> None:
            Told.gone += 1

    for _ in range(3):
        Plain(Told(), Told())  # type: ignore[arg-type]
    ring: list[Any] = []
    ring.append(Plain(ring, Told()))  # type: ignore[arg-type]
    del ring
    gc.collect()
    assert Told.gone == 7


@pytest.fixture
def _little_to_collect() -> Iterator[None]:
    """What other tests left is looked through once, and not at each collection."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("_little_to_collect")
def test_a_class_may_go_and_another_come_in_its_place() -> None:
    for count in range(50):
        names = [f"field{number}" for number in range(count % 5 + 1)]
        kind = record(type("Kind", (), {"__annotations__": dict.fromkeys(names, int)}))
        instance = kind(*range(len(names)))
        assert [getattr(instance, name) for name in names] == list(range(len(names)))
        del kind, instance
        gc.collect()
