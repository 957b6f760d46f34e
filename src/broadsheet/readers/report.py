"""What the readers find wrong: collected, so that a desk sees all of it at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from broadsheet.diagnostics import Diagnostic, Hint, Severity, diagnostic, hint
from broadsheet.records import record, replace
from broadsheet.rows import NamedTuple
from broadsheet.source import Span
from broadsheet.units import UnitError


class Setting(NamedTuple):
    """A value set from outside: a dotted path, the value as YAML, and the flag to name."""

    path: str
    value: str
    flag: str = ""


@record
class Overrides:
    """What the command line changes for one reading.

    ``settings`` are (dotted path, value) pairs, or ``Setting`` where a flag of its own set them.
    ``pages`` are the numbers to keep, none for all; ``layout`` takes the place of every page's.
    """

    date: date | None = None
    pages: tuple[int, ...] = ()
    layout: str = ""
    settings: tuple[Setting | tuple[str, str], ...] = ()
    grid_overlay: bool = False
    gaps: bool = False  # a picture that cannot be used leaves a marked gap
    decode: bool = False  # pictures are decoded when they are read, not when they are painted; so with gaps
    night: bool = False  # a night's: its file says whether gaps are left, and no flag does
    missing: tuple[tuple[str, str], ...] | None = None  # see readers.standins; None: it is an error

    def as_settings(self) -> tuple[tuple[str, str], ...]:
        """All of it as pairs, in a fixed order."""
        pairs = [(item[0], item[1]) for item in self.settings]
        if self.date is not None:
            pairs.append(("edition.date", self.date.isoformat()))
        if self.pages:
            pairs.append(("pages", ",".join(map(str, self.pages))))
        if self.layout:
            pairs.append(("layout", self.layout))
        if self.grid_overlay:
            pairs.append(("grid_overlay", "true"))
        if self.missing is not None:
            pairs.append(("missing", ",".join(f"{name}={slug}" for name, slug in self.missing)))
        if self.gaps:
            pairs.append(("gaps", "true"))
        return tuple(sorted(pairs))


class RefusedError(Exception):
    """A value cannot be used and that has been reported; the caller takes a stand-in."""


#: Errors of one value: said once, however many styles inherit the value.
_OF_VALUES = frozenset(("E111", "E113", "E114", "E115", "E117", "E118", "E119", "E120", "E502"))


class Report:
    """Diagnostics in the order found, each once.

    A place whose file is a flag's name (values from the command line) becomes the flag's own
    error: E107 where the flag names nothing, E105 otherwise. What is no error stays what it is.
    """

    def __init__(self) -> None:
        self.flags: dict[str, str] = {}  # source name -> dotted path
        self._found: dict[Diagnostic, None] = {}
        self._wrong_values: set[tuple[str, Span]] = set()

    def add(
        self, code: str, span: Span | None = None, hints: Iterable[Hint] = (), **values: object
    ) -> None:
        """Note a finding."""
        if span is not None and not span.file:
            span = None
        if span is not None and code in _OF_VALUES:
            if (code, span) in self._wrong_values:
                return
            self._wrong_values.add((code, span))
        item = diagnostic(code, span, hints, **values)
        if span is not None and span.file in self.flags:
            item = self._of_flag(item, span.file)
        self._found[item] = None

    def refused(
        self, code: str, span: Span | None = None, hints: Iterable[Hint] = (), **values: object
    ) -> RefusedError:
        """Note a finding and return the exception to raise."""
        self.add(code, span, hints, **values)
        return RefusedError()

    def __len__(self) -> int:
        return len(self._found)

    def is_wrong(self, span: Span | None) -> bool:
        """Whether the value that is written there cannot be used, and that has been said."""
        return any(place == span for _, place in self._wrong_values)

    def has_errors(self, file: str) -> bool:
        """Whether something is wrong in a file."""
        return any(item.span is not None and item.span.file == file for item in self.errors)

    def extend(self, items: Iterable[Diagnostic]) -> None:
        """Note findings made elsewhere."""
        self._found.update(dict.fromkeys(items))

    @contextmanager
    def standing_in(self) -> Iterator[None]:
        """Errors found inside are problems of the pages: something stands for what they are about."""
        known = set(self._found)
        try:
            yield
        finally:
            for item in [item for item in self._found if item not in known]:
                if item.severity is Severity.ERROR:
                    del self._found[item]
                    self._found[replace(item, level=Severity.PROBLEM)] = None

    def _of_flag(self, item: Diagnostic, flag: str) -> Diagnostic:
        if item.severity is not Severity.ERROR:  # stops no build, whoever wrote it
            return replace(item, span=None)
        if item.code == "E111":
            return diagnostic("E107", None, item.hints, path=self.flags[flag])
        return replace(diagnostic("E105", None, item.hints, flag=flag), cause=item)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What stops the build, by file and place."""
        return tuple(item for item in self._sorted() if item.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What does not, by file and place."""
        return tuple(item for item in self._sorted() if item.severity is not Severity.ERROR)

    def _sorted(self) -> list[Diagnostic]:
        return sorted(self._found, key=_place)


def _place(item: Diagnostic) -> tuple[str, int, int]:
    span = item.span
    return ("", 0, 0) if span is None else (span.file, span.line, span.column)


def no_length(error: UnitError) -> tuple[str, tuple[Hint, ...]]:
    """The code that says why something is no length, and what to say with it."""
    code = {"number": "E117", "unit": "E118", "missing": "E119"}.get(error.reason, "E120")
    return code, () if code == "E120" else (hint("units"),)


def meant_hints(wrong: str, known: Iterable[str]) -> tuple[Hint, ...]:
    """Did you mean …?; nothing where no name is near."""
    from difflib import get_close_matches  # noqa: PLC0415  late: only for a name that is wrong

    names = {name.casefold(): name for name in sorted(known, reverse=True)}
    near = get_close_matches(wrong.casefold(), sorted(names), 1, 0.6)
    return tuple(hint("did-you-mean", name=names[name]) for name in near)


def name_hints(wrong: str, known: Iterable[str]) -> tuple[Hint, ...]:
    """The same; or, where no name is near, those that there are, as far as they are few."""
    names = sorted(set(known))
    shown = ", ".join(names[:24]) + (", …" if len(names) > 24 else "")
    return meant_hints(wrong, names) or ((hint("known", names=shown),) if names else ())


def page_ranges(numbers: Iterable[int]) -> str:
    """Page numbers as ``--pages`` takes them: 1-8, 12. A thick paper's would fill the screen."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{first}-{last}" if last > first else str(first) for first, last in runs)
