"""Sizes of pictures from their first bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from broadsheet.pictures.probe import ProbeError, other_kind, probe


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "tif"])
def test_size_of_every_format(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"picture.{suffix}"
    Image.new("RGB", (31, 17), (9, 99, 9)).save(path)
    assert probe(path).size == (31, 17)


def test_a_progressive_jpeg_with_a_profile(tmp_path: Path) -> None:
    path = tmp_path / "picture.jpg"
    Image.new("CMYK", (31, 17)).save(path, progressive=True, icc_profile=b"x" * 70_000)
    assert probe(path).size == (31, 17)


@pytest.mark.parametrize(("orientation", "size"), [(1, (31, 17)), (3, (31, 17)), (6, (17, 31))])
def test_a_turned_camera(tmp_path: Path, orientation: int, size: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "picture.jpg"
    Image.new("RGB", (31, 17)).save(path, exif=exif)
    assert size == probe(path).size


@pytest.mark.parametrize(
    "data",
    [b"", b"text", b"\xff\xd8", b"\xff\xd8\xff\xe0\x00\x10", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe1"],
)
def test_what_is_no_picture(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "picture.jpg"
    path.write_bytes(data)
    with pytest.raises(ProbeError):
        probe(path)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"GIF89a" + bytes(20), "GIF"),
        (b"\0\0\0\x18ftypheic" + bytes(20), "HEIC"),
        (b"8BPS" + bytes(20), "PSD"),
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "SVG"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "HTML"),
        (b"%PDF-1.6", "PDF"),
        (b"hello", ""),
        (b"", ""),
    ],
)
def test_what_is_sent_instead_of_a_picture_is_known_by_name(tmp_path: Path, data: bytes, kind: str) -> None:
    path = tmp_path / "picture.jpg"
    path.write_bytes(data)
    assert other_kind(path) == kind
    with pytest.raises(ProbeError):
        probe(path)


def test_a_tiff_file_of_a_rare_kind_is_not_called_no_picture(tmp_path: Path) -> None:
    """Press inks with transparency, as layout programs write them; Pillow knows no such mode."""
    path = tmp_path / "picture.tif"
    Image.new("CMYK", (31, 17)).save(path, tiffinfo={338: 2, 277: 5})
    with pytest.raises(ProbeError, match="a TIFF file of a rare kind"):
        probe(path)


def test_a_webp_that_is_cut_short_says_so(tmp_path: Path) -> None:
    path = tmp_path / "picture.webp"
    Image.effect_noise((310, 170), 80).convert("RGB").save(path)
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(ProbeError, match=r"^the file is cut short or damaged$"):
        probe(path)
