"""Drop caps (首字下沉): a paragraph's first character, as high as several of its lines."""

from __future__ import annotations

from broadsheet.compose.line import Line
from broadsheet.model.article import Emphasis, Run, Text
from broadsheet.model.spacing import Spacing
from broadsheet.model.style import DropCap, ParagraphStyle
from broadsheet.records import record, replace
from broadsheet.text.itemise import itemise
from broadsheet.text.items import Items
from broadsheet.text.setting import Settings
from broadsheet.units import Length

_BOX_FOOT = 120
"""Of an em box below its baseline, per mille."""

_FACE_INSET = 40
"""From an em box to the character's face (字面) on each side, per mille; what OpenType's ``icfb`` and
``icft`` say of Song and Hei faces."""


@record
class DropCapItems:
    """The character, how many lines it is high, and the room it takes of each of them; ``rise`` is how
    far its baseline stands above the last line's, ``out`` how far its em box reaches out of the leg, so
    that its face ends where theirs do."""

    items: Items
    lines: int
    room: Length
    rise: Length
    out: Length = 0

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
    run-in lead: those are no drop caps. The face of a Han character (字面) is as high as those of its
    lines together, and begins and ends where they do; a Latin letter stands on the last line's baseline
    and is as high as one of the first line.
    """
    first = runs[0] if runs else Run("")
    letter = first.text[:1]
    if first.emphasis is not Emphasis.NONE or not _can_be(first.text, upright=cap.text.vertical):
        return None, runs
    small, span = style.text.size, (cap.lines - 1) * style.leading
    if letter.isascii():
        size = small + span
        high = settings.of(style.text).top(letter) + span
        size = high * size // max(1, settings.of(replace(cap.text, size=size)).top(letter))
        rise = out = 0
    else:
        size = small + span * 1000 // (1000 - 2 * _FACE_INSET)
        rise = (size - small) * (_BOX_FOOT - _FACE_INSET) // 1000
        out = (size - small) * _FACE_INSET // 1000
    items = itemise([(letter, settings.of(replace(cap.text, size=size)))], Spacing(), hyphenate=False)
    rest = first.text[1:]
    room = items.natural(0, 1) - 2 * out + cap.gap
    made = DropCapItems(items, cap.lines, room, rise, out)
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
