"""Runs of text to items."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from operator import attrgetter

from broadsheet.kernel import twin
from broadsheet.model.spacing import Spacing
from broadsheet.patterns import late_pattern
from broadsheet.text.addresses import addresses, in_file_name
from broadsheet.text.blanks import settle_blanks
from broadsheet.text.borders import settle_borders
from broadsheet.text.breaks import BULLETS, settle_breaks
from broadsheet.text.charclass import DASH, FIGURE, HAN, INTERPUNCT, LATIN, PUNCT, classify
from broadsheet.text.columns import Columns
from broadsheet.text.dashes import join_dashes
from broadsheet.text.hyphenate import SHORTEST_WORD, hyphenation
from broadsheet.text.items import HYPHEN, NO_BREAK, Hyphen, Items, pens_of, steps_of
from broadsheet.text.marks import Part, set_marks
from broadsheet.text.rules import Rules, rules_of
from broadsheet.text.setting import FaceUse, Setting
from broadsheet.text.vertical import as_cells, level_cells
from broadsheet.units import Length

_WORD = late_pattern(f"[{LATIN}{FIGURE}{PUNCT}]+")  # what the Latin face sets
_LETTERS = late_pattern(f"{LATIN}+")
_NOT_HAN = late_pattern(f"[^{HAN}]")
_QUOTE = late_pattern("[“”‘’]")
_LATIN_DASH = late_pattern("(?:(?<=[a-z][a-z.,!?)’”])|(?<=[a-z][.,!?][’”]))—(?=[(“‘]?[A-Za-z])")
_SET_AGAIN = (("×", late_pattern("×"), HAN), ("•", late_pattern("•"), INTERPUNCT), ("—", _LATIN_DASH, DASH))
_GAP = attrgetter("gap")


def itemise(
    parts: list[tuple[str, Setting]],
    spacing: Spacing,
    *,
    hyphenate: bool = True,
    clauses: bool = False,
    lists: bool = False,
) -> Items:
    """Return the items of a paragraph whose characters come in ``parts``, each with its setting.

    The first part's em is the paragraph's em: gaps and mark steps are shares of it. ``clauses``: it is
    a headline or the like, whose typed spaces part clauses (跌破1.3% 怎么办). ``lists``: it is a byline,
    whose typed spaces part names (杨丽 Peter Johnson).
    """
    return items_of(parts, rules_of(parts[0][1], spacing, clauses, lists), hyphenate)


@twin
def items_of(parts: list[tuple[str, Setting]], rules: Rules, hyphenate: bool) -> Items:
    """The items of a paragraph by its rules."""
    columns = _gather(parts, rules)
    for sign, wanted, letter in _SET_AGAIN:
        if sign in columns.text:
            _set_again(columns, _spans(parts), wanted, letter)
    if columns.cells or _NOT_HAN.search(columns.classes):
        spans = _spans(parts)
        if PUNCT in columns.classes:
            _set_again(columns, spans, _QUOTE, PUNCT)
        if columns.cells:
            _set_cells(columns, spans)
        _set_words(columns, spans)
        set_marks(columns, spans, rules.marks)
        if 2 * DASH in columns.classes:
            join_dashes(columns, spans)
        settle_borders(columns, rules.borders, rules.gaps)
        settle_blanks(columns, rules, {end for _, end, _ in spans[:-1]})
        if hyphenate:
            _set_hyphens(columns)
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
        columns.hyphen,
        columns.em,
        pens,
        steps_of(pens, columns.cuts),
        columns.levels,
        columns.hyphens,
    )


def _gather(parts: list[tuple[str, Setting]], rules: Rules) -> Columns:
    """Look up glyphs and widths; the work for plain ideographs ends here."""
    text = "".join(part for part, _ in parts)
    first = parts[0][1]
    classes = classify(text, rules.language.classes)
    cells = list(level_cells(text, classes, first.style.level)) if rules.vertical else []
    if cells:
        classes = as_cells(classes, cells)
    boxes = [_boxes_of(part, setting.boxes) for part, setting in parts]
    hyphens = [setting.hyphen for _, setting in parts]  # all of this before the faces are counted
    (glyphs, advances, uses), faces = boxes[0], list(first.faces)
    bases = {id(first): 0}
    for (part_glyphs, widths, found), (_, setting) in zip(boxes[1:], parts[1:], strict=True):
        glyphs.extend(part_glyphs)
        advances.extend(widths)
        if id(setting) not in bases:
            bases[id(setting)] = len(faces)
            faces.extend(setting.faces)
        base = bases[id(setting)]
        uses.extend(base + use for use in found)
    count = len(text)
    flexible = bytearray(b"\x01") * (count + 1)
    flexible[0] = flexible[-1] = 0
    if text[:1] and text[0] in BULLETS:  # an item's lines begin below each other
        flexible[1] = 0
    breaks = settle_breaks(text, classes, rules.tailored, first.names)
    for (_, before), (after, _) in pairwise(sorted(cells)):
        if before == after:  # figures one below the other, and their sign
            breaks[after], flexible[after] = NO_BREAK, 0
    return Columns(
        text, classes, rules.language.spaced, rules.em, glyphs, uses, faces, advances,
        [0] * count, [0] * (count + 1), flexible, breaks,
        hyphens[0], cells=cells,
        hyphens=_numbered(hyphens, [bases[id(setting)] for _, setting in parts]) if parts[1:] else {},
    )  # fmt: skip


def _numbered(hyphens: list[Hyphen], bases: list[int]) -> dict[int, Hyphen]:
    """The hyphen of each part by the number of its face among the paragraph's."""
    found = {}
    for (glyph, width, use, text), base in zip(hyphens, bases, strict=True):
        found[base + use] = (glyph, width, base + use, text)
    return found


def _boxes_of(
    text: str, boxes: Mapping[str, tuple[int, Length, int]]
) -> tuple[list[int], list[Length], list[int]]:
    """The glyphs, widths and uses of a text's characters."""
    found = list(map(boxes.__getitem__, text))
    return [box[0] for box in found], [box[1] for box in found], [box[2] for box in found]


def _spans(parts: list[tuple[str, Setting]]) -> list[Part]:
    """Start, end and setting of each part."""
    found, start = [], 0
    for part, setting in parts:
        found.append((start, start + len(part), setting))
        start += len(part)
    return found


def _set_again(columns: Columns, spans: list[Part], wanted: re.Pattern[str], letter: str) -> None:
    """Set the characters that a pattern finds in the face that suits their class, ``letter``: quotation marks
    (PUNCT) and dashes of Latin in the Latin face, bullets in names (INTERPUNCT) and crosses that stand for
    characters (HAN) in the Han face, these an em wide where that has a narrow one."""
    for start, end, setting in spans:
        for match in wanted.finditer(columns.text, start, end):
            position = match.start()
            if columns.classes[position] == letter:
                find = setting.western if letter in PUNCT + DASH else setting.wide
                glyph, width, use = find(match.group())
                columns.glyphs[position] = glyph
                columns.advances[position] = max(width, setting.em) if letter == HAN else width
                columns.cuts[position] = -((columns.advances[position] - width) // 2)
                columns.uses[position] = _use_of(columns, setting.faces[use])


def _set_cells(columns: Columns, spans: list[Part]) -> None:
    """Put what stands level in a vertical line into one cell: its first box is the cell."""
    for start, end, setting in spans:
        for low, high in columns.cells:
            if not start <= low < high <= end:
                continue
            glyphs, widths, use = setting.level(columns.text[low:high])
            columns.glyphs[low:high] = glyphs
            columns.uses[low:high] = [_use_of(columns, use)] * (high - low)
            columns.advances[low:high] = [setting.em, *[0] * (high - low - 1)]
            columns.levels[low] = widths


def _use_of(columns: Columns, face: FaceUse) -> int:
    """The number of a face that the paragraph may not have used yet."""
    if face not in columns.faces:
        columns.faces.append(face)
    return columns.faces.index(face)


def _set_words(columns: Columns, spans: list[Part]) -> None:
    """Kern Latin words."""
    text, uses = columns.text, columns.uses
    for start, end, setting in spans:
        for match in _WORD.finditer(columns.classes, start, end):
            low, high = match.span()
            if high > low + 1 and uses[low:high].count(uses[low]) == high - low:
                widths = setting.words[text[low:high]]
                if widths is not None:
                    columns.advances[low:high] = widths


def _set_hyphens(columns: Columns) -> None:
    """Allow hyphenated breaks in long Latin words that stand by themselves."""
    if LATIN * SHORTEST_WORD not in columns.classes:
        return
    inside = {position for start, end in addresses(columns.text) for position in range(start, end)}
    for match in _LETTERS.finditer(columns.classes):
        word = columns.text[match.start() : match.end()]
        if not word.isascii() or match.start() in inside:
            continue
        if in_file_name(columns.text, match.start(), match.end()):
            continue
        for offset in hyphenation(word):
            if columns.breaks[match.start() + offset] == NO_BREAK:
                columns.breaks[match.start() + offset] = HYPHEN
