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
    "“": '"',
}  # fmt: skip
"""Signs of a Chinese keyboard, and those of YAML that were meant."""

TAB = "a tab cannot indent; write spaces"
TAG = "a text that starts with ! has to be quoted"
CONTROL = "a control character, which cannot be seen; delete it"
_COLON = "a colon that is not expected here; indent as the lines above, or quote a text that has a colon"
_KEY = "a key expected: indent as the lines above, and quote a text that starts with a quote or a bracket"
_SIGN = "a text that starts with this character has to be quoted"
_BLOCK = "the text after | or > starts in the next line; quote a text that starts with one"
_BACKSLASH = "a backslash in double quotes; use single quotes"

PLAIN = {
    "could not find expected ':'": "this is no key: a key ends with a colon and a space",
    "mapping values are not allowed": _COLON,
    "found unexpected ':'": _COLON,
    "did not find expected ',' or ']'": "a list in brackets: ',' or ']' expected",
    "did not find expected ',' or '}'": "a mapping in braces: ',' or '}' expected",
    "found unexpected end of stream": "a quotation mark is not closed",
    "found character that cannot start any token": _SIGN,
    "mapping keys are not allowed": _SIGN,
    "did not find expected key": _KEY,
    "did not find expected <document start>": _KEY,
    "did not find expected alphabetic or numeric": "a text that starts with * or & has to be quoted",
    "did not find expected node content": "a value expected",
    "did not find expected '-' indicator": "an item with - expected: indent as the lines above",
    "did not find expected comment or line break": _BLOCK,
    "found an indentation indicator": _BLOCK,
    "block sequence entries are not allowed": "a list with - starts in a line of its own",
    "found unknown escape character": _BACKSLASH,
    "did not find expected hexdecimal number": _BACKSLASH,
    "found invalid Unicode character escape": _BACKSLASH,
    "but found another document": "a second document starts here; a file has one",
    "found undefined tag handle": TAG,
    "found undefined alias": "a text that starts with * has to be quoted; or a name that no & gives",
}
"""What libyaml says, by its beginning, and what that means for whoever wrote the file."""

_BEGUN = {
    "while scanning a tag": TAG,
    "while parsing a tag": TAG,
    "while scanning a directive": _SIGN,
    "while scanning a %YAML directive": _SIGN,
}
"""What a text was taken for by its first character, where the mistake is."""

_CLOSE_COLON = late_pattern(r"\s*(- )?[\w-]+:([^\s/]|[\u00a0\u3000])")

#: Spaces that look like those of YAML, where YAML has one: at a line's start, behind a colon or a dash.
_ODD_SPACE = late_pattern(r"(?:^|[\w\"']:|^[ ]*-)[ ]*[\u00a0\u2000-\u200b\u202f\u3000\ufeff]")

_QUOTED = late_pattern(r"[:,\[{] *“")

_SUSPECTS = {
    "could not find expected ':'": "：",
    "mapping values are not allowed": "：【｛",
    "did not find expected ','": "，、］】｝“",
    "did not find expected node content": "［【｛",
}
"""Which signs of a Chinese keyboard would explain what."""


class Fault(NamedTuple):
    """What is wrong: line and column from 0, the sentence's phrase, and what would be right."""

    line: int
    column: int
    reason: str
    hints: tuple[Hint, ...]


def fault_of(error: Any, text: str, offset: int) -> Fault:
    """Return what a ``yaml.MarkedYAMLError`` about ``text`` means; ``offset`` lines stand before it."""
    lines = text.split("\n")
    said = " ".join(str(error.problem or error.context or "cannot be read").split())
    last, first = error.problem_mark or error.context_mark, error.context_mark or error.problem_mark
    if last is None:
        return Fault(0, 0, said, ())
    if _line(lines, last.line)[last.column : last.column + 1] == "\t":
        return Fault(last.line, last.column, TAB, ())
    begun = _BEGUN.get(str(error.context))
    mark = first if begun or (first.line < last.line and _is_open(error)) else last
    reason = begun or next((plain for begin, plain in PLAIN.items() if said.startswith(begin)), said)
    start = max(0, min(first.line, last.line - 1))
    near = list(enumerate(lines[start : last.line + 1], start + 1 + offset))
    if ": " in _line(lines, last.line)[: last.column]:  # a value with a colon, which explains itself
        near = near[-1:]
    return Fault(mark.line, mark.column, reason, _hints(said, near[::-1]))


def _is_open(error: Any) -> bool:
    """Whether what began at the error's context was never ended; a block ends where another line begins."""
    context = str(error.context or "")
    return any(kind in context for kind in ("simple key", "quoted scalar", "flow"))


def _hints(said: str, lines: list[tuple[int, str]]) -> tuple[Hint, ...]:
    """What explains it, in the line where the parser stopped or else in those before."""
    suspects = next((signs for begin, signs in _SUSPECTS.items() if said.startswith(begin)), "")
    for number, line in lines:
        if _ODD_SPACE.search(line):
            return (hint("plain-space", line=number),)
        found = _sign_hint(line, suspects)
        if found:
            return found
    return ()


def key_hints(written: str, line: int) -> tuple[Hint, ...]:
    """The hint that a text of a line was meant as a key, or one with its value: ``second：flood``,
    ``second:flood``."""
    return (hint("plain-space", line=line),) if _ODD_SPACE.search(written) else _sign_hint(written, "：")


def list_hints(written: str) -> tuple[Hint, ...]:
    """The hint that one text was meant as several values: ``[3，7]``."""
    return _sign_hint(written, "，、")


def _sign_hint(line: str, suspects: str) -> tuple[Hint, ...]:
    for sign in suspects:
        if sign in line and (sign != "“" or _QUOTED.search(line)):
            return (hint("half-width", wrong=sign, right=HALF_WIDTH[sign]),)
    return (hint("space-after-colon"),) if "：" in suspects and _CLOSE_COLON.match(line) else ()


def _line(lines: list[str], number: int) -> str:
    return lines[number] if number < len(lines) else ""
