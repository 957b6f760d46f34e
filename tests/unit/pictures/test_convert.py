"""Picture files as press inks."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageCms, PngImagePlugin

from broadsheet.paint.pdf import PdfOptions, paint_pdf
from broadsheet.pictures.convert import PictureError, convert_picture
from broadsheet.pictures.opening import LINE_ART_PIXELS_PER_INCH, UnusableError, glance
from broadsheet.pictures.probe import probe
from broadsheet.pictures.raster import Raster
from broadsheet.pictures.separation import Press, grey_curve, separated, separated_within
from broadsheet.proof.raster import page_png
from broadsheet.resources import newsprint
from broadsheet.tree.node import Group, LayoutTree, Picture, Role, TreePage

PROFILE = newsprint()

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def picture(path: Path, crop: tuple[int, int, int, int], size: tuple[int, int] = (72_000, 72_000)) -> Picture:
    return Picture(0, 0, size[0], size[1], path.name, "", crop, path=str(path))


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


def most_ink(image: Image.Image) -> float:
    """Per cent of all inks on the blackest pixel, counted one by one."""
    data = image.tobytes()
    return max(map(sum, zip(*(data[channel::4] for channel in range(4)), strict=True))) / 2.55


@pytest.mark.parametrize("quality", [30, 85, 95])
def test_total_ink_stays_within_the_papers_limit(quality: int, tmp_path: Path) -> None:
    dark = Image.blend(photograph(), Image.effect_noise((300, 200), 90).convert("RGB"), 0.5)
    path = saved(dark.point(lambda value: value // 2), tmp_path / "a.png")
    raster = convert_picture(replace(picture(path, (0, 0, 300, 200)), quality=quality), PROFILE)
    assert raster.filter == "DCTDecode"
    assert most_ink(inks(raster)) <= 223


def test_press_inks_over_the_limit_give_way_in_their_colours(tmp_path: Path) -> None:
    path = saved(Image.new("CMYK", (100, 100), (200, 250, 100, 180)), tmp_path / "a.tif")
    image = inks(convert_picture(picture(path, (0, 0, 100, 100)), PROFILE))
    cyan, magenta, yellow, black = image.getpixel((5, 5))
    assert black == 180
    assert 215 < most_ink(image) <= 220
    assert cyan / magenta == pytest.approx(200 / 250, abs=0.02)
    assert yellow / magenta == pytest.approx(100 / 250, abs=0.02)


def test_line_art_keeps_the_setters_fineness(tmp_path: Path) -> None:
    path = saved(photograph((900, 900)).convert("1"), tmp_path / "a.png")
    raster = convert_picture(picture(path, (0, 0, 900, 900)), PROFILE)
    assert (raster.width, raster.filter, raster.channels) == (LINE_ART_PIXELS_PER_INCH, "FlateDecode", 1)


def test_grey_stays_one_channel(tmp_path: Path) -> None:
    path = saved(photograph().convert("L"), tmp_path / "a.png")
    raster = convert_picture(picture(path, (0, 0, 300, 200)), PROFILE)
    assert (raster.channels, raster.inverted) == (1, False)


def test_a_drawing_is_packed_without_loss(tmp_path: Path) -> None:
    drawing = Image.new("RGB", (200, 100), "white")
    drawing.paste("red", (0, 0, 100, 100))
    raster = convert_picture(picture(saved(drawing, tmp_path / "a.png"), (0, 0, 200, 100)), PROFILE)
    assert raster.filter == "FlateDecode"
    assert inks(raster).getpixel((150, 50)) == (0, 0, 0, 0)


@pytest.mark.parametrize("suffix", ["jpg", "png", "tif", "webp"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_picture_is_turned_as_the_camera_was_held(orientation: int, suffix: str, tmp_path: Path) -> None:
    seen = Image.new("RGB", (240, 160), "white")
    seen.paste("black", (0, 0, 80, 160))
    seen.paste("black", (80, 0, 160, 80))  # five sixths of a square that no turn brings onto itself
    back = {6: 8, 8: 6}.get(orientation, orientation)
    stored = seen if orientation == 1 else seen.transpose(TURNS[back])
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = saved(stored, tmp_path / f"a.{suffix}", exif=exif)
    assert probe(path).size == (240, 160)
    whole = inks(convert_picture(picture(path, (0, 0, 240, 160)), PROFILE)).convert("L")
    assert whole.size == (200, 160)
    assert whole.getpixel((20, 140)) < 40
    assert whole.getpixel((100, 20)) < 40
    assert whole.getpixel((100, 140)) > 215
    assert whole.getpixel((180, 20)) > 215
    part = inks(convert_picture(picture(path, (70, 60, 100, 90)), PROFILE)).convert("L")
    assert part.size == (100, 90)
    assert [part.getpixel(place) < 100 for place in ((3, 85), (50, 3), (50, 85), (97, 3))] == [1, 1, 0, 0]


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_is_paper(mode: str, tmp_path: Path) -> None:
    image = Image.new("RGBA", (400, 400), (200, 0, 0, 0))
    image.paste((0, 0, 200, 255), (0, 0, 200, 400))
    path = saved(image.convert(mode), tmp_path / "a.png", **({"transparency": 0} if mode == "P" else {}))
    found = inks(convert_picture(picture(path, (0, 0, 400, 400)), PROFILE))
    if mode != "P":  # palettes have one transparent colour, any of the two
        assert found.getpixel((180, 50)) == (255 if found.mode == "L" else (0, 0, 0, 0))
    assert found.getpixel((50, 50)) != found.getpixel((180, 50))


@pytest.mark.parametrize(("mode", "value"), [("I;16", 0x8000), ("L", 0x80)])
def test_greys_of_any_depth_are_one_grey_in_black_alone(mode: str, value: float, tmp_path: Path) -> None:
    path = saved(Image.new(mode, (100, 100), value), tmp_path / "a.tif")
    raster = convert_picture(picture(path, (0, 0, 100, 100)), PROFILE)
    assert (raster.channels, inks(raster).getpixel((5, 5))) == (1, grey_curve(b"", PROFILE)[128])


@pytest.mark.parametrize(("mode", "value"), [("F", 0.5), ("I", 0x80000000 - 1)])
def test_pixels_of_32_bits_have_no_agreed_white_and_are_refused(
    mode: str, value: float, tmp_path: Path
) -> None:
    path = saved(Image.new(mode, (100, 100), value), tmp_path / "a.tif")
    with pytest.raises(PictureError, match="32 bits"):
        convert_picture(picture(path, (0, 0, 100, 100)), PROFILE)


def test_a_tiff_file_of_signed_numbers_is_refused(tmp_path: Path) -> None:
    """They came out far too dark: what lies below nought is not black but the darker half of the tones."""
    path = saved(Image.new("I;16", (100, 100), 0x1000), tmp_path / "a.tif", tiffinfo={339: 2})
    with pytest.raises(PictureError, match="below nought"):
        convert_picture(picture(path, (0, 0, 100, 100)), PROFILE)


def test_a_tiff_file_of_16_bits_whose_white_is_nought_is_turned_round(tmp_path: Path) -> None:
    path = saved(Image.new("I;16", (100, 100), 0x4000), tmp_path / "a.tif", tiffinfo={262: 0})
    raster = convert_picture(picture(path, (0, 0, 100, 100)), PROFILE)
    assert inks(raster).getpixel((5, 5)) == grey_curve(b"", PROFILE)[0xC0 - 1]


def test_a_grey_of_16_bits_that_is_see_through_is_paper_and_the_others_are_kept(tmp_path: Path) -> None:
    tones = Image.frombytes("I;16", (100, 100), struct.pack("<2H", 0x2000, 0x8000) * 5000)
    path = saved(tones, tmp_path / "a.png", transparency=0x2000)
    raster = convert_picture(picture(path, (0, 0, 100, 100)), PROFILE)
    curve = grey_curve(b"", PROFILE)
    assert [inks(raster).getpixel((x, 5)) for x in (4, 5)] == [curve[255], curve[128]]


def test_a_tiff_file_of_16_bits_channel_by_channel_is_refused(tmp_path: Path) -> None:
    """It came out as three pictures over each other."""
    side, bits = 8, 16
    planes = [bytes((value, value)) * side * side for value in (200, 100, 50)]
    entries = [(256, side), (257, side), (258, None), (259, 1), (262, 2), (273, None), (277, 3), (278, side),
               (279, None), (284, 2)]  # fmt: skip
    start = 8 + 2 + 12 * len(entries) + 4
    data, offset = b"", start
    lists = {258: [bits] * 3, 273: [start + 36 + index * len(planes[0]) for index in range(3)],
             279: [len(plane) for plane in planes]}  # fmt: skip
    table = b""
    for tag, value in entries:
        if value is None:
            kept = struct.pack("<3I", *lists[tag])
            table += struct.pack("<HHII", tag, 4, 3, offset + len(data))
            data += kept
        else:
            table += struct.pack("<HHII", tag, 4, 1, value)
    head = struct.pack("<2sHIH", b"II", 42, 8, len(entries))
    path = tmp_path / "a.tif"
    path.write_bytes(head + table + bytes(4) + data + b"".join(planes))
    with pytest.raises(PictureError, match="channel by channel"):
        convert_picture(picture(path, (0, 0, side, side)), PROFILE)


def of_gamma(gamma: float, *, grey: bool) -> bytes:
    """A profile whose tones are those of a power: sRGB's with other curves, or a grey one."""
    curve = b"curv\0\0\0\0\0\0\0\1" + round(gamma * 256).to_bytes(2, "big") + b"\0\0"
    white = b"XYZ \0\0\0\0" + bytes.fromhex("0000f6d6 00010000 0000d32d")
    primaries = ("00006fa2 000038f5 00000390", "00006299 0000b785 000018da", "000024a0 00000f84 0000b6cf")
    tags = {b"wtpt": white, b"cprt": b"text\0\0\0\0none\0\0\0\0", b"desc": b"desc" + bytes(8) + bytes(80)}
    if grey:
        tags[b"kTRC"] = curve
    else:
        for name, primary in zip(b"rgb", primaries, strict=True):
            tags[bytes([name]) + b"XYZ"] = b"XYZ \0\0\0\0" + bytes.fromhex(primary)
            tags[bytes([name]) + b"TRC"] = curve
    table, data = b"", b""
    for tag, value in tags.items():
        at = 132 + 12 * len(tags) + len(data)
        table += tag + at.to_bytes(4, "big") + len(value).to_bytes(4, "big")
        data += value
    head = (132 + len(table) + len(data)).to_bytes(4, "big") + b"lcms\2\x40\0\0mntr"
    head += (b"GRAY" if grey else b"RGB ") + b"XYZ " + bytes(12) + b"acsp" + bytes(28)
    head += bytes.fromhex("0000f6d6 00010000 0000d32d")
    return head.ljust(128, b"\0") + len(tags).to_bytes(4, "big") + table + data


@pytest.mark.parametrize(
    ("mode", "suffix"),
    [("L", "jpg"), *((mode, suffix) for mode in ("L", "1", "I;16") for suffix in ("png", "tif"))],
)
@pytest.mark.parametrize("gamma", [0, 1])
def test_a_picture_whose_header_says_grey_is_the_same_asked_for_in_black(
    mode: str, suffix: str, gamma: int, tmp_path: Path
) -> None:
    seen = photograph().convert("L")
    made = seen.convert("I").point(lambda tone: tone * 257) if mode == "I;16" else seen
    profile = of_gamma(gamma, grey=True) if gamma else None
    path = saved(made.convert(mode), tmp_path / f"a.{suffix}", icc_profile=profile)
    assert probe(path).grey
    asked = picture(path, (0, 0, 300, 200))
    assert convert_picture(replace(asked, grey=True), PROFILE) == convert_picture(asked, PROFILE)


@pytest.mark.parametrize(
    ("mode", "suffix", "more"),
    [
        ("RGB", "jpg", {}), ("CMYK", "jpg", {}), ("P", "png", {}), ("LA", "png", {}), ("L", "webp", {}),
        ("L", "png", {"transparency": 255}), ("LA", "tif", {}),
    ],
)  # fmt: skip
def test_what_may_have_colours_is_not_taken_for_grey(
    mode: str, suffix: str, more: dict[str, object], tmp_path: Path
) -> None:
    assert not probe(saved(photograph().convert(mode), tmp_path / f"a.{suffix}", **more)).grey


@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA"])
def test_the_tones_of_a_grey_picture_are_those_of_its_own_profile(mode: str, tmp_path: Path) -> None:
    """A grey of 128 in a linear space is as light as one of 188 in sRGB, however it was saved."""
    image = Image.new("L", (100, 100), 128).convert(mode)
    if mode.endswith("A"):
        image.putpixel((99, 99), (0,) * len(image.getbands()))
    path = saved(image, tmp_path / "a.png", icc_profile=of_gamma(1, grey=mode in {"L", "LA"}))
    found = inks(convert_picture(picture(path, (0, 0, 100, 100)), PROFILE))
    assert found.mode == "L"
    assert found.getpixel((5, 5)) == pytest.approx(grey_curve(b"", PROFILE)[188], abs=2)


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "P"])
@pytest.mark.parametrize(
    ("power", "further", "seen"),
    [
        (100_000, {}, 188),
        (55_556, {}, 145),  # of old screens: 128 is half of the light to the power of 1.8
        (45_455, {}, 128),
        (0, {}, 128),
        (100_000, {"icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()}, 128),
        (100_000, {"srgb": True}, 128),
    ],
)
def test_a_png_file_may_say_which_power_of_light_its_numbers_are(
    power: int, further: dict[str, object], seen: int, mode: str, tmp_path: Path
) -> None:
    marks = PngImagePlugin.PngInfo()
    marks.add(b"gAMA", struct.pack(">I", power))
    if "srgb" in further:
        marks.add(b"sRGB", b"\0")
    image = Image.new("L", (100, 100), 128).convert(mode)
    path = saved(image, tmp_path / "a.png", pnginfo=marks, icc_profile=further.get("icc_profile"))
    found = inks(convert_picture(picture(path, (0, 0, 100, 100)), PROFILE))
    assert found.mode == "L"
    assert found.getpixel((5, 5)) == pytest.approx(grey_curve(b"", PROFILE)[seen], abs=2)


def test_a_neutral_picture_that_was_saved_in_colour_is_printed_in_black_alone(tmp_path: Path) -> None:
    grey = photograph().convert("L")
    path = saved(grey.convert("RGB"), tmp_path / "a.jpg")
    assert convert_picture(picture(path, (0, 0, 300, 200)), PROFILE).channels == 1


def test_greys_have_the_tone_of_the_same_grey_in_colours() -> None:
    """The press's dots grow: middle grey is less than half its ink, and paper and black are themselves."""
    curve = grey_curve(b"", PROFILE)
    assert (curve[0], curve[255]) == (0, 255)
    assert sorted(curve) == list(curve)
    neutral = Image.new("RGB", (256, 1))
    neutral.putdata([(value, value, value + 5) for value in range(250)] + [(255, 255, 255)] * 6)
    colours = separated(neutral, b"", Press(PROFILE))
    for value in (80, 128, 200):
        assert 255 - curve[value] == pytest.approx(colours.getpixel((value, 0))[3], abs=20)


def test_the_perceptual_intent_is_another(tmp_path: Path) -> None:
    path = saved(Image.new("RGB", (100, 100), (20, 200, 90)), tmp_path / "a.png")
    asked = picture(path, (0, 0, 100, 100))
    relative, perceptual = (convert_picture(replace(asked, perceptual=way), PROFILE) for way in (False, True))
    assert inks(relative).getpixel((5, 5)) != inks(perceptual).getpixel((5, 5))


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_sharpening_lifts_edges_and_no_more(mode: str, tmp_path: Path) -> None:
    grounds = (0, 60, 90), (200, 120, 60)
    edge = Image.new("RGB", (200, 100), grounds[0])
    edge.paste(grounds[1], (100, 0, 200, 100))
    edge.paste(photograph((200, 20)), (0, 80))  # no drawing
    path = saved(edge.convert(mode), tmp_path / "a.tif")
    asked = replace(picture(path, (0, 0, 200, 100)), quality=95)
    sharp, plain = (
        inks(convert_picture(replace(asked, sharpen=percent), PROFILE)).convert("L") for percent in (150, 0)
    )
    difference = ImageChops.difference(sharp, plain)
    at_edge, in_flat = (difference.crop((x, 0, x + 4, 70)).getextrema()[1] for x in (98, 140))
    assert at_edge > 10
    assert in_flat < 4


def test_the_fast_table_is_the_profile_within_the_eyes_reach() -> None:
    image = photograph((256, 256))
    exact, fast = separated(image, b"", Press(PROFILE)), separated_within(image, b"", Press(PROFILE), 400)
    for inks_exact, inks_fast in zip(exact.split(), fast.split(), strict=True):
        difference = ImageChops.difference(inks_exact, inks_fast)
        counts = difference.histogram()
        mean = sum(value * count for value, count in enumerate(counts)) / (256 * 256)
        assert mean < 1.5
        assert difference.getextrema()[1] <= 12


def unmarked_jpeg(image: Image.Image) -> bytes:
    """A CMYK JPEG with plain values and without Adobe's marker, as some scanners write."""
    stream = io.BytesIO()
    ImageChops.invert(image).save(stream, "JPEG", quality=95)
    data = stream.getvalue()
    at = data.index(b"\xff\xee")
    return data[:at] + data[at + 2 + int.from_bytes(data[at + 2 : at + 4]) :]


def test_press_inks_in_jpeg_whether_upside_down_or_not(tmp_path: Path) -> None:
    image = Image.new("CMYK", (100, 100), (10, 200, 30, 40))
    adobe = saved(image, tmp_path / "a.jpg", quality=95)
    plain = tmp_path / "b.jpg"
    plain.write_bytes(unmarked_jpeg(image))
    for path in (adobe, plain):
        found = inks(convert_picture(picture(path, (0, 0, 100, 100)), PROFILE)).getpixel((50, 50))
        assert found == pytest.approx((10, 200, 30, 40), abs=3)


def test_the_presss_own_profile_changes_nothing(tmp_path: Path) -> None:
    image = Image.new("CMYK", (100, 100), (10, 200, 30, 40))
    path = saved(image, tmp_path / "a.tif", icc_profile=PROFILE)
    found = inks(convert_picture(picture(path, (0, 0, 100, 100)), PROFILE))
    assert found.getpixel((5, 5)) == (10, 200, 30, 40)


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
    assert convert_picture(asked, PROFILE) == convert_picture(asked, PROFILE)


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
    data = paint_pdf(tree, PdfOptions(picture=partial(convert_picture, profile=PROFILE)))[0].data
    image = Image.open(io.BytesIO(page_png(data, 100))).convert("RGB")
    left, right = image.getpixel((10, 33)), image.getpixel((90, 33))
    assert left[0] > left[2] + 40
    assert right[2] > right[0] + 40


def test_a_lab_picture_is_grey_where_the_edition_is(tmp_path: Path) -> None:
    to_lab = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB"
    )
    seen = photograph()
    lab = ImageCms.applyTransform(seen, to_lab)
    assert lab is not None
    crop = (0, 0, *seen.size)
    found, same = (
        inks(convert_picture(replace(picture(path, crop), grey=True), PROFILE))
        for path in (saved(lab, tmp_path / "a.tif"), saved(seen, tmp_path / "a.png"))
    )
    assert found.mode == same.mode == "L"
    assert ImageChops.difference(found, same).getextrema()[1] <= 24  # type: ignore[operator]


@pytest.mark.parametrize(("suffix", "at"), [("png", 8), ("png", -4), ("webp", 0), ("webp", 12)])
def test_pixels_that_are_damaged_are_told_in_our_words(suffix: str, at: int, tmp_path: Path) -> None:
    path = tmp_path / f"picture.{suffix}"
    Image.effect_noise((300, 240), 80).convert("RGB").save(path)
    whole = path.read_bytes()
    begin = whole.index({"png": b"IDAT", "webp": b"VP8 "}[suffix]) + 8 + at
    path.write_bytes(whole[:begin] + b"\xff" * 40 + whole[begin + 40 :])
    with pytest.raises(UnusableError, match="it is damaged, or packed in a way that is not read"):
        glance(path, (300, 240))
