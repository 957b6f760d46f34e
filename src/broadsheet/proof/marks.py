"""The critic's marks on a proof: each place outlined and numbered, what the numbers mean below.

Import this module late: Pillow costs 60 ms.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from PIL import Image, ImageDraw, ImageFont

from broadsheet.diagnostics import Diagnostic, Severity
from broadsheet.geometry import Rect
from broadsheet.messages import LABELS, Language
from broadsheet.proof.frame import Frame, frame_of
from broadsheet.proof.lettering import lettering
from broadsheet.proof.raster import encoded
from broadsheet.records import record
from broadsheet.tree.node import TreePage

_COLOURS = {
    Severity.ERROR: (200, 16, 46),
    Severity.PROBLEM: (200, 16, 46),
    Severity.WARNING: (214, 0, 110),
    Severity.NOTE: (0, 92, 185),
}
_PALE = 0.55
"""How much of the page's ink goes to white, so that the marks stand out and the words can still be read."""

_TYPE = 11_000

Box: TypeAlias = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""


@record
class _Pen:
    """Sizes in pixels at the proof's resolution, and the type of numbers and legend."""

    frame: Frame
    line: int
    size: int
    number: ImageFont.FreeTypeFont
    words: ImageFont.FreeTypeFont

    def box(self, rect: Rect) -> Box:
        """A rectangle of the page in pixels, a line's width around it."""
        left, top, right, bottom = self.frame.box(rect)
        return (left - self.line, top - self.line, right + self.line, bottom + self.line)


def marked_png(
    png: bytes, page: TreePage, found: Iterable[Diagnostic], dpi: int, language: Language = "en"
) -> bytes | None:
    """Return a proof with what was found on its page; None where nothing was.

    ``png`` is the page's proof at ``dpi``. The same input gives the same bytes.
    """
    image = Image.open(io.BytesIO(png)).convert("RGB")
    marked = with_marks(image, page, found, (dpi, language))
    if marked is None:
        return None
    return encoded(marked, dpi)


def with_marks(
    image: Image.Image, page: TreePage, found: Iterable[Diagnostic], how: tuple[int, Language]
) -> Image.Image | None:
    """The same for a proof that is a picture already; ``how`` is its resolution and the legend's language."""
    marks = [item for item in found if item.mark is not None and item.mark.page == page.number]
    if not marks:
        return None
    pen = _pen(image, page, how[0])
    image = Image.blend(image, Image.new("RGB", image.size, "white"), _PALE)
    _outline(image, marks, pen)
    return _with_legend(image, marks, pen, how[1])


def _pen(image: Image.Image, page: TreePage, dpi: int) -> _Pen:
    frame = frame_of(image.size, page, dpi)
    bold, plain = lettering(700, _TYPE, frame), lettering(400, _TYPE, frame)
    return _Pen(frame, max(2, round(1500 * frame.scale)), round(bold.size), bold, plain)


def _outline(image: Image.Image, marks: Sequence[Diagnostic], pen: _Pen) -> None:
    """Outlines first and numbers over them, each number clear of the others."""
    draw = ImageDraw.Draw(image)
    for item in marks:
        for rect in item.mark.places if item.mark else ():
            draw.rectangle(pen.box(rect), outline=_COLOURS[item.severity], width=pen.line)
    taken: list[Box] = []
    for number, item in enumerate(marks, 1):
        for rect in item.mark.places if item.mark else ():
            badge = _free_badge(pen.box(rect), str(number), (pen, taken), image)
            taken.append(badge)
            _badge(draw, badge, str(number), _COLOURS[item.severity], pen)


def _free_badge(box: Box, text: str, known: tuple[_Pen, list[Box]], image: Image.Image) -> Box:
    """A place for a number outside a rectangle's upper left corner, moved right until it is free."""
    pen, taken = known
    width, height = _badge_width(text, pen), pen.size + 2 * pen.line
    left = max(0, min(box[0] - width + pen.line, image.width - width))
    top = max(0, min(box[1] - height + pen.line, image.height - height))
    place = (left, top, left + width, top + height)
    while any(_meet(place, other) for other in taken) and place[2] + width < image.width:
        place = (place[0] + width + 1, top, place[2] + width + 1, top + height)
    return place


def _badge_width(text: str, pen: _Pen) -> int:
    return max(pen.size, round(pen.number.getlength(text))) + 3 * pen.line


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _badge(draw: ImageDraw.ImageDraw, box: Box, text: str, colour: tuple[int, int, int], pen: _Pen) -> None:
    """A number in white on a disc of the finding's colour."""
    draw.rounded_rectangle(box, radius=(box[3] - box[1]) // 2, fill=colour)
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    draw.text(middle, text, font=pen.number, fill="white", anchor="mm")


def _with_legend(
    image: Image.Image, marks: Sequence[Diagnostic], pen: _Pen, language: Language
) -> Image.Image:
    """The picture with a line or more for each number below it."""
    margin, step = 2 * pen.size, pen.size * 3 // 2
    indent = margin + 3 * pen.size
    room = max(image.width - indent - margin, 8 * pen.size)
    rows = [list(_rows(_sentence(item, language), room, pen.words)) for item in marks]
    depth = sum(map(len, rows)) * step + 2 * margin
    whole = Image.new("RGB", (image.width, image.height + depth), "white")
    whole.paste(image, (0, 0))
    draw = ImageDraw.Draw(whole)
    draw.line((0, image.height, image.width, image.height), fill=(120, 120, 120), width=pen.line)
    y = image.height + margin
    for number, (item, lines) in enumerate(zip(marks, rows, strict=True), 1):
        width, height = _badge_width(str(number), pen), pen.size + 2 * pen.line
        box = (margin, y, margin + width, y + height)
        _badge(draw, box, str(number), _COLOURS[item.severity], pen)
        for line in lines:
            draw.text((indent, y + height // 2), line, font=pen.words, fill="black", anchor="lm")
            y += step
    return whole


def _sentence(item: Diagnostic, language: Language) -> str:
    return f"{LABELS[item.severity.value][language]} {item.code}  {item.message(language)}"


def _rows(text: str, room: int, font: ImageFont.FreeTypeFont) -> Iterator[str]:
    """A sentence in lines no wider than ``room``; Latin words stay whole where they fit."""
    while text:
        end = len(text)
        while end > 1 and font.getlength(text[:end]) > room:
            end -= 1
        space = text.rfind(" ", 1, end)
        if end < len(text) and text[end - 1].isascii() and text[end].isascii() and space > 0:
            end = space
        yield text[:end].rstrip()
        text = text[end:].lstrip()
