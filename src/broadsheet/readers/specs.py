"""Layouts and style sheets as nodes: found by name, laid over what they extend, with the flags."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from broadsheet.diagnostics import Hint
from broadsheet.readers.files import Files
from broadsheet.readers.merge import beside, merge, put, without
from broadsheet.readers.report import RefusedError, Setting, name_hints
from broadsheet.readers.schema import Reading
from broadsheet.readers.storyspecs import SHEET_TABLES
from broadsheet.readers.values import text_of
from broadsheet.readers.yamlnode import Mapping, Node, entry_of, parse_yaml
from broadsheet.rows import NamedTuple
from broadsheet.source import Source, Span

LAYOUT_TABLES = frozenset(("holes", "furniture"))

_LAYOUT_KEYS = frozenset(("page", "grid", "style", "furniture", "holes"))


class _Change(NamedTuple):
    """A setting as a node."""

    target: str  # "layout", "layout NAME", "style" or "edition"
    path: tuple[str, ...]
    dotted: str
    value: Node


class Specs:
    """The YAML files of one reading, each found and extended once."""

    def __init__(self, files: Files, settings: tuple[Setting, ...] = ()) -> None:
        self.files = files
        self.only: AbstractSet[str] | None = None  # the layouts that flags for layouts change; None: any
        self._changes: list[_Change] = []
        self._used: set[str] = set()
        self._lacking: dict[str, set[str]] = {}  # what was found beside a name that is not there
        self._layouts: dict[str, Node] = {}
        self._sheets: dict[str, Node] = {}
        for setting in settings:
            try:
                self._changes.append(self._change(setting))
            except RefusedError:
                continue

    def _change(self, setting: Setting) -> _Change:
        flag = setting.flag or f"--set {setting.path}={setting.value}"
        report = self.files.report
        report.flags[flag] = setting.path
        source = Source(flag, setting.value)
        path = tuple(setting.path.split("."))
        if not all(path):
            raise report.refused("E107", None, path=setting.path)
        if not setting.value.strip():
            raise report.refused("E105", None, flag=flag, reason="a value expected")
        value = parse_yaml(source, report)
        if path[0] == "edition" and len(path) > 1:
            return _Change("edition", path[1:], setting.path, value)
        if path[0] == "layout" and len(path) > 2:
            return _Change(f"layout {path[1]}", path[2:], setting.path, value)
        if path[0] == "style" and len(path) > 1:
            return _Change("style", path[1:], setting.path, value)
        if path[0] in _LAYOUT_KEYS:
            return _Change("layout", path, setting.path, value)
        raise report.refused("E107", None, _roots(path[0]), path=setting.path)

    def manifest(self, root: Node) -> Node:
        """The manifest with the flags' values in it."""
        return self._changed(root, ("edition",), frozenset())

    def layout(self, name: str, span: Span | None) -> Node:
        """A layout by name, with all it extends and the flags' values."""
        if name not in self._layouts:
            node = self._extended("layouts", name, span, ())
            meant = ("layout",) if self.only is None or name in self.only else ()
            self._layouts[name] = self._changed(node, (*meant, f"layout {name}"), LAYOUT_TABLES)
        return self._layouts[name]

    def sheet(self, name: str, span: Span | None) -> Node:
        """A style sheet by name, with all it extends and the flags' values."""
        if name not in self._sheets:
            node = self._extended("styles", name, span, ())
            self._sheets[name] = self._changed(node, ("style",), SHEET_TABLES)
        return self._sheets[name]

    def _changed(self, node: Node, targets: tuple[str, ...], tables: AbstractSet[str]) -> Node:
        """The node with what is to be set in it; a layout without the hole that is meant stays as it is."""
        for change in self._changes:
            if change.target in targets and isinstance(node, Mapping):
                names = beside(node, change.path, tables)
                if names is None or change.path[1] in names:
                    self._used.add(change.dotted)
                    node = put(node, change.path, change.value)
                else:
                    self._lacking.setdefault(change.dotted, set()).update(names)
        return node

    def _extended(
        self, folder: str, name: str, span: Span | None, chain: tuple[str, ...]
    ) -> Node:
        report = self.files.report
        code, circle = ("E208", "E206") if folder == "layouts" else ("E501", "E504")
        if name in chain:
            shown = " → ".join((*chain, name))
            raise report.refused(circle, span, chain=shown, layout=chain[0], name=chain[0])
        path = self.files.find_spec(folder, name, span, code)
        node = self.files.yaml(path, span)
        base = entry_of(node, "extends")
        if base is None or not isinstance(node, Mapping):
            return node
        parent = text_of(base.value, "extends", Reading(report))
        under = self._extended(folder, parent, base.value.place.span, (*chain, name))
        return merge(under, without(node, "extends"), frozenset(("colours",)))

    def finish(self) -> None:
        """Report the settings that nothing took."""
        for change in self._changes:
            if change.dotted in self._used:
                continue
            hints: tuple[Hint, ...] = ()
            if change.dotted in self._lacking:
                hints = name_hints(change.path[1], self._lacking[change.dotted])
            elif change.target.startswith("layout "):
                hints = name_hints(change.target.removeprefix("layout "), self._layouts)
            self.files.report.add("E107", None, hints, path=change.dotted)


def _roots(wrong: str) -> tuple[Hint, ...]:
    return name_hints(wrong, (*_LAYOUT_KEYS, "layout", "edition"))
