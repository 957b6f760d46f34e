"""What a file says of itself: catalog, Info, output intents, metadata, by the PDF/X that is asked for."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

from broadsheet.paint.pdf import objects
from broadsheet.paint.pdf.metadata import PRODUCER, Facts, xmp_packet
from broadsheet.paint.pdf.options import OutputProfile, PdfOptions, Standard

if TYPE_CHECKING:
    from broadsheet.paint.pdf.objects import PdfWriter, Value

#: The PDF version of a file, by its standard; that of files for no plant is the highest.
VERSIONS: dict[Standard | None, tuple[int, int]] = {
    Standard.X4: (1, 6),
    Standard.X3: (1, 4),
    Standard.X1A: (1, 4),
    None: (1, 6),
}

_NAMES = {Standard.X3: "PDF/X-3:2003", Standard.X1A: "PDF/X-1a:2003"}


def standard_of(options: PdfOptions) -> Standard | None:
    """The standard of a file: none without an output profile, for a plant has to know the ink."""
    return options.standard if options.profile is not None else None


def facts_of(
    options: PdfOptions, title: str, date: str, identity: str = "0" * 32, *, is_archive: bool = True
) -> Facts:
    """What the file says of itself."""
    return Facts(title, options.author, options.creator, date, options.zone, identity, is_archive)


def put_profile(writer: PdfWriter, options: PdfOptions, packed: bytes) -> Value | None:
    """Add the output profile, which is deflated already; None where there is none."""
    if options.profile is None:
        return None
    return writer.put_packed({"N": b"4"}, _digest(packed), lambda: packed)


@lru_cache(maxsize=1)
def _digest(profile: bytes) -> bytes:
    """What stands for a profile in the identifiers of all files that have it."""
    return hashlib.sha256(profile).digest()


def catalog(
    writer: PdfWriter, pages: Value, options: PdfOptions, facts: Facts, icc: Value | None
) -> dict[str, Value]:
    """The catalog, and what hangs on it; ``icc`` is the output profile.

    A file for PDF/X-4 is one for PDF/A-2b as well, with one profile for both intents: that is where the
    rules for fonts, widths and metadata can be checked from outside. Where what it shows of another file is
    not for an archive, it is PDF/X-4 alone.
    """
    standard = standard_of(options)
    entries: dict[str, Value] = {
        "Type": b"/Catalog",
        "Pages": pages,
        "Lang": objects.text_string(options.language),
        "ViewerPreferences": b"<</DisplayDocTitle true>>",
    }
    if options.profile is None or icc is None:
        return entries
    is_both = standard is Standard.X4 and facts.is_archive
    kinds = [b"/GTS_PDFX", b"/GTS_PDFA1"] if is_both else [b"/GTS_PDFX"]
    entries["OutputIntents"] = objects.array(
        *(_put_intent(writer, kind, options.profile, icc) for kind in kinds)
    )
    if standard is Standard.X4:
        subtype: dict[str, Value] = {"Type": b"/Metadata", "Subtype": b"/XML"}
        entries["Metadata"] = writer.put_encoded(subtype, xmp_packet(facts))
    return entries


def _put_intent(writer: PdfWriter, kind: bytes, profile: OutputProfile, icc: Value) -> Value:
    """Add the printing condition with its profile."""
    return writer.put(
        {
            "Type": b"/OutputIntent",
            "S": kind,
            "OutputConditionIdentifier": objects.text_string(profile.condition),
            "RegistryName": objects.text_string("http://www.color.org"),
            "Info": objects.text_string(profile.info),
            "DestOutputProfile": icc,
        }
    )


def info(options: PdfOptions, facts: Facts) -> dict[str, Value]:
    """The Info entries."""
    stamp = objects.text_string(facts.info_stamp)
    entries: dict[str, Value] = {
        "Title": objects.text_string(facts.title),
        "Creator": objects.text_string(facts.creator),
        "Producer": objects.text_string(PRODUCER),
        "CreationDate": stamp,
        "ModDate": stamp,
        "Trapped": b"/False",
    }
    if facts.author:
        entries["Author"] = objects.text_string(facts.author)
    name = _NAMES.get(standard) if (standard := standard_of(options)) else None
    if name:
        entries["GTS_PDFXVersion"] = objects.text_string(name)
        if standard is Standard.X1A:
            entries["GTS_PDFXConformance"] = objects.text_string(name)
    return entries
