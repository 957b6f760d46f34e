"""Pictures in a PDF: their colours, their ink, and how many pixels an inch they have on the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from broadsheet.pdfcheck.area import Box, Matrix
from broadsheet.pdfcheck.filters import CODECS, filters_of
from broadsheet.pdfcheck.marks import Mark
from broadsheet.pdfcheck.operators import INTENTS
from broadsheet.pdfcheck.rules import Found, House
from broadsheet.pdfcheck.spaces import Kind, Space

MOST_PIXELS = 60_000_000
"""Larger pictures are not decoded for their ink."""

_WHOLE = 0.85
"""The share of a sheet that a picture of a whole page takes: margins are white."""

_NO_SPOTS = frozenset(("All", "None"))
_SAMPLE = 1200
"""Pixels on a side that ink is measured on; a spot smaller than a pixel of it is no area."""


def judged_image(
    mark: Mark, page: int, trim: Box, about: tuple[House, dict[object, float]]
) -> Iterator[Found]:
    """What is wrong with a picture in its place. ``about`` is the house, and what keeps the ink of pictures
    looked at before."""
    house, seen = about
    image = mark.stream
    entries = image.obj if hasattr(image, "obj") and mark.kind == "inline" else image
    width, height = int(_get(entries, "/Width", "/W", 0)), int(_get(entries, "/Height", "/H", 0))
    is_mask = bool(_get(entries, "/ImageMask", "/IM", False))
    bits = 1 if is_mask else int(_get(entries, "/BitsPerComponent", "/BPC", 8))
    shown = mark.shows_in(trim)
    if shown:
        yield from _fine_enough((width, height), bits == 1, mark.state.ctm, page, house)
    if not is_mask:
        yield from _coloured(mark, page, house, (width, height))
        if shown and mark.kind != "inline":
            yield from _inked(mark, page, house, seen)
    if mark.kind == "inline":
        if "LZW" in str(_get(entries, "/Filter", "/F", "")):
            yield Found("F05", page, "an inline picture")
        return
    yield from (Found("F07", page, key[1:]) for key in ("/Alternates", "/OPI") if key in image)
    if "/SMask" in image:
        yield Found("C10", page, "a picture with a soft mask")
    if "/JPXDecode" in filters_of(image):
        yield Found("F06", page, f"{width} x {height}")
    if "/Intent" in image and str(image.Intent) not in INTENTS:
        yield Found("C12", page, f"a picture: {image.Intent}")
    yield from _whole(mark, page, (width, height, bits))


def covers(mark: Mark, trim: Box) -> bool:
    """Whether a picture is as large as the finished sheet, but for a margin."""
    a, b, c, d, _, _ = mark.state.ctm
    return abs(a * d - b * c) >= _WHOLE * (trim[2] - trim[0]) * (trim[3] - trim[1])


def _whole(mark: Mark, page: int, size: tuple[int, int, int]) -> Iterator[Found]:
    """Whether a picture has as much data as it says. What a codec packs says its size itself."""
    image, (width, height, bits) = mark.stream, size
    said = f"a picture of {width} x {height}"
    if CODECS.intersection(filters_of(image)):
        from broadsheet.pdfcheck.pixels import is_cut_short  # noqa: PLC0415  late: Pillow

        if not _is_measured(mark) and is_cut_short(image):
            yield Found("F01", page, f"{said} cannot be unpacked")
        return
    if mark.is_mask:
        channels = 1
    elif mark.space is None or not (channels := mark.space.channels):
        return
    needed = (width * channels * bits + 7) // 8 * height
    if needed > MOST_PIXELS * 4:
        return
    try:
        if len(image.read_bytes()) < needed:
            yield Found("F01", page, f"{said} is cut short")
    except pikepdf.PikepdfError:
        yield Found("F01", page, f"{said} cannot be unpacked")


def _coloured(mark: Mark, page: int, house: House, size: tuple[int, int]) -> Iterator[Found]:
    said = f"a picture of {size[0]} x {size[1]}"
    filters = [] if mark.kind == "inline" else filters_of(mark.stream)
    space = mark.space or Space(Kind.RGB)
    if space.kind is Kind.RGB and "/JPXDecode" not in filters:
        yield Found("C01", page, said)
    elif space.kind is Kind.ICC_CMYK or (space.managed and house.standard == "x1a"):
        yield Found("C13", page, said)
    elif space.kind is Kind.SPOT and not all(ink in _NO_SPOTS or house.prints(ink) for ink in space.inks):
        yield Found("C02", page, ", ".join(space.inks))


def _inked(mark: Mark, page: int, house: House, seen: dict[object, float]) -> Iterator[Found]:
    """Whether a picture in press inks has too much of them."""
    if not _is_measured(mark):
        return
    try:
        ink = _ink(mark.stream, seen)
    except OSError:
        said = f"a picture of {mark.stream.Width} x {mark.stream.Height}"
        yield Found("F01", page, f"{said} cannot be unpacked")
        return
    if ink > house.most_ink:
        yield Found("C09", page, f"a picture: {ink:.0f} % of {house.ink:.0f} %")


def _is_measured(mark: Mark) -> bool:
    """Whether a picture's pixels are inks that can be added up."""
    image, space = mark.stream, mark.space or Space(Kind.RGB)
    size = int(image.get("/Width", 0)) * int(image.get("/Height", 0))
    return space.kind in {Kind.CMYK, Kind.ICC_CMYK} and not space.indexed and size <= MOST_PIXELS


def _get(entries: Any, long: str, short: str, default: Any) -> Any:
    for key in (long, short):
        if key in entries:
            return entries[key]
    return default


def _fine_enough(
    pixels: tuple[int, int], is_line_art: bool, ctm: Matrix, page: int, house: House
) -> Iterator[Found]:
    """The resolution on the page: the lower one of both directions."""
    across = (ctm[0] ** 2 + ctm[1] ** 2) ** 0.5
    down = (ctm[2] ** 2 + ctm[3] ** 2) ** 0.5
    if min(across, down) <= 0 or min(pixels) <= 1:  # a single pixel is a tint
        return
    fine = min(72 * pixels[0] / across, 72 * pixels[1] / down)
    said = f"{fine:.0f} pixels an inch"
    if is_line_art:
        if fine < house.line_art:
            yield Found("I03", page, said)
    elif fine < house.too_coarse:
        yield Found("I02", page, said)
    elif fine < house.coarse:
        yield Found("I01", page, said)


def _ink(image: Any, seen: dict[object, float]) -> float:
    """The highest sum of inks of a picture, in per cent; 0 for a kind that is not decoded here.

    Raises OSError for one that is damaged.
    """
    from PIL import Image, ImageChops  # noqa: PLC0415  late: Pillow

    from broadsheet.pdfcheck.pixels import pixels_of  # noqa: PLC0415  late: Pillow

    key = image.objgen
    if key in seen:
        return seen[key]
    try:
        picture = pixels_of(image)
    except (pikepdf.PikepdfError, NotImplementedError, ValueError, TypeError):
        return 0.0
    except Image.DecompressionBombError:
        return 0.0
    if picture.mode != "CMYK":
        return 0.0
    picture.thumbnail((_SAMPLE, _SAMPLE), Image.Resampling.BOX)
    total = None
    for band in picture.split():  # sums over 255 do not fit one byte: halves and quarters do
        quarter = band.point(lambda value: value / 4)
        total = quarter if total is None else ImageChops.add(total, quarter)
    assert total is not None
    most = total.getextrema()[1]
    seen[key] = 100 * 4 * float(most) / 255  # type: ignore[arg-type]
    return seen[key]
