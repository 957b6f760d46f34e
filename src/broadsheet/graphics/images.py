"""Pictures inside foreign PDFs: taken as they are, or made press inks where they are RGB or Lab."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pikepdf

from broadsheet.graphics.filters import SLACK, unpacked
from broadsheet.graphics.form import PdfObject, PdfValue, Refusal, RefusedPageError
from broadsheet.graphics.spaces import Inking, Kind, Space, space_of
from broadsheet.pdfcheck.filters import CODECS, filters_of
from broadsheet.pictures.raster import Raster
from broadsheet.records import record

#: A picture that has to be decoded: 40 megapixels are a newspaper page at 200 ppi ten times over.
MOST_PIXELS = 40_000_000
#: One that is only looked at: a double page at 300 ppi three times over.
MOST_SEEN = 180_000_000

_KEYS = (
    "/Width", "/Height", "/BitsPerComponent", "/Decode", "/ImageMask", "/Mask", "/Intent", "/Filter",
    "/DecodeParms",
)  # fmt: skip
_PACKING = frozenset(("/Length", "/Filter", "/DecodeParms", "/BitsPerComponent"))
_DEEP = 16
_BARE: dict[str, PdfValue] = {"Type": b"/XObject", "Subtype": b"/Image"}
_SPACES = {1: b"/DeviceGray", 4: b"/DeviceCMYK"}
_MODES = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}


@record
class TakenImage:
    """A picture's object; ``was_light``: its colours were made others; ``ink``: the highest sum on a patch
    of it, per mille, 0 where it is not in press inks or cannot be decoded here; ``mixed`` are the spot inks
    for which process inks stand."""

    made: PdfObject
    was_light: bool = False
    ink: int = 0
    mixed: tuple[str, ...] = ()


def take_image(
    image: Any,
    value: Callable[[Any], PdfValue],
    space: Callable[[Any], PdfValue],
    inking: Inking,
) -> TakenImage:
    """Return a picture with what has to be known of it.

    ``value`` and ``space`` take over what it names. Raises RefusedPageError.
    """
    if int(image.get("/SMaskInData", 0)) or not _is_opaque(image.get("/SMask")):
        raise RefusedPageError(Refusal.TRANSPARENCY, "a picture with a soft mask")
    found = None
    if not image.get("/ImageMask", False) and "/ColorSpace" in image:
        found = space_of(image["/ColorSpace"])
        if found.kind not in (Kind.INDEXED, Kind.SPOT) and inking.changes(found):
            return TakenImage(_separated(image, value, inking, found), found.is_light)
        if len(found.inks) > 1 and inking.mixes(found):
            return _from_bands(image, value, inking, found)
    entries: dict[str, PdfValue] = dict(_BARE)
    for key in _KEYS:
        if key in image:
            entries[key.lstrip("/")] = _mask(image[key], value) if key == "/Mask" else value(image[key])
    if "/ColorSpace" in image:
        made_of = entries["ColorSpace"] = space(image["/ColorSpace"])
        if isinstance(made_of, tuple) and found is not None and found.kind is Kind.SPOT:
            _as_index(entries, made_of)
    _check_whole(image, found)
    ink = 0 if found is None else _ink(image, found, inking)
    if "/LZWDecode" in repr(image.get("/Filter", "")):
        entries.pop("Filter")
        entries.pop("DecodeParms", None)
        return TakenImage(PdfObject(0, entries, image.read_bytes(), plain=True), ink=ink)
    packed = "Filter" in entries
    return TakenImage(PdfObject(0, entries, image.read_raw_bytes(), plain=not packed), ink=ink)


def _is_opaque(mask: Any) -> bool:
    """Whether nothing is seen through a soft mask: programs give one to every picture that might have had
    an opacity."""
    if not isinstance(mask, pikepdf.Stream):
        return True
    try:
        least, _ = _decoded(mask).convert("L").getextrema()
    except (pikepdf.PikepdfError, NotImplementedError, ValueError, OSError):
        return False
    return bool(least == 255)


def fineness_in(fineness: float, matrix: Any) -> tuple[float, float]:
    """What a form's pictures come to, over the unit square that it is placed by."""
    numbers = (1, 0, 0, 1) if matrix is None else matrix.as_list()[:4]
    a, b, c, d = map(float, numbers)
    across, down = math.hypot(a, b), math.hypot(c, d)
    return (fineness / across, fineness / down) if across and down else (math.inf, math.inf)


def plain_image(pdf: pikepdf.Pdf, image: Any) -> Any:
    """A JPEG 2000 picture as one of plain numbers, in the space that the file says of it, or else in its own;
    one of 16 bits, which PDF 1.4 does not know, by the upper eight; any other as it is. Raises
    RefusedPageError."""
    if "/JPXDecode" not in filters_of(image):
        is_deep = int(image.get("/BitsPerComponent", 8)) == _DEEP and "/ColorSpace" in image
        return _of_eight_bits(pdf, image) if is_deep else image
    try:
        pixels = _decoded(image)
    except (pikepdf.PikepdfError, NotImplementedError, ValueError, OSError) as error:
        raise RefusedPageError(Refusal.COLOUR, "a JPEG 2000 picture of a rare kind") from error
    mode = {"LA": "L", "RGBA": "RGB"}.get(pixels.mode, pixels.mode)
    pixels = pixels.convert(mode)  # what is seen through it is said by the file, and refused
    named = image.get("/ColorSpace", pikepdf.Name(_MODES.get(mode, "/None")))
    space = space_of(named)
    if space.kind is Kind.INDEXED or space.channels != len(pixels.getbands()):
        raise RefusedPageError(Refusal.COLOUR, "a JPEG 2000 picture of a rare kind")
    made = pdf.make_stream(pixels.tobytes(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
    made.Width, made.Height = pixels.size
    made.ColorSpace, made.BitsPerComponent = named, 8
    for key in ("/Mask", "/SMask", "/SMaskInData"):
        if key in image:
            made[key] = image[key]
    return made


def _of_eight_bits(pdf: pikepdf.Pdf, image: Any) -> Any:
    space, (width, height) = space_of(image["/ColorSpace"]), (int(image["/Width"]), int(image["/Height"]))
    _check_size(width, height)
    made = pdf.make_stream(unpacked(image, 2 * width * height * space.channels + SLACK)[::2])
    for key, value in image.items():
        if key not in _PACKING:
            made[key] = value
    made.BitsPerComponent = 8
    if isinstance(ranges := image.get("/Mask"), pikepdf.Array):
        made.Mask = pikepdf.Array([int(each) >> 8 for each in ranges.as_list()])
    return made


def with_mask(pdf: pikepdf.Pdf, image: Any) -> Any:
    """A picture in RGB that leaves a range of colours out as one with a mask of pixels: made press inks, its
    colours are others. Any other as it is."""
    ranges = image.get("/Mask")
    if not isinstance(ranges, pikepdf.Array) or "/ColorSpace" not in image:
        return image
    is_plain = int(image.get("/BitsPerComponent", 8)) == 8 and "/Decode" not in image
    if space_of(image["/ColorSpace"]).kind is not Kind.RGB or not is_plain or len(ranges) != 6:
        return image
    from broadsheet.pictures.bands import left_out  # noqa: PLC0415  late: Pillow

    try:
        bits = left_out(_decoded(image), [int(each) for each in ranges.as_list()])
    except (pikepdf.PikepdfError, NotImplementedError, ValueError, OSError):
        return image
    mask = pdf.make_stream(bits, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, ImageMask=True)
    mask.Width, mask.Height, mask.BitsPerComponent = image["/Width"], image["/Height"], 1
    image["/Mask"] = mask
    return image


def _check_whole(image: Any, space: Space | None) -> None:
    """Raise RefusedPageError for a picture that is kept as it is, and has less data than it says."""
    from broadsheet.pdfcheck.pixels import is_cut_short  # noqa: PLC0415  late: Pillow

    width, height = int(image["/Width"]), int(image["/Height"])
    if set(filters_of(image)) & CODECS:
        damaged = is_cut_short(image)
    else:
        is_mask = bool(image.get("/ImageMask", False))
        bits = 1 if is_mask else int(image.get("/BitsPerComponent", 8))
        needed = (width * (1 if space is None else space.channels) * bits + 7) // 8 * height
        damaged = len(unpacked(image, 2 * needed + SLACK)) < needed
    if damaged:
        raise RefusedPageError(Refusal.FILE, "a picture that is cut short")


def _as_index(entries: dict[str, PdfValue], space: tuple[PdfValue, ...]) -> None:
    """A picture whose tints became an index counts its colours, where it is upside down, too."""
    if space[0] == b"/Indexed" and _numbers(entries.get("Decode")) == [1, 0]:
        entries["Decode"] = (space[2], b"0")
    elif space[0] == b"/Indexed":
        entries.pop("Decode", None)


def _numbers(value: PdfValue | None) -> list[float]:
    return [float(each) for each in value if isinstance(each, bytes)] if isinstance(value, tuple) else []


def _ink(image: Any, space: Space, inking: Inking) -> int:
    from broadsheet.graphics.bands import ink_of  # noqa: PLC0415  late: Pillow

    if space.kind is Kind.SPOT:
        return ink_of(image, space, inking)
    if space.kind is not Kind.CMYK:
        return 0
    try:
        return inking.most_ink(_seen(image))
    except (pikepdf.PikepdfError, NotImplementedError, ValueError, OSError):
        return 0  # it is kept as it is: what cannot be decoded here cannot be measured here


def _seen(image: Any) -> Any:
    """The picture as its file means it, smaller where it is a very large JPEG. Raises RefusedPageError."""
    from broadsheet.pdfcheck.pixels import glance_at  # noqa: PLC0415  late: Pillow

    if int(image["/Width"]) * int(image["/Height"]) > MOST_PIXELS:
        made = glance_at(image, MOST_SEEN)
        if made is not None:
            return made
    return _decoded(image)


def _decoded(image: Any) -> Any:
    """The picture as its file means it, its size known before a pixel is unpacked. Raises RefusedPageError
    for one that is larger than anyone prints, or than it says."""
    from broadsheet.pdfcheck.pixels import pixels_of  # noqa: PLC0415  late: Pillow

    width, height = int(image["/Width"]), int(image["/Height"])
    _check_size(width, height)
    if not set(filters_of(image)) & CODECS:
        unpacked(image, (width * 4 * int(image.get("/BitsPerComponent", 8)) // 8 + 2) * height + SLACK)
    made = pixels_of(image)
    _check_size(*made.size)  # what a JPEG says of itself
    return made


def _check_size(width: int, height: int) -> None:
    if not 0 < width * height <= MOST_PIXELS:
        raise RefusedPageError(Refusal.FILE, "a picture too large")


def _mask(mask: Any, value: Callable[[Any], PdfValue]) -> PdfValue:
    """A range of colours, or a picture in one bit that stands for none."""
    if isinstance(mask, pikepdf.Stream) and not mask.get("/ImageMask", False):
        raise RefusedPageError(Refusal.TRANSPARENCY, "a picture with a mask of tones")
    return value(mask)


def _from_bands(image: Any, value: Callable[[Any], PdfValue], inking: Inking, space: Space) -> TakenImage:
    """A duotone in the process inks that stand for its own."""
    from broadsheet.graphics.bands import process_inks  # noqa: PLC0415  late: Pillow

    if isinstance(image.get("/Mask"), pikepdf.Array):
        inks = "/".join(space.inks)
        raise RefusedPageError(Refusal.COLOUR, f"a picture in {inks!r} with a mask of colours")
    _check_size(int(image["/Width"]), int(image["/Height"]))
    _check_whole(image, space)
    plain = process_inks(image, space, inking)
    made = _object(image, value, inking.pixels(plain, False))
    return TakenImage(made, ink=inking.most_ink(plain), mixed=space.names)


def _separated(
    image: Any, value: Callable[[Any], PdfValue], inking: Inking, space: Space
) -> PdfObject:
    from broadsheet.graphics.bands import lab_of  # noqa: PLC0415  late: Pillow

    if isinstance(image.get("/Mask"), pikepdf.Array):
        raise RefusedPageError(Refusal.COLOUR, "an RGB picture with a mask of colours")
    _check_size(int(image["/Width"]), int(image["/Height"]))
    _check_whole(image, space)
    lossy = "/DCTDecode" in filters_of(image)
    try:
        pixels = lab_of(image, space) if space.kind is Kind.LAB else _decoded(image)
        raster = inking.pixels(pixels, lossy, own=space.profile)
    except (pikepdf.PikepdfError, NotImplementedError, ValueError, OSError) as error:
        raise RefusedPageError(Refusal.COLOUR, "an RGB picture of a rare kind") from error
    return _object(image, value, raster)


def _object(image: Any, value: Callable[[Any], PdfValue], raster: Raster) -> PdfObject:
    """A picture with other pixels, and with the mask that it has."""
    entries: dict[str, PdfValue] = {
        **_BARE,
        "Width": b"%d" % raster.width,
        "Height": b"%d" % raster.height,
        "BitsPerComponent": b"8",
        "ColorSpace": _SPACES[raster.channels],
        "Filter": f"/{raster.filter}".encode(),
    }
    if raster.inverted:
        entries["Decode"] = (b"1", b"0") * raster.channels
    if (mask := image.get("/Mask")) is not None:
        entries["Mask"] = _mask(mask, value)
    return PdfObject(0, entries, raster.data)
