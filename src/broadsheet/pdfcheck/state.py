"""The graphics state at a place of a page, and what instructions and forms make of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf

from broadsheet.pdfcheck.area import EVERYWHERE, IDENTITY, Box, Matrix, Outline, common, moved, sides, times
from broadsheet.pdfcheck.operators import PAINTS
from broadsheet.pdfcheck.spaces import BLACK, CMYK, GREY, RGB, Colour, parts_of
from broadsheet.records import record, replace

_ENDS = frozenset((*PAINTS, "n"))


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


def followed(state: State, name: str, operands: Any) -> State:
    """The state after an instruction that needs no resources."""
    change = _CHANGES.get(name)
    return state if change is None else change(state, operands)


def extended(state: State, entries: Any) -> State:
    """The state after a graphics state dictionary."""
    changes: dict[str, Any] = {
        "overprint_stroke": bool(entries.get("/OP", state.overprint_stroke)),
        "overprint_fill": bool(entries.get("/op", entries.get("/OP", state.overprint_fill))),
        "mode": int(entries.get("/OPM", state.mode)),
        "veils": _veils(entries, state.veils),
    }
    if "/LW" in entries:
        changes["width"] = float(entries.LW)
    if "/Font" in entries:
        changes["size"] = float(entries.Font[1])
    return replace(state, **changes)


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


def painted(name: str, state: State, outline: Outline) -> tuple[State, Outline]:
    """The state and the path behind an instruction that paints: a path ends, and clips what comes then."""
    if name not in _ENDS:
        return state, outline
    return replace(state, clip=outline.clipped(state.ctm, state.clip)) if outline.clips else state, Outline()


def entered(form: Any, state: State) -> State:
    """The state that a form begins with: moved by its matrix, and clipped by its box."""
    matrix = tuple(float(each) for each in form.get("/Matrix", IDENTITY))
    ctm = times(matrix, state.ctm) if len(matrix) == 6 else state.ctm
    box = sides(form.get("/BBox", ()))
    return replace(state, ctm=ctm, clip=common(state.clip, moved(ctm, box)) if box else state.clip)


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(each) for each in operands)
    return (a, b, c, d, e, f)


def _next_line(state: State, operands: Any) -> State:
    x, y = (float(each) for each in operands)
    return replace(state, matrix=times((1.0, 0.0, 0.0, 1.0, x, y), state.matrix))


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
    "Td": _next_line,
    "TD": _next_line,
    "Tr": lambda state, args: replace(state, rendering=int(args[0]) % 8),
}
