"""Where Unicode allows a line to break: UAX #14 of Unicode 15.0 without any tailoring.

No paper is set by it. It is the ground that ``text.breaks`` is measured against: docs/line-breaking.md
lists what our rules change on purpose, and the Unicode test holds this module to the letter.

Source: https://www.unicode.org/reports/tr14/tr14-49.html, LB2 to LB31, with numbers as in example 7 of
its section 8.2, as the Unicode test has them, too.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from itertools import zip_longest

from broadsheet.resources import shipped
from broadsheet.rows import NamedTuple
from broadsheet.text.items import FORCED, FREE, NO_BREAK

START = "sot"
"""What stands before the first character."""

#: LB1: what a class of no definite behaviour counts as. SM are the marks among SA.
_RESOLVED = {"AI": "AL", "SG": "AL", "XX": "AL", "SA": "AL", "SM": "CM", "CJ": "NS"}

#: A class in a rule takes in the part of it that has a name of its own (scripts/build_unicode.py).
_PARTS = {"OP": ("OP", "OP30"), "CP": ("CP", "CP30"), "ID": ("ID", "ID30")}

#: The rules that look at two neighbours, or at two with spaces between them (``SP*``): before, whether
#: a line may break (× no, ÷ yes, ! it must), after. ``*`` is any class, ``-`` any but these. The first rule
#: that fits decides; LB31 is that none does. LB8a to LB10 are settled before (``_units``); LB21a,
#: LB25 and LB30a look further (``_Walk``).
_TABLE = """
LB4    BK               !  *
LB5    CR               ×  LF
LB5    CR LF NL         !  *
LB6    *                ×  BK CR LF NL
LB7    *                ×  SP ZW
LB8    ZW SP*           ÷  *
LB11   *                ×  WJ
LB11   WJ               ×  *
LB12   GL               ×  *
LB12a  - SP BA HY       ×  GL
LB13   *                ×  CL CP EX IS SY
LB14   OP SP*           ×  *
LB15   QU SP*           ×  OP
LB16   CL CP SP*        ×  NS
LB17   B2 SP*           ×  B2
LB18   SP               ÷  *
LB19   *                ×  QU
LB19   QU               ×  *
LB20   *                ÷  CB
LB20   CB               ÷  *
LB21   *                ×  BA HY NS
LB21   BB               ×  *
LB21b  SY               ×  HL
LB22   *                ×  IN
LB23   AL HL            ×  NU
LB23   NU               ×  AL HL
LB23a  PR               ×  ID EB EM
LB23a  ID EB EM         ×  PO
LB24   PR PO            ×  AL HL
LB24   AL HL            ×  PR PO
LB25   PR PO OP HY      ×  NU
LB26   JL               ×  JL JV H2 H3
LB26   JV H2            ×  JV JT
LB26   JT H3            ×  JT
LB27   JL JV JT H2 H3   ×  PO
LB27   PR               ×  JL JV JT H2 H3
LB28   AL HL            ×  AL HL
LB29   IS               ×  AL HL
LB30   AL HL NU         ×  OP30
LB30   CP30             ×  AL HL NU
LB30b  EB ID30          ×  EM
"""

_VERDICTS = {"×": NO_BREAK, "÷": FREE, "!": FORCED}


class _Side(NamedTuple):
    """Which classes one side of a rule takes in, or which it does not."""

    classes: frozenset[str]
    others: bool
    over_spaces: bool = False

    @classmethod
    def read(cls, words: list[str]) -> _Side:
        over_spaces = words[-1] == "SP*"
        named = [word for word in words if word not in ("*", "-", "SP*")]
        classes = frozenset(part for word in named for part in _PARTS.get(word, (word,)))
        return cls(classes, words[0] in "*-", over_spaces)

    def takes(self, name: str) -> bool:
        """Whether a class is one of this side."""
        return (name in self.classes) is not self.others


class Rule(NamedTuple):
    """One line of the table."""

    number: str
    before: _Side
    verdict: int
    after: _Side


def _read(line: str) -> Rule:
    number, *words = line.split()
    (sign,) = (word for word in words if word in _VERDICTS)
    middle = words.index(sign)
    return Rule(number, _Side.read(words[:middle]), _VERDICTS[sign], _Side.read(words[middle + 1 :]))


_RULES = tuple(_read(line) for line in _TABLE.strip().splitlines())


@cache
def _pair_rule(carrier: str, before: str, after: str) -> Rule | None:
    """The rule for two neighbours; ``carrier`` is the class before the spaces where ``before`` is one."""
    for rule in _RULES:
        side = rule.before
        if side.takes(carrier if side.over_spaces else before) and rule.after.takes(after):
            return rule
    return None


class _ClassTable(dict[int, str]):
    """Code point to class; what is not in it yet is looked up in the stretches of the data file."""

    def __init__(self) -> None:
        super().__init__()
        text = shipped("unicode", "linebreak.txt").read_text("utf-8")
        lines = [line.split() for line in text.splitlines() if line[0] != "#"]
        self._firsts = [int(first, 16) for first, _ in lines]
        self._names = [name for _, name in lines]

    def __missing__(self, code: int) -> str:
        name = self[code] = self._names[bisect_right(self._firsts, code) - 1]
        return name


@cache
def _class_table() -> _ClassTable:
    """The classes, read when the first text asks for them."""
    return _ClassTable()


def line_break_class(character: str) -> str:
    """The character's Line_Break class; a class cut in two for the rules is named whole."""
    name = _class_table()[ord(character)]
    return {"SM": "SA"}.get(name, name.removesuffix("30"))


class _Unit(NamedTuple):
    """A character with the marks that it carries: where it starts, its class, and whether a zero width
    joiner stands before it."""

    start: int
    name: str
    joined: bool


_NO_CARRIERS = frozenset((START, "BK", "CR", "LF", "NL", "SP", "ZW"))


def _units(text: str) -> list[_Unit]:
    """LB1, LB8a to LB10: marks and joiners belong to what carries them; one that nothing carries is AL."""
    table = _class_table()
    units: list[_Unit] = []
    carrier, joined = START, False
    for start, character in enumerate(text):
        name = table[ord(character)]
        name = _RESOLVED.get(name, name)
        mark = name in ("CM", "ZWJ")
        if not mark or carrier in _NO_CARRIERS:
            carrier = "AL" if mark else name
            units.append(_Unit(start, carrier, joined))
        joined = name == "ZWJ"
    return units


_OUTSIDE, _INSIDE, _CLOSED = range(3)


class _Walk:
    """What the rules have to know of the units that were passed.

    ``number`` is where in a number we are (LB25): inside NU (NU | SY | IS)*, or after the bracket that closes
    it. ``half_flag``: an odd count of regional indicators (LB30a). ``hebrew``: HL (HY | BA) (LB21a).
    """

    __slots__ = ("before", "carrier", "half_flag", "hebrew", "number")

    def __init__(self) -> None:
        self.before = self.carrier = START
        self.number = _OUTSIDE
        self.half_flag = self.hebrew = False

    def verdict(self, unit: _Unit, following: str) -> int:
        """Whether a line may break before the unit; ``following`` is the class after it."""
        if unit.joined:
            return NO_BREAK
        if rule := _pair_rule(self.carrier, self.before, unit.name):
            return rule.verdict
        return NO_BREAK if self._held(unit.name, following) else FREE

    def _held(self, name: str, following: str) -> bool:
        """LB21a, LB25 and LB30a."""
        if self.hebrew or (self.half_flag and name == "RI"):
            return True
        if self.number and name in ("PO", "PR"):
            return True
        if self.number == _INSIDE and name == "NU":
            return True
        return self.before in ("PR", "PO") and name in ("OP", "OP30", "HY") and following == "NU"

    def step(self, name: str) -> None:
        """Go over a unit."""
        if name == "NU" or (self.number == _INSIDE and name in ("SY", "IS")):
            self.number = _INSIDE
        else:
            closing = self.number == _INSIDE and name in ("CL", "CP", "CP30")
            self.number = _CLOSED if closing else _OUTSIDE
        self.half_flag = name == "RI" and not self.half_flag
        self.hebrew = self.before == "HL" and name in ("HY", "BA")
        self.before = name
        if name != "SP":
            self.carrier = name


def break_opportunities(text: str) -> bytes:
    """Return whether a line may break before each character, and at the end, by UAX #14 alone.

    The figures are those of ``Items.breaks``: NO_BREAK, FREE or FORCED. There is one more of them than
    characters; the first is NO_BREAK (LB2), the last FORCED (LB3), also where the text is empty.
    """
    breaks = bytearray([NO_BREAK]) * (len(text) + 1)
    units = _units(text)
    walk = _Walk()
    for unit, after in zip_longest(units, units[1:]):
        if unit.start:
            breaks[unit.start] = walk.verdict(unit, after.name if after else "")
        walk.step(unit.name)
    breaks[-1] = FORCED
    return bytes(breaks)
