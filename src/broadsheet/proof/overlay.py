"""The grid and the holes of a page over its proof, from the layout tree.

Import this module late: Pillow costs 60 ms.
"""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFont

from broadsheet.messages import Language
from broadsheet.proof.frame import Frame, frame_of
from broadsheet.proof.lettering import lettering
from broadsheet.records import record
from broadsheet.tree.node import Area, AreaKind, TreePage

_RGB = tuple[int, int, int]

_GRID: _RGB = (0, 150, 200)
_KINDS: dict[AreaKind, _RGB] = {
    AreaKind.STORY: (0, 84, 190),
    AreaKind.PICTURE: (0, 135, 60),
    AreaKind.AD: (205, 95, 0),
    AreaKind.FURNITURE: (110, 110, 110),
}
_WORDS: dict[Language, dict[AreaKind | None, str]] = {
    "en": {
        AreaKind.STORY: "story", AreaKind.PICTURE: "picture", AreaKind.AD: "advertisement",
        AreaKind.FURNITURE: "furniture", None: "type area and lines, each tenth stronger",
    },
    "zh": {
        AreaKind.STORY: "稿件", AreaKind.PICTURE: "图片", AreaKind.AD: "广告",
        AreaKind.FURNITURE: "版面元素", None: "版心与行格，每十行加重",
    },
}  # fmt: skip
_PALE, _CLEAR, _TINT, _LABEL = 70, 150, 18, 225
"""How much of 255 the overlay hides of the page: lines, stronger lines, a hole's ground, a label's."""

_EVERY = 10
_TYPE = 9_000
_EMPTY = {"en": "empty", "zh": "空"}


@record
class _Pen:
    """What an overlay is drawn with."""

    draw: ImageDraw.ImageDraw
    frame: Frame
    line: int
    words: ImageFont.FreeTypeFont
    language: Language


def with_grid(image: Image.Image, page: TreePage, dpi: int, language: Language = "en") -> Image.Image:
    """Return a page's proof with its type area, lines, holes and legs over it, each hole with its name and
    what stands in it, and a legend below."""
    frame = frame_of(image.size, page, dpi)
    over = Image.new("RGBA", image.size, (255, 255, 255, 0))
    words, line = lettering(700, _TYPE, frame), max(1, round(700 * frame.scale))
    pen = _Pen(ImageDraw.Draw(over), frame, line, words, language)
    _lines(page, pen)
    for area in page.areas:
        _outline(area, pen)
    for area in page.areas:
        _label(area, pen, image.size)
    seen = Image.alpha_composite(image.convert("RGBA"), over).convert("RGB")
    return _with_legend(seen, pen)


def _lines(page: TreePage, pen: _Pen) -> None:
    """The type area, and every line of the grid in it."""
    if page.grid is None:
        return
    area, leading = page.grid.type_area, page.grid.leading
    left, _, right, _ = pen.frame.box(area)
    for line in range((area.height + leading - 1) // leading + 1):
        y = pen.frame.down(min(area.y + line * leading, area.bottom))
        strong = line % _EVERY == 0
        pen.draw.line((left, y, right, y), fill=(*_GRID, _CLEAR if strong else _PALE), width=1 + strong)
    pen.draw.rectangle(pen.frame.box(area), outline=(*_GRID, _CLEAR), width=pen.line)


def _outline(area: Area, pen: _Pen) -> None:
    """A hole's ground and edge, what is cut out of it, and the edges of its legs."""
    colour = _KINDS[area.kind]
    box = pen.frame.box(area.rect)
    pen.draw.rectangle(box, fill=(*colour, _TINT))
    for cut in area.cuts:
        pen.draw.rectangle(pen.frame.box(cut), outline=(*colour, _CLEAR), width=pen.line)
    for x, width in area.legs:
        for edge in (x, x + width):
            at = pen.frame.across(edge)
            pen.draw.line((at, box[1], at, box[3]), fill=(*colour, _CLEAR), width=pen.line)
    pen.draw.rectangle(box, outline=(*colour, 255), width=2 * pen.line)


def _label(area: Area, pen: _Pen, size: tuple[int, int]) -> None:
    """The hole's name and its story's in its upper left corner, inside the picture whatever its width."""
    what = area.slug or (_EMPTY[pen.language] if area.kind is AreaKind.STORY else "")
    part = f" {area.part + 1}" if area.part else ""
    text = f"{area.hole}  {what}{part}".strip()
    left, top, _, _ = pen.frame.box(area.rect)
    inside = pen.line * 2
    width, height = round(pen.words.getlength(text)) + 4 * inside, pen.words.size + 2 * inside
    left = max(0, min(left + inside, size[0] - width))
    top = max(0, min(top + inside, size[1] - round(height)))
    pen.draw.rectangle((left, top, left + width, top + height), fill=(*_KINDS[area.kind], _LABEL))
    pen.draw.text((left + 2 * inside, top + height / 2), text, font=pen.words, fill="white", anchor="lm")


def _with_legend(image: Image.Image, pen: _Pen) -> Image.Image:
    """The picture with a line below it that says what the colours are, in as many rows as they need."""
    size = round(pen.words.size)
    margin, step = 2 * size, 2 * size
    rows: list[tuple[int, int, AreaKind | None]] = []
    x = y = margin
    for kind in (None, *_KINDS):
        width = round(pen.words.getlength(_WORDS[pen.language][kind])) + 4 * size
        if x > margin and x + width > image.width - margin:
            x, y = margin, y + step
        rows.append((x, y, kind))
        x += width
    whole = Image.new("RGB", (image.width, image.height + y + size + margin), "white")
    whole.paste(image, (0, 0))
    draw = ImageDraw.Draw(whole)
    for x, y, kind in rows:
        top = image.height + y
        draw.rectangle((x, top, x + size, top + size), fill=_KINDS[kind] if kind else _GRID)
        middle = (x + size * 3 // 2, top + size // 2)
        draw.text(middle, _WORDS[pen.language][kind], font=pen.words, fill="black", anchor="lm")
    return whole
