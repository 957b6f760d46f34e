"""Where a headline may be parted, and how well: between words only, and best where the sense pauses.

Rules of the desk (标题转行): a word, a name, a figure with its unit and a title in 《》 are never
parted; 的 and its like start no line; 和, 与 start a line and end none; where the author paused with
a mark or a space, a line ends there rather than elsewhere; what words are to each other counts
(``wordborders``); the lines are balanced, no line under a third of the longest.
GB/T 9704-2012 7.3.1 wants whole words, lengths that suit each other, and a trapezium or a rhombus;
of the two trapeziums this house takes the one that stands firmly, its longer line below.

**The wished break.** A ``/`` in a headline is the author's wish: where the line must be parted it is
parted there and nowhere else if that fits; where it need not be, nothing shows (a space beside the
``/`` stays as one space). A solidus that is to be printed stands between two Latin letters or figures
(``24/7``) or between an amount and a measure (``328元/人``), is written ``\\/``, or is the full-width ``／``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from broadsheet.compose.wordborders import prices, with_tails
from broadsheet.patterns import late_pattern
from broadsheet.rows import NamedTuple
from broadsheet.text.charclass import HAN, HANGUL
from broadsheet.text.items import NO_BREAK, Items
from broadsheet.text.words import INTERPUNCTS, Word, is_measure, tagged
from broadsheet.units import Length

LEAST_RATIO = 333
"""No line is shorter than this share of the longest (per mille) where there is another way."""

RAGGED, TOP_HEAVY, WAISTED, LOPSIDED = 220, 3, 15, 1000
"""Prices of a shape: of a line of no length beside a full one (less by the cube of what it lacks), of
two lines with the longer above, of three with the middle shortest, of a ratio under LEAST_RATIO."""


class Border(NamedTuple):
    """A place before which a line may begin, the price of parting there (0 best, 150 worst), and how
    much a pause there keeps the text from being parted only elsewhere."""

    place: int
    price: int
    pause: int = 0


class Parting(NamedTuple):
    """A text in lines: the place before which each line after the first begins, and its price."""

    places: tuple[int, ...]
    price: int


_SLASH = late_pattern(r"\\/|[ \t\u3000]*/[ \t\u3000]*")
_WORTH = late_pattern(r"\w(?:起|以上)?(?!\w)")
_NEAR = 60
"""Characters on either side of a solidus that may say what it is."""
_WESTERN = late_pattern("[0-9A-Za-z\u00c0-\u024f]")


def wishes(line: str) -> tuple[str, tuple[int, ...]]:
    """Return a headline's line as it is printed, and before which of its characters it may wish to
    be parted."""
    text, places, last = "", [], 0
    for match in _SLASH.finditer(line):
        text += line[last : match.start()]
        last = match.end()
        before, after = line[match.start() - 1 : match.start()], line[last : last + 1]
        western = _WESTERN.match(before) and _WESTERN.match(after)
        if match[0] == "\\/":
            text += "/"
        elif not before or not after or western or "/" in before + after or _is_rate(text, line[last:]):
            text += match[0]
        else:
            text += " " if len(match[0]) > 1 else ""
            places.append(len(text))
    return text + line[last:], tuple(places)


def _is_rate(before: str, after: str) -> bool:
    """Whether a solidus says so much a measure, or a single thing: 328元/人, 1.2万吨/日, 2000元/孩, but
    not 停航17年/日前复航."""
    amount, unit = tagged(before[-_NEAR:])[-1], tagged(after[:_NEAR])[0]
    is_unit = is_measure(unit.text.removesuffix("起")) or _WORTH.match(after)
    return amount.speech == "q" and len(amount.text) > 1 and bool(is_unit)


_PAUSE, _SPACE = 25, 120
"""Added to a parting that passes over the commas of a text or the like, or over its spaces: then one line
has the end of a clause and the beginning of the next. A single ellipsis is such a space."""
_PAUSES = {**dict.fromkeys("，；。？！,;?!", _PAUSE), "…": _SPACE}

_CUT_EMS = 4
"""More than lines lose at their ends, blanks and the white of marks: a line that is longer fits in no way,
and a paragraph that stands where a headline should has thousands of ways."""

_IN_LATIN = 110
"""The price of a parting at a space inside Latin, in a text of ideographs, or behind an interpunct."""


def borders(items: Items, names: frozenset[str] = frozenset()) -> tuple[Border, ...]:
    """Return where a text may be parted, in order: between words, and as kinsoku allows."""
    found, place = [], 0
    of_words = HANGUL in items.classes or HAN not in items.classes
    row = with_tails(tagged(items.text, names))
    for (before, after), price in zip(pairwise(row), prices(row), strict=True):
        place += len(before.text)
        if _is_dash(after):  # 破折号: what no line of running text does, a headline's second line does
            found.append(Border(place, 0, _PAUSE))
            continue
        if price is not None and items.breaks[place] != NO_BREAK:
            is_inside = before.speech == "s" and HAN in items.classes and _is_in_latin(items.text, place)
            said = items.text[:place].rstrip(" ")[-1:] if of_words else before.text
            pause = _SPACE if before.speech == "s" and not of_words else _PAUSES.get(said, 0)
            found.append(Border(place, _IN_LATIN, 0) if is_inside else Border(place, price, pause))
    return tuple(found)


def with_interpuncts(items: Items, found: Sequence[Border]) -> tuple[Border, ...]:
    """The borders, and those behind interpuncts, where a foreign name is parted that no line holds."""
    known = {border.place: border for border in found}
    for place in range(1, len(items.text)):
        if items.text[place - 1] in INTERPUNCTS and items.breaks[place] != NO_BREAK:
            known.setdefault(place, Border(place, _IN_LATIN))
    return tuple(known[place] for place in sorted(known))


def _is_in_latin(text: str, place: int) -> bool:
    """Whether the space before a place stands inside a foreign name (Model Y, iPhone 17)."""
    return bool(_WESTERN.match(text, place) and _WESTERN.match(text[:place].rstrip()[-1:]))


def _is_dash(word: Word) -> bool:
    return word.text in ("——", "――")


def wished(places: Sequence[int]) -> tuple[Border, ...]:
    """The borders that an author wished for."""
    return tuple(Border(place, 0, _SPACE) for place in places)


def cut(text: str, places: Sequence[int]) -> tuple[str, ...]:
    """A text in lines that begin at places; spaces at the cuts are left out."""
    return tuple(text[start:end].strip() for start, end in pairwise((0, *places, len(text))))


def best_parting(items: Items, found: Sequence[Border], count: int, room: Length) -> Parting | None:
    """Return the cheapest way to part a text in ``count`` lines of which none is wider than
    ``room``; None if there is none."""
    best = None
    pause = max((border.pause for border in found), default=0)
    for chosen in _choices(items, found, count, room + _CUT_EMS * items.em):
        price = sum(border.price for border in chosen) + pause - max(border.pause for border in chosen)
        if best is not None and price >= best.price:
            continue
        places = tuple(border.place for border in chosen)
        widths = tuple(_widths(items, places))
        if max(widths) <= room:
            price += shape_price(widths)
            if best is None or price < best.price:
                best = Parting(places, price)
    return best


def long_parting(items: Items, found: Sequence[Border], count: int, room: Length) -> Parting | None:
    """Return a way to part a text in more lines than can all be compared: the cheapest of those whose lines
    are judged one by one, by how far each falls short of ``room``."""
    ways: dict[int, Parting] = {0: Parting((), 0)}  # by where the next line begins
    ends = [*found, Border(len(items.text), 0)]
    at = [border.place for border in ends]
    for number in range(count):
        longer: dict[int, Parting] = {}
        for start, way in ways.items():
            first = items.content_start(start)
            for border in islice(ends, bisect_right(at, start), None):
                if (number == count - 1) != (border is ends[-1]):
                    continue
                if items.pens[border.place] - items.pens[start] > room + _CUT_EMS * items.em:
                    break
                width = items.natural(first, items.content_end(first, border.place))
                price = way.price + border.price + RAGGED * max(0, room - width) ** 3 // max(1, room) ** 3
                known = longer.get(border.place)
                if width <= room and (known is None or price < known.price):
                    longer[border.place] = Parting((*way.places, border.place), price)
        ways = longer
    last = ways.get(len(items.text))
    return Parting(last.places[:-1], last.price) if last else None


def _choices(
    items: Items, found: Sequence[Border], count: int, limit: Length, start: int = 0
) -> Iterator[tuple[Border, ...]]:
    """The borders that leave no line of a text in ``count`` lines wider than ``limit``, in order."""
    pens = items.pens
    if count == 1:
        if pens[-1] - pens[start] <= limit:
            yield ()
        return
    for index, border in enumerate(found):
        if pens[border.place] - pens[start] > limit:
            return
        if pens[-1] - pens[border.place] <= limit * (count - 1):
            for others in _choices(items, found[index + 1 :], count - 1, limit, border.place):
                yield (border, *others)


def _widths(items: Items, places: tuple[int, ...]) -> Iterator[Length]:
    for start, end in pairwise((0, *places, len(items.text))):
        first = items.content_start(start)
        yield items.natural(first, items.content_end(first, end))


def shape_price(widths: Sequence[Length]) -> int:
    """The price of lines of such widths over each other: 0 for lines of one length."""
    longest = max(1, *widths)
    price = sum(RAGGED * (longest - width) ** 3 // longest**3 for width in widths)
    if min(widths) * 1000 < longest * LEAST_RATIO:
        price += LOPSIDED
    if len(widths) == 2 and widths[0] > widths[1]:
        price += TOP_HEAVY
    if len(widths) == 3 and widths[1] < min(widths[0], widths[2]):
        price += WAISTED
    return price
