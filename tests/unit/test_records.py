"""Records do what frozen dataclasses with slots do."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import pydoc
from dataclasses import FrozenInstanceError

import pytest

from broadsheet.records import field, fields, record, record_with, replace


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
    tags: list[str] = dataclasses.field(default_factory=list, compare=False)
    note: str = dataclasses.field(default="", compare=False, repr=False)


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
    assert dataclasses.replace(Point(1, note="n"), x=4) == replace(Point(1, note="n"), x=4) == Point(4)
    assert [(each.name, each.compare, each.repr) for each in fields(Point)] == [
        (each.name, each.compare, each.repr) for each in dataclasses.fields(Twin)
    ]
    with pytest.raises(TypeError, match="unexpected keyword"):
        replace(Point(1), z=1)  # type: ignore[call-arg]
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


@record_with(frozen=False)
class Open:
    lines: list[str] = field(default_factory=list)
    end: int = 0


@record_with(eq=False)
class Alone:
    x: int = 0


def test_what_lives_in_one_function_may_change() -> None:
    place = Open()
    place.end = 3
    assert (place, dataclasses.is_dataclass(place)) == (Open([], 3), True)
    with pytest.raises(TypeError, match="unhashable"):
        hash(place)
    with pytest.raises(AttributeError):
        place.begin = 1  # type: ignore[attr-defined]


def test_without_equality_a_record_equals_itself_alone() -> None:
    alone = Alone()
    assert alone == alone  # noqa: PLR0124
    assert alone != Alone()
    assert len({alone, Alone()}) == 2
    with pytest.raises(FrozenInstanceError):
        alone.x = 1  # type: ignore[misc]


def test_a_field_without_default_cannot_follow_one_with_it() -> None:
    with pytest.raises(TypeError, match="follows 'y'"):

        @record
        class Wrong:
            y: int = 1
            x: int  # type: ignore[misc]


def test_a_kept_hash_is_the_records_own_and_travels_with_nothing() -> None:
    @record_with(keeps_hash=True)
    class Key:
        name: str
        size: int = 1

    key = Key("a")
    assert hash(key) == hash(key) == hash(Key("a", 1))
    assert hash(replace(key, size=2)) == hash(Key("a", 2))
    assert copy.copy(key) == key
    assert hash(copy.deepcopy(key)) == hash(key)
    assert "_hashed" not in repr(key)


def test_help_shows_the_fields_of_a_record() -> None:
    told = inspect.signature(Marked)
    assert str(told).startswith("(x: 'int', y: 'int' = 2, tags: 'list[str]' = Ellipsis, note: 'str' = ''")
    assert list(told.parameters) == [each.name for each in fields(Marked)]
    assert str(inspect.signature(Counted)) == "(text: 'str')"
    assert str(inspect.signature(Empty)) == "()"
    shown = "".join(pydoc.plain(pydoc.render_doc(Marked)).split()).replace("'", "").replace("|", "")
    assert "Marked(x:int,y:int=2," in shown  # from Python 3.14 on a line each, and without the quotes
