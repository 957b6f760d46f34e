"""What stands level in a vertical line: figures side by side in one cell, and single letters.

Source: CLREQ "Mixed text in vertical writing mode" (纵中横), JLREQ 2.3.2 (縦中横). A number of so many
figures as the style's ``level`` says takes one cell; up to four stand one below the other; whatever is
longer, and whatever touches Latin or a point, is turned. A sign after figures does as they do. What is read
as one expression (-3～2℃, 2：03.86, 5 632.18, 1 kg) is turned whole where a part of it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from broadsheet.patterns import late_pattern
from broadsheet.text.charclass import (
    COLON,
    COMBINING,
    CONNECTOR,
    DASH,
    FIGURE,
    HAN,
    INTERPUNCT,
    LATIN,
    POSTFIX,
    PREFIX,
    PUNCT,
)
from broadsheet.text.compounds import SPACED_UNIT

STACKED_MOST = 4
"""A number of more figures is turned: one below the other it would no longer be read as one."""

_WESTERN = LATIN + FIGURE + PUNCT + POSTFIX + PREFIX
_TOKEN = late_pattern(f"[{_WESTERN}]+{COMBINING}*")
_ALONE = late_pattern(f"(?P<figures>{FIGURE}{{1,{STACKED_MOST}}})({POSTFIX})?|{LATIN}")
_JOINT = late_pattern(f"(?<=[{FIGURE}{POSTFIX}])[{CONNECTOR}{COLON}{INTERPUNCT}{DASH}](?=[{FIGURE}{PREFIX}])")
_GROUP = late_pattern(" (?<=[0-9] )(?=[0-9]{3}(?![0-9]))")
_RATIO = "∶"
_SMALL_SIGNS = "°′″"
"""Signs after figures that fill no cell."""


def level_cells(text: str, classes: str, level: int) -> Iterator[tuple[int, int]]:
    """Start and end of what each level cell holds, in order."""
    for tokens in _expressions(text, classes):
        found = [_ALONE.fullmatch(classes, *token) for token in tokens]
        if not all(_stands(text, match, len(tokens)) for match in found):
            continue
        for match in found:
            assert match is not None
            if match is not found[0] and text[match.start() - 1] == _RATIO:  # 3∶2: it would touch the figures
                yield match.start() - 1, match.start()
            start, end = match.start(), match.end("figures") if match.group("figures") else match.end()
            if end - start <= max(1, level):
                yield start, end
            else:
                yield from ((place, place + 1) for place in range(start, end))
            if match.end() > end:
                yield end, match.end()


def _stands(text: str, match: re.Match[str] | None, count: int) -> bool:
    """Whether a token stands: few figures, with a sign that fills a cell, or a letter by itself."""
    if match is None or not (match.group("figures") or count == 1):
        return False
    end = match.end("figures") if match.group("figures") else match.end()
    return text[match.start() : end].isascii() and text[end : match.end()] not in tuple(_SMALL_SIGNS)


def _expressions(text: str, classes: str) -> Iterator[list[tuple[int, int]]]:
    """What is read together: each expression's tokens, which signs, or spaces before a unit or thousands,
    join. Thousands and units are of one token."""
    tokens: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(classes):
        gap = match.start() - 1  # where one character would stand between this token and the one before
        if tokens and tokens[-1][1] == gap and _JOINT.match(classes, gap):
            tokens.append(match.span())
        elif tokens and tokens[-1][1] == gap and _is_inside(text, tokens[-1][0], gap):
            tokens[-1] = (tokens[-1][0], match.end())
        else:
            if tokens:
                yield tokens
            tokens = [match.span()]
    if tokens:
        yield tokens


def _is_inside(text: str, start: int, gap: int) -> bool:
    """Whether a space stands in a number, not behind a time (17：00 110kV), or before its unit."""
    is_time = start > 1 and text[start - 1] in "：∶" and text[start - 2].isdigit() and text[gap + 1] != "0"
    return bool(SPACED_UNIT.match(text, gap) or (not is_time and _GROUP.match(text, gap)))


def as_cells(classes: str, cells: list[tuple[int, int]]) -> str:
    """The classes with each cell as one ideograph and what stays with it."""
    found = list(classes)
    for start, end in cells:
        found[start:end] = HAN + COMBINING * (end - start - 1)
    return "".join(found)
