"""Rules of headlines: 碰题, a head lighter than the one below it, text below another story's head."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from broadsheet.geometry import Rect
from broadsheet.preflight.critic.finding import Context, Finding, finding
from broadsheet.preflight.critic.view import Head, PageView, TextLine, across, down, pieces, shared
from broadsheet.tree.node import Area
from broadsheet.units import Length

_LINES_BELOW = 3
"""Text belongs to the eye to a headline that stands less than this many lines above it."""


def collision(view: PageView, context: Context) -> Iterator[Finding]:
    """碰题: heads of neighbours at one level, of like size and one typeface.

    What desks do against it clears it: another size, another typeface, one head down the page or one
    story in a frame. Small heads, as of a strip of briefs, compete with nobody.
    """
    least = view.grid.em * context.limits["head_least"] // 1000
    heads = [head for head in view.heads if head.size >= least and not head.vertical]
    for one, other in combinations(sorted(heads, key=lambda head: head.rect.x), 2):
        here, there = _areas(view, one, other)
        if here is None or there is None or here is there or here.framed != there.framed:
            continue
        if not _neighbours((here, one), (there, other), 2 * view.grid.column_gap):
            continue
        level = 2 * down(one.main, other.main) >= min(one.main.height, other.main.height)
        larger, smaller = max(one.size, other.size), min(one.size, other.size)
        like = 1000 * (larger - smaller) <= context.limits["head_like"] * larger
        if level and like and _family(one, context) == _family(other, context):
            yield finding(
                "collision", view.number, (one.main, other.main), one.slug,
                other=other.slug,
            )  # fmt: skip


def _neighbours(left: tuple[Area, Head], right: tuple[Area, Head], most: Length) -> bool:
    """Whether two holes stand side by side where their heads are, no more than ``most`` apart."""
    here, there = (
        [piece for piece in pieces(area) if down(piece, head.main) > 0] for area, head in (left, right)
    )
    return any(0 <= -across(one, other) <= most for one in here for other in there)


def _areas(view: PageView, one: Head, other: Head) -> tuple[Area | None, Area | None]:
    return view.by_part.get((one.slug, one.part)), view.by_part.get((other.slug, other.part))


def _family(head: Head, context: Context) -> str:
    return (context.families or {}).get(head.face, head.face)


def head_order(view: PageView, context: Context) -> Iterator[Finding]:
    """上轻下重: a head smaller than that of the story right below it at the same width. Turns are left
    out: a jump head is small wherever it stands."""
    gap, leading = view.grid.column_gap, view.grid.leading
    heads = [head for head in view.heads if not head.part and not head.vertical]
    for upper in heads:
        for lower in heads:
            above, below = _areas(view, upper, lower)
            if above is None or below is None or above is below:
                continue
            alike = max(abs(above.rect.x - below.rect.x), abs(above.rect.right - below.rect.right)) <= gap
            near = 0 <= below.rect.y - above.rect.bottom <= 2 * leading
            least = lower.size * (1000 - context.limits["head_step"]) // 1000
            if alike and near and upper.size < least:
                yield finding(
                    "head_order", view.number, (upper.main, lower.main), upper.slug,
                    other=lower.slug,
                    size=f"{upper.size / 1000:g}", other_size=f"{lower.size / 1000:g}",
                )  # fmt: skip


def foreign_head(view: PageView, _: Context) -> Iterator[Finding]:
    """错题: a leg that begins, or goes on, right below the headline of another story, with neither a
    rule nor a frame nor a head of its own between the two."""
    for part in view.lines:
        area = view.by_part.get(part)
        if area is None or area.framed:
            continue
        for line in _tops(view, part):
            head = _head_above(view, line, part[0])
            if head is not None:
                place = Rect(line.x, line.y, line.width, 3 * view.grid.leading)
                yield finding(
                    "foreign_head", view.number, (head.main, place), part[0],
                    other=head.slug,
                )  # fmt: skip


def _tops(view: PageView, part: tuple[str, int]) -> Iterator[TextLine]:
    """The lines of level legs that have none of theirs right above them."""
    apart = 2 * view.grid.leading
    for leg in view.legs(part):
        above: Length | None = None
        for line in leg:
            y = line.y
            if (above is None or y - above >= apart) and not line.vertical:
                yield line
            above = y


def _head_above(view: PageView, line: TextLine, own: str) -> Head | None:
    """The headline of another story than ``own`` that a line stands right below, nothing between."""
    rect = line.rect
    reach = _LINES_BELOW * view.grid.leading
    over = [
        head
        for head in view.heads
        if 0 <= rect.y - head.rect.bottom < reach and 2 * across(head.rect, rect) >= rect.width
    ]
    if not over or any(head.slug == own for head in over):
        return None
    head = max(over, key=lambda head: head.rect.bottom)
    area = view.by_part.get((head.slug, head.part))
    if area is None or area.framed:
        return None
    parted = any(
        head.rect.bottom <= rule.y <= rect.y and 2 * shared(rule.x, rule.x2, rect.x, rect.right) >= rect.width
        for rule in view.level_rules
    )
    return None if parted else head
