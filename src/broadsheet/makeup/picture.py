"""A picture in its place: the caption set, the rest of the room filled by the crop."""

from __future__ import annotations

from dataclasses import replace

from broadsheet.compose.line import Line
from broadsheet.compose.paragraph import BREAKERS, paragraph_items
from broadsheet.compose.runs import set_runs
from broadsheet.geometry import Rect
from broadsheet.makeup.drawing import drawing_nodes
from broadsheet.model.article import Emphasis, Run
from broadsheet.model.edition import PictureFile, PlacedPicture
from broadsheet.model.picture import Intent, PictureStyle
from broadsheet.model.style import ParagraphStyle, StoryStyle
from broadsheet.records import record
from broadsheet.text.items import Items
from broadsheet.text.setting import Settings
from broadsheet.tree.node import Group, Node, Picture, Role
from broadsheet.units import Length

CAPTION_AIR = 3500
"""From the picture's foot to the top of the caption's first line: 3.5 pt."""


@record
class Room:
    """Where a picture and its caption go: from ``top`` down to ``foot``, the last baseline."""

    x: Length
    width: Length
    top: Length
    foot: Length


@record
class SetCaption:
    """A caption's lines and their style."""

    items: Items | None
    lines: tuple[Line, ...]
    style: ParagraphStyle

    @property
    def height(self) -> Length:
        """From the top of the first line to the last baseline, with the air above."""
        if not self.lines:
            return 0
        ascent = self.style.text.size * 88 // 100
        return CAPTION_AIR + ascent + self.style.leading * (len(self.lines) - 1)


def set_caption(
    placed: PlacedPicture, style: ParagraphStyle, width: Length, settings: Settings
) -> SetCaption:
    """Break a picture's caption and credit to its width."""
    runs = []
    if placed.hole.caption and placed.ref.caption:
        runs.append(Run(placed.ref.caption))
    if placed.hole.caption and placed.ref.credit:
        runs.append(Run(("\u3000" if runs else "") + placed.ref.credit, Emphasis.STRONG))
    if not runs:
        return SetCaption(None, (), style)
    items = paragraph_items(tuple(runs), style, settings)
    return SetCaption(items, BREAKERS[style.breaker](items, (width,), style.spacing), style)


def place_picture(
    placed: PlacedPicture, styles: StoryStyle, room: Room, settings: Settings, digest: str
) -> tuple[Group, bool]:
    """Return the picture's group and whether the caption left it room."""
    style = styles.caption
    caption = set_caption(placed, style, room.width, settings)
    height = room.foot - caption.height - room.top
    slug = placed.slug
    if height <= 0:
        return Group(Role.PICTURE, (), slug), False
    rect = Rect(room.x, room.top, room.width, height)
    shown = tuple(
        _treated(node, styles.picture, placed)
        for node in picture_nodes(placed.file, rect, (settings, digest), placed.focus, placed.ref.caption)
    )
    nodes = [Group(Role.PICTURE, shown, slug)]
    if caption.items is not None:
        baseline = room.foot - caption.style.leading * (len(caption.lines) - 1)
        runs = tuple(
            run
            for index, line in enumerate(caption.lines)
            for run in set_runs(
                caption.items, line, style.align, room.x, baseline + index * caption.style.leading
            )
        )
        nodes.append(Group(Role.CAPTION, runs, slug))
    return Group(Role.PICTURE, tuple(nodes), slug), True


def _treated(node: Node, style: PictureStyle, placed: PlacedPicture) -> Node:
    """A picture made ready for the press as its style says; what is no picture is left as it is."""
    if not isinstance(node, Picture):
        return node
    return replace(
        node,
        resolution=style.ppi,
        sharpen=style.sharpen,
        quality=style.quality,
        perceptual=style.intent is Intent.PERCEPTUAL,
        origin=placed.ref.origin or placed.file.origin,
    )


def picture_nodes(
    file: PictureFile, rect: Rect, tools: tuple[Settings, str], focus: tuple[int, int] = (500, 500), alt: str = ""
) -> tuple[Node, ...]:
    """A picture that fills a rectangle, cropped; or a vector graphic, whole and in its middle.

    ``tools`` are the faces that a drawing's text is set in and the file's digest.
    """
    if file.drawing is not None:
        return drawing_nodes(file.drawing, fitted(file, rect), tools[0])
    crop = crop_of(file, rect, focus)
    if file.vector:
        rect, crop = fitted(file, rect), (0, 0, file.width, file.height)
    place = (rect.x, rect.y, rect.width, rect.height)
    node = Picture(*place, file.name, tools[1], crop, alt, file.path, vector=file.vector, gap=file.gap)
    return (replace(node, origin=file.origin),)


def fitted(file: PictureFile, rect: Rect) -> Rect:
    """The largest rectangle with a graphic's ratio in the middle of another."""
    width, height = rect.width, rect.height
    if file.width * height > file.height * width:
        height = max(1, width * file.height // file.width)
    else:
        width = max(1, height * file.width // file.height)
    return Rect(rect.x + (rect.width - width) // 2, rect.y + (rect.height - height) // 2, width, height)


def crop_of(file: PictureFile, rect: Rect, focus: tuple[int, int]) -> tuple[int, int, int, int]:
    """The largest part of a picture with the rectangle's ratio, kept round the focus point.

    Pixels: x, y, width, height.
    """
    width, height = file.width, file.height
    if width * rect.height > height * rect.width:
        width = max(1, height * rect.width // rect.height)
    else:
        height = max(1, width * rect.height // rect.width)
    x = min(max(0, file.width * focus[0] // 1000 - width // 2), file.width - width)
    y = min(max(0, file.height * focus[1] // 1000 - height // 2), file.height - height)
    return (x, y, width, height)
