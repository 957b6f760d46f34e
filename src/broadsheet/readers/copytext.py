"""Our copy format's body: a small, exact subset of Markdown, read into blocks.

Paragraphs parted by empty lines; subheads of one or two lines underlined with --- or after ##;
**bold**, *emphasis*, backslash escapes; lines that start with ◆ or -; > quotes; hard line breaks
(two spaces or a backslash at a line's end) make verse; numbered lines (``readers.listnumbers``);
pipe tables (``readers.tabletext``); cut marks (``readers.cutmarks``). HTML comments are skipped.
Everything else is kept as plain text and reported. Written by hand because a full Markdown parser
costs more to import than a whole page costs to set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from broadsheet.diagnostics import Hint, hint
from broadsheet.model.article import Block, Paragraph, ParagraphKind, Run, Subhead
from broadsheet.patterns import late_pattern
from broadsheet.readers.cutmarks import CUT, NEARLY, OPTIONAL, cut_order
from broadsheet.readers.inline import MOST_TOLD, Found, read_inline
from broadsheet.readers.listnumbers import Numbered, begins_item, numbered, out_of_order
from broadsheet.readers.report import Report
from broadsheet.readers.tabletext import (
    NEARLY_TABLE,
    TABLE_LINE,
    TABLE_ROW,
    is_table,
    read_table,
    uneven_rows,
)
from broadsheet.records import replace
from broadsheet.rows import NamedTuple
from broadsheet.source import UNSEEN, Source, Span

#: One that is left open takes no copy with it, up to the end of the next one.
_COMMENT = late_pattern(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_UNDERLINE = late_pattern(r" {0,3}(?:-+|=+)[ \t]*\Z")
_BREAK = late_pattern(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
#: Two and more stand for a subhead without a space, too: nobody prints them.
_ATX = late_pattern(
    r" {0,3}(?:#{1,6}[ \t　]+|[#＃]{2,6}(?![#＃])[ \t　]*)"
    r"(.*?)(?:[ \t]+#+|(?<![A-Za-z0-9])[#＃]{2,})?[ \t　]*\Z"
)
_ITEM = late_pattern(r"[ \t　]*(?:◆[ \t　]*|[-*+][ \t]+)")
_QUOTE = late_pattern(r" {0,3}>[ \t]?")
_FENCE = late_pattern(r" {0,3}(?:```|~~~)")
_LEADING = " \t　"

#: A line that starts with none of these can only be a paragraph's.
_SPECIAL = frozenset(" \t　\0#＃>◆-+*=_`~|｜:{｛")

#: What is told besides, by code or by what is meant.
_HINTS = {
    "a cut mark": "cut-marks", "a table": "table-dashes", "an image": "pictures-where",
    "P311": "comment-end", "asterisks": "asterisks", "N312": "line-ends",
}  # fmt: skip

#: Lines that end behind one of these go on, wherever they end.
_GOES_ON = frozenset("，、：；,:;—…（(《“‘-")

#: Nobody writes running text in lines of fewer characters.
_NARROWEST = 20

#: Stands where a comment was, so that places stay true; never reaches a run.
_GONE = "\0"


class _Line(NamedTuple):
    """A line of copy and where it starts in the source."""

    text: str
    start: int


class _Pending:
    """The lines of the block being read."""

    def __init__(self) -> None:
        self.kind = ParagraphKind.BODY
        self.lines: list[_Line] = []


def read_blocks(
    source: Source, start: int, language: str, poem: bool, report: Report
) -> tuple[tuple[Block, ...], tuple[tuple[int, ...], ...]]:
    """Return the blocks of a source from an offset on, and those that may be left out, in the order in
    which they go. ``poem``: every line ends where written."""
    reader = _Reader(source, start, language, poem, report)
    blocks = tuple(reader.read())
    return blocks, cut_order(blocks, reader.marked(len(blocks)))


class _Reader:
    """Reads line by line; a block is emitted when the next one starts."""

    def __init__(
        self, source: Source, start: int, language: str, poem: bool, report: Report
    ) -> None:
        self.source = source
        self.report = report
        self.language = language
        self.poem = poem
        self.lines = list(_lines(source.text, start))
        self.pending = _Pending()
        self.made: list[Block] = []
        self.numbered: list[Numbered] = []
        self.fenced = False
        self.table = False
        self.told = False  # that a line is joined with the next
        self.optional: set[int] = set()
        self.cut_from: int | None = None
        _report_controls(source, start, report)

    def read(self) -> list[Block]:
        """The blocks in order."""
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            index += 1
            if not line.text:
                self.table = False
                if self.pending.lines:
                    self._flush()
            elif line.text[0] not in _SPECIAL and not self.fenced:
                if self._begins_item(line.text):
                    self._flush()
                self.pending.lines.append(line)
            elif not self.fenced and _ATX.match(line.text):
                first = index - 1
                while index < len(self.lines) and _ATX.match(self.lines[index].text):
                    index += 1
                self._flush()
                self._atx(self.lines[first:index])
            elif not self.fenced and line.text.lstrip(" ").startswith("|") and self._opens_table(index - 1):
                first = index - 1
                while index < len(self.lines) and TABLE_ROW.match(self.lines[index].text):
                    index += 1
                self._flush()
                self._table(self.lines[first:index])
            else:
                self._line(line)
        self._flush()
        self._tell_numbers()
        return self.made

    def marked(self, count: int) -> set[int]:
        """The blocks that cut marks name, of so many."""
        return self.optional | (set() if self.cut_from is None else set(range(self.cut_from, count)))

    def _line(self, line: _Line) -> None:
        text, pending = line.text, self.pending
        if _FENCE.match(text):
            self._flush()
            if not self.fenced:
                self._warn("a code block", line)
            self.fenced = not self.fenced
        elif not text.strip(_LEADING + _GONE):
            self.table = False
            self._flush()
        elif self.fenced:
            pending.lines.append(line)
        elif ("}" in text or "｝" in text) and CUT.match(text):
            self._flush()
            self.cut_from = len(self.made) if self.cut_from is None else self.cut_from
        elif pending.lines and pending.kind is ParagraphKind.BODY and _UNDERLINE.match(text):
            self._underlined()
        elif _BREAK.match(text):
            self._flush()
            self._warn("a rule between paragraphs", line)
        else:
            self._text_line(line)

    def _text_line(self, line: _Line) -> None:
        text, kind = line.text, ParagraphKind.BODY
        quote = _QUOTE.match(text)
        item = _ITEM.match(text)
        if TABLE_LINE.match(text) or (("|" in text or "｜" in text) and NEARLY_TABLE.match(text)):
            self._flush()
            if not self.table:
                self._warn("a table", line)
            self.table = True
            if not text.strip(" \t　|｜:-"):
                return
        elif quote is not None:
            kind = ParagraphKind.QUOTE
            line = _Line(text[quote.end() :], line.start + quote.end())
            if self.pending.kind is not kind or not line.text.strip() or self._begins_item(line.text):
                self._flush()
        elif item is not None:
            self._flush()
            kind = ParagraphKind.ITEM
            line = _Line(text[item.end() :], line.start + item.end())
        elif (text.startswith("　") and not self.poem) or self._begins_item(text):
            self._flush()  # pasted copy: two full-width spaces open a paragraph
        if not self.pending.lines:
            self.pending.kind = kind
        if line.text.strip():
            self.pending.lines.append(line)

    def _begins_item(self, text: str) -> bool:
        """Whether a line after others begins an item of a list; none does in verse."""
        lines = self.pending.lines
        if not lines or self.poem or lines[-1].text.endswith(("  ", "\\")):
            return False
        return begins_item(text, lines[0].text)

    def _opens_table(self, index: int) -> bool:
        return is_table([line.text for line in self.lines[index : index + 3]])

    def _table(self, lines: list[_Line]) -> None:
        found: list[Found] = []

        def cell(text: str) -> tuple[Run, ...]:
            return read_inline([text], self.language, False, found) if text else ()

        table = read_table([line.text for line in lines], cell)
        self._tell(found, lines)
        for row, cells, columns in uneven_rows([line.text for line in lines]):
            span = self._span([lines[row]])
            self.report.add("W309", span, cells=cells, columns=columns)
        self.made.append(replace(table, origin=self._span(lines)))

    def _underlined(self) -> None:
        lines = self.pending.lines
        if len(lines) > 2:
            self._warn("a subhead of more than two lines", lines[0])
            self._flush(is_told=True)
            return
        self.pending = _Pending()
        self._subhead(lines)

    def _atx(self, lines: list[_Line]) -> None:
        inner: list[_Line] = []
        for line in lines:
            match = _ATX.match(line.text)
            assert match is not None
            if match.group(1):
                inner.append(_Line(match.group(1), line.start + match.start(1)))
        for first in range(0, len(inner), 2):
            self._subhead(inner[first : first + 2])

    def _subhead(self, lines: list[_Line]) -> None:
        words = ("".join(run.text for run in self._runs([line])) for line in lines)
        texts = tuple(text for text in words if text)
        if texts:
            self._note_number(lines[0])
            self.made.append(Subhead(texts, self._span(lines)))

    def _note_number(self, line: _Line) -> None:
        """Note the number that the block to come begins with."""
        item = numbered(line.text, line.start, len(self.made))
        if item is not None:
            self.numbered.append(item)

    def _tell_numbers(self) -> None:
        for item, before in out_of_order(self.numbered):
            span = self.source.span(item.start, item.start + len(item.words))
            self.report.add("N313", span, words=item.words, before=before.words)

    def _flush(self, *, is_told: bool = False) -> None:
        pending, self.pending = self.pending, _Pending()
        if not pending.lines:
            return
        last, is_optional = pending.lines[-1], False
        if last.text.rstrip(_LEADING).endswith(("}", "｝")):
            if mark := OPTIONAL.search(last.text):
                pending.lines[-1] = _Line(last.text[: mark.start()], last.start)
                is_optional = True
            elif mark := NEARLY.search(last.text):
                self._tell_words("W311", mark.group().strip(_LEADING), last, "a cut mark")
        runs = self._runs(pending.lines)
        kind = pending.kind
        if len(pending.lines) > 1 and kind is ParagraphKind.BODY and not (is_told or self.fenced):
            self._tell_joined(pending.lines)
        if pending.kind is ParagraphKind.ITEM:
            runs = (Run("◆"), *(Run(run.text.replace("\n", ""), run.emphasis) for run in runs))
        elif self.poem or (len(pending.lines) > 1 and any("\n" in run.text for run in runs)):
            kind = ParagraphKind.VERSE
        if runs:
            if is_optional:
                self.optional.add(len(self.made))
            self._note_number(pending.lines[0])
            self.made.append(Paragraph(runs, kind, self._span(pending.lines)))

    def _tell_joined(self, lines: list[_Line]) -> None:
        """Tell the first line that ends long before lines do and is joined with the next: a name in a list,
        a letter's last words; or, once, one with no mark at its end in copy whose lines are paragraphs."""
        if self.poem or any(line.text.endswith(("  ", "\\")) for line in lines[:-1]):
            return  # verse: each ends where written
        words = [line.text.replace(_GONE, "").strip(_LEADING) for line in lines]
        longest = max(map(len, words))
        wide = not self.told and 2 * self.widest > 3 * longest
        for line, text in zip(lines[:-1], words, strict=False):
            is_short = len(text) < _NARROWEST or 2 * len(text) < longest or (wide and text[-1:].isalnum())
            if text and text[-1] not in _GOES_ON and is_short:
                self._tell_words("N312", text[-MOST_TOLD:], line, "N312")
                self.told = True
                return

    @cached_property
    def widest(self) -> int:
        """The characters of the copy's longest line that is no table's."""
        return max((len(line.text) for line in self.lines if not line.text.startswith("|")), default=0)

    def _runs(self, lines: list[_Line]) -> tuple[Run, ...]:
        found: list[Found] = []
        texts = [line.text for line in lines]
        runs = read_inline(texts, self.language, self.poem, found)
        self._tell(found, lines)
        return runs

    def _span(self, lines: list[_Line]) -> Span:
        first, last = lines[0], lines[-1]
        indent = len(first.text) - len(first.text.lstrip(_LEADING))
        return self.source.span(first.start + indent, last.start + len(last.text))

    def _tell(self, found: list[Found], lines: list[_Line]) -> None:
        for code, what, words in found:
            place = words if code == "W304" else what
            line = next((line for line in lines if place in line.text), lines[0])
            if code == "W304":
                self._warn(what, line, words)
            else:
                self._tell_words(code, what, line, "asterisks" if what.startswith("*") else code)

    def _tell_words(self, code: str, words: str, line: _Line, meant: str) -> None:
        """Tell what becomes of words of a line."""
        start = line.start + max(0, line.text.find(words))
        self.report.add(code, self.source.span(start, start + len(words)), _hints(meant), words=words)

    def _warn(self, what: str, line: _Line, words: str = "") -> None:
        """Tell what is not set; ``words`` are those of the line that are meant, if not all."""
        at = line.text.find(words)
        start, end = (at, at + len(words)) if words and at >= 0 else (0, len(line.text))
        span = self.source.span(line.start + start, line.start + end)
        self.report.add("W304", span, _hints(what), what=what)


def _hints(meant: str) -> tuple[Hint, ...]:
    return (hint(_HINTS[meant]),) if meant in _HINTS else ()


def _lines(text: str, start: int) -> Iterator[_Line]:
    if "<!--" in text:
        text = text[:start] + _COMMENT.sub(_blanked, text[start:])
    position = start
    for line in text[start:].split("\n"):
        yield _Line(line, position)
        position += len(line) + 1


def _blanked(match: re.Match[str]) -> str:
    return "".join(char if char == "\n" else _GONE for char in match.group())


def _report_controls(source: Source, start: int, report: Report) -> None:
    """Tell each character where it stands first, and how often: copy from the web may have thousands."""
    found: dict[str, list[int]] = {}
    for match in UNSEEN.finditer(source.text, start):
        found.setdefault(match.group(), []).append(match.start())
    for char, places in found.items():
        place = source.span(places[0], places[0] + 1)
        report.add("W306", place, char=f"U+{ord(char):04X}", count=len(places))
