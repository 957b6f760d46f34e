"""What a page says of itself: PDF/X-4 and PDF/A-2b in one file, or an older PDF/X."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from broadsheet.paint.pdf import OutputProfile, PdfOptions, paint_pdf
from broadsheet.paint.pdf.metadata import Facts, xmp_packet
from broadsheet.paint.pdf.options import Standard
from broadsheet.resources import newsprint
from broadsheet.tree.node import Fill, Group, Ink, LayoutTree, Role, TreePage

VERAPDF = Path(__file__).resolve().parents[3] / "shared" / "tools" / "verapdf.sh"
ICC = newsprint()
OPTIONS = PdfOptions(profile=OutputProfile(ICC))
FILL = Group(Role.FURNITURE, (Fill(10_000, 10_000, 50_000, 50_000, Ink(0, 1000, 1000, 0)),))
TREE = LayoutTree(
    "岚川日报 <一> & 二", "2026-11-23", (), (TreePage(1, "p1", "", 200_000, 300_000, 0, (FILL,)),), (), ()
)


def page(options: PdfOptions = OPTIONS) -> bytes:
    (file,) = paint_pdf(TREE, options)
    return file.data


def packet(data: bytes) -> ET.Element:
    found = re.search(rb"<\?xpacket begin.*?<\?xpacket end='r'\?>", data, re.DOTALL)
    assert found is not None
    return ET.fromstring(found.group().decode())


def said(root: ET.Element, name: str) -> str:
    (found,) = [each for each in root.iter() if each.tag.endswith("}" + name)]
    return "".join(found.itertext()).strip()


def test_a_page_is_pdf_x_4_and_pdf_a_2b() -> None:
    data = page()
    assert data.startswith(b"%PDF-1.6")
    assert data.count(b"/GTS_PDFX\n") + data.count(b"/GTS_PDFX ") + data.count(b"/GTS_PDFX/") >= 1
    assert b"/GTS_PDFA1" in data
    profiles = re.findall(rb"/DestOutputProfile\s+(\d+ 0 R)", data)
    assert len(profiles) == 2
    assert len(set(profiles)) == 1  # one profile for both
    root = packet(data)
    assert said(root, "GTS_PDFXVersion") == "PDF/X-4"
    assert (said(root, "part"), said(root, "conformance")) == ("2", "B")
    assert said(root, "Trapped") == "False"


def test_metadata_says_what_info_says() -> None:
    data = page(replace(OPTIONS, author="张三", creator="desk"))
    root = packet(data)
    assert said(root, "title") == TREE.title
    assert said(root, "creator") == "张三"
    assert said(root, "CreatorTool") == "desk"
    assert said(root, "CreateDate") == said(root, "ModifyDate") == "2026-11-23T00:00:00+08:00"
    assert b"D:20261123000000+08'00'" in data
    identity = re.search(rb"/ID\s*\[<([0-9A-F]{32})>", data)
    assert identity is not None
    assert said(root, "DocumentID").startswith("uuid:")


def test_the_paper_is_nobody_s_name() -> None:
    """A page has many authors: none is named where none is known."""
    data = page(OPTIONS)
    assert b"/Author" not in data
    assert b"dc:creator" not in xmp_packet(Facts("报", "", "c", "2026-11-23", "+08:00", "0f" * 16))


def test_files_that_differ_have_other_identifiers() -> None:
    one, other = packet(page()), packet(page(replace(OPTIONS, profile=OutputProfile(ICC + b"\0"))))
    assert said(one, "DocumentID") != said(other, "DocumentID")
    assert page() == page()


@pytest.mark.parametrize(
    ("standard", "name"), [(Standard.X3, b"PDF/X-3:2003"), (Standard.X1A, b"PDF/X-1a:2003")]
)
def test_older_standards_are_named_in_info(standard: Standard, name: bytes) -> None:
    data = page(replace(OPTIONS, standard=standard))
    assert data.startswith(b"%PDF-1.4")
    assert re.search(rb"/GTS_PDFXVersion\s*\(" + re.escape(name), data)
    assert (b"/GTS_PDFXConformance" in data) == (standard is Standard.X1A)
    assert b"/GTS_PDFA1" not in data
    assert b"/Metadata" not in data


@pytest.mark.parametrize("standard", Standard)
def test_what_no_plant_takes_is_in_no_file(standard: Standard) -> None:
    data = page(replace(OPTIONS, standard=standard))
    for refused in (
        b"/ObjStm", b"/XRef", b"/LZWDecode", b"/JPXDecode", b"/Encrypt", b"/SMask", b"/Group", b"/JavaScript",
        b"/AcroForm", b"/Annots", b"/OCProperties", b"/TR", b"/HTP", b"/UserUnit", b"/Rotate", b"/ArtBox",
    ):  # fmt: skip
        assert re.search(refused + rb"(?![A-Za-z])", data) is None, refused
    assert data.count(b"/Type /Page\n") == 1  # one page a file
    assert re.search(rb"/Trapped\s*/False", data)
    assert b"/OutputConditionIdentifier" in data
    assert b"/RegistryName" in data


def test_a_file_of_all_pages_claims_nothing() -> None:
    data = page(PdfOptions(combined=True))
    assert b"GTS_PDFX" not in data
    assert b"/OutputIntents" not in data


def test_the_packet_is_xml_whatever_the_title() -> None:
    facts = Facts("<&>\"' 报", "a&b", "{c}", "2026-11-23", "+08:00", "0f" * 16)
    root = ET.fromstring(xmp_packet(facts).decode())
    assert said(root, "title") == "<&>\"' 报"
    assert said(root, "CreatorTool") == "{c}"
    assert facts.uuid == "uuid:0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f"


@pytest.mark.slow
@pytest.mark.skipif(not VERAPDF.exists() or shutil.which("java") is None, reason="veraPDF is not at hand")
def test_verapdf_finds_nothing(tmp_path: Path) -> None:
    (tmp_path / "p.pdf").write_bytes(page())
    made = subprocess.run(
        [str(VERAPDF), "2b", str(tmp_path / "p.pdf")], capture_output=True, text=True, timeout=300,
        check=False,
    )
    assert "PASS 2b" in made.stdout, made.stdout + made.stderr
