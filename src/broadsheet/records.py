"""Frozen records that cost little to define: what ``@dataclass(frozen=True, slots=True)`` is, made later.

A dataclass compiles six functions when its module is imported, whether or not the class is ever used;
with a hundred and more record types that was a third of the time a cold start takes. A record shares
comparison, hash, repr and pickling with all others and compiles its ``__init__`` when the first
instance is made. ``field``, ``fields`` and ``replace`` do here what they do in ``dataclasses``, whose
own import costs as much as thirty records; to the callers of that module a record is a dataclass.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import attrgetter
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any, TypeGuard, TypeVar, dataclass_transform

from broadsheet.kernel import twin

__all__ = ["MISSING", "Field", "field", "fields", "is_record", "record", "record_with", "replace"]

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import MISSING, Field, field, fields, replace
else:
    MISSING = object()

    class Field:
        """What is said of a field besides its type; ``name`` is known once its record is made."""

        __slots__ = ("compare", "default", "default_factory", "init", "name", "repr")

        def __init__(self, **said) -> None:
            self.name = ""
            self.default, self.default_factory = (
                said.pop("default", MISSING),
                said.pop("default_factory", MISSING),
            )
            self.init, self.repr = said.pop("init", True), said.pop("repr", True)
            self.compare = said.pop("compare", True)
            if said:
                raise TypeError(f"nothing is known of {', '.join(said)}")

    def field(**said) -> Any:
        """A field with more to it than a default: what ``dataclasses.field`` takes, but hash and metadata."""
        return Field(**said)

    def fields(record) -> tuple[Any, ...]:
        """The fields of a record or of its class, in order."""
        return tuple(_named(name, default) for name, default in record._record_fields.items())  # noqa: SLF001  ours

    def replace(record, /, **changes) -> Any:
        """The record with other values in some fields. Raises TypeError for a field it has not."""
        for name, default in record._record_fields.items():  # noqa: SLF001  ours
            if name not in changes and (not isinstance(default, Field) or default.init):
                changes[name] = getattr(record, name)
        return type(record)(**changes)


def is_record(value: object) -> TypeGuard[Any]:
    """Whether a value is a record."""
    return hasattr(value, "_record_fields")


def _named(name: str, default: Any) -> Any:
    known: Any = default if isinstance(default, Field) else field(default=default)
    known.name = name
    return known


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Make a class of annotated fields a frozen record with slots.

    Fields are in the order they were written, those of a base before them. Raises TypeError for a field
    without a default behind one with it.
    """
    return _made(cls, _SHARED)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record_with(
    *, frozen: bool = True, eq: bool = True, keeps_hash: bool = False
) -> Callable[[type[T]], type[T]]:
    """Make records of another kind: ``frozen=False`` for what lives in one function and its helpers, which
    has no hash; ``eq=False`` for what equals itself alone; ``keeps_hash`` for what is often a key."""
    shared = _SHARED if frozen else _SHARED_OPEN
    if keeps_hash:
        shared = {**shared, "__hash__": _kept_hash}
    if not eq:
        shared = {name: value for name, value in shared.items() if name not in {"__eq__", "__hash__"}}
    return partial(_made, shared=shared)


def _made(cls: type[T], shared: dict[str, Any]) -> type[T]:
    own = list(cls.__dict__.get("__annotations__", ()))  # noqa: RUF063  inspect is slow to import
    found: dict[str, Any] = {}
    for base in reversed(cls.__mro__[1:]):
        found.update(getattr(base, "_record_fields", {}))
    for name in own:
        found[name] = cls.__dict__.get(name, MISSING)
    _check_order(cls, found)
    namespace = {name: value for name, value in cls.__dict__.items() if name not in own and name not in _OURS}
    namespace.update(shared)
    namespace["__slots__"] = (*own, "_hashed") if shared.get("__hash__") is _kept_hash else tuple(own)
    namespace["__match_args__"] = tuple(found)
    namespace["_record_fields"], namespace["_record_made"] = found, [0]
    namespace["_key"] = _key_of([name for name, default in found.items() if _compares(default)])
    kind: Any = type(cls)
    made: type[T] = kind(cls.__name__, cls.__bases__, namespace)
    made.__qualname__ = cls.__qualname__
    filled_by_init(made, MISSING, Field)
    return made


@twin
def filled_by_init(cls: type, missing: object, field_type: type) -> None:
    """Nothing: instances are filled by their class's ``__init__``. The twin has them filled without it, which
    says the same of wrong arguments and calls the same ``__post_init__``."""


def _compares(default: object) -> bool:
    return not isinstance(default, Field) or default.compare is not False


def _key_of(names: list[str]) -> Callable[[Any], Any]:
    """What decides whether two records are equal."""
    return attrgetter(*names) if names else staticmethod(lambda _: ())


def _check_order(cls: type, found: dict[str, Any]) -> None:
    seen = ""
    for name, default in found.items():
        if _is_given(default):
            seen = name if not isinstance(default, Field) or default.init else seen
        elif seen:
            raise TypeError(f"{cls.__name__}: field {name!r} without a default follows {seen!r}")


def _is_given(default: object) -> bool:
    if isinstance(default, Field):
        return not default.init or default.default is not MISSING or default.default_factory is not MISSING
    return default is not MISSING


_FEW = 12
"""Instances of a class that are filled without compiled code: compiling takes as long as some fifty."""


def _first_init(self: Any, *values: Any, **named: Any) -> None:
    """Fill one of the first instances of a class, field by field. When there are more, or the arguments
    are not what they should be, compile the class's own ``__init__``, put it in the place of this one,
    and call it."""
    made = self._record_made
    made[0] += 1
    if made[0] > _FEW or not _fill(self, values, named):
        cls = next(each for each in type(self).__mro__ if each.__dict__.get("__init__") is _first_init)
        init = _compiled(cls)
        cls.__init__ = init  # type: ignore[misc]
        init(self, *values, **named)
    elif hasattr(self, "__post_init__"):
        self.__post_init__()


def _fill(self: Any, values: tuple[Any, ...], named: dict[str, Any]) -> bool:
    """Fill the fields; false where the arguments do not fit them."""
    fields = self._record_fields
    given = dict(zip(fields, values, strict=False))
    if len(values) > len(fields) or given.keys() & named.keys() or not named.keys() <= fields.keys():
        return False
    given.update(named)
    for name, default in fields.items():
        if isinstance(default, Field) and not default.init:
            if name in given:
                return False
            continue
        value = given[name] if name in given else _default_of(default)
        if value is MISSING:
            return False
        object.__setattr__(self, name, value)
    return True


def _default_of(default: Any) -> Any:
    if not isinstance(default, Field):
        return default
    return default.default if default.default_factory is MISSING else default.default_factory()


def _compiled(cls: type) -> Callable[..., None]:
    """An ``__init__`` with the fields as its parameters, that fills the slots by their descriptors."""
    known: dict[str, Any] = {}
    parameters, lines = [], []
    for name, default in cls._record_fields.items():  # type: ignore[attr-defined]
        known[f"_set_{name}"] = _slot(cls, name).__set__
        value = name
        if isinstance(default, Field) and not default.init:  # ``__post_init__`` fills it
            continue
        if isinstance(default, Field) and default.default_factory is not MISSING:
            known[f"_make_{name}"], known["_missing"] = default.default_factory, MISSING
            parameters.append(f"{name}=_missing")
            value = f"_make_{name}() if {name} is _missing else {name}"
        elif _is_given(default):
            known[f"_given_{name}"] = default.default if isinstance(default, Field) else default
            parameters.append(f"{name}=_given_{name}")
        else:
            parameters.append(name)
        lines.append(f"    _set_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append("    self.__post_init__()")
    source = f"def __init__(self, {', '.join(parameters)}):\n" + "\n".join(lines or ["    pass"])
    exec(source, known)
    return known["__init__"]  # type: ignore[no-any-return]


def _slot(cls: type, name: str) -> MemberDescriptorType:
    found: MemberDescriptorType = next(each.__dict__[name] for each in cls.__mro__ if name in each.__dict__)
    return found


def _frozen(self: Any, name: str, *_: Any) -> None:
    from dataclasses import FrozenInstanceError  # noqa: PLC0415  late: see above

    raise FrozenInstanceError(f"{type(self).__name__}.{name} of a record cannot be changed")


def _equal(self: Any, other: Any) -> Any:
    if self is other:
        return True
    if type(self) is not type(other):
        return NotImplemented
    key = self._key
    return key(self) == key(other)


def _hash(self: Any) -> int:
    return hash(self._key(self))


def _kept_hash(self: Any) -> int:
    try:
        return self._hashed  # type: ignore[no-any-return]
    except AttributeError:
        found = _hash(self)
        object.__setattr__(self, "_hashed", found)
        return found


def _repr(self: Any) -> str:
    shown = [
        f"{name}={getattr(self, name)!r}"
        for name, default in self._record_fields.items()
        if not isinstance(default, Field) or default.repr
    ]
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self._record_fields]


def _restore(self: Any, state: list[Any]) -> None:
    for name, value in zip(self._record_fields, state, strict=True):
        object.__setattr__(self, name, value)


class _OfTwin:
    """An attribute of the dataclass that a record would be, made when somebody asks for it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, _: object, owner: Any) -> Any:
        import dataclasses  # noqa: PLC0415  late: see above

        cls = next(each for each in owner.__mro__ if each.__dict__.get("_record_fields") is not None)
        named = [_of_dataclass(name, default) for name, default in cls._record_fields.items()]
        twin = dataclasses.make_dataclass("Twin", named, frozen=cls.__setattr__ is _frozen)
        for name in ("__dataclass_fields__", "__dataclass_params__"):
            setattr(cls, name, getattr(twin, name))
        return getattr(twin, self._name)


class _Signature:
    """What a record is made of, for ``help`` and whoever asks ``inspect``; a default that is made anew for
    each is shown as ``...``."""

    def __get__(self, _: object, owner: Any) -> Any:
        from inspect import Parameter, Signature, get_annotations  # noqa: PLC0415  late: slow to import

        types: dict[str, Any] = {}
        for base in reversed(owner.__mro__):
            types |= get_annotations(base)
        parameters = []
        for name, default in owner._record_fields.items():  # noqa: SLF001  ours
            said = _named(name, default)
            shown = ... if said.default is MISSING and _is_given(said) else said.default
            if said.init:
                shown = Parameter.empty if shown is MISSING else shown
                kind = Parameter.POSITIONAL_OR_KEYWORD
                parameters.append(Parameter(name, kind, default=shown, annotation=types[name]))
        return Signature(parameters)


def _of_dataclass(name: str, default: Any) -> tuple[Any, ...]:
    from dataclasses import field as of_dataclass  # noqa: PLC0415  late: see above

    if default is MISSING:
        return name, Any
    if isinstance(default, Field):
        same = {
            key: getattr(default, key) for key in ("default", "default_factory", "init", "compare", "repr")
        }
        return name, Any, of_dataclass(**{key: value for key, value in same.items() if value is not MISSING})
    return name, Any, of_dataclass(default_factory=lambda: default) if default.__hash__ is None else default


_OURS = frozenset(("__dict__", "__weakref__", "__slots__"))
_SHARED: dict[str, Any] = {
    "__init__": _first_init,
    "__setattr__": _frozen,
    "__delattr__": _frozen,
    "__eq__": _equal,
    "__hash__": _hash,
    "__repr__": _repr,
    "__getstate__": _state,
    "__setstate__": _restore,
    "__dataclass_fields__": _OfTwin("__dataclass_fields__"),
    "__dataclass_params__": _OfTwin("__dataclass_params__"),
    "__signature__": _Signature(),
}
_SHARED_OPEN = {
    **{name: value for name, value in _SHARED.items() if name not in {"__setattr__", "__delattr__"}},
    "__hash__": None,
}
