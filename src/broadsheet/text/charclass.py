"""Character classes: which mark is what, and the text of a paragraph as a string of class letters.

Sources: CLREQ, "Line Composition Rules for Punctuation Marks" and its character table; GB/T
15834-2011 part 5; UAX #14 classes PR and PO for what stays with a figure. One letter a class keeps
the work on plain ideographs in C: ``str.translate`` makes the class string, and only what is not
an ideograph is looked at one by one.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping

from broadsheet.kernel import twin
from broadsheet.patterns import late_pattern

HAN = "H"  # ideographs, kana, hangul, and everything else that fills an em
OPEN = "o"  # （《「“ ...: no line end; the left half is blank
CLOSE = "c"  # ）》」” ...: no line start; the right half is blank
COMMA = "p"  # ，、；
COLON = "n"  # ：
STOP = "f"  # 。．
EXCLAIM = "x"  # ？！
INTERPUNCT = "i"  # ·・ and ∶ of ratios: half an em, blank on both sides
CONNECTOR = "t"  # ～–-: no line start, no stretch beside it
DASH = "m"  # —, set in pairs as one unit of two ems
ELLIPSIS = "e"  # …, likewise
SOLIDUS = "s"  # / between ideographs
SMALL = "k"  # small kana and repeated marks: no line start
POSTFIX = "P"  # % ‰ ℃ °: stays with the figure before it
PREFIX = "R"  # ¥ $ № §: stays with the figure after it
FIGURE = "D"
LATIN = "L"
PUNCT = "A"  # ASCII punctuation and whatever else goes with Latin letters
SPACE = "S"
COMBINING = "C"  # stays with what stands before it, without a width of its own
NEWLINE = "N"  # a line's end that the author asked for
HANGUL = "G"  # syllables of a Korean text, whose words are parted by spaces

CLASSES = (
    HAN + OPEN + CLOSE + COMMA + COLON + STOP + EXCLAIM + INTERPUNCT + CONNECTOR + DASH + ELLIPSIS + SOLIDUS
    + SMALL + POSTFIX + PREFIX + FIGURE + LATIN + PUNCT + SPACE + COMBINING + NEWLINE
    + HANGUL
)  # fmt: skip
"""Every class letter."""

MARK_CLASSES: dict[str, str] = {
    OPEN: "〝（《〈【〖〔［｛「『〘〚｟“‘",
    CLOSE: "〞〟）》〉】〗〕］｝」』〙〛｠”’",
    COMMA: "，、；",
    COLON: "：",
    STOP: "。．｡",
    EXCLAIM: "？！‼⁇⁈⁉",
    INTERPUNCT: "·‧・∶",
    CONNECTOR: "～〜–－",
    DASH: "—―⸺",
    ELLIPSIS: "…⋯‥",
    SOLIDUS: "／",
    SMALL: "々〻ー〃゛゜ゝゞヽヾぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
    "ㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ",
    POSTFIX: "%％‰‱℃℉°′″㎡㎏㎜㎝㎞¢￠",
    PREFIX: "¥￥$＄£€№＃±￡￦₩",
    SPACE: " \t\u3000",
    NEWLINE: "\n",
}

#: Quotation marks that are Chinese beside Chinese and Latin inside Latin.
_QUOTES = "“”‘’"
_QUOTE = late_pattern(f"[{_QUOTES}]")
_SIGN = late_pattern("[-+/＋－]")
#: A number, or a range, that a minus may stand before even behind an ideograph: it counts something (-3.2%,
#: -5亿元, -3～2℃, -32.5 m).
_AMOUNT = late_pattern(
    r"[0-9][0-9.,]*(?:[～~—－-][-－]?[0-9][0-9.,]*)?"
    r"(?:[%％‰℃°度亿万元米]|个百分点|公里|千米|厘米|毫米"
    r"| m(?![A-Za-z])| ?(?:mm|cm|km|dBm?|mV|kV|[kM]?Pa)(?![A-Za-z]))"
)
_SECONDS = late_pattern("[0-9]’[0-9]{1,2}(?:[.][0-9]+)?”")
_PARTNER = {"”": "“", "’": "‘"}
_SIDE_BY_SIDE = ("”“", "”‘", "’“", "’‘")
_NEAR = 6
"""How far a quotation mark looks beyond spaces and other quotation marks."""

_FULL_EM_RANGES = (
    (0x1100, 0x11FF), (0x2460, 0x24FF), (0x2500, 0x27BF), (0x2E80, 0x303F), (0x3040, 0x33FF),
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xE000, 0xF8FF),
    (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF01, 0xFF9F), (0xFFE0, 0xFFE6), (0x1F000, 0x1FAFF),
    (0x20000, 0x3FFFD),
)  # fmt: skip
_STARTS = [low for low, _ in _FULL_EM_RANGES]


_HANGUL_RANGES = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF))

_NO_BREAK_SPACES = (0xA0, 0x2007, 0x202F)


class ClassTable(dict[int, str]):
    """Code point to class letter for ``str.translate``; what is not in it yet is worked out.

    ``changes`` names the characters, by class letter, that a language puts elsewhere. ``flat`` has room for
    the letter of every code point of the basic plane.
    """

    def __init__(self, changes: Mapping[str, str], *, hangul: bool = False) -> None:
        super().__init__()
        for marks in (MARK_CLASSES, changes):
            self.update((ord(character), letter) for letter in marks for character in marks[letter])
        self._hangul = hangul
        self.flat = bytearray(1 << 16)

    def __missing__(self, code: int) -> str:
        syllable = self._hangul and any(low <= code <= high for low, high in _HANGUL_RANGES)
        letter = self[code] = HANGUL if syllable else _classify(code)
        return letter


def _classify(code: int) -> str:
    at = bisect_right(_STARTS, code) - 1
    if 0x4E00 <= code <= 0x9FFF or (at >= 0 and code <= _FULL_EM_RANGES[at][1]):  # the first are nearly all
        return HAN
    character = chr(code)
    category = unicodedata.category(character)
    if category == "Co":  # a character that a paper has made itself (造字)
        return HAN
    if category in ("Mn", "Me", "Mc", "Cf") or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
        return COMBINING
    if category == "Nd":
        return FIGURE
    if category == "Zs" and code not in _NO_BREAK_SPACES:
        return SPACE
    return LATIN if category[0] == "L" or category == "No" else PUNCT


_NO_LOOK = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp", "Zs"))

CHINESE = ClassTable({})
"""The classes of Simplified Chinese, which the other languages change."""


_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0")


def is_ideograph(character: str) -> bool:
    """Whether a character is of Unicode's blocks of ideographs, compatibility ones left aside. No pattern: a
    class of so many takes a millisecond to compile."""
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"


def is_invisible(character: str) -> bool:
    """Whether a character has no look of its own: controls, formats, separators, variation selectors and
    fillers (Unicode's Default_Ignorable_Code_Point). Private and unknown ones may well have one."""
    code = ord(character)
    selects = 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF
    return selects or character in _FILLERS or unicodedata.category(character) in _NO_LOOK


def classify(text: str, table: ClassTable = CHINESE) -> str:
    """Return one class letter a character, in order, by the table of a language.

    ``’`` between Latin letters is an apostrophe and goes with the word; a hyphen-minus or solidus
    stays ASCII punctuation. ``×`` that stands for characters left out (×××, 李×) is one of them.
    """
    classes = letters_of(text, table)
    if _SIGN.search(text):
        classes = _settle_signs(text, classes)
    if "×" in text:
        classes = _settle_crosses(text, classes)
    if "•" in text:
        classes = _settle_bullets(text, classes)
    if len(text) < 3 or not _QUOTE.search(text):
        return classes
    return _settle_quotes(text, classes)


@twin
def letters_of(text: str, table: ClassTable) -> str:
    """One letter a character by the table alone. The twin keeps in the table's ``flat`` what it was told."""
    return text.translate(table)


def _settle_crosses(text: str, classes: str) -> str:
    """Make several ``×``, and one between Chinese characters or marks, the characters they stand for. Behind
    a figure or a letter they stand for figures (138××××5678) and are of Latin text."""
    for match in re.finditer("×+", text):
        start, end = match.span()
        sides = classes[start - 1 : start], classes[end : end + 1]
        is_name = end > start + 1 and sides[0] not in (LATIN, FIGURE)
        if is_name or all(side and side not in WESTERN + POSTFIX + PREFIX for side in sides):
            classes = classes[:start] + HAN * (end - start) + classes[end:]
    return classes


_NAMING = HAN + SMALL + LATIN + FIGURE


def _settle_bullets(text: str, classes: str) -> str:
    """Make a bullet between two of ideographs, letters and figures, not both letters, the interpunct that it
    stands for (阿依古丽•买买提, 3•15, 鲁A•12345). A line of a headline may end with it."""
    found = list(classes)
    for match in re.finditer("•", text):
        sides = classes[match.start() - 1 : match.start()], classes[match.end() : match.end() + 1]
        if sides[0] and all(side in _NAMING for side in sides) and sides != (LATIN, LATIN):
            found[match.start()] = INTERPUNCT
    return "".join(found)


_NO_SOLIDUS = POSTFIX + PREFIX + HANGUL + NEWLINE + COMBINING
"""What a ``/`` behind Latin or figures stays ASCII before, besides Latin text."""


def _settle_signs(text: str, classes: str) -> str:
    """Make ``-`` and ``+``, full-width or not, before a number its sign, and ``-`` and ``/`` behind an
    ideograph or a Chinese mark, and ``/`` before one, the connector and the solidus that they stand for. A
    hyphen between an ideograph and a number is a connector (歼-20) unless the number is an amount (到-5℃),
    and so is one between letters or figures and an ideograph (X-射线, 7-刘洋)."""
    found = list(classes)
    for match in _SIGN.finditer(text):
        position = match.start()
        before, after = classes[position - 1 : position], classes[position + 1 : position + 2]
        is_sign = match.group() != "/" and after == FIGURE and before not in (LATIN, FIGURE, POSTFIX)
        if is_sign and match.group() in "-－" and before and before in HAN + SMALL + CLOSE:
            is_sign = _AMOUNT.match(text, position + 1) is not None
        if is_sign:
            found[position] = PREFIX
        elif match.group() in "+＋－":
            continue
        elif match.group() == "-" and after == HAN and before and before in LATIN + FIGURE:
            found[position] = CONNECTOR
        elif before and before not in WESTERN + POSTFIX + PREFIX + HANGUL:
            found[position] = CONNECTOR if match.group() == "-" else SOLIDUS
        elif match.group() == "/" and before and after and after not in WESTERN + _NO_SOLIDUS:
            found[position] = SOLIDUS  # 15kg/头, ￥2/张, as in 28元/kg
    return "".join(found)


def _settle_quotes(text: str, classes: str) -> str:
    """Make quotation marks Latin: a pair that holds Latin inside Latin, both of it, a single one (an
    apostrophe) between Latin, and those that are minutes and seconds (12’, 1’23”)."""
    found = list(classes)
    opened: list[int] = []
    single: list[int] = []
    seconds = {match.end() - 1 for match in _SECONDS.finditer(text)}
    for match in _QUOTE.finditer(text):
        position, mark = match.start(), match.group()
        sides = classes[position - 1 : position], classes[position + 1 : position + 2]
        is_inside = mark == "’" and all(side and side in LATIN + FIGURE for side in sides)
        if is_inside or position in seconds:
            found[position] = PUNCT
        elif mark in "“‘":
            opened.append(position)
        elif opened and text[opened[-1]] == _PARTNER[mark]:
            start = opened.pop()
            if _is_latin_pair(text, classes, start, position):
                found[start] = found[position] = PUNCT
        else:
            single.append(position)
    for position in single + opened:
        sides = classes[position - 1 : position] if position else "", classes[position + 1 : position + 2]
        is_minute = text[position] == "’" and sides[0] == FIGURE
        if is_minute or all(side and side in WESTERN for side in sides):
            found[position] = PUNCT
    return "".join(found)


def _is_latin_pair(text: str, classes: str, start: int, end: int) -> bool:
    """Whether a pair of quotation marks has Latin within it, and Latin around it or on one side and a
    space on the other. Quotation marks of the same direction and spaces are looked through, and a text's own
    edge is what the other side is."""
    if classes[start + 1] == HAN or classes[end - 1] == HAN:  # as nearly all
        return False
    latin = LATIN + FIGURE + PUNCT
    within = _beside(text, classes, start, 1), _beside(text, classes, end, -1)
    around = _beside(text, classes, start, -1), _beside(text, classes, end, 1)
    if not all(side and side in latin for side in within):
        return False
    known = [side in latin for side in around if side]
    next_to = classes[start - 1 : start] + classes[end + 1 : end + 2]
    return any(known) and (all(known) or all(side in WESTERN for side in next_to))


def _beside(text: str, classes: str, position: int, step: int) -> str:
    """The class of the next character that is neither a quotation mark nor a space nor a dash by itself, as
    Latin has it (said—“then”); "" for none near. Two pairs side by side (“110”“119”) are in no Latin text."""
    if text[max(0, position + min(step, 0)) : position + max(step, 0) + 1] in _SIDE_BY_SIDE:
        return CLOSE
    for _ in range(_NEAR):
        position += step
        if not 0 <= position < len(text):
            return ""
        is_dash = classes[position] == DASH and classes[position + step : position + step + 1] != DASH
        if not is_dash and classes[position] != SPACE and text[position] not in _QUOTES:
            return classes[position]
    return ""


WESTERN = LATIN + FIGURE + PUNCT + SPACE
"""Classes of Latin text; a quotation mark between two of them is a Latin one."""

ENDS = CLOSE + COMMA + COLON + STOP + EXCLAIM
"""Marks that end what stands before them: no line starts with one, and none stands off from Latin."""

MARKS = OPEN + ENDS
"""Marks with one blank side, whose half a style may take away."""
