"""The file around the text: boxes, fonts, colours, names, bytes."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from broadsheet.paint.pdf import MissingFaceError, OutputProfile, PdfOptions, iterate_pdf, paint_pdf
from broadsheet.paint.pdf.objects import PRIVATE
from broadsheet.pictures.raster import Raster
from broadsheet.tree.node import Fill, Ink, LayoutTree, Node, Picture, Rule, Shape
from pdf.handmade import BLEED, HEIGHT, WIDTH, Face, page, page_stream, pdf_objects, tree

RED = Ink(0, 1000, 1000, 0)
PICTURE = Picture(250_000, 60_000, 100_000, 50_000, "a.png", "digest", (0, 0, 2, 1), path="a.png")
PROFILE = OutputProfile(b"not really a profile" * 50)


def nodes(face: Face) -> list[Node]:
    return [
        Fill(20_000, 20_000, 100_000, 10_000, Ink(0, 0, 0, 120)),
        Rule(20_000, 35_000, 120_000, 35_000, 300),
        face.run("城市水利", (20_000, 60_000)),
        face.run("工程建设", (20_000, 90_000), size=24_000, condense=900),
        Shape((("m", 0, 0), ("l", 1000, 0), ("c", 1000, 500, 700, 1000, 0, 1000), ("z",)), RED),
        PICTURE,
        replace(face.run("新闻", (20_000, 120_000)), colour=RED),
    ]


@pytest.fixture
def two_pages(square: Face) -> LayoutTree:
    first = page(*nodes(square), number=1)
    second = page(square.run("春夏秋冬", (20_000, 60_000)), PICTURE, number=2)
    return tree([square], first, second)


def raster(_: Picture) -> Raster:
    return Raster(2, 1, 4, "", bytes(8))


PRESS = PdfOptions(profile=PROFILE, picture=raster)
COMBINED = PdfOptions(combined=True, name="paper")


def test_a_press_set_has_a_file_a_page(two_pages: LayoutTree) -> None:
    files = paint_pdf(two_pages, PRESS)
    assert [(file.name, file.pages) for file in files] == [("page-01", (1,)), ("page-02", (2,))]
    assert [len(pypdfium2.PdfDocument(file.data)) for file in files] == [1, 1]


def test_a_combined_file_has_all_pages(two_pages: LayoutTree) -> None:
    (file,) = paint_pdf(two_pages, COMBINED)
    assert (file.name, file.pages, file.deflater) == ("paper", (1, 2), "zlib-5")
    assert len(pypdfium2.PdfDocument(file.data)) == 2


def test_boxes_are_the_trees(two_pages: LayoutTree) -> None:
    document = pypdfium2.PdfDocument(paint_pdf(two_pages, COMBINED)[0].data)
    sheet = (0, 0, (WIDTH + 2 * BLEED) / 1000, (HEIGHT + 2 * BLEED) / 1000)
    trim = (BLEED / 1000, BLEED / 1000, (WIDTH + BLEED) / 1000, (HEIGHT + BLEED) / 1000)
    assert sheet == document[0].get_mediabox()
    assert sheet == document[0].get_bleedbox()
    assert trim == document[0].get_trimbox()


def test_each_file_holds_the_glyphs_it_shows_and_no_others(two_pages: LayoutTree) -> None:
    first, second = (pdf_objects(file.data) for file in paint_pdf(two_pages, PRESS))
    cmaps = [b"".join(s for _, s in found.values() if b"begincmap" in s) for found in (first, second)]
    assert b"<57CE>" in cmaps[0]  # 城
    assert b"<6625>" not in cmaps[0]  # 春
    assert b"<6625>" in cmaps[1]
    assert b"<57CE>" not in cmaps[1]


@pytest.mark.parametrize(
    ("face_name", "file", "kind"),
    [("square", "FontFile2", None), ("square_cff", "FontFile3", "/CIDFontType0C")],
)
def test_every_font_is_embedded_and_none_is_helvetica(
    face_name: str, file: str, kind: str | None, request: pytest.FixtureRequest
) -> None:
    face = request.getfixturevalue(face_name)
    data = paint_pdf(tree([face], page(*nodes(face))), PRESS)[0].data
    assert b"Helvetica" not in data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (descriptor,) = (found for found in pdf.objects if _is_descriptor(found))
        assert re.fullmatch("/[A-Z]{6}\\+Square.*", str(descriptor.FontName))
        said = [descriptor[key] for key in ("/Flags", "/ItalicAngle", "/Ascent", "/Descent", "/CapHeight")]
        assert [float(value) for value in said] == [4, 0, 880, -120, 700]
        program = descriptor[f"/{file}"]
        assert (program.get("/Subtype"), "/Length1" in program) == (kind, kind is None)
        assert kind or int(program.Length1) == len(program.read_bytes())


def _is_descriptor(found: pikepdf.Object) -> bool:
    return isinstance(found, pikepdf.Dictionary) and found.get("/Type") == "/FontDescriptor"


def test_colours_are_process_inks_only(two_pages: LayoutTree) -> None:
    data = paint_pdf(two_pages, PRESS)[0].data
    operators = re.findall(rb"(?<=\s)(k|K|g|G|rg|RG|cs|CS|sc|scn|SC|SCN)(?=\s)", shown(data))
    assert {b"k", b"K"} == set(operators)
    assert b"/DeviceRGB" not in data


def shown(data: bytes) -> bytes:
    """The page's stream without its strings."""
    return re.sub(rb"\((?:\\.|[^\\)])*\)", b"()", page_stream(data), flags=re.DOTALL)


def test_shapes_keep_their_order_and_their_places(two_pages: LayoutTree) -> None:
    stream = shown(paint_pdf(two_pages, PRESS)[0].data).split(b"\n")
    assert b"29 279 100 10 re f" in stream
    assert b"29 274 m 129 274 l S" in stream
    assert stream[stream.index(b"9 309 m") :][:5] == [
        b"9 309 m",
        b"10 309 l",
        b"10 308.5 9.7 308 9 308 c",
        b"h",
        b"f",
    ]
    assert b"q 100 0 0 50 259 199 cm /I0 Do Q" in stream
    assert stream.index(b"29 279 100 10 re f") < stream.index(b"BT")


def test_a_picture_is_asked_for_once_though_two_pages_show_it(two_pages: LayoutTree) -> None:
    asked = []

    def counting(picture: Picture) -> Raster:
        asked.append(picture.name)
        return raster(picture)

    paint_pdf(two_pages, replace(PRESS, picture=counting))
    paint_pdf(two_pages, replace(COMBINED, picture=counting))
    assert asked == ["a.png", "a.png"]


def test_the_profile_is_in_every_press_file(two_pages: LayoutTree) -> None:
    for file in paint_pdf(two_pages, PRESS):
        profiles = [stream for head, stream in pdf_objects(file.data).values() if b"/N 4" in head]
        assert [PROFILE.icc] == profiles
        assert b"/GTS_PDFX" in file.data


def test_document_says_what_it_is(two_pages: LayoutTree) -> None:
    data = paint_pdf(two_pages, COMBINED)[0].data
    document = pypdfium2.PdfDocument(data)
    said = document.get_metadata_dict()
    assert (said["Title"], said["Author"]) == ("试验日报", "")
    assert said["CreationDate"] == "D:20261123000000+08'00'"
    assert data.startswith(b"%PDF-1.6")
    for wanted in (b"/Lang (zh-CN)", b"/DisplayDocTitle true"):
        assert wanted in data
    for unwanted in (b"/Author", b"ASCII85", b"/Trans", b"/Rotate"):
        assert unwanted not in data


_TWICE = """
import pickle, sys
from broadsheet.paint.pdf import PdfOptions, iterate_pdf
tree = pickle.load(open(sys.argv[1], "rb"))
for combined in (True, False):
    for file in iterate_pdf(tree, PdfOptions(combined=combined)):
        sys.stdout.buffer.write(file.data)
"""


def test_another_process_with_other_settings_gives_the_same_bytes(
    two_pages: LayoutTree, tmp_path: Path
) -> None:
    import os
    import pickle

    (tmp_path / "tree").write_bytes(pickle.dumps(two_pages))
    (tmp_path / ".reportlab_settings").write_text(
        "invariant=0\npdfComments=1\npdfMultiLine=1\nuseA85=1\npageCompression=0\ndocumentLang='fr'\n"
    )
    here = b"".join(
        file.data
        for combined in (True, False)
        for file in iterate_pdf(two_pages, PdfOptions(combined=combined))
    )
    environment = dict(os.environ, HOME=str(tmp_path), PYTHONHASHSEED="7", TZ="America/New_York")
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    command = [sys.executable, "-c", _TWICE, str(tmp_path / "tree")]
    there = subprocess.run(command, capture_output=True, check=True, env=environment).stdout
    assert here == there


def test_one_changed_character_changes_the_identifier(square: Face) -> None:
    def identifier(text: str) -> bytes:
        data = paint_pdf(tree([square], page(square.run(text, (20_000, 60_000)))), COMBINED)[0].data
        return data[data.rindex(b"/ID") :]

    assert identifier("城市") != identifier("城镇"[:1] + "大")


def test_another_font_file_changes_the_identifier(square: Face) -> None:
    """A face of the same name and glyphs with other outlines: nothing else in the page differs."""
    whole = tree([square], page(square.run("城市", (20_000, 60_000))))
    other = replace(whole, faces=(replace(square.record, digest="f" * 64),))
    one, two = (paint_pdf(each, COMBINED)[0].data for each in (whole, other))
    assert one[one.rindex(b"/ID") :] != two[two.rindex(b"/ID") :]


def test_a_face_without_a_file_is_refused(square: Face) -> None:
    bare = tree([square], page(square.run("城市", (20_000, 60_000))))
    nowhere = replace(bare, faces=(replace(square.record, path=""),))
    with pytest.raises(MissingFaceError, match="square"):
        paint_pdf(nowhere, COMBINED)


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
@pytest.mark.parametrize("options", [PRESS, COMBINED])
def test_qpdf_finds_nothing_wrong(options: PdfOptions, two_pages: LayoutTree, tmp_path: Path) -> None:
    for file in paint_pdf(two_pages, options):
        path = tmp_path / f"{file.name}.pdf"
        path.write_bytes(file.data)
        done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_reportlab_has_what_the_writer_uses_of_it() -> None:
    from reportlab.pdfbase import pdfdoc

    for path in PRIVATE:
        found: object = pdfdoc
        for name in path.split("."):
            assert hasattr(found, name), f"this reportlab has no pdfdoc.{path}"
            found = getattr(found, name)
    for setting in ("invariant", "pdfComments", "pdfMultiLine"):
        assert hasattr(pdfdoc.rl_config, setting), f"this reportlab has no rl_config.{setting}"
