"""A text style bound to its faces: what each character is set with, and how wide it is.

Widths are those of the solid em or of the glyph, before any rule about marks or gaps.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Any, TypeVar

from broadsheet.font.collection import GETA, Collection
from broadsheet.font.face import Face
from broadsheet.geometry import Writing, rise
from broadsheet.model.spacing import Side
from broadsheet.model.style import Colour, Language, TextStyle
from broadsheet.records import record, replace
from broadsheet.text.charclass import (
    CLOSE,
    COMBINING,
    CONNECTOR,
    DASH,
    ELLIPSIS,
    HAN,
    OPEN,
    POSTFIX,
    PREFIX,
    SOLIDUS,
    WESTERN,
    is_invisible,
)
from broadsheet.text.language import table_of
from broadsheet.text.names import NO_NAMES, Names
from broadsheet.units import Length, scale_units

_CUTS = ((Side.BOTH, 1), (Side.START, 2), (Side.END, 0))
"""What goes at the left of a mark set half an em wide, in quarters of an em; the rest goes at the right."""

INK_TOLERANCE = 60
"""How much ink may stand where the white should be, per mille of an em: some question marks are wider than
half."""

SOFT_HYPHEN = "\xad"
IDEOGRAPHIC_SPACE = "\u3000"

_UPRIGHT_QUOTES = {
    Language.ZH_HANS: {"“": "『", "”": "』", "‘": "「", "’": "」"},
    Language.JA: {"“": "〝", "”": "〟"},
}
"""Quotation marks of vertical lines: in Simplified Chinese double outside, single inside (CLREQ); in Japanese
the primes that stand for double ones there (JLREQ, appendix A.1)."""

_COMPANIONS = WESTERN + POSTFIX + PREFIX
"""What the Latin companion face sets where it has it; full-width signs it has not."""

_LYING = OPEN + CLOSE + DASH + ELLIPSIS + CONNECTOR + SOLIDUS
"""What is turned in vertical lines where the face has no glyph for them; but a full-width solidus stands, and
a ratio sign, which is no mark of Han text, is turned (UAX #50)."""


@record
class FaceUse:
    """A face at a size; ``shift`` moves its baseline up."""

    key: str
    size: Length
    shift: Length
    colour: Colour
    condense: int
    writing: Writing = Writing.HORIZONTAL
    dots: bool = False
    level: bool = False  # several glyphs level in one cell of a vertical line


Kept = TypeVar("Kept")

_MOST_WORDS = 1 << 14
"""Of which a setting keeps the widths: figures above all come again and again."""


class _Boxes(dict[str, tuple[int, Length, int]]):
    """Character to its box, worked out when it is first asked for."""

    def __init__(self, find: Callable[[str], tuple[int, Length, int]]) -> None:
        super().__init__()
        self._find = find
        self.kernel_known: object = None  # what a compiled kernel keeps of it

    def __missing__(self, character: str) -> tuple[int, Length, int]:
        box = self[character] = self._find(character)
        return box


class _Words(dict[str, "list[Length] | None"]):
    """Word to its widths, worked out when it is first asked for."""

    def __init__(self, measure: Callable[[str], list[Length] | None]) -> None:
        super().__init__()
        self._measure = measure

    def __missing__(self, word: str) -> list[Length] | None:
        if len(self) > _MOST_WORDS:
            self.clear()
        widths = self[word] = self._measure(word)
        return widths


class _Widths(dict[int, Length]):
    """Advance in font units to width at a size, worked out when it is first asked for: most glyphs of a Han
    face have the same one."""

    def __init__(self, size: Length, units_per_em: int, condensed: Callable[[Length], Length]) -> None:
        super().__init__()
        self._size, self._units, self._condensed = size, units_per_em, condensed

    def __missing__(self, advance: int) -> Length:
        width = self[advance] = self._condensed(scale_units(advance, self._size, self._units))
        return width


class Setting:
    """A TextStyle with its faces. One a style and collection; it only grows its look-ups.

    ``boxes`` has the glyph, width (millipoints) and use (index in ``faces``) of each character.
    Western characters come from the Latin companion; a Latin quotation mark is asked for by
    ``western``. ``words`` has the kerned widths of Latin words. ``names`` is the house list of what no line
    parts.
    """

    def __init__(self, style: TextStyle, collection: Collection, names: Names = NO_NAMES) -> None:
        self.style = style
        self.names = names
        self._classes = table_of(style.language).classes
        self.faces: list[FaceUse] = []
        self._collection = collection
        self._indices: dict[tuple[str, bool, Writing | None], int] = {}
        self.words = _Words(self._widths_of)
        self._whites: dict[tuple[str, Side], Side] = {}
        self._kept: dict[Hashable, Any] = {}
        self._metrics: dict[tuple[str, bool], tuple[int, _Widths]] = {}
        self._aside = Writing.SIDEWAYS if style.vertical else Writing.HORIZONTAL
        self._han = collection.face(style.face.family, style.face.weight)
        latin = style.latin
        self._latin = collection.face(latin.family, latin.weight) if latin else self._han
        self.boxes = _Boxes(self._box)

    def keep(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """What others have worked out for the setting by a key of theirs, made when it is first asked for."""
        kept: Kept | None = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = make()
        return kept

    @property
    def em(self) -> Length:
        """The em of the Han face, condensing included."""
        return self.style.size * self.style.condense // 1000

    def _box(self, character: str) -> tuple[int, Length, int]:
        """A character's glyph, width and use."""
        letter = self._classes[ord(character)]
        if letter == HAN and not self.style.vertical and (plain := self._han.glyphs[character]):
            use, widths = self._plain
            return plain, widths[self._han.advance(plain)], use
        if character == IDEOGRAPHIC_SPACE:  # an em of nothing, whatever the faces have
            glyph, _, use = self._find(" ", western=False)
            return glyph, self.em, use
        if self.style.vertical and letter not in _COMPANIONS + COMBINING:
            glyph, width, use = self._find_upright(character, letter)
        else:
            glyph, width, use = self._find(character, letter in _COMPANIONS)
        if character == SOFT_HYPHEN:  # it shows at a line's end only, and there it is the breaker's
            glyph = self._han.glyphs[" "]
        if letter == COMBINING and self._collection.fallback(character, self._han) is not None:
            width = 0  # over the character before it, which what stands in its place is not
        return glyph, width, use

    @cached_property
    def _plain(self) -> tuple[int, _Widths]:
        """The use of the Han face and its widths: nearly all characters have these."""
        return self._metrics_of(self._han, companion=False)

    def white(self, character: str, side: Side) -> Side:
        """Where a mark of level lines has its white: on the side that its language says, unless the face's
        ink stands there and another side is free (a Simplified face in a Traditional text)."""
        key = (character, side)
        if key not in self._whites:
            self._whites[key] = self._find_white(character, side)
        return self._whites[key]

    def ink(self, character: str) -> tuple[Length, Length]:
        """Where along the line a Han character's ink starts and ends, from its origin."""
        face = self._collection.fallback(character, self._han) or self._han
        left, right = face.ink(face.glyphs[character])
        if self.style.vertical and (glyph := face.upright(character)):
            top, bottom = face.rise(glyph)
            box = rise(face.units_per_em)  # an upright glyph is hung up at the head of its em box
            left, right = box - top, box - bottom
        size, condense = self.style.size, self.style.condense
        return (
            scale_units(left, size, face.units_per_em) * condense // 1000,
            scale_units(right, size, face.units_per_em) * condense // 1000,
        )

    def top(self, character: str) -> Length:
        """How high the ink of a letter of Latin text stands over the line's baseline."""
        glyph, _, index = self.western(character)
        use = self.faces[index]
        face = self._collection.fallback(character, self._latin) or self._han
        return scale_units(face.rise(glyph)[0], use.size, face.units_per_em) + use.shift

    def _find_white(self, character: str, side: Side) -> Side:
        face = self._collection.fallback(character, self._han)
        if face is None:
            return side
        left, right = face.ink(face.glyphs[character])
        quarter = face.units_per_em // 4
        lost = {  # the ink in what is cut
            each: max(0, cut * quarter - left) + max(0, right - (2 + cut) * quarter) for each, cut in _CUTS
        }
        best = min(lost, key=lost.__getitem__)
        return best if lost[side] > lost[best] + face.units_per_em * INK_TOLERANCE // 1000 else side

    def western(self, character: str) -> tuple[int, Length, int]:
        """Glyph, width and use of a character as part of Latin text (a quotation mark)."""
        return self._find(character, western=True)

    def wide(self, character: str) -> tuple[int, Length, int]:
        """Glyph, width and use of a character as one of the Han face (××× for what is left out)."""
        if self.style.vertical:
            return self._find_upright(character, HAN)
        return self._find(character, western=False)

    def _find(self, character: str, western: bool) -> tuple[int, Length, int]:
        preferred = self._latin if western else self._han
        glyph = preferred.glyphs[character]
        if western and not glyph:
            preferred, western = self._han, False
            glyph = preferred.glyphs[character]
        face = preferred if glyph else self._collection.fallback(character, preferred)
        if face is None:
            return self._stand_in(character)
        glyph = glyph or face.glyphs[character]
        use, widths = self._metrics_of(face, western and face is self._latin and self._latin is not self._han)
        return glyph, widths[face.advance(glyph)], use

    def _metrics_of(self, face: Face, companion: bool) -> tuple[int, _Widths]:
        """The use of a face, and the widths of its advances."""
        known = self._metrics.get((face.key, companion))
        if known is None:
            use = self._use(face, companion)
            known = use, _Widths(self.faces[use].size, face.units_per_em, self._condensed)
            self._metrics[face.key, companion] = known
        return known

    def _find_upright(self, character: str, letter: str) -> tuple[int, Length, int]:
        """A character of a vertical line: its own glyph there, else as it is, or on its side where
        it would point the wrong way (UAX #50, Tr)."""
        shown = _UPRIGHT_QUOTES.get(self.style.language, {}).get(character, character)
        face = self._collection.fallback(shown, self._han)
        if face is None:
            return self._stand_in(character)
        glyph = face.upright(shown)
        if not glyph and character != "／" and (letter in _LYING or character == "∶"):
            return self._find(character, western=False)
        width = self._condensed(self.style.size)
        return glyph or face.glyphs[shown], width, self._use(face, companion=False, writing=Writing.UPRIGHT)

    def level(self, text: str) -> tuple[tuple[int, ...], tuple[Length, ...], FaceUse]:
        """Glyphs, widths and use of what stands level in one cell of a vertical line, narrowed
        where it is wider than the cell."""
        found = [self._find(character, western=True) for character in text]
        widths = tuple(width for _, width, _ in found)
        use, wide, cell = self.faces[found[0][2]], sum(widths), self.em
        condense = self.style.condense
        if wide > cell:
            condense = condense * cell // wide
            widths = tuple(width * cell // wide for width in widths)
        use = replace(use, condense=condense, writing=Writing.HORIZONTAL, level=True)
        return tuple(glyph for glyph, _, _ in found), widths, use

    def _stand_in(self, character: str) -> tuple[int, Length, int]:
        if is_invisible(character):
            return self._han.glyphs[" "], 0, self._use(self._han, companion=False)
        face = self._collection.fallback(GETA, self._han) or self._han
        return face.glyphs[GETA], self.em, self._use(face, companion=False)

    def _condensed(self, width: Length) -> Length:
        return width * self.style.condense // 1000 + self.style.tracking

    def _use(self, face: Face, companion: bool, writing: Writing | None = None) -> int:
        key = (face.key, companion, writing)
        index = self._indices.get(key)
        if index is None:
            index = self._indices[key] = len(self.faces)
            style = self.style
            size = style.size * style.latin_scale // 1000 if companion else style.size
            shift = style.size * style.latin_shift // 1000 if companion else 0
            aside = writing or self._aside
            use = FaceUse(face.key, size, shift, style.colour, style.condense, aside, style.dots)
            self.faces.append(use)
        return index

    def _widths_of(self, word: str) -> list[Length] | None:
        """A Latin word's kerned widths; None where it is not set glyph by character."""
        face = self._latin
        advances = face.word_advances(word)
        if advances is None:
            return None
        companion = self._latin is not self._han
        size = self.style.size * self.style.latin_scale // 1000 if companion else self.style.size
        upem = face.units_per_em
        return [self._condensed(scale_units(advance, size, upem)) for advance in advances]

    @cached_property
    def hyphen(self) -> tuple[int, Length, int, str]:
        """Glyph, width, use and text of the hyphen at a line's end.

        It says U+00AD where the face has that, so that a reader can take it out of extracted text.
        """
        character = SOFT_HYPHEN if self._latin.glyphs[SOFT_HYPHEN] else "-"
        glyph = self._latin.glyphs[character]
        companion = self._latin is not self._han
        size = self.style.size * self.style.latin_scale // 1000 if companion else self.style.size
        width = scale_units(self._latin.advance(glyph), size, self._latin.units_per_em)
        return glyph, self._condensed(width), self._use(self._latin, companion), SOFT_HYPHEN


class Settings:
    """The settings of a build, one a text style; ``names`` are never parted in any of them."""

    def __init__(self, collection: Collection, names: Names = NO_NAMES) -> None:
        self.collection = collection
        self.names = names
        self._settings: dict[TextStyle, Setting] = {}

    def of(self, style: TextStyle) -> Setting:
        """The setting of a style."""
        setting = self._settings.get(style)
        if setting is None:
            setting = self._settings[style] = Setting(style, self.collection, self.names)
        return setting
