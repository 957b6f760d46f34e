"""Rules of legs: 拐腿, uneven feet, a subhead at a leg's foot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from broadsheet.geometry import Rect, union
from broadsheet.preflight.critic.finding import Context, Finding, finding
from broadsheet.preflight.critic.view import Head, PageView, TextLine, down, without
from broadsheet.tree.node import Area, Role
from broadsheet.units import Length

_CONTIGUOUS = 4
"""Lines of one leg stand on below each other unless so many lines lie between: a picture does."""


def dogleg(view: PageView, _: Context) -> Iterator[Finding]:
    """拐腿: a hole that another is cut from, so that a leg goes on beside or round it, where the other
    one's headline stands beside the longer leg."""
    for part, area in view.by_part.items():
        lines = view.lines.get(part, ())
        for cut in area.cuts:
            head = None if _is_framed(view, cut) else _head_in(view, cut, part)
            place = union(
                line.rect for line in lines if not line.vertical and down(line.rect, cut) > 0
            )
            over = any(line.bottom <= cut.y for line in lines)
            if head is not None and place is not None and over:
                yield finding(
                    "dogleg", view.number, (place, head.main), part[0], other=head.slug
                )


def _is_framed(view: PageView, cut: Rect) -> bool:
    """Whether what stands in a cut has a frame of its own: nobody reads on across it."""
    return any(area.framed and cut.contains(area.rect) for area in view.page.areas)


def _head_in(view: PageView, cut: Rect, part: tuple[str, int]) -> Head | None:
    """The other story's head in a cut."""
    inside = [
        head for head in view.heads if (head.slug, head.part) != part and cut.overlaps(head.main)
    ]
    return min(inside, key=lambda head: head.rect.y, default=None)


def uneven(view: PageView, context: Context) -> Iterator[Finding]:
    """栏脚不齐: a leg whose foot stands ``uneven_lines`` or more above the deepest one of its part with
    nothing below it. The story's last leg may end short unless its hole wants level feet."""
    for part, area in view.by_part.items():
        legs = [leg for leg in view.legs(part) if leg and not leg[0].vertical]
        if len(legs) < 2:
            continue
        feet = [max(y + high for _, _, _, y, _, high, _ in leg) for leg in legs]
        deepest = max(feet)
        judged = legs if area.balanced else legs[:-1]
        for leg, foot in zip(judged, feet, strict=False):
            lines = round((deepest - foot) / view.grid.leading)
            if lines < context.limits["uneven_lines"]:
                continue
            column = union(line.rect for line in leg)
            assert column is not None
            place = Rect(column.x, foot, column.width, deepest - foot)
            if not _covered(view, area, part, place):
                yield finding("uneven", view.number, (place,), part[0], lines=lines)


def _covered(view: PageView, area: Area, part: tuple[str, int], place: Rect) -> bool:
    """Whether something stands where a leg ends: a picture, a quote, a head or another hole."""
    rects = [*area.cuts, *view.drawings, *(picture.whole for picture in view.pictures)]
    rects.extend(head.rect for head in view.heads)
    rects.extend(_quotes(view, part))
    return any(rect.overlaps(place) for rect in rects)


def _quotes(view: PageView, part: tuple[str, int]) -> Iterator[Rect]:
    return (rect for key, rect in view.quotes if key == part)


def subhead_foot(view: PageView, context: Context) -> Iterator[Finding]:
    """小标题压栏底: a subhead with fewer than ``subhead_lines`` lines of text below it in its leg. Where
    the story ends sooner, one line will do."""
    need = context.limits["subhead_lines"]
    for part in view.lines:
        legs = view.legs(part)
        for number, leg in enumerate(legs):
            for index in _last_of_subheads(leg):
                below = _lines_below(leg, index, view.grid.leading, max(need, 1))
                ends = number + 1 == len(legs) and index + below + 1 >= len(leg)
                if below < (1 if ends else need):
                    yield finding(
                        "subhead_foot", view.number, (leg[index].rect,), part[0],
                        lines=below,
                    )  # fmt: skip


def _last_of_subheads(leg: Sequence[TextLine]) -> Iterator[int]:
    """Where each subhead of a leg ends."""
    subhead = Role.SUBHEAD
    heads = [index for index, line in enumerate(leg) if line.group.role is subhead]
    return (index for index in heads if index + 1 not in heads)


def _lines_below(leg: Sequence[TextLine], index: int, leading: Length, most: int) -> int:
    """Lines of text that stand on below a line of a leg, up to a picture or the foot; ``most`` are enough.
    A table is: no row of it stands alone."""
    count, before = 0, leg[index]
    for line in leg[index + 1 : index + 1 + most]:
        if line.group.role is Role.TABLE:
            return most
        apart = abs(before.x - line.x) if line.vertical else line.y - before.y
        if not line.is_body or apart >= _CONTIGUOUS * leading:
            break
        count, before = count + 1, line
    return count


def empty_feet(view: PageView, area: Area) -> tuple[Rect, ...]:
    """What is left empty at the feet of an area's legs; all of the area where that cannot be told."""
    bottom = area.rect.bottom - (view.grid.leading if area.framed else 0)
    found: list[Rect] = []
    lowest = _lowest(view, area)
    for x, width in area.legs:
        right = x + width
        over = (
            low
            for (left, wide), low in lowest.items()
            if 2 * (min(right, left + wide) - max(x, left)) > min(width, wide)
        )
        foot = max(over, default=area.rect.y)
        if bottom > foot:
            rest = without(Rect(x, foot, width, bottom - foot), area.cuts, upright=True)
            found.extend(rect for rect in rest if rect.height >= view.grid.em)
    return tuple(found) or (area.rect,)


def _lowest(view: PageView, area: Area) -> dict[tuple[Length, Length], Length]:
    """How far down the things of each x and width in an area reach: its part's lines, and its pictures and
    drawings with their captions."""
    found: dict[tuple[Length, Length], Length] = {}
    for _, _, x, y, width, high, vertical in view.lines.get((area.slug, area.part), ()):
        if not vertical and y + high > found.get((x, width), y):
            found[x, width] = y + high
    shown = [picture.whole for picture in view.pictures if area.rect.contains(picture.rect)]
    for whole in (*shown, *filter(area.rect.contains, view.drawings)):
        where = whole.x, whole.width
        found[where] = max(whole.bottom, found.get(where, whole.bottom))
    return found
