"""Pictures inside foreign PDFs: taken as they are, or made press inks where they are RGB."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import pikepdf

from broadsheet.graphics.form import PdfObject, PdfValue, Refusal, RefusedPageError
from broadsheet.graphics.spaces import Kind, space_of
from broadsheet.pictures.raster import Raster

Separate: TypeAlias = Callable[[Any, bool], Raster]
"""A picture as Pillow has it, and whether it may lose a little, to a raster in press inks."""

#: A picture that has to be decoded: 40 megapixels are a newspaper page at 200 ppi ten times over.
MOST_PIXELS = 40_000_000

_KEYS = (
    "/Width", "/Height", "/BitsPerComponent", "/Decode", "/ImageMask", "/Mask", "/Intent", "/Filter",
    "/DecodeParms",
)  # fmt: skip
_BARE: dict[str, PdfValue] = {"Type": b"/XObject", "Subtype": b"/Image"}
_SPACES = {1: b"/DeviceGray", 4: b"/DeviceCMYK"}


def take_image(
    image: Any,
    value: Callable[[Any], PdfValue],
    space: Callable[[Any], PdfValue],
    separate: Separate,
) -> tuple[PdfObject, bool]:
    """Return a picture and whether its colours were made others.

    ``value`` and ``space`` take over what it names, ``separate`` its pixels. Raises
    RefusedPageError.
    """
    if "/SMask" in image or int(image.get("/SMaskInData", 0)):
        raise RefusedPageError(Refusal.TRANSPARENCY, "a picture with a soft mask")
    is_jpeg2000 = "/JPXDecode" in repr(image.get("/Filter", ""))
    if not image.get("/ImageMask", False):
        found = space_of(image["/ColorSpace"]) if "/ColorSpace" in image else None
        if is_jpeg2000 or (found is not None and found.kind is Kind.RGB):
            return _separated(image, value, separate), True
    entries: dict[str, PdfValue] = dict(_BARE)
    for key in _KEYS:
        if key in image:
            entries[key.lstrip("/")] = _mask(image[key], value) if key == "/Mask" else value(image[key])
    if "/ColorSpace" in image:
        entries["ColorSpace"] = space(image["/ColorSpace"])
    if "/LZWDecode" in repr(image.get("/Filter", "")):
        entries.pop("Filter")
        entries.pop("DecodeParms", None)
        return PdfObject(0, entries, image.read_bytes(), plain=True), False
    packed = "Filter" in entries
    return PdfObject(0, entries, image.read_raw_bytes(), plain=not packed), False


def _mask(mask: Any, value: Callable[[Any], PdfValue]) -> PdfValue:
    """A range of colours, or a picture in one bit that stands for none."""
    if isinstance(mask, pikepdf.Stream) and not mask.get("/ImageMask", False):
        raise RefusedPageError(Refusal.TRANSPARENCY, "a picture with a mask of tones")
    return value(mask)


def _separated(
    image: Any, value: Callable[[Any], PdfValue], separate: Separate
) -> PdfObject:
    mask = image.get("/Mask")
    if isinstance(mask, pikepdf.Array) or "/Decode" in image:
        raise RefusedPageError(Refusal.COLOUR, "an RGB picture with its colours remapped")
    if int(image["/Width"]) * int(image["/Height"]) > MOST_PIXELS:
        raise RefusedPageError(Refusal.FILE, "a picture too large")
    lossy = "/DCTDecode" in repr(image.get("/Filter", ""))
    try:
        raster = separate(pikepdf.PdfImage(image).as_pil_image(), lossy)
    except (pikepdf.PdfError, NotImplementedError, ValueError, OSError) as error:
        raise RefusedPageError(Refusal.COLOUR, "an RGB picture of a rare kind") from error
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
    if mask is not None:
        entries["Mask"] = _mask(mask, value)
    return PdfObject(0, entries, raster.data)
