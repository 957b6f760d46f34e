"""A style sheet: YAML into resolved styles, nothing left to inherit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from broadsheet.diagnostics import BroadsheetError, hint
from broadsheet.model.style import BLACK, Colour, FaceRef, Language, StoryStyle, StyleSheet
from broadsheet.patterns import late_pattern
from broadsheet.readers.files import Files
from broadsheet.readers.merge import merge, without
from broadsheet.readers.report import RefusedError, Report, name_hints
from broadsheet.readers.schema import Named, Reading
from broadsheet.readers.specs import Specs
from broadsheet.readers.storyspecs import KINDS, SHEET
from broadsheet.readers.stylespecs import COLOUR
from broadsheet.readers.values import text_of
from broadsheet.readers.yamlnode import Mapping, Node, Scalar, entry_of
from broadsheet.records import replace
from broadsheet.resources import shipped
from broadsheet.rules import Critic
from broadsheet.source import Span
from broadsheet.units import PT, Scale, scale_units

_FACE = late_pattern(r"(.+?)(?:\s+([0-9]{1,4}))?\Z")
_TINT = late_pattern(r"(.+?)\s+([0-9]{1,3}(?:\.[0-9])?)\s*%\Z")
_BUILT_IN = {"black": BLACK, "white": Colour()}


class Styles:
    """The styles of one sheet at one grid: ``1em`` is its body size and ``1li`` its leading.

    Finds a style by name or reads it where it is written out; each name is read once.
    """

    def __init__(self, name: str, root: Node, scale: Scale, report: Report) -> None:
        self.name = name
        self.reading = Reading(report, scale, finder=self)
        self._values: dict[tuple[str, str], Any] = {}
        self._nodes: dict[tuple[str, str], Node] = {}
        self._open: list[str] = []
        self._circular: set[str] = set()
        values = SHEET.read(root, "", self.reading)
        self._wrong: frozenset[str] = values.get("wrong", frozenset())
        self.default: str = values.get("default", "report")
        self._critic: Critic = values.get("critic", Critic())
        self.language: Language = values.get("language", Language.ZH_HANS)
        families: tuple[Named[str], ...] = values.get("families", ())
        self._families = {family.name: family.value for family in families}
        self._sections: dict[str, dict[str, Named[Node]]] = {
            kind: {entry.name: entry for entry in values.get(section, ())}
            for kind, (section, _) in KINDS.items()
        }

    def sheet(self) -> StyleSheet:
        """Every named style, resolved."""
        read: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
        for kind, entries in self._sections.items():
            for name in entries:
                try:
                    read[kind][name] = self.named(kind, name)
                except RefusedError:
                    continue
        return StyleSheet(
            self.name,
            read["colour"],
            read["text"],
            read["paragraph"],
            read["story"],
            read["frame"],
            self._critic,
        )

    def story(self, name: str, span: Span | None, where: str) -> StoryStyle | None:
        """A story style by name; None, after reporting, where there is none."""
        if name not in self._sections["story"]:
            self._missing("story", name, span, where)
            return None
        try:
            return self.named("story", name)  # type: ignore[no-any-return]  # by kind
        except RefusedError:
            return None

    def find(self, kind: str, node: Node, key: str, reading: Reading) -> Any:
        """The style that a node names or writes out."""
        if kind == "face":
            return self._face(text_of(node, key, reading, "a font family"), node, key)
        if kind == "colour":
            return self._colour(node, key, reading)
        if isinstance(node, Mapping):
            return self._read(kind, node, key, reading)
        name = text_of(node, key, reading, "a style's name or a mapping")
        if name not in self._sections[kind]:
            self._missing(kind, name, node.place.span, key)
            raise RefusedError
        return self.named(kind, name)

    def named(self, kind: str, name: str) -> Any:
        """The style of that name, read on first use."""
        if (kind, name) not in self._values:
            entry = self._sections[kind][name]
            key = f"{KINDS[kind][0]}.{name}"
            try:
                if kind == "colour":
                    value = self._colour(entry.value, key, self.reading)
                else:
                    value = self._read(kind, self._expanded(kind, name), key, self.reading)
            except RefusedError:
                value = None
            self._values[kind, name] = value
        value = self._values[kind, name]
        if value is None:
            raise RefusedError
        return value

    def _read(self, kind: str, node: Node, key: str, reading: Reading) -> Any:
        whole = self._with_base(kind, node, key)
        value = KINDS[kind][1].read(whole, key, reading)
        if kind == "text" and value.language is not self.language and not entry_of(whole, "language"):
            return replace(value, language=self.language)
        return value

    def _with_base(self, kind: str, node: Node, key: str) -> Node:
        like = entry_of(node, "like")
        if like is None or not isinstance(node, Mapping):
            return node
        own = without(node, "like")
        if not isinstance(like.value, Scalar) or like.value.text not in self._sections[kind]:
            name = like.value.text if isinstance(like.value, Scalar) else "?"
            self._missing(kind, name, like.value.place.span, key)
            raise RefusedError
        return merge(self._expanded(kind, like.value.text), own)

    def _expanded(self, kind: str, name: str) -> Node:
        """The entry's node with everything it is like; raises RefusedError on a circle."""
        known = self._nodes.get((kind, name))
        if known is not None:
            return known
        entry = self._sections[kind][name]
        if f"{kind} {name}" in self._circular:
            raise RefusedError
        if f"{kind} {name}" in self._open:
            self._circular.update(self._open)
            chain = " → ".join(word.split(" ", 1)[1] for word in [*self._open, f"{kind} {name}"])
            raise self.reading.report.refused("E505", entry.span, name=name, chain=chain)
        self._open.append(f"{kind} {name}")
        try:
            node = self._with_base(kind, entry.value, f"{KINDS[kind][0]}.{name}")
        finally:
            self._open.pop()
        self._nodes[kind, name] = node
        return node

    def _missing(
        self, kind: str, name: str, span: Span | None, where: str, built_in: Iterable[str] = ()
    ) -> None:
        if KINDS[kind][0] in self._wrong:
            return  # the whole section could not be read, and that has been said
        hints = name_hints(name, {*self._sections[kind], *built_in})
        if kind == "colour" and any(sign in name for sign in "#(,"):  # #c8102e, rgb(200, 16, 46)
            hints = (hint("colours"),)
        elif name == "none":
            hints = (hint("no-entry"),)
        self.reading.report.add("E502", span, hints, where=where, kind=_WORDS[kind], name=name)

    def _face(self, text: str, node: Node, key: str) -> FaceRef:
        match = _FACE.match(text.strip())
        if match is None:
            raise self.reading.wrong(node, key, "a font family")
        family, weight = match.group(1), int(match.group(2) or 400)
        if not 1 <= weight <= 1000:
            raise self.reading.report.refused(
                "E115", node.place.span, key=key, value=weight, low=1, high=1000
            )
        return FaceRef(self._families.get(family, family), weight)

    def _colour(self, node: Node, key: str, reading: Reading) -> Colour:
        if isinstance(node, Mapping):
            return COLOUR.read(node, key, reading)
        name = text_of(node, key, reading, "a colour").strip()
        match = _TINT.match(name) if "%" in name else None
        strength = 1000
        if match is not None:
            name, strength = match.group(1), round(float(match.group(2)) * 10)
        if strength > 1000:
            raise reading.report.refused(
                "E115", node.place.span, key=key, value=f"{strength / 10:g}%", low="0%", high="100%"
            )
        colour = self._palette(name, node, key)
        if colour.spot:
            return replace(colour, tint=scale_units(colour.tint, strength, 1000))
        inks = (colour.cyan, colour.magenta, colour.yellow, colour.black)
        cyan, magenta, yellow, black = (scale_units(ink, strength, 1000) for ink in inks)
        return Colour(cyan, magenta, yellow, black)

    def _palette(self, name: str, node: Node, key: str) -> Colour:
        if name in self._sections["colour"]:
            if f"colour {name}" in self._open:
                raise self.reading.report.refused("E505", node.place.span, name=name, chain=name)
            self._open.append(f"colour {name}")
            try:
                return self.named("colour", name)  # type: ignore[no-any-return]  # by kind
            finally:
                self._open.pop()
        if name not in _BUILT_IN:
            self._missing("colour", name, node.place.span, key, _BUILT_IN)
            raise RefusedError
        return _BUILT_IN[name]


_WORDS = {
    "colour": "colour",
    "text": "text style",
    "paragraph": "paragraph style",
    "headline": "headline style",
    "line": "line style",
    "frame": "frame style",
    "table": "table style",
    "story": "story style",
}


def shipped_styles(name: str = "daily") -> StyleSheet:
    """Return a shipped style sheet at the size and leading of a newspaper's body, 9 on 12.5 pt."""
    report = Report()
    files = Files(shipped("layouts"), report)
    try:
        root = Specs(files).sheet(name, None)
        sheet = Styles(name, root, Scale(9 * PT, 12_500), report).sheet()
    except RefusedError:
        raise BroadsheetError(report.errors) from None
    if report.errors:
        raise BroadsheetError(report.errors)
    return sheet
