"""A page's nodes as a content stream: groups in reading order, state written when it changes.

The tree's origin is the trim's top-left with y down; the stream's is the sheet's bottom-left.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from typing import TypeAlias

from broadsheet.geometry import Writing
from broadsheet.paint.pdf.codes import FaceCodes, font_key
from broadsheet.paint.pdf.number import decimal, ink_operators, operands, points
from broadsheet.paint.pdf.pen import apart_operators
from broadsheet.paint.pdf.text import SetText, Setting, set_text
from broadsheet.records import field, record, record_with, replace
from broadsheet.tree.marks import mark_nodes, sheet_margin
from broadsheet.tree.node import (
    BLACK_INK,
    Fill,
    GlyphRun,
    Group,
    Ink,
    Node,
    Picture,
    Rule,
    Shape,
    Spot,
    TreePage,
)
from broadsheet.units import Length

#: Black text below this prints over what is under it: register never opens a white line round it.
OVERPRINT_BELOW: Length = 12_000

#: Names of the two graphics states.
OVERPRINT_ON, OVERPRINT_OFF = "G1", "G0"

PictureKey: TypeAlias = tuple[str, tuple[int, int, int, int], Length, Length, tuple[int, ...]]
SettingKey: TypeAlias = tuple[str, Length, int, Writing]

_UNKNOWN = Ink(-1, -1, -1, -1)


@record
class PageContent:
    """A page's stream, and which of the file's faces and pictures it shows (keys of ``Names``)."""

    stream: bytes
    faces: tuple[str, ...]
    pictures: tuple[PictureKey, ...]
    overprints: bool
    spots: tuple[Spot, ...] = ()


@record_with(frozen=False)
class Names:
    """What a file's faces, pictures and spot inks are called in its streams; the last two as met."""

    faces: dict[str, str]
    pictures: dict[PictureKey, tuple[str, Picture]] = field(default_factory=dict)
    spots: dict[Spot, str] = field(default_factory=dict)

    def picture(self, picture: Picture) -> str:
        """The name of a picture: the same pixels at the same size have one."""
        named = (f"I{len(self.pictures)}", picture)
        return self.pictures.setdefault(picture_key(picture), named)[0]

    def space(self, spot: Spot) -> str:
        """The name of a spot ink's colour space."""
        return self.spots.setdefault(spot, f"S{len(self.spots)}")


def picture_key(picture: Picture) -> PictureKey:
    """What two pictures that need one image have in common."""
    tone = (picture.sharpen, picture.quality, picture.perceptual, picture.gap)
    made = (picture.grey, picture.resolution, *tone)
    return (picture.digest, picture.crop, picture.width, picture.height, made)


def page_content(
    page: TreePage, codes: Mapping[str, FaceCodes], names: Names, settings: dict[SettingKey, Setting]
) -> PageContent:
    """Return a page's content stream. ``settings`` is the caller's to keep from page to page."""
    writer = _PageWriter(page, codes, names, settings)
    for group in page.groups:
        writer.draw(group)
    for node in mark_nodes(page):
        writer.draw(node)
    return writer.content()


class _PageWriter:
    """The stream so far, and the graphics state in force at its end."""

    def __init__(
        self,
        page: TreePage,
        codes: Mapping[str, FaceCodes],
        names: Names,
        settings: dict[SettingKey, Setting],
    ) -> None:
        self._left = sheet_margin(page)
        self._top = page.height + self._left
        self._codes = codes
        self._names = names
        self._settings = settings
        self._out: list[bytes] = []
        self._faces: dict[str, None] = {}
        self._pictures: dict[PictureKey, None] = {}
        self._spots: dict[Spot, None] = {}
        self._in_text = False
        self._waiting: GlyphRun | None = None
        self._writing = Writing.HORIZONTAL
        self._line = (0, 0)
        self._leading = 0
        self._font: tuple[str, Length] = ("", 0)
        self._condense = 1000
        self._spacing = 0
        self._fill = _UNKNOWN
        self._stroke = _UNKNOWN
        self._weight: Length = 1000
        self._overprint = False
        self._ever_overprints = False

    def content(self) -> PageContent:
        """Close the stream and return it."""
        self._end_text()
        stream = b"\n".join(self._out)
        faces, shown, spots = tuple(self._faces), tuple(self._pictures), tuple(self._spots)
        return PageContent(stream, faces, shown, self._ever_overprints, spots)

    def draw(self, node: Node) -> None:
        """Add a node and what is in it."""
        if isinstance(node, Group):
            for child in node.nodes:
                if type(child) is GlyphRun:
                    self._draw_run(child)
                else:
                    self.draw(child)
        elif isinstance(node, GlyphRun):
            self._draw_run(node)
        elif isinstance(node, Rule):
            self._draw_rule(node)
        elif isinstance(node, Fill):
            self._draw_fill(node)
        elif isinstance(node, Shape):
            self._draw_shape(node)
        else:
            self._draw_picture(node)

    def _draw_run(self, run: GlyphRun) -> None:
        self._show_waiting(run)
        if run.writing is Writing.UPRIGHT and 1 < len(run.glyphs) == len(run.text):
            self._waiting = run
        elif run.glyphs:
            self._show(run)

    def _show_waiting(self, following: GlyphRun | None = None) -> None:
        """Show the vertical run that waits for what follows it."""
        if self._waiting is not None:
            run, self._waiting = self._waiting, None
            for piece in _head_and_foot(run, following):
                self._show(piece)

    def _show(self, run: GlyphRun) -> None:
        key = (run.face, run.size, run.condense, run.writing)
        setting = self._settings.get(key)
        codes = self._codes[font_key(run)]
        if setting is None:
            setting = self._settings[key] = Setting.of(codes.program.widths, run)
        text = set_text(run, codes, setting)
        if not self._in_text:
            self._out.append(b"BT")
            self._in_text = True
            self._line = (0, 0)
            self._writing = Writing.HORIZONTAL
        self._set_text_state(run, text)
        if run.writing is self._writing is Writing.HORIZONTAL:
            move = self._move_to(run.x + self._left, self._top - run.baseline)
        else:
            move = self._turn_to(run)
        if text.said:
            said = "FEFF" + text.said.encode("utf-16-be").hex().upper()
            self._out.append(b"/Span<</ActualText<" + said.encode() + b">>>BDC")
            self._out.append(move + text.show)
            self._out.append(b"EMC")
        else:
            self._out.append(move + text.show)

    def _set_text_state(self, run: GlyphRun, text: SetText) -> None:
        key = font_key(run)
        if self._font != (key, run.size):
            self._font = (key, run.size)
            self._faces[key] = None
            self._out.append(b"/%s %s Tf" % (self._names.faces[key].encode(), points(run.size)))
        condense = 1000 if run.writing is Writing.UPRIGHT else run.condense  # there the matrix does it
        if self._condense != condense:
            self._condense = condense
            self._out.append(decimal(condense, 1) + b" Tz")
        self._set_fill(run.colour, run.colour == BLACK_INK and run.size < OVERPRINT_BELOW)
        if text.spacing is not None and text.spacing != self._spacing:
            self._spacing = text.spacing
            self._out.append(decimal(text.spacing, 4) + b" Tc")

    def _move_to(self, x: Length, y: Length) -> bytes:
        """The shortest operator that moves the line to a place; the first of two TD sets leading."""
        dx, dy = x - self._line[0], y - self._line[1]
        self._line = (x, y)
        if not dx and not dy:
            return b"0 0 Td"
        if not dx and -dy == self._leading:
            return b"T*"
        if not dx and dy < 0:
            self._leading = -dy
            return b"0 " + points(dy) + b" TD"
        return points(dx) + b" " + points(dy) + b" Td"

    def _turn_to(self, run: GlyphRun) -> bytes:
        """The matrix of a run in vertical lines, or of the first level one after it."""
        self._writing = run.writing
        self._line = (run.x + self._left, self._top - run.baseline)
        place = operands(*self._line) + b" Tm"
        if run.writing is Writing.SIDEWAYS:
            return b"0 -1 1 0 " + place
        high = run.condense if run.writing is Writing.UPRIGHT else 1000
        return b"1 0 0 " + decimal(high, 3) + b" " + place

    def _set_fill(self, ink: Ink, overprint: bool) -> None:
        if ink is not self._fill and ink != self._fill:
            self._fill = ink
            self._out.append(ink_operators(ink, self._space(ink), stroke=False))
        self._set_overprint(overprint)

    def _set_overprint(self, overprint: bool) -> None:
        if overprint != self._overprint:
            self._overprint = overprint
            self._ever_overprints = True
            self._out.append(b"/%s gs" % (OVERPRINT_ON if overprint else OVERPRINT_OFF).encode())

    def _end_text(self) -> None:
        self._show_waiting()
        if self._in_text:
            self._out.append(b"ET")
            self._in_text = False

    def _draw_rule(self, rule: Rule) -> None:
        self._end_text()
        self._set_overprint(False)
        if rule.colour != self._stroke:
            self._stroke = rule.colour
            self._out.append(ink_operators(rule.colour, self._space(rule.colour), stroke=True))
        if rule.weight != self._weight:
            self._weight = rule.weight
            self._out.append(points(rule.weight) + b" w")
        start, end = self._point(rule.x, rule.y), self._point(rule.x2, rule.y2)
        self._out.append(start + b" m " + end + b" l S")

    def _draw_fill(self, fill: Fill) -> None:
        self._end_text()
        self._set_fill(fill.colour, overprint=False)
        corner = self._point(fill.x, fill.y + fill.height)
        self._out.append(corner + b" " + operands(fill.width, fill.height) + b" re f")

    def _draw_shape(self, shape: Shape) -> None:
        self._end_text()
        is_apart = bool(shape.weight or shape.clip)
        if is_apart:
            self._set_overprint(False)
            self._out.append(b"q " + self._clip(shape) + apart_operators(shape, self._space(shape.colour)))
        else:
            self._set_fill(shape.colour, overprint=False)
        for operator, *numbers in shape.path:
            if operator == "z":
                self._out.append(b"h")
                continue
            places = [int(number) for number in numbers]
            pairs = [self._point(x, y) for x, y in zip(places[::2], places[1::2], strict=True)]
            self._out.append(b" ".join(pairs) + b" " + str(operator).encode())
        paint = b"S" if shape.weight else b"f*" if shape.even_odd else b"f"
        self._out.append(paint + b" Q" if is_apart else paint)

    def _clip(self, shape: Shape) -> bytes:
        if not shape.clip:
            return b""
        x, y, width, height = shape.clip
        return self._point(x, y + height) + b" " + operands(width, height) + b" re W n "

    def _draw_picture(self, picture: Picture) -> None:
        self._end_text()
        self._set_overprint(False)
        name = self._names.picture(picture)
        self._pictures[picture_key(picture)] = None
        size = points(picture.width) + b" 0 0 " + points(picture.height)
        corner = self._point(picture.x, picture.y + picture.height)
        self._out.append(b"q " + size + b" " + corner + b" cm /%s Do Q" % name.encode())

    def _space(self, ink: Ink) -> str:
        if ink.spot is None:
            return ""
        self._spots[ink.spot] = None
        return self._names.space(ink.spot)

    def _point(self, x: Length, y: Length) -> bytes:
        return operands(x + self._left, self._top - y)


def _head_and_foot(run: GlyphRun, following: GlyphRun | None) -> tuple[GlyphRun, ...]:
    """A vertical run in two pieces, of which the last begins well above or below what follows.

    PDFium takes runs that follow each other and begin at about one height for a line and sorts them
    by x. Mostly the last glyph by itself will do.
    """
    starts = tuple(accumulate(run.advances[:-1], initial=run.baseline))
    cut = len(starts) - 1
    if following is not None:
        far = [abs(start - following.baseline) for start in starts]
        clear = (index for index in range(cut, -1, -1) if far[index] > 2 * run.size)
        cut = next(clear, far.index(max(far)))
    if not cut:
        return (run,)
    head = replace(run, glyphs=run.glyphs[:cut], advances=run.advances[:cut], text=run.text[:cut])
    foot = replace(
        run, baseline=starts[cut], glyphs=run.glyphs[cut:], advances=run.advances[cut:], text=run.text[cut:]
    )
    return head, foot
