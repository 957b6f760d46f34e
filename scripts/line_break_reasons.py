"""Which differences between our line breaks and those of UAX #14 have which reason.

The reasons themselves are in ``line_breaking.md``, which ``build_line_breaking`` fills.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from broadsheet.model.spacing import Kinsoku
from broadsheet.model.style import Language
from broadsheet.text.charclass import (
    CLOSE,
    COMBINING,
    COMMA,
    CONNECTOR,
    DASH,
    ELLIPSIS,
    FIGURE,
    HAN,
    HANGUL,
    INTERPUNCT,
    LATIN,
    OPEN,
    POSTFIX,
    PREFIX,
    PUNCT,
    SMALL,
    SOLIDUS,
    SPACE,
    STOP,
    is_ideograph,
)
from broadsheet.text.items import NO_BREAK, WORD_PART
from broadsheet.text.language import Tailoring, barred
from broadsheet.text.uax14 import line_break_class


class Difference(NamedTuple):
    """A place in a text where a line may break by one of the two and may not by the other."""

    text: str
    position: int
    classes: str
    ours: int
    theirs: int
    tailoring: Tailoring

    @property
    def allows(self) -> bool:
        """Whether we break where UAX #14 does not."""
        return self.ours != NO_BREAK

    @property
    def carrier(self) -> int:
        """Where the character before stands that carries the marks before the place."""
        before = self.position - 1
        while before > 0 and self.classes[before] == COMBINING:
            before -= 1
        return before

    @property
    def before(self) -> str:
        """The character before, without its marks."""
        return self.text[self.carrier]

    @property
    def after(self) -> str:
        """The character after."""
        return self.text[self.position]

    @property
    def letters(self) -> tuple[str, str]:
        """Our classes of both."""
        return self.classes[self.carrier], self.classes[self.position]

    @property
    def pair(self) -> tuple[str, str]:
        """UAX #14's classes of both; of what stands before the spaces, too."""
        carrier = self.text[: self.position].rstrip()[-1:] if self.letters[0] == SPACE else ""
        before = f"{line_break_class(carrier)}␣" if carrier else line_break_class(self.before)
        return before, line_break_class(self.after)

    @property
    def shown(self) -> str:
        """The text with a sign at the place."""
        sign = "÷" if self.allows else "×"
        visible = ["␣" if each.isspace() else each for each in self.text]
        marked = [f"◌{each}" if unicodedata.combining(each) else each for each in visible]
        return "".join((*marked[: self.position], sign, *marked[self.position :]))


class Reason(NamedTuple):
    """A group of differences that have one reason: the key of its table in line_breaking.md, and which
    differences they are."""

    key: str
    holds: Callable[[Difference], bool]


WESTERN = LATIN + FIGURE + PUNCT + POSTFIX + PREFIX


def _half_width(character: str) -> bool:
    """Small form variants, vertical forms and half-width kana."""
    return "\ufe10" <= character <= "\ufe6f" or "\uff61" <= character <= "\uffdc"


def _half_width_sign(found: Difference) -> bool:
    return _half_width(found.before) or _half_width(found.after)


def _starts(letters: str) -> Callable[[Difference], bool]:
    """Whether we keep one of these classes from a line's start, where UAX #14 does not."""
    return lambda found: not found.allows and found.letters[1] in letters


def _ends(letters: str) -> Callable[[Difference], bool]:
    """Whether we keep one of these classes from a line's end, where UAX #14 does not."""
    return lambda found: not found.allows and found.letters[0] in letters


def _korean_word(found: Difference) -> bool:
    before, after = found.letters
    word = WESTERN + HANGUL + HAN
    kept = found.tailoring.keeps_words and before in word + CLOSE + ELLIPSIS and after in word + OPEN
    return kept and not found.allows


def _item_number(found: Difference) -> bool:
    first = found.text[max(0, found.carrier - 1)]
    begins = "\u3400" <= found.after <= "\u9fff" or found.after in "“《（"
    is_number = (first.isdecimal() and begins) or ("A" <= first <= "Z" and found.after > "\u2fff")
    return not found.allows and ((found.before in ".．" and is_number) or "①" <= found.before <= "⑳")


def _spaced_unit(found: Difference) -> bool:
    over = found.text[max(0, found.position - 2) : found.position]
    return not found.allows and over[:1].isdecimal() and over[1:] == " " and found.after.isalpha()


def _spaced_name(found: Difference) -> bool:
    over = found.text[max(0, found.position - 2) : found.position]
    is_inside = over[1:] in (" ", "\u3000") and is_ideograph(over[0]) and is_ideograph(found.after)
    return not found.allows and is_inside


def _date(found: Difference) -> bool:
    figure = found.letters[0] == FIGURE or found.before in _WIDE
    return not found.allows and figure and found.after in "年月日号時时號點点分秒년월일시초"


_WIDE = "０１２３４５６７８９"


def _ratio(found: Difference) -> bool:
    first = found.text[max(0, found.carrier - 1)]
    return not found.allows and found.before in "：∶·‧・" and (first + found.after).isdecimal()


def _wide_figure(found: Difference) -> bool:
    first = found.text[max(0, found.carrier - 1)] if found.before in "．，" else found.before
    return not found.allows and first in _WIDE and found.after in _WIDE + "％‰℃．，"


def _quote(found: Difference) -> bool:
    return found.allows and (found.after in "“‘" or found.before in "”’")


def _over_space(found: Difference) -> bool:
    if found.allows or found.letters[0] != SPACE:
        return False
    no_start, no_end, _ = barred(found.tailoring)
    carrier = found.classes[: found.position].rstrip(SPACE)[-1:]
    after = found.letters[1]
    sign = carrier + after == FIGURE + POSTFIX
    space = after == SPACE and line_break_class(found.after) != "GL"
    curly = found.after == "”" or found.text[: found.position].rstrip()[-1:] in ("“", "‘")
    return sign or space or curly or after in no_start or carrier in no_end


def _skin_tone(found: Difference) -> bool:
    return not found.allows and line_break_class(found.after) == "EM"


def _compound(found: Difference) -> bool:
    return found.ours == WORD_PART and found.letters[1] in LATIN + FIGURE + PREFIX + HANGUL


def _western_run(found: Difference) -> bool:
    before, after = found.letters
    run = not found.allows and before in WESTERN and after in WESTERN
    return run and not _half_width_sign(found)


def _western_closer(found: Difference) -> bool:
    return _starts(PUNCT)(found) and found.letters[0] not in WESTERN


def _western_opener(found: Difference) -> bool:
    return _ends(PUNCT)(found) and found.letters[1] not in WESTERN


def _loose_level(found: Difference) -> bool:
    """Level ``none`` prohibits nothing; ``basic`` leaves out dash, ellipsis and Japanese small kana."""
    level = found.tailoring.level
    freed = level is Kinsoku.BASIC and found.letters[1] in DASH + ELLIPSIS + SMALL
    return found.allows and (freed or level is Kinsoku.NONE)


def _dash_start(found: Difference) -> bool:
    beside_space = found.letters[0] == SPACE
    return not beside_space and _starts(DASH + ELLIPSIS)(found) and not _korean_word(found)


def _solidus(found: Difference) -> bool:
    return _starts(SOLIDUS)(found) or _ends(SOLIDUS)(found)


def _symbol(found: Difference) -> bool:
    pairs = zip((found.before, found.after), found.letters, strict=True)
    return found.allows and any(
        letter == HAN and line_break_class(sign) in ("AI", "AL", "XX") for sign, letter in pairs
    )


def _opens_after(letters: str) -> Callable[[Difference], bool]:
    """Whether we break after one of these classes that UAX #14 takes for a letter."""
    return lambda found: (
        found.allows and found.letters[0] in letters and line_break_class(found.before) == "AI"
    )


def _minus(found: Difference) -> bool:
    return found.allows and found.after == "-" and found.letters[1] == PREFIX


def _short_name(found: Difference) -> bool:
    ended = found.letters[1] in LATIN + FIGURE or found.after in _WIDE
    first = found.text[max(0, found.carrier - 1)]
    begun = first.isalnum() and not is_ideograph(first) and found.after > "\u2fff"  # X-射线
    joins = found.before in "-－\u2010" and (found.letters[0] == CONNECTOR or begun)
    return not found.allows and joins and (ended or begun)


def _number_ends(found: Difference) -> bool:
    """LB25 goes on over a mark of ours."""
    before, after = found.letters
    closed = before in CLOSE + STOP + COMMA and after == PREFIX
    return found.allows and (closed or (before == POSTFIX and after == OPEN))


def _japanese_start(found: Difference) -> bool:
    japanese = found.tailoring.language is Language.JA
    return japanese and found.allows and found.letters[1] in ELLIPSIS + DASH


_JAMO = ("JL", "JV", "JT", "H2", "H3")


def _jamo(found: Difference) -> bool:
    return found.allows and all(name in _JAMO for name in found.pair)


def _wide_sign(found: Difference) -> bool:
    """A sign of one of UAX #14's classes for marks that we take for an ideograph."""
    marks = ("CJ", "CL", "CM", "NS", "OP", "PO", "PR")
    pairs = zip((found.before, found.after), found.letters, strict=True)
    return found.allows and any(
        (letter == HAN and line_break_class(sign) in marks) or sign in "〳〴〵" for sign, letter in pairs
    )


def _space_before_mark(found: Difference) -> bool:
    return found.allows and found.letters[0] == SPACE


_KNOWN = frozenset("!\"'(),.:;?[]{}%#<>~")


def _western_sign(found: Difference) -> bool:
    """A sign of Latin text that the lists in ``text.breaks`` do not have."""
    pairs = zip((found.before, found.after), found.letters, strict=True)
    return found.allows and any(letter == PUNCT and sign not in _KNOWN for sign, letter in pairs)


def _lone_mark(found: Difference) -> bool:
    return found.allows and found.letters[0] == COMBINING


#: The first that holds for a difference is its reason.
REASONS: tuple[Reason, ...] = (
    Reason("loose levels", _loose_level),
    Reason("quotes", _quote),
    Reason("dash start", _dash_start),
    Reason("mark on a space", _starts(COMBINING)),
    Reason("spaces", _over_space),
    Reason("wide figures", _wide_figure),
    Reason("ratios", _ratio),
    Reason("item numbers", _item_number),
    Reason("spaced units", _spaced_unit),
    Reason("spaced names", _spaced_name),
    Reason("dates", _date),
    Reason("korean words", _korean_word),
    Reason("skin tones", _skin_tone),
    Reason("ranges", _starts(CONNECTOR)),
    Reason("interpunct start", _starts(INTERPUNCT)),
    Reason("interpunct end", _opens_after(INTERPUNCT)),
    Reason("solidus", _solidus),
    Reason("repeats", _starts(SMALL)),
    Reason("units", _starts(POSTFIX)),
    Reason("currencies", _ends(PREFIX)),
    Reason("western words", _western_run),
    Reason("western closers", _western_closer),
    Reason("western openers", _western_opener),
    Reason("half width", _half_width_sign),
    Reason("compounds", _compound),
    Reason("minus", _minus),
    Reason("short names", _short_name),
    Reason("numbers", _number_ends),
    Reason("symbols", _symbol),
    Reason("japanese", _japanese_start),
    Reason("bar", _opens_after(DASH)),
    Reason("wide signs", _wide_sign),
    Reason("jamo", _jamo),
    Reason("spaces beside western marks", _space_before_mark),
    Reason("western signs", _western_sign),
    Reason("lone marks", _lone_mark),
)


def reason_of(found: Difference) -> str | None:
    """The key of the first reason that holds, if there is one."""
    return next((reason.key for reason in REASONS if reason.holds(found)), None)
