"""How wide each mark is set, by style: the empty half goes before any line is broken.

Widths in per mille of an em. Source: CLREQ "Adjustment of punctuation width", GB/T 15834-2011
5.1; 开明 as newspapers have it: in-sentence marks and brackets half, sentence ends full.
"""

from __future__ import annotations

from dataclasses import dataclass

from broadsheet.model.style import Marks, Spacing
from broadsheet.text.charclass import CLOSE, COLON, COMMA, EXCLAIM, INTERPUNCT, OPEN, STOP
from broadsheet.text.items import BRACKET_STEP, COMMA_STEP, INTERPUNCT_STEP, STOP_STEP

HALF = 500


@dataclass(frozen=True, slots=True)
class MarkWidth:
    """A mark's natural width, what is cut off its left for that, and how far it can be squeezed."""

    width: int
    left_cut: int
    least: int
    step: int


def mark_widths(spacing: Spacing) -> dict[str, MarkWidth]:
    """Return the widths by class letter."""
    full = spacing.marks is Marks.FULL
    inner = 1000 if full else HALF
    end = HALF if spacing.marks is Marks.HALF else (1000 if full else spacing.stop_width)
    least = HALF if full else min(end, spacing.stop_least)
    bracket_cut = 0 if full else HALF
    return {
        OPEN: MarkWidth(inner, bracket_cut, HALF, BRACKET_STEP),
        CLOSE: MarkWidth(inner, 0, HALF, BRACKET_STEP),
        COMMA: MarkWidth(inner, 0, HALF, COMMA_STEP),
        COLON: MarkWidth(inner, 0, HALF if not full else 1000, COMMA_STEP),
        STOP: MarkWidth(end, 0, least, STOP_STEP),
        EXCLAIM: MarkWidth(end, 0, least, STOP_STEP),
        INTERPUNCT: MarkWidth(HALF, 250, HALF, INTERPUNCT_STEP),
    }


def trims_before(before: str, after: str) -> bool:
    """True where the right half of ``before`` goes because ``after`` follows (class letters).

    Brackets hug what they enclose: a stop or comma loses its right half before a closing mark, a
    closing mark before an opening one, and so does the first of two sentence ends.
    """
    if before in (CLOSE, COMMA, STOP, COLON, EXCLAIM):
        return after in (CLOSE, COMMA, STOP, COLON, EXCLAIM) or (before == CLOSE and after == OPEN)
    return False


def trims_after(before: str, after: str) -> bool:
    """True where the left half of an opening ``after`` goes because ``before`` stands there.

    The pause of a comma or stop before it is kept; of two opening marks the second gives.
    """
    return after == OPEN and before in (OPEN, COMMA, STOP, COLON, EXCLAIM)
