"""The editor's cut marks in copy: what may be left out where a story is over.

``{optional}`` (or ``{可删}``) at a paragraph's end marks that paragraph; ``{cut}`` (or ``{可截}``) on a
line of its own all that follows. What stands last goes first, as copy has always been cut.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from broadsheet.model.article import Block, Subhead
from broadsheet.patterns import late_pattern

OPTIONAL = late_pattern(r"[ \t　]*[{｛](?:optional|可删)[}｝][ \t　]*\Z")
CUT = late_pattern(r"[ \t　]*[{｛](?:cut|可截)[}｝][ \t　]*\Z")
NEARLY = late_pattern(r"[{｛][^{}｛｝\d\s]{2,12}[}｝][ \t　]*\Z")
"""What stands where a mark may stand, looks like one and is none."""


def cut_order(blocks: Sequence[Block], marked: Collection[int]) -> tuple[tuple[int, ...], ...]:
    """Return the marked blocks in the order in which they go, a subhead together with the last block
    that is left under it."""
    gone: set[int] = set()
    order = []
    for number in sorted(marked, reverse=True):
        if isinstance(blocks[number], Subhead):
            continue
        gone.add(number)
        head = _bare_subhead(blocks, gone, number)
        order.append((number,) if head is None else (head, number))
    return tuple(order)


def _bare_subhead(blocks: Sequence[Block], gone: Collection[int], number: int) -> int | None:
    """The subhead over a block, where nothing else is left under it."""
    first = number
    while first >= 0 and first in gone:
        first -= 1
    if first < 0 or not isinstance(blocks[first], Subhead):
        return None
    end = first + 1
    while end < len(blocks) and not isinstance(blocks[end], Subhead):
        if end not in gone:
            return None
        end += 1
    return first
