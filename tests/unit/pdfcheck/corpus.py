"""Good pages and what can be wrong with them: each defect is made from a good page, one by one."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

Change = Callable[[Pdf], None]


class Defect(NamedTuple):
    """One defect: the rule that has to name it, and how it is made."""

    rule: str
    name: str
    change: Change
    standard: str = "x4"


def content(text: str, **resources: Any) -> Change:
    """Instructions added behind a page's own, with what they name."""

    def change(pdf: Pdf) -> None:
        page = pdf.pages[0]
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(b"\nQ q\n" + text.encode() + b"\nQ\n")
        for category, entries in resources.items():
            found = page.obj.Resources.get("/" + category, Dictionary())
            page.obj.Resources["/" + category] = found
            for key, value in entries.items():
                found["/" + key] = value(pdf) if callable(value) else value

    return change


def state(**entries: Any) -> Any:
    return Dictionary(Type=Name.ExtGState, **entries)


def image(width: int, height: int, space: Any = Name.DeviceGray, byte: bytes = b"\x80", **more: Any) -> Any:
    channels = {Name.DeviceGray: 1, Name.DeviceRGB: 3, Name.DeviceCMYK: 4}.get(space, 1)

    def made(pdf: Pdf) -> Stream:
        found = Stream(pdf, byte * (width * height * channels))
        entries = {"BitsPerComponent": 8, "ColorSpace": space, **more}
        for key, value in {"Type": Name.XObject, "Subtype": Name.Image, **entries}.items():
            found["/" + key] = value(pdf) if callable(value) else value
        found.Width, found.Height = width, height
        return found

    return made


def catalog(**entries: Any) -> Change:
    def change(pdf: Pdf) -> None:
        for key, value in entries.items():
            pdf.Root["/" + key] = value(pdf) if callable(value) else value

    return change


def info(**entries: Any) -> Change:
    def change(pdf: Pdf) -> None:
        for key, value in entries.items():
            if value is None:
                del pdf.trailer.Info["/" + key]
            else:
                pdf.trailer.Info["/" + key] = value

    return change


def on_page(**entries: Any) -> Change:
    def change(pdf: Pdf) -> None:
        for key, value in entries.items():
            if value is None:
                del pdf.pages[0].obj["/" + key]
            else:
                pdf.pages[0].obj["/" + key] = value

    return change


def annotation(kind: Name, *rect: int) -> Change:
    def change(pdf: Pdf) -> None:
        made = Dictionary(Type=Name.Annot, Subtype=kind, Rect=Array(rect))
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(made)])

    return change


def font(**entries: Any) -> Callable[[Pdf], Any]:
    return lambda pdf: pdf.make_indirect(Dictionary(Type=Name.Font, **entries))


def metadata(old: str, new: str) -> Change:
    def change(pdf: Pdf) -> None:
        data = pdf.Root.Metadata.read_bytes().decode()
        assert old in data
        changed = data.replace(old, new, 1).encode()
        pdf.Root.Metadata = Stream(pdf, changed, Type=Name.Metadata, Subtype=Name.XML)

    return change


def intent(**entries: Any) -> Change:
    def change(pdf: Pdf) -> None:
        for key, value in entries.items():
            if value is None:
                del pdf.Root.OutputIntents[0]["/" + key]
            else:
                pdf.Root.OutputIntents[0]["/" + key] = value(pdf) if callable(value) else value

    return change


def profile(kind: bytes) -> Callable[[Pdf], Any]:
    head = b"\0" * 12 + kind + b"\0" * 16 + b"acsp"
    return lambda pdf: pdf.make_indirect(Stream(pdf, head.ljust(200, b"\0"), N=4))


def _second_page(pdf: Pdf) -> None:
    pdf.pages.append(pdf.pages[0])


def _empty(pdf: Pdf) -> None:
    pdf.pages[0].Contents = Stream(pdf, b"q Q")



def _lzw(pdf: Pdf) -> None:
    packed = Stream(pdf, b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01")
    packed.write(packed.read_raw_bytes(), filter=Name.LZWDecode)
    pdf.Root.Extra = pdf.make_indirect(packed)


def spot(name: str) -> Any:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 0, 0], N=1)
    return Array([Name.Separation, Name("/" + name), Name.DeviceCMYK, tint])


def icc(components: int) -> Callable[[Pdf], Any]:
    return lambda pdf: Array([Name.ICCBased, pdf.make_indirect(Stream(pdf, b"\0" * 128, N=components))])


def form(text: str, **entries: Any) -> Callable[[Pdf], Any]:
    def made(pdf: Pdf) -> Any:
        found = Stream(pdf, text.encode())
        plain = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": [0, 0, 99, 99]}
        for key, value in (plain | entries).items():
            found["/" + key] = value
        return found

    return made


def _attached(pdf: Pdf) -> None:
    pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, b"a")


HELVETICA = font(Subtype=Name.Type1, BaseFont=Name.Helvetica)
TEXT = "BT /Own {size} Tf 50 50 Td <0001> Tj ET"
"""With the page's own first face, which ``own_face`` puts under that name."""


def own_face(text: str, **resources: Any) -> Change:
    added = content(text, **resources)

    def change(pdf: Pdf) -> None:
        fonts = pdf.pages[0].obj.Resources.Font
        fonts["/Own"] = fonts[next(iter(fonts.keys()))]
        added(pdf)

    return change


BLACK_ON = state(OP=True, op=True, OPM=1)

DEFECTS: tuple[Defect, ...] = (
    Defect("F02", "version", lambda _: None, "x1a"),
    Defect("F05", "lzw", _lzw),
    Defect("F06", "jpeg2000", content("/I Do", XObject={"I": image(9, 9, Filter=Name.JPXDecode)})),
    Defect("F07", "postscript", content("/I Do", XObject={"I": form("", Subtype=Name.PS)})),
    Defect("F07", "opi", content("/I Do", XObject={"I": form("0 0 9 9 re f", OPI=Dictionary())})),
    Defect("F07", "alternates", content("/I Do", XObject={"I": image(400, 400, Alternates=Array())})),
    Defect("F08", "javascript", catalog(OpenAction=Dictionary(S=Name.JavaScript, JS=String("1")))),
    Defect("F08", "javascript-names", catalog(Names=Dictionary(JavaScript=Dictionary(Names=Array())))),
    Defect("F08", "form", catalog(AcroForm=Dictionary(Fields=Array([Dictionary()])))),
    Defect("F08", "page-action", on_page(AA=Dictionary())),
    Defect("F09", "attachment", _attached),
    Defect("F10", "layers", catalog(OCProperties=Dictionary(OCGs=Array(), D=Dictionary()))),
    Defect("M01", "title", info(Title=None)),
    Defect("M02", "trapped", info(Trapped=Name.Unknown)),
    Defect("M03", "pdfx", metadata("PDF/X-4", "PDF/X-9")),
    Defect("M04", "xmp", lambda pdf: pdf.Root.__delitem__("/Metadata")),
    Defect("M05", "title-differs", info(Title=String("another"))),
    Defect("M07", "dates", info(CreationDate=None)),
    Defect("O01", "intent", catalog(OutputIntents=Array())),
    Defect("O02", "profile", intent(DestOutputProfile=None)),
    Defect("O03", "condition", intent(OutputConditionIdentifier=None)),
    Defect("O04", "two-profiles", intent(DestOutputProfile=profile(b"prtrCMYK"))),
    Defect("O05", "rgb-profile", intent(DestOutputProfile=profile(b"mntrRGB "))),
    Defect("P01", "no-trim", on_page(TrimBox=None)),
    Defect("P01", "trim-and-art", on_page(ArtBox=Array([10, 10, 100, 100]))),
    Defect("P02", "trim-outside", on_page(TrimBox=Array([-10, 0, 100, 100]))),
    Defect("P02", "bleed-outside", on_page(BleedBox=Array([-10, -10, 9000, 9000]))),
    Defect("P05", "two-pages", _second_page),
    Defect("P06", "empty", _empty),
    Defect("P07", "user-unit", on_page(UserUnit=2)),
    Defect("P08", "rotated", on_page(Rotate=90)),
    Defect("P09", "crop", on_page(CropBox=Array([50, 50, 100, 100]))),
    Defect("T01", "helvetica", content("BT /H 12 Tf (a) Tj ET", Font={"H": HELVETICA})),
    Defect("T01", "selected-only", content("BT /H 12 Tf ET 0 0 9 9 re f", Font={"H": HELVETICA})),
    Defect("T02", "type3", content("0 0 9 9 re f", Font={"H": font(Subtype=Name.Type3)})),
    Defect("T05", "small", own_face("0 0 0 1 k /B gs " + TEXT.format(size=4), ExtGState={"B": BLACK_ON})),
    Defect("T06", "white", own_face("0 0 0 0 k " + TEXT.format(size=7))),
    Defect("T06", "inks", own_face("0 1 1 0 k " + TEXT.format(size=7))),
    Defect("C01", "rgb", content("1 0 0 rg 10 10 20 20 re f")),
    Defect("C01", "rgb-stroke", content("1 0 0 RG 1 w 10 10 m 20 20 l S")),
    Defect("C01", "icc-rgb", content("/S cs 1 0 0 sc 1 1 9 9 re f", ColorSpace={"S": icc(3)})),
    Defect(
        "C01", "rgb-picture",
        content("72 0 0 72 9 9 cm /I Do", XObject={"I": image(300, 300, Name.DeviceRGB)}),
    ),
    Defect("C01", "rgb-in-form", content("/I Do", XObject={"I": form("1 0 0 rg 0 0 9 9 re f")})),
    Defect("C02", "spot", content("/S cs 1 scn 1 1 9 9 re f", ColorSpace={"S": spot("Gold")})),
    Defect("C03", "knocks-out", own_face("0 0 0 1 k " + TEXT.format(size=9))),
    Defect(
        "C03", "opm-0",
        own_face("0 0 0 1 k /B gs " + TEXT.format(size=9), ExtGState={"B": state(OP=True, OPM=0)}),
    ),
    Defect("C04", "grey-type", own_face("0 g " + TEXT.format(size=9))),
    Defect("C05", "white-overprints", content("/B gs 0 0 0 0 k 9 9 9 9 re f", ExtGState={"B": BLACK_ON})),
    Defect("C06", "rich-type", own_face("0.4 0 0 1 k " + TEXT.format(size=20))),
    Defect("C07", "hairline", content("0 0 0 1 K 0.05 w 10 10 m 99 10 l S")),
    Defect("C07", "scaled-hairline", content("0.1 0 0 0.1 0 0 cm 0 0 0 1 K 1 w 10 10 m 99 10 l S")),
    Defect("C08", "all", content("/S cs 1 scn 99 99 9 9 re f", ColorSpace={"S": spot("All")})),
    Defect("C09", "ink", content("1 1 1 0 k 10 10 20 20 re f")),
    Defect(
        "C09", "picture-ink",
        content("72 0 0 72 9 9 cm /I Do", XObject={"I": image(300, 300, Name.DeviceCMYK, b"\xf0")}),
    ),
    Defect("C10", "alpha", content("/T gs 10 10 20 20 re f", ExtGState={"T": state(ca=0.5)})),
    Defect("C10", "multiply", content("/T gs 9 9 9 9 re f", ExtGState={"T": state(BM=Name.Multiply)})),
    Defect(
        "C10", "soft-mask",
        content("72 0 0 72 9 9 cm /I Do", XObject={"I": image(300, 300, SMask=image(300, 300))}),
    ),
    Defect(
        "C11", "transfer",
        content("/T gs 9 9 9 9 re f", ExtGState={"T": state(TR=Dictionary(FunctionType=2))}),
    ),
    Defect("C12", "rendering", content("/Vivid ri 9 9 9 9 re f")),
    Defect("C13", "icc-cmyk", content("/S cs 0 0 0 1 sc 1 1 9 9 re f", ColorSpace={"S": icc(4)})),
    Defect("C14", "white-line", content("0 0 0 0 K 0.25 w 10 10 m 99 10 l S")),
    Defect("I01", "coarse", content("72 0 0 72 9 9 cm /I Do", XObject={"I": image(120, 120)})),
    Defect("I02", "too-coarse", content("72 0 0 72 9 9 cm /I Do", XObject={"I": image(60, 60)})),
    Defect(
        "I03", "line-art",
        content("72 0 0 72 9 9 cm /I Do", XObject={"I": image(304, 300, BitsPerComponent=1, ImageMask=True)}),
    ),
    Defect("A01", "link", annotation(Name.Link, 50, 50, 90, 90)),
)  # fmt: skip


def defective(good: bytes, defect: Defect) -> bytes:
    """A good page with one defect."""
    with pikepdf.open(io.BytesIO(good)) as pdf:
        defect.change(pdf)
        made = io.BytesIO()
        pdf.save(
            made, fix_metadata_version=False, compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )  # fmt: skip
    return made.getvalue()
