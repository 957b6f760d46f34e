"""What a whole file is judged by: its packing, what it can do, what it says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf

from broadsheet.pdfcheck.rules import Found, House

_ACTIONS = (
    "/JavaScript", "/JS", "/Launch", "/URI", "/SubmitForm", "/ImportData", "/GoToR", "/Movie", "/Sound",
)  # fmt: skip
_SAID_TWICE = (
    ("/Title", "title"), ("/Creator", "CreatorTool"), ("/Producer", "Producer"), ("/Trapped", "Trapped"),
)  # fmt: skip
_NEWEST = {"x4": "1.6", "x3": "1.4", "x1a": "1.4"}


def judged_file(pdf: pikepdf.Pdf, house: House) -> Iterator[Found]:
    """What is wrong with the file as a whole."""
    yield from _packed(pdf, house)
    yield from _acts(pdf)
    yield from _names(pdf, house)
    yield from _intents(pdf, house)


def _packed(pdf: pikepdf.Pdf, house: House) -> Iterator[Found]:
    newest = _NEWEST.get(house.standard)
    if newest and pdf.pdf_version > newest:
        yield Found("F02", 0, pdf.pdf_version)
    if pdf.is_encrypted:
        yield Found("F03", 0, "")
    if len(pdf.trailer.get("/ID", ())) != 2:
        yield Found("F04", 0, "")
    for each in pdf.objects:
        if isinstance(each, pikepdf.Stream):
            filters = each.get("/Filter")
            listed = list(filters) if isinstance(filters, pikepdf.Array) else [filters]
            if any(str(name) in {"/LZWDecode", "/LZW"} for name in listed if name is not None):
                yield Found("F05", 0, f"object {each.objgen[0]}")
            if "/F" in each:
                yield Found("F07", 0, "an external stream")


def _acts(pdf: pikepdf.Pdf) -> Iterator[Found]:
    root = pdf.Root
    names = root.get("/Names", pikepdf.Dictionary())
    if "/JavaScript" in names or "/AA" in root:
        yield Found("F08", 0, "JavaScript" if "/JavaScript" in names else "actions")
    action = root.get("/OpenAction")
    if isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) in _ACTIONS:
        yield Found("F08", 0, f"an action on opening: {action.get('/S')}")
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and (len(form.get("/Fields", ())) or "/XFA" in form):
        yield Found("F08", 0, "a form")
    for number, page in enumerate(pdf.pages, 1):
        if "/AA" in page.obj:
            yield Found("F08", number, "actions of a page")
    if "/EmbeddedFiles" in names or "/AF" in root:
        yield Found("F09", 0, "embedded files")
    if "/OCProperties" in root:
        yield Found("F10", 0, "")


def _names(pdf: pikepdf.Pdf, house: House) -> Iterator[Found]:
    info: Any = pdf.trailer.get("/Info", pikepdf.Dictionary())
    if not str(info.get("/Title", "")).strip():
        yield Found("M01", 0, "")
    if str(info.get("/Trapped", "")) not in {"/True", "/False"}:
        yield Found("M02", 0, str(info.get("/Trapped", "")))
    if not all(str(info.get(key, "")).startswith("D:") for key in ("/CreationDate", "/ModDate")):
        yield Found("M07", 0, "")
    said, broken = _xmp(pdf)
    if house.standard == "x4":
        if said is None:
            yield Found("M04", 0, broken)
        elif not said.get("GTS_PDFXVersion", "").startswith("PDF/X-4"):
            yield Found("M03", 0, said.get("GTS_PDFXVersion", ""))
    elif house.standard:
        wanted = {"x3": "PDF/X-3", "x1a": "PDF/X-1"}[house.standard]
        if not str(info.get("/GTS_PDFXVersion", "")).startswith(wanted):
            yield Found("M03", 0, str(info.get("/GTS_PDFXVersion", "")))
    for key, name in _SAID_TWICE if said else ():
        assert said is not None
        if key in info and name in said and str(info[key]).lstrip("/").strip() != said[name].strip():
            yield Found("M05", 0, name)


def _xmp(pdf: pikepdf.Pdf) -> tuple[dict[str, str] | None, str]:
    """What the metadata says, by local name; None and why where there is none to read."""
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return None, "there is none"
    try:
        data = stream.read_bytes()
        if len(data) > 4_000_000 or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            return None, "it is no metadata"
        root = ET.fromstring(data.decode("utf-8"))
    except (ET.ParseError, UnicodeDecodeError, pikepdf.PdfError) as error:
        return None, str(error)
    found: dict[str, str] = {}
    for each in root.iter():
        local = each.tag.rpartition("}")[2]
        text = "".join(each.itertext()).strip()
        found.setdefault(local, text)
        for name, value in each.attrib.items():
            found.setdefault(name.rpartition("}")[2], value)
    return found, ""


def _intents(pdf: pikepdf.Pdf, house: House) -> Iterator[Found]:
    listed = [each for each in pdf.Root.get("/OutputIntents", ()) if isinstance(each, pikepdf.Dictionary)]
    ours = [each for each in listed if str(each.get("/S", "")) == "/GTS_PDFX"]
    if len(ours) != 1:
        yield Found("O01", 0, f"{len(ours)} of them")
        return
    intent = ours[0]
    if not str(intent.get("/OutputConditionIdentifier", "")).strip():
        yield Found("O03", 0, "")
    profile = intent.get("/DestOutputProfile")
    if not isinstance(profile, pikepdf.Stream):
        if house.standard != "x1a" or not str(intent.get("/RegistryName", "")):
            yield Found("O02", 0, "")
        return
    head = bytes(profile.read_bytes()[:40])
    if head[12:20] != b"prtrCMYK" or head[36:40] != b"acsp":
        yield Found("O05", 0, head[12:20].decode("latin-1").strip() or "no profile")
    others = [each.get("/DestOutputProfile") for each in listed if each is not intent]
    if any(isinstance(each, pikepdf.Stream) and each.objgen != profile.objgen for each in others):
        yield Found("O04", 0, "")
