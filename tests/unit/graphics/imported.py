"""Pages of other PDFs as they are taken in, and what tests look at in them."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name

from broadsheet.graphics.form import ImportedPage
from broadsheet.graphics.importer import import_page
from broadsheet.graphics.source import inking_of
from broadsheet.graphics.spaces import Inking
from broadsheet.resources import newsprint
from unit.graphics.foreign import foreign_pdf

ICC = newsprint()
INKS, BLACK = inking_of(ICC, spots=True), inking_of(ICC, grey=True)


def taken(data: bytes, inking: Inking = INKS) -> ImportedPage:
    return import_page(data, inking)


def with_content(content: bytes, **resources: object) -> ImportedPage:
    return taken(foreign_pdf(content, **resources))


def changed(change: Callable[[pikepdf.Pdf, pikepdf.Page], None]) -> ImportedPage:
    return taken(foreign_pdf(change=change))


def operators(page: ImportedPage) -> list[str]:
    assert page.form.data is not None
    return page.form.data.decode().split("\n")[1:]


def blend(start: str, end: str) -> Dictionary:
    """From one colour to another; a digit is a component."""
    first, last = (Array([int(digit) for digit in digits]) for digits in (start, end))
    return Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, C0=first, C1=last)


def composite(pdf: pikepdf.Pdf, page: pikepdf.Page, width: int = 500) -> None:
    """The page's face as one whose codes are CIDs; its two letters are 500 wide."""
    simple = page.obj.Resources.Font.F1
    inner = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=simple.BaseFont,
        FontDescriptor=simple.FontDescriptor, DW=width,
    )  # fmt: skip
    page.obj.Resources.Font.F1 = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=simple.BaseFont, Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(inner)]),
    )  # fmt: skip
