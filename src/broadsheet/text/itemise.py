"""Runs of text to items."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from operator import attrgetter

from broadsheet.model.style import Spacing
from broadsheet.text.breaks import settle_breaks
from broadsheet.text.charclass import (
    CLASSES,
    COMBINING,
    CONNECTOR,
    DASH,
    ELLIPSIS,
    EXCLAIM,
    FIGURE,
    HAN,
    INTERPUNCT,
    LATIN,
    MARKS,
    NEWLINE,
    OPEN,
    POSTFIX,
    PREFIX,
    PUNCT,
    SMALL,
    SOLIDUS,
    SPACE,
    classify,
)
from broadsheet.text.hyphenate import SHORTEST_WORD, hyphenation
from broadsheet.text.items import (
    GAP_STEP,
    HYPHEN,
    NO_BREAK,
    SPACE_STEP,
    Give,
    Items,
    pens_of,
    steps_of,
)
from broadsheet.text.marks import HALF, mark_widths, trims_after, trims_before
from broadsheet.text.setting import FaceUse, Setting
from broadsheet.units import Length

_WORD = re.compile(f"[{LATIN}{FIGURE}{PUNCT}]+")  # what the Latin face sets
_LETTERS = re.compile(f"{LATIN}+")
_NOT_HAN = re.compile(f"[^{HAN}]")
_OTHERS = re.compile(f"[^{HAN}]+")
_MARK = re.compile(f"[{MARKS}{INTERPUNCT}]")
_BLANK = re.compile(f"[{SPACE}{NEWLINE}]")
_GAP = attrgetter("gap")
_WIDE = HAN + SMALL  # what keeps a gap from Latin
_FIGURES = FIGURE + POSTFIX + PREFIX
_RIGID = LATIN + FIGURE + PUNCT + POSTFIX + PREFIX  # nothing is added between two of these
_NO_STRETCH_BESIDE = CONNECTOR + SOLIDUS


@dataclass(slots=True)
class _Columns:
    """The columns of Items while they are filled; private to this module."""

    text: str
    classes: str
    spacing: Spacing
    em: Length
    glyphs: list[int]
    uses: list[int]
    faces: list[FaceUse]
    advances: list[Length]
    cuts: list[Length]
    gaps: list[Length]
    flexible: bytearray
    breaks: bytearray
    start_cuts: dict[int, Length] = field(default_factory=dict)
    end_cuts: dict[int, Length] = field(default_factory=dict)
    squeezes: list[Give] = field(default_factory=list)
    stretches: list[Give] = field(default_factory=list)

    def per_mille(self, thousandths: int) -> Length:
        """A share of the em."""
        return self.em * thousandths // 1000


def itemise(
    parts: list[tuple[str, Setting]], spacing: Spacing, *, hyphenate: bool = True, kerning: bool = True
) -> Items:
    """Return the items of a paragraph whose characters come in ``parts``, each with its setting.

    The first part's em is the paragraph's em: gaps and mark steps are shares of it.
    """
    columns = _gather(parts, spacing)
    if _NOT_HAN.search(columns.classes):
        _set_quotes(columns, parts)
        if kerning:
            _set_words(columns, parts)
        _set_marks(columns)
        _set_neighbours(columns)
        if hyphenate:
            _set_hyphens(columns)
    setting = parts[0][1]
    pens = pens_of(columns.advances, columns.gaps)
    return Items(
        columns.text,
        columns.classes,
        tuple(columns.glyphs),
        bytes(columns.uses),
        tuple(columns.faces),
        tuple(columns.advances),
        tuple(columns.cuts),
        tuple(columns.gaps),
        bytes(columns.breaks),
        bytes(columns.flexible),
        columns.start_cuts,
        columns.end_cuts,
        tuple(sorted(columns.squeezes, key=_GAP)),
        tuple(sorted(columns.stretches, key=_GAP)),
        setting.hyphen,
        columns.em,
        pens,
        steps_of(pens, columns.cuts),
        _missing(parts),
    )


def _missing(parts: list[tuple[str, Setting]]) -> tuple[str, ...]:
    return tuple(
        character
        for text, setting in parts
        if setting.missing
        for character in text
        if character in setting.missing
    )


def _gather(parts: list[tuple[str, Setting]], spacing: Spacing) -> _Columns:
    """Look up glyphs and widths; the work for plain ideographs ends here."""
    text = "".join(part for part, _ in parts)
    classes = classify(text)
    glyphs: list[int] = []
    uses: list[int] = []
    advances: list[Length] = []
    faces: list[FaceUse] = []
    bases: dict[int, int] = {}
    for part, setting in parts:
        glyphs.extend(map(setting.glyphs.__getitem__, part))
    for part, setting in parts:
        advances.extend(map(setting.widths.__getitem__, part))
        if id(setting) not in bases:
            bases[id(setting)] = len(faces)
            faces.extend(setting.faces)
        base = bases[id(setting)]
        found = map(setting.uses.__getitem__, part)
        uses.extend(found if not base else [base + use for use in found])
    count = len(text)
    flexible = bytearray(b"\x01") * (count + 1)
    flexible[0] = flexible[-1] = 0
    return _Columns(
        text, classes, spacing, parts[0][1].em, glyphs, uses, faces, advances,
        [0] * count, [0] * (count + 1), flexible,
        settle_breaks(text, classes, spacing.kinsoku.value),
    )  # fmt: skip


def _spans(parts: list[tuple[str, Setting]]) -> list[tuple[int, int, int, Setting]]:
    """Start, end, first face and setting of each part."""
    found, start, base = [], 0, 0
    bases: dict[int, int] = {}
    for part, setting in parts:
        if id(setting) not in bases:
            bases[id(setting)] = base
            base += len(setting.faces)
        found.append((start, start + len(part), bases[id(setting)], setting))
        start += len(part)
    return found


def _set_quotes(columns: _Columns, parts: list[tuple[str, Setting]]) -> None:
    """Give quotation marks inside Latin the Latin face's glyphs."""
    for start, end, base, setting in _spans(parts):
        for position in range(start, end):
            if columns.classes[position] == PUNCT and columns.text[position] in "“”‘’":
                glyph, width, use = setting.western(columns.text[position])
                columns.glyphs[position] = glyph
                columns.advances[position] = width
                columns.uses[position] = base + use


def _set_words(columns: _Columns, parts: list[tuple[str, Setting]]) -> None:
    """Kern Latin words."""
    for start, end, _, setting in _spans(parts):
        for match in _WORD.finditer(columns.classes, start, end):
            word = columns.text[match.start() : match.end()]
            if len(word) > 1 and len(set(columns.uses[match.start() : match.end()])) == 1:
                widths = setting.word_widths(word)
                if widths is not None:
                    columns.advances[match.start() : match.end()] = widths


def _set_marks(columns: _Columns) -> None:
    """Set each mark as wide as its style has it, and note what it can still give."""
    spacing, per_mille = columns.spacing, columns.per_mille
    table = mark_widths(spacing)
    classes = columns.classes
    narrow = per_mille(900)
    for match in _MARK.finditer(classes):
        position, letter = match.start(), match.group()
        mark = table[letter]
        full = columns.advances[position]
        if full < narrow:  # a face with half-width marks: nothing to take off
            continue
        width, left_cut = mark.width, mark.left_cut
        after = classes[position + 1] if position + 1 < len(classes) else ""
        before = classes[position - 1] if position else ""
        if letter in MARKS and letter != OPEN and width > HALF and after and trims_before(letter, after):
            width = HALF
        if letter == EXCLAIM and width > HALF and _is_second(classes, position):
            width = HALF  # ？！ together one em
        if letter == OPEN and width > HALF and before and trims_after(before, letter):
            width = left_cut = HALF
        columns.advances[position] = full - per_mille(1000 - width)
        columns.cuts[position] = per_mille(left_cut)
        if letter == INTERPUNCT or width == HALF:
            continue
        blank = per_mille(width - HALF)
        give = per_mille(width - mark.least)
        if letter == OPEN:
            if spacing.trim_line_start:
                columns.start_cuts[position] = blank
            columns.squeezes.append(Give(position, give, mark.step))
        else:
            if spacing.trim_line_end:
                columns.end_cuts[position] = blank
            if give:
                columns.squeezes.append(Give(position + 1, give, mark.step))


def _is_second(classes: str, position: int) -> bool:
    """True for the second, fourth ... of the exclamations that stand together: each pair is one em."""
    first = position
    while first and classes[first - 1] == EXCLAIM:
        first -= 1
    return (position - first) % 2 == 1


def _set_neighbours(columns: _Columns) -> None:
    """Settle the gaps at borders of script, the spaces, and where no space may be added."""
    classes, flexible, last = columns.classes, columns.flexible, len(columns.text) - 1
    gaps = {letter: _gap(columns, letter) for letter in _RIGID}
    for match in _OTHERS.finditer(classes):  # a stretch of what is no ideograph, with both its edges
        for right in range(match.start() or 1, min(match.end(), last) + 1):
            pair = classes[right - 1 : right + 1]
            border = _BORDERS.get(pair if pair[0] != COMBINING else _carrier(classes, right) + pair[1])
            if border is None:
                continue
            if not border:
                flexible[right] = 0
            else:
                _set_gap(columns, right, gaps[border])
    for match in _BLANK.finditer(classes):
        position = match.start()
        if match.group() == SPACE:
            _set_space(columns, position)
        else:
            columns.advances[position] = 0
            flexible[position] = flexible[position + 1] = 0


def _carrier(classes: str, right: int) -> str:
    """The class that stands before a box; a combining mark counts as the character it stands on."""
    while right > 1 and classes[right - 1] == COMBINING:
        right -= 1
    return classes[right - 1]


def _border(before: str, after: str) -> str | None:
    """What stands between two classes: the Western class that a gap is set for, nothing that could
    be stretched (an empty string), or no border (None)."""
    inside_unit = (before in _RIGID and after in _RIGID) or after == COMBINING
    inside_pair = before == after and before in DASH + ELLIPSIS
    if inside_unit or inside_pair or before in _NO_STRETCH_BESIDE or after in _NO_STRETCH_BESIDE:
        return ""
    if before in _WIDE and after in _RIGID:
        return after
    return before if after in _WIDE and before in _RIGID else None


_BORDERS = {a + b: _border(a, b) for a in CLASSES for b in CLASSES}


def _gap(columns: _Columns, western: str) -> tuple[Length, Length, Length]:
    """The Han–Latin gap: natural, and what it can lose and gain by the style (CLREQ squeeze 6, stretch 2)."""
    spacing = columns.spacing
    natural = spacing.han_latin if western == LATIN else spacing.han_figure
    least = max(0, natural - spacing.gap_least)
    most = max(0, spacing.gap_most - natural)
    return columns.per_mille(natural), columns.per_mille(least), columns.per_mille(most)


def _set_gap(columns: _Columns, right: int, gap: tuple[Length, Length, Length]) -> None:
    columns.gaps[right], least, most = gap
    if least:
        columns.squeezes.append(Give(right, least, GAP_STEP))
    if most:
        columns.stretches.append(Give(right, most, 2))


def _set_space(columns: _Columns, position: int) -> None:
    """A typed space: a word space inside Latin, absorbed into the gap between Han and Latin, and
    half an em between two ideographs, where the writer wants to see it."""
    classes, text = columns.classes, columns.text
    if text[position] == "\u3000":
        columns.flexible[position] = 0
        return
    before = classes[position - 1] if position else ""
    after = classes[position + 1] if position + 1 < len(classes) else ""
    columns.flexible[position] = columns.flexible[position + 1] = 0
    if before in _RIGID and after in _RIGID and before and after:
        natural = columns.advances[position]
        quarter, half = columns.per_mille(250), columns.per_mille(500)
        if natural > quarter * 3 // 4:
            columns.squeezes.append(Give(position + 1, natural - quarter * 3 // 4, SPACE_STEP))
        columns.stretches.append(Give(position + 1, max(0, half - natural), 1))
    elif before in _WIDE and after in _WIDE and before and after:
        columns.advances[position] = columns.per_mille(HALF)
    else:
        figures = before in _FIGURES or after in _FIGURES
        gap = columns.spacing.han_figure if figures else columns.spacing.han_latin
        columns.advances[position] = columns.per_mille(gap)
        if columns.spacing.gap_most > gap:
            columns.stretches.append(
                Give(position + 1, columns.per_mille(columns.spacing.gap_most - gap), 2)
            )


def _set_hyphens(columns: _Columns) -> None:
    """Allow hyphenated breaks in long Latin words that stand by themselves."""
    if LATIN * SHORTEST_WORD not in columns.classes:
        return
    for match in _LETTERS.finditer(columns.classes):
        word = columns.text[match.start() : match.end()]
        if not word.isascii():
            continue
        if _in_address(columns.text, match.start(), match.end()):
            continue
        for offset in hyphenation(word):
            if columns.breaks[match.start() + offset] == NO_BREAK:
                columns.breaks[match.start() + offset] = HYPHEN



def _in_address(text: str, start: int, end: int) -> bool:
    """True where a word is part of an address or a file name, which no hyphen may enter."""
    return text[start - 1 : start] in tuple("/@.:_-") or text[end : end + 1] in tuple("/@:_-")
