"""What is judged where: inside the trim all of it, outside and under a clip only its colours."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from broadsheet.pdfcheck.area import EVERYWHERE, NOWHERE, Outline, common, meets, moved
from broadsheet.pdfcheck.check import check_pdf
from broadsheet.pdfcheck.rules import House
from unit.pdfcheck.corpus import BLACK_ON, HELVETICA, image, spot

LOOKS = {"C03", "C05", "C06", "C07", "C08", "C09", "C14", "I01", "I02", "I03", "T05", "T06"}
"""Rules of what a mark looks like when it is printed."""


def found(tmp_path: Path, content: str) -> set[str]:
    """The rules that a sheet breaks: 400 by 300 points, the trim 50 inside of it on all sides."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(400, 300))
    page.TrimBox = Array([50, 50, 350, 250])
    form = pdf.make_stream(b"1 1 1 1 k -20 -20 500 500 re f")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 20, 20])
    page.Resources = Dictionary(
        ColorSpace=Dictionary(All=spot("All"), Gold=spot("Gold")),
        ExtGState=Dictionary(Over=BLACK_ON),
        Font=Dictionary(F=HELVETICA(pdf)),
        XObject=Dictionary(
            Ink=image(3, 3, Name.DeviceCMYK, b"\xff")(pdf),
            Form=form,
            Art=image(9, 9, BitsPerComponent=1)(pdf),
        ),
    )
    page.Contents = pdf.make_stream(content.encode())
    path = tmp_path / "sheet.pdf"
    pdf.save(path)
    return {each.rule for each in check_pdf(path, House()).found}


OUTSIDE = {
    "crop marks": "/All CS 1 SCN .25 w 50 0 m 50 40 l 350 300 m 350 260 l 0 50 m 40 50 l S",
    "crop marks of four inks": "1 1 1 1 K .05 w 50 0 m 50 40 l 350 300 m 350 260 l S",
    "a control strip that touches the trim": "1 1 1 1 k 100 20 50 30 re f",
    "a picture": "q 30 0 0 30 60 5 cm /Ink Do Q q 30 0 0 30 100 5 cm /Art Do Q",
    "a form": "q 1 0 0 1 60 5 cm /Form Do Q",
    "white": "/Over gs 0 0 0 0 k 60 5 10 10 re f",
    "type": "1 1 1 1 k BT /F 4 Tf 60 20 Td (advertisement.pdf 1) Tj ET",
    "upright type": "1 1 1 1 k BT /F 4 Tf 0 1 -1 0 20 60 Tm (advertisement.pdf 1) Tj ET",
    "what a clip leaves out": "q 60 60 20 20 re W n 1 1 1 1 k 200 200 20 20 re f Q",
    "what two clips leave out": "q 60 60 20 20 re W n 90 90 9 9 re W* n 1 1 1 1 k 0 0 400 300 re f Q",
}
INSIDE = {
    "a frame round the trim": ("C08", "/All CS 1 SCN 8 w 48 48 304 204 re S"),
    "one part of a path": ("C09", "1 1 1 1 k 0 0 9 9 re 200 200 9 9 re f"),
    "what reaches in": ("C09", "1 1 1 1 k 100 20 50 40 re f"),
    "a line that is thick enough to reach in": ("C08", "/All CS 1 SCN 20 w 60 45 m 90 45 l S"),
    "a picture that reaches in": ("C09", "q 50 0 0 50 30 30 cm /Ink Do Q"),
    "a form that reaches in": ("C09", "q 1 0 0 1 40 40 cm /Form Do Q"),
    "type that runs in": ("T05", "BT /F 4 Tf 20 100 Td (advertisement of a page) Tj ET"),
    "behind a clip": ("C09", "q 60 60 20 20 re W n 0 0 0 1 k 0 0 9 9 re f Q 1 1 1 1 k 200 200 20 20 re f"),
    "in a clip": ("C09", "q 60 60 20 20 re W n 1 1 1 1 k 0 0 400 300 re f Q"),
    "turned": ("C09", "q 0 1 -1 0 300 0 cm 1 1 1 1 k 100 100 20 20 re f Q"),
}


@pytest.mark.parametrize("name", OUTSIDE)
def test_what_is_not_seen_inside_the_trim_may_look_as_it_likes(name: str, tmp_path: Path) -> None:
    assert not found(tmp_path, OUTSIDE[name]) & LOOKS


@pytest.mark.parametrize("name", INSIDE)
def test_what_is_seen_inside_the_trim_is_told(name: str, tmp_path: Path) -> None:
    rule, content = INSIDE[name]
    assert rule in found(tmp_path, content)


@pytest.mark.parametrize(("rule", "colour"), [("C01", "1 0 0 rg"), ("C02", "/Gold cs 1 scn")])
def test_colours_have_to_be_inks_wherever_they_are(rule: str, colour: str, tmp_path: Path) -> None:
    assert rule in found(tmp_path, f"{colour} 60 5 10 10 re f")


def test_boxes_are_moved_and_met() -> None:
    assert moved((0, 2, -1, 0, 10, 0), (0, 0, 3, 4)) == (6, 0, 10, 6)
    assert moved((0, 2, -1, 0, 10, 0), EVERYWHERE) == EVERYWHERE
    assert common((0, 0, 5, 5), (6, 0, 9, 9)) == NOWHERE
    assert meets([(3, 3, 3, 3)], EVERYWHERE, (0, 0, 9, 9))
    assert not meets([(0, 0, 9, 9)], NOWHERE, (0, 0, 9, 9))
    empty = Outline(clips=True)
    assert empty.clipped((1, 0, 0, 1, 0, 0), EVERYWHERE) == NOWHERE


def test_a_fill_is_as_thin_as_its_thinnest_part_that_is_a_line() -> None:
    """Outlines of type have specks, and parts that are no more than a point."""
    drawn = Outline()
    for box in ((0, 0, 0.05, 1.5), (9, 9, 0, 0), (0, 5, 30, 2), (0, 9, 30, 0.5)):
        drawn.add("re", list(box))
    assert drawn.thin((1, 0, 0, 1, 0, 0)) == 0.5
    assert drawn.thin((2, 0, 0, 2, 0, 0)) == pytest.approx(0.1)  # the first speck is a line now
