"""One face: which glyph a character is, and how wide."""

from __future__ import annotations

import hashlib
import mmap
import os
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from threading import Thread

from broadsheet.font.flat import FlatFace, FlatFaces
from broadsheet.font.harfbuzz import hb
from broadsheet.font.outline import Outline, OutlinePen
from broadsheet.font.sfnt import FaceFile, FontFileError

#: One glyph a character in words: ligatures would tie letters that a line may part, and extraction
#: must give each character once. Kerning stays.
_WORD_FEATURES = {"liga": False, "clig": False, "dlig": False, "kern": True}


class GlyphMap(dict[str, int]):
    """Character to glyph of one face, filled as characters are met; 0 where the face has none."""

    def __init__(self, find: Callable[[str], int]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, character: str) -> int:
        glyph = self[character] = self._find(character)
        return glyph


class Face:
    """A face of a font file, opened when first used. Read-only apart from its caches.

    ``key`` names it in layout trees: the file's stem, with ``#index`` in a collection, and with the
    start of its digest where another file of the collection has the same name. ``tables`` are where its
    characters and their advances are kept from build to build; without them the font is asked.
    """

    def __init__(
        self, file: FaceFile, *, shared_name: bool = False, tables: FlatFaces | None = None
    ) -> None:
        self.file = file
        self._tables = tables
        self.family = file.families[0]  # whichever of its names it was asked for by
        stem = os.fsencode(Path(file.path).stem).decode("utf-8", "backslashreplace")
        self.key = stem if file.path.endswith((".ttf", ".otf")) else f"{stem}#{file.index}"
        self._words: dict[str, tuple[int, ...] | None] = {}
        self._upright: dict[str, int] = {}
        self._digest = ""
        self._hashing = Thread(target=self._hash, daemon=True)
        if shared_name:
            self.key += f"~{self.digest[:8]}"

    @cached_property
    def _blob(self) -> hb.Blob:
        return hb.Blob.from_file_path(self.file.path)

    @cached_property
    def _font(self) -> hb.Font:
        if self._flat is None:
            self._hashing.start()  # 4 ms of another core, while pages are made up
        return hb.Font(hb.Face(self._blob, self.file.index))

    @cached_property
    def _flat(self) -> FlatFace | None:
        return self._tables.take(self.file.path, self.file.index) if self._tables else None

    @cached_property
    def units_per_em(self) -> int:
        """Font units in an em. Raises FontFileError for a damaged font."""
        units = int(self._font.face.upem)
        if not 16 <= units <= 16384:
            raise FontFileError("the font is damaged", self.file.path)
        return units

    @cached_property
    def glyphs(self) -> GlyphMap:
        """Character to glyph."""
        return GlyphMap(self._flat.glyph if self._flat else self._glyph)

    def _glyph(self, character: str) -> int:
        glyph = self._font.get_nominal_glyph(ord(character)) or 0
        return glyph if glyph < self._font.face.glyph_count else 0  # a damaged character map

    @property
    def digest(self) -> str:
        """sha256 of the font file."""
        if self._flat:
            return self._flat.digest
        if not self._digest:
            assert self._font  # opened, hence being hashed
            self._hashing.join()
        return self._digest

    def _hash(self) -> None:
        """In one call: block by block, two threads would pass the interpreter to and fro."""
        with (
            Path(self.file.path).open("rb") as stream,
            mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data,
        ):
            self._digest = hashlib.sha256(data).hexdigest()

    def advance(self, glyph: int) -> int:
        """A glyph's advance in font units."""
        return self._flat.advances[glyph] if self._flat else int(self._font.get_glyph_h_advance(glyph))

    def ink(self, glyph: int) -> tuple[int, int]:
        """Left and right of a glyph's ink, font units from its origin; (0, 0) where it has none."""
        extents = self._font.get_glyph_extents(glyph)
        if extents is None:
            return (0, 0)
        return (extents.x_bearing, extents.x_bearing + extents.width)

    def rise(self, glyph: int) -> tuple[int, int]:
        """The highest and the lowest of a glyph's ink, font units over its baseline; (0, 0) where it has
        none."""
        extents = self._font.get_glyph_extents(glyph)
        return (0, 0) if extents is None else (extents.y_bearing, extents.y_bearing + extents.height)

    def outline(self, glyph: int) -> Outline:
        """A glyph's outline in font units, y up."""
        pen = OutlinePen()
        self._font.draw_glyph_with_pen(glyph, pen)
        return tuple(pen.steps)

    def upright(self, character: str) -> int:
        """The glyph that stands for a character in vertical lines; 0 where the face has no other
        than that of horizontal lines (OpenType feature ``vert``)."""
        if character not in self._upright:
            buffer = hb.Buffer()
            buffer.add_str(character)
            buffer.direction, buffer.script = "ttb", "Hani"
            hb.shape(self._font, buffer, {"vert": True})
            found = [info.codepoint for info in buffer.glyph_infos]
            other = len(found) == 1 and found[0] != self.glyphs[character]
            self._upright[character] = found[0] if other else 0
        return self._upright[character]

    def word_advances(self, word: str) -> tuple[int, ...] | None:
        """The kerned advances of a Latin word in font units, one a character.

        None where shaping does not give one glyph a character.
        """
        if word not in self._words:
            buffer = hb.Buffer()
            buffer.add_str(word)
            buffer.guess_segment_properties()
            hb.shape(self._font, buffer, _WORD_FEATURES)
            plain = [self.glyphs[character] for character in word]
            shaped = [info.codepoint for info in buffer.glyph_infos]
            fits = plain == shaped and 0 not in plain
            self._words[word] = (
                tuple(position.x_advance for position in buffer.glyph_positions) if fits else None
            )
        return self._words[word]
