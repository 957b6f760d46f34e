"""What a whole file is judged by: its packing, what it can do, what it says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf

from broadsheet.patterns import late_pattern
from broadsheet.pdfcheck.filters import filters_of
from broadsheet.pdfcheck.rules import Found, House

_ACTIONS = (
    "/JavaScript", "/JS", "/Launch", "/URI", "/SubmitForm", "/ImportData", "/GoToR", "/Movie", "/Sound",
)  # fmt: skip
_SAID_TWICE = (
    ("/Title", "title"), ("/Creator", "CreatorTool"), ("/Producer", "Producer"), ("/Trapped", "Trapped"),
)  # fmt: skip
_DATES = (("/CreationDate", "CreateDate"), ("/ModDate", "ModifyDate"))
_DATE = late_pattern(r"D:\d{14}(?:Z(?:00'?00'?)?|[+-]\d\d'\d\d'?)")
_OF_XMP = (
    "title", "CreateDate", "ModifyDate", "MetadataDate", "DocumentID", "VersionID", "RenditionClass",
)  # fmt: skip
_INKS = 4
_LEAST_PROFILE = 132  # bytes: a header and how many tags there are
_TAIL = 1024  # bytes in which a file's end mark is
_DEEPEST = 6
_MOST_HELD = 2000  # an array that is longer holds numbers
_NEWEST = {"x4": "1.6", "x3": "1.4", "x1a": "1.4"}


def judged_ends(path: Path) -> Iterator[Found]:
    """Whether a file begins and ends as PDF files do."""
    with path.open("rb") as stream:
        head = stream.read(8)
        stream.seek(max(0, path.stat().st_size - _TAIL))
        tail = stream.read()
    if not head.startswith(b"%PDF-"):
        yield Found("F01", 0, "something stands before its header")
    if b"%%EOF" not in tail:
        yield Found("F01", 0, "its end is not there")


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
    parts = pdf.trailer.get("/ID", ())
    if len(parts) != 2 or not all(isinstance(each, pikepdf.String) and bytes(each) for each in parts):
        yield Found("F04", 0, "")
    packed = set()
    for each in pdf.objects:
        if isinstance(each, pikepdf.Stream):
            packed.add(str(each.get("/Type", "")))
            if "/LZWDecode" in filters_of(each):
                yield Found("F05", 0, f"object {each.objgen[0]}")
            if "/F" in each:
                yield Found("F07", 0, "an external stream")
    if house.standard in {"x3", "x1a"} and packed & {"/ObjStm", "/XRef"}:
        yield Found("F12", 0, "")


def _acts(pdf: pikepdf.Pdf) -> Iterator[Found]:
    root = pdf.Root
    names = root.get("/Names", pikepdf.Dictionary())
    if "/JavaScript" in names:
        yield Found("F08", 0, "JavaScript")
    action = root.get("/OpenAction")
    if isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) != "/GoTo":  # it moves the view
        yield Found("F08", 0, f"an action on opening: {action.get('/S')}")
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and (len(form.get("/Fields", ())) or "/XFA" in form):
        yield Found("F08", 0, "a form")
    for each in pdf.objects:
        yield from _acting(each, 0)
    if "/EmbeddedFiles" in names or "/AF" in root:
        yield Found("F09", 0, "embedded files")
    if "/OCProperties" in root:
        yield Found("F10", 0, "")


def _acting(found: Any, depth: int) -> Iterator[Found]:
    """Actions and files of an object and of what is written in it."""
    if isinstance(found, pikepdf.Array):
        inner = [each for each in found if _is_held(each)] if len(found) <= _MOST_HELD else []
    elif isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
        if "/AA" in found:
            yield Found("F08", 0, "actions on events")
        action = found.get("/A")
        kind = str(action.get("/S", "")) if isinstance(action, pikepdf.Dictionary) else ""
        if kind in _ACTIONS or str(found.get("/S", "")) == "/JavaScript":
            yield Found("F08", 0, f"an action: {(kind or 'JavaScript').lstrip('/')}")
        if "/EF" in found:
            yield Found("F09", 0, "an embedded file")
        inner = [each for key, each in found.items() if key != "/Parent" and _is_held(each)]
    else:
        return
    if depth < _DEEPEST:
        for each in inner:
            yield from _acting(each, depth + 1)


def _is_held(value: Any) -> bool:
    """Whether a value is written where it is, and may hold others."""
    return isinstance(value, (pikepdf.Array, pikepdf.Dictionary)) and not value.is_indirect


def _names(pdf: pikepdf.Pdf, house: House) -> Iterator[Found]:
    info: Any = pdf.trailer.get("/Info", pikepdf.Dictionary())
    if not str(info.get("/Title", "")).strip():
        yield Found("M01", 0, "")
    if str(info.get("/Trapped", "")) not in {"/True", "/False"}:
        yield Found("M02", 0, str(info.get("/Trapped", "")))
    for key in ("/CreationDate", "/ModDate"):
        if not _DATE.fullmatch(str(info.get(key, ""))):
            yield Found("M07", 0, f"{key[1:]} {info.get(key, '')}".strip())
    said, broken = _xmp(pdf)
    yield from _conforms(info, said, broken, house)
    if said is None:
        return
    for key, name in _SAID_TWICE:
        if key in info and name in said and str(info[key]).lstrip("/").strip() != said[name].strip():
            yield Found("M05", 0, name)
    for key, name in _DATES:
        if key in info and name in said and _moment(str(info[key])) != _moment(said[name]):
            yield Found("M05", 0, name)


def _conforms(info: Any, said: dict[str, str] | None, broken: str, house: House) -> Iterator[Found]:
    """Whether a file says what its standard asks for; ``broken`` is why there is no XMP."""
    if house.standard == "x4":
        if said is None:
            yield Found("M04", 0, broken)
            return
        if not said.get("GTS_PDFXVersion", "").startswith("PDF/X-4"):
            yield Found("M03", 0, said.get("GTS_PDFXVersion", ""))
        if lacking := [name for name in _OF_XMP if not said.get(name)]:
            yield Found("M06", 0, ", ".join(lacking))
    elif house.standard:
        wanted = {"x3": "PDF/X-3", "x1a": "PDF/X-1"}[house.standard]
        if not str(info.get("/GTS_PDFXVersion", "")).startswith(wanted):
            yield Found("M03", 0, str(info.get("/GTS_PDFXVersion", "")))


def _moment(written: str) -> str:
    """A date of Info or of XMP by its figures, to the second."""
    return "".join(each for each in written if each.isdigit())[:14]


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
    except (ET.ParseError, UnicodeDecodeError, pikepdf.PikepdfError) as error:
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
    data = bytes(profile.read_bytes())
    if data[12:20] != b"prtrCMYK" or data[36:40] != b"acsp":
        yield Found("O05", 0, data[12:20].decode("latin-1").strip() or "no profile")
    elif not _LEAST_PROFILE <= int.from_bytes(data[:4], "big") <= len(data):
        yield Found("O05", 0, "cut short")
    elif int(profile.get("/N", 0)) != _INKS:
        yield Found("O05", 0, "N is not 4")
    others = [each.get("/DestOutputProfile") for each in listed if each is not intent]
    if any(isinstance(each, pikepdf.Stream) and each.objgen != profile.objgen for each in others):
        yield Found("O04", 0, "")
