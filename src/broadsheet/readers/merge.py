"""Node edits made before anything is validated: ``extends``, ``like`` and the command line.

All three are one mechanism: a mapping laid over another, key by key. A value of ``null`` takes an
inherited key away. A mapping over a name means "like that name, but", so ``body: {indent: 0}``
over ``body: body`` changes the indent and keeps the rest. Inks over a colour's name or over its inks are
another colour, unless the command line sets a single one.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from broadsheet.patterns import late_pattern
from broadsheet.readers.yamlnode import Entry, Mapping, Node, Scalar, Sequence, entry_of, is_null

_INKS = frozenset("cmyk")
_INK = late_pattern(r"[+-]?[\d.]+\s*[%％]?")


def _is_colour(node: Mapping) -> bool:
    """Whether a mapping is a colour's inks: what is called k or m may be a family or a hole as well."""
    inks = without(node, "spot").entries
    return bool(inks) and all(
        entry.key in _INKS and isinstance(entry.value, Scalar) and _INK.fullmatch(entry.value.text)
        for entry in inks
    )


def merge(
    base: Node, over: Node, whole: AbstractSet[str] = frozenset(), *, inks_alone: bool = False
) -> Node:
    """Return ``over`` laid over ``base``; the values of the keys in ``whole`` replace entirely, and so do
    colours unless ``inks_alone`` are set."""
    if not isinstance(over, Mapping):
        return over
    if isinstance(base, Scalar):
        if is_null(base) or entry_of(over, "like") or _is_colour(over):
            return over
        return Mapping((Entry("like", base.place, base), *over.entries), over.place)
    if isinstance(base, Sequence) or (not inks_alone and _is_colour(base) and _is_colour(over)):
        return over
    entries = {entry.key: entry for entry in base.entries}
    for entry in over.entries:
        old = entries.get(entry.key)
        if old is None:
            entries[entry.key] = entry
        elif is_null(entry.value):
            del entries[entry.key]
        elif entry.key in whole:
            entries[entry.key] = _replaced(old, entry)
        else:
            value = merge(old.value, entry.value, whole, inks_alone=inks_alone)
            entries[entry.key] = entry._replace(value=value)
    return Mapping(tuple(entries.values()), over.place)


def _replaced(old: Entry, new: Entry) -> Entry:
    """A section whose entries are laid over each other as wholes (colours)."""
    if not isinstance(old.value, Mapping) or not isinstance(new.value, Mapping):
        return new
    entries = {entry.key: entry for entry in old.value.entries}
    entries |= {entry.key: entry for entry in new.value.entries}
    return new._replace(value=Mapping(tuple(entries.values()), new.value.place))


def without(node: Mapping, *keys: str) -> Mapping:
    """The mapping without some of its keys."""
    kept = tuple(entry for entry in node.entries if entry.key not in keys)
    return node if len(kept) == len(node.entries) else Mapping(kept, node.place)


def put(node: Mapping, path: tuple[str, ...], value: Node) -> Mapping:
    """Return the mapping with the value at a path of keys; missing mappings are made."""
    made: Node = value
    for key in reversed(path):
        made = Mapping((Entry(key, value.place, made),), value.place)
    merged = merge(node, made, inks_alone=True)
    assert isinstance(merged, Mapping)
    return merged


def beside(node: Node, path: tuple[str, ...], tables: AbstractSet[str]) -> frozenset[str] | None:
    """The names that are there beside the one that a path leads into: an entry of ``tables`` (holes, texts …)
    has to exist before a part of it can be set. None for any other path."""
    if len(path) < 3 or path[0] not in tables:
        return None
    table = entry_of(node, path[0])
    entries = table.value.entries if table and isinstance(table.value, Mapping) else ()
    return frozenset(entry.key for entry in entries)
