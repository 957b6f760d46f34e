"""Pages of other PDFs taken apart: which part is placed, and what is kept of it."""

from __future__ import annotations

import base64
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from broadsheet.graphics.form import ImportedPage, Note, PdfValue
from unit.graphics.foreign import foreign_pdf
from unit.graphics.imported import changed, operators, taken, with_content


def matrix(page: ImportedPage) -> PdfValue:
    return page.form.entries["Matrix"]


def test_vectors_type_and_face_are_kept_as_they_are() -> None:
    page = taken(foreign_pdf())
    assert (page.width, page.height) == (200_000, 100_000)
    assert "(AB) Tj" in operators(page)
    assert page.form.entries["Resources"] == {"Font": {"F1": page_ref(page, "Font")}}
    assert any("FontFile2" in made.entries for made in page.objects)
    assert page.notes == ()
    assert page.ink == 2000


def page_ref(page: ImportedPage, kind: str) -> object:
    numbers = [made.number for made in page.objects if made.entries.get("Type") == f"/{kind}".encode()]
    resources = page.form.entries["Resources"]
    assert isinstance(resources, dict)
    (found,) = resources[kind].values()
    assert [found.number] == numbers
    return found


def test_a_page_starts_in_the_state_that_pages_start_in() -> None:
    assert taken(foreign_pdf()).form.data.startswith(b"0 0 0 1 k 0 0 0 1 K 1 w")  # type: ignore[union-attr]


def test_the_matrix_takes_the_box_to_the_unit_square() -> None:
    assert matrix(taken(foreign_pdf())) == (b"0.005", b"0", b"0", b"0.01", b"0", b"0")


def test_the_trim_box_is_what_is_placed_and_never_more_than_the_sheet() -> None:
    def trim(_: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.trimbox = Array([10, 10, 110, 999])

    page = changed(trim)
    assert (page.width, page.height) == (100_000, 90_000)
    assert page.form.entries["BBox"] == (b"10", b"10", b"110", b"100")


def test_where_a_file_has_an_art_box_alone_that_is_placed() -> None:
    """PDF/X takes either of the two, and never both."""

    def boxed(_: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.ArtBox = Array([50, 20, 150, 80])

    page = changed(boxed)
    assert (page.width, page.height) == (100_000, 60_000)


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        (90, (b"0", b"-0.005", b"0.01", b"0", b"0", b"1")),
        (180, (b"-0.005", b"0", b"0", b"-0.01", b"1", b"1")),
        (270, (b"0", b"0.005", b"-0.01", b"0", b"1", b"0")),
    ],
)
def test_a_turned_page_stands_as_viewers_show_it(turn: int, expected: tuple[bytes, ...]) -> None:
    def rotate(_: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Rotate = turn

    page = changed(rotate)
    assert matrix(page) == expected
    assert (page.width, page.height) == ((100_000, 200_000) if turn != 180 else (200_000, 100_000))


def test_only_what_is_used_is_taken() -> None:
    helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)

    def more(_: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Resources.Font.F9 = helvetica

    assert changed(more).notes == ()


def test_a_face_that_is_chosen_and_never_used_is_no_reason() -> None:
    """What reportlab writes at the head of every page."""
    page = with_content(b"BT /F9 12 Tf 14.4 TL ET q BT /F1 9 Tf (A) Tj ET Q")
    assert operators(page) == ["BT", "14.4 TL", "ET", "q", "BT", "/F1 9 Tf", "(A) Tj", "ET", "Q"]


def test_links_scripts_and_marks_for_readers_are_left_behind() -> None:
    def more(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Annots = Array([Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))])
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")

    page = changed(more)
    assert page.notes == ((Note.DROPPED, "links and notes"), (Note.DROPPED, "scripts and actions"))
    marked = with_content(b"/Span <</MCID 0>> BDC 0 0 1 1 re f EMC")
    assert operators(marked) == ["0 0 1 1 re", "f"]


@pytest.mark.parametrize(
    ("data", "filters"),
    [
        (zlib.compress(b"0 0 1 1 re f " * 500), ["/FlateDecode"]),
        (
            base64.a85encode(zlib.compress(b"0 0 1 1 re f " * 500, 0), wrapcol=70) + b"~>",
            ["/ASCII85Decode", "/FlateDecode"],
        ),
        (b"0 0 1 1 re f ".hex().encode() * 500 + b">", ["/ASCIIHexDecode"]),
    ],
)
def test_streams_may_be_packed_twice(data: bytes, filters: list[str]) -> None:
    def packed(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Contents.write(data, filter=Array([Name(str(name)) for name in filters]))

    assert operators(changed(packed)).count("f") == 500


def test_numbers_are_written_without_exponents() -> None:
    """A tile that was turned by half has sines that are nearly nought; E-16 is no number in a PDF."""

    def tile(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        matrix = pikepdf.Object.parse(b"[-1 -0.00000000000000012246469 0.0000000000000001 -1 68 37.4]")
        made = pdf.make_stream(b"0 0 9 9 re f", PatternType=1, PaintType=1, TilingType=1, XStep=9, YStep=9)
        made.BBox, made.Matrix, made.Resources = Array([0, 0, 9, 9]), matrix, Dictionary()
        page.obj.Resources.Pattern = Dictionary(P=made)

    (made,) = taken(foreign_pdf(b"/Pattern cs /P scn 0 0 9 9 re f", tile)).objects
    numbers = made.entries["Matrix"]
    assert isinstance(numbers, tuple)
    assert [float(each) for each in numbers if isinstance(each, bytes) and b"E" not in each] == pytest.approx(
        [-1, 0, 0, -1, 68, 37.4], abs=1e-9
    )


def test_the_same_file_gives_the_same_values() -> None:
    data = foreign_pdf()
    assert taken(data) == taken(data)


@pytest.mark.parametrize(
    ("content", "left"),
    [
        (b"q q 0 0 9 9 re f Q", ["q", "q", "0 0 9 9 re", "f", "Q", "Q"]),
        (b"Q 0 0 9 9 re f q Q Q", ["0 0 9 9 re", "f", "q", "Q"]),
        (b"BX foo 0 0 9 9 re EX f", ["0 0 9 9 re", "f"]),
    ],
)
def test_saved_states_are_even_and_what_may_be_unknown_is_left(content: bytes, left: list[str]) -> None:
    form = with_content(content).form
    assert form.data is not None
    assert form.data.decode().split("\n")[-len(left) :] == left
