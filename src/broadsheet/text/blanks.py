"""What typed spaces come to: a word space, a gap beside Latin, white that is meant to be seen, or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.patterns import late_pattern
from broadsheet.text.borders import RIGID, WIDE, Gap, is_symbol
from broadsheet.text.charclass import (
    CLOSE,
    COLON,
    COMMA,
    CONNECTOR,
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
)
from broadsheet.text.columns import Columns
from broadsheet.text.items import GAP_STEP, NAME, NO_BREAK, SPACE_STEP, Give
from broadsheet.text.marks import HALF
from broadsheet.text.rules import Rules
from broadsheet.text.setting import IDEOGRAPHIC_SPACE

_BLANKS = late_pattern(f"{SPACE}+|{NEWLINE}")
_BOUND, _HELD = frozenset((LATIN, FIGURE)), (NO_BREAK, NAME)  # what may belong to a figure over a typed space
_QUOTES = "“”‘’"
_FIGURES = FIGURE + POSTFIX + PREFIX
_EXPRESSION = RIGID + COLON + INTERPUNCT + CONNECTOR  # Latin and figures, with what joins them (2：0, 3～5)
_WORDS = RIGID + HANGUL  # what a typed space is a word space between
_SENTENCE = frozenset(",.:;!?")  # a space behind these is a word space before an ideograph, too: 1. 目的
_STARTS = OPEN + COMMA + COLON + STOP + EXCLAIM  # no gap behind these before Latin


def settle_blanks(columns: Columns, rules: Rules, ends: set[int]) -> None:
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
    is_bound = before == FIGURE and after in _BOUND and columns.breaks[end] in _HELD  # 75 μg, 8867 0011
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
    if not start or end == len(classes) or breaks[end] == NO_BREAK or _at_cell(columns, start, end):
        return False
    alone = start > 1 and classes[start - 2] == SPACE and classes[end] == HAN  # not that of 19 时 30 分
    follows = breaks[start - 1] == NAME and classes[start - 2] == HAN  # and not the letter of A股
    return (classes[start - 1] == HAN and (alone or follows)) or (
        breaks[end + 1] == NAME and classes[end : end + 2] == HAN + HAN
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
    mixed = wide[0] and western[1] and (closed or lists), western[0] and wide[1] and (opened or lists)
    return not _at_cell(columns, start, end) and (all(wide) or any(mixed))


def _at_cell(columns: Columns, start: int, end: int) -> bool:
    """Whether spaces stand beside a cell of a vertical line (10 月 8 日)."""
    return any(low < start <= high or low <= end < high for low, high in columns.cells)


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
