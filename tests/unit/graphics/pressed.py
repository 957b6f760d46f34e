"""What becomes of a foreign page on its way to the press, and what such pages are painted with."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name

from broadsheet.graphics.form import ImportedPage
from broadsheet.graphics.importer import import_page
from broadsheet.graphics.source import inking_of
from broadsheet.graphics.spaces import Inking
from broadsheet.resources import newsprint
from unit.graphics.foreign import Change, foreign_pdf, rgb_image

ICC = newsprint()
INKS, BLACK = inking_of(ICC, spots=False), inking_of(ICC, grey=True)
RAMP = Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array([0] * 4), C1=Array([0, 1, 1, 0]))
RED = Array([Name.Separation, Name("/PANTONE 185 C"), Name.DeviceCMYK, RAMP])
D50 = Array([0.9642, 1, 0.8249])
LAB = Array([Name.Lab, Dictionary(WhitePoint=D50, Range=Array([-128, 127] * 2))])
AXIS = {"ShadingType": 2, "Coords": Array([0, 0, 1, 0])}
TOP = {
    "FunctionType": 0,
    "Domain": Array([0, 1]),
    "Range": Array([0, 1] * 4),
    "Size": Array([3]),
    "BitsPerSample": 8,
}
CORNERS = {
    "ShadingType": 4, "BitsPerCoordinate": 8, "BitsPerComponent": 8, "BitsPerFlag": 8,
    "Decode": Array([0, 9, 0, 9, *[0, 1] * 4]), "ColorSpace": Name.DeviceCMYK,
}  # fmt: skip
THREE = bytes((0, 0, 0, 255, 255, 255, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 0))


def taken(
    content: bytes, change: Change | None = None, inking: Inking = INKS, **named: object
) -> ImportedPage:
    return import_page(foreign_pdf(content, change, **named), inking)


def lines(page: ImportedPage) -> list[str]:
    assert page.form.data is not None
    return page.form.data.decode().split("\n")[1:]


def picture(**entries: object) -> Change:
    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        data = entries.pop("data", b"\0\0\0\0\0\0")
        made = rgb_image(pdf, **entries)
        made.write(data)
        page.obj.Resources.XObject = Dictionary(A=made)

    return change


def shading(data: bytes | None = None, **entries: object) -> Change:
    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        made = {
            key: pdf.make_stream(value[0], **value[1]) if isinstance(value, tuple) else value
            for key, value in entries.items()
        }
        held = Dictionary(**made) if data is None else pdf.make_stream(data, **made)
        page.obj.Resources.Shading = Dictionary(S=held)

    return change
