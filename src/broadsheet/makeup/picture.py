"""A picture in its place: the caption set, the rest of the room filled by the crop."""

from __future__ import annotations

from broadsheet.geometry import Rect
from broadsheet.makeup.caption import SetCaption, no_smaller, over_picture, set_caption
from broadsheet.makeup.frame import frame_nodes
from broadsheet.model.edition import PictureFile, PlacedPicture
from broadsheet.model.grid import Grid
from broadsheet.model.hole import Inside
from broadsheet.model.picture import CaptionPlace, Intent, PictureStyle
from broadsheet.model.style import StoryStyle
from broadsheet.records import record, replace
from broadsheet.text.setting import Settings
from broadsheet.tree.node import Group, Node, Picture, Role
from broadsheet.units import Length

SIDE_EMS = 10
"""Width of a caption at its picture's side where its hole says none, in ems of its type; at most a third
of the place."""


LEAST_EMS = 2
"""In ems of its caption's type: a picture with a shorter side is a stripe, and left out."""


@record
class Room:
    """Where a picture and its caption go: from ``top`` down to ``foot``, the last baseline. ``leading`` is
    that of the page's lines, 0 where the caption stands on none of them."""

    x: Length
    width: Length
    top: Length
    foot: Length
    leading: Length = 0


def in_frame(placed: PlacedPicture, room: Room, grid: Grid) -> tuple[tuple[Group, ...], Room]:
    """The border and tint of a picture's hole, if it has any, and the room inside: less the frame's insets,
    or what its lines take where that is more. Without words below it the picture reaches as near to the
    frame's foot as to its head."""
    frame = placed.hole.frame
    if frame is None:
        return (), room
    below = grid.top(1) - grid.white - grid.baseline(0)
    rect = Rect(room.x, room.top, room.width, room.foot + below - room.top)
    lines = frame.weight + (frame.outer + frame.gap if frame.outer else 0)
    x, y = max(frame.inset_x, lines), max(frame.inset_lines * grid.leading, lines)
    refs = [each.ref for each in (placed, *placed.others)]
    if placed.hole.caption is not CaptionPlace.BELOW or not any(ref.caption or ref.credit for ref in refs):
        below = 0
    inside = replace(
        room, x=rect.x + x, width=rect.width - 2 * x, top=rect.y + y, foot=rect.bottom - y - below
    )
    return (Group(Role.FRAME, frame_nodes(rect, frame), placed.slug),), inside


def place_picture(
    placed: PlacedPicture, styles: StoryStyle, room: Room, settings: Settings, digest: str
) -> tuple[Group, bool]:
    """Return the picture's group and whether the caption left it room."""
    if placed.file.is_graphic:
        room = _closed_up(placed, styles, room, settings)
    caption, rect, words = share_room(placed, styles, room, settings)
    slug = placed.slug
    least = LEAST_EMS * styles.caption.text.size
    if min(rect.height, rect.width) < least or caption.depth > room.foot - room.top:
        return Group(Role.PICTURE, (), slug), False
    shown = placed_nodes(placed, rect, styles.picture, settings, digest)
    runs = caption.runs(*words)
    if runs and placed.hole.caption is CaptionPlace.OVER:
        paint, runs = over_picture(runs, styles.picture, settings.collection)
        shown = (*shown, *paint)
    nodes = [Group(Role.PICTURE, shown, slug)]
    if runs:
        nodes.append(Group(Role.CAPTION, runs, slug))
    return Group(Role.PICTURE, tuple(nodes), slug), True


def _closed_up(placed: PlacedPicture, styles: StoryStyle, room: Room, settings: Settings) -> Room:
    """The part of a room that a graphic of another ratio takes with its words, so that they stand by it. All
    of the room where that leaves the words too little."""
    _, rect, _ = share_room(placed, styles, room, settings)
    shown = fitted(placed.file, rect)
    closed = without_white(placed, room, rect.height - shown.height)
    if placed.hole.caption is CaptionPlace.OVER:
        closed = replace(closed, x=shown.x, width=shown.width)
    caption, _, (_, foot) = share_room(placed, styles, closed, settings)
    return closed if closed.top <= foot - caption.depth else room


def without_white(placed: PlacedPicture, room: Room, spare: Length) -> Room:
    """A room less what graphics leave of its height: the rest is in the middle of a frame, else at the room's
    head, as far as whole lines go, or on its foot where the place is counted from the foot of its story."""
    place = placed.hole.place
    on_foot = isinstance(place, Inside) and place.line < 0
    above = spare if on_foot else spare % max(1, room.leading)
    if placed.hole.frame is not None:
        above = spare // 2
    return replace(room, top=room.top + above, foot=room.foot - (spare - above))


def placed_nodes(
    placed: PlacedPicture, rect: Rect, style: PictureStyle, settings: Settings, digest: str
) -> tuple[Node, ...]:
    """A picture that was placed, in its rectangle, made ready for the press as its style says."""
    nodes = picture_nodes(placed.file, rect, (settings, digest), placed.focus, placed.ref.caption)
    return tuple(_treated(node, style) for node in nodes)


def share_room(
    placed: PlacedPicture, styles: StoryStyle, room: Room, settings: Settings
) -> tuple[SetCaption, Rect, tuple[Length, Length]]:
    """How a picture and its caption share their room: the caption set, the picture's rectangle, and the
    caption's left edge and last baseline."""
    place, style = placed.hole.caption, styles.caption
    whole = Rect(room.x, room.top, room.width, max(0, room.foot - room.top))
    em = style.text.size
    if place is CaptionPlace.OVER:
        style = no_smaller(style, styles.picture.over_size)
        em = style.text.size
        caption = set_caption(placed, style, max(em, room.width - 2 * em), settings)
        return caption, whole, (room.x + em, room.foot - em * 2 // 3)
    if place in {CaptionPlace.LEFT, CaptionPlace.RIGHT}:
        column = placed.hole.caption_width or min(SIDE_EMS * em, room.width // 3)
        caption = set_caption(placed, style, column, settings)
        if not caption.lines:
            return caption, whole, (room.x, room.foot)
        rest, taken = max(0, room.width - column - em), column + em
        if place is CaptionPlace.LEFT:
            return caption, Rect(room.x + taken, room.top, rest, whole.height), (room.x, room.foot)
        return caption, Rect(room.x, room.top, rest, whole.height), (room.x + rest + em, room.foot)
    caption = set_caption(placed, style, room.width, settings)
    rect = Rect(room.x, room.top, room.width, max(0, whole.height - caption.height))
    return caption, rect, (room.x, room.foot)


def _treated(node: Node, style: PictureStyle) -> Node:
    """A picture made ready for the press as its style says; what is no picture is left as it is."""
    if not isinstance(node, Picture):
        return node
    return replace(
        node,
        resolution=style.ppi,
        sharpen=style.sharpen,
        quality=style.quality,
        perceptual=style.intent is Intent.PERCEPTUAL,
    )


def picture_nodes(
    file: PictureFile,
    rect: Rect,
    tools: tuple[Settings, str],
    focus: tuple[int, int] = (500, 500),
    alt: str = "",
) -> tuple[Node, ...]:
    """A picture that fills a rectangle, cropped; or a vector graphic, whole and in its middle.

    ``tools`` are the faces that a drawing's text is set in and the file's digest.
    """
    if file.drawing is not None:
        from broadsheet.makeup.drawing import drawing_nodes  # noqa: PLC0415  late: few pages have one

        return drawing_nodes(file.drawing, fitted(file, rect), tools[0])
    crop = crop_of(file, rect, focus)
    if file.vector:
        rect, crop = fitted(file, rect), (0, 0, file.width, file.height)
    place = (rect.x, rect.y, rect.width, rect.height)
    return (Picture(*place, file.name, tools[1], crop, alt, file.path, file.grey, file.vector, gap=file.gap),)


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
