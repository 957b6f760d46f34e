"""What a page's content paints: a walk through its instructions, forms included, with the graphics state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

from broadsheet.pdfcheck.area import (
    EVERYWHERE,
    IDENTITY,
    OUTLINES,
    UNIT,
    Box,
    Matrix,
    Outline,
    common,
    meets,
    moved,
    point,
    scale,
    sides,
    times,
)
from broadsheet.pdfcheck.instructions import MOST_STEPS, TooMuchError
from broadsheet.pdfcheck.operators import PAINTS, SHOWS, missing, wrong_with
from broadsheet.pdfcheck.reading import Reading
from broadsheet.pdfcheck.resources import named, spaces_of
from broadsheet.pdfcheck.spaces import BLACK, CMYK, GREY, RGB, Colour, Space, parts_of, space_of
from broadsheet.records import field, record, record_with, replace

MOST_DEPTH = 12
MOST_ENTERED = 200_000
"""Forms, patterns and drawn glyphs. A chart may draw each of its hundred thousand points as a form."""


@record
class State:
    """The graphics state, as far as preflight reads it."""

    ctm: Matrix = IDENTITY
    fill: Colour = BLACK
    stroke: Colour = BLACK
    width: float = 1.0
    overprint_fill: bool = False
    overprint_stroke: bool = False
    mode: int = 0  # OPM
    size: float = 0.0
    font: str = ""
    matrix: Matrix = IDENTITY  # of the text
    rendering: int = 0
    veils: tuple[tuple[str, str], ...] = ()  # what makes it transparent: a key, and what is said of it
    clip: Box = EVERYWHERE
    tiled: bool = False  # in a pattern, which may be anywhere


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


@record_with(frozen=False)
class Walk:
    """A walk through a page. ``notes`` are (rule, detail) of what is seen on the way."""

    notes: list[tuple[str, str]]
    steps: int = 0
    entered: int = 0
    reading: Reading = field(default_factory=Reading)
    patterns: set[object] = field(default_factory=set)

    def page(self, page: pikepdf.Page) -> Iterator[Mark]:
        """What a page paints, in order. Raises TooMuchError, pikepdf.PikepdfError."""
        resources = page.obj.get("/Resources", pikepdf.Dictionary())
        yield from self._stream(page, resources, State(), 0)

    def _stream(self, stream: Any, resources: Any, state: State, depth: int) -> Iterator[Mark]:
        self._enter(depth)
        if isinstance(resources, pikepdf.Dictionary):
            self._defaults(resources)
        stack: list[State] = []
        outline = Outline()
        for name, step in self.reading.steps(stream):
            operands: Any = step.operands
            if not self._counts(name, operands, resources):
                continue
            if name in {"q", "Q"}:
                state = self._saved(name, state, stack)
            elif name == "Do":
                yield from self._object(operands, resources, state, depth)
            elif name in _MARKS:
                for mark in marks_of(name, operands, resources, (state, outline)):
                    yield mark
                    yield from self._drawn(mark, resources, depth)
                state, outline = painted(name, state, outline)
            elif name in OUTLINES:
                outline.add(name, [float(each) for each in operands])
            else:
                state = self._changed(state, name, operands, resources)
                if name in {"scn", "SCN"}:
                    yield from self._pattern(operands, resources, state, depth)
        if stack:
            self.notes.append(("F11", f"{len(stack)} q without Q"))

    def _enter(self, depth: int) -> None:
        self.entered += 1
        if depth > MOST_DEPTH or self.entered > MOST_ENTERED:
            raise TooMuchError("forms in forms")

    def _counts(self, name: str, operands: Any, resources: Any) -> bool:
        """Whether an instruction can be followed; what is wrong with it is noted."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooMuchError("instructions")
        wrong = wrong_with(name, operands) or missing(name, operands, resources)
        if wrong:
            self.notes.append(("F11", wrong))
        return not wrong

    def _saved(self, name: str, state: State, stack: list[State]) -> State:
        if name == "q":
            stack.append(state)
            return state
        if not stack:
            self.notes.append(("F11", "Q without q"))
        return stack.pop() if stack else state

    def _defaults(self, resources: pikepdf.Dictionary) -> None:
        """Spaces that silently stand in for the device's own."""
        for key in ("/DefaultGray", "/DefaultRGB", "/DefaultCMYK"):
            if key in (spaces_of(resources) or {}):
                self.notes.append(("C13", key[1:]))

    def _pattern(self, operands: Any, resources: Any, state: State, depth: int) -> Iterator[Mark]:
        """What a pattern paints, once, wherever it is used."""
        if not len(operands) or not isinstance(operands[-1], pikepdf.Name):
            return
        pattern = named(resources, "/Pattern", operands[-1:])
        key = pattern.objgen if pattern.is_indirect else (str(operands[-1]), depth)
        if key in self.patterns:
            return
        self.patterns.add(key)
        matrix = tuple(float(each) for each in pattern.get("/Matrix", IDENTITY))
        placed = State(ctm=matrix if len(matrix) == 6 else IDENTITY, tiled=True)
        if isinstance(pattern, pikepdf.Stream):
            yield from self._stream(pattern, pattern.get("/Resources", resources), placed, depth + 1)
        elif "/Shading" in pattern:
            space = space_of(pattern.Shading.get("/ColorSpace"), spaces_of(resources))
            yield Mark("shade", replace(state, ctm=placed.ctm), space=space)

    def _drawn(self, mark: Mark, resources: Any, depth: int) -> Iterator[Mark]:
        """What the glyphs of a face paint that has instructions for them, once, wherever it is used."""
        font = mark.font
        if not isinstance(font, pikepdf.Dictionary) or "/CharProcs" not in font:
            return
        key = font.objgen if font.is_indirect else (mark.state.font, depth)
        if key in self.patterns:
            return
        self.patterns.add(key)
        state, matrix = mark.state, tuple(float(each) for each in font.get("/FontMatrix", IDENTITY))
        sized = times(matrix, (state.size, 0, 0, state.size, 0, 0)) if len(matrix) == 6 else IDENTITY
        start = replace(state, ctm=times(sized, times(state.matrix, state.ctm)), tiled=True)
        for glyph in font.CharProcs.values():
            if isinstance(glyph, pikepdf.Stream):
                yield from self._stream(glyph, font.get("/Resources", resources), start, depth + 1)

    def _object(self, operands: Any, resources: Any, state: State, depth: int) -> Iterator[Mark]:
        found = named(resources, "/XObject", operands)
        if not isinstance(found, pikepdf.Stream):
            return
        kind = str(found.get("/Subtype", ""))
        if "/OC" in found:
            self.notes.append(("F10", "an object in a layer"))
        if kind == "/Image":
            space = space_of(found.ColorSpace, spaces_of(resources)) if "/ColorSpace" in found else None
            boxes = (moved(state.ctm, UNIT),)
            yield Mark("image", state, point(state.ctm, (0, 0)), stream=found, space=space, boxes=boxes)
        elif kind == "/PS":
            self.notes.append(("F07", "PostScript XObject"))
        elif kind == "/Form":
            if "/OPI" in found or str(found.get("/Subtype2", "")) == "/PS":
                self.notes.append(("F07", "OPI or PostScript in a form"))
            if "/Group" in found and str(found.Group.get("/S", "")) == "/Transparency":
                self.notes.append(("C10", "a transparency group"))
            inner = entered(found, state)
            yield from self._stream(found, found.get("/Resources", resources), inner, depth + 1)

    def _changed(self, state: State, name: str, operands: Any, resources: Any) -> State:
        if name in _CHANGES:
            return followed(state, name, operands)
        if name in {"cs", "CS"}:
            space = space_of(operands[0], spaces_of(resources))
            colour = Colour(space, space.initial)
            return replace(state, fill=colour) if name == "cs" else replace(state, stroke=colour)
        if name in {"sc", "scn", "SC", "SCN"}:
            if name.islower():
                return replace(state, fill=Colour(state.fill.space, parts_of(operands)))
            return replace(state, stroke=Colour(state.stroke.space, parts_of(operands)))
        if name == "gs":
            return self._extended(state, named(resources, "/ExtGState", operands))
        if name == "ri" and str(operands[0]) not in INTENTS:
            self.notes.append(("C12", str(operands[0])))
        return state

    def _extended(self, state: State, entries: Any) -> State:
        """The state after a graphics state dictionary."""
        if not isinstance(entries, pikepdf.Dictionary):
            return state
        for key in ("/TR", "/TR2", "/HTP"):
            if key in entries and str(entries[key]) not in {"/Identity", "/Default"}:
                self.notes.append(("C11", key[1:]))
        if "/HT" in entries and str(entries.HT) != "/Default":
            self.notes.append(("C11", "HT"))
        if "/RI" in entries and str(entries.RI) not in INTENTS:
            self.notes.append(("C12", str(entries.RI)))
        stroke = bool(entries.get("/OP", state.overprint_stroke))
        fill = bool(entries.get("/op", entries.get("/OP", state.overprint_fill)))
        changes: dict[str, Any] = {
            "overprint_stroke": stroke,
            "overprint_fill": fill,
            "mode": int(entries.get("/OPM", state.mode)),
            "veils": _veils(entries, state.veils),
        }
        if "/LW" in entries:
            changes["width"] = float(entries.LW)
        if "/Font" in entries:
            changes["size"] = float(entries.Font[1])
        return replace(state, **changes)


def painted(name: str, state: State, outline: Outline) -> tuple[State, Outline]:
    """The state and the path behind an instruction that paints: a path ends, and clips what comes then."""
    if name not in _ENDS:
        return state, outline
    return replace(state, clip=outline.clipped(state.ctm, state.clip)) if outline.clips else state, Outline()


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


def entered(form: Any, state: State) -> State:
    """The state that a form begins with: moved by its matrix, and clipped by its box."""
    matrix = tuple(float(each) for each in form.get("/Matrix", IDENTITY))
    ctm = times(matrix, state.ctm) if len(matrix) == 6 else state.ctm
    box = sides(form.get("/BBox", ()))
    return replace(state, ctm=ctm, clip=common(state.clip, moved(ctm, box)) if box else state.clip)


def object_shows(found: Any, state: State, area: Box) -> bool:
    """Whether a picture or a form that is placed now may be seen within an area."""
    if str(found.get("/Subtype", "")) != "/Form":
        return meets((moved(state.ctm, UNIT),), state.clip, area)
    return meets((EVERYWHERE,), entered(found, state).clip, area)


def followed(state: State, name: str, operands: Any) -> State:
    """The state after an instruction that needs no resources."""
    change = _CHANGES.get(name)
    return state if change is None else change(state, operands)


def _veils(entries: Any, before: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """What makes paint transparent behind a graphics state dictionary, which changes only what it names."""
    veils = {key: said for key, said in before if key not in entries}
    for key in ("/ca", "/CA"):
        if float(entries.get(key, 1)) < 1:
            veils[key] = f"{key[1:]} {float(entries[key]):g}"
    blend = entries.get("/BM")
    if isinstance(blend, pikepdf.Array):  # the first one that a reader knows; all know these
        blend = blend[0] if len(blend) else None
    if blend is not None and str(blend) not in {"/Normal", "/Compatible"}:
        veils["/BM"] = f"blend mode {blend}"
    if "/SMask" in entries and str(entries.SMask) != "/None":
        veils["/SMask"] = "a soft mask"
    return tuple(veils.items())


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(each) for each in operands)
    return (a, b, c, d, e, f)


_ENDS = frozenset((*PAINTS, "n"))
_MARKS = frozenset((*PAINTS, *SHOWS, "INLINE IMAGE", "sh", "n"))
RENDERED: dict[int, tuple[str, ...]] = {
    0: ("fill",), 1: ("stroke",), 2: ("fill", "stroke"), 3: (),
    4: ("fill",), 5: ("stroke",), 6: ("fill", "stroke"), 7: (),
}  # fmt: skip
"""Which colours a text rendering mode takes (ISO 32000-2, table 104)."""
INTENTS = frozenset(("/AbsoluteColorimetric", "/RelativeColorimetric", "/Saturation", "/Perceptual"))
"""The rendering intents of PDF."""

_CHANGES: dict[str, Callable[[State, Any], State]] = {
    "cm": lambda state, args: replace(state, ctm=times(_matrix(args), state.ctm)),
    "w": lambda state, args: replace(state, width=float(args[0])),
    "g": lambda state, args: replace(state, fill=Colour(GREY, parts_of(args))),
    "G": lambda state, args: replace(state, stroke=Colour(GREY, parts_of(args))),
    "rg": lambda state, args: replace(state, fill=Colour(RGB, parts_of(args))),
    "RG": lambda state, args: replace(state, stroke=Colour(RGB, parts_of(args))),
    "k": lambda state, args: replace(state, fill=Colour(CMYK, parts_of(args))),
    "K": lambda state, args: replace(state, stroke=Colour(CMYK, parts_of(args))),
    "BT": lambda state, _: replace(state, matrix=IDENTITY),
    "Tf": lambda state, args: replace(state, font=str(args[0]), size=float(args[1])),
    "Tm": lambda state, args: replace(state, matrix=_matrix(args)),
    "Td": lambda state, args: replace(
        state, matrix=times((1, 0, 0, 1, float(args[0]), float(args[1])), state.matrix)
    ),
    "TD": lambda state, args: replace(
        state, matrix=times((1, 0, 0, 1, float(args[0]), float(args[1])), state.matrix)
    ),
    "Tr": lambda state, args: replace(state, rendering=int(args[0]) % 8),
}
