"""Faces in other PDFs: what an archive and older standards want of them."""

from __future__ import annotations

import zlib
from functools import partial
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from broadsheet.graphics.form import Note
from broadsheet.pdfcheck.fontfile import table_of
from square import square_font
from unit.graphics.foreign import foreign_pdf
from unit.graphics.imported import changed, composite, taken


@pytest.mark.parametrize(
    ("codes", "width", "notes"),
    [
        (b"00010002", 500, ()),
        (b"00010002", 502, ((Note.ARCHIVE, "ABCDEF+Square"),)),
        (b"00010777", 500, ((Note.GLYPH, "ABCDEF+Square"),)),
        (b"0000", 500, ((Note.GLYPH, "ABCDEF+Square"),)),
    ],
)
def test_what_an_archive_does_not_take_of_a_face_is_noted(
    codes: bytes, width: int, notes: tuple[tuple[Note, str], ...]
) -> None:
    page = taken(foreign_pdf(b"BT /F1 9 Tf <%s> Tj ET" % codes, partial(composite, width=width)))
    assert (page.notes, page.is_archival) == (notes, not notes)


@pytest.mark.parametrize(
    ("codes", "width", "notes"), [(b"0777", 500, ()), (b"0001", 502, ()), (b"0000", 500, ("Square",))]
)
def test_of_type_that_is_not_printed_an_archive_wants_nothing_but_a_character(
    codes: bytes, width: int, notes: tuple[str, ...]
) -> None:
    """Scanned pages have their words below the picture (ISO 19005-2, 6.2.11.4.1, 6.2.11.5 and 6.2.11.8)."""
    page = taken(foreign_pdf(b"BT 3 Tr /F1 9 Tf <%s> Tj ET" % codes, partial(composite, width=width)))
    assert page.notes == tuple((Note.ARCHIVE, f"ABCDEF+{face}") for face in notes)


def test_a_face_says_which_of_its_glyphs_a_character_is() -> None:
    """ISO 32000-1, table 117: some programs leave it out where it is one for one, and PDF/A does not."""
    page = taken(foreign_pdf(b"BT /F1 9 Tf <0001> Tj ET", composite))
    (map_,) = [made.entries["CIDToGIDMap"] for made in page.objects if "CIDToGIDMap" in made.entries]
    assert map_ == b"/Identity"


def test_type_in_no_face_at_all_is_nothing_to_look_into() -> None:
    """A form that counts on the face of the page around it, as some readers do."""

    def bare(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        form = pdf.make_stream(b"BT (A) Tj ET", BBox=Array([0, 0, 9, 9]), Subtype=Name.Form)
        page.obj.Resources = Dictionary(XObject=Dictionary(A=form))

    assert taken(foreign_pdf(b"/A Do", bare)).notes == ()


@pytest.mark.parametrize(
    ("kind", "bare"), [("/CIDFontType0", b"/CIDFontType0C"), ("/Type1", b"/Type1C"), ("/CIDFontType2", b"")]
)
def test_outlines_of_postscripts_kind_go_without_the_opentype_around_them(
    kind: str, bare: bytes, tmp_path: Path
) -> None:
    """PDF 1.4, of which PDF/X-1a and X-3 are, knows no OpenType."""
    opentype = square_font(tmp_path / "square.otf", "AB", outlines="cff").read_bytes()

    def wrapped(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        descriptor = page.obj.Resources.Font.F1.FontDescriptor
        del descriptor.FontFile2
        descriptor.FontFile3 = pdf.make_stream(opentype, Subtype=Name.OpenType)
        page.obj.Resources.Font.F1.Subtype = Name(kind)
        if kind != "/Type1":
            composite(pdf, page)
            page.obj.Resources.Font.F1.DescendantFonts[0].Subtype = Name(kind)

    codes = b"(A)" if kind == "/Type1" else b"<0001>"
    page = taken(foreign_pdf(b"BT /F1 9 Tf %s Tj ET" % codes, wrapped))
    (program,) = [made for made in page.objects if made.data and made.entries.get("Subtype") != b"/Form"]
    assert program.entries["Subtype"] == (bare or b"/OpenType")
    data = program.data or b""
    held = data if program.plain else zlib.decompress(data)
    assert held == (table_of(opentype, b"CFF ") if bare else opentype)


def test_lists_of_the_glyphs_in_a_face_stay_behind() -> None:
    """Programs that cut faces leave them as they were; PDF/A wants them complete, or not at all."""

    def cut(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        descriptor = page.obj.Resources.Font.F1.FontDescriptor
        descriptor.CharSet, descriptor.CIDSet = String("/A"), pdf.make_stream(b"\x40")

    kept = [set(made.entries) for made in changed(cut).objects]
    assert any("FontFile2" in entries for entries in kept)
    assert not any({"CharSet", "CIDSet"} & entries for entries in kept)
