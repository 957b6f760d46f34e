"""What Latin letters, figures and signs are read as one: units, names with hyphens, codes, formulas.

Source: GB 3100 for the units and their prefixes; UAX #14, LB25; the practice of printed dailies.
"""

from __future__ import annotations

import re

from broadsheet.patterns import late_pattern
from broadsheet.text.charclass import is_ideograph
from broadsheet.text.items import FREE, NAME, NO_BREAK, WORD_PART

#: A unit with its prefix (GB 3100).
_SI = (
    "(?:[kMGTdcmµμnph]|da)?"
    "(?:m|g|s|t|L|l|W|V|A|Hz|J|eV|Pa|mol|B|b|bit|bar|h|min|K|N|Ω|dB|ha|bp|Wh|Ah|VA|cal|Sv|Gy|Bq|lm|lx|cd|mHg|IU"
    "|ppm|rpm|dpi|fps|px|M)(?![A-Za-z])"
)
#: No line parts a unit over another (km/h, μg/m³) and units in a row (kW·h), a number plate (鲁A·12345), a
#: letter beside a solidus (GB/T, c/a) or two short names (G1/G2), or crosses for a name (×××); nor a figure
#: and its unit over a typed space (75 μg).
_OVER = late_pattern(
    r"[\d⁰¹²³⁴⁵⁶⁷⁸⁹][ \xa0]?[A-Za-zµμ]{1,4}[²³]?/(?=[A-Za-zµμ])"
    rf"|(?:[′″]|(?<![A-Za-zµμ]){_SI}[²³]?)/(?={_SI})|/(?=[A-Za-zΑ-ω](?![A-Za-z0-9]))"
    r"|(?<![A-Za-z0-9])[A-Za-zΑ-ω][²³₀-₉]?/(?=[A-Za-z0-9Α-ω])"
    r"|(?<![A-Za-z0-9/\u2010-])[A-Z0-9]{2}/(?=[A-Z0-9]{2,3}(?![A-Za-z0-9/\u2010-]))"
    r"|(?<![A-Za-z0-9/\u2010-])[A-Z0-9]{3}/(?=[A-Z0-9]{2}(?![A-Za-z0-9/\u2010-]))"
)
_IN_A_ROW = late_pattern(r"×(?=×)|[★☆](?=[★☆])|[A-Za-z⁰¹²³⁴⁵⁶⁷⁸⁹℃°][·•‧](?=[A-Za-zµμ0-9])")
SPACED_UNIT = late_pattern(rf" (?<=[\d⁰¹²³⁴⁵⁶⁷⁸⁹] )(?={_SI})")
#: A code of figures and capitals (统一社会信用代码, 身份证号 with its stars or crosses, the 13 figures of
#: a seal or an ISBN) is no number: a long one may be parted, behind its hyphens if it has any, four of it on
#: either side at the least. Whole it tears lines open that are 20 ems wide. With hyphens 14 are a telephone.
_CODE = late_pattern(
    r"(?<![A-Za-z0-9*×-])(?<!\d[.,])(?:[0-9A-Z*×-]{15,}|[0-9A-Z*×]{13,14})(?![A-Za-z0-9*×-]|[.,]\d)"
)
_CODE_PART, _CODE_FIGURES = 4, 8
#: So may a blank that is to be filled in (________), and a name in one word (book_review_weekly).
_LOW_LINES = late_pattern("_{13,}|(?=[0-9A-Z_]{13})[0-9A-Z]+(?:_[0-9A-Z]+)+", re.IGNORECASE)
#: The hyphen of a short name stays with the figures, or the one or two capitals, that end it: 歼-20, F-35,
#: 阿里巴巴-W. Nor is one letter left alone before or behind a hyphen, or a figure behind it: e-mail, x-a,
#: NDM-1; nor is a compound parted that is too short for a word to be hyphenated: Wi-Fi, CD-ROM, PD-L1.
_NAMED = late_pattern(
    r"(?:(?<![A-Za-z])[A-Za-z]{1,3}-|(?<![A-Za-z0-9])-|(?<!\d)－)(?=\d)"
    r"|(?<=[^\x00-\x7f])[-－](?=[A-ZΑ-Ωα-ω]{1,2}(?![A-Za-z0-9]))"
    r"|(?<![A-Za-zΑ-ω0-9])[A-Za-zΑ-ω0-9][-\u2010](?=[A-Za-z]|[^\x00-\x7f])|[-\u2010](?=[A-Za-z0-9](?![A-Za-z0-9])|[Α-Ωα-ω])"
    r"|(?<![A-Za-z0-9\u2010-])(?:[A-Za-z]{2}[-\u2010](?=[A-Za-z][A-Za-z0-9]{1,2}(?![A-Za-z0-9\u2010-]))"
    r"|[A-Za-z]{3}[-\u2010](?=[A-Za-z][A-Za-z0-9](?![A-Za-z0-9\u2010-])))"
)
#: A full-width plus behind a letter or a figure belongs to it: AA＋, C＋＋, 5G＋.
_PLUS = late_pattern("[A-Za-z0-9₀-₉＋](?=＋)")
#: A full-width sign of relation stays with what is before it (P＜0.01, n＝36, 设置＞通用), and with what is
#: behind it where one side is short.
_SIDE, _SIDES = r"[A-Za-z0-9Α-ω%℃°²³₀-₉)]", r"[A-Za-z0-9Α-ω(√±-]"
_TERM = r"[^\s\u2010-\u2027\u2e80-\uffef]"
_RELATION = late_pattern(
    rf"{_SIDE}(?=[＝＞＜]{_SIDES})(?!(?<={_TERM}{{4}})[＞＜]{_TERM}{{4}})|[\u3400-\u9fff”》](?=[＝＞→＋][\u3400-\u9fff“《])"
    rf"|(?<={_SIDE})(?!(?<={_TERM}{{4}})[＝＞＜＋]{_TERM}{{4}})[＝＞＜＋](?={_SIDES})"
)
#: No line that need not parts a name of Latin among ideographs from its figure or letter (Model 3, GB 3100).
_NUMBERED = late_pattern(r"(?<=[^\x00-\u1fff])[A-Za-z][A-Za-z0-9/+-]{0,11} (?=[0-9]|[A-Z](?![A-Za-z]))")
#: Each with the signs without which there is no match, as in most copy, and what it makes of the break.
_UNITS = (
    (("/",), _OVER, NO_BREAK), (("××", "★", "☆", "·", "•", "‧"), _IN_A_ROW, NO_BREAK),
    ((" ",), SPACED_UNIT, NO_BREAK), ((" ",), _NUMBERED, NAME), (("-", "\u2010", "－"), _NAMED, NO_BREAK),
    (("＋",), _PLUS, NO_BREAK), (("＝", "＞", "＜", "→", "＋"), _RELATION, NO_BREAK),
)  # fmt: skip
_CREDIT = late_pattern("(?<![\u3400-\u9fff])[\u3400-\u9fff]{2,4}[/／](?=[文图圖摄攝绘繪])")
"""Who made what (李响/文 张弛/摄): no line parts the name."""
_TOPIC = late_pattern(r"#[^#\s]{1,30}#")
"""A topic of the web (#暴雨停课#): the second sign closes it."""
#: A long formula parts behind what relates its sides (2KMnO₄=K₂MnO₄+MnO₂+O₂), as it does in print.
_FORMULA = late_pattern(_TERM + "{9,}")
_RELATED = late_pattern(rf"(?<={_TERM}{{4}}[=→≈])(?={_TERM}{{4}})")
#: So do a ratio of three long terms and a row of prices (180/280/380), which is no date.
_RATIO = late_pattern(
    r"(?=[0-9.,%∶]{9})[0-9][0-9.,%]*(?:∶[0-9][0-9.,%]*){2,}"
    r"|(?<![0-9A-Za-z./-])(?=[0-9./]{9})[0-9][0-9.]*(?:(?:/[0-9.]{3,}){2,}|(?:/[0-9.]+){3,})(?![0-9A-Za-z/-])"
)
_RATIO_SIGN = late_pattern("[∶/]")


def settle_units(text: str, breaks: bytearray) -> None:
    """Keep units, short names with a hyphen or a solidus, signs of relation and topics with what they belong
    to, crosses for a name and the names of credits together; part a name of Latin from its figure only where
    the line would be too loose."""
    for signs, joined, kind in _UNITS:
        if any(map(text.__contains__, signs)):
            for match in joined.finditer(text):
                if kind == NO_BREAK or breaks[match.end()] == FREE:
                    breaks[match.end()] = kind
    for match in _CREDIT.finditer(text) if "/" in text or "／" in text else ():
        for place in range(match.start() + 1, match.end() - 1):
            breaks[place] = NO_BREAK
    for match in _TOPIC.finditer(text) if text.count("#") > 1 else ():
        breaks[match.end() - 1] = NO_BREAK
        if is_ideograph(text[match.end() : match.end() + 1]):
            breaks[match.end()] = FREE


def settle_codes(text: str, breaks: bytearray) -> None:
    """Let long codes, names and blanks be parted where nothing else may be (no hyphen)."""
    for match in _CODE.finditer(text):
        if sum(map(str.isdigit, match[0])) >= _CODE_FIGURES:
            for place in range(match.start() + _CODE_PART, match.end() - _CODE_PART + 1):
                if "-" not in match[0] or text[place - 1] == "-":
                    breaks[place] = WORD_PART
    for match in _LOW_LINES.finditer(text) if "_" in text else ():
        for place in range(match.start() + _CODE_PART, match.end() - _CODE_PART + 1):
            if text[place - 1] == "_":
                breaks[place] = WORD_PART


def settle_formulas(text: str, breaks: bytearray) -> None:
    """Part long formulas behind their signs of relation (no hyphen), and then behind their plus signs, too,
    with four characters and more on both sides; and long ratios and rows of prices behind each sign."""
    for ratio in _RATIO.finditer(text) if "∶" in text or "/" in text else ():
        for sign in _RATIO_SIGN.finditer(text, *ratio.span()):
            breaks[sign.end()] = WORD_PART
    if not ("=" in text or "→" in text or "≈" in text):
        return
    for formula in _FORMULA.finditer(text):
        start, end = formula.span()
        related = [match.start() for match in _RELATED.finditer(text, start, end)]
        for place in related:
            breaks[place] = WORD_PART
        for place in range(start + 4, end - 3) if related else ():
            if text[place - 1] == "+" and text[place] not in "+=→≈":
                breaks[place] = WORD_PART
