"""A face in a file: a Type0 font, Identity-H or -V, with widths and the way back to the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise
from struct import pack
from typing import TYPE_CHECKING

from broadsheet.font.subset import FaceMeasures, subset_tag
from broadsheet.geometry import EM_MIDDLE, EM_RISE
from broadsheet.paint.deflate import Packer
from broadsheet.paint.pdf import objects
from broadsheet.paint.pdf.codes import FaceCodes
from broadsheet.paint.pdf.number import decimal
from broadsheet.records import record

if TYPE_CHECKING:
    from broadsheet.paint.pdf.objects import PdfWriter, Value

_DEFAULT_WIDTH = 1000  # an ideograph's
_BLOCK = 100  # the most entries of a bfchar or bfrange block (Adobe Technical Note 5014)
_SYMBOLIC, _ITALIC = 1 << 2, 1 << 6

_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
    "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
    "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"
)
_CMAP_TAIL = "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend"


@record
class CutFace:
    """A face cut down to what a file uses of it. ``uses`` are the names by which pages refer to it, each
    with its codes; ``source`` says what its program is made from, ``length`` is the program's in bytes, and
    ``packed`` waits until it is deflated."""

    uses: Sequence[tuple[str, FaceCodes]]
    name: str
    source: bytes
    length: int
    packed: Callable[[], bytes]


def cut_face(uses: Sequence[tuple[str, FaceCodes]], packer: Packer) -> CutFace:
    """Cut a face down to the glyphs of all its ``uses`` and begin to deflate it. Raises FontFileError."""
    program = uses[0][1].program
    glyphs = sorted({glyph for _, codes in uses for glyph in codes.glyphs()})
    name = f"/{subset_tag(program.measures.name, glyphs)}+{program.measures.name}"
    subset = program.subset(glyphs)
    return CutFace(uses, name, program.source_of(glyphs), len(subset), packer.start(subset))


def put_face(writer: PdfWriter, face: CutFace) -> dict[str, str]:
    """Add a face. Each use is a Type0 font of its own, level or upright (vertical writing); the outlines
    are in the file once. Returns each use's ToUnicode CMap by its name.
    """
    described = face.name, _put_descriptor(writer, face)
    return {key: _put_font(writer, codes, key, described) for key, codes in face.uses}


def _put_font(writer: PdfWriter, codes: FaceCodes, key: str, described: tuple[str, Value]) -> str:
    name, descriptor = described
    is_cff = codes.program.measures.is_cff
    entries: dict[str, Value] = {
        "Type": b"/Font",
        "Subtype": b"/CIDFontType0" if is_cff else b"/CIDFontType2",
        "BaseFont": name.encode(),
        "CIDSystemInfo": b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
        "FontDescriptor": descriptor,
        "DW": b"%d" % _DEFAULT_WIDTH,
        "W": _widths(codes),
    }
    if codes.upright:
        entries["W2"] = _hung(codes)
    if not is_cff:
        entries["CIDToGIDMap"] = _put_glyph_map(writer, codes) if codes.extra else b"/Identity"
    encoding = "Identity-V" if codes.upright else "Identity-H"
    cmap = to_unicode(codes.text)
    writer.put(
        {
            "Type": b"/Font",
            "Subtype": b"/Type0",
            "BaseFont": (f"{name}-{encoding}" if is_cff else name).encode(),
            "Encoding": b"/" + encoding.encode(),
            "DescendantFonts": objects.array(writer.put(entries)),
            "ToUnicode": writer.put_stream({}, cmap.encode()),
        },
        key,
    )
    return cmap


def _put_descriptor(writer: PdfWriter, face: CutFace) -> Value:
    measures = face.uses[0][1].program.measures
    entries: dict[str, Value] = {}
    if measures.is_cff:
        entries["Subtype"] = b"/CIDFontType0C"
    else:
        entries["Length1"] = b"%d" % face.length
    stream = writer.put_packed(entries, face.source, face.packed)
    return writer.put(
        {
            "Type": b"/FontDescriptor",
            "FontName": face.name.encode(),
            "Flags": b"%d" % (_SYMBOLIC | (_ITALIC if measures.italic_angle else 0)),
            "FontBBox": b"[%d %d %d %d]" % tuple(_scaled(measures, side) for side in measures.box),
            "ItalicAngle": decimal(measures.italic_angle, 3),
            "Ascent": b"%d" % _scaled(measures, measures.ascent),
            "Descent": b"%d" % _scaled(measures, measures.descent),
            "CapHeight": b"%d" % _scaled(measures, measures.cap_height),
            "StemV": b"%d" % _stem(measures.weight),
            "FontFile3" if measures.is_cff else "FontFile2": stream,
        }
    )


def _scaled(measures: FaceMeasures, units: int) -> int:
    return round(units * 1000 / measures.units_per_em)


def _stem(weight: int) -> int:
    """An upright stem's width; no font says it, and it matters only where a font is replaced."""
    return 50 + (weight // 65) ** 2


def _put_glyph_map(writer: PdfWriter, codes: FaceCodes) -> Value:
    """The glyph of every code up to the last; only used for a face where a glyph has two codes."""
    glyphs = [0] * (max(codes.text) + 1)
    for code in codes.text:
        glyphs[code] = codes.glyph(code)
    return writer.put_stream({}, pack(f">{len(glyphs)}H", *glyphs))


def _widths(codes: FaceCodes) -> bytes:
    """The W array: the default width is left out."""
    return _metrics([(code, str(width)) for code, width in _coded(codes) if width != _DEFAULT_WIDTH])


def _hung(codes: FaceCodes) -> bytes:
    """The W2 array of a vertical font: every glyph is an em high and hangs from a point above the
    baseline that turned Latin stands on, 0.38 em left of its middle.

    With that point upright and turned runs of a line begin at one x, and PDFium, which sorts what
    begins at one height by x, keeps their order. Every code is said by itself: of ranges PDFium takes the
    first that holds a code, and Poppler finds no more than their last codes.
    """
    return _metrics([(code, f"-1000 {width // 2 - EM_MIDDLE} {EM_RISE}") for code, width in _coded(codes)])


def _coded(codes: FaceCodes) -> Iterator[tuple[int, int]]:
    """The codes of a font, counting up, and the widths of their glyphs."""
    widths = codes.program.widths
    return ((code, widths[codes.extra.get(code, code)]) for code in sorted(codes.text))


def _metrics(entries: list[tuple[int, str]]) -> bytes:
    """A W or W2 array: consecutive codes share a bracket."""
    parts = []
    for _, group in groupby(enumerate(entries), key=lambda entry: entry[1][0] - entry[0]):
        members = [entry for _, entry in group]
        parts.append(f"{members[0][0]}[{' '.join(said for _, said in members)}]")
    return f"[{''.join(parts)}]".encode()


def to_unicode(text: dict[int, str]) -> str:
    """Return the CMap from codes to what they say: ranges where both count up, else one by one."""
    plain, singles, ranges = {}, list[str](), list[str]()
    for code, said in text.items():
        if len(said) == 1 and (said < "\ud800" or "\ue000" <= said <= "\uffff"):  # nearly all
            plain[code] = said
        elif said:  # a code that says nothing is left out
            singles.append(f"<{code:04X}><{said.encode('utf-16-be').hex().upper()}>\n")
    _put_plain(plain, singles, ranges)
    singles.sort()
    return "".join([_CMAP_HEAD, *_blocks(singles, "bfchar"), *_blocks(ranges, "bfrange"), _CMAP_TAIL])


def _put_plain(text: dict[int, str], singles: list[str], ranges: list[str]) -> None:
    """Write codes that say one character each. A range counts up on both sides, in their last byte alone."""
    codes = sorted(text)
    saying = [ord(text[code]) for code in codes]
    starts = [
        place
        for place, (code, said) in enumerate(zip(codes, saying, strict=True))
        if not place
        or code != codes[place - 1] + 1
        or said != saying[place - 1] + 1
        or not code & 0xFF
        or not said & 0xFF
    ]
    for start, end in pairwise([*starts, len(codes)]):
        if end == start + 1:
            singles.append(f"<{codes[start]:04X}><{saying[start]:04X}>\n")
        else:
            ranges.append(f"<{codes[start]:04X}><{codes[end - 1]:04X}><{saying[start]:04X}>\n")


def _blocks(entries: list[str], kind: str) -> list[str]:
    blocks = []
    for start in range(0, len(entries), _BLOCK):
        block = entries[start : start + _BLOCK]
        blocks.append(f"{len(block)} begin{kind}\n{''.join(block)}end{kind}\n")
    return blocks
