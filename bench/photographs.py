"""Photographs for measuring: what a camera sees, as far as a converter can tell."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageChops

_WHOLE = (4000, 3000)
_PART = (3000, 2000)
"""Six megapixels."""


def photograph(size: tuple[int, int] = _WHOLE) -> Image.Image:
    """Colours, dark places, large shapes and the noise of a camera in all of them."""
    shapes = Image.effect_mandelbrot((1000, 750), (-2.2, -1.4, 0.9, 1.4), 90).resize(size)
    across = Image.linear_gradient("L").rotate(90).resize(size)
    down = Image.linear_gradient("L").resize(size)
    noise = Image.effect_noise(size, 14)
    channels = (across, ImageChops.screen(shapes, down), ImageChops.difference(down, across))
    return Image.merge("RGB", [ImageChops.add(channel, noise, 1, -128) for channel in channels])


def photographs(folder: Path, count: int) -> list[str]:
    """Write so many different JPEG files of six megapixels and return their names."""
    whole = photograph()
    width, height = _PART
    names = []
    for number in range(count):
        x, y = 20 * number % (_WHOLE[0] - width), 30 * number % (_WHOLE[1] - height)
        names.append(f"photo-{number:02d}.jpg")
        whole.crop((x, y, x + width, y + height)).save(folder / names[-1], quality=90)
    return names
