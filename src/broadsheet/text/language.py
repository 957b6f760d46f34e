"""What each language changes: the classes of its characters, its kinsoku, and where marks are white.

Sources: CLREQ (zh), JLREQ 2.1 and 3.1 to 3.2 and its appendix A (ja), KLREQ 3 (ko), GB/T 15834-2011.
Simplified Chinese is the ground that the others are told from.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from broadsheet.model.spacing import Hangul, Kinsoku, Sign, Spacing
from broadsheet.model.style import Language
from broadsheet.records import field, record_with
from broadsheet.text.charclass import (
    CHINESE,
    COLON,
    COMBINING,
    CONNECTOR,
    DASH,
    ELLIPSIS,
    ENDS,
    EXCLAIM,
    INTERPUNCT,
    OPEN,
    PREFIX,
    PUNCT,
    SMALL,
    SOLIDUS,
    ClassTable,
)

_ENDS = COMBINING + ENDS + INTERPUNCT + CONNECTOR + SOLIDUS
_OPENERS = OPEN + PREFIX
_NO_END = {"none": "", "basic": _OPENERS, "gb": _OPENERS + SOLIDUS, "strict": _OPENERS + SOLIDUS}


@record_with(eq=False)
class LanguageTable:
    """One language's rules. Class letters and characters are given as strings of them.

    ``no_start`` and ``no_end`` hold the class letters that a kinsoku level keeps from a line's
    edge. ``centred`` marks are white on both sides; ``rigid`` classes are an em whatever the style;
    ``aloof`` ones keep their white beside any neighbour (JLREQ, appendix B: cl-05).
    ``interpunct`` is its width in 全身, per mille of an em; ``paired``: two exclamations share one em;
    ``spaced``: words are parted by spaces, which are word spaces then, and no gap is set at Latin.
    """

    classes: ClassTable = field(default_factory=lambda: CHINESE)
    no_start: Mapping[str, str] = field(default_factory=dict)
    no_end: Mapping[str, str] = field(default_factory=lambda: _NO_END)
    centred: str = "·‧・"
    rigid: str = ""
    aloof: str = ""
    interpunct: int = 500
    paired: bool = True
    spaced: bool = False
    firm_colon: bool = True  # in 全身 no line squeezes a colon


#: CLREQ 避头尾; GB level as house practice has it: no dash, no ellipsis at a line's start.
_CHINESE_START = {
    "none": COMBINING,
    "basic": _ENDS + SMALL,
    "gb": _ENDS + SMALL + DASH + ELLIPSIS,
    "strict": _ENDS + SMALL + DASH + ELLIPSIS,
}
#: JLREQ cl-09 to cl-11 (repeated marks, 長音, small kana) may start a line where rules are loose, as in
#: newspapers; cl-08 (——, ……) always may.
_JAPANESE_START = {
    "none": COMBINING,
    "basic": _ENDS,
    "gb": _ENDS + SMALL,
    "strict": _ENDS + SMALL + DASH + ELLIPSIS,
}

_MORE_KANA = "ㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ゛゜〻〵"

_TABLES: dict[Language, LanguageTable] = {
    Language.ZH_HANS: LanguageTable(no_start=_CHINESE_START),
    Language.ZH_HANT: LanguageTable(
        ClassTable({SMALL: "ˊˇˋ˙"}),  # the tones of Zhuyin
        no_start=_CHINESE_START,
        centred="，、。．；：？！·‧・",
        interpunct=1000,
    ),
    Language.JA: LanguageTable(
        ClassTable({COLON: "；", CONNECTOR: "゠‐", SMALL: _MORE_KANA, PUNCT: "·"}),
        _JAPANESE_START,
        centred="：；・‧",
        rigid=EXCLAIM,
        aloof=COLON,
        interpunct=1000,
        paired=False,
        firm_colon=False,
    ),
    Language.KO: LanguageTable(
        ClassTable({PUNCT: "“”‘’·‧～〜–—―", ELLIPSIS: "…⋯‥"}, hangul=True),
        _CHINESE_START,
        spaced=True,
    ),
}


def table_of(language: Language) -> LanguageTable:
    """A language's rules."""
    return _TABLES[language]


@record_with(keeps_hash=True)
class Tailoring:
    """What decides where lines of a text may break: the key of every table made for that."""

    language: Language = Language.ZH_HANS
    level: Kinsoku = Kinsoku.GB
    hangul: Hangul = Hangul.SPACES
    signs: tuple[tuple[str, Sign], ...] = ()

    @property
    def keeps_words(self) -> bool:
        """Whether Hangul words stay whole."""
        return self.language is Language.KO and self.hangul is Hangul.SPACES


@lru_cache(maxsize=64)
def tailoring(language: Language, spacing: Spacing) -> Tailoring:
    """The tailoring of a style in a language; the same object each time."""
    return Tailoring(language, spacing.kinsoku, spacing.hangul, spacing.signs)


@lru_cache(maxsize=64)
def barred(tailored: Tailoring) -> tuple[frozenset[str], frozenset[str], Mapping[str, Sign]]:
    """Class letters that may not start a line, those that may not end one, and the single characters
    with rules of their own."""
    table = _TABLES[tailored.language]
    level = tailored.level.value
    return frozenset(table.no_start[level]), frozenset(table.no_end[level]), dict(tailored.signs)
