"""YAML as located nodes: every key and value keeps the place where it was written.

Scalars stay text: what a value means is the schema's to say, so ``issue: 010`` is ten and
``section: no`` is the word. Nothing is ever constructed from a tag.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from broadsheet.diagnostics import hint
from broadsheet.foreignpatterns import late_patterns
from broadsheet.patterns import late_pattern
from broadsheet.readers.report import Report
from broadsheet.readers.yamlfault import CONTROL, TAG, fault_of
from broadsheet.rows import NamedTuple
from broadsheet.source import Source, Span

with late_patterns("yaml"):  # its own parser's, which libyaml stands in for: half of the import
    import yaml


_STANDARD = "tag:yaml.org,2002:"
_ANY_TAG = f"{_STANDARD}str"
"""What is not tagged is tagged so, mappings and lists, too: nodes are told apart by their kind."""


def _untagged(loader: Any) -> Any:
    """A loader that does not try every word as a number, a date and more: nobody asks for its tag."""
    methods = {
        "resolve": lambda *_: _ANY_TAG,
        "descend_resolver": lambda *_: None,
        "ascend_resolver": lambda *_: None,
    }
    return type("_Untagged", (loader,), methods)


#: libyaml's parser; the Python one only where PyYAML was built without it.
_LOADER: Any = _untagged(getattr(yaml, "CSafeLoader", yaml.SafeLoader))

#: Nodes after aliases are followed, and depth: a desk's biggest file has a few thousand and six.
MOST_NODES = 100_000
MOST_DEPTH = 40

#: Brackets in a text, or characters in a line, that may nest deeper than libyaml has stack for.
_MANY = 2_000

#: YAML's comment that may be meant as text (``headline: 5号线 #1站台``): most who write one leave a space.
_COMMENT = late_pattern(r"[ \t]+(#[^\s#].*)")

#: Separators of lines and paragraphs, which come with copy from the web: for libyaml a line ends at each, for
#: an editor none does.
_SEPARATORS = ("\u2028", "\u2029", "\x85")

_NULLS = ("", "~", "null", "Null", "NULL")


class Place(NamedTuple):
    """Where a node stands: the parser's marks, made into a Span only when somebody asks."""

    file: str
    offset: int  # lines before the part of the file that was parsed
    start: Any
    end: Any

    @property
    def span(self) -> Span:
        """The place, with lines and columns from 1."""
        return Span(
            self.file,
            self.start.line + 1 + self.offset,
            self.start.column + 1,
            self.end.line + 1 + self.offset,
            self.end.column + 1,
        )


class Scalar(NamedTuple):
    """One value as it was written; ``plain`` is False where it was quoted or a block."""

    text: str
    plain: bool
    place: Place


class Entry(NamedTuple):
    """One key of a mapping and its value."""

    key: str
    place: Place
    value: Node


class Mapping(NamedTuple):
    """Keys in the order written; no key twice."""

    entries: tuple[Entry, ...]
    place: Place


class Sequence(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    place: Place


Node: TypeAlias = Scalar | Mapping | Sequence


def is_null(node: Node) -> bool:
    """True for a value left out: ``key:``, ``key: null``, ``key: ~``."""
    return isinstance(node, Scalar) and node.plain and node.text in _NULLS


def entry_of(node: Node, key: str) -> Entry | None:
    """The entry of a mapping; None where there is none or the node is no mapping."""
    if isinstance(node, Mapping):
        for entry in node.entries:
            if entry.key == key:
                return entry
    return None


def parse_yaml(source: Source, report: Report, text: str | None = None, offset: int = 0) -> Node:
    """Return the one document of a source, an empty mapping where nothing is written.

    ``text`` is the part that is YAML where that is not the whole, ``offset`` the lines before it.
    Refuses what is not YAML, and anchors that grow without bound.
    """
    written = _without_separators(source, source.text if text is None else text, offset, report)
    try:
        _refuse_deep(source, written, offset, report)
        root = yaml.compose(written, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line, column, reason, hints = fault_of(error, written, offset)
        span = Span(source.name, line + 1 + offset, column + 1, line + 1 + offset, column + 2)
        raise report.refused("E110", span, hints, reason=reason) from error
    except (yaml.reader.ReaderError, UnicodeEncodeError) as error:  # of --set, where it is no UTF-8
        position = getattr(error, "position", 0)
        bad = next((n for n, char in enumerate(written) if not _allowed(char)), position)
        span = _position(source, written, bad, offset)
        raise report.refused("E110", span, reason=CONTROL) from error
    if root is None:
        return Mapping((), Place(source.name, offset, _START, _START))
    close = any(rest[:1] not in " \t\n#" for rest in written.split(" #")[1:])  # a tenth of a pattern's time
    lines = written.split("\n") if close else None
    return _Conversion((source.name, offset, written), report, lines).node(root, 0)


def _without_separators(source: Source, text: str, offset: int, report: Report) -> str:
    left = text
    for char in _SEPARATORS:
        if char in text:
            place = _position(source, text, text.index(char), offset)
            report.add("W306", place, char=f"U+{ord(char):04X}", count=text.count(char))
            left = left.replace(char, "")
    return left


def _refuse_deep(source: Source, text: str, offset: int, report: Report) -> None:
    """Refuse nesting that would end the process: libyaml's composer calls itself for each level, without
    a limit. Its events do not, but take as long again, so that only what may be deep is looked at:
    a level takes a bracket, or a column of its line."""
    brackets = text.count("[") + text.count("{")
    if brackets < _MANY and max(map(len, text.split("\n"))) < _MANY:
        return
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MOST_DEPTH:
            span = Place(source.name, offset, event.start_mark, event.end_mark).span
            raise report.refused("E110", span, reason=f"nested more than {MOST_DEPTH} deep")


def _position(source: Source, text: str, bad: int, offset: int) -> Span:
    line = text.count("\n", 0, bad)
    column = bad - (text.rfind("\n", 0, bad) + 1)
    return Span(source.name, line + 1 + offset, column + 1, line + 1 + offset, column + 2)


def _allowed(char: str) -> bool:
    if char in "\t\n\r\x85" or " " <= char <= "~":
        return True
    return "\xa0" <= char != "\ufeff" and not "\ud800" <= char <= "\udfff"


_HAN = late_pattern("[\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")
_HANGUL = late_pattern("[\u1100-\u11ff\uac00-\ud7a3]")


_EITHERS = "“”‘’—…"
"""What Chinese and Latin text both have: what it stands at tells whose it is."""


def _is_han_gap(before: str, after: str) -> bool:
    """Whether no space stands between two lines, in any language."""
    beside = before.rstrip(_EITHERS)[-1:] + after.lstrip(_EITHERS)[:1]
    return _HAN.search(beside) is not None and _HANGUL.search(beside) is None


def one_line(text: str) -> str:
    """A value that is one line, of a text in several: with a space between them but beside Han characters."""
    joined = ""
    for line in filter(None, map(str.strip, text.splitlines())):
        joined += line if not joined or _is_han_gap(joined[-1], line[0]) else f" {line}"
    return joined


class _Origin(NamedTuple):
    line: int
    column: int


_START = _Origin(0, 0)


class _Conversion:
    """The parser's nodes made into ours, counted as aliases expand. ``text`` is the file's name, the lines
    before what is YAML in it, and that; ``lines`` are its lines where one of them has a comment that may be
    meant as text."""

    def __init__(self, text: tuple[str, int, str], report: Report, lines: list[str] | None) -> None:
        self.file, self.offset, self.written = text
        self.report = report
        self.lines = lines
        self.count = 0
        self.unfolded: dict[int, str] = {}  # by the parser's nodes, which aliases share

    def node(self, raw: Any, depth: int) -> Node:
        place = Place(self.file, self.offset, raw.start_mark, raw.end_mark)
        self.count += 1
        if self.count > MOST_NODES or depth > MOST_DEPTH:
            raise self.report.refused(
                "E110", place.span, reason="too many values, or anchors that contain themselves"
            )
        if not raw.tag.startswith(_STANDARD):
            raise self.report.refused("E110", place.span, reason=TAG)
        if isinstance(raw, yaml.ScalarNode):
            if self.lines is not None and not raw.style:
                self._tell_comment(self.lines, raw.end_mark)
            text: str = raw.value
            if raw.end_mark.line > raw.start_mark.line and raw.style != "|":
                if id(raw) not in self.unfolded:
                    self.unfolded[id(raw)] = self._unfolded(raw)
                text = self.unfolded[id(raw)]
            return Scalar(text, not raw.style, place)
        if isinstance(raw, yaml.SequenceNode):
            return Sequence(tuple(self.node(item, depth + 1) for item in raw.value), place)
        return self.mapping(raw, place, depth)

    def _unfolded(self, raw: Any) -> str:
        """A value over several lines without the spaces that YAML puts between them where one beside a Han
        character would be printed. What has escapes is left as it is."""
        lines = self.written[raw.start_mark.index : raw.end_mark.index].split("\n")
        parts = [line.strip() for line in (lines[1:] if raw.style == ">" else lines)]
        if raw.style in ("'", '"'):
            parts[0], parts[-1] = parts[0][1:], parts[-1][:-1]
        folded, joined, last, breaks = [], [], "", 0
        for part in parts:
            if part and last:
                folded.append("\n" * breaks or " ")
                joined.append("" if not breaks and _is_han_gap(last, part) else folded[-1])
            folded.append(part)
            joined.append(part)
            last, breaks = part or last, 0 if part else breaks + 1
        text: str = raw.value
        return "".join(joined) if "".join(folded) == text.strip() else text

    def _tell_comment(self, lines: list[str], end: Any) -> None:
        """Say that what follows a value in its line is not read."""
        match = _COMMENT.match(lines[end.line], end.column) if end.line < len(lines) else None
        if match is not None:
            line = end.line + 1 + self.offset
            span = Span(self.file, line, match.start(1) + 1, line, match.end(1) + 1)
            self.report.add("W124", span, words=match.group(1).rstrip())

    def mapping(self, raw: Any, place: Place, depth: int) -> Mapping:
        entries: dict[str, Entry] = {}
        for key, value in raw.value:
            where = Place(self.file, self.offset, key.start_mark, key.end_mark)
            if not isinstance(key, yaml.ScalarNode):
                self.report.add("E110", where.span, reason="a key is one word")
                continue
            if key.value in entries:
                first = hint("first-here", place=entries[key.value].place.span)
                self.report.add("E116", where.span, (first,), key=key.value)
                continue
            entries[key.value] = Entry(key.value, where, self.node(value, depth + 1))
        return Mapping(tuple(entries.values()), place)
