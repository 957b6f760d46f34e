"""The pixels of a picture in a PDF, as the numbers that a press would get.

Import this module late: Pillow costs 40 ms.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from typing import Any

import pikepdf
from PIL import Image, ImageChops

from broadsheet.pdfcheck.spaces import Kind, space_of

#: Pixels of a JPEG that comes in passes: all of it is held while it is read, eight bytes a pixel.
_MOST_HELD = 40_000_000
_MASKS = ("/Mask", "/SMask", "/Decode")


def pixels_of(image: Any) -> Image.Image:
    """Return a picture with its numbers as its own ``Decode`` turns them, its masks left aside: L, RGB or
    CMYK where it has such colours, 255 for full ink. Of 16 bits the upper eight are kept.

    Raises what pikepdf and Pillow raise for what they cannot unpack.
    """
    decode = [float(each) for each in image.get("/Decode", ())]
    # Releases of pikepdf differ in whether they heed what is taken off here; none changes the numbers.
    taken = {key: image[key] for key in _MASKS if key in image}
    try:
        for key in taken:
            del image[key]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of bits that are dropped
            made: Image.Image = pikepdf.PdfImage(image).as_pil_image()
    finally:
        for key, value in taken.items():
            image[key] = value
    filters = repr(image.get("/Filter", ""))
    if made.mode == "CMYK" and "/DCTDecode" in filters:
        made = ImageChops.invert(made)  # Pillow turns every CMYK JPEG round, marked by Adobe or not
    return _of_jpeg2000(made, image) if "/JPXDecode" in filters else _decoded(made, decode)


def _of_jpeg2000(made: Image.Image, image: Any) -> Image.Image:
    """The numbers of a JPEG 2000 picture, whatever its Decode says (ISO 32000-2, 7.4.9). What has no name in
    it Pillow takes for opacity."""
    if made.mode.startswith("I;16"):
        return made.convert("I").point(lambda value: value / 256).convert("L")
    is_cmyk = "/ColorSpace" in image and space_of(image.ColorSpace, None).kind in {Kind.CMYK, Kind.ICC_CMYK}
    return Image.merge("CMYK", made.split()) if is_cmyk and made.mode == "RGBA" else made


def glance_at(image: Any, most: int) -> Image.Image | None:
    """Return the same of a picture in press inks, an eighth as wide, without unpacking the rest; None for one
    of more than ``most`` pixels, and for what is no JPEG that can be read row by row.

    Raises what Pillow raises for what it cannot unpack.
    """
    if not _is_jpeg(image):
        return None
    with Image.open(io.BytesIO(image.read_raw_bytes()), formats=("JPEG",)) as found:
        if found.mode != "CMYK" or "progressive" in found.info or found.width * found.height > most:
            return None
        found.draft(None, (found.width // 8, found.height // 8))
        found.load()
        decode = [float(each) for each in image.get("/Decode", ())]
        return _decoded(ImageChops.invert(found), decode)


def _is_jpeg(image: Any) -> bool:
    """Whether a picture is packed as JPEG and nothing else."""
    filters = repr(image.get("/Filter", ""))
    return filters.count("Decode") == 1 and "/DCTDecode" in filters


def is_cut_short(image: Any) -> bool:
    """Whether a picture that is a plain JPEG cannot be unpacked to its end."""
    if not _is_jpeg(image):
        return False
    try:
        with Image.open(io.BytesIO(image.read_raw_bytes()), formats=("JPEG",)) as found:
            if "progressive" in found.info and found.width * found.height > _MOST_HELD:
                return False
            found.draft(None, (1, 1))  # an eighth of its size is enough to know
            found.load()
    except Image.DecompressionBombError:
        return False  # told by others, or not at all: nobody decodes it here
    except (OSError, ValueError, SyntaxError):
        return True
    return False


def _decoded(image: Image.Image, decode: Sequence[float]) -> Image.Image:
    """The numbers between the least and the most that the file says for each channel (ISO 32000-2,
    8.9.5.2)."""
    bands = image.split()
    pairs = list(zip(decode[::2], decode[1::2], strict=False))
    if image.mode not in {"1", "L", "RGB", "CMYK"} or len(pairs) != len(bands):
        return image
    if all(pair == (0, 1) for pair in pairs):
        return image
    turned = []
    for band, (least, most) in zip(bands, pairs, strict=True):
        values = [round(least * 255 + value * (most - least)) for value in range(256)]
        turned.append(band.convert("L").point([min(255, max(0, value)) for value in values]))
    return Image.merge(image.mode, turned) if len(turned) > 1 else turned[0]
