"""The dash of two ems (破折号) in faces that have a Western em dash: as wide as it should be, without a seam.

Source: GB/T 15834-2011, 4.13 and 5.1.6; CLREQ. Noto CJK has U+2014 nine tenths of an em wide with white
on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.patterns import late_pattern
from broadsheet.text.charclass import DASH
from broadsheet.text.columns import Columns
from broadsheet.text.marks import Part
from broadsheet.text.setting import Setting
from broadsheet.units import Length

_PAIR = late_pattern(DASH * 2)
_OVERLAP = 5
"""Per mille of an em by which each half reaches into the other, so that no hairline shows between them."""


def join_dashes(columns: Columns, settings: Sequence[Part]) -> None:
    """Set both halves of each dash an em wide and their ink end to end, in the middle of the two ems; in
    upright lines as in level ones."""
    for match in _PAIR.finditer(columns.classes):
        first, second = match.start(), match.start() + 1
        setting = next((part[2] for part in settings if part[0] <= first and second < part[1]), None)
        if setting is None or columns.text[first] != columns.text[second]:
            continue
        joined = joined_dashes(columns.text[first], columns.advances[first], setting, columns.em)
        if joined:
            columns.advances[first], columns.cuts[first], columns.cuts[second] = joined
            columns.advances[second] = columns.advances[first]


def joined_dashes(
    dash: str, advance: Length, setting: Setting, em: Length
) -> tuple[Length, Length, Length] | None:
    """The width of each half of a dash and the cuts of the first and of the second; None for a face whose
    dashes meet, or have no ink."""
    left, right = setting.ink(dash)
    width = setting.em + setting.style.tracking
    if left >= right or (left <= 0 and right >= advance >= width):
        return None
    overlap = em * _OVERLAP // 1000
    return width, right - width - overlap, left + overlap
