"""The XMP packet of a page for a plant: what PDF/X-4 and PDF/A-2b ask for, the same as the Info entries.

Sources: ISO 15930-7 6.7, ISO 19005-2 6.6; the extension schemas are those that PDF/A wants for keys
that XMP itself does not know.
"""

from __future__ import annotations

from broadsheet.records import record

#: Of XML's text; the standard library's own function comes with half of its network code.
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
PRODUCER = "broadsheet with reportlab"


@record
class Facts:
    """What Info and XMP both say. An ``author`` is no part of it where none is known: a page has many, and
    the paper is none of them. ``date`` is YYYY-MM-DD and ``zone`` as in ``+08:00``; ``identity`` is a
    hash of the file, 32 hexadecimal digits. ``is_archive``: the file conforms to PDF/A, too."""

    title: str
    author: str
    creator: str
    date: str
    zone: str
    identity: str
    is_archive: bool = True

    @property
    def stamp(self) -> str:
        """The date as XMP has it: the edition's own midnight, for the clock is no part of an edition."""
        return f"{self.date}T00:00:00{self.zone}"

    @property
    def info_stamp(self) -> str:
        """The same as Info entries have it."""
        return f"D:{self.date.replace('-', '')}000000{self.zone.replace(':', chr(39))}'"

    @property
    def uuid(self) -> str:
        """The file's own identifier."""
        digits = self.identity.lower()
        parts = (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32])
        return f"uuid:{'-'.join(parts)}"


def xmp_packet(facts: Facts) -> bytes:
    """Return the packet, without padding: nobody edits a page that is on its way to the plant."""
    said = {
        "title": facts.title,
        "creator": facts.creator,
        "stamp": facts.stamp,
        "uuid": facts.uuid,
        "producer": PRODUCER,
    }
    filled = _PACKET.format_map({name: value.translate(_ENTITIES) for name, value in said.items()})
    author = _AUTHOR.format(facts.author.translate(_ENTITIES)) if facts.author else ""
    whole = filled.replace("@ARCHIVE@", _ARCHIVE if facts.is_archive else "").replace("@AUTHOR@", author)
    return whole.replace("@SCHEMAS@", _SCHEMAS).encode("utf-8")


def _schema(name: str, namespace: str, prefix: str, entries: tuple[tuple[str, str], ...]) -> str:
    properties = "".join(
        f"<rdf:li rdf:parseType='Resource'><pdfaProperty:name>{key}</pdfaProperty:name>"
        "<pdfaProperty:valueType>Text</pdfaProperty:valueType>"
        "<pdfaProperty:category>internal</pdfaProperty:category>"
        f"<pdfaProperty:description>{about}</pdfaProperty:description></rdf:li>"
        for key, about in entries
    )
    return (
        f"<rdf:li rdf:parseType='Resource'><pdfaSchema:schema>{name}</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )


_SCHEMAS = _schema(
    "PDF/X identification",
    "http://www.npes.org/pdfx/ns/id/",
    "pdfxid",
    (("GTS_PDFXVersion", "The standard that the file conforms to"),),
) + _schema(
    "Adobe PDF", "http://ns.adobe.com/pdf/1.3/", "pdf", (("Trapped", "Whether the page is trapped"),)
)

_ARCHIVE = """\
<rdf:Description rdf:about='' xmlns:pdfaid='http://www.aiim.org/pdfa/ns/id/'>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
"""

_AUTHOR = "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n"

_PACKET = """\
<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?>
<x:xmpmeta xmlns:x='adobe:ns:meta/'>
<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>
<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>{title}</rdf:li></rdf:Alt></dc:title>
@AUTHOR@</rdf:Description>
<rdf:Description rdf:about='' xmlns:xmp='http://ns.adobe.com/xap/1.0/'>
<xmp:CreateDate>{stamp}</xmp:CreateDate>
<xmp:ModifyDate>{stamp}</xmp:ModifyDate>
<xmp:MetadataDate>{stamp}</xmp:MetadataDate>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
</rdf:Description>
<rdf:Description rdf:about='' xmlns:xmpMM='http://ns.adobe.com/xap/1.0/mm/'>
<xmpMM:DocumentID>{uuid}</xmpMM:DocumentID>
<xmpMM:InstanceID>{uuid}</xmpMM:InstanceID>
<xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
</rdf:Description>
<rdf:Description rdf:about='' xmlns:pdf='http://ns.adobe.com/pdf/1.3/'>
<pdf:Producer>{producer}</pdf:Producer>
<pdf:Trapped>False</pdf:Trapped>
</rdf:Description>
<rdf:Description rdf:about='' xmlns:pdfxid='http://www.npes.org/pdfx/ns/id/'>
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
</rdf:Description>
@ARCHIVE@<rdf:Description rdf:about='' xmlns:pdfaExtension='http://www.aiim.org/pdfa/ns/extension/'
 xmlns:pdfaSchema='http://www.aiim.org/pdfa/ns/schema#'
 xmlns:pdfaProperty='http://www.aiim.org/pdfa/ns/property#'>
<pdfaExtension:schemas><rdf:Bag>@SCHEMAS@</rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end='r'?>
"""
