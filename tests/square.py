"""The test font: every ideograph and full-width mark is a square, so numbers can be worked out by hand.

Units are 1000 an em. Ideographs, full-width marks and 〓 are 1000 wide, everything else 500. The ink
of every glyph but the blank is a box 50 units inside its advance and from -70 to 830.
``shared`` gives characters that have another character's glyph.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

UNITS_PER_EM = 1000
ASCENT, DESCENT = 880, -120
INK_BOTTOM, INK_TOP, INK_SIDE = -70, 830, 50

_LATIN = "".join(map(chr, range(0x20, 0x7F)))
_MARKS = "，。、；：？！“”‘’（）《》〈〉「」『』【】〔〕—…·～〓◆●％"
_HAN = "".join(map(chr, range(0x4E00, 0x4F00))) + (
    "本报讯记者北京日电下转上接第版标题正文新闻城市经济水利工程项目建设人民大中小国家年月日时分"
    "春夏秋冬风雨雷电山川河流花草树木东西南北左右前后高低长短一二三四五六七八九十百千万亿"
)
CHARACTERS = _LATIN + _MARKS + _HAN + "𠀀𫖮\u0301"  # two outside the basic plane, and an acute that combines
SHARED: Mapping[str, str] = {"―": "—", "\u00ad": "-", "⼀": "一"}


def advance(character: str) -> int:
    """The advance of a character's glyph."""
    is_wide = unicodedata.east_asian_width(character) in "WF" or character in "—…“”‘’·◆●〓"
    return 1000 if is_wide else 500


def square_font(
    path: Path,
    characters: Iterable[str] = CHARACTERS,
    *,
    family: str = "Square",
    weight: int = 400,
    outlines: str = "glyf",
    units_per_em: int = UNITS_PER_EM,
    shared: Mapping[str, str] = SHARED,
) -> Path:
    """Write the test font and return its path. ``outlines`` is ``glyf`` or ``cff``.

    With other ``units_per_em`` the advances keep their share of the em, rounded; the ink does not.
    """
    wanted = sorted(set(characters))
    names = {character: f"u{ord(character):04X}" for character in wanted}
    order = [".notdef", *names.values()]
    widths = {".notdef": units_per_em}
    widths |= {name: advance(character) * units_per_em // 1000 for character, name in names.items()}
    blanks = {names[character] for character in wanted if character in " \u3000"}
    builder = FontBuilder(units_per_em, isTTF=outlines == "glyf")
    builder.setupGlyphOrder(order)
    cmap = {ord(character): name for character, name in names.items()}
    cmap |= {ord(other): names[character] for other, character in shared.items() if character in names}
    builder.setupCharacterMap(cmap)
    post_script = f"{family.replace(' ', '')}-{weight}"
    if outlines == "glyf":
        builder.setupGlyf({name: _box(TTGlyphPen(None), name, widths, blanks).glyph() for name in order})
    else:
        charstrings = {
            name: _box(T2CharStringPen(widths[name], None), name, widths, blanks).getCharString()
            for name in order
        }
        builder.setupCFF(post_script, {"FullName": family}, charstrings, {})
    builder.setupHorizontalMetrics(
        {name: (widths[name], 0 if name in blanks else INK_SIDE) for name in order}
    )
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    builder.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT, usWeightClass=weight, sCapHeight=700)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": post_script}, mac=False)
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    builder.save(path)
    return path


def _box(pen, name, widths, blanks):  # type: ignore[no-untyped-def]
    """Draw a glyph's box (clockwise, as TrueType wants it)."""
    if name not in blanks:
        left, right = INK_SIDE, widths[name] - INK_SIDE
        pen.moveTo((left, INK_BOTTOM))
        for corner in ((left, INK_TOP), (right, INK_TOP), (right, INK_BOTTOM)):
            pen.lineTo(corner)
        pen.closePath()
    return pen
