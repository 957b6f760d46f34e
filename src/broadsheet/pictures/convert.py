"""A picture file as press inks: upright, cropped, resampled for its size on the page, in CMYK.

Import this module late: Pillow costs 40 ms.
"""

from __future__ import annotations

import io
import warnings
import zlib
from collections.abc import Callable
from functools import partial

from PIL import Image, ImageCms, ImageFilter, ImageOps

from broadsheet.pictures.raster import Raster
from broadsheet.tree.node import Picture
from broadsheet.units import Length

#: Twice the screen of a newspaper press (100 lines an inch); more cannot be printed.
PIXELS_PER_INCH = 200
#: Line art has no grey to hide its steps; the setter's own fineness is the limit.
LINE_ART_PIXELS_PER_INCH = 600

_MILLIPOINTS_PER_INCH = 72_000
_MOST_PIXELS = 200_000_000  # larger files are attacks or mistakes
_SMALL = 64 * 64  # pixels; JPEG's tables alone would be larger
_FEW_COLOURS = 32  # a drawing: JPEG would put dirt round its edges
_JPEG_QUALITY = 85
#: Makes up for the softening of resampling and screening; in RGB, because in CMYK it could lift the
#: total ink over the profile's limit.
_SHARPEN = ImageFilter.UnsharpMask(radius=0.8, percent=60, threshold=2)


class PictureError(Exception):
    """A picture file cannot be used; the text says why."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


def picture_source(profile: bytes) -> Callable[[Picture], Raster]:
    """Return what turns pictures of a tree into rasters for a press; nothing is kept."""
    return partial(convert_picture, profile=profile)


def convert_picture(picture: Picture, profile: bytes) -> Raster:
    """Return a picture's pixels for a press whose ICC profile is given. Raises PictureError.

    The crop counts in pixels of the upright picture.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(picture.path) as image:
                if image.width * image.height > _MOST_PIXELS:
                    raise PictureError(picture.name, f"too large: {image.width} x {image.height} pixels")
                return _converted(image, picture, profile)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PictureError(picture.name, str(error)) from error


def _converted(image: Image.Image, picture: Picture, profile: bytes) -> Raster:
    is_line_art = image.mode == "1"
    pixels = _pixels(picture, LINE_ART_PIXELS_PER_INCH if is_line_art else PIXELS_PER_INCH)
    own_profile = image.info.get("icc_profile") or b""
    plain = _plain(_upright_crop(image, picture, pixels))
    if picture.grey:
        plain = plain.convert("L")
    is_drawing = is_line_art or plain.getcolors(_FEW_COLOURS) is not None
    fitted = _fitted(plain, pixels, sharpen=not is_drawing)
    inks = fitted if fitted.mode == "L" else _separated(fitted, own_profile, profile)
    is_small = inks.width * inks.height <= _SMALL
    return _flate(inks) if is_drawing or is_small else _jpeg(inks)


def _pixels(picture: Picture, per_inch: int) -> tuple[int, int]:
    """The most pixels that the picture's place can use, and never more than the crop has."""

    def fit(length: Length, available: int) -> int:
        return max(1, min(available, -(-length * per_inch // _MILLIPOINTS_PER_INCH)))

    _, _, width, height = picture.crop
    return fit(picture.width, width), fit(picture.height, height)


def _upright_crop(image: Image.Image, picture: Picture, pixels: tuple[int, int]) -> Image.Image:
    """The cropped part, turned as the camera was held. A large JPEG is decoded at a smaller scale."""
    left, top, width, height = picture.crop
    full = image.size
    most = max(pixels[0] / width, pixels[1] / height)
    image.draft(None, (int(full[0] * most) + 1, int(full[1] * most) + 1))
    scale = image.width / full[0]
    upright = ImageOps.exif_transpose(image)
    if (left, top) == (0, 0) and scale == 1 and (width, height) == upright.size:
        return upright
    box = (left * scale, top * scale, (left + width) * scale, (top + height) * scale)
    x, y, right, bottom = (round(side) for side in box)
    if x < 0 or y < 0 or right > upright.width + 1 or bottom > upright.height + 1:
        raise ValueError(f"crop {picture.crop} lies outside {upright.width} x {upright.height} pixels")
    return upright.crop((x, y, min(right, upright.width), min(bottom, upright.height)))


def _plain(image: Image.Image) -> Image.Image:
    """The image as 8-bit L, RGB or CMYK; what was transparent is paper."""
    if image.mode in {"L", "RGB", "CMYK"} and "transparency" not in image.info:
        return image
    if image.mode == "1":
        return image.convert("L")
    if image.mode.startswith("I;16") or image.mode == "I":
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in {"LA", "PA", "La", "RGBA", "RGBa", "P", "L", "RGB"} and image.has_transparency_data:
        is_grey = image.mode in {"L", "LA", "La"}
        seen = image.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        paper.alpha_composite(seen)
        return paper.convert("L" if is_grey else "RGB")
    return image.convert("L" if image.mode in {"LA", "La"} else "RGB")


def _fitted(image: Image.Image, pixels: tuple[int, int], *, sharpen: bool) -> Image.Image:
    if image.width > pixels[0] or image.height > pixels[1]:
        image = image.resize(pixels, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return image.filter(_SHARPEN) if sharpen and image.mode != "CMYK" else image


def _separated(image: Image.Image, own_profile: bytes, profile: bytes) -> Image.Image:
    """The image in the press's inks: relative colorimetric with black-point compensation.

    CMYK without a profile of its own is taken for the press's already.
    """
    source = _source_profile(image.mode, own_profile)
    if source is None:
        return image
    transform = ImageCms.buildTransform(
        source,
        ImageCms.ImageCmsProfile(io.BytesIO(profile)),
        image.mode,
        "CMYK",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    separated = ImageCms.applyTransform(image, transform)
    assert separated is not None
    return separated


def _source_profile(mode: str, own_profile: bytes) -> ImageCms.ImageCmsProfile | None:
    """The picture's own profile where it has one that fits its channels; else sRGB, or None."""
    if own_profile:
        try:
            found = ImageCms.ImageCmsProfile(io.BytesIO(own_profile))
        except (OSError, ImageCms.PyCMSError):
            found = None
        if found is not None and found.profile.xcolor_space.strip() == mode:
            return found
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")) if mode == "RGB" else None


def _flate(image: Image.Image) -> Raster:
    channels = len(image.getbands())
    data = zlib.compress(image.tobytes(), 9)
    return Raster(image.width, image.height, channels, "FlateDecode", data)


def _jpeg(image: Image.Image) -> Raster:
    """JPEG without metadata. Pillow writes CMYK as Adobe does, upside down, and marks it so."""
    stream = io.BytesIO()
    image.info.clear()
    image.save(stream, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    channels = len(image.getbands())
    return Raster(image.width, image.height, channels, "DCTDecode", stream.getvalue(), inverted=channels == 4)
