"""Scanning font files: families, weights, and files that are none."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont

from broadsheet.font.sfnt import FontFileError, scan_file
from square import square_font


def test_a_face_says_its_family_weight_and_outlines(tmp_path: Path) -> None:
    path = square_font(tmp_path / "a.ttf", "中文", family="Plain Song", weight=700)
    (face,) = scan_file(path)
    assert (face.families, face.weight, face.italic, face.outlines, face.index) == (
        ("Plain Song",), 700, False, "glyf", 0,
    )  # fmt: skip


def test_postscript_outlines_are_told_apart(tmp_path: Path) -> None:
    (face,) = scan_file(square_font(tmp_path / "a.otf", "中文", outlines="cff"))
    assert face.outlines == "cff"


def test_a_collection_has_a_face_an_index(tmp_path: Path) -> None:
    files = [square_font(tmp_path / f"{name}.ttf", "中", family=name) for name in ("One", "Two")]
    collection = TTCollection()
    collection.fonts = [TTFont(file) for file in files]
    collection.save(tmp_path / "both.ttc")
    faces = scan_file(tmp_path / "both.ttc")
    assert [(face.index, face.families) for face in faces] == [(0, ("One",)), (1, ("Two",))]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>not found</html>",
        b"\x00\x01\x00\x00",
        b"\x00\x01\x00\x00\xff\xff" + b"\0" * 40,
        b"ttcf\x00\x01\x00\x00\xff\xff\xff\xff",
        b"ttcf" + struct.pack(">III", 0x10000, 1, 10**9),
        b"wOF2" + b"\0" * 100,
    ],
)
def test_a_file_that_is_no_font_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.ttf"
    path.write_bytes(content)
    with pytest.raises(FontFileError):
        scan_file(path)


def test_a_font_cut_off_anywhere_is_read_or_refused_never_a_crash(tmp_path: Path) -> None:
    whole = square_font(tmp_path / "whole.ttf", "中").read_bytes()
    path = tmp_path / "cut.ttf"
    for end in range(0, len(whole), 7):
        path.write_bytes(whole[:end])
        try:
            scan_file(path)
        except FontFileError:
            continue


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FontFileError):
        scan_file(tmp_path / "none.ttf")


@pytest.mark.parametrize("data", [b"", b"x\n", b"ttcf\0"])
def test_a_file_that_is_cut_short_is_told_in_words(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "song.ttf"
    path.write_bytes(data)
    with pytest.raises(FontFileError, match="cut short or damaged"):
        scan_file(path)
