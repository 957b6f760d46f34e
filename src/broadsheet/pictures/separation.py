"""Pixels of any colour space as press inks, by ICC profiles and LittleCMS.

Import this module late: Pillow costs 40 ms.
"""

from __future__ import annotations

import io
from bisect import bisect_left
from functools import lru_cache

from PIL import Image, ImageChops, ImageCms, ImageFilter

from broadsheet.pictures.ink import limited
from broadsheet.records import record

#: Channels of a colour picture that never differ by more are a grey that was saved in colour: what
#: JPEG or a scanner makes of a neutral, of 255.
_NEUTRAL = 2

_OF_LIGHT = {"GRAY": "L", "RGB": "RGB"}
"""Colour spaces of profiles that say how light a grey is, and Pillow's modes for them."""

_PLACES = 33
_ROUNDING = 1  # per cent: four inks that are each rounded up by half a step of 255


@record
class Press:
    """What pictures are separated for: the press's ICC profile, and the way out-of-gamut colours take."""

    profile: bytes
    perceptual: bool = False


def in_black(image: Image.Image, own_profile: bytes, press: Press) -> Image.Image | None:
    """Return a grey picture as L in black ink alone, 255 for paper; None for one with colours.

    Greys are printed in one ink: four plates never register as one.
    """
    if image.mode == "RGB" and is_neutral(image):
        image = image.getchannel("G")
    if image.mode != "L":
        return None
    # A grey picture with transparency became one in colours on its way here, and kept its profile.
    return image.point(grey_curve(tones_of(own_profile), press.profile))


def tones_of(profile: bytes) -> bytes:
    """A profile that says how light greys are; b"" in place of any other."""
    return profile if any(_fits(profile, space) for space in _OF_LIGHT) else b""


def greyed(image: Image.Image) -> Image.Image:
    """Return a picture in any space as L, with the tones of sRGB's greys."""
    if image.mode == "LAB":
        to_rgb = ImageCms.buildTransform(
            ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), "LAB", "RGB"
        )
        made = ImageCms.applyTransform(image, to_rgb)
        assert made is not None
        image = made
    return image.convert("L")


def separated(image: Image.Image, own_profile: bytes, press: Press) -> Image.Image:
    """Return a picture in RGB, CMYK or LAB as CMYK, each pixel by the profiles alone.

    CMYK without a profile of its own is taken for the press's already. A profile in the picture
    that is none, or is for other channels, does not count.
    """
    own = own_profile if _fits(own_profile, image.mode) else b""
    if image.mode == "CMYK" and own in {b"", press.profile}:
        return image
    # Without Pillow's own wrapper, which writes out the press's profile for each picture: 3 ms a flat colour.
    made = Image.new("CMYK", image.size)
    _transform(image.mode, own, press).transform.apply(image.getim(), made.getim())
    return made


def separated_within(image: Image.Image, own_profile: bytes, press: Press, most: float) -> Image.Image:
    """The same, with at most so much ink, in per cent, on any pixel. RGB goes through a table between
    whose places is interpolated, as fast as without the limit."""
    if image.mode != "RGB":
        return limited(separated(image, own_profile, press), most)
    own = own_profile if _fits(own_profile, "RGB") else b""
    return image.filter(_table(own, press, most))


@lru_cache(maxsize=4)
def _table(own: bytes, press: Press, most: float) -> ImageFilter.Color3DLUT:
    """RGB to ink, 33 places a channel as LittleCMS itself has them; none of them is over the limit, so
    nothing between them is."""
    places = bytes(round(step * 255 / (_PLACES - 1)) for step in range(_PLACES))
    channels = []
    for apart in (1, _PLACES, _PLACES**2):  # red changes from node to node, blue last
        period = b"".join(places[step : step + 1] * apart for step in range(_PLACES))
        channels.append(Image.frombytes("L", (_PLACES**3, 1), period * (_PLACES**2 // apart)))
    inks = limited(separated(Image.merge("RGB", channels), own, press), most - _ROUNDING)
    shares = [value / 255 for value in range(256)]
    values = [shares[value] for value in inks.tobytes()]
    return ImageFilter.Color3DLUT(_PLACES, values, channels=4, target_mode="CMYK")


def is_neutral(image: Image.Image) -> bool:
    """True for an RGB picture without a colour in it."""
    red, green, blue = image.split()
    most = (ImageChops.difference(green, other).getextrema()[1] for other in (red, blue))
    return all(value <= _NEUTRAL for value in most)  # type: ignore[operator]


@lru_cache(maxsize=8)
def _fits(profile: bytes, space: str) -> bool:
    """True for a profile of that colour space from which LittleCMS can convert."""
    if not profile:
        return False
    try:
        found = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if found.profile.xcolor_space.strip().upper() != space:
            return False
        ImageCms.buildTransform(found, ImageCms.createProfile("LAB"), _OF_LIGHT.get(space, space), "LAB")
    except (OSError, ImageCms.PyCMSError):
        return False
    return True


@lru_cache(maxsize=4)
def _transform(mode: str, own: bytes, press: Press) -> ImageCms.ImageCmsTransform:
    """From a picture's space to the press's inks, with black-point compensation, black generated as the
    press's profile has it."""
    if own:
        source = ImageCms.ImageCmsProfile(io.BytesIO(own))
    else:
        source = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB" if mode == "LAB" else "sRGB"))
    intent = ImageCms.Intent.PERCEPTUAL if press.perceptual else ImageCms.Intent.RELATIVE_COLORIMETRIC
    return ImageCms.buildTransform(
        source,
        ImageCms.ImageCmsProfile(io.BytesIO(press.profile)),
        mode,
        "CMYK",
        intent,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


@lru_cache(maxsize=8)
def grey_curve(own: bytes, profile: bytes) -> tuple[int, ...]:
    """Return what each of 256 greys is in black ink alone, as DeviceGray: 255 for paper, 0 for full ink.

    The tone that a grey has on a screen is the one it gets on the paper, between the paper's white
    and the black of the one ink (black-point compensation): a press lays down larger dots than it
    is told, and the profile knows by how much. ``own`` is the picture's profile, of grey or of colours,
    b"" for sRGB's tones.
    """
    inked = [_luminance(value) for value in _lightness(profile)]  # none to full black
    for index in range(1, 256):  # never lighter with more ink, whatever a measurement says
        inked[index] = min(inked[index], inked[index - 1])
    white, black = inked[0], inked[255]
    seen = [_luminance(value) for value in _lightness(own)] if own else _srgb_tones()
    darkest, lightest = min(seen), max(seen)
    rising = inked[::-1]
    curve = []
    for tone in seen:
        wanted = black + (white - black) * (tone - darkest) / max(lightest - darkest, 1e-6)
        curve.append(round(_place(rising, wanted)))
    return tuple(curve)


def grey_of(lightness: float) -> int:
    """The grey of sRGB, 0 to 255, that is as light (L*)."""
    return round(_place(_srgb_tones(), _luminance(lightness)))


def _srgb_tones() -> list[float]:
    """IEC 61966-2-1."""
    parts = (value / 255 for value in range(256))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _place(rising: list[float], wanted: float) -> float:
    """Where a value stands in a rising list, between two of its places."""
    above = bisect_left(rising, wanted)
    if above <= 0 or above >= len(rising):
        return min(max(above, 0), len(rising) - 1)
    low, high = rising[above - 1], rising[above]
    return above - 1 + (wanted - low) / (high - low)


def _lightness(profile: bytes) -> list[float]:
    """L* of 256 steps: of black ink from none to full for a press's profile, of greys for one of light."""
    opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    mode = _OF_LIGHT.get(opened.profile.xcolor_space.strip().upper(), "CMYK")
    steps = Image.new("L", (256, 1))
    steps.putdata(range(256))
    if mode != "L":
        none = Image.new("L", (256, 1))
        steps = Image.merge(mode, (none, none, none, steps) if mode == "CMYK" else (steps, steps, steps))
    transform = ImageCms.buildTransform(
        opened, ImageCms.createProfile("LAB"), mode, "LAB", ImageCms.Intent.RELATIVE_COLORIMETRIC
    )
    made = ImageCms.applyTransform(steps, transform)
    assert made is not None
    return [value * 100 / 255 for value in made.getchannel("L").tobytes()]


def _luminance(lightness: float) -> float:
    """Y of L*, CIE 15."""
    root = (lightness + 16) / 116
    return root**3 if lightness > 8 else lightness * 27 / 24389
