"""Page marks and spot inks as PDF objects."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from broadsheet.model.plant import PageMark
from broadsheet.paint.pdf import OutputProfile, PdfOptions, paint_pdf
from broadsheet.paint.pdf.options import Standard
from broadsheet.paint.pdf.spot import name_of
from broadsheet.tree.marks import sheet_margin
from broadsheet.tree.node import Fill, Ink, LayoutTree, Spot, TreePage
from pdf.handmade import BLEED, HEIGHT, WIDTH, Face, page, page_stream, pdfium_text, tree

PRESS = PdfOptions(profile=OutputProfile(b"not really a profile" * 50))
SEAL = Spot("印泥 红", 0, 950, 800, 50)
HALF = Ink(0, 475, 400, 25, SEAL, 500)


def marked(face: Face, *names: PageMark) -> tuple[TreePage, LayoutTree]:
    own = page(face.run("城市", (20_000, 60_000)), Fill(20_000, 20_000, 9000, 9000, HALF))
    own = replace(own, marks=tuple(name.value for name in names))
    if PageMark.SLUG in names:
        own = replace(own, slug=(face.run("日报", (40_000, -20_000), size=7000),))
    return own, tree([face], own)


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def box(found: pikepdf.Object) -> list[float]:
    return [float(side) for side in found]  # type: ignore[attr-defined]


@pytest.mark.parametrize("standard", Standard)
def test_marks_make_the_sheet_larger_and_leave_trim_and_bleed(square: Face, standard: Standard) -> None:
    own, made = marked(square, *PageMark)
    (file,) = paint_pdf(made, replace(PRESS, standard=standard))
    document = opened(file.data)
    sheet = document.pages[0]
    margin = sheet_margin(own)
    assert margin > BLEED
    assert box(sheet.MediaBox) == pytest.approx(
        [0, 0, (WIDTH + 2 * margin) / 1000, (HEIGHT + 2 * margin) / 1000]
    )
    trim = [margin / 1000, margin / 1000, (WIDTH + margin) / 1000, (HEIGHT + margin) / 1000]
    assert box(sheet.TrimBox) == pytest.approx(trim)
    bleed = BLEED / 1000
    assert box(sheet.BleedBox) == pytest.approx(
        [trim[0] - bleed, trim[1] - bleed, trim[2] + bleed, trim[3] + bleed]
    )
    assert "/ArtBox" not in sheet  # PDF/X: one of trim and art
    assert "/CropBox" not in sheet


def test_lines_of_marks_are_in_the_separation_all(square: Face) -> None:
    _, made = marked(square, PageMark.CROP, PageMark.REGISTRATION)
    (file,) = paint_pdf(made, PRESS)
    document = opened(file.data)
    spaces = document.pages[0].Resources.ColorSpace
    named = {str(space[1]): name for name, space in spaces.items()}
    assert b"%s CS 1 SCN" % named["/All"].encode() in page_stream(file.data)
    assert [float(ink) for ink in spaces[named["/All"]][3].C1] == [1, 1, 1, 1]


def test_a_spot_ink_is_a_separation_with_its_process_inks_behind_it(square: Face) -> None:
    _, made = marked(square)
    (file,) = paint_pdf(made, PRESS)
    document = opened(file.data)
    (space,) = document.pages[0].Resources.ColorSpace.values()
    kind, _, alternate, tint = space
    assert (str(kind), str(alternate)) == ("/Separation", "/DeviceCMYK")
    assert name_of(SEAL.name) in file.data
    assert [float(ink) for ink in tint.C1] == [0, 0.95, 0.8, 0.05]
    assert [float(ink) for ink in tint.C0] == [0, 0, 0, 0]
    assert (int(tint.FunctionType), int(tint.N)) == (2, 1)
    assert b" cs .5 scn" in page_stream(file.data)


def test_process_pages_have_no_colour_spaces(square: Face) -> None:
    (file,) = paint_pdf(tree([square], page(square.run("城市", (20_000, 60_000)))), PRESS)
    document = opened(file.data)
    assert "/ColorSpace" not in document.pages[0].Resources


def test_a_slug_line_is_shown_with_its_own_glyphs(square: Face) -> None:
    _, made = marked(square, PageMark.SLUG)
    (file,) = paint_pdf(made, PRESS)
    (bare,) = paint_pdf(marked(square)[1], PRESS)
    assert page_stream(file.data).count(b"Tf") > page_stream(bare.data).count(b"Tf")


def test_a_file_for_readers_has_no_marks(square: Face) -> None:
    _, made = marked(square, *PageMark)
    (file,) = paint_pdf(made, PdfOptions(combined=True))
    document = opened(file.data)
    assert box(document.pages[0].MediaBox)[2] == (WIDTH + 2 * BLEED) / 1000
    assert b"/All" not in file.data
    assert pdfium_text(file.data) == "城市"


def test_marks_stand_clear_of_what_reaches_out_of_the_bleed(square: Face) -> None:
    """Half of what crosses the fold of a spread does, and it would lie over the marks."""
    wide = Fill(-99_000, 100_000, WIDTH + 198_000, 50_000, Ink(1000, 0, 0, 0))
    small = square.run("城市", (20_000, 120_000))
    bare = page(wide, small)
    own = replace(bare, marks=(PageMark.CROP.value, PageMark.SLUG.value))
    own = replace(own, slug=(square.run("日报", (40_000, -20_000), size=7000),))
    (file,) = paint_pdf(tree([square], own), PRESS)
    margin = sheet_margin(own) / 1000
    document = pypdfium2.PdfDocument(file.data)
    shown = document[0].render(scale=1).to_pil().convert("L")
    document.close()
    row = round(margin + 110)
    dark = [x for x in range(shown.width) if shown.getpixel((x, row)) < 250]
    assert (dark[0], dark[-1]) == pytest.approx(
        (margin - BLEED / 1000, margin + (WIDTH + BLEED) / 1000), abs=1.5
    )
    assert pdfium_text(file.data) == "城市日报"
    (plain,) = paint_pdf(tree([square], bare), PRESS)
    assert b" W n" not in page_stream(plain.data)  # there the sheet ends where the bleed does


def test_names_are_escaped() -> None:
    assert name_of("PANTONE 485 C") == b"/PANTONE#20485#20C"
    assert name_of("专/(") == b"/#E4#B8#93#2F#28"
