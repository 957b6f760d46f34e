"""Named tuples that cost little to define: what ``typing.NamedTuple`` is, made later.

``typing`` compiles every annotation and a constructor when a class is defined, whether or not it is ever
used; with some eighty classes that was a twentieth of a cold start. Here a constructor is compiled when
a class has had a few instances. To their callers the classes are named tuples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from collections import _tuplegetter

    _FEW = 12
    """Instances that are made without compiled code: compiling takes as long as some thirty."""

    class _Definition(type):
        """Makes a class of annotated fields a tuple with names."""

        def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> type:
            """The class. Raises TypeError for a field without a default behind one with it."""
            if not bases:
                return super().__new__(cls, name, bases, namespace)
            fields = tuple(namespace.get("__annotations__", ()))
            defaults = {field: namespace[field] for field in fields if field in namespace}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                raise TypeError(f"{name}: a field without a default follows one with it")
            getters = {field: _tuplegetter(number, "") for number, field in enumerate(fields)}
            known = {"_fields": fields, "_field_defaults": defaults, "_made": [0]}
            inside = {**_SHARED, **namespace, **getters, **known, "__slots__": (), "__match_args__": fields}
            return type(name, (tuple,), inside)

    class NamedTuple(metaclass=_Definition):
        """The base that makes a class of annotated fields a named tuple; nothing is an instance of it."""

    def _first_new(cls: type, /, *values: Any, **named: Any) -> Any:
        """Make one of the first instances of a class. When there are more, or the arguments are not what
        they should be, compile the class's own constructor, put it in the place of this one, and call it."""
        made = cls._made
        made[0] += 1
        missing = cls._fields[len(values) :]
        if made[0] <= _FEW and len(values) <= len(cls._fields) and named.keys() <= set(missing):
            given = cls._field_defaults | named
            if given.keys() >= set(missing):
                return tuple.__new__(cls, (*values, *(given[field] for field in missing)))
        new = _compiled(cls)
        own = next(each for each in cls.__mro__ if "_made" in each.__dict__)
        own.__new__ = staticmethod(new)
        return new(cls, *values, **named)

    def _compiled(cls: type) -> Any:
        listed = "".join(f"{field}, " for field in cls._fields)
        new = eval(f"lambda _cls, {listed}: _new(_cls, ({listed}))", {"_new": tuple.__new__})
        new.__name__, new.__qualname__ = "__new__", f"{cls.__qualname__}.__new__"
        new.__defaults__ = tuple(cls._field_defaults.values())
        return new

    def _make(cls: type, values: Any) -> Any:
        """An instance of values in order."""
        return cls(*values)

    def _replace(self: Any, /, **changes: Any) -> Any:
        """The tuple with other values in some fields. Raises TypeError for a field it has not."""
        values = [changes.pop(field, value) for field, value in zip(self._fields, self, strict=True)]
        if changes:
            raise TypeError(f"{type(self).__name__} has no field {next(iter(changes))!r}")
        return tuple.__new__(type(self), values)

    def _asdict(self: Any) -> dict[str, Any]:
        """The values by the names of their fields."""
        return dict(zip(self._fields, self, strict=True))

    def _repr(self: Any) -> str:
        shown = ", ".join(f"{field}={value!r}" for field, value in self._asdict().items())
        return f"{type(self).__name__}({shown})"

    def _getnewargs(self: Any) -> tuple[Any, ...]:
        return tuple(self)

    _SHARED = {
        "__new__": _first_new,
        "_make": classmethod(_make),
        "_replace": _replace,
        "_asdict": _asdict,
        "__repr__": _repr,
        "__getnewargs__": _getnewargs,
    }
