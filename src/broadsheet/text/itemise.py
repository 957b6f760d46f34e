"""Runs of text to items."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from operator import attrgetter

from broadsheet.kernel import twin
from broadsheet.model.spacing import Spacing
from broadsheet.patterns import late_pattern
from broadsheet.text.borders import RIGID, WIDE, Gap, is_symbol, settle_borders
from broadsheet.text.breaks import BULLETS, addresses, settle_breaks
from broadsheet.text.charclass import (
    CLOSE,
    COLON,
    COMMA,
    CONNECTOR,
    DASH,
    ENDS,
    EXCLAIM,
    FIGURE,
    HAN,
    HANGUL,
    INTERPUNCT,
    LATIN,
    NEWLINE,
    OPEN,
    POSTFIX,
    PREFIX,
    PUNCT,
    SPACE,
    STOP,
    WESTERN,
    classify,
)
from broadsheet.text.columns import Columns
from broadsheet.text.dashes import join_dashes
from broadsheet.text.hyphenate import SHORTEST_WORD, hyphenation
from broadsheet.text.items import (
    GAP_STEP,
    HYPHEN,
    NAME,
    NO_BREAK,
    SPACE_STEP,
    Give,
    Hyphen,
    Items,
    pens_of,
    steps_of,
)
from broadsheet.text.marks import HALF, Part, set_marks
from broadsheet.text.rules import Rules, rules_of
from broadsheet.text.setting import IDEOGRAPHIC_SPACE, FaceUse, Setting
from broadsheet.text.vertical import as_cells, level_cells
from broadsheet.units import Length

_WORD = late_pattern(f"[{LATIN}{FIGURE}{PUNCT}]+")  # what the Latin face sets
_LETTERS = late_pattern(f"{LATIN}+")
_NOT_HAN = late_pattern(f"[^{HAN}]")
_BOUND = frozenset((LATIN, FIGURE))  # what may belong to a figure over a typed space
_BLANKS = late_pattern(f"{SPACE}+|{NEWLINE}")
_QUOTES = "“”‘’"
_QUOTE = late_pattern(f"[{_QUOTES}]")
_CROSS = late_pattern("×")
_BULLET = late_pattern("•")
_GAP = attrgetter("gap")
_FIGURES = FIGURE + POSTFIX + PREFIX
_EXPRESSION = RIGID + COLON + INTERPUNCT + CONNECTOR  # Latin and figures, with what joins them (2：0, 3～5)
_WORDS = RIGID + HANGUL  # what a typed space is a word space between
_SENTENCE = frozenset(",.:;!?")  # a space behind these is a word space before an ideograph, too: 1. 目的
_STARTS = OPEN + COMMA + COLON + STOP + EXCLAIM  # no gap behind these before Latin


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
    if "×" in columns.text:
        _set_again(columns, _spans(parts), _CROSS, HAN)
    if "•" in columns.text:
        _set_again(columns, _spans(parts), _BULLET, INTERPUNCT)
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
        _settle_blanks(columns, rules, {end for _, end, _ in spans[:-1]})
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
    """Set the characters that a pattern finds in the face that suits their class, ``letter``: quotation
    marks inside Latin (PUNCT) in the Latin face, bullets in names (INTERPUNCT) and crosses that stand for
    characters (HAN) in the Han face, these an em wide where that has a narrow one."""
    for start, end, setting in spans:
        for match in wanted.finditer(columns.text, start, end):
            position = match.start()
            if columns.classes[position] == letter:
                find = setting.western if letter == PUNCT else setting.wide
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


def _settle_blanks(columns: Columns, rules: Rules, ends: set[int]) -> None:
    """Settle typed spaces, and the ends of lines that the author asked for. Spaces part clauses where a face
    ``ends``, too: **停电** 11月30日."""
    for match in _BLANKS.finditer(columns.classes):
        if match.group() == NEWLINE:
            columns.advances[match.start()] = 0
            columns.flexible[match.start()] = columns.flexible[match.end()] = 0
        else:
            start, end = match.span()
            clauses = rules.clauses or not ends.isdisjoint(range(start, end + 1))
            seen = _is_seen(columns, start, end, rules.lists) or (
                clauses and _parts_clauses(columns.classes, start, end)
            )
            _set_spaces(columns, start, end, rules.gaps, seen)


def _set_spaces(columns: Columns, start: int, end: int, gaps: Sequence[Gap], seen: bool) -> None:
    """Typed spaces in a row: one word space inside Latin, which is fixed between a figure and its unit, one
    gap between Han and Latin, and half an em each where they are to be ``seen``. An ideographic space is an
    em. In a row of names or short words they take as much again before what is in these does."""
    classes, flexible = columns.classes, columns.flexible
    before = classes[start - 1] if start else ""
    after = classes[end] if end < len(classes) else ""
    ends = before == PUNCT and after and after in WIDE and columns.text[start - 1] in _SENTENCE
    in_words = columns.spaced or (before in _WORDS and after in _WORDS and before and after) or ends
    is_bound = before == FIGURE and after in _BOUND and columns.breaks[end] == NO_BREAK  # 75 μg, 8867 0011
    if _parts_names(columns, start, end):
        natural = columns.em if columns.text[start] == IDEOGRAPHIC_SPACE else columns.per_mille(HALF)
        columns.stretches.append(Give(start + 1, natural, 1))
    first = True
    for position in range(start, end):
        flexible[position] = 0
        if columns.text[position] == IDEOGRAPHIC_SPACE:
            continue
        flexible[position + 1] = 0
        if is_bound and first:
            pass  # as wide as it is, whatever the line needs
        elif in_words and first:
            _set_word_space(columns, position)
            flexible[position + 1] = columns.spaced
        elif seen and not columns.spaced:
            columns.advances[position] = columns.per_mille(HALF)
        else:
            columns.advances[position] = 0
            if (
                first
                and not (before in WESTERN and after in ENDS)
                and not (before in _STARTS and after in WESTERN)
            ):
                _set_typed_gap(columns, position, _gap_at(before + after, gaps))
        first = False


def _parts_names(columns: Columns, start: int, end: int) -> bool:
    """Whether spaces stand in a row of names or short words, and not inside a name (诸葛　亮): beside a word
    of the row, or behind an ideograph by itself, with which the one behind them is no name."""
    breaks, classes = columns.breaks, columns.classes
    if not start or end == len(classes) or breaks[end] == NO_BREAK:
        return False
    alone = start > 1 and classes[start - 2] == SPACE
    return (classes[start - 1] == HAN and (alone or breaks[start - 1] == NAME)) or (
        breaks[end + 1] == NAME and classes[end + 1] == HAN
    )


def _is_seen(columns: Columns, start: int, end: int, lists: bool) -> bool:
    """Whether spaces stand between two ideographs, quoted or not, or beside a bracket or a symbol, where
    nobody types any for the sake of Latin (《新闻联播》 20：06, 3℃ ◎周二): their writer wants to see them."""
    text, classes = columns.text, columns.classes
    before, after = classes[start - 1 : start], classes[end : end + 1]
    closed = (before == CLOSE and text[start - 1] not in _QUOTES) or (
        before == HAN and is_symbol(text, start - 1)
    )
    opened = (after == OPEN and text[end] not in _QUOTES) or (after == HAN and is_symbol(text, end))
    wide = closed or _is_wide(classes, start - 1, CLOSE, -1), opened or _is_wide(classes, end, OPEN, 1)
    western = bool(before) and before in RIGID, bool(after) and after in RIGID
    return all(wide) or (wide[0] and western[1] and (closed or lists)) or (
        western[0] and wide[1] and (opened or lists)
    )


def _parts_clauses(classes: str, start: int, end: int) -> bool:
    """Whether spaces between an ideograph and Latin stand on one side of the Latin only, on whose other side
    an ideograph follows without any: its writer puts none beside Latin as such."""
    if start == 0 or end == len(classes):
        return False
    if _is_wide(classes, end, OPEN, 1) and classes[start - 1] in RIGID:
        start -= 1
        while start > 0 and classes[start] in _EXPRESSION:
            start -= 1
        return classes[start] in WIDE
    if _is_wide(classes, start - 1, CLOSE, -1) and classes[end] in RIGID:
        while end < len(classes) - 1 and classes[end] in _EXPRESSION:
            end += 1
        return classes[end] in WIDE
    return False


def _is_wide(classes: str, place: int, bracket: str, step: int) -> bool:
    """Whether an ideograph stands at a place, or within the bracket that does."""
    if 0 <= place < len(classes) and classes[place] == bracket:
        place += step
    return 0 <= place < len(classes) and classes[place] in WIDE


def _set_word_space(columns: Columns, position: int) -> None:
    """A word space gives and takes before anything else; in Korean, where there is one in every word or
    two, it takes more, and then its share of what all gaps take, so that it always tells words apart."""
    natural = columns.advances[position]
    least, most = columns.per_mille(250) * 3 // 4, columns.per_mille(750 if columns.spaced else 500)
    if natural > least:
        columns.squeezes.append(Give(position + 1, natural - least, SPACE_STEP))
    columns.stretches.append(Give(position + 1, max(0, most - natural), 1))


def _gap_at(sides: str, gaps: Sequence[Gap]) -> Gap:
    """The gap that a space between two classes stands for."""
    figures = any(side in _FIGURES for side in sides)
    return gaps[RIGID.index(FIGURE if figures else LATIN)]


def _set_typed_gap(columns: Columns, position: int, gap: Gap) -> None:
    """A space that is the gap between Han and Latin, and gives what the gap would give."""
    columns.advances[position], least, most = gap
    if least:
        columns.squeezes.append(Give(position + 1, least, GAP_STEP))
    if most:
        columns.stretches.append(Give(position + 1, most, 2))


def _set_hyphens(columns: Columns) -> None:
    """Allow hyphenated breaks in long Latin words that stand by themselves."""
    if LATIN * SHORTEST_WORD not in columns.classes:
        return
    inside = {position for start, end in addresses(columns.text) for position in range(start, end)}
    for match in _LETTERS.finditer(columns.classes):
        word = columns.text[match.start() : match.end()]
        if not word.isascii() or match.start() in inside:
            continue
        if _in_file_name(columns.text, match.start(), match.end()):
            continue
        for offset in hyphenation(word):
            if columns.breaks[match.start() + offset] == NO_BREAK:
                columns.breaks[match.start() + offset] = HYPHEN


def _in_file_name(text: str, start: int, end: int) -> bool:
    """True where a word is part of a file name or a compound, which no hyphen may enter."""
    return text[start - 1 : start] in tuple("/@.:_-") or text[end : end + 1] in tuple("/@:_-")
