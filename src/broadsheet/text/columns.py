"""The columns of Items while they are filled: what the steps of ``itemise`` hand to each other."""

from __future__ import annotations

from broadsheet.records import field, record_with
from broadsheet.text.items import Give, Hyphen
from broadsheet.text.setting import FaceUse
from broadsheet.units import Length


@record_with(frozen=False)
class Columns:
    """One entry a character, but ``gaps``, ``flexible`` and ``breaks``, which have one more."""

    text: str
    classes: str
    spaced: bool  # whether words are parted by spaces
    em: Length
    glyphs: list[int]
    uses: list[int]
    faces: list[FaceUse]
    advances: list[Length]
    cuts: list[Length]
    gaps: list[Length]
    flexible: bytearray
    breaks: bytearray
    hyphen: Hyphen
    start_cuts: dict[int, Length] = field(default_factory=dict)
    end_cuts: dict[int, Length] = field(default_factory=dict)
    squeezes: list[Give] = field(default_factory=list)
    stretches: list[Give] = field(default_factory=list)
    cells: list[tuple[int, int]] = field(default_factory=list)  # of vertical lines, see text.vertical
    levels: dict[int, tuple[Length, ...]] = field(default_factory=dict)
    hyphens: dict[int, Hyphen] = field(default_factory=dict)

    def per_mille(self, thousandths: int) -> Length:
        """A share of the em."""
        return self.em * thousandths // 1000
