"""A picture file as the few pixels that its place needs: limits first, then upright, cropped, opaque.

Nothing is decoded before its size is known, and nothing as large as the file is copied: the crop and
the resampling read the decoder's own pixels. Import this module late: Pillow costs 40 ms.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, TiffImagePlugin, UnidentifiedImageError

from broadsheet.pictures.probe import FORMATS, MOST_PIXELS, orientation_of
from broadsheet.records import record
from broadsheet.tree.node import Picture
from broadsheet.units import INCH, Length

#: Line art has no grey to hide its steps; the setter's own fineness is the limit.
LINE_ART_PIXELS_PER_INCH = 600
#: What a decoder and the copies it makes may take; the rest of a build stays under 512 MiB with it.
MOST_MEMORY = 384 << 20

_GLANCE: Length = 36_000  # a hundred pixels
_FEW_COLOURS = 32  # a drawing: JPEG would put dirt round its edges
_BITS_PER_SAMPLE, _PHOTOMETRIC = 258, 262  # TIFF 6.0, section 8
_WHITE_IS_NOUGHT = 0
_POWER_OF_SCREENS, _AS_GOOD_AS_EQUAL = 1 / 2.2, 0.03
_PLANES, _APART = 284, 2
_SAMPLE_FORMAT, _SIGNED = 339, 2

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

Box = tuple[float, float, float, float]


class UnusableError(Exception):
    """The file cannot be used; ``is_large`` says that it may be a picture, but more than is read."""

    def __init__(self, reason: str, *, is_large: bool = False) -> None:
        super().__init__(reason)
        self.is_large = is_large


@record
class Opened:
    """A picture's pixels in their place: upright, opaque, L, RGB, CMYK or LAB.

    ``profile`` is its own, b"" for none. ``drawing`` says that it has few colours and sharp edges.
    """

    image: Image.Image
    profile: bytes
    drawing: bool


def open_picture(picture: Picture) -> Opened:
    """Read a picture of a tree at the size of its place; its crop counts in pixels of the upright one.

    Raises UnusableError for what is no picture, is damaged, or is too large, and for a file that is not
    the one that the edition was read with: its page was made up for another picture, and what is kept
    under its digest would be wrong for ever.
    """
    try:
        with _quiet(), Path(picture.path).open("rb") as stream:
            if picture.digest and hashlib.file_digest(stream, "sha256").hexdigest() != picture.digest:
                raise UnusableError("the file has changed since the edition was read")
            stream.seek(0)
            with Image.open(stream, formats=FORMATS) as image:
                return _opened(image, picture)
    except UnidentifiedImageError:
        raise UnusableError("not a picture") from None
    except Image.DecompressionBombError as error:
        raise UnusableError("more pixels than a page can show", is_large=True) from error
    except (OSError, ValueError, SyntaxError, ArithmeticError, LookupError, TypeError) as error:
        said = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise UnusableError(_said(said)) from error
    except MemoryError:
        raise UnusableError("more memory than there is", is_large=True) from None


_DAMAGED = (
    "decoder error",
    "broken data stream",
    "unrecognized data stream",
    "could not create decoder",
    "failed to read next frame",
)
"""How Pillow's sentences begin of pixels that no decoder made sense of."""


def _said(by_pillow: str) -> str:
    """What is wrong with a file, in words."""
    if "runcated" in by_pillow:
        return "the file is cut short"
    if by_pillow.startswith(_DAMAGED):
        return "it is damaged, or packed in a way that is not read"
    return by_pillow


def glance(path: Path, size: tuple[int, int]) -> None:
    """Decode a picture of a known upright size as small as its format allows. Raises UnusableError."""
    open_picture(Picture(0, 0, _GLANCE, _GLANCE, path.name, "", (0, 0, *size), path=str(path)))


@contextmanager
def _quiet() -> Iterator[None]:
    """Pillow warns of large pictures and of odd tags; the limits here are our own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _opened(image: Image.Image, picture: Picture) -> Opened:
    _refuse_large(image)
    _refuse_deep(image)
    line_art = image.mode == "1"
    pixels = _pixels(picture, LINE_ART_PIXELS_PER_INCH if line_art else picture.resolution)
    # A TIFF file is turned by its decoder, which has said the turned size already.
    turn = 1 if image.format == "TIFF" else orientation_of(image.info.get("exif") or b"")
    size = image.size
    across = pixels[::-1] if turn >= 5 else pixels
    box = _box_in_file(picture.crop, size, turn)
    _draft(image, box, across, grey=picture.grey)
    _refuse_memory(image, size)
    image.load()
    scale = image.width / size[0], image.height / size[1]
    box = (box[0] * scale[0], box[1] * scale[1], box[2] * scale[0], box[3] * scale[1])
    if box[2] > image.width + 1 or box[3] > image.height + 1:  # cut short while it was decoded
        raise UnusableError("it has fewer pixels than its header says")
    profile = image.info.get("icc_profile") or b""
    workable = _workable(image)
    drawing = line_art or image.mode == "P" or workable.getcolors(_FEW_COLOURS) is not None
    fitted = _in_tones_of_screens(_fitted(workable, box, across), image.info)
    if turn in _TURNS:
        fitted = fitted.transpose(_TURNS[turn])
    return Opened(_opaque(fitted), profile, drawing)


def _refuse_large(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise UnusableError(f"{image.width} x {image.height} pixels", is_large=True)


def _refuse_deep(image: Image.Image) -> None:
    """Numbers of 32 bits, whole or broken, are measurements: no two programs agree which of them is white.
    Raises UnusableError."""
    bits = _tiff_tag(image, _BITS_PER_SAMPLE)
    depths = bits if isinstance(bits, tuple) else (0,)
    if image.mode == "F" or max(depths) > 16:
        raise UnusableError("pixels of 32 bits; save it with 8 or 16")
    signs = _tiff_tag(image, _SAMPLE_FORMAT)
    if isinstance(signs, tuple) and _SIGNED in signs:
        raise UnusableError("pixels below nought; save it with plain numbers of 8 or 16 bits")
    if max(depths) > 8 and len(depths) > 1 and _tiff_tag(image, _PLANES) == _APART:
        # Pillow mixes their bytes up.
        raise UnusableError("pixels of 16 bits, channel by channel; save it interleaved, or with 8")


def _tiff_tag(image: Image.Image, tag: int) -> object:
    """What a TIFF file says under a number; None for others."""
    return image.tag_v2.get(tag) if isinstance(image, TiffImagePlugin.TiffImageFile) else None


def _refuse_memory(image: Image.Image, full: tuple[int, int]) -> None:
    """Pillow keeps colours in four bytes; what is converted before it is resampled is there twice, and a
    progressive JPEG file is kept whole in coefficients of 16 bits, however small it is decoded."""
    each = {"1": 2, "L": 1, "P": 1, "I;16": 10, "I;16B": 10, "I": 9}.get(image.mode, 4)
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        each = 9
    memory = image.width * image.height * each
    if image.info.get("progressive"):
        memory += full[0] * full[1] * 6
    if memory > MOST_MEMORY:
        raise UnusableError(f"{full[0]} x {full[1]} pixels of this kind", is_large=True)


def _pixels(picture: Picture, per_inch: int) -> tuple[int, int]:
    """The most pixels that the picture's place can use, and never more than the crop has."""

    def fit(length: Length, available: int) -> int:
        return max(1, min(available, -(-length * per_inch // INCH)))

    _, _, width, height = picture.crop
    return fit(picture.width, width), fit(picture.height, height)


def _box_in_file(crop: tuple[int, int, int, int], size: tuple[int, int], turn: int) -> Box:
    """Left, top, right and bottom of a crop of the upright picture, before the file is turned."""
    left, top, width, height = crop
    right, bottom = left + width, top + height
    across, down = size
    upright = size[::-1] if turn >= 5 else size
    if left < 0 or top < 0 or right > upright[0] or bottom > upright[1]:
        raise UnusableError(f"crop {list(crop)} lies outside {upright[0]} x {upright[1]} pixels")
    return {
        2: (across - right, top, across - left, bottom),
        3: (across - right, down - bottom, across - left, down - top),
        4: (left, down - bottom, right, down - top),
        5: (top, left, bottom, right),
        6: (top, down - right, bottom, down - left),
        7: (across - bottom, down - right, across - top, down - left),
        8: (across - bottom, left, across - top, right),
    }.get(turn, (left, top, right, bottom))


def _draft(image: Image.Image, box: Box, pixels: tuple[int, int], *, grey: bool) -> None:
    """Have a JPEG decoded at an eighth, a quarter or half its size where that is enough."""
    most = max(pixels[0] / (box[2] - box[0]), pixels[1] / (box[3] - box[1]))
    wanted = (int(image.width * most) + 1, int(image.height * most) + 1)
    image.draft("L" if grey and image.mode == "RGB" else None, wanted)


def _workable(image: Image.Image) -> Image.Image:
    """The image in a mode that can be resampled as it looks."""
    if image.format in {"JPEG", "MPO"} and image.mode == "CMYK" and "adobe" not in image.info:
        return ImageChops.invert(image)  # Pillow takes all for Adobe's, which are upside down
    if image.mode.startswith("I;16") or image.mode == "I":
        return _grey_of_16_bits(image)
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode == "1":
        return image.convert("L")
    if image.mode in {"L", "RGB", "CMYK", "LAB"}:
        return image
    return image.convert("L" if image.mode in {"LA", "La"} else "RGB")


def _grey_of_16_bits(image: Image.Image) -> Image.Image:
    """The upper eight bits of a grey; where one of its greys is none, as RGBA."""
    whole = image.convert("I")
    grey = whole.point(lambda value: value / 256).convert("L")
    clear = image.info.get("transparency")
    if isinstance(clear, int):
        seen = whole.point([255 * (value != clear) for value in range(1 << 16)], "L")
        return Image.merge("RGBA", (grey, grey, grey, seen))
    # Pillow turns 8 bits round by itself.
    return ImageChops.invert(grey) if _tiff_tag(image, _PHOTOMETRIC) == _WHITE_IS_NOUGHT else grey


def _in_tones_of_screens(pixels: Image.Image, about: Mapping[Any, object]) -> Image.Image:
    """Pixels with the tones of sRGB, where a PNG file says that its numbers are another power of the light
    and has neither a profile nor sRGB's own mark (gAMA, ISO 15948, 11.3.3.2)."""
    power = about.get("gamma")
    if not isinstance(power, float) or power <= 0 or "srgb" in about or "icc_profile" in about:
        return pixels
    if abs(power - _POWER_OF_SCREENS) < _AS_GOOD_AS_EQUAL or not pixels.mode.startswith(("L", "RGB")):
        return pixels
    lights = ((value / 255) ** (1 / power) for value in range(256))
    seen = (light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055 for light in lights)
    tones = [round(255 * each) for each in seen]
    colours = len(pixels.getbands()) - pixels.mode.endswith("A")
    return pixels.point(tones * colours + list(range(256)) * pixels.mode.endswith("A"))


def _fitted(image: Image.Image, box: Box, pixels: tuple[int, int]) -> Image.Image:
    """The crop at its size on the page, never blown up."""
    exact = (round(box[0]), round(box[1]), min(round(box[2]), image.width), min(round(box[3]), image.height))
    if exact[2] - exact[0] <= pixels[0] and exact[3] - exact[1] <= pixels[1]:
        return image if exact == (0, 0, *image.size) else image.crop(exact)
    held = (box[0], box[1], min(box[2], image.width), min(box[3], image.height))
    return image.resize(pixels, Image.Resampling.BICUBIC, held, reducing_gap=3.0)


def _opaque(image: Image.Image) -> Image.Image:
    """What is transparent is paper; a picture whose visible part is grey stays grey later on."""
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image)
    return paper.convert("RGB")
