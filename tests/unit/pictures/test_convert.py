"""Picture files as press inks."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from broadsheet.paint.pdf import PdfOptions, paint_pdf
from broadsheet.pictures.convert import PictureError, convert_picture, picture_source
from broadsheet.pictures.raster import Raster
from broadsheet.proof.raster import page_png
from broadsheet.tree.node import Group, LayoutTree, Picture, Role, TreePage

PROFILE = (Path(__file__).parents[3] / "src/broadsheet/data/profiles/newsprint-tr002-tac220.icc").read_bytes()


def picture(path: Path, crop: tuple[int, int, int, int], size: tuple[int, int] = (72_000, 72_000)) -> Picture:
    return Picture(0, 0, size[0], size[1], path.name, "digest", crop, path=str(path))


def saved(image: Image.Image, path: Path, **settings: object) -> Path:
    image.save(path, **settings)
    return path


def photograph(size: tuple[int, int] = (300, 200)) -> Image.Image:
    """Smooth and colourful: left red, right blue, dark below."""
    across = Image.linear_gradient("L").rotate(90).resize(size)
    down = Image.linear_gradient("L").resize(size)
    return Image.merge("RGB", (across.point(lambda v: 255 - v), down, across))


def inks(raster: Raster) -> Image.Image:
    """The raster's pixels with 255 for full ink."""
    if raster.filter == "FlateDecode":
        mode = "CMYK" if raster.channels == 4 else "L"
        return Image.frombytes(mode, (raster.width, raster.height), zlib.decompress(raster.data))
    return Image.open(io.BytesIO(raster.data))


def test_no_more_pixels_than_the_press_can_print(tmp_path: Path) -> None:
    path = saved(photograph((1200, 900)), tmp_path / "a.jpg")
    raster = convert_picture(picture(path, (0, 0, 1200, 900), (144_000, 108_000)), PROFILE)
    assert (raster.width, raster.height) == (400, 300)
    assert (raster.channels, raster.filter, raster.inverted) == (4, "DCTDecode", True)


def test_a_small_file_is_not_blown_up(tmp_path: Path) -> None:
    path = saved(photograph(), tmp_path / "a.jpg")
    raster = convert_picture(picture(path, (100, 50, 150, 100), (720_000, 480_000)), PROFILE)
    assert (raster.width, raster.height) == (150, 100)


def test_total_ink_stays_within_the_profile(tmp_path: Path) -> None:
    path = saved(photograph(), tmp_path / "a.png")
    image = inks(convert_picture(picture(path, (0, 0, 300, 200)), PROFILE))
    data = image.tobytes()
    most = max(map(sum, zip(*(data[channel::4] for channel in range(4)), strict=True)))
    assert most / 255 < 2.4


def test_grey_stays_one_channel(tmp_path: Path) -> None:
    path = saved(photograph().convert("L"), tmp_path / "a.png")
    raster = convert_picture(picture(path, (0, 0, 300, 200)), PROFILE)
    assert (raster.channels, raster.inverted) == (1, False)


def test_a_drawing_is_packed_without_loss(tmp_path: Path) -> None:
    drawing = Image.new("RGB", (200, 100), "white")
    drawing.paste("black", (0, 0, 100, 100))
    raster = convert_picture(picture(saved(drawing, tmp_path / "a.png"), (0, 0, 200, 100)), PROFILE)
    assert raster.filter == "FlateDecode"
    assert inks(raster).getpixel((150, 50)) == (0, 0, 0, 0)


def test_the_picture_is_turned_as_the_camera_was_held(tmp_path: Path) -> None:
    drawing = Image.new("RGB", (200, 100), "white")
    drawing.paste("black", (0, 0, 100, 100))  # left half; a quarter turn clockwise brings it to the top
    exif = Image.Exif()
    exif[0x0112] = 6
    path = saved(drawing, tmp_path / "a.png", exif=exif)
    image = inks(convert_picture(picture(path, (0, 0, 100, 200)), PROFILE))
    assert image.size == (100, 200)
    assert image.getpixel((50, 20))[3] > 200
    assert image.getpixel((50, 180)) == (0, 0, 0, 0)


def test_what_is_transparent_is_paper(tmp_path: Path) -> None:
    path = saved(Image.new("RGBA", (100, 100), (0, 0, 0, 0)), tmp_path / "a.png")
    assert inks(convert_picture(picture(path, (0, 0, 100, 100)), PROFILE)).getpixel((5, 5)) == (0, 0, 0, 0)


def test_sixteen_bits_are_scaled_to_eight(tmp_path: Path) -> None:
    path = saved(Image.new("I;16", (100, 100), 0x8000), tmp_path / "a.png")
    assert inks(convert_picture(picture(path, (0, 0, 100, 100)), PROFILE)).getpixel((5, 5)) == 128


def test_a_pictures_own_profile_counts(tmp_path: Path) -> None:
    red = Image.new("RGB", (100, 100), (200, 30, 30))
    own = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = own.replace(b"rXYZ", b"tmp ").replace(b"bXYZ", b"rXYZ").replace(b"tmp ", b"bXYZ")
    plain = saved(red, tmp_path / "a.png")
    broken = saved(red, tmp_path / "b.png", icc_profile=b"no profile")
    blue = saved(red, tmp_path / "c.png", icc_profile=swapped)
    found = [
        inks(convert_picture(picture(path, (0, 0, 100, 100)), PROFILE)).getpixel((5, 5))
        for path in (plain, broken, blue)
    ]
    assert found[0] == found[1]
    assert found[0][2] > 150 > found[2][2]  # yellow ink


def test_press_inks_without_a_profile_stay_as_they_are(tmp_path: Path) -> None:
    path = saved(Image.new("CMYK", (100, 100), (10, 200, 30, 40)), tmp_path / "a.tif")
    assert inks(convert_picture(picture(path, (0, 0, 100, 100)), PROFILE)).getpixel((5, 5)) == (
        10,
        200,
        30,
        40,
    )


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    path = saved(photograph(), tmp_path / "a.jpg")
    asked = picture(path, (0, 0, 300, 200))
    assert convert_picture(asked, PROFILE) == picture_source(PROFILE)(asked)


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_a_bad_file_is_named(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(content)
    with pytest.raises(PictureError, match=r"a\.png"):
        convert_picture(picture(path, (0, 0, 10, 10)), PROFILE)


def test_a_crop_outside_the_picture_is_refused(tmp_path: Path) -> None:
    path = saved(photograph(), tmp_path / "a.png")
    with pytest.raises(PictureError, match="outside"):
        convert_picture(picture(path, (200, 100, 300, 200)), PROFILE)


@pytest.mark.parametrize("suffix", ["jpg", "png"])
def test_a_page_shows_the_picture_the_right_way_round(suffix: str, tmp_path: Path) -> None:
    path = saved(photograph(), tmp_path / f"a.{suffix}")
    placed = picture(path, (0, 0, 300, 200), (72_000, 48_000))
    page = TreePage(1, "p", "", 72_000, 48_000, 0, (Group(Role.PICTURE, (placed,)),))
    tree = LayoutTree("t", "2026-11-23", (), (page,), (), ())
    data = paint_pdf(tree, PdfOptions(picture=picture_source(PROFILE)))[0].data
    image = Image.open(io.BytesIO(page_png(data, 100))).convert("RGB")
    left, right = image.getpixel((10, 33)), image.getpixel((90, 33))
    assert left[0] > left[2] + 40
    assert right[2] > right[0] + 40
