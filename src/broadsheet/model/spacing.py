"""How marks, figures and Latin are spaced, and where lines may break, by the house; per mille of an em."""

from __future__ import annotations

from enum import Enum

from broadsheet.records import record, record_with


class Kinsoku(Enum):
    """Line-start and line-end prohibition (避头尾), CLREQ's four levels."""

    NONE = "none"
    BASIC = "basic"
    GB = "gb"
    STRICT = "strict"


class Marks(Enum):
    """Width style of punctuation marks."""

    KAIMING = "kaiming"  # 开明: in-sentence marks half, sentence ends full
    FULL = "full"  # 全身, adjacent marks trimmed
    HALF = "half"  # 半身


class Hangul(Enum):
    """Where a line of Korean may break."""

    SPACES = "spaces"  # between words only
    ANYWHERE = "anywhere"  # between any two syllables, as narrow columns have it


class Side(Enum):
    """Where the white of a full-width mark is that a style may take away."""

    START = "start"
    END = "end"
    BOTH = "both"


@record
class Sign:
    """What a house sets differently for one character; None leaves what the style and language say.

    ``width`` and ``least`` (to which it may be squeezed) are per mille of an em, 500 to 1000, and
    concern full-width characters only. ``line_start`` and ``line_end`` say whether it may stand
    there, ``hang`` whether it hangs outside the measure at a line's end.
    """

    width: int | None = None
    least: int | None = None
    side: Side | None = None
    line_start: bool | None = None
    line_end: bool | None = None
    hang: bool | None = None


@record_with(keeps_hash=True)
class Spacing:
    """How marks, figures and Latin are spaced and how far a line may give; per mille of an em.

    The defaults are those of a printed city daily, measured line by line. ``stop_width`` is the
    natural width of 。？！ in 开明; squeezing takes it to ``stop_least``. ``trim_line_end`` takes the
    blank half of a mark at a line's end (GB/T 15834 5.1.10) before the line is measured.
    ``han_gap_shrink`` is the house's negative Han gap as a last remedy, ``han_gap_stretch`` the
    loosest Han gap before a line is reported. ``hang`` lets ，、。 hang outside the measure at a line's
    end. ``signs`` holds what is changed for single characters, by character.
    """

    marks: Marks = Marks.KAIMING
    kinsoku: Kinsoku = Kinsoku.GB
    han_latin: int = 125
    han_figure: int = 125
    gap_least: int = 0
    gap_most: int = 200
    stop_width: int = 850
    stop_least: int = 500
    han_gap_shrink: int = 0
    han_gap_stretch: int = 125
    hang: bool = False
    trim_line_start: bool = True
    trim_line_end: bool = False
    hangul: Hangul = Hangul.SPACES
    signs: tuple[tuple[str, Sign], ...] = ()
