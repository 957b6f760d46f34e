"""Source texts and places in them."""

from __future__ import annotations

from bisect import bisect_right

from broadsheet.patterns import late_pattern
from broadsheet.records import field, record

#: Control and invisible format characters: no face has them, no line needs them, and a terminal obeys them.
UNSEEN = late_pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)


@record
class Span:
    """A place in a source text. Lines and columns count from 1; columns count characters."""

    file: str
    line: int
    column: int
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@record
class Source:
    """A text that was read, under the name by which messages call it."""

    name: str
    text: str
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0]
        position = self.text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        object.__setattr__(self, "_starts", tuple(starts))

    def line(self, number: int) -> str:
        """The text of a line (from 1), without its end; empty past the last."""
        if not 1 <= number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def span(self, start: int, end: int | None = None) -> Span:
        """The place of the characters ``start`` to ``end`` (offsets from 0)."""
        line = bisect_right(self._starts, start)
        last = start if end is None else end
        end_line = bisect_right(self._starts, last)
        return Span(
            self.name,
            line,
            start - self._starts[line - 1] + 1,
            end_line,
            last - self._starts[end_line - 1] + 1,
        )
