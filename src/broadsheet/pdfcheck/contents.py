"""What a page's content paints: a walk through its instructions, forms included, with the graphics state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

from broadsheet.pdfcheck.spaces import BLACK, CMYK, GREY, PATTERN, RGB, Colour, Space, parts_of, space_of
from broadsheet.records import record, record_with, replace

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

MOST_STEPS = 3_000_000
MOST_DEPTH = 12


class TooMuchError(Exception):
    """The content is deeper or longer than any page is."""


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
    transparent: str = ""  # why it is, "" where it is not


@record
class Mark:
    """Something painted: text, fill, stroke, image or shade, and the state it was painted in. ``stream``
    is the image."""

    kind: str
    state: State
    at: tuple[float, float] = (0.0, 0.0)
    stream: Any = None
    space: Space | None = None


def times(one: Matrix, other: Matrix) -> Matrix:
    """The product of two matrices, the first applied first."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def scale(matrix: Matrix) -> float:
    """By how much a matrix enlarges, in the middle of both directions."""
    return float(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5)


@record_with(frozen=False)
class Walk:
    """A walk through a page. ``notes`` are (rule, detail) of what is seen on the way."""

    notes: list[tuple[str, str]]
    steps: int = 0

    def page(self, page: pikepdf.Page) -> Iterator[Mark]:
        """What a page paints, in order. Raises TooMuchError, pikepdf.PdfError."""
        resources = page.obj.get("/Resources", pikepdf.Dictionary())
        yield from self._stream(page, resources, State(), 0)

    def _stream(self, stream: Any, resources: Any, state: State, depth: int) -> Iterator[Mark]:
        if depth > MOST_DEPTH:
            raise TooMuchError("forms in forms")
        stack: list[State] = []
        at = (0.0, 0.0)
        for step in pikepdf.parse_content_stream(stream):
            operands: Any = step.operands
            operator = step.operator
            self.steps += 1
            if self.steps > MOST_STEPS:
                raise TooMuchError("instructions")
            name = str(operator)
            if name == "q":
                stack.append(state)
            elif name == "Q":
                state = stack.pop() if stack else state
            elif name == "Do":
                yield from self._object(operands, resources, state, depth)
            elif name in _MARKS:
                yield from _marks(name, operands, resources, (state, at))
            elif name in {"m", "re"} and len(operands) >= 2:
                at = (float(operands[0]), float(operands[1]))
            else:
                state = self._changed(state, name, operands, resources)

    def _object(self, operands: Any, resources: Any, state: State, depth: int) -> Iterator[Mark]:
        found = _entry(resources, "/XObject", operands)
        if not isinstance(found, pikepdf.Stream):
            return
        kind = str(found.get("/Subtype", ""))
        if kind == "/Image":
            yield Mark("image", state, stream=found)
        elif kind == "/PS":
            self.notes.append(("F07", "PostScript XObject"))
        elif kind == "/Form":
            if "/OPI" in found or str(found.get("/Subtype2", "")) == "/PS":
                self.notes.append(("F07", "OPI or PostScript in a form"))
            if "/Group" in found and str(found.Group.get("/S", "")) == "/Transparency":
                self.notes.append(("C10", "a transparency group"))
            matrix = tuple(float(each) for each in found.get("/Matrix", IDENTITY))
            inner = replace(state, ctm=times(matrix, state.ctm)) if len(matrix) == 6 else state
            yield from self._stream(found, found.get("/Resources", resources), inner, depth + 1)

    def _changed(self, state: State, name: str, operands: Any, resources: Any) -> State:
        change = _CHANGES.get(name)
        if change is not None:
            return change(state, operands)
        if name in {"cs", "CS"}:
            space = space_of(operands[0], _spaces(resources))
            colour = Colour(space, () if space.kind is PATTERN.kind else (0.0,))
            return replace(state, fill=colour) if name == "cs" else replace(state, stroke=colour)
        if name in {"sc", "scn", "SC", "SCN"}:
            if name.islower():
                return replace(state, fill=Colour(state.fill.space, parts_of(operands)))
            return replace(state, stroke=Colour(state.stroke.space, parts_of(operands)))
        if name == "gs":
            return self._extended(state, _entry(resources, "/ExtGState", operands))
        if name == "ri" and str(operands[0]) not in _INTENTS:
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
        if "/RI" in entries and str(entries.RI) not in _INTENTS:
            self.notes.append(("C12", str(entries.RI)))
        stroke = bool(entries.get("/OP", state.overprint_stroke))
        fill = bool(entries.get("/op", entries.get("/OP", state.overprint_fill)))
        changes: dict[str, Any] = {
            "overprint_stroke": stroke,
            "overprint_fill": fill,
            "mode": int(entries.get("/OPM", state.mode)),
            "transparent": _transparent(entries) or ("" if "/ca" in entries else state.transparent),
        }
        if "/LW" in entries:
            changes["width"] = float(entries.LW)
        if "/Font" in entries:
            changes["size"] = float(entries.Font[1])
        return replace(state, **changes)


def _marks(
    name: str, operands: Any, resources: Any, where: tuple[State, tuple[float, float]]
) -> Iterator[Mark]:
    """What an instruction paints."""
    state, at = where
    if name in _PAINTS:
        for kind in _PAINTS[name]:
            yield Mark(kind, state, _point(state.ctm, at))
    elif name in _SHOWS and state.rendering != _INVISIBLE:
        yield Mark("text", state, _point(times(state.matrix, state.ctm), (0, 0)))
    elif name == "INLINE IMAGE":
        yield Mark("inline", state, stream=operands[0])
    elif name == "sh":
        shading = _entry(resources, "/Shading", operands)
        yield Mark("shade", state, space=space_of(shading.get("/ColorSpace"), _spaces(resources)))


def _transparent(entries: Any) -> str:
    for key in ("/ca", "/CA"):
        if float(entries.get(key, 1)) < 1:
            return f"{key[1:]} {float(entries[key]):g}"
    blend = entries.get("/BM")
    if blend is not None and str(blend) not in {"/Normal", "/Compatible"}:
        return f"blend mode {blend}"
    if "/SMask" in entries and str(entries.SMask) != "/None":
        return "a soft mask"
    return ""


def _entry(resources: Any, category: str, operands: Any) -> Any:
    """What an operand names."""
    try:
        return resources[category][str(operands[0])]
    except (KeyError, IndexError, TypeError, ValueError):
        return pikepdf.Dictionary()


def _spaces(resources: Any) -> Any:
    found = resources.get("/ColorSpace") if isinstance(resources, pikepdf.Dictionary) else None
    return found if isinstance(found, pikepdf.Dictionary) else None


def _point(matrix: Matrix, at: tuple[float, float]) -> tuple[float, float]:
    x, y = at
    return (
        matrix[0] * x + matrix[2] * y + matrix[4],
        matrix[1] * x + matrix[3] * y + matrix[5],
    )


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(each) for each in operands)
    return (a, b, c, d, e, f)


_PAINTS = {
    "f": ("fill",), "F": ("fill",), "f*": ("fill",), "S": ("stroke",), "s": ("stroke",),
    "B": ("fill", "stroke"), "B*": ("fill", "stroke"), "b": ("fill", "stroke"), "b*": ("fill", "stroke"),
}  # fmt: skip
_SHOWS = frozenset(("Tj", "TJ", "'", '"'))
_MARKS = frozenset((*_PAINTS, *_SHOWS, "INLINE IMAGE", "sh"))
_INVISIBLE = 3
_INTENTS = frozenset(("/AbsoluteColorimetric", "/RelativeColorimetric", "/Saturation", "/Perceptual"))

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
    "Tr": lambda state, args: replace(state, rendering=int(args[0])),
}
