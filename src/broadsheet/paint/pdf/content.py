"""A page's nodes as a content stream: groups in reading order, state written when it changes.

The tree's origin is the trim's top-left with y down; the stream's is the sheet's bottom-left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, zip_longest
from typing import TypeAlias

from broadsheet.geometry import Writing
from broadsheet.paint.pdf.blend import BlendKey, blend_key, blend_place
from broadsheet.paint.pdf.codes import FaceCodes, font_key
from broadsheet.paint.pdf.number import ink_operators, operands, points
from broadsheet.paint.pdf.pen import apart_operators, outline_operators
from broadsheet.paint.pdf.textstate import (
    Setting,
    SettingKey,
    TextSheet,
    TextState,
    overprint_operator,
    setting_of,
    show_runs,
)
from broadsheet.records import field, record, record_with, replace
from broadsheet.tree.marks import mark_nodes, sheet_margin
from broadsheet.tree.node import (
    BLACK_INK,
    Fill,
    GlyphRun,
    Ink,
    Leaf,
    Picture,
    Rule,
    Shape,
    Spot,
    TreePage,
)
from broadsheet.tree.walk import leaves
from broadsheet.units import Length

PictureKey: TypeAlias = tuple[str, tuple[int, int, int, int], Length, Length, tuple[int, ...]]


@record
class PageContent:
    """A page's stream, and which of the file's faces and pictures it shows (keys of ``Names``)."""

    stream: bytes
    faces: tuple[str, ...]
    pictures: tuple[PictureKey, ...]
    overprints: bool
    spots: tuple[Spot, ...] = ()
    blends: tuple[BlendKey, ...] = ()


@record_with(frozen=False)
class Names:
    """What a file's faces, pictures, spot inks and blends are called in its streams; all but faces as met."""

    faces: dict[str, str]
    pictures: dict[PictureKey, tuple[str, Picture]] = field(default_factory=dict)
    spots: dict[Spot, str] = field(default_factory=dict)
    blends: dict[BlendKey, str] = field(default_factory=dict)

    def picture(self, picture: Picture) -> str:
        """The name of a picture: the same pixels at the same size have one."""
        named = (f"I{len(self.pictures)}", picture)
        return self.pictures.setdefault(picture_key(picture), named)[0]

    def space(self, spot: Spot) -> str:
        """The name of a spot ink's colour space."""
        return self.spots.setdefault(spot, f"S{len(self.spots)}")

    def blend(self, key: BlendKey) -> str:
        """The name of a blend's shading."""
        return self.blends.setdefault(key, f"B{len(self.blends)}")


def picture_key(picture: Picture) -> PictureKey:
    """What two pictures that need one image have in common."""
    tone = (picture.sharpen, picture.quality, picture.perceptual, picture.gap)
    made = (picture.grey, picture.resolution, *tone)
    return (picture.digest, picture.crop, picture.width, picture.height, made)


def page_content(
    page: TreePage,
    codes: Mapping[str, FaceCodes],
    names: Names,
    natural: dict[SettingKey, Mapping[int, int]],
) -> PageContent:
    """Return a page's content stream. ``natural`` is the caller's to keep from page to page."""
    writer = _PageWriter(page, _Settings(codes, names.faces, natural), names)
    has_upright = any(code.upright for code in codes.values())
    for part in (page.groups, mark_nodes(page)):
        nodes: Sequence[Leaf] = leaves(part)
        writer.draw(list(_with_feet(nodes)) if has_upright else nodes)
        writer.end_bleed()
    return writer.content()


class _Settings(dict[SettingKey, Setting]):
    """The settings of a page's runs, made as they are met."""

    def __init__(
        self,
        codes: Mapping[str, FaceCodes],
        names: Mapping[str, str],
        natural: dict[SettingKey, Mapping[int, int]],
    ) -> None:
        super().__init__()
        self.faces: dict[str, None] = {}
        self._codes = codes
        self._names = names
        self._natural = natural

    def __missing__(self, key: SettingKey) -> Setting:
        face = font_key(key[0], key[3])
        self.faces[face] = None
        setting = self[key] = setting_of(key, self._names[face], self._codes[face], self._natural)
        return setting


class _Inks(dict[Ink, bytes]):
    """The operators that fill with a page's inks, made as they are met, and its spot inks."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self.spots: dict[Spot, None] = {}
        self._names = names

    def __missing__(self, ink: Ink) -> bytes:
        operator = self[ink] = ink_operators(ink, self.space(ink), stroke=False)
        return operator

    def space(self, ink: Ink) -> str:
        """The name of the colour space of an ink; none for process inks."""
        if ink.spot is None:
            return ""
        self.spots[ink.spot] = None
        return self._names.space(ink.spot)


class _PageWriter:
    """The stream so far, and the graphics state in force at its end."""

    def __init__(self, page: TreePage, settings: _Settings, names: Names) -> None:
        self._left = sheet_margin(page)
        self._top = page.height + self._left
        self._names = names
        self._settings = settings
        self._inks = _Inks(names)
        self._sheet = TextSheet(self._left, self._top, settings, self._inks, BLACK_INK)
        self._out: list[bytes] = []
        self._pictures: dict[PictureKey, None] = {}
        self._blends: dict[BlendKey, None] = {}
        self._in_text = False
        self._state = TextState()
        self._stroke: Ink | None = None
        self._weight: Length = 1000
        self._overprints = False
        self._cut = self._begin_bleed(page)

    def _begin_bleed(self, page: TreePage) -> bool:
        """Cut off what reaches out of the bleed, where the sheet goes on for page marks: half of what crosses
        a fold does, and would lie over them. Return whether anything is cut off."""
        if sheet_margin(page) == page.bleed:  # the sheet itself ends there
            return False
        corner = self._point(-page.bleed, page.height + page.bleed)
        size = operands(page.width + 2 * page.bleed, page.height + 2 * page.bleed)
        self._out.append(b"q " + corner + b" " + size + b" re W n")
        return True

    def end_bleed(self) -> None:
        """Go on to the whole sheet: what follows are page marks."""
        if not self._cut:
            return
        self._end_text()
        self._out.append(b"Q")
        self._overprints = self._state.overprint is not None
        self._cut, self._state, self._stroke, self._weight = False, TextState(), None, 1000

    def content(self) -> PageContent:
        """Close the stream and return it."""
        self._end_text()
        stream = b"\n".join(self._out)
        faces, shown, spots = tuple(self._settings.faces), tuple(self._pictures), tuple(self._inks.spots)
        overprints = self._overprints or self._state.overprint is not None
        return PageContent(stream, faces, shown, overprints, spots, tuple(self._blends))

    def draw(self, nodes: Sequence[Leaf]) -> None:
        """Add nodes that are no groups."""
        place = 0
        while place < len(nodes):
            node = nodes[place]
            if isinstance(node, GlyphRun):
                place = self._show(nodes, place)
                continue
            place += 1
            if isinstance(node, Rule):
                self._draw_rule(node)
            elif isinstance(node, Fill):
                self._draw_fill(node)
            elif isinstance(node, Shape):
                self._draw_shape(node)
            elif isinstance(node, Picture):
                self._draw_picture(node)

    def _show(self, nodes: Sequence[Leaf], start: int) -> int:
        """Show runs up to the first node that is none, and say which that is."""
        shown, self._state, end = show_runs(nodes, start, self._state, self._sheet)
        if shown:
            if not self._in_text:
                self._out.append(b"BT")
                self._in_text = True
            self._out.append(shown)
        return end

    def _set_fill(self, ink: Ink) -> None:
        if ink != self._state.fill:
            self._state = self._state._replace(fill=ink)
            self._out.append(self._inks[ink])
        self._set_no_overprint()

    def _set_no_overprint(self) -> None:
        if self._state.overprint:
            self._state = self._state._replace(overprint=False)
            self._out.append(overprint_operator(False))

    def _end_text(self) -> None:
        if self._in_text:
            self._out.append(b"ET")
            self._in_text = False
            self._state = self._state.outside_text()

    def _draw_rule(self, rule: Rule) -> None:
        self._end_text()
        self._set_no_overprint()
        if rule.colour != self._stroke:
            self._stroke = rule.colour
            self._out.append(ink_operators(rule.colour, self._inks.space(rule.colour), stroke=True))
        if rule.weight != self._weight:
            self._weight = rule.weight
            self._out.append(points(rule.weight) + b" w")
        start, end = self._point(rule.x, rule.y), self._point(rule.x2, rule.y2)
        self._out.append(start + b" m " + end + b" l S")

    def _draw_fill(self, fill: Fill) -> None:
        self._end_text()
        self._set_fill(fill.colour)
        corner = self._point(fill.x, fill.y + fill.height)
        self._out.append(corner + b" " + operands(fill.width, fill.height) + b" re f")

    def _draw_shape(self, shape: Shape) -> None:
        self._end_text()
        if shape.blend:
            self._draw_blend(shape)
            return
        is_apart = bool(shape.weight or shape.clip)
        if is_apart:
            self._set_no_overprint()
            space = self._inks.space(shape.colour)
            self._out.append(b"q " + self._clip(shape) + apart_operators(shape, space))
        else:
            self._set_fill(shape.colour)
        self._out.append(outline_operators(shape.path, self._left, self._top))
        paint = b"S" if shape.weight else b"f*" if shape.even_odd else b"f"
        self._out.append(paint + b" Q" if is_apart else paint)

    def _draw_blend(self, shape: Shape) -> None:
        """A blend fills what is clipped: no reader's place for patterns has to be known."""
        self._set_no_overprint()
        key = blend_key(shape)
        self._blends[key] = None
        self._out.append(b"q " + self._clip(shape) + outline_operators(shape.path, self._left, self._top))
        ends = b"W* n " if shape.even_odd else b"W n "
        place = blend_place(shape, self._left, self._top)
        self._out.append(ends + place + b" /%s sh Q" % self._names.blend(key).encode())

    def _clip(self, shape: Shape) -> bytes:
        if not shape.clip:
            return b""
        x, y, width, height = shape.clip
        return self._point(x, y + height) + b" " + operands(width, height) + b" re W n "

    def _draw_picture(self, picture: Picture) -> None:
        self._end_text()
        self._set_no_overprint()
        name = self._names.picture(picture)
        self._pictures[picture_key(picture)] = None
        size = points(picture.width) + b" 0 0 " + points(picture.height)
        corner = self._point(picture.x, picture.y + picture.height)
        self._out.append(b"q " + size + b" " + corner + b" cm /%s Do Q" % name.encode())

    def _point(self, x: Length, y: Length) -> bytes:
        return operands(x + self._left, self._top - y)


def _with_feet(nodes: Sequence[Leaf]) -> Iterator[Leaf]:
    """Nodes with each vertical run in two pieces where its order would be lost otherwise."""
    for node, following in zip_longest(nodes, nodes[1:]):
        if isinstance(node, GlyphRun) and _is_upright_text(node):
            yield from _head_and_foot(node, following if isinstance(following, GlyphRun) else None)
        else:
            yield node


def _is_upright_text(run: GlyphRun) -> bool:
    return run.writing is Writing.UPRIGHT and 1 < len(run.glyphs) == len(run.text)


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
