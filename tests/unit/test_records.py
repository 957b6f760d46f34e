"""Records do what frozen dataclasses with slots do."""

from __future__ import annotations

import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field, replace

import pytest

from broadsheet.records import record


@record
class Point:
    x: int
    y: int = 2
    tags: list[str] = field(default_factory=list, compare=False)
    note: str = field(default="", compare=False, repr=False)

    @property
    def total(self) -> int:
        return self.x + self.y


@record
class Marked(Point):
    mark: str = "m"


@record
class Counted:
    text: str
    count: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "count", len(self.text))


@record
class Empty:
    pass


@dataclasses.dataclass(frozen=True, slots=True)
class Twin:
    x: int
    y: int = 2
    tags: list[str] = field(default_factory=list, compare=False)
    note: str = field(default="", compare=False, repr=False)


def test_fields_defaults_and_names() -> None:
    point = Point(1, note="n")
    assert (point.x, point.y, point.tags, point.note, point.total) == (1, 2, [], "n", 3)
    assert Point(1).tags is not Point(1).tags
    assert repr(point) == repr(Twin(1)).replace("Twin", "Point")
    with pytest.raises(TypeError, match="missing 1 required"):
        Point()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword"):
        Point(1, z=1)  # type: ignore[call-arg]


def test_equality_and_hash_leave_out_what_does_not_count() -> None:
    assert Point(1, tags=["a"], note="b") == Point(1)
    assert hash(Point(1, tags=["a"])) == hash(Point(1))
    assert Point(1) != Point(1, 3)
    assert Point(1) != Twin(1)  # type: ignore[comparison-overlap]
    assert Point(1) != Marked(1)
    assert Empty() == Empty()
    assert hash(Empty()) == hash(Empty())


def test_nothing_can_be_changed() -> None:
    point = Point(1)
    with pytest.raises(FrozenInstanceError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del point.x  # type: ignore[misc]
    with pytest.raises(AttributeError):
        object.__setattr__(point, "z", 2)


def test_a_base_gives_its_fields_first() -> None:
    assert Marked(1, 5, mark="k") == Marked(1, 5, [], "", "k")
    assert (Marked(1).mark, Marked(1).total) == ("m", 3)


def test_what_is_filled_after_the_others() -> None:
    assert (Counted("abc").count, replace(Counted("abc"), text="ab").count) == (3, 2)


def test_tools_for_dataclasses_take_records() -> None:
    assert [each.name for each in dataclasses.fields(Point)] == ["x", "y", "tags", "note"]
    assert dataclasses.is_dataclass(Point)
    assert replace(Point(1, note="n"), x=4) == Point(4)
    assert dataclasses.asdict(Point(1)) == {"x": 1, "y": 2, "tags": [], "note": ""}


def test_records_go_to_other_processes() -> None:
    sent = Marked(1, 2, ["a"], "n", "k")
    came = pickle.loads(pickle.dumps(sent))
    assert came == sent
    assert (came.tags, came.note) == (["a"], "n")


def test_records_take_part_in_matching() -> None:
    match Point(1, 5):
        case Point(x, y):
            assert (x, y) == (1, 5)


def test_a_field_without_default_cannot_follow_one_with_it() -> None:
    with pytest.raises(TypeError, match="follows 'y'"):

        @record
        class Wrong:
            y: int = 1
            x: int  # type: ignore[misc]
