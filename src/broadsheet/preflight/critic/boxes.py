"""Rules of frames and pictures: those of two stories do not touch."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from broadsheet.geometry import Rect, union
from broadsheet.preflight.critic.finding import Context, Finding, finding
from broadsheet.preflight.critic.view import PageView, PlacedPicture, across, down, pieces
from broadsheet.tree.node import AreaKind
from broadsheet.units import Length

_STACKED_LINES = 3
"""Lines between two pictures, one above the other, that a caption may take."""


def touching_boxes(view: PageView, context: Context) -> Iterator[Finding]:
    """框碰框: framed holes with less than ``box_air`` between them; side by side a column gap is
    enough. What advertisements do among themselves is theirs."""
    air = view.grid.leading * context.limits["box_air"] // 1000
    beside = min(air, view.grid.column_gap)
    for one, other in combinations([area for area in view.page.areas if area.framed], 2):
        if one.kind is AreaKind.AD and other.kind is AreaKind.AD:
            continue
        for here in pieces(one):
            for there in pieces(other):
                stacked = across(here, there) > 0 and -down(here, there) < air
                level = down(here, there) > 0 and -across(here, there) < beside
                if stacked or level:
                    yield finding(
                        "touching_boxes", view.number, (here, there), one.slug or other.slug,
                        hole=one.hole, other=other.hole,
                    )  # fmt: skip


def touching_pictures(view: PageView, _: Context) -> Iterator[Finding]:
    """碰图: pictures of two stories side by side across a column gap, or one above the other with no
    more than a caption between, along a quarter of the smaller one. Of pictures that touch one another
    in a row or a block, as on a page of pictures, the first two are told."""
    gap, reach = 2 * view.grid.column_gap, _STACKED_LINES * view.grid.leading
    told: set[Rect] = set()
    for one, other in combinations(view.pictures, 2):
        if one.owner == other.owner:
            continue
        wide, high = across(one.rect, other.rect), down(one.rect, other.rect)
        beside = 4 * high >= min(one.rect.height, other.rect.height) and 0 <= -wide <= gap
        above = 4 * wide >= min(one.rect.width, other.rect.width) and 0 <= -high <= reach
        if beside or (above and not _headed(view, one, other, -high)):
            if told.isdisjoint((one.rect, other.rect)):
                yield finding(
                    "touching_pictures", view.number, (one.rect, other.rect), one.slug or other.slug,
                    picture=one.name, other=other.name,
                )  # fmt: skip
            told.update((one.rect, other.rect))


def _headed(view: PageView, one: PlacedPicture, other: PlacedPicture, apart: Length) -> bool:
    """Whether a headline stands between two pictures, one above the other."""
    upper, lower = sorted((one.rect, other.rect), key=lambda rect: rect.y)
    both = union((upper, lower))
    assert both is not None
    between = Rect(both.x, upper.bottom, both.width, max(apart, 1))
    return any(head.main.overlaps(between) for head in view.heads)
