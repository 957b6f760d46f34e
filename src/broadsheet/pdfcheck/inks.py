"""What single marks of a page are judged by: colours, overprint, type, lines, ink."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from broadsheet.geometry import Rect
from broadsheet.pdfcheck.area import Box, scale, sides, times
from broadsheet.pdfcheck.marks import Mark
from broadsheet.pdfcheck.rules import Found, House
from broadsheet.pdfcheck.spaces import Colour, Kind, Space

_USUAL = (0.001, 0, 0, 0.001, 0, 0)
_MOST_USUAL = 0.0011


def judged(mark: Mark, page: int, trim: Box, house: House) -> Iterator[Found]:
    """What is wrong with a mark. Outside the trim, where crop marks and control strips are, and where a clip
    leaves nothing of it, its colours have to be inks, and what it looks like does not matter."""
    state = mark.state
    for _, said in state.veils[:1]:
        yield Found("C10", page, said)
    if mark.kind == "shade" and mark.space is not None:
        yield from _spaced(mark.space, page, (house, "a shade", None))
    shown, place = mark.shows_in(trim), _place(mark.at)
    for how in mark.paints:
        stroked = how == "stroke"
        colour = state.stroke if stroked else state.fill
        overprints = state.overprint_stroke if stroked else state.overprint_fill
        yield from _spaced(colour.space, page, (house, mark.kind, place))
        if not shown:
            continue
        yield from _coloured(colour, page, (house, mark.kind, place))
        if colour.is_white and overprints:
            yield Found("C05", page, f"white {mark.kind}", place)
        if stroked:
            yield from _line(mark, page, house)
        elif mark.kind == "text":
            yield from _type(mark, page, house)
        elif mark.thin is not None and mark.thin < house.line - 0.001 and not colour.is_white:
            yield Found("C07", page, f"a fill, {mark.thin:.3f} pt", place)


def _place(at: tuple[float, float]) -> Rect:
    return Rect(round(at[0]), round(at[1]), 1, 1)


def _coloured(colour: Colour, page: int, how: tuple[House, str, Rect]) -> Iterator[Found]:
    house, kind, place = how
    space = colour.space
    if space.kind is Kind.SPOT and "All" in space.inks:
        yield Found("C08", page, kind, place)
    limit = house.most_ink
    if colour.ink > limit and "All" not in space.inks:
        yield Found("C09", page, f"{kind}: {colour.ink:.0f} % of {house.ink:.0f} %", place)


def _spaced(space: Space, page: int, how: tuple[House, str, Rect | None]) -> Iterator[Found]:
    """What is wrong with a colour space."""
    house, kind, place = how
    if space.kind is Kind.RGB:
        yield Found("C01", page, kind, place)
    elif space.kind is Kind.ICC_CMYK or (space.managed and house.standard == "x1a"):
        yield Found("C13", page, kind, place)
    elif space.kind is Kind.SPOT:
        others = [ink for ink in space.inks if ink not in {"All", "None"} and not house.prints(ink)]
        if others:
            yield Found("C02", page, ", ".join(others), place)


def _type(mark: Mark, page: int, house: House) -> Iterator[Found]:
    state, place = mark.state, _place(mark.at)
    size = state.size * scale(times(state.matrix, state.ctm)) * _em(mark.font)
    colour = state.fill
    if 0 < size < house.type - 0.01:
        yield Found("T05", page, f"{size:.1f} pt", place)
    if colour.is_rich_black and not (size >= house.rich_type - 0.01 and _is_recipe(colour, house)):
        yield Found("C06", page, f"{colour.ink:.0f} %", place)
    if size < house.fine_type - 0.01 and (colour.is_white or colour.plates > 1) and not colour.is_rich_black:
        yield Found("T06", page, f"{size:.1f} pt, {'white' if colour.is_white else 'several inks'}", place)
    if colour.is_black and size < house.overprint_below:
        if colour.space.kind is Kind.GREY:
            yield Found("C04", page, f"{size:.1f} pt", place)
        elif not (state.overprint_fill and colour.overprints(state.mode)):
            yield Found("C03", page, f"{size:.1f} pt", place)


def _em(font: Any) -> float:
    """How large a face is at a size of one: glyphs that are drawn may be of any units, a thousandth of the
    size being usual. For others the height of its box stands, if that is more."""
    if not isinstance(font, pikepdf.Dictionary) or "/CharProcs" not in font:
        return 1.0
    unit = abs(float(font.get("/FontMatrix", _USUAL)[3]))
    box = sides(font.get("/FontBBox", ()))
    if box is None or unit <= _MOST_USUAL:
        return 1.0
    return max(1.0, unit * (box[3] - box[1]))


def _is_recipe(colour: Colour, house: House) -> bool:
    """Whether a black of several inks is the one that the house mixes."""
    return tuple(round(100 * part) for part in colour.process) == house.rich_black


def _line(mark: Mark, page: int, house: House) -> Iterator[Found]:
    state, place = mark.state, _place(mark.at)
    width = state.width * scale(state.ctm)
    if width < house.line - 0.001:
        yield Found("C07", page, f"{width:.3f} pt", place)
    elif width < house.fine_line - 0.001 and (state.stroke.is_white or state.stroke.plates > 1):
        yield Found("C14", page, f"{width:.2f} pt", place)
