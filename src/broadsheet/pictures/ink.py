"""How much ink a picture lays down, and less of it where the paper would not take it.

Import this module late: Pillow costs 40 ms.
"""

from __future__ import annotations

from PIL import Image, ImageChops, ImageMath

#: Per cent of all inks together that newsprint takes: ISO 12647-3:2013, WAN-IFRA 26v5.
MOST_INK = 220
#: What a measurement may be over it.
TOLERANCE = 3


def ink_sum(image: Image.Image) -> float:
    """Return the most ink on any pixel of a CMYK picture, in per cent; at most 2 too much."""
    # Means of two channels stay within 8 bits; each is rounded down, which takes up to 3/255 off.
    return (_quarters(image).getextrema()[1] * 4 + 3) / 255 * 100  # type: ignore[operator]


def _quarters(image: Image.Image) -> Image.Image:
    """The sum of the channels, a quarter of it, rounded down."""
    cyan, magenta, yellow, black = image.split()
    return ImageChops.add(ImageChops.add(cyan, magenta, 2), ImageChops.add(yellow, black, 2), 2)


def limited(image: Image.Image, most: float) -> Image.Image:
    """Return a CMYK picture with at most so much ink, in per cent, on any pixel; the same one where it
    has no more.

    Black stays, the three colours give way in proportion: hue and drawing are kept, a shadow gets
    lighter. ``most`` is at least 100.
    """
    units = int(most * 255 / 100)
    over = _quarters(image).point(lambda value: 255 if value * 4 + 3 > units else 0)
    box = over.getbbox()
    if box is None:
        return image
    part = image if box == (0, 0, *image.size) else image.crop(box)
    *colours, black = part.split()
    # Rounded down, so that the product of three roundings to nearest is at most 1.5 of 255 over.
    factor = ImageMath.lambda_eval(
        lambda of: of["convert"](
            of["min"]((units - 2 - of["k"]) * 255 / of["max"](of["c"] + of["m"] + of["y"], 1), 255), "L"
        ),
        c=colours[0],
        m=colours[1],
        y=colours[2],
        k=black,
    )
    assert isinstance(factor, Image.Image)
    held = Image.merge("CMYK", (*(ImageChops.multiply(colour, factor) for colour in colours), black))
    if part is image:
        return held
    image = image.copy()
    image.paste(held, box)
    return image
