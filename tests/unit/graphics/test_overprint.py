"""Colours of placed PDFs that became press inks overprint as they did."""

from __future__ import annotations

from collections.abc import Mapping

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from broadsheet.graphics.form import ImportedPage, Note
from unit.graphics.pressed import (
    ICC,
    RED,
    lines,
    taken,
)


def gs(page: ImportedPage) -> Mapping[str, object]:
    held = page.form.entries["Resources"]
    assert isinstance(held, Mapping)
    return {name: state for name, state in held["ExtGState"].items() if name != "G"}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("content", "mode", "written"),
    [
        pytest.param(b"/G gs 1 0 0 rg", 1, ["/O001 gs"], id="RGB knocks out of all plates"),
        pytest.param(b"1 0 0 rg /G gs", 1, ["/O001 gs"], id="whichever comes first"),
        pytest.param(b"/G gs 1 0 0 rg", 0, ["/O000 gs"], id="in the other mode, too"),
        pytest.param(b"/G gs 1 1 1 rg", 1, ["/O001 gs"], id="and so does its white"),
        pytest.param(b"/G gs 0 0 0 rg", 1, [], id="but black overprints"),
        pytest.param(b"/G gs 0 1 0 0 k", 1, [], id="press inks are as they were"),
        pytest.param(b"/G gs /P cs 0 1 0 0 sc", 1, ["/O001 gs"], id="by a profile they knock out"),
        pytest.param(b"/G gs 1 0 0 rg 0 1 0 0 k", 1, ["/O001 gs", "/O101 gs"], id="and overprint again"),
        pytest.param(b"/G gs q 1 0 0 rg Q 0 1 0 0 k", 1, ["/O001 gs"], id="a restored state is restored"),
        pytest.param(b"/G gs /C cs 0.5 scn", 0, ["/O101 gs"], id="a spot ink leaves the others alone"),
        pytest.param(b"/G gs /C cs 0.5 scn", 1, [], id="as it does already"),
        pytest.param(b"1 0 0 rg", 1, [], id="nothing overprints, nothing is said"),
    ],
)
def test_what_became_press_inks_overprints_as_it_did(content: bytes, mode: int, written: list[str]) -> None:
    def profiled(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        icc = pdf.make_stream(ICC, N=4)
        page.obj.Resources.ColorSpace = Dictionary(C=RED, P=Array([Name.ICCBased, icc]))

    states = Dictionary(G=Dictionary(op=True, OP=False, OPM=mode))
    page = taken(content + b" 0 0 9 9 re f", profiled, ExtGState=states)
    assert [line for line in lines(page) if line.endswith(" gs") and line != "/G gs"] == written
    assert (Note.WHITE, "white") not in page.notes
    for line in written:
        name = line[1:-3]
        said = {b"true": "1", b"false": "0"}
        state = gs(page)[name]
        assert isinstance(state, Mapping)
        assert f"O{said[state['op']]}{said[state['OP']]}{state['OPM'].decode()}" == name


def shown_forms(content: bytes, *forms: bytes, **states: object) -> tuple[ImportedPage, list[list[str]]]:
    """A page that shows forms, each with what it says of its colours and overprint."""

    def with_forms(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        made = [
            pdf.make_indirect(pdf.make_stream(form, BBox=Array([0, 0, 9, 9]), Subtype=Name.Form))
            for form in forms
        ]
        page.obj.Resources.XObject = Dictionary({f"/F{n}": form for n, form in enumerate(made)})

    page = taken(content, with_forms, ExtGState=Dictionary(**states))
    found = [each for each in page.objects if each.entries.get("Subtype") == b"/Form"]
    return page, [(each.data or b"").decode().split("\n") for each in found]


OVER = Dictionary(op=True, OP=False, OPM=1)


def test_a_form_begins_with_the_overprint_of_the_file_around_it() -> None:
    """Black type in it overprints, though a colour beside it had to be told not to."""
    page, (form,) = shown_forms(b"/G gs 1 0 0 rg /F0 Do", b"0 0 0 1 k 0 0 9 9 re f", G=OVER)
    assert [line for line in lines(page) if line.endswith(" gs")] == ["/G gs", "/O001 gs"]
    assert form == ["0 0 0 1 k", "/O101 gs", "0 0 9 9 re", "f"]


def test_a_colour_in_a_form_knocks_out_as_it_did_under_the_overprint_around_it() -> None:
    """Red stood on cyan with 290 % of ink."""
    _, (form,) = shown_forms(b"/G gs /F0 Do", b"1 0 0 rg 0 0 9 9 re f", G=OVER)
    assert [line for line in form if not line.endswith(" k")] == ["/O001 gs", "0 0 9 9 re", "f"]


def test_a_form_in_a_colour_of_the_page_around_it_is_printed_as_that_colour_is() -> None:
    page, (form,) = shown_forms(b"1 0 0 rg /G gs /F0 Do", b"0 0 9 9 re f", G=OVER)
    assert lines(page)[-2:] == ["/O001 gs", "/F0-0 Do"]
    assert form == ["0 0 9 9 re", "f"]


def test_a_form_that_is_shown_with_and_without_overprint_is_there_twice_and_no_more() -> None:
    page, forms = shown_forms(b"/F0 Do /F0 Do /G gs /F0 Do /F0 Do", b"1 0 0 rg 0 0 9 9 re f", G=OVER)
    assert lines(page) == ["/F0 Do", "/F0 Do", "/G gs", "/F0-0 Do", "/F0-0 Do"]
    assert [sum(line.endswith(" gs") for line in form) for form in forms] == [0, 1]
