"""Good pages and what can be wrong with them: each defect is made from a good page, one by one."""

from __future__ import annotations

import io
import re
import zlib
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
    channels = {"/DeviceRGB": 3, "/DeviceCMYK": 4}.get(str(space), 1) if isinstance(space, Name) else 1

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


def annotation(kind: Name, *rect: int | Name) -> Change:
    def change(pdf: Pdf) -> None:
        made = Dictionary(Type=Name.Annot, Subtype=kind, Rect=Array(rect))
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(made)])

    return change


def font(**entries: Any) -> Callable[[Pdf], Any]:
    return lambda pdf: pdf.make_indirect(Dictionary(Type=Name.Font, **entries))


def metadata(old: str, new: str, times: int = 1) -> Change:
    def change(pdf: Pdf) -> None:
        data = pdf.Root.Metadata.read_bytes().decode()
        assert old in data
        changed = data.replace(old, new, times).encode()
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
    head = (200).to_bytes(4, "big") + b"\0" * 8 + kind + b"\0" * 16 + b"acsp"
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


def tile(text: str, **resources: Any) -> Callable[[Pdf], Any]:
    """A pattern of 10 by 10 points."""

    def made(pdf: Pdf) -> Any:
        found = Stream(pdf, text.encode())
        plain = {"PatternType": 1, "PaintType": 1, "TilingType": 1, "BBox": [0, 0, 10, 10], "XStep": 10}
        for key, value in (plain | {"YStep": 10}).items():
            found["/" + key] = value
        found.Resources = Dictionary({"/" + key: value(pdf) for key, value in resources.items()})
        return pdf.make_indirect(found)

    return made


def shade(space: Any, none: list[float], full: list[float]) -> Dictionary:
    ramp = Dictionary(FunctionType=2, Domain=[0, 1], C0=none, C1=full, N=1)
    return Dictionary(ShadingType=2, ColorSpace=space, Coords=[0, 0, 300, 0], Function=ramp)


def mask_of(*inner: Callable[[Pdf], Any]) -> Callable[[Pdf], Any]:
    """A soft mask whose group names a font."""
    return lambda pdf: state(
        SMask=Dictionary(
            S=Name.Luminosity,
            G=pdf.make_indirect(form("", Resources=Dictionary(Font=Dictionary(H=inner[0](pdf))))(pdf)),
        )
    )


def action(kind: Name, **entries: Any) -> Dictionary:
    return Dictionary(S=kind, **entries)


def _linked_outside(pdf: Pdf) -> None:
    annotation(Name.Link, -50, -50, -40, -40)(pdf)
    pdf.pages[0].Annots[0].A = action(Name.JavaScript, JS=String("1"))


def _file_outside(pdf: Pdf) -> None:
    annotation(Name.FileAttachment, -50, -50, -40, -40)(pdf)
    pdf.pages[0].Annots[0].FS = Dictionary(Type=Name.Filespec, EF=Dictionary(F=Stream(pdf, b"")))


def font_program(change: Callable[[bytes], bytes]) -> Change:
    """Another program in the first font that has one."""

    def changed(pdf: Pdf) -> None:
        for each in pdf.objects:
            if isinstance(each, Dictionary) and "/FontFile2" in each:
                each.FontFile2.write(change(each.FontFile2.read_bytes()))
                return
        raise AssertionError("no font")

    return changed


def _wider(pdf: Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, Dictionary) and "/W" in each:
            each.W = Array([0, 0xFFFF, 777])


def _courier(pdf: Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, Dictionary) and "/BaseFont" in each:
            each.BaseFont = Name("/ABCDEF+Courier")


def _broken_stream(pdf: Pdf) -> None:
    packed = zlib.compress(b"0 0 0 1 k 9 9 9 9 re f " * 99)
    pdf.pages[0].Contents = Stream(pdf, b"")
    pdf.pages[0].Contents.write(packed[: len(packed) // 2], filter=Name.FlateDecode)


def _short_picture(pdf: Pdf) -> None:
    content("72 0 0 72 9 9 cm /I Do", XObject={"I": image(300, 300)})(pdf)
    pdf.pages[0].Resources.XObject.I.write(b"\x80" * 99)


def _only_a_picture(pdf: Pdf) -> None:
    left, bottom, right, top = (float(each) for each in pdf.pages[0].obj.TrimBox)
    pdf.pages[0].Contents = Stream(pdf, f"{right - left} 0 0 {top - bottom} 0 0 cm /I Do".encode())
    pdf.pages[0].Resources.XObject = Dictionary(I=image(2400, 3400)(pdf))


def _three_channels(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile.N = 3


def device_n(program: bytes, *inks: str) -> Callable[[Pdf], Any]:
    """A space of several inks, with a program for what stands for them."""

    def made(pdf: Pdf) -> Any:
        names = Array([Name("/" + ink) for ink in inks])
        limits = {"Domain": [0, 1] * len(inks), "Range": [0, 1] * 4}
        return Array([Name.DeviceN, names, Name.DeviceCMYK, Stream(pdf, program, FunctionType=4, **limits)])

    return made


def _helvetica(pdf: Pdf) -> Any:
    return Dictionary(H=HELVETICA(pdf))


BY_RGB = Array([Name.Separation, Name.Black, Name.DeviceRGB, Dictionary(FunctionType=2)])
PATTERNED = "/Pattern cs /P scn 50 50 99 99 re f"
STENCIL = image(800, 800, BitsPerComponent=1, ImageMask=True)
HELVETICA = font(Subtype=Name.Type1, BaseFont=Name.Helvetica)
TEXT = "BT /Own {size} Tf 50 50 Td <{{glyph}}> Tj ET"
"""With the page's own first face, which ``own_face`` puts under that name."""


def own_face(text: str, **resources: Any) -> Change:
    """Text in the page's own first font; its first glyph is written {glyph}."""

    def change(pdf: Pdf) -> None:
        fonts = pdf.pages[0].obj.Resources.Font
        fonts["/Own"] = fonts[next(iter(fonts.keys()))]
        said = bytes(fonts["/Own"].ToUnicode.read_bytes()).partition(b"endcodespacerange")[2]
        (glyph,) = re.findall(rb"<([0-9A-F]{4})>", said)[:1]
        content(text.replace("{glyph}", glyph.decode()), **resources)(pdf)

    return change


DRAWN = "BT /T 20 Tf 99 99 Td (a) Tj ET"


def drawn(glyph: bytes, high: float = 1) -> Any:
    """A face whose one glyph is drawn by instructions, in a box so high."""

    def made(pdf: Pdf) -> Any:
        entries = {"FontBBox": Array([0, 0, high, high]), "FontMatrix": Array([1, 0, 0, 1, 0, 0])}
        names = Dictionary(Type=Name.Encoding, Differences=Array([97, Name.a]))
        glyphs = Dictionary(a=pdf.make_indirect(Stream(pdf, glyph)))
        coded = {"FirstChar": 97, "LastChar": 97, "Widths": Array([1]), "Encoding": names}
        found = Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=glyphs, **entries, **coded)
        found.Resources = Dictionary()
        return pdf.make_indirect(found)

    return made


def tinted(channels: int) -> Any:
    """A space and a pattern in it that takes the colour that it is chosen with."""

    def tile(pdf: Pdf) -> Any:
        made = Stream(pdf, b"0 0 9 9 re f")
        entries = {"PatternType": 1, "PaintType": 2, "TilingType": 1, "XStep": 9, "YStep": 9}
        for key, value in {**entries, "BBox": Array([0, 0, 9, 9]), "Resources": Dictionary()}.items():
            made[f"/{key}"] = value
        return pdf.make_indirect(made)

    base = {3: Name.DeviceRGB, 4: Name.DeviceCMYK}[channels]
    return {"ColorSpace": {"U": Array([Name.Pattern, base])}, "Pattern": {"P": tile}}


BLACK_ON = state(OP=True, op=True, OPM=1)

GREY_PICTURE = content("72 0 0 72 9 9 cm /I Do", XObject={"I": image(300, 300, icc(1))})
"""By a profile of its own, of which X-1a has none."""

DEFECTS: tuple[Defect, ...] = (
    Defect("F02", "version", lambda _: None, "x1a"),
    Defect("F05", "lzw", _lzw),
    Defect("F06", "jpeg2000", content("/I Do", XObject={"I": image(9, 9, Filter=Name.JPXDecode)})),
    Defect("F07", "postscript", content("/I Do", XObject={"I": form("", Subtype=Name.PS)})),
    Defect("F07", "opi", content("/I Do", XObject={"I": form("0 0 9 9 re f", OPI=Dictionary())})),
    Defect("F07", "alternates", content("/I Do", XObject={"I": image(400, 400, Alternates=Array())})),
    Defect("F08", "javascript", catalog(OpenAction=Dictionary(S=Name.JavaScript, JS=String("1")))),
    Defect("F08", "javascript-names", catalog(Names=Dictionary(JavaScript=Dictionary(Names=Array())))),
    Defect("F08", "form-by-xfa", catalog(AcroForm=Dictionary(Fields=Array([]), XFA=String("<xdp/>")))),
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
    Defect("P02", "trim-of-nothing", on_page(TrimBox=Array([10, 10, 10, 10]))),
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
    Defect("C01", "drawn-glyph", content(DRAWN, Font={"T": drawn(b"1 0 d0 1 0 0 rg 0 0 1 1 re f")})),
    Defect("C09", "drawn-glyph", content(DRAWN, Font={"T": drawn(b"1 0 d0 1 1 1 1 k 0 0 1 1 re f")})),
    Defect("C09", "tint-of-a-pattern", content("/U cs 1 1 1 0 /P scn 9 9 90 90 re f", **tinted(4))),
    Defect("C01", "tint-of-a-pattern", content("/U cs 1 0 0 /P scn 9 9 90 90 re f", **tinted(3))),
    Defect(
        "C03", "separation",
        own_face(
            "/S cs 1 scn " + TEXT.format(size=9), ColorSpace={"S": device_n(b"{0 0 0 4 -1 roll}", "Black")}
        ),
    ),
    Defect(
        "C03", "white-by-name",
        own_face(
            "/B gs /S cs 0 1 scn " + TEXT.format(size=9), ExtGState={"B": BLACK_ON},
            ColorSpace={"S": device_n(b"{exch 0 exch 0 exch}", "Cyan", "Black")},
        ),
    ),
    Defect(
        "C06", "rich-by-name",
        own_face(
            "/S cs 0.4 1 scn " + TEXT.format(size=20),
            ColorSpace={"S": device_n(b"{exch 0 3 -1 roll 0 exch}", "Cyan", "Black")},
        ),
    ),
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
    Defect("F05", "lzw-inline", content("9 0 0 9 9 9 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /LZW ID abc EI")),
    Defect("F08", "printing", catalog(OpenAction=action(Name.Named, N=Name.Print))),
    Defect(
        "F08", "bookmark",
        catalog(Outlines=Dictionary(First=Dictionary(A=action(Name.URI, URI=String("http://a"))))),
    ),
    Defect("F08", "script-outside", _linked_outside),
    Defect("F09", "file-outside", _file_outside),
    Defect("F10", "layered-form", content("/I Do", XObject={"I": form("9 9 9 9 re f", OC=Dictionary())})),
    Defect("F11", "no-object", content("/Lost Do")),
    Defect("F11", "no-font", content("BT /Lost 12 Tf ET 9 9 9 9 re f")),
    Defect("F11", "no-state", content("/Lost gs 9 9 9 9 re f")),
    Defect("F11", "no-space", content("/Lost cs 9 9 9 9 re f")),
    Defect("F11", "no-pattern", content("/Pattern cs /Lost scn 9 9 9 9 re f")),
    Defect("F11", "no-operator", content("9 9 9 9 re fnord f")),
    Defect("F11", "few-operands", content("0 0 1 k 9 9 9 9 re f")),
    Defect("F11", "no-number", content("(a) w 9 9 9 9 re f")),
    Defect("F11", "q-left-open", content("q q 9 9 9 9 re f")),
    Defect("F11", "q-never-opened", content("Q Q Q Q Q Q Q Q 9 9 9 9 re f")),
    Defect("F01", "stream-cut", _broken_stream),
    Defect("F01", "picture-cut", _short_picture),
    Defect("M05", "created-differs", info(CreationDate=String("D:19990101000000Z"))),
    Defect("M06", "no-document", metadata("DocumentID", "DocumentNo", 2)),
    Defect("M07", "no-zone", info(ModDate=String("D:20261123120000"))),
    Defect("M07", "no-date", info(ModDate=String("D:yesterday"))),
    Defect("O05", "three-channels", _three_channels),
    Defect("P10", "one-picture", _only_a_picture),
    Defect("T01", "in-a-pattern", content(PATTERNED, Pattern={"P": tile("", Font=_helvetica)})),
    Defect("T01", "in-a-mask", content("/T gs 9 9 9 9 re f", ExtGState={"T": mask_of(HELVETICA)})),
    Defect("T04", "no-glyph", own_face("0 0 0 1 k BT /Own 20 Tf 50 50 Td <FFF0> Tj ET")),
    Defect("T07", "courier", _courier),
    Defect("T08", "empty-font", font_program(lambda _: b"")),
    Defect("T08", "no-font-at-all", font_program(lambda _: b"garbage" * 99)),
    Defect("T08", "font-cut", font_program(lambda data: data[: len(data) // 2])),
    Defect("T09", "wider", _wider),
    Defect("C01", "rgb-in-pattern", content(PATTERNED, Pattern={"P": tile("1 0 0 rg 0 0 5 5 re f")})),
    Defect("C01", "rgb-shade", content("/S sh", Shading={"S": shade(Name.DeviceRGB, [0, 0, 0], [1, 0, 0])})),
    Defect(
        "C01", "rgb-shaded-pattern",
        content(
            PATTERNED,
            Pattern={"P": Dictionary(PatternType=2, Shading=shade(Name.DeviceRGB, [0, 0, 0], [1, 0, 0]))},
        ),
    ),
    Defect("C01", "rgb-inline", content("9 0 0 9 9 9 cm BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI")),
    Defect("C01", "rgb-stencil", content("1 0 0 rg 30 0 0 30 9 9 cm /I Do", XObject={"I": STENCIL})),
    Defect("C01", "rgb-outlined-type", own_face("1 Tr 1 0 0 RG " + TEXT.format(size=20))),
    Defect(
        "C01", "tint-by-rgb",
        content("/S cs 1 scn 9 9 9 9 re f", ColorSpace={"S": BY_RGB}),
    ),
    Defect(
        "C02", "spot-picture",
        content("72 0 0 72 9 9 cm /I Do", XObject={"I": image(300, 300, spot("Gold"))}),
    ),
    Defect("C02", "spot-shade", content("/S sh", Shading={"S": shade(spot("Gold"), [0], [1])})),
    Defect(
        "C02", "spot-of-two",
        content("/S cs 1 1 scn 9 9 9 9 re f", ColorSpace={"S": device_n(b"{pop 0 0 0}", "Cyan", "Gold")}),
    ),
    Defect(
        "C05", "white-stencil",
        content("/B gs 0 0 0 0 k 30 0 0 30 9 9 cm /I Do", XObject={"I": STENCIL}, ExtGState={"B": BLACK_ON}),
    ),
    Defect(
        "C05", "white-outlined-type",
        own_face("/B gs 1 Tr 0 0 0 0 K " + TEXT.format(size=20), ExtGState={"B": BLACK_ON}),
    ),
    Defect("F11", "no-name", content("[ 1 ] Do [ ] gs 0 0 0 1 k 9 9 9 9 re f")),
    Defect("C07", "thin-fill", content("0 0 0 1 k 50 50 99 0.05 re f")),
    Defect("C07", "thin-outline", own_face("1 Tr 0.05 w 0 0 0 1 K " + TEXT.format(size=20))),
    Defect(
        "C12", "picture-rendering",
        content("9 0 0 9 9 9 cm /I Do", XObject={"I": image(99, 99, Intent=Name.Vivid)}),
    ),
    Defect("C13", "icc-grey-picture", GREY_PICTURE, "x1a"),
    Defect("C13", "default-cmyk", content("0 0 0 1 k 9 9 9 9 re f", ColorSpace={"DefaultCMYK": icc(4)})),
    Defect("C13", "icc-grey", content("/S cs 0 sc 9 9 9 9 re f", ColorSpace={"S": icc(1)}), "x1a"),
    Defect("A01", "mark-inside", annotation(Name.PrinterMark, 50, 50, 90, 90)),
    Defect("A01", "link", annotation(Name.Link, 50, 50, 90, 90)),
    Defect("A01", "link-anywhere", annotation(Name.Link)),
    Defect("A01", "link-by-names", annotation(Name.Link, *[Name.A] * 4)),
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
