"""Which code stands for which glyph of a face in one file, and what each code says.

A code is the glyph's number, so that pages can be written before the subset exists. Where one glyph
stands for two characters (— and ―, a Kangxi radical and its ideograph, hyphen and soft hyphen) the
second one gets a code of its own above the face's glyphs, mapped back to the glyph by CIDToGIDMap:
text then comes out of the file exactly as it went in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from broadsheet.font.subset import FontProgram
from broadsheet.geometry import Writing
from broadsheet.kernel import twin
from broadsheet.records import field, record_with
from broadsheet.tree.node import GlyphRun

_LAST_CODE = 0xFFFF


def font_key(face: str, writing: Writing) -> str:
    """The font object that shows a run: one a face, and another one for its upright glyphs."""
    return face + _UPRIGHT if writing is Writing.UPRIGHT else face


_UPRIGHT = " upright"


@record_with(frozen=False)
class FaceCodes:
    """The codes of one face in one file.

    ``text`` is what each code says and ``extra`` the glyphs of the codes that are no glyph numbers.
    """

    program: FontProgram
    upright: bool = False  # for the upright glyphs of vertical writing
    text: dict[int, str] = field(default_factory=dict)
    extra: dict[int, int] = field(default_factory=dict)
    is_plain: bool = True  # every run's codes are its glyphs
    _extra_codes: dict[tuple[int, str], int] = field(default_factory=dict)

    def encode(self, run: GlyphRun) -> tuple[Sequence[int], str]:
        """Return a run's codes, and the text that must be said beside them (mostly none)."""
        if self.is_plain:
            return run.glyphs, ""
        if list(map(self.text.get, run.glyphs)) == list(run.text):
            return run.glyphs, ""
        pieces = _pieces(run, self.program)
        if pieces is None:
            return run.glyphs, run.text
        codes = [self._code(glyph, piece) for glyph, piece in zip(run.glyphs, pieces, strict=True)]
        if None in codes:
            return run.glyphs, run.text
        return [code for code in codes if code is not None], ""

    def gather(self, runs: Iterable[GlyphRun]) -> None:
        """Find codes for all runs of the font in the file."""
        self.is_plain = False
        for run in runs:
            if self.encode(run)[1]:  # its text is said beside the codes
                for glyph in run.glyphs:
                    self.text.setdefault(glyph, "\ufffd")

    def glyphs(self) -> Iterator[int]:
        """The glyphs that the file must hold, each once or twice."""
        return chain((code for code in self.text if code not in self.extra), self.extra.values())

    def glyph(self, code: int) -> int:
        """The glyph that a code stands for."""
        return self.extra.get(code, code)

    def _code(self, glyph: int, piece: str) -> int | None:
        """The code of a glyph where it says ``piece``; None where no code can be had."""
        if self.text.setdefault(glyph, piece) == piece:
            return glyph
        key = (glyph, piece)
        if key not in self._extra_codes:
            code = len(self.program.measures.advances) + len(self.extra)
            if self.program.measures.is_cff or code > _LAST_CODE:
                return None  # CIDToGIDMap is for TrueType outlines only
            self._extra_codes[key] = code
            self.extra[code] = glyph
            self.text[code] = piece
        return self._extra_codes[key]


def file_codes(
    runs: list[GlyphRun], programs: Mapping[str, FontProgram], first: Iterable[str]
) -> dict[str, FaceCodes]:
    """Return the codes of every font that shows runs of a file, those of the faces ``first`` before others.

    Raises KeyError for a face that has no program.
    """
    said = said_by_fonts(runs, Writing.UPRIGHT)
    order = [(face, False) for face in first if (face, False) in said]
    found: dict[str, FaceCodes] = {}
    for face, upright in dict.fromkeys((*order, *said)):
        writing = Writing.UPRIGHT if upright else Writing.HORIZONTAL
        codes = found[font_key(face, writing)] = FaceCodes(programs[face], upright)
        plain = said[face, upright]
        if plain is not None:
            codes.text = plain
        else:
            codes.gather(run for run in runs if run.face == face and _is_upright(run) is upright)
    return found


@twin
def said_by_fonts(
    runs: list[GlyphRun], upright: Writing
) -> dict[tuple[str, bool], dict[int, str] | None]:
    """What each glyph says, by face and whether ``upright``; None for a font of which some glyph says two
    things, or some run is not one character a glyph. Runs without glyphs do not count.

    That is settled by two passes in C, some thousands of runs at a time: a list of all characters of a
    thick paper takes as much as its pages.
    """
    fonts: dict[tuple[str, bool], list[GlyphRun]] = {}
    for run in runs:
        if run.glyphs:
            fonts.setdefault((run.face, run.writing is upright), []).append(run)
    return {font: _said(found) for font, found in fonts.items()}


def _said(runs: Sequence[GlyphRun]) -> dict[int, str] | None:
    if any(len(run.text) != len(run.glyphs) for run in runs):
        return None
    parts = [runs[start : start + _AT_A_TIME] for start in range(0, len(runs), _AT_A_TIME)]
    said: dict[int, str] = {}
    for part in parts:
        said.update(zip(_glyphs(part), _text(part), strict=True))
    one = all("".join(map(said.__getitem__, _glyphs(part))) == _text(part) for part in parts)
    return said if one else None


_AT_A_TIME = 4096


def _is_upright(run: GlyphRun) -> bool:
    return run.writing is Writing.UPRIGHT


def _glyphs(runs: Sequence[GlyphRun]) -> Iterator[int]:
    return chain.from_iterable([run.glyphs for run in runs])


def _text(runs: Sequence[GlyphRun]) -> str:
    return "".join([run.text for run in runs])


def _pieces(run: GlyphRun, program: FontProgram) -> Sequence[str] | None:
    """What each glyph of a run says; None where text and glyphs cannot be brought together."""
    if len(run.text) == len(run.glyphs):
        return run.text
    if not run.text:  # an ornament: it says nothing
        return [""] * len(run.glyphs)
    plain = [program.glyph_of(character) for character in run.text]
    pieces: list[str] = []
    start = 0
    for index, glyph in enumerate(run.glyphs):
        left = len(run.glyphs) - index - 1
        end = start + 1
        if left == 0:
            end = len(run.text)
        elif plain[start : start + 1] != [glyph]:  # a ligature: as far as the next glyph's character
            following = run.glyphs[index + 1]
            while end < len(run.text) - left and plain[end] != following:
                end += 1
        if end > len(run.text) or end <= start:
            return None
        pieces.append(run.text[start:end])
        start = end
    return pieces
