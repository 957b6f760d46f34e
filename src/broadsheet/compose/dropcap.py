"""Drop caps (首字下沉): a paragraph's first character, as high as several of its lines."""

from __future__ import annotations

from dataclasses import replace

from broadsheet.compose.line import Line
from broadsheet.model.article import Emphasis, Run, Text
from broadsheet.model.style import DropCap, ParagraphStyle, Spacing
from broadsheet.records import record
from broadsheet.text.itemise import itemise
from broadsheet.text.items import Items
from broadsheet.text.setting import Settings
from broadsheet.units import Length

_BOX_FOOT = 120
"""Of an em box below its baseline, per mille."""


@record
class DropCapItems:
    """The character, how many lines it is high, and the room it takes of each of them; ``rise`` is how
    far its baseline stands above the last line's, so that both em boxes end at one height."""

    items: Items
    lines: int
    room: Length
    rise: Length

    @property
    def line(self) -> Line:
        """The character as a line of its own."""
        natural = self.items.natural(0, len(self.items.text))
        return Line(0, len(self.items.text), natural, natural, "last")


def drop_cap(
    runs: Text, cap: DropCap, style: ParagraphStyle, settings: Settings
) -> tuple[DropCapItems | None, Text]:
    """Return a paragraph's first character set large, and what is left of the paragraph.

    None where it begins with a mark, a figure, letters that are read one by one (GDP), a dateline or a
    run-in lead: those are no drop caps. A Han character is so large that its em box begins with the
    first line's and ends with the last one's; a Latin letter stands on the last line's baseline and is
    as high as one of the first line.
    """
    first = runs[0] if runs else Run("")
    letter = first.text[:1]
    if first.emphasis is not Emphasis.NONE or not _can_be(first.text, upright=cap.text.vertical):
        return None, runs
    size = style.text.size + (cap.lines - 1) * style.leading
    rise = (size - style.text.size) * _BOX_FOOT // 1000
    if letter.isascii():
        high = settings.of(style.text).top(letter) + (cap.lines - 1) * style.leading
        size = high * size // max(1, settings.of(replace(cap.text, size=size)).top(letter))
        rise = 0
    items = itemise([(letter, settings.of(replace(cap.text, size=size)))], Spacing(), hyphenate=False)
    rest = first.text[1:]
    made = DropCapItems(items, cap.lines, items.natural(0, 1) + cap.gap, rise)
    return made, (*((Run(rest),) if rest else ()), *runs[1:])


def _can_be(text: str, *, upright: bool) -> bool:
    """Whether a paragraph's first character may stand apart from the next one."""
    letter, following = text[:1], text[1:2]
    if not letter.isascii():
        return letter.isalpha()
    return (
        letter.isalpha()
        and not upright
        and (not following.isascii() or following.islower() or following.isspace())
    )
