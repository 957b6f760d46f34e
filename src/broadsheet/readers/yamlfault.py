"""What is wrong where a text is no YAML, in the desk's words and at the place that is to be mended.

A parser stops where it cannot go on, which is often lines below the mistake, and speaks of tokens. What was
begun and not ended is told where it begins; and a Chinese keyboard's signs, which YAML takes for letters,
are pointed at.
"""

from __future__ import annotations

from typing import Any

from broadsheet.diagnostics import Hint, hint
from broadsheet.patterns import late_pattern
from broadsheet.rows import NamedTuple

HALF_WIDTH = {
    "：": ": ", "，": ", ", "、": ", ", "［": "[", "］": "]", "【": "[", "】": "]", "｛": "{", "｝": "}",
}  # fmt: skip
"""Signs of a Chinese keyboard, and those of YAML that were meant."""

PLAIN = {
    "could not find expected ':'": "this is no key: a key ends with a colon and a space",
    "mapping values are not allowed": (
        "a colon that is not expected here; indent as the lines above, or quote a text that has a colon"
    ),
    "did not find expected ',' or ']'": "a list in brackets: ',' or ']' expected",
    "did not find expected ',' or '}'": "a mapping in braces: ',' or '}' expected",
    "found unexpected end of stream": "a quotation mark is not closed",
    "found character that cannot start any token": "a text that starts with this character has to be quoted",
    "did not find expected key": (
        "a key expected: indent as the lines above, and quote a text that starts with a quote or a bracket"
    ),
    "did not find expected alphabetic or numeric": "a text that starts with * or & has to be quoted",
    "did not find expected node content": "a value expected",
    "did not find expected '-' indicator": "an item with - expected: indent as the lines above",
    "did not find expected comment or line break": (
        "the text after | or > starts in the next line; quote a text that starts with one"
    ),
    "block sequence entries are not allowed": "a list with - starts in a line of its own",
    "found unknown escape character": "a backslash in double quotes; use single quotes",
    "but found another document": "a second document starts here; a file has one",
    "found undefined alias": "a text that starts with * has to be quoted; or a name that no & gives",
}
"""What libyaml says, by its beginning, and what that means for whoever wrote the file."""

_CLOSE_COLON = late_pattern(r"\s*(- )?[\w-]+:[^\s/]")

TAB = "a tab cannot indent; write spaces"

_SUSPECTS = {
    "could not find expected ':'": "：",
    "mapping values are not allowed": "：【｛",
    "did not find expected ','": "，、］】｝",
    "did not find expected node content": "［【｛",
}
"""Which signs of a Chinese keyboard would explain what."""


class Fault(NamedTuple):
    """What is wrong: line and column from 0, the sentence's phrase, and what would be right."""

    line: int
    column: int
    reason: str
    hints: tuple[Hint, ...]


def fault_of(error: Any, text: str) -> Fault:
    """Return what a ``yaml.MarkedYAMLError`` about ``text`` means."""
    lines = text.split("\n")
    said = " ".join(str(error.problem or error.context or "cannot be read").split())
    last, first = error.problem_mark or error.context_mark, error.context_mark or error.problem_mark
    if last is None:
        return Fault(0, 0, said, ())
    if _line(lines, last.line)[last.column : last.column + 1] == "\t":
        return Fault(last.line, last.column, TAB, ())
    mark = first if first.line < last.line and _is_open(error) else last
    reason = next((plain for begin, plain in PLAIN.items() if said.startswith(begin)), said)
    near = lines[max(0, min(first.line, last.line - 1)) : last.line + 1]
    return Fault(mark.line, mark.column, reason, _hints(said, near[::-1]))


def _is_open(error: Any) -> bool:
    """Whether what began at the error's context was never ended; a block ends where another line begins."""
    context = str(error.context or "")
    return any(kind in context for kind in ("simple key", "quoted scalar", "flow"))


def _hints(said: str, lines: list[str]) -> tuple[Hint, ...]:
    """What explains it, in the line where the parser stopped or else in those before."""
    suspects = next((signs for begin, signs in _SUSPECTS.items() if said.startswith(begin)), "")
    for line in lines if suspects else ():
        found = _sign_hint(line, suspects)
        if found:
            return found
    return ()


def key_hints(written: str) -> tuple[Hint, ...]:
    """The hint that a text was meant as a key with its value: ``second：flood``, ``second:flood``."""
    return _sign_hint(written, "：")


def _sign_hint(line: str, suspects: str) -> tuple[Hint, ...]:
    for sign in suspects:
        if sign in line:
            return (hint("half-width", wrong=sign, right=HALF_WIDTH[sign]),)
    return (hint("space-after-colon"),) if "：" in suspects and _CLOSE_COLON.match(line) else ()


def _line(lines: list[str], number: int) -> str:
    return lines[number] if number < len(lines) else ""
