"""Where a line may break: kinsoku, figures with what belongs to them, words, addresses.

Source: CLREQ "Prohibition rules for line start and line end" and UAX #14 tailored for Chinese
newspapers (docs/typesetting.md has the list).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from broadsheet.model.spacing import Kinsoku
from broadsheet.model.style import Language
from broadsheet.patterns import late_pattern
from broadsheet.text.addresses import settle_addresses
from broadsheet.text.charclass import (
    CLOSE,
    COMBINING,
    CONNECTOR,
    DASH,
    ELLIPSIS,
    FIGURE,
    HAN,
    HANGUL,
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
)
from broadsheet.text.compounds import settle_codes, settle_formulas, settle_units
from broadsheet.text.items import FORCED, FREE, NAME, NO_BREAK, UNIT, WORD_PART
from broadsheet.text.language import Tailoring, barred
from broadsheet.text.names import NO_NAMES, Names
from broadsheet.text.spaced import settle_spaces

#: ASCII punctuation that may not start a line, and that may not end one.
_WESTERN_CLOSERS = frozenset(".,:;!?)]}%+>\xa0\u2007\u202f\u2011'\"”’·–~»›‽⁆|")
_WESTERN_OPENERS = frozenset("([{<#@\xa0\u2007\u202f\u2011'\"“‘«‹¿¡⁅")

_SPACED_CLOSERS, _SPACED_OPENERS = frozenset(")]}!?.,:;”"), frozenset("([{“‘")
"""No line starts with the former, not even behind a typed space (UAX #14 LB13), nor ends with the latter
before one (LB14); curly quotation marks of Latin say which they are, but for the apostrophe."""

#: After these a long word of Latin may break without a hyphen.
_WORD_BREAKERS = frozenset("-/\u2010")

JOINER = "\u200d"

#: Figures with what follows them: no line breaks at the end of a match. Nor does one before what joins two
#: figures (3比1, 6米81).
_DATE = late_pattern(
    r"\d(?=[年月日号時时號點点分秒년월일시초]|[比米]\d)"
    r"|\d (?=[年月日号時时點点](?![轻輕度底初终終本前军軍元媒企球隔任代外]))"
)
#: No figures part behind a hyphen or a solidus (a score, a telephone number; UAX #14 LB25, HY × NU), nor
#: behind a colon, a ratio sign or an interpunct (25：23, 8：30, 9·18), nor behind 比, 秒 and 米
#: (37秒79). No line ends with the number of an item (1.总体要求).
_JOINED_FIGURES = late_pattern(r"\d(?:[-/\u2010：∶·‧・•比秒米](?=\d)|[.．](?=[\u3400-\u9fff“《（]))")
#: No line that need not parts a range of one or two figures on either side (5～8, 10%—15%).
_SHORT_RANGE = late_pattern(
    r"(?<![\d.．:：∶])\d{1,2}[%％‰℃°]?[～〜–—](?=[-+−－]?\d{1,2}(?!\d|[.．:：∶]\d))"
)
#: Nor an ordinal between 第 and its figure (第5版, 第1/16, 第 5 版).
_ORDINAL = late_pattern(r"第 ?(?=\d)|(?<=第 )\d(?:\d\d?)? (?=[\u3400-\u9fff])")
#: Nor a telephone number behind its area (（010）65128899).
_AREA = late_pattern(r"（0[0-9]{2,3}）(?=[0-9]{7,8}(?![0-9]))")
#: Nor a letter by itself from the ideograph behind it (A股, e站).
_LETTER = late_pattern(f"(?<![^{HAN}{MARKS}{DASH}{ELLIPSIS}{SOLIDUS}{NEWLINE}]){LATIN}(?={HAN})")
#: Figures in ideographs stay together over an interpunct: 一二·九.
_NUMERALS = late_pattern("[〇一二三四五六七八九十][·•](?=[〇一二三四五六七八九十])")
#: What a long code has in its classes.
_CODE_CLASSES = late_pattern(f"[{LATIN}{FIGURE}{PUNCT}]{{13}}")
#: Full-width figures are not cut, nor parted from their signs.
_WIDE_FIGURES = (
    late_pattern(r"[０-９](?=[０-９％‰℃]|[．，比米][０-９])"),
    late_pattern(r"[０-９][．，：∶·‧・•比秒米](?=[０-９])"),
)
_WIDE_FIGURE = late_pattern(r"[０-９]")
BULLETS = "◆◇▲△▼▽▶▷◎"
#: No line ends with a bullet, the triangle of a minus or a move (▲0.4%, ▲2六歩), the circled number of an
#: item, which a mark or nothing stands before, or its letter (A.北京, F.培根), or what is more or less than a
#: number (＞60%).
_BULLET = late_pattern(
    f"(?:[{BULLETS}]|(?<![^：；。，、])[①-⑳])(?=.)|[＞＜](?=\\d)"
    "|(?<![A-Za-z0-9])[A-Z][.．](?=[^\\x00-\\u2fff])",
    re.DOTALL,
)
_OTHERS = late_pattern(f"[^{HAN}]+")


@lru_cache(maxsize=4096)
def between(before: str, after: str, tailored: Tailoring) -> int:
    """Whether a line may break between two neighbours, each given as class letter + character."""
    a, b = before[0], after[0]
    if a == NEWLINE:
        return FORCED
    if _prohibited(before, after, tailored):
        return NO_BREAK
    if tailored.keeps_words and (a in _WORD or a in CLOSE + ELLIPSIS) and b in _WORD + OPEN:
        return WORD_PART if before[1] in _WORD_BREAKERS and b != PUNCT else NO_BREAK
    if a in _WESTERN and b in _WESTERN:
        parts = (before[1] in _WORD_BREAKERS and b in LATIN + FIGURE) or (before[1] == "~" and b == FIGURE)
        return WORD_PART if parts else NO_BREAK
    return UNIT if a == FIGURE and b in HAN + HANGUL else FREE


_WESTERN = LATIN + FIGURE + PUNCT + POSTFIX + PREFIX
_WORD = _WESTERN + HANGUL + HAN  # what a Korean word is made of

#: Every class but ASCII punctuation, where the character counts, and those that look further back.
_DECIDED = (
    HAN + MARKS + INTERPUNCT + CONNECTOR + DASH + ELLIPSIS
    + SOLIDUS + SMALL + POSTFIX + PREFIX + FIGURE + LATIN + NEWLINE + HANGUL
)  # fmt: skip


def _prohibited(before: str, after: str, tailored: Tailoring) -> bool:
    """Kinsoku proper, two-em units, and what ASCII punctuation does at a line's edge."""
    a, b = before[0], after[0]
    if b in (SPACE, NEWLINE, COMBINING):
        return True
    no_start, no_end, signs = barred(tailored)
    start = signs[after[1]].line_start if after[1] in signs else None
    end = signs[before[1]].line_end if before[1] in signs else None
    if (b in no_start if start is None else not start) or (a in no_end if end is None else not end):
        return True
    if a in (DASH, ELLIPSIS) and a == b:
        return True
    if tailored.level is Kinsoku.NONE or a == SPACE:
        return False
    if start is None and (b == POSTFIX or (b == PUNCT and after[1] in _WESTERN_CLOSERS)):
        return True
    return end is None and a == PUNCT and before[1] in _WESTERN_OPENERS


UNDECIDED = 0xFF
"""In a table of verdicts: the characters themselves count, or those before them."""


@cache
def verdicts_of(tailored: Tailoring) -> bytes:
    """``between`` for the pairs of classes that decide by themselves, whatever the characters; the first
    class letter counts 128."""
    table = bytearray([UNDECIDED]) * (128 * 128)
    for a in _DECIDED:
        for b in _DECIDED:
            table[ord(a) << 7 | ord(b)] = between(a + a, b + b, tailored)
    return bytes(table)


def _settle_pairs(classes: str, verdicts: bytes, breaks: bytearray) -> list[int]:
    """Set the breaks that the classes on both sides decide, but for those between two ideographs; return
    the places of the others, ascending."""
    coded, undecided = classes.encode(), []
    for match in _OTHERS.finditer(classes):  # a stretch of what is no ideograph, with both its edges
        for position in range(match.start() or 1, min(match.end(), len(classes) - 1) + 1):
            verdict = verdicts[coded[position - 1] << 7 | coded[position]]
            if verdict == UNDECIDED:
                undecided.append(position)
            else:
                breaks[position] = verdict
    return undecided


_FLAG = late_pattern("[\U0001f1e6-\U0001f1ff]{2}")
_SKIN_TONE = late_pattern("[\U0001f3fb-\U0001f3ff]")
_PICTOGRAPH = late_pattern("[\U0001f1e6-\U0001faff]")


def settle_pictographs(text: str, breaks: bytearray) -> None:
    """Keep the two letters of a flag together, and a skin tone with its face (UAX #14 LB30a, b)."""
    for match in _FLAG.finditer(text):
        breaks[match.start() + 1] = NO_BREAK
    for match in _SKIN_TONE.finditer(text):
        breaks[match.start()] = NO_BREAK


def settle_breaks(
    text: str, classes: str, tailored: Tailoring | None = None, names: Names = NO_NAMES
) -> bytearray:
    """Return what ``Items.breaks`` says before each character, and at the end (always FORCED).

    ``names`` are never parted; without a tailoring, Simplified Chinese at GB level.
    """
    tailored = tailored or Tailoring()
    verdicts = verdicts_of(tailored)
    breaks = bytearray([verdicts[ord(HAN) << 7 | ord(HAN)]]) * (len(text) + 1)
    breaks[0] = NO_BREAK
    breaks[-1] = FORCED
    for position in _settle_pairs(classes, verdicts, breaks):
        breaks[position] = pair_break(text, classes, position, tailored)
    if tailored.signs:
        settle_signs(text, classes, tailored, breaks)
    if not text.isascii() and _PICTOGRAPH.search(text):
        settle_pictographs(text, breaks)
    _settle_figures(text, breaks, FIGURE in classes)
    for match in _LETTER.finditer(classes) if LATIN in classes else ():
        if breaks[match.end()] == FREE:
            breaks[match.end()] = NAME
    settle_units(text, breaks)
    if SPACE in classes and tailored.language is not Language.KO:  # whose words are parted by spaces
        settle_spaces(text, breaks)
    if (FIGURE in classes or "_" in text) and _CODE_CLASSES.search(classes):
        settle_codes(text, breaks)
    if PUNCT in classes:
        settle_formulas(text, breaks)
        settle_addresses(text, breaks)
    for start, end in names.found(text) if names else ():
        for position in range(start + 1, end):
            breaks[position] = FORCED if breaks[position] == FORCED else NO_BREAK
    return breaks


def _settle_figures(text: str, breaks: bytearray, has_figures: bool) -> None:
    """Keep figures together, and with the signs and units that they are read with, and bullets with what they
    stand before; ``has_figures`` says whether there are any figures but full-width ones."""
    figures = (_BULLET, _DATE, _JOINED_FIGURES) if has_figures else (_BULLET,)
    for joined in (*figures, *(_WIDE_FIGURES if _WIDE_FIGURE.search(text) else ())):
        for match in joined.finditer(text):
            breaks[match.end()] = NO_BREAK
    for match in _NUMERALS.finditer(text) if "·" in text or "•" in text else ():
        breaks[match.end()] = NO_BREAK
    for whole in (_SHORT_RANGE, _AREA) * has_figures + (_ORDINAL,) * ("第" in text):
        for match in whole.finditer(text):
            if breaks[match.end()] == FREE:
                breaks[match.end()] = NAME


def settle_signs(text: str, classes: str, tailored: Tailoring, breaks: bytearray) -> None:
    """Look again beside the characters that have rules of their own."""
    signs = barred(tailored)[2]
    for position, character in enumerate(text):
        if character in signs:
            for edge in (position, position + 1):
                if 0 < edge < len(text):
                    breaks[edge] = pair_break(text, classes, edge, tailored)


def pair_break(text: str, classes: str, position: int, tailored: Tailoring) -> int:
    """The break before ``position``; a combining mark counts as the character that carries it, and
    spaces before a closing mark or after an opening one open no way round the prohibition."""
    before = position - 1
    if classes[position] == COMBINING:
        return FORCED if classes[before] == NEWLINE else NO_BREAK
    while before > 0 and classes[before] == COMBINING:
        before -= 1
    if text[position - 1] == JOINER or (classes[before] == NEWLINE and before < position - 1):
        return NO_BREAK  # UAX #14 LB8a; the forced break was taken before the combining mark
    verdict = between(classes[before] + text[before], classes[position] + text[position], tailored)
    if classes[before] == SPACE and verdict == FREE:
        carrier = before
        while carrier > 0 and classes[carrier] == SPACE:
            carrier -= 1
        sign = classes[position] == POSTFIX and classes[carrier] == FIGURE
        western = text[position] in _SPACED_CLOSERS or text[carrier] in _SPACED_OPENERS
        if sign or classes[carrier] in barred(tailored)[1]:
            return NO_BREAK
        if western and tailored.level is not Kinsoku.NONE:
            return NO_BREAK
    return verdict
