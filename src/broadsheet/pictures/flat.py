"""Colours and pictures of drawings and of other PDFs as press inks, the way pictures go.

Import this module late: Pillow costs 40 ms.
"""

from __future__ import annotations

import io
import zlib
from functools import lru_cache

from PIL import Image, ImageColor

from broadsheet.patterns import late_pattern
from broadsheet.pictures.ink import MOST_INK, ink_sum
from broadsheet.pictures.raster import Raster
from broadsheet.pictures.separation import (
    Press,
    grey_curve,
    grey_of,
    greyed,
    in_black,
    separated,
    separated_within,
    tones_of,
)
from broadsheet.tree.inks import black_of
from broadsheet.tree.node import Ink

Inks = tuple[int, int, int, int]
"""Cyan, magenta, yellow and black in per mille."""

#: Channels that differ by less are a grey that a drawing program rounded, of 255.
_NEUTRAL = 2
#: The same of a* and b*.
_COLOURLESS = 1
#: Dots below this (per mille) do not hold on a newspaper plate; a flat tint goes without them.
_LEAST_DOT = 20
#: Second time round a JPEG: high enough that it shows no more than the first.
_JPEG_QUALITY = 92


@lru_cache(maxsize=1 << 12)
def flat_inks(red: int, green: int, blue: int, profile: bytes, own: bytes = b"") -> Inks:
    """Return a colour (0 to 255; in the profile ``own``, else sRGB) in a press's inks, per mille.

    A grey is printed in black alone, in the tone that a picture beside it has, and black is all of it:
    four plates never register well enough for a hairline. Colours go through the press's profile.
    """
    if max(red, green, blue) - min(red, green, blue) <= _NEUTRAL:
        return _black(green, profile, own)
    return _separated(Image.new("RGB", (1, 1), (red, green, blue)), profile, own)


@lru_cache(maxsize=1 << 12)
def flat_lab(lightness: float, a: float, b: float, profile: bytes) -> Inks:
    """The same of a colour in Lab, as spot inks are described."""
    if max(abs(a), abs(b)) <= _COLOURLESS:
        return _black(grey_of(lightness), profile, b"")
    parts = round(lightness * 2.55), round(a) + 128, round(b) + 128
    return _separated(Image.new("LAB", (1, 1), tuple(min(255, max(0, part)) for part in parts)), profile, b"")


def _separated(colour: Image.Image, profile: bytes, own: bytes) -> Inks:
    pixel = separated(colour, own, Press(profile)).getpixel((0, 0))
    assert isinstance(pixel, tuple)
    inks = [round(value * 1000 / 255) for value in pixel]
    cyan, magenta, yellow, black = (ink if ink >= _LEAST_DOT else 0 for ink in inks)
    return (cyan, magenta, yellow, black)


@lru_cache(maxsize=1 << 12)
def flat_black(red: int, green: int, blue: int, profile: bytes, own: bytes = b"") -> Inks:
    """Return a colour in black ink alone, as dark as it is to the eye (ITU-R BT.601)."""
    return _black((red * 299 + green * 587 + blue * 114 + 500) // 1000, profile, own)


def flat_lab_black(lightness: float, _a: float, _b: float, profile: bytes) -> Inks:
    """A colour in Lab in black ink alone, by its lightness."""
    return _black(grey_of(lightness), profile, b"")


def black_inks(cyan: int, magenta: int, yellow: int, black: int) -> Inks:
    """Return a mixture of inks, per mille, as a tone of black."""
    return (0, 0, 0, black_of(Ink(cyan, magenta, yellow, black)).black)


def _black(grey: int, profile: bytes, own: bytes) -> Inks:
    return (0, 0, 0, 1000 - grey_curve(tones_of(own), profile)[grey] * 1000 // 255)


def separated_raster(image: Image.Image, lossy: bool, profile: bytes, own: bytes = b"") -> Raster:
    """Return a picture out of another file in a press's inks, at its own size; ``lossy`` where it came
    out of a JPEG already, ``own`` its profile where it is in RGB. CMYK is taken for the press's.
    """
    plain = _plain(image)
    press = Press(profile)
    if plain.mode in {"RGB", "LAB"}:
        plain = in_black(plain, own, press) or separated_within(plain, own, press, MOST_INK)
    return _packed(plain, lossy=lossy)


def black_raster(image: Image.Image, lossy: bool, profile: bytes, own: bytes = b"") -> Raster:
    """Return a picture out of another file in black ink alone."""
    plain = _plain(image)
    is_light = plain.mode in {"RGB", "LAB"}
    made = in_black(greyed(plain), own, Press(profile)) if is_light else plain.convert("L")
    assert made is not None  # greys always are
    return _packed(made, lossy=lossy)


def most_ink(image: Image.Image) -> int:
    """Return the highest sum of inks of a CMYK picture out of another file, per mille; of patches of four
    by four pixels, because a single one bothers no press."""
    plain = _plain(image)
    patches = plain.reduce(4) if min(plain.size) >= 16 else plain
    return round(ink_sum(patches) * 10) if plain.mode == "CMYK" else 0


def _plain(image: Image.Image) -> Image.Image:
    """The picture as L, RGB, LAB or CMYK."""
    if image.mode in {"L", "RGB", "LAB", "CMYK"}:
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _packed(plain: Image.Image, *, lossy: bool) -> Raster:
    """Pillow writes CMYK as Adobe does, upside down, and marks it so."""
    channels = len(plain.getbands())
    if not lossy:
        data = zlib.compress(plain.tobytes(), 9)
        return Raster(plain.width, plain.height, channels, "FlateDecode", data)
    stream = io.BytesIO()
    plain.info.clear()
    plain.save(stream, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    return Raster(plain.width, plain.height, channels, "DCTDecode", stream.getvalue(), inverted=channels == 4)


_RGB = late_pattern(r"rgb\(\s*([0-9.]+%?(?:[\s,]+[0-9.]+%?){2})\s*\)")


def _of_255(written: str) -> int:
    share = float(written.rstrip("%")) * (2.55 if written.endswith("%") else 1)
    return min(255, round(share))


def colour_of(words: str) -> tuple[int, ...] | None:
    """A colour as drawings and style sheets write it (a name, ``#rgb``, ``rgb()``, ``hsl()``): red, green,
    blue and, where it is said, opacity, 0 to 255. None for what is no colour."""
    parts = _RGB.fullmatch(words.strip().lower())
    try:
        if parts:  # Pillow takes whole numbers only; cairo writes per cent with six decimals
            return tuple(_of_255(part) for part in parts[1].replace(",", " ").split())
        found = ImageColor.getrgb(words.strip().lower())
    except ValueError:
        return None
    return tuple(found)
