"""Diagnostics: what is wrong, where, and what would be right; in English and in Chinese.

A diagnostic carries a code and the values of its sentence; the sentence itself is made when it is
shown, in the reader's language, from ``broadsheet.messages``.
"""

from __future__ import annotations

import errno
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum

from broadsheet.geometry import Rect
from broadsheet.messages import CODES, HINTS, LABELS, Language
from broadsheet.patterns import late_pattern
from broadsheet.records import record
from broadsheet.source import UNSEEN, Source, Span


class Severity(Enum):
    """How much a diagnostic matters: errors stop the build, problems give exit code 1."""

    ERROR = "error"
    PROBLEM = "problem"
    WARNING = "warning"
    NOTE = "note"


_SEVERITY_OF_LETTER = {
    "E": Severity.ERROR,
    "P": Severity.PROBLEM,
    "W": Severity.WARNING,
    "N": Severity.NOTE,
    "C": Severity.WARNING,
}

Values = tuple[tuple[str, str], ...]


@record
class Hint:
    """A suggestion beside a diagnostic: a key of ``messages.HINTS`` and its values."""

    key: str
    values: Values = ()


@record
class Mark:
    """Where on the finished pages something is: rectangles of one page in its coordinates (origin
    top-left, millipoints), and the story that it is about, if any."""

    page: int
    places: tuple[Rect, ...] = ()
    slug: str = ""


@record
class Diagnostic:
    """One finding. The letter of the code is its severity: E error, P page problem, W, N; C is what the
    page critic finds. ``level`` is the severity that the desk gave it instead. ``cause`` is another finding
    that is the ``reason`` of this one."""

    code: str
    values: Values = ()
    span: Span | None = None
    hints: tuple[Hint, ...] = ()
    level: Severity | None = None
    mark: Mark | None = None
    cause: Diagnostic | None = None

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"unknown diagnostic code {self.code}")

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.level or _SEVERITY_OF_LETTER[self.code[0]]

    def message(self, language: Language = "en") -> str:
        """The sentence, without place and code."""
        values = _shown(self.values, language)
        if self.cause is not None:
            values["reason"] = self.cause.message(language)
        return CODES[self.code][language].format_map(values)

    def hint_lines(self, language: Language = "en") -> tuple[str, ...]:
        """The hints' sentences."""
        return tuple(
            HINTS[hint.key][language].format_map(_shown(hint.values, language)) for hint in self.hints
        )


_MOST_SHOWN = 60
"""Characters of a name that is longer than any may be."""

_OURS = frozenset(("expected", "found", "given", "kind", "reason", "what", "who"))
"""Values that may be phrases of ours; all others are names of the desk's, even a story called ``text``."""

_KEYS, _WHOLE = frozenset(("key", "where")), ("the ", "layout ")
"""Values that are keys, but for what a whole file is called."""

_LISTS = frozenset(("choices", "names", "pages"))
"""Values that are several names or numbers."""

_ANY = "keys"
"""The value that is a key, or several any of which would do, with bars between them."""

#: What is written in a phrase: a number, a value in quotes, an element of a drawing.
_WRITTEN = late_pattern(r"([0-9]+(?:\.[0-9]+)?|'[^']*'|<[^<>]*>)")
#: What stands between several, but for what is in quotes.
_BETWEEN = late_pattern(r"(, |: )(?=[^']*(?:'[^']*'[^']*)*\Z)")


class Said(str):
    """A value in a sentence; ``{lines:s}`` of an English one is the ``s`` of any number of lines but one."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        if spec == "s":
            return "" if self == "1" else "s"
        return super().__format__(spec)

    def __repr__(self) -> str:
        """In quotes; the wide space of Chinese copy as itself."""
        return super().__repr__().replace("\\u3000", "\u3000")


def _shown(values: Values, language: Language) -> dict[str, str]:
    """The values of a sentence, fixed phrases among them in the reader's language."""
    return {name: Said(_said(name, value, language)) for name, value in values}


def _said(name: str, value: str, language: Language) -> str:
    if name == _ANY:
        return LABELS["or"][language].join(map(repr, value.split(" | ")))
    if language == "en":
        return value
    if name in _LISTS:
        return value.replace(LABELS["between"]["en"], LABELS["between"]["zh"])
    ours = name in _OURS or (name in _KEYS and value.startswith(_WHOLE))
    return in_chinese(value) if ours else value


def in_chinese(value: str) -> str:
    """A phrase of ours, whatever is written in it; of several each. A name that is none stays."""
    from broadsheet.phrases import WORDS  # noqa: PLC0415  late: for findings in Chinese only

    if value in WORDS:
        return WORDS[value]
    written = _WRITTEN.split(value)
    known = WORDS.get("#".join(written[::2]))
    if known is not None:
        words = known.split("#")
        return "".join(part for pair in zip(words, [*written[1::2], ""], strict=True) for part in pair)
    parts = _BETWEEN.split(value)
    if len(parts) == 1:
        return value
    shown = [in_chinese(part) for part in parts]
    return "".join(shown) if shown[::2] != parts[::2] else value


def diagnostic(
    code: str, span: Span | None = None, hints: Iterable[Hint] = (), **values: object
) -> Diagnostic:
    """Return a diagnostic; ``values`` fill the places of the code's sentence."""
    return Diagnostic(code, _frozen(values), span, tuple(hints))


def refusal(path: object, error: OSError) -> tuple[str, str]:
    """What E102 says of a path that the system refuses: as much of it as can be shown, and the reason."""
    if error.errno == errno.ENAMETOOLONG:
        return f"{str(path)[:_MOST_SHOWN]}…", "the name is too long"
    return str(path), error.strerror or "unreadable"


def hint(key: str, **values: object) -> Hint:
    """Return a hint; ``values`` fill the places of its sentence."""
    return Hint(key, _frozen(values))


def _frozen(values: dict[str, object]) -> Values:
    return tuple((name, str(value)) for name, value in values.items())


class BroadsheetError(Exception):
    """A stage found its input wrong. Carries every diagnostic of that stage, in order, and the
    sources that their places are in, by name."""

    def __init__(
        self, diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source] | None = None
    ) -> None:
        self.diagnostics = tuple(diagnostics)
        self.sources = dict(sources or {})
        super().__init__("\n".join(_plain(item) for item in self.diagnostics))

    def __reduce__(
        self,
    ) -> tuple[type[BroadsheetError], tuple[tuple[Diagnostic, ...], dict[str, Source]]]:
        """Exceptions are pickled by their text; a worker's has to keep its diagnostics."""
        return type(self), (self.diagnostics, self.sources)


def _plain(item: Diagnostic) -> str:
    place = f"{item.span}: " if item.span else ""
    return f"{place}{item.severity.value}[{item.code}] {item.message()}"


def cells(text: str) -> int:
    """Terminal cells that a text takes: an ideograph is two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def render_text(
    item: Diagnostic,
    find_source: Callable[[str], Source | None] = lambda _: None,
    language: Language = "en",
) -> str:
    """Return the diagnostic as lines for a terminal: place, code, sentence, line, caret, hints."""
    label = LABELS[item.severity.value][language]
    head = f"{item.span}: " if item.span else ""
    if item.mark is not None and not item.span:
        head = LABELS["page"][language].format(page=item.mark.page) + LABELS["colon"][language]
    lines = [f"{head}{label}[{item.code}] {item.message(language)}"]
    source = find_source(item.span.file) if item.span else None
    if source is not None and item.span is not None and item.span.line:
        lines.extend(_excerpt(source, item.span))
    hinted = f"  {LABELS['hint'][language]}{LABELS['colon'][language]}"
    lines.extend(hinted + text for text in item.hint_lines(language))
    return "\n".join(lines)


def _excerpt(source: Source, span: Span) -> list[str]:
    text = source.line(span.line).expandtabs(1)
    end = span.end_column if span.end_line == span.line else len(text) + 1
    before = text[: span.column - 1]
    marked = text[span.column - 1 : end - 1]
    if len(text) > 200 or cells(text) > 200:  # a paragraph of copy is one long line: show what is around
        before, marked = before[-24:], marked[:24]
        text = before + marked + text[span.column - 1 + len(marked) :][:24]
    number = str(span.line)
    gap = " " * len(number)
    caret = " " * cells(before) + "^" * max(1, cells(marked))
    text = UNSEEN.sub("·", text)  # in the cell that the caret has for it
    return [f"  {number} | {text}", f"  {gap} | {caret}"]


def render_json(items: Iterable[Diagnostic], language: Language = "en") -> str:
    """Return the diagnostics as a JSON array, one object each, for machines."""
    import json  # noqa: PLC0415  late: people read text

    rows = []
    for item in items:
        row: dict[str, object] = {
            "code": item.code,
            "severity": item.severity.value,
            "message": item.message(language),
            "hints": list(item.hint_lines(language)),
        }
        if item.span:
            row |= {"file": item.span.file, "line": item.span.line, "column": item.span.column}
        if item.mark:
            row |= {"page": item.mark.page, "story": item.mark.slug}
            row["places"] = [[rect.x, rect.y, rect.width, rect.height] for rect in item.mark.places]
        rows.append(row)
    return json.dumps(rows, ensure_ascii=False, indent=1)
