"""What an advertiser's page has outside its trim, and behind its clips: left out, and not told of."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from broadsheet.graphics.form import ImportedPage, Note
from unit.graphics.foreign import HEIGHT, WIDTH, foreign_pdf, rgb_image
from unit.graphics.imported import operators, taken
from unit.pdfcheck.corpus import BLACK_ON, spot

TRIM = (30, 20, WIDTH - 30, HEIGHT - 20)
INSIDE = "0 1 0 0 k 30 20 140 60 re f"


def placed(content: str) -> ImportedPage:
    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.TrimBox = Array(TRIM)
        form = pdf.make_stream(b"1 1 1 1 k 0 0 9 9 re f")
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
        found = page.obj.Resources
        found.XObject = Dictionary(Picture=rgb_image(pdf), Form=form)
        found.ColorSpace = Dictionary(All=spot("All"))
        found.ExtGState = Dictionary(Over=BLACK_ON)

    return taken(foreign_pdf(f"{INSIDE} {content}".encode(), change))


MARKS = {
    "crop marks": "1 1 1 1 K .25 w 30 0 m 30 15 l 170 100 m 170 85 l S",
    "marks on every plate": "/All CS 1 SCN .25 w 30 0 m 30 15 l 0 20 m 25 20 l S",
    "a control strip": "1 1 1 1 k 40 5 9 9 re f 1 1 1 1 K 50 5 9 9 re B",
    "a coarse picture in RGB": "q 9 0 0 9 40 5 cm /Picture Do Q",
    "a form": "q 1 0 0 1 40 5 cm /Form Do Q",
    "white that overprints": "q /Over gs 0 0 0 0 k 40 5 9 9 re f Q",
    "type on every plate": "/All cs 1 scn BT /F1 6 Tf 40 6 Td (AB) Tj ET",
    "what a clip leaves out": "q 40 40 9 9 re W n 1 1 1 1 k 90 40 9 9 re f Q",
}


@pytest.mark.parametrize("name", MARKS)
def test_what_lies_outside_the_trim_is_for_another_press(name: str) -> None:
    page = placed(MARKS[name])
    assert page.ink <= 1000
    assert not page.notes
    assert page.ppi == 0
    assert not page.objects or name == "type on every plate"  # whose face stays, as its type does
    painting = [line for line in operators(page) if line.split()[-1:] in (["f"], ["S"], ["B"], ["Do"])]
    assert painting == ["f"]


SEEN = {
    "marks on every plate": ("/All cs 1 scn 40 40 9 9 re f", 4000),
    "type on every plate": ("/All cs .5 scn BT /F1 6 Tf 40 40 Td (AB) Tj ET", 2000),
    "lines on every plate": ("/All CS 1 SCN 4 w 29 20 m 29 80 l S", 4000),
    "a strip that reaches in": ("1 1 1 0 k 40 5 9 19 re f", 3000),
    "a form that reaches in": ("q 1 0 0 1 40 15 cm /Form Do Q", 4000),
    "behind a clip": ("q 40 40 9 9 re W n Q 1 1 1 1 k 90 40 9 9 re f", 4000),
}


@pytest.mark.parametrize("name", SEEN)
def test_what_shows_inside_it_counts(name: str) -> None:
    content, ink = SEEN[name]
    assert placed(content).ink == ink


def test_a_clip_stays_where_what_it_ends_does_not_show() -> None:
    """A path that clips and is painted at once, outside: what follows is still clipped by it."""
    page = placed("q 0 0 9 9 re W f 0 0 0 1 k 40 40 9 9 re f Q")
    lines = operators(page)
    assert lines[lines.index("W") + 1] == "n"
    assert lines[-2:] == ["n", "Q"]
    assert Note.WHITE not in {kind for kind, _ in page.notes}
