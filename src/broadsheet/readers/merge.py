"""Node edits made before anything is validated: ``extends``, ``like`` and the command line.

All three are one mechanism: a mapping laid over another, key by key. A value of ``null`` takes an
inherited key away. A mapping over a name means "like that name, but", so ``body: {indent: 0}``
over ``body: body`` changes the indent and keeps the rest. Inks over a colour's name are another colour.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from broadsheet.readers.report import Report, name_hints
from broadsheet.readers.yamlnode import Entry, Mapping, Node, Scalar, Sequence, is_null

_INKS = frozenset("cmyk")


def merge(base: Node, over: Node, whole: AbstractSet[str] = frozenset()) -> Node:
    """Return ``over`` laid over ``base``; the values of the keys in ``whole`` replace entirely."""
    if not isinstance(over, Mapping):
        return over
    if isinstance(base, Scalar):
        keys = {entry.key for entry in over.entries}
        if is_null(base) or "like" in keys or (keys and keys <= _INKS):
            return over
        return Mapping((Entry("like", base.place, base), *over.entries), over.place)
    if isinstance(base, Sequence):
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
            entries[entry.key] = entry._replace(value=merge(old.value, entry.value, whole))
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
    merged = merge(node, made)
    assert isinstance(merged, Mapping)
    return merged


def check_path(
    node: Node, path: tuple[str, ...], tables: AbstractSet[str], report: Report, dotted: str
) -> bool:
    """True where a path may be set: entries of ``tables`` (holes, texts …) have to exist."""
    if len(path) < 3 or path[0] not in tables:
        return True
    for entry in node.entries if isinstance(node, Mapping) else ():
        if entry.key == path[0] and isinstance(entry.value, Mapping):
            names = [known.key for known in entry.value.entries]
            if path[1] in names:
                return True
            report.add("E107", None, name_hints(path[1], names), path=dotted)
            return False
    report.add("E107", None, path=dotted)
    return False


