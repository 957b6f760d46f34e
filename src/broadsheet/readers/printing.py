"""What the plant prints graphics with."""

from __future__ import annotations

from broadsheet.records import record


@record
class Printing:
    """What graphics are printed with: the most ink that the plant takes, in per cent, whether it has plates
    for ``spots``, and whether the edition is in black alone."""

    most: int = 220
    spots: bool = False
    grey: bool = False
