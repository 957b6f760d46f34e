"""Pages that show things in each other, ten in each: a few thousand bytes that nobody comes to the end of."""

from __future__ import annotations

from pikepdf import Dictionary, Name, Pdf

_FORM = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": [0, 0, 9, 9]}


def of_forms(pdf: Pdf, deep: int) -> tuple[bytes, Dictionary]:
    shown = pdf.make_stream(b"0 0 1 1 re f", **_FORM)
    for _ in range(deep):
        names = Dictionary(XObject=Dictionary(I=shown))
        shown = pdf.make_stream(b"/I Do " * 10, **_FORM, Resources=names)
    return b"/I Do", Dictionary(XObject=Dictionary(I=shown))


def of_masks(pdf: Pdf, deep: int) -> tuple[bytes, Dictionary]:
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    shown = pdf.make_stream(b"1 g 0 0 5 5 re f", **_FORM, Group=group)
    for _ in range(deep):
        names = Dictionary(ExtGState=Dictionary(G=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=shown))))
        shown = pdf.make_stream(
            b"/G gs 1 g" + b" 0 0 9 9 re f" * 10, **_FORM, Group=group, Resources=names
        )
    mask = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=shown))
    return b"/G gs 0 0 9 9 re f", Dictionary(ExtGState=Dictionary(G=mask))


def of_glyphs(pdf: Pdf, deep: int) -> tuple[bytes, Dictionary]:
    def face(glyph: bytes, **names: object) -> object:
        entries = {
            "FontBBox": [0, 0, 1, 1], "FontMatrix": [1, 0, 0, 1, 0, 0], "FirstChar": 65, "LastChar": 65,
            "Widths": [1], "Encoding": Dictionary(Differences=[65, Name.A]),
        }  # fmt: skip
        drawn = Dictionary(A=pdf.make_stream(b"1 0 d0 " + glyph))
        made = Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=drawn, **entries)
        made.Resources = Dictionary(Font=Dictionary(**names))
        return pdf.make_indirect(made)

    shown = face(b"0 0 1 1 re f")
    for _ in range(deep):
        shown = face(b"BT /F .1 Tf (AAAAA) Tj [ (AAAAA) ] TJ ET", F=shown)
    return b"BT /F 20 Tf (A) Tj ET", Dictionary(Font=Dictionary(F=shown))
