"""How wide each mark is set, by style: the empty half goes before any line is broken.

Widths in per mille of an em. Source: CLREQ "Adjustment of punctuation width", GB/T 15834-2011
5.1, JLREQ 3.1; 开明 as newspapers have it: in-sentence marks and brackets half, sentence ends full.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, TypeAlias

from broadsheet.kernel import twin
from broadsheet.model.style import Marks, Side, Sign, Spacing
from broadsheet.patterns import late_pattern
from broadsheet.records import record, replace
from broadsheet.rows import NamedTuple
from broadsheet.text.charclass import CLOSE, COLON, COMMA, EXCLAIM, INTERPUNCT, MARKS, OPEN, STOP
from broadsheet.text.columns import Columns
from broadsheet.text.items import BRACKET_STEP, COMMA_STEP, INTERPUNCT_STEP, STOP_STEP, Give
from broadsheet.text.language import LanguageTable
from broadsheet.text.setting import Setting
from broadsheet.units import Length

HALF = 500
_GROUP = late_pattern(f"{EXCLAIM}{{2,}}")
_HANGING = "，、。．"
"""CLREQ: one of these may hang, and not where marks follow each other."""


@record
class MarkWidth:
    """A mark's natural width, how far it can be squeezed, in which step, and where its white is.

    Neighbours and line ends take nothing from a ``rigid`` one. ``settled``: the house says where its
    white is, whatever the face has.
    """

    width: int
    least: int
    step: int
    side: Side
    hang: bool = False
    rigid: bool = False
    settled: bool = False


Part: TypeAlias = tuple[int, int, Setting]
"""Where a part of a paragraph starts and ends, and its setting."""

@record
class MarkTable:
    """The widths by class letter, and those of single characters that differ from their class."""

    letters: Mapping[str, MarkWidth]
    single: Mapping[str, MarkWidth]

    def of(self, letter: str, character: str) -> MarkWidth | None:
        """A mark's width; None for what is no mark."""
        return self.single.get(character) or self.letters.get(letter)


@lru_cache(maxsize=64)
def mark_table(spacing: Spacing, language: LanguageTable, *, vertical: bool = False) -> MarkTable:
    """The table of a style in a language; in vertical lines ：；？！ are an em (CLREQ)."""
    letters = _letters(spacing, language)
    single = {}
    for character in language.centred:
        letter = language.classes[ord(character)]
        if letter in letters:
            single[character] = replace(letters[letter], side=Side.BOTH)
    for character in "：；？！" if vertical else "":
        letter = language.classes[ord(character)]
        single[character] = MarkWidth(1000, 1000, letters[letter].step, Side.BOTH, rigid=True)
    for character in _HANGING if spacing.hang else "":
        letter = language.classes[ord(character)]
        if letter in letters:
            single[character] = replace(single.get(character, letters[letter]), hang=True)
    for character, sign in spacing.signs:
        letter = language.classes[ord(character)]
        known = single.get(character) or letters.get(letter) or MarkWidth(1000, 1000, STOP_STEP, Side.BOTH)
        single[character] = _changed(known, sign)
    return MarkTable(letters, single)


def _changed(known: MarkWidth, sign: Sign) -> MarkWidth:
    width = known.width if sign.width is None else sign.width
    least = known.least if sign.least is None else sign.least
    hang = known.hang if sign.hang is None else sign.hang
    side, settled = sign.side or known.side, sign.side is not None
    return MarkWidth(width, min(width, least), known.step, side, hang, known.rigid, settled)


def _letters(spacing: Spacing, language: LanguageTable) -> dict[str, MarkWidth]:
    full = spacing.marks is Marks.FULL
    inner = 1000 if full else HALF
    end = HALF if spacing.marks is Marks.HALF else (1000 if full else spacing.stop_width)
    least = min(end, spacing.stop_least)
    middle = language.interpunct if full else HALF
    found = {
        OPEN: MarkWidth(inner, HALF, BRACKET_STEP, Side.START),
        CLOSE: MarkWidth(inner, HALF, BRACKET_STEP, Side.END),
        COMMA: MarkWidth(inner, HALF, COMMA_STEP, Side.END),
        COLON: MarkWidth(inner, 1000 if full and language.firm_colon else HALF, COMMA_STEP, Side.END),
        STOP: MarkWidth(end, least, STOP_STEP, Side.END),
        EXCLAIM: MarkWidth(end, least, STOP_STEP, Side.END),
        INTERPUNCT: MarkWidth(middle, HALF, INTERPUNCT_STEP, Side.BOTH),
    }
    for letter in language.rigid:
        found[letter] = replace(found[letter], width=1000, least=1000, rigid=True)
    return found


def trims_before(before: str, after: str) -> bool:
    """True where the right half of ``before`` goes because ``after`` follows (class letters).

    Brackets hug what they enclose: a stop or comma loses its right half before a closing mark, a
    closing mark before an opening one, and so does the first of two sentence ends.
    """
    if before in (CLOSE, COMMA, STOP, COLON, EXCLAIM):
        follows = (CLOSE, COMMA, STOP, COLON, EXCLAIM)
        return after in follows or (before == CLOSE and after in (OPEN, INTERPUNCT))
    return False


def trims_after(before: str, after: str) -> bool:
    """True where the left half of an opening ``after`` goes because ``before`` stands there.

    The pause of a comma or stop before it is kept; of two opening marks the second gives. Behind an
    interpunct it is the mark's own white that stays (JLREQ 3.1.4; CSS Text 4, text-spacing-trim).
    """
    return after == OPEN and before in (OPEN, COMMA, STOP, COLON, EXCLAIM, INTERPUNCT)


class Effect(NamedTuple):
    """What becomes of a mark between its neighbours: by how much it is narrower, what of its glyph's left
    is cut, what it loses at a line's start and end, and what the gaps before (0) and behind it (1) can
    give, with the step."""

    narrower: Length
    cut: Length
    start_cut: Length = 0
    end_cut: Length = 0
    gives: tuple[tuple[int, Length, int], ...] = ()


NO_EFFECT = Effect(0, 0)


def set_marks(columns: Columns, settings: Sequence[Part], *, vertical: bool = False) -> None:
    """Set each mark as wide as its style has it, and note what it can still give. ``settings`` says
    with what the characters from one place to another are set.

    A mark's effect depends on itself, its neighbours' classes and the style alone, and a paper has few
    of those: effects are kept with the setting.
    """
    table = mark_table(columns.spacing, columns.language, vertical=vertical)
    paired = _paired(columns.classes) if columns.language.paired else frozenset()
    said = columns.text, f"\0{columns.classes}\0", paired
    filled = columns.advances, columns.cuts, columns.start_cuts, columns.end_cuts, columns.squeezes
    places = _places(columns)
    for start, end, setting in settings:
        known = setting.effects_of(table, columns.em)
        inside = places
        if settings[1:]:
            inside = places[bisect_left(places, start) : bisect_left(places, end)]
        number = 0
        while (number := settle_marks(inside, number, said, known, filled)) < len(inside):
            position = inside[number]
            key = _key_of(position, said, columns.advances)
            known[key] = _effect(columns, position, table, setting, (vertical, position in paired))


Said: TypeAlias = tuple[str, str, frozenset[int]]
"""A paragraph's characters, their classes between two zeros, and the places of what shares an em."""

_Filled: TypeAlias = tuple[list[Length], list[Length], dict[int, Length], dict[int, Length], list[Give]]


@twin
def settle_marks(
    places: list[int], number: int, said: Said, known: Mapping[Any, Effect], filled: _Filled
) -> int:
    """Give the marks at ``places``, from a number on, what is known to become of them. Return the number of
    the first of which that is not known. ``filled`` are the advances, cuts, cuts at a line's start and end,
    and squeezes of ``Columns``."""
    advances, cuts, start_cuts, end_cuts, squeezes = filled
    for position in places[number:]:
        effect = known.get(_key_of(position, said, advances))
        if effect is None:
            return number
        number += 1
        narrower, cut, start_cut, end_cut, gives = effect
        advances[position] -= narrower
        cuts[position] = cut
        if start_cut:
            start_cuts[position] = start_cut
        if end_cut:
            end_cuts[position] = end_cut
        for gap, amount, step in gives:
            squeezes.append(Give(position + gap, amount, step))
    return number


def _key_of(position: int, said: Said, advances: list[Length]) -> tuple[str, str, Length, bool]:
    """All that a mark's effect depends on, by one style."""
    text, around, paired = said
    return text[position], around[position : position + 3], advances[position], position in paired


def _effect(
    columns: Columns, position: int, table: MarkTable, setting: Setting, how: tuple[bool, bool]
) -> Effect:
    vertical, paired = how
    letter, character = columns.classes[position], columns.text[position]
    mark = table.of(letter, character)
    if mark is None:
        return NO_EFFECT
    if columns.advances[position] < columns.per_mille(900):  # a face with narrow marks: nothing to take off
        return _widened(columns, position, mark) if letter == INTERPUNCT else NO_EFFECT
    if not (vertical or mark.rigid or mark.settled):
        side = setting.white(character, mark.side)
        mark = mark if side is mark.side else replace(mark, side=side)
    return _shared_out(columns, position, mark, paired=paired)


def _widened(columns: Columns, position: int, mark: MarkWidth) -> Effect:
    """An interpunct that its face has as a Western one (Noto Serif CJK), in the middle of its width."""
    missing = columns.per_mille(mark.width) - columns.advances[position]
    return Effect(-missing, -(missing // 2)) if missing > 0 else NO_EFFECT


def _places(columns: Columns) -> list[int]:
    places = places_of(columns.classes, MARKS + INTERPUNCT)
    if columns.spacing.signs:
        own = {mark for mark, sign in columns.spacing.signs if sign.width or sign.least or sign.hang}
        found = {position for position, character in enumerate(columns.text) if character in own}
        return sorted(found.union(places))
    return places


@twin
def places_of(classes: str, letters: str) -> list[int]:
    """Where any of some class letters stands, ascending."""
    return [match.start() for match in _any_of(letters).finditer(classes)]


@cache
def _any_of(letters: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(letters)}]" if letters else "(?!)")


def _paired(classes: str) -> frozenset[int]:
    """Places of the exclamations that share an em with another, first and second, third and fourth …;
    the last of three has no partner."""
    found: set[int] = set()
    for match in _GROUP.finditer(classes) if EXCLAIM * 2 in classes else ():
        found.update(range(match.start(), match.end() - (match.end() - match.start()) % 2))
    return frozenset(found)


def _shared_out(columns: Columns, position: int, mark: MarkWidth, *, paired: bool) -> Effect:
    """A mark's white: what the style cuts, what neighbours cut, what lines may cut."""
    classes, per_mille, rigid = columns.classes, columns.per_mille, columns.language.rigid
    letter = classes[position]
    after = classes[position + 1] if position + 1 < len(classes) else ""
    before = classes[position - 1] if position else ""
    ahead, behind = _whites(mark.width - HALF, mark.side)
    ahead_full, _ = _whites(1000 - HALF, mark.side)
    if letter in MARKS and not mark.rigid:
        hugs = letter not in (OPEN, *columns.language.aloof)
        if hugs and behind and after and trims_before(letter, after):
            behind = 0
        if paired:
            ahead = behind = 0
        if letter == OPEN and ahead and before and before not in rigid and trims_after(before, letter):
            ahead = 0
    narrower = per_mille(HALF - ahead - behind)
    start_cut = per_mille(ahead) if letter == OPEN and ahead and columns.spacing.trim_line_start else 0
    end_cut = 0
    if mark.hang and not (before and before in MARKS):
        end_cut = columns.advances[position] - narrower
    elif behind and columns.spacing.trim_line_end and not mark.rigid:
        end_cut = per_mille(behind)
    gives = _gives(columns, mark, (ahead, behind))
    return Effect(narrower, per_mille(ahead_full - ahead), start_cut, end_cut, gives)


def _whites(white: int, side: Side) -> tuple[int, int]:
    """A mark's white before and behind its ink."""
    if side is Side.BOTH:
        return white - white // 2, white // 2
    return (white, 0) if side is Side.START else (0, white)


def _gives(columns: Columns, mark: MarkWidth, whites: tuple[int, int]) -> tuple[tuple[int, Length, int], ...]:
    """What is left of a mark's white for lines to take, shared by the gaps before and behind it."""
    ahead, behind = whites
    give = ahead + behind - (mark.least - HALF)
    if give <= 0:
        return ()
    from_ahead = give * ahead // (ahead + behind)
    shares = ((0, from_ahead), (1, give - from_ahead))
    return tuple((gap, columns.per_mille(amount), mark.step) for gap, amount in shares if amount)
