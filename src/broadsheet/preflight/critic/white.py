"""Rules of white: 通缝, 断版, and rivers in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from broadsheet.geometry import Rect
from broadsheet.kernel import twin
from broadsheet.patterns import late_pattern
from broadsheet.preflight.critic.finding import Context, Finding, finding
from broadsheet.preflight.critic.view import PageView, TextLine, pieces
from broadsheet.records import record_with
from broadsheet.tree.node import GlyphRun, Node
from broadsheet.units import Length, millimetres

_CLOSING = "，。、；：！？”’）》」』〉】〕…"
_OPENING = "“‘（《「『〈【〔"
_SPACES = " \u3000"
_MARKS = late_pattern(f"[{_CLOSING}{_OPENING}{_SPACES}]")
_INK_OF_MARK = 400
"""Of an em: what a mark's ink takes of its room at the most; the rest is white."""


def gutter(view: PageView, _: Context) -> Iterator[Finding]:
    """通缝: white between holes that no story and no picture crosses from the head of the page to
    its foot."""
    zone, blocks = view.zone, [rect for area in view.areas for rect in pieces(area)]
    if zone is None:
        return
    for right in sorted({rect.right for rect in blocks if rect.right < zone.right}):
        after = [rect.x for rect in blocks if rect.x >= right]
        left = min(after, default=right)
        if after and not any(rect.x < left and right < rect.right for rect in blocks):
            place = Rect(right, zone.y, max(left - right, 1), zone.height)
            yield finding("gutter", view.number, (place,), "", far=f"{millimetres(right):.0f}")


def page_break(view: PageView, context: Context) -> Iterator[Finding]:
    """断版: a level line from one side of the page to the other that no story and no picture crosses.

    Strips at the head and foot of the page (``cut_within``) are what pages are built of.
    """
    zone, blocks = view.zone, [rect for area in view.areas for rect in pieces(area, upright=True)]
    if zone is None:
        return
    within = zone.height * context.limits["cut_within"] // 1000
    for bottom in sorted({rect.bottom for rect in blocks}):
        inner = zone.y + within <= bottom <= zone.bottom - within and bottom < zone.bottom
        after = [rect.y for rect in blocks if rect.y >= bottom]
        if inner and after and not any(rect.y < min(after) and bottom < rect.bottom for rect in blocks):
            half = view.grid.leading // 2
            place = Rect(zone.x, bottom - half, zone.width, min(after) - bottom + 2 * half)
            line = (min(after) - view.grid.type_area.y) // view.grid.leading
            yield finding("break", view.number, (place,), "", line=line)


White = tuple[Length, Length]
"""Start and end of white inside a line."""


@record_with(frozen=False, eq=False)
class _Course:
    """A river on its way down: its last white, the line it began in, how many it has run through, and
    how far it has strayed."""

    white: White
    first: TextLine
    lines: int
    left: Length
    right: Length


def river(view: PageView, context: Context) -> Iterator[Finding]:
    """白川: white that overlaps with white of the line above, through ``river_lines`` lines of a leg."""
    need, least = context.limits["river_lines"], context.limits["river_gap"]
    for part in view.lines:
        for leg in view.legs(part):
            for stretch in _stretches(leg, need, least):
                for course, last in _courses(stretch, view.grid.leading * 3 // 2):
                    if course.lines >= need:
                        top, foot = course.first.y, last.bottom
                        place = Rect(course.left, top, course.right - course.left, foot - top)
                        yield finding("river", view.number, (place,), part[0], lines=course.lines)


def _stretches(
    leg: Sequence[TextLine], need: int, least: int
) -> Iterator[list[tuple[TextLine, list[White]]]]:
    """Lines of a leg with the white in them, where ``need`` and more in a row have any: a river can be
    nowhere else. They are looked at from the last of so many upwards, and what stands above one without
    white is never looked at, which spares most of a page."""
    start = 0
    while start + need <= len(leg):
        found: list[tuple[TextLine, list[White]]] = []
        index = start + need - 1
        while index >= start and (white := _level_whites(leg[index], least)):
            found.append((leg[index], white))
            index -= 1
        if index >= start:
            start = index + 1
            continue
        found.reverse()
        start += need
        while start < len(leg) and (white := _level_whites(leg[start], least)):
            found.append((leg[start], white))
            start += 1
        yield found
        start += 1


def _level_whites(line: TextLine, least: int) -> list[White]:
    return whites(line.group.nodes, GlyphRun, least) if line.is_body and not line.vertical else []


def _courses(
    stretch: Sequence[tuple[TextLine, list[White]]], most: Length
) -> Iterator[tuple[_Course, TextLine]]:
    """Where white runs down lines: each course, when it ends, with its last line. Lines more than
    ``most`` apart are no neighbours."""
    running: list[_Course] = []
    before = stretch[0][0]
    for line, found in stretch:
        going = _flow(running if line.y - before.y <= most else [], found, line)
        yield from ((course, before) for course in running if course not in going)
        running, before = going, line
    yield from ((course, before) for course in running)


def _flow(reaching: list[_Course], found: Sequence[White], line: TextLine) -> list[_Course]:
    """The courses that run in a line: white goes on where it overlaps with the white above, in the
    longest course that reaches it."""
    if not reaching:
        return [_Course(white, line, 1, *white) for white in found]
    going: list[_Course] = []
    free = sorted(reaching, key=lambda course: -course.lines)
    for start, end in found:
        above = next((each for each in free if each.white[0] < end and start < each.white[1]), None)
        if above is None:
            going.append(_Course((start, end), line, 1, start, end))
        else:
            free.remove(above)
            above.white, above.lines = (start, end), above.lines + 1
            above.left, above.right = min(above.left, start), max(above.right, end)
            going.append(above)
    return going


@twin
def whites(nodes: Sequence[Node], kind: type[GlyphRun], least: int) -> list[White]:
    """The white inside a line's runs (nodes of the ``kind``) that is ``least`` per mille of an em wide, from
    left to right.

    A mark is white but for its ink, a space all of it, and behind any other character what its
    advance has over its em. The end of the line is no white.
    """
    found: list[White] = []
    for run in nodes:
        if not isinstance(run, kind) or not run.text or len(run.text) != len(run.glyphs):
            continue
        text, advances, size = run.text, run.advances, run.size
        gap = size * least // 1000
        chosen: Iterable[int]
        if max(advances) >= size + gap:
            chosen = range(len(text))
        else:
            wide = size * _INK_OF_MARK // 1000 + gap
            chosen = [
                at
                for mark in _MARKS.finditer(text)
                if advances[at := mark.start()] >= wide or text[at] in _SPACES
            ]
        if chosen:
            found.extend(_whites_of(run, chosen, gap, len(text) - (run is nodes[-1])))
    return found


def _whites_of(run: GlyphRun, chosen: Iterable[int], least: Length, end: int) -> Iterator[White]:
    """White at the ``chosen`` characters of a run, of those before ``end``."""
    text, advances, size = run.text, run.advances, run.size
    ink = size * _INK_OF_MARK // 1000
    places = list(accumulate(advances, initial=run.x))
    for index in chosen:
        character, start, advance = text[index], places[index], advances[index]
        if index >= end:
            return
        if character in _SPACES:
            white = (start, start + advance)
        elif character in _OPENING:  # one that lost its white stands over the end of what is before it
            clear = places[index - 1] + size if index and text[index - 1] not in _CLOSING else start
            white = (max(start, clear), start + size - ink if index else start)
        else:
            white = (start + (ink if character in _CLOSING else size), start + advance)
        if white[1] - white[0] >= least:
            yield white
