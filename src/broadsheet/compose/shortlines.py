"""Short texts (署名, 小标题, pull quotes) wider than their place: parted as a desk would, not as copy is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from broadsheet.compose.firstfit import first_fit
from broadsheet.compose.line import Line
from broadsheet.compose.sense import best_parting, borders, long_parting, with_interpuncts
from broadsheet.model.spacing import Spacing
from broadsheet.records import replace
from broadsheet.text.charclass import HANGUL, LATIN, PUNCT, SPACE
from broadsheet.text.items import FREE, Items
from broadsheet.text.persons import ends_with_title
from broadsheet.units import Length

MOST_LINES, MOST_COMPARED = 12, 4
"""In more lines than these no short text is parted by its sense, nor are all ways to part it compared."""

_SPACING = Spacing()
_LATIN = LATIN + PUNCT
_CLAUSES, _ONE, _WORDS = range(3)


def short_lines(items: Items, room: Length | None) -> tuple[Line, ...]:
    """Return the lines of a byline or a subhead, none of them to be spread; one line without a room.

    One that is too wide for one line is parted at its typed spaces, a title staying with the name after
    it and Latin with Latin if that can be; else between words, as a headline is, and so is one whose
    spaces are all between words; else as a paragraph.
    """
    room = items.natural(0, len(items.text)) if room is None else room
    whole = _lines(items, (0,), room)
    if whole:
        return whole
    spaces = tuple(_spaces(items))
    looser = {held for _, held in spaces} - {_WORDS}
    for most in (*sorted(looser), _WORDS) if looser else ():
        lines = _lines(items, _filled(items, [place for place, held in spaces if held <= most], room), room)
        if lines:
            return lines
    return lines_by_sense(items, room) or tuple(
        replace(line, ending="last") if line.ending == "justified" and line.natural <= room else line
        for line in first_fit(items, (room,), _SPACING)
    )


def lines_by_sense(items: Items, room: Length) -> tuple[Line, ...]:
    """Return the lines of a short text parted between words as a headline is, as few as can be,
    of nearly one length and not to be spread; none where ``MOST_LINES`` are too few or a word is too long."""
    whole = _lines(items, (0,), room)
    if whole:
        return whole
    found = borders(items)
    for places in (found, with_interpuncts(items, found)):
        for count in range(2, MOST_LINES + 1):
            parting_of = best_parting if count <= MOST_COMPARED else long_parting
            parting = parting_of(items, places, count, room)
            if parting is not None:
                return _lines(items, (0, *parting.places), room)
    return ()


def _spaces(items: Items) -> Iterator[tuple[int, int]]:
    """Where a line may begin behind typed spaces, and what these hold together: clauses and names, one of
    them, behind a title or a solidus (张弛 / 图), or words of Latin or Korean."""
    of_words = HANGUL in items.classes
    for place in range(1, len(items.text)):
        behind = items.classes[place - 1] == SPACE and items.classes[place] != SPACE
        if behind and items.breaks[place] == FREE:
            end = items.content_end(0, place)
            if of_words or (items.classes[end - 1] in _LATIN and items.classes[place] in _LATIN):
                yield place, _WORDS
            else:
                is_one = items.text[end - 1] in "/／" or ends_with_title(items.text[:end])
                yield place, _ONE if is_one else _CLAUSES


def _filled(items: Items, places: Sequence[int], room: Length) -> tuple[int, ...]:
    """Where lines begin that take as much as they can between some places."""
    starts = [0]
    for place, after in pairwise((*places, len(items.text))):
        first = items.content_start(starts[-1])
        if items.natural(first, items.content_end(first, after)) > room:
            starts.append(place)
    return tuple(starts)


def _lines(items: Items, starts: Sequence[int], room: Length) -> tuple[Line, ...]:
    """The lines that begin at some boxes; none where one of them is wider than the room."""
    lines = []
    for start, after in pairwise((*starts, len(items.text))):
        first = items.content_start(start)
        end = items.content_end(first, after)
        natural = items.natural(first, end) if end > first else 0
        if natural > room:
            return ()
        lines.append(Line(first, end, room, natural, "last"))
    return tuple(lines)
