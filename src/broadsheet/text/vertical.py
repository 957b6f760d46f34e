"""What stands level in a vertical line: figures side by side in one cell, and single letters.

Source: CLREQ "Mixed text in vertical writing mode" (纵中横), JLREQ 2.3.2 (縦中横). A number of so many
figures as the style's ``level`` says takes one cell; up to four stand one below the other; whatever is
longer, and whatever touches Latin or a point, is turned. A sign after figures does as they do.
"""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.patterns import late_pattern
from broadsheet.text.charclass import COMBINING, FIGURE, HAN, LATIN, POSTFIX, PREFIX, PUNCT

STACKED_MOST = 4
"""A number of more figures is turned: one below the other it would no longer be read as one."""

_ALONE = late_pattern(
    f"(?<![{LATIN}{FIGURE}{PUNCT}{POSTFIX}{PREFIX}])"
    f"(?:(?P<figures>{FIGURE}{{1,{STACKED_MOST}}})({POSTFIX})?|{LATIN})"
    f"(?![{LATIN}{FIGURE}{PUNCT}{POSTFIX}{PREFIX}{COMBINING}])"
)


def level_cells(text: str, classes: str, level: int) -> Iterator[tuple[int, int]]:
    """Start and end of what each level cell holds, in order."""
    for match in _ALONE.finditer(classes):
        start, end = match.span()
        if not text[start:end].isascii():
            continue
        if match.group("figures"):
            end = match.end("figures")
        if match.end() > end:
            yield end, match.end()
        if end - start <= max(1, level):
            yield start, end
        else:
            yield from ((place, place + 1) for place in range(start, end))


def as_cells(classes: str, cells: list[tuple[int, int]]) -> str:
    """The classes with each cell as one ideograph and what stays with it."""
    found = list(classes)
    for start, end in cells:
        found[start:end] = HAN + COMBINING * (end - start - 1)
    return "".join(found)
