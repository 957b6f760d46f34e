"""Pages of other PDFs that are refused: what no rule covers, what is damaged, what is no PDF."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from broadsheet.graphics.form import Refusal, RefusedPageError
from unit.graphics.foreign import foreign_pdf, rgb_image
from unit.graphics.imported import changed, taken, with_content
from unit.pdfcheck.nests import of_forms, of_glyphs


def _soft_picture(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.obj.Contents = pdf.make_stream(b"/A Do")
    page.obj.Resources.XObject = Dictionary(A=rgb_image(pdf, SMask=rgb_image(pdf)))


def _unembedded(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.obj.Contents = pdf.make_stream(b"BT /F2 9 Tf (a) Tj ET")
    page.obj.Resources.Font.F2 = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def _stamp(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    look = Dictionary(N=pdf.make_stream(b""))
    page.obj.Annots = Array([Dictionary(Subtype=Name.Stamp, F=4, AP=look)])


def _layers(pdf: pikepdf.Pdf, _: pikepdf.Page) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="de"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def _guides(pdf: pikepdf.Pdf, _: pikepdf.Page) -> None:
    """A layer that is seen on the screen and never printed, as Illustrator writes it."""
    usage = Dictionary(Print=Dictionary(PrintState=Name.OFF))
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="guides", Usage=usage))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(ON=Array([layer])))


def _instead(pdf: pikepdf.Pdf, page: pikepdf.Page, **rule: object) -> None:
    """What is seen only where a layer is not."""
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="de"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary())
    group = pdf.make_indirect(Dictionary(Type=Name.OCMD, OCGs=layer, **rule))
    page.obj.Resources.Properties = Dictionary(A=group)


def _opaque(pdf: pikepdf.Pdf, page: pikepdf.Page, **state: object) -> None:
    page.obj.Contents = pdf.make_stream(b"/G gs 0 0 1 1 re f")
    page.obj.Resources.ExtGState = Dictionary(G=Dictionary(**state))


def _form(pdf: pikepdf.Pdf, content: bytes, **objects: pikepdf.Object) -> pikepdf.Object:
    form = pdf.make_stream(content)
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 1, 1])
    form.Resources = Dictionary(XObject=Dictionary(**objects))
    return form


def _in_itself(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    form = _form(pdf, b"/X Do")
    form.Resources.XObject.X = form
    page.obj.Contents, page.obj.Resources.XObject = pdf.make_stream(b"/X Do"), Dictionary(X=form)


Nest = Callable[[pikepdf.Pdf, int], tuple[bytes, Dictionary]]


def _ten_in_ten(
    pdf: pikepdf.Pdf, page: pikepdf.Page, nest: Nest = of_forms, depth: int = 11
) -> None:
    """A hundred thousand million squares in two kilobytes."""
    content, page.obj.Resources = nest(pdf, depth)
    page.obj.Contents = pdf.make_stream(content)


def test_a_chart_may_show_a_form_for_each_of_its_points() -> None:
    assert len(changed(partial(_ten_in_ten, depth=4)).objects) == 5


def _unknown_space(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.obj.Contents = pdf.make_stream(b"/L cs 1 0 0 sc 0 0 1 1 re f")
    page.obj.Resources.ColorSpace = Dictionary(L=Array([Name.Luv, Dictionary()]))


def _two_pages(pdf: pikepdf.Pdf, _: pikepdf.Page) -> None:
    pdf.add_blank_page()


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (_soft_picture, Refusal.TRANSPARENCY),
        (partial(_opaque, ca=0.5), Refusal.TRANSPARENCY),
        (partial(_opaque, BM=Name.Multiply), Refusal.TRANSPARENCY),
        (_unembedded, Refusal.FONT),
        (_stamp, Refusal.LAYER),
        (_layers, Refusal.LAYER),
        (_guides, Refusal.LAYER),
        (partial(_instead, P=Name.AllOff), Refusal.LAYER),
        (partial(_instead, VE=Array([Name.Not, Dictionary()])), Refusal.LAYER),
        (_unknown_space, Refusal.COLOUR),
        (_two_pages, Refusal.FILE),
        (_in_itself, Refusal.FILE),
        (_ten_in_ten, Refusal.FILE),
        (partial(_ten_in_ten, nest=of_glyphs), Refusal.FILE),
    ],
)
def test_what_no_rule_covers_is_refused(
    change: Callable[[pikepdf.Pdf, pikepdf.Page], None], refusal: Refusal
) -> None:
    with pytest.raises(RefusedPageError) as caught:
        changed(change)
    assert caught.value.refusal is refusal


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\n", b"GIF89a", foreign_pdf()[:700]])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(RefusedPageError) as caught:
        taken(data)
    assert caught.value.refusal is Refusal.FILE


def test_a_stream_that_unpacks_to_more_than_anyone_draws_is_refused() -> None:
    with pytest.raises(RefusedPageError, match="too large"):
        with_content(b" " * 4_000_000)


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b"0 0 0 1 k 20 20 100 re f", "'re' with 3 of 4 operands"),
        (b"0 0 0 k 20 20 9 9 re f", "'k' with 3 of 4 operands"),
        (b"0 0 0 (x) k 20 20 9 9 re f", "'k' with what is no number"),
        (b"foo 20 20 9 9 re f", "no operator: foo"),
        (b"BT /F9 20 Tf 20 20 Td (hello) Tj ET", "Font: nothing called '/F9'"),
        (b"/X9 Do", "XObject: nothing called '/X9'"),
        (b"/G9 gs 20 20 9 9 re f", "ExtGState: nothing called '/G9'"),
        (b"cs 20 20 9 9 re f", "'cs' with 0 of 1 operands"),
    ],
)
def test_an_instruction_that_is_not_whole_is_refused(content: bytes, detail: str) -> None:
    with pytest.raises(RefusedPageError) as refused:
        with_content(content)
    assert refused.value.refusal is Refusal.FILE
    assert refused.value.details == (f"content stream: {detail}",)
