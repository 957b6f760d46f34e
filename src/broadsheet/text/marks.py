"""How wide each mark is set, by style: the empty half goes before any line is broken.

Widths in per mille of an em. Source: CLREQ "Adjustment of punctuation width", GB/T 15834-2011
5.1, JLREQ 3.1; 开明 as newspapers have it: in-sentence marks and brackets half, sentence ends full.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from typing import TypeAlias

from broadsheet.model.spacing import Marks, Side, Sign, Spacing
from broadsheet.patterns import late_pattern
from broadsheet.records import record, record_with, replace
from broadsheet.rows import NamedTuple
from broadsheet.text.charclass import CLOSE, COLON, COMMA, EXCLAIM, FIGURE, INTERPUNCT, MARKS, OPEN, STOP
from broadsheet.text.columns import Columns
from broadsheet.text.items import BRACKET_STEP, COMMA_STEP, INTERPUNCT_STEP, STOP_STEP, Give
from broadsheet.text.language import LanguageTable
from broadsheet.text.setting import Setting
from broadsheet.units import Length

HALF = 500
_GROUP = late_pattern(f"{EXCLAIM}{{2,}}")
_MARK = late_pattern(f"[{MARKS}{INTERPUNCT}]")
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


@record_with(eq=False)
class MarkRules:
    """What decides about the marks of a paragraph besides its characters and its faces. ``own`` are the
    characters that the style gives a width of their own. One object a kind of paragraph: it is a key."""

    table: MarkTable
    spacing: Spacing
    language: LanguageTable
    em: Length
    vertical: bool
    own: str

    def per_mille(self, thousandths: int) -> Length:
        """A share of the em."""
        return self.em * thousandths // 1000


def mark_rules(spacing: Spacing, language: LanguageTable, em: Length, *, vertical: bool) -> MarkRules:
    """The rules of a style's marks in a language and at an em."""
    own = "".join(mark for mark, sign in spacing.signs if sign.width or sign.least or sign.hang)
    return MarkRules(
        mark_table(spacing, language, vertical=vertical), spacing, language, em, vertical, own
    )


Key: TypeAlias = tuple[str, str, Length, bool]
"""All that a mark's effect depends on, by one style: the character, the class before it, its own and the one
behind it (a zero at the text's edge), its width, and whether it shares an em with its neighbour."""


class Effects(dict[Key, Effect]):
    """What becomes of the marks of a setting, worked out when it is first asked for: a paper has few keys."""

    def __init__(self, setting: Setting, rules: MarkRules) -> None:
        super().__init__()
        self._setting, self._rules = setting, rules
        self.kernel_known: object = None  # what a compiled kernel keeps of it

    def __missing__(self, key: Key) -> Effect:
        effect = self[key] = _effect(key, self._setting, self._rules)
        return effect


def effects_of(setting: Setting, rules: MarkRules) -> Effects:
    """The effects of a setting by some rules; the same object each time."""
    # no lambda: Python 3.13 crashes where it finds no memory for one, and the kernel calls this
    return setting.keep(rules, partial(Effects, setting, rules))


def set_marks(columns: Columns, settings: Sequence[Part], rules: MarkRules) -> None:
    """Set each mark as wide as its style has it, and note what it can still give. ``settings`` says
    with what the characters from one place to another are set."""
    text, around, advances = columns.text, f"\0{columns.classes}\0", columns.advances
    paired = _paired(columns.classes) if rules.language.paired else frozenset()
    places = _places(columns, rules)
    for start, end, setting in settings:
        effects = effects_of(setting, rules)
        for position in places[bisect_left(places, start) : bisect_left(places, end)]:
            key = text[position], around[position : position + 3], advances[position], position in paired
            _apply(effects[key], position, columns)


def _apply(effect: Effect, position: int, columns: Columns) -> None:
    narrower, cut, start_cut, end_cut, gives = effect
    columns.advances[position] -= narrower
    columns.cuts[position] = cut
    if start_cut:
        columns.start_cuts[position] = start_cut
    if end_cut:
        columns.end_cuts[position] = end_cut
    for gap, amount, step in gives:
        columns.squeezes.append(Give(position + gap, amount, step))


def _effect(key: Key, setting: Setting, rules: MarkRules) -> Effect:
    character, around, width, _ = key
    letter = around[1]
    mark = rules.table.of(letter, character)
    if mark is None:
        return NO_EFFECT
    in_figures = around == FIGURE + COLON + FIGURE and not rules.vertical
    if in_figures and character not in rules.own:
        mark = replace(mark, width=HALF, least=HALF)  # 3：1, 8：30: no pause
    if width < rules.per_mille(900):  # a face with narrow marks: nothing to take off
        return _widened(width, mark, rules) if letter == INTERPUNCT else NO_EFFECT
    if not (rules.vertical or mark.rigid or mark.settled):
        side = setting.white(character, mark.side)
        mark = mark if side is mark.side else replace(mark, side=side)
    return _shared_out(key, mark, rules)


def _widened(width: Length, mark: MarkWidth, rules: MarkRules) -> Effect:
    """An interpunct that its face has as a Western one (Noto Serif CJK), in the middle of its width."""
    missing = rules.per_mille(mark.width) - width
    return Effect(-missing, -(missing // 2)) if missing > 0 else NO_EFFECT


def _places(columns: Columns, rules: MarkRules) -> list[int]:
    """Where marks stand, ascending."""
    places = [match.start() for match in _MARK.finditer(columns.classes)]
    if rules.own:
        own = {position for position, character in enumerate(columns.text) if character in rules.own}
        return sorted(own.union(places))
    return places


def _paired(classes: str) -> frozenset[int]:
    """Places of the exclamations that share an em with another, first and second, third and fourth …;
    the last of three has no partner."""
    found: set[int] = set()
    for match in _GROUP.finditer(classes) if EXCLAIM * 2 in classes else ():
        found.update(range(match.start(), match.end() - (match.end() - match.start()) % 2))
    return frozenset(found)


def _shared_out(key: Key, mark: MarkWidth, rules: MarkRules) -> Effect:
    """A mark's white: what the style cuts, what neighbours cut, what lines may cut."""
    _, around, width, paired = key
    before, letter, after = around[0], around[1], around[2]
    language, spacing = rules.language, rules.spacing
    ahead, behind = _whites(mark.width - HALF, mark.side)
    ahead_full, _ = _whites(1000 - HALF, mark.side)
    if letter in MARKS and not mark.rigid:
        hugs = letter not in (OPEN, *language.aloof)
        if hugs and behind and trims_before(letter, after):
            behind = 0
        if paired:
            ahead = behind = 0
        if letter == OPEN and ahead and before not in language.rigid and trims_after(before, letter):
            ahead = 0
    narrower = rules.per_mille(HALF - ahead - behind)
    start_cut = rules.per_mille(ahead) if letter == OPEN and ahead and spacing.trim_line_start else 0
    end_cut = 0
    if mark.hang and before not in MARKS:
        end_cut = width - narrower
    elif behind and spacing.trim_line_end and not mark.rigid:
        end_cut = rules.per_mille(behind)
    gives = _gives(mark, (ahead, behind), rules)
    return Effect(narrower, rules.per_mille(ahead_full - ahead), start_cut, end_cut, gives)


def _whites(white: int, side: Side) -> tuple[int, int]:
    """A mark's white before and behind its ink."""
    if side is Side.BOTH:
        return white - white // 2, white // 2
    return (white, 0) if side is Side.START else (0, white)


def _gives(
    mark: MarkWidth, whites: tuple[int, int], rules: MarkRules
) -> tuple[tuple[int, Length, int], ...]:
    """What is left of a mark's white for lines to take, shared by the gaps before and behind it."""
    ahead, behind = whites
    give = ahead + behind - (mark.least - HALF)
    if give <= 0:
        return ()
    from_ahead = give * ahead // (ahead + behind)
    shares = ((0, from_ahead), (1, give - from_ahead))
    return tuple((gap, rules.per_mille(amount), mark.step) for gap, amount in shares if amount)
