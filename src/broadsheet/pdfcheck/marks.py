"""What a page's instructions paint: each mark with the state it is painted in, and where it may be seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from broadsheet.pdfcheck.area import EVERYWHERE, UNIT, Box, Outline, meets, moved, point, scale, times
from broadsheet.pdfcheck.operators import PAINTS, RENDERED, SHOWS
from broadsheet.pdfcheck.resources import named, spaces_of
from broadsheet.pdfcheck.spaces import Space, space_of
from broadsheet.pdfcheck.state import State, entered
from broadsheet.records import record


@record
class Mark:
    """Something painted: text, fill, stroke, image, inline or shade, and the state it was painted in.
    ``stream`` is the image or the text, ``space`` that of an image or a shade, ``font`` the text's, ``thin``
    the shorter side in points of the smallest part of a fill, ``boxes`` what it may cover before it is
    clipped."""

    kind: str
    state: State
    at: tuple[float, float] = (0.0, 0.0)
    stream: Any = None
    space: Space | None = None
    font: Any = None
    thin: float | None = None
    boxes: tuple[Box, ...] = (EVERYWHERE,)

    def shows_in(self, area: Box) -> bool:
        """Whether any of it may be seen there."""
        return self.state.tiled or meets(self.boxes, self.state.clip, area)

    @property
    def is_mask(self) -> bool:
        """Whether it is a picture in one bit that is printed in the colour of fills."""
        if self.kind not in {"image", "inline"}:
            return False
        entries = self.stream.obj if self.kind == "inline" else self.stream
        return bool(entries.get("/ImageMask", entries.get("/IM", False)))

    @property
    def paints(self) -> tuple[str, ...]:
        """With which colours it is painted: fill, stroke, both, or none."""
        if self.kind == "text":
            return RENDERED[self.state.rendering]
        if self.kind in {"fill", "stroke"}:
            return (self.kind,)
        return ("fill",) if self.is_mask else ()


def marks_of(name: str, operands: Any, resources: Any, where: tuple[State, Outline]) -> Iterator[Mark]:
    """What an instruction paints."""
    state, outline = where
    if name in PAINTS:
        for kind in PAINTS[name]:
            thin = outline.thin(state.ctm) if kind == "fill" and len(PAINTS[name]) == 1 else None
            margin = state.width * scale(state.ctm) / 2 if kind == "stroke" else 0.0
            boxes = tuple(outline.boxes(state.ctm, margin))
            yield Mark(kind, state, point(state.ctm, outline.at), thin=thin, boxes=boxes)
    elif name in SHOWS:
        if RENDERED[state.rendering]:
            font = named(resources, "/Font", [state.font])
            placed = times(state.matrix, state.ctm)
            boxes = (moved(placed, _reach(operands[-1], state.size, font)),)
            yield Mark("text", state, point(placed, (0, 0)), stream=operands[-1], font=font, boxes=boxes)
    elif name == "INLINE IMAGE":
        entries = operands[0].obj
        written = entries.get("/ColorSpace", entries.get("/CS"))
        space = space_of(written, spaces_of(resources)) if written is not None else None
        boxes = (moved(state.ctm, UNIT),)
        yield Mark("inline", state, point(state.ctm, (0, 0)), stream=operands[0], space=space, boxes=boxes)
    elif name == "sh":
        shading = named(resources, "/Shading", operands)
        yield Mark("shade", state, space=space_of(shading.get("/ColorSpace"), spaces_of(resources)))


def _reach(shown: Any, size: float, font: Any) -> Box:
    """How far type can reach from where it begins, an em for each of its bytes being more than it needs."""
    parts = list(shown) if isinstance(shown, pikepdf.Array) else [shown]
    count = sum(len(bytes(part)) for part in parts if isinstance(part, pikepdf.String))
    encoding = font.get("/Encoding") if isinstance(font, pikepdf.Dictionary) else None
    runs_down = str(encoding).endswith("V") if isinstance(encoding, pikepdf.Name) else False
    along = size * count
    return (-size, -along, size, size) if runs_down else (0.0, -size / 2, along, size)


def object_shows(found: Any, state: State, area: Box) -> bool:
    """Whether a picture or a form that is placed now may be seen within an area."""
    if str(found.get("/Subtype", "")) != "/Form":
        return meets((moved(state.ctm, UNIT),), state.clip, area)
    return meets((EVERYWHERE,), entered(found, state).clip, area)
