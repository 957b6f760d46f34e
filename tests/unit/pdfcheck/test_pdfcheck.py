"""Preflight of PDFs: every defect is named by its rule, good pages pass, hostile files end in a finding."""

from __future__ import annotations

import io
import json
import os
import random
import re
import zlib
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name

from broadsheet.api import build
from broadsheet.cli import main
from broadsheet.diagnostics import in_chinese
from broadsheet.options import BuildOptions
from broadsheet.pdfcheck.check import check_pdf
from broadsheet.pdfcheck.reference import filled
from broadsheet.pdfcheck.rules import RULES, House
from broadsheet.readers.house import read_house
from unit.pdfcheck.corpus import (
    BLACK_ON,
    DEFECTS,
    DRAWN,
    GREY_PICTURE,
    TEXT,
    Defect,
    content,
    defective,
    device_n,
    drawn,
    own_face,
    spot,
)

MANIFEST = """\
paper: {name: 岚川日报, code: lc}
date: 2026-11-23
issue: 1
pages: [{number: 1, layout: plain, holes: {text: one}}]
"""


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("paper")
    (folder / "edition.yaml").write_text(MANIFEST, "utf-8")
    (folder / "one.md").write_text("---\nheadline: 大雾锁江\n---\n\n江面上起了雾，航班停了16班。\n", "utf-8")
    made = build(folder, folder / "out", options=BuildOptions(formats=("pdf",)))
    return next(made.folder.glob("*.pdf")).read_bytes()


def rules(data: bytes, tmp_path: Path, house: House | None = None) -> list[str]:
    path = tmp_path / "page.pdf"
    path.write_bytes(data)
    return [found.rule for found in check_pdf(path, house).found]


def test_a_good_page_passes(good: bytes, tmp_path: Path) -> None:
    assert rules(good, tmp_path) == []


@pytest.mark.parametrize("standard", ["x3", "x1a"])
def test_a_good_page_of_an_older_standard_passes(standard: str, tmp_path: Path) -> None:
    (tmp_path / "edition.yaml").write_text(MANIFEST, "utf-8")
    (tmp_path / "one.md").write_text("---\nheadline: 大雾锁江\n---\n\n江面上起了雾。\n", "utf-8")
    made = build(tmp_path, tmp_path / "out", options=BuildOptions(formats=("pdf",), standard=standard))
    assert check_pdf(next(made.folder.glob("*.pdf")), House(standard=standard)).found == ()


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: f"{defect.rule}-{defect.name}")
def test_a_defect_is_named_by_its_rule(defect: Defect, good: bytes, tmp_path: Path) -> None:
    found = rules(defective(good, defect), tmp_path, House(standard=defect.standard))
    assert defect.rule in found
    if defect.standard == "x4":
        assert set(found) <= {defect.rule, *_ALONG.get(defect.name, ())}


_ALONG = {
    "jpeg2000": ("I02",), "no-zone": ("M05",), "no-date": ("M05",), "in-a-mask": ("C10",),
    "rgb-profile": ("O04",), "trapped": ("M05",), "trim-outside": ("P09",),
    "drawn-glyph": ("T02",),
}  # fmt: skip
"""What else a defect of that name really is: nine pixels are coarse, too."""


def test_most_rules_have_a_defect() -> None:
    without = {rule.id for rule in RULES} - {defect.rule for defect in DEFECTS}
    assert without == {"F03", "F04", "F12", "T03"}  # these are made from bytes, below
    assert len(DEFECTS) >= 110


@pytest.mark.parametrize("standard", ["x3", "x1a"])
def test_a_file_of_another_standard_than_the_house_s_is_named(
    standard: str, good: bytes, tmp_path: Path
) -> None:
    assert "M03" in rules(good, tmp_path, House(standard=standard))


def test_an_encrypted_file_is_named(good: bytes, tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(good)) as pdf:
        for owner, user in (("a", ""), ("a", "b")):
            made = io.BytesIO()
            pdf.save(made, encryption=pikepdf.Encryption(owner=owner, user=user))
            assert "F03" in rules(made.getvalue(), tmp_path)


def test_a_file_without_identity_or_way_back_to_text(good: bytes, tmp_path: Path) -> None:
    assert "F04" in rules(good.replace(b"/ID", b"/Ix"), tmp_path)
    assert "T03" in rules(good.replace(b"/ToUnicode", b"/ToUnicodx"), tmp_path)


@pytest.mark.parametrize("keep", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_cut_file_is_damaged(keep: float, good: bytes, tmp_path: Path) -> None:
    assert "F01" in rules(good[: int(len(good) * keep)], tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"/Root", b"/Rxot", "its list of pages is not there"),
        (b"/Kids", b"/Kxds", "its list of pages is not there"),
        (b"startxref\n", b"startxref\n9", "its table of objects is wrong"),
        (b"/MediaBox", b"/MxdiaBox", "a page does not say how large it is"),
        (b"%PDF-", b"%PDX-", "something stands before its header"),
    ],
)
def test_damage_is_told_in_our_words(
    old: bytes, new: bytes, said: str, good: bytes, tmp_path: Path
) -> None:
    """What qpdf says is English, and about its own insides."""
    path = tmp_path / "harm.pdf"
    path.write_bytes(good.replace(old, new))
    told = [item.detail for item in check_pdf(path).found if item.rule == "F01"]
    assert any(said in detail for detail in told)
    assert not [detail for detail in told if re.search("[A-Za-z]{4,}", in_chinese(detail))]


@pytest.mark.parametrize("seed", range(30))
def test_bytes_turned_over_never_raise(seed: int, good: bytes, tmp_path: Path) -> None:
    rng = random.Random(seed)
    data = bytearray(good)
    for _ in range(40):
        data[rng.randrange(len(data))] = rng.randrange(256)
    rules(bytes(data), tmp_path)


def made(body: bytes, **entries: object) -> bytes:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    page.Contents = pikepdf.Stream(pdf, body)
    for key, value in entries.items():
        page.obj["/" + key] = value
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_widths_that_are_said_of_a_range_of_codes_are_those_of_each(good: bytes, tmp_path: Path) -> None:
    def in_ranges(pdf: pikepdf.Pdf) -> None:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary) and "/W" in each:
                listed = list(each.W)
                each.W = pikepdf.Array(
                    value
                    for first, widths in zip(listed[::2], listed[1::2], strict=True)
                    for index, width in enumerate(widths)
                    for value in (first + index, first + index, width)
                )

    assert rules(defective(good, Defect("T09", "ranges", in_ranges)), tmp_path) == []


def test_a_form_in_itself_ends(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    entries = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Form, "BBox": [0, 0, 9, 9]}
    loop = pdf.make_stream(b"/I Do", **entries)
    loop.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=loop))
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=loop))
    page.Contents = pikepdf.Stream(pdf, b"/I Do")
    out = io.BytesIO()
    pdf.save(out)
    assert "F01" in rules(out.getvalue(), tmp_path)


@pytest.mark.parametrize("where", ["page", "form", "page with names of its country"])
def test_a_bomb_is_not_unpacked_into_memory(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Taken apart, eight kilobytes would be a gigabyte, and eighty ten."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    bomb = pikepdf.Stream(pdf, b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
    bomb.write(zlib.compress(b"q Q " * 2_000_000, 9), filter=pikepdf.Name.FlateDecode)
    if where == "form":
        page.Contents = pdf.make_stream(b"/F Do")
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=bomb))
    else:
        page.Contents = pikepdf.Array([pdf.make_stream(b"q Q"), bomb])
    if where.endswith("country"):
        page.Resources = pikepdf.Dictionary(Properties=pikepdf.Dictionary(A=pikepdf.Name("/GBK")))
    out = io.BytesIO()
    pdf.save(out, compress_streams=False)
    taken_apart = []

    def counted(stream: object) -> object:
        taken_apart.append(stream)
        return parse(stream)

    parse = pikepdf.parse_content_stream
    monkeypatch.setattr("pikepdf.parse_content_stream", counted)
    assert "F01" in rules(out.getvalue().replace(b"/GBK", b"/#ba"), tmp_path)
    assert len(taken_apart) == (where == "form")


@pytest.mark.parametrize("body", [b"1 w /X gs /Y Do", b"k k k", b"[ [ [", b"(((", b"\xff" * 300, b"1 rg" * 9])
def test_nonsense_ends_in_findings(body: bytes, tmp_path: Path) -> None:
    assert rules(made(body), tmp_path)
    assert rules(made(b"0 0 9 9 re f", MediaBox=pikepdf.Array([1])), tmp_path)
    assert rules(b"no pdf", tmp_path) == ["F01"]
    for data, said in ((b"no pdf", "不是 PDF：文件开头不符"), (b"", "空")):
        (tmp_path / "none.pdf").write_bytes(data)
        assert [in_chinese(item.detail) for item in check_pdf(tmp_path / "none.pdf").found] == [said]


def test_the_lines_of_a_drawn_glyph_are_as_thick_as_they_are_printed(good: bytes, tmp_path: Path) -> None:
    for width, expected in (("0.05", ["T02"]), ("0.005", ["C07", "T02"])):  # of an em of 20 points
        glyph = drawn(f"1 0 d0 0 0 0 1 K {width} w 0 0 m 1 1 l S".encode())
        defect = Defect("T02", "a glyph of lines", content(DRAWN, Font={"T": glyph}))
        assert sorted(rules(defective(good, defect), tmp_path)) == expected


@pytest.mark.parametrize(("high", "expected"), [(1, ["T02", "T05"]), (12, ["T02"])])
def test_a_drawn_face_is_as_large_as_it_is_printed(
    high: float, expected: list[str], good: bytes, tmp_path: Path
) -> None:
    """A converter from PostScript sets type of ten points at a size of one, in glyphs that are ten high."""
    glyph = drawn(b"1 0 d0 0 0 0 .5 k 0 0 1 1 re f", high)
    small = content("0 1 0 0 k BT /T 1 Tf 99 99 Td (a) Tj ET", Font={"T": glyph})
    assert sorted(rules(defective(good, Defect("T02", "of other units", small)), tmp_path)) == expected


@pytest.mark.parametrize(("space", "expected"), [(Name.DeviceCMYK, []), (spot("Red"), ["C02"])])
def test_a_space_without_a_colour_begins_with_ink(
    space: object, expected: list[str], good: bytes, tmp_path: Path
) -> None:
    """DeviceCMYK with black, a separation with all of its ink (ISO 32000-2, 8.6.8): neither is white."""
    change = content("/B gs /S cs 9 9 40 40 re f", ColorSpace={"S": space}, ExtGState={"B": BLACK_ON})
    assert rules(defective(good, Defect("C05", "begins", change)), tmp_path) == expected


@pytest.mark.parametrize("mode", [0, 1])
def test_black_by_name_overprints_in_either_mode(mode: int, good: bytes, tmp_path: Path) -> None:
    """As layout programs write it: a separation says nothing of the other plates."""
    change = own_face(
        "/B gs /S cs 1 scn " + TEXT.format(size=9), ExtGState={"B": pikepdf.Dictionary(OP=True, OPM=mode)},
        ColorSpace={"S": device_n(b"{0 0 0 4 -1 roll}", "Black")},
    )  # fmt: skip
    assert rules(defective(good, Defect("C03", "by name", change)), tmp_path) == []


def test_a_grey_picture_may_have_a_profile_but_in_x1a(good: bytes, tmp_path: Path) -> None:
    assert rules(defective(good, Defect("C13", "grey", GREY_PICTURE)), tmp_path) == []


def test_of_many_findings_the_first_are_told_and_the_others_counted(good: bytes, tmp_path: Path) -> None:
    different = " ".join(f"1 0 0 rg 9 9 {n} 9 re f 0 0 1 RG {n} {n} m 99 {n} l S" for n in range(20, 24))
    path = tmp_path / "page.pdf"
    alike = "1 0 0 rg 9 9 9 9 re f " * 3
    for body, told in ((different, ["fill", "stroke, and 6 more"]), (alike, ["fill, 3 times"])):
        path.write_bytes(defective(good, Defect("C01", "many", content(body))))
        assert [found.detail for found in check_pdf(path).found if found.rule == "C01"] == told


def test_an_empty_identifier_is_none(good: bytes, tmp_path: Path) -> None:
    bare = re.sub(rb"/ID\s*\[\s*<[0-9a-fA-F]*>\s*<[0-9a-fA-F]*>", b"/ID [<><>", good)
    assert bare != good
    assert "F04" in rules(bare, tmp_path)


def test_a_house_has_its_own_limits(good: bytes, tmp_path: Path) -> None:
    ink = next(defect for defect in DEFECTS if defect.name == "ink")
    assert rules(defective(good, ink), tmp_path, House(ink=300)) == []
    spot = next(defect for defect in DEFECTS if defect.name == "spot")
    assert rules(defective(good, spot), tmp_path, replace(House(), spots=("Gold",))) == []
    rich = Defect("C06", "the house's black", own_face("0.3 0 0 1 k " + TEXT.format(size=24)))
    assert rules(defective(good, rich), tmp_path) == ["C06"]
    assert rules(defective(good, rich), tmp_path, House(rich_black=(30, 0, 0, 100))) == []
    small = Defect("C06", "small type in it", own_face("0.3 0 0 1 k " + TEXT.format(size=23)))
    assert rules(defective(good, small), tmp_path, House(rich_black=(30, 0, 0, 100))) == ["C06"]


def test_what_only_a_standard_asks_for_is_told_where_one_is_asked_for(tmp_path: Path) -> None:
    """A file without any of it is one that a program for offices made, and prints."""
    bare = made(b"0 0 0 1 k 0 0 99 99 re f")
    assert {"O01", "P01", "M01", "M04"} <= set(rules(bare, tmp_path))
    assert rules(bare, tmp_path, House(standard="")) == []


def test_the_command_shows_and_counts(
    good: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clean, bad = tmp_path / "clean.pdf", tmp_path / "bad.pdf"
    clean.write_bytes(good)
    bad.write_bytes(defective(good, next(defect for defect in DEFECTS if defect.name == "rgb")))
    assert main(["preflight", str(clean), "--lang", "en"]) == 0
    assert "nothing found" in capsys.readouterr().out
    assert main(["preflight", str(clean), str(bad), "--lang", "zh"]) == 1
    said = capsys.readouterr().out
    assert "颜色均为印刷色" in said
    assert "错误" in said
    assert "error" not in said
    assert main(["preflight", str(clean), str(bad), "--lang", "zh", "--jobs", "2"]) == 1
    assert capsys.readouterr().out == said
    assert main(["preflight", str(tmp_path), "--lang", "en"]) == 1  # a set's folder: all of it
    assert capsys.readouterr().out.startswith("clean.pdf: nothing found")
    assert main(["preflight", str(bad), "--format", "json"]) == 1
    (file,) = json.loads(capsys.readouterr().out)
    assert [(each["rule"], each["page"]) for each in file["findings"]] == [("C01", 1)]
    assert main(["preflight", str(tmp_path / "none.pdf")]) == 2


def test_warnings_count_where_they_are_to(good: bytes, tmp_path: Path) -> None:
    path = tmp_path / "spot.pdf"
    path.write_bytes(defective(good, next(defect for defect in DEFECTS if defect.name == "spot")))
    assert main(["preflight", str(path)]) == 0
    assert main(["preflight", str(path), "--strict"]) == 1
    house = tmp_path / "house.yaml"
    house.write_text("spots: [Gold]\nline: 25\nink: 240\n", "utf-8")
    assert main(["preflight", str(path), "--strict", "--house", str(house)]) == 0
    assert read_house(house) == {"spots": ("Gold",), "line": 0.25, "ink": 240}
    house.write_text("inks: 240\n", "utf-8")
    assert main(["preflight", str(path), "--house", str(house)]) == 2


def test_the_page_of_rules_is_what_the_rules_say() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "preflight.md").read_text("utf-8")
    assert filled(page) == page
    assert all(f"| {rule.id} |" in page for rule in RULES)


def test_a_build_judges_its_own_pages_where_it_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "edition.yaml").write_text(MANIFEST, "utf-8")
    (tmp_path / "one.md").write_text("---\nheadline: 大雾锁江\n---\n\n江面上起了雾。\n", "utf-8")
    arguments = ["build", str(tmp_path), "--out", str(tmp_path / "out"), "--preflight"]
    for formats, code in ("pdf", "W651"), ("tree", "W652"):  # where there is no file the tree tells
        small = ["--format", formats, "--set", "style.texts.body.size=4pt", "--lang", "en"]
        assert main([*arguments, *small]) == 0
        shown = capsys.readouterr().err
        assert f"[{code}]" in shown
        assert shown.count("T05 small-type") == 1
    assert main(arguments) == 0
    assert "W651" not in capsys.readouterr().err


def test_what_is_found_in_a_pdf_comes_in_chinese(
    good: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pikepdf.open(io.BytesIO(good)) as pdf:
        del pdf.Root.OutputIntents
        del pdf.Root.Metadata
        pdf.save(tmp_path / "bare.pdf")
    assert main(["preflight", str(tmp_path / "bare.pdf"), "--lang", "zh"]) == 1
    said = capsys.readouterr().out
    assert "0 个" in said
    assert "没有" in said
    assert "there is none" not in said


def test_a_file_that_may_not_be_read_is_told(
    good: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(good)
    monkeypatch.setattr(os, "access", lambda *_: False)  # to root everything may be read
    assert main(["preflight", str(tmp_path / "a.pdf")]) == 2
    assert "E102" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ({"BM": Name.Normal}, []),
        ({"BM": pikepdf.Array([Name.Normal, Name.Multiply])}, []),
        ({"ca": 1}, ["C10"]),  # which says nothing of how it is blended
        ({"LW": 3}, ["C10"]),
    ],
)  # fmt: skip
def test_a_graphics_state_changes_the_transparency_that_it_names_alone(
    second: dict[str, object], expected: list[str], good: bytes, tmp_path: Path
) -> None:
    entries = {"A": pikepdf.Dictionary(BM=Name.Multiply), "B": pikepdf.Dictionary(**second)}
    change = content("/A gs /B gs 9 9 9 9 re f", ExtGState=entries)
    assert rules(defective(good, Defect("C10", "two", change)), tmp_path) == expected


def test_transparency_is_told_of_a_file_that_is_to_be_placed(good: bytes, tmp_path: Path) -> None:
    change = content("/T gs 9 9 9 9 re f", ExtGState={"T": pikepdf.Dictionary(ca=0.5)})
    assert rules(defective(good, Defect("C10", "alpha", change)), tmp_path, House(standard="")) == ["C10"]

